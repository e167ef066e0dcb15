import { lateWork, Recurring, type RecurringOptions, type Work } from './recurring';

const told: { level: string; message: string; fields: object }[] = [];
const log = {
  debug: (fields: object, message: string) => void told.push({ level: 'debug', message, fields }),
  error: (fields: object, message: string) => void told.push({ level: 'error', message, fields }),
};
const all: Recurring[] = [];
const recurring = (work: Work, options: Partial<RecurringOptions> = {}): Recurring => {
  const one = new Recurring({ work: 'the count', everyMs: 1_000, log, ...options }, work);
  all.push(one);
  return one.start();
};
const after = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  told.length = 0;
  jest.useFakeTimers();
});
afterEach(async () => {
  const over = Promise.all(all.splice(0).map((one) => one.stop()));
  await after(600_000);
  await over;
  jest.useRealTimers();
});

test.each<[string, unknown]>([
  ['an error', new Error('x')],
  ['nothing', undefined],
  ['null', null],
  ['a number', 23],
  ['a symbol', Symbol('x')],
  ['an aborted request', new DOMException('late', 'TimeoutError')],
  ['an object without a face', Object.create(null)],
  [
    'a trap',
    Object.defineProperty({}, 'name', {
      get: () => {
        throw new Error('trap');
      },
    }),
  ],
])('%s that is thrown ends nothing', async (_, thrown) => {
  let turns = 0;
  recurring(() => {
    turns += 1;
    throw thrown;
  });
  await after(3_000);
  expect(turns).toBe(3);
});

test('neither a log that cannot be written nor a judge of faults that fails itself ends it', async () => {
  let turns = 0;
  const broken = (): never => {
    throw new Error('ENOSPC');
  };
  recurring(() => Promise.reject(new Error(`${(turns += 1)}`)), { log: { debug: broken, error: broken } });
  recurring(() => Promise.reject(new Error(`${(turns += 1)}`)), { isExpected: broken });
  await after(3_000);
  expect(turns).toBe(6);
});

test('what is expected is no error in the log, everything else is', async () => {
  recurring(() => Promise.reject(new Error('away')), { isExpected: (error) => (error as Error).message === 'away' });
  recurring(() => Promise.reject('a word'));
  await after(1_000);
  expect(told.map(({ level }) => level)).toEqual(['debug', 'error']);
  expect(told[1]!.fields).toMatchObject({ work: 'the count', err: { message: 'thrown: a word' } });
});

test('the same fault at every turn is told once a minute, another one at once', async () => {
  let turns = 0;
  recurring(() => {
    turns += 1;
    throw new Error(turns === 10 ? 'another' : 'the same');
  });
  await after(65_000);
  expect(turns).toBe(65);
  expect(told.map(({ fields }) => (fields as { err: Error }).err.message)).toEqual(['the same', 'another', 'the same']);
});

test('it is never done twice at once, however often it is woken', async () => {
  let [now, most, turns] = [0, 0, 0];
  const one = recurring(async () => {
    turns += 1;
    most = Math.max(most, (now += 1));
    await new Promise((resolve) => setTimeout(resolve, 500));
    now -= 1;
  });
  for (let i = 0; i < 40; i += 1) {
    one.wake();
    await after(50);
  }
  expect(most).toBe(1);
  expect(turns).toBe(4);
});

test('woken in its turn it has another right after it; woken while it waits it begins at once', async () => {
  const began: number[] = [];
  const one: Recurring = recurring(
    () => {
      began.push(performance.now());
      if (began.length === 1) one.wake();
    },
    { everyMs: 60_000 },
  );
  const start = performance.now();
  one.wake();
  await after(10);
  expect(began.map((at) => at - start < 10)).toEqual([true, true]);
  await after(59_000);
  expect(began).toHaveLength(2);
  await after(2_000);
  expect(began).toHaveLength(3);
});

test('where there is more to do it goes on at once; work for every hour that failed is tried again within seconds', async () => {
  let left = 3;
  recurring(() => (left -= 1) > 0, { everyMs: 60_000 }).wake();
  await after(10);
  expect(left).toBe(0);
  let tries = 0;
  recurring(
    () => {
      tries += 1;
      if (tries === 1) throw new Error('x');
    },
    { everyMs: 3_600_000 },
  ).wake();
  await after(5_000);
  expect(tries).toBe(2);
});

test('a turn that does not end is late after a minute, unless it makes progress; over, it is late no more', async () => {
  let release!: () => void;
  recurring(() => new Promise<void>((resolve) => (release = resolve)));
  recurring(
    async (turn) => {
      for (let i = 0; i < 10; i += 1) {
        await new Promise((resolve) => setTimeout(resolve, 30_000));
        turn.progress();
      }
    },
    { work: 'the long way' },
  );
  await after(60_000);
  expect(lateWork()).toEqual([]);
  await after(2_000);
  expect(lateWork()).toEqual([{ work: 'the count', seconds: 61 }]);
  release();
  await after(0);
  expect(lateWork()).toEqual([]);
});

test('stopping waits for the turn in hand, tells it, and begins no other', async () => {
  let turns = 0;
  const one = recurring(async ({ signal }) => {
    turns += 1;
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  });
  await after(1_000);
  await one.stop();
  one.wake();
  await after(5_000);
  expect(turns).toBe(1);
  expect(lateWork()).toEqual([]);
});

test.each([3_600_000, -3_600_000])('a clock that jumps by %d ms stops nothing and makes nothing late', async (jump) => {
  let turns = 0;
  recurring(() => (turns += 1));
  await after(3_000);
  jest.setSystemTime(Date.now() + jump);
  await after(3_000);
  expect(turns).toBe(6);
  expect(lateWork()).toEqual([]);
});
