import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Transactions, type UnitOfWork } from '#messaging';
import { RecurringWork } from '#service';
import { CeeConfig } from '../config/cee.config';
import { LiquidationOutcomes, type LiquidationOutcome } from '../liquidation/liquidation-outcomes';
import { centerDay } from '../work/work-item';
import { dueOfNotice } from './notice';
import { NoticeSteps, PLATFORM } from './notice-steps';
import { lockNotice, noticesWhere, updateNotice } from './notice.repository';

const AT_ONCE = 100;

/** What happens to requests and notices without anybody of the Center: their time runs out, and the entry service says what became of an action. */
@Injectable()
export class NoticeUpkeep {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly steps: NoticeSteps,
    outcomes: LiquidationOutcomes,
    config: CeeConfig,
    work: RecurringWork,
  ) {
    outcomes.follow('notice of action', (unit, found) => this.settle(unit, found));
    work.every(config.WORK_LOOK_MS, 'looking for requests and notices that nobody answered', () => this.noteOverdue(), {
      by: 'one replica',
    });
  }

  /** A downtime that relieves who has to answer puts it off. @returns whether there may be more */
  async noteOverdue(at?: Date): Promise<boolean> {
    const late = await noticesWhere(this.source, 'WHERE n.due_date < $1 ORDER BY n.due_date LIMIT $2', [
      centerDay(at ?? new Date()),
      AT_ONCE,
    ]);
    for (const { number } of late)
      await this.transactions.run(async (unit) => {
        const { manager } = unit;
        const today = centerDay(at ?? unit.now);
        const notice = await lockNotice(manager, number);
        // Somebody answered or decided meanwhile.
        if (notice.dueDate === null || notice.dueDate >= today) return;
        const reliefs = (await this.steps.reliefs(manager, at ?? unit.now))(notice);
        const { dueDate, relievedBy } = dueOfNotice(notice, reliefs);
        if (dueDate >= today) return void (await updateNotice(manager, { ...notice, dueDate }));
        const note = `was due ${dueDate}${relievedBy === null ? '' : `, put off by ${relievedBy}`}`;
        await this.steps.take(unit, notice, 'overdue', PLATFORM, { note });
      });
    return late.length === AT_ONCE;
  }

  private async settle(unit: UnitOfWork, outcomes: readonly LiquidationOutcome[]): Promise<void> {
    for (const { orderId, refusal } of outcomes) {
      const [notice] = await noticesWhere(unit.manager, 'WHERE n.order_id = $1 FOR UPDATE', [orderId]);
      if (!notice) continue;
      const step = refusal === null ? 'carried out' : 'refused';
      await this.steps.take(unit, notice, step, PLATFORM, { note: refusal, changes: { refusal } });
    }
  }
}
