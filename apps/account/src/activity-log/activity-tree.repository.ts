import type { EntityManager } from 'typeorm';
import type { SignedTreeHead } from '#contracts';
import { completeHash, completeNodes, leafHash, type LeafRange, rangeHash, type TreeNode } from './merkle-tree.rules';

/** Of the tree every fourth level is kept: a hash in between takes sixteen rows at most. */
const STRIDE = 4;
const ENTRIES_OF_A_NODE = 2 ** STRIDE;
const ACCOUNTS_AT_ONCE = 500;
/** Whoever holds it gives the next leaves their places. */
const SEALING_LOCK = 1_764_710;

/** The number of leaves that there are. */
export const treeSize = async (manager: EntityManager): Promise<number> => {
  const [row]: { size: string }[] = await manager.query('SELECT coalesce(max(leaf) + 1, 0) AS size FROM activity_leaf');
  return Number(row!.size);
};

/**
 * Gives entries that have no place in the tree yet the next ones, in the order of each log. Passes by another process at the same work.
 *
 * @returns how many
 */
export const sealEntries = async (manager: EntityManager, limit: number): Promise<number> => {
  const [lock]: { free: boolean }[] = await manager.query('SELECT pg_try_advisory_xact_lock($1) AS free', [
    SEALING_LOCK,
  ]);
  if (!lock!.free) return 0;
  const due: { account_id: string; sequence: string; hash: string }[] = await manager.query(
    `SELECT a.account_id, a.sequence, a.hash
       FROM (SELECT account_id, sealed_sequence FROM activity_head WHERE sealed_sequence < sequence ORDER BY account_id LIMIT $1) h
      CROSS JOIN LATERAL (SELECT account_id, sequence, hash FROM activity
        WHERE account_id = h.account_id AND sequence > h.sealed_sequence ORDER BY sequence LIMIT $2) a
      LIMIT $2`,
    [ACCOUNTS_AT_ONCE, limit],
  );
  if (due.length === 0) return 0;
  const size = await treeSize(manager);
  const hashes = due.map(({ hash }) => Buffer.from(hash, 'hex'));
  await manager.query(
    `INSERT INTO activity_leaf (leaf, account_id, sequence, entry_hash)
     SELECT $1::bigint + place - 1, account_id, sequence, hash
       FROM unnest($2::uuid[], $3::bigint[], $4::bytea[]) WITH ORDINALITY AS e(account_id, sequence, hash, place)`,
    [size, due.map((entry) => entry.account_id), due.map(({ sequence }) => sequence), hashes],
  );
  await keepNodes(manager, size, hashes.map(leafHash));
  const sealed = new Map(due.map((entry) => [entry.account_id, entry.sequence]));
  const accountIds = [...sealed.keys()].sort();
  // In the one order in which everybody locks them, and only now: writers of the log wait for no hash.
  await manager.query('SELECT 1 FROM activity_head WHERE account_id = ANY($1::uuid[]) ORDER BY account_id FOR UPDATE', [
    accountIds,
  ]);
  await manager.query(
    `UPDATE activity_head h SET sealed_sequence = s.sequence
     FROM unnest($1::uuid[], $2::bigint[]) AS s(account_id, sequence) WHERE h.account_id = s.account_id`,
    [accountIds, accountIds.map((id) => sealed.get(id))],
  );
  return due.length;
};

/** Keeps what became complete when leaves were added behind the first `size`. */
const keepNodes = async (manager: EntityManager, size: number, leaves: readonly Buffer[]): Promise<void> => {
  let [level, from, added] = [0, size, leaves];
  while (added.length > 0) {
    const first = from - (from % ENTRIES_OF_A_NODE);
    const below = [...(await keptHashes(manager, [{ level, from: first, to: from }])).values(), ...added];
    const above: Buffer[] = [];
    for (let at = 0; at + ENTRIES_OF_A_NODE <= below.length; at += ENTRIES_OF_A_NODE)
      above.push(completeHash(below.slice(at, at + ENTRIES_OF_A_NODE)));
    [level, from, added] = [level + STRIDE, first / ENTRIES_OF_A_NODE, above];
    if (above.length > 0)
      await manager.query(
        `INSERT INTO activity_node (level, position, hash)
         SELECT $1, $2::bigint + place - 1, hash FROM unnest($3::bytea[]) WITH ORDINALITY AS n(hash, place)`,
        [level, from, above],
      );
  }
};

/** Positions of one level that is kept. */
interface KeptRange extends LeafRange {
  readonly level: number;
}

const keyOf = ({ level, position }: TreeNode): string => `${level} ${position}`;

/** Hashes of kept levels, by level and position, in order: one statement, by primary keys. */
const keptHashes = async (manager: EntityManager, ranges: readonly KeptRange[]): Promise<Map<string, Buffer>> => {
  const wanted = ranges.filter(({ from, to }) => from < to);
  if (wanted.length === 0) return new Map();
  const rows: { level: number; position: string; hash: Buffer }[] = await manager.query(
    `SELECT r.level, n.position, n.hash FROM unnest($1::int[], $2::bigint[], $3::bigint[]) AS r(level, first, behind)
      CROSS JOIN LATERAL (
        (SELECT leaf AS position, entry_hash AS hash FROM activity_leaf
          WHERE r.level = 0 AND leaf >= r.first AND leaf < r.behind ORDER BY leaf LIMIT r.behind - r.first)
        UNION ALL
        (SELECT position, hash FROM activity_node
          WHERE r.level > 0 AND level = r.level AND position >= r.first AND position < r.behind ORDER BY position LIMIT r.behind - r.first)) n
      ORDER BY 1, 2`,
    [wanted.map(({ level }) => level), wanted.map(({ from }) => from), wanted.map(({ to }) => to)],
  );
  return new Map(
    rows.map(({ level, position, hash }) => [
      keyOf({ level, position: Number(position) }),
      level === 0 ? leafHash(hash) : hash,
    ]),
  );
};

/**
 * Hashes of subtrees, in the order asked for: one statement for all of them.
 *
 * @throws Error where a part of the tree is gone
 */
export const hashesOf = async (manager: EntityManager, ranges: readonly LeafRange[]): Promise<Buffer[]> => {
  const nodes = new Map(ranges.flatMap(completeNodes).map((node) => [keyOf(node), node]));
  const parts = ({ level, position }: TreeNode): KeptRange => {
    const kept = level - (level % STRIDE);
    const width = 2 ** (level - kept);
    return { level: kept, from: position * width, to: (position + 1) * width };
  };
  const found = await keptHashes(manager, [...nodes.values()].map(parts));
  const hashes = new Map<string, Buffer>();
  for (const [key, node] of nodes) {
    const { level, from, to } = parts(node);
    const below: Buffer[] = [];
    for (let position = from; position < to; position++) {
      const hash = found.get(keyOf({ level, position }));
      if (!hash) throw new Error(`level ${level} of the tree of activity logs has no hash at ${position}`);
      below.push(hash);
    }
    hashes.set(key, completeHash(below));
  }
  return ranges.map((range) => rangeHash(completeNodes(range).map((node) => hashes.get(keyOf(node))!)));
};

interface TreeHeadRow {
  id: string;
  size: string;
  root_hash: Buffer;
  signed_at: Date;
  key_id: string;
  signature: string;
}

export interface KeptTreeHead extends SignedTreeHead {
  readonly id: number;
}

const treeHeadOf = (row: TreeHeadRow): KeptTreeHead => ({
  id: Number(row.id),
  size: Number(row.size),
  rootHash: row.root_hash.toString('hex'),
  signedAt: row.signed_at.toISOString(),
  keyId: row.key_id,
  signature: row.signature,
});

/** The head signed last, or null. */
export const lastTreeHead = async (manager: EntityManager): Promise<KeptTreeHead | null> => {
  const [row]: TreeHeadRow[] = await manager.query('SELECT * FROM activity_tree_head ORDER BY id DESC LIMIT 1');
  return row ? treeHeadOf(row) : null;
};

/** Signed heads, oldest first. */
export const treeHeads = async (manager: EntityManager, after: number, limit: number): Promise<KeptTreeHead[]> => {
  const rows: TreeHeadRow[] = await manager.query(
    'SELECT * FROM activity_tree_head WHERE id > $1 ORDER BY id LIMIT $2',
    [after, limit],
  );
  return rows.map(treeHeadOf);
};

export const keepTreeHead = async (manager: EntityManager, head: SignedTreeHead): Promise<void> => {
  await manager.query(
    'INSERT INTO activity_tree_head (size, root_hash, signed_at, key_id, signature) VALUES ($1, $2, $3, $4, $5)',
    [head.size, Buffer.from(head.rootHash, 'hex'), head.signedAt, head.keyId, head.signature],
  );
};

/** Whether this transaction is the one that signs. */
export const leadsSigning = async (manager: EntityManager): Promise<boolean> => {
  const [lock]: { free: boolean }[] = await manager.query('SELECT pg_try_advisory_xact_lock($1) AS free', [
    SEALING_LOCK + 1,
  ]);
  return lock!.free;
};

/** Places in the tree of entries of an account, by sequence number; entries that have none yet are not in it. */
export const leavesOf = async (
  manager: EntityManager,
  keys: readonly { readonly accountId: string; readonly sequence: number }[],
): Promise<Map<string, number>> => {
  const rows: { account_id: string; sequence: string; leaf: string }[] = await manager.query(
    `SELECT l.account_id, l.sequence, l.leaf FROM unnest($1::uuid[], $2::bigint[]) AS e(account_id, sequence)
      JOIN activity_leaf l USING (account_id, sequence)`,
    [keys.map(({ accountId }) => accountId), keys.map(({ sequence }) => sequence)],
  );
  return new Map(rows.map((row) => [`${row.account_id} ${row.sequence}`, Number(row.leaf)]));
};
