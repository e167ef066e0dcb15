import type { CustomsDate } from '#kernel';
import { type Effective, inForce, isInForce } from '#reference';

/** Authority of a Center over one function that a delegation order gave it. */
export interface AuthorityRow extends Effective {
  readonly orderId: string;
  /** In the test phase over volunteer accounts only. */
  readonly reach: 'volunteers' | 'all';
}

/** The row by which the Center decides for an importer on a day; undefined where the port does. */
export const authorityOn = (
  rows: readonly AuthorityRow[],
  date: CustomsDate,
  volunteerIn: ReadonlySet<string>,
): AuthorityRow | undefined =>
  inForce(
    rows.filter(({ reach }) => reach === 'all'),
    date,
  ) ?? rows.find((row) => row.reach === 'volunteers' && volunteerIn.has(row.orderId) && isInForce(row, date));

/** Why the port decides on a day, for people: what of the Center's authority lies before or after it. */
export const whyThePort = (
  centerId: string,
  work: string,
  rows: readonly AuthorityRow[],
  date: CustomsDate,
): string => {
  const all = rows.filter(({ reach }) => reach === 'all');
  const next = all
    .map(({ from }) => from)
    .filter((from) => from > date)
    .sort()[0];
  const last = all
    .flatMap(({ to }) => (to !== undefined && to < date ? [to] : []))
    .sort()
    .at(-1);
  const when = [...(last ? [`had it up to ${last}`] : []), ...(next ? [`has it from ${next} on`] : [])];
  return `the port decides: ${centerId} ${when.length > 0 ? when.join(' and ') : 'has no delegation order'} (${work})`;
};
