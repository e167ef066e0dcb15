import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { publicKeyText, signingKey } from '#contracts';
import { CACHE_DIR } from '../../test/support/test-run';
import { eventually, ownFolder, realServers } from '../../test/support';
import { POOL_SIZE } from '../infrastructure/databases';
import { freePort, isAlive } from '../infrastructure/processes';
import { startPostgres } from '../infrastructure/postgres';
import { startRabbit } from '../infrastructure/rabbitmq';
import { sendControl } from './control';
import { launchPlatform, type DemoFile, type LaunchedPlatform, type LaunchOptions } from './launch';
import { startServiceProcess } from './service-process';

/** A service as small as can be: it lives, keeps accounts, and can be told to fall over. */
const FAKE_SERVICE = `
const { createServer } = require('node:http');
if (process.argv[2] === 'migrate') process.exit(process.env.BROKEN === process.env.INSTANCE ? (console.error('cee: the database could not be brought up to date: no disk'), 1) : 0);
const accounts = new Map();
createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    const path = request.url;
    if (path === '/fall') process.exit(7);
    if (path === '/health/live') return response.end(JSON.stringify({ status: 'live', instance: process.env.INSTANCE + '/' + process.env.START_ID }));
    if (path === '/operations/accounts' && request.method === 'POST') {
      const token = String(request.headers.authorization).replace('Bearer ', '');
      if (Object.values(JSON.parse(process.env.OPERATORS))[0] !== require('node:crypto').createHash('sha256').update(token).digest('hex')) return response.writeHead(401).end();
      const account = JSON.parse(body);
      accounts.set(account.id, account);
    }
    const environment = Object.fromEntries(['DATABASE_URL', 'MIGRATE_DATABASE_URL', 'AMQP_URL', 'PORT', 'HOST', 'SERVICE_URLS', 'INSTANCE', 'ACTIVITY_SIGNING_KEY', 'ACTIVITY_PUBLIC_KEYS', 'DOCUMENT_KEYS', 'SIGN_IN_KEYS', 'SIGN_IN_SIGNING_KEY', 'SIGN_IN_SECRETS', 'IMPORTER_DIGEST_KEY'].map((name) => [name, process.env[name]]));
    if (path === '/operations/set-up-links') response.statusCode = 404;
    if (path === '/document-requests') return response.end(JSON.stringify({ requests: [{ entryNumber: '03245278', state: 'answered' }] }));
    if (path.startsWith('/bonds')) return response.end(JSON.stringify({ bonds: [{ type: '8', state: 'active' }] }));
    if (path.endsWith('/surety-agents')) return response.end(JSON.stringify({ agents: [{}] }));
    if (path.endsWith('/trusted-participations')) return response.end(JSON.stringify({ participations: [{ id: '3d0f6b1c-9a43-4f0e-8a77-51c0f3b1d302', visits: [] }] }));
    if (path.endsWith('/trusted-contacts')) return response.end(JSON.stringify({ contacts: [{}] }));
    if (path.startsWith('/agency/lines')) return response.end(JSON.stringify({ entries: [{}] }));
    response.end(JSON.stringify(path === '/accounts' ? [...accounts.values()] : environment));
  });
}).listen(Number(process.env.PORT), process.env.HOST);
process.on('SIGTERM', () => process.exit(0));
`;

const SERVICES = ['gateway', 'account', 'entry', 'cee'].map((name, offset) => ({
  ...{ name, offset },
  givesWay: name === 'cee' ? 10 : 0,
}));

function optionsFor(home: string): LaunchOptions {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'main.js'), FAKE_SERVICE);
  return {
    home,
    port: 'any',
    services: SERVICES,
    replicas: { entry: 2 },
    script: () => join(home, 'main.js'),
    cacheDir: CACHE_DIR,
  };
}

async function read<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T;
}

/** Of the platform on one machine, which is started again when all is seen of it. */
const home = ownFolder('platform');
let first: LaunchedPlatform;

describe('the platform on one machine', () => {
  let platform: LaunchedPlatform;
  const stateOf = async (name: string) => (await platform.ctl('status', name))[0]!;

  beforeAll(async () => {
    first = platform = await launchPlatform(optionsFor(home));
  });

  it('gives every service a process, a database and an address of its own', async () => {
    const units = await platform.ctl('status');
    expect(units.map((unit) => [unit.name, unit.state])).toEqual(
      ['gateway', 'account', 'entry-1', 'entry-2', 'cee', 'broker', 'database'].map((name) => [name, 'running']),
    );
    expect(new Set(units.map((unit) => unit.pid)).size).toBe(7);
    const entry = await read<Record<string, string>>(platform.urls.entry!);
    expect(entry).toMatchObject({ HOST: '127.0.0.1', INSTANCE: 'entry-1' });
    expect(JSON.parse(entry.SERVICE_URLS!)).toEqual(platform.urls);
    const client = new Client({ connectionString: entry.DATABASE_URL });
    await client.connect();
    expect((await client.query('select current_database() as name')).rows).toEqual([{ name: 'portway_entry' }]);
    // Of two replicas, and of one that takes the place of another.
    expect(
      (
        await client.query(
          `select pg_get_userbyid(datdba) as owner, rolconnlimit as most from pg_database, pg_roles where datname = current_database() and rolname = current_user`,
        )
      ).rows,
    ).toEqual([{ owner: 'portway_entry_owner', most: 3 * POOL_SIZE }]);
    await client.end();
  });

  it('gives each key to the service that needs it, and the way to a database as its owner to none', async () => {
    const held = Object.fromEntries(
      await Promise.all(
        Object.entries(platform.urls).map(async ([name, url]) => {
          const environment = await read<Record<string, string>>(url);
          return [
            name,
            [
              'MIGRATE_DATABASE_URL',
              'ACTIVITY_SIGNING_KEY',
              'ACTIVITY_PUBLIC_KEYS',
              'DOCUMENT_KEYS',
              'SIGN_IN_KEYS',
              'SIGN_IN_SIGNING_KEY',
              'SIGN_IN_SECRETS',
              'IMPORTER_DIGEST_KEY',
            ].filter((key) => environment[key] !== undefined),
          ];
        }),
      ),
    );
    expect(held).toEqual({
      gateway: ['ACTIVITY_PUBLIC_KEYS', 'SIGN_IN_KEYS'],
      account: ['ACTIVITY_SIGNING_KEY', 'DOCUMENT_KEYS', 'SIGN_IN_KEYS', 'SIGN_IN_SIGNING_KEY', 'SIGN_IN_SECRETS'],
      entry: [],
      cee: ['SIGN_IN_KEYS', 'IMPORTER_DIGEST_KEY'],
    });
    const [{ ACTIVITY_SIGNING_KEY }, { ACTIVITY_PUBLIC_KEYS }] = (await Promise.all(
      [platform.urls.account!, platform.urls.gateway!].map((url) => read<Record<string, string>>(url)),
    )) as [Record<string, string>, Record<string, string>];
    expect(publicKeyText(signingKey(ACTIVITY_SIGNING_KEY!))).toBe(ACTIVITY_PUBLIC_KEYS);
  });

  it('writes the demo accounts and opens each of them', async () => {
    const demo = JSON.parse(readFileSync(join(home, 'demo.json'), 'utf8')) as DemoFile;
    expect(demo).toEqual(platform.demo);
    expect(demo.accounts.map((account) => account.role)).toContain('officer');
    const opened = await read<{ id: string; apiKey: string }[]>(`${platform.urls.account}/accounts`);
    expect(opened.map(({ id, apiKey }) => [id, apiKey])).toEqual(demo.accounts.map(({ id, apiKey }) => [id, apiKey]));
  });

  it('has nothing to complain of', () => {
    expect([platform.warnings, platform.notOpen]).toEqual([[], []]);
  });

  it('gives who takes filings the processors before who works on them', async () => {
    const [gateway, cee] = [await stateOf('gateway'), await stateOf('cee')];
    expect([getPriority(gateway.pid!), getPriority(cee.pid!)]).toEqual([0, 10]);
    const session = `/proc/${cee.pid}/autogroup`;
    if (existsSync(session)) await eventually(() => expect(readFileSync(session, 'utf8')).toMatch(/ nice 10$/m));
  });

  it('starts a service again that fell over', async () => {
    const { pid } = await stateOf('gateway');
    await fetch(`${platform.gatewayUrl}/fall`).catch(() => undefined);
    await eventually(async () => {
      expect(await stateOf('gateway')).toMatchObject({ state: 'running', restarts: 1, ending: 'exit code 7' });
    });
    expect((await stateOf('gateway')).pid).not.toBe(pid);
  });

  it('leaves a killed service dead until it is started', async () => {
    const [first, second] = await sendControl(home, { action: 'kill', name: 'entry' });
    expect([first, second]).toMatchObject([
      { state: 'killed', pid: null },
      { state: 'killed', pid: null },
    ]);
    await expect(fetch(platform.urls.entry!)).rejects.toThrow();
    const [again] = await sendControl(home, { action: 'start', name: 'entry-1' });
    expect(again).toMatchObject({ state: 'running', restarts: 0 });
    expect(await stateOf('entry-2')).toMatchObject({ state: 'killed' });
    await sendControl(home, { action: 'start', name: 'entry' });
    expect(await stateOf('entry-2')).toMatchObject({ state: 'running' });
  });

  it('lets a debugger in where somebody works on a service, until it is started as before', async () => {
    const inspect = await freePort();
    const debuggers = async (): Promise<unknown> => read(`http://127.0.0.1:${inspect}/json/version`);
    await sendControl(home, { action: 'stop', name: 'cee' });
    await sendControl(home, { action: 'start', name: 'cee', inspect });
    expect(await debuggers()).toHaveProperty('Protocol-Version');
    await sendControl(home, { action: 'stop', name: 'cee' });
    await sendControl(home, { action: 'start', name: 'cee' });
    await expect(debuggers()).rejects.toThrow();
  });

  it('lets a service whose port a stranger took go elsewhere, tells the stranger nothing, and tells the others where', async () => {
    const before = platform.urls.cee!;
    await sendControl(home, { action: 'kill', name: 'cee' });
    const heard: unknown[] = [];
    const stranger = createHttpServer((request, response) => {
      heard.push(request.headers.authorization);
      response.end('{"status":"live"}');
    });
    await new Promise<void>((done) => stranger.listen(Number(new URL(before).port), '127.0.0.1', done));
    try {
      const [cee] = await sendControl(home, { action: 'start', name: 'cee' });
      expect(cee).toMatchObject({ state: 'running' });
      expect(cee!.address).not.toBe(before);
      expect(platform.urls.cee).toBe(cee!.address);
      expect((JSON.parse(readFileSync(join(home, 'demo.json'), 'utf8')) as DemoFile).services.cee).toBe(cee!.address);
      await eventually(async () => {
        for (const name of ['gateway', 'account', 'entry']) {
          expect(JSON.parse((await read<Record<string, string>>(platform.urls[name]!)).SERVICE_URLS!)).toMatchObject({
            cee: cee!.address,
          });
        }
      });
      expect(heard.filter(Boolean)).toEqual([]);
    } finally {
      await new Promise((done) => stranger.close(done));
    }
  });

  it.each(['broker', 'database'])('kills the %s and starts it again at its old address', async (name) => {
    const before = await stateOf(name);
    await sendControl(home, { action: 'kill', name });
    expect(isAlive(before.pid!)).toBe(false);
    expect(await stateOf(name)).toMatchObject({ state: 'killed' });
    await sendControl(home, { action: 'start', name });
    const after = await stateOf(name);
    expect(after).toMatchObject({ state: 'running', address: before.address });
    expect(after.pid).not.toBe(before.pid);
  });

  it('lists the names there are when one is unknown', async () => {
    await expect(sendControl(home, { action: 'stop', name: 'entri' })).rejects.toThrow(
      'There is no "entri" on this platform; there are: gateway, account, entry, entry-1, entry-2, cee, broker, database and all.',
    );
  });

  it('refuses a second platform on the same folder by another process', async () => {
    writeFileSync(join(home, 'run', 'supervisor'), `${process.ppid}\n`);
    await expect(launchPlatform(optionsFor(home))).rejects.toThrow(/^Portway already runs on /);
    writeFileSync(join(home, 'run', 'supervisor'), `${process.pid}\n`);
  });
});

describe('starting the platform', () => {
  afterAll(() => first.stop());

  it('keeps accounts and keys, and ends the services a killed supervisor left behind', async () => {
    const options = optionsFor(home);
    await first.stop();
    // What is left when a supervisor is killed: its servers and services, and nobody who watches them.
    const database = await startPostgres({ dataDir: join(home, 'database') });
    const broker = await startRabbit({ dir: join(home, 'broker'), cacheDir: CACHE_DIR });
    const service = startServiceProcess({
      name: 'entry-1',
      script: join(home, 'main.js'),
      url: first.urls.entry!,
      answersAs: 'entry-1/before',
      env: {
        ...process.env,
        INSTANCE: 'entry-1',
        START_ID: 'before',
        PORT: new URL(first.urls.entry!).port,
        HOST: '127.0.0.1',
      },
      logFile: join(home, 'logs', 'entry.log'),
      runFolder: join(home, 'run'),
    });
    expect(await service.live).toBe(true);
    const lines: string[] = [];
    const second = await launchPlatform({ ...options, say: (line) => lines.push(line) });
    try {
      expect(lines[0]).toBe('ended what an earlier run left behind: entry-1');
      expect([database.pid, broker.pid, service.pid]).toEqual([undefined, undefined, undefined]);
      expect(second.demo.accounts).toEqual(first.demo.accounts);
      expect(second.warnings).toEqual([]);
    } finally {
      await second.stop();
    }
  });

  it('starts services while the broker begins, and tells them where it went if a stranger takes its port meanwhile', async () => {
    const lines: string[] = [];
    const pidFile = join(home, 'broker', 'broker.pid');
    const before = readFileSync(pidFile, 'utf8');
    const starting = launchPlatform({ ...optionsFor(home), say: (line) => lines.push(line) });
    const stranger = createServer();
    try {
      await eventually(() => expect(readFileSync(pidFile, 'utf8')).not.toBe(before), { within: 30_000 });
      const [broker] = await sendControl(home, { action: 'status', name: 'broker' });
      stranger.listen(Number(broker!.address.split(':')[1]), '127.0.0.1');
      const third = await starting;
      const [elsewhere] = await sendControl(home, { action: 'status', name: 'broker' });
      expect(elsewhere!.address).not.toBe(broker!.address);
      for (const name of ['gateway', 'account', 'entry', 'cee'])
        expect((await read<Record<string, string>>(third.urls[name]!)).AMQP_URL).toContain(elsewhere!.address);
      expect(third.warnings).toEqual([]);
    } finally {
      stranger.close();
      await (await starting).stop();
    }
  });

  it('ends with one sentence, and without a service, when a database cannot be brought up to date', async () => {
    const home = ownFolder('platform');
    const lines: string[] = [];
    const servers = { databaseUrl: await realServers().postgresUrl(), amqpUrl: await realServers().freshVhost() };
    await expect(
      launchPlatform({ ...optionsFor(home), ...servers, env: { BROKEN: 'cee-1' }, say: (line) => lines.push(line) }),
    ).rejects.toThrow(
      /^The start ended: the database of cee could not be brought up to date: cee: the database could not be brought up to date: no disk$/,
    );
    expect(lines.filter((line) => /is up|up to date/.test(line))).toEqual([]);
    await expect(sendControl(home, { action: 'status' })).rejects.toThrow(/^Portway is not running/);
  });

  it('names the program on a port that was asked for, and stops what it had started', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const home = ownFolder('platform');
    try {
      await expect(launchPlatform({ ...optionsFor(home), port })).rejects.toThrow(
        new RegExp(`^Port ${port} is used by \\S+ \\(pid ${process.pid}\\): set PORT to another one`),
      );
    } finally {
      other.close();
    }
    await expect(sendControl(home, { action: 'status' })).rejects.toThrow(
      `Portway is not running on ${home}: start it with \`npm start\``,
    );
  });

  it('uses a database server that was given, and says that it does not run it', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => gone.once('listening', resolve));
    const { port } = gone.address() as { port: number };
    await new Promise((resolve) => gone.close(resolve));
    const servers = {
      databaseUrl: `postgres://x:y@127.0.0.1:${port}/postgres`,
      amqpUrl: await realServers().freshVhost(),
    };
    await expect(launchPlatform({ ...optionsFor(ownFolder('platform')), ...servers })).rejects.toThrow(
      new RegExp(`^The database server at 127.0.0.1:${port} does not answer`),
    );
  });
});
