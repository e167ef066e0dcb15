import { Client } from 'pg';
import { type RoadCost } from './watch';

/** A table that was filled, and how many rows it has for each entry. */
export interface FilledTable {
  readonly table: string;
  readonly rows: number;
  /** By which column it was divided, where it was. */
  readonly by?: string;
  /** Why it was left as it is. */
  readonly leftOut?: string;
}

/** Rows of what is on its way, which is not kept: of the others a table keeps as many as filings came. */
const PASSING = /\.(outbox|sent|road|heard)$/;
const KEPT_OF_A_FILING = 0.2;
const ROWS_AT_ONCE = 200_000;

interface Column {
  readonly name: string;
  readonly type: string;
  readonly isMadeByTable: boolean;
  /** The table says which values it may have. */
  readonly isChecked: boolean;
}

/** Tables that keep something of each filing, as a measured road wrote them. */
export const keptBy = (roads: readonly RoadCost[]): string[] => [
  ...new Set(
    roads.flatMap(({ rowsOf }) =>
      rowsOf.flatMap(({ table, inserted }) => (inserted >= KEPT_OF_A_FILING && !PASSING.test(table) ? [table] : [])),
    ),
  ),
];

/** Another key of the same form: of an id all but its time, of a text as many digits, of a number one that is before all there are. */
const another = ({ name, type }: Column): string => {
  const column = `t."${name}"`;
  const digest = `md5(${column}::text || g)`;
  if (type === 'uuid') return `(left(${column}::text, 15) || substr(${digest}::uuid::text, 16))::uuid`;
  if (type === 'bigint') return `${column} - g * (SELECT max("${name}") + 1 FROM pattern)`;
  return `CASE WHEN ${column} IS NULL THEN NULL ELSE lpad(right(('x' || left(${digest}, 15))::bit(60)::bigint::text, length(${column})), length(${column}), '0') END`;
};

const databaseOf = (table: string): string => table.split('.')[0]!;

const isText = ({ type, isChecked }: Column): boolean =>
  !isChecked && ['text', 'character varying', 'character'].includes(type);

const fill = async (client: Client, name: string, times: number): Promise<number> => {
  const { rows: columns } = await client.query<Column>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type,
            attidentity <> '' OR attgenerated <> '' OR coalesce(pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%', false) AS "isMadeByTable",
            EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = attrelid AND c.contype = 'c' AND attnum = ANY(c.conkey)) AS "isChecked"
       FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [name],
  );
  const { rows: unique } = await client.query<{ columns: string[] }>(
    `SELECT array_agg(a.attname::text) AS columns FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
      WHERE i.indrelid = $1::regclass AND i.indisunique GROUP BY i.indexrelid`,
    [name],
  );
  const byName = new Map(columns.map((column) => [column.name, column]));
  const changed = new Set(columns.filter(({ type }) => type === 'uuid').map((column) => column.name));
  for (const { columns: names } of unique) {
    const of = names.map((each) => byName.get(each)!);
    if (of.some((column) => changed.has(column.name) || column.isMadeByTable)) continue;
    const texts = of.filter(isText);
    const apart =
      texts.length > 0 ? texts : of.filter(({ type, isChecked }) => type === 'bigint' && !isChecked).slice(0, 1);
    if (apart.length === 0) throw new Error(`nothing tells its rows apart but ${names.join(', ')}`);
    for (const column of apart) changed.add(column.name);
  }
  const written = columns.filter(({ isMadeByTable }) => !isMadeByTable);
  const { rows: counted } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${name}`);
  await client.query(`CREATE TEMP TABLE pattern AS SELECT * FROM ${name}`);
  const step = Math.max(1, Math.floor(ROWS_AT_ONCE / Math.max(1, counted[0]!.n)));
  let made = 0;
  for (let from = 1; from <= times; from += step) {
    const { rowCount } = await client.query(
      `INSERT INTO ${name} (${written.map((column) => `"${column.name}"`).join(', ')})
       SELECT ${written.map((column) => (changed.has(column.name) ? another(column) : `t."${column.name}"`)).join(', ')}
         FROM generate_series($1::int, $2::int) AS g CROSS JOIN pattern AS t ON CONFLICT DO NOTHING`,
      [from, Math.min(times, from + step - 1)],
    );
    made += rowCount ?? 0;
  }
  await client.query('DROP TABLE pattern');
  return made;
};

/**
 * Puts as many entries on file as are asked for: what real filings wrote is written again under other keys, table by table, so that every row and every index
 * has the size and the values that it has in service. Keys of one thing stay the same in all tables of a database.
 *
 * @param entries filings that wrote what is on file now
 */
export const storeMore = async (
  adminUrl: string,
  roads: readonly RoadCost[],
  { entries, wanted }: { entries: number; wanted: number },
  say: (line: string) => void,
): Promise<FilledTable[]> => {
  const times = Math.max(1, Math.round(wanted / entries));
  const filled: FilledTable[] = [];
  const kept = keptBy(roads);
  for (const database of new Set(kept.map(databaseOf))) {
    const tables = kept.filter((table) => databaseOf(table) === database);
    const url = new URL(adminUrl);
    url.pathname = `/portway_${database}`;
    const client = new Client({ connectionString: url.href });
    await client.connect();
    try {
      // Rows that were checked once are not checked again, and nothing is done because of them.
      await client.query(`SET session_replication_role = replica; SET synchronous_commit = off; SET work_mem = '64MB'`);
      for (const table of tables) {
        const name = table.split('.')[1]!;
        try {
          const rows = await fill(client, name, times);
          filled.push({ table, rows });
          say(`${table}: ${rows} rows more`);
        } catch (error) {
          await client.query('DROP TABLE IF EXISTS pattern');
          const leftOut = (error as Error).message;
          filled.push({ table, rows: 0, leftOut });
          say(`${table} is left as it is: ${leftOut}`);
        }
      }
      await client.query('VACUUM ANALYZE');
    } finally {
      await client.end();
    }
  }
  return filled;
};
