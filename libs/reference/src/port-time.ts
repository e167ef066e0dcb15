import { PORTS } from './ports';

/** The clock of the agency, by which everything is told that is about the whole nation. */
export const EASTERN = 'America/New_York';

const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'shortGeneric',
    });
    formats.set(timeZone, format);
  }
  return format;
};

/** The time zone in which something about these ports is told: theirs where they share one, else Eastern. */
export const zoneOfPorts = (codes: readonly string[]): string => {
  const zones = new Set(codes.map((code) => PORTS.get(code)?.timeZone ?? EASTERN));
  return zones.size === 1 ? [...zones][0]! : EASTERN;
};

const partsOf = (at: Date, timeZone: string): { readonly day: string; readonly clock: string } => {
  const part = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  ) as Record<Intl.DateTimeFormatPartTypes, string>;
  return { day: `${part.day} ${part.month} ${part.year}`, clock: `${part.hour}:${part.minute} ${part.timeZoneName}` };
};
const dayOf = (at: Date, timeZone: string): string => partsOf(at, timeZone).day;

/**
 * An instant for people: once, on the clock of a place, with UTC beside it and one date only: `27 November 2026 19:00 ET (00:00 UTC next day)`.
 *
 * @param timeZone IANA name; see `zoneOfPorts`
 */
export const timeText = (instant: string, timeZone = EASTERN): string => {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const { day, clock } = partsOf(at, timeZone);
  return `${day} ${clock} (${at.toISOString().slice(11, 16)} UTC${dayOf(at, 'UTC') === day ? '' : ' next day'})`;
};

/** The same without its day, where that is plain: `19:00 ET (00:00 UTC)`. */
export const clockText = (instant: string, timeZone = EASTERN): string =>
  `${partsOf(new Date(instant), timeZone).clock} (${instant.slice(11, 16)} UTC)`;

/** The hour alone for what began in the last twelve hours, else with its day. */
export const sinceText = (instant: string, now: string, timeZone = EASTERN): string =>
  Date.parse(now) - Date.parse(instant) < 43_200_000 ? clockText(instant, timeZone) : timeText(instant, timeZone);
