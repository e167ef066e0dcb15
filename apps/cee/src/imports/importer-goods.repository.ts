import type { EntityManager } from 'typeorm';
import type { TeamRequested } from '#contracts';
import { insertRows } from '#persistence';
import { importerIdentity } from '../importer/importer-identity';
import type { ScopeIndex } from '../scope/scope.rules';
import { type Goods, goodsOf, monthOf } from './goods.rules';

interface Counted {
  readonly importer_identity: string;
  readonly month: string;
  readonly goods: readonly Goods[];
}

const keyOf = ({ filerCode, entryNumber }: Pick<TeamRequested, 'filerCode' | 'entryNumber'>): string =>
  `${filerCode}${entryNumber}`;

/**
 * Counts the lines of summaries by importer, heading and month. An entry counts once: what its version before counted is taken off, so that the same request again,
 * and a summary that is replaced, leave the figures right. Four statements a batch.
 */
export const countGoods = async (
  manager: EntityManager,
  requests: readonly TeamRequested[],
  scope: ScopeIndex,
): Promise<void> => {
  // The last of an entry counts.
  const last = new Map(requests.filter(({ importerNumber }) => importerNumber !== '').map((one) => [keyOf(one), one]));
  const entries = [...last.keys()].sort();
  if (entries.length === 0) return;
  const before: (Counted & { entry: string })[] = await manager.query(
    'SELECT entry, importer_identity, month::text AS month, goods FROM entry_goods WHERE entry = ANY($1::text[]) ORDER BY entry FOR UPDATE',
    [entries],
  );
  const counted = entries.map((entry): Counted & { entry: string } => {
    const { importerNumber, entryDate, lines } = last.get(entry)!;
    return {
      entry,
      importer_identity: importerIdentity(importerNumber),
      month: monthOf(entryDate),
      goods: goodsOf(lines, scope),
    };
  });
  await insertRows(
    manager,
    'entry_goods',
    { entry: 'text', importer_identity: 'text', month: 'date', goods: 'jsonb' },
    counted,
    `ON CONFLICT (entry) DO UPDATE SET importer_identity = excluded.importer_identity, month = excluded.month, goods = excluded.goods
      WHERE (entry_goods.importer_identity, entry_goods.month, entry_goods.goods) IS DISTINCT FROM (excluded.importer_identity, excluded.month, excluded.goods)`,
  );
  await addGoods(manager, [
    ...before.map((one) => ({ ...one, sign: -1 })),
    ...counted.map((one) => ({ ...one, sign: 1 })),
  ]);
  const first = new Map<string, { number: string; month: string }>();
  for (const entry of entries) {
    const { importerNumber, entryDate } = last.get(entry)!;
    const [identity, month] = [importerIdentity(importerNumber), monthOf(entryDate)];
    const known = first.get(identity);
    if (!known || month < known.month) first.set(identity, { number: importerNumber, month });
  }
  await insertRows(
    manager,
    'importer_on_record',
    { importer_identity: 'text', importer_number: 'text', first_month: 'date' },
    [...first]
      .map(([identity, { number, month }]) => ({
        importer_identity: identity,
        importer_number: number,
        first_month: month,
      }))
      .sort((a, b) => (a.importer_identity < b.importer_identity ? -1 : 1)),
    `ON CONFLICT (importer_identity) DO UPDATE SET first_month = excluded.first_month
      WHERE importer_on_record.first_month IS NULL OR importer_on_record.first_month > excluded.first_month`,
  );
};

/** Adds differences to the figures, in one order for all writers, so that none waits for another that waits for it. */
const addGoods = async (manager: EntityManager, parts: readonly (Counted & { sign: number })[]): Promise<void> => {
  const sums = new Map<
    string,
    { importer_identity: string; heading: string; month: string; lines: number; dollars: number }
  >();
  for (const { importer_identity, month, goods, sign } of parts)
    for (const { heading, lines, dollars } of goods) {
      const key = `${importer_identity} ${heading} ${month}`;
      const sum = sums.get(key) ?? { importer_identity, heading, month, lines: 0, dollars: 0 };
      sum.lines += sign * lines;
      sum.dollars += sign * dollars;
      sums.set(key, sum);
    }
  await insertRows(
    manager,
    'importer_goods',
    { importer_identity: 'text', heading: 'text', month: 'date', lines: 'bigint', dollars: 'bigint' },
    [...sums]
      .filter(([, { lines, dollars }]) => lines !== 0 || dollars !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, sum]) => sum),
    `ON CONFLICT (importer_identity, heading, month) DO UPDATE
      SET lines = importer_goods.lines + excluded.lines, dollars = importer_goods.dollars + excluded.dollars`,
  );
};
