import type { Asking } from '#access';
import { may } from '#access';
import { Problem } from '#service';
import type { EntityManager } from 'typeorm';

/** Somebody of a Center who does its work. */
export interface Specialist {
  readonly personId: string;
  readonly name: string;
  readonly center: string;
}

const ROLES = ['Center specialist', 'team lead', 'Center director'];

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
    (viewer) => !ROLES.includes(viewer) && may({ ...asking, viewers: [viewer] }, 'see', 'work item'),
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

/** Somebody who has a role in a Center at the moment, by the copy of the accounts. @throws Problem `not-valid` where there is nobody */
export const personOfCenter = async (
  manager: Pick<EntityManager, 'query'>,
  center: string,
  personId: string,
  at: string,
  now: Date,
): Promise<Specialist> => {
  const rows: {
    role: { personId: string; name: string; role: string; center: string | null; from: string; to: string | null };
  }[] = await manager.query(
    `SELECT role FROM account a, jsonb_array_elements(a.data -> 'people') AS role
        WHERE a.active AND a.data -> 'people' @> $1::jsonb AND role ->> 'personId' = $2`,
    [JSON.stringify([{ personId }]), personId],
  );
  const today = now.toISOString();
  const found = rows.find(
    ({ role }) =>
      role.center === center &&
      ROLES.includes(role.role) &&
      role.from <= today &&
      (role.to === null || today < role.to),
  );
  if (!found)
    throw new Problem('not-valid', `Nobody of ${center} has this id at the moment.`, [
      { at, text: `is nobody who works in ${center}`, remedy: 'Take the id of a person with a role in the Center.' },
    ]);
  return { personId, name: found.role.name, center };
};
