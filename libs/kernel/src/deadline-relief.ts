import type { BusinessCalendar } from './business-calendar';
import type { CustomsDate } from './customs-date';

/** A downtime as a deadline sees it: the days it touched by the clock of the port, the last one included, and what it grants. */
export interface Relief {
  /** As people quote it. */
  readonly number: string;
  readonly from: CustomsDate;
  readonly to: CustomsDate;
  readonly paymentBusinessDays: number;
  readonly otherBusinessDays: number;
}

export interface RelievedDate {
  readonly due: CustomsDate;
  /** The downtime that put the date off, the last one where several did; null when none did. */
  readonly relievedBy: string | null;
}

/**
 * A due date with the relief of the downtimes that apply to it. What fell due on a day that a downtime touched, if only after close of
 * business, is put off by its business days, counted from the downtime's last day: until then nobody could file. A date that is put
 * off into another downtime is put off again. In the outage of 14 November 2017 a payment got one extra business day (CSMS 17-000718).
 */
export function withRelief(
  dueDate: CustomsDate,
  kind: 'payment' | 'other',
  downtimes: readonly Relief[],
  calendar: BusinessCalendar,
): RelievedDate {
  const daysOf = ({ paymentBusinessDays, otherBusinessDays }: Relief): number =>
    kind === 'payment' ? paymentBusinessDays : otherBusinessDays;
  let result: RelievedDate = { due: dueDate, relievedBy: null };
  let left = downtimes.filter((downtime) => daysOf(downtime) > 0);
  for (;;) {
    const { due } = result;
    const touching = left.filter(({ from, to }) => from <= due && due <= to);
    if (touching.length === 0) return result;
    const candidates = touching.map((downtime) => ({
      due: calendar.addBusinessDays(downtime.to, daysOf(downtime)),
      relievedBy: downtime.number,
    }));
    result = candidates.reduce((best, candidate) =>
      candidate.due > best.due || (candidate.due === best.due && candidate.relievedBy < best.relievedBy)
        ? candidate
        : best,
    );
    left = left.filter((downtime) => !touching.includes(downtime));
  }
}
