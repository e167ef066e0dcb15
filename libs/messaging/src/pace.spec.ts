import { Pace } from './pace';

/** Plays a listener that works so many messages a second and says how far it is ten times a second; answers how long the last message was under way, in seconds. */
const play = (
  perSecond: (second: number) => number,
  seconds: number,
): { pace: Pace; underWay: number; left: number; wait: number } => {
  const pace = new Pace();
  let [underWay, left] = [0, 0];
  for (let tenth = 0; tenth < seconds * 10; tenth += 1) {
    const heard = Math.min(underWay, Math.round(perSecond(tenth / 10) / 10));
    underWay -= heard;
    pace.note('entry.0', heard, tenth * 100);
    const allowed = pace.allows('entry.0', underWay);
    underWay += allowed;
    left += allowed;
  }
  return { pace, underWay, left, wait: underWay / perSecond(seconds) };
};

test('a fast listener is given as much as it works', () => {
  const { left } = play(() => 2_000, 20);
  expect(left).toBeGreaterThan(2_000 * 20 * 0.85);
});

test.each([2_000, 500])(
  'what comes behind bulk waits less than a second for a listener that works %i a second',
  (perSecond) => {
    expect(play(() => perSecond, 20).wait).toBeLessThan(1);
  },
);

test('a listener that becomes slow is given less', () => {
  const { underWay } = play((second) => (second < 10 ? 2_000 : 200), 15);
  expect(underWay).toBeLessThan(300);
});

test('a listener that hears nothing is given a little, once', () => {
  const { left } = play(() => 0, 60);
  expect(left).toBe(40);
});

test('numbers that were left out are not taken for speed', () => {
  const pace = new Pace();
  pace.note('entry.0', 0, 0);
  pace.note('entry.0', 10_000, 100);
  expect(pace.allows('entry.0', 0)).toBeLessThanOrEqual(1_000);
});
