import type { Condition, SummaryDecision } from '#contracts';
import { releaseCondition, type ReleaseConditionCode } from '../release/release-conditions';
import type { StoredSummary } from '../summary-on-file/summary.model';
import { columnsAfter, type SummaryEvent } from '../summary-on-file/summary.states';

const EVENTS: Readonly<Record<SummaryDecision, SummaryEvent>> = {
  'summary under review': 'taken under review',
  'summary review ended': 'review ended',
  'summary rejected': 'rejected by CBP',
};

export type SummaryReview =
  | { readonly kind: 'refused'; readonly conditions: Condition[] }
  | { readonly kind: 'done'; readonly after: StoredSummary; readonly event: SummaryEvent };

/**
 * What a decision of CBP does to the entry summary on file: a review takes it out of trade control and gives it back, or ends
 * with its rejection, after which the filer may replace it but not delete it (entry summary guide, pp. ESF-206, ESF-210).
 *
 * @param mayDecide whether who decides has the authority over it
 */
export function applySummaryReview(
  decision: SummaryDecision,
  mayDecide: (summary: StoredSummary) => boolean,
  before: StoredSummary | undefined,
): SummaryReview {
  const refuse = (code: ReleaseConditionCode): SummaryReview => ({
    kind: 'refused',
    conditions: [releaseCondition(code, null)],
  });
  if (!before || before.state === 'deleted') return refuse('P82');
  if (!mayDecide(before)) return refuse('P81');
  const event = EVENTS[decision];
  const columns = columnsAfter(before, event);
  if (!columns.ok) return refuse('P80');
  return { kind: 'done', after: { ...before, ...columns.value, revision: before.revision + 1 }, event };
}
