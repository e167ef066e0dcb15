import { addDays, type CustomsDate, isCustomsDate, localDate } from '#kernel';
import { EASTERN, zoneOfPorts } from '#reference';
import { Problem } from '#service';

/** Of the United States where days begin first, east of every port, and of the ports the one whose days end last. */
const FIRST_ZONE = 'Pacific/Guam';
const LAST_ZONE = 'Pacific/Honolulu';

/** The day by the clock of headquarters. */
export const today = (now: Date): CustomsDate => localDate(now, EASTERN);

/** The day of an instant by the clock of a port; by headquarters' where the port is not known. */
export const dayAt = (port: string | null, at: Date): CustomsDate =>
  localDate(at, zoneOfPorts(port === null ? [] : [port]));

/** The earliest day that is still going on at a port: what is planned for it is not too late because headquarters has tomorrow. */
export const oldestDay = (now: Date): CustomsDate => localDate(now, LAST_ZONE);

/** The latest day that has begun anywhere: what was done on it was done, though headquarters has yesterday. */
export const newestDay = (now: Date): CustomsDate => localDate(now, FIRST_ZONE);

/** The first day that has begun at no port yet: what takes effect with it changes nothing that was decided. */
export const firstFreeDay = (now: Date): CustomsDate => addDays(newestDay(now), 1);

/** @throws Problem `not-valid` for what is no day, or has begun somewhere */
export const requireFreeDay = (at: string, day: string, now: Date): CustomsDate => {
  if (!isCustomsDate(day))
    throw new Problem('not-valid', 'Some fields are wrong.', [{ at, text: `'${day}' is not a day, YYYY-MM-DD` }]);
  const first = firstFreeDay(now);
  if (day < first)
    throw new Problem('not-valid', 'What was decided stays as it was decided.', [
      { at, text: `${day} has begun; the first day that has begun at no port is ${first}` },
    ]);
  return day;
};
