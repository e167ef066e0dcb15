import { DataSource } from 'typeorm';
import { HEARTBEAT, listeners, type Vitals } from '#contracts';
import { Broker } from './broker';
import { Handler, Inbox } from './inbox';
import { Lanes } from './lanes';
import { MessagingLog } from './log';
import { type WaitingRows, waitingRows, type Withdrawn, withdrawRows } from './outbox';
import { Relay } from './relay';
import { MessagingSettings } from './settings';
import { declare, queueOf, VITALS_EXCHANGE } from './topology';
import { Transactions, type UnitOfWork } from './unit-of-work';
import type { Valve } from './valve';
import { Worker } from './worker';
import { Worklist } from './worklist';

const CLEAN_EVERY_MS = 60_000;
const CLEAN_AT_ONCE = 20_000;
/** How long a handled message is remembered, which is how long a repeated one is recognised. */
const REMEMBER = '14 days';

/** One service's share in messaging: its broker connection, and for the lanes it owns the outbox relay and the worker. */
export class MessagingRuntime {
  readonly broker: Broker;
  readonly inbox: Inbox;
  readonly transactions: Transactions;
  readonly worklist: Worklist;
  /** Set by a service that holds messages back, before it starts. */
  valve: Valve | undefined;
  private readonly lanes: Lanes;
  private readonly worker: Worker;
  private readonly relay: Relay;
  private readonly handlers = new Map<string, Handler>();
  private cleaning: NodeJS.Timeout | undefined;
  private cleaningNow = false;

  constructor(
    private readonly source: DataSource,
    readonly settings: MessagingSettings,
    private readonly log: MessagingLog,
  ) {
    const services = Object.keys(listeners);
    this.broker = new Broker(settings.amqpUrl, settings.instance, log, (model, channel, version) => declare(model, channel, services, settings.lanes, version));
    this.relay = new Relay(source, this.broker, log, () => this.valve);
    const committed = (): void => this.relay.wake();
    this.inbox = new Inbox(source, settings, this.handlers, log, committed);
    this.worker = new Worker(this.broker, this.inbox, settings, log);
    this.transactions = new Transactions(source, settings.lanes, committed);
    this.worklist = new Worklist(source, this.transactions);
    this.lanes = new Lanes(source, settings, log, (lane) => this.letGo(lane));
    this.lanes.on('gained', (lane) => this.take(lane));
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
    this.cleaning = setInterval(() => void this.clean(), CLEAN_EVERY_MS);
    this.cleaning.unref();
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
  private async clean(): Promise<void> {
    if (!this.source.isInitialized || this.cleaningNow) return;
    this.cleaningNow = true;
    try {
      await this.source.query(`DELETE FROM replica WHERE seen_at < now() - interval '1 day'`);
      for (let gone = CLEAN_AT_ONCE; gone === CLEAN_AT_ONCE; ) {
        [, gone] = await this.source.query(
          `DELETE FROM inbox WHERE message_id IN (SELECT message_id FROM inbox
            WHERE received_at < now() - interval '${REMEMBER}' AND state = 'done' LIMIT ${CLEAN_AT_ONCE})`,
        );
      }
    } catch (error) {
      this.log.warn({ reason: (error as Error).message }, 'old messages not cleaned, will be tried again');
    } finally {
      this.cleaningNow = false;
    }
  }

  /** What the messaging tables and the broker say of this service now. */
  async vitals(): Promise<Pick<Vitals, 'brokerConnected' | 'outbox' | 'inbox' | 'queue' | 'handledTotal' | 'failing'>> {
    const [row] = await this.source.query(
      `SELECT (SELECT count(*)::int FROM (SELECT 1 FROM outbox LIMIT 1000000) o) AS outbox_depth,
              (SELECT extract(epoch FROM now() - created_at)::float8 FROM outbox ORDER BY id LIMIT 1) AS outbox_age,
              (SELECT count(*)::int FROM inbox WHERE state = 'waiting') AS waiting,
              (SELECT extract(epoch FROM now() - min(received_at))::float8 FROM inbox WHERE state = 'waiting') AS inbox_age,
              (SELECT count(*)::int FROM inbox WHERE state = 'set aside') AS set_aside`,
    );
    const lanes = Array.from({ length: this.settings.lanes }, (_, lane) => this.broker.depthOf(queueOf(this.settings.service, lane)));
    const depths = await Promise.all(lanes);
    return {
      brokerConnected: this.broker.connected,
      outbox: { depth: row.outbox_depth, oldestSeconds: row.outbox_age },
      inbox: { waiting: row.waiting, setAside: row.set_aside, oldestSeconds: row.inbox_age },
      queue: { depth: depths.includes(null) ? null : depths.reduce<number>((sum, n) => sum + n!, 0) },
      handledTotal: this.inbox.handledTotal,
      failing: this.inbox.failing,
    };
  }

  /** Whether this replica works a lane now. One replica at a time does, so who works lane 0 may lead the others. */
  ownsLane(lane: number): boolean {
    return this.lanes.owns(lane);
  }

  /** The outbox may have something to carry: a valve was opened. */
  wake(): void {
    this.relay.wake();
  }

  /** How much waits in the outbox for each of these destinations. */
  waitingFor(destinations: readonly string[]): Promise<WaitingRows[]> {
    return waitingRows(destinations, this.settings.lanes, this.source.manager);
  }

  /**
   * Takes messages to one destination back before they leave, in the unit of work: when it is committed they will never be sent.
   * Only for a destination that a valve keeps; what the broker already has is not returned.
   */
  withdraw(unit: UnitOfWork, destination: string, correlationIds: readonly string[]): Promise<Withdrawn[]> {
    return withdrawRows(destination, correlationIds, unit.manager);
  }

  announce(vitals: Vitals): void {
    this.broker.publishVolatile(VITALS_EXCHANGE, `${HEARTBEAT}.${vitals.service}`, Buffer.from(JSON.stringify(vitals)));
  }

  /** Hears every service's heartbeat, again after each reconnect. Each listening replica names a queue of its own. */
  hearHeartbeats(queue: string, heard: (vitals: unknown) => void): void {
    const subscribe = (): void => {
      const read = (content: Buffer): void => {
        try {
          heard(JSON.parse(content.toString('utf8')));
        } catch {
          this.log.warn({}, 'unreadable heartbeat ignored');
        }
      };
      this.broker.subscribeVolatile(VITALS_EXCHANGE, `${HEARTBEAT}.#`, queue, (m) => read(m.content)).catch(() => undefined);
    };
    this.broker.on('up', subscribe);
    if (this.broker.connected) subscribe();
  }

  /** Drains: takes nothing new, finishes and acknowledges what is in hand. What is left in the outbox is carried by the next owner. */
  async stop(): Promise<void> {
    clearInterval(this.cleaning);
    this.inbox.stop();
    await this.lanes.stop();
    await Promise.all([this.worker.stop(), this.relay.stop()]);
    await this.broker.close();
  }
}
