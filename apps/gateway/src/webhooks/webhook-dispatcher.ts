import { Inject, Injectable, OnModuleDestroy } from '@nestjs/common';
import { InteractionRecorded, accountSubject } from '#contracts';
import type { Recurring } from '#kernel';
import { Transactions } from '#messaging';
import { isDatabaseUnavailable } from '#persistence';
import { LOG, type Log, RecurringWork } from '#service';
import { GatewayConfig } from '../config/gateway.config';
import { WebhookSender } from './webhook-sender';
import { type DueDelivery, WebhooksRepository } from './webhooks.repository';

const LOOK_EVERY_MS = 500;
const PER_WEBHOOK = 8;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Waits after the first, second, … failed attempt; after the last of them the delivery has failed. The mailbox keeps the answer. */
export const RETRY_DELAYS_MS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
] as const;

/**
 * Pushes mailbox entries to the webhooks that want them, at least once. Every webhook has its own turn: a dead one is tried with
 * one delivery at a time and delays nobody else. The mailbox is the truth; a push never takes anything out of it.
 */
@Injectable()
export class WebhookDispatcher implements OnModuleDestroy {
  private readonly working = new Map<string, Promise<void>>();
  private readonly looking: Recurring;
  private stopping = false;
  private underWay = 0;

  constructor(
    private readonly webhooks: WebhooksRepository,
    private readonly sender: WebhookSender,
    private readonly transactions: Transactions,
    private readonly config: GatewayConfig,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    this.looking = work.every(LOOK_EVERY_MS, 'pushing to webhooks', () => this.look(), { firstAfterMs: 0 });
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.looking.stop();
    await Promise.all(this.working.values());
  }

  private async look(): Promise<void> {
    for (const id of await this.webhooks.due()) {
      if (this.stopping || this.underWay >= this.config.WEBHOOK_PARALLEL) return;
      if (this.working.has(id)) continue;
      this.working.set(
        id,
        this.work(id).finally(() => this.working.delete(id)),
      );
    }
  }

  private async work(webhookId: string): Promise<void> {
    for (;;) {
      const room = Math.min(PER_WEBHOOK, this.config.WEBHOOK_PARALLEL - this.underWay);
      if (this.stopping || room < 1) return;
      const claimed = await this.attempt(() => this.webhooks.claim(webhookId, room), []);
      if (claimed.length === 0) return;
      this.underWay += claimed.length;
      const sent = await Promise.all(claimed.map((delivery) => this.attempt(() => this.deliver(delivery), false)));
      this.underWay -= claimed.length;
      if (sent.includes(false)) return;
    }
  }

  private async deliver(delivery: DueDelivery): Promise<boolean> {
    const { status, error } = await this.sender.send(
      delivery.url,
      delivery.secret,
      { 'portway-event': delivery.event, 'portway-delivery': String(delivery.id) },
      JSON.stringify(documentOf(delivery)),
    );
    const retryInMs = RETRY_DELAYS_MS[delivery.attempts - 1] ?? null;
    await this.transactions.run(async (unit) => {
      if (error === null) await this.webhooks.delivered(unit, delivery, status);
      else
        await this.webhooks.notDelivered(unit, delivery, status, error, retryInMs, Math.min(retryInMs ?? HOUR, HOUR));
      if (error !== null && retryInMs !== null) return;
      unit.publish(
        InteractionRecorded,
        accountSubject(delivery.account_id),
        {
          accountId: delivery.account_id,
          kind: error === null ? 'webhook delivered' : 'webhook failed',
          channel: delivery.format,
          transmissionId: delivery.transmission_id,
          mailboxId: delivery.mailbox_id,
          disposition: 'processed',
          summary:
            error === null
              ? `${delivery.application} delivered to ${delivery.url}`
              : `${delivery.application} not delivered to ${delivery.url}: ${error}`,
          items: [],
          occurredAt: unit.now.toISOString(),
        },
        { correlationId: delivery.transmission_id ?? delivery.account_id },
      );
    });
    return error === null;
  }

  private async attempt<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseUnavailable(error)) this.log.error({ err: error }, 'webhook delivery');
      return otherwise;
    }
  }
}

/** What a webhook receives: a mailbox entry with the number to acknowledge. */
const documentOf = (delivery: DueDelivery): Record<string, unknown> => ({
  deliveryId: delivery.id,
  event: delivery.event,
  mailboxId: delivery.mailbox_id,
  transmissionId: delivery.transmission_id,
  format: delivery.format,
  application: delivery.application,
  contentType: delivery.content_type,
  createdAt: delivery.created_at.toISOString(),
  body: delivery.body,
});
