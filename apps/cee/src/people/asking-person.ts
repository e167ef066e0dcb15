import { type Asking, CBP_VIEWERS, type Relation, type Viewer } from '#access';
import { actingPerson, Problem } from '#service';

const OF_CBP: readonly Viewer[] = CBP_VIEWERS;
export const isOfCbp = ({ viewers }: Asking): boolean => viewers.some((viewer) => OF_CBP.includes(viewer));

/** The person of CBP who gives an order. @throws Problem `not-authorized` for a key that was issued to nobody by name */
export const ordering = ({ person }: Asking): string => actingPerson(person);

/** Who acts for an account: the person, or the machine that has its key. */
export const actingFor = ({ person, account }: Asking): string => person ?? `a machine of ${account.name}`;

export const relationTo = ({ account }: Asking, accountId: string): Relation =>
  account.accountId === accountId ? 'own' : 'any';

/** Whose work is that of named Centers leaves others alone; headquarters, and who serves no Center in particular, works for all. @throws Problem `not-authorized` */
export const requireCenter = ({ viewers, center }: Asking, centers: readonly string[]): void => {
  if (center === null || viewers.includes('headquarters') || centers.includes(center)) return;
  throw new Problem('not-authorized', `You serve ${center}; this is for ${centers.join(' or ')}.`);
};

/** What concerns all Centers is not for the people of one. @throws Problem `not-authorized` */
export const requireAllCenters = ({ viewers, center }: Asking): void => {
  if (center === null || viewers.includes('headquarters')) return;
  throw new Problem(
    'not-authorized',
    `You serve ${center}; this is for headquarters, because it concerns all Centers.`,
  );
};
