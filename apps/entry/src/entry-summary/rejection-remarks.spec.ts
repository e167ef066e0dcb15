import { rejectionRemarks } from './rejection-remarks.rules';

const finding = (n: number, text = `Value of line ${n} is too low`) => ({ line: `00${n}`, code: 'R02', text });

describe('the remarks of a rejected summary', () => {
  test('name line, code and reason, and the last day for sending it again', () => {
    expect(rejectionRemarks([finding(1), { line: null, code: 'R04', text: 'Invoice missing' }], '2026-12-01')).toEqual([
      'R02 LINE 001: Value of line 1 is too low',
      'R04 Invoice missing',
      'SEND THE SUMMARY AGAIN BY 2026-12-01 (19 CFR 141.64)',
    ]);
  });
  test('are seven lines of 78 at most, and say how many findings are not among them', () => {
    const remarks = rejectionRemarks(
      [1, 2, 3, 4].map((n) => finding(n, 'x'.repeat(100))),
      '2026-12-01',
    );
    expect(remarks).toHaveLength(6);
    expect(remarks.every((line) => line.length <= 78)).toBe(true);
    expect(remarks[4]).toBe('AND 2 MORE FINDINGS: ASK THE CENTER, OR READ THEM IN JSON');
    expect(
      rejectionRemarks(
        [1, 2, 3, 4, 5, 6].map((n) => finding(n)),
        '2026-12-01',
      ),
    ).toHaveLength(7);
  });
});
