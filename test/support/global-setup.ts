import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../tools/infrastructure/failure';
import {
  endLeftoverPostgres,
  preparePostgresTemplate,
  startPostgres,
  type PostgresServer,
} from '../../tools/infrastructure/postgres';
import { isAlive, readPid } from '../../tools/infrastructure/processes';
import { endLeftoverRabbit, startRabbit } from '../../tools/infrastructure/rabbitmq';
import { endLeftovers, launchPlatform, type LaunchedPlatform } from '../../tools/platform/launch';
import { CACHE_DIR, RUN_FOLDER, SERVERS_URL } from './test-run';

const PREFIX = 'portway-test-';
const GONE = 'portway-gone-';
const VHOSTS = Array.from({ length: 100 }, (_, index) => `test-${index + 1}`);

/**
 * What the shared platform differs in from one that `npm start` brings up: it takes a transmission of a million lines, and says sooner that a
 * filing waits.
 */
const PLATFORM_ENV = {
  ABI_MAX_BYTES: String(100 * 1024 * 1024),
  HELD_AFTER_SECONDS: '12',
  ACTIVITY_TREE_SECONDS: '60',
};
/**
 * Of the servers that tests share nobody takes the power away, as tests do with servers of their own. Each has hundreds of databases in the end, into
 * which PostgreSQL would look again and again; and what it saw in the tables in passing, at no moment that a test knows of, changes its plans.
 */
const SHARED_SETTINGS = { fsync: 'off', full_page_writes: 'off', autovacuum: 'off' };
/** Tests count their voyages and entries from numbers of their own below this; the samples are written with numbers above it. */
const FIRST_RUN = 20_000;

/** Offers the run's servers, and a platform, on a loopback address; each starts when the first test asks for it. */
export default async function setUp(): Promise<void> {
  await endAbandonedRuns();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'owner.pid'), `${process.pid}\n`);
  const template = once(async () => {
    mkdirSync(join(folder, 'template'));
    await preparePostgresTemplate(join(folder, 'template'));
    return join(folder, 'template');
  });
  const servers = new Map<string, Promise<PostgresServer>>();
  /** One for each process of the run: what is seen of a mailbox waits for the oldest transaction of a server. */
  const postgresFor = async (worker: string): Promise<string> => {
    const dataDir = join(folder, `postgres-${worker}`);
    if (!servers.has(worker))
      servers.set(
        worker,
        template().then((made) => startPostgres({ dataDir, template: made, settings: SHARED_SETTINGS })),
      );
    return (await servers.get(worker)!).url;
  };
  const rabbit = once(() => startRabbit({ dir: join(folder, 'rabbit'), cacheDir: CACHE_DIR, vhosts: VHOSTS }));
  const platform = once(async () => {
    const home = join(folder, 'platform');
    mkdirSync(home, { mode: 0o755 });
    writeFileSync(join(home, 'demo-run'), `${FIRST_RUN}\n`);
    const launched = await launchPlatform({
      ...{ home, port: 'any', cacheDir: CACHE_DIR, env: PLATFORM_ENV },
      template: await template(),
    });
    running!.platform = launched;
    if (launched.warnings.length > 0) throw new Error(launched.warnings.join('\n'));
    return home;
  });
  const vhosts = [...VHOSTS];
  const answers: Record<string, () => Promise<string>> = {
    '/template': template,
    '/rabbit': async () => (await rabbit()).url,
    '/platform': platform,
    '/platform-database': async () => {
      await platform();
      return running!.platform!.databaseUrl;
    },
    '/platform-over': async () => {
      await running?.platform?.kill();
      return '';
    },
    '/vhost': async () => {
      const next = vhosts.shift();
      if (!next)
        throw new Error('All virtual hosts of this run are given away: raise their number in global-setup.ts.');
      return (await rabbit()).urlOf(next);
    },
  };
  const desk = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://desk');
    const answer =
      pathname === '/postgres'
        ? () => postgresFor(searchParams.get('worker') ?? '1')
        : (answers[pathname] ?? (() => Promise.reject(new Error(`Nothing is known about ${pathname}.`))));
    answer().then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(500).end(messageOf(error)),
    );
  });
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  process.env[SERVERS_URL] = `http://127.0.0.1:${(desk.address() as AddressInfo).port}`;
  process.env[RUN_FOLDER] = folder;
  running = { desk, folder };
}

let running: { desk: Server; folder: string; platform?: LaunchedPlatform } | undefined;

export async function tearDown(): Promise<void> {
  const { desk, folder, platform } = running ?? {};
  desk?.closeAllConnections();
  desk?.close();
  await platform?.kill();
  if (folder) await removeRun(folder);
  // A failed test may leave a platform that watches over what has just been ended: the run ends all the same.
  setTimeout(() => process.exit(), 5_000).unref();
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** A run whose process was killed leaves servers and files behind; the next run takes them away. */
async function endAbandonedRuns(): Promise<void> {
  const gone = readdirSync(tmpdir()).filter((entry) => entry.startsWith(GONE));
  removeAside(gone.map((entry) => join(tmpdir(), entry)));
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const owner = readPid(join(tmpdir(), name, 'owner.pid'));
    if (!owner || isAlive(owner)) continue;
    await removeRun(join(tmpdir(), name)).catch((error: NodeJS.ErrnoException) => {
      // Another run that begins now removes it too.
      if (error.code !== 'ENOENT') throw error;
    });
  }
}

async function removeRun(folder: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    await endLeftoverPostgres(join(folder, name));
    await endLeftoverRabbit(join(folder, name));
    await endLeftovers(join(folder, name));
  }
  const gone = folder.replace(PREFIX, GONE);
  renameSync(folder, gone);
  removeAside([gone]);
}

/** Hundreds of databases are a hundred thousand files: nobody waits until they are removed. What is left of them when that ends early, the next run removes. */
function removeAside(folders: string[]): void {
  if (folders.length > 0) spawn('rm', ['-rf', ...folders], { detached: true, stdio: 'ignore' }).unref();
}
