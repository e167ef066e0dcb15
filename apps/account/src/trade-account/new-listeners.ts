import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountChanged, listenersOf } from '#contracts';
import { LOG, type Log, RecurringWork } from '#service';
import { TradeAccounts } from './trade-accounts';

const LOOK_EVERY_MS = 60_000;
const FIRST_AFTER_MS = 1_000;
/** Raised when all listeners must be told again because more is told of an account: since 2 with digests of its people's e-mail addresses. */
const TOLD_AS = 2;

/** A service that begins to listen with a release knows none of the accounts opened before: it is told every one, once; and all are, once, when more is told of each. */
@Injectable()
export class NewListeners {
  constructor(
    private readonly source: DataSource,
    private readonly accounts: TradeAccounts,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'telling new listeners of the accounts', () => this.tell(), {
      firstAfterMs: FIRST_AFTER_MS,
      by: 'one replica',
    });
  }

  /** Twice, where two replicas find one at the same moment, changes nothing: the listeners know the version. */
  async tell(): Promise<void> {
    const rows: { service: string }[] = await this.source.query(
      'SELECT service FROM account_listener WHERE told_as >= $1',
      [TOLD_AS],
    );
    const known = rows.map(({ service }) => service);
    const unknown = listenersOf(AccountChanged.type).filter((service) => !known.includes(service));
    if (unknown.length === 0) return;
    const announced = await this.accounts.announceAll();
    await this.source.query(
      `INSERT INTO account_listener (service, told_as) SELECT unnest($1::text[]), $2
       ON CONFLICT (service) DO UPDATE SET told_as = greatest(account_listener.told_as, excluded.told_as)`,
      [unknown, TOLD_AS],
    );
    this.log.info({ services: unknown, accounts: announced }, 'new listeners were told of every account');
  }
}
