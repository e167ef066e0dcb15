import { nameSought, publishingFaults } from './publishable.rules';

const account = [{ name: 'Pacific Home Goods, Inc.', what: 'the account' }];
const faults = (text: string) => publishingFaults({ '/text': text }, account).map(({ text: fault }) => fault);

describe('a text for everybody', () => {
  test.each([
    ['12-3456789', 'importer number'],
    ['12-345678900', 'importer number'],
    ['98-7654321AB', 'importer number'],
    ['219-09-4420', 'social security number'],
    ['219 09 4420', 'social security number'],
    ['260027-00123', 'assigned by CBP'],
    ['219094420', 'nine digits'],
    ['12345678900', 'nine digits'],
    ['12-3456789-00', 'importer number'],
    ['B76-0324527-8', 'entry number'],
    ['B7603245278', 'entry number'],
    ['b76 0324527 8', 'entry number'],
    ['pacific home-goods', 'names the account'],
  ])('with %s is refused: %s', (text, why) => {
    expect(faults(`It was ${text}, as filed.`)).toEqual(expect.arrayContaining([expect.stringContaining(why)]));
  });
  test.each([
    '3924.10.4000',
    '3924104000',
    '716-555-0100',
    '7165550100',
    '19 CFR 101.10(c)',
    '2026-11-29',
    'Pacific homes',
    'HQ H301234',
    'goods of the Pacific home',
    // No entry number: its check digit is wrong.
    'B7603245279',
    'MAEU260000101',
  ])('with %s is published', (text) => {
    expect(faults(`It was ${text}, as filed.`)).toEqual([]);
  });
  test('does not repeat the number that it is refused for', () => {
    expect(faults('Number 219-09-4420').join()).not.toContain('4420');
  });
});

test('a name is looked for without signs and legal form', () => {
  expect(nameSought('Harbor & Sons Trading Co., Ltd.')).toBe('harbor sons trading');
  expect(nameSought('Company')).toBe('');
});
