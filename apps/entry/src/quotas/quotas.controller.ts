import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsISO8601,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
} from 'class-validator';
import { UNITS } from '#reference';
import { faultsOfDays, FirstDay, Headings, notACountry, Ordered, refuse } from '../registers/register-form';
import { OperationsGuard, RowNumber } from '#service';
import { QUOTA_STATUSES, type Quota, type QuotaStatus } from './quota';
import { type ClaimView, Quotas } from './quotas';

class QuotaAdded extends Ordered {
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @IsIn(['absolute', 'tariff rate'])
  kind: 'absolute' | 'tariff rate';

  @Headings(4)
  @ArrayNotEmpty()
  headings: string[];

  @IsOptional()
  @Matches(/^9[89]\d{6}$/, { message: 'paired must be eight digits of chapter 98 or 99' })
  paired: string | null = null;

  /** Left out: of all countries. */
  @IsOptional()
  @IsArray()
  @Matches(/^[A-Z]{2}$/, { each: true, message: 'countries must be two letters each, such as CN' })
  countries: string[] = [];

  @IsString()
  unit: string;

  @Matches(/^\d{1,15}(\.\d{1,4})?$/, { message: 'quantity must be a decimal of up to four places' })
  quantity: string;

  /** When it opens, as an instant with its zone: noon at Washington on the first day, by 19 CFR 132.12. */
  @IsISO8601({ strict: true })
  opensAt: string;

  /** First day, `YYYY-MM-DD`. */
  @FirstDay()
  from: string;

  @IsString()
  to: string;

  @IsOptional()
  @IsIn(QUOTA_STATUSES)
  status: QuotaStatus = 'open';
}

class StatusSet extends Ordered {
  @IsIn(QUOTA_STATUSES)
  status: QuotaStatus;
}

class Allotting extends Ordered {
  /** What was presented up to then; left out: up to now. */
  @IsOptional()
  @IsISO8601({ strict: true })
  upTo: string | null = null;
}

/** For operators: quotas, their status, and what is allotted of them. */
@ApiExcludeController()
@Controller('operations/quotas')
@UseGuards(OperationsGuard)
export class QuotasController {
  constructor(private readonly quotas: Quotas) {}

  /** Every quota, with what is allotted of it. */
  @Get()
  async list(): Promise<{ quotas: Quota[] }> {
    return { quotas: await this.quotas.all() };
  }

  /** What is claimed of a quota, in the order of presentation. */
  @Get(':id/claims')
  async claims(@Param('id', RowNumber) id: number): Promise<{ claims: ClaimView[] }> {
    return { claims: await this.quotas.claims(id) };
  }

  /** Adds a quota for a period. */
  @Post()
  add(@Body() { actor, ...quota }: QuotaAdded): Promise<Quota> {
    refuse([
      ...faultsOfDays(quota),
      ...(UNITS.has(quota.unit) ? [] : [{ at: '/unit', text: `'${quota.unit}' is no unit of appendix C` }]),
      ...quota.countries.flatMap((code, n) => notACountry(`/countries/${n}`, code)),
    ]);
    return this.quotas.add(quota, actor);
  }

  /** Opens, holds, fills or bans a quota. */
  @Post(':id/status')
  @HttpCode(200)
  status(@Param('id', RowNumber) id: number, @Body() { status, actor }: StatusSet): Promise<Quota> {
    return this.quotas.setStatus(id, status, actor);
  }

  /** Allots to what waits: in proportion to what was presented by the opening moment, then first come, first served. */
  @Post(':id/allotments')
  @HttpCode(200)
  allot(
    @Param('id', RowNumber) id: number,
    @Body() { upTo, actor }: Allotting,
  ): Promise<{ quota: Quota; decided: ClaimView[] }> {
    return this.quotas.allot(id, upTo === null ? new Date() : new Date(upTo), actor);
  }
}
