import { appendFileSync, chownSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { takeBaseBackup } from './base-backup';
import { Foreseen } from './failure';
import { reachableHome } from './postgres-home';

const LOOK_EVERY_MS = 50;
const FOLLOWS_WITHIN_MS = 60_000;

/**
 * Makes a data directory anew as one that follows a running server: a copy of it, with where to read its log. A server started on it answers reading
 * statements and goes on following until it is promoted.
 *
 * @param name by which the one that leads knows it, a plain word
 */
export async function copyToFollow(leaderUrl: string, dataDir: string, name: string): Promise<void> {
  const home = reachableHome(resolve(dataDir));
  const cluster = join(home.dataDir, 'cluster');
  await rm(cluster, { recursive: true, force: true });
  await takeBaseBackup(leaderUrl, cluster, home.user);
  const { hostname, port, username, password } = new URL(leaderUrl);
  writeFileSync(join(home.dataDir, 'password'), `${password}\n`, { mode: 0o600 });
  writeFileSync(join(home.dataDir, 'initialised'), '');
  // In a file and not among the arguments, which everybody on the machine can read.
  const way = `host=${hostname} port=${port} user=${username} password=${password} application_name=${name}`;
  appendFileSync(join(cluster, 'postgresql.auto.conf'), `primary_conninfo = '${way}'\n`);
  const signal = join(cluster, 'standby.signal');
  writeFileSync(signal, '');
  const { uid, gid } = home.user;
  if (uid !== undefined && gid !== undefined) chownSync(signal, uid, gid);
}

/** From now on the server that leads confirms nothing that this follower has not written to its disk. */
export async function waitForFollower(leaderUrl: string, name: string): Promise<void> {
  await onServer(leaderUrl, async (client) => {
    await client.query(`ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (${name})'`);
    await client.query('SELECT pg_reload_conf()');
    for (const deadline = performance.now() + FOLLOWS_WITHIN_MS; ; await pause(LOOK_EVERY_MS)) {
      const { rows } = await client.query(
        `SELECT 1 FROM pg_stat_replication WHERE application_name = $1 AND state = 'streaming' AND sync_state = 'sync'`,
        [name],
      );
      if (rows.length > 0) return;
      if (performance.now() > deadline) throw new Foreseen(`${name} does not follow.`);
    }
  });
}

/** Lets a follower lead. Settles when it takes writes. */
export async function promote(url: string): Promise<void> {
  await onServer(url, (client) => client.query('SELECT pg_promote(true, 60)'));
}

async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
