import { addDays, type CustomsDate, daysBetween } from '#kernel';
import { type ClockName, dueOf } from '#reference';

/** Days before the last one on which who has the time is reminded. */
export const REMIND_DAYS = 7;

/** A notice of less time than this to the limitation may give a short time to petition (19 CFR 171.2(e), 172.3(e)). */
const SHORT_WITHIN_DAYS = 180;
export const SHORTEST_WORKING_DAYS = 7;
/** The same before a penalty (19 CFR 162.78(a)). */
const SHORT_ANSWER_WITHIN_DAYS = 365;

export interface NoticeTime {
  readonly clock: ClockName;
  readonly length?: number;
}

const PETITIONS: Readonly<Record<string, ClockName>> = {
  seizure: 'petition against a seizure',
  penalty: 'petition against a penalty',
  'liquidated damages': 'petition against liquidated damages',
};

/**
 * By which clock a notice gives time to petition. With less than 180 days to the limitation the short one, of seven working days unless the notice names more.
 *
 * @param workingDays that the notice names; fewer than seven are seven. Of the other clocks the length is the law's
 */
export const timeToPetition = (
  kind: string,
  mailedOn: CustomsDate,
  limitationOn: CustomsDate,
  workingDays: number | null = null,
): NoticeTime =>
  daysBetween(mailedOn, limitationOn) < SHORT_WITHIN_DAYS
    ? { clock: 'short petition', length: Math.max(workingDays ?? SHORTEST_WORKING_DAYS, SHORTEST_WORKING_DAYS) }
    : { clock: PETITIONS[kind]! };

/** By which clock a notice before a penalty gives time to answer. */
export const timeToAnswer = (mailedOn: CustomsDate, limitationOn: CustomsDate): NoticeTime => ({
  clock:
    daysBetween(mailedOn, limitationOn) < SHORT_ANSWER_WITHIN_DAYS
      ? 'short answer to a pre-penalty notice'
      : 'answer to a pre-penalty notice',
});

/** Whom it is reminded: a week before the last day, of shorter clocks halfway, never before it began. */
export const remindOn = (start: CustomsDate, due: CustomsDate): CustomsDate => {
  const days = daysBetween(start, due);
  return addDays(due, -Math.min(REMIND_DAYS, Math.floor(days / 2)));
};

/** Clocks in which a petition is in time. */
export const PETITION_CLOCKS: readonly string[] = [
  'petition against a seizure',
  'petition against a penalty',
  'petition against liquidated damages',
  'petition of a surety',
  'short petition',
] satisfies ClockName[];

/** What CBP has to do itself: no party is reminded, and what is over stays on the list of the office until it is done. */
export const OFFICE_CLOCKS: readonly string[] = ['forwarding of a petition' satisfies ClockName];

/** Clocks that end when all is paid. */
export const ENDED_BY_PAYMENT: readonly string[] = [
  ...PETITION_CLOCKS,
  'life of a decision on a petition' satisfies ClockName,
];

/** The last day without downtimes. */
export const legalDue = (clock: ClockName, start: CustomsDate, length?: number): CustomsDate =>
  dueOf(clock, length === undefined ? { start } : { start, length }).legalDueDate;
