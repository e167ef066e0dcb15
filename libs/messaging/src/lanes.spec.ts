import type { DataSource } from 'typeorm';
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
  return { state, source: { isInitialized: true, query } as unknown as DataSource };
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

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
