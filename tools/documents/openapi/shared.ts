import { AT_NAMED, type Schema } from './source';

/** Shorter than this a schema is read where it stands (characters of JSON). */
const WORTH_A_NAME = 200;
/** Types that programs have already. */
const TAKEN = new Set([
  'Array',
  'Date',
  'Error',
  'Function',
  'Map',
  'Number',
  'Object',
  'Readonly',
  'Record',
  'String',
]);

interface Above {
  readonly owner: string;
  readonly field: string;
}
type Node = Record<string, unknown> | unknown[];
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const isSchema = (value: Node): value is Record<string, unknown> =>
  !Array.isArray(value) && ('properties' in value || 'anyOf' in value || 'enum' in value);
/** What it is, whatever is said of it where it stands; empty for what is no schema, or a short one. */
const shapeOf = (node: Node): string => {
  if (!isSchema(node)) return '';
  const { description: _, ...shape } = node;
  const text = JSON.stringify(shape);
  return text.length < WORTH_A_NAME ? '' : text;
};
/** `bills` have a `Bill`. */
const nameAfter = (field: string, isOneOfMany: boolean): string => {
  const one = isOneOfMany ? field.replace(/ies$/, 'y').replace(/(?<=ss|x|ch)es$|(?<!s)s$/, '') : field;
  const words = one.split(/[^A-Za-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join('');
};

/**
 * Schemas that stand in a document more than once are written once, under the name of the field that has them; short ones stay where they are.
 *
 * @param roots schemas and what holds schemas; examples are left as they are
 * @param schemas named ones of the document, to which the new ones are added
 */
export const shareRepeated = <T extends Node>(roots: T, schemas: Record<string, Schema>): T => {
  const times = new Map<string, number>();
  const count = (node: Node): void => {
    const shape = shapeOf(node);
    if (shape) times.set(shape, (times.get(shape) ?? 0) + 1);
    for (const [key, value] of Object.entries(node)) if (key !== 'example' && isNode(value)) count(value);
  };
  count(roots);
  const names = new Map<string, string>();
  for (const [name, schema] of Object.entries((roots as { schemas?: Record<string, Schema> }).schemas ?? {}))
    if (shapeOf(schema)) names.set(shapeOf(schema), name);
  /** @param above the named schema or the operation that has the node, and the nearest field or parameter */
  const inner = (node: Node, of: string, above: Above): Node => {
    const { operationId, in: place, name } = node as Record<string, unknown>;
    const here =
      typeof operationId === 'string'
        ? { owner: operationId, field: operationId }
        : typeof place === 'string'
          ? { ...above, field: String(name) }
          : above;
    const entries = Object.entries(node).map(([key, value]): [string, unknown] => {
      const told = of === 'schemas' ? { owner: key, field: key } : of === 'properties' ? { ...here, field: key } : here;
      return [key, key !== 'example' && isNode(value) ? replaced(value, key, told) : value];
    });
    return Array.isArray(node) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
  };
  const replaced = (node: Node, key: string, above: Above): Node => {
    const shape = shapeOf(node);
    if ((times.get(shape) ?? 0) < 2 || names.get(shape) === key) return inner(node, key, above);
    const { description, ...rest } = node as Record<string, unknown>;
    let name = names.get(shape);
    if (!name) {
      const isTaken = (one: string): boolean => one in schemas || TAKEN.has(one);
      const own = nameAfter(above.field, key === 'items');
      const full = isTaken(own) ? nameAfter(above.owner, false) + own : own;
      name = full;
      for (let next = 2; isTaken(name); next++) name = `${full}${next}`;
      names.set(shape, name);
      schemas[name] = {};
      schemas[name] = inner(rest, key, { owner: name, field: name }) as Schema;
    }
    return { $ref: AT_NAMED + name, ...(typeof description === 'string' && { description }) };
  };
  return inner(roots, '', { owner: '', field: '' }) as T;
};
