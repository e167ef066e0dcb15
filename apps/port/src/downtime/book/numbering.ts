import type { EntityManager } from 'typeorm';
import { localDate } from '#kernel';

/** What is numbered, each for itself: `26-000017`, `IN-26-000003`, `DT-26-000012`. */
const PREFIX = { notice: '', incident: 'IN-', downtime: 'DT-' } as const;
export type Numbered = keyof typeof PREFIX;

/** A number as people quote it; a drill's has a series and a mark of its own. */
export const numberText = (what: Numbered, drill: boolean, year: number, count: number): string =>
  `${drill ? 'DRILL-' : ''}${PREFIX[what]}${String(year % 100).padStart(2, '0')}-${String(count).padStart(6, '0')}`;

/**
 * The next number of the year, by the calendar of the East. Its row stays locked until the transaction ends: a number is used by a
 * record that is committed, or by the next one.
 */
export const nextNumber = async (
  manager: EntityManager,
  what: Numbered,
  drill: boolean,
  now: Date,
): Promise<string> => {
  const year = Number(localDate(now, 'America/New_York').slice(0, 4));
  const [row] = await manager.query(
    `INSERT INTO numbering (series, year, last) VALUES ($1, $2, 1) ON CONFLICT (series, year) DO UPDATE SET last = numbering.last + 1 RETURNING last`,
    [drill ? `drill ${what}` : what, year],
  );
  return numberText(what, drill, year, row.last);
};
