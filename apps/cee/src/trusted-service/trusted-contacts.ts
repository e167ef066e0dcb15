import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { trustedTraderSubject } from '#contracts';
import { Transactions } from '#messaging';
import { Problem } from '#service';
import { today } from '../days/customs-days';
import { ordering, requireCenter } from '../people/asking-person';
import { centersOf } from '../trusted-traders/participation.repository';
import { tellDecided } from '../trusted-traders/telling';

export const CONTACTS = { 'account manager': 'account manager', 'security specialist': 'Center specialist' } as const;
export type ContactRole = keyof typeof CONTACTS;

export interface ContactView {
  readonly role: ContactRole;
  readonly personId: string;
  readonly name: string;
  /** Of a security specialist: the Center, which is one of the account's. */
  readonly centerId: string | null;
  readonly namedBy: string;
  readonly namedAt: Date;
  /** Whether the person still has the role, in a Center of the account; who names a contact sees who has to be named anew. */
  readonly serves: boolean;
}

/** Somebody who can be named a contact of an account. */
export interface ContactCandidate {
  readonly role: ContactRole;
  readonly personId: string;
  readonly name: string;
  /** Of a security specialist. */
  readonly centerId: string | null;
}

type Reader = Pick<EntityManager, 'query'>;

/** Whom a trusted trader talks to: an account manager, and a security specialist of the Center that its numbers are assigned to. */
@Injectable()
export class TrustedContacts {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  of(accountId: string): Promise<ContactView[]> {
    return contactsOf(this.source.manager, accountId, new Date());
  }

  /** Who has one of the roles at the moment, specialists of the account's Centers only where it is assigned to any; by name. */
  async candidates(accountId: string): Promise<ContactCandidate[]> {
    const { manager } = this.source;
    const now = new Date();
    const centers = await centersOf(manager, accountId, today(now));
    const found: (Omit<ContactCandidate, 'role'> & { role: string })[] = await manager.query(
      `SELECT DISTINCT role ->> 'role' AS role, role ->> 'personId' AS "personId", role ->> 'name' AS name, role ->> 'center' AS "centerId"
         FROM account a, jsonb_array_elements(a.data -> 'people') AS role
        WHERE a.active AND a.data -> 'people' @> ANY($3::jsonb[]) AND role ->> 'role' = ANY($1)
          AND (role ->> 'from')::timestamptz <= $2 AND (role ->> 'to' IS NULL OR $2 < (role ->> 'to')::timestamptz)`,
      [Object.values(CONTACTS), now, Object.values(CONTACTS).map((role) => JSON.stringify([{ role }]))],
    );
    const roles = Object.entries(CONTACTS) as [ContactRole, string][];
    return roles
      .flatMap(([role, of]) => found.filter((one) => one.role === of).map((one) => ({ ...one, role })))
      .filter(
        ({ role, centerId }) => role === 'account manager' || centers.length === 0 || centers.includes(centerId ?? ''),
      )
      .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.role.localeCompare(b.role, 'en'));
  }

  /** The same again changes nothing. @throws Problem `not-valid` for a person without the role */
  name(asking: Asking, accountId: string, role: ContactRole, personId: string): Promise<ContactView[]> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const [known] = await manager.query('SELECT 1 AS here FROM account WHERE id = $1 FOR UPDATE', [accountId]);
      if (!known) throw new Problem('not-found', `There is no account ${accountId}.`);
      const centers = await centersOf(manager, accountId, today(now));
      if (centers.length > 0) requireCenter(asking, centers);
      const person = await personWith(manager, personId, CONTACTS[role], now);
      const isOfAccount = role === 'account manager' || centers.length === 0 || centers.includes(person?.center ?? '');
      if (!person || !isOfAccount)
        throw new Problem('not-valid', 'Some fields are wrong.', [
          {
            at: '/personId',
            text: person
              ? `serves ${person.center}; the account is assigned to ${centers.join(', ')}`
              : `has not the role ${CONTACTS[role]} at the moment`,
          },
        ]);
      const before = (await contactsOf(manager, accountId, now)).find((contact) => contact.role === role);
      if (before?.personId === personId) return contactsOf(manager, accountId, now);
      await manager.query(
        'UPDATE trusted_contact SET ended_at = $3 WHERE account_id = $1 AND role = $2 AND ended_at IS NULL',
        [accountId, role, now],
      );
      await manager.query(
        'INSERT INTO trusted_contact (account_id, role, person_id, name, center_id, named_by, named_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
        [accountId, role, personId, person.name, person.center, by, now],
      );
      const what = `named ${person.name} ${role} of the account`;
      tellDecided(
        unit,
        {
          ...{ accountId, person: by, what },
          record: { kind: 'contact', subject: trustedTraderSubject(role.replace(' ', '-')), outcome: person.name },
        },
        { about: 'trusted trader contact', text: `Your ${role} is ${person.name}.`, center: person.center },
      );
      return contactsOf(manager, accountId, now);
    });
  }
}

const contactsOf = async (manager: Reader, accountId: string, now: Date): Promise<ContactView[]> => {
  const found: Omit<ContactView, 'serves'>[] = await manager.query(
    `SELECT role, person_id AS "personId", name, center_id AS "centerId", named_by AS "namedBy", named_at AS "namedAt" FROM trusted_contact
      WHERE account_id = $1 AND ended_at IS NULL ORDER BY role`,
    [accountId],
  );
  const centers = await centersOf(manager, accountId, today(now));
  const views: ContactView[] = [];
  for (const contact of found) {
    const person = await personWith(manager, contact.personId, CONTACTS[contact.role], now);
    const atCenter =
      contact.role === 'account manager' || centers.length === 0 || centers.includes(person?.center ?? '');
    views.push({ ...contact, serves: person !== null && atCenter });
  }
  return views;
};

/** Somebody who has a role at CBP at the moment, by the copy of the accounts. */
const personWith = async (
  manager: Reader,
  personId: string,
  role: string,
  now: Date,
): Promise<{ name: string; center: string | null } | null> => {
  const [found]: { name: string; center: string | null }[] = await manager.query(
    `SELECT role ->> 'name' AS name, role ->> 'center' AS center FROM account a, jsonb_array_elements(a.data -> 'people') AS role
      WHERE a.active AND a.data -> 'people' @> $1::jsonb AND role ->> 'personId' = $2 AND role ->> 'role' = $3
        AND (role ->> 'from')::timestamptz <= $4 AND (role ->> 'to' IS NULL OR $4 < (role ->> 'to')::timestamptz) ORDER BY a.id LIMIT 1`,
    [JSON.stringify([{ personId }]), personId, role, now],
  );
  return found ?? null;
};
