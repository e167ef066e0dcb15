import type { BillOnFile, Release, ReleaseContent } from './release.model';
import { enteredQuantity, manifestKey } from './release.model';

/**
 * What entries enter of one bill, in the unit of its manifest: pieces, and how often the whole of it. Who gives no quantity enters all that is
 * manifested. Source: Cargo Release guide v40, p. SE-47, note 2.
 */
export interface Entered {
  readonly pieces: number;
  readonly whole: number;
  /** How many entries name it. */
  readonly entries: number;
}

export const NOTHING_ENTERED: Entered = { pieces: 0, whole: 0, entries: 0 };

/** What one entry enters of each of its bills: pieces, or null for the whole. A bill that it names in parts is the sum of them. */
export function claimsOf(content: Pick<ReleaseContent, 'bills'>): Map<string, number | null> {
  const claims = new Map<string, number | null>();
  for (const bill of content.bills) {
    const key = manifestKey(bill);
    if (key === null) continue;
    const [before, entered] = [claims.get(key), enteredQuantity(bill)];
    claims.set(key, before === null || entered === null ? null : (before ?? 0) + entered);
  }
  return claims;
}

/** The same of an entry as it stands: one that is cancelled, or not there yet, enters nothing. */
export const liveClaims = (release: Release | null): Map<string, number | null> =>
  release === null || release.cancelled ? new Map() : claimsOf(release.content);

/** Adds (or takes away) what one entry enters of a bill. */
export const withClaim = ({ pieces, whole, entries }: Entered, claim: number | null, times: 1 | -1): Entered => ({
  pieces: pieces + times * (claim ?? 0),
  whole: whole + (claim === null ? times : 0),
  entries: entries + times,
});

/** A bill beside what is entered of it; `onFile` is null while the manifest does not have it. */
export interface BillEntered {
  readonly onFile: Pick<BillOnFile, 'quantity' | 'unit' | 'deleted'> | null;
  readonly master: string | null;
  readonly entered: Entered;
}

/** How much is entered of a bill, by how many entries, and how much there is. */
export interface Measure {
  readonly entered: number;
  readonly entries: number;
  readonly of: number;
}

/** Null while the manifest does not have the bill. */
function measured({ onFile, entered: { pieces, whole, entries } }: BillEntered): Measure | null {
  if (onFile === null || onFile.deleted) return null;
  return { entered: pieces + whole * onFile.quantity, entries, of: onFile.quantity };
}

/**
 * The bills of which more is entered than there is, by all entries together, with how much. Of a master bill that is entered itself what is entered of
 * its house bills counts too, and the other way round; where the two are counted in different units, one entry on each is already too much.
 *
 * @param bills those in question with, for each master that an entry names itself, all its house bills
 */
export function exceededBills(bills: ReadonlyMap<string, BillEntered>): Map<string, Measure> {
  const exceeded = new Map<string, Measure>();
  const families = new Map<string, string[]>();
  for (const [key, bill] of bills) {
    const measure = measured(bill);
    if (measure && measure.entered > measure.of) exceeded.set(key, measure);
    if (bill.master !== null) families.set(bill.master, [...(families.get(bill.master) ?? []), key]);
  }
  for (const [key, houses] of families) {
    const master = bills.get(key);
    const own = master && measured(master);
    if (!own || own.entries === 0) continue;
    const named = houses.filter((house) => bills.get(house)!.entered.entries > 0);
    let { entered, entries } = own;
    for (const house of named) {
      const one = bills.get(house)!;
      entered += one.onFile?.unit === master.onFile!.unit ? (measured(one)?.entered ?? 0) : own.of + 1;
      entries += one.entered.entries;
    }
    const measure: Measure = { entered, entries, of: own.of };
    if (named.length === 0 || measure.entered <= measure.of) continue;
    for (const one of [key, ...named]) exceeded.set(one, exceeded.get(one) ?? measure);
  }
  return exceeded;
}
