import type { EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { Problem } from '#service';
import { isOfCbp, requireServes } from '../people/asking-person';
import { ownPlaces } from '../powers/own-places';
import { type CaseRow, partiesOf } from './case-row';

/**
 * People of CBP see what is theirs, parties and who acts for one under a power of attorney what they were given notice of.
 *
 * @returns the parties that who asks is or acts for; null for people of CBP
 * @throws Problem
 */
export const requireMaySee = async (
  manager: EntityManager,
  asking: Asking,
  row: CaseRow,
): Promise<readonly number[] | null> => {
  if (isOfCbp(asking)) {
    requireServes(asking, row);
    return null;
  }
  const parties = await partiesOf(manager, [row.id]);
  const own = (await ownPlaces(manager, asking, [row], parties, new Date())).get(row.id);
  if (!own) throw new Problem('not-found', `There is no case ${row.id} of yours.`);
  return own;
};
