import type { EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { Problem } from '#service';
import { type CaseParty, type CaseRow, partiesOf } from '../cases/case-row';
import { isOfCbp, requireServes } from '../people/asking-person';
import { ownPlaces } from '../powers/own-places';

/** Who acts for an account: the person, or the machine that has its key. */
export const actingName = ({ person, account }: Asking): string => person ?? `a machine of ${account.name}`;

export interface Acting {
  readonly ofCbp: boolean;
  readonly parties: readonly CaseParty[];
  /** Parties that who asks is, or acts for under a power of attorney; none for people of CBP. */
  readonly own: readonly number[];
}

/** Who asks, towards a case. Others than CBP, the parties that were given notice and who acts for one of them are told that there is none. @throws Problem `not-found`, `not-authorized` */
export const actingIn = async (
  manager: Pick<EntityManager, 'query'>,
  asking: Asking,
  row: CaseRow,
  now: Date,
): Promise<Acting> => {
  const parties = await partiesOf(manager, [row.id]);
  if (isOfCbp(asking)) {
    requireServes(asking, row);
    return { ofCbp: true, parties, own: [] };
  }
  const own = (await ownPlaces(manager, asking, [row], parties, now)).get(row.id) ?? [];
  if (own.length === 0) throw new Problem('not-found', `There is no case ${row.id} of yours.`);
  return { ofCbp: false, parties, own };
};

/** The party for which something is filed. @throws Problem `not-valid` by field */
export const partyOf = ({ ofCbp, parties, own }: Acting, place: number | null): CaseParty => {
  const wrong = (text: string): Problem => new Problem('not-valid', 'Some fields are wrong.', [{ at: '/place', text }]);
  if (place === null) {
    if (own.length === 1) return parties.find((party) => party.place === own[0])!;
    throw wrong(ofCbp ? 'is missing: of which party it is' : 'is missing: you act for several parties');
  }
  const party = parties.find((one) => one.place === place);
  if (!party || !(ofCbp || own.includes(place)))
    throw wrong(ofCbp ? 'is no party of the case' : 'is no party that you act for');
  return party;
};
