import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import { prepareDatabases } from '../../tools/infrastructure/databases';
import type { Certified } from '../../tools/infrastructure/certificates';
import { HeldPort } from '../../tools/infrastructure/held-port';
import { startPostgres, type PostgresServer } from '../../tools/infrastructure/postgres';
import { startRabbit, type RabbitServer } from '../../tools/infrastructure/rabbitmq';
import type { Secrets } from '../../tools/infrastructure/secrets';
import { CACHE_DIR, RUN_FOLDER, SERVERS_URL } from './test-run';

/** Tests run several replicas on one database, and look into it themselves. */
const TEST_CONNECTIONS = 100;
/** By the database's name, however it is reached. */
const owners = new Map<string, string>();
/** The server of each database on one that tests share, by its name. */
const shared = new Map<string, string>();

/** One RabbitMQ that all tests of a run share, and one PostgreSQL that all of a process share; each starts when the first test asks for it. */
export interface RealServers {
  /** Superuser URL of the shared PostgreSQL. */
  postgresUrl(): Promise<string>;
  /** A new, empty database as the role that a service runs under, which owns nothing in it; `name` only makes it recognisable. */
  freshDatabase(name: string): Promise<string>;
  /** The shared RabbitMQ, virtual host `/`. */
  amqpUrl(): Promise<string>;
  /** A virtual host no other test uses: the queues and exchanges of one test file stay its own. */
  freshVhost(): Promise<string>;
}

export function realServers(): RealServers {
  const postgresUrl = (): Promise<string> => ask('postgres');
  return {
    postgresUrl,
    amqpUrl: () => ask('rabbit'),
    freshVhost: () => ask('vhost'),
    freshDatabase: async (name) => freshSharedDatabase(await postgresUrl(), name),
  };
}

/** A new, empty database on a server of the caller's own, as the role that a service runs under. */
export async function freshDatabaseOn(adminUrl: string, name: string): Promise<string> {
  const unique = `${name}_${randomBytes(4).toString('hex')}`;
  const { url, ownerUrl } = (await prepareDatabases(adminUrl, [unique], { connections: () => TEST_CONNECTIONS }))[
    unique
  ]!;
  owners.set(new URL(url).pathname, ownerUrl);
  return url;
}

/** All databases of one name have the same two roles on a server that tests share, so that one can be a copy of another. */
const freshSharedDatabase = async (adminUrl: string, name: string): Promise<string> => {
  const { url, ownerUrl } = await rolesOf(adminUrl, name);
  const [role, owner] = [new URL(url).username, new URL(ownerUrl).username];
  const database = `portway_${name.replaceAll('-', '_')}_${randomBytes(4).toString('hex')}`;
  await asAdmin(adminUrl, async (admin) => {
    await admin.query(`CREATE DATABASE "${database}" OWNER "${owner}"`);
    await open(admin, database, role);
  });
  const [mine, owned] = [url, ownerUrl].map((address) => {
    const own = new URL(address);
    own.pathname = `/${database}`;
    return own.href;
  }) as [string, string];
  owners.set(`/${database}`, owned);
  shared.set(`/${database}`, adminUrl);
  return mine;
};

const made = new Map<string, Promise<{ readonly url: string; readonly ownerUrl: string }>>();
const rolesOf = (adminUrl: string, name: string) => {
  const known = made.get(name);
  if (known) return known;
  // The same in each test file: one may be at work with a database when the next is made.
  const secrets = { get: (what: string) => hashOf(adminUrl, what) } as unknown as Secrets;
  const kind = `every_${name}`;
  const roles = prepareDatabases(adminUrl, [kind], { connections: () => -1, secrets }).then((all) => all[kind]!);
  made.set(name, roles);
  return roles;
};

const open = async (admin: Client, database: string, role: string): Promise<void> =>
  void (await admin.query(
    `REVOKE ALL ON DATABASE "${database}" FROM PUBLIC; GRANT CONNECT ON DATABASE "${database}" TO "${role}"`,
  ));

const hashOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);

const asAdmin = async <T>(adminUrl: string, work: (admin: Client) => Promise<T>): Promise<T> => {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
};

/**
 * Makes a database what its maker would make of it. On a server that tests share that is done once, and copied for every other of the same name that nobody
 * has entered yet.
 *
 * @param made what it is made from: the same words for the same tables
 */
export async function madeOrCopied(url: string, made: string, make: () => Promise<void>): Promise<void> {
  const { pathname, username: role } = new URL(url);
  const adminUrl = shared.get(pathname);
  if (!adminUrl) return make();
  const [database, copy] = [pathname.slice(1), `copy_${hashOf(role, made)}`];
  const owner = new URL(ownerOf(url)).username;
  const found = await asAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ entered: boolean; kept: boolean }>(
      `SELECT numbackends + sessions > 0 OR pg_database_size(datname) > pg_database_size('template1') AS entered, EXISTS (SELECT 1 FROM pg_database WHERE datname = $2) AS kept
         FROM pg_stat_database WHERE datname = $1`,
      [database, copy],
    );
    const { entered, kept } = rows[0]!;
    if (!entered && kept) {
      await admin.query(`DROP DATABASE "${database}"`);
      await admin.query(`CREATE DATABASE "${database}" TEMPLATE "${copy}" OWNER "${owner}"`);
      await open(admin, database, role);
    }
    return { entered, kept };
  });
  if (!found.entered && found.kept) return;
  await make();
  if (found.entered) return;
  await asAdmin(adminUrl, (admin) => admin.query(`CREATE DATABASE "${copy}" TEMPLATE "${database}"`)).catch(
    (error: { code?: string }) => {
      // Another one of the same was made beside it.
      if (error.code !== '42P04' && error.code !== '23505') throw error;
    },
  );
}

/** The same database as the role that owns it, which makes its tables; for one that was not made here, the address as it is. */
export function ownerOf(url: string): string {
  return owners.get(new URL(url).pathname) ?? url;
}

/** A PostgreSQL of the caller's own, to stop, kill and restart. The caller stops it. */
export async function ownPostgres(): Promise<PostgresServer> {
  return startPostgres({ dataDir: ownFolder('postgres'), template: await initialised() });
}

/** A data directory of PostgreSQL that was initialised, to copy. */
export const initialised = (): Promise<string> => ask('template');

/** A RabbitMQ of the caller's own, to stop, kill and start again. The caller stops it. */
export async function ownRabbit(vhosts: string[] = []): Promise<RabbitServer> {
  return startRabbit({ dir: ownFolder('rabbit'), cacheDir: CACHE_DIR, vhosts });
}

/** The two of the caller's own with a port for TLS each: PostgreSQL's only one, RabbitMQ's `tlsPort`. The caller stops them. */
export async function ownServersWithTls(
  tls: Certified,
): Promise<{ readonly postgres: PostgresServer; readonly rabbit: RabbitServer; readonly tlsPort: number }> {
  const port = await HeldPort.takeAny();
  const [postgres, rabbit] = await Promise.all([
    initialised().then((template) => startPostgres({ dataDir: ownFolder('postgres'), template, tls })),
    startRabbit({ dir: ownFolder('rabbit'), cacheDir: CACHE_DIR, tls: { ...tls, port } }),
  ]);
  return { postgres, rabbit, tlsPort: port.port };
}

/** A folder of the test run that is removed, with every server in it ended, when the run is over. */
export function ownFolder(kind: string): string {
  return join(process.env[RUN_FOLDER] ?? '', `${kind}-${randomBytes(4).toString('hex')}`);
}

/** @returns the folder of the platform that tests share */
export function sharedHome(): Promise<string> {
  return ask('platform');
}

/** @returns the database of a service of the platform that tests share, as a role that may do everything there: for what no order does, as time that has passed */
export async function sharedDatabase(service: string): Promise<string> {
  const url = new URL(await ask('platform-database'));
  url.pathname = `/portway_${service}`;
  return url.href;
}

async function ask(
  what: 'postgres' | 'rabbit' | 'vhost' | 'template' | 'platform' | 'platform-database',
): Promise<string> {
  const address = process.env[SERVERS_URL];
  if (!address) throw new Error('Real servers exist only in tests named *.real-spec.ts or *.e2e-spec.ts.');
  // A connection of its own: one that is kept may be closed by the other side just when it is used again.
  const response = await fetch(`${address}/${what}?worker=${process.env['JEST_WORKER_ID'] ?? '1'}`, {
    headers: { connection: 'close' },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
