import { randomUUID } from 'node:crypto';
import {
  accountSubject,
  actOfCbp,
  EnforcementCaseChanged,
  enforcementCaseSubject,
  EnforcementInteractionRecorded,
} from '#contracts';
import type { UnitOfWork } from '#messaging';
import { currentCorrelation, Problem } from '#service';
import { type CaseRow, caseRows, partiesOf, referencesOf } from './case-row';
import { type CaseState, type CaseStep, edgeOf, tellsParties } from './case.states';

export interface Step {
  readonly step: CaseStep;
  /** In a line, for the history. */
  readonly why: string;
  /** Who takes it, by name; `the platform` where a clock does. */
  readonly by: string;
  /** Whole cents, where the edge comes with an amount: what it is, the edge says. */
  readonly amountCents?: number | null;
  /** It is an act of a party, which whoever calls tells of: no act of CBP. */
  readonly ofParty?: boolean;
}

type AfterStep = (unit: UnitOfWork, row: CaseRow, to: CaseState, by: string) => Promise<void>;
const hooks: AfterStep[] = [];

/** What else becomes of a case with each step, in its transaction: said when the file that knows it is read. */
export const whenStepped = (hook: AfterStep): void => void hooks.push(hook);

/** Whose referral a case was opened for. */
export const REFERRAL_EVENT = 'referral';

/**
 * Takes a step of a case that the unit of work holds (`lockCase`), writes it to the history and tells whoever listens. Who may is judged before: people of CBP by the table,
 * parties and the platform by whoever calls.
 *
 * @throws Problem `state-conflict` where the case is in a state that has no such edge
 */
export const takeStep = async (
  unit: UnitOfWork,
  row: CaseRow,
  { step, why, by, amountCents = null, ofParty = false }: Step,
): Promise<CaseRow> => {
  const { manager, now } = unit;
  const edge = edgeOf(row.kind, row.state, step);
  if (!edge)
    throw new Problem('state-conflict', `Case ${row.number}: '${step}' is not possible in state '${row.state}'.`);
  await manager.query(
    `UPDATE enforcement_case SET version = version + 1, state = $2, changed_at = $3, told_to_parties = told_to_parties OR $4,
       assessed_cents = CASE WHEN $5 = 'assessed' THEN coalesce($6::bigint, assessed_cents) ELSE assessed_cents END,
       mitigated_cents = CASE WHEN $5 = 'mitigated' THEN $6::bigint ELSE mitigated_cents END,
       paid_cents = paid_cents + CASE WHEN $5 = 'paid' THEN coalesce($6::bigint, 0) ELSE 0 END
     WHERE id = $1`,
    [row.id, edge.to, now, edge.on === 'mail notice', edge.amount ?? null, amountCents],
  );
  await manager.query(
    `INSERT INTO enforcement_case_event (case_id, version, step, state, reason, amount_cents, by_name, occurred_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.version + 1, step, edge.to, why, amountCents, by, now],
  );
  for (const hook of hooks) await hook(unit, row, edge.to, by);
  const [after] = (await caseRows(manager, 'WHERE c.id = $1', [row.id])) as [CaseRow];
  await tellOfStep(unit, after, step, by, tellsParties(edge) && !ofParty);
  return after;
};

/** The step as others hear of it: services by `enforcement.case-changed`, parties in the activity logs of their accounts, once they were given notice. */
export const tellOfStep = async (
  unit: UnitOfWork,
  row: CaseRow,
  step: string,
  by: string,
  parties: boolean,
): Promise<void> => {
  const cause = { correlationId: currentCorrelation() ?? randomUUID() };
  const references = await referencesOf(unit.manager, [row.id]);
  const accountIds = [
    ...new Set((await partiesOf(unit.manager, [row.id])).flatMap(({ accountId }) => accountId ?? [])),
  ].sort();
  unit.publish(
    EnforcementCaseChanged,
    enforcementCaseSubject(row.number),
    {
      ...{ caseId: row.id, number: row.number, version: row.version, kind: row.kind, law: row.law, step },
      ...{ state: row.state, port: row.port, centerId: row.centerId, accountIds, toldToParties: row.toldToParties },
      referralId: row.eventKind === REFERRAL_EVENT ? row.eventKey.slice(REFERRAL_EVENT.length + 1) : null,
      entries: references.filter(({ kind }) => kind === 'entry').map(({ reference }) => reference),
      bills: references.filter(({ kind }) => kind === 'bill').map(({ reference }) => reference),
      ...{ assessedCents: row.assessedCents, mitigatedCents: row.mitigatedCents, paidCents: row.paidCents },
      ...{ openedOn: row.openedOn, occurredAt: unit.now.toISOString() },
    },
    cause,
  );
  if (!parties || !row.toldToParties) return;
  for (const accountId of accountIds)
    unit.publish(
      EnforcementInteractionRecorded,
      accountSubject(accountId),
      actOfCbp(
        {
          ...{
            accountId,
            kind: 'decided',
            person: by,
            disposition: row.state,
            ports: [row.port],
            center: row.centerId,
          },
          what: `took a step in case ${row.number} (${row.kind}, ${row.law}): ${step}`,
          records: [{ kind: 'enforcement case', subject: enforcementCaseSubject(row.number), outcome: row.state }],
        },
        unit.now,
      ),
      cause,
    );
};
