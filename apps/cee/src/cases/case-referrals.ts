import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Asking } from '#access';
import {
  billSubject,
  type EnforcementCaseChanged,
  EnforcementReferred,
  type HoldAnswered,
  HoldRequested,
  referralSubject,
} from '#contracts';
import { Transactions, type UnitOfWork } from '#messaging';
import { currentCorrelation, Problem, requireSameContent } from '#service';
import { ordering, requireCenter } from '../people/asking-person';
import { referralStates } from './case.states';

export const REFERRALS = ['hold', 'exam', 'enforcement'] as const;
const ACCEPTED = { hold: 'accept a hold', exam: 'accept', enforcement: 'accept an enforcement case' } as const;

export interface NewReferral {
  readonly id: string;
  readonly kind: (typeof REFERRALS)[number];
  readonly port: string;
  /** Of a hold the bill (`MAEU260000101`), else the entry. */
  readonly target: string;
  readonly holdCode: string | null;
  readonly reason: string;
}

export interface CaseReferralView extends Omit<NewReferral, 'kind'> {
  readonly kind: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly centerId: string;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly state: string;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  /** Number of the enforcement case that it became, and where that stands; null where it is none. */
  readonly enforcementCase: string | null;
  readonly enforcementState: string | null;
}

type Row = Omit<CaseReferralView, 'madeAt'> & { madeAt: Date };

/**
 * What a Center refers to a port: holds and exams are decided by its officers, penalties by its FP&F officer (19 CFR 101.1). A hold that an officer accepts is placed by the
 * manifest service; an exam is ordered by the officer as any other; an enforcement case is opened by the enforcement service, which says its number and where it stands.
 */
@Injectable()
export class CaseReferrals {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** The same again is the same referral. @throws Problem */
  make(asking: Asking, caseId: string, wanted: NewReferral): Promise<CaseReferralView> {
    const by = ordering(asking);
    return this.transactions.run(async ({ manager, now }) => {
      const [found] = await manager.query('SELECT center_id AS center FROM center_case WHERE id = $1 FOR UPDATE', [
        caseId,
      ]);
      if (!found) throw new Problem('not-found', `There is no case ${caseId}.`);
      requireCenter(asking, [found.center]);
      await requireSameContent(manager, 'referral', wanted.id, { ...wanted, caseId });
      await manager.query(
        `INSERT INTO case_referral (id, case_id, kind, port, target, hold_code, reason, made_by, made_at, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT DO NOTHING`,
        [
          ...[wanted.id, caseId, wanted.kind, wanted.port, wanted.target, wanted.holdCode, wanted.reason, by, now],
          referralStates.initial,
        ],
      );
      const [row] = await rows(manager, 'WHERE r.id = $1', [wanted.id]);
      const same =
        row!.caseId === caseId && row!.kind === wanted.kind && row!.target === wanted.target && row!.madeBy === by;
      if (!same)
        throw new Problem('state-conflict', 'Another referral has this id.', [{ at: '/id', text: 'is taken' }]);
      return viewOf(row!);
    });
  }

  /** Oldest first; of a port, of a case, in a state. */
  async list(asked: {
    readonly ports: readonly string[] | null;
    readonly caseId: string | null;
    readonly state: string | null;
    readonly center: string | null;
  }): Promise<CaseReferralView[]> {
    const found = await rows(
      this.source.manager,
      `WHERE ($1::text[] IS NULL OR r.port = ANY($1)) AND ($2::uuid IS NULL OR r.case_id = $2) AND ($3::text IS NULL OR r.state = $3)
         AND ($4::text IS NULL OR c.center_id = $4) ORDER BY r.made_at, r.id LIMIT 500`,
      [asked.ports, asked.caseId, asked.state, asked.center],
    );
    return found.map(viewOf);
  }

  /** An officer of the port accepts or declines. The same again changes nothing. @throws Problem */
  answer(asking: Asking, id: string, accept: boolean, why: string): Promise<CaseReferralView> {
    const by = ordering(asking);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const [locked] = await manager.query('SELECT 1 FROM case_referral WHERE id = $1 FOR UPDATE', [id]);
      const [row] = locked ? await rows(manager, 'WHERE r.id = $1', [id]) : [];
      if (!row) throw new Problem('not-found', `There is no referral ${id}.`);
      if (!asking.ports.includes(row.port))
        throw new Problem('not-authorized', `The referral is for port ${row.port}, which is none of yours.`);
      if (row.kind !== 'enforcement' && asking.viewers.every((viewer) => viewer === 'FP&F officer'))
        throw new Problem('not-authorized', `A referral to ${row.kind} is for an officer or the port director.`);
      const event = accept ? ACCEPTED[row.kind as NewReferral['kind']] : 'decline';
      const next = referralStates.next(row.state as 'made', event);
      if (!next.ok) {
        if (row.answeredBy === by && row.answer === why) return viewOf(row);
        throw new Problem('state-conflict', `The referral was answered by ${row.answeredBy}: ${row.state}.`);
      }
      await manager.query(
        'UPDATE case_referral SET state = $2, answer = $3, answered_by = $4, answered_at = $5 WHERE id = $1',
        [id, next.value, why, by, now],
      );
      if (event === 'accept an enforcement case') await this.referToEnforcement(unit, row, by);
      if (event === 'accept a hold')
        unit.publish(
          HoldRequested,
          billSubject(row.target),
          {
            ...{ requestId: id, billKey: row.target, holdCode: row.holdCode!, caseNumber: row.caseNumber, officer: by },
            reason: `${row.caseNumber}: ${row.reason}`.slice(0, 300),
            ...{ officerPorts: [...asking.ports], accountId: asking.account.accountId, occurredAt: now.toISOString() },
          },
          { correlationId: currentCorrelation() ?? id },
        );
      return viewOf((await rows(manager, 'WHERE r.id = $1', [id]))[0]!);
    });
  }

  private async referToEnforcement(unit: UnitOfWork, row: Row, officer: string): Promise<void> {
    const [about] = await unit.manager.query(
      `SELECT c.kind, c.subject, c.importer_name AS "importerName", c.seized_on::text AS "seizedOn", i.importer_number AS importer
       FROM center_case c LEFT JOIN importer_on_record i ON i.id = c.importer_id WHERE c.id = $1`,
      [row.caseId],
    );
    unit.publish(
      EnforcementReferred,
      referralSubject(row.id),
      {
        ...{ referralId: row.id, caseNumber: row.caseNumber, caseKind: about.kind, caseSubject: about.subject },
        ...{ centerId: row.centerId, port: row.port, target: row.target, reason: row.reason, importer: about.importer },
        ...{ importerName: about.importerName, seizedOn: about.seizedOn, madeBy: row.madeBy, officer },
        occurredAt: unit.now.toISOString(),
      },
      { correlationId: currentCorrelation() ?? row.id },
    );
  }

  /** What the enforcement service says of cases that referrals became; an earlier word never takes the place of a later one. */
  async followCases({ manager }: UnitOfWork, changes: readonly EnforcementCaseChanged[]): Promise<void> {
    for (const { referralId, number, state, version } of changes) {
      if (referralId === null) continue;
      const next = referralStates.next('accepted', 'case opened');
      if (!next.ok) continue;
      await manager.query(
        `UPDATE case_referral SET state = CASE state WHEN 'accepted' THEN $5 ELSE state END, enforcement_case = $2, enforcement_state = $3, enforcement_version = $4
         WHERE id = $1 AND coalesce(enforcement_version, 0) < $4`,
        [referralId, number, state, version, next.value],
      );
    }
  }

  /** What the manifest service says became of holds; what is known is not told anew. */
  async follow({ manager }: UnitOfWork, answers: readonly HoldAnswered[]): Promise<void> {
    for (const { requestId, refusal } of answers) {
      const event = refusal === null ? 'hold placed' : 'hold refused';
      const next = referralStates.next('accepted', event);
      if (next.ok)
        await manager.query(
          `UPDATE case_referral SET state = $2, answer = coalesce($3, answer) WHERE id = $1 AND state = 'accepted'`,
          [requestId, next.value, refusal],
        );
    }
  }
}

const rows = (manager: EntityManager, rest: string, values: readonly unknown[]): Promise<Row[]> =>
  manager.query(
    `SELECT r.id, r.kind, r.port, r.target, r.hold_code AS "holdCode", r.reason, r.case_id AS "caseId", c.number AS "caseNumber", c.center_id AS "centerId",
            r.made_by AS "madeBy", r.made_at AS "madeAt", r.state, r.answer, r.answered_by AS "answeredBy",
            r.enforcement_case AS "enforcementCase", r.enforcement_state AS "enforcementState"
     FROM case_referral r JOIN center_case c ON c.id = r.case_id ${rest}`,
    [...values],
  );

const viewOf = (row: Row): CaseReferralView => ({ ...row, madeAt: row.madeAt.toISOString() });
