import { Injectable } from '@nestjs/common';
import { Transactions, type UnitOfWork } from '#messaging';
import { RecurringWork } from '#service';
import { EntryConfig } from '../config/entry.config';
import { DeadlineRepository } from './deadline.repository';
import { judgeDeadline } from './deadline.rules';

const AT_ONCE = 1_000;

/** Judges summaries again whose deadline a downtime touches that was declared, changed or ended after they were filed. */
@Injectable()
export class DeadlineTimer {
  constructor(
    private readonly transactions: Transactions,
    private readonly deadlines: DeadlineRepository,
    config: EntryConfig,
    work: RecurringWork,
  ) {
    work.every(config.DEADLINE_LOOK_MS, 'deadlines', () => this.transactions.run((unit) => this.judgeNext(unit)));
  }

  /** Judges the next thousand summaries of one changed downtime; answers whether there may be more. */
  async judgeNext({ manager, now }: UnitOfWork): Promise<boolean> {
    const changed = await this.deadlines.lockUnjudged(manager);
    if (!changed) return false;
    const summaries = await this.deadlines.lockInWindow(manager, changed, AT_ONCE);
    const downtimes = await this.deadlines.downtimes(manager);
    await this.deadlines.save(
      manager,
      summaries.map((facts) => judgeDeadline(facts, downtimes, now)),
    );
    await this.deadlines.judged(
      manager,
      changed.downtimeId,
      summaries.length === AT_ONCE ? summaries.at(-1)!.key : null,
    );
    return true;
  }
}
