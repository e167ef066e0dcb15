import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Recurring } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { isDatabaseUnavailable } from '#persistence';
import { LOG, type Log } from '#service';
import { publishAnswer } from '../filing/filing-answer';
import { EntryConfig } from '../config/entry.config';
import { EntrySummaryRepository } from './entry-summary.repository';

const AT_ONCE = 500;

/** Sends answers that have waited long enough for their team without it. Any number of replicas may look at once. */
@Injectable()
export class AnswerDeadlineTimer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly recurring: Recurring;

  constructor(
    private readonly transactions: Transactions,
    private readonly summaries: EntrySummaryRepository,
    config: EntryConfig,
    @Inject(LOG) log: Log,
  ) {
    this.recurring = new Recurring(
      { work: 'answers without a team', everyMs: config.TEAM_LOOK_MS, log, isExpected: isDatabaseUnavailable },
      () => this.transactions.run((unit) => this.answerDue(unit)),
    );
  }

  onApplicationBootstrap(): void {
    this.recurring.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.recurring.stop();
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
