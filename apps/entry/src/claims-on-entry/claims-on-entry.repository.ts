import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { formatEntryNumber } from '#kernel';
import type { ClaimedOfLine, ClaimsOnEntry } from '../summary-on-file/summary.model';

/** What drawback claims have of entries. Whoever judges by it has locked their summaries before. */
@Injectable()
export class ClaimsOnEntryRepository {
  /** Claims that stand on entries, by entry; an entry without one is not in the answer. */
  async of(manager: EntityManager, entryKeys: readonly string[]): Promise<Map<string, ClaimsOnEntry>> {
    if (entryKeys.length === 0) return new Map();
    const rows: {
      entryKey: string;
      claims: string[];
      line: string;
      of: any;
      unit: string;
      amount: string;
      full: boolean;
    }[] = await manager.query(
      `SELECT entry_key AS "entryKey", array_agg(DISTINCT claim_key) AS claims, line, of_what AS "of", unit, sum(amount)::text AS amount, bool_or(in_full) AS "full"
           FROM drawback_designation WHERE entry_key = ANY($1) GROUP BY 1, 3, 4, 5 ORDER BY 1, 3, 4, 5`,
      [[...new Set(entryKeys)]],
    );
    const found = new Map<string, { claims: Set<string>; amounts: ClaimedOfLine[] }>();
    for (const { entryKey, claims, line, of, unit, amount, full } of rows) {
      const entry = found.get(entryKey) ?? { claims: new Set<string>(), amounts: [] };
      for (const key of claims) entry.claims.add(formatEntryNumber(key.slice(0, 3), key.slice(3)));
      entry.amounts.push({ line, of, unit, amount: BigInt(amount), full });
      found.set(entryKey, entry);
    }
    return new Map([...found].map(([key, { claims, amounts }]) => [key, { claims: [...claims].sort(), amounts }]));
  }
  /** Which of these numbers are those of claims on file. */
  async numbersOfClaims(manager: EntityManager, keys: readonly string[]): Promise<ReadonlySet<string>> {
    if (keys.length === 0) return new Set();
    const rows: { key: string }[] = await manager.query(
      `SELECT claim_key AS key FROM drawback_claim WHERE claim_key = ANY($1) AND state = 'on file'`,
      [keys],
    );
    return new Set(rows.map(({ key }) => key));
  }
}
