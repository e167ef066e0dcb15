import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountChanged, listenersOf, PowerOfAttorneyChanged } from '#contracts';
import { LOG, type Log, RecurringWork } from '#service';
import { PowersOfAttorney } from '../powers-of-attorney/powers-of-attorney';
import { TradeAccounts } from '../trade-account/trade-accounts';

const LOOK_EVERY_MS = 60_000;
const FIRST_AFTER_MS = 1_000;
/** Raised when all listeners must be told again: since 2 with digests of its people's e-mail addresses, since 3 because cee keeps accounts whole. */
const ACCOUNTS_TOLD_AS = 3;
const POWERS_TOLD_AS = 1;

/**
 * A service that begins to listen with a release knows none of the accounts opened, and none of the powers of attorney granted, before: it is told every one, once; and
 * all are, once, when more is told of each.
 */
@Injectable()
export class NewListeners {
  constructor(
    private readonly source: DataSource,
    private readonly accounts: TradeAccounts,
    private readonly powers: PowersOfAttorney,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'telling new listeners of accounts and powers of attorney', () => this.tell(), {
      firstAfterMs: FIRST_AFTER_MS,
      by: 'one replica',
    });
  }

  /** Twice, where two replicas find one at the same moment, changes nothing: the listeners know the version. */
  async tell(): Promise<void> {
    await this.tellOf(AccountChanged.type, 'account_listener', ACCOUNTS_TOLD_AS, () => this.accounts.announceAll());
    await this.tellOf(PowerOfAttorneyChanged.type, 'power_listener', POWERS_TOLD_AS, () => this.powers.announceAll());
  }

  private async tellOf(type: string, table: string, toldAs: number, announceAll: () => Promise<number>): Promise<void> {
    const rows: { service: string }[] = await this.source.query(`SELECT service FROM ${table} WHERE told_as >= $1`, [
      toldAs,
    ]);
    const known = rows.map(({ service }) => service);
    const unknown = listenersOf(type).filter((service) => !known.includes(service));
    if (unknown.length === 0) return;
    const announced = await announceAll();
    await this.source.query(
      `INSERT INTO ${table} (service, told_as) SELECT unnest($1::text[]), $2
       ON CONFLICT (service) DO UPDATE SET told_as = greatest(${table}.told_as, excluded.told_as)`,
      [unknown, toldAs],
    );
    this.log.info({ services: unknown, type, announced }, 'new listeners were told of all there is');
  }
}
