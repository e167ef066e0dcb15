import type { DataSource } from 'typeorm';
import type { Asking } from '#access';
import { messagingTables, Transactions } from '#messaging';
import { createDataSource } from '#persistence';
import { account } from '../apps/account/src/account.service-definition';
import { AccountLife } from '../apps/account/src/account-life/account-life';
import type { AccountConfig } from '../apps/account/src/config/account.config';
import { TradeAccounts } from '../apps/account/src/trade-account/trade-accounts';
import { Foreseen } from '../tools/infrastructure/failure';
import type { PostgresServer } from '../tools/infrastructure/postgres';
import { percentiles, type Percentiles } from './figures';

const ACCOUNTS = 100_000;
/** One of so many accounts was merged into another. */
const MERGED_OF = 100;
const PAGE = 100;
const TIMES = 60;
const LANES = 4;
const WORDS = ['Lakeside', 'Harbor', 'Prairie', 'Summit', 'Cedar', 'Granite', 'Juniper', 'Mesa', 'Orchard', 'Willow'];

export interface AccountsFigures {
  readonly accounts: number;
  /** Milliseconds a page of 100; `plain`: the same accounts by one SELECT as it is commonly written, without the indexes. */
  readonly searches: readonly {
    readonly by: string;
    readonly own: Percentiles;
    readonly plain: Percentiles;
    readonly index: boolean;
  }[];
  readonly list: Percentiles;
  /** One row by its key. */
  readonly floor: Percentiles;
  readonly announcedPerSecond: number;
}

const timed = async (times: number, work: (n: number) => Promise<unknown>): Promise<Percentiles> => {
  const all: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const began = performance.now();
    await work(n);
    all.push(performance.now() - began);
  }
  return percentiles(all);
};

const idAt = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const numberAt = (at: number): string => `${String(10 + (at % 90))}-${String(at).padStart(7, '0')}00`;

/** Searches and lists of a hundred thousand accounts. */
export const measureAccounts = async (
  postgres: PostgresServer,
  say: (line: string) => void,
): Promise<AccountsFigures> => {
  const source: DataSource = await createDataSource({
    url: postgres.url,
    applicationName: 'accounts bench',
    entities: account.entities as Function[],
    migrations: [...messagingTables, ...account.migrations],
    poolSize: 4,
    forMigration: true,
  }).initialize();
  try {
    await source.runMigrations();
    say(`${ACCOUNTS} accounts`);
    await source.query(
      `INSERT INTO account (id, name, kinds, ports, active, version, opened_at, changed_at, left_as, left_why, merged_into)
       SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, ($2::text[])[1 + n % 10] || ' Trading ' || n, '{importer}', '{}', n % $3 <> 1, 1, now(), now(),
              CASE WHEN n % $3 = 1 THEN 'merged' END, CASE WHEN n % $3 = 1 THEN 'bench' END, CASE WHEN n % $3 = 1 THEN ('00000000-0000-4000-8000-' || lpad((n - 1)::text, 12, '0'))::uuid END
         FROM generate_series(0, $1::int - 1) AS n`,
      [ACCOUNTS, WORDS, MERGED_OF],
    );
    await source.query(
      `INSERT INTO account_identifier (account_id, kind, value, identity, valid_from)
       SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'importer number', v, v, now()
         FROM generate_series(0, $1::int - 1) AS n CROSS JOIN LATERAL (SELECT (10 + n % 90)::text || '-' || lpad(n::text, 7, '0') || '00' AS v) AS number`,
      [ACCOUNTS],
    );
    for (const name of ['account', 'account_identifier']) await source.query(`VACUUM ANALYZE ${name}`);
    const transactions = new Transactions(source, LANES, () => undefined);
    const accounts = new TradeAccounts(source, transactions, { ABI_PASSWORD_DAYS: 90 } as AccountConfig);
    const life = new AccountLife(source, transactions, accounts, {} as never, {} as never);
    const asking = { viewers: ['headquarters'], leaves: null, account: { accountId: idAt(0) } } as unknown as Asking;
    const scans = async (): Promise<number> => {
      await source.query('SELECT pg_stat_force_next_flush()');
      const [{ n }] = await source.query(
        `SELECT sum(idx_scan)::int AS n FROM pg_stat_user_indexes WHERE indexrelname IN ('account_name_parts', 'account_identifier_identity', 'account_pkey')`,
      );
      return n as number;
    };
    const plainly = (text: string, after: string): Promise<unknown> =>
      source.transaction(async (manager) => {
        for (const way of ['indexscan', 'bitmapscan', 'indexonlyscan'])
          await manager.query(`SET LOCAL enable_${way} = off`);
        await manager.query(
          `SELECT DISTINCT coalesce(a.merged_into, a.id) AS id FROM account a LEFT JOIN account_identifier i ON i.account_id = a.id
            WHERE (a.name ILIKE '%' || $1 || '%' OR i.identity = $1) AND a.id > $2 GROUP BY a.merged_into, a.id ORDER BY 1 LIMIT ${PAGE}`,
          [text, after],
        );
      });
    const kinds: [by: string, text: (n: number) => string][] = [
      ['a name', (n) => `rading ${(n * 7_919) % ACCOUNTS}`],
      ['a word that every tenth has', (n) => WORDS[n % 10]!.toLowerCase()],
      ['a word that all have', () => 'trading'],
      ['a number', (n) => numberAt((n * 7_919) % ACCOUNTS)],
      ['what nobody has', (n) => `zebra ${n}`],
    ];
    const searches: AccountsFigures['searches'][number][] = [];
    for (const [by, text] of kinds) {
      say(`by ${by}`);
      const before = await scans();
      const own = await timed(TIMES, (n) => life.search(asking, text(n), n % 2 ? idAt(ACCOUNTS >> 1) : null, PAGE));
      const index = (await scans()) > before;
      searches.push({ by, own, plain: await timed(5, (n) => plainly(text(n), idAt(n))), index });
    }
    const [half] = await life.search(asking, numberAt(MERGED_OF + 1), null, PAGE);
    if (half?.id !== idAt(MERGED_OF))
      throw new Foreseen('An account is not found by the number of one that was merged into it.');
    say('the list, and all announced');
    const list = await timed(TIMES, (n) => accounts.list(idAt(ACCOUNTS - PAGE - 1 - n), PAGE));
    const floor = await timed(TIMES, (n) => source.query('SELECT * FROM account WHERE id = $1', [idAt(n * 1_000)]));
    const began = performance.now();
    const announced = await accounts.announceAll();
    return {
      ...{ accounts: ACCOUNTS, searches, list, floor },
      announcedPerSecond: (announced * 1_000) / (performance.now() - began),
    };
  } finally {
    await source.destroy();
  }
};
