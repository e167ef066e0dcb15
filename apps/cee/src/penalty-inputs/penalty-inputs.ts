import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, Looks } from '#access';
import { type CenterInputAsked, CenterInputTold, enforcementCaseSubject } from '#contracts';
import { type CustomsDate } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { daysLeft } from '#reference';
import { currentCorrelation, Problem } from '#service';
import { ComplianceViews } from '../compliance/compliance-view';
import { today } from '../days/customs-days';
import { ordering, requireCenter } from '../people/asking-person';
import { tellActOfCbp } from '../people/told-to-account';
import { centersOf } from '../trusted-traders/participation.repository';

export const RECOMMENDATIONS = ['mitigate', 'deny', 'cancel', 'no view'] as const;
export type Recommendation = (typeof RECOMMENDATIONS)[number];

/** What the officers of fines, penalties and forfeitures ask a Center, and what it answered. */
export interface PenaltyInputView {
  readonly id: string;
  readonly caseNumber: string;
  readonly accountId: string;
  readonly centerId: string | null;
  readonly kind: string;
  readonly law: string;
  readonly port: string;
  readonly because: string;
  readonly petitionNumber: string | null;
  readonly text: string;
  readonly askedBy: string;
  readonly askedOn: CustomsDate;
  readonly due: CustomsDate;
  /** Working days; negative where it is over, null where it was answered. */
  readonly daysLeft: number | null;
  readonly recommendation: Recommendation | null;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
}
type Row = Omit<PenaltyInputView, 'daysLeft'>;

const rows = (manager: Pick<EntityManager, 'query'>, rest: string, values: readonly unknown[]): Promise<Row[]> =>
  manager.query(
    `SELECT i.id, i.case_number AS "caseNumber", i.account_id AS "accountId", i.center_id AS "centerId", i.kind, i.law, i.port, i.because, i.petition_number AS "petitionNumber",
       i.text, i.asked_by AS "askedBy", i.asked_on::text AS "askedOn", i.due::text AS due, i.recommendation, i.answer, i.answered_by AS "answeredBy", i.answered_at AS "answeredAt"
     FROM penalty_input i ${rest}`,
    [...values],
  );

const viewOf = (row: Row, now: Date): PenaltyInputView => ({
  ...row,
  daysLeft: row.answeredAt === null ? daysLeft(row.due, today(now), 'working days') : null,
});

/** Input of Centers on petitions: asked by message, answered by people of the Center of the account, told back by message. */
@Injectable()
export class PenaltyInputs {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly compliance: ComplianceViews,
    private readonly looks: Looks,
  ) {}

  /** Puts questions before the Center, and tells at once how the account did up to the day of the question. The same again is the same one. */
  async receive(unit: UnitOfWork, asked: readonly CenterInputAsked[]): Promise<void> {
    const { manager, now } = unit;
    for (const question of asked) {
      const { inputId, accountId, askedOn } = question;
      const [account]: { numbers: string[] }[] = await manager.query(
        `SELECT ARRAY(SELECT jsonb_array_elements_text(data -> 'importerNumbers')) AS numbers FROM account WHERE id = $1`,
        [accountId],
      );
      const centerId = question.centerId ?? (await centersOf(manager, accountId, askedOn))[0] ?? null;
      const fresh: unknown[] = await manager.query(
        `INSERT INTO penalty_input (id, case_number, account_id, center_id, kind, law, port, because, petition_number, text, asked_by, asked_on, due, received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING RETURNING id`,
        [
          ...[inputId, question.caseNumber, accountId, centerId, question.kind, question.law, question.port],
          ...[question.because, question.petitionNumber, question.text, question.askedBy, askedOn, question.dueOn, now],
        ],
      );
      if (fresh.length === 0) continue;
      const { from, to, entries, valueDollars, kinds } = await this.compliance.of(
        accountId,
        account?.numbers ?? [],
        askedOn,
      );
      this.tell(unit, question.caseNumber, {
        ...{ inputId, step: 'received', centerId, recommendation: null, answer: null, by: null },
        pattern: {
          ...{ from, to, entries, valueDollars },
          kinds: kinds.map(({ kind, slips, effectCents }) => ({ kind, slips, effectCents })),
        },
      });
    }
  }

  /** Those that are open, the one first whose time ends first; of a Center's people those of the Center. */
  async open(asking: Asking, center: string | null, limit: number): Promise<PenaltyInputView[]> {
    const own = asking.viewers.includes('headquarters') || asking.center === null ? center : asking.center;
    if (center !== null) requireCenter(asking, [center]);
    const found = await rows(
      this.source.manager,
      'WHERE i.answered_at IS NULL AND ($1::text IS NULL OR i.center_id = $1 OR i.center_id IS NULL) ORDER BY i.due, i.id LIMIT $2',
      [own, limit],
    );
    return found.map((row) => viewOf(row, new Date()));
  }

  /** The account is told that CBP looked. @throws Problem `not-found`, `not-authorized` */
  async one(asking: Asking, id: string): Promise<PenaltyInputView> {
    const row = await byId(this.source.manager, id);
    requireOwn(asking, row);
    await this.looks.tell(asking, `the question on case ${row.caseNumber}`, async () => [
      {
        ...{ accountIds: [row.accountId], kind: 'enforcement case', subject: enforcementCaseSubject(row.caseNumber) },
      },
    ]);
    return viewOf(row, new Date());
  }

  /** Answers, also after the time for it. The same of the same person again changes nothing. @throws Problem */
  answer(
    asking: Asking,
    id: string,
    { recommendation, answer }: { readonly recommendation: Recommendation; readonly answer: string },
  ): Promise<PenaltyInputView> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const row = await byId(manager, id, ' FOR UPDATE');
      requireOwn(asking, row);
      if (row.answeredAt !== null) {
        if (row.answeredBy === by && row.answer === answer && row.recommendation === recommendation)
          return viewOf(row, now);
        throw new Problem('state-conflict', `${row.answeredBy} answered on ${row.answeredAt.toISOString()}.`);
      }
      await manager.query(
        'UPDATE penalty_input SET recommendation = $2, answer = $3, answered_by = $4, answered_at = $5 WHERE id = $1',
        [id, recommendation, answer, by, now],
      );
      const { centerId, accountId, caseNumber } = row;
      this.tell(unit, caseNumber, {
        ...{ inputId: id, step: 'answered', centerId, pattern: null, recommendation, answer, by },
      });
      tellActOfCbp(unit, {
        ...{ accountId, person: by, what: `gave input on case ${caseNumber}`, center: asking.center ?? centerId },
        record: {
          ...{ kind: 'enforcement case', subject: enforcementCaseSubject(caseNumber), outcome: 'input given' },
        },
      });
      return viewOf(await byId(manager, id), now);
    });
  }

  private tell(unit: UnitOfWork, caseNumber: string, told: Omit<CenterInputTold, 'occurredAt'>): void {
    unit.publish(
      CenterInputTold,
      enforcementCaseSubject(caseNumber),
      { ...told, occurredAt: unit.now.toISOString() },
      { correlationId: currentCorrelation() ?? randomUUID() },
    );
  }
}

const byId = async (manager: Pick<EntityManager, 'query'>, id: string, lock = ''): Promise<Row> => {
  const [row] = await rows(manager, `WHERE i.id = $1${lock}`, [id]);
  if (!row) throw new Problem('not-found', `There is no question ${id}.`);
  return row;
};

const requireOwn = (asking: Asking, { centerId }: Row): void => {
  if (centerId !== null) requireCenter(asking, [centerId]);
};
