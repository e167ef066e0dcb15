import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountChanged, listenersOf } from '#contracts';
import { LOG, type Log, RecurringWork } from '#service';
import { TradeAccounts } from './trade-accounts';

const LOOK_EVERY_MS = 60_000;
const FIRST_AFTER_MS = 1_000;

/** A service that begins to listen with a release knows none of the accounts opened before: it is told every one, once. */
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
    const rows: { service: string }[] = await this.source.query('SELECT service FROM account_listener');
    const known = rows.map(({ service }) => service);
    const unknown = listenersOf(AccountChanged.type).filter((service) => !known.includes(service));
    if (unknown.length === 0) return;
    const announced = await this.accounts.announceAll();
    await this.source.query('INSERT INTO account_listener (service) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [
      unknown,
    ]);
    this.log.info({ services: unknown, accounts: announced }, 'new listeners were told of every account');
  }
}
