import type { CustomsDate } from '#kernel';
import { PORTS, portLocalDate } from '#reference';

const HOUR_MS = 3_600_000;
/** No clock on earth is further from UTC. */
const WIDEST_HOURS = 14;
const starts = new Map<string, string>();

const days = new WeakMap<Date, Map<string, CustomsDate>>();

/** The day at a port at an instant; by UTC where there is no port. A batch of filings asks for the same few again and again. */
export function dayAt(port: string | null, now: Date): CustomsDate {
  if (!port) return now.toISOString().slice(0, 10);
  let known = days.get(now);
  if (!known) days.set(now, (known = new Map()));
  let day = known.get(port);
  if (!day) known.set(port, (day = portLocalDate(now, port)));
  return day;
}

/** The instant at which a day begins by a port's clock; by UTC where there is no port. */
export function startOfPortDay(date: CustomsDate, port: string | null): string {
  const zone = (port && PORTS.get(port)?.timeZone) ?? 'UTC';
  const known = starts.get(`${date} ${zone}`);
  if (known) return known;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  let start = new Date(midnight).toISOString();
  if (port && zone !== 'UTC') {
    for (let hours = -WIDEST_HOURS; hours <= WIDEST_HOURS; hours += 1) {
      const instant = new Date(midnight + hours * HOUR_MS);
      if (portLocalDate(instant, port) < date) continue;
      start = instant.toISOString();
      break;
    }
  }
  if (starts.size > 5_000) starts.clear();
  starts.set(`${date} ${zone}`, start);
  return start;
}
