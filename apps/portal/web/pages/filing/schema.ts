import type { CheckName } from './checks';
import { codeFault } from './checks';
import { readReference } from '../developers/reference';

/** As far as bodies of filings use it. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly pattern?: string;
  readonly format?: string;
  readonly const?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
}

interface Described {
  readonly paths: Readonly<
    Record<string, Record<string, { requestBody: { content: Record<string, { schema: Schema }> } }>>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** The shape of a body of `POST /filings/KIND`, by the description of the interface that stands beside the pages. */
export const readBodySchema = async (kind: string, signal?: AbortSignal): Promise<Schema> =>
  bodySchemaIn(await readReference<Described>('/reference/openapi/gateway.json', signal), kind);

export const bodySchemaIn = ({ paths, components }: Described, kind: string): Schema => {
  const { schema } = paths[`/filings/${kind}`]!['post']!.requestBody.content['application/json']!;
  return resolved(schema, components.schemas);
};

const resolved = (schema: Schema, named: Readonly<Record<string, Schema>>): Schema => {
  if (schema.$ref) return resolved(named[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)] ?? {}, named);
  return {
    ...schema,
    ...(schema.items && { items: resolved(schema.items, named) }),
    ...(schema.properties && {
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([name, one]) => [name, resolved(one, named)]),
      ),
    }),
  };
};

/** Values as people type them: every leaf a text, or yes and no. Several texts are separated by commas. */
export type Typed = string | boolean | Typed[] | { [name: string]: Typed };

const isCents = (name: string): boolean => /cents$/i.test(name);
const isTexts = ({ type, items }: Schema): boolean =>
  type === 'array' && !!items && items.type !== 'object' && items.type !== 'array';
export const isLeaf = (schema: Schema): boolean =>
  schema.type !== 'object' && (schema.type !== 'array' || isTexts(schema));
export const isMoney = (name: string, { type }: Schema): boolean => type === 'integer' && isCents(name);

/** Spreadsheets drop zeros in front: they are put back where the width is fixed. */
const padded = (text: string, { pattern = '' }: Schema): string => {
  const [, width] = /^\^\\d\{(\d+)\}\$$/.exec(pattern) ?? [];
  return width && /^\d+$/.test(text) ? text.padStart(Number(width), '0') : text;
};

const leafOf = (name: string, schema: Schema, typed: Typed): unknown => {
  if (typeof typed === 'boolean') return typed || undefined;
  const text = String(typed).trim();
  if (text === '') return undefined;
  if (isTexts(schema)) return leavesOf(name, schema.items!, text);
  if (schema.type === 'boolean') return /^(y|yes|true|1|sí|si)$/i.test(text);
  if (schema.type === 'array' || schema.type === 'object') return undefined;
  if (isMoney(name, schema)) return /^\d+(\.\d{1,2})?$/.test(text) ? centsOf(text) : text;
  if (schema.type === 'integer') return /^\d+$/.test(text) ? Number(text) : text;
  return schema.description?.startsWith('Commercial') ? text : padded(text, schema);
};
const leavesOf = (name: string, items: Schema, text: string): unknown[] =>
  text
    .split(',')
    .map((one) => leafOf(name, items, one))
    .filter((one) => one !== undefined);

const centsOf = (dollars: string): number => {
  const [whole = '0', part = ''] = dollars.split('.');
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
};
export const dollarsOf = (cents: number): string =>
  `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

/** What is sent: nothing that was left empty. */
export const bodyOf = (schema: Schema, typed: Typed | undefined, name = ''): unknown => {
  if (typed === undefined || typed === null) return undefined;
  if (isLeaf(schema)) return leafOf(name, schema, typed);
  if (schema.type === 'array') {
    const items = (Array.isArray(typed) ? typed : [])
      .map((one) => bodyOf(schema.items!, one, name))
      .filter((one) => one !== undefined);
    return items.length > 0 ? items : undefined;
  }
  const given = typed as { [name: string]: Typed };
  const pairs = Object.entries(schema.properties ?? {}).flatMap(([key, one]) => {
    const value = bodyOf(one, given[key], key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
};

/** What was sent, as it is typed. */
export const typedOf = (schema: Schema, body: unknown, name = ''): Typed => {
  if (isTexts(schema)) return (body as unknown[]).join(', ');
  if (schema.type === 'array') return (body as unknown[]).map((one) => typedOf(schema.items!, one, name));
  if (schema.type === 'object')
    return Object.fromEntries(
      Object.entries(body as object).flatMap(([key, value]) => {
        const one = schema.properties?.[key];
        return one ? [[key, typedOf(one, value, key)]] : [];
      }),
    );
  if (typeof body === 'boolean') return body;
  return isMoney(name, schema) ? dollarsOf(body as number) : String(body);
};

export interface Fault {
  readonly says: CheckName;
  /** What is filled into the sentence. */
  readonly fill: Readonly<Record<string, string>>;
}

const CHOICES_SHOWN = 6;

/** What is wrong with one value, by the shape and by the codes that are known here; null where nothing is. */
export const faultOf = (name: string, schema: Schema, typed: Typed | undefined, isRequired: boolean): Fault | null => {
  const value = typed === undefined ? undefined : leafOf(name, schema, typed);
  if (value === undefined) return isRequired && schema.type !== 'boolean' ? { says: 'missing', fill: {} } : null;
  const one = (of: Schema, it: unknown): Fault | null => {
    const text = String(it);
    if (isMoney(name, of)) return typeof it === 'number' ? null : { says: 'notMoney', fill: {} };
    if (of.type === 'integer') return typeof it === 'number' ? null : { says: 'notWhole', fill: {} };
    if (of.format === 'date' && !isDay(text)) return { says: 'notDay', fill: {} };
    const choices = of.anyOf?.flatMap((choice) => choice.const ?? []) ?? [];
    if (choices.length > 0 && !choices.includes(text))
      return { says: 'notChoice', fill: { choices: choices.slice(0, CHOICES_SHOWN).join(', ') } };
    if (of.maxLength !== undefined && text.length > of.maxLength)
      return { says: 'tooLong', fill: { most: String(of.maxLength) } };
    if (of.pattern && !new RegExp(of.pattern, 'u').test(text))
      return { says: 'notForm', fill: { form: of.description ?? of.pattern } };
    return codeFault(name, text);
  };
  if (!Array.isArray(value)) return one(schema, value);
  for (const it of value) {
    const fault = one(schema.items ?? {}, it);
    if (fault) return fault;
  }
  return null;
};

const isDay = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};

/** `lines.0.hts` for the pointer `/lines/0/hts`. */
export const pathOf = (pointer: string): string => pointer.slice(1).replaceAll('/', '.');
