import { Inject, Injectable } from '@nestjs/common';
import { addDays, FEDERAL_CALENDAR, formatEntryNumber } from '#kernel';
import { type Cause, Transactions, type UnitOfWork } from '#messaging';
import { isDatabaseUnavailable } from '#persistence';
import { LOG, type Log, RecurringWork } from '#service';
import { EntryConfig } from '../config/entry.config';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import { startOfPortDay } from '../port-day/port-day';
import { daysOf, LiquidationDesk } from './liquidation.desk';
import type { Happened, Liquidation } from './liquidation.model';
import { LiquidationRepository, portOrNull } from './liquidation.repository';
import { afterRun, lastDayOf, runDayOf } from './liquidation.rules';

const AT_ONCE = 250;
const SUMMARIES_AT_ONCE = 2_000;
const AFTER_FAILURE_MS = 300_000;
const BETWEEN_SWEEPS_MS = 3_600_000;

/**
 * Liquidates what is due, as filed, in batches of one transaction each: what a killed process had not committed is due for the next. Any number of replicas may run at once.
 */
@Injectable()
export class LiquidationRun {
  private sweptTo = '';

  constructor(
    private readonly transactions: Transactions,
    private readonly summaries: EntrySummaryRepository,
    private readonly liquidations: LiquidationRepository,
    private readonly desk: LiquidationDesk,
    config: EntryConfig,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(config.LIQUIDATION_LOOK_MS, 'liquidations', () => this.look());
    work.every(
      BETWEEN_SWEEPS_MS,
      'summaries without a liquidation',
      () => this.transactions.run((unit) => this.sweep(unit)),
      { firstAfterMs: config.LIQUIDATION_LOOK_MS },
    );
  }

  /**
   * Liquidates what is due; answers whether there may be more. Where a batch fails its entries are taken one by one, so that the one that cannot be liquidated keeps no other waiting.
   */
  async look(): Promise<boolean> {
    try {
      return await this.transactions.run((unit) => this.liquidateDue(unit));
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
    }
    const keys = await this.transactions.run(({ manager, now }) => this.liquidations.lockDue(manager, now, AT_ONCE));
    for (const key of keys) await this.liquidateAlone(key);
    return keys.length === AT_ONCE;
  }

  private async liquidateAlone(key: string): Promise<void> {
    try {
      await this.transactions.run((unit) => this.liquidateDue(unit, [key]));
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      const until = new Date(Date.now() + AFTER_FAILURE_MS).toISOString();
      await this.transactions.run(({ manager }) => this.liquidations.putOff(manager, [{ key, at: until }]));
      this.log.error(
        { entry: formatEntryNumber(key.slice(0, 3), key.slice(3)), until, err: error },
        'an entry cannot be liquidated and is looked at later',
      );
    }
  }

  /** Answers whether there may be more. */
  async liquidateDue(unit: UnitOfWork, among: readonly string[] | null = null): Promise<boolean> {
    const { manager, now } = unit;
    const keys = await this.liquidations.lockDue(manager, now, AT_ONCE, among);
    const stored = await this.summaries.lock(manager, keys);
    const summaries = [...stored.values()];
    const causeOf = (key: string): Cause => ({ correlationId: `time:${key}` });
    const standing = await this.desk.follow(unit, summaries, causeOf);
    const happened: Happened[] = [];
    const later: { key: string; at: string | null }[] = [];
    for (const key of keys) {
      const liquidation = standing.get(key)!;
      const days = daysOf(liquidation, now);
      const runDay = runDayOf(liquidation);
      if (runDay === null || days.today < runDay) {
        later.push({ key, at: runDay && startOf(liquidation, runDay) });
        continue;
      }
      // A Center at work on the summary is waited for as long as the law does.
      if (stored.get(key)!.control === 'cbp' && days.today <= lastDayOf(liquidation)) {
        const next = FEDERAL_CALENDAR.addBusinessDays(days.today, 1);
        const overLast = addDays(lastDayOf(liquidation), 1);
        later.push({ key, at: startOf(liquidation, next < overLast ? next : overLast) });
        continue;
      }
      const after = afterRun(liquidation, days);
      const why = after.deemed ? 'Deemed liquidated as filed (19 CFR 159.11)' : 'Liquidated as filed, in the cycle';
      happened.push({ after: { ...after, version: after.version + 1 }, event: 'liquidated', order: null, why });
    }
    await this.liquidations.save(
      manager,
      happened.map(({ after }) => after),
    );
    await this.liquidations.putOff(manager, later);
    await this.desk.conclude(unit, happened, ({ after }) => causeOf(after.key), summaries);
    return keys.length === AT_ONCE;
  }

  /** Summaries that a build took which knew of no liquidations; answers whether there are more to look through. */
  async sweep(unit: UnitOfWork): Promise<boolean> {
    const { last, bare } = await this.liquidations.nextSummaries(unit.manager, this.sweptTo, SUMMARIES_AT_ONCE);
    const stored = await this.summaries.lock(unit.manager, bare);
    await this.desk.follow(unit, [...stored.values()], (key) => ({ correlationId: `time:${key}` }));
    this.sweptTo = last ?? '';
    return last !== null;
  }
}

const startOf = ({ portOfEntry }: Liquidation, day: string): string => startOfPortDay(day, portOrNull(portOfEntry));
