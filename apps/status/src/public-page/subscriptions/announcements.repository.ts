import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ToldNotice } from '#contracts';
import type { SendResult } from '#service';
import { publicNotice, type PublicNotice } from '../../said/public-records';
import type { KnownSubscription } from './subscriptions.repository';
import { SubscriptionsRepository } from './subscriptions.repository';
import { isWanted, type Outcome } from './subscription.rules';

/** A delivery that was claimed, with all that is sent. */
export interface DueDelivery {
  readonly id: string;
  readonly attempts: number;
  readonly kind: 'notice' | 'confirmation';
  /** Null for a confirmation. */
  readonly notice: PublicNotice | null;
  readonly createdAt: string;
  readonly subscription: Pick<
    KnownSubscription,
    'id' | 'kind' | 'address' | 'linkKey' | 'secrets' | 'modules' | 'modes' | 'ports' | 'drills'
  >;
}

/** Longer than an attempt can take; after it another replica may try. */
const LEASE_SECONDS = 60;
/** What was issued before the platform could tell of it is old news after this time. */
const NEWS_FOR = '2 days';

@Injectable()
export class AnnouncementsRepository {
  constructor(
    private readonly source: DataSource,
    private readonly subscriptions: SubscriptionsRepository,
  ) {}

  get ready(): boolean {
    return this.source.isInitialized;
  }

  /**
   * Writes a delivery to every subscriber that wants it, for each notice that has none yet. A notice that is committed is found here, by
   * whichever replica looks first, however often one dies: so every subscriber gets each notice once.
   */
  async announceNew(): Promise<number> {
    const fresh: { data: ToldNotice }[] = await this.source.query(
      `SELECT n.data FROM told n WHERE n.kind = 'notice' AND n.from_at > now() - $1::interval
          AND NOT EXISTS (SELECT 1 FROM announcement a WHERE a.key = 'notice:' || n.key) ORDER BY n.place LIMIT 50`,
      [NEWS_FOR],
    );
    for (const { data } of fresh) await this.announce(data);
    return fresh.length;
  }

  private async announce(notice: ToldNotice): Promise<void> {
    const said = publicNotice(notice);
    const key = `notice:${notice.number}`;
    await this.source.transaction(async (manager) => {
      const [written] = await manager.query(
        `INSERT INTO announcement (key, kind, drill, content, at) VALUES ($1, 'notice', $2, $3, $4) ON CONFLICT (key) DO NOTHING RETURNING key`,
        [key, said.drill, JSON.stringify(said), said.issuedAt],
      );
      if (!written) return;
      const wanting = (await this.subscriptions.active(manager)).filter((subscription) =>
        isWanted(subscription, said.scope, said.drill),
      );
      await this.subscriptions.addDeliveries(
        manager,
        key,
        wanting.map(({ id }) => id),
      );
    });
  }

  /** Subscriptions for which something can be sent now; those that failed least come first. */
  async due(): Promise<string[]> {
    const rows: { id: string }[] = await this.source.query(
      `SELECT s.id FROM subscription s
        WHERE s.state <> 'ended' AND (s.paused_until IS NULL OR s.paused_until <= now())
          AND EXISTS (SELECT 1 FROM announcement_delivery d WHERE d.subscription_id = s.id AND d.state = 'pending' AND d.next_try_at <= now()
                         AND (d.claimed_until IS NULL OR d.claimed_until <= now()))
        ORDER BY s.failures LIMIT 500`,
    );
    return rows.map(({ id }) => id);
  }

  /** Takes the oldest delivery of a subscription for this process, or nothing. */
  async claim(subscriptionId: string): Promise<DueDelivery | null> {
    const [rows]: [DueDelivery[]] = await this.source.query(
      `UPDATE announcement_delivery d SET claimed_until = now() + interval '${LEASE_SECONDS} seconds', attempts = d.attempts + 1
         FROM subscription s, announcement a
        WHERE s.id = d.subscription_id AND a.key = d.announcement AND s.state <> 'ended'
          AND d.id = (SELECT p.id FROM announcement_delivery p
                       WHERE p.subscription_id = $1 AND p.state = 'pending' AND p.next_try_at <= now() AND (p.claimed_until IS NULL OR p.claimed_until <= now())
                       ORDER BY p.created_at, p.id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING d.id, d.attempts, a.kind, CASE WHEN a.kind = 'notice' THEN a.content END AS notice, to_char(d.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt",
                 jsonb_build_object('id', s.id, 'kind', s.kind, 'address', s.address, 'linkKey', s.link_key, 'secrets', s.secrets, 'modules', s.modules, 'modes', s.modes,
                                    'ports', s.ports, 'drills', s.drills) AS subscription`,
      [subscriptionId],
    );
    return rows[0] ?? null;
  }

  /** Writes an attempt into the log, and what it came to. */
  async attempted(
    { id, attempts, subscription }: DueDelivery,
    { status, error }: SendResult,
    outcome: Outcome,
  ): Promise<void> {
    const wait = outcome.kind === 'again' ? outcome.inMs : 0;
    const state = outcome.kind === 'again' ? 'pending' : outcome.kind === 'delivered' ? 'delivered' : 'failed';
    await this.source.transaction(async (manager) => {
      await manager.query(
        'INSERT INTO announcement_attempt (delivery_id, number, at, status, error) VALUES ($1, $2, now(), $3, $4) ON CONFLICT DO NOTHING',
        [id, attempts, status, error],
      );
      await manager.query(
        `UPDATE announcement_delivery SET state = $2, claimed_until = NULL, next_try_at = now() + make_interval(secs => $3::float8 / 1000),
                finished_at = CASE WHEN $2 = 'pending' THEN NULL ELSE now() END WHERE id = $1 AND state = 'pending'`,
        [id, state, wait],
      );
      await manager.query(
        `UPDATE subscription SET failures = CASE WHEN $2 THEN 0 ELSE failures + 1 END, paused_until = CASE WHEN $2 THEN NULL ELSE now() + make_interval(secs => $3::float8 / 1000) END WHERE id = $1`,
        [subscription.id, outcome.kind === 'delivered', Math.min(wait, 3_600_000)],
      );
    });
  }

  /** Addresses that were never confirmed are kept a week, ended subscriptions and the log of deliveries a month. */
  async forgetOld(): Promise<void> {
    await this.source.query(
      `DELETE FROM subscription WHERE (state = 'asked' AND created_at < now() - interval '7 days') OR (state = 'ended' AND ended_at < now() - interval '30 days')`,
    );
    await this.source.query(`DELETE FROM announcement_delivery WHERE finished_at < now() - interval '30 days'`);
    await this.source.query(
      `DELETE FROM announcement a WHERE at < now() - interval '30 days' AND NOT EXISTS (SELECT 1 FROM announcement_delivery d WHERE d.announcement = a.key)`,
    );
  }
}
