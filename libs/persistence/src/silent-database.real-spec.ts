import type { DataSource } from 'typeorm';
import { eventually, realServers, startTcpProxy, type TcpProxy } from '../../../test/support';
import { slowness } from '../../../test/support/machine-speed';
import { createDataSource } from './data-source';
import { isDatabaseUnavailable, isOutOfTime } from './failures';

const servers = realServers();
const LOCK = 4711;
let proxy: TcpProxy;
const open: DataSource[] = [];
let direct: DataSource;
let url: string;

const source = async (at: string, silentAfterMs?: number): Promise<DataSource> => {
  const one = await createDataSource({
    url: at,
    applicationName: 'silent',
    entities: [],
    migrations: [],
    poolSize: 4,
    ...(silentAfterMs ? { silentAfterMs } : {}),
  }).initialize();
  open.push(one);
  return one;
};
const throughProxy = (): string => Object.assign(new URL(url), { port: String(proxy.port) }).href;
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

beforeAll(async () => {
  url = await servers.freshDatabase('silent');
  direct = await source(url);
});
beforeEach(async () => {
  proxy = await startTcpProxy({ port: Number(new URL(url).port) });
});
afterEach(async () => {
  await Promise.all(open.splice(1).map((one) => one.destroy()));
  await proxy.close();
});
afterAll(() => direct.destroy());

test('a network that swallows everything is noticed within the limit by each statement, and the next ones go on by themselves when it is back', async () => {
  const far = await source(throughProxy(), 1_500);
  const [{ before }] = await far.query('SELECT pg_backend_pid() AS before');
  const inHand = far.transaction(async (manager) => {
    await manager.query('SELECT 1');
    proxy.mode = 'swallow';
    await manager.query('SELECT 2');
  });
  const began = performance.now();
  const failure = await failureOf(inHand);
  expect(isDatabaseUnavailable(failure)).toBe(true);
  expect(isOutOfTime(failure)).toBe(true);
  expect(performance.now() - began).toBeLessThan(4_000 * slowness());
  expect(isDatabaseUnavailable(await failureOf(far.query('SELECT 3')))).toBe(true);
  proxy.mode = 'open';
  const [{ after }] = await eventually(() => far.query('SELECT pg_backend_pid() AS after'));
  expect(after).not.toBe(before);
});

test('a connection that waited in the pool while the network went does not come out of it twice', async () => {
  const far = await source(throughProxy(), 1_000);
  await Promise.all([1, 2, 3, 4].map(() => far.query('SELECT pg_sleep(0.1)')));
  proxy.mode = 'swallow';
  const failures = await Promise.all([1, 2, 3, 4].map(() => failureOf(far.query('SELECT 1'))));
  expect(failures.every(isDatabaseUnavailable)).toBe(true);
  proxy.mode = 'open';
  expect(await far.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('an answer that comes slowly but steadily is not silence; a connection without work may be silent, and is given up all the same when a statement is', async () => {
  const near = await source(url, 500);
  const [{ before }] = await near.query('SELECT pg_backend_pid() AS before');
  await near.query(`SELECT g, repeat('x', 100000), pg_sleep(0.1) FROM generate_series(1, 12) g`);
  await direct.query('SELECT pg_sleep(1.2)');
  expect(await near.query('SELECT pg_backend_pid() AS before')).toEqual([{ before }]);
  await expect(near.query('SELECT pg_sleep(1.2)')).rejects.toThrow('said nothing');
});

test('the lock of a transaction whose owner is out of reach, or frozen, is free within 15 seconds', async () => {
  const far = await source(throughProxy());
  const session = far.createQueryRunner();
  await session.startTransaction();
  await session.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  proxy.mode = 'swallow';
  const began = performance.now();
  await eventually(
    async () => (await direct.query('SELECT pg_try_advisory_lock($1) AS free', [LOCK]))[0].free === true,
    { within: 20_000, every: 200 },
  );
  expect(performance.now() - began).toBeLessThan(15_000);
  await session.rollbackTransaction().catch(() => undefined);
  await session.release();
});

test("a lock that somebody keeps, and a statement without end, are given up with PostgreSQL's own word", async () => {
  const settings = await direct.query(`SELECT name, setting FROM pg_settings WHERE name = ANY($1) ORDER BY name`, [
    [
      'idle_in_transaction_session_timeout',
      'idle_session_timeout',
      'lock_timeout',
      'statement_timeout',
      'tcp_keepalives_idle',
      'tcp_user_timeout',
    ],
  ]);
  expect(
    Object.fromEntries(settings.map(({ name, setting }: Record<string, string>) => [name, Number(setting)])),
  ).toEqual({
    idle_in_transaction_session_timeout: 10_000,
    idle_session_timeout: 90_000,
    lock_timeout: 8_000,
    statement_timeout: 10_000,
    tcp_keepalives_idle: 5,
    tcp_user_timeout: 10_000,
  });
  const holder = direct.createQueryRunner();
  await holder.query('SELECT pg_advisory_lock(1)');
  const waits = await failureOf(
    direct.transaction(async (manager) => {
      await manager.query(`SET LOCAL lock_timeout = '100ms'`);
      await manager.query('SELECT pg_advisory_lock(1)');
    }),
  );
  await holder.query('SELECT pg_advisory_unlock(1)');
  await holder.release();
  expect((waits as { code?: string }).code).toBe('55P03');
  expect(isDatabaseUnavailable(waits)).toBe(true);
});
