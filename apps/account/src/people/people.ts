import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Asking, may, type Relation, type Viewer } from '#access';
import { Transactions, type UnitOfWork } from '#messaging';
import { actingPerson, Problem } from '#service';
import { type Held, heldAccount, type HeldRole, tellChange } from '../trade-account/held-account';
import { insertOwner, insertRole, openPerson, personOf } from '../trade-account/people-on-file';
import { PersonRoleEntity } from '../trade-account/trade-account.entity';
import { asLeaves, rightForRole, roleFaults, sideOf, type WantedRole } from '../trade-account/role.rules';

/** A role to be given. */
export interface RoleOrder extends WantedRole {
  readonly name: string;
  readonly email: string;
  readonly why: string;
}

export interface RoleView {
  readonly id: string;
  readonly person: { readonly id: string; readonly name: string; readonly email: string };
  readonly role: Viewer;
  readonly leaves: Readonly<Record<string, string>> | null;
  readonly ports: readonly string[];
  readonly center: string | null;
  readonly from: Date;
  readonly to: Date | null;
  readonly givenBy: string;
  readonly why: string;
  readonly endedBy: string | null;
  readonly endWhy: string | null;
}

/** Who has a role in an account: given and ended by those who may, with from, to, who and why; told to all services and written into the account's log. */
@Injectable()
export class People {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** Every role of the account, those that ended too, the oldest first. */
  async list(asking: Asking, accountId: string): Promise<RoleView[]> {
    requireSight(asking, accountId);
    const rows: (PersonRoleRow & { name: string; email: string })[] = await this.source.query(
      `SELECT r.*, p.name, p.email FROM person_role r JOIN person p ON p.id = r.person_id WHERE r.account_id = $1 ORDER BY r.valid_from, r.id`,
      [accountId],
    );
    return rows.map((row) => ({
      id: row.id,
      person: { id: row.person_id, name: row.name, email: row.email },
      role: row.role,
      leaves: row.leaves,
      ports: row.ports,
      center: row.center,
      from: row.valid_from,
      to: row.valid_to,
      givenBy: row.given_by,
      why: row.why,
      endedBy: row.ended_by,
      endWhy: row.end_why,
    }));
  }

  /**
   * Gives a person a role. A person is known by the e-mail address, in all accounts the same.
   *
   * @throws Problem `not-authorized`, `not-valid`, or `state-conflict` where the person has the role in that time already
   */
  async give(asking: Asking, accountId: string, order: RoleOrder): Promise<{ id: string; personId: string }> {
    return this.changing(asking, accountId, async (unit, held, by) => {
      const faults = roleFaults(order, sideOf(held.account.kinds));
      if (faults.length > 0) throw new Problem('not-valid', 'The role cannot be given so.', faults);
      const role = order.role as Viewer;
      requireRoleRight(asking, accountId, role);
      if (asking.personId !== null && (await personOf(unit.manager, order.email))?.id === asking.personId)
        throw new Problem('not-authorized', 'Nobody gives a role to themselves.');
      const person = await openPerson(unit, order.name, order.email);
      const given = await insertRole(unit, {
        accountId,
        personId: person.id,
        role,
        leaves: asLeaves(order.leaves),
        ports: [...order.ports],
        center: order.center,
        validFrom: new Date(order.from),
        validTo: order.to === null ? null : new Date(order.to),
        givenBy: by,
        why: order.why,
      });
      const until = order.to === null ? '' : `, until ${order.to}`;
      return {
        result: { id: given.id, personId: person.id },
        held: { ...held, roles: [...held.roles, { ...given, name: person.name, email: person.email }] },
        told: { kind: 'role given', summary: `${by} made ${person.name} ${role}${until}: ${order.why}` },
      };
    });
  }

  /** Ends a role at once. One that ended already stays as it is. @throws Problem as `give`; `state-conflict` for the owner's */
  async end(asking: Asking, accountId: string, roleId: string, why: string): Promise<void> {
    await this.changing(asking, accountId, async (unit, held, by) => {
      const role = held.roles.find(({ id }) => id === roleId);
      if (!role) {
        if (!(await unit.manager.existsBy(PersonRoleEntity, { id: roleId, accountId })))
          throw new Problem('not-found', `Account ${accountId} has no role ${roleId}.`);
        return null;
      }
      requireRoleRight(asking, accountId, role.role);
      if (role.role === 'owner')
        throw new Problem(
          'state-conflict',
          'An account has an owner for as long as it is there: the owner hands it over to somebody else, and nobody ends it.',
        );
      const ended = await endRole(unit, role, by, why);
      return {
        result: undefined,
        held: { ...held, roles: held.roles.filter(({ id }) => id !== roleId) },
        told: { kind: 'role ended', summary: `${by} ended ${ended.name} as ${ended.role}: ${why}` },
      };
    });
  }

  /** Makes somebody the owner, in place of who was. By the owner, or by CBP where there is none or the owner cannot. @throws Problem as `give` */
  async handOver(
    asking: Asking,
    accountId: string,
    { name, email, why }: { name: string; email: string; why: string },
  ): Promise<{ id: string; personId: string }> {
    return this.changing(asking, accountId, async (unit, held, by) => {
      if (sideOf(held.account.kinds) !== 'trade')
        throw new Problem('state-conflict', 'Only an account of the trade has an owner.');
      requireRoleRight(asking, accountId, 'owner');
      const person = await openPerson(unit, name, email);
      const owner = held.roles.find(({ role }) => role === 'owner');
      if (owner?.personId === person.id) return { result: { id: owner.id, personId: person.id }, held, told: null };
      if (asking.personId === person.id) throw new Problem('not-authorized', 'Nobody gives a role to themselves.');
      if (owner) await endRole(unit, owner, by, why);
      const given = await insertOwner(unit, accountId, person.id, by, why);
      return {
        result: { id: given.id, personId: person.id },
        held: {
          ...held,
          roles: [...held.roles.filter((r) => r !== owner), { ...given, name: person.name, email: person.email }],
        },
        told: {
          kind: 'owner changed',
          summary: `${by} made ${person.name} the owner${owner ? ` in place of ${owner.name}` : ''}: ${why}`,
        },
      };
    });
  }

  /** The owner of an account that is opened at this moment. */
  async makeFirstOwner(
    unit: UnitOfWork,
    accountId: string,
    { name, email }: { name: string; email: string },
    by: string,
    why: string,
  ): Promise<void> {
    const held = await heldAccount(unit.manager, accountId);
    const person = await openPerson(unit, name, email);
    const given = await insertOwner(unit, accountId, person.id, by, why);
    await tellChange(
      unit,
      { ...held, roles: [{ ...given, name: person.name, email: person.email }] },
      { kind: 'owner changed', summary: `${by} made ${person.name} the owner: ${why}`, channel: 'account' },
    );
  }

  private async changing<R>(
    asking: Asking,
    accountId: string,
    work: (
      unit: UnitOfWork,
      held: Held,
      by: string,
    ) => Promise<{ result: R; held: Held; told: { kind: string; summary: string } | null } | null>,
  ): Promise<R> {
    requireSight(asking, accountId);
    return this.transactions.run(async (unit) => {
      const held = await heldAccount(unit.manager, accountId);
      if (held.account.leftAs === 'merged')
        throw new Problem(
          'state-conflict',
          `Account ${accountId} was merged into ${held.account.mergedInto}: change that one.`,
        );
      const done = await work(unit, held, whoIs(asking));
      if (done?.told) await tellChange(unit, done.held, { ...done.told, channel: 'account' });
      return done?.result as R;
    });
  }
}

interface PersonRoleRow {
  id: string;
  person_id: string;
  role: Viewer;
  leaves: Record<string, string> | null;
  ports: string[];
  center: string | null;
  valid_from: Date;
  valid_to: Date | null;
  given_by: string;
  why: string;
  ended_by: string | null;
  end_why: string | null;
}

/** Who does it, as the log and the role say. @throws Problem `not-authorized` for a key of CBP that was issued to nobody by name: it gives no orders */
export const whoIs = ({ person, account }: Asking): string => {
  const who = sideOf(account.kinds) === 'CBP' ? actingPerson(person) : person;
  return who === null ? account.name : `${who} (${account.name})`;
};

export const relationTo = (asking: Asking, accountId: string): Relation =>
  asking.account.accountId === accountId ? 'own' : 'any';

/** What may not be seen is not there. @throws Problem `not-found` */
export const requireSight = (asking: Asking, accountId: string): void => {
  if (!may(asking, 'see', 'account', relationTo(asking, accountId)))
    throw new Problem('not-found', `There is no account ${accountId}.`);
};

/** @throws Problem `not-authorized` for who may not give this role */
export const requireRoleRight = (asking: Asking, accountId: string, role: Viewer): void => {
  if (may(asking, 'change', rightForRole(role), relationTo(asking, accountId))) return;
  throw new Problem('not-authorized', `You may neither give nor end the role of ${role} in this account.`);
};

/** A role that has not begun never was. */
const endRole = async (unit: UnitOfWork, role: HeldRole, by: string, why: string): Promise<HeldRole> => {
  const validTo = new Date(Math.max(unit.now.getTime(), role.validFrom.getTime()));
  await unit.manager.update(PersonRoleEntity, { id: role.id }, { validTo, endedBy: by, endWhy: why });
  return { ...role, validTo, endedBy: by, endWhy: why };
};
