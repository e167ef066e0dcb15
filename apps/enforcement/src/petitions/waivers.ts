import type { CustomsDate } from '#kernel';
import type { UnitOfWork } from '#messaging';

/**
 * A party waives the statute of limitations, with a petition: for itself alone. The day of the case, by which the work list is sorted, goes on only when every party that
 * may be sued has waived: what may be lost first stands first.
 */
export const waive = async (
  { manager, now }: Pick<UnitOfWork, 'manager' | 'now'>,
  {
    caseId,
    place,
    petitionId,
    until,
    by,
  }: { caseId: string; place: number; petitionId: string; until: CustomsDate; by: string },
): Promise<void> => {
  await manager.query(
    'INSERT INTO limitation_waiver (case_id, place, petition_id, waived_until, by_name, waived_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [caseId, place, petitionId, until, by, now],
  );
  await manager.query(
    `UPDATE case_party SET waived_until = greatest(waived_until, $3::date), limitation_on = greatest(limitation_on, $3::date) WHERE case_id = $1 AND place = $2`,
    [caseId, place, until],
  );
  await manager.query(
    `UPDATE enforcement_case c SET limitation_on = greatest(c.limitation_on, (SELECT min(p.limitation_on) FROM case_party p WHERE p.case_id = c.id AND p.role <> 'interested'))
      WHERE c.id = $1`,
    [caseId],
  );
};
