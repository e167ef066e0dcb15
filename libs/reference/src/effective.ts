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

/**
 * The cells of a table's row by the names of its columns, those left out at the end as empty text.
 * @throws Error for a row with too few or too many, so that a slip in a table is seen when the service starts
 */
export function cellsOf<const N extends string, const O extends string = never>(
  row: string,
  names: readonly N[],
  optional: readonly O[] = [],
): Readonly<Record<N | O, string>> {
  const cells = row.split('|');
  const all = [...names, ...optional];
  if (cells.length < names.length || cells.length > all.length)
    throw new Error(`the row '${row}' has ${cells.length} cells, its columns are ${all.join(', ')}`);
  return Object.fromEntries(all.map((name, at) => [name, cells[at] ?? ''])) as Record<N | O, string>;
}

/** Splits a compact text table, entries parted by semicolons or line ends, into trimmed entries. */
export const entriesOf = (table: string): string[] =>
  table
    .replace(/\n {2,}/g, ' ')
    .split(/[;\n]/)
    .map((entry) => entry.trim())
    .filter(Boolean);
