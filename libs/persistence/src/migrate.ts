import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource, type QueryRunner } from 'typeorm';
import { grantRights, type RunTimeRights } from './rights';

/** How often it is said that a migration is still at work. */
const BEAT_MS = 2_000;
const LOCK = createHash('sha256').update('portway migrations').digest().readInt32BE(0);

/**
 * Runs what is pending, one process at a time, and then gives the run-time role its rights. Called by the `migrate` command of a service, never by its replicas at start.
 *
 * @param say hears each migration by name and position, and every two seconds that PostgreSQL is at work on it: a caller can wait for as long
 *   as the words change. They stop changing when it waits for a lock.
 * @param rights those of the role that the service runs under; `source` is the owner's
 */
export const migrate = async (
  source: DataSource,
  say: (progress: string) => void = () => undefined,
  rights?: RunTimeRights,
): Promise<string[]> => {
  await source.initialize();
  const runner = source.createQueryRunner();
  const began = performance.now();
  const atWorkFor = (): string => `at work for ${Math.round((performance.now() - began) / 1000)} s`;
  let doing = '';
  let beat: Promise<void> | undefined;
  const timer = setInterval(() => {
    if (!doing) return;
    beat ??= isAtWork(runner)
      .then((atWork) => say(`${doing}, ${atWork ? atWorkFor() : 'waits for a lock that another session holds'}`))
      .catch(() => undefined)
      .finally(() => (beat = undefined));
  }, BEAT_MS);
  try {
    for (let attempt = 0; !(await takesLock(runner)); attempt++) {
      if (attempt % 2 === 0)
        say(
          (await isAtWork(runner))
            ? `waits for another migration, ${atWorkFor()}`
            : 'waits for another migration, which does nothing',
        );
      await pause(BEAT_MS / 2);
    }
    announce(source, (words) => say((doing = words)));
    const done = await source.runMigrations();
    if (rights) await grantRights(runner, rights);
    return done.map((m) => m.name);
  } finally {
    clearInterval(timer);
    await beat;
    await runner.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    await runner.release();
    await source.destroy();
  }
};

const takesLock = async (runner: QueryRunner): Promise<boolean> => {
  const [row] = (await runner.query('SELECT pg_try_advisory_lock($1) AS taken', [LOCK])) as { taken: boolean }[];
  return row?.taken === true;
};

/** Whether a session of a migration works on this database, other than the one that asks. Waiting for a lock is no work. */
const isAtWork = async (runner: QueryRunner): Promise<boolean> => {
  const rows = (await runner.query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = current_setting('application_name')
       AND state = 'active' AND wait_event_type IS DISTINCT FROM 'Lock' LIMIT 1`,
  )) as unknown[];
  return rows.length > 0;
};

/** Lets each migration say its name when it begins. */
const announce = (source: DataSource, say: (words: string) => void): void => {
  source.migrations.forEach((migration, index) => {
    const up = migration.up.bind(migration);
    migration.up = (queryRunner) => {
      say(`${migration.name ?? migration.constructor.name} (${index + 1} of ${source.migrations.length})`);
      return up(queryRunner);
    };
  });
};
