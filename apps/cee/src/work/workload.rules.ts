import { FEDERAL_CALENDAR, type BusinessCalendar, type CustomsDate } from '#kernel';

/** Items of a team that are due on a day. */
export interface DueOn {
  readonly due: CustomsDate;
  readonly items: number;
}

/** What of it will be late, if the team goes on as it did. */
export interface Lateness extends DueOn {
  /** Done, at that pace, of all that is due up to that day. */
  readonly canBeDone: number;
  /** Of those due on this day. */
  readonly willBeLate: number;
}

/**
 * What will be late before it is late: items are worked in the order of their due dates, at the pace of the team, today included.
 *
 * @param perDay items that the team finished a working day
 */
export const foreseen = (
  dueOn: readonly DueOn[],
  perDay: number,
  today: CustomsDate,
  calendar: BusinessCalendar = FEDERAL_CALENDAR,
): Lateness[] => {
  let before = 0;
  return [...dueOn]
    .sort((a, b) => (a.due < b.due ? -1 : 1))
    .map(({ due, items }) => {
      const days = due < today ? 0 : calendar.businessDaysBetween(today, due) + (calendar.isBusinessDay(today) ? 1 : 0);
      const capacity = Math.floor(perDay * days);
      const canBeDone = Math.min(capacity, before + items);
      const willBeLate = due < today ? items : Math.max(0, Math.min(items, before + items - capacity));
      // What is late already is worked on as well: it takes its part of the days to come.
      before += items;
      return { due, items, canBeDone, willBeLate };
    });
};
