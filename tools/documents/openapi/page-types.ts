import { format } from './layout';
import { shareRepeated } from './shared';

/** What types of a client are made from: a part of an OpenAPI 3.1 document. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly description?: string;
}
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>;
}
export interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Named };
}

type Named = Readonly<Record<string, Schema>>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
/** Of other programs than pages. */
const NOT_FOR_PAGES = /^\/(operations|metrics|health|oidc|docs|openapi\.json)(\/|$)/;

const text = (schema: Schema | undefined): string => {
  if (!schema) return 'unknown';
  if (schema.$ref) return schema.$ref.split('/').at(-1)!;
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return [...new Set(schema.anyOf.map(text))].join(' | ');
  const types = [schema.type ?? []].flat();
  if (types.length === 0 && !schema.properties) return 'unknown';
  return [...new Set((types.length > 0 ? types : ['object']).map((type) => ofType(type, schema)))].join(' | ');
};

const ofType = (type: string, schema: Schema): string => {
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'string' || type === 'boolean' || type === 'null') return type;
  if (type === 'array') return `readonly (${text(schema.items)})[]`;
  const { properties, additionalProperties: others } = schema;
  const rest = typeof others === 'object' ? `Readonly<Record<string, ${text(others)}>>` : '';
  if (!properties || Object.keys(properties).length === 0) return rest || 'Readonly<Record<string, unknown>>';
  const fields = Object.entries(properties).map(
    ([name, one]) => `readonly ${keyOf(name)}${schema.required?.includes(name) ? '' : '?'}: ${text(one)};`,
  );
  return `{ ${fields.join(' ')} }${rest && ` & ${rest}`}`;
};

const keyOf = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

/** What a body or an answer is: JSON as its type, anything else as text. */
const ofContent = (content: Content | undefined): string => {
  if (!content) return 'undefined';
  const json = content['application/json'];
  if (json) return text(json.schema);
  return Object.keys(content).length > 0 ? 'string' : 'undefined';
};

const parametersOf = ({ parameters = [] }: Operation, place: string): string => {
  const mine = parameters.filter((one) => one.in === place);
  if (mine.length === 0) return 'Readonly<Record<string, never>>';
  return `{ ${mine.map(({ name, required, schema }) => `readonly ${keyOf(name)}${required ? '' : '?'}: ${text(schema)};`).join(' ')} }`;
};

const answerOf = ({ responses = {} }: Operation): string => {
  const [, good] = Object.entries(responses).find(([status]) => /^2/.test(status)) ?? [];
  return ofContent(good?.content);
};

/** With a name for every shape that stands in it more than once. */
const sharedOf = ({ paths, components = {} }: Described): Pick<Described, 'paths'> & { schemas: Named } => {
  const { schemas = {} } = components;
  const added: Parameters<typeof shareRepeated>[1] = Object.fromEntries(Object.keys(schemas).map((name) => [name, {}]));
  const shared = shareRepeated({ paths, schemas }, added);
  return { paths: shared.paths, schemas: { ...added, ...shared.schemas } as Named };
};

/** Where pages have the types of the client of partners, of which those of the gateway are the rest. */
const CLIENT = '../../../../clients/typescript/src/operations';

/**
 * Types of a module for pages and other clients: its views by name, and each operation as `METHOD /path`.
 *
 * @param client document of the operations that the client of partners has already
 */
export const pageTypesOf = (name: string, document: Described, client: Described | null = null): Promise<string> => {
  const { paths, schemas } = sharedOf(document);
  const operations = Object.entries(paths)
    .filter(([path]) => !NOT_FOR_PAGES.test(path))
    .flatMap(([path, methods]) =>
      METHODS.flatMap((method) => {
        const operation = client?.paths[path]?.[method] ? undefined : methods[method];
        return operation ? [[`${method.toUpperCase()} ${path}`, operation] as const] : [];
      }),
    );
  const used = new Set<string>();
  const lines = operations.map(
    ([key, operation]) =>
      `${operation.summary ? `/** ${operation.summary.replaceAll('*/', '')} */ ` : ''}${JSON.stringify(key)}: { path: ${parametersOf(operation, 'path')}; query: ${parametersOf(operation, 'query')}; body: ${ofContent(operation.requestBody?.content)}; answer: ${answerOf(operation)} };`,
  );
  const take = (words: string): void => {
    for (const [word] of words.matchAll(/\b[A-Z]\w*\b/g))
      if (schemas[word] && !used.has(word)) {
        used.add(word);
        take(text(schemas[word]));
      }
  };
  for (const line of lines) take(line.replace(/\/\*\*.*?\*\//, ''));
  const views = [...used].sort().map((view) => `export type ${view} = ${text(schemas[view])};`);
  const parts = [
    `/** Made from the OpenAPI document of ${name} by \`npm run generate\`. */`,
    ...(client ? [`import type { Operations as OfClient } from '${CLIENT}';\nexport type * from '${CLIENT}';`] : []),
    ...views,
    `/** By method and address. */\nexport interface Operations ${client ? 'extends OfClient ' : ''}{\n${lines.join('\n')}\n}`,
  ];
  return format(`${parts.join('\n\n')}\n`);
};
