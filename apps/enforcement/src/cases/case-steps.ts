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

type BeforeStep = (unit: UnitOfWork, row: CaseRow, step: string) => Promise<void>;
const waits: BeforeStep[] = [];

/** What a step that an officer asks for by name waits for: said when the file that knows it is read. */
export const beforeAskedStep = (wait: BeforeStep): void => void waits.push(wait);

/** @throws Problem `state-conflict` where its time has not come */
export const requireItsTime: BeforeStep = async (unit, row, step) => {
  for (const wait of waits) await wait(unit, row, step);
};

type AfterAsked = (unit: UnitOfWork, row: CaseRow, step: string, by: string) => Promise<CaseRow>;
const followings: AfterAsked[] = [];

/** What the platform does at once after a step that an officer asked for by name, by steps of its own: said when the file that knows it is read. */
export const afterAskedStep = (following: AfterAsked): void => void followings.push(following);

/** @returns the case after them */
export const takeFollowing: AfterAsked = async (unit, row, step, by) => {
  let after = row;
  for (const following of followings) after = await following(unit, after, step, by);
  return after;
};

/** Whose referral a case was opened for. */
export const REFERRAL_EVENT = 'referral';

/**
 * Takes a step of a case that the unit of work holds (`lockCase`), writes it to the history and tells whoever listens. Who may is judged before: people of CBP by the table,
 * parties and the platform by whoever calls.
 *
 * @throws Problem `state-conflict` where the case is in a state that has no such edge
 */
export const takeStep = async (unit: UnitOfWork, row: CaseRow, step: Step): Promise<CaseRow> =>
  (await takeSteps(unit, [{ ...step, row }]))[0]!;

/** A case that is decided, and of which all was paid before. */
export const findPaid = (unit: UnitOfWork, row: CaseRow, because: string): Promise<CaseRow> =>
  takeStep(unit, row, {
    step: 'find paid',
    by: 'the platform',
    why: `${because}: what was paid before is all that is due`,
  });

/** The same of many cases at once, one step of each. @returns the cases after it, in the same order */
export const takeSteps = async (
  unit: UnitOfWork,
  steps: readonly (Step & { readonly row: CaseRow })[],
): Promise<CaseRow[]> => {
  if (steps.length === 0) return [];
  const { manager, now } = unit;
  const taken = steps.map(({ amountCents = null, ofParty = false, ...step }) => {
    const { kind, state, number } = step.row;
    const edge = edgeOf(kind, state, step.step);
    if (!edge)
      throw new Problem('state-conflict', `Case ${number}: '${step.step}' is not possible in state '${state}'.`);
    return { ...step, edge, amountCents, ofParty };
  });
  await manager.query(
    `UPDATE enforcement_case c SET version = c.version + 1, state = s.state, changed_at = $2, told_to_parties = c.told_to_parties OR s.told,
       assessed_cents = CASE WHEN s.amount_of = 'assessed' THEN coalesce(s.cents, c.assessed_cents) ELSE c.assessed_cents END,
       mitigated_cents = CASE s.amount_of WHEN 'mitigated' THEN s.cents WHEN 'settled' THEN c.paid_cents + s.cents ELSE c.mitigated_cents END,
       paid_cents = c.paid_cents + CASE WHEN s.amount_of IN ('paid', 'settled') THEN coalesce(s.cents, 0) ELSE 0 END
     FROM unnest($1::uuid[], $3::text[], $4::boolean[], $5::text[], $6::bigint[]) AS s(id, state, told, amount_of, cents) WHERE c.id = s.id`,
    [
      taken.map(({ row }) => row.id),
      now,
      taken.map(({ edge }) => edge.to),
      taken.map(({ edge }) => edge.on === 'mail notice'),
      taken.map(({ edge }) => edge.amount ?? null),
      taken.map(({ amountCents }) => amountCents),
    ],
  );
  await manager.query(
    `INSERT INTO enforcement_case_event (case_id, version, step, state, reason, amount_cents, by_name, occurred_at)
     SELECT s.*, $8 FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[]) AS s`,
    [
      taken.map(({ row }) => row.id),
      taken.map(({ row }) => row.version + 1),
      taken.map(({ step }) => step),
      taken.map(({ edge }) => edge.to),
      taken.map(({ why }) => why),
      taken.map(({ amountCents }) => amountCents),
      taken.map(({ by }) => by),
      now,
    ],
  );
  for (const { row, edge, by } of taken) for (const hook of hooks) await hook(unit, row, edge.to, by);
  const after = new Map(
    (await caseRows(manager, 'WHERE c.id = ANY($1::uuid[])', [taken.map(({ row }) => row.id)])).map((row) => [
      row.id,
      row,
    ]),
  );
  await tellOfSteps(
    unit,
    taken.map(({ row, step, by, edge, ofParty }) => ({
      ...{ row: after.get(row.id)!, step, by, parties: tellsParties(edge) && !ofParty },
    })),
  );
  return taken.map(({ row }) => after.get(row.id)!);
};

/**
 * Something that happened in a case that the unit of work holds and moves it nowhere: into the history that people of CBP at its port and Center read, and told to whoever
 * listens to cases. Parties are not told.
 */
export const noteInCase = async (
  unit: UnitOfWork,
  row: CaseRow,
  { step, why, by }: { readonly step: string; readonly why: string; readonly by: string },
): Promise<void> => {
  const { manager, now } = unit;
  await manager.query('UPDATE enforcement_case SET version = version + 1, changed_at = $2 WHERE id = $1', [
    row.id,
    now,
  ]);
  await manager.query(
    `INSERT INTO enforcement_case_event (case_id, version, step, state, reason, by_name, occurred_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [row.id, row.version + 1, step, row.state, why, by, now],
  );
  await tellOfSteps(unit, [{ row: { ...row, version: row.version + 1 }, step, by, parties: false }]);
};

interface Told {
  readonly row: CaseRow;
  readonly step: string;
  readonly by: string;
  /** Whether the parties are told, in the activity logs of their accounts, once they were given notice. */
  readonly parties: boolean;
}

/** Steps as others hear of them: services by `enforcement.case-changed`, parties in the activity logs of their accounts. */
export const tellOfSteps = async (unit: UnitOfWork, steps: readonly Told[]): Promise<void> => {
  const ids = steps.map(({ row }) => row.id);
  const references = byCase(await referencesOf(unit.manager, ids));
  const parties = byCase(await partiesOf(unit.manager, ids));
  for (const step of steps)
    tellOfStep(unit, step, { parties: parties.get(step.row.id) ?? [], references: references.get(step.row.id) ?? [] });
};

const byCase = <Row extends { readonly caseId: string }>(rows: readonly Row[]): Map<string, Row[]> => {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const there = found.get(row.caseId);
    if (there) there.push(row);
    else found.set(row.caseId, [row]);
  }
  return found;
};

interface Around {
  readonly parties: Awaited<ReturnType<typeof partiesOf>>;
  readonly references: Awaited<ReturnType<typeof referencesOf>>;
}

const tellOfStep = (
  unit: UnitOfWork,
  { row, step, by, parties: tell }: Told,
  { parties, references }: Around,
): void => {
  const cause = { correlationId: currentCorrelation() ?? randomUUID() };
  const withAccount = parties.filter(({ accountId }) => accountId !== null);
  const accountIds = [...new Set(withAccount.flatMap(({ accountId }) => accountId ?? []))].sort();
  const holder = withAccount.find(({ role }) => role !== 'surety') ?? withAccount[0];
  unit.publish(
    EnforcementCaseChanged,
    enforcementCaseSubject(row.number),
    {
      ...{ caseId: row.id, number: row.number, version: row.version, kind: row.kind, law: row.law, step },
      ...{ state: row.state, port: row.port, centerId: row.centerId, accountIds, toldToParties: row.toldToParties },
      holderId: holder?.accountId ?? null,
      referralId: row.eventKind === REFERRAL_EVENT ? row.eventKey.slice(REFERRAL_EVENT.length + 1) : null,
      entries: references.filter(({ kind }) => kind === 'entry').map(({ reference }) => reference),
      bills: references.filter(({ kind }) => kind === 'bill').map(({ reference }) => reference),
      ...{ assessedCents: row.assessedCents, mitigatedCents: row.mitigatedCents, paidCents: row.paidCents },
      ...{ openedOn: row.openedOn, occurredAt: unit.now.toISOString() },
    },
    cause,
  );
  if (!tell || !row.toldToParties) return;
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
