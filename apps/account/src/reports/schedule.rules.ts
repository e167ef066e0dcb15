import { addDays, type CustomsDate, FEDERAL_CALENDAR, type FieldError, localDate, weekday } from '#kernel';

export const INTERVALS = ['daily', 'weekly', 'monthly', 'quarterly'] as const;
export type Interval = (typeof INTERVALS)[number];
export const COVERED = ['the period before', 'everything'] as const;
export type Covered = (typeof COVERED)[number];

/** When a report is made: on a business day of each week, month or quarter, or on every business day, by the clock of a place. */
export interface Timing {
  readonly every: Interval;
  /** 1 for the first of the period; its last where it has fewer. Of `daily` it says nothing. */
  readonly businessDay: number;
  /** `HH:MM`, by the clock of `timeZone`. */
  readonly timeOfDay: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** First and last day. */
export interface Period {
  readonly from: CustomsDate;
  readonly to: CustomsDate;
}

const MOST_BUSINESS_DAY: Readonly<Record<Interval, number>> = { daily: 1, weekly: 5, monthly: 23, quarterly: 66 };

export const timingFaults = ({ every, businessDay, timeZone }: Timing): FieldError[] => [
  ...(businessDay > MOST_BUSINESS_DAY[every]
    ? [{ at: '/businessDay', text: `is ${MOST_BUSINESS_DAY[every]} at most for ${every}` }]
    : []),
  ...(isZone(timeZone) ? [] : [{ at: '/timeZone', text: 'is no IANA time zone, such as America/Chicago' }]),
];

const isZone = (timeZone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone });
    return true;
  } catch {
    return false;
  }
};

const monthsOf = (date: CustomsDate, months: number, by: number): Period => {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1];
  const first = Math.floor(month / months) * months + by * months;
  const day = (at: number): CustomsDate => new Date(Date.UTC(year, at, 1)).toISOString().slice(0, 10);
  return { from: day(first), to: addDays(day(first + months), -1) };
};

/** The period a day lies in, or one so many before or after it. Weeks begin on Monday. */
const periodOf = (every: Interval, date: CustomsDate, by = 0): Period => {
  if (every === 'monthly') return monthsOf(date, 1, by);
  if (every === 'quarterly') return monthsOf(date, 3, by);
  if (every === 'weekly') {
    const monday = addDays(date, -((weekday(date) + 6) % 7) + 7 * by);
    return { from: monday, to: addDays(monday, 6) };
  }
  return { from: addDays(date, by), to: addDays(date, by) };
};

/** The day in a period on which the report is made; null for a period without a business day. */
const dayIn = ({ every, businessDay }: Timing, { from, to }: Period): CustomsDate | null => {
  const nth = FEDERAL_CALENDAR.addBusinessDays(addDays(from, -1), every === 'daily' ? 1 : businessDay);
  if (nth <= to) return nth;
  const last = FEDERAL_CALENDAR.addBusinessDays(addDays(to, 1), -1);
  return last >= from ? last : null;
};

/**
 * The instant at which a clock shows a time: where it is put forward over it, the same time by the clock of before; where it is put back, the first of the two.
 */
export const instantAtClock = (date: CustomsDate, at: string, timeZone: string): Date => {
  const wanted = Date.parse(`${date}T${at}:00Z`);
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const ahead = (instant: number): number => Date.parse(`${shown.format(instant).replace(' ', 'T')}Z`) - instant;
  const before = wanted - ahead(wanted - 86_400_000);
  const after = wanted - ahead(wanted + 86_400_000);
  const found = [before, after]
    .sort((one, other) => one - other)
    .find((instant) => ahead(instant) === wanted - instant);
  return new Date(found ?? before);
};

/** The first time a report is made behind an instant. */
export const dueAfter = (timing: Timing, after: Date): Date => {
  const { every, timeOfDay, timeZone } = timing;
  const today = localDate(after, timeZone);
  for (let by = 0; ; by += 1) {
    const day = dayIn(timing, periodOf(every, today, by));
    const due = day && instantAtClock(day, timeOfDay, timeZone);
    if (due && due > after) return due;
  }
};

/** The days that a report made at an instant is about: the whole period before; of a daily one all days since the business day before, it included. */
export const periodBefore = ({ every, timeZone }: Timing, due: Date): Period => {
  const day = localDate(due, timeZone);
  if (every !== 'daily') return periodOf(every, day, -1);
  return { from: FEDERAL_CALENDAR.addBusinessDays(day, -1), to: addDays(day, -1) };
};

/** What is due now: the latest time that was, and how many before it were missed. Null where nothing is. */
export const dueNow = (
  timing: Timing,
  next: Date,
  now: Date,
): { readonly due: Date; readonly missed: number; readonly period: Period; readonly following: Date } | null => {
  if (next > now) return null;
  const { from } = periodBefore(timing, next);
  for (let due = next, missed = 0; ; missed += 1) {
    const following = dueAfter(timing, due);
    // What was missed is covered by the one run that makes up for it.
    if (following > now) return { due, missed, period: { from, to: periodBefore(timing, due).to }, following };
    due = following;
  }
};
