import { setTimeout as pause } from 'node:timers/promises';
import { DataSource, EntityManager } from 'typeorm';
import { listeners } from '#contracts';
import { NO_TRACES, type Quiet } from '#kernel';
import { Broker } from './broker';
import { isSameOpening, PartlyOpenRoad } from './partly-open-road';
import { pack } from './envelope';
import type { History } from './history';
import { MessagingLog } from './log';
import {
  envelopeOf,
  FETCH,
  FIRST_ID,
  holdLeaving,
  LAST_ID,
  type OutboxRow,
  readFirst,
  readRoads,
  readRows,
  type Road,
} from './outbox';
import { Pace } from './pace';
import { headersOf, markedPlace, type Positions, roadName } from './road';
import type { Seal } from './seal';
import { readSent, reserve, type SentBundle, settle } from './sent';
import { Steps } from './steps';
import { type Names, routingKeyOf } from './topology';
import type { Openings, ReadGates } from './openings';

/** Messages in one AMQP message at the most, and characters after which nothing more is added: RabbitMQ 4 refuses what is over 16 MiB. */
const BUNDLE = 100;
const BUNDLE_SIZE = 512 * 1024;
/** Rows that are written within this time travel together: carrying them costs by the pass, not by the row. */
const LINGER_MS = 25;
/** After work the outbox is looked at soon again, then less and less often. A commit in this process wakes the relay at once. */
const SOON_MS = 25;
const SELDOM_MS = 400;
/** While it is quiet: who looks after the lanes tells when something waits. */
const QUIET_MS = 2_000;
/** How long a destination whose queue refused is left alone. */
const REST_MS = 500;
/** What stays unheard for so long, while the listener is idle and its queue empty, is lost. */
const LOST_AFTER_MS = 3_000;
/** What was sent again is given so long to be heard before it is sent once more. */
const HEARD_WITHIN_MS = 8_000;
/** A listener tells where it is every two seconds. */
const OLD_WORD_MS = 8_000;
/** Messages sent again in one pass on one road. */
const AGAIN_AT_ONCE = 500;
/** Bulk is looked for so seldom while there is none. */
const BULK_LOOK_MS = 100;

const DESTINATIONS = Object.keys(listeners);
const ALL_OPEN: Openings = new Map();

/** A road, and what is stepped over on it where only some rows may leave. */
interface Look extends Road {
  readonly partly?: PartlyOpenRoad;
}

/** What the owner of a lane knows of one of its roads. */
interface Numbering {
  /** The next message leaves with it. */
  next: number;
  reserved: number;
  /** The last position that the broker took. */
  confirmed: number;
  /** What is behind this position leaves again before anything new does. */
  again: number | null;
  /** How far the listener must be, and by when, before it is believed that something sent again is missing once more. */
  mended: { upTo: number; until: number } | null;
  suspect: { position: number; confirmed: number; since: number } | null;
  believedHeard?: number;
}

interface Announced {
  /** When it was said, on the process' own steady clock. */
  readonly at: number;
  readonly position: number;
  readonly gap: boolean;
  readonly idle: boolean;
}

/**
 * Carries the lanes of the outbox that this replica owns to the broker, in order, and lets a row go only when the broker has
 * confirmed it; what left is kept, and leaves again when the listener says that it has not heard it. Each destination and lane is a
 * road of its own: one that refuses (its queue is full) keeps its rows and nobody else waits.
 */
export class Relay {
  private readonly lanes = new Set<number>();
  private running: Promise<void> | undefined;
  private passing: Promise<unknown> = Promise.resolve();
  private stopped = false;
  private wakeUp: (() => void) | undefined;
  private woken = false;
  /** Until the next look (milliseconds). */
  private idle = SOON_MS;
  private hearNoMore: (() => void) | undefined;
  private readonly restUntil = new Map<string, number>();
  private readonly partlyOpen = new Map<string, PartlyOpenRoad>();
  private readonly numberings = new Map<string, Numbering>();
  private readonly announced = new Map<string, Announced>();
  private passedAt = performance.now();
  private readonly pace = new Pace();
  /** Roads on which bulk was seen when it was looked for last. */
  private readonly bulkRoads = new Set<string>();
  private bulkLookedAt = -Infinity;
  /** Messages that left again because a listener missed them. */
  sentAgain = 0;

  constructor(
    private readonly source: DataSource,
    private readonly broker: Broker,
    private readonly service: string,
    private readonly log: MessagingLog,
    /** Whether the lane's lease is still this replica's at this moment. */
    private readonly owns: (lane: number) => boolean,
    private readonly history: History,
    private readonly names: Names,
    private readonly seal: Seal,
    /** Given by a service that holds messages back; without one every road is open. */
    private readonly readGates: () => ReadGates | undefined = () => undefined,
    private readonly steps = new Steps(service, NO_TRACES),
    private readonly quiet?: Quiet,
  ) {}

  start(): void {
    this.hearNoMore = this.quiet?.onEnd(() => {
      this.idle = SOON_MS;
      this.wakeUp?.();
    });
    this.running = this.loop();
  }

  take(lane: number): void {
    this.forgetLane(lane);
    this.lanes.add(lane);
    this.wake();
  }

  /** Resolves when nothing of the lane is on its way any more. */
  async letGo(lane: number): Promise<void> {
    this.lanes.delete(lane);
    this.partlyOpen.clear();
    await this.passing;
    this.forgetLane(lane);
  }

  private forgetLane(lane: number): void {
    for (const destination of DESTINATIONS) {
      this.pace.forget(roadName(destination, lane));
      this.numberings.delete(roadName(destination, lane));
      this.announced.delete(roadName(destination, lane));
    }
  }

  /** A listener says how far it has heard this service. */
  hear({ from, lanes, replay }: Positions): void {
    for (const { lane, ...announced } of lanes) {
      if (!replay) this.history.heard(announced.beat);
      if (!this.lanes.has(lane)) continue;
      if (replay && this.numberings.has(roadName(from, lane))) {
        this.rewind(from, lane, announced.position);
        continue;
      }
      const name = roadName(from, lane);
      const at = performance.now();
      this.pace.note(
        name,
        Math.max(0, announced.position - (this.announced.get(name)?.position ?? announced.position)),
        at,
      );
      this.announced.set(name, { ...announced, at });
      if (announced.gap || this.bulkRoads.has(name)) this.wake();
    }
  }

  /** How far each listener has heard the lanes of this replica, as far as it is known. */
  get heard(): { destination: string; lane: number; position: number; confirmed: number }[] {
    return [...this.numberings].flatMap(([name, { confirmed }]) => {
      const [destination = '', lane] = name.split('.');
      const position = this.announced.get(name)?.position;
      return position === undefined ? [] : [{ destination, lane: Number(lane), position, confirmed }];
    });
  }

  /** What left behind a position leaves again, in order, before anything new. */
  rewind(destination: string, lane: number, after: number): void {
    const numbering = this.numberings.get(roadName(destination, lane));
    if (!numbering) return;
    numbering.again = Math.min(numbering.again ?? after, after);
    this.wake();
  }

  /** Seconds since the last pass ended: a relay that stands still is late. */
  get idleSeconds(): number {
    return (performance.now() - this.passedAt) / 1_000;
  }

  /** Something was committed in this process: do not wait for the next look. */
  wake(): void {
    this.woken = true;
    this.wakeUp?.();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.hearNoMore?.();
    this.wakeUp?.();
    await this.running;
  }

  private async loop(): Promise<void> {
    while (!this.stopped) {
      const began = performance.now();
      const { woken } = this;
      this.woken = false;
      const pass = this.pass(woken).catch(async (error: unknown) => {
        this.log.warn(
          { reason: (error as Error)?.message ?? String(error) },
          'outbox not carried on, will be tried again',
        );
        await pause(REST_MS);
        return 0;
      });
      this.passing = pass;
      const carried = await pass;
      this.passedAt = performance.now();
      // What was committed while an idle look found nothing leaves at once.
      if (carried > 0) this.quiet?.end();
      if (carried === 0 && this.woken && !woken) this.idle = SOON_MS;
      else if (carried > 0 || this.woken) {
        this.idle = SOON_MS;
        const rest = began + LINGER_MS - performance.now();
        if (rest > 0) await pause(Math.min(rest, LINGER_MS));
      } else if (!this.stopped) {
        const { idle } = this;
        this.idle = Math.min(idle * 2, this.quiet?.isNow ? QUIET_MS : SELDOM_MS);
        await this.rest(idle);
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
  private async pass(woken: boolean): Promise<number> {
    if (!this.broker.connected || !this.source.isInitialized || this.lanes.size === 0) return 0;
    await this.number([...this.announced.keys()]);
    await this.findLost();
    if (!woken && !(await this.mayLeave())) return 0;
    const readGates = this.readGates();
    if (!readGates) return this.carry(ALL_OPEN, this.source.manager);
    return this.source.transaction(async (manager) => {
      await holdLeaving(manager);
      return this.carry(await readGates(manager), manager);
    });
  }

  /** Whether anything waits, or must be sent again: one small statement, where a pass asks for each road by itself and, if it obeys gates, in a transaction. */
  private async mayLeave(): Promise<boolean> {
    if ([...this.numberings.values()].some(({ again }) => again !== null)) return true;
    if (this.quiet?.isNow) return false;
    const [row]: [{ waits: boolean }] = await this.source.query(
      `SELECT EXISTS (SELECT 1 FROM unnest($1::text[]) AS d(destination) CROSS JOIN unnest($2::smallint[]) AS l(lane)
         CROSS JOIN LATERAL (SELECT 1 FROM outbox o WHERE o.destination = d.destination AND o.lane = l.lane LIMIT 1) AS head) AS waits`,
      [DESTINATIONS, [...this.lanes]],
    );
    return row.waits;
  }

  private async carry(openings: Openings, manager: EntityManager): Promise<number> {
    if (this.steps.on)
      this.steps.held([...openings].flatMap(([destination, opening]) => (opening === 'open' ? [] : [destination])));
    const again = await this.carryAgain(openings, manager);
    const roads = this.roads(openings);
    const first = roads.filter(({ partly }) => partly?.opening.first);
    const read = await readRoads(first.length > 0 ? roads.filter((road) => !first.includes(road)) : roads, manager);
    if (first.length > 0) read.push(...(await readFirst(first, manager)));
    this.noteBulk(read, roads);
    const { rows, steppedOver } = this.leaving(read, roads);
    for (const [destination, opening] of openings) {
      if (typeof opening === 'object' && 'rows' in opening)
        rows.push(...(await readRows(opening.rows, destination, [...this.lanes], manager)));
    }
    if (rows.length === 0) return steppedOver + again;
    const byRoad = new Map<string, OutboxRow[]>();
    for (const row of rows) {
      const name = roadName(row.destination, row.lane);
      const known = byRoad.get(name);
      if (known) known.push(row);
      else byRoad.set(name, [row]);
    }
    await this.number([...byRoad.keys()], byRoad);
    const bundles = (await Promise.all([...byRoad].map(([name, ofRoad]) => this.carryRoad(name, ofRoad)))).flat();
    const carried = bundles.reduce((sum, bundle) => sum + bundle.rows.length, 0);
    // What should have left and did not must be found again: such a road is looked at from its beginning.
    if (carried < rows.length) this.partlyOpen.clear();
    await settle(bundles, manager);
    return carried + steppedOver + again;
  }

  /**
   * One bundle after the other: each says behind which position it comes, so the broker must have taken that first. What is not
   * confirmed may have arrived all the same; its positions are not used again.
   */
  private async carryRoad(name: string, rows: readonly OutboxRow[]): Promise<SentBundle[]> {
    const numbering = this.numberings.get(name);
    const carried: SentBundle[] = [];
    if (!numbering || numbering.again !== null) return carried;
    const { destination, lane } = rows[0]!;
    for (const bundle of bundlesOf(rows)) {
      if (numbering.next + bundle.length > numbering.reserved || !this.owns(lane)) return carried;
      const first = numbering.next;
      const last = first + bundle.length - 1;
      numbering.next = last + 1;
      const content = pack(bundle.map(envelopeOf));
      try {
        await this.publish(destination, lane, content, numbering.confirmed, last);
      } catch (error) {
        this.leaveAlone(destination, lane, error as Error);
        return carried;
      }
      numbering.confirmed = last;
      carried.push({ rows: bundle, first, content });
      if (this.steps.on) this.steps.sent(bundle);
    }
    return carried;
  }

  private publish(destination: string, lane: number, content: Buffer, after: number, last: number): Promise<void> {
    const place = { sender: this.service, after, last, beat: this.history.beat };
    const key = routingKeyOf(destination, lane);
    return this.broker.publish(this.names.exchange, key, content, {
      ...headersOf(place),
      ...this.seal.headers(markedPlace(key, place), content, [destination]),
    });
  }

  /** Numbers for the roads that have none, or not enough for what is to leave. Apart from the pass: what was given out stays so. */
  private async number(names: readonly string[], rows?: ReadonlyMap<string, readonly OutboxRow[]>): Promise<void> {
    const wanted = names.filter((name) => {
      const known = this.numberings.get(name);
      return !known || known.next + (rows?.get(name)?.length ?? 0) > known.reserved;
    });
    if (wanted.length === 0) return;
    const asked = wanted.map((name) => {
      const [destination = '', lane] = name.split('.');
      return { destination, lane: Number(lane), known: this.numberings.get(name)?.reserved ?? 0 };
    });
    for (const { destination, lane, reserved, confirmed, from } of await reserve(asked, this.source.manager)) {
      const known = this.numberings.get(roadName(destination, lane));
      if (known) Object.assign(known, { next: Math.max(known.next, from + 1), reserved });
      else
        this.numberings.set(roadName(destination, lane), {
          next: from + 1,
          reserved,
          confirmed,
          again: null,
          mended: null,
          suspect: null,
        });
    }
  }

  /** Compares what listeners have heard with what left. */
  private async findLost(): Promise<void> {
    const now = performance.now();
    for (const [name, announced] of this.announced) {
      const { position, gap, idle, at } = announced;
      const numbering = this.numberings.get(name);
      // Who has fallen silent may have heard everything since, or be dead: nothing is sent again on an old word.
      if (!numbering || now - at > OLD_WORD_MS) continue;
      const [destination = '', lane] = name.split('.');
      if (position >= numbering.next) {
        // Heard, and not remembered here. What comes now must be numbered above it, or a loss would not be seen.
        this.log.warn(
          { destination, lane: Number(lane), heard: position, remembered: numbering.next - 1 },
          'a listener has heard more than is remembered here, numbers go on behind it',
        );
        Object.assign(numbering, {
          reserved: Math.max(position, numbering.reserved),
          next: position + 1,
          confirmed: position,
        });
      }
      if (numbering.again !== null) continue;
      if (position >= numbering.confirmed || (numbering.mended && position >= numbering.mended.upTo))
        numbering.mended = null;
      if (position >= numbering.confirmed) {
        numbering.suspect = null;
        continue;
      }
      if (numbering.mended && now < numbering.mended.until) continue;
      if (!gap && !(await this.isLost(numbering, destination, Number(lane), position, idle, now))) continue;
      this.log.warn(
        { destination, lane: Number(lane), heard: position, sent: numbering.confirmed },
        'a listener misses messages, they are sent again',
      );
      numbering.again = position;
      numbering.suspect = null;
      this.announced.set(name, { ...announced, gap: false });
    }
  }

  /** Nothing in hand, nothing in the queue, and for a while no step further, though more had left by then. */
  private async isLost(
    numbering: Numbering,
    destination: string,
    lane: number,
    position: number,
    idle: boolean,
    now: number,
  ): Promise<boolean> {
    const { suspect } = numbering;
    if (!idle || suspect?.position !== position) {
      numbering.suspect = idle ? { position, confirmed: numbering.confirmed, since: now } : null;
      return false;
    }
    if (now - suspect.since < LOST_AFTER_MS || position >= suspect.confirmed) return false;
    return (await this.broker.depthOf(this.names.queueOf(destination, lane))) === 0;
  }

  /** Sends again what listeners miss, while the gate lets anything pass to them at all. */
  private async carryAgain(openings: Openings, manager: EntityManager): Promise<number> {
    let carried = 0;
    for (const [name, numbering] of this.numberings) {
      const [destination = '', laneText] = name.split('.');
      const lane = Number(laneText);
      if (numbering.again === null || !this.lanes.has(lane) || (openings.get(destination) ?? 'open') === 'shut')
        continue;
      if ((this.restUntil.get(name) ?? 0) > performance.now()) continue;
      carried += await this.carryRoadAgain(numbering, destination, lane, manager);
    }
    return carried;
  }

  private async carryRoadAgain(
    numbering: Numbering,
    destination: string,
    lane: number,
    manager: EntityManager,
  ): Promise<number> {
    const rows = await readSent(destination, lane, numbering.again!, AGAIN_AT_ONCE, manager);
    let carried = 0;
    const send = async (bundle: readonly OutboxRow[], last: number): Promise<void> => {
      await this.publish(destination, lane, pack(bundle.map(envelopeOf)), numbering.again!, last);
      numbering.again = last;
      carried += bundle.length;
      if (this.steps.on) this.steps.sent(bundle, true);
    };
    try {
      for (const bundle of bundlesOf(rows)) {
        if (!this.owns(lane)) return carried;
        await send(bundle, bundle.at(-1)!.position);
      }
      if (rows.length === 0) {
        // All that is kept has left. Positions of which nothing is kept need not be waited for.
        if (numbering.again! < numbering.confirmed) await send([], numbering.confirmed);
        numbering.again = null;
        numbering.mended = { upTo: numbering.confirmed, until: performance.now() + HEARD_WITHIN_MS };
      }
    } catch (error) {
      this.leaveAlone(destination, lane, error as Error);
    }
    this.sentAgain += carried;
    return carried;
  }

  private roads(openings: Openings): Look[] {
    const now = performance.now();
    const looksForBulk = now - this.bulkLookedAt >= BULK_LOOK_MS;
    if (looksForBulk) this.bulkLookedAt = now;
    return DESTINATIONS.flatMap((destination) => {
      const opening = openings.get(destination) ?? 'open';
      return [...this.lanes].flatMap((lane): Look[] => {
        const name = roadName(destination, lane);
        if (opening === 'shut' || (opening !== 'open' && 'rows' in opening)) this.partlyOpen.delete(name);
        if ((this.restUntil.get(name) ?? 0) > now || (this.numberings.get(name)?.again ?? null) !== null) return [];
        if (opening === 'open') {
          this.partlyOpen.delete(name);
          return [
            {
              destination,
              lane,
              after: FIRST_ID,
              upTo: LAST_ID,
              atMost: FETCH,
              bulk: looksForBulk || this.bulkRoads.has(name) ? this.bulkAllowed(name) : 0,
            },
          ];
        }
        if (opening === 'shut' || 'rows' in opening) return [];
        let partly = this.partlyOpen.get(name);
        if (!partly || !isSameOpening(partly.opening, opening))
          this.partlyOpen.set(name, (partly = new PartlyOpenRoad(opening)));
        return [
          {
            destination,
            lane,
            after: partly.after,
            upTo: opening.upTo,
            atMost: partly.atMost(now),
            bulk: 'alike',
            partly,
          },
        ];
      });
    });
  }

  private noteBulk(read: readonly OutboxRow[], roads: readonly Look[]): void {
    const seen = new Set(read.flatMap(({ bulk, destination, lane }) => (bulk ? [roadName(destination, lane)] : [])));
    for (const { destination, lane, bulk } of roads) {
      const name = roadName(destination, lane);
      if (seen.has(name)) this.bulkRoads.add(name);
      else if (bulk !== 0) this.bulkRoads.delete(name);
    }
  }

  /** What left and was not heard is under way; where the listener has said nothing yet, all that left before is believed to be heard. */
  private bulkAllowed(name: string): number {
    const numbering = this.numberings.get(name);
    if (!numbering) return Math.min(this.pace.allows(name, 0), FETCH);
    numbering.believedHeard ??= numbering.confirmed;
    const heard = this.announced.get(name)?.position ?? numbering.believedHeard;
    return Math.min(this.pace.allows(name, Math.max(0, numbering.confirmed - heard)), FETCH);
  }

  /** By the partlyOpen that the roads were looked at with: they may have been given up meanwhile with their lane. */
  private leaving(read: OutboxRow[], roads: readonly Look[]): { rows: OutboxRow[]; steppedOver: number } {
    const partlyOpen = new Map(
      roads.flatMap(({ destination, lane, partly }) =>
        partly ? [[roadName(destination, lane), partly] as const] : [],
      ),
    );
    if (partlyOpen.size === 0) return { rows: read, steppedOver: 0 };
    const byRoad = new Map<string, OutboxRow[]>();
    for (const row of read) {
      const name = roadName(row.destination, row.lane);
      const ofRoad = byRoad.get(name);
      if (ofRoad) ofRoad.push(row);
      else byRoad.set(name, [row]);
    }
    const rows: OutboxRow[] = [];
    let steppedOver = 0;
    for (const [name, ofRoad] of byRoad) {
      const partly = partlyOpen.get(name);
      const leaving = partly?.leaving(ofRoad) ?? ofRoad;
      rows.push(...leaving);
      steppedOver += ofRoad.length - leaving.length;
      if (partly) partly.after = ofRoad.at(-1)!.id;
    }
    // At the end of a road it is looked at from the beginning: rows that were under way to the outbox may have come in behind.
    for (const [name, { after }] of partlyOpen)
      if (after !== FIRST_ID && !byRoad.has(name)) this.partlyOpen.delete(name);
    return { rows, steppedOver };
  }

  private leaveAlone(destination: string, lane: number, reason: Error): void {
    const road = roadName(destination, lane);
    const known = (this.restUntil.get(road) ?? 0) > performance.now();
    this.restUntil.set(road, performance.now() + REST_MS);
    if (!known)
      this.log.warn(
        { destination, lane, reason: reason.message },
        'broker did not take messages, they stay in the outbox',
      );
  }
}

/** Rows of one road in the order they are to leave, cut where an AMQP message is full. */
const bundlesOf = <R extends OutboxRow>(rows: readonly R[]): R[][] => {
  const bundles: R[][] = [];
  let size = 0;
  for (const row of rows) {
    const open = bundles.at(-1);
    if (open && open.length < BUNDLE && size + row.data.length <= BUNDLE_SIZE) {
      open.push(row);
      size += row.data.length;
    } else {
      bundles.push([row]);
      size = row.data.length;
    }
  }
  return bundles;
};
