import { Injectable, OnModuleInit } from '@nestjs/common';
import { LiquidationOrdered } from '#contracts';
import { type Cause, type UnitOfWork, Worklist } from '#messaging';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import { releaseKey } from '../release/release.model';
import { tellRefusal } from './liquidation.desk';
import { LiquidationRepository } from './liquidation.repository';

const DISCARDED = 'NOT PROCESSED, ORDER AGAIN';

/** An order of a Center that an operator discards is refused, or the Center would wait for its outcome for ever. */
@Injectable()
export class DiscardedOrders implements OnModuleInit {
  constructor(
    private readonly worklist: Worklist,
    private readonly summaries: EntrySummaryRepository,
    private readonly liquidations: LiquidationRepository,
  ) {}

  onModuleInit(): void {
    this.worklist.whenDiscarded(LiquidationOrdered.type, (data, unit, cause) =>
      this.refuse(data as LiquidationOrdered, unit, cause),
    );
  }

  async refuse(order: LiquidationOrdered, unit: UnitOfWork, cause: Cause): Promise<void> {
    const key = releaseKey(order.filerCode, order.entryNumber);
    const summary = (await this.summaries.lock(unit.manager, [key])).get(key);
    const liquidation = (await this.liquidations.of(unit.manager, [key])).get(key);
    await this.liquidations.keep(unit.manager, [{ order, refusal: DISCARDED }], unit.now);
    tellRefusal(unit, order, liquidation, summary, DISCARDED, cause);
  }
}
