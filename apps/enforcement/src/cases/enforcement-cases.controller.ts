import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For } from '#access';
import { type FieldError, isCustomsDate, parseEntryNumber } from '#kernel';
import { isPort, portLocalDate } from '#reference';
import { Line, Problem, WholeNumber } from '#service';
import { partyFaults } from './case-parties.rules';
import { PARTY_ROLES, type PartyRole } from './case-row';
import { centsOf, LATE_SUMMARY } from './case.rules';
import { CASE_KINDS, enforcementCaseStates, OFFICER_STEPS } from './case.states';
import { type CaseSummaryView, EnforcementCases, type EnforcementCaseView } from './enforcement-cases';
import { LAWS, lawOf } from './laws.data';

const PORT = /^\d{4}$/;
const CENTER = /^CEE0(0[1-9]|10)$/;
const CULPABILITIES = ['negligence', 'gross negligence', 'fraud'];
const BILL = /^[A-Z0-9]{4}[A-Z0-9]{1,12}$/;

/** What people open cases for; what the platform opens them for by itself is in `opening-rules.ts`. */
const EVENTS_OF_PEOPLE = [
  'found at a port',
  'found by a Center',
  'told by another agency',
  'in-bond not arrived',
  'missing deposit',
];

export class CasePartyOrder {
  @IsIn(PARTY_ROLES)
  role: PartyRole;

  /** Left out where the account or the surety's code says it. */
  @IsOptional()
  @Line(200)
  name: string | null = null;

  @IsOptional()
  @Line(500)
  address: string | null = null;

  /** Importer of record number: by it the account is found. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  importer: string | null = null;

  @IsOptional()
  @IsUUID()
  accountId: string | null = null;

  /** Three characters; of a surety. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  suretyCode: string | null = null;

  @IsOptional()
  @Matches(/^[0-9A-Z]{3,12}$/)
  bondNumber: string | null = null;
}

export class AmendedPartyOrder extends CasePartyOrder {
  /** The place of the party that is corrected; left out for another one. */
  @IsOptional()
  @IsInt()
  @Min(1)
  place: number | null = null;
}

export class CaseEventOrder {
  /** What it is: an examination, an incident, a finding of an audit, … */
  @IsIn(EVENTS_OF_PEOPLE)
  kind: string;

  /** Number under which it is on record there: of it there is never a second case. */
  @Matches(/^[A-Z0-9][A-Z0-9-]{2,39}$/)
  reference: string;
}

export class EnforcementCaseOrder {
  /** Made by who sends it: the same again is the same case. */
  @IsUUID()
  id: string;

  @IsIn(LAWS.map(({ law }) => law))
  law: string;

  @ValidateNested()
  @Type(() => CaseEventOrder)
  event: CaseEventOrder;

  @Matches(PORT)
  port: string;

  @IsOptional()
  @Matches(CENTER)
  center: string | null = null;

  /** The goods or the act, in a line. */
  @Line(300)
  subject: string;

  /** Facts relied upon: date, place and what was done. */
  @Line(4_000)
  facts: string;

  /** Degree under 19 USC 1592 and 1593a. */
  @IsOptional()
  @IsIn(CULPABILITIES)
  culpability: string | null = null;

  /** Day of the violation or breach. */
  @IsString()
  violationOn: string;

  /** Day on which it, or the fraud, was discovered; the day of the violation where it is left out. */
  @IsOptional()
  @IsString()
  discoveredOn: string | null = null;

  /** Day on which the involvement of seized property was discovered. */
  @IsOptional()
  @IsString()
  involvementOn: string | null = null;

  /** Domestic value of the goods in dollars and cents, such as `25000.00`. */
  @IsOptional()
  @IsString()
  value: string | null = null;

  /** What is assessed, in dollars and cents. */
  @IsString()
  assessed: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => CasePartyOrder)
  parties: CasePartyOrder[];

  /** Such as `B76-0324527-8`. */
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  entries: string[] = [];

  /** SCAC and number. */
  @IsArray()
  @ArrayMaxSize(200)
  @Matches(BILL, { each: true })
  bills: string[] = [];
}

export class EnforcementCasesQuery {
  @IsOptional()
  @Matches(PORT)
  port: string | null = null;

  @IsOptional()
  @Matches(CENTER)
  center: string | null = null;

  @IsOptional()
  @IsIn(CASE_KINDS)
  kind: string | null = null;

  /** Those that are open where it is left out. */
  @IsOptional()
  @IsIn([...enforcementCaseStates.states])
  state: string | null = null;

  @IsOptional()
  @Matches(/^[A-Z]{2}-\d{2}-\d{6,9}$/)
  caseNumber: string | null = null;

  /** Cases to which this account is a party; for people of CBP. */
  @IsOptional()
  @IsUUID()
  account: string | null = null;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  entry: string | null = null;

  @IsOptional()
  @Matches(BILL)
  bill: string | null = null;

  /** The `next` of the page before. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2} [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  afterCase: string | null = null;

  @WholeNumber(1, 200)
  limit = 50;
}

export class EnforcementStepOrder {
  @IsIn(OFFICER_STEPS)
  step: string;

  /** Of the case as it was seen: where it was changed since, nothing is done. */
  @IsInt()
  @Min(1)
  version: number;

  @Line(500)
  why: string;

  /** Dollars and cents, for a step that comes with an amount. */
  @IsOptional()
  @IsString()
  amount: string | null = null;

  /** Of `amend`: the day of the violation or breach as it is found to be; with it the limitation is counted anew. */
  @IsOptional()
  @IsString()
  violationOn: string | null = null;

  /** Of `amend`: the day on which it was discovered. */
  @IsOptional()
  @IsString()
  discoveredOn: string | null = null;

  /** Of `amend`: degree under 19 USC 1592 and 1593a. */
  @IsOptional()
  @IsIn(CULPABILITIES)
  culpability: string | null = null;

  /** Of `amend`: parties that are added or, with their place, corrected. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => AmendedPartyOrder)
  parties: AmendedPartyOrder[] = [];
}

/** Cents of amounts, collecting what is wrong with them. */
const amountReader =
  (errors: FieldError[]) =>
  (at: string, text: string | null): number | null => {
    if (text === null) return null;
    const cents = centsOf(text);
    if (typeof cents === 'number') return cents;
    errors.push({ at, text: cents.problem });
    return null;
  };

const raise = (errors: readonly FieldError[]): void => {
  if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', [...errors]);
};

const entryRead = (errors: FieldError[], at: string, text: string): string => {
  const read = parseEntryNumber(text);
  if (read.ok) return read.value.filerCode + read.value.number;
  errors.push({ at, text: read.problem });
  return '';
};

/** The missing deposit of an entry is one event with its late summary, for which the platform opens cases by itself. */
const eventOf = ({ kind, reference }: CaseEventOrder): { readonly kind: string; readonly reference: string } => {
  const entry = kind === 'missing deposit' ? parseEntryNumber(reference) : null;
  return entry?.ok
    ? { kind: LATE_SUMMARY, reference: entry.value.filerCode + entry.value.number }
    : { kind, reference };
};

/** Cases of fines, penalties and forfeitures: of people of CBP those of their ports or Center, of others those of their account that they were given notice of. */
@Controller('enforcement-cases')
@For('see', 'enforcement case')
export class EnforcementCasesController {
  constructor(private readonly cases: EnforcementCases) {}

  /** Open cases, or those in a state; the one whose limitation ends first is the first. */
  @Get()
  list(
    @Asker() asking: Asking,
    @Query() { afterCase, ...query }: EnforcementCasesQuery,
  ): Promise<{ cases: CaseSummaryView[]; next: string | null }> {
    const errors: FieldError[] = [];
    const entry = query.entry === null ? null : entryRead(errors, '/entry', query.entry);
    raise(errors);
    return this.cases.list(asking, { ...query, after: afterCase, entry });
  }

  /** One case with its parties and history. */
  @Get(':id')
  one(@Asker() asking: Asking, @Param('id', ParseUUIDPipe) id: string): Promise<EnforcementCaseView> {
    return this.cases.one(asking, id);
  }

  /** Opens a case. The same again is the same one (200); of one event there is never a second (409). */
  @Post()
  @Does('change', 'enforcement case')
  @ApiCreatedResponse({ description: 'It was opened' })
  @ApiOkResponse({ description: 'It was there' })
  async open(
    @Asker() asking: Asking,
    @Body() order: EnforcementCaseOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnforcementCaseView> {
    const { center, value, assessed, event, ...rest } = order;
    const errors: FieldError[] = [];
    const cents = amountReader(errors);
    const valueCents = cents('/value', value);
    const assessedCents = cents('/assessed', assessed) ?? 0;
    const entries = rest.entries.map((text, at) => entryRead(errors, `/entries/${at}`, text));
    if (!isPort(rest.port)) errors.push({ at: '/port', text: `there is no port ${rest.port}` });
    const today = isPort(rest.port) ? portLocalDate(new Date(), rest.port) : null;
    for (const field of ['violationOn', 'discoveredOn', 'involvementOn'] as const) {
      const day = rest[field];
      if (day === null) continue;
      if (!isCustomsDate(day)) errors.push({ at: `/${field}`, text: `'${day}' is not a day, YYYY-MM-DD` });
      else if (today !== null && day > today) errors.push({ at: `/${field}`, text: `${day} is yet to come` });
    }
    errors.push(...partyFaults(lawOf(rest.law)!.kind, rest.parties));
    raise(errors);
    const { fresh, case: opened } = await this.cases.open(asking, {
      ...rest,
      discoveredOn: rest.discoveredOn ?? rest.violationOn,
      ...{ event: eventOf(event), centerId: center, valueCents, assessedCents, entries },
      parties: rest.parties.map((party) => ({ ...party })),
    });
    void reply.status(fresh ? 201 : 200);
    return opened;
  }

  /** The next step of a case, as it was seen: which there are, the case says. Where somebody else was first, 409 with what happened. */
  @Post(':id/steps')
  @Does('change', 'step of an enforcement case')
  @HttpCode(200)
  step(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { amount, violationOn, discoveredOn, culpability, parties, ...order }: EnforcementStepOrder,
  ): Promise<EnforcementCaseView> {
    const errors: FieldError[] = [];
    const amountCents = amountReader(errors)('/amount', amount);
    for (const [field, day] of Object.entries({ violationOn, discoveredOn }))
      if (day !== null && !isCustomsDate(day))
        errors.push({ at: `/${field}`, text: `'${day}' is not a day, YYYY-MM-DD` });
    const amended = { violationOn, discoveredOn, culpability };
    if (order.step !== 'amend')
      for (const [field, value] of Object.entries({ ...amended, parties: parties.length > 0 ? parties : null }))
        if (value !== null) errors.push({ at: `/${field}`, text: `is not for '${order.step}'` });
    raise(errors);
    return this.cases.step(asking, id, {
      ...{ ...order, amountCents },
      amendment: { ...amended, parties: parties.map((party) => ({ ...party })) },
    });
  }
}
