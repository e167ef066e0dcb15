import { Inject, Injectable, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountChanged, listenersOf } from '#contracts';
import { Recurring } from '#kernel';
import { isDatabaseUnavailable } from '#persistence';
import { LOG, type Log } from '#service';
import { TradeAccounts } from './trade-accounts';

const LOOK_EVERY_MS = 60_000;
const FIRST_AFTER_MS = 1_000;

/** A service that begins to listen with a release knows none of the accounts opened before: it is told every one, once. */
@Injectable()
export class NewListeners implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly recurring: Recurring;

  constructor(
    private readonly source: DataSource,
    private readonly accounts: TradeAccounts,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.recurring = new Recurring(
      { work: 'telling new listeners of the accounts', everyMs: LOOK_EVERY_MS, log, isExpected: isDatabaseUnavailable },
      () => this.tell(),
    );
  }

  onApplicationBootstrap(): void {
    this.recurring.start(FIRST_AFTER_MS);
  }

  async onModuleDestroy(): Promise<void> {
    await this.recurring.stop();
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
