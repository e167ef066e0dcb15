import fc from 'fast-check';
import { Decimal, formatMoney, toCents } from './index';

test('1,234 kg at 4.4 cents is 54.296 exactly and 54.30 when rounded', () => {
  const dollars = Decimal.of('1234').times(Decimal.of('4.4').shift(2));
  expect(dollars.toString()).toBe('54.296');
  expect(formatMoney(toCents(dollars))).toBe('54.30');
});

test('a half cent counts as a cent and less is dropped', () => {
  expect(toCents(Decimal.of('0.005'))).toBe(1n);
  expect(toCents(Decimal.of('0.0049999'))).toBe(0n);
  expect(toCents(Decimal.of('-0.005'))).toBe(-1n);
});

test('money is printed with two decimals, whatever its size and sign', () => {
  expect([279714n, 25000n, 5n, -5n, 0n].map(formatMoney)).toEqual(['2797.14', '250.00', '0.05', '-0.05', '0.00']);
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (cents) => {
      expect(toCents(Decimal.of(formatMoney(cents)))).toBe(cents);
    }),
  );
});

test('adding and multiplying agree with whole-number arithmetic at every scale', () => {
  const whole = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n });
  fc.assert(
    fc.property(whole, whole, fc.nat(6), fc.nat(6), (a, b, p, q) => {
      const [x, y] = [Decimal.of(a).shift(p), Decimal.of(b).shift(q)];
      expect(x.times(y).units).toBe(a * b);
      expect(x.plus(y).minus(y).equals(x)).toBe(true);
    }),
  );
});

test('rounding moves a number by at most half a unit', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (units) => {
      const exact = Decimal.of(units).shift(5);
      const off = exact.round(2).minus(exact);
      expect(off.compare(Decimal.of('0.005'))).toBeLessThanOrEqual(0);
      expect(off.compare(Decimal.of('-0.005'))).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('a fraction given as a float is refused, since it is not exact any more', () => {
  expect(() => Decimal.of(0.1)).toThrow('not a whole number');
  expect(() => Decimal.of('1e3')).toThrow('not a decimal number');
});
