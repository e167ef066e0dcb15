import { createHash } from 'node:crypto';

/** What a collection is made from: a part of an OpenAPI 3.1 document. */
interface Described {
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}
interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly example?: unknown;
  }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly example?: unknown }>> };
  readonly security?: readonly object[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/** The same for the same name, so that the document changes only with what it is made from. */
const idOf = (name: string): string => {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
};

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

const requestOf = (path: string, method: string, operation: Operation): object => {
  const parameters = operation.parameters ?? [];
  const variables = parameters.filter((one) => one.in === 'path');
  const query = parameters.filter((one) => one.in === 'query');
  const parts = path.split('/').filter(Boolean);
  const [[type, content] = []] = Object.entries(operation.requestBody?.content ?? {});
  return {
    name: operation.summary ?? `${method.toUpperCase()} ${path}`,
    request: {
      method: method.toUpperCase(),
      ...(operation.description && { description: operation.description }),
      ...(operation.security?.length === 0 && { auth: { type: 'noauth' } }),
      header: type ? [{ key: 'Content-Type', value: type }] : [],
      url: {
        raw: `{{url}}${path.replace(/\{(\w+)\}/g, ':$1')}`,
        host: ['{{url}}'],
        path: parts.map((part) => part.replace(/^\{(\w+)\}$/, ':$1')),
        ...(variables.length > 0 && {
          variable: variables.map(({ name, example = '' }) => ({ key: name, value: String(example) })),
        }),
        ...(query.length > 0 && {
          query: query.map(({ name, description, required, example = '' }) => ({
            key: name,
            value: String(example),
            ...(description && { description }),
            disabled: !required,
          })),
        }),
      },
      ...(type && {
        body: {
          mode: 'raw',
          raw: content?.example === undefined ? '' : asText(content.example),
          options: { raw: { language: type === 'application/json' ? 'json' : 'text' } },
        },
      }),
    },
  };
};

/** A collection (Postman 2.1, which Bruno reads too) of every address of a document, in a folder for each of its tags. */
export const collectionOf = ({ info, paths }: Described): string => {
  const folders = new Map<string, object[]>();
  for (const [path, methods] of Object.entries(paths))
    for (const method of METHODS) {
      const operation = methods[method];
      if (!operation) continue;
      const folder = operation.tags?.[0] ?? 'others';
      folders.set(folder, [...(folders.get(folder) ?? []), requestOf(path, method, operation)]);
    }
  return `${JSON.stringify(
    {
      info: { _postman_id: idOf(info.title), name: info.title, schema: SCHEMA },
      auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{key}}', type: 'string' }] },
      variable: [
        { key: 'url', value: 'http://localhost:8080' },
        { key: 'key', value: '' },
      ],
      item: [...folders].map(([name, item]) => ({ name, item })),
    },
    null,
    2,
  )}\n`;
};
