import { addDays, FEDERAL_CALENDAR, type BusinessCalendar, type CustomsDate } from '#kernel';
import type { TrustedOn } from '../trusted-benefits/priority';
import { clockOf, daysLeft, dueOf, ENTRY_TYPES, type ClockName } from '#reference';

/** What the priority of an item depends on. */
export interface WorkFacts {
  readonly entryType: string | null;
  readonly filedOn: CustomsDate | null;
  readonly timeliness: string | null;
  readonly dutyCents: number;
  readonly timesRejected: number;
  /** Set where the filer sent it again in answer to a rejection: somebody waits. */
  readonly resubmitted: boolean;
  /** How the importer stands as a trusted trader at port and mode of the entry on the day. */
  readonly trusted: TrustedOn | null;
  readonly dueDate: CustomsDate | null;
}

export interface PriorityReason {
  readonly rule: string;
  readonly points: number;
  /** The facts behind it, for a person. */
  readonly why: string;
}

export interface Priority {
  readonly priority: number;
  readonly reasons: readonly PriorityReason[];
  readonly judgeAgainOn: CustomsDate | null;
}

const isAdCvd = (entryType: string | null): boolean => ENTRY_TYPES.get(entryType ?? '')?.adcvd ?? false;

/** Working days left and points, the first that fits. */
const BY_DUE_DATE = [
  { atMost: -1, points: 60, rule: 'past due' },
  { atMost: 1, points: 45, rule: 'due at once' },
  { atMost: 3, points: 30, rule: 'due soon' },
  { atMost: 5, points: 15, rule: 'due this week' },
] as const;

/** Duty in whole dollars and points, the first that fits. */
const BY_MONEY = [
  { from: 100_000, points: 30 },
  { from: 10_000, points: 20 },
  { from: 1_000, points: 10 },
] as const;

/** The table of the reasons, each with what it is worth, for people. */
export const PRIORITY_TABLE: readonly { readonly rule: string; readonly when: string; readonly points: string }[] = [
  ...BY_DUE_DATE.map(({ atMost, points, rule }) => ({
    ...{ rule, points: `+${points}` },
    when: atMost < 0 ? 'the due day is over' : `at most ${atMost} working days are left`,
  })),
  ...BY_MONEY.map(({ from, points }) => ({
    ...{ rule: 'money', points: `+${points}`, when: `duty of $${from.toLocaleString('en-US')} or more` },
  })),
  { rule: 'risk: AD/CVD', points: '+15', when: 'entry types with antidumping or countervailing duty' },
  { rule: 'risk: rejected before', points: '+15', when: 'a Center rejected the summary before' },
  { rule: 'risk: filed late', points: '+10', when: 'the summary came late' },
  {
    rule: 'trusted trader waits',
    points: '+20',
    when: 'the importer has priority at that port and mode, and sent the summary again',
  },
  { rule: 'trusted trader', points: '-15', when: 'the importer is a trusted trader and the summary was not rejected' },
];

export const clockOfReview = (entryType: string | null): ClockName =>
  isAdCvd(entryType) ? 'review of an AD/CVD summary' : 'review of a summary';

/** The last day on which the Center may reject the summary. */
export const reviewDue = (entryType: string | null, filedOn: CustomsDate | null): CustomsDate | null =>
  filedOn === null ? null : dueOf(clockOfReview(entryType), { start: filedOn }).dueDate;

/** Priority with its reasons, on a day; the same facts on the same day give the same. */
export const judgePriority = (
  facts: WorkFacts,
  today: CustomsDate,
  calendar: BusinessCalendar = FEDERAL_CALENDAR,
): Priority => {
  const { dueDate, dutyCents, entryType, timesRejected, timeliness, trusted, resubmitted } = facts;
  const reasons: PriorityReason[] = [];
  const add = (rule: string, points: number, why: string): void => void reasons.push({ rule, points, why });

  let judgeAgainOn: CustomsDate | null = null;
  if (dueDate !== null) {
    const left = daysLeft(dueDate, today, 'working days', calendar);
    // A day without business that follows the due day is late as well.
    const step = BY_DUE_DATE.find(({ atMost }) => (atMost < 0 ? dueDate < today : left <= atMost));
    const { rule } = clockOf(clockOfReview(entryType), facts.filedOn ?? today);
    if (step) add(step.rule, step.points, `due ${dueDate} (${rule})`);
    judgeAgainOn = nextStep(dueDate, today, calendar);
  }
  const dollars = Math.floor(dutyCents / 100);
  const money = BY_MONEY.find(({ from }) => dollars >= from);
  if (money) add('money', money.points, `duty $${dollars.toLocaleString('en-US')}`);
  if (isAdCvd(entryType)) add('risk: AD/CVD', 15, `entry type ${entryType}`);
  if (timesRejected > 0) add('risk: rejected before', 15, `rejected ${timesRejected} time(s)`);
  if (timeliness === 'late') add('risk: filed late', 10, `filed ${facts.filedOn}`);
  if (trusted !== null) {
    if (resubmitted && trusted.priority) add('trusted trader waits', 20, trusted.why);
    else if (timesRejected === 0) add('trusted trader', -15, trusted.why);
  }
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  return { priority: Math.max(0, sum), reasons, judgeAgainOn };
};

/** The first day after today on which one more step of the due date holds. */
const nextStep = (due: CustomsDate, today: CustomsDate, calendar: BusinessCalendar): CustomsDate | null => {
  const days = BY_DUE_DATE.map(({ atMost }) =>
    atMost < 0 ? addDays(due, 1) : calendar.addBusinessDays(due, -atMost),
  ).filter((day) => day > today);
  return days.length === 0 ? null : days.reduce((first, day) => (day < first ? day : first));
};

const LAST_PRIORITY = 1_000;
const DAYS = 100_000;

/** Where an item stands among others, the lowest first: by priority, then by due date, items without one last. */
export const rankOf = (priority: number, dueDate: CustomsDate | null): number =>
  (LAST_PRIORITY - Math.min(priority, LAST_PRIORITY)) * DAYS +
  (dueDate === null ? DAYS - 1 : Math.min(DAYS - 2, Math.max(0, Date.parse(`${dueDate}T00:00:00Z`) / 86_400_000)));
