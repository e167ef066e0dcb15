import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'amqplib';
import { DataSource } from 'typeorm';
import { createDataSource } from '#persistence';
import { startRabbit } from '../../../tools/infrastructure/rabbitmq';
import { eventually, freshDatabaseOn, ownPostgres, realServers } from '../../../test/support';
import { CACHE_DIR } from '../../../test/support/test-run';
import { ownFolder } from '../../../test/support/real-servers';
import { DatabaseCopy } from '../../../test/support/database-copy';
import { Names } from '../src/topology';
import { accept, Desk, openGateway } from './desk';
import { prepareDatabase } from './desk-database.fixture';
import { accountFor, endAllEntries, EntryProcess, startEntry } from './processes';

const queueOf = (service: string, lane: number): string => new Names('portway').queueOf(service, lane);

/** Whatever loses a message on its way, or its effect afterwards: who should have heard it misses it, and has it again, in order. */

const servers = realServers();
const LANES = [0, 1, 2, 3];
let gateway: Desk;
let entry: EntryProcess;
let entryTables: DataSource;
let amqpUrl: string;
let databases: { gateway: string; entry: string };
let environment: Record<string, string>;

const openTables = (): Promise<DataSource> =>
  createDataSource({
    url: databases.entry,
    applicationName: 'observer',
    entities: [],
    migrations: [],
    poolSize: 2,
  }).initialize();

const open = async (amqp: string, own?: { gateway: string; entry: string }): Promise<void> => {
  amqpUrl = amqp;
  databases = own ?? { gateway: await servers.freshDatabase('gateway'), entry: await servers.freshDatabase('entry') };
  await prepareDatabase(databases.gateway);
  await prepareDatabase(databases.entry);
  gateway = await openGateway({ instance: 'gateway-1', databaseUrl: databases.gateway, amqpUrl });
  entryTables = await openTables();
  environment = {
    DATABASE_URL: databases.entry,
    AMQP_URL: amqpUrl,
    MARK: join(tmpdir(), `portway-mark-${randomUUID()}`),
  };
  entry = await startEntry(environment);
};

let filed = 0;
const file = async (count: number): Promise<void> => {
  const filings = Array.from({ length: count }, () => ({
    subject: `entry:B76-${String(filed % 40).padStart(8, '0')}`,
    n: (filed += 1),
  }));
  for (let from = 0; from < count; from += 50) await accept(gateway, filings.slice(from, from + 50));
};

const everythingFinal = (count: number, within = 30_000) =>
  eventually(
    async () => {
      const account = await accountFor(gateway, entryTables);
      expect(account).toEqual({ accepted: count, final: count, answeredTwice: 0, tookEffectTwice: 0, outOfOrder: 0 });
    },
    { within },
  );

const atTheBroker = async (
  act: (channel: Awaited<ReturnType<Awaited<ReturnType<typeof connect>>['createChannel']>>) => Promise<void>,
): Promise<void> => {
  const connection = await connect(amqpUrl);
  await act(await connection.createChannel());
  await connection.close();
};

/** Everything that was filed has left: it is with the broker, or beyond. */
const everythingLeft = () =>
  eventually(async () =>
    expect((await gateway.source.query(`SELECT count(*)::int AS n FROM outbox WHERE destination = 'entry'`))[0].n).toBe(
      0,
    ),
  );

beforeEach(() => (filed = 0));
afterEach(async () => {
  endAllEntries();
  await gateway?.close().catch(() => undefined);
  await entryTables?.destroy().catch(() => undefined);
});

test('queues that are purged, and queues that are deleted, lose no filing and no answer, and every subject keeps its order', async () => {
  await open(await servers.freshVhost());
  await file(100);
  await everythingFinal(100);

  entry.child.kill('SIGSTOP');
  await file(200);
  await everythingLeft();
  await atTheBroker(async (channel) => {
    for (const lane of LANES) await channel.purgeQueue(queueOf('entry', lane));
  });
  await file(50);
  await everythingLeft();
  entry.child.kill('SIGCONT');
  await everythingFinal(350);

  await atTheBroker(async (channel) => {
    for (const service of ['entry', 'gateway'])
      for (const lane of [0, 1]) await channel.deleteQueue(queueOf(service, lane));
  });
  await file(200);
  await everythingFinal(550);
});

test('answers that are lost while nobody reads them are given again', async () => {
  await open(await servers.freshVhost());
  await file(20);
  await everythingFinal(20);
  const second = await openGateway({ instance: 'gateway-2', databaseUrl: databases.gateway, amqpUrl });
  // The second carries filings; nobody reads answers, because the only replica that does is stopped after it.
  await gateway.close();
  gateway = second;
  await file(30);
  await everythingLeft();
  await gateway.close();
  await eventually(async () =>
    expect((await entryTables.query('SELECT count(*)::int AS n FROM effect'))[0].n).toBe(50),
  );
  await eventually(async () => expect((await entryTables.query('SELECT count(*)::int AS n FROM outbox'))[0].n).toBe(0));
  await atTheBroker(async (channel) => {
    for (const lane of LANES) await channel.purgeQueue(queueOf('gateway', lane));
  });
  gateway = await openGateway({ instance: 'gateway-1', databaseUrl: databases.gateway, amqpUrl });
  await everythingFinal(50);
});

test('a broker that comes back without its data folder loses nothing', async () => {
  const dir = ownFolder('rabbit');
  const broker = await startRabbit({ dir, cacheDir: CACHE_DIR });
  try {
    await open(broker.url);
    await file(100);
    await everythingFinal(100);
    entry.child.kill('SIGSTOP');
    await file(300);
    await everythingLeft();
    await broker.kill();
    rmSync(join(dir, 'data'), { recursive: true, force: true });
    entry.child.kill('SIGCONT');
    await broker.start();
    await file(100);
    await everythingFinal(500, 60_000);
  } finally {
    await broker.kill();
    rmSync(dir, { recursive: true, force: true });
  }
});

test('a database that is away for longer than lanes are leased stops no lane: each is worked again when it is back', async () => {
  const postgres = await ownPostgres();
  try {
    await open(await servers.freshVhost(), {
      gateway: await freshDatabaseOn(postgres.url, 'gateway'),
      entry: await servers.freshDatabase('entry'),
    });
    await file(100);
    await everythingFinal(100);
    await eventually(() => expect(LANES.every((lane) => gateway.runtime.ownsLane(lane))).toBe(true));
    // Answers come in all through the outage, so that every lane has something in hand when it is given up.
    entry.child.kill('SIGSTOP');
    await file(200);
    await everythingLeft();
    await postgres.kill();
    entry.child.kill('SIGCONT');
    await eventually(() => expect(LANES.some((lane) => gateway.runtime.ownsLane(lane))).toBe(false), {
      within: 20_000,
    });
    await postgres.start();
    await eventually(
      () =>
        file(200).then(
          () => true,
          () => false,
        ),
      { within: 20_000 },
    );
    await eventually(
      async () => {
        const { accepted, final, answeredTwice, tookEffectTwice, outOfOrder } = await accountFor(gateway, entryTables);
        expect(accepted).toBeGreaterThanOrEqual(500);
        expect({ final, answeredTwice, tookEffectTwice, outOfOrder }).toEqual({
          final: accepted,
          answeredTwice: 0,
          tookEffectTwice: 0,
          outOfOrder: 0,
        });
      },
      { within: 40_000 },
    );
  } finally {
    await postgres.kill();
  }
});

test('a service whose database is put back to an earlier state has everything again that it was told since, in order', async () => {
  await open(await servers.freshVhost());
  await file(100);
  await everythingFinal(100);
  const copy = await DatabaseCopy.of(databases.entry, await servers.postgresUrl());
  await file(200);
  await everythingFinal(300);
  await entryTables.destroy();
  await copy.putBack();
  entryTables = await openTables();
  await file(50);
  await eventually(
    async () => {
      const { accepted, final, tookEffectTwice, outOfOrder } = await accountFor(gateway, entryTables);
      expect({ accepted, final, tookEffectTwice, outOfOrder }).toEqual({
        accepted: 350,
        final: 350,
        tookEffectTwice: 0,
        outOfOrder: 0,
      });
      expect((await entryTables.query('SELECT count(*)::int AS n FROM effect'))[0].n).toBe(350);
    },
    { within: 30_000 },
  );
});

test.each(['while it runs', 'while it is stopped'])(
  'a sender whose database is put back %s finds out, and what it sends from then on is heard',
  async (when) => {
    let found = 0;
    await open(await servers.freshVhost());
    await file(50);
    await everythingFinal(50);
    const copy = await DatabaseCopy.of(databases.gateway, await servers.postgresUrl());
    // Ten minutes pass.
    await gateway.source.query('UPDATE history SET beat = beat + 600');
    await eventually(() => expect(gateway.runtime.beat).toBeGreaterThan(600));
    await file(20);
    await everythingFinal(70);
    await file(20);
    await everythingFinal(90);
    if (when === 'while it is stopped') await gateway.close();
    await copy.putBack();
    if (when === 'while it is stopped')
      gateway = await openGateway({ instance: 'gateway-1', databaseUrl: databases.gateway, amqpUrl });
    gateway.runtime.onPutBack(() => (found += 1));
    await eventually(async () => expect(found).toBeGreaterThan(0));
    await file(40);
    const unanswered = `SELECT count(*)::int AS n FROM accepted a WHERE NOT EXISTS (SELECT 1 FROM final_state f WHERE f.filing_id = a.filing_id)`;
    await eventually(async () => expect((await gateway.source.query(unanswered))[0].n).toBe(0));
    expect((await accountFor(gateway, entryTables)).accepted).toBe(90);
    expect(found).toBe(1);
  },
);

test('the lanes of a replica that freezes are worked by the other within 15 seconds, and nothing is done twice when it goes on', async () => {
  await open(await servers.freshVhost());
  const other = await startEntry({ ...environment, INSTANCE: 'entry-2' });
  await file(100);
  await everythingFinal(100);
  await eventually(async () => expect(await entryTables.query('SELECT DISTINCT owner FROM lane')).toHaveLength(2));
  entry.child.kill('SIGSTOP');
  const frozenAt = performance.now();
  await file(200);
  await everythingFinal(300, 20_000);
  expect(performance.now() - frozenAt).toBeLessThan(17_000);
  entry.child.kill('SIGCONT');
  await file(100);
  await everythingFinal(400);
  other.child.kill('SIGKILL');
});
