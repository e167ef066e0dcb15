import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import { trustedTraderSubject } from '#contracts';
import { contentHash, type CustomsDate } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { dueOf, running, type RunningClock } from '#reference';
import { Problem, requireSameContent } from '#service';
import { oldestDay, today } from '../days/customs-days';
import { actingFor, ordering, requireCenter } from '../people/asking-person';
import { standingOn, tellStanding } from '../trusted-benefits/account-standing';
import { centersOf, nameOfAccount } from '../trusted-traders/participation.repository';
import { tellDecided, tellFiled } from '../trusted-traders/telling';
import {
  measured,
  type Measured,
  type RequestKind,
  requestFaults,
  type ResponseMeasure,
  TARGETS,
  type Wanted,
} from './request.rules';

export interface TrustedRequestView {
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  /** As the account calls itself; null where it is not known here. */
  readonly accountName: string | null;
  readonly kind: RequestKind;
  readonly state: 'open' | 'answered' | 'withdrawn';
  readonly reference: string | null;
  readonly text: string;
  readonly certification: string | null;
  readonly goods: string[] | null;
  readonly ports: string[] | null;
  readonly from: CustomsDate | null;
  readonly to: CustomsDate | null;
  readonly askedBy: string;
  readonly askedAt: Date;
  /** Of the answer; null once there is one. */
  readonly clock: RunningClock | null;
  readonly due: CustomsDate;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
  readonly answer: string | null;
  /** Of a blanket certification. */
  readonly granted: boolean | null;
  readonly revokedBy: string | null;
  readonly revokeReason: string | null;
}
type Row = Omit<TrustedRequestView, 'clock'>;
export type NewTrustedRequest = Wanted & { readonly id: string; readonly text: string };

/** What trusted traders ask CBP, each with its target; a blanket certification that is granted takes the place of one for each transaction. */
@Injectable()
export class TrustedRequests {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /**
   * The same id again is the same request.
   *
   * @throws Problem `not-valid` by field, `state-conflict` for an account whose standing does not bring it
   */
  ask(asking: Asking, wanted: NewTrustedRequest): Promise<{ fresh: boolean; request: TrustedRequestView }> {
    const { accountId } = asking.account;
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const day = today(now);
      const by = actingFor(asking);
      await requireSameContent(manager, 'request of a trusted trader', wanted.id, wanted);
      const [same] = await rows(manager, 'WHERE r.id = $1', [wanted.id]);
      if (same?.accountId === accountId && sameAs(same, wanted)) return { fresh: false, request: viewOf(same, now) };
      if (same) throw new Problem('state-conflict', 'Another request has this id.', [{ at: '/id', text: 'is taken' }]);
      const errors = requestFaults(wanted, oldestDay(now));
      if (errors.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', errors);
      const { clock, benefit } = TARGETS[wanted.kind];
      const { benefits } = await standingOn(manager, accountId, day);
      if (!benefits.some((row) => row.benefit === benefit && row.from <= day))
        throw new Problem(
          'state-conflict',
          `A request of the kind '${wanted.kind}' comes with the benefit '${benefit}', which the account has not on ${day}.`,
        );
      const [{ place }] = await manager.query(`SELECT nextval('trusted_trader_number')::int AS place`);
      const prefix = wanted.kind === 'blanket certification' ? 'BC' : 'TR';
      const number = `${prefix}-${now.toISOString().slice(2, 4)}-${String(place).padStart(6, '0')}`;
      await manager.query(
        `INSERT INTO trusted_request (id, number, account_id, kind, state, reference, text, certification, goods, ports, valid_from, valid_to, asked_by, asked_at, due)
         VALUES ($1, $2, $3, $4, 'open', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
        [
          ...[wanted.id, number, accountId, wanted.kind, wanted.reference, wanted.text, wanted.certification],
          ...[wanted.goods, wanted.ports, wanted.from, wanted.to, by, now, dueOf(clock, { start: day }).dueDate],
        ],
      );
      const [row] = await rows(manager, 'WHERE r.id = $1', [wanted.id]);
      tellFiled(unit, {
        accountId,
        person: by,
        what: `asked: ${wanted.kind} (${number})`,
        record: recordOf(row!, 'asked'),
      });
      return { fresh: true, request: viewOf(row!, now) };
    });
  }

  /** The account takes it back. Again changes nothing. */
  withdraw(asking: Asking, id: string): Promise<TrustedRequestView> {
    return this.transactions.run(async (unit) => {
      const row = await lock(unit.manager, id);
      if (row.accountId !== asking.account.accountId) throw new Problem('not-found', `There is no request ${id}.`);
      if (row.state === 'withdrawn') return viewOf(row, unit.now);
      requireOpen(row);
      const by = actingFor(asking);
      await unit.manager.query(
        `UPDATE trusted_request SET state = 'withdrawn', answered_by = $2, answered_at = $3 WHERE id = $1`,
        [id, by, unit.now],
      );
      const record = recordOf(row, 'withdrawn');
      tellFiled(unit, { accountId: row.accountId, person: by, what: `withdrew ${row.number}`, record }, 'withdrawn');
      return viewOf((await rows(unit.manager, 'WHERE r.id = $1', [id]))[0]!, unit.now);
    });
  }

  /** CBP answers, and grants a blanket certification or does not. The same of the same person again changes nothing. @throws Problem */
  answer(
    asking: Asking,
    id: string,
    { answer, granted }: { readonly answer: string; readonly granted: boolean | null },
  ): Promise<TrustedRequestView> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lock(manager, id);
      const isBlanket = row.kind === 'blanket certification';
      if (row.answeredBy === by && row.answer === answer && row.granted === granted) return viewOf(row, now);
      if (isBlanket === (granted === null))
        throw new Problem('not-valid', 'Some fields are wrong.', [
          { at: '/granted', text: isBlanket ? 'is missing' : 'is for a blanket certification' },
        ]);
      const centers = await this.requireOwnCenter(unit, asking, row);
      requireOpen(row);
      await manager.query(
        `UPDATE trusted_request SET state = 'answered', answered_by = $2, answered_at = $3, answer = $4, granted = $5 WHERE id = $1`,
        [id, by, now, answer, granted],
      );
      const outcome = granted === null ? 'answered' : granted ? 'granted' : 'not granted';
      await this.tell(unit, row, { by, outcome, why: answer, center: asking.center ?? centers[0] ?? null });
      if (granted) await tellStanding(unit, row.accountId, `${row.number} granted: ${row.certification}`);
      return viewOf((await rows(manager, 'WHERE r.id = $1', [id]))[0]!, now);
    });
  }

  /** CBP revokes a blanket certification from now on. Again changes nothing. @throws Problem */
  revoke(asking: Asking, id: string, why: string): Promise<TrustedRequestView> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await lock(manager, id);
      if (row.revokedBy !== null) return viewOf(row, now);
      const centers = await this.requireOwnCenter(unit, asking, row);
      if (!row.granted)
        throw new Problem('state-conflict', `${row.number} is no blanket certification that was granted.`);
      await manager.query('UPDATE trusted_request SET revoked_by = $2, revoke_reason = $3 WHERE id = $1', [
        id,
        by,
        why,
      ]);
      await this.tell(unit, row, { by, outcome: 'revoked', why, center: asking.center ?? centers[0] ?? null });
      await tellStanding(unit, row.accountId, `${row.number} revoked: ${why}`);
      return viewOf((await rows(manager, 'WHERE r.id = $1', [id]))[0]!, now);
    });
  }

  /** Of an account, newest first, up to 200; or those of a Center's accounts that are open, by the day on which they are due. */
  async ofAccount(accountId: string): Promise<TrustedRequestView[]> {
    const found = await rows(
      this.source.manager,
      'WHERE r.account_id = $1 ORDER BY r.asked_at DESC, r.number LIMIT 200',
      [accountId],
    );
    return found.map((row) => viewOf(row, new Date()));
  }

  async open(center: string | null, kind: RequestKind | null, limit: number): Promise<TrustedRequestView[]> {
    const found = await rows(
      this.source.manager,
      `WHERE r.state = 'open' AND ($1::text IS NULL OR r.kind = $1) AND ($2::text IS NULL OR EXISTS (
           SELECT 1 FROM importer_account i JOIN assignment a ON a.importer_identity = i.importer_identity
            WHERE i.account_id = r.account_id AND a.center_id = $2 AND a.valid_from <= $3 AND (a.valid_to IS NULL OR $3 <= a.valid_to)))
        ORDER BY r.due, r.number LIMIT $4`,
      [kind, center, today(new Date()), limit],
    );
    return found.map((row) => viewOf(row, new Date()));
  }

  /** @throws Problem `not-found` */
  async one(id: string): Promise<TrustedRequestView> {
    const [row] = await rows(this.source.manager, 'WHERE r.id = $1', [id]);
    if (!row) throw new Problem('not-found', `There is no request ${id}.`);
    return viewOf(row, new Date());
  }

  /** How CBP kept its targets for an account, of what was asked from a day to a day, questions to Centers too. */
  async measure(accountId: string, from: CustomsDate, to: CustomsDate): Promise<ResponseMeasure[]> {
    const found: { kind: RequestKind; askedAt: Date; due: CustomsDate; answeredAt: Date | null }[] =
      await this.source.query(
        `SELECT kind, asked_at AS "askedAt", due::text AS due, answered_at AS "answeredAt" FROM trusted_request
          WHERE account_id = $1 AND state <> 'withdrawn' AND asked_at >= $2::date AND asked_at < $3::date + 2`,
        [accountId, from, to],
      );
    const all = found.map(
      ({ kind, askedAt, due, answeredAt }): Measured => ({
        ...{ kind, due, askedOn: today(askedAt), answeredOn: answeredAt && today(answeredAt) },
      }),
    );
    const questions: { askedOn: CustomsDate; answeredAt: Date | null }[] = await this.source.query(
      `SELECT asked_on::text AS "askedOn", answered_at AS "answeredAt" FROM hub_question
        WHERE account_id = $1 AND asked_as = 'trade' AND state <> 'withdrawn' AND asked_on BETWEEN $2 AND $3`,
      [accountId, from, to],
    );
    for (const { askedOn, answeredAt } of questions)
      all.push({
        ...{ kind: 'question to a Center', askedOn, answeredOn: answeredAt && today(answeredAt) },
        due: dueOf('question to a Center', { start: askedOn }).dueDate,
      });
    return measured(
      all.filter(({ askedOn }) => from <= askedOn && askedOn <= to),
      today(new Date()),
    );
  }

  private async requireOwnCenter({ manager, now }: UnitOfWork, asking: Asking, row: Row): Promise<string[]> {
    const centers = await centersOf(manager, row.accountId, today(now));
    if (centers.length > 0) requireCenter(asking, centers);
    return centers;
  }

  private async tell(
    unit: UnitOfWork,
    row: Row,
    { by, outcome, why, center }: { by: string; outcome: string; why: string; center: string | null },
  ): Promise<void> {
    const what = `${outcome} ${row.number} (${row.kind})`;
    tellDecided(
      unit,
      { accountId: row.accountId, person: by, what, record: recordOf(row, outcome) },
      { about: 'trusted trader answer', text: `${what}: ${why}`, center },
    );
  }
}

const COLUMNS = `r.id, r.number, r.account_id AS "accountId", ${nameOfAccount('r.account_id')} AS "accountName", r.kind, r.state, r.reference, r.text, r.certification, r.goods, r.ports, r.valid_from::text AS "from",
  r.valid_to::text AS "to", r.asked_by AS "askedBy", r.asked_at AS "askedAt", r.due::text AS due, r.answered_by AS "answeredBy", r.answered_at AS "answeredAt",
  r.answer, r.granted, r.revoked_by AS "revokedBy", r.revoke_reason AS "revokeReason"`;

const rows = (manager: Pick<EntityManager, 'query'>, rest: string, values: readonly unknown[]): Promise<Row[]> =>
  manager.query(`SELECT ${COLUMNS} FROM trusted_request r ${rest}`, [...values]);

const lock = async (manager: EntityManager, id: string): Promise<Row> => {
  const [row] = await rows(manager, 'WHERE r.id = $1 FOR UPDATE', [id]);
  if (!row) throw new Problem('not-found', `There is no request ${id}.`);
  return row;
};

const requireOpen = (row: Row): void => {
  if (row.state !== 'open') throw new Problem('state-conflict', `${row.number} was ${row.state} by ${row.answeredBy}.`);
};

const sameAs = (row: Row, wanted: NewTrustedRequest): boolean => {
  const told = ({ kind, reference, text, certification, goods, ports, from, to }: NewTrustedRequest | Row): string =>
    contentHash({ kind, reference, text, certification, goods, ports, from, to });
  return told(row) === told(wanted);
};

const recordOf = ({ number }: Row, outcome: string) => ({
  ...{ kind: 'request of a trusted trader', subject: trustedTraderSubject(number), outcome },
});

const viewOf = (row: Row, now: Date): TrustedRequestView => ({
  ...row,
  clock: row.state === 'open' ? running(TARGETS[row.kind].clock, { start: today(row.askedAt) }, today(now)) : null,
});
