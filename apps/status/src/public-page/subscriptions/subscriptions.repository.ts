import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { insertRows, inTransaction } from '#persistence';
import { hashApiKey, Problem } from '#service';
import { newWebhookSecret } from './standard-webhook';
import type { Wishes } from './subscription.rules';

export type SubscriptionKind = 'e-mail' | 'webhook';

export interface Subscription extends Wishes {
  readonly id: string;
  readonly kind: SubscriptionKind;
  readonly address: string;
  /** `asked` until the receiver has shown that it wants to be told. */
  readonly state: 'asked' | 'active' | 'ended';
  readonly createdAt: string;
  readonly confirmedAt: string | null;
  readonly endedAt: string | null;
  readonly endedBecause: string | null;
}

/** With what only the platform, or the subscriber itself, may know. */
export interface KnownSubscription extends Subscription {
  readonly linkKey: string;
  /** The newest first; two while it is changed over. */
  readonly secrets: readonly string[];
  readonly tokenHash: string | null;
}

export interface DeliveryOfLog {
  readonly id: string;
  readonly announcement: string;
  readonly state: string;
  readonly nextTryAt: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly attempts: readonly {
    readonly number: number;
    readonly at: string;
    readonly status: number | null;
    readonly error: string | null;
  }[];
}

const iso = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const COLUMNS = `id, kind, address, modules, modes, ports, drills, state, link_key AS "linkKey", secrets, token_hash AS "tokenHash", ${iso('created_at')} AS "createdAt",
  ${iso('confirmed_at')} AS "confirmedAt", ${iso('ended_at')} AS "endedAt", ended_because AS "endedBecause"`;
const ASKED_A_DAY = 3;

@Injectable()
export class SubscriptionsRepository {
  constructor(private readonly source: DataSource) {}

  /**
   * Notes a wish, with the message that asks the receiver whether it is its own. The token and the secret are told here and nowhere else.
   *
   * @throws Problem `unavailable` while the database is away
   */
  async ask(
    kind: SubscriptionKind,
    address: string,
    wishes: Wishes,
  ): Promise<{ id: string; token: string; secret: string } | 'too often'> {
    this.needDatabase();
    const [id, token, secret] = [randomUUID(), `sub_${randomBytes(24).toString('base64url')}`, newWebhookSecret()];
    return inTransaction(this.source, async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtext(lower($1)))', [address]);
      const [{ asked }] = await manager.query(
        `SELECT count(*)::int AS asked FROM subscription WHERE lower(address) = lower($1) AND created_at > now() - interval '1 day'`,
        [address],
      );
      if (asked >= ASKED_A_DAY) return 'too often' as const;
      await manager.query(
        `INSERT INTO subscription (id, kind, address, modules, modes, ports, drills, state, link_key, secrets, token_hash, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'asked', $8, $9, $10, now())`,
        [
          id,
          kind,
          address,
          JSON.stringify(wishes.modules),
          JSON.stringify(wishes.modes),
          JSON.stringify(wishes.ports),
          wishes.drills,
          randomBytes(32).toString('base64url'),
          JSON.stringify(kind === 'webhook' ? [secret] : []),
          hashApiKey(token),
        ],
      );
      await manager.query(
        `INSERT INTO announcement (key, kind, drill, content, at) VALUES ($1, 'confirmation', false, '{}', now())`,
        [`confirmation:${id}`],
      );
      await this.addDeliveries(manager, `confirmation:${id}`, [id]);
      return { id, token, secret };
    });
  }

  async find(id: string): Promise<KnownSubscription | null> {
    this.needDatabase();
    const [row] = await this.source.query(`SELECT ${COLUMNS} FROM subscription WHERE id = $1`, [id]);
    return (row as KnownSubscription | undefined) ?? null;
  }

  /**
   * The receiver wants to be told. An earlier subscription of the same e-mail address gives way to it. One of a webhook does not: its
   * address proves nobody, and whoever knows it could take it over.
   */
  async confirm(id: string): Promise<void> {
    await inTransaction(this.source, async (manager) => {
      const [own] = await manager.query(
        `SELECT kind, address FROM subscription WHERE id = $1 AND state = 'asked' FOR UPDATE`,
        [id],
      );
      if (!own) return;
      await manager.query(
        `UPDATE subscription SET state = 'ended', ended_at = now(), ended_because = 'a newer subscription' WHERE kind = 'e-mail' AND $1 = 'e-mail' AND lower(address) = lower($2) AND state = 'active'`,
        [own.kind, own.address],
      );
      await manager.query(`UPDATE subscription SET state = 'active', confirmed_at = now() WHERE id = $1`, [id]);
    });
  }

  /** Ends a subscription and what is pending for it; its log stays. */
  async end(id: string, because: string): Promise<void> {
    await inTransaction(this.source, async (manager) => {
      await manager.query(
        `UPDATE subscription SET state = 'ended', ended_at = now(), ended_because = $2 WHERE id = $1 AND state <> 'ended'`,
        [id, because],
      );
      await manager.query(
        `UPDATE announcement_delivery SET state = 'cancelled', finished_at = now() WHERE subscription_id = $1 AND state = 'pending'`,
        [id],
      );
    });
  }

  /** A new secret; the one before stays valid beside it. */
  async addSecret(id: string): Promise<string> {
    const secret = newWebhookSecret();
    await inTransaction(this.source, (manager) =>
      manager.query(
        `UPDATE subscription SET secrets = CASE WHEN jsonb_array_length(secrets) > 0 THEN jsonb_build_array($2::text, secrets -> 0) ELSE jsonb_build_array($2::text) END WHERE id = $1`,
        [id, secret],
      ),
    );
    return secret;
  }

  async dropOldSecret(id: string): Promise<void> {
    await inTransaction(this.source, (manager) =>
      manager.query(
        'UPDATE subscription SET secrets = jsonb_build_array(secrets -> 0) WHERE id = $1 AND jsonb_array_length(secrets) > 1',
        [id],
      ),
    );
  }

  /** The newest first, with every attempt. */
  deliveries(id: string, limit: number): Promise<DeliveryOfLog[]> {
    return this.source.query(
      `SELECT d.id, d.announcement, d.state, CASE WHEN d.state = 'pending' THEN ${iso('d.next_try_at')} END AS "nextTryAt", ${iso('d.created_at')} AS "createdAt",
              ${iso('d.finished_at')} AS "finishedAt",
              coalesce((SELECT jsonb_agg(jsonb_build_object('number', a.number, 'at', ${iso('a.at')}, 'status', a.status, 'error', a.error) ORDER BY a.number)
                          FROM announcement_attempt a WHERE a.delivery_id = d.id), '[]') AS attempts
         FROM announcement_delivery d WHERE d.subscription_id = $1 ORDER BY d.created_at DESC, d.id LIMIT $2`,
      [id, limit],
    );
  }

  active(manager: EntityManager): Promise<KnownSubscription[]> {
    return manager.query(`SELECT ${COLUMNS} FROM subscription WHERE state = 'active'`);
  }

  async addDeliveries(manager: EntityManager, announcement: string, subscriptionIds: readonly string[]): Promise<void> {
    const now = new Date().toISOString();
    await insertRows(
      manager,
      'announcement_delivery',
      {
        id: 'uuid',
        subscription_id: 'uuid',
        announcement: 'text',
        state: 'text',
        next_try_at: 'timestamptz',
        created_at: 'timestamptz',
      },
      subscriptionIds.map((subscription_id) => ({
        id: randomUUID(),
        subscription_id,
        announcement,
        state: 'pending',
        next_try_at: now,
        created_at: now,
      })),
      'ON CONFLICT (subscription_id, announcement) DO NOTHING',
    );
  }

  private needDatabase(): void {
    if (!this.source.isInitialized)
      throw new Problem('unavailable', 'Subscriptions cannot be changed now: their database is away.', [], 10);
  }
}
