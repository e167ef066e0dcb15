import type { EntityManager } from 'typeorm';
import { insertRows } from '#persistence';
import { CHAIN_START, ChainedEntry, chained, chainFault, ActivityEntry, ChainHead } from './activity-chain.rules';

const COLUMNS = {
  account_id: 'uuid', sequence: 'bigint', occurred_at: 'timestamptz', recorded_at: 'timestamptz', kind: 'text', channel: 'text', transmission_id: 'uuid',
  mailbox_id: 'bigint', filing_id: 'uuid', item_kind: 'text', subject: 'text', outcome: 'text', disposition: 'text', summary: 'text', previous_hash: 'text',
  hash: 'text',
};
const VERIFIED_AT_ONCE = 2_000;

interface HeadRow {
  account_id: string;
  sequence: string;
  hash: string;
}

/** Locks the ends of the accounts' chains, in one order for everybody, so that two writers never continue the same entry. */
const lockHeads = async (manager: EntityManager, accountIds: string[]): Promise<Map<string, ChainHead>> => {
  const read = async (): Promise<HeadRow[]> =>
    manager.query('SELECT account_id, sequence, hash FROM activity_head WHERE account_id = ANY($1::uuid[]) ORDER BY account_id FOR UPDATE', [accountIds]);
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
export const appendActivity = async (manager: EntityManager, entries: readonly ActivityEntry[], recordedAt: Date): Promise<void> => {
  const accountIds = [...new Set(entries.map((entry) => entry.accountId))];
  if (accountIds.length === 0) return;
  const heads = await lockHeads(manager, accountIds);
  const placed = chained(entries, heads, recordedAt.toISOString());
  await insertRows(
    manager,
    'activity',
    COLUMNS,
    placed.map((entry) => ({
      account_id: entry.accountId, sequence: entry.sequence, occurred_at: entry.occurredAt, recorded_at: entry.recordedAt, kind: entry.kind,
      channel: entry.channel, transmission_id: entry.transmissionId, mailbox_id: entry.mailboxId, filing_id: entry.filingId, item_kind: entry.itemKind,
      subject: entry.subject, outcome: entry.outcome, disposition: entry.disposition, summary: entry.summary, previous_hash: entry.previousHash,
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

/** Entries of an account behind a sequence number, oldest first. */
export const readActivity = async (manager: EntityManager, accountId: string, after: number, limit: number): Promise<ChainedEntry[]> => {
  const rows: Record<string, any>[] = await manager.query(
    'SELECT * FROM activity WHERE account_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3',
    [accountId, after, limit],
  );
  return rows.map((row) => ({
    accountId: row['account_id'], sequence: Number(row['sequence']), occurredAt: row['occurred_at'].toISOString(), recordedAt: row['recorded_at'].toISOString(),
    kind: row['kind'], channel: row['channel'], transmissionId: row['transmission_id'], mailboxId: row['mailbox_id'] === null ? null : Number(row['mailbox_id']),
    filingId: row['filing_id'], itemKind: row['item_kind'], subject: row['subject'], outcome: row['outcome'], disposition: row['disposition'],
    summary: row['summary'], previousHash: row['previous_hash'], hash: row['hash'],
  }));
};

export interface Verification {
  readonly accountId: string;
  readonly entries: number;
  readonly intact: boolean;
  /** The first thing that is wrong with the chain. */
  readonly fault: string | null;
  /** Hash of the last entry: whoever keeps it can later prove that nothing before it was changed. */
  readonly lastHash: string;
}

/** Reads an account's whole chain and says whether it is as it was recorded. */
export const verifyActivity = async (manager: EntityManager, accountId: string): Promise<Verification> => {
  const [headRow]: HeadRow[] = await manager.query('SELECT account_id, sequence, hash FROM activity_head WHERE account_id = $1', [accountId]);
  const head = headRow ? { sequence: Number(headRow.sequence), hash: headRow.hash } : CHAIN_START;
  let at = CHAIN_START;
  let fault: string | null = null;
  while (fault === null && at.sequence < head.sequence) {
    const entries = await readActivity(manager, accountId, at.sequence, Math.min(VERIFIED_AT_ONCE, head.sequence - at.sequence));
    if (entries.length === 0) fault = `the log ends with entry ${at.sequence}, ${head.sequence} were recorded`;
    for (const entry of entries) {
      fault = chainFault(entry, at);
      if (fault !== null) break;
      at = entry;
    }
  }
  if (fault === null && at.hash !== head.hash) fault = `entry ${at.sequence} is not the one that was recorded last`;
  return { accountId, entries: at.sequence, intact: fault === null, fault, lastHash: at.hash };
};
