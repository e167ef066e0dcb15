import { Decimal } from './decimal';
import { ok, refused, type Result } from './result';

/** An amount of US money as a whole number of cents. */
export type Cents = bigint;

/** Reads dollars with at most two decimals (`2797.14`, `250`) into cents. A third decimal is refused, never rounded. */
export function parseMoney(text: string): Result<Cents> {
  const amount = Decimal.parse(text);
  if (!amount.ok) return refused(`'${text}' is not an amount of money`);
  if (amount.value.scale > 2) return refused(`'${text}' has more than two decimals`);
  return ok(amount.value.round(2).units);
}

/** 279714n becomes `2797.14`. */
export function formatMoney(cents: Cents): string {
  return Decimal.of(cents).shift(2).toString();
}

/** An exact number of dollars as cents, a half cent or more counting as one (19 CFR 159.3(b)). */
export function toCents(dollars: Decimal): Cents {
  return dollars.round(2).units;
}

/** The entered value in whole dollars: less than 50 cents is dropped, 50 or more counts as a dollar (19 CFR 159.3(a)). */
export function toWholeDollars(dollars: Decimal): bigint {
  return dollars.round(0).units;
}
