import type { Channel, ConsumeMessage } from 'amqplib';
import { setTimeout as pause } from 'node:timers/promises';
import { Broker } from './broker';
import { closed } from './closed';
import { UnreadableBundle, unpack } from './envelope';
import { Inbox, Incoming, NotNow } from './inbox';
import { MessagingLog } from './log';
import { type Gaps, markedPlace, type Place, placeIn } from './road';
import type { Seal } from './seal';
import { MessagingSettings } from './settings';
import { type Names, routingKeyOf } from './topology';

/** Unacknowledged AMQP messages a lane may hold. */
const PREFETCH = 100;
/** Messages that arrive within this time are handled together: a transaction costs by the batch, not by the message. */
const LINGER_MS = 25;
const RETRY_LOOK_MS = 500;
/** While it is quiet and none waits for another attempt. */
const QUIET_LOOK_MS = 2_000;
const SUBSCRIBE_WITHIN_MS = 10_000;
const SUBSCRIBE_AGAIN_MS = 500;
/** A queue at whose reading the broker fails so often is made anew. */
const BROKEN_TIMES = 2;
/** So soon after a subscription that failed it is known whether the connection went with it. */
const LOSS_SEEN_MS = 100;

interface Delivery {
  readonly lane: number;
  readonly channel: Channel;
  readonly message: ConsumeMessage;
  readonly place: Place | null;
  readonly messages: Incoming[];
  /** Why it is no message of ours, if it is none. */
  readonly fault?: string;
}

interface Subscription {
  /** Set up and given out deliveries; not while it is being set up. */
  reading?: boolean;
  settingUp?: boolean;
  channel?: Channel;
  consumerTag?: string;
  again?: NodeJS.Timeout | undefined;
  setUp?: Promise<void>;
}

/** Reads the queues of the lanes that this replica owns and works what comes in, batch after batch; acknowledges what the inbox has taken. */
export class Worker {
  private readonly subscriptions = new Map<number, Subscription>();
  private deliveries: Delivery[] = [];
  private stopped = false;
  private running: Promise<void> | undefined;
  private working: Promise<void> = Promise.resolve();
  private batch: readonly Delivery[] = [];
  /** Lanes at whose subscription the broker failed, and how often. */
  private readonly broken = new Map<number, number>();
  private trying: number | null = null;
  private passedAt = performance.now();
  private wakeUp: (() => void) | undefined;
  private hearNoMore: (() => void) | undefined;

  constructor(
    private readonly broker: Broker,
    private readonly inbox: Inbox,
    private readonly settings: MessagingSettings,
    private readonly log: MessagingLog,
    private readonly names: Names,
    private readonly seal: Seal,
    /** Told at once on which roads something is missing. */
    private readonly missing: (gaps: Gaps) => void = () => undefined,
    /** Told when bulk was worked. */
    private readonly workedBulk: () => void = () => undefined,
    /** Whether it is known, without asking, that no message waits for another attempt. */
    private readonly noneWaits: () => boolean = () => false,
  ) {}

  start(): void {
    this.broker.on('up', this.subscribeAll);
    this.hearNoMore = this.settings.quiet?.onEnd(() => this.wakeUp?.());
    this.running = this.loop();
  }

  take(lane: number): void {
    const subscription: Subscription = {};
    this.subscriptions.set(lane, subscription);
    this.subscribe(lane, subscription);
  }

  /** Takes nothing new of the lane, finishes and acknowledges what is in hand, gives the rest back. */
  async letGo(lane: number): Promise<void> {
    const subscription = this.subscriptions.get(lane);
    if (!subscription) return;
    this.subscriptions.delete(lane);
    await subscription.setUp;
    const { channel, consumerTag } = subscription;
    if (channel && consumerTag) await channel.cancel(consumerTag).catch(() => undefined);
    if (channel) this.deliveries = this.deliveries.filter((d) => d.channel !== channel);
    await this.working;
    if (channel) await closed(channel);
  }

  async stop(): Promise<void> {
    this.broker.off('up', this.subscribeAll);
    this.hearNoMore?.();
    this.stopped = true;
    this.wakeUp?.();
    await Promise.all([...this.subscriptions.keys()].map((lane) => this.letGo(lane)));
    await this.running;
  }

  /** Lanes whose queue this replica reads at this moment, and whether anything of them is in hand. */
  reading(): { lane: number; idle: boolean }[] {
    const busy = new Set([...this.deliveries, ...this.batch].map(({ lane }) => lane));
    return [...this.subscriptions]
      .filter(([, { reading }]) => reading)
      .map(([lane]) => ({ lane, idle: !busy.has(lane) }));
  }

  /** Seconds since the last turn ended: a worker that stands still is late. */
  get idleSeconds(): number {
    return (performance.now() - this.passedAt) / 1_000;
  }

  private readonly subscribeAll = (): void => {
    if (this.broker.wasBroken) {
      void this.subscribeOneByOne().catch((error: Error) =>
        this.log.warn({ reason: error.message }, 'lanes not subscribed'),
      );
      return;
    }
    this.broken.clear();
    this.trying = null;
    for (const [lane, subscription] of this.subscriptions) this.subscribe(lane, subscription);
  };

  /** One queue that the broker cannot serve, as after a full disk, takes the whole connection with it: which one is found out, and it is made anew. */
  private async subscribeOneByOne(): Promise<void> {
    if (this.trying !== null) this.broken.set(this.trying, (this.broken.get(this.trying) ?? 0) + 1);
    for (const [lane, subscription] of this.subscriptions) {
      this.trying = lane;
      if ((this.broken.get(lane) ?? 0) >= BROKEN_TIMES) {
        this.log.error({ lane }, 'the broker cannot serve a queue, it is made anew and what was in it is sent again');
        this.broken.delete(lane);
        await this.broker.makeAnew(this.names.queueOf(this.settings.service, lane));
      }
      this.subscribe(lane, subscription);
      await subscription.setUp;
      if (subscription.reading) continue;
      await pause(LOSS_SEEN_MS);
      if (!this.broker.connected) return;
    }
    this.trying = null;
  }

  private subscribe(lane: number, subscription: Subscription): void {
    const isCurrent = (): boolean => !this.stopped && this.subscriptions.get(lane) === subscription;
    if (subscription.settingUp) return;
    subscription.settingUp = true;
    subscription.setUp = this.subscribeOnce(lane, subscription, isCurrent)
      .catch((error: Error) => this.log.warn({ lane, reason: error.message }, 'lane not subscribed'))
      .finally(() => {
        subscription.settingUp = false;
        if (!subscription.channel && isCurrent() && this.broker.connected)
          this.subscribeAgain(lane, subscription, isCurrent);
      });
  }

  /**
   * A consumer that cannot be set up on a live connection would leave its lane unread: after a pause again, and once what is missing
   * is declared. One attempt at a time.
   */
  private subscribeAgain(lane: number, subscription: Subscription, isCurrent: () => boolean): void {
    if (subscription.again) return;
    subscription.again = setTimeout(() => {
      subscription.again = undefined;
      void this.broker
        .declareAgain()
        .then(
          () => isCurrent() && this.broker.connected && !subscription.channel && this.subscribe(lane, subscription),
        );
    }, SUBSCRIBE_AGAIN_MS);
  }

  private async subscribeOnce(lane: number, subscription: Subscription, isCurrent: () => boolean): Promise<void> {
    const channel = await this.broker.channel(PREFETCH);
    if (!channel) return;
    subscription.channel = channel;
    channel.once('close', () => {
      // Not acknowledged, so the broker gives them out again.
      this.deliveries = this.deliveries.filter((d) => d.channel !== channel);
      if (subscription.channel !== channel) return;
      subscription.channel = undefined;
      subscription.reading = false;
      if (isCurrent() && this.broker.connected) this.subscribeAgain(lane, subscription, isCurrent);
    });
    const subscribed = channel.consume(
      this.names.queueOf(this.settings.service, lane),
      (message) => {
        if (message) this.receive(lane, channel, message);
        else channel.close().catch(() => undefined);
      },
      { noAck: false },
    );
    // A queue without a leader answers nothing; a closed channel makes the worker begin again.
    const late = setTimeout(() => channel.close().catch(() => undefined), SUBSCRIBE_WITHIN_MS);
    try {
      subscription.consumerTag = (await subscribed).consumerTag;
      subscription.reading = subscription.channel === channel;
    } finally {
      clearTimeout(late);
    }
  }

  private receive(lane: number, channel: Channel, message: ConsumeMessage): void {
    this.settings.quiet?.end();
    const { redelivered } = message.fields;
    const place = placeIn(message.properties.headers);
    const arrived = this.settings.traces?.on ? { arrivedAt: Date.now() } : undefined;
    try {
      const messages = this.isProved(lane, message, place) ? unpack(message.content) : null;
      if (messages && this.areItsOwn(place, messages))
        this.deliveries.push({
          lane,
          channel,
          message,
          place,
          messages: messages.map((m) => ({ ...m, ...arrived, lane, redelivered })),
        });
      // Nothing of it is kept: its true sender, if it has one, sends it again.
      else this.deliveries.push({ lane, channel, message, place: null, messages: [] });
    } catch (error) {
      if (!(error instanceof UnreadableBundle)) throw error;
      this.deliveries.push({ lane, channel, message, place, messages: [], fault: error.message });
    }
    this.wakeUp?.();
  }

  private isProved(lane: number, { content, properties: { headers } }: ConsumeMessage, place: Place | null): boolean {
    const { keys, service } = this.settings;
    if (!keys) return true;
    if (place)
      return this.seal.isProved(place.sender, markedPlace(routingKeyOf(service, lane), place), content, headers);
    this.seal.refuse('nobody', { lane }, 'a message without a sender was refused');
    return false;
  }

  /** A service says only what is its own to say, whatever key it has. */
  private areItsOwn(place: Place | null, messages: readonly { readonly type: string }[]): boolean {
    const foreign =
      this.settings.keys && place ? messages.find(({ type }) => !type.startsWith(`${place.sender}.`)) : undefined;
    if (foreign)
      this.seal.refuse(
        place!.sender,
        { type: foreign.type },
        'a service sent what is not its own to send, which was refused',
      );
    return !foreign;
  }

  private async loop(): Promise<void> {
    let looked = -Infinity;
    const nextLook = (): number => looked + (this.noneWaits() ? QUIET_LOOK_MS : RETRY_LOOK_MS);
    while (!this.stopped) {
      const began = performance.now();
      const batch = (this.batch = this.nextBatch());
      const work = this.workOn(batch, began >= nextLook());
      this.working = work.then(() => undefined);
      const outcome = await work;
      this.batch = [];
      this.passedAt = performance.now();
      if (outcome === 'stop') return;
      if (outcome !== 'no look') looked = outcome === 'more to retry' ? -Infinity : performance.now();
      if (batch.length > 0) {
        const rest = began + LINGER_MS - performance.now();
        if (rest > 0 && this.waitingMessages() < this.settings.batch) await pause(Math.min(rest, LINGER_MS));
      } else if (this.deliveries.length === 0) await this.rest(Math.max(nextLook() - performance.now(), 0));
    }
  }

  private async workOn(
    batch: readonly Delivery[],
    retry: boolean,
  ): Promise<'stop' | 'no look' | 'more to retry' | 'nothing to retry'> {
    try {
      if (batch.length > 0) {
        for (const { lane, message, fault } of batch)
          if (fault) await this.inbox.keepUnreadable(lane, message.content, fault);
        const gaps = await this.inbox.take(batch);
        this.acknowledge(batch);
        if (batch.some(({ messages }) => messages.some(({ bulk }) => bulk))) this.workedBulk();
        if (gaps.length > 0) this.missing(gaps);
      }
      if (!retry) return 'no look';
      // Lanes are owned by a lock in the database: who owns none may not even be able to reach it yet.
      if (this.subscriptions.size === 0 || this.noneWaits()) return 'nothing to retry';
      return (await this.inbox.retryDue([...this.subscriptions.keys()])) ? 'more to retry' : 'nothing to retry';
    } catch (error) {
      if (error instanceof NotNow) return 'stop';
      this.log.error({ reason: (error as Error)?.message ?? String(error) }, 'work interrupted, will go on');
      // What was in hand is not acknowledged; closing its channels makes the broker give it out again.
      for (const channel of new Set(batch.map((d) => d.channel))) await closed(channel);
      await pause(500);
      return 'no look';
    }
  }

  private waitingMessages(): number {
    return this.deliveries.reduce((sum, d) => sum + d.messages.length, 0);
  }

  private nextBatch(): Delivery[] {
    let count = 0;
    let taken = 0;
    while (taken < this.deliveries.length && count < this.settings.batch)
      count += this.deliveries[taken++]!.messages.length;
    return this.deliveries.splice(0, taken);
  }

  /**
   * Deliveries of a channel are worked in order, so everything up to its last one is in effect. A channel that died meanwhile cannot
   * be answered: the broker delivers again and the inbox knows what it has.
   */
  private acknowledge(batch: readonly Delivery[]): void {
    const last = new Map(batch.map(({ channel, message }) => [channel, message]));
    for (const [channel, message] of last) {
      try {
        channel.ack(message, true);
      } catch {
        // Closed: see above.
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
      if (this.deliveries.length > 0 || this.stopped) this.wakeUp();
    });
  }
}
