import type { EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import type { CaseParty, CaseRow } from '../cases/case-row';
import { type CaseClockRow, clockRows, dueWith } from '../clocks/case-clocks';
import { reliefsOf } from '../downtimes/downtimes';

/** Whether the notice of a decision on a petition of this party was not mailed yet: with its mailing its times begin. */
export const decisionWaits = async (
  manager: Pick<EntityManager, 'query'>,
  caseId: string,
  place: number,
): Promise<boolean> =>
  (
    await manager.query(
      'SELECT 1 FROM case_notice n JOIN petition p ON p.id = n.petition_id AND p.place = n.party_place WHERE n.case_id = $1 AND n.party_place = $2 AND n.mailed_on IS NULL LIMIT 1',
      [caseId, place],
    )
  ).length > 0;

/** The life of the last decision, of the party where there are several; none before its notice was mailed. */
const lifeOf = async (
  manager: Pick<EntityManager, 'query'>,
  caseId: string,
  place: number,
): Promise<CaseClockRow | undefined> =>
  (
    await clockRows(
      manager,
      `WHERE k.case_id = $1 AND k.clock = 'life of a decision on a petition' AND NOT EXISTS (SELECT 1 FROM case_notice n WHERE n.case_id = $1 AND n.mailed_on IS NULL
         AND n.petition_id = (SELECT d.petition_id FROM petition_decision d WHERE d.case_id = $1 ORDER BY d.decided_at DESC, d.petition_id = n.petition_id DESC LIMIT 1))
       ORDER BY k.started_on DESC, k.place = $2 DESC, k.id DESC LIMIT 1`,
      [caseId, place],
    )
  )[0];

/**
 * The case as it is for what came in on a day, and how long its decision was good: null where no life of one runs or was over. A decision that lapsed before anybody entered what
 * came in within its life is as if it had not lapsed: the case has the decided amount again.
 */
export const keptDecision = async (
  manager: Pick<EntityManager, 'query'>,
  row: CaseRow,
  { place, accountId }: Pick<CaseParty, 'place' | 'accountId'>,
  { receivedOn, now }: { readonly receivedOn: CustomsDate; readonly now: Date },
): Promise<{ readonly row: CaseRow; readonly goodUntil: CustomsDate | null }> => {
  const life = await lifeOf(manager, row.id, place);
  if (!life || (life.endedAt !== null && life.endedHow !== 'over')) return { row, goodUntil: null };
  const { due } = dueWith(life, accountId, row.port, await reliefsOf(manager, now));
  if (life.endedAt === null || row.mitigatedCents !== null) return { row, goodUntil: due };
  if (receivedOn > due) return { row, goodUntil: null };
  const [decision] = await manager.query(
    'SELECT amount_cents AS cents FROM petition_decision WHERE case_id = $1 ORDER BY decided_at DESC LIMIT 1',
    [row.id],
  );
  const mitigatedCents = Number(decision.cents);
  await manager.query('UPDATE enforcement_case SET mitigated_cents = $2 WHERE id = $1', [row.id, mitigatedCents]);
  return { row: { ...row, mitigatedCents }, goodUntil: due };
};
