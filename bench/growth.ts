import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import type { GatewayConfig } from '../apps/gateway/src/config/gateway.config';
import { Retention } from '../apps/gateway/src/retention/retention';
import type { Log, RecurringWork } from '#service';
import { Foreseen } from '../tools/infrastructure/failure';
import { percentiles, type Percentiles } from './figures';
import { bodyOf, summariesInCatair } from './load/filings';
import { startedRoads } from './portway-road';
import type { Servers } from './servers';

const LINES = 3;
const SUMMARIES_AT_ONCE = 500;
const AT_ONCE = 16;
const DRAIN_MS = 240_000;
const LOOK_EVERY_MS = 250;
const QUIET_LOOKS = 4;
/** Years over which what is stored is spread, of which the last may go. */
const YEARS = 5.5;
const KEPT_YEARS = 5;
const STORED_AT_ONCE = 100_000;
const LOOKED_UP = 500;
const DELETED_FOR_MS = 20_000;

export interface Growth {
  readonly table: string;
  /** Rows that stay for each filing, and bytes of each with its indexes. */
  readonly rows: number;
  readonly bytesARow: number;
}

export interface GrowthFigures {
  readonly releases: readonly Growth[];
  readonly summaries: readonly Growth[];
  readonly stored: {
    readonly transmissions: number;
    readonly gigabytes: number;
    readonly bytesEach: number;
    /** Milliseconds of a look-up by id and by what it is about. */
    readonly byId: Percentiles;
    readonly bySubject: Percentiles;
    /** Transmissions with their filings that retention takes away in a second. */
    readonly removedPerSecond: number;
  } | null;
}

/** What each table grows by for a filing, and what a journal of many filings costs to look into and to take away from. */
export const measureGrowth = async (
  servers: Servers,
  { filings, stored }: { filings: number; stored: number },
  say: (line: string) => void,
): Promise<GrowthFigures> => {
  const { sender, own, journal } = await startedRoads(servers);
  const admin = new Client({ connectionString: servers.postgres.url });
  await admin.connect();
  servers.cleanUp.push(() => admin.end());
  const { rows: databases } = await admin.query<{ datname: string }>(
    `SELECT datname FROM pg_database WHERE datname LIKE 'portway\\_%' ORDER BY 1`,
  );
  const sizes = await sizesOf(
    servers.postgres.url,
    databases.map(({ datname }) => datname),
  );
  servers.cleanUp.push(() => sizes.end());
  let serial = 8_000_000;
  const take = (count: number): number => (serial += count) - count;
  const grown = async (name: string, send: () => Promise<void>): Promise<Growth[]> => {
    say(`${name}: ${filings}`);
    const [before, began] = [await sizes.read(), new Date()];
    await send();
    await untilQuiet(journal, sizes, filings, began);
    return growthFrom(before, await sizes.read(), filings);
  };
  const releases = await grown('releases in JSON', async () => {
    const { job } = own.json;
    let left = filings;
    const work = async (): Promise<void> => {
      while (left-- > 0) {
        const first = take(1);
        await post(
          job.url,
          job.headers,
          bodyOf({ ...job, ...sender, firstSerial: first, connections: 1, seconds: 0 }, first),
        );
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  });
  const summaries = await grown(`summaries of ${LINES} lines in CATAIR`, async () => {
    const { job } = own.catair;
    for (let left = filings; left > 0; left -= SUMMARIES_AT_ONCE) {
      const count = Math.min(left, SUMMARIES_AT_ONCE);
      await post(job.url, job.headers, summariesInCatair(sender, take(count), count, LINES));
    }
  });
  const figures = { releases, summaries, stored: null };
  if (stored === 0) return figures;
  // Known already; what comes takes minutes.
  say(growthReport(figures));
  return { ...figures, stored: await measureStored(servers, journal, stored, say) };
};

/** Tables by what they grow by for a filing, those below this many bytes together. */
const SMALL = 20;

export const growthReport = ({ releases, summaries, stored }: GrowthFigures): string => {
  const part = (name: string, growth: readonly Growth[]): string[] => {
    const bytes = ({ rows, bytesARow }: Growth): number => rows * bytesARow;
    const large = growth.filter((table) => bytes(table) >= SMALL);
    const sum = growth.reduce((all, table) => all + bytes(table), 0);
    return [
      `${name}: ${growth.reduce((all, { rows }) => all + rows, 0).toFixed(1)} rows and ${sum.toFixed(0)} bytes stay`,
      ...large.map(
        (table) =>
          `  ${table.table.padEnd(36)} ${table.rows.toFixed(2).padStart(6)} rows of ${table.bytesARow.toFixed(0).padStart(6)} bytes = ${bytes(table).toFixed(0).padStart(6)}`,
      ),
    ];
  };
  const time = ({ p50, p99 }: Percentiles): string => `${p50.toFixed(2)} / ${p99.toFixed(2)} ms`;
  return [
    ...part('A release in JSON', releases),
    ...part(`A summary of ${LINES} lines in CATAIR`, summaries),
    ...(stored
      ? [
          `A journal of ${stored.transmissions.toLocaleString('en')} releases: ${stored.gigabytes.toFixed(2)} GB, ${stored.bytesEach.toFixed(0)} bytes each; p50 / p99 by id ${time(stored.byId)}, by subject ${time(stored.bySubject)}`,
          `  what is older than ${KEPT_YEARS} years is taken away at ${stored.removedPerSecond.toFixed(0)} transmissions a second`,
        ]
      : []),
  ].join('\n');
};

const post = async (url: string, headers: Readonly<Record<string, string>>, body: string): Promise<void> => {
  const answer = await fetch(url, { method: 'POST', headers, body });
  const text = await answer.text();
  if (answer.status >= 300) throw new Foreseen(`A filing was answered ${answer.status}: ${text.slice(0, 300)}`);
};

interface Size {
  readonly rows: number;
  readonly bytes: number;
}

const sizesOf = async (adminUrl: string, databases: readonly string[]) => {
  const clients = await Promise.all(
    databases.map(async (database) => {
      const url = new URL(adminUrl);
      url.pathname = `/${database}`;
      const client = new Client({ connectionString: url.href });
      await client.connect();
      return { service: database.replace('portway_', ''), client };
    }),
  );
  return {
    async read(): Promise<Map<string, Size>> {
      const found = new Map<string, Size>();
      for (const { service, client } of clients) {
        const { rows } = await client.query<Size & { table: string }>(
          `SELECT relname AS table, (n_tup_ins - n_tup_del)::float8 AS rows, pg_total_relation_size(relid)::float8 AS bytes FROM pg_stat_user_tables`,
        );
        for (const { table, ...size } of rows) found.set(`${service}.${table}`, size);
      }
      return found;
    },
    /** Whether a message waits to leave. */
    async waits(): Promise<boolean> {
      for (const { client } of clients) {
        const { rows } = await client.query<{ waits: boolean }>(
          `SELECT to_regclass('outbox') IS NOT NULL AND EXISTS (SELECT 1 FROM outbox) AS waits`,
        );
        if (rows[0]!.waits) return true;
      }
      return false;
    },
    end: () => Promise.all(clients.map(({ client }) => client.end())),
  };
};

const untilQuiet = async (
  journal: Client,
  sizes: Awaited<ReturnType<typeof sizesOf>>,
  filings: number,
  since: Date,
): Promise<void> => {
  const deadline = performance.now() + DRAIN_MS;
  const late = (): void => {
    if (performance.now() > deadline) throw new Foreseen('Not everything was answered.');
  };
  for (let answered = 0; answered < filings; await pause(LOOK_EVERY_MS)) {
    late();
    const { rows } = await journal.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM filing WHERE state = 'answered' AND received_at >= $1`,
      [since],
    );
    answered = rows[0]!.n;
  }
  for (let quiet = 0; quiet < QUIET_LOOKS; quiet = (await sizes.waits()) ? 0 : quiet + 1) {
    late();
    await pause(LOOK_EVERY_MS);
  }
  // PostgreSQL counts rows of a session that rests within a second.
  await pause(1_500);
};

const growthFrom = (before: ReadonlyMap<string, Size>, after: ReadonlyMap<string, Size>, filings: number): Growth[] =>
  [...after]
    .map(([table, { rows, bytes }]) => {
      const was = before.get(table) ?? { rows: 0, bytes: 0 };
      return { table, rows: (rows - was.rows) / filings, bytes: bytes - was.bytes };
    })
    .filter(({ rows, bytes }) => rows > 0 && bytes >= filings)
    .map(({ table, rows, bytes }) => ({ table, rows, bytesARow: Math.max(0, bytes / (rows * filings)) }))
    .sort((a, b) => b.rows * b.bytesARow - a.rows * a.bytesARow);

/** Copies of what was filed, each with names of its own, spread over the years in the order in which they came. */
const measureStored = async (
  servers: Servers,
  journal: Client,
  count: number,
  say: (line: string) => void,
): Promise<GrowthFigures['stored']> => {
  const columnsOf = async (table: string): Promise<string[]> => {
    const { rows } = await journal.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
      [table],
    );
    return rows.map(({ name }) => name);
  };
  const copy = async (table: string, instead: Readonly<Record<string, string>>, from: string): Promise<string> => {
    const columns = await columnsOf(table);
    return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.map((name) => instead[name] ?? `t.${name}`).join(', ')} FROM made JOIN ${table} t ON ${from}`;
  };
  const transmissions = await copy(
    'transmission',
    { id: 'made.id', idempotency_key: 'NULL', received_at: 'made.at' },
    't.id = made.of',
  );
  const filings = await copy(
    'filing',
    {
      ...{ transmission_id: 'made.id', id: 'made.filing', received_at: 'made.at' },
      subject: `'entry:' || made.n`,
      position: 'NULL',
    },
    't.transmission_id = made.of',
  );
  await journal.query(`SET statement_timeout = 0; SET synchronous_commit = off`);
  await journal.query(
    `CREATE TEMP TABLE model AS SELECT row_number() OVER () - 1 AS n, id FROM (
       SELECT id FROM transmission WHERE filings = 1 AND unanswered = 0 AND duplicate_of IS NULL LIMIT 1000) m`,
  );
  const before = await sizeOfJournal(journal);
  for (let from = 0; from < count; from += STORED_AT_ONCE) {
    const to = Math.min(count, from + STORED_AT_ONCE);
    await journal.query(
      `CREATE TEMP TABLE made AS SELECT g.n, gen_random_uuid() AS id, gen_random_uuid() AS filing, m.id AS of,
              now() - make_interval(secs => ${YEARS * 365.25 * 86_400} * (1 - g.n::float8 / ${count})) AS at
         FROM generate_series(${from}, ${to - 1}) g(n) JOIN model m ON m.n = g.n % (SELECT count(*) FROM model)`,
    );
    await journal.query('ANALYZE made');
    await journal.query(transmissions);
    await journal.query(filings);
    await journal.query('DROP TABLE made');
    if (to % 1_000_000 === 0) say(`${to / 1_000_000} million are stored`);
  }
  await journal.query('VACUUM ANALYZE transmission');
  await journal.query('VACUUM ANALYZE filing');
  const bytes = (await sizeOfJournal(journal)) - before;
  say(`looked up, ${LOOKED_UP} by id and as many by what they are about`);
  const { rows: wanted } = await journal.query<{ id: string; subject: string }>(
    // Not of a transmission of hundreds, whose body would come once with each of its filings.
    `SELECT f.transmission_id AS id, f.subject FROM filing f TABLESAMPLE SYSTEM (1) JOIN transmission t ON t.id = f.transmission_id AND t.filings = 1 LIMIT ${LOOKED_UP}`,
  );
  const timed = async (sql: string, values: readonly string[]): Promise<Percentiles> => {
    const times: number[] = [];
    for (const value of values) {
      const began = performance.now();
      await journal.query(sql, [value]);
      times.push(performance.now() - began);
    }
    return percentiles(times);
  };
  const byId = await timed(
    'SELECT t.*, f.* FROM transmission t JOIN filing f ON f.transmission_id = t.id WHERE t.id = $1',
    wanted.map(({ id }) => id),
  );
  const bySubject = await timed(
    'SELECT * FROM filing WHERE subject = $1 ORDER BY id LIMIT 50',
    wanted.map(({ subject }) => subject),
  );
  say('what is older than five years is taken away');
  return {
    transmissions: count,
    gigabytes: bytes / 2 ** 30,
    bytesEach: bytes / count,
    byId,
    bySubject,
    removedPerSecond: await removedPerSecond(servers.postgres.url),
  };
};

const sizeOfJournal = async (journal: Client): Promise<number> => {
  const { rows } = await journal.query<{ bytes: number }>(
    `SELECT (pg_total_relation_size('transmission') + pg_total_relation_size('filing'))::float8 AS bytes`,
  );
  return rows[0]!.bytes;
};

/** By the service's own work, as an hour of it would go on. */
const removedPerSecond = async (adminUrl: string): Promise<number> => {
  const url = new URL(adminUrl);
  url.pathname = '/portway_gateway';
  const source = new DataSource({ type: 'postgres', url: url.href });
  await source.initialize();
  try {
    const config = { JOURNAL_YEARS: String(KEPT_YEARS), MAILBOX_DAYS: 0, DELIVERY_LOG_DAYS: 0 } as GatewayConfig;
    const none = { every: () => undefined, info: () => undefined };
    const began = performance.now();
    const { transmissions } = await new Retention(
      source,
      config,
      none as unknown as Log,
      none as unknown as RecurringWork,
    ).clean({ signal: AbortSignal.timeout(DELETED_FOR_MS), progress: () => undefined } as never);
    return transmissions / ((performance.now() - began) / 1_000);
  } finally {
    await source.destroy();
  }
};
