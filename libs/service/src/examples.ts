import { EXAMPLE_VALUES } from './example-values';

/** JSON Schema, as far as an example needs to know it. */
interface Shape {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly prefixItems?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}
/** A named schema of the document. */
type Resolve = (name: string) => object | undefined;

/** Deeper than this only what must be there is told. */
const DEEP = 6;

/**
 * An example of what a schema describes: what it says itself, or else values by the names of its fields. The same name means the same
 * everywhere on the platform, so that one table has an example of each.
 *
 * @throws Error naming the field of which no example is known
 */
export const exampleOf = (schema: object, resolve: Resolve = () => undefined, name = '', depth = 0): unknown => {
  const shape = schema as Shape;
  const inner = (one: object, of = name): unknown => exampleOf(one, resolve, of, depth + 1);
  if (shape.examples) return shape.examples[0];
  if (shape.const !== undefined) return shape.const;
  if (shape.$ref) {
    const named = resolve(shape.$ref.split('/').at(-1)!);
    if (!named) throw new Error(`refers to ${shape.$ref}, which is nowhere`);
    return inner(named);
  }
  if (shape.allOf) return Object.assign({}, ...shape.allOf.map((part) => inner(part)));
  const known = EXAMPLE_VALUES[name];
  if (shape.enum) return shape.enum.includes(known) ? known : shape.enum[0];
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) {
    if (choices.some((one) => 'const' in one && one.const === known)) return known;
    const told = choices.find(({ type }) => type !== 'null')!;
    if (depth > DEEP && choices.some(({ type }) => type === 'null')) return null;
    // What each of a list must be that may be null is said beside the choices.
    return inner(shape.items && told.items ? { ...told, items: { ...told.items, ...shape.items } } : told);
  }
  const types = [shape.type ?? []].flat();
  if (types.includes('object') || shape.properties) return objectOf(shape, inner, depth);
  if (types.includes('array')) return listOf(shape, inner, depth);
  if (types.includes('string')) return textOf(shape as Shape & { format?: string; pattern?: string }, name, known);
  if (types.includes('boolean')) return typeof known === 'boolean' ? known : (shape.default ?? false);
  if (types.includes('number') || types.includes('integer')) {
    const number = typeof known === 'number' ? known : Number(shape.default ?? 1);
    return Math.min(Math.max(number, shape.minimum ?? number), shape.maximum ?? number);
  }
  if (types.includes('null')) return null;
  return known ?? {};
};

const objectOf = (
  { properties = {}, required = [] }: Shape,
  inner: (one: object, of: string) => unknown,
  depth: number,
): object =>
  Object.fromEntries(
    Object.entries(properties)
      .filter(([field]) => depth <= DEEP || required.includes(field))
      .map(([field, shape]) => [field, inner(shape, field)]),
  );

const listOf = (
  { items, prefixItems, minItems = 0 }: Shape,
  inner: (one: object) => unknown,
  depth: number,
): unknown[] => {
  if (prefixItems) return prefixItems.map((one) => inner(one));
  if (!items || (depth > DEEP && minItems === 0)) return [];
  return Array.from({ length: Math.max(minItems, 1) }, () => inner(items));
};

const INSTANT = '2026-11-21T14:05:09Z';
const DAY = '2026-11-21';
const ID = '6f1d2c64-55a3-4f8e-9c3e-0a7f8f0d1a01';

/** By the end of a field's name. */
const BY_END: readonly (readonly [end: RegExp, value: string])[] = [
  [/(At|Since|Until|AsOf)$|^(since|until|from|to|before|expectedEnd|asOf)$/, INSTANT],
  [/(Date|Day|From|Arrival)$/, DAY],
  [/Id$/, ID],
];
/** Numbers that the platform or headquarters gives, and parts of an entry. */
const NUMBERS = [
  'PR-26-000017',
  'IA-26-000017',
  'HQ H301234',
  'B76-0324527-8',
  '001',
  'RI2600000017',
  '6.2',
  'PG01',
  'FDA',
  'FOO',
];
/** Of a filer, a surety or an office, where a name says no more. */
const CODE = 'B76';
/** By the pattern that must fit. */
const BY_FORM = [
  INSTANT,
  DAY,
  ID,
  `${DAY}.${ID}`,
  '1234.50',
  '2704',
  '17',
  '7',
  'R',
  'M',
  'port-seal-check',
  ...NUMBERS,
  'A428801000',
];
const BY_FORMAT: Readonly<Record<string, string>> = {
  'date-time': INSTANT,
  date: DAY,
  'customs-date': DAY,
  uuid: ID,
  email: 'imports@harbor-housewares.example',
};

const textOf = (
  { format, pattern, minLength = 0, maxLength }: Shape & { format?: string; pattern?: string },
  name: string,
  known: unknown,
): string => {
  const fits = (value: unknown): boolean =>
    typeof value === 'string' && value.length >= minLength && (!pattern || new RegExp(pattern, 'u').test(value));
  if (format && BY_FORMAT[format]) return BY_FORMAT[format];
  const ended = BY_END.find(([end]) => end.test(name))?.[1];
  const found = [known, ended, ...(pattern ? BY_FORM : known !== undefined && minLength > 0 ? [CODE] : [])].find(fits);
  if (found !== undefined) return (found as string).slice(0, maxLength);
  throw new Error(
    `has a field \`${name}\` of which no example is known: add one to EXAMPLE_VALUES that fits ${pattern ?? 'it'}`,
  );
};

interface Told {
  readonly parameters?: readonly { readonly name: string; readonly schema?: object; example?: unknown }[];
  readonly requestBody?: { readonly content?: Contents };
  readonly responses?: Readonly<Record<string, { readonly content?: Contents }>>;
}
type Contents = Record<string, { readonly schema?: object; example?: unknown }>;

/** Gives each parameter, body and answer of an OpenAPI document an example where it has none. */
export const addExamples = (
  paths: Readonly<Record<string, object>>,
  schemas: Readonly<Record<string, object>>,
): void => {
  const resolve: Resolve = (name) => schemas[name];
  const fill = (contents: Contents = {}): void => {
    const content = contents['application/json'];
    if (content?.schema) content.example ??= exampleOf(content.schema, resolve);
  };
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path) as Told[])) {
    for (const parameter of operation.parameters ?? [])
      parameter.example ??= exampleOf(parameter.schema ?? { type: 'string' }, resolve, parameter.name);
    fill(operation.requestBody?.content);
    for (const { content } of Object.values(operation.responses ?? {})) fill(content);
  }
};
