import type { Condition, SummaryDecision } from '#contracts';
import { releaseCondition, type ReleaseConditionCode } from '../release/release-conditions';
import type { StoredSummary, SummaryEvent } from './summary.model';

export type SummaryReview =
  | { readonly kind: 'refused'; readonly conditions: Condition[] }
  | { readonly kind: 'done'; readonly after: StoredSummary; readonly event: SummaryEvent };

/**
 * What a CBP officer's decision does to the entry summary on file: a review takes it out of trade control and gives it back, or ends
 * with its rejection, after which the filer may replace it but not delete it (entry summary guide, pp. ESF-206, ESF-210).
 *
 * @param ports those the officer serves
 */
export function applySummaryReview(
  decision: SummaryDecision,
  ports: readonly string[],
  before: StoredSummary | undefined,
): SummaryReview {
  const refuse = (code: ReleaseConditionCode): SummaryReview => ({
    kind: 'refused',
    conditions: [releaseCondition(code, null)],
  });
  if (!before || before.state === 'deleted') return refuse('P82');
  if (!ports.includes(before.portOfEntry ?? '')) return refuse('P81');
  const { state, control } = before;
  if (state !== 'accepted' || (control === 'trade') !== (decision === 'summary under review')) return refuse('P80');
  const done = (change: Partial<StoredSummary>, event: SummaryEvent): SummaryReview => ({
    kind: 'done',
    after: { ...before, ...change, revision: before.revision + 1 },
    event,
  });
  switch (decision) {
    case 'summary under review':
      return done({ control: 'cbp' }, 'taken under review');
    case 'summary review ended':
      return done({ control: 'trade' }, 'review ended');
    case 'summary rejected':
      return done({ state: 'rejected' }, 'rejected by CBP');
  }
}
