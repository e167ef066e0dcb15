import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { emailIdentity } from '#access';
import type { UnitOfWork } from '#messaging';
import { Problem } from '#service';
import { PersonEntity, PersonRoleEntity } from './trade-account.entity';

const NO_OVERLAP = '23P01';

export const personOf = (manager: EntityManager, email: string): Promise<PersonEntity | null> =>
  manager.findOneBy(PersonEntity, { emailIdentity: emailIdentity(email) });

/** The person of an e-mail address, new where there is none. The name that is known stays. */
export const openPerson = async (unit: UnitOfWork, name: string, email: string): Promise<PersonEntity> => {
  await unit.manager.query(
    `INSERT INTO person (id, name, email, email_identity, known_since) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (email_identity) DO NOTHING`,
    [randomUUID(), name, email.trim(), emailIdentity(email), unit.now],
  );
  return (await personOf(unit.manager, email))!;
};

export const insertRole = async (
  unit: UnitOfWork,
  role: Omit<PersonRoleEntity, 'id' | 'endedBy' | 'endWhy'>,
): Promise<PersonRoleEntity> => {
  const whole = { ...role, id: randomUUID(), endedBy: null, endWhy: null };
  try {
    await unit.manager.insert(PersonRoleEntity, whole as never);
  } catch (error) {
    if ((error as { code?: string }).code !== NO_OVERLAP) throw error;
    throw new Problem('state-conflict', 'The person has this role in that time already: end it first.');
  }
  return whole;
};

/** The owner from now on. */
export const insertOwner = (
  unit: UnitOfWork,
  accountId: string,
  personId: string,
  givenBy: string,
  why: string,
): Promise<PersonRoleEntity> =>
  insertRole(unit, {
    accountId,
    personId,
    role: 'owner',
    leaves: null,
    ports: [],
    center: null,
    validFrom: unit.now,
    validTo: null,
    givenBy,
    why,
  });
