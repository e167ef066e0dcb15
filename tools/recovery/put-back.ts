import { cpSync, existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { faultsOf } from '../infrastructure/base-backup';
import { Foreseen } from '../infrastructure/failure';
import { givenBack, isOfLog } from '../infrastructure/log-archive';
import { endLeftoverPostgres, type PostgresServer, startPostgres } from '../infrastructure/postgres';
import { own } from '../infrastructure/postgres-home';
import { endOf } from '../infrastructure/server-process';
import { sendControl } from '../platform/control';
import { type Backup, Backups } from './backups';
import { copied, flushed } from './files';
import { databaseUnit } from './own-database';
import { BESIDE } from './take-backup';

const LOOK_EVERY_MS = 100;
const TELL_EVERY_MS = 5_000;

export interface PutBackOptions {
  /** UTC instant; null: to the end of the log. */
  readonly to: string | null;
  readonly say: (line: string) => void;
  readonly backups?: Backups;
}

export interface PutBack {
  readonly backup: Backup;
  /** Of the last transaction that is there; null: nothing was done after the backup. */
  readonly last: string | null;
  /** What was there before, kept until somebody deletes it; null: nothing was. */
  readonly before: string | null;
  /** Milliseconds for which the databases were away. */
  readonly awayMs: number;
}

/**
 * Puts the databases of a platform back to an instant, whether it runs or not. Services run on meanwhile and say 503. Nothing of what is there is touched
 * before everything was found that is needed, and it is kept aside.
 *
 * @throws Foreseen when something is missing or damaged, or the log does not reach so far; then everything is as before
 */
export async function putBack(home: string, { to, say, backups = Backups.of(home) }: PutBackOptions): Promise<PutBack> {
  if (to !== null && to > new Date().toISOString()) throw new Foreseen(`${to} is still to come.`);
  const unit = await databaseUnit(home);
  const { dataDir } = backups.database;
  const aside = join(dataDir, 'put-back');
  const backup = await checked(backups, to, say);
  await copyAside(backup, backups, aside);

  const began = performance.now();
  say('the database server is stopped; filings are answered 503, not processed, resend');
  if (unit) await sendControl(home, { action: 'stop', name: 'database' });
  await endLeftoverPostgres(dataDir);
  let last: string | null;
  let before: string | null;
  try {
    await copyWhatIsNotKept(backups, aside);
    last = await recovered(aside, backups, to, say);
    await flushed(dataDir);
    before = exchange(dataDir, aside);
    await rm(aside, { recursive: true, force: true });
    giveBesides(home, backup, backups);
    backups.note({ to: to ?? last ?? backup.ended, at: new Date().toISOString() });
  } finally {
    // Where something failed, the one that was there before.
    if (unit) await sendControl(home, { action: 'start', name: 'database' });
  }
  return { backup, last, before, awayMs: performance.now() - began };
}

const clusterIn = (dataDir: string): string => join(dataDir, 'cluster');

/** The backup to begin with, once everything that is needed of it is known to be there and whole. */
const checked = async (backups: Backups, to: string | null, say: (line: string) => void): Promise<Backup> => {
  const backup = backups.choose(to);
  say(`the backup that was finished at ${backup.ended} is read and compared with the list of its files`);
  const faults = await faultsOf(join(backup.folder, 'cluster'));
  if (faults.length > 0)
    throw new Foreseen(
      `The backup in ${backup.folder} is damaged: ${faults.slice(0, 3).join(', ')}. Take it away to begin from the one before.`,
    );
  backups.checkLog(backup, logIn(clusterIn(backups.database.dataDir)));
  return backup;
};

const copyAside = async (backup: Backup, { database: { dataDir, user } }: Backups, aside: string): Promise<void> => {
  await endLeftoverPostgres(aside);
  await rm(aside, { recursive: true, force: true });
  own(dataDir, user);
  own(aside, user);
  await copied(join(backup.folder, 'cluster'), clusterIn(aside));
  cpSync(join(backup.folder, 'beside', 'password'), join(aside, 'password'));
  writeFileSync(join(aside, 'initialised'), '');
};

/** What was written last has not come into the archive, and is there unless the disk is gone. */
const copyWhatIsNotKept = async ({ log, database: { dataDir } }: Backups, aside: string): Promise<void> => {
  const cluster = clusterIn(dataDir);
  for (const name of logIn(cluster))
    if (!existsSync(join(log, `${name}.gz`)))
      await copied(join(cluster, 'pg_wal', name), join(clusterIn(aside), 'pg_wal', name));
};

/** Answers where what was there before is now, or null where nothing was. */
const exchange = (dataDir: string, aside: string): string | null => {
  const cluster = clusterIn(dataDir);
  let before: string | null = null;
  if (existsSync(cluster)) {
    before = `${cluster}.before-${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
    renameSync(cluster, before);
  }
  renameSync(clusterIn(aside), cluster);
  for (const name of ['password', 'initialised'])
    if (!existsSync(join(dataDir, name))) renameSync(join(aside, name), join(dataDir, name));
  return before;
};

/** What is in no database, where it is missing. */
const giveBesides = (home: string, { folder }: Backup, { documents }: Backups): void => {
  for (const name of BESIDE)
    if (existsSync(join(folder, 'beside', name)))
      cpSync(join(folder, 'beside', name), join(home, name), { recursive: true, force: false });
  if (existsSync(documents))
    cpSync(documents, join(home, 'documents'), { recursive: true, force: false, preserveTimestamps: true });
};

/** Names of the pieces in the server's own folder. */
const logIn = (cluster: string): string[] => {
  const folder = join(cluster, 'pg_wal');
  return existsSync(folder) ? readdirSync(folder).filter(isOfLog) : [];
};

/** A server of its own reads the log until then, aside; nobody else knows its address. Answers the instant of the last transaction. */
const recovered = async (
  aside: string,
  { log }: Backups,
  to: string | null,
  say: (line: string) => void,
): Promise<string | null> => {
  const signal = join(aside, 'cluster', 'recovery.signal');
  writeFileSync(signal, '');
  let server: PostgresServer | undefined;
  try {
    server = await startPostgres({
      dataDir: aside,
      archive: log,
      settings: {
        ...givenBack(log),
        recovery_target_action: 'promote',
        // PostgreSQL does not know the Z there.
        ...(to !== null && { recovery_target_time: to.replace('T', ' ').replace('Z', '+00') }),
      },
      say,
    });
    return await untilAtTarget(server, to, say);
  } catch (error) {
    const words = endOf(join(aside, 'postgres.log'));
    if (words.includes('before configured recovery target was reached'))
      throw new Foreseen(
        `The log does not reach ${to}${lastIn(words)}: give an earlier instant, or none, for all there is. Nothing was changed.`,
      );
    throw error;
  } finally {
    await server?.stop();
  }
};

const lastIn = (words: string): string => {
  const last = [...words.matchAll(/last completed transaction was at log time (.+)/g)].at(-1)?.[1];
  return last ? `, its last transaction is of ${last}` : '';
};

const untilAtTarget = async (
  server: PostgresServer,
  to: string | null,
  say: (line: string) => void,
): Promise<string | null> => {
  const client = new Client({ connectionString: server.url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (let told = performance.now(); ; await pause(LOOK_EVERY_MS)) {
      const { rows } = await client.query<{ reading: boolean; last: Date | null }>(
        'SELECT pg_is_in_recovery() AS reading, pg_last_xact_replay_timestamp() AS last',
      );
      const { reading, last } = rows[0]!;
      if (!reading) return last?.toISOString() ?? null;
      if (performance.now() - told < TELL_EVERY_MS) continue;
      told = performance.now();
      say(`the log is read: ${last?.toISOString() ?? 'from the beginning'}${to === null ? '' : ` of ${to}`}`);
    }
  } finally {
    await client.end().catch(() => undefined);
  }
};
