import { type Look, untilReady } from './until-ready';

const pod = (name: string, ends = false) => ({ name, ends });
const told: string[] = [];

/** What is seen at each look, in turn; the last again and again. */
const watching = (seen: Record<string, readonly (Look | Error)[]>) => {
  const looks: Record<string, number> = {};
  return {
    look: ({ name }: { name: string }): Promise<Look> => {
      const at = (looks[name] = (looks[name] ?? 0) + 1);
      const now = seen[name]![Math.min(at, seen[name]!.length) - 1]!;
      return now instanceof Error ? Promise.reject(now) : Promise.resolve(now);
    },
    tell: (line: string) => void told.push(line),
    tellMore: ({ name }: { name: string }) => Promise.resolve(void told.push(`log of ${name}`)),
    proceed: () => undefined,
    ...{ patience: 600_000, lookEvery: 500 },
  };
};

beforeEach(() => {
  told.length = 0;
  jest.useFakeTimers();
});
afterEach(() => void jest.useRealTimers());

/** As long as it takes, or to the end of the patience. */
const ended = async (waiting: Promise<void>): Promise<string> => {
  const end = waiting.then(
    () => 'all are ready',
    ({ message }: Error) => message,
  );
  await jest.advanceTimersByTimeAsync(3_600_000);
  return end;
};

test('pods are told as they get ready; a look that fails is tried again', async () => {
  const watch = watching({ database: ['not yet', 'ready'], roles: [new Error('podman is busy'), 'ready'] });
  expect(await ended(untilReady([pod('database'), pod('roles', true)], watch))).toBe('all are ready');
  expect(told).toEqual(['database is ready', 'roles is done']);
});

test('a pod that failed is told at once, with the end of its log: it is not waited for', async () => {
  const watch = watching({ entry: ['not yet'], 'entry-migration': ['not yet', { failed: 'never ended well' }] });
  const waiting = untilReady([pod('entry'), pod('entry-migration', true)], watch);
  const failed = expect(waiting).rejects.toThrow('entry-migration never ended well.');
  await jest.advanceTimersByTimeAsync(500);
  await failed;
  expect(told).toEqual(['log of entry-migration']);
});

test('as long as one after the other gets ready, it is waited for the rest, however long that takes', async () => {
  const inTurn = Array.from({ length: 20 }, (_, nth) => pod(`pod ${nth}`));
  // Each is ready some eight minutes after the one before.
  const seen = Object.fromEntries(
    inTurn.map(({ name }, nth) => [
      name,
      [...Array.from({ length: (nth + 1) * 1_000 }, () => 'not yet' as const), 'ready' as const],
    ]),
  );
  const waiting = untilReady(inTurn, watching(seen)).then(() => 'all are ready');
  await jest.advanceTimersByTimeAsync(20 * 1_000 * 500);
  expect(await waiting).toBe('all are ready');
});

test('when nothing gets ready any more those that are late are named, with what hindered the look at them', async () => {
  const watch = watching({ cee: ['ready'], port: ['not yet'], entry: [new Error('no such container')] });
  expect(await ended(untilReady([pod('cee'), pod('port'), pod('entry')], watch))).toBe(
    'Nothing got ready for 600 s, and these are not: port, entry: no such container.',
  );
  expect(told).toEqual(['cee is ready', 'log of port', 'log of entry']);
});

test('who breaks it off waits for nothing more', async () => {
  const watch = watching({ cee: ['not yet'] });
  const proceed = (): void => {
    throw new Error('It was broken off.');
  };
  expect(await ended(untilReady([pod('cee')], { ...watch, proceed }))).toBe('It was broken off.');
});
