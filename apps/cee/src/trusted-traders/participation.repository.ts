import type { EntityManager } from 'typeorm';
import type { CustomsDate, Relief } from '#kernel';
import type { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { type ClockName, running, type RunningClock } from '#reference';
import { Problem } from '#service';
import { today } from '../days/customs-days';
import { reliefsFor } from '../downtimes/downtimes';
import type { ParticipationEvent, ParticipationState } from '../trusted-standing/participation.states';
import { criteriaOf } from './programs.data';
import type { Program } from '../trusted-standing/programs';
import { type Answer, judge, type Judgement } from './questionnaire.rules';

type Reader = Pick<EntityManager, 'query'>;

export interface Participation {
  readonly id: string;
  readonly number: string;
  readonly accountId: string;
  /** As the account calls itself; null where it is not known here. */
  readonly accountName: string | null;
  readonly program: Program;
  readonly state: ParticipationState;
  readonly version: number;
  readonly criteriaVersion: string;
  readonly agreementVersion: string | null;
  readonly signedBy: string | null;
  readonly signedAt: Date | null;
  readonly openedBy: string;
  readonly openedAt: Date;
  readonly submittedOn: CustomsDate | null;
  readonly tier: number | null;
  readonly certifiedOn: CustomsDate | null;
  readonly validatedOn: CustomsDate | null;
}

export interface EventView {
  readonly event: ParticipationEvent;
  readonly state: ParticipationState;
  readonly tier: number | null;
  /** From which day on it holds; null for what changes no standing. */
  readonly day: CustomsDate | null;
  readonly by: string;
  readonly ofCbp: boolean;
  readonly note: string | null;
  readonly at: Date;
}

export interface AnswerView extends Answer {
  readonly answeredBy: string;
  readonly answeredAt: Date;
}

export interface ActionView {
  readonly actionId: string;
  readonly criterion: string;
  readonly what: string;
  readonly due: CustomsDate;
  readonly overdue: boolean;
  readonly orderedBy: string;
  /** What was done; null while nothing is. */
  readonly done: string | null;
  readonly documents: string[];
  readonly doneBy: string | null;
  readonly acceptedBy: string | null;
}

export interface VisitView {
  readonly visitId: string;
  readonly plannedFor: CustomsDate;
  readonly place: string;
  readonly plannedBy: string;
  readonly heldOn: CustomsDate | null;
  readonly findings: { readonly criterion: string; readonly finding: string }[];
  readonly conclusion: string | null;
  readonly reportedBy: string | null;
}

export interface StandingAppealView {
  readonly appealId: string;
  readonly number: string;
  readonly accountId: string;
  readonly accountName: string | null;
  /** Number of the participation, and its id. */
  readonly participation: string;
  readonly participationId: string;
  readonly against: string;
  readonly state: string;
  readonly grounds: string;
  readonly filedBy: string;
  readonly filedAt: Date;
  /** Of the decision; null once it was made. */
  readonly clock: RunningClock | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
}

/** One of a list. */
export interface ParticipationLine extends Participation {
  /** What CBP still owes: certification or validation; null where nothing runs. */
  readonly clock: RunningClock | null;
}

export interface ParticipationView extends ParticipationLine {
  /** Until when the account can appeal against its suspension or removal; null where there is nothing to appeal against, or it has appealed. */
  readonly appealClock: RunningClock | null;
  readonly judgement: Judgement;
  readonly answers: AnswerView[];
  readonly actions: ActionView[];
  readonly visits: VisitView[];
  readonly appeals: StandingAppealView[];
  readonly history: EventView[];
}

/** Of an account, by the copy that is kept here. @param column that holds its id */
export const nameOfAccount = (column: string): string =>
  `(SELECT named.data ->> 'name' FROM account named WHERE named.id = ${column})`;

const COLUMNS = `p.id, p.number, p.account_id AS "accountId", ${nameOfAccount('p.account_id')} AS "accountName", p.program, p.state, p.version, p.criteria_version AS "criteriaVersion",
  p.agreement_version AS "agreementVersion", p.signed_by AS "signedBy", p.signed_at AS "signedAt", p.opened_by AS "openedBy", p.opened_at AS "openedAt",
  p.submitted_on::text AS "submittedOn", p.tier, p.certified_on::text AS "certifiedOn", p.validated_on::text AS "validatedOn"`;

export const participations = (manager: Reader, rest: string, values: readonly unknown[]): Promise<Participation[]> =>
  manager.query(`SELECT ${COLUMNS} FROM trusted_participation p ${rest}`, [...values]);

/** @throws Problem `not-found` */
export const lockParticipation = async (manager: Reader, id: string): Promise<Participation> => {
  const [row] = await participations(manager, 'WHERE p.id = $1 FOR UPDATE', [id]);
  if (!row) throw new Problem('not-found', `There is no participation ${id}.`);
  return row;
};

export const answersOf = (manager: Reader, id: string): Promise<AnswerView[]> =>
  manager.query(
    `SELECT criterion, answer, how, documents, answered_by AS "answeredBy", answered_at AS "answeredAt" FROM trusted_answer
      WHERE participation_id = $1 ORDER BY string_to_array(criterion, '.')::int[]`,
    [id],
  );

export const actionsOf = async (manager: Reader, id: string, day: CustomsDate): Promise<ActionView[]> => {
  const rows: Omit<ActionView, 'overdue'>[] = await manager.query(
    `SELECT id AS "actionId", criterion, what, due::text AS due, ordered_by AS "orderedBy", done, documents, done_by AS "doneBy", accepted_by AS "acceptedBy"
       FROM trusted_action WHERE participation_id = $1 ORDER BY due, ordered_at, id`,
    [id],
  );
  return rows.map((row) => ({ ...row, overdue: row.doneBy === null && row.due < day }));
};

export const visitsOf = (manager: Reader, id: string): Promise<VisitView[]> =>
  manager.query(
    `SELECT id AS "visitId", planned_for::text AS "plannedFor", place, planned_by AS "plannedBy", held_on::text AS "heldOn", findings, conclusion,
            reported_by AS "reportedBy" FROM trusted_visit WHERE participation_id = $1 ORDER BY planned_for, planned_at, id`,
    [id],
  );

export const historyOf = (
  manager: Reader,
  id: string,
): Promise<(EventView & { id: string; falseStatement: boolean })[]> =>
  manager.query(
    `SELECT id, event, state, tier, day::text AS day, by_name AS by, of_cbp AS "ofCbp", note, false_statement AS "falseStatement", occurred_at AS at
       FROM trusted_event WHERE participation_id = $1 ORDER BY id`,
    [id],
  );

export const appeals = async (
  manager: Reader,
  rest: string,
  values: readonly unknown[],
  day: CustomsDate,
): Promise<StandingAppealView[]> => {
  const rows: Omit<StandingAppealView, 'clock'>[] = await manager.query(
    `SELECT a.id AS "appealId", a.number, a.account_id AS "accountId", ${nameOfAccount('a.account_id')} AS "accountName", p.number AS participation,
            p.id AS "participationId", e.event AS against, a.state, a.grounds,
            a.filed_by AS "filedBy", a.filed_at AS "filedAt", a.decided_by AS "decidedBy", a.decided_at AS "decidedAt", a.reason
       FROM trusted_appeal a JOIN trusted_participation p ON p.id = a.participation_id JOIN trusted_event e ON e.id = a.against ${rest}`,
    [...values],
  );
  return rows.map((row) => ({
    ...row,
    clock:
      row.state === 'filed'
        ? running('decision on an appeal of a trusted trader', { start: today(row.filedAt) }, day)
        : null,
  }));
};

/** What CBP owes, by the state: certification of who applied, validation of who was certified, and again every four years. */
const clockOf = (
  { state, submittedOn, program, certifiedOn, validatedOn }: Participation,
  day: CustomsDate,
): RunningClock | null => {
  const clock = (name: ClockName, start: CustomsDate | null): RunningClock | null =>
    start === null ? null : running(name, { start }, day);
  if (state === 'submitted') return clock('certification of a trusted trader', submittedOn);
  if (state !== 'in force' || program !== 'CTPAT') return null;
  return validatedOn === null
    ? clock('validation of a trusted trader', certifiedOn)
    : clock('validation of a trusted trader again', validatedOn);
};

/** One of a list, with what runs for it. */
export const lineOf = (row: Participation, day: CustomsDate): ParticipationLine => ({
  ...row,
  clock: clockOf(row, day),
});

/** By which clock the account appeals against a decision, and since when that runs, with the downtimes that kept it from appealing. */
export const appealStarted = async (
  manager: Reader,
  accountId: string,
  against: { readonly falseStatement: boolean; readonly at: Date },
  now: Date,
): Promise<{ clock: ClockName; started: { start: CustomsDate; reliefs: Relief[] } }> => {
  const reliefs = (await reliefsFor(manager, now, 'at the Center'))({ accountId, port: null });
  return {
    clock: against.falseStatement
      ? 'appeal against a finding of false statements'
      : 'appeal against a suspension or removal',
    started: { start: today(against.at), reliefs },
  };
};

/** The decision that a participation stands suspended or removed by; undefined where it does not. */
export const standsAgainst = <T extends EventView>({ state }: Participation, history: readonly T[]): T | undefined =>
  state === 'suspended' || state === 'removed'
    ? history.findLast(({ event }) => event === 'suspended' || event === 'removed')
    : undefined;

const appealClockOf = async (
  manager: Reader,
  row: Participation,
  history: Awaited<ReturnType<typeof historyOf>>,
  now: Date,
): Promise<RunningClock | null> => {
  const against = standsAgainst(row, history);
  if (!against) return null;
  const day = today(now);
  const [earlier] = await appeals(manager, `WHERE a.against = $1 AND a.state <> 'withdrawn'`, [against.id], day);
  if (earlier) return null;
  const { clock, started } = await appealStarted(manager, row.accountId, against, now);
  return running(clock, started, day);
};

export const viewOf = async (manager: Reader, row: Participation, now: Date): Promise<ParticipationView> => {
  const day = today(now);
  const answers = await answersOf(manager, row.id);
  const history = await historyOf(manager, row.id);
  return {
    ...lineOf(row, day),
    appealClock: await appealClockOf(manager, row, history, now),
    judgement: judge(criteriaOf(row.program, row.criteriaVersion), answers),
    answers,
    actions: await actionsOf(manager, row.id, day),
    visits: await visitsOf(manager, row.id),
    appeals: await appeals(manager, 'WHERE a.participation_id = $1 ORDER BY a.filed_at, a.number', [row.id], day),
    history: history.map(({ id: _id, falseStatement: _false, ...event }) => event),
  };
};

export interface NewAction {
  readonly id: string;
  readonly criterion: string;
  readonly what: string;
  readonly due: CustomsDate;
}

/** The same id again is the same action. */
export const orderActions = async (
  { manager, now }: UnitOfWork,
  participationId: string,
  actions: readonly NewAction[],
  by: string,
): Promise<void> => {
  await insertRows(
    manager,
    'trusted_action',
    {
      ...{ id: 'uuid', participation_id: 'uuid', criterion: 'text', what: 'text', due: 'date' },
      ...{ ordered_by: 'text', ordered_at: 'timestamptz' },
    },
    actions.map((action) => ({
      ...action,
      ...{ participation_id: participationId, ordered_by: by, ordered_at: now.toISOString() },
    })),
    'ON CONFLICT (id) DO NOTHING',
  );
};

/** Centers that importer numbers of an account are assigned to on a day; its security specialists are theirs. */
export const centersOf = async (manager: Reader, accountId: string, day: CustomsDate): Promise<string[]> => {
  const rows: { center: string }[] = await manager.query(
    `SELECT DISTINCT a.center_id AS center FROM importer_account i JOIN assignment a ON a.importer_identity = i.importer_identity
      WHERE i.account_id = $1 AND a.valid_from <= $2 AND (a.valid_to IS NULL OR $2 <= a.valid_to) ORDER BY 1`,
    [accountId, day],
  );
  return rows.map(({ center }) => center);
};
