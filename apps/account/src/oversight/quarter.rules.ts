import { addDays, type CustomsDate } from '#kernel';

/** So long after its end a quarter is given to be told of completely: releases and decisions that were on their way. */
const SETTLES_DAYS = 10;
/** What is still not known so long after its end is published as not known. */
const WAITS_DAYS = 30;

export const QUARTER_FORM = /^[12]\d{3}-Q[1-4]$/;

/** First and last day of a quarter `2026-Q4`; months are those of the days that are counted, outages are of these days in UTC. */
export const daysOf = (quarter: string): { readonly from: CustomsDate; readonly to: CustomsDate } => {
  const [year, first] = [Number(quarter.slice(0, 4)), (Number(quarter.slice(6)) - 1) * 3];
  const day = (month: number): CustomsDate => new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
  return { from: day(first), to: addDays(day(first + 3), -1) };
};

/** The quarter in which an instant lies, in UTC, or one so many before or after it. */
export const quarterOf = (at: Date, by = 0): string => {
  const first = new Date(Date.UTC(at.getUTCFullYear(), (Math.floor(at.getUTCMonth() / 3) + by) * 3, 1));
  return `${first.getUTCFullYear()}-Q${first.getUTCMonth() / 3 + 1}`;
};

/** How a quarter stands at an instant: it goes on; it is over and what happened in it is still being told; it can be frozen, if all is known or, at last, in any case. */
export const standingOf = (quarter: string, now: Date): 'running' | 'settling' | 'complete' | 'overdue' => {
  const today = now.toISOString().slice(0, 10);
  const { to } = daysOf(quarter);
  if (today <= to) return 'running';
  if (today <= addDays(to, SETTLES_DAYS)) return 'settling';
  return today <= addDays(to, WAITS_DAYS) ? 'complete' : 'overdue';
};
