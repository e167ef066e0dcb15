import { bodyOf, isLeaf, isMoney, type Schema, type Typed } from './schema';

/** A table as it stands in a file: cells of text. */
export type Rows = readonly (readonly string[])[];

/** Columns of the template of a kind: places without their numbers, `lines.tariffs.hts`. Money stands in dollars: `dutyDollars`. */
export const columnsOf = (schema: Schema, first: readonly string[]): string[] =>
  first.map((place) => {
    const path = place.replaceAll('[]', '');
    const name = path.slice(path.lastIndexOf('.') + 1);
    return isMoney(name, schemaAt(schema, path) ?? {}) ? inDollars(path) : path;
  });

const inDollars = (path: string): string => path.replace(/Cents$/, 'Dollars').replace(/(^|\.)cents$/, '$1dollars');
const inCents = (path: string): string => path.replace(/Dollars$/, 'Cents').replace(/(^|\.)dollars$/, '$1cents');

const schemaAt = (schema: Schema, path: string): Schema | undefined =>
  path.split('.').reduce<Schema | undefined>((at, name) => {
    const object = at?.type === 'array' ? at.items : at;
    return object?.properties?.[name];
  }, schema);

export interface Place {
  /** From 0, the row of the file; the first has the names of the columns. */
  readonly row: number;
  readonly column: number;
}
export interface FilingOfSheet {
  readonly key: string;
  readonly typed: { [name: string]: Typed };
  readonly body: unknown;
  /** Where each value stands, by its JSON pointer. */
  readonly places: ReadonlyMap<string, Place>;
}
export interface ReadSheet {
  readonly filings: readonly FilingOfSheet[];
  /** Columns that are no field of the kind. */
  readonly unknown: readonly string[];
}

interface Column {
  readonly path: string;
  readonly at: number;
}
interface Row {
  readonly at: number;
  readonly cells: readonly string[];
}

/** Rows with the same key are one filing; a row adds to each list what it has in its columns and the row before had not. */
export const readSheet = (rows: Rows, schema: Schema, key: string): ReadSheet => {
  const [head = [], ...rest] = rows;
  const named = head.map((name, at) => ({ path: pathFor(schema, name.trim()), name, at }));
  const columns = named.flatMap(({ path, at }): Column[] => (path ? [{ path, at }] : []));
  const unknown = named.flatMap(({ path, name }) => (path || name.trim() === '' ? [] : [name]));
  const filled = rest
    .map((cells, at): Row => ({ at: at + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim()));
  const keyAt = columns.find(({ path }) => path === key)?.at;
  const groups: { key: string; rows: Row[] }[] = [];
  for (const row of filled) {
    const named = keyAt === undefined ? '' : (row.cells[keyAt]?.trim() ?? '');
    const last = groups.at(-1);
    const group = named === '' ? last : groups.find((one) => one.key === named);
    if (group) group.rows.push(row);
    else groups.push({ key: named, rows: [row] });
  }
  return {
    unknown,
    filings: groups.map(({ key: name, rows: own }) => {
      const places = new Map<string, Place>();
      const typed = objectOf(own, columns, schema, '', places) as { [name: string]: Typed };
      return { key: name, typed, body: bodyOf(schema, typed), places };
    }),
  };
};

const pathFor = (schema: Schema, name: string): string | null => {
  const exact = schemaAt(schema, name);
  if (exact && isLeaf(exact)) return name;
  const cents = inCents(name);
  const money = cents === name ? undefined : schemaAt(schema, cents);
  return money && isLeaf(money) ? cents : null;
};

const text = ({ cells }: Row, { at }: Column): string => cells[at]?.trim() ?? '';

const objectOf = (
  rows: readonly Row[],
  columns: readonly Column[],
  schema: Schema,
  pointer: string,
  places: Map<string, Place>,
): Typed => {
  const own: { [name: string]: Typed } = {};
  for (const name of new Set(columns.map(({ path }) => path.split('.')[0]!))) {
    const child = schema.properties?.[name];
    if (!child) continue;
    const at = `${pointer}/${name}`;
    const below = columns
      .filter(({ path }) => path === name || path.startsWith(`${name}.`))
      .map(({ path, at: column }) => ({ path: path.slice(name.length + 1), at: column }));
    if (isLeaf(child)) {
      const [column] = below;
      const row = rows.find((one) => text(one, column!) !== '') ?? rows[0]!;
      places.set(at, { row: row.at, column: column!.at });
      own[name] = text(row, column!);
    } else if (child.type === 'array') own[name] = itemsOf(rows, below, child.items!, at, places);
    else own[name] = objectOf(rows, below, child, at, places);
  }
  return own;
};

const itemsOf = (
  rows: readonly Row[],
  columns: readonly Column[],
  schema: Schema,
  pointer: string,
  places: Map<string, Place>,
): Typed[] => {
  const ofItem = columns.filter(({ path }) => !isInList(schema, path));
  const groups: { said: string; rows: Row[] }[] = [];
  for (const row of rows) {
    if (columns.every((column) => text(row, column) === '')) continue;
    const said = ofItem.map((column) => text(row, column)).join('\u0000');
    const last = groups.at(-1);
    if (last && (said === last.said || ofItem.every((column) => text(row, column) === ''))) last.rows.push(row);
    else groups.push({ said, rows: [row] });
  }
  return groups.map(({ rows: own }, at) => objectOf(own, columns, schema, `${pointer}/${at}`, places));
};

/** Whether the first part of a path that is a list lies inside the item. */
const isInList = (schema: Schema, path: string): boolean => {
  let at: Schema | undefined = schema;
  for (const name of path.split('.')) {
    at = at?.properties?.[name];
    if (at?.type === 'array' && !isLeaf(at)) return true;
  }
  return false;
};

/** Where what a pointer names stands; the nearest that is there. */
export const placeIn = ({ places }: FilingOfSheet, pointer: string): Place | null => {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const exact = places.get(at);
    if (exact) return exact;
    const below = [...places].find(([one]) => one.startsWith(`${at}/`));
    if (below) return { row: below[1].row, column: below[1].column };
  }
  return null;
};
