import {
  addDays,
  daysBetween,
  FEDERAL_CALENDAR,
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
  /** Calendar days that end on a day without business end on the next one with it. */
  readonly unit: 'working days' | 'calendar days';
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
  'decision on an allegation',
  'interim measures',
  'determination of evasion',
  'extended determination of evasion',
  'request for review of a determination',
  'review of a determination',
  'notice of detention to the importer',
  'proof against detention',
  'notice of detention to the owner',
  'notice of seizure to the owner',
  'decision to detain',
  'admissibility of detained goods',
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
      name: 'decision on an allegation',
      runsFor: 'CBP',
      length: 15,
      unit: 'working days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'receipt of the allegation',
      rule: '19 U.S.C. 1517(b)(1); 19 CFR 165.15(b)',
      atEnd: 'the case is past due: headquarters sees it first',
    },
  },
  {
    ...{ name: 'interim measures', runsFor: 'CBP', length: 90, unit: 'calendar days', relief: null, from: ALWAYS },
    ...{
      starts: 'initiation of the investigation',
      rule: '19 U.S.C. 1517(e); 19 CFR 165.24(a)',
      atEnd: 'the case is past due: headquarters sees it first',
    },
  },
  {
    ...{
      name: 'determination of evasion',
      runsFor: 'CBP',
      length: 300,
      unit: 'calendar days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'initiation of the investigation',
      rule: '19 U.S.C. 1517(c)(1)(A); 19 CFR 165.22(a)',
      atEnd: 'the case is past due, unless it was extended',
    },
  },
  {
    ...{
      name: 'extended determination of evasion',
      runsFor: 'CBP',
      length: 360,
      unit: 'calendar days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'initiation of the investigation',
      rule: '19 U.S.C. 1517(c)(1)(B); 19 CFR 165.22(c)',
      atEnd: 'the case is past due: headquarters sees it first',
    },
  },
  {
    ...{
      name: 'request for review of a determination',
      runsFor: 'trade',
      length: 30,
      unit: 'working days',
      relief: null,
      from: ALWAYS,
    },
    ...{ starts: 'determination', rule: '19 U.S.C. 1517(f)(1); 19 CFR 165.41(d)', atEnd: 'the determination stands' },
  },
  {
    ...{
      name: 'review of a determination',
      runsFor: 'CBP',
      length: 60,
      unit: 'working days',
      relief: null,
      from: ALWAYS,
    },
    ...{ starts: 'request for review', rule: '19 U.S.C. 1517(f)(2)', atEnd: 'the review is past due' },
  },
  {
    ...{
      name: 'notice of detention to the importer',
      runsFor: 'CBP',
      length: 5,
      unit: 'working days',
      relief: null,
      from: ALWAYS,
    },
    ...{ starts: 'decision to detain', rule: '19 CFR 133.21(b)(2)(i), 133.25(a)', atEnd: 'the notice is past due' },
  },
  {
    ...{
      name: 'proof against detention',
      runsFor: 'trade',
      length: 7,
      unit: 'working days',
      relief: 'other',
      from: ALWAYS,
    },
    ...{
      starts: 'notice of detention',
      rule: '19 CFR 133.21(b)(2)(i)',
      atEnd: 'the owner may see what identifies the goods',
    },
  },
  {
    ...{
      name: 'notice of detention to the owner',
      runsFor: 'CBP',
      length: 30,
      unit: 'working days',
      relief: null,
      from: ALWAYS,
    },
    ...{ starts: 'detention', rule: '19 CFR 133.21(b)(4), 133.25(b)', atEnd: 'the notice is past due' },
  },
  {
    ...{
      name: 'notice of seizure to the owner',
      runsFor: 'CBP',
      length: 30,
      unit: 'working days',
      relief: null,
      from: ALWAYS,
    },
    ...{ starts: 'notice of seizure', rule: '19 CFR 133.21(e)', atEnd: 'the notice is past due' },
  },
  {
    ...{ name: 'decision to detain', runsFor: 'CBP', length: 5, unit: 'working days', relief: null, from: ALWAYS },
    ...{
      starts: 'presentation of the goods for examination',
      rule: '19 CFR 151.16(b)',
      atEnd: 'the goods are not detained',
    },
  },
  {
    ...{
      name: 'admissibility of detained goods',
      runsFor: 'CBP',
      length: 30,
      unit: 'calendar days',
      relief: null,
      from: ALWAYS,
    },
    ...{
      starts: 'presentation of the goods for examination',
      rule: '19 CFR 151.16(e)',
      atEnd: 'the goods are deemed excluded',
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

/** The last day of a clock. */
export const dueOf = (
  name: ClockName,
  { start, length, reliefs = [] }: Started,
  calendar: BusinessCalendar = FEDERAL_CALENDAR,
): Due => {
  const clock = clockOf(name, start);
  const days = length ?? clock.length;
  const legalDueDate =
    clock.unit === 'working days' ? calendar.addBusinessDays(start, days) : calendar.onOrAfter(addDays(start, days));
  if (clock.relief === null) return { legalDueDate, dueDate: legalDueDate, relievedBy: null };
  const { due, relievedBy } = withRelief(legalDueDate, clock.relief, reliefs, calendar);
  return { legalDueDate, dueDate: due, relievedBy };
};

/** A clock as it is shown while it runs. */
export interface RunningClock extends Due {
  readonly clock: ClockName;
  readonly rule: string;
  readonly startedOn: CustomsDate;
  /** Days after today up to and with the due day, in the clock's unit; negative where it is over. */
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
  if (unit === 'calendar days') return daysBetween(today, due);
  return due >= today ? calendar.businessDaysBetween(today, due) : -calendar.businessDaysBetween(due, today);
};
