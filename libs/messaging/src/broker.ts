import { connect, type Channel, type ChannelModel, type ConfirmChannel, type ConsumeMessage } from 'amqplib';
import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { MessagingLog } from './log';

export class NotConfirmed extends Error {}

interface Unconfirmed {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  readonly since: number;
  returned?: boolean;
}

/** A queue whose leader is lost confirms nothing, for ever: after this long the connection is given up and made anew. */
const CONFIRM_WITHIN_MS = 15_000;

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

  constructor(
    private readonly url: string,
    private readonly name: string,
    private readonly log: MessagingLog,
    /** Declares what must exist before anything is sent or read. */
    private readonly prepare: (model: ChannelModel, channel: Channel, serverVersion: string) => Promise<void>,
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

  private giveUpOnSilence(): void {
    const [oldest] = this.pending.values();
    if (!oldest || Date.now() - oldest.since < CONFIRM_WITHIN_MS) return;
    this.log.warn({ unconfirmed: this.pending.size }, 'broker confirms nothing, connecting anew');
    this.forget(new NotConfirmed('not confirmed in time'));
    void this.model?.close().catch(() => undefined);
  }

  private async connectForEver(): Promise<void> {
    let delay = 200;
    while (!this.stopped) {
      try {
        await this.connectOnce();
        delay = 200;
        await new Promise<void>((lost) => this.model!.once('close', () => lost()));
      } catch (error) {
        this.log.warn({ reason: (error as Error).message || (error as { code?: string }).code, retryInMs: delay }, 'broker not reachable');
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

  private async connectOnce(): Promise<void> {
    const model = await connect(this.url, {
      // Without noDelay every acknowledgement waits for Nagle's algorithm, which costs 40 ms a message.
      noDelay: true,
      timeout: 5_000,
      heartbeat: 10,
      clientProperties: { connection_name: this.name },
    } as object);
    model.on('error', () => undefined);
    this.model = model;
    try {
      const server = (model.connection as unknown as { serverProperties?: { version?: string } }).serverProperties?.version ?? '0';
      const setUp = await model.createChannel();
      setUp.on('error', () => undefined);
      await this.prepare(model, setUp, server);
      this.plain = setUp;
      const confirms = await model.createConfirmChannel();
      confirms.on('error', () => undefined);
      confirms.on('close', () => model.close().catch(() => undefined));
      confirms.on('return', (message) => {
        const waiting = this.pending.get(message.properties.messageId as string);
        if (waiting) waiting.returned = true;
      });
      this.confirms = confirms;
    } catch (error) {
      await model.close().catch(() => undefined);
      throw error;
    }
    this.log.info({}, 'broker connected');
    this.emit('up');
  }

  private forget(error: Error): void {
    this.confirms = undefined;
    this.plain = undefined;
    const waiting = [...this.pending.values()];
    this.pending.clear();
    for (const { reject } of waiting) reject(error);
  }

  /**
   * Sends one persistent message and resolves when the broker has it on disk in a queue.
   *
   * @throws NotConfirmed when the broker refused it, no queue took it, or the connection was lost before it said so
   */
  publish(exchange: string, routingKey: string, content: Buffer): Promise<void> {
    const channel = this.confirms;
    if (!channel) return Promise.reject(new NotConfirmed('not connected'));
    const id = String((this.nextId += 1));
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, since: Date.now() });
      const options = { mandatory: true, persistent: true, messageId: id, contentType: 'application/json' };
      try {
        channel.publish(exchange, routingKey, content, options, (refused) => {
          const waiting = this.pending.get(id);
          if (!waiting) return;
          this.pending.delete(id);
          // amqplib tells a refusal from a channel that closed by the words of its error only.
          if (refused) reject(new NotConfirmed(/nacked/.test((refused as Error).message) ? 'refused: the queue is full' : 'connection lost'));
          else if (waiting.returned) reject(new NotConfirmed(`no queue for ${routingKey}`));
          else resolve();
        });
      } catch (error) {
        this.pending.delete(id);
        reject(new NotConfirmed((error as Error).message));
      }
    });
  }

  /** Sends something nobody would miss; nothing happens while the broker is away. */
  publishVolatile(exchange: string, routingKey: string, content: Buffer): void {
    try {
      this.plain?.publish(exchange, routingKey, content, { contentType: 'application/json' });
    } catch {
      // The channel closed at this moment; the next one follows in two seconds.
    }
  }

  /** Messages ready in a queue, or null when the broker cannot be asked. */
  async depthOf(queue: string): Promise<number | null> {
    if (!this.plain) return null;
    const late = new AbortController();
    const answer = this.plain.checkQueue(queue).then(({ messageCount }) => messageCount, () => null);
    try {
      return await Promise.race([answer, pause(1_000, null, { signal: late.signal, ref: false })]);
    } finally {
      late.abort();
    }
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

  /** Reads volatile messages through a queue that goes away by itself. */
  async subscribeVolatile(exchange: string, pattern: string, queue: string, read: (message: ConsumeMessage) => void): Promise<void> {
    const channel = await this.channel(200);
    if (!channel) return;
    await channel.assertQueue(queue, { durable: true, arguments: { 'x-expires': 60_000, 'x-message-ttl': 10_000, 'x-max-length': 1_000 } });
    await channel.bindQueue(queue, exchange, pattern);
    await channel.consume(queue, (message) => message && read(message), { noAck: true });
  }

  async close(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    clearInterval(this.watch);
    this.wake?.();
    await this.model?.close().catch(() => undefined);
  }
}
