/** A port-local calendar day, `YYYY-MM-DD`. Such dates compare as text. */
export type CustomsDate = string;

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();
/** Every zone's day, and every change of its clock, begins with a quarter of an hour: most of what is asked falls into that of the question before. */
const QUARTER_MS = 900_000;
const lastOf = new Map<string, { readonly quarter: number; readonly date: CustomsDate }>();

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;
/** Of a day in its plain form by hand, since this is asked many times of each filing; whatever else there is, as the engine reads it. */
export const toDays = (date: CustomsDate): number => {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))];
  const isPlain = SHAPE.test(date) && year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
  return (isPlain ? Date.UTC(year, month - 1, day) : Date.parse(`${date}T00:00:00Z`)) / DAY_MS;
};
const TWO_DIGITS = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
export const fromDays = (days: number): CustomsDate => {
  const at = new Date(days * DAY_MS);
  const year = at.getUTCFullYear();
  // Written by hand: this is asked many times of each filing.
  return year >= 1000 && year <= 9999
    ? `${year}-${TWO_DIGITS[at.getUTCMonth() + 1]}-${TWO_DIGITS[at.getUTCDate()]}`
    : at.toISOString().slice(0, 10);
};
const DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysIn = (year: number, month: number): number =>
  month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (DAYS_IN[month - 1] ?? 0);

/** Clocks that run for years, and the calendar of business days, can be counted from each day before this one and end in the same era. */
const ERA_ENDS = '9900-01-01';

/** True for a day that exists and can be counted from: 2026-02-29 does not exist, and from 9999-12-31 on there is nothing to count. */
export function isCustomsDate(text: string): boolean {
  if (!SHAPE.test(text) || text >= ERA_ENDS) return false;
  const day = Number(text.slice(8));
  return day >= 1 && day <= daysIn(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
}

export const addDays = (date: CustomsDate, days: number): CustomsDate => fromDays(toDays(date) + days);

const LAST_DAY: CustomsDate = '9999-12-31';

/** The same day some months later; the last of the month where that has no such day. The calendar ends with the year 9999. */
export function addMonths(date: CustomsDate, months: number): CustomsDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const at = year * 12 + month - 1 + months;
  if (at >= 120_000) return LAST_DAY;
  const first = `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}-01`;
  const inMonth = new Date(Date.UTC(2000 + (Math.floor(at / 12) % 400), (at % 12) + 1, 0)).getUTCDate();
  return addDays(first, Math.min(day, inMonth) - 1);
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: CustomsDate, to: CustomsDate): number => toDays(to) - toDays(from);

/** 0 Sunday to 6 Saturday. */
export const weekday = (date: CustomsDate): number => (((toDays(date) + 4) % 7) + 7) % 7;

/**
 * The calendar day on which a UTC instant falls in a port's time zone.
 * @param instant ISO 8601 text or a Date
 * @param timeZone IANA name, such as America/Los_Angeles
 */
export function localDate(instant: string | Date, timeZone: string): CustomsDate {
  const at = new Date(instant);
  const quarter = Math.floor(at.getTime() / QUARTER_MS);
  const last = lastOf.get(timeZone);
  if (last?.quarter === quarter) return last.date;
  const date = dateIn(at, timeZone);
  lastOf.set(timeZone, { quarter, date });
  return date;
}

function dateIn(at: Date, timeZone: string): CustomsDate {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}`;
}
