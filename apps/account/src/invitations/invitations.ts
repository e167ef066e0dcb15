import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, askingAs, askingWith, emailDigest, emailIdentity, may, type Viewer } from '#access';
import { Transactions, type UnitOfWork } from '#messaging';
import { hashApiKey, Problem, RecurringWork } from '#service';
import { AccountConfig, peopleUrl } from '../config/account.config';
import { AccountMails, LINK } from '../mails/account-mails';
import { relationTo, requireRoleRight, requireSight, type RoleOrder, whoIs } from '../people/people';
import { type Acceptance, Credentials, type Person } from '../sign-in/credentials';
import { heldAccount, noteInLog, stateOf, tellChange } from '../trade-account/held-account';
import { insertRole, openPerson, personOf } from '../trade-account/people-on-file';
import { asLeaves, rightForRole, roleFaults, sideOf } from '../trade-account/role.rules';
import { type InvitationEvent, type InvitationState, invitationStates } from './invitation.states';

/** A role that somebody is invited to; `from` null: from the acceptance on. */
export interface InvitationOrder extends Omit<RoleOrder, 'from'> {
  readonly from: string | null;
}

export interface InvitationView {
  readonly id: string;
  readonly state: InvitationState;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly leaves: Readonly<Record<string, string>> | null;
  readonly ports: readonly string[];
  readonly center: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly invitedBy: string;
  readonly why: string;
  readonly invitedAt: Date;
  readonly endsAt: Date;
  readonly decidedAt: Date | null;
  /** Whether its e-mail waits to be sent, was sent, or could not be sent; after three months that is not kept. */
  readonly mail: 'waiting' | 'sent' | 'not sent' | 'not kept';
}

/** What somebody with a good link is shown. */
export interface InvitationOffered {
  readonly invitation: InvitationView;
  readonly accountName: string;
}

interface Row {
  id: string;
  account_id: string;
  account_name: string;
  state: InvitationState;
  name: string;
  email: string;
  email_identity: string;
  role: Viewer;
  leaves: Record<string, string> | null;
  ports: string[];
  center: string | null;
  valid_from: Date | null;
  valid_to: Date | null;
  invited_by: string;
  invited_by_person: string | null;
  invited_by_name: string | null;
  invited_from: string;
  why: string;
  invited_at: Date;
  ends_at: Date;
  decided_at: Date | null;
  mail_id: string | null;
  settled_at: Date | null;
  fault: string | null;
}

const DAY_MS = 86_400_000;
const MOST_A_DAY = 100;
const LISTED = 200;
const LOOK_EVERY_MS = 60_000;
const AT_ONCE = 200;
const ONCE = '23505';
const READ = `SELECT i.*, a.name AS account_name, m.id AS mail_id, m.settled_at, m.fault
  FROM invitation i JOIN account a ON a.id = i.account_id LEFT JOIN outgoing_mail m ON m.invitation_id = i.id`;

/** Invitations into accounts: sent by mail to one address, good once and for some days, and with the acceptance a role like any other. */
@Injectable()
export class Invitations implements Acceptance {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly credentials: Credentials,
    private readonly mails: AccountMails,
    private readonly config: AccountConfig,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'ending invitations that ran out', () => this.expire(), { by: 'one replica' });
  }

  /**
   * Invites somebody. Whether the person has an account, or signs in already, is not looked at and changes nothing of the answer.
   *
   * @throws Problem `not-authorized`, `not-valid` naming the field, `state-conflict` where the same invitation waits already, `too-many-requests`
   */
  async invite(asking: Asking, accountId: string, order: InvitationOrder): Promise<{ id: string; endsAt: string }> {
    requireSight(asking, accountId);
    if (peopleUrl(this.config) === '')
      throw new Problem('not-found', 'This installation sends no invitations: it does not say where people reach it.');
    const by = whoIs(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const { account } = await heldAccount(manager, accountId);
      if (!account.active) throw new Problem('state-conflict', `Account ${accountId} is not active.`);
      const from = order.from ?? now.toISOString();
      const faults = roleFaults({ ...order, from }, sideOf(account.kinds));
      if (order.to !== null && order.to <= now.toISOString()) faults.push({ at: '/to', text: 'is not in the future' });
      if (faults.length > 0) throw new Problem('not-valid', 'Nobody can be invited so.', faults);
      requireRoleRight(asking, accountId, order.role as Viewer);
      const identity = emailIdentity(order.email);
      if (asking.personId !== null && (await personOf(manager, order.email))?.id === asking.personId)
        throw new Problem('not-authorized', 'Nobody gives a role to themselves.');
      await this.expireIn(unit, [accountId]);
      const [{ count }] = await manager.query(
        'SELECT count(*)::int AS count FROM invitation WHERE account_id = $1 AND invited_at > $2',
        [accountId, new Date(now.getTime() - DAY_MS)],
      );
      if (count >= MOST_A_DAY)
        throw new Problem('too-many-requests', `An account invites ${MOST_A_DAY} people a day.`, [], DAY_MS / 1_000);
      const id = randomUUID();
      const endsAt = new Date(now.getTime() + this.config.INVITATION_DAYS * DAY_MS);
      await this.insert(manager, [
        ...[id, accountId, order.name, order.email.trim(), identity, order.role, order.leaves],
        ...[order.ports, order.center, order.from, order.to, by, asking.personId, order.why, now, endsAt],
        ...[asking.account.accountId, asking.personId === null ? asking.person : null],
      ]);
      await this.mails.post(unit, mailOf(id, order, account.name, by, endsAt));
      await noteInLog(unit, accountId, {
        kind: 'invitation sent',
        summary: `${by} invited ${order.name} (${order.email.trim()}) as ${order.role}: ${order.why}`,
        channel: 'account',
        person: by,
      });
      return { id, endsAt: endsAt.toISOString() };
    });
  }

  /** The last ones, the newest first. */
  async list(asking: Asking, accountId: string): Promise<InvitationView[]> {
    requireSight(asking, accountId);
    const rows: Row[] = await this.source.query(
      `${READ} WHERE i.account_id = $1 ORDER BY i.invited_at DESC, i.id LIMIT $2`,
      [accountId, LISTED],
    );
    return rows.map(viewOf);
  }

  /** Takes an invitation back that waits; its link is worth nothing from then on. @throws Problem as `invite`; `state-conflict` where it was decided */
  async withdraw(asking: Asking, accountId: string, id: string, why: string): Promise<void> {
    requireSight(asking, accountId);
    const by = whoIs(asking);
    await this.transactions.run(async (unit) => {
      await heldAccount(unit.manager, accountId);
      const row = await locked(unit.manager, 'i.id = $1 AND i.account_id = $2', [id, accountId]);
      if (!row) throw new Problem('not-found', `Account ${accountId} has no invitation ${id}.`);
      requireRoleRight(asking, accountId, row.role);
      await settle(unit, row, 'withdrawn');
      await note(unit, row, 'invitation withdrawn', `${by} withdrew the invitation of ${row.name}: ${why}`, by);
    });
  }

  /** What a link offers. @throws Problem `not-found` for one that is not known; `state-conflict` saying what became of it */
  async offered(token: string): Promise<InvitationOffered> {
    const row = await byToken(this.source.manager, token);
    requireOpen(row, 'accepted', new Date());
    return { invitation: viewOf(row), accountName: row.account_name };
  }

  /**
   * A link by which the person invited sets up how to sign in, and so accepts; null where the person can sign in already, or signs in elsewhere.
   *
   * @throws Problem as `offered`
   */
  async wayIn(token: string): Promise<string | null> {
    return this.transactions.run(async (unit) => {
      const row = await byToken(unit.manager, token);
      requireOpen(row, 'accepted', unit.now);
      if (!this.credentials.areHere || (await this.credentials.canSignIn(row.email, unit.manager))) return null;
      const person = await openPerson(unit, row.name, row.email);
      return (await this.credentials.linkOfInvitation(unit, person.id, row.id)).token;
    });
  }

  /**
   * Accepts an invitation, by who signed in just now, or by the link alone where people sign in elsewhere: the role goes to the address that was invited in any case.
   *
   * @throws Problem as `offered`; `not-authorized` for somebody else than was invited
   */
  async accept(token: string, person: Person | null): Promise<void> {
    await this.transactions.run(async (unit) => {
      const { id, email_identity } = await byToken(unit.manager, token);
      if (person && emailIdentity(person.email) !== email_identity)
        throw new Problem(
          'not-authorized',
          'This invitation was sent to another e-mail address than that of who signed in. Only that person accepts it.',
        );
      await this.acceptIn(unit, id);
    });
  }

  /** Gives the role. @throws Problem `state-conflict` where that cannot be done any more */
  async acceptIn(unit: UnitOfWork, id: string): Promise<void> {
    const [{ account_id: accountId }] = await unit.manager.query('SELECT account_id FROM invitation WHERE id = $1', [
      id,
    ]);
    const held = await heldAccount(unit.manager, accountId as string);
    const row = (await locked(unit.manager, 'i.id = $1', [id]))!;
    requireOpen(row, 'accepted', unit.now);
    if (!held.account.active) throw new Problem('state-conflict', 'The account is not active any more.');
    if (row.valid_to !== null && row.valid_to <= unit.now)
      throw new Problem('state-conflict', 'The time for which the role was offered is over.');
    if (!(await senderMayStill(unit, row)))
      throw new Problem(
        'state-conflict',
        'Who invited you may not give this role any more: ask for another invitation.',
      );
    const person = await openPerson(unit, row.name, row.email);
    if (person.id === row.invited_by_person) throw new Problem('not-authorized', 'Nobody gives a role to themselves.');
    const given = await insertRole(unit, {
      accountId: row.account_id,
      personId: person.id,
      role: row.role,
      leaves: asLeaves(row.leaves),
      ports: row.ports,
      center: row.center,
      validFrom: row.valid_from !== null && row.valid_from > unit.now ? row.valid_from : unit.now,
      validTo: row.valid_to,
      givenBy: row.invited_by,
      why: row.why,
    });
    await settle(unit, row, 'accepted');
    await tellChange(
      unit,
      { ...held, roles: [...held.roles, { ...given, name: person.name, email: person.email }] },
      {
        kind: 'invitation accepted',
        summary: `${person.name} accepted the invitation of ${row.invited_by} and is ${row.role}: ${row.why}`,
        channel: 'account',
        person: person.name,
      },
    );
  }

  /** By whoever has the link. @throws Problem as `offered` */
  async decline(token: string): Promise<void> {
    await this.transactions.run(async (unit) => {
      const { id, account_id } = await byToken(unit.manager, token);
      await heldAccount(unit.manager, account_id);
      const row = (await locked(unit.manager, 'i.id = $1', [id]))!;
      requireOpen(row, 'declined', unit.now);
      await settle(unit, row, 'declined');
      await note(unit, row, 'invitation declined', `${row.name} declined the invitation as ${row.role}`, row.name);
    });
  }

  /** @returns whether there are more */
  async expire(now = new Date()): Promise<boolean> {
    const due: { account_id: string }[] = await this.source.query(
      `SELECT DISTINCT account_id FROM invitation WHERE state = 'invited' AND ends_at <= $1 LIMIT $2`,
      [now, AT_ONCE],
    );
    for (const { account_id } of due)
      await this.transactions.run(async (unit) => {
        await heldAccount(unit.manager, account_id);
        await this.expireIn(unit, [account_id], now);
      });
    return due.length === AT_ONCE;
  }

  private async expireIn(unit: UnitOfWork, accountIds: readonly string[], now = unit.now): Promise<void> {
    const rows: Row[] = await unit.manager.query(
      `${READ} WHERE i.state = 'invited' AND i.ends_at <= $1 AND i.account_id = ANY($2::uuid[]) ORDER BY i.id FOR UPDATE OF i`,
      [now, accountIds],
    );
    for (const row of rows) {
      await settle(unit, row, 'expired');
      await note(unit, row, 'invitation expired', `The invitation of ${row.name} as ${row.role} ran out`);
    }
  }

  private async insert(manager: EntityManager, values: unknown[]): Promise<void> {
    try {
      await manager.query(
        `INSERT INTO invitation (id, account_id, state, name, email, email_identity, role, leaves, ports, center, valid_from, valid_to, invited_by, invited_by_person, why, invited_at, ends_at, invited_from, invited_by_name)
         VALUES ($1, $2, '${invitationStates.initial}', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
        values,
      );
    } catch (error) {
      if ((error as { code?: string }).code !== ONCE) throw error;
      throw new Problem('state-conflict', 'This invitation waits to be accepted already: withdraw it first.');
    }
  }
}

/** Whether who sent an invitation may give its role at this moment, acting where it was sent from: with a role there, or with a key of an office that is in force. */
const senderMayStill = async ({ manager, now }: UnitOfWork, row: Row): Promise<boolean> => {
  const held = await heldAccount(manager, row.invited_from, false);
  const [account, at] = [stateOf(held), now.toISOString()];
  const [person]: { email: string }[] = await manager.query('SELECT email FROM person WHERE id = $1', [
    row.invited_by_person,
  ]);
  const senders = person
    ? [askingAs(account, emailDigest(person.email), at)]
    : held.keys
        .filter((key) => key.personId === null && key.person === row.invited_by_name)
        .map(({ person: name, leaves, validUntil }) => {
          const until = validUntil?.toISOString() ?? null;
          // Who accepts does it from another network than the sender's.
          return askingWith(account, { person: name, personId: null, leaves, until, addresses: [] }, at, '');
        });
  return senders.some(
    (sender) =>
      typeof sender !== 'string' && may(sender, 'change', rightForRole(row.role), relationTo(sender, row.account_id)),
  );
};

const locked = async (manager: EntityManager, where: string, values: unknown[]): Promise<Row | undefined> => {
  const [row]: Row[] = await manager.query(`${READ} WHERE ${where} FOR UPDATE OF i`, values);
  return row;
};

const byToken = async (manager: EntityManager, token: string): Promise<Row> => {
  const [row]: Row[] = await manager.query(`${READ} WHERE i.token_hash = $1`, [hashApiKey(token)]);
  if (!row)
    throw new Problem('not-found', 'This invitation is not known. Use the link of the newest e-mail, as a whole.');
  return row;
};

const BECAME: Readonly<Record<InvitationState, string>> = {
  invited: 'This invitation waits.',
  accepted: 'This invitation was accepted already: it is good once.',
  declined: 'This invitation was declined: ask for another one.',
  expired: 'This invitation has ended: ask for another one.',
  withdrawn: 'This invitation was withdrawn by who sent it.',
};

/** @throws Problem `state-conflict` */
const requireOpen = ({ state, ends_at }: Row, event: InvitationEvent, now: Date): void => {
  if (!invitationStates.can(state, event)) throw new Problem('state-conflict', BECAME[state]);
  if (ends_at <= now) throw new Problem('state-conflict', BECAME.expired);
};

const settle = async ({ manager, now }: UnitOfWork, { id, state }: Row, event: InvitationEvent): Promise<void> => {
  const next = invitationStates.next(state, event);
  if (!next.ok) throw new Problem('state-conflict', BECAME[state]);
  await manager.query('UPDATE invitation SET state = $2, decided_at = $3 WHERE id = $1', [id, next.value, now]);
};

const note = (unit: UnitOfWork, row: Row, kind: string, summary: string, person?: string): Promise<void> =>
  noteInLog(unit, row.account_id, { kind, summary, channel: 'account', ...(person !== undefined && { person }) });

const mailOn = ({ mail_id, settled_at, fault }: Row): InvitationView['mail'] => {
  if (mail_id === null) return 'not kept';
  if (settled_at === null) return 'waiting';
  return fault === null ? 'sent' : 'not sent';
};

const viewOf = (row: Row): InvitationView => ({
  id: row.id,
  state: row.state,
  name: row.name,
  email: row.email,
  role: row.role,
  leaves: row.leaves,
  ports: row.ports,
  center: row.center,
  from: row.valid_from,
  to: row.valid_to,
  invitedBy: row.invited_by,
  why: row.why,
  invitedAt: row.invited_at,
  endsAt: row.ends_at,
  decidedAt: row.decided_at,
  mail: mailOn(row),
});

const mailOf = (id: string, order: InvitationOrder, accountName: string, by: string, endsAt: Date) => ({
  to: order.email.trim(),
  subject: `Invitation to ${accountName}`,
  invitationId: id,
  text: `${order.name},

${by} invites you to work in the trade account ${accountName} as ${order.role}${order.from ? `, from ${order.from}` : ''}${order.to ? `, until ${order.to}` : ''}.
Why: ${order.why}

Accept or decline it here. The link is good once, until ${endsAt.toISOString()}:

${LINK}

Whoever has the link can answer in your place: pass it on to nobody. If you do not know why you are invited, decline, or do nothing.
`,
});
