import { columnsAfter, stateOf, type SummaryState } from './summary.states';

const COLUMNS = {
  'in trade control': { state: 'accepted', control: 'trade', corrected: false },
  'under review': { state: 'accepted', control: 'cbp', corrected: false },
  rejected: { state: 'rejected', control: 'cbp', corrected: false },
  corrected: { state: 'accepted', control: 'trade', corrected: true },
  'correction under review': { state: 'accepted', control: 'cbp', corrected: true },
  'correction rejected': { state: 'rejected', control: 'cbp', corrected: true },
} as const;
const onFile = (state: SummaryState) => (state === 'off file' ? undefined : COLUMNS[state]);

describe('The life of an entry summary', () => {
  test.each([
    ['off file', 'added', { state: 'accepted', control: 'trade', corrected: false }],
    ['in trade control', 'replaced', { state: 'accepted', control: 'trade', corrected: false }],
    ['in trade control', 'deleted by a rejected filing', { state: 'deleted', control: 'trade', corrected: false }],
    ['in trade control', 'taken under review', { state: 'accepted', control: 'cbp', corrected: false }],
    ['under review', 'review ended', { state: 'accepted', control: 'trade', corrected: false }],
    ['under review', 'rejected by CBP', { state: 'rejected', control: 'cbp', corrected: false }],
    ['in trade control', 'corrected', { state: 'accepted', control: 'trade', corrected: true }],
    ['corrected', 'taken under review', { state: 'accepted', control: 'cbp', corrected: true }],
    ['correction under review', 'rejected by CBP', { state: 'rejected', control: 'cbp', corrected: true }],
    ['correction rejected', 'replaced', { state: 'accepted', control: 'trade', corrected: true }],
    ['rejected', 'replaced', { state: 'accepted', control: 'trade', corrected: false }],
  ] as const)('%s, %s', (from, event, columns) => {
    expect(columnsAfter(onFile(from), event)).toEqual({ ok: true, value: columns });
  });

  test.each([
    ['off file', 'replaced'],
    ['in trade control', 'rejected by CBP'],
    ['under review', 'replaced'],
    ['under review', 'deleted by the filer'],
    ['rejected', 'deleted by the filer'],
    ['rejected', 'taken under review'],
    ['corrected', 'replaced'],
    ['corrected', 'deleted by the filer'],
    ['correction under review', 'corrected'],
    ['correction rejected', 'corrected'],
  ] as const)('%s, it cannot be %s', (from, event) => {
    expect(columnsAfter(onFile(from), event)).toMatchObject({ ok: false });
  });

  test('a deleted summary is off file, whoever had it in control, and its number may be filed again', () => {
    const deleted = { state: 'deleted', control: 'cbp', corrected: false } as const;
    expect(stateOf(deleted)).toBe('off file');
    expect(columnsAfter(deleted, 'added')).toEqual({
      ok: true,
      value: { state: 'accepted', control: 'trade', corrected: false },
    });
  });
});
