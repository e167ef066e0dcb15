import type { DataSource } from 'typeorm';
import { askingWith, KnownAccounts, may } from '#access';
import { AccountChanged, AccountUsed, InteractionRecorded } from '#contracts';
import { messagingTables, UnitOfWork } from '#messaging';
import { createDataSource } from '#persistence';
import { hashApiKey, ServiceConfig } from '#service';
import { gateway } from '../apps/gateway/src/gateway.service-definition';
import { Foreseen } from '../tools/infrastructure/failure';
import type { PostgresServer } from '../tools/infrastructure/postgres';
import { percentiles, type Percentiles } from './figures';

const ACCOUNTS = 100_000;
const AT_ONCE = 500;
/** Accounts that ask again and again. */
const BUSY = 20_000;
const DECISIONS = 200_000;
const COLD = 2_000;
const PLAIN = 2_000;
const CHANGES = 200;
const LANES = 4;

export interface RightsFigures {
  readonly accounts: number;
  /** Accounts taken in a second, as messages in batches of 500. */
  readonly takenPerSecond: number;
  readonly copyMegabytes: number;
  /** Microseconds: a key that was asked for before, from whose key it is to the table of rights. */
  readonly decision: Percentiles;
  /** The table of rights alone. */
  readonly table: Percentiles;
  /** One look-up of a Map with as many keys: the floor. */
  readonly floor: Percentiles;
  /** The same decision by one SELECT … JOIN … GROUP BY: the peer. */
  readonly plain: Percentiles;
  /** The first decision on a key since the start of the service: nothing is loaded beforehand. */
  readonly first: Percentiles;
  readonly kilobytesEachRemembered: number;
  /** Milliseconds from the message of a change to a decision by it, with the others remembered. */
  readonly change: Percentiles;
  /** Decisions on other accounts after each change that had to ask the database again. */
  readonly forgotten: number;
}

const keyAt = (at: number): string => `pk_bench_${at}`;
const idAt = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const accountAt = (at: number, version = 1, role = 'owner'): AccountChanged => {
  const hash = hashApiKey(keyAt(at));
  return {
    ...AccountChanged.example,
    ...{ accountId: idAt(at), version, name: `Account ${at}`, active: true, abi: null, mergedInto: null },
    importerNumbers: [`${String(10 + (at % 90))}-${String(at).padStart(7, '0')}`],
    ...{ filerCodes: [], scacs: [], apiKeyHashes: [hash], keyPersons: [{ hash, person: 'K. Osei' }] },
    keyTerms: [{ hash, personId: idAt(at), leaves: null, until: null, addresses: [] }],
    people: [
      {
        ...{ personId: idAt(at), name: 'K. Osei', role, leaves: null, ports: [], center: null },
        ...{ from: '2026-01-01T00:00:00.000Z', to: null },
      },
    ],
  } as AccountChanged;
};

const inMicroseconds = (times: readonly number[]): Percentiles => percentiles(times.map((ms) => ms * 1_000));

/** Rights decided with a hundred thousand accounts in the copy of a service, beside plain SQL and a Map. */
export const measureRights = async (postgres: PostgresServer, say: (line: string) => void): Promise<RightsFigures> => {
  const source: DataSource = await createDataSource({
    url: postgres.url,
    applicationName: 'rights bench',
    entities: [],
    migrations: [...messagingTables, ...gateway.migrations],
    poolSize: 4,
    forMigration: true,
  }).initialize();
  try {
    await source.runMigrations();
    const keeping = { cacheSeconds: () => 3_600, passwords: true, tells: InteractionRecorded, tellsUse: AccountUsed };
    const accounts = new KnownAccounts(source, keeping, {} as ServiceConfig);
    const take = (changed: readonly AccountChanged[]): Promise<void> =>
      source.transaction((manager) => accounts.store(new UnitOfWork(manager, LANES), changed));
    say(`${ACCOUNTS} accounts, as messages`);
    const taking = performance.now();
    for (let at = 0; at < ACCOUNTS; at += AT_ONCE)
      await take(Array.from({ length: AT_ONCE }, (_, n) => accountAt(at + n)));
    const takenPerSecond = (ACCOUNTS * 1_000) / (performance.now() - taking);
    await source.query('VACUUM ANALYZE account');
    await source.query('VACUUM ANALYZE api_key');
    const [{ bytes }] = await source.query(
      `SELECT (pg_total_relation_size('account') + pg_total_relation_size('api_key'))::float8 AS bytes`,
    );

    const decide = async (at: number): Promise<boolean> => {
      const found = accounts.ofKey(hashApiKey(keyAt(at)));
      const holder = found instanceof Promise ? await found : found;
      const asking = holder && askingWith(holder.account, holder.terms, new Date().toISOString(), '192.0.2.1');
      return asking !== null && typeof asking !== 'string' && may(asking, 'change', 'power of attorney', 'own');
    };
    const timed = async (times: number, work: (n: number) => unknown): Promise<number[]> => {
      const all: number[] = [];
      for (let n = 0; n < times; n += 1) {
        const began = performance.now();
        const done = work(n);
        if (done instanceof Promise) await done;
        all.push(performance.now() - began);
      }
      return all;
    };
    say('first decisions');
    const first = inMicroseconds(await timed(COLD, (n) => decide(n)));
    const before = process.memoryUsage().heapUsed;
    for (let at = COLD; at < BUSY; at += 1) await decide(at);
    const kilobytesEachRemembered = (process.memoryUsage().heapUsed - before) / 1_024 / (BUSY - COLD);
    say('decisions');
    if (!(await decide(7))) throw new Foreseen('An owner may not do what owners may.');
    await timed(DECISIONS / 10, (n) => decide((n * 7_919) % BUSY));
    const decision = inMicroseconds(await timed(DECISIONS, (n) => decide((n * 7_919) % BUSY)));
    const rank = { viewers: ['owner'] as const, leaves: null };
    const table = inMicroseconds(await timed(DECISIONS, () => may(rank, 'change', 'power of attorney', 'own')));
    const map = new Map(Array.from({ length: ACCOUNTS }, (_, at) => [keyAt(at), at]));
    const keys = Array.from({ length: BUSY }, (_, at) => keyAt(at));
    const floor = inMicroseconds(await timed(DECISIONS, (n) => map.get(keys[(n * 7_919) % BUSY]!)));
    say('the same by plain SQL');
    const plain = inMicroseconds(
      await timed(PLAIN, (n) =>
        source.query(
          `SELECT a.id, count(*) FILTER (WHERE r->>'role' IN ('owner', 'proxy owner', 'user')) AS rights
             FROM api_key k JOIN account a ON a.id = k.account_id CROSS JOIN LATERAL jsonb_array_elements(a.data->'people') r
            WHERE k.hash = $1 AND a.active AND r->>'personId' = k.terms->>'personId' AND (r->>'from')::timestamptz <= now() GROUP BY a.id`,
          [hashApiKey(keyAt((n * 7_919) % ACCOUNTS))],
        ),
      ),
    );
    say('changes');
    let forgotten = 0;
    const change = percentiles(
      await timed(CHANGES, async (n) => {
        await take([accountAt(n, 2, 'auditor')]);
        if (await decide(n)) throw new Foreseen(`the change of account ${n} is not visible`);
        if (accounts.ofKey(hashApiKey(keyAt(BUSY - 1 - n))) instanceof Promise) forgotten += 1;
      }),
    );
    return {
      ...{ accounts: ACCOUNTS, takenPerSecond, copyMegabytes: bytes / 2 ** 20, decision, table, floor, plain, first },
      ...{ kilobytesEachRemembered, change, forgotten },
    };
  } finally {
    await source.destroy();
  }
};
