import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, MaxLength, Min } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For } from '#access';
import { Line } from '#service';
import { Offers, type OfferView } from './offers';
import { amountOf, requireDays } from '../fields/fields';
import { type MoneyView, Payments } from './payments';

export class PaymentOrder {
  /** Made by who sends it: the same again is the same payment. */
  @IsUUID()
  id: string;

  /** Number of the party that paid. */
  @IsInt()
  @Min(1)
  place: number;

  /** Dollars and cents: all that is owed, or the reduced amount for a late summary. */
  @IsString()
  @MaxLength(20)
  amount: string;

  /** Number of the collection receipt. */
  @Line(60)
  reference: string;

  @IsString()
  @MaxLength(10)
  receivedOn: string;
}

export class OfferOrder {
  /** Made by who sends it: the same again is the same offer. */
  @IsUUID()
  id: string;

  /** Number of the party in the case; left out by who acts for one. */
  @IsOptional()
  @IsInt()
  @Min(1)
  place: number | null = null;

  /** The law under which it is made, such as `19 USC 1617`. */
  @IsOptional()
  @Line(200)
  law: string | null = null;

  /** Dollars and cents. */
  @IsString()
  @MaxLength(20)
  amount: string;

  /** Number of the receipt of the deposit. */
  @IsOptional()
  @Line(60)
  deposit: string | null = null;

  @Line(4_000)
  reasons: string;
}

export class OfferDecided {
  @IsIn(['accept', 'refuse'])
  decision: 'accept' | 'refuse';

  /** In writing: the terms, or why not. */
  @Line(2_000)
  why: string;
}

export class OfferWithdrawn {
  @Line(500)
  why: string;
}

/** Money of a case: payments, deposits and refunds, and offers in compromise. */
@Controller('enforcement-cases/:caseId')
@For('see', 'offer in compromise')
export class CaseMoneyController {
  constructor(
    private readonly payments: Payments,
    private readonly offers: Offers,
  ) {}

  /** What is owed, was paid and is held in suspense: for a party its own entries. */
  @Get('payments')
  @Does('see', 'payment in a case')
  money(@Asker() asking: Asking, @Param('caseId', ParseUUIDPipe) caseId: string): Promise<MoneyView> {
    return this.payments.ofCase(asking, caseId);
  }

  /** Records a payment of all that is owed: accord and satisfaction, which bars no supplemental petition; or of the reduced amount that settles a claim for a late summary. The same again is the same one. */
  @Post('payments')
  @Does('change', 'payment in a case')
  @HttpCode(200)
  pay(
    @Asker() asking: Asking,
    @Param('caseId', ParseUUIDPipe) caseId: string,
    @Body() { amount, ...order }: PaymentOrder,
  ): Promise<MoneyView> {
    requireDays({ receivedOn: order.receivedOn });
    return this.payments.record(asking, caseId, { ...order, amountCents: amountOf('/amount', amount) });
  }

  /** Offers in compromise: for a party its own. */
  @Get('offers')
  async list(
    @Asker() asking: Asking,
    @Param('caseId', ParseUUIDPipe) caseId: string,
  ): Promise<{ offers: OfferView[] }> {
    return { offers: await this.offers.ofCase(asking, caseId) };
  }

  /** Makes an offer, with the law it is made under and the receipt of its deposit. The same again is the same one (200). */
  @Post('offers')
  @Does('change', 'offer in compromise')
  @ApiCreatedResponse({ description: 'It was made' })
  @ApiOkResponse({ description: 'It was there' })
  async make(
    @Asker() asking: Asking,
    @Param('caseId', ParseUUIDPipe) caseId: string,
    @Body() { amount, ...order }: OfferOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OfferView> {
    const { fresh, offer } = await this.offers.make(asking, caseId, {
      ...order,
      amountCents: amountOf('/amount', amount),
    });
    void reply.status(fresh ? 201 : 200);
    return offer;
  }
}

/** Offers in compromise as they are settled. */
@Controller('offers-in-compromise')
@For('change', 'decision on a petition')
export class OffersController {
  constructor(private readonly offers: Offers) {}

  /** Headquarters accepts in writing, an FP&F officer or headquarters refuses: then the deposit is refunded. */
  @Post(':offerId/decision')
  @HttpCode(200)
  decide(
    @Asker() asking: Asking,
    @Param('offerId', ParseUUIDPipe) id: string,
    @Body() { decision, why }: OfferDecided,
  ): Promise<OfferView> {
    return this.offers.settle(asking, id, decision, why);
  }

  /** Who made it takes it back: the deposit is refunded. */
  @Post(':offerId/withdrawal')
  @Does('change', 'offer in compromise')
  @HttpCode(200)
  withdraw(
    @Asker() asking: Asking,
    @Param('offerId', ParseUUIDPipe) id: string,
    @Body() { why }: OfferWithdrawn,
  ): Promise<OfferView> {
    return this.offers.settle(asking, id, 'withdraw', why);
  }
}
