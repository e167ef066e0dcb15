import { type BusinessCalendar, type CustomsDate, type Relief, withRelief } from '#kernel';

export interface DueDates {
  /** Null while the decision's downtime lasts: until it is over nobody can file. */
  readonly bill: CustomsDate | null;
  readonly entry: CustomsDate | null;
  readonly summary: CustomsDate;
}

/**
 * By when the electronic filings of a decision on paper follow, in days of the port. Bill and entry are counted from the day the downtime
 * ended, or of the decision where that is later; the summary's legal time runs from the day of the decision. What then falls due in
 * another downtime is put off by its relief, and the summary by that of its own.
 */
export const dueDates = (
  given: {
    readonly decidedOn: CustomsDate;
    /** Null while it lasts. */
    readonly downtimeEndedOn: CustomsDate | null;
    readonly keyWithinBusinessDays: { readonly conveyanceAndRelease: number; readonly entryData: number };
    readonly summaryWorkingDays: number;
    readonly manifestReliefs: readonly Relief[];
    readonly entryReliefs: readonly Relief[];
  },
  calendar: BusinessCalendar,
): DueDates => {
  const { decidedOn, downtimeEndedOn, keyWithinBusinessDays: within } = given;
  const from = downtimeEndedOn === null ? null : downtimeEndedOn > decidedOn ? downtimeEndedOn : decidedOn;
  const after = (day: CustomsDate, days: number, reliefs: readonly Relief[]): CustomsDate =>
    withRelief(calendar.addBusinessDays(day, days), 'other', reliefs, calendar).due;
  return {
    bill: from && after(from, within.conveyanceAndRelease, given.manifestReliefs),
    entry: from && after(from, within.entryData, given.entryReliefs),
    summary: after(decidedOn, given.summaryWorkingDays, given.entryReliefs),
  };
};
