import { setTimeout as pause } from 'node:timers/promises';
import { DataSource, EntityManager } from 'typeorm';
import { listeners } from '#contracts';
import { Broker } from './broker';
import { Detour, isSamePassage } from './detour';
import { pack } from './envelope';
import { MessagingLog } from './log';
import { envelopeOf, FETCH, FIRST_ID, forget, holdLeaving, LAST_ID, type OutboxRow, readRoads, readRows, type Road } from './outbox';
import { EXCHANGE, routingKeyOf } from './topology';
import type { Passages, Valve } from './valve';

/** Messages in one AMQP message at the most, and characters after which nothing more is added: RabbitMQ 4 refuses what is over 16 MiB. */
const BUNDLE = 50;
const BUNDLE_SIZE = 512 * 1024;
/** Rows that are written within this time travel together: carrying them costs by the pass, not by the row. */
const LINGER_MS = 25;
/** After work the outbox is looked at soon again, then less and less often. A commit in this process wakes the relay at once. */
const SOON_MS = 25;
const SELDOM_MS = 400;
/** How long a destination whose queue refused is left alone. */
const REST_MS = 500;

const DESTINATIONS = Object.keys(listeners);
const ALL_OPEN: Passages = new Map();

/** A road, and what is stepped over on it where only some rows may leave. */
interface Look extends Road {
  readonly detour?: Detour;
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
  private readonly detours = new Map<string, Detour>();

  constructor(
    private readonly source: DataSource,
    private readonly broker: Broker,
    private readonly log: MessagingLog,
    /** Given by a service that holds messages back; without one every road is open. */
    private readonly valve: () => Valve | undefined = () => undefined,
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
    this.detours.clear();
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

  /** One look at all roads; returns how many messages the broker took, or were stepped over. */
  private async pass(): Promise<number> {
    if (!this.broker.connected || !this.source.isInitialized || this.lanes.size === 0) return 0;
    const valve = this.valve();
    if (!valve) return this.carry(ALL_OPEN, this.source.manager);
    return this.source.transaction(async (manager) => {
      await holdLeaving(manager);
      return this.carry(await valve(manager), manager);
    });
  }

  private async carry(passages: Passages, manager: EntityManager): Promise<number> {
    const roads = this.roads(passages);
    const { rows, steppedOver } = this.leaving(await readRoads(roads, manager), roads);
    for (const [destination, passage] of passages) {
      if (typeof passage === 'object' && 'rows' in passage) rows.push(...(await readRows(passage.rows, destination, [...this.lanes], manager)));
    }
    if (rows.length === 0) return steppedOver;
    const bundles = bundlesOf(rows);
    const results = await Promise.allSettled(
      bundles.map(([first, ...others]) => this.broker.publish(EXCHANGE, routingKeyOf(first.destination, first.lane), pack([first, ...others].map(envelopeOf)))),
    );
    const confirmed = bundles.filter((_, i) => results[i]!.status === 'fulfilled').flat();
    results.forEach((result, i) => {
      if (result.status === 'rejected') this.leaveAlone(bundles[i]![0], result.reason as Error);
    });
    // What should have left and did not must be found again: such a road is looked at from its beginning.
    if (confirmed.length < rows.length) this.detours.clear();
    await forget(confirmed, manager);
    return confirmed.length + steppedOver;
  }

  private roads(passages: Passages): Look[] {
    const now = Date.now();
    return DESTINATIONS.flatMap((destination) => {
      const passage = passages.get(destination) ?? 'open';
      return [...this.lanes].flatMap((lane): Look[] => {
        const name = routingKeyOf(destination, lane);
        if (passage === 'shut' || (passage !== 'open' && 'rows' in passage)) this.detours.delete(name);
        if ((this.restUntil.get(name) ?? 0) > now) return [];
        if (passage === 'open') {
          this.detours.delete(name);
          return [{ destination, lane, after: FIRST_ID, upTo: LAST_ID, atMost: FETCH }];
        }
        if (passage === 'shut' || 'rows' in passage) return [];
        let detour = this.detours.get(name);
        if (!detour || !isSamePassage(detour.passage, passage)) this.detours.set(name, (detour = new Detour(passage)));
        return [{ destination, lane, after: detour.after, upTo: passage.upTo, atMost: detour.atMost(now), detour }];
      });
    });
  }

  /** By the detours that the roads were looked at with: they may have been given up meanwhile with their lane. */
  private leaving(read: OutboxRow[], roads: readonly Look[]): { rows: OutboxRow[]; steppedOver: number } {
    const detours = new Map(roads.flatMap(({ destination, lane, detour }) => (detour ? [[routingKeyOf(destination, lane), detour] as const] : [])));
    if (detours.size === 0) return { rows: read, steppedOver: 0 };
    const byRoad = new Map<string, OutboxRow[]>();
    for (const row of read) {
      const name = routingKeyOf(row.destination, row.lane);
      const ofRoad = byRoad.get(name);
      if (ofRoad) ofRoad.push(row);
      else byRoad.set(name, [row]);
    }
    const rows: OutboxRow[] = [];
    let steppedOver = 0;
    for (const [name, ofRoad] of byRoad) {
      const detour = detours.get(name);
      const leaving = detour?.leaving(ofRoad) ?? ofRoad;
      rows.push(...leaving);
      steppedOver += ofRoad.length - leaving.length;
      if (detour) detour.after = ofRoad.at(-1)!.id;
    }
    // At the end of a road it is looked at from the beginning: rows that were under way to the outbox may have come in behind.
    for (const [name, { after }] of detours) if (after !== FIRST_ID && !byRoad.has(name)) this.detours.delete(name);
    return { rows, steppedOver };
  }

  private leaveAlone({ destination, lane }: OutboxRow, reason: Error): void {
    const road = routingKeyOf(destination, lane);
    const known = (this.restUntil.get(road) ?? 0) > Date.now();
    this.restUntil.set(road, Date.now() + REST_MS);
    if (!known) this.log.warn({ destination, lane, reason: reason.message }, 'broker did not take messages, they stay in the outbox');
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
