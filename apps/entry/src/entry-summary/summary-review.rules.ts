import type { Condition, SummaryDecision } from '#contracts';
import type { Decider } from '../authority/authority.rules';
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

/** Why who decides may not: the condition, and the same in a line for a Center. */
export interface NotTheirs {
  readonly code: ReleaseConditionCode;
  readonly told: string;
}

/** An officer decides at the ports of the account, and not on what is a Center's on its day. */
export const refusalOfOfficer = (
  { portOfEntry }: StoredSummary,
  officerPorts: readonly string[],
  decider: Decider,
): NotTheirs | null => {
  if (!officerPorts.includes(portOfEntry ?? '')) return { code: 'P81', told: 'ENTRY OF ANOTHER PORT' };
  return decider === 'Center' ? { code: 'P83', told: 'THE CENTER DECIDES ON THIS SUMMARY' } : null;
};

/** A Center decides on its own summaries, on days that are not the port's. */
export const refusalOfCenter = (summary: StoredSummary, centerId: string, decider: Decider): NotTheirs | null => {
  if (summary.centerId !== centerId) return { code: 'P81', told: 'SUMMARY OF ANOTHER CENTER' };
  return decider === 'port' ? { code: 'P81', told: 'THE PORT DECIDES ON THE DAY OF THIS SUMMARY' } : null;
};

/**
 * What a decision of CBP does to the entry summary on file: a review takes it out of trade control and gives it back, or ends
 * with its rejection, after which the filer may replace it but not delete it (entry summary guide, pp. ESF-206, ESF-210).
 *
 * @param notTheirs why who decides may not; null where they may
 */
export function applySummaryReview(
  decision: SummaryDecision,
  notTheirs: NotTheirs | null,
  before: StoredSummary | undefined,
): SummaryReview {
  const refuse = (code: ReleaseConditionCode): SummaryReview => ({
    kind: 'refused',
    conditions: [releaseCondition(code, null)],
  });
  if (!before || before.state === 'deleted') return refuse('P82');
  if (notTheirs !== null) return refuse(notTheirs.code);
  const event = EVENTS[decision];
  const columns = columnsAfter(before, event);
  if (!columns.ok) return refuse('P80');
  return { kind: 'done', after: { ...before, ...columns.value, revision: before.revision + 1 }, event };
}
