import type { Judgement } from '../component-state/component-state.rules';
import { FlowBook } from './flow-book';
import { type FlowReading, WATCH_LIMITS, watchesOf } from './watch.rules';

const SLOW_AFTER = 30;
/** Readings each five seconds, the last at `seconds`. */
const readings = (seconds: number, at: (second: number) => Partial<FlowReading>): FlowReading[] =>
  Array.from({ length: Math.floor(seconds / 5) + 1 }, (_, nth) => ({
    ...{ atSeconds: nth * 5, unanswered: 0, waitSeconds: 0 },
    ...{ receivedPerSecond: 10, answeredPerSecond: 10, replyMs: 8 },
    ...at(nth * 5),
  }));
const kinds = (...given: Parameters<typeof watchesOf>): string[] => watchesOf(...given).map(({ kind }) => kind);

describe('Early warnings of a module that works', () => {
  test('there are none while as much is answered as comes', () => {
    expect(
      watchesOf(
        'operational',
        readings(600, () => ({})),
        SLOW_AFTER,
      ),
    ).toEqual([]);
    expect(watchesOf('operational', [], SLOW_AFTER)).toEqual([]);
  });

  test('a backlog that grows is told with the time at which answers would be slow', () => {
    const growing = readings(60, (second) => ({
      ...{ unanswered: second * 5, receivedPerSecond: 25, answeredPerSecond: 20, waitSeconds: second / 4 },
    }));
    // 300 wait, 20 a second are answered: slow at 600, and 5 more come each second than go.
    expect(watchesOf('operational', growing, SLOW_AFTER)).toContainEqual({
      kind: 'backlog grows',
      words: 'More filings come than are answered. If that goes on, answers take longer than 30 s in about 60 s.',
      slowInSeconds: 60,
    });
  });

  test('few filings, a backlog that shrinks, one that would be slow in an hour, and one of which no rate is known are no news', () => {
    const grow = (change: (second: number) => Partial<FlowReading>) =>
      kinds(
        'operational',
        readings(60, (s) => ({ receivedPerSecond: 25, answeredPerSecond: 20, ...change(s) })),
        SLOW_AFTER,
      );
    expect(grow((s) => ({ unanswered: Math.floor(s / 5) }))).toEqual([]);
    expect(grow((s) => ({ unanswered: 400 - s }))).toEqual([]);
    expect(grow((s) => ({ unanswered: 20 + s, receivedPerSecond: 1_000.5, answeredPerSecond: 1_000 }))).toEqual([]);
    expect(grow((s) => ({ unanswered: s * 5, receivedPerSecond: null }))).toEqual([]);
    expect(grow((s) => ({ unanswered: s * 5 }))).toEqual(['backlog grows']);
  });

  test('waits of half the time that is called slow are told when they last, and not at once', () => {
    const waits = (seconds: number, from: number) =>
      kinds(
        'operational',
        readings(seconds, (s) => ({ waitSeconds: s >= from ? 16 : 2 })),
        SLOW_AFTER,
      );
    expect(waits(60, 50)).toEqual(['waits grow']);
    expect(waits(60, 55)).toEqual([]);
    expect(waits(5, 0)).toEqual([]);
  });

  test('replies that take four times as long as usual are told once it is known what is usual', () => {
    const replies = (seconds: number, is: number, was = 8) =>
      kinds(
        'operational',
        readings(seconds, (s) => ({ replyMs: s > seconds - WATCH_LIMITS.repliesOverSeconds ? is : was })),
        SLOW_AFTER,
      );
    expect(replies(400, 120)).toEqual(['replies slower than usual']);
    expect(replies(200, 120)).toEqual([]);
    expect(replies(400, 90)).toEqual([]);
    expect(replies(400, 120, 40)).toEqual([]);
  });

  test('a module that is slow or down is told as such, and not also watched', () => {
    const slow = readings(60, () => ({ waitSeconds: 20 }));
    for (const state of ['slow', 'down', 'unknown'] as const) expect(watchesOf(state, slow, SLOW_AFTER)).toEqual([]);
  });
});

describe('The book of flows', () => {
  const START = Date.parse('2026-11-30T12:00:00Z');
  const judgement = (state: Judgement['state'] = 'operational'): Judgement => ({
    ...{ name: 'entry', kind: 'module', state, reason: '', evidence: { replyMs: 8, waitAheadSeconds: 20 } },
  });
  const flow = { module: 'entry', unanswered: 40, oldestSeconds: 3, receivedPerSecond: 5, answeredPerSecond: 5 };
  const noteUntil = (book: FlowBook, from: number, to: number, flows = [flow], state?: Judgement['state']) => {
    for (let second = from; second <= to; second += 1)
      book.note([judgement(state)], flows, SLOW_AFTER, second, START + second * 1_000);
  };

  test('keeps a reading each five seconds for an hour', () => {
    const book = new FlowBook();
    noteUntil(book, 0, 4_000);
    const [{ component, readings: kept }] = book.shown as [(typeof book.shown)[0]];
    expect([component, kept.length]).toEqual(['entry', 721]);
    expect(kept[0]).toEqual({
      ...{ at: '2026-11-30T12:06:40.000Z', unanswered: 40, waitSeconds: 20 },
      ...{ receivedPerSecond: 5, answeredPerSecond: 5, replyMs: 8 },
    });
    expect(kept.at(-1)!.at).toBe('2026-11-30T13:06:40.000Z');
  });

  test('a watch keeps the time since when it is on, is kept over a pause, and goes when the module is slow or nothing was seen for half a minute', () => {
    const book = new FlowBook();
    noteUntil(book, 0, 60);
    expect(book.watches).toMatchObject([{ component: 'entry', kind: 'waits grow', since: '2026-11-30T12:00:10.000Z' }]);
    noteUntil(book, 61, 80, []);
    expect(book.watches).toHaveLength(1);
    noteUntil(book, 81, 100, []);
    expect(book.watches).toEqual([]);
    noteUntil(book, 101, 130);
    expect(book.watches).toHaveLength(1);
    noteUntil(book, 131, 136, [flow], 'slow');
    expect(book.watches).toEqual([]);
  });
});
