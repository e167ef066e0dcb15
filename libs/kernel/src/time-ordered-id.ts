import { randomUUID } from 'node:crypto';

let lastMs = 0;
let counter = 0;

/**
 * A UUID that begins with the time (RFC 9562, version 7): rows written together stand together in an index. Ids of one process
 * grow strictly, so that the order of filings can be told from them.
 */
export const timeOrderedId = (): string => {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = 0;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
  }
  const time = lastMs.toString(16).padStart(12, '0');
  // The last two groups of a random UUID carry the variant and 62 random bits already.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${randomUUID().slice(19)}`;
};

/** As many ids as can be made within one. */
export const IDS_WITHIN = 2 ** 22;

/**
 * The id of what has this place (0 and on) within something that has a time-ordered id: always the same, ordered by place, and after everything within
 * an earlier one. It keeps time, counter and the last 40 random bits; the place takes the other 22.
 *
 * @throws RangeError
 */
export const idWithin = (id: string, place: number): string => {
  if (!(place >= 0 && place < IDS_WITHIN)) throw new RangeError(`Within ${id} there is no place ${place}.`);
  // 22 bits over the last 14 of the fourth group and the first 8 of the fifth, below the two that say which kind of UUID it is.
  const fourth = (0x8000 | (place >>> 8)).toString(16);
  return `${id.slice(0, 19)}${fourth}-${(place & 0xff).toString(16).padStart(2, '0')}${id.slice(26)}`;
};
