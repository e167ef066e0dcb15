import type { DowntimeChanged } from '#contracts';
import { addDays, type CustomsDate, FEDERAL_CALENDAR } from '#kernel';
import { dueOf, ENTRY_TYPES } from '#reference';
import { judgeDeadline } from '../deadlines/deadline.rules';

/** Ten working days are never less than so many calendar days. */
export const SOONEST_DAYS = 14;
/** What was filed on the last day may still be on its way: nothing is said to be missing before the next working day is over. */
const ON_ITS_WAY_DAYS = 1;

export interface ReleasedEntry {
  readonly key: string;
  readonly accountId: string;
  readonly portOfEntry: string | null;
  readonly modeOfTransport: string | null;
  readonly entryType: string | null;
  readonly releasedOn: CustomsDate;
}

/** Whether an entry of this type has a summary: low value shipments under section 321 have none. */
export const needsSummary = (entryType: string | null): boolean =>
  entryType === null || (ENTRY_TYPES.get(entryType)?.filings.includes('AE') ?? false);

/** The first day on which it is known that nothing more of a day is on its way. */
export const knownAfter = (day: CustomsDate): CustomsDate =>
  addDays(FEDERAL_CALENDAR.addBusinessDays(day, ON_ITS_WAY_DAYS), 1);

/**
 * The last day for summary and estimated duties with the relief of downtimes, whichever is later, and the first one on which it is known whether it was kept.
 *
 * @param today by the clock of the port
 */
export const depositTime = (
  { key, accountId, portOfEntry, modeOfTransport, releasedOn }: ReleasedEntry,
  today: CustomsDate,
  downtimes: readonly DowntimeChanged[],
  now: Date,
): { readonly due: CustomsDate; readonly knownOn: CustomsDate } => {
  const { legalDueDate } = dueOf('filing of a summary', { start: releasedOn });
  const { dueDate, paymentDueDate } = judgeDeadline(
    { key, accountId, portOfEntry, modeOfTransport, legalDueDate, filedOn: today },
    downtimes,
    now,
  );
  const due = [legalDueDate, dueDate!, paymentDueDate!].sort().at(-1)!;
  return { due, knownOn: knownAfter(due) };
};
