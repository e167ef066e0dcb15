import { setTimeout as pause } from 'node:timers/promises';
import { databaseOf, SERVICE_NAMES, type Stage } from '../stage';
import type { ServiceName } from '#contracts';
import type { Fault } from '../fault';

const ALL = SERVICE_NAMES.map(databaseOf);

const frozen = (
  name: string,
  title: string,
  named: readonly string[],
  pidsOf: (stage: Stage) => Promise<number[]>,
): Fault => ({
  name,
  title,
  seconds: 25,
  named,
  async begin(stage) {
    const pids = await pidsOf(stage);
    stage.freeze(pids);
    return async () => stage.thaw(pids);
  },
});

/** A session that holds a lock is left open meanwhile. */
const locked = (service: ServiceName, table: string): Fault => ({
  name: `${service}-${table.replaceAll('_', '-')}-locked`,
  title: `somebody locks ${table} of ${service}`,
  seconds: 25,
  named: [service, `${service}-database`],
  async begin(stage) {
    const client = await stage.connect(databaseOf(service));
    await client.query('BEGIN');
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await client.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    return async () => {
      await client.query('ROLLBACK');
      await client.end();
    };
  },
});

const backendOf = async (stage: Stage, service: ServiceName): Promise<number[]> => {
  const rows = await stage.sql<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = $1 ORDER BY (query ~* 'advisory') DESC, xact_start DESC NULLS LAST LIMIT 1`,
    [databaseOf(service)],
  );
  return rows.map(({ pid }) => pid);
};

export const DATABASE_FAULTS: readonly Fault[] = [
  {
    name: 'database-killed',
    title: 'the database server is killed, and started when the time is over',
    seconds: 10,
    named: ALL.map((name) => `${name.slice('portway_'.length)}-database`),
    async begin(stage) {
      await stage.kill('database');
      return () => stage.start('database');
    },
  },
  // With the postmaster alone frozen everybody who is connected goes on.
  {
    ...frozen('postmaster-frozen', 'the postmaster of the database server is frozen', [], async (stage) =>
      (await stage.pidsOf('database')).slice(0, 1),
    ),
    named: [],
  },
  frozen(
    'database-frozen',
    'all of the database server is frozen',
    SERVICE_NAMES.map((service) => `${service}-database`),
    (stage) => stage.pidsOf('database'),
  ),
  frozen('entry-backend-frozen', 'the database process behind one connection of entry is frozen', [], (stage) =>
    backendOf(stage, 'entry'),
  ),
  frozen('gateway-backend-frozen', 'the database process behind one connection of the gateway is frozen', [], (stage) =>
    backendOf(stage, 'gateway'),
  ),
  {
    name: 'sessions-ended',
    title: 'every session of every database is ended six times',
    seconds: 0,
    named: [],
    async begin(stage) {
      for (let time = 0; time < 6; time += 1) {
        await stage.endSessions(ALL);
        await pause(1_500);
      }
      return async () => undefined;
    },
  },
  {
    name: 'databases-read-only',
    title: 'the databases take no writes',
    seconds: 25,
    named: SERVICE_NAMES.flatMap((service) => [service, `${service}-database`]),
    async begin(stage) {
      for (const database of ALL) await stage.sql(`ALTER DATABASE ${database} SET default_transaction_read_only = on`);
      await stage.endSessions(ALL);
      return async () => {
        for (const database of ALL) await stage.sql(`ALTER DATABASE ${database} RESET default_transaction_read_only`);
        await stage.endSessions(ALL);
      };
    },
  },
  {
    name: 'connections-used-up',
    title: 'entry and the gateway get no new connection to their databases',
    seconds: 25,
    named: [],
    async begin(stage) {
      const cutOff = ['entry', 'gateway'].map(databaseOf);
      const before = await stage.sql<{ role: string; most: number }>(
        'SELECT rolname AS role, rolconnlimit AS most FROM pg_roles WHERE rolname = ANY($1)',
        [cutOff],
      );
      for (const role of cutOff) await stage.sql(`ALTER ROLE ${role} CONNECTION LIMIT 0`);
      await stage.endSessions(cutOff);
      return async () => {
        for (const { role, most } of before) await stage.sql(`ALTER ROLE ${role} CONNECTION LIMIT ${most}`);
      };
    },
  },
  locked('entry', 'inbox'),
  locked('entry', 'cargo_release'),
  locked('gateway', 'transmission'),
  {
    name: 'table-missing',
    title: 'the table of cargo releases is missing',
    seconds: 20,
    named: ['entry', 'entry-database'],
    async begin(stage) {
      await stage.sql('ALTER TABLE cargo_release RENAME TO cargo_release_away', [], databaseOf('entry'));
      return async () =>
        void (await stage.sql('ALTER TABLE cargo_release_away RENAME TO cargo_release', [], databaseOf('entry')));
    },
  },
  {
    name: 'password-changed',
    title: 'the password of entry at its database is another',
    seconds: 25,
    named: ['entry', 'entry-database'],
    async begin(stage) {
      const role = databaseOf('entry');
      const [row] = await stage.sql<{ rolpassword: string }>('SELECT rolpassword FROM pg_authid WHERE rolname = $1', [
        role,
      ]);
      await stage.sql(`ALTER ROLE ${role} PASSWORD 'another'`);
      await stage.endSessions([role]);
      // A verifier is taken as it is.
      return async () => void (await stage.sql(`ALTER ROLE ${role} PASSWORD '${row!.rolpassword}'`));
    },
  },
];
