import type { EntityManager } from 'typeorm';
import { insertRows } from '#persistence';
import { CHAIN_START, ChainedEntry, chained, chainFault, ActivityEntry, ChainHead } from './activity-chain.rules';
import type { Witness } from './witness.rules';

const COLUMNS = {
  account_id: 'uuid',
  sequence: 'bigint',
  occurred_at: 'timestamptz',
  recorded_at: 'timestamptz',
  kind: 'text',
  channel: 'text',
  transmission_id: 'uuid',
  mailbox_id: 'bigint',
  filing_id: 'uuid',
  item_kind: 'text',
  subject: 'text',
  outcome: 'text',
  disposition: 'text',
  summary: 'text',
  person: 'text',
  port: 'text',
  center: 'text',
  previous_hash: 'text',
  hash: 'text',
};
const VERIFIED_AT_ONCE = 2_000;
/** By this the gateway names, in the log, a notice of how far the log reaches. */
const HEAD_NOTICE = 'activity log head';

interface HeadRow {
  account_id: string;
  sequence: string;
  hash: string;
}

/**
 * Whoever locks an account locks the end of its log before, as messages do that are handled together: one writes the log, the next changes the account.
 * An account that is new to the log has none.
 */
export const lockLogs = async (manager: EntityManager, accountIds: readonly string[]): Promise<void> => {
  await manager.query('SELECT 1 FROM activity_head WHERE account_id = ANY($1::uuid[]) ORDER BY account_id FOR UPDATE', [
    accountIds,
  ]);
};

/** Locks the ends of the accounts' chains, in one order for everybody, so that two writers never continue the same entry. */
const lockHeads = async (manager: EntityManager, accountIds: string[]): Promise<Map<string, ChainHead>> => {
  const read = async (): Promise<HeadRow[]> =>
    manager.query(
      'SELECT account_id, sequence, hash FROM activity_head WHERE account_id = ANY($1::uuid[]) ORDER BY account_id FOR UPDATE',
      [accountIds],
    );
  let rows = await read();
  if (rows.length < accountIds.length) {
    await manager.query(
      `INSERT INTO activity_head (account_id, sequence, hash)
       SELECT id, $2, $3 FROM unnest($1::uuid[]) AS id ORDER BY id ON CONFLICT DO NOTHING`,
      [accountIds, CHAIN_START.sequence, CHAIN_START.hash],
    );
    rows = await read();
  }
  return new Map(rows.map((row) => [row.account_id, { sequence: Number(row.sequence), hash: row.hash }]));
};

/** Adds entries to the log: three statements however many entries and accounts there are (five for accounts new to the log). */
export const appendActivity = async (
  manager: EntityManager,
  entries: readonly ActivityEntry[],
  recordedAt: Date,
): Promise<void> => {
  const accountIds = [...new Set(entries.map((entry) => entry.accountId))];
  if (accountIds.length === 0) return;
  const heads = await lockHeads(manager, accountIds);
  const placed = chained(entries, heads, recordedAt.toISOString());
  await insertRows(
    manager,
    'activity',
    COLUMNS,
    placed.map((entry) => ({
      account_id: entry.accountId,
      sequence: entry.sequence,
      occurred_at: entry.occurredAt,
      recorded_at: entry.recordedAt,
      kind: entry.kind,
      channel: entry.channel,
      transmission_id: entry.transmissionId,
      mailbox_id: entry.mailboxId,
      filing_id: entry.filingId,
      item_kind: entry.itemKind,
      subject: entry.subject,
      outcome: entry.outcome,
      disposition: entry.disposition,
      summary: entry.summary,
      person: entry.person ?? null,
      port: entry.port ?? null,
      center: entry.center ?? null,
      previous_hash: entry.previousHash,
      hash: entry.hash,
    })),
  );
  const ends = accountIds.map((id) => heads.get(id)!);
  await manager.query(
    `UPDATE activity_head h SET sequence = e.sequence, hash = e.hash
     FROM unnest($1::uuid[], $2::bigint[], $3::text[]) AS e(account_id, sequence, hash) WHERE h.account_id = e.account_id`,
    [accountIds, ends.map((end) => end.sequence), ends.map((end) => end.hash)],
  );
};

/** Entries of an account behind a sequence number, oldest first; those whose content was removed by policy are in their places. */
export const readActivity = async (
  manager: EntityManager,
  accountId: string,
  after: number,
  limit: number,
): Promise<ChainedEntry[]> => {
  const rows: Record<string, any>[] = await manager.query(
    'SELECT * FROM activity WHERE account_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3',
    [accountId, after, limit],
  );
  const removed: Record<string, any>[] = await manager.query(
    'SELECT * FROM activity_removed WHERE account_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3',
    [accountId, after, limit],
  );
  return [...rows.map(entryOf), ...removed.map(removedEntryOf)]
    .sort((one, other) => one.sequence - other.sequence)
    .slice(0, limit);
};

/** What is left of an entry whose content was removed by policy. */
const removedEntryOf = (row: Record<string, any>): ChainedEntry => ({
  accountId: row['account_id'],
  sequence: Number(row['sequence']),
  occurredAt: row['recorded_at'].toISOString(),
  recordedAt: row['recorded_at'].toISOString(),
  kind: 'removed by policy',
  channel: '',
  transmissionId: null,
  mailboxId: null,
  filingId: null,
  itemKind: null,
  subject: null,
  outcome: null,
  disposition: 'removed',
  summary: `removed by policy on ${row['removed_at'].toISOString().slice(0, 10)}, after ${row['years']} years`,
  previousHash: row['previous_hash'],
  hash: row['hash'],
  removedAt: row['removed_at'].toISOString(),
});

/** A row of the log as its entry. */
export const entryOf = (row: Record<string, any>): ChainedEntry => ({
  accountId: row['account_id'],
  sequence: Number(row['sequence']),
  occurredAt: row['occurred_at'].toISOString(),
  recordedAt: row['recorded_at'].toISOString(),
  kind: row['kind'],
  channel: row['channel'],
  transmissionId: row['transmission_id'],
  mailboxId: row['mailbox_id'] === null ? null : Number(row['mailbox_id']),
  filingId: row['filing_id'],
  itemKind: row['item_kind'],
  subject: row['subject'],
  outcome: row['outcome'],
  disposition: row['disposition'],
  summary: row['summary'],
  ...(row['person'] === null ? {} : { person: row['person'] }),
  ...(row['port'] === null ? {} : { port: row['port'] }),
  ...(row['center'] === null ? {} : { center: row['center'] }),
  previousHash: row['previous_hash'],
  hash: row['hash'],
});

/** Where an account's chain ends. */
export const headOf = async (manager: EntityManager, accountId: string): Promise<ChainHead> => {
  const [row]: HeadRow[] = await manager.query(
    'SELECT account_id, sequence, hash FROM activity_head WHERE account_id = $1',
    [accountId],
  );
  return row ? { sequence: Number(row.sequence), hash: row.hash } : CHAIN_START;
};

/** An account whose head is to be signed. */
export interface HeadDue extends ChainHead {
  readonly accountId: string;
  readonly notice: boolean;
}

/**
 * Heads of logs that grew since they were signed `seconds` ago, and of those that were not signed for a day. `notice`: an entry of an earlier day
 * (UTC) is in no notice yet, and is none that only tells of the last notice. Locked until they are signed.
 */
export const headsDue = async (
  manager: EntityManager,
  now: Date,
  seconds: number,
  limit: number,
): Promise<HeadDue[]> => {
  const rows: (HeadRow & { notice: boolean })[] = await manager.query(
    `SELECT h.account_id, h.sequence, h.hash,
       h.noticed_sequence < h.sequence AND coalesce(h.noticed_at < d.today, true) AND EXISTS (
         SELECT 1 FROM activity a
          WHERE a.account_id = h.account_id AND a.sequence > h.noticed_sequence AND a.recorded_at < d.today
            AND NOT EXISTS (SELECT 1 FROM activity n
              WHERE n.account_id = h.account_id AND n.sequence > h.noticed_sequence AND n.mailbox_id = a.mailbox_id AND n.item_kind = $4)) AS notice
     FROM activity_head h, (SELECT date_trunc('day', $1::timestamptz, 'UTC') AS today) d
     WHERE h.sequence > 0 AND (h.signed_at IS NULL OR h.signed_at <= $1::timestamptz - make_interval(days => 1)
        OR h.sequence <> h.signed_sequence AND h.signed_at <= $1::timestamptz - make_interval(secs => $2::int))
     ORDER BY h.account_id LIMIT $3 FOR UPDATE OF h SKIP LOCKED`,
    [now, seconds, limit, HEAD_NOTICE],
  );
  return rows.map(({ account_id: accountId, sequence, hash, notice }) => ({
    accountId,
    sequence: Number(sequence),
    hash,
    notice,
  }));
};

/** Notes what was signed. */
export const keepSigned = async (manager: EntityManager, heads: readonly HeadDue[], now: Date): Promise<void> => {
  if (heads.length === 0) return;
  await manager.query(
    `UPDATE activity_head h SET signed_sequence = s.sequence, signed_at = $4,
       noticed_sequence = CASE WHEN s.notice THEN s.sequence ELSE h.noticed_sequence END, noticed_at = CASE WHEN s.notice THEN $4 ELSE h.noticed_at END
     FROM unnest($1::uuid[], $2::bigint[], $3::boolean[]) AS s(account_id, sequence, notice) WHERE h.account_id = s.account_id`,
    [
      heads.map(({ accountId }) => accountId),
      heads.map(({ sequence }) => sequence),
      heads.map(({ notice }) => notice),
      now,
    ],
  );
};

export interface Verification {
  readonly accountId: string;
  readonly entries: number;
  /** Null when it could not be found out: the gateway, which holds the signed heads, did not answer. */
  readonly intact: boolean | null;
  /** The first thing that is wrong with the chain or with what was signed, or why that could not be compared. */
  readonly fault: string | null;
  /** Hash of the last entry: whoever keeps it can later prove that nothing before it was changed. */
  readonly lastHash: string;
  /** The signed heads it was compared with, and the one that reaches furthest; null when the gateway did not answer. */
  readonly witnessed: { readonly heads: number; readonly sequence: number; readonly signedAt: string | null } | null;
}

/**
 * Reads an account's whole chain and says whether it is as it was recorded, and as it was signed.
 *
 * @param witness asked for before the log is read, so that it can hold nothing that the log has not yet; null when nobody could be asked
 */
export const verifyActivity = async (
  manager: EntityManager,
  accountId: string,
  witness: Witness | null,
): Promise<Verification> => {
  const [headRow]: (HeadRow & { signed_at: Date | null })[] = await manager.query(
    'SELECT account_id, sequence, hash, signed_at FROM activity_head WHERE account_id = $1',
    [accountId],
  );
  const head = headRow ? { sequence: Number(headRow.sequence), hash: headRow.hash } : CHAIN_START;
  let at = CHAIN_START;
  let fault = witness?.fault ?? null;
  while (fault === null && at.sequence < head.sequence) {
    const entries = await readActivity(
      manager,
      accountId,
      at.sequence,
      Math.min(VERIFIED_AT_ONCE, head.sequence - at.sequence),
    );
    if (entries.length === 0) fault = `the log ends with entry ${at.sequence}, ${head.sequence} were recorded`;
    for (const entry of entries) {
      fault = chainFault(entry, at) ?? witness?.faultAt(entry) ?? null;
      if (fault !== null) break;
      at = entry;
    }
  }
  if (fault === null && at.hash !== head.hash) fault = `entry ${at.sequence} is not the one that was recorded last`;
  fault ??= witness?.faultBehind(at, headRow?.signed_at?.toISOString() ?? null) ?? null;
  const furthest = witness?.furthest;
  return {
    accountId,
    entries: at.sequence,
    lastHash: at.hash,
    ...(fault === null && witness === null
      ? {
          intact: null,
          fault: 'the chain is unbroken, but the gateway, which holds the signed heads, does not answer: ask again',
        }
      : { intact: fault === null, fault }),
    witnessed: witness && {
      heads: witness.count,
      sequence: furthest?.sequence ?? 0,
      signedAt: furthest?.signedAt ?? null,
    },
  };
};
