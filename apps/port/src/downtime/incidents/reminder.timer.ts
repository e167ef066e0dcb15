import { Inject, Injectable, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Recurring } from '#kernel';
import { Transactions } from '#messaging';
import { isDatabaseUnavailable } from '#persistence';
import { LOG, type Log } from '#service';
import { PortConfig } from '../../config/port.config';
import { DowntimeBook } from '../book/downtime-book';
import { IncidentsRepository } from './incidents.repository';
import { overdueSince } from './reminder.rules';

/** Records that an open incident had no news for too long: on the incident, in the log, and to whoever listens to the book. */
@Injectable()
export class ReminderTimer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly recurring: Recurring;

  constructor(
    private readonly config: PortConfig,
    private readonly transactions: Transactions,
    private readonly incidents: IncidentsRepository,
    private readonly book: DowntimeBook,
    @Inject(LOG) private readonly log: Log,
  ) {
    const everyMs = Math.min(5_000, (config.REMIND_AFTER_SECONDS * 1_000) / 2);
    this.recurring = new Recurring(
      { work: 'reminding of incidents without news', everyMs, log, isExpected: isDatabaseUnavailable },
      () => this.look(),
    );
  }

  onApplicationBootstrap(): void {
    this.recurring.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.recurring.stop();
  }

  private async look(): Promise<void> {
    let recorded = false;
    for (const incident of await this.book.openIncidents()) {
      const due = overdueSince(incident, this.config.REMIND_AFTER_SECONDS, new Date());
      if (!due || !(await this.transactions.run((unit) => this.incidents.remind(unit, incident, due)))) continue;
      this.log.warn(
        { incident: incident.number, lastUpdateAt: incident.lastUpdateAt },
        'an open incident had no news for too long',
      );
      recorded = true;
    }
    if (recorded) await this.book.refresh();
  }
}
