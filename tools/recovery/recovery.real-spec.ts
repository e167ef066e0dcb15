import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import { basename, join } from 'node:path';
import { Client } from 'pg';
import { eventually, initialised, ownFolder } from '../../test/support';
import { HeldPort } from '../infrastructure/held-port';
import { type PostgresServer, startPostgres } from '../infrastructure/postgres';
import { copyToFollow, promote, waitForFollower } from '../infrastructure/standby';
import { listenForControl } from '../platform/control';
import type { UnitStatus } from '../platform/unit';
import { Backups } from './backups';
import { putBack } from './put-back';
import { takeBackup } from './take-backup';

const silent = (): void => undefined;

const onServer = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
};

const filed = (url: string): Promise<string[]> =>
  onServer(url, async (client) => {
    const { rows } = await client.query<{ number: string }>('SELECT number FROM filing ORDER BY number');
    return rows.map(({ number }) => number);
  });

const file = (url: string, ...numbers: string[]): Promise<string> =>
  onServer(url, async (client) => {
    await client.query('CREATE TABLE IF NOT EXISTS filing (number text PRIMARY KEY)');
    for (const number of numbers) await client.query('INSERT INTO filing VALUES ($1)', [number]);
    // An instant is given in milliseconds: the one in which this was filed is over.
    const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now FROM pg_sleep(0.001)');
    return rows[0]!.now.toISOString();
  });

describe('Backup and restore of a database server', () => {
  const home = ownFolder('recovery');
  let backups: Backups;
  let server: PostgresServer;
  let control: Server;
  /** Instants between which something was filed. */
  const at: Record<'beforeAll' | 'afterSecond', string> = { beforeAll: '', afterSecond: '' };

  const restore = (to: string | null): ReturnType<typeof putBack> => putBack(home, { to, say: silent, backups });
  /** Files one, and waits until the piece of the log with it is in the archive; answers where. */
  const archived = async (number: string): Promise<string> => {
    await file(server.url, number);
    const piece = await onServer(server.url, async (client) => {
      const { rows } = await client.query<{ piece: string }>('SELECT pg_walfile_name(pg_switch_wal()) AS piece');
      return join(backups.log, `${rows[0]!.piece}.gz`);
    });
    await eventually(async () => expect(existsSync(piece)).toBe(true), { within: 30_000 });
    return piece;
  };
  const statusOf = (): UnitStatus[] => [
    {
      name: 'database',
      service: 'database',
      state: server.pid ? 'running' : 'stopped',
      pid: server.pid ?? null,
      address: `127.0.0.1:${server.port}`,
      since: '',
      restarts: 0,
      ending: '',
    },
  ];

  beforeAll(async () => {
    mkdirSync(home, { recursive: true });
    backups = Backups.of(home);
    server = await startPostgres({
      dataDir: join(home, 'database'),
      port: await HeldPort.takeAny(),
      template: await initialised(),
      archive: backups.log,
      // Nobody but the test writes.
      settings: { autovacuum: 'off' },
    });
    control = await listenForControl(home, async ({ action }) => {
      if (action === 'stop') await server.stop();
      if (action === 'start') await server.start();
      return statusOf();
    });
    writeFileSync(join(home, 'secrets.json'), '{"operations token":"kept"}');
    at.beforeAll = await file(server.url, 'before the backup');
    await takeBackup(home, { keep: 7, say: silent, backups });
    at.afterSecond = await file(server.url, 'after the backup', 'just before the loss');
    await file(server.url, 'by mistake');
  });
  afterAll(async () => {
    control?.close();
    await server?.stop();
  });

  test('a dropped table is back as of an instant before, with what was filed since the backup, and nothing of later', async () => {
    await onServer(server.url, (client) => client.query('DROP TABLE filing'));
    const { before } = await restore(at.afterSecond);
    expect(await filed(server.url)).toEqual(['after the backup', 'before the backup', 'just before the loss']);
    expect(existsSync(before!)).toBe(true);
  });

  test('it is refused, and nothing is touched, for an instant that no backup or log reaches', async () => {
    await file(server.url, 'after the restore');
    const held = await filed(server.url);
    await expect(restore(at.beforeAll)).rejects.toThrow(/^The oldest backup was finished at .* before\.$/);
    await expect(restore(new Date(Date.now() + 3_600_000).toISOString())).rejects.toThrow(/ is still to come\.$/);
    // Of this last millisecond nothing was written.
    await expect(restore(new Date().toISOString())).rejects.toThrow(
      /^The log does not reach .*, its last transaction is of .*Nothing was changed\.$/,
    );
    expect(await filed(server.url)).toEqual(held);
  });

  test('it is refused with a damaged copy and with a piece of the log missing, before the server is stopped', async () => {
    const { folder } = backups.list()[0]!;
    const pid = server.pid;
    const version = join(folder, 'cluster', 'PG_VERSION');
    renameSync(version, `${version}.away`);
    await expect(restore(null)).rejects.toThrow(/ is damaged: PG_VERSION is missing, PG_VERSION\.away is too much\. /);
    renameSync(`${version}.away`, version);
    const lost = await archived('in a piece that is lost');
    await archived('in a later piece');
    const kept = join(backups.folder, 'kept-elsewhere');
    renameSync(lost, kept);
    // Where it was not kept yet the server has it itself.
    rmSync(join(home, 'database', 'cluster', 'pg_wal', basename(lost, '.gz')), { force: true });
    await expect(restore(null)).rejects.toThrow(/^The log has a hole: /);
    renameSync(kept, lost);
    expect(server.pid).toBe(pid);
  });

  test('with its whole folder and the secrets gone, all that came into the archive is back', async () => {
    await archived('the last that came into the archive');
    const held = await filed(server.url);
    await server.kill();
    rmSync(join(home, 'database'), { recursive: true });
    rmSync(join(home, 'secrets.json'));
    await restore(null);
    expect(await filed(server.url)).toEqual(held);
    expect(existsSync(join(home, 'secrets.json'))).toBe(true);
  });

  test('of several backups so many stay as were asked for, with the log that they need', async () => {
    const before = readdirSync(backups.log);
    const { folder } = await takeBackup(home, { keep: 1, say: silent, backups });
    expect(backups.list().map((backup) => backup.folder)).toEqual([folder]);
    const after = readdirSync(backups.log);
    expect(before.every((piece) => after.includes(piece))).toBe(false);
    expect(() => backups.checkLog(backups.list()[0]!, [])).not.toThrow();
  });
});

test('what a server confirmed that waits for a second one is at the second one when the first is killed', async () => {
  const template = await initialised();
  const first = await startPostgres({ dataDir: ownFolder('first-site'), template });
  const followerFolder = ownFolder('second-site');
  let second: PostgresServer | undefined;
  try {
    await file(first.url, 'the first');
    await copyToFollow(first.url, followerFolder, 'second_site');
    second = await startPostgres({ dataDir: followerFolder });
    await waitForFollower(first.url, 'second_site');
    const confirmed: string[] = [];
    const writing = Promise.all(
      Array.from({ length: 4 }, (_, writer) =>
        onServer(first.url, async (client) => {
          for (let at = 0; ; at += 1) {
            const number = `${writer}-${at}`;
            await client.query('INSERT INTO filing VALUES ($1)', [number]);
            confirmed.push(number);
          }
        }).catch(() => undefined),
      ),
    );
    await eventually(async () => expect(confirmed.length).toBeGreaterThan(200), { within: 30_000, every: 10 });
    await first.kill();
    await writing;
    await promote(second.url);
    expect(await filed(second.url)).toEqual(expect.arrayContaining(confirmed));
    await file(second.url, 'after the switch');
  } finally {
    await first.stop();
    await second?.stop();
  }
});
