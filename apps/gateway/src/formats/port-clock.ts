import { mmddyyOf } from '#catair';
import { localDate } from '#kernel';
import { PORTS } from '#reference';

const zoneOf = (portCode: string | null): string => PORTS.get(portCode ?? '')?.timeZone ?? 'America/New_York';
const clocks = new Map<string, Intl.DateTimeFormat>();

/** An instant by the clock of a port; by that of Washington where the port is not known. */
export const portClock = (instant: string, portCode: string | null): { date: string; mmddyy: string; hhmm: string } => {
  const timeZone = zoneOf(portCode);
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
    clocks.set(timeZone, clock);
  }
  const date = localDate(instant, timeZone);
  return { date, mmddyy: mmddyyOf(date) ?? '', hhmm: clock.format(new Date(instant)).replace(':', '') };
};

/** A date of a message as CATAIR writes it; blank when there is none. */
export const catairDate = (date: string | null): string => (date === null ? '' : (mmddyyOf(date) ?? ''));
