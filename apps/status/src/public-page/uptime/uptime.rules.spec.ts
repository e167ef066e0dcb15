import type { ComponentState } from '../../component-state/component-state.rules';
import {
  barOf,
  HOLDS_MS,
  isEnough,
  NO_TIME,
  type Observation,
  sumOf,
  tallyOf,
  tallySince,
  uptimePercent,
} from './uptime.rules';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Minute by minute what `observer` saw, from minute `from` on. */
const saw = (observer: string, states: readonly ComponentState[], from = 0): Observation[] =>
  states.map((state, i) => ({ observer, at: (from + i) * MINUTE, state }));
const minutes = (count: number, state: ComponentState): ComponentState[] => Array.from({ length: count }, () => state);
const hour = { from: 0, to: HOUR };

describe('How an hour was spent', () => {
  it('is told from the samples of each minute and the changes between them', () => {
    const observations = [
      ...saw('status-1', minutes(60, 'operational')),
      { observer: 'status-1', at: 10 * MINUTE + 15_000, state: 'down' } as const,
      { observer: 'status-1', at: 10 * MINUTE + 45_000, state: 'slow' } as const,
    ];
    expect(tallyOf(observations, [], hour)).toEqual({
      operational: HOUR - 45_000,
      slow: 15_000,
      down: 30_000,
      unknown: 0,
      maintenance: 0,
    });
  });

  it('does not call up or down what nobody saw: a word holds two minutes and a bit', () => {
    const tally = tallyOf(
      [...saw('status-1', minutes(10, 'operational')), ...saw('status-1', minutes(10, 'operational'), 50)],
      [],
      hour,
    );
    expect(tally).toEqual({
      operational: 20 * MINUTE + HOLDS_MS - MINUTE,
      slow: 0,
      down: 0,
      unknown: 40 * MINUTE - HOLDS_MS + MINUTE,
      maintenance: 0,
    });
    expect(uptimePercent(tally)).toBe(100);
    expect(tallyOf([], [], hour)).toEqual({ ...NO_TIME, unknown: HOUR });
  });

  it('goes on with what was noted just before it began', () => {
    expect(tallyOf([{ observer: 'status-1', at: -MINUTE, state: 'down' }], [], { from: 0, to: 2 * MINUTE })).toEqual({
      ...NO_TIME,
      down: HOLDS_MS - MINUTE,
      unknown: 3 * MINUTE - HOLDS_MS,
    });
  });

  it('leaves planned maintenance out, whatever was seen in it, and tells how long it was', () => {
    const tally = tallyOf(
      saw('status-1', [...minutes(30, 'operational'), ...minutes(30, 'down')]),
      [
        { from: 20 * MINUTE, to: 50 * MINUTE },
        { from: 45 * MINUTE, to: 50 * MINUTE },
      ],
      hour,
    );
    expect(tally).toEqual({
      operational: 20 * MINUTE,
      slow: 0,
      down: 10 * MINUTE,
      unknown: 0,
      maintenance: 30 * MINUTE,
    });
    expect(uptimePercent(tally)).toBe(66.66);
  });

  it.each<[string, ComponentState[], ComponentState]>([
    ['most of the observers', ['operational', 'operational', 'down'], 'operational'],
    ['the worse word where as many say either', ['operational', 'down'], 'down'],
    ['those who could tell', ['unknown', 'unknown', 'operational'], 'operational'],
    ['nobody, when nobody could tell', ['unknown', 'unknown'], 'unknown'],
  ])('is decided by %s', (_case, states, verdict) => {
    const tally = tallyOf(
      states.flatMap((state, i) => saw(`status-${i}`, minutes(60, state))),
      [],
      hour,
    );
    expect(tally).toEqual({ ...NO_TIME, [verdict]: HOUR });
  });
});

test('100 per cent means that it was never down, and what is not known has no share', () => {
  expect(uptimePercent({ ...NO_TIME, operational: 90 * 24 * HOUR, down: 1_000 })).toBe(99.99);
  expect(uptimePercent({ ...NO_TIME, slow: HOUR })).toBe(100);
  expect(uptimePercent({ ...NO_TIME, unknown: HOUR, maintenance: HOUR })).toBeNull();
});

test('days are the sum of their hours', () => {
  expect(
    sumOf([
      { ...NO_TIME, down: 1, slow: 4 },
      { ...NO_TIME, down: 2, unknown: 3 },
    ]),
  ).toEqual({ ...NO_TIME, slow: 4, down: 3, unknown: 3 });
});

test.each([
  ['down for a minute', { ...NO_TIME, operational: 23 * HOUR, down: MINUTE }, 'down'],
  ['down for a moment', { ...NO_TIME, operational: 23 * HOUR, down: 5_000 }, 'operational'],
  ['slow for five minutes', { ...NO_TIME, operational: 23 * HOUR, slow: 5 * MINUTE }, 'slow'],
  ['all day in maintenance', { ...NO_TIME, maintenance: 24 * HOUR }, 'maintenance'],
  ['seen by nobody', { ...NO_TIME, unknown: 24 * HOUR }, 'no data'],
] as const)('the bar of a day that it was %s', (_case, tally, kind) => {
  expect(barOf(tally)).toBe(kind);
});

describe('What counts', () => {
  it("begins with the first moment at which it was up: the platform's own first start is no downtime", () => {
    const observations = [...saw('status-1', minutes(10, 'down')), ...saw('status-1', minutes(50, 'operational'), 10)];
    expect(tallySince(10 * MINUTE, observations, [], hour)).toEqual({
      ...NO_TIME,
      operational: 50 * MINUTE,
      unknown: 10 * MINUTE,
    });
    expect(tallySince(-HOUR, observations, [], hour)).toEqual(tallyOf(observations, [], hour));
    expect(tallySince(null, observations, [], hour)).toEqual({ ...NO_TIME, unknown: HOUR });
    expect(tallySince(2 * HOUR, observations, [], hour)).toEqual({ ...NO_TIME, unknown: HOUR });
  });

  it('is told in per cent only when half of the time is known; planned maintenance is no part of it', () => {
    expect(isEnough({ ...NO_TIME, operational: 29 * MINUTE, unknown: 31 * MINUTE })).toBe(false);
    expect(isEnough({ ...NO_TIME, operational: 20 * MINUTE, down: 10 * MINUTE, unknown: 30 * MINUTE })).toBe(true);
    expect(isEnough({ ...NO_TIME, operational: 10 * MINUTE, unknown: 5 * MINUTE, maintenance: 45 * MINUTE })).toBe(
      true,
    );
    expect(isEnough(NO_TIME)).toBe(false);
  });

  it('has two decimals and is rounded down: 100 means that it was never down', () => {
    const percent = (operational: number, down: number): number | null =>
      uptimePercent({ ...NO_TIME, operational, down });
    expect([
      percent(99_996, 4),
      percent(9_999_999, 1),
      percent(57, 43),
      percent(2, 1),
      percent(1, 0),
      percent(0, 0),
    ]).toEqual([99.99, 99.99, 57, 66.66, 100, null]);
  });
});
