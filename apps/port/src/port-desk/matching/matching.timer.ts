import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isDatabaseUnavailable } from '#persistence';
import { LOG, type Log, RecurringWork } from '#service';
import { DecisionDesk } from '../decisions/decision-desk';
import { ChainMatcher } from './chain-matcher';
import { FollowUp } from './follow-up';
import { MatchRepository } from './match.repository';

const EVERY_MS = 1_000;
const AT_ONCE = 200;

/** Once a second: looks again at decisions whose picture changed, ends what waited too long, tells accounts what is left to do. */
@Injectable()
export class MatchingTimer {
  constructor(
    private readonly source: DataSource,
    private readonly matches: MatchRepository,
    private readonly matcher: ChainMatcher,
    private readonly desk: DecisionDesk,
    private readonly followUp: FollowUp,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(EVERY_MS, 'matching decisions made on paper', () => this.work(new Date()), {
      until: 'the last request',
    });
  }

  /** Each part goes on when another fails. */
  private async work(now: Date): Promise<void> {
    if (!this.source.isInitialized) return;
    await this.part('decisions not tidied up', () => this.desk.tidyUp(now));
    await this.part('changed decisions not found', async () => {
      for (const id of await this.matches.due(now, AT_ONCE))
        await this.part('a decision was not matched', () => this.matcher.look(id, now));
    });
    await this.part('accounts not told what is left to do', () => this.followUp.work(now));
  }

  private async part(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isDatabaseUnavailable(error)) this.log.warn({ err: error }, `${what}; tried again`);
    }
  }
}
