import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { Asker, type Asking, Does, For, Looks } from '#access';
import { EntrySummaryFiled, entrySubject, kindOf } from '#contracts';
import { Line } from '#service';
import { requireSight } from '../people/center-people';
import { ItemPlace } from '../work/work.controller';
import { WorkLists } from '../work/work-lists';
import { ORDERS_BY_HAND, type OrderByHand } from './liquidation-order.rules';
import { type LiquidationOrderView, LiquidationOrders, type LiquidationView } from './liquidation-orders';

export class LiquidationOrderWanted {
  /** Made by who sends it: the same again is the same order. */
  @IsUUID()
  id: string;

  @IsIn(ORDERS_BY_HAND)
  order: OrderByHand;

  /** 49 to 51 of an extension; 43 to 48, 65 and 66 of a suspension (entry summary query guide, p. ESQ-31). */
  @Matches(/^\d{2}$/)
  code: string;

  /** The last day of an extension. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  until: string | null = null;

  /** What it follows from: number of a court case, a request of the importer. */
  @IsOptional()
  @Line(40)
  reference: string | null = null;

  @Line(500)
  reason: string;
}

/** The liquidation of an entry, as far as a Center, or the port of entry, has a hand in it. */
@Controller('work-items/:itemId')
@For('see', 'liquidation order')
export class LiquidationOrdersController {
  constructor(
    private readonly orders: LiquidationOrders,
    private readonly lists: WorkLists,
    private readonly looks: Looks,
  ) {}

  /** Where the liquidation stands, what was ordered about it, and what the entry service says became of that. */
  @Get('liquidation')
  async read(
    @Asker() asking: Asking,
    @Param() { itemId }: ItemPlace,
  ): Promise<{ liquidation: LiquidationView | null; orders: LiquidationOrderView[] }> {
    const item = await this.lists.item(itemId);
    requireSight(asking, item);
    await this.looks.tell(asking, `liquidation of work item ${itemId}`, () => [
      { accountIds: [item.accountId], kind: kindOf(EntrySummaryFiled).kind, subject: entrySubject(item) },
    ]);
    return this.orders.of(item);
  }

  /** Extends or suspends the liquidation, or ends a suspension. The answer says `waits` until the entry service has carried it out or refused it. */
  @Post('liquidation-orders')
  @Does('change', 'liquidation order')
  @HttpCode(200)
  order(
    @Asker() asking: Asking,
    @Param() { itemId }: ItemPlace,
    @Body() wanted: LiquidationOrderWanted,
  ): Promise<LiquidationOrderView> {
    return this.orders.byHand(asking, itemId, wanted);
  }
}
