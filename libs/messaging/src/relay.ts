import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { listeners } from '#contracts';
import { Broker } from './broker';
import { Envelope, pack } from './envelope';
import { MessagingLog } from './log';
import { EXCHANGE, routingKeyOf } from './topology';

/** Messages in one AMQP message at the most, and characters after which nothing more is added: RabbitMQ 4 refuses what is over 16 MiB. */
const BUNDLE = 50;
const BUNDLE_SIZE = 512 * 1024;
/** Outbox rows, and bytes of them, read at once for one destination and lane. */
const FETCH = 300;
const FETCH_BYTES = 4 * 1024 * 1024;
/** Rows that are written within this time travel together: carrying them costs by the pass, not by the row. */
const LINGER_MS = 25;
/** After work the outbox is looked at soon again, then less and less often. A commit in this process wakes the relay at once. */
const SOON_MS = 25;
const SELDOM_MS = 400;
/** How long a destination whose queue refused is left alone. */
const REST_MS = 500;

const DESTINATIONS = Object.keys(listeners);

export interface OutboxRow {
  id: string;
  destination: string;
  lane: number;
  message_id: string;
  type: string;
  version: number;
  subject: string;
  correlation_id: string;
  causation_id: string | null;
  hash: string;
  created_at: Date;
  data: string;
}

/**
 * Carries the lanes of the outbox that this replica owns to the broker, in order, and deletes a row only when the broker has
 * confirmed it. Each destination and lane is a road of its own: one that refuses (its queue is full) keeps its rows and nobody
 * else waits.
 */
export class Relay {
  private readonly lanes = new Set<number>();
  private running: Promise<void> | undefined;
  private passing: Promise<unknown> = Promise.resolve();
  private stopped = false;
  private wakeUp: (() => void) | undefined;
  private woken = false;
  private readonly restUntil = new Map<string, number>();

  constructor(
    private readonly source: DataSource,
    private readonly broker: Broker,
    private readonly log: MessagingLog,
  ) {}

  start(): void {
    this.running = this.loop();
  }

  take(lane: number): void {
    this.lanes.add(lane);
    this.wake();
  }

  /** Resolves when nothing of the lane is on its way any more. */
  async letGo(lane: number): Promise<void> {
    this.lanes.delete(lane);
    await this.passing;
  }

  /** Something was committed in this process: do not wait for the next look. */
  wake(): void {
    this.woken = true;
    this.wakeUp?.();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
  }

  private async loop(): Promise<void> {
    let idle = SOON_MS;
    while (!this.stopped) {
      const began = Date.now();
      this.woken = false;
      const pass = this.pass().catch(async (error: Error) => {
        this.log.warn({ reason: error.message }, 'outbox not carried on, will be tried again');
        await pause(REST_MS);
        return 0;
      });
      this.passing = pass;
      if ((await pass) > 0 || this.woken) {
        idle = SOON_MS;
        const rest = began + LINGER_MS - Date.now();
        if (rest > 0) await pause(rest);
      } else if (!this.stopped) {
        await this.rest(idle);
        idle = Math.min(idle * 2, SELDOM_MS);
      }
    }
  }

  private rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.woken) this.wakeUp();
    });
  }

  /** One look at all roads; returns how many messages the broker took. */
  private async pass(): Promise<number> {
    if (!this.broker.connected || !this.source.isInitialized || this.lanes.size === 0) return 0;
    const now = Date.now();
    const roads = DESTINATIONS.flatMap((destination) => [...this.lanes].map((lane) => [destination, lane] as const)).filter(
      ([destination, lane]) => (this.restUntil.get(routingKeyOf(destination, lane)) ?? 0) <= now,
    );
    const rows: OutboxRow[] = await this.source.query(
      `SELECT o.* FROM unnest($1::text[], $2::smallint[]) AS road(destination, lane)
        CROSS JOIN LATERAL (
          SELECT head.*, sum(octet_length(data)) OVER (ORDER BY id) - octet_length(data) AS before
            FROM (SELECT * FROM outbox WHERE destination = road.destination AND lane = road.lane ORDER BY id LIMIT $3) AS head) AS o
       WHERE o.before < $4`,
      [roads.map(([destination]) => destination), roads.map(([, lane]) => lane), FETCH, FETCH_BYTES],
    );
    if (rows.length === 0) return 0;
    const bundles = bundlesOf(rows);
    const results = await Promise.allSettled(
      bundles.map(([first, ...others]) => this.broker.publish(EXCHANGE, routingKeyOf(first.destination, first.lane), pack([first, ...others].map(envelopeOf)))),
    );
    const confirmed = bundles.filter((_, i) => results[i]!.status === 'fulfilled').flat();
    results.forEach((result, i) => {
      if (result.status === 'rejected') this.leaveAlone(bundles[i]![0], result.reason as Error);
    });
    await this.forget(confirmed);
    return confirmed.length;
  }

  private leaveAlone({ destination, lane }: OutboxRow, reason: Error): void {
    const road = routingKeyOf(destination, lane);
    const known = (this.restUntil.get(road) ?? 0) > Date.now();
    this.restUntil.set(road, Date.now() + REST_MS);
    if (!known) this.log.warn({ destination, lane, reason: reason.message }, 'broker did not take messages, they stay in the outbox');
  }

  /**
   * Without waiting for the disk: should the server die before the deletion is on it, the messages are sent again and recognised.
   */
  private async forget(rows: readonly OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.source.query(
      `WITH no_wait AS (SELECT set_config('synchronous_commit', 'off', true)) DELETE FROM outbox USING no_wait WHERE id = ANY($1)`,
      [rows.map((row) => row.id)],
    );
  }
}

type Bundle = [OutboxRow, ...OutboxRow[]];

/**
 * Bundles of one pass are sent at once and the broker may refuse any of them, so all rows of one subject go into the same bundle:
 * then no message can overtake an earlier one of its subject, whatever is refused. Rows of a subject whose bundle is full wait for
 * a later pass.
 */
export const bundlesOf = (rows: readonly OutboxRow[]): Bundle[] => {
  const bundles: Bundle[] = [];
  const open = new Map<string, Bundle>();
  const ofSubject = new Map<string, Bundle>();
  const sizes = new Map<Bundle, number>();
  const waiting = new Set<string>();
  const fits = (bundle: Bundle, row: OutboxRow): boolean => sizes.get(bundle)! + row.data.length <= BUNDLE_SIZE;
  for (const row of rows) {
    const road = routingKeyOf(row.destination, row.lane);
    const subject = `${road} ${row.subject}`;
    if (waiting.has(subject)) continue;
    let bundle = ofSubject.get(subject);
    if (bundle && !fits(bundle, row)) {
      waiting.add(subject);
      continue;
    }
    bundle ??= open.get(road);
    if (bundle && (ofSubject.has(subject) || (bundle.length < BUNDLE && fits(bundle, row)))) bundle.push(row);
    else {
      bundle = [row];
      bundles.push(bundle);
      open.set(road, bundle);
    }
    sizes.set(bundle, (sizes.get(bundle) ?? 0) + row.data.length);
    ofSubject.set(subject, bundle);
  }
  return bundles;
};

const envelopeOf = (row: OutboxRow): Envelope => ({
  id: row.message_id,
  type: row.type,
  version: row.version,
  subject: row.subject,
  correlationId: row.correlation_id,
  causationId: row.causation_id,
  hash: row.hash,
  at: row.created_at.toISOString(),
  data: row.data,
});
