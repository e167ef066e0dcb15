import { AT_NAMED, type Schema } from './source';

/** Shorter than this a schema is read where it stands (characters of JSON). */
const WORTH_A_NAME = 1_000;

type Node = Record<string, unknown> | unknown[];
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const isSchema = (value: Node): boolean => !Array.isArray(value) && ('properties' in value || 'anyOf' in value);

/**
 * Long schemas that stand in a document more than once are written once, under the name of the field that has them.
 *
 * @param roots schemas and what holds schemas; examples are left as they are
 * @param schemas named ones of the document, to which the new ones are added
 */
export const shareRepeated = <T extends Node>(roots: T, schemas: Record<string, Schema>): T => {
  const times = new Map<string, number>();
  const count = (node: Node): void => {
    if (isSchema(node)) {
      const text = JSON.stringify(node);
      if (text.length >= WORTH_A_NAME) times.set(text, (times.get(text) ?? 0) + 1);
    }
    for (const [key, value] of Object.entries(node)) if (key !== 'example' && isNode(value)) count(value);
  };
  count(roots);
  const names = new Map<string, string>();
  /** @param field the nearest field, or named schema, that has the node */
  const inner = (node: Node, of: string, field: string): Node => {
    const entries = Object.entries(node).map(([key, value]): [string, unknown] => {
      const told = of === 'properties' || of === 'schemas' ? key : field;
      return [key, key !== 'example' && isNode(value) ? replaced(value, key, told) : value];
    });
    return Array.isArray(node) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
  };
  const replaced = (node: Node, key: string, field: string): Node => {
    const text = isSchema(node) ? JSON.stringify(node) : '';
    if ((times.get(text) ?? 0) < 2) return inner(node, key, field);
    let name = names.get(text);
    if (!name) {
      const own = field.charAt(0).toUpperCase() + field.slice(1);
      name = own;
      for (let next = 2; name in schemas; next++) name = `${own}${next}`;
      names.set(text, name);
      schemas[name] = {};
      schemas[name] = inner(node, key, field) as Schema;
    }
    return { $ref: AT_NAMED + name };
  };
  return inner(roots, '', 'shared') as T;
};
