import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Channel } from '#contracts';
import { UnitOfWork } from '#messaging';
import { timeOrderedId } from '#kernel';
import { inTransaction } from '#persistence';

export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: string[];
  readonly active: boolean;
  readonly createdAt: string;
}

export interface Delivery {
  readonly id: number;
  readonly mailboxId: number;
  readonly event: string;
  readonly state: string;
  readonly attempts: number;
  readonly nextTryAt: string | null;
  readonly status: number | null;
  readonly error: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/** A delivery that was claimed, with all that is sent. */
export interface DueDelivery {
  readonly id: number;
  readonly webhook_id: string;
  readonly account_id: string;
  readonly url: string;
  readonly secret: string;
  readonly event: string;
  readonly attempts: number;
  readonly mailbox_id: number;
  readonly transmission_id: string | null;
  readonly format: Channel;
  readonly application: string;
  readonly content_type: string;
  readonly body: string;
  readonly created_at: Date;
}

const iso = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const WEBHOOK = `id, url, events, active, ${iso('created_at')} AS "createdAt"`;
/** Longer than a delivery can take; after it another replica may try. */
const CLAIM_SECONDS = 30;

/** A delivery that begins anew. */
const AS_NEW = `state = 'pending', attempts = 0, next_try_at = now(), claimed_until = NULL, status = NULL, error = NULL, finished_at = NULL`;
/** Who asks for deliveries says that the other side works again: it is not waited for any longer. */
const wake = (manager: EntityManager, webhookId: string): Promise<unknown> =>
  manager.query('UPDATE webhook SET paused_until = NULL, failures = 0 WHERE id = $1 AND failures > 0', [webhookId]);

@Injectable()
export class WebhooksRepository {
  constructor(private readonly source: DataSource) {}

  /** The secret is told here and nowhere else. */
  async add(accountId: string, url: string, events: readonly string[]): Promise<Webhook & { secret: string }> {
    const secret = `whsec_${randomBytes(32).toString('base64url')}`;
    const [row] = await inTransaction(
      this.source,
      (manager): Promise<Webhook[]> =>
        manager.query(
          `INSERT INTO webhook (id, account_id, url, events, secret, created_at) VALUES ($1, $2, $3, $4::jsonb, $5, now()) RETURNING ${WEBHOOK}`,
          [timeOrderedId(), accountId, url, JSON.stringify(events), secret],
        ),
    );
    return { ...row!, secret };
  }

  list(accountId: string): Promise<Webhook[]> {
    return this.source.query(`SELECT ${WEBHOOK} FROM webhook WHERE account_id = $1 AND active ORDER BY id`, [
      accountId,
    ]);
  }

  async countOf(accountId: string): Promise<number> {
    const [row] = await this.source.query('SELECT count(*)::int AS n FROM webhook WHERE account_id = $1 AND active', [
      accountId,
    ]);
    return row.n;
  }

  /** Ends a webhook and what is pending for it; its log stays. False when the account has no such webhook. */
  async remove(accountId: string, id: string): Promise<boolean> {
    return inTransaction(this.source, async (manager) => {
      const [rows] = await manager.query(
        'UPDATE webhook SET active = false WHERE id = $1 AND account_id = $2 AND active RETURNING id',
        [id, accountId],
      );
      if (rows.length === 0) return false;
      await manager.query(
        `UPDATE webhook_delivery SET state = 'cancelled', finished_at = now() WHERE webhook_id = $1 AND state = 'pending'`,
        [id],
      );
      return true;
    });
  }

  /** Newest first; null when the account has no such webhook. */
  async deliveries(accountId: string, webhookId: string, before: number, limit: number): Promise<Delivery[] | null> {
    const [own] = await this.source.query('SELECT 1 FROM webhook WHERE id = $1 AND account_id = $2', [
      webhookId,
      accountId,
    ]);
    if (!own) return null;
    return this.source.query(
      `SELECT id::float8 AS id, mailbox_id::float8 AS "mailboxId", event, state, attempts::int AS attempts,
              CASE WHEN state = 'pending' THEN ${iso('next_try_at')} END AS "nextTryAt", status::int AS status, error,
              ${iso('created_at')} AS "createdAt", ${iso('finished_at')} AS "finishedAt"
         FROM webhook_delivery WHERE webhook_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3`,
      [webhookId, before, limit],
    );
  }

  /** Has one entry pushed again, whatever became of it before. `unknown` when the account has no such delivery of a webhook in force; one that is `under way` is left. */
  async resend(
    accountId: string,
    webhookId: string,
    deliveryId: number,
  ): Promise<'pushed again' | 'under way' | 'unknown'> {
    return inTransaction(this.source, async (manager) => {
      const [found] = await manager.query(
        `SELECT coalesce(d.claimed_until > now(), false) AS "isUnderWay" FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
          WHERE d.id = $3 AND w.id = $2 AND w.account_id = $1 AND w.active FOR UPDATE OF d`,
        [accountId, webhookId, deliveryId],
      );
      if (!found) return 'unknown';
      if (found.isUnderWay) return 'under way';
      await manager.query(`UPDATE webhook_delivery d SET ${AS_NEW} WHERE d.id = $1`, [deliveryId]);
      await wake(manager, webhookId);
      return 'pushed again';
    });
  }

  /**
   * Has all pushed that was placed since, still waits in the mailbox and did not arrive: what failed, and what came while nothing was subscribed.
   *
   * @returns how many were queued and whether more are left, oldest first; null when the account has no such webhook in force
   */
  async recover(
    accountId: string,
    webhookId: string,
    since: string,
    atMost: number,
  ): Promise<{ queued: number; more: boolean } | null> {
    return inTransaction(this.source, async (manager) => {
      const [own] = await manager.query(
        'SELECT 1 FROM webhook WHERE id = $1 AND account_id = $2 AND active FOR UPDATE',
        [webhookId, accountId],
      );
      if (!own) return null;
      const missing: { id: string }[] = await manager.query(
        `SELECT m.id FROM mailbox m JOIN webhook w ON w.id = $2 AND w.events ? m.event
          WHERE m.account_id = $1 AND m.acknowledged_at IS NULL AND m.created_at >= $3
            AND NOT EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.mailbox_id = m.id AND d.state IN ('pending', 'delivered'))
          ORDER BY m.id LIMIT $4::int + 1`,
        [accountId, webhookId, since, atMost],
      );
      const queued = missing.slice(0, atMost);
      await manager.query(
        `INSERT INTO webhook_delivery AS d (webhook_id, mailbox_id, event, next_try_at, created_at)
         SELECT $1, m.id, m.event, now(), now() FROM mailbox m WHERE m.id = ANY($2::bigint[]) ORDER BY m.id
             ON CONFLICT (webhook_id, mailbox_id) DO UPDATE SET ${AS_NEW}`,
        [webhookId, queued.map(({ id }) => id)],
      );
      await wake(manager, webhookId);
      return { queued: queued.length, more: missing.length > atMost };
    });
  }

  /** Webhooks for which something can be sent now. */
  async due(): Promise<string[]> {
    const rows: { id: string }[] = await this.source.query(
      `SELECT w.id FROM webhook w
        WHERE w.active AND (w.paused_until IS NULL OR w.paused_until <= now())
          AND EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.state = 'pending' AND d.next_try_at <= now()
                         AND (d.claimed_until IS NULL OR d.claimed_until <= now()))`,
    );
    return rows.map(({ id }) => id);
  }

  /** Takes deliveries of one webhook for this process. One that keeps failing is tried with a single delivery at a time. */
  async claim(webhookId: string, limit: number): Promise<DueDelivery[]> {
    const [rows]: [DueDelivery[]] = await this.source.query(
      `UPDATE webhook_delivery d SET claimed_until = now() + interval '${CLAIM_SECONDS} seconds', attempts = d.attempts + 1
         FROM webhook w, mailbox m
        WHERE w.id = d.webhook_id AND m.id = d.mailbox_id
          AND d.id IN (
            SELECT p.id FROM webhook_delivery p JOIN webhook v ON v.id = p.webhook_id AND v.active
             WHERE p.webhook_id = $1 AND p.state = 'pending' AND p.next_try_at <= now() AND (p.claimed_until IS NULL OR p.claimed_until <= now())
             ORDER BY p.next_try_at, p.id LIMIT (SELECT CASE WHEN failures > 0 THEN 1 ELSE $2::int END FROM webhook WHERE id = $1)
             FOR UPDATE OF p SKIP LOCKED)
       RETURNING d.id::float8 AS id, d.webhook_id, w.account_id, w.url, w.secret, d.event, d.attempts::int AS attempts, m.id::float8 AS mailbox_id,
                 m.transmission_id, m.format, m.application, m.content_type, m.body, m.created_at`,
      [webhookId, limit],
    );
    return rows.sort((a, b) => a.id - b.id);
  }

  async delivered(unit: UnitOfWork, delivery: DueDelivery, status: number | null): Promise<void> {
    await unit.manager.query(
      `UPDATE webhook_delivery SET state = 'delivered', status = $2, error = NULL, finished_at = $3, claimed_until = NULL WHERE id = $1 AND state = 'pending'`,
      [delivery.id, status, unit.now.toISOString()],
    );
    await unit.manager.query('UPDATE webhook SET failures = 0, paused_until = NULL WHERE id = $1 AND failures > 0', [
      delivery.webhook_id,
    ]);
  }

  /** @param retryInMs null when it was the last attempt */
  async notDelivered(
    unit: UnitOfWork,
    delivery: DueDelivery,
    status: number | null,
    error: string,
    retryInMs: number | null,
    pauseMs: number,
  ): Promise<void> {
    const now = unit.now.getTime();
    await unit.manager.query(
      `UPDATE webhook_delivery SET state = $2, status = $3, error = $4, next_try_at = $5, finished_at = $6, claimed_until = NULL WHERE id = $1 AND state = 'pending'`,
      [
        delivery.id,
        retryInMs === null ? 'failed' : 'pending',
        status,
        error,
        new Date(now + (retryInMs ?? 0)).toISOString(),
        retryInMs === null ? unit.now.toISOString() : null,
      ],
    );
    await unit.manager.query('UPDATE webhook SET failures = failures + 1, paused_until = $2 WHERE id = $1', [
      delivery.webhook_id,
      new Date(now + pauseMs).toISOString(),
    ]);
  }
}
