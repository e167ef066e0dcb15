import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { prepareDatabases } from '../../tools/infrastructure/databases';
import type { Certified } from '../../tools/infrastructure/certificates';
import { HeldPort } from '../../tools/infrastructure/held-port';
import { startPostgres, type PostgresServer } from '../../tools/infrastructure/postgres';
import { startRabbit, type RabbitServer } from '../../tools/infrastructure/rabbitmq';
import { CACHE_DIR, RUN_FOLDER, SERVERS_URL } from './test-run';

/** Tests run several replicas on one database, and look into it themselves. */
const TEST_CONNECTIONS = 100;
/** By the database's name, however it is reached. */
const owners = new Map<string, string>();

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
    freshDatabase: async (name) => freshDatabaseOn(await postgresUrl(), name),
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

/** The same database as the role that owns it, which makes its tables; for one that was not made here, the address as it is. */
export function ownerOf(url: string): string {
  return owners.get(new URL(url).pathname) ?? url;
}

/** A PostgreSQL of the caller's own, to stop, kill and restart. The caller stops it. */
export async function ownPostgres(): Promise<PostgresServer> {
  return startPostgres({ dataDir: ownFolder('postgres'), template: await ask('template') });
}

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
    ask('template').then((template) => startPostgres({ dataDir: ownFolder('postgres'), template, tls })),
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

async function ask(what: 'postgres' | 'rabbit' | 'vhost' | 'template' | 'platform'): Promise<string> {
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
