import type { EntityManager } from 'typeorm';
import { insertRows } from '#persistence';
import { type Counted, FigureDifferences } from './figure-differences';
import { BOND_DIMENSIONS, BOND_FIGURE_NAMES, FIGURE_NAMES } from './figures';
import { type Parts, recordOf, type Report, type TradeRecord, withTold } from './trade-record.rules';

const COLUMNS = [
  'parts',
  'reference',
  'filing',
  'importer',
  'filer_code',
  'scac',
  'entry_type',
  'port',
  'mode',
  'center',
  'team',
  'state',
  'summary_state',
  'timeliness',
  'filed_on',
  'released_on',
  'examined_on',
  'summary_on',
  'release_seconds',
  'exam_seconds',
  'value_dollars',
  'duty_cents',
  'fee_cents',
  'chapters',
  'chapter_dollars',
  'chapter_duty_cents',
  'countries',
  'country_dollars',
  'country_duty_cents',
  'bond_types',
  'bond_designations',
  'bond_sureties',
  'bond_cents',
  'changed_at',
];

/** A table of figures: its cells, what is added up in each, and the function that says what a record adds to which. */
interface FigureTable {
  readonly table: string;
  readonly cell: readonly string[];
  readonly names: readonly string[];
  readonly of: string;
}
const FIGURE_TABLE: FigureTable = {
  table: 'trade_figure',
  cell: ['identifier_kind', 'identifier', 'dimension', 'value', 'month'],
  names: FIGURE_NAMES,
  of: 'trade_record_figures',
};
const BOND_TABLE: FigureTable = {
  table: 'bond_figure',
  cell: ['identifier_kind', 'identifier', ...Object.values(BOND_DIMENSIONS), 'month'],
  names: BOND_FIGURE_NAMES,
  of: 'trade_record_bonds',
};
const FIGURE_TABLES = [FIGURE_TABLE, BOND_TABLE];
const cellOf = ({ cell }: FigureTable, row: string): string => cell.map((name) => `${row}.${name}`).join(', ');

/** Adds differences to cells, which everybody locks in one order. */
const addTo = (
  manager: EntityManager,
  { table, cell, names }: FigureTable,
  differences: readonly object[],
): Promise<unknown> =>
  insertRows(
    manager,
    table,
    Object.fromEntries([
      ...cell.map((name) => [name, name === 'month' ? 'date' : 'text']),
      ...names.map((name) => [name, 'bigint']),
    ]),
    differences,
    `ORDER BY ${cell.map((name) => `given.${name}`).join(', ')}
     ON CONFLICT (${cell.join(', ')}) DO UPDATE SET ${names.map((name) => `${name} = ${table}.${name} + excluded.${name}`).join(', ')}`,
  );

const INSERT = 'INSERT INTO trade_record SELECT * FROM json_populate_recordset(NULL::trade_record, $1::json)';
const UPDATE = `UPDATE trade_record SET ${COLUMNS.map((name) => `${name} = c.${name}`).join(', ')}
  FROM json_populate_recordset(NULL::trade_record, $1::json) c WHERE c.kind = trade_record.kind AND c.key = trade_record.key`;

/** The figures of one identifier as its records have them, a statement a table. `$1` is its column's value, `$2` its kind. */
export const FIGURES_ANEW = (column: string): string[] =>
  FIGURE_TABLES.map(
    (figures) => `
  INSERT INTO ${figures.table} (${figures.cell.join(', ')}, ${figures.names.join(', ')})
  SELECT ${cellOf(figures, 'f')}, ${figures.names.map((name) => `sum(f.${name})`).join(', ')}
    FROM trade_record r CROSS JOIN LATERAL ${figures.of}(r) f
   WHERE r.${column} = $1 AND f.identifier_kind = $2 GROUP BY ${cellOf(figures, 'f')}`,
  );

/** All figures of one identifier as they are added up anew. */
export const figuresAnew = async (
  manager: EntityManager,
  kind: string,
  identifier: string,
  column: string,
): Promise<void> => {
  await takeFigures(manager, kind, identifier);
  for (const { table } of FIGURE_TABLES)
    await manager.query(`DELETE FROM ${table} WHERE identifier_kind = $1 AND identifier = $2`, [kind, identifier]);
  for (const statement of FIGURES_ANEW(column)) await manager.query(statement, [identifier, kind]);
};

const HAVE_FIGURES = 'pg_advisory_xact_lock';

/** Keeps a rebuild away from the figures of these identifiers until the end of the transaction; several writers do not keep each other away. */
const shareFigures = (manager: EntityManager, identifiers: readonly string[]): Promise<unknown> =>
  manager.query(`SELECT ${HAVE_FIGURES}_shared(hashtextextended(i, 0)) FROM unnest($1::text[]) AS i`, [
    [...new Set(identifiers)].sort(),
  ]);

/** The only one at the figures of an identifier until the end of the transaction. */
const takeFigures = (manager: EntityManager, kind: string, identifier: string): Promise<unknown> =>
  manager.query(`SELECT ${HAVE_FIGURES}(hashtextextended($1, 0))`, [figuresOf(kind, identifier)]);

const figuresOf = (kind: string, identifier: string): string => `figures of ${kind} ${identifier}`;

const identifiersOf = ({ importer, filer_code, scac }: Pick<TradeRecord, 'importer' | 'filer_code' | 'scac'>) => [
  ...(importer === null ? [] : [figuresOf('importer number', importer)]),
  ...(filer_code === null ? [] : [figuresOf('filer code', filer_code)]),
  ...(scac === null ? [] : [figuresOf('SCAC', scac)]),
];

type Kept = Counted & { readonly key: string; readonly parts: Parts };

const KEPT = `t.kind, t.key, t.parts, t.importer, t.filer_code, t.scac, t.port, t.mode, t.center, t.state, t.summary_state, t.timeliness,
  t.filed_on::text, t.released_on::text, t.examined_on::text, t.summary_on::text, t.release_seconds::float8, t.exam_seconds::float8,
  t.value_dollars::float8, t.duty_cents::float8, t.fee_cents::float8, t.chapters, t.chapter_dollars::float8[], t.chapter_duty_cents::float8[],
  t.countries, t.country_dollars::float8[], t.country_duty_cents::float8[], t.bond_types, t.bond_designations, t.bond_sureties, t.bond_cents::float8[]`;

/**
 * Keeps what was told of records, and the figures with it: a few statements however many there are. What is known already changes nothing.
 *
 * @throws when a record came into being at the same moment, which the order of messages rules out: then nothing is kept, and it is tried again
 */
export const keepReports = async (manager: EntityManager, reports: readonly Report[], now: Date): Promise<void> => {
  const told = new Map<string, Pick<Report, 'kind' | 'key' | 'parts'>>();
  for (const { kind, key, parts } of reports) {
    const place = `${kind} ${key}`;
    told.set(place, { kind, key, parts: withTold(told.get(place)?.parts ?? {}, parts) });
  }
  const records = [...told.values()].sort((a, b) => (`${a.kind} ${a.key}` < `${b.kind} ${b.key}` ? -1 : 1));
  if (records.length === 0) return;
  const kept: Kept[] = await manager.query(
    `SELECT ${KEPT} FROM trade_record t
       JOIN unnest($1::text[], $2::text[]) AS w(kind, key) ON w.kind = t.kind AND w.key = t.key ORDER BY t.kind, t.key FOR UPDATE OF t`,
    [records.map(({ kind }) => kind), records.map(({ key }) => key)],
  );
  const known = new Map(kept.map((record) => [`${record.kind} ${record.key}`, record]));
  const changed: TradeRecord[] = [];
  const added: TradeRecord[] = [];
  const differences = new FigureDifferences();
  for (const { kind, key, parts } of records) {
    const before = known.get(`${kind} ${key}`);
    if (!before) {
      const record = recordOf(kind, key, parts);
      added.push(record);
      differences.add(record);
      continue;
    }
    const after = withTold(before.parts, parts);
    if (Object.entries(after).every(([name, part]) => before.parts[name as keyof Parts] === part)) continue;
    const record = recordOf(kind, key, after);
    changed.push(record);
    differences.take(before);
    differences.add(record);
  }
  if (changed.length + added.length === 0) return;
  await shareFigures(manager, [...changed, ...added, ...kept].flatMap(identifiersOf));
  const at = now.toISOString();
  const rows = (list: readonly TradeRecord[]): string =>
    JSON.stringify(list.map((record) => ({ ...record, changed_at: at })));
  if (changed.length > 0) await manager.query(UPDATE, [rows(changed)]);
  if (added.length > 0) await manager.query(INSERT, [rows(added)]);
  // A build before locks cells in this order too.
  await addTo(manager, FIGURE_TABLE, differences.figures());
  await addTo(manager, BOND_TABLE, differences.bonds());
};
