import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Transactions, type UnitOfWork } from '#messaging';
import { LOG, type Log } from '#service';
import { EntryConfig } from '../entry.config';
import { Recurring } from '../recurring';
import { CargoReleaseRepository } from './cargo-release.repository';
import { ReleaseDesk } from './release-desk';
import { manifestKeys } from './release.model';

const AT_ONCE = 200;

/** Decides what only time has changed: the five-day window opened, a declared arrival came, a bill is missing for 30 or 60 days. */
@Injectable()
export class DecisionTimer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly recurring: Recurring;

  constructor(
    private readonly transactions: Transactions,
    private readonly releases: CargoReleaseRepository,
    private readonly desk: ReleaseDesk,
    config: EntryConfig,
    @Inject(LOG) log: Log,
  ) {
    this.recurring = new Recurring('decisions', config.DECISION_LOOK_MS, () => this.transactions.run((unit) => this.decideDue(unit)), log);
  }

  onApplicationBootstrap(): void {
    this.recurring.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.recurring.stop();
  }

  /** Answers whether there may be more. */
  async decideDue(unit: UnitOfWork): Promise<boolean> {
    const due = await this.releases.lockDue(unit.manager, unit.now, AT_ONCE);
    const bills = await this.releases.billsOf(unit.manager, [...due.values()].flatMap(({ content }) => manifestKeys(content)));
    const happenings = [...due.values()].map((release) => ({
      before: release, draft: release, event: 'time passed', cause: { correlationId: `time:${release.key}` },
    }));
    return (await this.desk.conclude(unit, happenings, bills)) === AT_ONCE;
  }
}
