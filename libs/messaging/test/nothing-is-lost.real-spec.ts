import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { createDataSource } from '#persistence';
import { eventually, freshDatabaseOn, ownPostgres, ownRabbit, realServers } from '../../../test/support';
import type { RabbitServer } from '../../../tools/infrastructure/rabbitmq';
import { accept, Desk, openGateway } from './desk';
import { prepareDatabase } from './desk-database.fixture';
import { accountFor, endAllEntries, EntryProcess, startEntry } from './processes';

/** Every test ends with the same question: did every accepted filing end in exactly one final state, in order of its subject? */

const servers = realServers();
let gatewayUrl: string;
let entryUrl: string;
let amqpUrl: string;
let gateway: Desk;
let entryTables: DataSource;
let environment: Record<string, string>;

const open = async (amqp: string, database: { gateway: string; entry: string }): Promise<void> => {
  amqpUrl = amqp;
  gatewayUrl = database.gateway;
  entryUrl = database.entry;
  await prepareDatabase(gatewayUrl);
  await prepareDatabase(entryUrl);
  gateway = await openGateway({ instance: 'gateway-1', databaseUrl: gatewayUrl, amqpUrl });
  entryTables = await createDataSource({
    url: entryUrl,
    applicationName: 'observer',
    entities: [],
    migrations: [],
    poolSize: 2,
  }).initialize();
  environment = { DATABASE_URL: entryUrl, AMQP_URL: amqpUrl, MARK: join(tmpdir(), `portway-mark-${randomUUID()}`) };
};

const onSharedServers = async (): Promise<void> =>
  open(await servers.freshVhost(), {
    gateway: await servers.freshDatabase('gateway'),
    entry: await servers.freshDatabase('entry'),
  });

const filings = (count: number, subjects: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({
    subject: `entry:B76-${String((from + i) % subjects).padStart(8, '0')}`,
    n: from + i,
  }));

const everythingFinal = (count: number, within = 40_000) =>
  eventually(
    async () => {
      const account = await accountFor(gateway, entryTables);
      expect(account).toEqual({ accepted: count, final: count, answeredTwice: 0, tookEffectTwice: 0, outOfOrder: 0 });
    },
    { within },
  );

afterEach(async () => {
  endAllEntries();
  await gateway?.close().catch(() => undefined);
  await entryTables?.destroy().catch(() => undefined);
});

test('filings travel to the entry service and every one is answered once, in order of its subject', async () => {
  await onSharedServers();
  await startEntry(environment);
  for (let i = 0; i < 10; i += 1) await accept(gateway, filings(100, 30, i * 100));
  await everythingFinal(1_000);
});

describe('the entry service is killed', () => {
  test.each(['before commit', 'after commit', 'after publish'])(
    '%s, and started again: nothing is lost or done twice',
    async (point) => {
      await onSharedServers();
      const first: EntryProcess = await startEntry({ ...environment, KILL_AT: point });
      await accept(gateway, filings(200, 20));
      expect((await first.ended).signal).toBe('SIGKILL');
      await startEntry({ ...environment, KILL_AT: point });
      await everythingFinal(200);
    },
  );

  test('again and again while filings come in: nothing is lost or done twice', async () => {
    await onSharedServers();
    let sent = 0;
    for (let round = 0; round < 4; round += 1) {
      const entry = await startEntry({ ...environment, ATTEMPTS: '20' });
      for (let i = 0; i < 5; i += 1) {
        await accept(gateway, filings(50, 15, sent));
        sent += 50;
      }
      entry.child.kill('SIGKILL');
      await entry.ended;
    }
    await startEntry({ ...environment, ATTEMPTS: '20' });
    await everythingFinal(sent);
  });
});

test('a stop signal with handlers in flight lets them finish, and the rest is done by the next process', async () => {
  await onSharedServers();
  const first = await startEntry({ ...environment, SLOW_MS: '300' });
  await accept(gateway, filings(300, 300));
  await eventually(async () =>
    expect((await entryTables.query(`SELECT count(*)::int AS n FROM inbox`))[0].n).toBeGreaterThan(0),
  );
  first.child.kill('SIGTERM');
  expect(await first.ended).toEqual({ code: 0, signal: null });
  const [{ unfinished }] = await entryTables.query(
    `SELECT count(*)::int AS unfinished FROM inbox WHERE state = 'received'`,
  );
  expect(unfinished).toBe(0);
  await startEntry(environment);
  await everythingFinal(300);
});

test('two replicas share the work and keep the order of every subject, also when one of them is killed', async () => {
  await onSharedServers();
  const one = await startEntry({ ...environment, INSTANCE: 'entry-1' });
  await startEntry({ ...environment, INSTANCE: 'entry-2' });
  await eventually(async () =>
    expect((await entryTables.query('SELECT count(*)::int AS n FROM replica'))[0].n).toBe(2),
  );
  // Lanes are shared out once a second; both are at work when both have effects on record.
  let sent = 0;
  await eventually(
    async () => {
      await accept(gateway, filings(40, 12, sent));
      sent += 40;
      const rows = await entryTables.query('SELECT DISTINCT instance FROM effect');
      expect(rows).toHaveLength(2);
    },
    { within: 20_000, every: 200 },
  );
  await accept(gateway, filings(500, 12, sent));
  one.child.kill('SIGKILL');
  await accept(gateway, filings(500, 12, sent + 500));
  await everythingFinal(sent + 1_000);
});

test('one subject filed from many requests at once is handled one after another by two replicas', async () => {
  await onSharedServers();
  await startEntry({ ...environment, INSTANCE: 'entry-1' });
  await startEntry({ ...environment, INSTANCE: 'entry-2' });
  for (let n = 0; n < 200; n += 1) await accept(gateway, [{ subject: 'entry:B76-00000001', n }]);
  await everythingFinal(200);
  const rows = await entryTables.query('SELECT n FROM effect ORDER BY id');
  expect(rows.map((r: { n: number }) => r.n)).toEqual(Array.from({ length: 200 }, (_, n) => n));
});

describe('the broker', () => {
  let rabbit: RabbitServer;
  beforeAll(async () => (rabbit = await ownRabbit(['killed', 'down'])));
  afterAll(() => rabbit?.stop());

  test('is killed while filings are published, and comes back: nothing is lost or done twice', async () => {
    await open(rabbit.urlOf('killed'), {
      gateway: await servers.freshDatabase('gateway'),
      entry: await servers.freshDatabase('entry'),
    });
    await startEntry(environment);
    let sent = 0;
    const filing = (async () => {
      for (; sent < 2_000; sent += 50) await accept(gateway, filings(50, 25, sent));
    })();
    await eventually(async () => expect((await accountFor(gateway, entryTables)).final).toBeGreaterThan(100));
    await rabbit.kill();
    await filing;
    await rabbit.start();
    await everythingFinal(2_000, 60_000);
  });

  test('is down when the services start: filings are accepted at once and handled when it comes up', async () => {
    await rabbit.stop();
    await open(rabbit.urlOf('down'), {
      gateway: await servers.freshDatabase('gateway'),
      entry: await servers.freshDatabase('entry'),
    });
    await accept(gateway, filings(100, 10));
    await startEntry(environment);
    expect(await accountFor(gateway, entryTables)).toMatchObject({ accepted: 100, final: 0 });
    await rabbit.start();
    await everythingFinal(100, 60_000);
  });
});

test('the database is killed and restarted while filings are handled: nothing is lost or done twice', async () => {
  const postgres = await ownPostgres();
  try {
    await open(await servers.freshVhost(), {
      gateway: await servers.freshDatabase('gateway'),
      entry: await freshDatabaseOn(postgres.url, 'entry'),
    });
    await startEntry(environment);
    for (let i = 0; i < 10; i += 1) await accept(gateway, filings(50, 25, i * 50));
    await eventually(async () => expect((await accountFor(gateway, entryTables)).final).toBeGreaterThan(50));
    await postgres.kill();
    for (let i = 10; i < 20; i += 1) await accept(gateway, filings(50, 25, i * 50));
    await postgres.restart();
    await everythingFinal(1_000, 60_000);
  } finally {
    await gateway.close();
    endAllEntries();
    await entryTables.destroy().catch(() => undefined);
    await postgres.stop();
  }
});

test('two builds of a service are at work side by side, and two of the gateway before them: what one does not know yet waits for the other, for as long as that takes', async () => {
  await onSharedServers();
  const SUBJECTS = 24;
  const older = await startEntry({ ...environment, INSTANCE: 'entry-older' });
  await startEntry({ ...environment, INSTANCE: 'entry-newer', BUILD: 'next' });
  const said = (): Promise<{ instance: string }[]> =>
    entryTables.query('SELECT DISTINCT instance FROM effect ORDER BY 1');
  let sent = 0;
  const send = async (how?: { next: boolean }): Promise<void> => {
    await accept(gateway, filings(SUBJECTS, SUBJECTS, sent), how);
    sent += SUBJECTS;
  };
  await eventually(
    async () => {
      await send();
      expect(await said()).toEqual([{ instance: 'entry-newer' }, { instance: 'entry-older' }]);
    },
    { within: 20_000, every: 500 },
  );
  // Of each entry something of the new form, and behind it something of the old one.
  await send({ next: true });
  await send();
  // More often than a message is tried that fails by itself.
  const tried = (): Promise<{ most: number; aside: number }[]> =>
    entryTables.query(
      "SELECT COALESCE(max(failed) FILTER (WHERE state = 'waiting'), 0)::int AS most, count(*) FILTER (WHERE state = 'set aside')::int AS aside FROM inbox",
    );
  await eventually(async () => expect((await tried())[0]!.most).toBeGreaterThan(6), { within: 20_000 });
  expect((await tried())[0]!.aside).toBe(0);
  older.child.kill('SIGTERM');
  expect(await older.ended).toEqual({ code: 0, signal: null });
  await everythingFinal(sent);
});
