import { Inject, Injectable } from '@nestjs/common';
import { formatEntryNumber } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { isDatabaseUnavailable } from '#persistence';
import { LOG, type Log, RecurringWork } from '#service';
import { EntryConfig } from '../config/entry.config';
import { PaperDecisionFence } from '../paper-standing/paper-decision.fence';
import { CargoReleaseRepository } from '../release/cargo-release.repository';
import { ReleaseDesk } from './release-desk';
import { dayAt } from '../port-day/port-day';
import { portOf } from './decision.rules';
import type { Happening } from './happening';
import { type BillOnFile, manifestKeys, type Release } from '../release/release.model';

const AT_ONCE = 200;
const AFTER_FAILURE_MS = 3_600_000;

/** Decides what only time has changed: the five-day window opened, a declared arrival came, a bill is missing for 30 or 60 days. */
@Injectable()
export class DecisionTimer {
  constructor(
    private readonly transactions: Transactions,
    private readonly releases: CargoReleaseRepository,
    private readonly desk: ReleaseDesk,
    private readonly fence: PaperDecisionFence,
    config: EntryConfig,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(config.DECISION_LOOK_MS, 'decisions', () => this.look());
  }

  /**
   * Decides what is due; answers whether there may be more. Where a batch fails its entries are decided one by one, so that the one
   * that cannot be decided keeps no other waiting.
   */
  async look(): Promise<boolean> {
    if (!this.fence.isOpen) return false;
    try {
      return await this.transactions.run((unit) => this.decideDue(unit));
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
    }
    const keys = await this.transactions.run(({ manager, now }) => this.releases.dueKeys(manager, now, AT_ONCE));
    for (const key of keys) await this.decideAlone(key);
    return keys.length === AT_ONCE;
  }

  private async decideAlone(key: string): Promise<void> {
    try {
      await this.transactions.run((unit) => this.decideDue(unit, [key]));
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      const until = await this.transactions.run(async ({ manager, now }) => {
        const later = new Date(now.getTime() + AFTER_FAILURE_MS);
        await this.releases.lookLater(manager, key, now, later);
        return later;
      });
      this.log.error(
        { entry: formatEntryNumber(key.slice(0, 3), key.slice(3)), until: until.toISOString(), err: error },
        'an entry cannot be decided and is looked at later',
      );
    }
  }

  /** Answers whether there may be more. */
  async decideDue(unit: UnitOfWork, among: readonly string[] | null = null): Promise<boolean> {
    await this.fence.passed(unit);
    const due = await this.releases.lockDue(unit.manager, unit.now, AT_ONCE, among);
    const bills = await this.releases.billsOf(
      unit.manager,
      [...due.values()].flatMap(({ content }) => manifestKeys(content)),
    );
    const happenings = [...due.values()].map((release) => ({
      before: release,
      ...afterTime(release, bills, unit.now),
      cause: { correlationId: `time:${release.key}` },
    }));
    return (await this.desk.conclude(unit, happenings, bills)) === AT_ONCE;
  }
}

/** What time did to an entry: the seven days of an announced cancellation are over, or something is to be decided anew. */
const afterTime = (
  release: Release,
  bills: ReadonlyMap<string, BillOnFile>,
  now: Date,
): Pick<Happening, 'draft' | 'event'> => {
  const { cancelsOn } = release.ordered;
  const isOver = cancelsOn !== undefined && cancelsOn <= dayAt(portOf(release, bills), now);
  return isOver && release.releasedAt === null && release.state !== 'admissible'
    ? { draft: { ...release, cancelled: true }, event: 'cancelled as announced' }
    : { draft: release, event: 'time passed' };
};
