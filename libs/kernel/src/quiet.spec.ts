import { Quiet } from './quiet';
import { Recurring } from './recurring';

const log = { error: () => undefined };
const after = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
const alone = (): Quiet => {
  const quiet = new Quiet(3_000);
  quiet.share(false);
  return quiet;
};

/** While it is quiet: who takes a turn is written down as begun when it does. */
const inLine = async () => {
  const quiet = alone();
  await after(3_000);
  const begun: string[] = [];
  const take = async (name: string): Promise<() => void> => {
    const over = await quiet.turn();
    begun.push(name);
    return over;
  };
  return { quiet, begun, take };
};

beforeEach(() => {
  jest.useFakeTimers();
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

test('it is quiet when for three seconds nothing came, and at the first sign of anything it is not', async () => {
  const quiet = alone();
  await after(2_999);
  expect(quiet.isNow).toBe(false);
  await after(1);
  expect(quiet.isNow).toBe(true);
  quiet.end();
  expect(quiet.isNow).toBe(false);
  await after(3_000);
  expect(quiet.isNow).toBe(true);
});

test('as long as an order is in hand it is not quiet, however long that takes', async () => {
  const quiet = alone();
  const over = quiet.begin();
  await after(60_000);
  expect(quiet.isNow).toBe(false);
  over();
  await after(3_000);
  expect(quiet.isNow).toBe(true);
});

test('it is never quiet while another replica lives, nor before that is known', async () => {
  const quiet = new Quiet(3_000);
  await after(60_000);
  expect(quiet.isNow).toBe(false);
  quiet.share(false);
  expect(quiet.isNow).toBe(true);
  quiet.share(true);
  await after(60_000);
  expect(quiet.isNow).toBe(false);
});

test('while it is quiet what looks for something does so one after the other, and behind what does not end only for a second', async () => {
  const { begun, take } = await inLine();
  const first = await take('first');
  const second = take('second');
  void take('third');
  void take('fourth');
  await after(500);
  expect(begun).toEqual(['first']);
  first();
  const secondOver = await second;
  await after(400);
  expect(begun).toEqual(['first', 'second']);
  secondOver();
  await after(0);
  expect(begun).toEqual(['first', 'second', 'third']);
  await after(99);
  expect(begun).toHaveLength(3);
  await after(1);
  expect(begun).toEqual(['first', 'second', 'third', 'fourth']);
});

test('who comes after a sign of anything does not wait; what stands in line goes on in its turn', async () => {
  const { quiet, begun, take } = await inLine();
  const over = await take('first');
  void take('in line');
  quiet.end();
  void take('at once');
  await after(10);
  expect(begun).toEqual(['first', 'at once']);
  over();
  await after(0);
  expect(begun).toEqual(['first', 'at once', 'in line']);
});

test('while it is quiet work rests, and goes on at its pace with the first sign of anything', async () => {
  const quiet = alone();
  const turns: number[] = [];
  const began = performance.now();
  const work = () => void turns.push(Math.round((performance.now() - began) / 1_000));
  const recurring = new Recurring({ work: 'looking', everyMs: 1_000, quietMs: 5_000, quiet, log }, work).start();
  await after(14_000);
  expect(turns).toEqual([1, 2, 3, 8, 13]);
  quiet.end();
  await after(2_000);
  expect(turns).toEqual([1, 2, 3, 8, 13, 15, 16]);
  await recurring.stop();
});

test('where something is out of order nothing rests', async () => {
  let turns = 0;
  const options = { work: 'looking', everyMs: 1_000, quietMs: 5_000, quiet: alone(), mayRest: () => false, log };
  const recurring = new Recurring(options, () => void (turns += 1)).start();
  await after(10_000);
  expect(turns).toBe(10);
  await recurring.stop();
});
