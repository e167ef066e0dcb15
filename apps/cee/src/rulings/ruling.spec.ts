import { adviceStates } from '../advice/advice.states';
import { commentsUntil, effectiveOn, isYoung, rulingFaults, stateOn, withoutNames } from './ruling.rules';
import { rulingChangeStates } from './ruling.states';

describe('a ruling', () => {
  test('is in force until a published change is in effect, from its day on', () => {
    const change = { kind: 'modification', effectiveOn: '2027-01-26' } as const;
    expect(stateOn([], '2027-01-26')).toBe('in force');
    expect(stateOn([{ ...change, effectiveOn: null }], '2027-01-26')).toBe('in force');
    expect([stateOn([change], '2027-01-25'), stateOn([change], '2027-01-26')]).toEqual(['in force', 'modified']);
    expect(stateOn([change, { kind: 'revocation', effectiveOn: '2027-03-01' }], '2027-03-01')).toBe('revoked');
  });
  test.each([
    ['a comment period over a weekend ends on Monday', '2026-10-30', '2026-11-30'],
    ['over the end of a year', '2026-12-02', '2027-01-04'],
    ['over 29 February', '2028-01-31', '2028-03-01'],
  ])('%s', (_, proposed, last) => {
    expect(commentsUntil(proposed)).toBe(last);
  });
  test.each([
    ['2026-11-27', '2027-01-26'],
    ['2026-11-24', '2027-01-23'],
    ['2027-12-31', '2028-02-29'],
    ['2026-12-31', '2027-03-01'],
  ])('a notice published on %s is in effect on %s, whatever day that is', (published, effect) => {
    expect(effectiveOn(published)).toBe(effect);
  });
  test('in effect for less than 60 days is changed by notice to its holder alone', () => {
    expect([isYoung('2026-10-01', '2026-11-29'), isYoung('2026-10-01', '2026-11-30')]).toEqual([true, false]);
  });
  test('is public without the names that are confidential, however they are written', () => {
    const text = 'Pacific Home Goods Inc imports boxes. PACIFIC  HOME GOODS INC. asked; Pacific Home Goods sells.';
    expect(withoutNames(text, ['Pacific Home Goods', 'Pacific Home Goods Inc'])).toBe(
      '[confidential] imports boxes. [confidential]. asked; [confidential] sells.',
    );
    expect(withoutNames('A (B+) thing', ['(B+)', ' '])).toBe('A [confidential] thing');
  });
  test('is public without the name whether or not it is said with its commas and its legal form, and without numbers of importers and entries', () => {
    const public_ = (text: string): string => withoutNames(text, ['Pacific Home Goods, Inc.']);
    expect(public_('Pacific Home Goods asks; PACIFIC HOME GOODS INC imports. Pacific Homes stay.')).toBe(
      '[confidential] asks; [confidential] imports. Pacific Homes stay.',
    );
    expect(public_('Entry B76-0324527-8 of 12-3456789.')).toBe('Entry [confidential] of [confidential].');
  });
  test('with a number, day or heading that is none is told so by the field', () => {
    const good = { number: 'HQ H301234', issuedOn: '2026-11-27', headings: ['3924', '3926.90'.replace('.', '')] };
    expect(rulingFaults(good, '2026-11-27')).toEqual([]);
    const bad = { number: 'H301234', issuedOn: '2026-11-28', headings: ['392'] };
    expect(rulingFaults(bad, '2026-11-27').map(({ at }) => at)).toEqual(['/number', '/issuedOn', '/headings/0']);
  });
  test('and a question to headquarters have sound lives', () => {
    expect([rulingChangeStates.faults(), adviceStates.faults()]).toEqual([[], []]);
  });
});
