import { ok, refused, type Result } from './result';

const SHAPE = /^([+-])?(\d+)(?:\.(\d+))?$/;

/**
 * An exact decimal number: an integer count of units of 10^-scale. Nothing here passes through a float, so a duty
 * of 1,234 kg at 4.4 cents is 54.296 and nothing else until somebody rounds it.
 */
export class Decimal {
  static readonly ZERO = new Decimal(0n, 0);

  private constructor(
    readonly units: bigint,
    readonly scale: number,
  ) {}

  /** Reads digits with an optional sign and fraction, such as `1234`, `-0.5`, `3.464`. No exponents, no separators. */
  static parse(text: string): Result<Decimal> {
    const parts = SHAPE.exec(text.trim());
    if (!parts) return refused(`'${text}' is not a decimal number`);
    const fraction = parts[3] ?? '';
    const magnitude = BigInt(parts[2] + fraction);
    return ok(new Decimal(parts[1] === '-' ? -magnitude : magnitude, fraction.length));
  }

  /** For constants and values already checked. @throws RangeError when the text is not a decimal number */
  static of(value: string | bigint | number): Decimal {
    if (typeof value === 'bigint') return new Decimal(value, 0);
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new RangeError(`${value} is not a whole number: write fractions as text so that they stay exact`);
    }
    const parsed = Decimal.parse(String(value));
    if (!parsed.ok) throw new RangeError(parsed.problem);
    return parsed.value;
  }

  plus(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.unitsAt(scale) + other.unitsAt(scale), scale);
  }

  minus(other: Decimal): Decimal {
    return this.plus(new Decimal(-other.units, other.scale));
  }

  times(other: Decimal): Decimal {
    return new Decimal(this.units * other.units, this.scale + other.scale);
  }

  /** Moves the decimal point left: `Decimal.of('6.8').shift(2)` is 6.8 percent as a factor, 0.068. */
  shift(places: number): Decimal {
    return new Decimal(this.units, this.scale + places);
  }

  compare(other: Decimal): -1 | 0 | 1 {
    const scale = Math.max(this.scale, other.scale);
    const [a, b] = [this.unitsAt(scale), other.unitsAt(scale)];
    return a < b ? -1 : a > b ? 1 : 0;
  }

  equals(other: Decimal): boolean {
    return this.compare(other) === 0;
  }

  get isZero(): boolean {
    return this.units === 0n;
  }

  /** Rounds to `places` decimals, a half or more away from zero (19 CFR 159.3 for money and values). */
  round(places: number): Decimal {
    if (places >= this.scale) return new Decimal(this.unitsAt(places), places);
    const step = 10n ** BigInt(this.scale - places);
    const magnitude = this.units < 0n ? -this.units : this.units;
    const rounded = (magnitude + step / 2n) / step;
    return new Decimal(this.units < 0n ? -rounded : rounded, places);
  }

  toString(): string {
    const digits = (this.units < 0n ? -this.units : this.units).toString().padStart(this.scale + 1, '0');
    const whole = digits.slice(0, digits.length - this.scale);
    const sign = this.units < 0n ? '-' : '';
    return this.scale === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-this.scale)}`;
  }

  toJSON(): string {
    return this.toString();
  }

  private unitsAt(scale: number): bigint {
    return this.units * 10n ** BigInt(scale - this.scale);
  }
}
