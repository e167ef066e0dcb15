import { EntryFilingAnswered } from '#contracts';
import { storedShape } from '#persistence';
import type { ComputedSummary, EntrySummary } from './summary.model';

/** What is kept of entry summaries as JSON, as the builds wrote it that took them. */

export const storedSummary = storedShape<EntrySummary>({ name: 'entry_summary_version.content', version: 1 });
export const storedComputed = storedShape<ComputedSummary>({ name: 'entry_summary_version.computed', version: 1 });

/** A message that is said later: whoever hears it judges it, so that one that is not sound keeps no other waiting here. */
export const storedAnswer = storedShape<EntryFilingAnswered>({
  name: 'waiting_answer.answer',
  version: EntryFilingAnswered.version,
  lifts: EntryFilingAnswered.lifts,
});
