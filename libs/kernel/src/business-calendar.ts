import { addDays, fromDays, toDays, weekday, type CustomsDate } from './customs-date';

const DAY_MS = 86_400_000;
/** 1 January 1970 was a Thursday. */
const EPOCH_WEEKDAY = 4;

type Holiday = { readonly name: string; readonly since: number } & (
  | { readonly month: number; readonly day: number }
  | { readonly month: number; readonly weekday: number; readonly nth: 1 | 2 | 3 | 4 | 'last' }
);

/**
 * Days on which customs does no business besides Saturdays and Sundays.
 * Source: 5 U.S.C. 6103(a) and 19 CFR 101.6(a). 101.6 as printed does not name Juneteenth; the statute does, from 2021.
 */
export const FEDERAL_HOLIDAYS: readonly Holiday[] = [
  { name: "New Year's Day", since: 1870, month: 1, day: 1 },
  { name: 'Birthday of Martin Luther King, Jr.', since: 1986, month: 1, weekday: 1, nth: 3 },
  { name: "Washington's Birthday", since: 1971, month: 2, weekday: 1, nth: 3 },
  { name: 'Memorial Day', since: 1971, month: 5, weekday: 1, nth: 'last' },
  { name: 'Juneteenth National Independence Day', since: 2021, month: 6, day: 19 },
  { name: 'Independence Day', since: 1870, month: 7, day: 4 },
  { name: 'Labor Day', since: 1894, month: 9, weekday: 1, nth: 1 },
  { name: 'Columbus Day', since: 1971, month: 10, weekday: 1, nth: 2 },
  { name: 'Veterans Day', since: 1978, month: 11, day: 11 },
  { name: 'Thanksgiving Day', since: 1941, month: 11, weekday: 4, nth: 4 },
  { name: 'Christmas Day', since: 1870, month: 12, day: 25 },
];

const iso = (year: number, month: number, day: number): CustomsDate =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** A fixed holiday on a Saturday is kept on the Friday before, on a Sunday on the Monday after. */
function observed(holiday: Holiday, year: number): CustomsDate {
  if ('day' in holiday) {
    const date = iso(year, holiday.month, holiday.day);
    return addDays(date, { 6: -1, 0: 1 }[weekday(date)] ?? 0);
  }
  if (holiday.nth === 'last') {
    const lastDay = addDays(iso(year, holiday.month + 1, 1), -1);
    return addDays(lastDay, -((weekday(lastDay) - holiday.weekday + 7) % 7));
  }
  const first = iso(year, holiday.month, 1);
  return addDays(first, ((holiday.weekday - weekday(first) + 7) % 7) + 7 * (holiday.nth - 1));
}

export interface BusinessCalendar {
  /** Name of the holiday kept on this day, if any. */
  holiday(date: CustomsDate): string | undefined;
  isBusinessDay(date: CustomsDate): boolean;
  /** The date itself when it is a business day, else the first one after it. */
  onOrAfter(date: CustomsDate): CustomsDate;
  /** The nth business day after (or, for negative n, before) a date. The date itself never counts. */
  addBusinessDays(date: CustomsDate, n: number): CustomsDate;
  /** How many business days lie after `from` up to and with `to`. */
  businessDaysBetween(from: CustomsDate, to: CustomsDate): number;
}

/** @param closures further days without business by executive order, date to name */
export function businessCalendar(closures: Readonly<Record<CustomsDate, string>> = {}): BusinessCalendar {
  // By number, not by date: clocks walk over many days for each filing.
  const names = new Map(Object.entries(closures).map(([date, name]) => [toDays(date), name]));
  const years = new Set<number>();

  function addHolidaysOf(year: number): void {
    if (years.has(year)) return;
    years.add(year);
    for (const holiday of FEDERAL_HOLIDAYS.filter(({ since }) => year >= since)) {
      const day = toDays(observed(holiday, year));
      if (!names.has(day)) names.set(day, holiday.name);
    }
  }

  const holidayAt = (day: number): string | undefined => {
    const year = new Date(day * DAY_MS).getUTCFullYear();
    addHolidaysOf(year);
    // A New Year's Day on a Saturday is kept on the last day of the old year.
    addHolidaysOf(year + 1);
    return names.get(day);
  };
  const isOpen = (day: number): boolean => {
    const ofWeek = (((day + EPOCH_WEEKDAY) % 7) + 7) % 7;
    return ofWeek !== 0 && ofWeek !== 6 && holidayAt(day) === undefined;
  };

  function addBusinessDays(date: CustomsDate, n: number): CustomsDate {
    const step = Math.sign(n);
    let day = toDays(date);
    for (let left = Math.abs(n); left > 0; ) {
      day += step;
      if (isOpen(day)) left -= 1;
    }
    return n === 0 ? date : fromDays(day);
  }

  return {
    holiday: (date) => holidayAt(toDays(date)),
    isBusinessDay: (date) => isOpen(toDays(date)),
    addBusinessDays,
    onOrAfter: (date) => (isOpen(toDays(date)) ? date : addBusinessDays(date, 1)),
    businessDaysBetween: (from, to) => {
      const last = toDays(to);
      let count = 0;
      for (let day = toDays(from) + 1; day <= last; day += 1) if (isOpen(day)) count += 1;
      return count;
    },
  };
}

/** The calendar without special closures. */
export const FEDERAL_CALENDAR: BusinessCalendar = businessCalendar();
