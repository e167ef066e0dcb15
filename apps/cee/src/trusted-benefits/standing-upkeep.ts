import { Injectable } from '@nestjs/common';
import { listenersOf, StandingChanged } from '#contracts';
import { Transactions, type UnitOfWork } from '#messaging';
import { RecurringWork } from '#service';
import { CeeConfig } from '../config/cee.config';
import { today } from '../days/customs-days';
import { standingsWait, tellStanding } from './account-standing';

const AT_ONCE = 100;

/** Tells standings anew that an order of benefits, a change of the account or a day that began has changed. */
@Injectable()
export class StandingUpkeep {
  constructor(transactions: Transactions, config: CeeConfig, work: RecurringWork) {
    work.every(
      config.WORK_LOOK_MS,
      'telling standings of trusted traders that changed',
      () => transactions.run((unit) => this.tellWaiting(unit)),
      { by: 'one replica' },
    );
    work.every(
      60_000,
      'telling new listeners of standings of trusted traders',
      () => transactions.run((unit) => this.tellNewListeners(unit)),
      { firstAfterMs: 1_000, by: 'one replica' },
    );
  }

  /** A service that begins to listen with a release knows none of the standings of before: all are told again, once. */
  async tellNewListeners({ manager }: UnitOfWork): Promise<void> {
    const rows: unknown[] = await manager.query(
      'INSERT INTO standing_listener (service) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING RETURNING service',
      [listenersOf(StandingChanged.type)],
    );
    if (rows.length > 0) await standingsWait(manager, 'Told again, to whoever listens only now', { again: true });
  }

  /** @returns whether there may be more */
  async tellWaiting(unit: UnitOfWork): Promise<boolean> {
    const rows: { accountId: string; waiting: string | null; again: boolean }[] = await unit.manager.query(
      `SELECT account_id AS "accountId", waiting, again FROM account_standing WHERE waiting IS NOT NULL OR next_day <= $1
        ORDER BY account_id LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [today(unit.now), AT_ONCE],
    );
    for (const { accountId, waiting, again } of rows)
      await tellStanding(unit, accountId, waiting ?? 'A day began with which the standing changes', again);
    return rows.length === AT_ONCE;
  }
}
