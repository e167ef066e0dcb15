import { localDate, type CustomsDate } from '#kernel';
import { PORTS_BY_STATE } from './ports.data';

export interface Port {
  /** Four digits: two for the district, two for the port. */
  readonly code: string;
  readonly name: string;
  /** Two-letter postal code of the state or territory. */
  readonly state: string;
  readonly landBorder?: 'Canada' | 'Mexico';
  /** True where the harbor maintenance fee is due on cargo unladen from a vessel (19 CFR 24.24(b)(1)). */
  readonly harborFee: boolean;
  /** IANA name of the port's time zone; its business day runs by this clock. */
  readonly timeZone: string;
}

const STATES_BY_ZONE: Readonly<Record<string, string>> = {
  'America/New_York': 'CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV',
  'America/Chicago': 'AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI',
  'America/Denver': 'CO MT NM UT WY',
  'America/Phoenix': 'AZ',
  'America/Los_Angeles': 'CA NV OR WA',
  'America/Boise': 'ID',
  'America/Anchorage': 'AK',
  'Pacific/Honolulu': 'HI',
  'America/Puerto_Rico': 'PR VI',
};

/** Ports that keep another clock than most of their state. */
const ZONE_OF_PORT: Readonly<Record<string, string>> = {
  '1818': 'America/Chicago', // Panama City, Florida
  '1819': 'America/Chicago', // Pensacola, Florida
  '2008': 'America/New_York', // Chattanooga, Tennessee
  '2016': 'America/New_York', // Knoxville, Tennessee
  '2402': 'America/Denver', // El Paso, Texas
  '2404': 'America/Denver', // Fabens, Texas
  '3302': 'America/Los_Angeles', // Eastport, Idaho
  '3308': 'America/Los_Angeles', // Porthill, Idaho
  '3904': 'America/Chicago', // East Chicago, Indiana
  '3905': 'America/Chicago', // Gary, Indiana
  '4116': 'America/Chicago', // Owensboro, Kentucky and Evansville, Indiana
};

const zoneOfState = new Map(
  Object.entries(STATES_BY_ZONE).flatMap(([zone, states]) => states.split(' ').map((state) => [state, zone] as const)),
);

/** Every port of entry by its code. */
export const PORTS: ReadonlyMap<string, Port> = (() => {
  const ports = new Map<string, Port>();
  let state = '';
  for (const line of PORTS_BY_STATE.replace(/\n {2,}/g, ' ')
    .trim()
    .split('\n')) {
    state = line.slice(0, 2);
    for (const entry of line.slice(4).split('; ')) {
      const [, code, name, fee, border] = /^(\d{4}) (.+?)(\*)?(?:\/([NS]))?$/.exec(entry) ?? [];
      if (!code || !name) throw new Error(`the port table cannot be read at '${entry}'`);
      const timeZone = ZONE_OF_PORT[code] ?? (zoneOfState.get(state) as string);
      const landBorder = border === 'N' ? 'Canada' : border === 'S' ? 'Mexico' : undefined;
      ports.set(code, { code, name, state, harborFee: fee === '*', timeZone, ...(landBorder && { landBorder }) });
    }
  }
  return ports;
})();

export const isPort = (code: string): boolean => PORTS.has(code);

/** Courier hubs and user fee airports carry a third digit of 7 or more (Schedule D); informal entries there pay no fee. */
export const isUserFeeFacility = (code: string): boolean => code.charAt(2) >= '7';

/** The port's own calendar day at a UTC instant. @throws RangeError for an unknown port */
export function portLocalDate(instant: string | Date, portCode: string): CustomsDate {
  const port = PORTS.get(portCode);
  if (!port) throw new RangeError(`port ${portCode} is not in the port table`);
  return localDate(instant, port.timeZone);
}

/**
 * The day at each port at an instant where it is another than that of UTC, which is under the empty name: so that SQL finds the day at any port, and at none, in one small parameter.
 */
export function daysAtPorts(now: Date): Readonly<Record<string, CustomsDate>> {
  const utc = now.toISOString().slice(0, 10);
  const byZone = new Map<string, CustomsDate>();
  const days: Record<string, CustomsDate> = { '': utc };
  for (const { code, timeZone } of PORTS.values()) {
    const day = byZone.get(timeZone) ?? localDate(now, timeZone);
    byZone.set(timeZone, day);
    if (day !== utc) days[code] = day;
  }
  return days;
}
