import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Transactions, type UnitOfWork } from '#messaging';
import { RecurringWork } from '#service';
import { publishAnswer } from '../filing/filing-answer';
import { EntryConfig } from '../config/entry.config';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';

const AT_ONCE = 500;

/** Sends answers that have waited long enough for their team without it. Any number of replicas may look at once. */
@Injectable()
export class AnswerDeadlineTimer {
  /** Before this nothing can be due (milliseconds, by the clock that nobody sets). */
  private notBefore = 0;

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly summaries: EntrySummaryRepository,
    private readonly config: EntryConfig,
    work: RecurringWork,
  ) {
    work.every(config.TEAM_LOOK_MS, 'answers without a team', () => this.look());
  }

  /** What a look does not find waits for more than half of its time yet, as no transaction lasts the other half: until then, or until the first that was found is due, nobody looks. */
  private async look(): Promise<boolean> {
    if (performance.now() < this.notBefore) return false;
    const looked = performance.now();
    const due = await this.summaries.firstDue(this.source.manager);
    const unseenMs = this.config.TEAM_WAIT_MS / 2;
    const inMs = due === null ? unseenMs : Math.min(due.getTime() - Date.now(), unseenMs);
    if (inMs <= 0) return this.transactions.run((unit) => this.answerDue(unit));
    this.notBefore = looked + inMs;
    return false;
  }

  /** Answers whether there may be more. */
  async answerDue(unit: UnitOfWork): Promise<boolean> {
    const due = await this.summaries.releaseDue(unit.manager, unit.now, AT_ONCE);
    for (const { correlationId, messageId, answer } of due) {
      publishAnswer(unit, answer, { correlationId, ...(messageId && { id: messageId }) });
    }
    return due.length === AT_ONCE;
  }
}
