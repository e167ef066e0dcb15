import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  Equals,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For, may } from '#access';
import { isCustomsDate, parseImporterNumber } from '#kernel';
import { isPort } from '#reference';
import { Line, Problem, WholeNumber } from '#service';
import { actingFor, ordering, relationTo, requireCenter } from '../people/asking-person';
import { AGENCIES } from '../agency-pilots/agencies.data';
import { type CaseReferralView, CaseReferrals, REFERRALS } from './case-referrals';
import { CASE_KINDS, CASE_STEPS, type CaseKind, referralStates } from './case.states';
import { type Allegation, CenterCases, caseDay, type CenterCaseLine, type CenterCaseView } from './center-cases';
import { type MarkNoticeView, RecordedMarks, type RecordedMarkView } from './recorded-marks';

const HEADING = /^\d{4,10}$/;
const CENTER = /^CEE0(0[1-9]|10)$/;
const HOLD = /^[1237]H$/;

class WhatItIsAbout {
  /** Made by who sends it: the same again is the same case. */
  @IsUUID()
  id: string;

  /** The goods, in a line. */
  @Line(300)
  subject: string;

  @Line(4_000)
  facts: string;

  /** Tariff numbers or headings of the goods. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @Matches(HEADING, { each: true })
  headings: string[];

  /** Importer of record number, where it is known. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  importer: string | null = null;
}

/** What 19 CFR 165.11(b) and 165.5(b) ask for. */
export class AllegationOrder extends WhatItIsAbout {
  /** The importer against whom it is made. */
  @Line(200)
  importerName: string;

  /** Interested party as of 19 U.S.C. 1517(a)(6): producer, union, association, importer of the same goods, … */
  @Line(200)
  interest: string;

  /** Name, address and e-mail of who alleges. */
  @Line(500)
  contact: string;

  /** Numbers of the orders of antidumping or countervailing duty, such as `A-570-900`. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @Matches(/^[AC]-\d{3}-\d{3}$/, { each: true })
  orderNumbers: string[];

  /** Information reasonably available to who alleges. */
  @Line(4_000)
  evidence: string;

  /** That what is said is accurate and complete to the best of one's knowledge. */
  @Equals(true)
  certified: boolean;
}

export class AllegationWithdrawn {
  @Line(300)
  why: string;
}

export class CaseOrder extends WhatItIsAbout {
  @IsIn(CASE_KINDS)
  kind: CaseKind;

  /** The Center; the one in whose scope the goods are where it is left out. */
  @IsOptional()
  @Matches(CENTER)
  center: string | null = null;

  @IsOptional()
  @Line(200)
  importerName: string | null = null;

  /** Where the goods are. */
  @IsOptional()
  @Matches(/^\d{4}$/)
  port: string | null = null;

  /** Of the recorded mark, in a case of intellectual property. */
  @IsOptional()
  @Line(40)
  registration: string | null = null;

  /** Goods that are restricted (19 CFR 133.25), not counterfeit. */
  @IsBoolean()
  restricted = false;

  /** Day on which the goods were presented for examination. */
  @IsOptional()
  @IsString()
  presentedOn: string | null = null;

  /** Code of the agency that decides on admissibility and for which CBP detains: the days of 19 CFR 151.16 do not run then. */
  @IsOptional()
  @IsIn([...AGENCIES.keys()])
  agency: string | null = null;
}

export class CaseStepOrder {
  @IsIn(CASE_STEPS)
  step: string;

  @Line(500)
  why: string;

  /** Entries that it covers. */
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  entries: string[] = [];

  /** The last day, for `extend detention`. */
  @IsOptional()
  @IsString()
  until: string | null = null;
}

export class CasesQuery {
  @IsOptional()
  @Matches(CENTER)
  center: string | null = null;

  @IsOptional()
  @IsIn(CASE_KINDS)
  kind: string | null = null;

  @IsOptional()
  @Line(40)
  state: string | null = null;

  /** The `next` of the page before. */
  @IsOptional()
  @Line(40)
  after: string | null = null;

  @WholeNumber(1, 200)
  limit = 50;
}

export class CaseReferralOrder {
  /** Made by who sends it: the same again is the same referral. */
  @IsUUID()
  id: string;

  @IsIn(REFERRALS)
  kind: (typeof REFERRALS)[number];

  @Matches(/^\d{4}$/)
  port: string;

  /** Of a hold the bill of lading, SCAC and number; else the entry, or what else it is about. */
  @Line(60)
  target: string;

  /** `1H`, `2H`, `3H` or `7H`; for a hold. */
  @IsOptional()
  @Matches(HOLD)
  holdCode: string | null = null;

  @Line(250)
  reason: string;
}

export class CaseReferralsQuery {
  @IsOptional()
  @IsUUID()
  caseId: string | null = null;

  @IsOptional()
  @IsIn([...referralStates.states])
  state: string | null = null;
}

export class CaseReferralAnswer {
  @IsBoolean()
  accept: boolean;

  @Line(300)
  why: string;
}

export class RecordedMarkOrder {
  /** Number under which it is recorded with CBP. */
  @Line(40)
  registration: string;

  @IsIn(['trademark', 'trade name', 'copyright'])
  kind: string;

  @Line(200)
  mark: string;

  /** Headings of goods that bear it; none for all. */
  @IsArray()
  @ArrayMaxSize(200)
  @Matches(/^\d{4}$/, { each: true })
  headings: string[] = [];

  @Line(200)
  ownerName: string;

  /** Address and e-mail for notices. */
  @Line(500)
  ownerContact: string;

  @IsString()
  from: string;

  /** The last day of the recordation. */
  @IsString()
  to: string;
}

export class RecordedMarksQuery {
  @IsOptional()
  @Matches(/^\d{4}$/)
  heading: string | null = null;

  /** In the mark, the name of its owner or the registration. */
  @IsOptional()
  @Line(200)
  q: string | null = null;

  /** The `next` of the page before. */
  @IsOptional()
  @Line(40)
  after: string | null = null;

  @WholeNumber(1, 500)
  limit = 100;
}

export class DetainedGoods {
  @IsString()
  dateOfImportation: string;

  @Matches(/^\d{4}$/)
  portOfEntry: string;

  @Line(300)
  description: string;

  @Line(60)
  quantity: string;

  @Matches(/^[A-Z]{2}$/)
  countryOfOrigin: string;

  @IsOptional()
  @Line(300)
  manufacturer: string | null = null;

  @IsOptional()
  @Line(300)
  exporter: string | null = null;

  @IsOptional()
  @Line(300)
  importer: string | null = null;
}

export class MarkNoticeOrder {
  /** Made by who sends it: the same again is the same notice. */
  @IsUUID()
  id: string;

  @IsIn(['detention', 'seizure'])
  kind: 'detention' | 'seizure';

  /** All that is known; the notice tells what may be told. */
  @ValidateNested()
  @Type(() => DetainedGoods)
  goods: DetainedGoods;
}

interface Allegations {
  readonly allegations: Awaited<ReturnType<CenterCases['allegedBy']>>;
}

/** @throws Problem `not-valid` */
const requireSound = (
  importer: string | null,
  days: readonly (readonly [at: string, day: string | null])[],
  ports: readonly (readonly [at: string, port: string | null])[] = [],
): void => {
  const number = importer === null ? null : parseImporterNumber(importer);
  const errors = [
    ...(number === null || number.ok ? [] : [{ at: '/importer', text: number.problem }]),
    ...days.flatMap(([at, day]) =>
      day === null || isCustomsDate(day) ? [] : [{ at, text: `'${day}' is not a day, YYYY-MM-DD` }],
    ),
    ...ports.flatMap(([at, port]) => (port === null || isPort(port) ? [] : [{ at, text: `there is no port ${port}` }])),
  ];
  if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
};

/** Allegations of evasion by an account; of those of others nobody of the trade sees anything. */
@Controller('accounts/:accountId/allegations')
@For('see', 'allegation')
export class AllegationsController {
  constructor(private readonly cases: CenterCases) {}

  /** What the account alleged, and where it stands. */
  @Get()
  async list(@Asker() asking: Asking, @Param('accountId', ParseUUIDPipe) accountId: string): Promise<Allegations> {
    requireOwn(asking, accountId);
    return { allegations: await this.cases.allegedBy(accountId) };
  }

  /** Alleges evasion of antidumping or countervailing duty. Who alleged it is told to nobody but those who work on the case. The same again is the same one (200). */
  @Post()
  @Does('change', 'allegation')
  @ApiCreatedResponse({ description: 'It was received' })
  @ApiOkResponse({ description: 'It was there' })
  async allege(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() order: AllegationOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Allegations> {
    requireOwn(asking, accountId);
    requireSound(order.importer, []);
    const { certified: _certified, interest, contact, orderNumbers, evidence, ...about } = order;
    const { fresh } = await this.cases.open(
      asking,
      {
        ...{ ...about, kind: 'evasion', center: null, port: null, registration: null, restricted: false },
        ...{ presentedOn: null, agency: null },
      },
      actingFor(asking),
      { name: asking.account.name, contact, interest, orderNumbers, evidence, accountId },
      () => {},
    );
    void reply.status(fresh ? 201 : 200);
    return { allegations: (await this.cases.allegedBy(accountId)).filter(({ id }) => id === order.id) };
  }

  /** Takes it back, before it was decided on. */
  @Post(':id/withdrawal')
  @Does('change', 'allegation')
  @HttpCode(200)
  async withdraw(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { why }: AllegationWithdrawn,
  ): Promise<Allegations> {
    requireOwn(asking, accountId);
    await this.cases.withdraw(id, accountId, why);
    return { allegations: (await this.cases.allegedBy(accountId)).filter((one) => one.id === id) };
  }
}

/** @throws Problem `not-found` */
const requireOwn = (asking: Asking, accountId: string): void => {
  if (relationTo(asking, accountId) !== 'own' || !may(asking, 'see', 'allegation', 'own'))
    throw new Problem('not-found', `There is no account ${accountId} of yours.`);
};

/** Cases of the own Center; headquarters has all. */
@Controller('center-cases')
@For('see', 'case')
export class CenterCasesController {
  constructor(
    private readonly cases: CenterCases,
    private readonly referrals: CaseReferrals,
    private readonly marks: RecordedMarks,
  ) {}

  /** Cases, newest first, with their clocks; what one covers and its history are at its own address. */
  @Get()
  list(@Asker() asking: Asking, @Query() query: CasesQuery): Promise<{ cases: CenterCaseLine[]; next: string | null }> {
    if (query.center !== null) requireCenter(asking, [query.center]);
    const center = asking.viewers.includes('headquarters') ? query.center : (asking.center ?? query.center);
    return this.cases.list({ ...query, center });
  }

  /** One case with its clocks, covered entries and history. */
  @Get(':id')
  one(@Asker() asking: Asking, @Param('id', ParseUUIDPipe) id: string): Promise<CenterCaseView> {
    return this.cases.one(asking, id);
  }

  /** Opens a case; one of evasion on request of an agency (19 CFR 165.14). The same again is the same one (200). */
  @Post()
  @Does('change', 'case')
  @ApiCreatedResponse({ description: 'It was opened' })
  @ApiOkResponse({ description: 'It was there' })
  async open(
    @Asker() asking: Asking,
    @Body() order: CaseOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CenterCaseView> {
    requireSound(order.importer, [['/presentedOn', order.presentedOn]], [['/port', order.port]]);
    if (order.presentedOn !== null && order.presentedOn > caseDay(order, new Date()))
      throw new Problem('not-valid', 'Some fields are wrong.', [{ at: '/presentedOn', text: 'has not come yet' }]);
    const { fresh, case: opened } = await this.cases.open(asking, order, ordering(asking), null, (center) =>
      requireCenter(asking, [center]),
    );
    void reply.status(fresh ? 201 : 200);
    return opened;
  }

  /** Who alleged it. */
  @Get(':id/alleger')
  @Does('see', 'alleger of a case')
  alleger(@Asker() asking: Asking, @Param('id', ParseUUIDPipe) id: string): Promise<Allegation> {
    return this.cases.alleger(asking, id);
  }

  /** The next step of a case: which there are, its life says. */
  @Post(':id/steps')
  @Does('change', 'case')
  @HttpCode(200)
  step(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() order: CaseStepOrder,
  ): Promise<CenterCaseView> {
    return this.cases.step(asking, id, order);
  }

  /** Refers to a port: a hold, an exam, an enforcement case. */
  @Post(':id/referrals')
  @Does('change', 'case')
  @HttpCode(200)
  refer(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() order: CaseReferralOrder,
  ): Promise<CaseReferralView> {
    requireSound(null, [], [['/port', order.port]]);
    if ((order.kind === 'hold') !== (order.holdCode !== null))
      throw new Problem('not-valid', 'Some fields are wrong.', [
        { at: '/holdCode', text: order.kind === 'hold' ? 'is missing' : 'is for a hold' },
      ]);
    return this.referrals.make(asking, id, order);
  }

  /** Notices to the owner of the mark. */
  @Get(':id/notices')
  async notices(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<{ notices: MarkNoticeView[] }> {
    await this.cases.one(asking, id);
    return { notices: await this.marks.notices(id) };
  }

  /** Writes the notice of detention or seizure to the owner of the mark, with what may be disclosed by then. */
  @Post(':id/notices')
  @Does('change', 'case')
  @HttpCode(200)
  notify(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { id: noticeId, kind, goods }: MarkNoticeOrder,
  ): Promise<MarkNoticeView> {
    requireSound(null, [['/goods/dateOfImportation', goods.dateOfImportation]]);
    return this.marks.notify(asking, id, { id: noticeId, kind, facts: goods });
  }
}

@Controller('case-referrals')
@For('see', 'case referral')
export class CaseReferralsController {
  constructor(private readonly referrals: CaseReferrals) {}

  /** Of an officer those to the own ports, of people of a Center its own; oldest first. */
  @Get()
  async list(
    @Asker() asking: Asking,
    @Query() { caseId, state }: CaseReferralsQuery,
  ): Promise<{ referrals: CaseReferralView[] }> {
    const { viewers, center } = asking;
    const all = viewers.includes('headquarters') || viewers.includes('auditor');
    const ports = all || center !== null ? null : asking.ports;
    return { referrals: await this.referrals.list({ ports, caseId, state, center: all ? null : center }) };
  }

  /** Accepts or declines. A hold that is accepted is placed by the manifest service. */
  @Post(':id/answer')
  @Does('change', 'case referral')
  @HttpCode(200)
  answer(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { accept, why }: CaseReferralAnswer,
  ): Promise<CaseReferralView> {
    return this.referrals.answer(asking, id, accept, why);
  }
}

@Controller('recorded-marks')
@For('see', 'recorded mark')
export class RecordedMarksController {
  constructor(private readonly marks: RecordedMarks) {}

  /** Marks that are recorded today, by registration. */
  @Get()
  list(@Query() asked: RecordedMarksQuery): Promise<{ marks: RecordedMarkView[]; next: string | null }> {
    return this.marks.list(asked);
  }

  /** Records a mark, or renews it. */
  @Post()
  @Does('change', 'recorded mark')
  @HttpCode(200)
  record(@Asker() asking: Asking, @Body() order: RecordedMarkOrder): Promise<RecordedMarkView> {
    requireSound(null, [
      ['/from', order.from],
      ['/to', order.to],
    ]);
    if (order.to < order.from)
      throw new Problem('not-valid', 'Some fields are wrong.', [{ at: '/to', text: 'is before its first day' }]);
    return this.marks.record(asking, order);
  }
}
