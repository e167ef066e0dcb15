import type { CustomsDate } from '#kernel';
import { countryOf } from '#reference';

/** Tariff numbers under which no goods of some origins are entered, while a trade order is in force. */
export interface BarredGoods {
  readonly id: number;
  /** First digits of tariff numbers, two to ten. */
  readonly headings: readonly string[];
  readonly origins: readonly string[];
  /** The order and where it is published. */
  readonly reason: string;
  readonly from: CustomsDate;
  readonly to: CustomsDate | null;
}

interface Line {
  readonly countryOfOrigin: string | null;
  readonly tariffs: readonly { readonly hts: string | null }[];
}

export const inForceOn = (barred: readonly BarredGoods[], day: CustomsDate): readonly BarredGoods[] =>
  barred.filter(({ from, to }) => from <= day && (to === null || day <= to));

/** The order that bars goods of a number and an origin; null where none does. */
export const barredBy = (
  inForce: readonly BarredGoods[],
  hts: string | null,
  origin: string | null,
): BarredGoods | null => {
  if (inForce.length === 0 || hts === null || origin === null) return null;
  const country = countryOf(origin) ?? origin;
  return (
    inForce.find(
      ({ headings, origins }) =>
        origins.includes(country) && headings.some((heading) => hts.replace(/\D/g, '').startsWith(heading)),
    ) ?? null
  );
};

/** The order that bars goods of any of these lines on a day. */
export const barredAmong = (
  barred: readonly BarredGoods[],
  lines: readonly Line[],
  day: CustomsDate,
): BarredGoods | null => {
  const inForce = inForceOn(barred, day);
  if (inForce.length === 0) return null;
  for (const { countryOfOrigin, tariffs } of lines)
    for (const { hts } of tariffs) {
      const found = barredBy(inForce, hts, countryOfOrigin);
      if (found) return found;
    }
  return null;
};
