import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Quiet } from '#kernel';
import { MessagingRuntime } from '#messaging';
import { LOG } from './log';
import { RecurringWork } from './recurring-work';

const lanes = new Set<number>();
const failed: unknown[] = [];
const log = { debug: () => undefined, error: ({ work }: { work: string }) => void failed.push(work) };
const done: string[] = [];
const doing = (what: string) => () => void done.push(what);
const after = async (ms: number): Promise<string[]> => {
  await jest.advanceTimersByTimeAsync(ms);
  return done.splice(0);
};

const application = async (quiet?: Quiet) => {
  const providers = [
    RecurringWork,
    { provide: LOG, useValue: log },
    { provide: MessagingRuntime, useValue: { ownsLane: (lane: number) => lanes.has(lane), quiet } },
  ];
  class Service {}
  const app = await NestFactory.create({ module: Service, providers }, new FastifyAdapter(), { logger: false });
  return { app, work: app.get(RecurringWork) };
};

beforeEach(() => {
  for (const list of [done, failed]) list.length = 0;
  lanes.clear();
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
});
afterEach(() => void jest.useRealTimers());

test('work starts with the application and ends with it; what is not set up never starts, even when it is woken', async () => {
  const { app, work } = await application();
  const counted = work.every(1_000, 'counting', doing('count'));
  work.every(1_000, 'reading', doing('read'), { firstAfterMs: 10 });
  const other = work.every(1_000, 'asking', doing('ask'), { when: false });
  expect(await after(5_000)).toEqual([]);
  await app.init();
  expect(await after(10)).toEqual(['read']);
  expect(await after(990)).toEqual(['count']);
  counted.wake();
  other.wake();
  expect(await after(0)).toEqual(['count']);
  await app.close();
  counted.wake();
  expect(await after(5_000)).toEqual([]);
});

test('work for the requests in hand goes on when the service is told to stop, until the last of them was answered', async () => {
  const { work } = await application();
  work.every(1_000, 'counting', doing('count'));
  work.every(1_000, 'reading', doing('read'), { until: 'the last request' });
  work.onApplicationBootstrap();
  await work.onModuleDestroy();
  expect(await after(1_000)).toEqual(['read']);
  await work.onApplicationShutdown();
  expect(await after(5_000)).toEqual([]);
});

test('work of one replica is done by the one that has the leading lane, and goes over with it', async () => {
  const { work } = await application();
  work.every(1_000, 'leading', doing('lead'), { by: 'one replica' });
  work.onApplicationBootstrap();
  lanes.add(1);
  expect(await after(3_000)).toEqual([]);
  lanes.add(0);
  expect(await after(2_000)).toEqual(['lead', 'lead']);
  lanes.delete(0);
  expect(await after(3_000)).toEqual([]);
  await work.onModuleDestroy();
});

test('while it is quiet work that comes at once is done one after the other, except what watches', async () => {
  const quiet = new Quiet();
  quiet.share(false);
  const { work } = await application(quiet);
  const slow = (what: string) => async () => {
    done.push(`${what} begins`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    done.push(`${what} ends`);
  };
  for (const what of ['counting', 'reading']) work.every(60_000, what, slow(what));
  work.every(60_000, 'watching', slow('watching'), { evenInQuiet: true });
  work.onApplicationBootstrap();
  const all = await after(60_300);
  expect(all.filter((what) => !what.startsWith('watching'))).toEqual([
    'counting begins',
    'counting ends',
    'reading begins',
    'reading ends',
  ]);
  expect(all.indexOf('watching begins')).toBeLessThan(all.indexOf('counting ends'));
  await work.onModuleDestroy();
});

test('what stands in line when the service is told to stop is not begun any more', async () => {
  const quiet = new Quiet();
  quiet.share(false);
  const { work } = await application(quiet);
  let over: () => void = () => undefined;
  work.every(60_000, 'counting', () => new Promise<void>((resolve) => (over = resolve)));
  work.every(60_000, 'reading', doing('read'));
  work.onApplicationBootstrap();
  await after(60_100);
  const stopped = work.onModuleDestroy();
  over();
  expect(await after(1_000)).toEqual([]);
  await stopped;
});

test('one that throws keeps no other from its work, and is named in the log', async () => {
  const { work } = await application();
  const fail = (): never => {
    throw new Error('x');
  };
  work.every(1_000, 'failing', fail);
  work.every(1_000, 'counting', doing('count'));
  work.onApplicationBootstrap();
  expect(await after(2_000)).toEqual(['count', 'count']);
  expect(failed).toEqual(['failing']);
  await work.onModuleDestroy();
});

test('a database that is away is no news, unless the work says otherwise', async () => {
  const { work } = await application();
  const away = (): never => {
    throw Object.assign(new Error('away'), { code: '57P03' });
  };
  work.every(1_000, 'waiting', away);
  work.every(1_000, 'strict', away, { isExpected: () => false });
  work.onApplicationBootstrap();
  await after(1_000);
  expect(failed).toEqual(['strict']);
  await work.onModuleDestroy();
});
