import { randomUUID } from 'node:crypto';
import { Inject, Injectable, OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Recurring } from '#kernel';
import { insertRows } from '#persistence';
import { LOG, type Log, Problem, RecurringWork } from '#service';
import type { ComponentState, Evidence } from '../component-state/component-state.rules';
import { StatusConfig } from '../config/status.config';
import type { ComponentSummary } from '../summary/summary.board';

const WRITE_EVERY_MS = 2_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
/** Hours are counted from the samples of their minutes; once they are, one sample an hour tells enough. */
const MINUTES_KEPT_DAYS = 90;
/** About six hours of samples; after that, while the database is away, only changes are kept. */
const MOST_WAITING = 5_000;

const COLUMNS = {
  id: 'uuid',
  component: 'text',
  state: 'text',
  why: 'text',
  reason: 'text',
  evidence: 'jsonb',
  observer: 'text',
  at: 'timestamptz',
};

export interface ComponentSample {
  readonly at: string;
  readonly state: ComponentState;
  /** A change of state, or the sample of every minute. */
  readonly why: 'change' | 'minute';
  readonly reason: string;
  readonly evidence: Evidence;
  /** The replica of the status service that saw it. */
  readonly observer: string;
}

interface Row extends ComponentSample {
  readonly id: string;
  readonly component: string;
}

/** Writes down what the states were. While its database is away the rows wait in memory; nothing else waits for them. */
@Injectable()
export class ComponentHistory implements OnApplicationShutdown {
  private rows: Row[] = [];
  /** By a clock that nobody sets. */
  private sampledAt = -MINUTE;
  private cleanedAt = -HOUR;
  private readonly recurring: Recurring;

  constructor(
    private readonly source: DataSource,
    private readonly config: StatusConfig,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    this.recurring = work.every(WRITE_EVERY_MS, 'writing down what the states were', () => this.writeRows(), {
      until: 'the last request',
      evenInQuiet: true,
    });
  }

  get waiting(): number {
    return this.rows.length;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.recurring.stop();
    await this.writeRows();
  }

  /** Takes every change, and all components once a minute. */
  note(changed: readonly ComponentSummary[], all: readonly ComponentSummary[], now: number): void {
    const row =
      (why: 'change' | 'minute') =>
      ({ name, state, reason, evidence }: ComponentSummary): Row => ({
        id: randomUUID(),
        component: name,
        state,
        why,
        reason,
        evidence,
        observer: this.config.INSTANCE,
        at: new Date(now).toISOString(),
      });
    this.rows.push(...changed.map(row('change')));
    if (performance.now() - this.sampledAt >= MINUTE) {
      this.rows.push(...all.map(row('minute')));
      this.sampledAt = performance.now();
    }
    if (this.rows.length > MOST_WAITING)
      this.rows = this.rows.filter(({ why }) => why === 'change').slice(-MOST_WAITING);
  }

  /** The newest samples of a component first. */
  async of(component: string, before: string | undefined, limit: number): Promise<ComponentSample[]> {
    if (!this.source.isInitialized)
      throw new Problem('unavailable', 'The history cannot be read now; the summary can.', [], 5);
    return this.source.query(
      `SELECT at, state, why, reason, evidence, observer FROM component_sample
        WHERE component = $1 AND at < coalesce($2::timestamptz, 'infinity') ORDER BY at DESC LIMIT $3`,
      [component, before ?? null, limit],
    );
  }

  private async writeRows(): Promise<void> {
    if (!this.source.isInitialized) return;
    const rows = this.rows.slice(0, 1_000);
    try {
      // A row whose write was not confirmed is written again: its id makes that harmless.
      await insertRows(this.source.manager, 'component_sample', COLUMNS, rows, 'ON CONFLICT (id) DO NOTHING');
      const written = new Set(rows.map(({ id }) => id));
      this.rows = this.rows.filter(({ id }) => !written.has(id));
      await this.countAgain(rows);
      if (performance.now() - this.cleanedAt < HOUR) return;
      this.cleanedAt = performance.now();
      await this.clean();
    } catch (error) {
      this.log.warn({ reason: (error as Error).message, waiting: this.rows.length }, 'history not written');
    }
  }

  /** Rows that waited for the database belong to hours that were counted without them. */
  private async countAgain(rows: readonly Row[]): Promise<void> {
    const [first] = rows.map(({ at }) => at).sort();
    if (first === undefined || Date.now() - Date.parse(first) < HOUR) return;
    await this.source.query(`DELETE FROM component_hour WHERE hour >= date_trunc('hour', $1::timestamptz)`, [first]);
  }

  /** Of what is older than 90 days the changes and the sample of each full hour are kept. */
  private async clean(): Promise<void> {
    await this.source.query('DELETE FROM component_sample WHERE at < now() - make_interval(days => $1)', [
      this.config.KEEP_HISTORY_DAYS,
    ]);
    await this.source.query(
      `DELETE FROM component_sample WHERE why = 'minute' AND at < now() - make_interval(days => $1) AND date_part('minute', at AT TIME ZONE 'UTC') > 0`,
      [MINUTES_KEPT_DAYS],
    );
  }
}
