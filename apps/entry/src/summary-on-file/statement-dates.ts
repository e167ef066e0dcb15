import type { EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';

/** Days of the statements that these summaries were put on last, since they were added; none for one that is paid individually. A filing that says nothing of payment leaves it as it was. */
export const statementDates = async (
  manager: Pick<EntityManager, 'query'>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, CustomsDate>> => {
  if (keys.length === 0) return new Map();
  const rows: { key: string; day: CustomsDate | null }[] = await manager.query(
    `SELECT DISTINCT ON (v.entry_key) v.entry_key AS key, v.content->>'statementDate' AS day FROM entry_summary_version v
      WHERE v.entry_key = ANY($1) AND v.content->>'paymentType' IS NOT NULL
        AND v.revision >= (SELECT max(a.revision) FROM entry_summary_version a WHERE a.entry_key = v.entry_key AND a.event = 'added')
      ORDER BY v.entry_key, v.revision DESC`,
    [keys],
  );
  return new Map(rows.flatMap(({ key, day }) => (day === null ? [] : [[key, day] as const])));
};
