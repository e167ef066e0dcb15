import type { CustomsDate } from '#kernel';
import { startOfPortDay } from '../port-day/port-day';
import { isOfFacility, manifestKey } from '../release/release.model';
import { elsewhere, type Found, isJoined, namedInBonds, type Placed } from './findings.rules';

/** Whether goods come to the port of entry under an in-bond movement, from another port or from a place where they lay under bond: they are there when that arrives. */
export const movesInBond = (found: Placed): boolean =>
  elsewhere(found).length > 0 || found.release.content.bills.some(isOfFacility);

/**
 * The day on which the last of the movements arrived that bring the goods to the port of entry: as an officer ordered, else as the carriers reported it. Null while one is awaited, and
 * for goods of a zone or warehouse, of whose movement an officer alone tells.
 */
const movementsArrivedOn = (found: Placed): CustomsDate | null => {
  const { ordered, content } = found.release;
  if (ordered.inBondArrivedOn !== undefined) return ordered.inBondArrivedOn;
  if (content.bills.some(isOfFacility)) return null;
  const named = namedInBonds(content.bills);
  const days = elsewhere(found).map(([bill, onFile]) =>
    isJoined(onFile, named.get(manifestKey(bill)!), content.plannedPortOfEntry!) ? onFile.inBond!.arrivedOn : null,
  );
  return days.includes(null) ? null : (days.sort().at(-1) ?? null);
};

/**
 * When the goods of an entry came to its port, a day by its beginning there; null while they are awaited. Goods that move in bond come when their movement does, wherever they were unladen.
 * @param billsAt when the last of its bills arrived where it is unladen; null while one is awaited
 */
export const goodsArrivedAt = (found: Found, billsAt: string | null): string | null => {
  if (!movesInBond(found)) return billsAt;
  const day = movementsArrivedOn(found);
  if (day === null || (billsAt === null && found.release.ordered.inBondArrivedOn === undefined)) return null;
  return startOfPortDay(day, found.port);
};
