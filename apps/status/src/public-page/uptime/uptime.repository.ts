import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AnswerOf, OutagesRequest } from '#contracts';
import { insertRows } from '#persistence';
import type { Observation, Tally } from './uptime.rules';

export interface HourTally extends Tally {
  readonly component: string;
  /** Beginning of the hour, or of the day where hours were added up; epoch milliseconds. */
  readonly from: number;
}

export interface SeenOfComponent extends Observation {
  readonly component: string;
}

const PARTS = ['operational', 'slow', 'down', 'unknown', 'maintenance'] as const;
const SUMS = PARTS.map((part) => `sum(${part})::float8 AS ${part}`).join(', ');
const MS = (expression: string): string => `(extract(epoch FROM ${expression}) * 1000)::float8`;

@Injectable()
export class UptimeRepository {
  constructor(private readonly source: DataSource) {}

  get ready(): boolean {
    return this.source.isInitialized;
  }

  /** What was noted in a period, and in the little while before it whose word may still hold; by component, so that replicas write hours in one order. */
  seen(from: number, to: number, before: number): Promise<SeenOfComponent[]> {
    return this.source.query(
      `SELECT component, observer, state, ${MS('at')} AS at FROM component_sample WHERE at >= to_timestamp($1::float8 / 1000) AND at < to_timestamp($2::float8 / 1000) ORDER BY component, at`,
      [from - before, to],
    );
  }

  async store(tallies: readonly HourTally[]): Promise<void> {
    await insertRows(
      this.source.manager,
      'component_hour',
      {
        component: 'text',
        hour: 'timestamptz',
        operational: 'int',
        slow: 'int',
        down: 'int',
        unknown: 'int',
        maintenance: 'int',
      },
      tallies.map(({ from, ...tally }) => ({ ...tally, hour: new Date(from).toISOString() })),
      `ON CONFLICT (component, hour) DO UPDATE SET operational = excluded.operational, slow = excluded.slow, down = excluded.down,
         unknown = excluded.unknown, maintenance = excluded.maintenance`,
    );
  }

  /** When a component was first seen to be up, epoch milliseconds; null when it never was. */
  async firstUp(component: string): Promise<number | null> {
    const [row]: { at: number | null }[] = await this.source.query(
      `SELECT ${MS('min(at)')} AS at FROM component_sample WHERE component = $1 AND state IN ('operational', 'slow')`,
      [component],
    );
    return row?.at ?? null;
  }

  /** Hours of the period that are not counted yet and in which something was seen, the oldest first. */
  async notCounted(from: number, to: number): Promise<number[]> {
    const rows: { hour: number }[] = await this.source.query(
      `SELECT ${MS('h.hour')} AS hour
         FROM generate_series(to_timestamp($1::float8 / 1000), to_timestamp($2::float8 / 1000) - interval '1 hour', interval '1 hour') h (hour)
        WHERE NOT EXISTS (SELECT 1 FROM component_hour c WHERE c.hour = h.hour)
          AND EXISTS (SELECT 1 FROM component_sample s WHERE s.at >= h.hour AND s.at < h.hour + interval '1 hour')
        ORDER BY 1`,
      [from, to],
    );
    return rows.map(({ hour }) => hour);
  }

  /** Counted hours since an instant, or the days they make in UTC. */
  counted(since: number, by: 'hour' | 'day'): Promise<HourTally[]> {
    return this.source.query(
      `SELECT component, ${MS(`date_trunc('${by}', hour, 'UTC')`)} AS "from", ${SUMS} FROM component_hour
        WHERE hour >= to_timestamp($1::float8 / 1000) GROUP BY 1, 2 ORDER BY 1, 2`,
      [since],
    );
  }

  /** Hours since each of these instants, added up by component. */
  async totals(since: readonly number[]): Promise<Map<string, Tally>[]> {
    const rows: (Tally & { component: string; nth: number })[] = await this.source.query(
      `SELECT w.nth::int AS nth, component, ${SUMS} FROM unnest($1::float8[]) WITH ORDINALITY w (since, nth)
         JOIN component_hour ON hour >= to_timestamp(w.since / 1000) GROUP BY 1, 2`,
      [since],
    );
    const totals = since.map(() => new Map<string, Tally>());
    for (const { component, nth, ...tally } of rows) totals[nth - 1]!.set(component, tally);
    return totals;
  }

  /** Counted hours of a span in seconds by component, what was not counted of those that are over as unknown; and how often each went down. */
  async between(from: Date, to: Date): Promise<AnswerOf<typeof OutagesRequest>> {
    const components: AnswerOf<typeof OutagesRequest>['components'] = await this.source.query(
      `SELECT h.component, ${PARTS.map((part) => `round(sum(h.${part}) / 1000.0)::float8 AS ${part}`).join(', ')},
              coalesce((SELECT max(n) FROM (SELECT count(*)::int AS n FROM component_sample s
                 WHERE s.component = h.component AND s.why = 'change' AND s.state = 'down' AND s.at >= $1 AND s.at < $2 GROUP BY s.observer) o), 0) AS outages
         FROM component_hour h WHERE h.hour >= $1 AND h.hour < $2 GROUP BY h.component ORDER BY h.component`,
      [from, to],
    );
    const [counted]: { until: Date | null }[] = await this.source.query(
      `SELECT max(hour) + interval '1 hour' AS until FROM component_hour WHERE hour >= $1 AND hour < $2`,
      [from, to],
    );
    const until = counted?.until ?? null;
    const seconds = until === null ? 0 : Math.round((until.getTime() - from.getTime()) / 1_000);
    return {
      countedTo: until?.toISOString() ?? null,
      components: components.map((one) => ({
        ...one,
        unknown: one.unknown + Math.max(0, seconds - PARTS.reduce((sum, part) => sum + one[part], 0)),
      })),
    };
  }

  async forget(days: number): Promise<void> {
    await this.source.query('DELETE FROM component_hour WHERE hour < now() - make_interval(days => $1)', [days]);
  }
}
