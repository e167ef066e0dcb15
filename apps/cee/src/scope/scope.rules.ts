import type { CustomsDate } from '#kernel';
import { type Effective, inForce } from '#reference';

export interface ScopeRow extends Effective {
  /** Chapter, heading or longer; the longest that fits a tariff number decides. */
  readonly prefix: string;
  readonly centerId: string;
  readonly teamNumber: string;
}

export type ScopeIndex = ReadonlyMap<string, readonly ScopeRow[]>;

export const grouped = <T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
};

export const scopeIndex = (rows: readonly ScopeRow[]): ScopeIndex => grouped(rows, (row) => row.prefix);

/** The row in force with the longest prefix of a tariff number. */
export const scopeOf = (hts: string, date: CustomsDate, scope: ScopeIndex): ScopeRow | undefined => {
  for (let length = hts.length; length >= 2; length -= 1) {
    const row = inForce(scope.get(hts.slice(0, length)) ?? [], date);
    if (row) return row;
  }
  return undefined;
};
