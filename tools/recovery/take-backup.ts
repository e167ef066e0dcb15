import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { type BaseBackup, faultsOf, takeBaseBackup } from '../infrastructure/base-backup';
import { Foreseen } from '../infrastructure/failure';
import { piecesOf } from '../infrastructure/log-archive';
import { own } from '../infrastructure/postgres-home';
import { type Backup, Backups } from './backups';
import { flushed } from './files';
import { ownDatabase } from './own-database';

/** What none of the databases has, and without which they are of no use. */
export const BESIDE = ['secrets.json', 'keys'];
/** So much of the log can be lost with the machine, where it lies elsewhere. */
const PIECE_AT_LEAST_EVERY = '60s';
const LOG_KEPT_WITHIN_MS = 60_000;
const TELL_EVERY_MS = 2_000;

export interface BackupOptions {
  /** So many backups stay. */
  readonly keep: number;
  readonly say: (line: string) => void;
  readonly backups?: Backups;
}

/**
 * Copies the databases of a running platform while it works, compares the copy with the server's own list, and has the log kept from then on.
 *
 * @throws Foreseen when the platform does not run, has a server of somebody else's, or the copy is not what the server sent
 */
export async function takeBackup(
  home: string,
  { keep, say, backups = Backups.of(home) }: BackupOptions,
): Promise<Backup> {
  const { address } = await ownDatabase(home);
  const { dataDir, user } = backups.database;
  const url = `postgres://portway:${readFileSync(join(dataDir, 'password'), 'utf8').trim()}@${address}/postgres`;
  const began = new Date();
  const folder = await backups.begin(began);
  own(backups.log, user);
  own(folder, user);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 30_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`ALTER SYSTEM SET archive_timeout = '${PIECE_AT_LEAST_EVERY}'`);
    await client.query('SELECT pg_reload_conf()');
    let told = 0;
    const copy = await takeBaseBackup(url, join(folder, 'cluster'), user, (done, of) => {
      if (performance.now() - told < TELL_EVERY_MS) return;
      told = performance.now();
      say(`${done} of about ${of} MB are copied`);
    });
    await untilLogIsKept(backups.log, copy);
    const ended = new Date();
    say('the copy is read and compared with the list of its files');
    const faults = await faultsOf(join(folder, 'cluster'));
    if (faults.length > 0)
      throw new Foreseen(
        `The copy is not what the server sent: ${faults.slice(0, 3).join(', ')}. Make it again, elsewhere.`,
      );
    for (const name of BESIDE)
      if (existsSync(join(home, name))) cpSync(join(home, name), join(folder, 'beside', name), { recursive: true });
    cpSync(join(dataDir, 'password'), join(folder, 'beside', 'password'));
    if (existsSync(join(home, 'documents')))
      cpSync(join(home, 'documents'), backups.documents, { recursive: true, force: false, preserveTimestamps: true });
    await flushed(backups.folder);
    const note = { began: began.toISOString(), ended: ended.toISOString(), ...copy };
    backups.finish(folder, note);
    const gone = await backups.forget(keep);
    if (gone > 0)
      say(`${gone} older ${gone === 1 ? 'backup is' : 'backups are'} gone, with the log that only they needed`);
    return { ...note, folder };
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The server finishes the piece with the end of the copy; that it is in the archive shows that all before it are. */
const untilLogIsKept = async (log: string, { timeline, to }: BaseBackup): Promise<void> => {
  const kept = join(log, `${piecesOf(timeline, to, to)[0]}.gz`);
  for (const deadline = performance.now() + LOG_KEPT_WITHIN_MS; !existsSync(kept); await pause(100))
    if (performance.now() > deadline)
      throw new Foreseen(
        `The database's log does not come into ${log}: the platform must have been started with the same PORTWAY_BACKUPS, by this release or a later one; else postgres.log says why ("archive command").`,
      );
};
