import type { EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import type { UnitOfWork } from '#messaging';
import { Problem } from '#service';
import type { Decider } from '../delegation/delegation.rules';
import type { Computation } from '../guidelines/guideline';
import type { StandingOnDay } from '../standing/standings';
import type { PetitionContents, PetitionKind } from './petition.rules';
import { type PetitionEvent, type PetitionState, petitionStates } from './petition.states';

export const OUTCOMES = ['mitigated', 'denied', 'remitted', 'cancelled'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What an officer decides, or proposes where a second one must agree. */
export interface Proposal {
  readonly outcome: Outcome;
  readonly amountCents: number;
  readonly reasons: string;
  /** Why it departs from what the guidelines come to; null where it does not. */
  readonly departure: string | null;
  readonly computation: Computation | null;
  readonly by: string;
}

export interface PetitionRow {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly caseId: string;
  readonly place: number;
  readonly kind: PetitionKind;
  readonly state: PetitionState;
  readonly decider: Decider;
  readonly contents: PetitionContents;
  readonly standing: StandingOnDay;
  readonly receivedOn: CustomsDate;
  readonly due: CustomsDate | null;
  readonly daysLate: number;
  readonly filedBy: string;
  readonly filerAccountId: string | null;
  readonly filedAt: Date;
  readonly proposal: Proposal | null;
  readonly hash: string;
}

export interface PetitionDecision extends Omit<Proposal, 'by'> {
  readonly by: string;
  readonly agreedBy: string | null;
  readonly decidedOn: CustomsDate;
  /** The last day on which the decided amount is taken; null where nothing has to be paid by then, or the notice was not mailed yet. */
  readonly goodUntil: CustomsDate | null;
  /** Number of the notice of it, and the day of its mailing, with which its times begin; null before, and of decisions that had no notice. */
  readonly noticeNumber: string | null;
  readonly mailedOn: CustomsDate | null;
  /** What Centers had said, or not, by then. */
  readonly centerInput: readonly unknown[];
}

/** @param rest after FROM, with the petition as `p` */
export const petitionRows = (
  manager: Pick<EntityManager, 'query'>,
  rest: string,
  values: readonly unknown[],
): Promise<PetitionRow[]> =>
  manager.query(
    `SELECT p.id, p.number, p.version, p.case_id AS "caseId", p.place, p.kind, p.state, p.decider, p.contents, p.standing, p.received_on::text AS "receivedOn",
       p.due::text AS due, p.days_late AS "daysLate", p.filed_by AS "filedBy", p.filer_account_id AS "filerAccountId", p.filed_at AS "filedAt", p.proposal, p.hash
     FROM petition p ${rest}`,
    [...values],
  );

/** @throws Problem `not-found` */
export const petitionById = async (manager: Pick<EntityManager, 'query'>, id: string): Promise<PetitionRow> => {
  const [row] = await petitionRows(manager, 'WHERE p.id = $1', [id]);
  if (!row) throw new Problem('not-found', `There is no petition ${id}.`);
  return row;
};

export const decisionOf = async (
  manager: Pick<EntityManager, 'query'>,
  petitionId: string,
): Promise<PetitionDecision | null> => {
  const [row] = await manager.query(
    `SELECT d.outcome, d.amount_cents AS "amountCents", d.reasons, d.departure, d.computation, d.center_input AS "centerInput", d.by_name AS by, d.agreed_by AS "agreedBy",
       d.decided_on::text AS "decidedOn", coalesce(d.good_until, k.legal_due)::text AS "goodUntil", n.number AS "noticeNumber", n.mailed_on::text AS "mailedOn"
       FROM petition_decision d JOIN petition p ON p.id = d.petition_id LEFT JOIN case_notice n ON n.petition_id = d.petition_id AND n.party_place = p.place
       LEFT JOIN case_clock k ON k.case_id = n.case_id AND k.place = n.party_place AND k.clock = 'life of a decision on a petition' AND k.started_on = n.mailed_on
      WHERE d.petition_id = $1`,
    [petitionId],
  );
  return row ? { ...row, amountCents: Number(row.amountCents) } : null;
};

/** A step of a petition that the unit of work holds with its case. @throws Problem `state-conflict` with who was first */
export const movePetition = async (
  { manager, now }: UnitOfWork,
  row: PetitionRow,
  event: PetitionEvent,
  { by, why, proposal = null }: { readonly by: string; readonly why: string; readonly proposal?: Proposal | null },
): Promise<PetitionRow> => {
  const next = petitionStates.next(row.state, event);
  if (!next.ok) throw new Problem('state-conflict', `Petition ${row.number}: ${next.problem}.`);
  await manager.query('UPDATE petition SET state = $2, version = version + 1, proposal = $3 WHERE id = $1', [
    ...[row.id, next.value, proposal === null ? null : JSON.stringify(proposal)],
  ]);
  await manager.query(
    'INSERT INTO petition_event (petition_id, version, event, state, reason, by_name, occurred_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [row.id, row.version + 1, event, next.value, why, by, now],
  );
  return { ...row, state: next.value, version: row.version + 1, proposal };
};

/** Whoever saw an older version is told who was first. @throws Problem `state-conflict` */
export const requireVersion = async (
  manager: Pick<EntityManager, 'query'>,
  row: PetitionRow,
  version: number,
): Promise<void> => {
  if (version === row.version) return;
  const [last] = await manager.query(
    'SELECT event, by_name AS by, occurred_at AS at FROM petition_event WHERE petition_id = $1 ORDER BY version DESC LIMIT 1',
    [row.id],
  );
  throw new Problem(
    'state-conflict',
    `Petition ${row.number} was changed meanwhile: ${last.by}, '${last.event}' at ${last.at.toISOString()}; it is '${row.state}' now.`,
    [{ at: '/version', text: `is ${row.version} by now` }],
  );
};
