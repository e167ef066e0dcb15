import { Injectable } from '@nestjs/common';
import { Transactions, type UnitOfWork } from '#messaging';
import { RecurringWork } from '#service';
import { publishAnswer } from '../filing/filing-answer';
import { EntryConfig } from '../config/entry.config';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';

const AT_ONCE = 500;

/** Sends answers that have waited long enough for their team without it. Any number of replicas may look at once. */
@Injectable()
export class AnswerDeadlineTimer {
  constructor(
    private readonly transactions: Transactions,
    private readonly summaries: EntrySummaryRepository,
    config: EntryConfig,
    work: RecurringWork,
  ) {
    work.every(config.TEAM_LOOK_MS, 'answers without a team', () =>
      this.transactions.run((unit) => this.answerDue(unit)),
    );
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
