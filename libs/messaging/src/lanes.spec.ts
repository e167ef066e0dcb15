import type { DataSource } from 'typeorm';
import { Quiet } from '#kernel';
import { Lanes } from './lanes';
import { messagingDefaults } from './settings';

/** A database that grants every lane, and can be away. */
const database = () => {
  const state = { away: false };
  const query = async (sql: string): Promise<unknown> => {
    if (state.away) throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
    if (/AS alive/.test(sql)) return [{ beat: 1, base: 0, lanes: [0], known: 1, worked: 1, alive: 1 }];
    return [[], 0];
  };
  return { state, source: { isInitialized: true, query } as unknown as DataSource & { isInitialized: boolean } };
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

test('a lane that was given up is not worked again before what was in hand of it has come to its end', async () => {
  const { state, source } = database();
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const settings = { ...messagingDefaults, service: 'entry', instance: 'entry-1', amqpUrl: '', lanes: 1 };
  let ended: (() => void) | undefined;
  const inHand = new Promise<void>((resolve) => (ended = resolve));
  const gained: number[] = [];
  const lanes = new Lanes(source, settings, silent, () => inHand);
  lanes.on('gained', (lane) => gained.push(lane));
  lanes.start();
  await jest.advanceTimersByTimeAsync(2_000);
  expect({ gained, owns: lanes.owns(0) }).toEqual({ gained: [0], owns: true });

  state.away = true;
  await jest.advanceTimersByTimeAsync(10_000);
  expect(lanes.owns(0)).toBe(false);
  state.away = false;
  await jest.advanceTimersByTimeAsync(5_000);
  expect({ gained, owns: lanes.owns(0) }).toEqual({ gained: [0], owns: false });

  ended!();
  await jest.advanceTimersByTimeAsync(2_000);
  expect({ gained, owns: lanes.owns(0) }).toEqual({ gained: [0, 0], owns: true });
  await lanes.stop();
});

test('while it is quiet leases are renewed every two seconds, and the same look tells what waits', async () => {
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
  const quiet = new Quiet(3_000);
  const seen = { alive: 1, leaves: false, retries: false, setAside: 2 };
  let looks = 0;
  const query = async (): Promise<unknown> => {
    looks += 1;
    return [{ beat: looks, base: 0, lanes: [0], known: 1, worked: 1, ...seen }];
  };
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const settings = { ...messagingDefaults, service: 'entry', instance: 'entry-1', amqpUrl: '', lanes: 1, quiet };
  const told: boolean[] = [];
  const source = { isInitialized: true, query } as unknown as DataSource;
  const lanes = new Lanes(
    source,
    settings,
    silent,
    () => Promise.resolve(),
    undefined,
    ({ leaves }) => void told.push(leaves),
  );
  lanes.start();
  const looksIn = async (ms: number): Promise<number> => {
    const before = looks;
    await jest.advanceTimersByTimeAsync(ms);
    return looks - before;
  };
  await looksIn(6_000);
  expect(await looksIn(10_000)).toBe(5);
  expect(lanes.stillWaiting).toMatchObject({ leaves: false, retries: false, setAside: 2 });
  expect(lanes.owns(0)).toBe(true);
  seen.leaves = true;
  await looksIn(2_000);
  expect(told.at(-1)).toBe(true);
  // A database that does not answer: nothing is believed of it.
  let giveUp: (error: Error) => void = () => undefined;
  source.query = () => new Promise((_, reject) => (giveUp = reject));
  await looksIn(2_000);
  expect(lanes.stillWaiting).toBe(null);
  source.query = () => Promise.resolve([[], 0]) as never;
  giveUp(Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' }));
  await lanes.stop();
});

test('with another replica nothing rests', async () => {
  const { source } = database();
  const quiet = new Quiet(3_000);
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const settings = { ...messagingDefaults, service: 'entry', instance: 'entry-1', amqpUrl: '', lanes: 1, quiet };
  let looks = 0;
  source.query = (async () => {
    looks += 1;
    return [{ beat: looks, base: 0, lanes: [0], known: 1, worked: 2, alive: 2, leaves: false, retries: false }];
  }) as DataSource['query'];
  const lanes = new Lanes(source, settings, silent, () => Promise.resolve());
  lanes.start();
  await jest.advanceTimersByTimeAsync(10_500);
  expect(looks).toBe(11);
  expect(lanes.stillWaiting).toBe(null);
  await lanes.stop();
});

test('lanes are worked as soon as the database answers for the first time', async () => {
  const { source } = database();
  source.isInitialized = false;
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const settings = { ...messagingDefaults, service: 'entry', instance: 'entry-1', amqpUrl: '', lanes: 1 };
  const lanes = new Lanes(source, settings, silent, () => Promise.resolve());
  lanes.start();
  await jest.advanceTimersByTimeAsync(100);
  expect(lanes.owns(0)).toBe(false);
  source.isInitialized = true;
  lanes.lookNow();
  await jest.advanceTimersByTimeAsync(1);
  expect(lanes.owns(0)).toBe(true);
  await lanes.stop();
});
