import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import { addDays } from '#kernel';
import { FirstDay, LastDay, notADay, Ordered, refuse } from '../registers/register-form';
import { OperationsGuard } from '#service';
import { InsufficientBonds, type Insufficiency } from './insufficient-bonds';

class InsufficiencyTold extends Ordered {
  @Matches(/^[A-Z0-9]{9}$/, { message: 'bondNumber must be nine letters or digits' })
  bondNumber: string;

  /** First day, `YYYY-MM-DD`. */
  @FirstDay()
  from: string;

  /** Last day; the day before the first takes back what was told. */
  @LastDay()
  to: string | null = null;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  reason: string;
}

/** For operators: continuous bonds that CBP found insufficient. */
@ApiExcludeController()
@Controller('operations/insufficient-bonds')
@UseGuards(OperationsGuard)
export class InsufficientBondsController {
  constructor(private readonly bonds: InsufficientBonds) {}

  /** Every period of a bond; none where it was never found so. */
  @Get(':bondNumber')
  async periods(@Param('bondNumber') bondNumber: string): Promise<{ periods: Insufficiency[] }> {
    return { periods: await this.bonds.of(bondNumber) };
  }

  /** Says from when to when a continuous bond is held to be insufficient. */
  @Post()
  @HttpCode(200)
  async tell(@Body() { actor, ...told }: InsufficiencyTold): Promise<{ periods: Insufficiency[] }> {
    const { from, to } = told;
    const faults = [...notADay('/from', from), ...notADay('/to', to)];
    if (faults.length === 0 && to !== null && to < addDays(from, -1))
      faults.push({ at: '/to', text: `is before the day before ${from}` });
    refuse(faults);
    return { periods: await this.bonds.tell(told, actor) };
  }
}
