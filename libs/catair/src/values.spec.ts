import fc from 'fast-check';
import { decimalOf, digitsOf, integerOf, isoDateOf, mmddyyOf, wireText } from './values';

describe('Field values', () => {
  it('read implied decimals exactly', () => {
    expect(decimalOf('0000085000', 2)).toBe('850.00');
    expect(decimalOf('7', 2)).toBe('0.07');
    expect(decimalOf('12', 0)).toBe('12');
    expect(integerOf('99999999999999999999')).toBe(99999999999999999999n);
    expect(integerOf('')).toBeNull();
    expect(decimalOf('1.5', 2)).toBeNull();
  });

  it('write implied decimals exactly and refuse more places than the field has', () => {
    expect(digitsOf('850', 2)).toBe('85000');
    expect(digitsOf('0.5', 4)).toBe('5000');
    expect(digitsOf('1.005', 2)).toBeNull();
    expect(digitsOf('-1', 2)).toBeNull();
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.integer({ min: 0, max: 4 }), (units, places) => {
        expect(digitsOf(decimalOf(units.toString(), places)!, places)).toBe(units.toString());
      }),
    );
  });

  it('take years 80 to 99 for the last century and 00 to 79 for this one', () => {
    expect(isoDateOf('063099')).toBe('1999-06-30');
    expect(isoDateOf('063026')).toBe('2026-06-30');
    expect(isoDateOf('010180')).toBe('1980-01-01');
    expect(isoDateOf('123179')).toBe('2079-12-31');
  });

  it('refuse days the calendar does not have', () => {
    expect(isoDateOf('022926')).toBeNull();
    expect(isoDateOf('022928')).toBe('2028-02-29');
    expect(isoDateOf('130126')).toBeNull();
    expect(isoDateOf('')).toBeNull();
    expect(mmddyyOf('1979-12-31')).toBeNull();
    expect(mmddyyOf('2026-06-30')).toBe('063026');
  });

  it('keep answers printable', () => {
    expect(wireText('Müller & Söhne\n', 10)).toBe('M LLER & S');
  });
});
