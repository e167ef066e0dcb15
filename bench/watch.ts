import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { Foreseen } from '../tools/infrastructure/failure';
import { processorSeconds, withChildren } from './figures';
import type { Servers } from './servers';

const IDLE_MS = 4_000;
const DRAIN_MS = 120_000;
const LOOK_EVERY_MS = 100;
/** What listeners do after the answer counts too: the road is over when nothing waits on it. */
const QUIET_LOOKS = 3;
/** PostgreSQL counts rows of a session that rests within ten seconds. */
const COUNTED_WITHIN_MS = 10_500;
const STATEMENTS = 25;

/** What one filing costs on a road, with what the idle platform needs meanwhile taken off. */
export interface RoadCost {
  readonly road: string;
  readonly filings: number;
  /** Filings a second, from the first byte to the last answer. */
  readonly perSecond: number;
  /** Milliseconds of processors for each: all together, and of each process or database. */
  readonly processorMs: number;
  readonly processorOf: readonly { readonly name: string; readonly ms: number }[];
  /** Rows written for each (inserted, changed or deleted), and by table. */
  readonly rows: number;
  readonly rowsOf: readonly { readonly table: string; readonly inserted: number; readonly changed: number }[];
  readonly statements: readonly Statement[];
}

interface Statement {
  readonly database: string;
  readonly calls: number;
  readonly ms: number;
  readonly rows: number;
  readonly text: string;
}

export interface Unit {
  readonly name: string;
  readonly pid: number;
  /** Without the processes that it began: of who began all the others. */
  readonly alone?: boolean;
}

/** Processor seconds by process, and of PostgreSQL by database. A session that ended keeps what it had when it was seen last. */
class Processors {
  private readonly seen = new Map<number, { name: string; seconds: number }>();

  constructor(
    private readonly units: readonly Unit[],
    private readonly postgresPid: number,
  ) {}

  read(): Map<string, number> {
    const sums = new Map<string, number>();
    const add = (name: string, seconds: number): void => void sums.set(name, (sums.get(name) ?? 0) + seconds);
    for (const { name, pid, alone } of this.units)
      add(
        name,
        (alone ? [pid] : withChildren([pid])).reduce((sum, each) => sum + processorSeconds(each), 0),
      );
    for (const pid of withChildren([this.postgresPid])) {
      if (pid !== this.postgresPid) this.seen.set(pid, { name: databaseOf(pid), seconds: processorSeconds(pid) });
    }
    for (const { name, seconds } of this.seen.values()) add(name, seconds);
    return sums;
  }
}

/** `postgres: USER DATABASE HOST(PORT) idle`, and of the server's own processes their name. */
const databaseOf = (pid: number): string => {
  try {
    const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    const [, words = ''] = /^postgres: (.*)$/.exec(title) ?? [];
    const [first = '', database] = words.split(' ');
    return words.includes('127.0.0.1') && database ? `PostgreSQL ${database}` : `PostgreSQL: ${words || first}`;
  } catch {
    return 'PostgreSQL, ended';
  }
};

const TABLES = `SELECT relname AS "table", n_tup_ins::float8 AS inserted, (n_tup_upd + n_tup_del)::float8 AS changed FROM pg_stat_user_tables`;

/** Reads what processes and databases need from now on: processor time by process and database, rows by table. */
export const watchOver = async (
  servers: Servers,
  admin: Client,
  units: readonly Unit[],
  databases: readonly string[],
  withStatements = false,
) => {
  const processors = new Processors(units, servers.postgres.pid!);
  const clients = await Promise.all(
    databases.map(async (database) => {
      const url = new URL(servers.postgres.url);
      url.pathname = `/${database}`;
      const client = new Client({ connectionString: url.href });
      await client.connect();
      // Whoever drops the database ends it.
      client.on('error', () => undefined);
      return { database, client };
    }),
  );
  const tables = async (): Promise<Map<string, { inserted: number; changed: number }>> => {
    const found = new Map<string, { inserted: number; changed: number }>();
    for (const { database, client } of clients) {
      const { rows } = await client.query<{ table: string; inserted: number; changed: number }>(TABLES);
      for (const { table, ...of } of rows) found.set(`${database.replace('portway_', '')}.${table}`, of);
    }
    return found;
  };
  /** Whether anything waits to leave for a listener. */
  const waits = async (): Promise<boolean> => {
    for (const { database, client } of clients) {
      if (!database.startsWith('portway_')) continue;
      const { rows } = await client.query<{ waits: boolean }>(
        `SELECT to_regclass('outbox') IS NOT NULL AND EXISTS (SELECT 1 FROM outbox) AS waits`,
      );
      if (rows[0]!.waits) return true;
    }
    return false;
  };
  const usedFrom = (before: ReadonlyMap<string, number>): Map<string, number> =>
    new Map([...processors.read()].map(([name, seconds]) => [name, seconds - (before.get(name) ?? 0)]));
  const idleBefore = processors.read();
  const idleBegan = performance.now();
  await pause(IDLE_MS);
  const idleSeconds = (performance.now() - idleBegan) / 1_000;
  const idleOf = usedFrom(idleBefore);
  return {
    idle: [...idleOf].map(([name, seconds]) => ({ name, percent: (seconds / idleSeconds) * 100 })),
    async end(): Promise<void> {
      for (const { client } of clients) await client.end();
    },
    async cost(
      road: { name: string; answered(since: Date): Promise<number> },
      filings: number,
      send: (filings: number) => Promise<void>,
    ): Promise<RoadCost> {
      if (withStatements) await admin.query('SELECT pg_stat_statements_reset()');
      const rowsBefore = await tables();
      const before = processors.read();
      const [since, began] = [new Date(), performance.now()];
      await send(filings);
      while ((await road.answered(since)) < filings) {
        if (performance.now() - began > DRAIN_MS) throw new Foreseen(`${road.name}: some were not answered`);
        processors.read();
        await pause(LOOK_EVERY_MS);
      }
      const seconds = (performance.now() - began) / 1_000;
      for (let quiet = 0; quiet < QUIET_LOOKS; quiet = (await waits()) ? 0 : quiet + 1) {
        if (performance.now() - began > DRAIN_MS) throw new Foreseen(`${road.name}: something is still on its way`);
        processors.read();
        await pause(LOOK_EVERY_MS * 2);
      }
      const lasted = (performance.now() - began) / 1_000;
      const used = [...usedFrom(before)].map(([name, s]) => ({
        name,
        ms: ((s - ((idleOf.get(name) ?? 0) / idleSeconds) * lasted) * 1_000) / filings,
      }));
      await pause(COUNTED_WITHIN_MS);
      const rowsOf = [...(await tables())]
        .map(([table, { inserted, changed }]) => ({
          table,
          inserted: (inserted - (rowsBefore.get(table)?.inserted ?? 0)) / filings,
          changed: (changed - (rowsBefore.get(table)?.changed ?? 0)) / filings,
        }))
        .filter(({ inserted, changed }) => inserted + changed >= 0.01)
        .sort((a, b) => b.inserted + b.changed - a.inserted - a.changed);
      const { rows: statements } = withStatements
        ? await admin.query<Statement>(
            `SELECT d.datname AS database, s.calls::float8 AS calls, s.total_exec_time AS ms, s.rows::float8 AS rows, regexp_replace(s.query, '\\s+', ' ', 'g') AS text
               FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid ORDER BY s.total_exec_time DESC LIMIT ${STATEMENTS}`,
          )
        : { rows: [] };
      return {
        ...{ road: road.name, filings, perSecond: filings / seconds },
        processorMs: used.reduce((sum, { ms }) => sum + ms, 0),
        processorOf: used.filter(({ ms }) => ms >= 0.001).sort((a, b) => b.ms - a.ms),
        rows: rowsOf.reduce((sum, { inserted, changed }) => sum + inserted + changed, 0),
        ...{ rowsOf, statements },
      };
    },
  };
};
