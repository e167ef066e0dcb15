import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
} from 'class-validator';
import { daysBetween, parseImporterNumber } from '#kernel';
import {
  type Fault,
  faultsOfDays,
  FirstDay,
  Headings,
  LastDay,
  notACountry,
  notADay,
  Ordered,
  refuse,
  Rows,
} from '../registers/register-form';
import { OperationsGuard } from '#service';
import { CASE_STATUSES, type CaseStatus } from './case-register';
import { AdCvdCases, type RecordedCase } from './cases';

const CASE_NUMBER = /^[AC]\d{9}$/;
const RATE = /^\d{1,6}(\.\d{1,6})?$/;
/** Critical circumstances reach back so many days (19 U.S.C. 1671b(e)(2), 1673b(e)(2)). */
const REACHES_BACK_DAYS = 90;

class CaseRecorded {
  @Matches(CASE_NUMBER, { message: 'caseNumber must be A or C and nine digits, without hyphens' })
  caseNumber: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  /** First day, `YYYY-MM-DD`. */
  @FirstDay()
  from: string;

  @IsIn(CASE_STATUSES)
  status: CaseStatus;

  @IsOptional()
  @IsIn(['B', 'C'])
  bondCash: 'B' | 'C' | null = null;

  /** Per cent of the value. */
  @IsOptional()
  @Matches(RATE, { message: 'adValorem must be per cent, such as 32.70' })
  adValorem: string | null = null;

  /** Dollars for each unit. */
  @IsOptional()
  @Matches(RATE, { message: 'specific must be dollars for each unit, such as 110.25' })
  specific: string | null = null;

  @IsOptional()
  @Matches(/^[A-Z0-9]{1,4}$/, { message: 'unit must be a unit of measure, such as KG' })
  unit: string | null = null;

  @Matches(/^[A-Z]{2}$/, { message: 'country must be two letters, such as CN' })
  country: string;

  @Headings(4)
  headings: string[];

  @IsOptional()
  @Matches(/^[A-Z0-9]{3,15}$/, { message: 'manufacturer must be a manufacturer identification code' })
  manufacturer: string | null = null;

  @IsOptional()
  @Matches(/^[A-Z0-9]{3,15}$/, { message: 'exporter must be a manufacturer identification code' })
  exporter: string | null = null;

  @IsOptional()
  @IsArray()
  @Matches(CASE_NUMBER, { each: true, message: 'related must be case numbers' })
  related: string[] = [];

  @IsOptional()
  @IsString()
  suspendedUntil: string | null = null;

  @IsOptional()
  @IsString()
  decidedOn: string | null = null;

  @IsOptional()
  @IsBoolean()
  criticalCircumstances = false;
}

class CasesRecorded extends Ordered {
  @Rows(CaseRecorded)
  cases: CaseRecorded[];
}

class DeclarationRecorded extends Ordered {
  @Matches(/^[A-Z0-9]{10}$/, { message: 'identifier must be ten letters or digits' })
  identifier: string;

  @IsArray()
  @ArrayNotEmpty()
  @Matches(CASE_NUMBER, { each: true, message: 'caseNumbers must be case numbers' })
  caseNumbers: string[];

  /** On whose account it was made; left out, it is not compared. */
  @IsOptional()
  @IsString()
  importerNumber: string | null = null;

  /** First day, `YYYY-MM-DD`. */
  @FirstDay()
  from: string;

  @LastDay()
  to: string | null = null;
}

function faultsOf(one: CaseRecorded, n: number): Fault[] {
  const at = (field: string) => `/cases/${n}/${field}`;
  const { from, decidedOn, suspendedUntil, country, criticalCircumstances } = one;
  const faults = [
    ...notADay(at('from'), from),
    ...notADay(at('decidedOn'), decidedOn),
    ...notADay(at('suspendedUntil'), suspendedUntil),
    ...notACountry(at('country'), country),
  ];
  if (criticalCircumstances && decidedOn === null)
    faults.push({ at: at('decidedOn'), text: 'must say when critical circumstances were found' });
  if (faults.length > 0 || decidedOn === null) return faults;
  const back = daysBetween(from, decidedOn);
  if (back > (criticalCircumstances ? REACHES_BACK_DAYS : 0))
    faults.push({
      at: at('from'),
      text: `is ${back} days before ${decidedOn}; only critical circumstances reach back, 90 days`,
    });
  return faults;
}

/** For operators: the register of antidumping and countervailing cases. */
@ApiExcludeController()
@Controller('operations')
@UseGuards(OperationsGuard)
export class AdCvdCasesController {
  constructor(private readonly cases: AdCvdCases) {}

  /** Every recording of a case: what it says from which day, who recorded it and when. */
  @Get('ad-cvd-cases/:caseNumber')
  async recordings(@Param('caseNumber') caseNumber: string): Promise<{ recordings: RecordedCase[] }> {
    return { recordings: await this.cases.of(caseNumber) };
  }

  /** Records up to a thousand periods, all or none. */
  @Post('ad-cvd-cases')
  @HttpCode(200)
  async record(@Body() { cases, actor }: CasesRecorded): Promise<{ recorded: number; onFile: number }> {
    refuse(cases.flatMap(faultsOf));
    return { recorded: cases.length, onFile: await this.cases.record(cases, actor) };
  }

  /** Records a blanket declaration of non-reimbursement. */
  @Post('non-reimbursement-declarations')
  @HttpCode(200)
  async declare(@Body() { actor, ...declared }: DeclarationRecorded): Promise<{ identifier: string }> {
    const { importerNumber } = declared;
    const importer = importerNumber === null ? null : parseImporterNumber(importerNumber);
    refuse([
      ...faultsOfDays(declared),
      ...(importer && !importer.ok
        ? [{ at: '/importerNumber', text: `'${importerNumber}' is no number of an importer` }]
        : []),
    ]);
    await this.cases.declare({ ...declared, importerNumber: importer?.ok ? importer.value.text : null }, actor);
    return { identifier: declared.identifier };
  }
}
