import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking } from '#access';
import { type FieldError, masked } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { hashApiKey, Problem } from '#service';
import { whoIs } from '../people/people';
import { personOf } from '../trade-account/people-on-file';
import { type NewNumber, numberFaults } from '../trade-account/identifier.rules';
import { TradeAccounts } from '../trade-account/trade-accounts';
import { type ApplicationEvent, type ApplicationState, applicationStates } from './application.states';

export interface ApplicationOrder {
  readonly name: string;
  readonly numbers: readonly NewNumber[];
  readonly applicant: { readonly name: string; readonly email: string };
  readonly note: string | null;
}

export interface ApplicationView extends ApplicationOrder {
  readonly id: string;
  readonly state: ApplicationState;
  readonly appliedAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedWhy: string | null;
  readonly accountId: string | null;
}

interface Row {
  id: string;
  token_hash: string;
  state: ApplicationState;
  name: string;
  numbers: NewNumber[];
  applicant_name: string;
  applicant_email: string;
  note: string | null;
  applied_at: Date;
  decided_at: Date | null;
  decided_by: string | null;
  decided_why: string | null;
  account_id: string | null;
  key_taken_at: Date | null;
}

/** So many applications of one e-mail address may wait to be decided. */
const MOST_OPEN = 5;

/** Applications for an account: handed in by anybody, vetted by CBP with a reason, and on approval an account whose owner is the applicant. */
@Injectable()
export class Applications {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly accounts: TradeAccounts,
  ) {}

  /**
   * @returns its id, and the token by which the applicant looks at it: shown here and nowhere else
   * @throws Problem `not-valid` naming the number, `too-many-requests` while too many of this address wait
   */
  async apply(order: ApplicationOrder): Promise<{ id: string; token: string }> {
    const faults: FieldError[] = order.numbers.flatMap((number, at) =>
      numberFaults(number).map((fault) => ({ ...fault, at: `/numbers/${at}${fault.at}` })),
    );
    if (order.numbers.length === 0) faults.push({ at: '/numbers', text: 'is empty: an account is known by a number' });
    if (faults.length > 0) throw new Problem('not-valid', 'The application cannot be taken so.', faults);
    const token = `ap_${randomBytes(32).toString('base64url')}`;
    const id = randomUUID();
    await this.transactions.run(async ({ manager, now }) => {
      const [{ count }] = await manager.query(
        `SELECT count(*)::int AS count FROM application WHERE state = 'applied' AND lower(applicant_email) = lower($1)`,
        [order.applicant.email],
      );
      if (count >= MOST_OPEN)
        throw new Problem(
          'too-many-requests',
          `${MOST_OPEN} applications of this e-mail address wait for a decision already.`,
          [],
          86_400,
        );
      await manager.query(
        `INSERT INTO application (id, token_hash, state, name, numbers, applicant_name, applicant_email, note, applied_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          hashApiKey(token),
          applicationStates.initial,
          order.name,
          JSON.stringify(order.numbers),
          order.applicant.name,
          order.applicant.email,
          order.note,
          now,
        ],
      );
    });
    return { id, token };
  }

  /** As the applicant sees it. @throws Problem `not-authenticated` for a wrong token, of an application that is not there too */
  async readWith(token: string | undefined, id: string): Promise<ApplicationView> {
    return viewOf(await this.withToken(this.source.manager, token, id));
  }

  /** By the applicant, until it is decided. */
  async withdraw(token: string | undefined, id: string): Promise<ApplicationView> {
    return this.transactions.run(async (unit) => {
      const row = await this.withToken(unit.manager, token, id, true);
      return decided(unit, row, 'withdrawn', row.applicant_name, 'withdrawn by the applicant', null);
    });
  }

  /**
   * The owner's first key, once.
   *
   * @throws Problem `state-conflict` before the application is approved, and when the key was taken
   */
  async takeKey(token: string | undefined, id: string): Promise<{ accountId: string; keyId: string; apiKey: string }> {
    return this.transactions.run(async (unit) => {
      const row = await this.withToken(unit.manager, token, id, true);
      if (row.account_id === null)
        throw new Problem('state-conflict', `The application is ${row.state}: there is no account to have a key of.`);
      if (row.key_taken_at !== null)
        throw new Problem('state-conflict', 'The key was taken already. The owner of the account issues others.');
      await unit.manager.query('UPDATE application SET key_taken_at = $2 WHERE id = $1', [id, unit.now]);
      const person = await personOf(unit.manager, row.applicant_email);
      const { keyId, apiKey } = await this.accounts.issueKeyIn(unit, row.account_id, null, person!.id);
      return { accountId: row.account_id, keyId, apiKey };
    });
  }

  /** For CBP, the oldest first; those to be decided, or all. */
  async list(openOnly: boolean, after: string | null, limit: number): Promise<ApplicationView[]> {
    const rows: Row[] = await this.source.query(
      `SELECT a.* FROM application a LEFT JOIN application last ON last.id = $1
       WHERE ($1::uuid IS NULL OR (a.applied_at, a.id) > (last.applied_at, last.id)) AND (NOT $2 OR a.state = 'applied')
       ORDER BY a.applied_at, a.id LIMIT $3`,
      [after, openOnly, limit],
    );
    return rows.map(viewOf);
  }

  /** Opens the account with its numbers and the applicant as owner. @throws Problem `state-conflict` where a number belongs to another account, or it is decided already */
  async approve(asking: Asking, id: string, why: string): Promise<ApplicationView> {
    const accountId = randomUUID();
    return this.transactions.run(async (unit) => {
      const row = await locked(unit.manager, id);
      requireOpen(row, 'approved');
      await this.accounts.openFor(unit, accountId, row.name, row.numbers, {
        name: row.applicant_name,
        email: row.applicant_email,
        by: whoIs(asking),
        why,
      });
      return decided(unit, row, 'approved', whoIs(asking), why, accountId);
    });
  }

  async refuse(asking: Asking, id: string, why: string): Promise<ApplicationView> {
    return this.transactions.run(async (unit) =>
      decided(unit, await locked(unit.manager, id), 'refused', whoIs(asking), why, null),
    );
  }

  private async withToken(manager: EntityManager, token: string | undefined, id: string, lock = false): Promise<Row> {
    const [row]: Row[] = await manager.query(`SELECT * FROM application WHERE id = $1${lock ? ' FOR UPDATE' : ''}`, [
      id,
    ]);
    const given = Buffer.from(hashApiKey(token ?? ''));
    if (row && timingSafeEqual(given, Buffer.from(row.token_hash))) return row;
    throw new Problem(
      'not-authenticated',
      'Send the token that the application was answered with, as `Authorization: Bearer TOKEN`.',
    );
  }
}

const locked = async (manager: EntityManager, id: string): Promise<Row> => {
  const [row]: Row[] = await manager.query('SELECT * FROM application WHERE id = $1 FOR UPDATE', [id]);
  if (!row) throw new Problem('not-found', `There is no application ${id}.`);
  return row;
};

const requireOpen = ({ id, state }: Row, event: ApplicationEvent): void => {
  const next = applicationStates.next(state, event);
  if (!next.ok) throw new Problem('state-conflict', `Application ${id}: ${next.problem}.`);
};

const decided = async (
  { manager, now }: UnitOfWork,
  row: Row,
  event: ApplicationEvent,
  by: string,
  why: string,
  accountId: string | null,
): Promise<ApplicationView> => {
  requireOpen(row, event);
  const [[after]]: [Row[]] = await manager.query(
    'UPDATE application SET state = $2, decided_at = $3, decided_by = $4, decided_why = $5, account_id = $6 WHERE id = $1 RETURNING *',
    [row.id, event, now, by, why, accountId],
  );
  return viewOf(after!);
};

const viewOf = (row: Row): ApplicationView => ({
  id: row.id,
  state: row.state,
  name: row.name,
  // Of a social security number the last four digits.
  numbers: row.numbers.map((number) => ({ ...number, value: masked(number.value) })),
  applicant: { name: row.applicant_name, email: row.applicant_email },
  note: row.note,
  appliedAt: row.applied_at,
  decidedAt: row.decided_at,
  decidedBy: row.decided_by,
  decidedWhy: row.decided_why,
  accountId: row.account_id,
});
