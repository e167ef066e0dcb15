/** Records of partner agencies: a bad one refuses its transaction, never the batch, so no usage map judges where they stand. */
import type { Layout } from './layout';
import { AGENCY_RECORDS, OI, PG_UNKNOWN, PG01 } from './layouts/agency-data';
import { foldedByte, keyOf } from './records';

const byKey = new Map(AGENCY_RECORDS.map((layout) => [keyOf(layout.recordId), layout]));
const byId: ReadonlyMap<string, Layout> = new Map(AGENCY_RECORDS.map((layout) => [layout.recordId, layout]));
const every: ReadonlySet<Layout> = new Set([...AGENCY_RECORDS, PG_UNKNOWN]);

const [O, I, P, G] = [79, 73, 80, 71];

/** Layout of what begins as a record of an agency does, whatever follows; undefined for every other record. */
export function agencyLayoutAt(bytes: Buffer, start: number, end: number, key: number): Layout | undefined {
  const [first, second] = [foldedByte(bytes, start, end), foldedByte(bytes, start + 1, end)];
  if (first === O && second === I) return OI;
  return first === P && second === G ? (byKey.get(key) ?? PG_UNKNOWN) : undefined;
}

export const isAgencyRecord = (layout: Layout): boolean => every.has(layout);

/** How many records head the groups that it stands in: behind SE40, SE60, its OI and its PG01. */
export const agencyLevel = (layout: Layout): number => (layout === OI ? 2 : layout === PG01 ? 3 : 4);

/** Layout of a record of an agency by its name; undefined where the message set has none of that name. */
export const agencyLayout = (recordId: string): Layout | undefined => byId.get(recordId);
