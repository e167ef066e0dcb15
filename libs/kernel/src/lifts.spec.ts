import { lift, requireEveryLift, type Versioned } from '#kernel';

/** A bill whose quantity became a number, and then had a unit. */
const bill: Versioned = {
  name: 'a bill',
  version: 3,
  lifts: {
    1: ({ quantity, ...rest }: { quantity: string }) => ({ ...rest, quantity: Number(quantity) }),
    2: (content: object) => ({ ...content, unit: null }),
  },
};

test('content of each earlier version is lifted step by step, and stays itself as it was', () => {
  const first = { number: '260000101', quantity: '100' };
  expect(lift(bill, first, 1)).toEqual({ number: '260000101', quantity: 100, unit: null });
  expect(first).toEqual({ number: '260000101', quantity: '100' });
  expect(lift(bill, { number: '260000101', quantity: 100 }, 2)).toEqual({
    number: '260000101',
    quantity: 100,
    unit: null,
  });
});

test('content of today is not touched', () => {
  const today = { number: '260000101', quantity: 100, unit: 'CTN' };
  expect(lift(bill, today, 3)).toBe(today);
});

test.each([4, 0, 1.5])('a version that there is not (%p) is refused by name', (version) => {
  expect(() => lift(bill, {}, version)).toThrow(`version ${version} of a bill is not known here, only 1 to 3`);
});

test('a version from which nothing leads on is found when the program starts', () => {
  const { 1: first } = bill.lifts;
  expect(() => requireEveryLift({ ...bill, lifts: { 1: first! } })).toThrow('nothing lifts its version 2');
  expect(() => requireEveryLift({ ...bill, version: 2 })).toThrow('lifts its version 2: raise its version');
  expect(() => requireEveryLift(bill)).not.toThrow();
});
