import type { EntityManager } from 'typeorm';
import { Decimal } from '#kernel';
import { insertRows } from '#persistence';
import { isChapter98, isChapter99 } from '#reference';
import type { EntrySummary, WithdrawnFrom } from './summary.model';

/** A summary (22, 31, 32, 34, 38) that takes goods from a warehouse entry. */
export interface Withdrawal {
  readonly warehouse: string;
  readonly isFinal: boolean;
  /** By tariff number and unit, `8471300100 NO`: exact decimals. */
  readonly quantities: Readonly<Record<string, string>>;
}

/** What a summary enters or takes, by tariff number and unit; numbers of chapters 98 and 99 only add to another. */
export const quantitiesOf = ({ lines }: Pick<EntrySummary, 'lines'>): Record<string, string> => {
  const sums = new Map<string, Decimal>();
  for (const { tariffs } of lines)
    for (const { hts, quantities } of tariffs) {
      if (isChapter98(hts) || isChapter99(hts)) continue;
      for (const { quantity, unit } of quantities) {
        const amount = Decimal.parse(quantity);
        if (!amount.ok || unit === null || unit === 'X') continue;
        const key = `${hts.replace(/\D/g, '')} ${unit}`;
        sums.set(key, (sums.get(key) ?? Decimal.ZERO).plus(amount.value));
      }
    }
  return Object.fromEntries([...sums].map(([key, sum]) => [key, sum.toString()]));
};

/** Who takes goods from which warehouse entry: kept current while the filings of a batch are judged one after the other. */
export class Withdrawals {
  private readonly changed = new Set<string>();
  /** Those that lost the mark of the final one, with the warehouse entry they lost it for. */
  private readonly demoted = new Map<string, string>();

  constructor(private readonly links: Map<string, Withdrawal>) {}

  /** The warehouse entry that a summary takes goods from, as it is on file. */
  linkOf(entryKey: string): Withdrawal | undefined {
    return this.links.get(entryKey);
  }

  /** Keys of the summaries that take goods from it. */
  from(warehouse: string): readonly string[] {
    return [...this.links].flatMap(([entry, link]) => (link.warehouse === warehouse ? [entry] : [])).sort();
  }

  /** What is on file of a warehouse entry, for a summary that takes goods from it. */
  seenBy(entryKey: string, warehouse: string): WithdrawnFrom {
    const others = this.from(warehouse).filter((entry) => entry !== entryKey);
    const withdrawn = new Map<string, Decimal>();
    for (const entry of others)
      for (const [key, quantity] of Object.entries(this.links.get(entry)!.quantities))
        withdrawn.set(key, (withdrawn.get(key) ?? Decimal.ZERO).plus(Decimal.of(quantity)));
    return {
      finalBy: others.find((entry) => this.links.get(entry)!.isFinal) ?? null,
      isLinked: this.links.get(entryKey)?.warehouse === warehouse,
      withdrawn: new Map([...withdrawn].map(([key, sum]) => [key, sum.toString()])),
    };
  }

  /** From now on the summary takes goods from that one, or from none. A final withdrawal takes that mark from the one that had it (p. ESF-178). */
  link(entryKey: string, withdrawal: Withdrawal | null): void {
    if (withdrawal === null) {
      if (!this.links.delete(entryKey)) return;
    } else {
      if (withdrawal.isFinal)
        for (const other of this.from(withdrawal.warehouse)) {
          const before = this.links.get(other)!;
          if (other === entryKey || !before.isFinal) continue;
          this.links.set(other, { ...before, isFinal: false });
          this.demoted.set(other, withdrawal.warehouse);
        }
      this.links.set(entryKey, withdrawal);
    }
    this.changed.add(entryKey);
  }

  async save(manager: EntityManager): Promise<void> {
    // Nobody has locked their summaries: one that is deleted or filed anew at this moment is not brought back.
    if (this.demoted.size > 0)
      await manager.query(
        `UPDATE warehouse_withdrawal w SET is_final = false FROM unnest($1::text[], $2::text[]) AS u(entry_key, warehouse_key)
          WHERE w.entry_key = u.entry_key AND w.warehouse_key = u.warehouse_key`,
        [[...this.demoted.keys()], [...this.demoted.values()]],
      );
    if (this.changed.size === 0) return;
    const keys = [...this.changed].sort();
    await manager.query('DELETE FROM warehouse_withdrawal WHERE entry_key = ANY($1)', [keys]);
    const rows = keys.flatMap((entry_key) => {
      const link = this.links.get(entry_key);
      return link
        ? [
            {
              entry_key,
              warehouse_key: link.warehouse,
              is_final: link.isFinal,
              quantities: JSON.stringify(link.quantities),
            },
          ]
        : [];
    });
    await insertRows(
      manager,
      'warehouse_withdrawal',
      { entry_key: 'text', warehouse_key: 'text', is_final: 'boolean', quantities: 'json' },
      rows,
    );
  }
}

/**
 * Reads who takes goods from these entries, what these summaries take goods from, and where that came from in turn. Whoever asks has locked the warehouse entries: of two that
 * take from one, or of one that takes and one that deletes, each sees the other.
 * @param warehouses keys of entries from which the filings take goods
 * @param entryKeys keys of the summaries that are filed
 */
export async function readWithdrawals(
  manager: EntityManager,
  warehouses: readonly string[],
  entryKeys: readonly string[],
): Promise<Withdrawals> {
  if (warehouses.length + entryKeys.length === 0) return new Withdrawals(new Map());
  const rows: { entry: string; warehouse: string; isFinal: boolean; quantities: Record<string, string> }[] =
    await manager.query(
      `WITH RECURSIVE above AS (
         SELECT entry_key, warehouse_key FROM warehouse_withdrawal WHERE entry_key = ANY($1) OR entry_key = ANY($2)
         UNION SELECT w.entry_key, w.warehouse_key FROM warehouse_withdrawal w JOIN above a ON w.entry_key = a.warehouse_key)
       SELECT entry_key AS entry, warehouse_key AS warehouse, is_final AS "isFinal", quantities FROM warehouse_withdrawal
        WHERE warehouse_key = ANY($1) OR warehouse_key = ANY($2) OR entry_key IN (SELECT entry_key FROM above)`,
      [warehouses, entryKeys],
    );
  return new Withdrawals(new Map(rows.map(({ entry, ...link }) => [entry, link])));
}
