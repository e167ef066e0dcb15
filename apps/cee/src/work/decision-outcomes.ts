import type { EntityManager } from 'typeorm';
import type { SummaryReported } from '#contracts';
import { endAnswers } from '../earlier-answers/earlier-answers';

/** Keeps what the entry service says became of decisions; what is known is not told anew. */
export const tellOutcomes = async (
  manager: EntityManager,
  outcomes: readonly NonNullable<SummaryReported['decision']>[],
  now: Date,
): Promise<void> => {
  if (outcomes.length === 0) return;
  await manager.query(
    `UPDATE summary_decision d SET outcome = CASE WHEN u.refusal IS NULL THEN 'carried out' ELSE 'refused' END, refusal = u.refusal, outcome_at = $3
       FROM unnest($1::uuid[], $2::text[]) AS u (id, refusal) WHERE d.id = u.id AND d.outcome = 'waits'`,
    [outcomes.map(({ decisionId }) => decisionId), outcomes.map(({ refusal }) => refusal), now],
  );
  const refused = outcomes.filter(({ refusal }) => refusal !== null).map(({ decisionId }) => decisionId);
  if (refused.length > 0)
    await endAnswers({ manager, now }, 'review of a summary', refused, 'the entry service did not carry it out');
};
