import { addDays, type CustomsDate, isCustomsDate, localDate } from '#kernel';
import { EASTERN } from '#reference';
import { Problem } from '#service';

/** Of the ports the one whose days begin first. */
const FIRST_ZONE = 'Pacific/Guam';

/** The day by the clock of headquarters. */
export const today = (now: Date): CustomsDate => localDate(now, EASTERN);

/** The first day that has begun at no port yet: what takes effect with it changes nothing that was decided. */
export const firstFreeDay = (now: Date): CustomsDate => addDays(localDate(now, FIRST_ZONE), 1);

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
