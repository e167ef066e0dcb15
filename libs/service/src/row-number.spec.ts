import { RowNumber } from './row-number';

const told = (given: string | number): number | string => {
  try {
    return new RowNumber().transform(given);
  } catch (error) {
    return (error as { kind: string }).kind;
  }
};

test.each<[string | number, number | string]>([
  ['17', 17],
  [17, 17],
  ['2147483647', 2147483647],
  ['2147483648', 'not-found'],
  [1e20, 'not-found'],
  [Number.NaN, 'not-found'],
  [-1, 'not-found'],
  ['1.5', 'not-found'],
  ["'", 'not-found'],
])('of %p in an address becomes %p', (given, becomes) => {
  expect(told(given)).toBe(becomes);
});
