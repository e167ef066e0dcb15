import { Decimal } from './decimal';

/** An amount of US money as a whole number of cents. */
export type Cents = bigint;

/** 279714n becomes `2797.14`. */
export function formatMoney(cents: Cents): string {
  return Decimal.of(cents).shift(2).toString();
}

/** An exact number of dollars as cents, a half cent or more counting as one (19 CFR 159.3(b)). */
export function toCents(dollars: Decimal): Cents {
  return dollars.round(2).units;
}
