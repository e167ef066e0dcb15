import { Registry } from 'prom-client';
import type { Metrics, VitalsReader } from '#service';
import { Visibility } from './visibility';

const BEGIN = Date.parse('2026-11-29T02:00:00.000Z');
const visibility = (): Visibility => new Visibility({ registry: new Registry() } as Metrics, {} as VitalsReader);
/** Accepted at the second, visible so many milliseconds later. */
const seen = (of: Visibility, second: number, ms: number, toldMs = ms): void => {
  const accepted = BEGIN + second * 1_000;
  const at = accepted + ms;
  of.seen(new Date(at - toldMs).toISOString(), new Date(accepted).toISOString(), new Date(at));
};

test('each minute tells how soon half, nearly all and the last of its filings were visible, never less than it took', () => {
  const of = visibility();
  for (let n = 0; n < 99; n += 1) seen(of, n % 30, 100);
  seen(of, 30, 700);
  const [minute, ...more] = of.read();
  expect(more).toEqual([]);
  expect(minute).toMatchObject({ minute: '2026-11-29T02:00:00.000Z', filings: 100, longest: 0.7, kept: true });
  for (const told of [minute!.p50, minute!.p99]) {
    expect(told).toBeGreaterThanOrEqual(0.1);
    expect(told).toBeLessThanOrEqual(0.105);
  }
});

test('a minute in which more than one in a hundred took longer than two seconds has not kept the promise', () => {
  const of = visibility();
  for (let n = 0; n < 50; n += 1) seen(of, 0, 100);
  seen(of, 1, 2_600);
  expect(of.read()).toMatchObject([{ filings: 51, longest: 2.6, kept: false }]);
});

test('an hour is kept, the newest minute first; a clock that is behind the gateway counts as at once', () => {
  const of = visibility();
  for (let minute = 0; minute < 90; minute += 1) seen(of, minute * 60, 50);
  seen(of, 90 * 60 + 1, -30);
  const minutes = of.read();
  expect(minutes).toHaveLength(60);
  expect(minutes[0]).toMatchObject({ minute: '2026-11-29T03:30:00.000Z', longest: 0, kept: true });
  expect(minutes.at(-1)!.minute).toBe('2026-11-29T02:31:00.000Z');
});

test('what is told to the public is of this minute and the one before, and forgets within ten seconds that it was behind', () => {
  const of = visibility();
  const at = (second: number): Date => new Date(BEGIN + second * 1_000);
  expect(of.recent(at(0))).toBeUndefined();
  seen(of, 0, 9_000, 4_000);
  expect(of.recent(at(12))).toMatchObject({ behindSeconds: 4 });
  seen(of, 61, 200);

  expect(of.recent(at(62))).toMatchObject({ filings: 2, longestSeconds: 9, behindSeconds: 0.2 });
  expect(of.recent(at(80))).toMatchObject({ filings: 2, behindSeconds: null });
  expect(of.recent(at(125))).toMatchObject({ filings: 1, longestSeconds: 0.2 });
  expect(of.recent(at(200))).toBeUndefined();
});

test('a bill that nobody filed anew is behind too, and counts as no filing', () => {
  const of = visibility();
  of.seen(new Date(BEGIN).toISOString(), null, new Date(BEGIN + 3_000));
  expect(of.recent(new Date(BEGIN + 3_500))).toEqual({
    filings: 0,
    p50Seconds: 0,
    p99Seconds: 0,
    longestSeconds: 0,
    behindSeconds: 3,
  });
});
