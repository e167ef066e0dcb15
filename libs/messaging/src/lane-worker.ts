import type { Channel, ConsumeMessage } from 'amqplib';
import { Broker } from './broker';
import { UnreadableBundle, unpack } from './envelope';
import { Inbox, Incoming, NotNow } from './inbox';
import { MessagingLog } from './log';
import { MessagingSettings } from './settings';
import { queueOf } from './topology';

/** Unacknowledged AMQP messages a lane may hold. */
const PREFETCH = 100;
const RETRY_LOOK_MS = 500;
const SUBSCRIBE_WITHIN_MS = 10_000;

interface Delivery {
  readonly channel: Channel;
  readonly message: ConsumeMessage;
  readonly contents: Incoming[];
}

/** Reads one lane's queue and works what comes in, batch after batch; acknowledges what the inbox has taken. */
export class LaneWorker {
  private readonly deliveries: Delivery[] = [];
  private channel: Channel | undefined;
  private consumerTag: string | undefined;
  private stopped = false;
  private running: Promise<void> | undefined;
  private wakeUp: (() => void) | undefined;
  private subscribing: Promise<void> | undefined;

  constructor(
    private readonly broker: Broker,
    private readonly inbox: Inbox,
    private readonly settings: MessagingSettings,
    private readonly lane: number,
    private readonly log: MessagingLog,
  ) {}

  start(): void {
    this.broker.on('up', this.subscribe);
    this.broker.on('down', this.forget);
    if (this.broker.connected) this.subscribe();
    this.running = this.loop();
  }

  private readonly subscribe = (): void => {
    this.subscribing = this.subscribeOnce().catch((error: Error) => {
      this.log.warn({ lane: this.lane, reason: error.message }, 'lane not subscribed');
      // A consumer that cannot be set up on a live connection would leave its lane unread: begin again.
      if (!this.stopped && this.broker.connected) setTimeout(this.subscribe, 500);
    });
  };

  private async subscribeOnce(): Promise<void> {
    const channel = await this.broker.channel(PREFETCH);
    if (!channel || this.stopped) return;
    this.channel = channel;
    channel.once('close', () => {
      if (this.channel !== channel) return;
      this.forget();
      if (!this.stopped && this.broker.connected) this.subscribe();
    });
    const subscribed = channel.consume(
      queueOf(this.settings.service, this.lane),
      (message) => {
        if (message) this.receive(channel, message);
        else channel.close().catch(() => undefined);
      },
      { noAck: false },
    );
    // A queue without a leader answers nothing; a closed channel makes the worker begin again.
    const late = setTimeout(() => channel.close().catch(() => undefined), SUBSCRIBE_WITHIN_MS);
    try {
      this.consumerTag = (await subscribed).consumerTag;
    } finally {
      clearTimeout(late);
    }
  }

  private readonly forget = (): void => {
    this.channel = undefined;
    this.consumerTag = undefined;
    // Not acknowledged, so the broker gives them out again.
    this.deliveries.length = 0;
  };

  private receive(channel: Channel, message: ConsumeMessage): void {
    try {
      const contents = unpack(message.content) as Incoming[];
      this.deliveries.push({ channel, message, contents });
    } catch (error) {
      if (!(error instanceof UnreadableBundle)) throw error;
      // Nothing of ours looks like this; it cannot be filed by id, so it is told and taken off the queue.
      this.log.error({ lane: this.lane, reason: error.message, content: message.content.toString('utf8').slice(0, 2_000) }, 'unreadable message taken off the queue');
      channel.ack(message);
      return;
    }
    this.wakeUp?.();
  }

  private async loop(): Promise<void> {
    let nextRetryLook = 0;
    while (!this.stopped) {
      try {
        const batch = this.nextBatch();
        if (batch.length > 0) {
          await this.inbox.take(this.lane, batch.flatMap((d) => d.contents));
          this.acknowledge(batch);
        }
        if (Date.now() >= nextRetryLook) {
          const more = await this.inbox.retryDue(this.lane);
          nextRetryLook = more ? 0 : Date.now() + RETRY_LOOK_MS;
        }
        if (batch.length === 0 && this.deliveries.length === 0) await this.rest(Math.max(nextRetryLook - Date.now(), 0));
      } catch (error) {
        if (error instanceof NotNow) return;
        this.log.error({ lane: this.lane, reason: (error as Error).message }, 'lane interrupted, will go on');
        // What was in hand is not acknowledged; closing the channel makes the broker give it out again.
        await this.channel?.close().catch(() => undefined);
        await this.rest(500);
      }
    }
  }

  private nextBatch(): Delivery[] {
    const batch: Delivery[] = [];
    let count = 0;
    while (this.deliveries.length > 0 && count < this.settings.batch) {
      const delivery = this.deliveries.shift()!;
      batch.push(delivery);
      count += delivery.contents.length;
    }
    return batch;
  }

  private acknowledge(batch: readonly Delivery[]): void {
    const last = batch.at(-1)!;
    // Deliveries are worked in order, so everything up to the last of this channel is in effect. A channel that died meanwhile
    // cannot be answered: the broker delivers again and the inbox knows what it has.
    if (last.channel !== this.channel) return;
    try {
      last.channel.ack(last.message, true);
    } catch {
      this.forget();
    }
  }

  private rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.deliveries.length > 0 || this.stopped) this.wakeUp();
    });
  }

  /** Takes nothing new, finishes and acknowledges what is in hand, gives the rest back. */
  async stop(): Promise<void> {
    this.broker.off('up', this.subscribe);
    this.broker.off('down', this.forget);
    this.stopped = true;
    this.wakeUp?.();
    await this.subscribing;
    if (this.channel && this.consumerTag) await this.channel.cancel(this.consumerTag).catch(() => undefined);
    await this.running;
    const channel = this.channel;
    this.channel = undefined;
    await channel?.close().catch(() => undefined);
  }
}
