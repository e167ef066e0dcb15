import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { CenterInputAsked, type CenterInputTold, enforcementCaseSubject } from '#contracts';
import type { CustomsDate } from '#kernel';
import type { UnitOfWork } from '#messaging';
import { portLocalDate, type RunningClock, running } from '#reference';
import { currentCorrelation } from '#service';
import { type CaseRow } from '../cases/case-row';

export type Because = CenterInputAsked['because'];

/** What a Center was asked, and what it said. */
export interface CenterInputView {
  readonly id: string;
  readonly petitionId: string | null;
  readonly because: Because;
  readonly askedBy: string;
  readonly askedOn: CustomsDate;
  /** While no answer is there. */
  readonly clock: RunningClock | null;
  readonly due: CustomsDate;
  readonly centerId: string | null;
  /** When the Centers' service had the question; null as long as that is not known. */
  readonly receivedAt: Date | null;
  /** How the account did on the day of the question, as the Centers' service told it. */
  readonly pattern: CenterInputTold['pattern'];
  readonly answeredAt: Date | null;
  readonly answeredBy: string | null;
  readonly recommendation: CenterInputTold['recommendation'];
  readonly answer: string | null;
  /** In a line: what there is of it, silence too. */
  readonly says: string;
}
type Row = Omit<CenterInputView, 'clock' | 'says'>;

const CLOCK = 'input on a penalty';

const rows = (manager: Pick<EntityManager, 'query'>, caseId: string): Promise<Row[]> =>
  manager.query(
    `SELECT id, petition_id AS "petitionId", because, asked_by AS "askedBy", asked_on::text AS "askedOn", due::text AS due, center_id AS "centerId", received_at AS "receivedAt",
       pattern, answered_at AS "answeredAt", answered_by AS "answeredBy", recommendation, answer FROM center_input WHERE case_id = $1 ORDER BY asked_at, id`,
    [caseId],
  );

/** Silence is told as what it is: a Center that was never reached was not silent. */
const sayingOf = (
  { askedOn, due, receivedAt, answeredAt, answeredBy, recommendation, centerId }: Row,
  today: CustomsDate,
): string => {
  const center = centerId ?? 'the Center';
  if (answeredAt !== null) return `${center} answered by ${answeredBy}: ${recommendation}`;
  if (receivedAt === null)
    return `asked on ${askedOn}; that the question reached ${center} is not known: its service has not said so`;
  return due < today
    ? `${center} had the question and was silent until ${due}`
    : `${center} has the question until ${due}`;
};

export const centerInputsOf = async (
  manager: Pick<EntityManager, 'query'>,
  { id, port }: Pick<CaseRow, 'id' | 'port'>,
  now: Date,
): Promise<CenterInputView[]> => {
  const today = portLocalDate(now, port);
  return (await rows(manager, id)).map((row) => ({
    ...row,
    clock: row.answeredAt === null ? running(CLOCK, { start: row.askedOn }, today) : null,
    says: sayingOf(row, today),
  }));
};

/** Asks the Center of an account, with a clock. */
export const askCenter = async (
  unit: UnitOfWork,
  row: CaseRow,
  {
    accountId,
    because,
    by,
    petition,
    text,
  }: {
    readonly accountId: string;
    readonly because: Because;
    readonly by: string;
    readonly petition: { readonly id: string; readonly number: string } | null;
    readonly text: string;
  },
): Promise<void> => {
  const { manager, now } = unit;
  const id = randomUUID();
  const askedOn = portLocalDate(now, row.port);
  const { dueDate } = running(CLOCK, { start: askedOn }, askedOn);
  await manager.query(
    `INSERT INTO center_input (id, case_id, petition_id, account_id, because, asked_by, asked_on, asked_at, due, center_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, row.id, petition?.id ?? null, accountId, because, by, askedOn, now, dueDate, row.centerId],
  );
  unit.publish(
    CenterInputAsked,
    enforcementCaseSubject(row.number),
    {
      ...{ inputId: id, caseId: row.id, caseNumber: row.number, kind: row.kind, law: row.law, port: row.port },
      ...{ centerId: row.centerId, accountId, because, petitionNumber: petition?.number ?? null, text, askedBy: by },
      ...{ askedOn, dueOn: dueDate, occurredAt: now.toISOString() },
    },
    { correlationId: currentCorrelation() ?? randomUUID() },
  );
};

/** What the Centers' service told; an answer stays as it was given first. */
export const takeInput = async (manager: EntityManager, told: CenterInputTold): Promise<void> => {
  if (told.step === 'received')
    await manager.query(
      `UPDATE center_input SET received_at = $2, center_id = coalesce($3, center_id), pattern = $4 WHERE id = $1 AND received_at IS NULL`,
      [told.inputId, told.occurredAt, told.centerId, told.pattern === null ? null : JSON.stringify(told.pattern)],
    );
  else
    await manager.query(
      `UPDATE center_input SET answered_at = $2, answered_by = $3, recommendation = $4, answer = $5, received_at = coalesce(received_at, $2), center_id = coalesce($6, center_id)
        WHERE id = $1 AND answered_at IS NULL`,
      [told.inputId, told.occurredAt, told.by, told.recommendation, told.answer, told.centerId],
    );
};
