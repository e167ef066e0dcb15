import type { ToldIncident, ToldNotice } from '#contracts';
import { Inject, Injectable, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Recurring } from '#kernel';
import { LOG, type Log, RecurringWork } from '#service';
import { ToldBook } from '../told/told-book';
import { incidentWords } from '#statement';
import { SummaryBoard } from '../summary/summary.board';
import { type Announcing, maintenanceIn } from '../said/maintenance.rules';
import {
  type Bulletin,
  EMPTY_BULLETIN,
  type PlannedMaintenance,
  publicDowntime,
  publicIncident,
  publicNotice,
} from '../said/public-records';

const LOOK_EVERY_MS = 1_000;
const CLOSED_EVERY_MS = 30_000;
const CLOSED_FOR_MS = 7 * 86_400_000;
const NOTICES_SHOWN = 50;

const ofIncident = ({ number, title, drill, statement, openedAt, changedAt, closedAt }: ToldIncident): Announcing => ({
  reference: number,
  matter: number,
  title,
  drill,
  statement,
  words: incidentWords(statement, openedAt),
  announcedAt: changedAt,
  endedAt: closedAt,
});
const ofNotice = ({ number, title, drill, content, incidentNumber, issuedAt }: ToldNotice): Announcing => ({
  reference: number,
  matter: incidentNumber ?? content.thread.original ?? number,
  title,
  drill,
  statement: content.statement,
  words: null,
  announcedAt: issuedAt,
  endedAt: null,
});

/** What the page, the feed and the data say of incidents, downtimes, notices and maintenance; from memory while the database is away. */
@Injectable()
export class BulletinBoard implements OnApplicationBootstrap, OnApplicationShutdown {
  now: Bulletin = EMPTY_BULLETIN;
  /** Windows of planned work, past ones too. */
  planned: readonly PlannedMaintenance[] = [];
  private closed: readonly ToldIncident[] = [];
  private closedReadAt = -Infinity;
  private readonly recurring: Recurring;
  private stopHearing: () => void = () => undefined;

  constructor(
    private readonly book: ToldBook,
    private readonly summary: SummaryBoard,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    this.recurring = work.every(LOOK_EVERY_MS, 'renewing the bulletin', () => this.look(), {
      firstAfterMs: 0,
      until: 'the last request',
    });
  }

  onApplicationBootstrap(): void {
    this.summary.bulletin = () => this.now;
    this.stopHearing = this.book.onChange(() => {
      this.closedReadAt = -Infinity;
      this.recurring.wake();
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopHearing();
    await this.recurring.stop();
  }

  private async look(): Promise<void> {
    try {
      await this.readClosed();
      const incidents = this.book.openIncidents();
      const downtimes = this.book.downtimesInForce();
      const notices = await this.book.notices({ limit: NOTICES_SHOWN, drills: true });
      const now = new Date().toISOString();
      this.planned = maintenanceIn([...incidents, ...this.closed].map(ofIncident).concat(notices.map(ofNotice)));
      this.now = {
        incidents: incidents.map((incident) => publicIncident(incident, this.summary.standing)),
        closed: this.closed.map((incident) => publicIncident(incident)),
        downtimes: downtimes
          .filter(({ partOf }) => partOf === null)
          .map((downtime) => publicDowntime(downtime, this.summary.standing)),
        notices: notices.map(publicNotice),
        maintenance: this.planned.filter(({ to }) => to > now),
        impacts: this.book.componentImpacts(),
        asOf: this.book.asOf,
      };
    } catch (error) {
      this.log.warn({ reason: (error as Error).message }, 'the bulletin was not renewed');
    }
  }

  /** Closed incidents are in the database only; while it is away those that were read last are kept. */
  private async readClosed(): Promise<void> {
    if (performance.now() - this.closedReadAt < CLOSED_EVERY_MS) return;
    this.closedReadAt = performance.now();
    const now = Date.now();
    try {
      const read = await this.book.incidents({
        from: new Date(now - CLOSED_FOR_MS).toISOString(),
        to: new Date(now).toISOString(),
      });
      this.closed = read.filter(({ closedAt }) => closedAt !== null);
    } catch (error) {
      this.log.debug({ reason: (error as Error).message }, 'closed incidents were not read');
    }
  }
}
