import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import {
  type ActivityEntry,
  CHAIN_START,
  type ChainedEntry,
  chainFault,
} from '../apps/account/src/activity-log/activity-chain.rules';
import { appendActivity, readActivity } from '../apps/account/src/activity-log/activity.repository';
import { type ActivitySearch, searchActivity } from '../apps/account/src/activity-log/activity-search';
import { inclusionProofs } from '../apps/account/src/activity-log/activity-tree';
import { hashesOf, sealEntries, treeSize } from '../apps/account/src/activity-log/activity-tree.repository';
import {
  completeHash,
  completeNodes,
  leafHash,
  provesInclusion,
  rangeHash,
} from '../apps/account/src/activity-log/merkle-tree.rules';
import { Accounts1763701000000 } from '../apps/account/src/migrations/1763701000000-accounts';
import { ActivityTree1764710000000 } from '../apps/account/src/migrations/1764710000000-activity-tree';
import { RetentionOfActivity1764800200001 } from '../apps/account/src/migrations/1764800200001-retention-of-activity';
import { SignedHeads1764400100000 } from '../apps/account/src/migrations/1764400100000-signed-heads';
import { prepareDatabases } from '../tools/infrastructure/databases';
import { Foreseen } from '../tools/infrastructure/failure';
import type { PostgresServer } from '../tools/infrastructure/postgres';

const ACCOUNTS = 1_000;
const ENTRIES_AT_ONCE = 1_000;
const ACCOUNTS_AT_ONCE = 50;
const SEALED_AT_ONCE = 5_000;
const PROOFS = 200;
const VERIFIED_AT_MOST = 500_000;
const PAGE = 2_000;

export interface ActivityLogFigures {
  readonly entries: number;
  /** Rows a second of the same columns put into a table without chain, tree and search: the peer. */
  readonly plainPerSecond: number;
  readonly appendedPerSecond: number;
  readonly verified: number;
  readonly verifiedPerSecond: number;
  /** Rows a second of `SELECT kind, count(*) … GROUP BY kind` over the same rows plainly: the peer of verifying. */
  readonly groupedPerSecond: number;
  /** Searches of one page, by what is looked for; `index`: none of them reads a whole table. */
  readonly searches: readonly { readonly by: string; readonly ms: number; readonly index: boolean }[];
  readonly proofMs: { readonly p50: number; readonly p99: number };
}

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
};

const entryAt = (accountId: string, at: number): ActivityEntry => ({
  accountId,
  occurredAt: '2026-11-21T14:05:08.120Z',
  kind: 'answer placed',
  channel: 'abi',
  transmissionId: randomUUID(),
  mailboxId: at,
  filingId: randomUUID(),
  itemKind: 'cargo release',
  subject: `entry:B76-${String(at).padStart(8, '0')}`,
  outcome: 'accepted',
  disposition: 'processed',
  summary: 'SX placed in the mailbox',
  // Of each hundred one is of CBP.
  ...(at % 100 === 0 && {
    kind: 'viewed by CBP',
    channel: 'CBP',
    person: `Officer ${at % 7_000}`,
    port: String(1_000 + (at % 300)),
    center: `CEE0${String(1 + (at % 9)).padStart(2, '0')}`,
  }),
});

/** One writer and one connection; what is sealed counts as part of appending. */
export const measureActivityLog = async (
  postgres: PostgresServer,
  entries: number,
  say: (line: string) => void,
): Promise<ActivityLogFigures> => {
  const { ownerUrl } = (await prepareDatabases(postgres.url, ['activity_bench']))['activity_bench']!;
  const source = await new DataSource({ type: 'postgres', url: ownerUrl }).initialize();
  try {
    const runner = source.createQueryRunner();
    await runner.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    for (const migration of [
      Accounts1763701000000,
      SignedHeads1764400100000,
      ActivityTree1764710000000,
      RetentionOfActivity1764800200001,
    ])
      await new migration().up(runner);
    await runner.query('CREATE TABLE plain (LIKE activity); ALTER TABLE plain ADD PRIMARY KEY (account_id, sequence)');
    await runner.release();
    const ids = Array.from({ length: ACCOUNTS }, () => randomUUID());
    const batchAt = (from: number): ActivityEntry[] =>
      Array.from({ length: Math.min(ENTRIES_AT_ONCE, entries - from) }, (_, n) =>
        entryAt(ids[((from / ENTRIES_AT_ONCE) * ACCOUNTS_AT_ONCE + (n % ACCOUNTS_AT_ONCE)) % ACCOUNTS]!, from + n),
      );

    say(`${entries} entries: appending and sealing`);
    const appending = await secondsOf(async () => {
      for (let from = 0; from < entries; from += ENTRIES_AT_ONCE) {
        await source.transaction((manager) => appendActivity(manager, batchAt(from), new Date()));
        if ((from / ENTRIES_AT_ONCE) % (SEALED_AT_ONCE / ENTRIES_AT_ONCE) === 0)
          await source.transaction((manager) => sealEntries(manager, SEALED_AT_ONCE));
      }
      while ((await source.transaction((manager) => sealEntries(manager, SEALED_AT_ONCE))) > 0);
    });
    if ((await treeSize(source.manager)) !== entries) throw new Foreseen('Not every entry has a place in the tree.');

    say('the same rows, plainly');
    const plain = await secondsOf(() =>
      source.query('INSERT INTO plain SELECT * FROM activity ORDER BY recorded_at, account_id, sequence'),
    );
    const grouping = await secondsOf(() => source.query('SELECT kind, count(*) FROM plain GROUP BY kind'));
    await source.query('ANALYZE activity');

    say('verifying, in memory');
    const logs: ChainedEntry[][] = [];
    let verified = 0;
    for (const id of ids) {
      if (verified >= VERIFIED_AT_MOST) break;
      const log: ChainedEntry[] = [];
      for (let page: ChainedEntry[]; ; log.push(...page)) {
        page = await readActivity(source.manager, id, log.length, PAGE);
        if (page.length === 0) break;
      }
      logs.push(log);
      verified += log.length;
    }
    const verifying = await secondsOf(async () => {
      const leaves: Buffer[] = [];
      for (const log of logs) {
        let before = CHAIN_START;
        for (const entry of log) {
          const fault = chainFault(entry, before);
          if (fault) throw new Foreseen(fault);
          before = entry;
          leaves.push(leafHash(Buffer.from(entry.hash, 'hex')));
        }
      }
      rangeHash(
        completeNodes({ from: 0, to: leaves.length }).map(({ level, position }) =>
          completeHash(leaves.slice(position * 2 ** level, (position + 1) * 2 ** level)),
        ),
      );
    });

    say('searching');
    const middle = await source.query('SELECT recorded_at FROM activity ORDER BY recorded_at OFFSET $1 LIMIT 1', [
      Math.floor(entries / 2),
    ]);
    const from = (middle[0] as { recorded_at: Date }).recorded_at.toISOString();
    const asked: ActivitySearch[] = [
      { subject: entryAt(ids[0]!, 4_200).subject! },
      { person: 'Officer 700' },
      { port: '1100' },
      { center: 'CEE002' },
      { kind: 'viewed by CBP' },
      { from },
      { accounts: [ids[1]!], kind: 'viewed by CBP' },
      { accounts: [ids[1]!, ids[2]!], from },
    ];
    const searches: { by: string; ms: number; index: boolean }[] = [];
    for (const search of asked) {
      const spoken: string[] = [];
      const watching = {
        query: async (text: string, values: unknown[]) => {
          const plan: { 'QUERY PLAN': string }[] = await source.query(`EXPLAIN ${text}`, values);
          spoken.push(...plan.map((line) => line['QUERY PLAN']));
          return source.query(text, values) as Promise<unknown>;
        },
      };
      await searchActivity(watching as never, search, null, 100);
      const began = performance.now();
      await searchActivity(source.manager, search, null, 100);
      searches.push({
        by: Object.keys(search).join(' and '),
        ms: performance.now() - began,
        index: spoken.some((line) => line.includes('Index')) && !spoken.some((line) => line.includes('Seq Scan')),
      });
    }

    say('inclusion proofs');
    const [root] = await hashesOf(source.manager, [{ from: 0, to: entries }]);
    const took: number[] = [];
    for (let n = 0; n < PROOFS; n += 1) {
      const leaf = Math.floor((entries * n) / PROOFS);
      const began = performance.now();
      const [path] = await inclusionProofs(source.manager, [leaf], entries);
      took.push(performance.now() - began);
      const [row]: { entry_hash: Buffer }[] = await source.query(
        'SELECT entry_hash FROM activity_leaf WHERE leaf = $1',
        [leaf],
      );
      const hashes = path!.map((hash) => Buffer.from(hash, 'hex'));
      if (!provesInclusion(leaf, leafHash(row!.entry_hash), entries, root!, hashes))
        throw new Foreseen(`the path of leaf ${leaf} proves nothing`);
    }
    took.sort((a, b) => a - b);
    return {
      entries,
      plainPerSecond: entries / plain,
      appendedPerSecond: entries / appending,
      verified,
      verifiedPerSecond: verified / verifying,
      groupedPerSecond: entries / grouping,
      searches,
      proofMs: { p50: took[PROOFS / 2]!, p99: took[Math.floor(PROOFS * 0.99)]! },
    };
  } finally {
    await source.destroy();
  }
};
