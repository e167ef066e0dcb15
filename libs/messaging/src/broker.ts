import type { Channel, ChannelModel, ConfirmChannel, ConsumeMessage } from 'amqplib';
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { loginIn, type Logins, withLogin } from '#kernel';
import { closed } from './closed';
import { connectTo } from './connect-to';
import { MessagingLog } from './log';

export class NotConfirmed extends Error {}

interface Unconfirmed {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  readonly since: number;
  returned?: boolean;
}

/** A queue whose leader is lost confirms nothing, for ever: after this long the connection is given up and made anew. */
const CONFIRM_WITHIN_MS = 10_000;
/** A connection on which nothing is answered for so long is dead, whatever the operating system believes of it. */
const ANSWER_WITHIN_MS = 8_000;
const ASK_EVERY_MS = 3_000;
/** A broker of many queues that has just been started takes its time. */
const SET_UP_WITHIN_MS = 60_000;
/** What is missing on the broker is declared anew, and no more often than this. */
const DECLARE_EVERY_MS = 2_000;

/** RabbitMQ's words to who is not let in. */
const REFUSED = /ACCESS.REFUSED/;
/** AMQP's code for a fault of the broker itself: it ends the whole connection. */
const INTERNAL_ERROR = 541;
const BLOCKED = 'the broker takes nothing from publishers: it is short of memory or disk';

/**
 * The connection to RabbitMQ. Comes back by itself, with back-off; nothing is kept in memory for later while it is away, because
 * the outbox does that.
 *
 * Emits `up` with every new connection and `down` when it is lost.
 */
export class Broker extends EventEmitter<{ up: []; down: [] }> {
  private model: ChannelModel | undefined;
  private confirms: ConfirmChannel | undefined;
  private plain: Channel | undefined;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private wake: (() => void) | undefined;
  private readonly pending = new Map<string, Unconfirmed>();
  private watch: NodeJS.Timeout | undefined;
  private nextId = 0;
  private blocked = false;
  private broken = false;
  private askedAt: number | null = null;
  private nextAsk = 0;
  private declaring: Promise<void> | undefined;
  private asking: Promise<Channel> | undefined;
  private declaredAt = 0;
  private redeclare: (() => Promise<void>) | undefined;

  constructor(
    private readonly url: string,
    private readonly name: string,
    private readonly log: MessagingLog,
    /** Declares what must exist before anything is sent or read; done again where something is found missing. */
    private readonly prepare: (model: ChannelModel, channel: Channel, serverVersion: string) => Promise<void>,
    /** An exchange that is always there: asking after it shows that the broker answers. */
    private readonly probe: string,
    /** Certificates (PEM) of those who may vouch for the broker; empty, those that Node trusts. */
    private readonly ca = '',
    private readonly logins: Logins = () => [loginIn(url)],
  ) {
    super();
  }

  get connected(): boolean {
    return this.confirms !== undefined;
  }

  /** Starts connecting; does not wait. */
  open(): void {
    void this.connectForEver();
    this.watch = setInterval(() => this.giveUpOnSilence(), 1_000);
    this.watch.unref();
  }

  /**
   * A half-open connection tells nothing of itself, and a clean close would wait for an answer that cannot come: the socket is destroyed.
   * A broker that blocks publishers (memory, disk) reads nothing from them and is not silent for that.
   */
  private giveUpOnSilence(): void {
    const now = performance.now();
    const [oldest] = this.pending.values();
    if (oldest && now - oldest.since >= CONFIRM_WITHIN_MS) {
      if (this.blocked) this.rejectPending(new NotConfirmed(BLOCKED));
      else return this.drop('broker confirms nothing, connecting anew');
    }
    if (this.askedAt !== null && !this.blocked && now - this.askedAt >= ANSWER_WITHIN_MS)
      return this.drop('broker answers nothing, connecting anew');
    if (this.askedAt === null && this.plain && now >= this.nextAsk) this.ask(this.plain, now);
  }

  private ask(channel: Channel, now: number): void {
    this.askedAt = now;
    const answered = (): void => {
      if (this.plain === channel) this.askedAt = null;
      this.nextAsk = performance.now() + ASK_EVERY_MS;
    };
    channel.checkExchange(this.probe).then(answered, answered);
  }

  private drop(why: string): void {
    this.log.warn({ unconfirmed: this.pending.size }, why);
    this.forget(new NotConfirmed('not confirmed in time'));
    this.destroySocket(why);
  }

  private destroySocket(why: string): void {
    (this.model?.connection as unknown as { stream?: Socket } | undefined)?.stream?.destroy(new Error(why));
  }

  private async connectForEver(): Promise<void> {
    let delay = 200;
    while (!this.stopped) {
      try {
        const lost = await this.connectOnce();
        delay = 200;
        await lost;
      } catch (error) {
        const { message, code } = (error ?? {}) as { message?: string; code?: unknown };
        this.log.warn({ reason: message || code || String(error), retryInMs: delay }, 'broker not reachable');
      }
      const wasUp = this.confirms !== undefined;
      this.forget(new NotConfirmed('connection lost'));
      if (wasUp) {
        this.log.warn({}, 'broker connection lost');
        this.emit('down');
      }
      if (this.stopped) return;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        this.timer = setTimeout(resolve, delay * (0.8 + Math.random() * 0.4));
      });
      delay = Math.min(delay * 2, 3_000);
    }
  }

  /** Resolves when the connection is set up, with what resolves when it is lost. */
  private async connectOnce(): Promise<Promise<void>> {
    const model = await this.enter();
    model.on('error', () => undefined);
    // Before anything else is awaited: a connection that is lost in the meantime closes only once.
    const lost = new Promise<void>((resolve) =>
      model.once('close', (error?: { code?: unknown }) => {
        this.broken = error?.code === INTERNAL_ERROR;
        resolve();
      }),
    );
    this.model = model;
    this.blocked = false;
    this.askedAt = null;
    model.on('blocked', () => (this.blocked = true));
    model.on('unblocked', () => (this.blocked = false));
    const late = setTimeout(() => this.destroySocket('not set up in time'), SET_UP_WITHIN_MS);
    try {
      const server =
        (model.connection as unknown as { serverProperties?: { version?: string } }).serverProperties?.version ?? '0';
      const setUp = await model.createChannel();
      setUp.on('error', () => undefined);
      await this.prepare(model, setUp, server);
      const confirms = await model.createConfirmChannel();
      confirms.on('error', () => undefined);
      confirms.on('close', () => this.destroySocket('channel lost'));
      setUp.on('close', () => this.destroySocket('channel lost'));
      confirms.on('return', (message) => {
        const waiting = this.pending.get(message.properties.messageId as string);
        if (waiting) waiting.returned = true;
      });
      this.plain = setUp;
      this.confirms = confirms;
      this.declaredAt = performance.now();
      this.redeclare = () => this.prepare(model, setUp, server);
    } catch (error) {
      this.destroySocket('not set up');
      throw error;
    } finally {
      clearTimeout(late);
    }
    this.log.info({}, 'broker connected');
    this.emit('up');
    return lost;
  }

  /** As the first of those as whom it may enter that is let in. */
  private async enter(): Promise<ChannelModel> {
    const logins = this.logins();
    for (const [at, login] of logins.entries())
      try {
        return await connectTo(withLogin(this.url, login), this.name, this.ca);
      } catch (error) {
        if (at === logins.length - 1 || !REFUSED.test((error as Error)?.message)) throw error;
      }
    throw new Error('nobody is given as whom to enter');
  }

  /** Something that must exist was not there: all of it is declared again. Resolves when that is done or was done a moment ago. */
  declareAgain(): Promise<void> {
    const { redeclare } = this;
    if (!this.plain || !redeclare || performance.now() - this.declaredAt < DECLARE_EVERY_MS)
      return this.declaring ?? Promise.resolve();
    this.declaredAt = performance.now();
    this.log.warn({}, 'a queue was missing on the broker, declared again');
    return (this.declaring = redeclare()
      .catch((error: unknown) =>
        this.log.warn({ reason: (error as Error)?.message ?? String(error) }, 'could not be declared again'),
      )
      .finally(() => (this.declaring = undefined)));
  }

  /** Whether the connection before this one ended by a fault of the broker itself, as when a queue cannot be read. */
  get wasBroken(): boolean {
    return this.broken;
  }

  /** A queue of this service that the broker cannot serve any more is deleted and declared anew. What was in it is missed by this service and sent again. */
  async makeAnew(queue: string): Promise<void> {
    const channel = await this.model?.createChannel();
    if (!channel) return;
    channel.on('error', () => undefined);
    await channel.deleteQueue(queue);
    await closed(channel);
    await this.redeclare?.();
  }

  /** Whether the broker has stopped taking messages from publishers, for want of memory or disk. */
  get isBlocked(): boolean {
    return this.blocked;
  }

  private forget(error: Error): void {
    this.confirms = undefined;
    this.plain = undefined;
    this.redeclare = undefined;
    this.asking = undefined;
    this.askedAt = null;
    this.rejectPending(error);
  }

  private rejectPending(error: Error): void {
    const waiting = [...this.pending.values()];
    this.pending.clear();
    for (const { reject } of waiting) reject(error);
  }

  /**
   * Sends one persistent message and resolves when the broker has it on disk in a queue.
   *
   * @throws NotConfirmed when the broker refused it, no queue took it, or the connection was lost before it said so
   */
  publish(exchange: string, routingKey: string, content: Buffer, headers: Record<string, unknown> = {}): Promise<void> {
    const channel = this.confirms;
    if (!channel) return Promise.reject(new NotConfirmed('not connected'));
    if (this.blocked) return Promise.reject(new NotConfirmed(BLOCKED));
    const id = String((this.nextId += 1));
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, since: performance.now() });
      const options = { mandatory: true, persistent: true, messageId: id, contentType: 'application/json', headers };
      try {
        channel.publish(exchange, routingKey, content, options, (refused) => {
          const waiting = this.pending.get(id);
          if (!waiting) return;
          this.pending.delete(id);
          // amqplib tells a refusal from a channel that closed by the words of its error only.
          if (refused)
            reject(
              new NotConfirmed(
                /nacked/.test((refused as Error).message) ? 'refused: the queue is full' : 'connection lost',
              ),
            );
          else if (waiting.returned) {
            void this.declareAgain();
            reject(new NotConfirmed(`no queue for ${routingKey}`));
          } else resolve();
        });
      } catch (error) {
        this.pending.delete(id);
        reject(new NotConfirmed((error as Error).message));
      }
    });
  }

  /** Sends something nobody would miss; nothing happens while the broker is away. */
  publishVolatile(exchange: string, routingKey: string, content: Buffer, headers: Record<string, unknown> = {}): void {
    try {
      this.plain?.publish(exchange, routingKey, content, { contentType: 'application/json', headers });
    } catch {
      // The channel closed at this moment; the next one follows in two seconds.
    }
  }

  /** Messages ready in a queue, or null when the broker cannot be asked: it reads nothing of who publishes while it is short of memory or disk. A channel of its own: asking after a queue that is gone closes it. */
  async depthOf(queue: string): Promise<number | null> {
    const model = this.model;
    if (!this.plain || !model || this.blocked) return null;
    const late = new AbortController();
    try {
      this.asking ??= this.openAsking(model);
      const asking = this.asking;
      const answer = asking
        .then((channel) => channel.checkQueue(queue))
        .then(
          ({ messageCount }) => messageCount,
          () => {
            if (this.asking === asking) this.asking = undefined;
            void this.declareAgain();
            return null;
          },
        );
      return await Promise.race([answer, pause(1_000, null, { signal: late.signal, ref: false })]);
    } finally {
      late.abort();
    }
  }

  private async openAsking(model: ChannelModel): Promise<Channel> {
    const channel = await model.createChannel();
    channel.on('error', () => undefined);
    channel.on('close', () => (this.asking = undefined));
    return channel;
  }

  /** A channel of its own for a consumer, or undefined while the broker is away. */
  async channel(prefetch: number): Promise<Channel | undefined> {
    const model = this.model;
    if (!this.confirms || !model) return undefined;
    const channel = await model.createChannel();
    channel.on('error', () => undefined);
    await channel.prefetch(prefetch);
    return channel;
  }

  /** Reads volatile messages through a queue that goes away by itself; with every new connection, and again when the queue is lost, until `close`. */
  hearVolatile(exchange: string, pattern: string, queue: string, read: (message: ConsumeMessage) => void): void {
    const listen = async (): Promise<void> => {
      const channel = await this.channel(200);
      if (!channel) return;
      // Lost with its queue or by itself: again, unless the whole connection is gone, which brings `up`.
      channel.once('close', () => again());
      await channel.assertQueue(queue, {
        durable: true,
        arguments: { 'x-expires': 60_000, 'x-message-ttl': 10_000, 'x-max-length': 1_000 },
      });
      await channel.bindQueue(queue, exchange, pattern);
      await channel.consume(
        queue,
        (message) => (message ? read(message) : void channel.close().catch(() => undefined)),
        { noAck: true },
      );
    };
    const begin = (): void =>
      void listen().catch((error: unknown) =>
        this.log.warn(
          { queue, reason: (error as Error)?.message ?? String(error) },
          'not listened to, will be tried again',
        ),
      );
    const again = (): void => void setTimeout(() => !this.stopped && this.connected && begin(), 500).unref();
    this.on('up', begin);
    if (this.connected) begin();
  }

  async close(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    clearInterval(this.watch);
    this.wake?.();
    await Promise.race([this.model?.close().catch(() => undefined), pause(2_000, undefined, { ref: false })]);
    this.destroySocket('closed');
  }
}
