import type { EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { Problem } from '#service';
import { isOfCbp, requireServes } from '../people/asking-person';
import type { CaseRow } from './case-row';

/** People of CBP see what is theirs, parties what they were given notice of. @throws Problem */
export const requireMaySee = async (manager: EntityManager, asking: Asking, row: CaseRow): Promise<void> => {
  if (isOfCbp(asking)) return requireServes(asking, row);
  const [own] = await manager.query('SELECT 1 FROM case_party WHERE case_id = $1 AND account_id = $2', [
    row.id,
    asking.account.accountId,
  ]);
  if (!own || !row.toldToParties) throw new Problem('not-found', `There is no case ${row.id} of yours.`);
};
