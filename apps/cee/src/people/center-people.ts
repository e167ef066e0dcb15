import { createHash } from 'node:crypto';
import { type Asking, may } from '#access';
import { Problem } from '#service';
import type { EntityManager } from 'typeorm';

/** Somebody of a Center who does its work. */
export interface Specialist {
  readonly personId: string;
  readonly name: string;
  readonly center: string;
}

/** Somebody who decides: of a Center, or of ports, which decide until the Center has its cut-over (19 CFR 101.1: what is not the Center's is the port director's). */
export interface Official {
  readonly personId: string;
  readonly name: string;
  /** Null for somebody of ports. */
  readonly center: string | null;
  readonly ports: readonly string[];
}

/** Somebody of ports, and of no Center. */
export const isOfPort = ({ center, viewers }: Asking): boolean =>
  center === null && viewers.some((viewer) => viewer === 'officer' || viewer === 'port director');

/** Who asks, as somebody of a Center or of ports. @throws Problem `not-authorized` */
export const officialOf = (asking: Asking): Official => {
  const { personId, person, ports } = asking;
  if (!isOfPort(asking)) return { ...specialistOf(asking), ports: [] };
  if (person === null)
    throw new Problem('not-authorized', 'This API key is issued to no person: use your own, or sign in.');
  return { personId: personId ?? idOfName(asking, person), name: person, center: null, ports };
};

/** An officer whose key names a person that has no role of the own in the account: the same id each time. */
const idOfName = ({ account }: Asking, person: string): string => {
  const hex = createHash('sha256').update(`${account.accountId} ${person}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
};

const ROLES = ['Center specialist', 'team lead', 'Center director'];
const OF_PORTS = ['officer', 'port director'];

/** Who asks, as somebody of a Center. @throws Problem `not-authorized` for a key of nobody by name, or a role that names no Center */
export const specialistOf = ({ person, personId, center }: Asking): Specialist => {
  if (person === null || personId === null)
    throw new Problem('not-authorized', 'This API key belongs to no person of a Center: use your own, or sign in.');
  if (center === null)
    throw new Problem(
      'not-authorized',
      'Your role names no Center, and the work of a Center is for its own people: headquarters gives you a role with one.',
    );
  return { personId, name: person, center };
};

/** The Center whose work is meant: of its people their own, for who may see all the one that is named. @throws Problem */
export const centerAsked = (asking: Asking, named: string | null): string => {
  const own = asking.center;
  const seesAll = asking.viewers.some(
    (viewer) => ![...ROLES, ...OF_PORTS].includes(viewer) && may({ ...asking, viewers: [viewer] }, 'see', 'work item'),
  );
  if (own !== null && (named === null || named === own)) return own;
  if (seesAll && named !== null) return named;
  if (named === null)
    throw new Problem('not-valid', 'Say whose work: your role names no Center.', [
      { at: '/center', text: 'is missing', remedy: 'Add center, such as CEE009.' },
    ]);
  throw new Problem(
    'not-authorized',
    `The work of ${named} is for its own people${own === null ? '' : `; you are of ${own}`}.`,
  );
};

/** An entry is seen by the people of its Center, of the port where it was made, and by who sees all. @throws Problem `not-authorized` */
export const requireSight = (
  asking: Asking,
  { centerId, portOfEntry }: { readonly centerId: string | null; readonly portOfEntry: string | null },
): void => {
  if (isOfPort(asking)) requireOwnPort(asking.ports, portOfEntry);
  else centerAsked(asking, centerId);
};

/** @throws Problem `not-authorized` */
export const requireOwnPort = (ports: readonly string[], portOfEntry: string | null): void => {
  if (portOfEntry !== null && ports.includes(portOfEntry)) return;
  throw new Problem(
    'not-authorized',
    `The entry was made at ${portOfEntry === null ? 'a port that was not told' : `port ${portOfEntry}`}; you are of ${ports.length > 0 ? ports.join(', ') : 'no port'}.`,
  );
};

interface RoleInCenter {
  readonly personId: string;
  readonly name: string;
  readonly role: string;
  readonly center: string | null;
  readonly from: string;
  readonly to: string | null;
}

/** Roles by which somebody works in a Center at the moment, by the copy of the accounts. @param like what a person of the account must have */
const rolesIn = async (
  manager: Pick<EntityManager, 'query'>,
  center: string,
  like: Partial<RoleInCenter>,
  now: Date,
): Promise<RoleInCenter[]> => {
  const rows: { role: RoleInCenter }[] = await manager.query(
    `SELECT role FROM account a, jsonb_array_elements(a.data -> 'people') AS role
        WHERE a.active AND a.data -> 'people' @> $1::jsonb AND role @> $2::jsonb`,
    [JSON.stringify([like]), JSON.stringify(like)],
  );
  const today = now.toISOString();
  return rows.flatMap(({ role }) =>
    role.center === center && ROLES.includes(role.role) && role.from <= today && (role.to === null || today < role.to)
      ? [role]
      : [],
  );
};

/** Somebody who has a role in a Center at the moment. @throws Problem `not-valid` where there is nobody */
export const personOfCenter = async (
  manager: Pick<EntityManager, 'query'>,
  center: string,
  personId: string,
  at: string,
  now: Date,
): Promise<Specialist> => {
  const [found] = await rolesIn(manager, center, { personId }, now);
  if (!found)
    throw new Problem('not-valid', `Nobody of ${center} has this id at the moment.`, [
      { at, text: `is nobody who works in ${center}`, remedy: 'Take the id of a person with a role in the Center.' },
    ]);
  return { personId, name: found.name, center };
};

export interface PersonOfCenter {
  readonly personId: string;
  readonly name: string;
  readonly role: string;
}

/** Who works in a Center at the moment, by name. */
export const peopleOfCenter = async (
  manager: Pick<EntityManager, 'query'>,
  center: string,
  now: Date,
): Promise<PersonOfCenter[]> =>
  (await rolesIn(manager, center, { center }, now))
    .map(({ personId, name, role }) => ({ personId, name, role }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
