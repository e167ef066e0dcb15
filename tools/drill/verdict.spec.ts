import type { Answer, DrillFiling, Sending } from './ledger';
import {
  clearingOf,
  doubledFilings,
  type DrillRecord,
  duplicates,
  lostFilings,
  type PaperRelease,
  passed,
  toldWrongly,
  verdictOf,
} from './verdict';

const T0 = Date.parse('2026-11-21T20:30:00Z');
const sent = (transmissionId: string | null, change: Partial<Sending> = {}): Sending => ({
  at: T0,
  saidAt: T0 + 10,
  onPurpose: false,
  http: transmissionId === null ? 503 : 202,
  disposition: transmissionId === null ? 'not processed, resend' : 'accepted, being processed',
  refusal: '',
  transmissionId,
  repeats: null,
  ...change,
});
const filing = (...sendings: Sending[]): DrillFiling => ({
  role: 'second-broker',
  kind: 'cargo release',
  module: 'entry',
  reference: 'QZ7-0000001-4',
  port: '2304',
  sendings,
});
const answer = (transmissionId: string, accepted = true): Answer => ({
  role: 'second-broker',
  transmissionId,
  accepted,
  text: '',
});
const MATCHED: PaperRelease = {
  controlNumber: 'MD-26-2304-000001',
  reference: 'QZ7-0000001-4',
  matched: true,
  open: '',
};
const record = (filings: DrillFiling[], answers: Answer[], change: Partial<DrillRecord> = {}): DrillRecord => {
  const byId = new Map<string, Answer[]>();
  for (const one of answers) byId.set(one.transmissionId, [...(byId.get(one.transmissionId) ?? []), one]);
  return {
    ledger: { filings, answers: byId, releasesTold: new Map() },
    paper: [MATCHED],
    late: [],
    isPublic: true,
    toPaper: true,
    cases: [],
    treatments: [],
    shut: [],
    moments: { fault: T0, publicly: T0 + 4_000, told: T0 + 6_000, mended: T0 + 60_000, cleared: T0 + 65_000 },
    history: { toldAfterMinutes: 87, clearingRatio: 3.2 },
    ...change,
  };
};
const clearing = { clearing: clearingOf(500, 10, T0, T0 + 5_000), arrivalsPerSecond: 10 };

test('a drill in which everything is answered once, matched and in time has passed', () => {
  expect(passed(verdictOf(record([filing(sent('a'))], [answer('a')]), clearing))).toBe(true);
});

test('what was acknowledged and never answered is lost, and was told wrongly', () => {
  const lost = record([filing(sent('a')), filing(sent('b'))], [answer('b')]);
  expect(lostFilings(lost.ledger)).toHaveLength(1);
  expect(toldWrongly(lost)).toEqual([
    'cargo release QZ7-0000001-4: acknowledged as "accepted, being processed" and never answered',
  ]);
  expect(passed(verdictOf(lost, clearing))).toBe(false);
});

test('what was refused and sent again is not lost, as long as it was answered in the end', () => {
  const again = record([filing(sent(null), sent('a', { at: T0 + 5_000 }))], [answer('a')]);
  expect(lostFilings(again.ledger)).toEqual([]);
  expect(toldWrongly(again)).toEqual([]);
});

test('a second answer, a second telling of a release and two effects of one filing are duplicates', () => {
  const { ledger } = record([filing(sent('a'))], [answer('a'), answer('a')]);
  expect(duplicates(ledger)).toBe(1);
  expect(duplicates({ ...ledger, answers: new Map(), releasesTold: new Map([['QZ7-0000001-4', 2]]) })).toBe(1);
  expect(doubledFilings(record([filing(sent('a'), sent('b'))], []).ledger)).toHaveLength(1);
  expect(doubledFilings(record([filing(sent('a'), sent('b', { onPurpose: true, repeats: 'a' }))], []).ledger)).toEqual(
    [],
  );
});

test('told to send again although it was kept, or processed all the same, is told wrongly', () => {
  expect(toldWrongly(record([filing(sent(null), sent('b', { repeats: 'a' }))], [answer('b')]))).toEqual([
    'cargo release QZ7-0000001-4: the platform had kept what it had not acknowledged',
  ]);
  const processed = filing(sent('a', { disposition: 'not processed, resend' }), sent('b'));
  expect(toldWrongly(record([processed], [answer('a'), answer('b')]))).toEqual([
    'cargo release QZ7-0000001-4: told "not processed, resend" and processed all the same',
  ]);
  // The refusal itself is answered under its number: that is no processing.
  expect(toldWrongly(record([processed], [answer('a', false), answer('b')]))).toEqual([]);
});

test('while a gate is shut a filing is told that it is held, or what was ordered for its kind; a moment at either end is left to the looks', () => {
  const shut = [{ module: 'entry' as const, from: T0, to: T0 + 20_000 }];
  const at = (after: number, disposition: string) =>
    filing(sent('a', { at: T0 + after, saidAt: T0 + after + 10, disposition }));
  const wrong = (one: DrillFiling, change: Partial<DrillRecord> = {}) =>
    toldWrongly(record([one], [answer('a')], { shut, ...change })).length;
  expect(wrong(at(5_000, 'held, do not resend'))).toBe(0);
  expect(wrong(at(5_000, 'accepted, being processed'))).toBe(1);
  expect(wrong(at(500, 'accepted, being processed'))).toBe(0);
  expect(wrong(at(19_500, 'accepted, being processed'))).toBe(0);
  expect(
    wrong(at(5_000, 'held, do not resend'), { treatments: [{ kind: 'cargo release', disposition: 'stop sending' }] }),
  ).toBe(1);
});

test('six and a half hours worked off in three, with filings still arriving, is 3.2 times the arrival', () => {
  const hour = 3_600;
  const { ratio } = clearingOf(6.5 * hour, 1, 0, 3 * hour * 1_000);
  expect(ratio.toFixed(1)).toBe('3.2');
});

test.each([
  [
    'the ports were told later than history did',
    { moments: { fault: T0, publicly: T0, told: T0 + 88 * 60_000, mended: T0, cleared: T0 } },
  ],
  ['the ports were never told', { moments: { fault: T0, publicly: T0, told: null, mended: T0, cleared: T0 } }],
  ['the public status never told of it', { moments: { fault: T0, publicly: null, told: T0, mended: T0, cleared: T0 } }],
  ['a manual release found no electronic filing', { paper: [{ ...MATCHED, matched: false, open: 'bill expected' }] }],
  ['nobody released anything on paper, so that nothing of it was tried', { paper: [] }],
  ['a summary stands as late', { late: ['QZ7-0000001-4'] }],
])('the verdict is against the platform when %s', (_, change) => {
  expect(passed(verdictOf(record([filing(sent('a'))], [answer('a')], change), clearing))).toBe(false);
});

test('a backlog that is never worked off, or slower than history did, breaks a promise', () => {
  const good = record([filing(sent('a'))], [answer('a')]);
  expect(passed(verdictOf(good, { clearing: null, arrivalsPerSecond: 10 }))).toBe(false);
  expect(passed(verdictOf(good, { clearing: clearingOf(20, 10, T0, T0 + 5_000), arrivalsPerSecond: 10 }))).toBe(false);
});
