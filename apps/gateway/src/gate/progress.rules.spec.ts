import {
  afterLook,
  NO_PROGRESS_SEEN,
  type Progress,
  type ProgressLook,
  standstillOf,
  waitAhead,
} from './progress.rules';

type Seen = Partial<Omit<ProgressLook, 'at'>>;
/** One look a second, from second 0 on; what is not named is as it was in the look before. */
const looks = (...seen: Seen[]): Progress => {
  let last: Omit<ProgressLook, 'at'> = { answered: 0, waiting: 0, onFile: 0, roadOpen: true };
  return seen.reduce<Progress>(
    (progress, look, second) => afterLook(progress, { ...(last = { ...last, ...look }), at: second * 1_000 }),
    NO_PROGRESS_SEEN,
  );
};
const times = (count: number, seen: Seen = {}): Seen[] => Array.from({ length: count }, () => seen);
const answering = (count: number, seen: (second: number) => Seen = () => ({})): Seen[] =>
  Array.from({ length: count }, (_, i) => ({ answered: (i + 1) * 5, ...seen(i) }));
const stands = (progress: Progress): number | null => {
  const standstill = standstillOf(progress, progress.looks.at(-1)!.at);
  return standstill && Math.round(standstill.seconds);
};

describe('A module stands still', () => {
  test.each<[string, Seen[], number]>([
    [
      'from the answer on after which filings came and none was answered',
      [...answering(20), { waiting: 3 }, ...times(12)],
      12,
    ],
    ['also when the filings are few', [{ waiting: 1 }, ...times(12)], 12],
    [
      'when more and more filings wait and none is answered',
      [...answering(5), ...Array.from({ length: 13 }, (_, i) => ({ waiting: i + 1 }))],
      12,
    ],
    [
      "when it keeps five filings for another attempt: so many are not the filings' fault",
      [{}, { waiting: 5, onFile: 5 }, ...times(12)],
      12,
    ],
    ['when it has one bad filing on file and others wait beside it', [{}, { waiting: 8, onFile: 1 }, ...times(12)], 12],
    [
      'whatever it had on file before it answered last',
      [{ onFile: 4 }, ...answering(3), { waiting: 2 }, ...times(12)],
      12,
    ],
  ])('%s', (_why, seen, seconds) => expect(stands(looks(...seen))).toBe(seconds));
});

describe('A module does not stand still', () => {
  test.each<[string, Seen[]]>([
    ['while nothing waits', times(60)],
    [
      'in a quiet hour in which one bad filing waits for another attempt, or for a person',
      [{}, { waiting: 1 }, { onFile: 1 }, ...times(60)],
    ],
    ['in a quiet hour with a bad filing and one that waits behind it', [{}, { waiting: 2, onFile: 2 }, ...times(60)]],
    [
      'when its filings have not left: the broker is away, or takes nothing',
      [{ waiting: 40, roadOpen: false }, ...times(60)],
    ],
  ])('%s', (_why, seen) => expect(stands(looks(...seen))).toBeNull());

  test('for longer than since its last answer, however slowly it answers', () => {
    expect(stands(looks({ waiting: 500 }, ...answering(60)))).toBe(0);
    expect(stands(looks({ waiting: 500 }, ...answering(9, (i) => ({ answered: Math.floor(i / 4) }))))).toBe(0);
  });
  test('for longer than the broker has been back', () => {
    expect(stands(looks({ waiting: 40, roadOpen: false }, ...times(60), { roadOpen: true }, ...times(3)))).toBe(3);
  });
  test('by what nobody looked at: the gateway itself was frozen meanwhile', () => {
    const before = looks({ waiting: 3 }, ...times(2));
    expect(standstillOf(before, 60_000)).toBeNull();
    expect(standstillOf(afterLook(before, { ...before.looks.at(-1)!, at: 60_000 }), 60_000)).toEqual({
      filings: 3,
      seconds: 0,
    });
  });
});

describe('How long a filing that comes now waits', () => {
  test('is what waits ahead of it, by the speed of the last seconds', () => {
    expect(waitAhead(looks({ waiting: 300 }, ...answering(10)))).toBe(60);
  });
  test('is nothing while filings come and go, also in a burst', () => {
    expect(waitAhead(looks(...answering(10, (i) => ({ waiting: i === 9 ? 2_000 : i % 2 }))))).toBe(0);
    expect(waitAhead(looks(...times(10), { waiting: 4, answered: 1 }))).toBe(0);
  });
  test('is not known while nothing is answered', () => {
    expect(waitAhead(looks({ waiting: 7 }, ...times(10)))).toBeNull();
  });
});
