import { productSearches, whyFound } from './likeness.rules';
import { comparedOutcome, bindingOf, contradicts, subjectOf } from './question-kinds.table';

describe('a search by words', () => {
  const word = (text: string, ...likes: [string, number][]) => ({
    word: text,
    likes: likes.map(([like, products]) => ({ word: like, products })),
  });
  test('looks for all words first, then for two of the three rarest, then for the rarest', () => {
    expect(
      productSearches([
        word('plastic', ['plastic', 90_000]),
        word('coland', ['coland', 40], ['colandr', 2]),
        word('kitchen', ['kitchen', 8_000]),
        word('perfor', ['perfor', 700]),
      ]),
    ).toEqual([
      "('coland' | 'colandr') & ('perfor') & ('kitchen') & ('plastic')",
      "(('coland' | 'colandr') & ('perfor')) | (('coland' | 'colandr') & ('kitchen')) | (('perfor') & ('kitchen'))",
      "('coland' | 'colandr')",
    ]);
  });
  test('leaves out what no product is called, and looks for nothing where that is all', () => {
    expect(productSearches([word('xylophon'), word('tin', ['tin', 3])])).toEqual(["('tin')"]);
    expect(productSearches([word('xylophon')])).toEqual([]);
    expect(productSearches([])).toEqual([]);
  });
  test('takes signs of the search language for what they are', () => {
    expect(productSearches([word("o'ring", ["o'ring", 1])])).toEqual(["('o''ring')"]);
    expect(productSearches([word('a\\b', ['a\\b', 1])])).toEqual(["('a\\\\b')"]);
  });
});

describe('an earlier answer', () => {
  const compared = {
    ...{ isSameProduct: false, likeness: null, isSameAccount: false, supplier: null, heading: null },
    ...{ hasWords: false, isRuling: false },
  };
  test('says each reason for which it was found, with points', () => {
    expect(
      whyFound(
        { supplier: 'CNSHAPLA12SHA', heading: '3924' },
        {
          ...{ isSameProduct: true, likeness: 0.714, isSameAccount: true, supplier: 'CNSHAPLA12SHA', heading: '3924' },
          ...{ hasWords: true, isRuling: true },
        },
      ).map(({ rule, points }) => [rule, points]),
    ).toEqual([
      ['same product', 50],
      ['goods alike', 71],
      ['same account', 40],
      ['same supplier', 25],
      ['same heading', 15],
      ['words of the answer', 20],
      ['ruling', 10],
    ]);
  });
  test('is not found for being a ruling, nor for being a little alike', () => {
    expect(whyFound({ supplier: null, heading: null }, { ...compared, likeness: 0.19, isRuling: true })).toEqual([]);
  });
});

describe('a question is the same one', () => {
  const by = { productId: '7', accountId: 'a', supplier: 'M' };
  test.each([
    ['classification', 'product 7'],
    ['origin', 'product 7, supplier M'],
    ['value', 'product 7, account a, supplier M'],
  ] as const)('of kind %s for the same %s', (kind, subject) => {
    expect(subjectOf(kind, by)).toBe(subject);
    expect(subjectOf(kind, { ...by, productId: null })).toBeNull();
  });
});

test.each([
  ['classification', '3924.10.40.00', '3924.10.40'],
  ['classification', '3924104000', '3924.10.40'],
  ['classification', '392410', '3924.10'],
  ['classification', '3924', '3924'],
  ['classification', '39241', null],
  ['classification', 'plastics', null],
  ['rate', '5.30 %', '5.3%'],
  ['rate', '5.3 percent', '5.3%'],
  ['rate', '10%', '10%'],
  ['rate', '10.0%', '10%'],
  ['rate', '$0.150/kg + 2%', '$0.15/kg + 2%'],
  ['rate', 'Free', 'free'],
  ['rate', 'more', null],
  ['origin', 'cn', 'CN'],
  ['origin', 'China', null],
  ['value', ' Transaction  value ', 'transaction value'],
  ['value', ' ', null],
] as const)('an outcome of kind %s, %s, is compared as %s', (kind, text, compared) => {
  expect(comparedOutcome(kind, text)).toBe(compared);
});

test.each([
  ['classification', '3924.10', '3924.10.40', false],
  ['classification', '3924', '3924.10.40', false],
  ['classification', '3924.10.40', '3924.10.20', true],
  ['classification', '3924.10', '3926.90', true],
  ['origin', 'CN', 'CN', false],
  ['origin', 'CN', 'VN', true],
] as const)('a decision on %s as %s, after one as %s, departs: %s', (kind, one, other, departs) => {
  expect(contradicts(kind, one, other)).toBe(departs);
  expect(contradicts(kind, other, one)).toBe(departs);
});

test.each([
  ['3924 3924.90.56', '3924 3924.90.56', 'a vaguer one after a finer one'],
  ['3924.10.40 3924.90.56', '3924.10.40', 'one that departed from the other'],
  ['3924.10.40 3924 3924.90.56', '3924.10.40 3924', 'one that departed from the finest'],
])('of decisions, the newest first, %s bind %s: %s', (newestFirst, bind) => {
  const decisions = newestFirst.split(' ').map((outcome) => ({ outcome }));
  expect(bindingOf('classification', decisions).map(({ outcome }) => outcome)).toEqual(bind.split(' '));
});
