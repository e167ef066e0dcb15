import { changeOf, chanceOf, type Count, inWords, PATTERN_RULES, periodsOf } from './pattern.rules';

const rule = PATTERN_RULES[0]!;

test('the chance is that of all ways to spread the slips over the entries', () => {
  // Two entries each, two slips: of six ways one puts both into the recent ones, five at least one, five at most one.
  const past = { entries: 2, slips: 0 };
  expect(chanceOf(past, { entries: 2, slips: 2 }, 'worse')).toBeCloseTo(1 / 6, 12);
  expect(chanceOf({ entries: 2, slips: 1 }, { entries: 2, slips: 1 }, 'worse')).toBeCloseTo(5 / 6, 12);
  expect(chanceOf({ entries: 2, slips: 1 }, { entries: 2, slips: 1 }, 'better')).toBeCloseTo(5 / 6, 12);
  // Fisher's tea: all of four cups by chance once in seventy.
  expect(chanceOf({ entries: 4, slips: 0 }, { entries: 4, slips: 4 }, 'worse')).toBeCloseTo(1 / 70, 12);
});
test('of too few entries or slips nothing is told', () => {
  const recent = { entries: 100, slips: 50 };
  expect(changeOf({ entries: 19, slips: 0 }, recent, rule)).toBeNull();
  expect(changeOf({ entries: 400, slips: 0 }, { entries: 9, slips: 9 }, rule)).toBeNull();
  expect(changeOf({ entries: 400, slips: 0 }, { entries: 10, slips: 3 }, rule)).toBeNull();
  expect(changeOf({ entries: 400, slips: 0 }, recent, rule)).toMatchObject({ direction: 'worse' });
  expect(changeOf({ entries: 400, slips: 200 }, { entries: 100, slips: 0 }, rule)).toMatchObject({
    direction: 'better',
  });
});
test('a change is said in a sentence with the figures that made it', () => {
  const past = { entries: 400, slips: 4 };
  const recent = { entries: 100, slips: 12 };
  const change = changeOf(past, recent, rule)!;
  expect(inWords('value', past, recent, change)).toMatch(
    /^value: 12 of 100 \(12\.0 %\) in the last months, 4 of 400 \(1\.0 %\) in those before; chance alone does this once in [\d,]+ times$/,
  );
});
test('the month of the day is in no period: it is not whole', () => {
  expect(periodsOf('2026-02-28', rule)).toEqual({ pastFrom: '2024-11-01', recentFrom: '2025-11-01', to: '2026-02-01' });
});

/** Mulberry32: the same seed gives the same numbers on every machine. */
const seeded = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

const STEADY = 20_000;
const CHANGED = 1_000;
const PAST_ENTRIES = 400;
const RECENT_ENTRIES = 100;

test('of seeded importers those whose errors became four times as many are found, and those that stayed as they were are left alone', () => {
  const random = seeded(20_261_129);
  const draw = (entries: number, rate: number): Count => {
    let slips = 0;
    for (let at = 0; at < entries; at += 1) if (random() < rate) slips += 1;
    return { entries, slips };
  };
  let falseAlarms = 0;
  for (let at = 0; at < STEADY; at += 1) {
    const rate = 0.005 + 0.095 * random();
    if (changeOf(draw(PAST_ENTRIES, rate), draw(RECENT_ENTRIES, rate), rule)) falseAlarms += 1;
  }
  const found = { twice: 0, thrice: 0, four: 0 };
  for (const [name, times] of [
    ['twice', 2],
    ['thrice', 3],
    ['four', 4],
  ] as const)
    for (let at = 0; at < CHANGED; at += 1)
      if (changeOf(draw(PAST_ENTRIES, 0.04), draw(RECENT_ENTRIES, 0.04 * times), rule)) found[name] += 1;
  // docs/operators/centers.md has these figures.
  expect(falseAlarms).toBeLessThanOrEqual(40);
  expect(found.four).toBeGreaterThanOrEqual(750);
  expect(found.thrice).toBeGreaterThanOrEqual(400);
  expect(found.twice).toBeLessThan(found.thrice);
});
