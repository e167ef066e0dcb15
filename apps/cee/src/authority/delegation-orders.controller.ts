import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, Min } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For } from '#access';
import { isCustomsDate, parseImporterNumber } from '#kernel';
import { Line, Problem } from '#service';
import { today } from '../days/customs-days';
import { ordering, requireCenter } from '../people/asking-person';
import { type AuthorityView, DelegationOrders, type DelegationOrderView, type Phase } from './delegation-orders';

const CENTER = /^CEE0(0[1-9]|10)$/;
const FUNCTION = /^[a-z][a-z-]{1,39}$/;
const MOST_STAFF = 100_000;

export class DelegationOrderRequest {
  /** Made by who sends it: the same again is the same order. */
  @IsUUID()
  id: string;

  @Matches(CENTER)
  center: string;

  /** `test` for volunteer accounts only, `by function` for those named, `full` for all that is left. */
  @IsIn(['test', 'by function', 'full'])
  phase: Phase;

  /** Codes of functions; left out for all of them (test), or all that are left (full). */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @Matches(FUNCTION, { each: true })
  functions: string[] | null = null;

  /** Importer of record numbers of accounts that take part in a test. */
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsString({ each: true })
  volunteers: string[] = [];

  /** The day of the cut-over, one that has begun at no port. */
  @IsString()
  from: string;

  /** People that must be there before headquarters can say go. */
  @IsInt()
  @Min(0)
  @Max(MOST_STAFF)
  staffNeeded: number;

  /** Cases that must have been decided on trial. */
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  trialCasesNeeded: number;

  /** So many of a hundred of them as they should be. */
  @IsInt()
  @Min(0)
  @Max(100)
  trialPercentNeeded: number;

  /** What it rests on: a notice, a memorandum. */
  @Line(300)
  source: string;
}

export class ReadinessReport {
  /** People that are there. */
  @IsInt()
  @Min(0)
  @Max(MOST_STAFF)
  staff: number;

  /** Cases decided on trial so far. */
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  trialCases: number;

  /** Of these, decided as they should be. */
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  trialAsExpected: number;

  @Line(300)
  note: string;
}

export class DelegationDecision {
  @IsIn(['go', 'no-go'])
  decision: 'go' | 'no-go';

  /** Another day of the cut-over than the one that was prepared. */
  @IsOptional()
  @IsString()
  from: string | null = null;

  @Line(300)
  why: string;
}

export class DelegationRollback {
  /** The first day on which the port decides again; left out for the first that has begun nowhere. */
  @IsOptional()
  @IsString()
  from: string | null = null;

  @Line(300)
  why: string;
}

export class DelegationOrdersAsked {
  @IsOptional()
  @Matches(CENTER)
  center: string | null = null;
}

export class AuthorityAsked extends DelegationOrdersAsked {
  @IsOptional()
  @Matches(FUNCTION)
  function: string | null = null;

  /** The day; today, by the clock of headquarters, where it is left out. */
  @IsOptional()
  @IsString()
  on: string | null = null;
}

@Controller('delegation-orders')
@For('see', 'delegation order')
export class DelegationOrdersController {
  constructor(private readonly orders: DelegationOrders) {}

  /** Orders with readiness and decisions, by the day of the cut-over. */
  @Get()
  async list(@Query() { center }: DelegationOrdersAsked): Promise<{ orders: DelegationOrderView[] }> {
    return { orders: await this.orders.list(center) };
  }

  /** One order with its readiness and decisions. */
  @Get(':id')
  one(@Param('id', ParseUUIDPipe) id: string): Promise<DelegationOrderView> {
    return this.orders.one(id);
  }

  /** Prepares an order. The same again is the same one (200). */
  @Post()
  @Does('change', 'delegation order')
  @ApiCreatedResponse({ description: 'It was prepared' })
  @ApiOkResponse({ description: 'It was there' })
  async prepare(
    @Asker() asking: Asking,
    @Body() order: DelegationOrderRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DelegationOrderView> {
    requireCenter(asking, [order.center]);
    const wrong = order.volunteers.flatMap((number, index) =>
      parseImporterNumber(number).ok ? [] : [{ at: `/volunteers/${index}`, text: 'is not an importer number' }],
    );
    if (!isCustomsDate(order.from)) wrong.push({ at: '/from', text: `'${order.from}' is not a day, YYYY-MM-DD` });
    if (wrong.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', wrong);
    const { fresh, order: prepared } = await this.orders.prepare(order, ordering(asking));
    void reply.status(fresh ? 201 : 200);
    return prepared;
  }

  /** Records staff and the results of the trial. */
  @Post(':id/readiness')
  @Does('change', 'delegation order')
  @HttpCode(200)
  async readiness(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() report: ReadinessReport,
  ): Promise<DelegationOrderView> {
    if (report.trialAsExpected > report.trialCases)
      throw new Problem('not-valid', 'Some fields are wrong.', [
        { at: '/trialAsExpected', text: 'are more than there were cases' },
      ]);
    requireCenter(asking, [(await this.orders.one(id)).center]);
    return this.orders.recordReadiness(id, report, ordering(asking));
  }

  /** Go or no-go, by headquarters. */
  @Post(':id/decision')
  @Does('change', 'delegation decision')
  @HttpCode(200)
  decide(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { decision, from, why }: DelegationDecision,
  ): Promise<DelegationOrderView> {
    return this.orders.decide(id, decision, from, why, ordering(asking));
  }

  /** Gives the functions back to the ports, by headquarters. */
  @Post(':id/rollback')
  @Does('change', 'delegation decision')
  @HttpCode(200)
  rollBack(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { from, why }: DelegationRollback,
  ): Promise<DelegationOrderView> {
    return this.orders.rollBack(id, from, why, ordering(asking));
  }
}

@Controller('authority')
@For('see', 'authority')
export class AuthorityController {
  constructor(private readonly orders: DelegationOrders) {}

  /** Who decides on a day: the port, the Center or headquarters, by function and Center. */
  @Get()
  async onDay(
    @Query() { center, function: code, on }: AuthorityAsked,
  ): Promise<{ on: string; authority: AuthorityView[] }> {
    if (on !== null && !isCustomsDate(on))
      throw new Problem('not-valid', 'Some fields are wrong.', [{ at: '/on', text: 'is not a day, YYYY-MM-DD' }]);
    const day = on ?? today(new Date());
    return { on: day, authority: await this.orders.onDay(day, center, code) };
  }
}
