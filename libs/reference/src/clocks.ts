import {
  addDays,
  daysBetween,
  FEDERAL_CALENDAR,
  isCustomsDate,
  withRelief,
  type BusinessCalendar,
  type CustomsDate,
  type Relief,
} from '#kernel';
import { inForce, type Effective } from './effective';

/** A time that the rules give somebody to do something. */
export interface Clock extends Effective {
  readonly name: ClockName;
  /** What it runs for: who has the time. A downtime gives time to the trade; CBP's own time goes on. */
  readonly runsFor: 'trade' | 'CBP';
  readonly length: number;
  /**
   * Calendar days that end on a day without business end on the next one with it. Consecutive days end on their last day whatever day it is: the law itself does something then.
   * Years end on the same day of a later year, those from a 29 February on the 28th.
   */
  readonly unit: 'working days' | 'calendar days' | 'consecutive days' | 'years';
  /** The day of this never counts. */
  readonly starts: string;
  readonly rule: string;
  readonly atEnd: string;
  /** Which relief of a downtime puts it off. */
  readonly relief: 'payment' | 'other' | null;
}

export const CLOCK_NAMES = [
  'filing of a summary',
  'estimated duties',
  'review of a summary',
  'review of an AD/CVD summary',
  'resubmission of a summary',
  'documents asked for',
  'answer to a request for information',
  'disagreement with a notice of action',
  'marking or redelivery',
  'protest',
  'claim of preference after importation',
  'review of a protest',
  'accelerated disposition',
  'review of an exclusion',
  'court action',
  'internal advice',
  'comments on a change of a ruling',
  'effect of a change of a ruling',
] as const;
export type ClockName = (typeof CLOCK_NAMES)[number];

const ALWAYS = '1979-01-01';

/** Every clock of the platform, as data: a change of a rule is a row from another day on. */
export const CLOCKS: readonly Clock[] = [
  {
    ...{
      name: 'filing of a summary',
      runsFor: 'trade',
      length: 10,
      unit: 'working days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'time of entry',
      rule: '19 CFR 142.12(b)',
      atEnd: 'the summary is late: liquidated damages (19 CFR 142.15)',
    },
  },
  {
    ...{
      name: 'estimated duties',
      runsFor: 'trade',
      length: 10,
      unit: 'working days',
      relief: 'payment',
      from: ALWAYS,
    },
    ...{ starts: 'time of entry', rule: '19 CFR 24.25(c), 142.12(b)', atEnd: 'the payment is late' },
  },
  {
    ...{ name: 'review of a summary', runsFor: 'CBP', length: 10, unit: 'working days', relief: null, from: ALWAYS },
    ...{
      starts: 'filing of the summary',
      rule: 'ABI requirements (July 2022), p. 3',
      atEnd: 'the item is past due: its team lead sees it first',
    },
  },
  {
    ...{
      name: 'review of an AD/CVD summary',
      runsFor: 'CBP',
      length: 60,
      unit: 'calendar days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'filing of the summary',
      rule: 'ABI requirements (July 2022), p. 3; CSMS 18-000301',
      atEnd: 'the item is past due: its team lead sees it first',
    },
  },
  {
    ...{
      name: 'resubmission of a summary',
      runsFor: 'trade',
      length: 2,
      unit: 'working days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'rejection by the Center',
      rule: '19 CFR 141.64, 142.15; ACE Entry Summary Business Process 1.14',
      atEnd: 'the item comes back to its team as not resubmitted',
    },
  },
  {
    ...{
      name: 'documents asked for',
      runsFor: 'trade',
      length: 5,
      unit: 'working days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'request of CBP',
      rule: "platform's own rule; setting DOCUMENT_REQUEST_DAYS",
      atEnd: 'the request is overdue and the filer is told',
    },
  },
  {
    ...{
      name: 'answer to a request for information',
      runsFor: 'trade',
      length: 30,
      unit: 'calendar days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'date of the request',
      rule: 'CBP Form 28; 19 CFR 151.11',
      atEnd: 'the request is overdue, comes back to the team, and the Center may decide by what it has',
    },
  },
  {
    ...{
      name: 'disagreement with a notice of action',
      runsFor: 'trade',
      length: 20,
      unit: 'calendar days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'date of the notice',
      rule: 'CBP Form 29; 19 CFR 152.2',
      atEnd: 'the proposal has lapsed, comes back to the team, and the action may be taken as proposed',
    },
  },
  {
    ...{
      name: 'marking or redelivery',
      runsFor: 'trade',
      length: 30,
      unit: 'calendar days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'date of the notice',
      rule: '19 CFR 134.51, 134.54(a), 141.113',
      atEnd: 'the notice has lapsed, comes back to the team: liquidated damages (19 CFR 134.54(a), 141.113(h))',
    },
  },
  {
    ...{ name: 'protest', runsFor: 'trade', length: 180, unit: 'calendar days', relief: 'other', from: ALWAYS },
    ...{
      starts: 'notice of liquidation or reliquidation, or another decision',
      rule: '19 CFR 174.12(e)',
      atEnd: 'a protest is untimely, and the decision final (19 USC 1514)',
    },
  },
  {
    ...{
      name: 'claim of preference after importation',
      runsFor: 'trade',
      length: 1,
      unit: 'years',
      relief: 'other',
      from: ALWAYS,
    },
    ...{ starts: 'importation', rule: '19 USC 1520(d)', atEnd: 'the claim is untimely' },
  },
  {
    ...{ name: 'review of a protest', runsFor: 'CBP', length: 2, unit: 'years', relief: null, from: ALWAYS },
    ...{
      starts: 'filing of the protest, of several of one category the last',
      rule: '19 CFR 174.21(a)',
      atEnd: 'the review is past due: it stands first in the list of its Center',
    },
  },
  {
    ...{
      name: 'accelerated disposition',
      runsFor: 'CBP',
      length: 30,
      unit: 'consecutive days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'request for accelerated disposition',
      rule: '19 CFR 174.22(d)',
      atEnd: 'the protest is deemed denied at the close of the day',
    },
  },
  {
    ...{
      name: 'review of an exclusion',
      runsFor: 'CBP',
      length: 30,
      unit: 'consecutive days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'filing of a protest against the exclusion of goods',
      rule: '19 CFR 174.21(b)',
      atEnd: 'the protest is deemed denied on that day',
    },
  },
  {
    ...{ name: 'court action', runsFor: 'trade', length: 180, unit: 'calendar days', relief: null, from: ALWAYS },
    ...{
      starts: 'notice of denial, or the day of a deemed denial',
      rule: '19 CFR 174.31; 28 USC 2636(a)',
      atEnd: 'the Court of International Trade is not open any more: a downtime of the platform gives no time there',
    },
  },
  {
    ...{ name: 'internal advice', runsFor: 'CBP', length: 90, unit: 'calendar days', relief: null, from: ALWAYS },
    ...{
      starts: 'question of the Center or port',
      rule: "platform's own rule; 19 CFR 177.11 names no time",
      atEnd: 'the answer is past due: it stands first in the list of headquarters',
    },
  },
  {
    ...{
      name: 'comments on a change of a ruling',
      runsFor: 'trade',
      length: 30,
      unit: 'calendar days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'publication of the proposed modification or revocation',
      rule: '19 CFR 177.12(b); 19 USC 1625(c)',
      atEnd: 'headquarters may publish the final notice',
    },
  },
  {
    ...{
      name: 'effect of a change of a ruling',
      runsFor: 'CBP',
      length: 60,
      unit: 'consecutive days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'publication of the final notice',
      rule: '19 CFR 177.12(e); 19 USC 1625(c)',
      atEnd: 'the modification or revocation is in effect',
    },
  },
] as readonly Clock[];

/** On days before the table begins, which filers may write too, a clock is that of its earliest row. */
export const clockOf = (name: ClockName, on: CustomsDate): Clock => {
  const rows = CLOCKS.filter((row) => row.name === name);
  return inForce(rows, on) ?? rows.reduce((earliest, row) => (row.from < earliest.from ? row : earliest));
};

export interface Started {
  /** Day of the event by which it starts, by the clock of the place. */
  readonly start: CustomsDate;
  /** Instead of the clock's own length, where whoever starts it may say. */
  readonly length?: number;
  /** Relief of downtimes that kept whom it runs for from doing it. */
  readonly reliefs?: readonly Relief[];
}

export interface Due {
  /** The last day by the rule alone. */
  readonly legalDueDate: CustomsDate;
  /** The last day, with the relief of downtimes. */
  readonly dueDate: CustomsDate;
  /** Number of the downtime that put it off. */
  readonly relievedBy: string | null;
}

const LAST_DAY: Readonly<
  Record<Clock['unit'], (start: CustomsDate, length: number, calendar: BusinessCalendar) => CustomsDate>
> = {
  'working days': (start, days, calendar) => calendar.addBusinessDays(start, days),
  'calendar days': (start, days, calendar) => calendar.onOrAfter(addDays(start, days)),
  'consecutive days': addDays,
  years: (start, years) => {
    const day = `${String(Number(start.slice(0, 4)) + years).padStart(4, '0')}${start.slice(4)}`;
    return isCustomsDate(day) ? day : `${day.slice(0, 8)}28`;
  },
};

/** The last day of a clock. */
export const dueOf = (
  name: ClockName,
  { start, length, reliefs = [] }: Started,
  calendar: BusinessCalendar = FEDERAL_CALENDAR,
): Due => {
  const clock = clockOf(name, start);
  const days = length ?? clock.length;
  const legalDueDate = LAST_DAY[clock.unit](start, days, calendar);
  if (clock.relief === null) return { legalDueDate, dueDate: legalDueDate, relievedBy: null };
  const { due, relievedBy } = withRelief(legalDueDate, clock.relief, reliefs, calendar);
  return { legalDueDate, dueDate: due, relievedBy };
};

/** A clock as it is shown while it runs. */
export interface RunningClock extends Due {
  readonly clock: ClockName;
  readonly rule: string;
  readonly startedOn: CustomsDate;
  /** Days after today up to and with the due day: working days where the clock is in them, else calendar days; negative where it is over. */
  readonly daysLeft: number;
  readonly unit: Clock['unit'];
  /** What happens, or happened, at its end. */
  readonly atEnd: string;
}

export const running = (
  name: ClockName,
  started: Started,
  today: CustomsDate,
  calendar: BusinessCalendar = FEDERAL_CALENDAR,
): RunningClock => {
  const { rule, unit, atEnd } = clockOf(name, started.start);
  const due = dueOf(name, started, calendar);
  return {
    ...{ clock: name, rule, startedOn: started.start, ...due },
    ...{ daysLeft: daysLeft(due.dueDate, today, unit, calendar), unit, atEnd },
  };
};

/** Days after `today` up to and with `due`; negative where that is over. */
export const daysLeft = (
  due: CustomsDate,
  today: CustomsDate,
  unit: Clock['unit'],
  calendar: BusinessCalendar = FEDERAL_CALENDAR,
): number => {
  if (unit !== 'working days') return daysBetween(today, due);
  return due >= today ? calendar.businessDaysBetween(today, due) : -calendar.businessDaysBetween(due, today);
};
