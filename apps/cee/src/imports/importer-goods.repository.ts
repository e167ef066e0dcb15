import type { EntityManager } from 'typeorm';
import type { SummaryReported } from '#contracts';
import { insertRows } from '#persistence';
import { importerIdentity } from '../importer/importer-identity';
import { readScope } from '../scope/scope.repository';
import { type FiledImports, type Goods, goodsOf, monthOf } from './goods.rules';

interface Counted {
  readonly importer_identity: string;
  readonly month: string;
  readonly goods: readonly Goods[];
}

/** As the entry service last told of what an entry brings in: a later version, or the same one later, replaces it. */
interface EntryCounted extends Counted {
  readonly entry: string;
  readonly version: number;
  readonly told_at: Date;
}

/** A report by which figures change. */
interface Told {
  readonly entry: string;
  readonly version: number;
  readonly told_at: Date;
  readonly importerNumber: string | null;
  readonly month: string;
  readonly tariffs: FiledImports['tariffs'];
}

/** Null for a report that says nothing of goods: of a team, a review, or of a build that did not tell of them. A deleted summary brings nothing in. */
const toldBy = (report: SummaryReported): Told | null => {
  const { filerCode, entryNumber, version, state, filed, importerNumber, occurredAt } = report;
  const common = { entry: `${filerCode}${entryNumber}`, version, told_at: new Date(occurredAt) };
  if (state === 'deleted') return { ...common, importerNumber: null, month: monthOf(occurredAt), tariffs: [] };
  if (!filed?.imports) return null;
  const { entryDate, tariffs } = filed.imports;
  return { ...common, importerNumber, month: monthOf(entryDate), tariffs: importerNumber === null ? [] : tariffs };
};

const isBefore = (one: Pick<Told, 'version' | 'told_at'>, other: Pick<Told, 'version' | 'told_at'>): boolean =>
  one.version < other.version || (one.version === other.version && one.told_at < other.told_at);

/**
 * Counts the lines of summaries by importer, heading and month. An entry counts once, as it was told of last: what it counted before is taken off, so that the
 * same message again, one that comes late, and a summary that is replaced or deleted leave the figures right. Five statements a batch.
 */
export const countGoods = async (manager: EntityManager, reports: readonly SummaryReported[]): Promise<void> => {
  const last = new Map<string, Told>();
  for (const report of reports) {
    const told = toldBy(report);
    const other = told && last.get(told.entry);
    if (told && !(other && isBefore(told, other))) last.set(told.entry, told);
  }
  if (last.size === 0) return;
  const before: EntryCounted[] = await manager.query(
    `SELECT entry, version, told_at, importer_identity, month::text AS month, goods FROM entry_goods WHERE entry = ANY($1::text[])
     ORDER BY entry FOR UPDATE`,
    [[...last.keys()]],
  );
  for (const known of before) if (isBefore(last.get(known.entry)!, known)) last.delete(known.entry);
  const fresh = [...last.values()].sort((a, b) => (a.entry < b.entry ? -1 : 1));
  if (fresh.length === 0) return;
  const scope = await readScope(manager);
  const counted = fresh.map(
    ({ entry, version, told_at, importerNumber, month, tariffs }): EntryCounted => ({
      ...{ entry, version, told_at, month },
      importer_identity: importerNumber === null ? '' : importerIdentity(importerNumber),
      goods: goodsOf(tariffs, scope),
    }),
  );
  await insertRows(
    manager,
    'entry_goods',
    {
      ...{ entry: 'text', version: 'int', told_at: 'timestamptz', importer_identity: 'text', month: 'date' },
      goods: 'jsonb',
    },
    counted.map((one) => ({ ...one, told_at: one.told_at.toISOString() })),
    `ON CONFLICT (entry) DO UPDATE SET version = excluded.version, told_at = excluded.told_at, importer_identity = excluded.importer_identity,
       month = excluded.month, goods = excluded.goods
      WHERE (entry_goods.version, entry_goods.told_at) <> (excluded.version, excluded.told_at)`,
  );
  await addGoods(manager, [
    ...before.filter(({ entry }) => last.has(entry)).map((one) => ({ ...one, sign: -1 })),
    ...counted.map((one) => ({ ...one, sign: 1 })),
  ]);
  const first = new Map<string, { number: string; month: string }>();
  for (const { importerNumber, month } of fresh) {
    if (importerNumber === null) continue;
    const identity = importerIdentity(importerNumber);
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
