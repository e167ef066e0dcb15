import type { EntityManager } from 'typeorm';
import type { Interaction } from '#contracts';

/** Papers are counted in months of headquarters' clock. */
export const HEADQUARTERS = 'America/New_York';
const MONTH_OF = (at: string): string => `date_trunc('month', ${at} AT TIME ZONE '${HEADQUARTERS}')::date`;

/** What the log says when a mailbox entry comes into being, and what that entry is. */
const PLACED: Readonly<Record<string, string>> = { 'answer placed': 'answer', 'notification placed': 'notification' };
const ACKNOWLEDGED = 'answer acknowledged';

const COUNT_PLACED = (rows: string): string => `
  INSERT INTO message_figure (account_id, month, placed, acknowledged)
  SELECT account_id, ${MONTH_OF('placed_at')}, count(*), count(acknowledged_at) FROM ${rows} GROUP BY 1, 2 ORDER BY 1, 2
  ON CONFLICT (account_id, month) DO UPDATE
    SET placed = message_figure.placed + excluded.placed, acknowledged = message_figure.acknowledged + excluded.acknowledged`;

/**
 * Keeps which mailbox entries accounts were given and which they acknowledged, and how many: at most two statements however many interactions there are.
 * Behind `appendActivity`, which holds the ends of these accounts' logs, so that one account has one writer at a time. What is known already changes nothing.
 */
export const keepMessages = async (manager: EntityManager, interactions: readonly Interaction[]): Promise<void> => {
  const placed = new Map<
    string,
    readonly [account: string, mailbox: number, kind: string, channel: string, at: string]
  >();
  const acknowledged = new Map<string, readonly [account: string, mailbox: number, at: string]>();
  for (const { accountId, kind, channel, mailboxId, items, occurredAt } of interactions) {
    const entryKind = PLACED[kind];
    if (entryKind === undefined && kind !== ACKNOWLEDGED) continue;
    for (const id of new Set([mailboxId, ...items.map((item) => item.mailboxId)])) {
      if (id === null || id === undefined) continue;
      if (entryKind !== undefined) placed.set(`${accountId} ${id}`, [accountId, id, entryKind, channel, occurredAt]);
      else acknowledged.set(`${accountId} ${id}`, [accountId, id, occurredAt]);
    }
  }
  const column = (rows: Iterable<readonly unknown[]>, at: number): unknown[] => [...rows].map((row) => row[at]);
  if (placed.size > 0)
    await manager.query(
      `WITH added AS (
         INSERT INTO mailbox_message (account_id, mailbox_id, kind, channel, placed_at)
         SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::timestamptz[])
         ON CONFLICT DO NOTHING RETURNING account_id, placed_at, acknowledged_at)
       ${COUNT_PLACED('added')}`,
      [0, 1, 2, 3, 4].map((at) => column(placed.values(), at)),
    );
  if (acknowledged.size > 0)
    await manager.query(
      `WITH changed AS (
         UPDATE mailbox_message m SET acknowledged_at = g.at FROM unnest($1::uuid[], $2::bigint[], $3::timestamptz[]) AS g(account_id, mailbox_id, at)
          WHERE m.account_id = g.account_id AND m.mailbox_id = g.mailbox_id AND m.acknowledged_at IS NULL RETURNING m.account_id, m.placed_at)
       UPDATE message_figure f SET acknowledged = f.acknowledged + c.count
         FROM (SELECT account_id, ${MONTH_OF('placed_at')} AS month, count(*) AS count FROM changed GROUP BY 1, 2) c
        WHERE f.account_id = c.account_id AND f.month = c.month`,
      [0, 1, 2].map((at) => column(acknowledged.values(), at)),
    );
};

/** All of it for one account anew, from its activity log. Who writes to that log waits meanwhile. */
export const messagesAnew = async (manager: EntityManager, accountId: string): Promise<void> => {
  await manager.query('SELECT 1 FROM activity_head WHERE account_id = $1 FOR UPDATE', [accountId]);
  await manager.query('DELETE FROM mailbox_message WHERE account_id = $1', [accountId]);
  await manager.query('DELETE FROM message_figure WHERE account_id = $1', [accountId]);
  await manager.query(
    `WITH said AS (
       SELECT mailbox_id, min(sequence) FILTER (WHERE kind = ANY($2::text[])) AS placed, min(occurred_at) FILTER (WHERE kind = $3) AS acknowledged_at
         FROM activity WHERE account_id = $1 AND mailbox_id IS NOT NULL AND kind = ANY($2::text[] || $3) GROUP BY mailbox_id),
     added AS (
       INSERT INTO mailbox_message (account_id, mailbox_id, kind, channel, placed_at, acknowledged_at)
       SELECT a.account_id, a.mailbox_id, replace(a.kind, ' placed', ''), a.channel, a.occurred_at, s.acknowledged_at
         FROM said s JOIN activity a ON a.account_id = $1 AND a.sequence = s.placed RETURNING account_id, placed_at, acknowledged_at)
     ${COUNT_PLACED('added')}`,
    [accountId, Object.keys(PLACED), ACKNOWLEDGED],
  );
};
