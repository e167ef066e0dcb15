import { Inject, Injectable, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Transactions } from '#messaging';
import { isDatabaseUnavailable } from '#persistence';
import { LOG, type Log } from '#service';
import { StatusConfig } from '../../status.config';
import { DowntimeBook } from '../book/downtime-book';
import { IncidentsRepository } from './incidents.repository';
import { overdueSince } from './reminder.rules';

/** Records that an open incident had no news for too long: on the incident, in the log, and to whoever listens to the book. */
@Injectable()
export class ReminderTimer implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly config: StatusConfig,
    private readonly transactions: Transactions,
    private readonly incidents: IncidentsRepository,
    private readonly book: DowntimeBook,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const every = Math.min(5_000, (this.config.REMIND_AFTER_SECONDS * 1_000) / 2);
    this.timer = setInterval(() => (this.looking ??= this.look().finally(() => (this.looking = undefined))), every);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    try {
      let recorded = false;
      for (const incident of await this.book.openIncidents()) {
        const due = overdueSince(incident, this.config.REMIND_AFTER_SECONDS, new Date());
        if (!due || !(await this.transactions.run((unit) => this.incidents.remind(unit, incident, due)))) continue;
        this.log.warn({ incident: incident.number, lastUpdateAt: incident.lastUpdateAt }, 'an open incident had no news for too long');
        recorded = true;
      }
      if (recorded) await this.book.refresh();
    } catch (error) {
      if (!isDatabaseUnavailable(error)) this.log.warn({ err: error }, 'reminders could not be recorded');
    }
  }
}
