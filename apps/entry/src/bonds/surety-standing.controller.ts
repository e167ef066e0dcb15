import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { suretyName } from '#reference';
import { faultsOfDays, FirstDay, LastDay, Ordered, refuse, Rows } from '../registers/register-form';
import { OperationsGuard } from '#service';
import { type SuretyStanding, SuretyStandings } from './surety-standing';

class StandingLoaded {
  @IsString()
  surety: string;

  @IsOptional()
  @IsBoolean()
  active = true;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(9_999_999_999)
  underwritingDollars: number | null = null;

  /** First day, `YYYY-MM-DD`. */
  @FirstDay()
  from: string;

  @LastDay()
  to: string | null = null;
}

class StandingsLoaded extends Ordered {
  @Rows(StandingLoaded)
  sureties: StandingLoaded[];
}

/** For operators: what sureties may sign for. */
@ApiExcludeController()
@Controller('operations/sureties')
@UseGuards(OperationsGuard)
export class SuretyStandingController {
  constructor(private readonly standings: SuretyStandings) {}

  /** Every period of a surety. */
  @Get(':suretyCode')
  async periods(@Param('suretyCode') suretyCode: string): Promise<{ periods: SuretyStanding[] }> {
    return { periods: await this.standings.of(suretyCode) };
  }

  /** Loads up to a thousand. */
  @Post()
  @HttpCode(200)
  async load(@Body() { sureties, actor }: StandingsLoaded): Promise<{ loaded: number; onFile: number }> {
    refuse(
      sureties.flatMap(({ surety, ...days }, n) => [
        ...(suretyName(surety) ? [] : [{ at: `/sureties/${n}/surety`, text: `'${surety}' is no code of a surety` }]),
        ...faultsOfDays(days, `/sureties/${n}`),
      ]),
    );
    return { loaded: sureties.length, onFile: await this.standings.load(sureties, actor) };
  }
}
