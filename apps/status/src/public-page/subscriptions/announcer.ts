import { Inject, Injectable, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Recurring } from '#kernel';
import { isDatabaseUnavailable } from '#persistence';
import { LOG, type Log, postOutside, RecurringWork, type SendResult } from '#service';
import { ToldBook } from '../../told/told-book';
import { StatusConfig } from '../../config/status.config';
import { mailOf, webhookMessageOf } from './announcement-text';
import { AnnouncementsRepository, type DueDelivery } from './announcements.repository';
import { Mailer } from './mailer';
import { webhookHeaders } from './standard-webhook';
import { SubscriptionsRepository } from './subscriptions.repository';
import { outcomeOf } from './subscription.rules';

const LOOK_EVERY_MS = 1_000;
const FORGET_EVERY_MS = 3_600_000;
const AT_ONCE = 64;
/** Of those under way, at most this many go to subscribers whose last attempt failed. */
const FAILING_AT_ONCE = 16;

/**
 * Tells subscribers of notices. Each subscriber has its own turn, so that one that answers slowly, or not at all, delays nobody else;
 * what was not told when a process ends is told by the next.
 */
@Injectable()
export class Announcer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly working = new Map<string, Promise<void>>();
  private readonly failing = new Set<string>();
  private readonly recurring: Recurring;
  private stopHearing: () => void = () => undefined;
  private stopping = false;
  private forgotAt = -Infinity;

  constructor(
    private readonly announcements: AnnouncementsRepository,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly mailer: Mailer,
    private readonly book: ToldBook,
    private readonly config: StatusConfig,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    this.recurring = work.every(LOOK_EVERY_MS, 'telling subscribers', () => this.look(), { firstAfterMs: 0 });
  }

  onApplicationBootstrap(): void {
    this.stopHearing = this.book.onChange(({ kind }) => kind === 'notice' && this.lookSoon());
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    this.stopHearing();
    await this.recurring.stop();
    await Promise.all(this.working.values());
  }

  lookSoon(): void {
    this.recurring.wake();
  }

  private async look(): Promise<void> {
    if (this.stopping || !this.announcements.ready) return;
    await this.attempt(() => this.announcements.announceNew(), 0);
    if (performance.now() - this.forgotAt > FORGET_EVERY_MS) {
      this.forgotAt = performance.now();
      await this.attempt(() => this.announcements.forgetOld(), undefined);
    }
    for (const id of await this.attempt(() => this.announcements.due(), [])) {
      if (this.stopping || this.working.size >= AT_ONCE) return;
      if (this.working.has(id) || (this.failing.has(id) && this.failingNow() >= FAILING_AT_ONCE)) continue;
      this.working.set(
        id,
        this.tell(id).finally(() => this.working.delete(id)),
      );
    }
  }

  private failingNow(): number {
    return [...this.working.keys()].filter((id) => this.failing.has(id)).length;
  }

  private async tell(subscriptionId: string): Promise<void> {
    while (!this.stopping) {
      const delivery = await this.attempt(() => this.announcements.claim(subscriptionId), null);
      if (!delivery || !(await this.attempt(() => this.deliver(delivery), false))) return;
    }
  }

  /** Whether it was delivered, so that the next may follow. */
  private async deliver(delivery: DueDelivery): Promise<boolean> {
    const { subscription, kind } = delivery;
    const result = await this.send(delivery);
    const outcome = outcomeOf(result, delivery.attempts);
    await this.announcements.attempted(delivery, result, outcome);
    if (outcome.kind === 'unwanted') await this.subscriptions.end(subscription.id, 'the receiver answered 410');
    // A webhook that takes the first message wants the others. An e-mail is confirmed by its reader.
    if (outcome.kind === 'delivered' && kind === 'confirmation' && subscription.kind === 'webhook')
      await this.subscriptions.confirm(subscription.id);
    if (outcome.kind === 'failed' && kind === 'confirmation')
      await this.subscriptions.end(subscription.id, 'it was never confirmed');
    if (outcome.kind === 'delivered') this.failing.delete(subscription.id);
    else this.failing.add(subscription.id);
    return outcome.kind === 'delivered';
  }

  private send(delivery: DueDelivery): Promise<SendResult> {
    const { id, subscription } = delivery;
    if (subscription.kind === 'e-mail') return this.mailer.send(mailOf(delivery, this.config.PUBLIC_URL));
    const body = JSON.stringify(webhookMessageOf(delivery, this.config.PUBLIC_URL));
    const headers = webhookHeaders(subscription.secrets, id, Math.floor(Date.now() / 1_000), body);
    return postOutside(subscription.address, headers, body, this.config.WEBHOOK_PRIVATE_ADDRESSES);
  }

  private async attempt<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseUnavailable(error)) this.log.error({ err: error }, 'telling subscribers');
      return otherwise;
    }
  }
}
