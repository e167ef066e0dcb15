import { mmddyyOf } from '#catair';
import { localDate } from '#kernel';
import { PORTS } from '#reference';

const zoneOf = (portCode: string | null): string => PORTS.get(portCode ?? '')?.timeZone ?? 'America/New_York';
const clocks = new Map<string, Intl.DateTimeFormat>();

interface PortTime {
  readonly date: string;
  readonly mmddyy: string;
  readonly hhmm: string;
}
const MINUTE_MS = 60_000;
/** Of each zone the minute that was asked for last: notices of one batch ask for the same. */
const lastOf = new Map<string, PortTime & { readonly minute: number }>();

/** An instant by the clock of a port; by that of Washington where the port is not known. */
export const portClock = (instant: string, portCode: string | null): PortTime => {
  const timeZone = zoneOf(portCode);
  const minute = Math.floor(Date.parse(instant) / MINUTE_MS);
  const last = lastOf.get(timeZone);
  if (last?.minute === minute) return last;
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
    clocks.set(timeZone, clock);
  }
  const date = localDate(instant, timeZone);
  const time = { minute, date, mmddyy: mmddyyOf(date) ?? '', hhmm: clock.format(new Date(instant)).replace(':', '') };
  lastOf.set(timeZone, time);
  return time;
};

/** A date of a message as CATAIR writes it; blank when there is none. */
export const catairDate = (date: string | null): string => (date === null ? '' : (mmddyyOf(date) ?? ''));
