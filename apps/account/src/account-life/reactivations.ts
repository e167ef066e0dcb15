import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, may, type Viewer } from '#access';
import { Transactions, type UnitOfWork } from '#messaging';
import { Problem } from '#service';
import { leftBy } from './account-life';
import { whoIs } from '../people/people';
import { heldAccount, noteInLog, tellChange } from '../trade-account/held-account';
import { noteAsUsed } from '../account-use/account-uses';
import { type ReactivationEvent, type ReactivationState, reactivationStates } from './reactivation.states';

export interface ReactivationView {
  readonly id: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly state: ReactivationState;
  readonly askedBy: string;
  readonly why: string;
  readonly askedAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedWhy: string | null;
}

interface Row {
  id: string;
  account_id: string;
  account_name: string;
  state: ReactivationState;
  person_id: string;
  person_name: string;
  why: string;
  asked_at: Date;
  decided_at: Date | null;
  decided_by: string | null;
  decided_why: string | null;
}

const LISTED = 100;
const READ = `SELECT r.*, a.name AS account_name, p.name AS person_name FROM reactivation r JOIN account a ON a.id = r.account_id JOIN person p ON p.id = r.person_id`;

/** Owners ask for a deactivated account back, by signing in, which needs no active account; CBP decides. */
@Injectable()
export class Reactivations {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Asks for an account back; asked again while that waits, it is the same request.
   *
   * @throws Problem `not-found` for an account that the person does not own; `state-conflict` for one that is not deactivated
   */
  async ask(emailDigest: string, accountId: string, why: string): Promise<ReactivationView> {
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const person = await this.ownerOf(manager, emailDigest, accountId);
      const { account } = await heldAccount(manager, accountId);
      if (account.leftAs !== 'deactivated')
        throw new Problem(
          'state-conflict',
          account.active ? 'The account is active.' : `The account is ${account.leftAs ?? 'closed'}: ask CBP.`,
        );
      const [open]: Row[] = await manager.query(`${READ} WHERE r.account_id = $1 AND r.state = 'asked'`, [accountId]);
      if (open) return viewOf(open);
      const id = randomUUID();
      await manager.query(
        'INSERT INTO reactivation (id, account_id, state, person_id, why, asked_at) VALUES ($1, $2, $3, $4, $5, $6)',
        [id, accountId, reactivationStates.initial, person.id, why, now],
      );
      await noteInLog(unit, accountId, {
        kind: 'reactivation asked for',
        summary: `${person.name}: ${why}`,
        channel: 'account',
        person: person.name,
      });
      return viewOf((await locked(manager, id))!);
    });
  }

  /** What a person asked for, the newest first. */
  async ofPerson(emailDigest: string): Promise<ReactivationView[]> {
    const rows: Row[] = await this.source.query(
      `${READ} WHERE email_digest(p.email_identity) = $1 ORDER BY r.asked_at DESC, r.id LIMIT $2`,
      [emailDigest, LISTED],
    );
    return rows.map(viewOf);
  }

  /** By who asked, until it is decided. @throws Problem `not-found`, `state-conflict` */
  async withdraw(emailDigest: string, id: string): Promise<ReactivationView> {
    return this.transactions.run(async (unit) => {
      const [own] = await unit.manager.query(
        'SELECT r.account_id FROM reactivation r JOIN person p ON p.id = r.person_id WHERE r.id = $1 AND email_digest(p.email_identity) = $2',
        [id, emailDigest],
      );
      if (!own) throw new Problem('not-found', `You asked for no reactivation ${id}.`);
      await heldAccount(unit.manager, own.account_id as string);
      const row = (await locked(unit.manager, id))!;
      return settle(unit, row, 'withdrawn', row.person_name, 'withdrawn by who asked');
    });
  }

  /** For CBP, the oldest first. */
  async list(openOnly: boolean, after: string | null, limit: number): Promise<ReactivationView[]> {
    const rows: Row[] = await this.source.query(
      `${READ} LEFT JOIN reactivation last ON last.id = $1
       WHERE ($1::uuid IS NULL OR (r.asked_at, r.id) > (last.asked_at, last.id)) AND (NOT $2 OR r.state = 'asked')
       ORDER BY r.asked_at, r.id LIMIT $3`,
      [after, openOnly, limit],
    );
    return rows.map(viewOf);
  }

  /** The account is active again, and its year begins anew. By CBP. @throws Problem `not-found`, `state-conflict` */
  async grant(asking: Asking, id: string, why: string): Promise<ReactivationView> {
    return this.deciding(id, async (unit, row) => {
      const held = await heldAccount(unit.manager, row.account_id);
      leftBy(held.account, 'reactivated', why);
      await noteAsUsed(unit.manager, row.account_id, unit.now);
      const by = whoIs(asking);
      const view = await settle(unit, row, 'granted', by, why, false);
      await tellChange(unit, held, { kind: 'account reactivated', summary: `${by}: ${why}`, channel: 'account' });
      return view;
    });
  }

  async refuse(asking: Asking, id: string, why: string): Promise<ReactivationView> {
    return this.deciding(id, (unit, row) => settle(unit, row, 'refused', whoIs(asking), why));
  }

  /** Accounts are locked before what is asked for them. */
  private async deciding(
    id: string,
    work: (unit: UnitOfWork, row: Row) => Promise<ReactivationView>,
  ): Promise<ReactivationView> {
    return this.transactions.run(async (unit) => {
      const [known] = await unit.manager.query('SELECT account_id FROM reactivation WHERE id = $1', [id]);
      if (!known) throw new Problem('not-found', `There is no request to reactivate ${id}.`);
      await heldAccount(unit.manager, known.account_id as string);
      return work(unit, (await locked(unit.manager, id))!);
    });
  }

  private async ownerOf(
    manager: EntityManager,
    emailDigest: string,
    accountId: string,
  ): Promise<{ id: string; name: string }> {
    const rows: { id: string; name: string; role: Viewer }[] = await manager.query(
      `SELECT p.id, p.name, r.role FROM person p JOIN person_role r ON r.person_id = p.id
       WHERE email_digest(p.email_identity) = $1 AND r.account_id = $2 AND r.valid_from <= now() AND (r.valid_to IS NULL OR r.valid_to > now())`,
      [emailDigest, accountId],
    );
    if (!may({ viewers: rows.map(({ role }) => role), leaves: null }, 'change', 'account', 'own'))
      throw new Problem('not-found', `You own no account ${accountId}.`);
    return rows[0]!;
  }
}

const locked = async (manager: EntityManager, id: string): Promise<Row | undefined> => {
  const [row]: Row[] = await manager.query(`${READ} WHERE r.id = $1 FOR UPDATE OF r`, [id]);
  return row;
};

const settle = async (
  unit: UnitOfWork,
  row: Row,
  event: ReactivationEvent,
  by: string,
  why: string,
  noted = true,
): Promise<ReactivationView> => {
  const next = reactivationStates.next(row.state, event);
  if (!next.ok) throw new Problem('state-conflict', `Reactivation ${row.id}: ${next.problem}.`);
  await unit.manager.query(
    'UPDATE reactivation SET state = $2, decided_at = $3, decided_by = $4, decided_why = $5 WHERE id = $1',
    [row.id, next.value, unit.now, by, why],
  );
  if (noted)
    await noteInLog(unit, row.account_id, {
      kind: `reactivation ${event}`,
      summary: `${by}: ${why}`,
      channel: 'account',
      person: by,
    });
  return viewOf({ ...row, state: next.value, decided_at: unit.now, decided_by: by, decided_why: why });
};

const viewOf = (row: Row): ReactivationView => ({
  id: row.id,
  accountId: row.account_id,
  accountName: row.account_name,
  state: row.state,
  askedBy: row.person_name,
  why: row.why,
  askedAt: row.asked_at,
  decidedAt: row.decided_at,
  decidedBy: row.decided_by,
  decidedWhy: row.decided_why,
});
