import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { Module } from '@nestjs/common';
import pino from 'pino';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Recurring } from '#kernel';
import { messagingTables } from '#messaging';
import { createDataSource, migrate } from '#persistence';
import { loadConfig, Readiness, type RunningService, ServiceConfig, startService } from '#service';
import { eventually, ownerOf, realServers } from '../../../test/support';

const ROOT = resolve(__dirname, '../../..');
const TOKEN = 'a-token-for-operators';
const servers = realServers();
let service: RunningService | undefined;
afterEach(async () => service?.close());

class Desk1764000000000 implements MigrationInterface {
  name = 'Desk1764000000000';
  up = async (runner: QueryRunner): Promise<void> => void (await runner.query('CREATE TABLE desk (id int)'));
  down = async (): Promise<void> => undefined;
}

@Module({})
class Nothing {}

const migrateTo = (url: string, migrations: (new () => MigrationInterface)[]): Promise<string[]> =>
  migrate(
    createDataSource({
      url: ownerOf(url),
      applicationName: 'test',
      entities: [],
      migrations,
      poolSize: 2,
      forMigration: true,
    }),
    undefined,
    { url, appendOnly: [] },
  );
const start = async (url: string): Promise<string> => {
  const config = loadConfig(ServiceConfig, {
    DATABASE_URL: url,
    AMQP_URL: 'amqp://127.0.0.1:9',
    PORT: '0',
    HOST: '127.0.0.1',
    OPERATIONS_TOKEN: TOKEN,
  });
  service = await startService(
    { name: 'a desk', config: ServiceConfig, module: Nothing, entities: [], migrations: [Desk1764000000000] },
    config,
    pino({ level: 'silent' }),
  );
  return service.url;
};
const readiness = async (url: string): Promise<{ status: number; waitsFor: string[] }> => {
  const response = await fetch(`${url}/health/ready`);
  return { waitsFor: [], ...((await response.json()) as object), status: response.status };
};

test('a service is ready when its schema is the one this build needs, and by itself as soon as it is', async () => {
  const database = await servers.freshDatabase('readiness');
  const url = await start(database);
  await eventually(async () =>
    expect(await readiness(url)).toMatchObject({
      status: 503,
      waitsFor: [expect.stringMatching(/^schema: \d of \d migrations are missing/)],
    }),
  );
  await migrateTo(database, [...messagingTables]);
  expect(await readiness(url)).toMatchObject({ status: 503, waitsFor: [expect.stringMatching(/^schema: 1 of \d/)] });
  await migrateTo(database, [...messagingTables, Desk1764000000000]);
  expect(await readiness(url)).toMatchObject({ status: 200 });
});

test('what stands still, what takes nothing and what the service itself waits for is named; over, it is ready again', async () => {
  const database = await servers.freshDatabase('readiness');
  await migrateTo(database, [...messagingTables, Desk1764000000000]);
  const url = await start(database);
  await eventually(async () => expect((await readiness(url)).status).toBe(200));
  let release!: () => void;
  const quiet = { error: () => undefined };
  const stuck = new Recurring(
    { work: 'counting bills', everyMs: 10, lateAfterMs: 100, log: quiet },
    () => new Promise<void>((done) => (release = done)),
  ).start(0);
  let shut: string | null = 'nobody is at it';
  service!.app.get(Readiness).add('the desk', () => shut);
  await eventually(async () => {
    expect(await readiness(url)).toMatchObject({
      status: 503,
      waitsFor: [
        expect.stringMatching(/^work: counting bills has stood still for \d+ s$/),
        'the desk: nobody is at it',
      ],
    });
  });
  const vitals = await (
    await fetch(`${url}/operations/vitals`, { headers: { authorization: `Bearer ${TOKEN}` } })
  ).json();
  expect(vitals).toMatchObject({ late: [{ work: 'counting bills' }] });
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  const stopped = stuck.stop();
  release();
  await stopped;
  shut = null;
  expect((await readiness(url)).status).toBe(200);
});

test('a database that is read-only is no database to work with', async () => {
  // Of a name of its own: all databases of a name have the same role.
  const database = await servers.freshDatabase('read-only');
  await migrateTo(database, [...messagingTables, Desk1764000000000]);
  const direct = await createDataSource({
    url: database,
    applicationName: 'test',
    entities: [],
    migrations: [],
    poolSize: 2,
  }).initialize();
  await direct.query('ALTER ROLE CURRENT_USER SET default_transaction_read_only = on');
  await direct.destroy();
  const url = await start(database);
  await eventually(async () =>
    expect(await readiness(url)).toMatchObject({ status: 503, waitsFor: ['database: it is read-only'] }),
  );
});

test.each([
  ['error', /nobody foresaw this/],
  ['rejection', /23/],
])('an %s that nobody foresaw ends the process, after it was logged', async (fault, words) => {
  const environment = {
    DATABASE_URL: 'postgres://nobody:x@127.0.0.1:9/nothing',
    AMQP_URL: 'amqp://127.0.0.1:9',
    PORT: '0',
    HOST: '127.0.0.1',
    FAULT: fault,
  };
  const child = spawn(
    process.execPath,
    ['-r', `${ROOT}/test/support/register.cjs`, `${__dirname}/faulty-service.fixture.ts`],
    {
      env: { PATH: process.env['PATH'], ...environment },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  let log = '';
  child.stdout.on('data', (data: Buffer) => (log += data.toString()));
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(log.split('\n').find((line) => line.includes('this process ends and must be started again'))).toMatch(words);
});
