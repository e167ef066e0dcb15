import type { CustomsDate } from '#kernel';

/** A row of a reference table that holds from a day on and, when it has ended, up to and with another. */
export interface Effective {
  readonly from: CustomsDate;
  readonly to?: CustomsDate;
}

export const isInForce = (row: Effective, date: CustomsDate): boolean =>
  row.from <= date && (row.to === undefined || date <= row.to);

/** The row in force on a date; the tables' tests see to it that periods never overlap. */
export const inForce = <R extends Effective>(rows: readonly R[], date: CustomsDate): R | undefined =>
  rows.find((row) => isInForce(row, date));

/** Splits a compact text table, entries parted by semicolons or line ends, into trimmed entries. */
export const entriesOf = (table: string): string[] =>
  table
    .replace(/\n {2,}/g, ' ')
    .split(/[;\n]/)
    .map((entry) => entry.trim())
    .filter(Boolean);
