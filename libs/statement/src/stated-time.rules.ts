import { timeText, zoneOfPorts } from '#reference';
import type { StatedTime } from '#contracts';

type Partly = Exclude<StatedTime, string>;
const ZONES: Readonly<Record<NonNullable<Partly['zone']>, string>> = {
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
  UTC: 'UTC',
};
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const formats = new Map(
  Object.values(ZONES).map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    }),
  ]),
);

/** Milliseconds that the zone's clock is ahead of UTC at an instant. */
const ahead = (zone: string, instant: number): number => {
  const format = formats.get(zone)!;
  const part = Object.fromEntries(
    format.formatToParts(new Date(instant)).map(({ type, value }) => [type, Number(value)]),
  );
  return (
    Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute']) -
    Math.floor(instant / 60_000) * 60_000
  );
};

/** The instant (ISO, UTC) where the time is known to the minute and the zone is known or presumed; else null. */
export const instantOf = (time: StatedTime): string | null => {
  if (typeof time === 'string') return new Date(time).toISOString();
  if (time.date?.length !== 10 || !time.clock || !time.zone) return null;
  const asUtc = Date.parse(`${time.date}T${time.clock}:00Z`);
  const guess = asUtc - ahead(ZONES[time.zone], asUtc);
  return new Date(asUtc - ahead(ZONES[time.zone], guess)).toISOString();
};

/** An instant on the clock of a zone. */
export const localOf = (instant: string, zone: NonNullable<Partly['zone']>): Partly => {
  const local = new Date(Date.parse(instant) + ahead(ZONES[zone], Date.parse(instant))).toISOString();
  return { date: local.slice(0, 10), clock: local.slice(11, 16), zone };
};
export const eastern = (instant: string): Partly => localOf(instant, 'ET');

const dateText = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number);
  if (!month) return String(year);
  return day ? `${day} ${MONTHS[month - 1]} ${year}` : `${MONTHS[month - 1]} ${year}`;
};

/** How the times of one matter are told. */
export type Clock = (time: StatedTime) => string;

/**
 * By the clock of the ports, or of the East where it is about more than one clock's: `14 November 2017 15:30 ET (20:30 UTC)`. What is not known to the
 * minute is told as it was stated: `before 23 July 2016`, `spring 2020`, `23:30 (day 1)`, `02:00 ET (presumed)`.
 */
export const clockOf = (ports: readonly string[]): Clock => {
  const timeZone = zoneOfPorts(ports);
  return (time) => {
    if (typeof time === 'string') return timeText(time, timeZone);
    const { relation, season, date, clock, zone, presumed, day } = time;
    const instant = presumed ? null : instantOf(time);
    const words = [
      relation && relation !== 'at' ? relation : '',
      season ?? '',
      ...(instant
        ? [timeText(instant, timeZone)]
        : [
            date ? dateText(date) : '',
            clock ?? '',
            clock && zone ? (presumed ? `${zone} (presumed)` : zone) : '',
            clock && !zone ? '(time zone not stated)' : '',
          ]),
      day ? `(day ${day})` : '',
    ];
    return words.filter(Boolean).join(' ');
  };
};
