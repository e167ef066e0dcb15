import { DataSource } from 'typeorm';
import { HEARTBEAT, listeners, type ServiceName, type Vitals } from '#contracts';
import { NO_TRACES, type Quiet, Recurring, type Turn } from '#kernel';
import { isDatabaseUnavailable } from '#persistence';
import { Broker } from './broker';
import { Handler, Inbox } from './inbox';
import { Lanes } from './lanes';
import { MessagingLog } from './log';
import { Hearing, POSITIONS } from './hearing';
import { History } from './history';
import { ofKind, OLDEST_BUT_BULK, type WaitingRows, waitingRows, type Withdrawn, withdrawRows } from './outbox';
import { Relay } from './relay';
import { isPositions, type Positions, readHeard } from './road';
import { cleanSent, lastPosition, leftWithin, positionBefore, sendAgain } from './sent';
import { asFarAsLifted } from './lifting';
import { Seal } from './seal';
import { Secrecy } from './secrecy';
import { HANDLED_DAYS, MessagingSettings } from './settings';
import { declare, heartbeatKeyOf, Names } from './topology';
import { Transactions, type UnitOfWork } from './unit-of-work';
import type { ReadGates } from './openings';
import { Steps } from './steps';
import { Worker } from './worker';
import { Worklist } from './worklist';

const CLEAN_EVERY_MS = 60_000;
/** While it is quiet: two statements for each road, of which most find nothing. */
const CLEAN_SELDOM_MS = 600_000;
const CLEAN_AT_ONCE = 20_000;
/** Of a road, each time anything of it went: the last look reads as many rows for nothing. */
const SENT_AT_ONCE = 2_000;
const LATE_AFTER_SECONDS = 30;
const QUEUES_SELDOM_MS = 5_000;

/** What waits in outbox and inbox, how much and for how long (seconds). */
interface RowFigures {
  readonly outbox_depth: number;
  readonly outbox_age: number | null;
  readonly waiting: number;
  readonly inbox_age: number | null;
  readonly set_aside: number;
}

/** One road as this service knows it, by its own database. */
export interface RoadView {
  readonly service: string;
  readonly lane: number;
  readonly position: number;
}

/** How far this service has sent on each of its roads, and how far it has heard others on theirs. */
export interface RoadsView {
  readonly service: string;
  /** To whom, up to which position; `waiting` messages have not left, the first of them for `oldestSeconds`. */
  readonly sent: readonly (RoadView & { readonly waiting: number; readonly oldestSeconds?: number | null })[];
  readonly heard: readonly RoadView[];
}

/** One service's share in messaging: its broker connection, and for the lanes it owns the outbox relay and the worker. */
export class MessagingRuntime {
  readonly broker: Broker;
  readonly inbox: Inbox;
  readonly transactions: Transactions;
  readonly worklist: Worklist;
  /** Set by a service that holds messages back, before it starts. */
  readGates: ReadGates | undefined;
  private readonly lanes: Lanes;
  private readonly worker: Worker;
  private readonly relay: Relay;
  private readonly hearing: Hearing;
  private readonly history: History;
  private readonly handlers = new Map<string, Handler>();
  private readonly cleaning: Recurring;
  private readonly names: Names;
  private readonly seal: Seal;
  private readonly secrecy: Secrecy;
  private readonly queues: { askedAt: number; depth: number | null } = { askedAt: -Infinity, depth: null };

  constructor(
    private readonly source: DataSource,
    readonly settings: MessagingSettings,
    private readonly log: MessagingLog,
  ) {
    const { service, lanes } = settings;
    const services = Object.keys(listeners);
    const names = (this.names = new Names(settings.platform));
    const seal = (this.seal = new Seal(settings.keys, log));
    const secrecy = (this.secrecy = new Secrecy(settings.messageKeys));
    this.history = new History(source, log);
    this.broker = new Broker(
      settings.amqpUrl,
      settings.instance,
      log,
      (model, channel, serverVersion) => declare(model, channel, { names, service, services, lanes, serverVersion }),
      names.positions,
      settings.ca,
      settings.logins,
    );
    this.relay = new Relay(
      source,
      this.broker,
      service,
      log,
      (lane) => this.lanes.owns(lane),
      this.history,
      names,
      seal,
      () => this.readGates,
      new Steps(service, settings.traces ?? NO_TRACES),
      settings.quiet,
    );
    const committed = (): void => {
      settings.quiet?.end();
      this.relay.wake();
    };
    this.inbox = new Inbox(source, settings, this.handlers, log, committed, () => this.history.versionsBase, secrecy);
    this.worker = new Worker(
      this.broker,
      this.inbox,
      settings,
      log,
      names,
      seal,
      (gaps) => this.hearing.missing(gaps),
      () => this.hearing.workedBulk(),
      () => this.lanes.stillWaiting?.retries === false,
    );
    const heardOf = listeners[settings.service as ServiceName] ?? [];
    this.hearing = new Hearing(
      source,
      this.broker,
      settings.service,
      [...new Set(heardOf.map(({ owner }) => owner))],
      this.worker,
      names,
      seal,
      log,
      settings.quiet,
    );
    this.transactions = new Transactions(source, settings.lanes, committed, () => this.history.versionsBase, secrecy);
    this.worklist = new Worklist(source, this.transactions, secrecy);
    this.lanes = new Lanes(
      source,
      settings,
      log,
      (lane) => this.letGo(lane),
      this.history,
      ({ leaves }) => {
        if (leaves && settings.quiet?.isNow) this.relay.wake();
      },
    );
    this.lanes.on('gained', (lane) => this.take(lane));
    this.cleaning = new Recurring(
      {
        work: 'forgetting old messages',
        everyMs: CLEAN_EVERY_MS,
        quietMs: CLEAN_SELDOM_MS,
        quiet: settings.quiet,
        isExpected: isDatabaseUnavailable,
        log,
      },
      (turn) => this.clean(turn),
    );
  }

  handle(type: string, handler: Handler): void {
    this.handlers.set(type, handler);
  }

  /** Starts; waits for nothing. */
  start(): void {
    this.broker.open();
    this.relay.start();
    this.worker.start();
    this.lanes.start();
    this.hearing.start();
    this.hearPositions();
    this.cleaning.start();
  }

  /** What began before the database could be reached goes on at once. */
  databaseConnected(): void {
    this.lanes.lookNow();
  }

  private hearPositions(): void {
    const { service, instance } = this.settings;
    this.broker.hearVolatile(
      this.names.positions,
      service,
      this.names.volatileQueue(service, 'positions', instance),
      ({ content, properties: { headers } }) => {
        const positions = readJson(content);
        if (isPositions(positions)) {
          // An operator's replay is told to the other replicas by one of them.
          if (this.seal.isProved(positions.replay ? service : positions.from, [POSITIONS], content, headers))
            this.relay.hear(positions);
        } else this.log.warn({}, 'positions of unknown shape were ignored');
      },
    );
  }

  /** Called when this service's database turns out to have been put back to an earlier state. */
  onPutBack(listener: () => void): void {
    this.history.onPutBack(listener);
  }

  /** A counter in this service's database that goes up every second, as last read: one that was put back is behind it. */
  get beat(): number {
    return this.history.beat;
  }

  private take(lane: number): void {
    this.relay.take(lane);
    if (this.handlers.size > 0) this.worker.take(lane);
  }

  private async letGo(lane: number): Promise<void> {
    await this.worker.letGo(lane);
    await this.relay.letGo(lane);
  }

  /** Forgets messages handled long ago and replicas that are gone. What was discarded stays on file. */
  private async clean({ progress, signal }: Turn): Promise<void> {
    if (!this.source.isInitialized) return;
    await this.source.query(`DELETE FROM replica WHERE seen_at < now() - interval '1 day'`);
    for (const { destination, lane, position } of this.relay.heard) {
      const road = { destination, lane, heard: position };
      while (!signal.aborted && (await cleanSent(road, this.settings.keepSent, SENT_AT_ONCE, this.source.manager)) > 0)
        progress();
    }
    for (let gone = CLEAN_AT_ONCE; gone === CLEAN_AT_ONCE && !signal.aborted; progress()) {
      [, gone] = await this.source.query(
        `DELETE FROM inbox WHERE message_id IN (SELECT message_id FROM inbox
          WHERE received_at < now() - interval '${HANDLED_DAYS} days' AND state = 'done' LIMIT ${CLEAN_AT_ONCE})`,
      );
    }
  }

  /** Whether nothing comes and nothing is written; absent where nobody tells. */
  get quiet(): Quiet | undefined {
    return this.settings.quiet;
  }

  /** To the broker. */
  get isConnected(): boolean {
    return this.broker.connected;
  }

  /** What the messaging tables and the broker say of this service now. */
  async vitals(): Promise<
    Pick<Vitals, 'brokerConnected' | 'outbox' | 'inbox' | 'queue' | 'handledTotal' | 'failing' | 'lanes'>
  > {
    const row = this.knownRows() ?? (await this.readRows());
    return {
      lanes: this.lanes.figures,
      brokerConnected: this.broker.connected,
      outbox: { depth: row.outbox_depth, oldestSeconds: row.outbox_age },
      inbox: { waiting: row.waiting, setAside: row.set_aside, oldestSeconds: row.inbox_age },
      queue: { depth: await this.queueDepth() },
      handledTotal: this.inbox.handledTotal,
      failing: this.inbox.failing,
    };
  }

  /** What nobody has to ask for: who looks after the lanes found nothing, and nothing came since. */
  private knownRows(): RowFigures | null {
    const { leaves = true, retries = true, setAside = 0 } = this.lanes.stillWaiting ?? {};
    if (leaves || retries) return null;
    return { outbox_depth: 0, outbox_age: null, waiting: 0, inbox_age: null, set_aside: setAside };
  }

  private async readRows(): Promise<RowFigures> {
    const [row]: [RowFigures] = await this.source.query(
      // By destination: the index leads to what is there, while the table is full of the places of what has left.
      `SELECT (SELECT sum(o.n)::int FROM unnest($1::text[]) AS d(destination) CROSS JOIN LATERAL (
                SELECT count(*) AS n FROM (SELECT 1 FROM outbox WHERE outbox.destination = d.destination LIMIT 1000000) AS counted) AS o) AS outbox_depth,
              extract(epoch FROM now() - (${OLDEST_BUT_BULK}))::float8 AS outbox_age,
              (SELECT count(*)::int FROM inbox WHERE state = 'waiting') AS waiting,
              (SELECT extract(epoch FROM now() - min(received_at))::float8 FROM inbox WHERE state = 'waiting') AS inbox_age,
              (SELECT count(*)::int FROM inbox WHERE state = 'set aside') AS set_aside`,
      [Object.keys(listeners), this.settings.lanes],
    );
    return row;
  }

  /** Messages in this service's queues; null where the broker cannot be asked. While it is quiet and they were empty, they are asked after seldom. */
  private async queueDepth(): Promise<number | null> {
    const { quiet, lanes, service } = this.settings;
    const { askedAt, depth } = this.queues;
    if (quiet?.isNow && depth === 0 && this.broker.connected && performance.now() - askedAt < QUEUES_SELDOM_MS)
      return depth;
    this.queues.askedAt = performance.now();
    const depths = await Promise.all(
      Array.from({ length: lanes }, (_, lane) => this.broker.depthOf(this.names.queueOf(service, lane))),
    );
    return (this.queues.depth = depths.includes(null) ? null : depths.reduce<number>((sum, n) => sum + n!, 0));
  }

  /** Work of messaging in this process that stands still. */
  late(): { work: string; seconds: number }[] {
    return [
      { work: 'outbox', seconds: this.relay.idleSeconds },
      { work: 'inbox', seconds: this.worker.idleSeconds },
      { work: 'messages that wait for a key in messages.key', seconds: this.inbox.lockedSeconds ?? 0 },
    ].filter(({ seconds }) => seconds > LATE_AFTER_SECONDS);
  }

  /** Messages that left again because a listener missed them, since the start of the process. */
  get sentAgainTotal(): number {
    return this.relay.sentAgain;
  }

  /** Deliveries that were not proved to be their sender's, since the start of the process. */
  get refusedTotal(): number {
    return this.seal.refused;
  }

  /** For the check between services: what one says it sent must be what the other says it heard. */
  async roads(): Promise<RoadsView> {
    const sent: (RoadView & { waiting: number; oldestSeconds: number | null })[] = await this.source.query(
      `SELECT destination AS service, lane::int AS lane,
              ${lastPosition('r')} AS position,
              (SELECT count(*)::int FROM (SELECT 1 FROM outbox o WHERE o.destination = r.destination AND o.lane = r.lane LIMIT 1000000) n) AS waiting,
              (SELECT extract(epoch FROM now() - min(head.created_at))::float8 FROM (VALUES (false), (true)) AS kind(bulk)
                CROSS JOIN LATERAL (SELECT created_at FROM outbox o WHERE o.destination = r.destination AND o.lane = r.lane AND ${ofKind('kind.bulk')}
                                     ORDER BY o.bulk, o.id LIMIT 1) AS head) AS "oldestSeconds"
         FROM road r ORDER BY destination, lane`,
    );
    const lanes = Array.from({ length: this.settings.lanes }, (_, lane) => lane);
    const heard = (await readHeard(lanes, this.source)).map(({ sender, lane, position }) => ({
      service: sender,
      lane,
      position,
    }));
    return { service: this.settings.service, sent, heard };
  }

  /**
   * Everything that left for a service since an instant, as far as it is kept, leaves again in order. What the service has handled it
   * recognises. Answers from which position on, lane by lane.
   */
  async replay(destination: string, since: string): Promise<{ lane: number; after: number }[]> {
    const lanes: { lane: number; after: number }[] = [];
    for (let lane = 0; lane < this.settings.lanes; lane += 1) {
      const after = await positionBefore(destination, lane, since, this.source.manager);
      if (after !== null) lanes.push({ lane, after });
    }
    // Whichever replica works the lane hears it as if the listener had said it.
    const said: Positions = {
      from: destination,
      replay: true,
      lanes: lanes.map(({ lane, after }) => ({ lane, position: after, beat: 0, gap: true, idle: false })),
    };
    const content = Buffer.from(JSON.stringify(said));
    this.broker.publishVolatile(
      this.names.positions,
      this.settings.service,
      content,
      this.seal.headers([POSITIONS], content, [this.settings.service]),
    );
    return lanes;
  }

  /**
   * Asks after messages that left and have no answer: they are sent again under their own ids, and who handled them answers again.
   * Answers which of them are kept; the others must be written anew.
   */
  sendAgain(unit: UnitOfWork, destination: string, messageIds: readonly string[]): Promise<string[]> {
    return sendAgain(destination, messageIds, unit.manager);
  }

  /** Which of these messages left for a service in the last so many seconds. */
  leftWithin(unit: UnitOfWork, destination: string, messageIds: readonly string[], seconds: number): Promise<string[]> {
    return leftWithin(destination, messageIds, seconds, unit.manager);
  }

  /** Whether this replica works a lane now. One replica at a time does, so who works lane 0 may lead the others. */
  ownsLane(lane: number): boolean {
    return this.lanes.owns(lane);
  }

  /** The outbox may have something to carry: a gate was opened. */
  wake(): void {
    this.relay.wake();
  }

  /** What a message that waits in the outbox says, in the words of today. `data` as it is kept there. */
  read(message: { id: string; type: string; version: number; data: string }): unknown {
    return asFarAsLifted(this.secrecy.opened({ ...message, data: JSON.parse(message.data) as unknown }));
  }

  /** How much waits in the outbox for each of these destinations. */
  waitingFor(destinations: readonly string[]): Promise<WaitingRows[]> {
    return waitingRows(destinations, this.settings.lanes, this.source.manager);
  }

  /**
   * Takes messages to one destination back before they leave, in the unit of work: when it is committed they will never be sent.
   * Only for a destination that a gate keeps; what the broker already has is not returned.
   */
  withdraw(unit: UnitOfWork, destination: string, correlationIds: readonly string[]): Promise<Withdrawn[]> {
    return withdrawRows(destination, correlationIds, unit.manager);
  }

  announce(vitals: Vitals): void {
    const content = Buffer.from(JSON.stringify(vitals));
    this.broker.publishVolatile(
      this.names.vitals,
      heartbeatKeyOf(vitals.service),
      content,
      this.seal.headers([HEARTBEAT], content),
    );
  }

  /** Hears every service's heartbeat, again after each reconnect. */
  hearHeartbeats(heard: (vitals: unknown) => void): void {
    const { service, instance } = this.settings;
    this.broker.hearVolatile(
      this.names.vitals,
      heartbeatKeyOf('#'),
      this.names.volatileQueue(service, 'heartbeats', instance),
      ({ content, properties: { headers } }) => {
        const vitals = readJson(content) as Partial<Vitals> | null | undefined;
        if (typeof vitals?.service !== 'string') this.log.warn({}, 'unreadable heartbeat ignored');
        else if (this.seal.isProved(vitals.service, [HEARTBEAT], content, headers)) heard(vitals);
      },
    );
  }

  /** Drains: takes nothing new, finishes and acknowledges what is in hand. What is left in the outbox is carried by the next owner. */
  async stop(): Promise<void> {
    await this.cleaning.stop();
    await this.hearing.stop();
    this.inbox.stop();
    await this.lanes.stop();
    await Promise.all([this.worker.stop(), this.relay.stop()]);
    await this.broker.close();
  }
}

const readJson = (content: Buffer): unknown => {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    return undefined;
  }
};
