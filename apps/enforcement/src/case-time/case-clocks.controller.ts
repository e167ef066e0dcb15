import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { IsInt, IsOptional, IsString, Matches, MaxLength, Min } from 'class-validator';
import { Asker, type Asking, Does, For } from '#access';
import { Line, WholeNumber } from '#service';
import { amountOf, requireDays } from '../fields/fields';
import type { CaseClockView } from '../clocks/case-clocks';
import { ClockOrders } from './clock-orders';
import { type DueItem, DueList } from './due-list';

export class TimeExtended {
  /** The new last day. */
  @IsString()
  @MaxLength(10)
  until: string;

  @Line(500)
  why: string;
}

export class SeizurePublished {
  /** Day of the first publication. */
  @IsString()
  @MaxLength(10)
  firstOn: string;
}

export class SeizedGoodsClaimed {
  /** Number of the claimant among the parties. */
  @IsInt()
  @Min(1)
  place: number;

  /** Dollars and cents of the cost bond. */
  @IsString()
  @MaxLength(20)
  bond: string;

  /** Number of the bond or of the receipt. */
  @Line(60)
  reference: string;

  @IsString()
  @MaxLength(10)
  receivedOn: string;
}

export class ClockPlace {
  @Matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
  caseId: string;

  @Matches(/^\d{1,18}$/)
  clockId: string;
}

export class DueQuery {
  /** Of this port; of all that who asks serves where it is left out. */
  @IsOptional()
  @Matches(/^\d{4}$/)
  port: string | null = null;

  /** Days from today on. */
  @WholeNumber(0, 365)
  within = 14;

  /** The `next` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  afterItem: string | null = null;

  @WholeNumber(1, 200)
  limit = 50;
}

/** What runs out soon in cases, for the office that must act. */
@Controller('enforcement-times')
@For('see', 'time that runs out in cases')
export class DueListController {
  constructor(private readonly due: DueList) {}

  /** Clocks of cases and limitations that end within some days (a limitation half a year before), and notices that wait to be mailed: what ends first is first. */
  @Get()
  list(
    @Asker() asking: Asking,
    @Query() { afterItem, ...query }: DueQuery,
  ): Promise<{ items: DueItem[]; next: string | null }> {
    return this.due.list(asking, { ...query, after: afterItem });
  }
}

/** Clocks of a case, each with its section, running; and what officers do that starts one. */
@Controller('enforcement-cases/:caseId')
@For('change', 'time in a case')
export class CaseClocksController {
  constructor(private readonly clocks: ClockOrders) {}

  /** Clocks with their last days, those that run first: for a party its own and those of all. */
  @Get('clocks')
  @Does('see', 'enforcement case')
  async list(
    @Asker() asking: Asking,
    @Param('caseId', ParseUUIDPipe) caseId: string,
  ): Promise<{ clocks: CaseClockView[] }> {
    return { clocks: await this.clocks.ofCase(asking, caseId) };
  }

  /** Gives more time, also where it is over (19 CFR 171.2(c), 172.3(c)). */
  @Post('clocks/:clockId/extension')
  @HttpCode(200)
  async extend(
    @Asker() asking: Asking,
    @Param() { caseId, clockId }: ClockPlace,
    @Body() order: TimeExtended,
  ): Promise<{ clocks: CaseClockView[] }> {
    requireDays({ until: order.until });
    return { clocks: await this.clocks.extend(asking, caseId, clockId, order) };
  }

  /** The notice of seizure was published: claims are taken for 20 days (19 USC 1607, 1608). */
  @Post('publication')
  @HttpCode(200)
  async publish(
    @Asker() asking: Asking,
    @Param('caseId', ParseUUIDPipe) caseId: string,
    @Body() { firstOn }: SeizurePublished,
  ): Promise<{ clocks: CaseClockView[] }> {
    requireDays({ firstOn });
    return { clocks: await this.clocks.publish(asking, caseId, firstOn) };
  }

  /** A claim to seized goods came in with its cost bond: the case goes to Justice (19 CFR 162.47). */
  @Post('goods-claim')
  @HttpCode(200)
  async claim(
    @Asker() asking: Asking,
    @Param('caseId', ParseUUIDPipe) caseId: string,
    @Body() { bond, ...order }: SeizedGoodsClaimed,
  ): Promise<{ clocks: CaseClockView[] }> {
    requireDays({ receivedOn: order.receivedOn });
    return { clocks: await this.clocks.claim(asking, caseId, { ...order, bondCents: amountOf('/bond', bond) }) };
  }
}
