import { EntityManager } from 'typeorm';
import { binaryArray } from './binary-array';

/** Column name to PostgreSQL type, in the order of the columns. Array types are not possible: their rows would be flattened. */
export type ColumnTypes = Readonly<Record<string, string>>;

const asParameter = (type: string, value: unknown): unknown => {
  if (value === undefined || value === null) return null;
  if ((type === 'jsonb' || type === 'json') && typeof value !== 'string') return JSON.stringify(value);
  return value;
};

/** Up to so many rows are written value by value, which PostgreSQL reads a little faster than arrays. */
const FEW = 4;

/** One statement (`unnest`) for any number of rows, which PostgreSQL takes twenty times faster than one statement a row. */
const statementOf = <R extends object>(
  table: string,
  columns: ColumnTypes,
  rows: readonly R[],
  tail: string,
  values: Readonly<Record<string, string>> = {},
): [text: string, parameters: unknown[]] => {
  const names = Object.keys(columns);
  const list = names.map((name) => `"${name}"`).join(', ');
  const selected = names.map((name) => values[name] ?? `given."${name}"`).join(', ');
  const insert = (given: string) =>
    `INSERT INTO ${table} (${list}) SELECT ${selected} FROM ${given} AS given(${list}) ${tail}`;
  const written = (row: R, name: string) => asParameter(columns[name]!, (row as Record<string, unknown>)[name]);
  if (rows.length <= FEW) {
    const rowAt = (_: R, at: number) =>
      `(${names.map((name, i) => `$${at * names.length + i + 1}::${columns[name]}`).join(', ')})`;
    return [
      insert(`(VALUES ${rows.map(rowAt).join(', ')})`),
      rows.flatMap((row) => names.map((name) => written(row, name))),
    ];
  }
  return [
    insert(`unnest(${names.map((name, i) => `$${i + 1}::${columns[name]}[]`).join(', ')})`),
    names.map((name) =>
      binaryArray(
        columns[name]!,
        rows.map((row) => written(row, name)),
      ),
    ),
  ];
};

/**
 * Inserts any number of rows with one statement.
 *
 * @param tail what follows the SELECT, such as `ON CONFLICT DO NOTHING` or `RETURNING id`
 */
export const insertRows = async <R extends object>(
  manager: EntityManager,
  table: string,
  columns: ColumnTypes,
  rows: readonly R[],
  tail = '',
): Promise<any[]> => {
  if (rows.length === 0) return [];
  return manager.query(...statementOf(table, columns, rows, tail));
};

/**
 * The same, and answers the number of the transaction (`pg_current_xact_id`), by which PostgreSQL tells what became of it; null without rows.
 *
 * @param values SQL for columns that are not written as they are given; the row is `given`
 */
export const insertRowsOfTransaction = async <R extends object>(
  manager: EntityManager,
  table: string,
  columns: ColumnTypes,
  rows: readonly R[],
  values: Readonly<Record<string, string>> = {},
): Promise<string | null> => {
  if (rows.length === 0) return null;
  const [text, parameters] = statementOf(table, columns, rows, '', values);
  const [{ number }] = (await manager.query(
    `WITH written AS (${text}) SELECT pg_current_xact_id()::text AS number`,
    parameters,
  )) as [{ number: string }];
  return number;
};
