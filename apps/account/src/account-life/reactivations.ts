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
import { reactivationStates } from './reactivation.states';
import { locked, READ, type ReactivationRow, type ReactivationView, settle, viewOf } from './reactivations-on-file';

const LISTED = 100;
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
      const [open]: ReactivationRow[] = await manager.query(`${READ} WHERE r.account_id = $1 AND r.state = 'asked'`, [
        accountId,
      ]);
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
    const rows: ReactivationRow[] = await this.source.query(
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
    const rows: ReactivationRow[] = await this.source.query(
      `${READ} LEFT JOIN reactivation last ON last.id = $1
       WHERE ($1::uuid IS NULL OR (r.asked_at, r.id) > (last.asked_at, last.id)) AND (NOT $2 OR r.state = 'asked')
       ORDER BY r.asked_at, r.id LIMIT $3`,
      [after, openOnly, limit],
    );
    return rows.map(viewOf);
  }

  /** The account is active again, and its year begins anew. By CBP. @throws Problem `not-found`; `state-conflict`, also where who asked does not own it any more */
  async grant(asking: Asking, id: string, why: string): Promise<ReactivationView> {
    return this.deciding(id, async (unit, row) => {
      if (!(await this.owns(unit.manager, row.person_id, row.account_id)))
        throw new Problem('state-conflict', `${row.person_name} does not own the account any more: refuse it.`);
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
    work: (unit: UnitOfWork, row: ReactivationRow) => Promise<ReactivationView>,
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
    const [person]: { id: string; name: string }[] = await manager.query(
      'SELECT id, name FROM person WHERE email_digest(email_identity) = $1',
      [emailDigest],
    );
    if (!person || !(await this.owns(manager, person.id, accountId)))
      throw new Problem('not-found', `You own no account ${accountId}.`);
    return person;
  }

  private async owns(manager: EntityManager, personId: string, accountId: string): Promise<boolean> {
    const rows: { role: Viewer }[] = await manager.query(
      `SELECT role FROM person_role
       WHERE person_id = $1 AND account_id = $2 AND valid_from <= now() AND (valid_to IS NULL OR valid_to > now())`,
      [personId, accountId],
    );
    return may({ viewers: rows.map(({ role }) => role), leaves: null }, 'change', 'account', 'own');
  }
}
