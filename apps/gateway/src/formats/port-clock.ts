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

const MINUTES_OF_A_DAY = 1_440;
const WASHINGTON = 'America/New_York';

/** The instant of a time by the clock of Washington; of an hour that is left out in spring, the one after it. @param time `HH:MM:SS` */
export const localInstant = (day: string, time: string): Date => {
  const asUtc = Date.parse(`${day}T${time}Z`);
  const offsetAt = (instant: number): number => {
    const { date, hhmm } = portClock(new Date(instant).toISOString(), null);
    const minutes = (of: string): number => Math.floor(Date.parse(`${of}Z`) / MINUTE_MS);
    const local = minutes(`${date}T${hhmm.slice(0, 2)}:${hhmm.slice(2)}:00`);
    return (local - Math.floor(instant / MINUTE_MS)) % MINUTES_OF_A_DAY;
  };
  const guess = asUtc - offsetAt(asUtc) * MINUTE_MS;
  return new Date(asUtc - offsetAt(guess) * MINUTE_MS);
};

const secondsClock = new Intl.DateTimeFormat('en-US', {
  ...{ timeZone: WASHINGTON, hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: true },
});

/** `MMDDYYHHMMSSXX`, XX being AM or PM, by the clock of Washington (Entry Summary Query, p. ESQ-25). */
export const catairDateTime = (instant: string): string => {
  const parts = Object.fromEntries(
    secondsClock.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
  const { hour = '', minute = '', second = '', dayPeriod = '' } = parts;
  return `${catairDate(localDate(instant, WASHINGTON))}${hour}${minute}${second}${dayPeriod.toUpperCase()}`;
};
