import type { EntityManager } from 'typeorm';
import type { BillEntered } from './entered.rules';
import { storedBill } from './stored-release';

const ENTERED = `LEFT JOIN LATERAL (SELECT coalesce(sum(entered), 0)::float8 AS pieces, (count(*) - count(entered))::int AS whole, count(*)::int AS entries FROM entry_bill e
    WHERE e.bill_key = k.bill_key) AS sums ON true`;

/**
 * What all entries enter of these bills, from the rows that join the two, and of the families of master bills that are entered themselves. Who
 * changes it has locked the bills.
 */
export async function enteredOf(manager: EntityManager, keys: readonly string[]): Promise<Map<string, BillEntered>> {
  if (keys.length === 0) return new Map();
  const rows: any[] = await manager.query(
    `SELECT k.bill_key, b.data, b.master_key, pieces, whole, entries,
            EXISTS (SELECT 1 FROM bill_on_file h WHERE h.master_key = k.bill_key) AS has_houses,
            b.master_key IS NOT NULL AND EXISTS (SELECT 1 FROM entry_bill m WHERE m.bill_key = b.master_key) AS by_master
       FROM unnest($1::text[]) AS k(bill_key) LEFT JOIN bill_on_file b USING (bill_key) ${ENTERED}`,
    [[...new Set(keys)]],
  );
  const masters = rows.flatMap(({ bill_key, master_key, has_houses, by_master }) => [
    ...(has_houses ? [bill_key] : []),
    ...(by_master ? [master_key] : []),
  ]);
  const families: any[] =
    masters.length === 0
      ? []
      : await manager.query(
          `SELECT k.bill_key, k.data, k.master_key, pieces, whole, entries FROM bill_on_file k ${ENTERED}
            WHERE k.bill_key = ANY($1) OR k.master_key = ANY($1)`,
          [masters],
        );
  return new Map(
    [...families, ...rows].map(({ bill_key, data, master_key, pieces, whole, entries }) => [
      bill_key,
      { onFile: data && storedBill.read(data), master: master_key, entered: { pieces, whole, entries } },
    ]),
  );
}

/** Those of these bills and entries that are joined, as `bill entry`. */
export async function joinedOf(
  manager: EntityManager,
  pairs: readonly (readonly [bill: string, entry: string])[],
): Promise<Set<string>> {
  if (pairs.length === 0) return new Set();
  const rows: { bill_key: string; entry_key: string }[] = await manager.query(
    'SELECT bill_key, entry_key FROM entry_bill JOIN unnest($1::text[], $2::text[]) AS p(bill_key, entry_key) USING (bill_key, entry_key)',
    [pairs.map(([bill]) => bill), pairs.map(([, entry]) => entry)],
  );
  return new Set(rows.map(({ bill_key, entry_key }) => `${bill_key} ${entry_key}`));
}
