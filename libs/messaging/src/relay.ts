import { DataSource } from 'typeorm';
import { listeners } from '#contracts';
import { Broker } from './broker';
import { Envelope, pack } from './envelope';
import { MessagingLog } from './log';
import { EXCHANGE, routingKeyOf } from './topology';

/** Messages in one AMQP message at the most. */
const BUNDLE = 50;
/** Outbox rows read at once. */
const FETCH = 500;
/** After work the outbox is looked at soon again, then less and less often. A commit in this process wakes the relay at once. */
const SOON_MS = 25;
const SELDOM_MS = 400;

const DESTINATIONS = Object.keys(listeners);

interface OutboxRow {
  id: string;
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
 * Carries one lane of the outbox to the broker, in order, and deletes a row only when the broker has confirmed it. Each
 * destination has its own road: one that refuses (its queue is full) keeps its rows and nobody else waits.
 */
export class Relay {
  private running: Promise<void> | undefined;
  private stopped = false;
  private wakeUp: (() => void) | undefined;
  private woken = false;
  private readonly restUntil = new Map<string, number>();

  constructor(
    private readonly source: DataSource,
    private readonly broker: Broker,
    private readonly lane: number,
    private readonly log: MessagingLog,
  ) {}

  start(): void {
    this.running = this.loop();
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
      let sent = 0;
      this.woken = false;
      try {
        if (this.broker.connected && this.source.isInitialized) sent = await this.pass();
      } catch (error) {
        this.log.warn({ lane: this.lane, reason: (error as Error).message }, 'outbox not carried on, will be tried again');
        await this.rest(500);
      }
      if (sent > 0 || this.woken) idle = SOON_MS;
      else if (!this.stopped) {
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
    });
  }

  private async pass(): Promise<number> {
    const rows: { destination: string }[] = await this.source.query(
      `SELECT destination FROM unnest($2::text[]) AS destination
        WHERE EXISTS (SELECT 1 FROM outbox o WHERE o.destination = destination.destination AND o.lane = $1)`,
      [this.lane, DESTINATIONS],
    );
    const now = Date.now();
    const open = rows.map((row) => row.destination).filter((d) => (this.restUntil.get(d) ?? 0) <= now);
    const sent = await Promise.all(open.map((destination) => this.carry(destination)));
    return sent.reduce((sum, n) => sum + n, 0);
  }

  private async carry(destination: string): Promise<number> {
    const rows: OutboxRow[] = await this.source.query(
      `SELECT id, message_id, type, version, subject, correlation_id, causation_id, hash, created_at, data
         FROM outbox WHERE destination = $1 AND lane = $2 ORDER BY id LIMIT $3`,
      [destination, this.lane, FETCH],
    );
    if (rows.length === 0) return 0;
    const bundles = bundlesOf(rows);
    const results = await Promise.allSettled(
      bundles.map((bundle) => this.broker.publish(EXCHANGE, routingKeyOf(destination, this.lane), pack(bundle.map(envelopeOf)))),
    );
    const firstRefused = results.findIndex((r) => r.status === 'rejected');
    const confirmed = bundles.filter((_, i) => results[i]!.status === 'fulfilled').flat();
    if (confirmed.length > 0) await this.source.query('DELETE FROM outbox WHERE id = ANY($1)', [confirmed.map((row) => row.id)]);
    if (firstRefused >= 0) {
      this.restUntil.set(destination, Date.now() + 500);
      const reason = (results[firstRefused] as PromiseRejectedResult).reason as Error;
      this.log.warn({ destination, lane: this.lane, reason: reason.message, kept: rows.length - confirmed.length }, 'broker did not take messages, they stay in the outbox');
    }
    return confirmed.length;
  }
}

/**
 * Bundles of one pass are sent at once and the broker may refuse any of them, so all rows of one subject go into the same bundle:
 * then no message can overtake an earlier one of its subject, whatever is refused.
 */
const bundlesOf = (rows: readonly OutboxRow[]): OutboxRow[][] => {
  const bundles: OutboxRow[][] = [];
  const bundleOfSubject = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const home = bundleOfSubject.get(row.subject);
    if (home) {
      home.push(row);
      continue;
    }
    let last = bundles.at(-1);
    if (!last || last.length >= BUNDLE) bundles.push((last = []));
    last.push(row);
    bundleOfSubject.set(row.subject, last);
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

