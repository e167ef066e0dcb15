import { Inject, Injectable } from '@nestjs/common';
import { DowntimeChanged, listenersOf } from '#contracts';
import { Transactions } from '#messaging';
import { LOG, type Log, RecurringWork } from '#service';
import { declareAlone } from '../book/one-after-the-other';
import { DowntimesRepository } from './downtimes.repository';

const LOOK_EVERY_MS = 60_000;
const FIRST_AFTER_MS = 1_000;

/** A service that begins to listen with a release knows none of the downtimes of before, which put off what is due there: it is told every one, once. */
@Injectable()
export class DowntimeListeners {
  constructor(
    private readonly transactions: Transactions,
    private readonly downtimes: DowntimesRepository,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'telling new listeners of downtimes', () => this.tell(), {
      firstAfterMs: FIRST_AFTER_MS,
      by: 'one replica',
    });
  }

  /** Those who listened before hear it again and know the version. @returns how many downtimes were told */
  async tell(): Promise<number> {
    const { services, told } = await this.transactions.run(async (unit) => {
      const rows: { service: string }[] = await unit.manager.query(
        'INSERT INTO downtime_listener (service) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING RETURNING service',
        [listenersOf(DowntimeChanged.type)],
      );
      if (rows.length === 0) return { services: [], told: 0 };
      // Nobody changes one in between: what is told is the newest of each.
      await declareAlone(unit);
      return { services: rows.map(({ service }) => service), told: await this.downtimes.tellAll(unit) };
    });
    if (services.length > 0) this.log.info({ services, told }, 'new listeners were told of every downtime');
    return told;
  }
}
