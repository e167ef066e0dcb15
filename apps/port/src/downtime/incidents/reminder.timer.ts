import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '#messaging';
import { LOG, type Log, RecurringWork } from '#service';
import { PortConfig } from '../../config/port.config';
import { DowntimeBook } from '../book/downtime-book';
import { IncidentsRepository } from './incidents.repository';
import { overdueSince } from './reminder.rules';

/** Records that an open incident had no news for too long: on the incident, in the log, and to whoever listens to the book. */
@Injectable()
export class ReminderTimer {
  constructor(
    private readonly config: PortConfig,
    private readonly transactions: Transactions,
    private readonly incidents: IncidentsRepository,
    private readonly book: DowntimeBook,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    const everyMs = Math.min(5_000, (config.REMIND_AFTER_SECONDS * 1_000) / 2);
    work.every(everyMs, 'reminding of incidents without news', () => this.look(), { until: 'the last request' });
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
