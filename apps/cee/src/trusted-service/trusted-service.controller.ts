import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For, Looks, may, type RecordKind } from '#access';
import { trustedTraderSubject } from '#contracts';
import { addDays, type CustomsDate, isCustomsDate } from '#kernel';
import { Line, Problem, WholeNumber } from '#service';
import { today } from '../days/customs-days';
import { relationTo } from '../people/asking-person';
import { REQUEST_KINDS, type RequestKind, type ResponseMeasure } from './request.rules';
import type { Brought } from './statement.rules';
import {
  CONTACTS,
  type ContactCandidate,
  type ContactRole,
  type ContactView,
  TrustedContacts,
} from './trusted-contacts';
import { TrustedRequests, type TrustedRequestView } from './trusted-requests';
import { TrustedUpdates } from './trusted-updates';
import type { Update } from './update.rules';

const CENTER = /^CEE0(0[1-9]|10)$/;

export class TrustedRequestOrder {
  /** Made by who sends it: the same again is the same request. */
  @IsUUID()
  id: string;

  @IsIn(REQUEST_KINDS)
  kind: RequestKind;

  /** For input on a penalty the number of the case; else what it is about. */
  @IsOptional()
  @Line(60)
  reference: string | null = null;

  @Line(4_000)
  text: string;

  /** Of a blanket certification: which. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  certification: string | null = null;

  /** Tariff numbers, or what they begin with; all goods where it is left out. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @Matches(/^\d{2,10}$/, { each: true })
  goods: string[] | null = null;

  /** Port codes; all where it is left out. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsString({ each: true })
  @MaxLength(4, { each: true })
  ports: string[] | null = null;

  @IsOptional()
  @IsString()
  @MaxLength(10)
  from: string | null = null;

  /** The last day, a year after the first at the latest. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  to: string | null = null;
}

export class TrustedRequestAnswered {
  @Line(4_000)
  answer: string;

  /** Of a blanket certification: whether it is granted. */
  @IsOptional()
  @IsBoolean()
  granted: boolean | null = null;
}

export class BlanketRevoked {
  @Line(300)
  why: string;
}

export class ContactNamed {
  @IsIn(Object.keys(CONTACTS))
  role: ContactRole;

  /** Somebody with the role at CBP. */
  @IsUUID()
  personId: string;
}

export class ResponseReportAsked {
  /** First day; a year before the last where it is left out. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  from: string | null = null;

  /** Last day; today where it is left out. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  to: string | null = null;
}

export class OpenRequestsAsked {
  @IsOptional()
  @Matches(CENTER)
  center: string | null = null;

  @IsOptional()
  @IsIn(REQUEST_KINDS)
  kind: RequestKind | null = null;

  @WholeNumber(1, 200)
  limit = 50;
}

export class StatementPlace {
  @IsUUID()
  accountId: string;

  @Matches(/^20\d{2}$/)
  year: string;
}

/** What may not be seen is not there. @throws Problem `not-found` */
const requireSight = (asking: Asking, record: RecordKind, accountId: string): void => {
  if (!may(asking, 'see', record, relationTo(asking, accountId)))
    throw new Problem('not-found', `There is no account ${accountId}.`);
};

const requireOwn = (asking: Asking, accountId: string): void => {
  requireSight(asking, 'request of a trusted trader', accountId);
  if (relationTo(asking, accountId) !== 'own' || !may(asking, 'change', 'request of a trusted trader', 'own'))
    throw new Problem('not-authorized', 'Requests are made by the people of an account for it.');
};

/** What standing brings beside the release of goods: people to ask, answers in time, updates, one certification for many transactions. */
@Controller('accounts/:accountId')
@For('see', 'request of a trusted trader')
export class TrustedServiceController {
  constructor(
    private readonly requests: TrustedRequests,
    private readonly contacts: TrustedContacts,
    private readonly updates: TrustedUpdates,
    private readonly looks: Looks,
  ) {}

  /** Whom the account talks to at CBP. */
  @Get('trusted-contacts')
  async whom(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
  ): Promise<{ contacts: ContactView[] }> {
    requireSight(asking, 'contact of a trusted trader', accountId);
    return { contacts: await this.contacts.of(accountId) };
  }

  /** Who can be named: people with the role at CBP at the moment, specialists of the account's Centers. */
  @Get('trusted-contacts/people')
  @Does('change', 'contact of a trusted trader')
  async people(@Param('accountId', ParseUUIDPipe) accountId: string): Promise<{ people: ContactCandidate[] }> {
    return { people: await this.contacts.candidates(accountId) };
  }

  /** Names the account manager, or the security specialist of a Center of the account. */
  @Post('trusted-contacts')
  @Does('change', 'contact of a trusted trader')
  @HttpCode(200)
  async name(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { role, personId }: ContactNamed,
  ): Promise<{ contacts: ContactView[] }> {
    return { contacts: await this.contacts.name(asking, accountId, role, personId) };
  }

  /** Requests of the account with their clocks and answers, newest first. */
  @Get('trusted-requests')
  async list(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
  ): Promise<{ requests: TrustedRequestView[] }> {
    requireSight(asking, 'request of a trusted trader', accountId);
    return { requests: await this.requests.ofAccount(accountId) };
  }

  /** Asks a question, tells of a problem, asks for input on a penalty or for a blanket certification. The same again is the same one (200). */
  @Post('trusted-requests')
  @Does('change', 'request of a trusted trader')
  @ApiCreatedResponse({ description: 'It was asked' })
  @ApiOkResponse({ description: 'It was there' })
  async ask(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() order: TrustedRequestOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TrustedRequestView> {
    requireOwn(asking, accountId);
    const { fresh, request } = await this.requests.ask(asking, order);
    void reply.status(fresh ? 201 : 200);
    return request;
  }

  /** Takes a request back that is not answered yet. */
  @Post('trusted-requests/:requestId/withdrawal')
  @Does('change', 'request of a trusted trader')
  @HttpCode(200)
  withdraw(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('requestId', ParseUUIDPipe) id: string,
  ): Promise<TrustedRequestView> {
    requireOwn(asking, accountId);
    return this.requests.withdraw(asking, id);
  }

  /** How CBP kept its targets for the account. */
  @Get('response-report')
  async measure(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Query() asked: ResponseReportAsked,
  ): Promise<{ from: CustomsDate; to: CustomsDate; measures: ResponseMeasure[] }> {
    requireSight(asking, 'request of a trusted trader', accountId);
    const to = asked.to ?? today(new Date());
    const from = asked.from ?? (isCustomsDate(to) ? addDays(to, -364) : to);
    const errors = Object.entries({ from, to }).flatMap(([field, day]) =>
      isCustomsDate(day) ? [] : [{ at: `/${field}`, text: 'is not a day, YYYY-MM-DD' }],
    );
    if (errors.length === 0 && to < from) errors.push({ at: '/to', text: 'is before the first day' });
    if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
    return { from, to, measures: await this.requests.measure(accountId, from, to) };
  }

  /** Monthly updates that the account was sent, newest first. The account is told that CBP looked. */
  @Get('trusted-updates')
  async monthly(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
  ): Promise<{ updates: { month: string; toldAt: Date; content: Update }[] }> {
    requireSight(asking, 'request of a trusted trader', accountId);
    await this.looked(asking, accountId, 'monthly updates');
    return { updates: await this.updates.of(accountId) };
  }

  /** What standing brought the account in a year, in exams avoided and hours saved. The account is told that CBP looked. */
  @Get('trusted-statements/:year')
  async statement(
    @Asker() asking: Asking,
    @Param() { accountId, year }: StatementPlace,
  ): Promise<Brought & { year: string }> {
    requireSight(asking, 'request of a trusted trader', accountId);
    await this.looked(asking, accountId, `the statement of ${year}`);
    return { year, ...(await this.updates.statement(accountId, year)) };
  }

  private looked(asking: Asking, accountId: string, what: string): Promise<void> {
    return this.looks.tell(asking, `its ${what} as a trusted trader`, () => [
      { accountIds: [accountId], kind: 'trusted trader', subject: trustedTraderSubject(what.replaceAll(' ', '-')) },
    ]);
  }
}

/** Requests of trusted traders as CBP answers them. */
@Controller('trusted-requests')
@For('change', 'answer to a trusted trader')
export class TrustedRequestsController {
  constructor(private readonly requests: TrustedRequests) {}

  /** Open requests by the day on which they are due, of a Center's accounts. */
  @Get()
  @Does('see', 'answer to a trusted trader')
  async list(@Query() { center, kind, limit }: OpenRequestsAsked): Promise<{ requests: TrustedRequestView[] }> {
    return { requests: await this.requests.open(center, kind, limit) };
  }

  /** One request, also of those that are answered. */
  @Get(':requestId')
  @Does('see', 'answer to a trusted trader')
  one(@Param('requestId', ParseUUIDPipe) id: string): Promise<TrustedRequestView> {
    return this.requests.one(id);
  }

  /** Answers; grants a blanket certification, or does not. */
  @Post(':requestId/answer')
  @HttpCode(200)
  answer(
    @Asker() asking: Asking,
    @Param('requestId', ParseUUIDPipe) id: string,
    @Body() answered: TrustedRequestAnswered,
  ): Promise<TrustedRequestView> {
    return this.requests.answer(asking, id, answered);
  }

  /** Revokes a blanket certification. */
  @Post(':requestId/revocation')
  @HttpCode(200)
  revoke(
    @Asker() asking: Asking,
    @Param('requestId', ParseUUIDPipe) id: string,
    @Body() { why }: BlanketRevoked,
  ): Promise<TrustedRequestView> {
    return this.requests.revoke(asking, id, why);
  }
}
