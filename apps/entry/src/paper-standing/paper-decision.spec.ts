import type { ManualDecisionMade } from '#contracts';
import { asRead, onPaper, takenBack } from './paper-decision.fixture';
import { standingOn } from './paper-decision.rules';

const ENTRY = { filerCode: 'B76', entryNumber: '03245278' };
const OTHER = { filerCode: 'B76', entryNumber: '03245286' };
const KEY = 'B7603245278';
const [X, Y] = ['MAEUX', 'MAEUY'] as const;
const at = (hour: number): string => `2026-11-21T${String(hour).padStart(2, '0')}:00:00Z`;
const of = (decision: ManualDecisionMade['decision'], hour: number, change: Partial<ManualDecisionMade> = {}) =>
  onPaper({ decision, decidedAt: at(hour), ...change });
const standing = (bills: readonly string[], ...decisions: ManualDecisionMade[]) =>
  standingOn(KEY, bills, decisions.map(asRead))?.decision ?? null;

describe('what stands on paper about an entry', () => {
  test.each<[string, readonly string[], ManualDecisionMade[], string | null]>([
    ['nothing was decided', [X], [], null],
    ['a release of the entry by its number', [X], [of('release', 9, { entry: ENTRY })], 'release'],
    ['a release of an entry without manifest bills', [], [of('release', 9, { entry: ENTRY })], 'release'],
    ['a release of another entry', [X], [of('release', 9, { entry: OTHER })], null],
    [
      'a release of its only bill, where the paper named no entry',
      [X],
      [of('release', 9, { billKeys: [X] })],
      'release',
    ],
    [
      'a release of its bill under another entry number',
      [X],
      [of('release', 9, { entry: OTHER, billKeys: [X] })],
      null,
    ],
    ['a release of one bill of two', [X, Y], [of('release', 9, { billKeys: [X] })], null],
    [
      'a release of both bills, one after the other',
      [X, Y],
      [of('release', 9, { billKeys: [X] }), of('release', 10, { billKeys: [Y] })],
      'release',
    ],
    ['a hold of one bill of two', [X, Y], [of('hold', 9, { billKeys: [X] })], 'hold'],
    [
      'a hold of its bill under another entry number: the goods are held',
      [X],
      [of('hold', 9, { entry: OTHER, billKeys: [X] })],
      'hold',
    ],
    [
      'a hold, then a release of the entry',
      [X],
      [of('hold', 9, { billKeys: [X] }), of('release', 10, { entry: ENTRY })],
      'release',
    ],
    [
      'a release of the entry, then a hold of its bill',
      [X],
      [of('release', 9, { entry: ENTRY }), of('hold', 10, { billKeys: [X] })],
      'hold',
    ],
    [
      'a hold under another entry, lifted by a release under that one',
      [X],
      [of('hold', 9, { entry: OTHER, billKeys: [X] }), of('release', 10, { entry: OTHER, billKeys: [X] })],
      null,
    ],
    [
      'a release of the entry, then a hold of one bill, then a release of the entry',
      [X, Y],
      [of('release', 8, { entry: ENTRY }), of('hold', 9, { billKeys: [Y] }), of('release', 10, { entry: ENTRY })],
      'release',
    ],
    [
      'one bill to be examined, the other released',
      [X, Y],
      [of('release', 9, { billKeys: [X] }), of('exam', 9, { billKeys: [Y] })],
      'exam',
    ],
    [
      'one bill to be examined, the other refused',
      [X, Y],
      [of('refuse', 8, { billKeys: [X] }), of('exam', 9, { billKeys: [Y] })],
      'refuse',
    ],
    ['a hold that was taken back', [X], [takenBack(of('hold', 9, { billKeys: [X] }))], null],
    [
      'a hold after the release, taken back: the release stands again',
      [X],
      [of('release', 9, { entry: ENTRY }), takenBack(of('hold', 10, { billKeys: [X] }))],
      'release',
    ],
    [
      'a release after the hold, taken back: the hold stands again',
      [X],
      [of('hold', 9, { entry: ENTRY }), takenBack(of('release', 10, { entry: ENTRY }))],
      'hold',
    ],
    [
      'releases of both bills, one taken back',
      [X, Y],
      [of('release', 9, { billKeys: [X] }), takenBack(of('release', 10, { billKeys: [Y] }))],
      null,
    ],
    [
      'two decisions at the same instant: the higher control number',
      [X],
      [
        of('hold', 9, { entry: ENTRY, controlNumber: 'MD-26-2704-900002' }),
        of('release', 9, { entry: ENTRY, controlNumber: 'MD-26-2704-900001' }),
      ],
      'hold',
    ],
  ])('%s', (_name, bills, decisions, expected) => {
    expect(standing(bills, ...decisions)).toBe(expected);
    expect(standing(bills, ...[...decisions].reverse())).toBe(expected);
  });

  test('a release bill by bill counts from the last of them', () => {
    const [first, last] = [of('release', 9, { billKeys: [X] }), of('release', 10, { billKeys: [Y] })];
    expect(standingOn(KEY, [X, Y], [last, first].map(asRead))).toMatchObject({
      controlNumber: last.controlNumber,
      decidedAt: '2026-11-21T10:00:00.000Z',
      portCode: '2704',
    });
  });
});
