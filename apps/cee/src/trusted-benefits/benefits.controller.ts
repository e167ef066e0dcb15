import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Asker, type Asking, Does, For, may } from '#access';
import { type Benefit, BENEFITS } from '#contracts';
import type { CustomsDate } from '#kernel';
import { Line, Problem } from '#service';
import { today } from '../days/customs-days';
import { ordering, relationTo } from '../people/asking-person';
import { type Program, PROGRAMS } from '../trusted-standing/programs';
import type { Standing } from '../trusted-standing/standing.rules';
import { standingOn } from './account-standing';
import type { BenefitRow } from './benefit.rules';
import { BenefitOrders, type BenefitOrderView } from './benefit-orders';

export class BenefitOrdered {
  /** Made by who sends it: the same again is the same order. */
  @IsUUID()
  id: string;

  @IsIn(['give', 'withhold'])
  effect: 'give' | 'withhold';

  @IsIn(BENEFITS)
  benefit: Benefit;

  /** Needed to give; to withhold, both where it is left out. */
  @IsOptional()
  @IsIn(PROGRAMS)
  program: Program | null = null;

  /** All where it is left out. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(3)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(3, { each: true })
  tiers: number[] | null = null;

  /** Port codes; all where it is left out. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsString({ each: true })
  @MaxLength(4, { each: true })
  ports: string[] | null = null;

  /** Codes of transport; all where it is left out. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @Matches(/^\d{2}$/, { each: true })
  modes: string[] | null = null;

  /** Of a lower exam rate: exams in 10,000 entries. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  figure: number | null = null;

  @IsString()
  @MaxLength(10)
  from: string;

  /** The last day. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  to: string | null = null;

  @Line(300)
  reason: string;
}

export class BenefitEnded {
  /** The last day. */
  @IsString()
  @MaxLength(10)
  to: string;

  @Line(300)
  why: string;
}

export class BenefitOrdersAsked {
  /** `yes` for those that are over, too. */
  @IsIn(['yes', 'no'])
  past: 'yes' | 'no' = 'no';
}

export class StandingsRetold {
  @Line(300)
  why: string;
}

@Controller('benefit-orders')
@For('change', 'benefit')
export class BenefitOrdersController {
  constructor(private readonly benefits: BenefitOrders) {}

  /** What standing as a trusted trader brings, by whose order and why. */
  @Get()
  @Does('see', 'benefit')
  async list(@Query() { past }: BenefitOrdersAsked): Promise<{ orders: BenefitOrderView[] }> {
    return { orders: await this.benefits.list(past === 'yes') };
  }

  /** Gives a benefit, or withholds it at some ports, in some modes, for some days. The same again is the same order (200). */
  @Post()
  @ApiCreatedResponse({ description: 'It was ordered' })
  @ApiOkResponse({ description: 'It was there' })
  async give(
    @Asker() asking: Asking,
    @Body() wanted: BenefitOrdered,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BenefitOrderView> {
    const { fresh, order } = await this.benefits.give(asking, wanted);
    void reply.status(fresh ? 201 : 200);
    return order;
  }

  /** Ends an order with a day. */
  @Post(':id/end')
  @HttpCode(200)
  end(
    @Asker() asking: Asking,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { to, why }: BenefitEnded,
  ): Promise<BenefitOrderView> {
    return this.benefits.end(asking, id, to, why);
  }
}

@Controller()
@For('see', 'benefit')
export class StandingsController {
  constructor(
    private readonly benefits: BenefitOrders,
    private readonly source: DataSource,
  ) {}

  /** How an account stands as a trusted trader, and what that brings it, from today on. */
  @Get('accounts/:accountId/trusted-standing')
  async read(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
  ): Promise<{ on: CustomsDate; programs: readonly Standing[]; benefits: BenefitRow[] }> {
    if (!may(asking, 'see', 'benefit', relationTo(asking, accountId)))
      throw new Problem('not-found', `There is no account ${accountId}.`);
    const on = today(new Date());
    return { on, ...(await standingOn(this.source.manager, accountId, on)) };
  }

  /** Tells every service all standings again. */
  @Post('trusted-standings/retelling')
  @Does('change', 'benefit')
  @HttpCode(200)
  async retell(@Asker() asking: Asking, @Body() { why }: StandingsRetold): Promise<{ standings: number }> {
    return { standings: await this.benefits.retell(`${ordering(asking)} of CBP had it told again: ${why}`) };
  }
}
