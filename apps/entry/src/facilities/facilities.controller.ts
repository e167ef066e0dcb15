import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ArrayNotEmpty, IsArray, IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import { isPort } from '#reference';
import { faultsOfDays, FirstDay, LastDay, Ordered, refuse, Rows } from '../registers/register-form';
import { OperationsGuard } from '#service';
import { Facilities, type Facility } from './facilities';

class FacilityLoaded {
  @Matches(/^[A-Z0-9]{4}$/, { message: 'firmsCode must be four letters or digits' })
  firmsCode: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  @Matches(/^\d{2}$/, { message: 'type must be two digits, such as 04' })
  type: string;

  @IsArray()
  @ArrayNotEmpty()
  @Matches(/^\d{4}$/, { each: true, message: 'ports must be port codes, such as 2704' })
  ports: string[];

  /** First day, `YYYY-MM-DD`. */
  @FirstDay()
  from: string;

  @LastDay()
  to: string | null = null;
}

class FacilitiesLoaded extends Ordered {
  @Rows(FacilityLoaded)
  facilities: FacilityLoaded[];
}

/** For operators: the register of facilities behind FIRMS codes. */
@ApiExcludeController()
@Controller('operations/facilities')
@UseGuards(OperationsGuard)
export class FacilitiesController {
  constructor(private readonly facilities: Facilities) {}

  /** Every period of a FIRMS code. */
  @Get(':firmsCode')
  async periods(@Param('firmsCode') firmsCode: string): Promise<{ periods: Facility[] }> {
    return { periods: await this.facilities.of(firmsCode) };
  }

  /** Loads up to a thousand. */
  @Post()
  @HttpCode(200)
  async load(@Body() { facilities, actor }: FacilitiesLoaded): Promise<{ loaded: number; onFile: number }> {
    refuse(
      facilities.flatMap(({ ports, ...days }, n) => [
        ...ports.flatMap((port) =>
          isPort(port) ? [] : [{ at: `/facilities/${n}/ports`, text: `'${port}' is not known` }],
        ),
        ...faultsOfDays(days, `/facilities/${n}`),
      ]),
    );
    return { loaded: facilities.length, onFile: await this.facilities.load(facilities, actor) };
  }
}
