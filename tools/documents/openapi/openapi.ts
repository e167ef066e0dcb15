import { HTTP_CODE_METADATA } from '@nestjs/common/constants';
import { allRequests, calls, type RequestContract } from '#contracts';
import { exampleOf, type ServiceDefinition } from '#service';
import { type RightOfRoute, routesOf, wordsOf } from '../rights';
import { constrained, ruledClass } from './constraints';
import { shareRepeated } from './shared';
import { AT_NAMED, type Handler, type Schema, type Source } from './source';

interface Media {
  readonly schema: Schema;
  readonly example?: unknown;
}
type Content = Record<string, Media>;
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly object[];
  readonly requestBody?: { readonly description?: string; readonly required: boolean; readonly content: Content };
  readonly responses: Record<string, { readonly description: string; readonly content?: Content }>;
  readonly security: readonly Record<string, string[]>[];
  /** Who may use it, as docs/operators/rights.md says. */
  readonly 'x-portway-for': string;
  /** Other services that may ask it, and why. */
  readonly 'x-portway-asked-by'?: readonly { readonly service: string; readonly why: string }[];
  /** The contract between the services. */
  readonly 'x-portway-contract'?: string;
}
export interface OpenApi {
  readonly openapi: string;
  readonly info: object;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, Schema>; readonly securitySchemes: object };
}

const problem: Media = { schema: { $ref: `${AT_NAMED}Problem` } };
const PROBLEM: Schema = {
  type: 'object',
  description: 'RFC 9457, with what became of the message and what to do. Kinds: docs/partners/errors.md',
  required: ['type', 'title', 'status', 'detail', 'remedy'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    remedy: { type: 'string' },
    disposition: { type: 'string' },
    errors: { type: 'array', items: { type: 'object' } },
    correlationId: { type: 'string' },
  },
};
const securitySchemes = {
  'operations token': { type: 'http', scheme: 'bearer', description: "An operator's token, or the proof of a service" },
  'API key': { type: 'http', scheme: 'bearer', description: 'API key of an account' },
  'own token': { type: 'http', scheme: 'bearer', description: "Token of a webhook's subscriber, or a signed link" },
};

/** Every address of a service. @throws Error with a sentence for each address that does not say what it is */
export const openApiOf = (definition: ServiceDefinition, source: Source, partners: OpenApi | null): OpenApi => {
  const faults: string[] = [];
  const paths: OpenApi['paths'] = {};
  const schemas: Record<string, Schema> = { ...partners?.components.schemas, Problem: PROBLEM };
  const take = (schema: Schema): Schema => {
    for (const name of namesIn(schema)) {
      const named = source.schemas[name];
      if (named && partners && name in partners.components.schemas)
        throw new Error(`has a type ${name}, and partners send another one of that name: rename one`);
      if (name in schemas) continue;
      if (!named) throw new Error(`no type is called ${name}`);
      schemas[name] = constrained(named, ruledClass(name));
      take(named);
    }
    return schema;
  };
  for (const route of routesOf(definition)) {
    const method = route.method.toLowerCase();
    const path = route.path.replace(/:(\w+)/g, '{$1}').replace('*', '{rest}');
    try {
      const described = partners?.paths[path]?.[method];
      const operation = described ? { ...described, ...standing(route) } : operationOf(route, source, take);
      (paths[path] ??= {})[method] = operation;
    } catch (error) {
      faults.push(`${route.service} ${route.method} ${route.path} ${(error as Error).message}`);
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const added: Record<string, Schema> = Object.fromEntries(Object.keys(schemas).map((name) => [name, {}]));
  const shared = shareRepeated({ paths, schemas }, added);
  const sorted = <T>(members: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    openapi: '3.1.0',
    info: {
      title: `Portway: ${definition.name}`,
      version: '1',
      description: 'Every address of the service, made from its code. Who may use one is said by `x-portway-for`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: sorted(shared.paths),
    components: {
      schemas: sorted({ ...added, ...shared.schemas }),
      securitySchemes,
    },
  };
};

/** The document as it is committed: a line for each operation and each named schema, so that a change is seen where it is. */
export const openApiTextOf = ({ paths, components, ...head }: OpenApi): string => {
  const lined = (members: object, line: (value: object) => string): string =>
    `{\n${Object.entries(members)
      .map(([name, value]) => `${JSON.stringify(name)}: ${line(value as object)}`)
      .join(',\n')}\n}`;
  const parts = {
    ...Object.fromEntries(Object.entries(head).map(([name, value]) => [name, JSON.stringify(value)])),
    paths: lined(paths, (methods) => lined(methods, JSON.stringify)),
    components: lined(components, (named) => lined(named, JSON.stringify)),
  };
  const text = Object.entries(parts).map(([name, value]) => `${JSON.stringify(name)}: ${value}`);
  return `{\n${text.join(',\n')}\n}\n`;
};

const namesIn = (schema: unknown): string[] =>
  [...JSON.stringify(schema).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name!);

const contractOf = ({ service, method, path }: RightOfRoute): RequestContract | undefined =>
  allRequests.find(
    (request) =>
      request.method === method &&
      placesOf(request.path) === placesOf(path) &&
      (request.owner === service || request.owner === 'every service'),
  );
const placesOf = (path: string): string => path.replace(/:\w+/g, ':');

/** Who may use it. */
const standing = (route: RightOfRoute): Pick<Operation, 'security' | 'x-portway-for' | 'x-portway-asked-by'> => {
  const { right, service } = route;
  if (!right) throw new Error('does not say who may use it: it needs a guard or OpenTo');
  const contract = contractOf(route);
  const asking = calls.filter(({ to, asks }) => to === service && asks === contract);
  return {
    security:
      'operations' in right
        ? [{ 'operations token': [] }]
        : 'record' in right
          ? [{ 'API key': [] }]
          : right.open === 'everybody'
            ? []
            : right.open === 'whoever has a key or a token'
              ? [{ 'API key': [] }]
              : [{ 'own token': [] }],
    'x-portway-for': wordsOf(right),
    ...(asking.length > 0 && { 'x-portway-asked-by': asking.map(({ from, why }) => ({ service: from, why })) }),
  };
};

/** Addresses that no controller answers. */
const PREPARED: Readonly<Record<string, Pick<Operation, 'operationId' | 'summary' | 'responses'>>> = {
  '/openapi.json': {
    operationId: 'openApi',
    summary: 'The addresses for partners, as an OpenAPI document',
    responses: {
      200: {
        description: 'docs/partners/openapi.json',
        content: { 'application/json': { schema: { type: 'object' }, example: { openapi: '3.1.0' } } },
      },
    },
  },
  '/docs': {
    operationId: 'docs',
    summary: 'The same as a page',
    responses: { 200: { description: 'The page', content: { 'text/html': { schema: { type: 'string' } } } } },
  },
};

const operationOf = (route: RightOfRoute, source: Source, take: (schema: Schema) => Schema): Operation => {
  const { service, handler } = route;
  const contract = contractOf(route);
  const prepared = PREPARED[route.path];
  if (!handler && prepared) return { ...prepared, tags: [sectionOf(route)], ...standing(route) };
  if (!handler) throw new Error('is answered by no method of a controller, and described nowhere');
  const { controller, name } = handler;
  const read =
    source.handlers[`apps/${service} ${controller.name}.${name}`] ??
    source.handlers[`libs/service ${controller.name}.${name}`];
  if (!read) throw new Error(`is answered by ${controller.name}.${name}, which stands in no *.controller.ts`);
  const told = metadataOf(handler);
  const summary = told.summary ?? contract?.describes ?? read.summary;
  if (!summary)
    throw new Error(
      `says nothing of what it is for: write a sentence over ${controller.name}.${name}, as a comment or by ApiOperation`,
    );
  // By the rules of its fields too, so that an example keeps them.
  const resolve = (name: string): Schema | undefined => {
    const schema = source.schemas[name];
    return schema && constrained(schema, ruledClass(name));
  };
  const media = (schema: Schema, example?: unknown): Media => ({
    schema: take(schema),
    example: example ?? exampleOf(schema, resolve),
  });
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, name) ??
    []) as (new () => object)[];
  return {
    operationId: `${controller.name.replace(/Controller$/, '')}.${name}${route.path.includes('*') ? '' : suffixOf(handler, route)}`,
    summary,
    ...((told.description ?? read.more) && { description: (told.description ?? read.more)! }),
    tags: [sectionOf(route)],
    ...parametersOf(route, read, contract, types, (schema, name) => exampleOf(schema, resolve, name)),
    ...bodyOf(route, read, contract, told, types, media),
    responses: {
      ...answersOf(route, read, contract, told, media),
      default: { description: 'A problem document', content: { 'application/problem+json': problem } },
    },
    ...standing(route),
    ...(contract && { 'x-portway-contract': `${contract.name}@${contract.version}` }),
  };
};

type Told = {
  readonly summary?: string;
  readonly description?: string;
  readonly produces?: readonly string[];
  readonly body?: { readonly description?: string; readonly schema: Schema };
  readonly answers: Readonly<Record<string, { readonly description?: string; readonly schema?: Schema }>>;
};

/** What the decorators of the method and its class say. */
const metadataOf = ({ controller, name }: NonNullable<RightOfRoute['handler']>): Told => {
  const method = (controller.prototype as Record<string, object>)[name]!;
  const noted = <T>(key: string): T | undefined =>
    (Reflect.getMetadata(key, method) ?? Reflect.getMetadata(key, controller)) as T | undefined;
  const parameters = noted<{ in: string; description?: string; schema?: Schema }[]>('swagger/apiParameters') ?? [];
  const body = parameters.find((one) => one.in === 'body' && one.schema);
  return {
    ...noted<{ summary?: string; description?: string }>('swagger/apiOperation'),
    produces: noted<string[]>('swagger/apiProduces'),
    body: body && { description: body.description, schema: body.schema! },
    answers: noted<Told['answers']>('swagger/apiResponse') ?? {},
  };
};

/** A method that answers several addresses is told apart by which. */
const suffixOf = ({ controller, name }: NonNullable<RightOfRoute['handler']>, { path }: RightOfRoute): string => {
  const method = (controller.prototype as Record<string, object>)[name]!;
  const paths = [Reflect.getMetadata('path', method) as string | string[]].flat();
  return paths.length > 1 ? `.${path.split('/').filter(Boolean).at(-1) ?? 'root'}` : '';
};

/** Addresses are sorted in a document by what they begin with. */
const sectionOf = ({ path }: RightOfRoute): string =>
  path.split('/').find((part) => part !== '' && !part.startsWith(':')) ?? 'page';

const parametersOf = (
  { path }: RightOfRoute,
  { parameters }: Handler,
  contract: RequestContract | undefined,
  types: readonly (new () => object)[],
  example: (schema: Schema, name: string) => unknown,
): Pick<Operation, 'parameters'> => {
  const places = [...path.matchAll(/:(\w+)|\*/g)].map(([, name]) => name ?? 'rest');
  const queries: Schema[] = contract
    ? [plain(contract.query)]
    : parameters
        .filter(({ kind }) => kind === 'query')
        .map(({ name, schema, at }) =>
          name === null ? constrained(schema, types[at]) : { properties: { [name]: schema } },
        );
  const all = [
    ...places.map((name) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
      example: example({ type: 'string' }, name),
    })),
    ...queries.flatMap(({ properties = {}, required = [] }) =>
      Object.entries(properties).map(([name, { description, ...schema }]) => ({
        name,
        in: 'query',
        required: required.includes(name),
        ...(description && { description }),
        schema,
        example: schema.default || example(schema, name),
      })),
    ),
  ];
  return all.length > 0 ? { parameters: all } : {};
};

const bodyOf = (
  { method }: RightOfRoute,
  { parameters }: Handler,
  contract: RequestContract | undefined,
  told: Told,
  types: readonly (new () => object)[],
  media: (schema: Schema, example?: unknown) => Media,
): Pick<Operation, 'requestBody'> => {
  const typed = parameters.find(({ kind }) => kind === 'body');
  const schema = contract?.body
    ? plain(contract.body)
    : (told.body?.schema ?? (typed && constrained(typed.schema, types[typed.at])));
  if (!schema) return {};
  if (method === 'GET') throw new Error('takes a body with GET');
  if (Object.keys(schema).length === 0)
    throw new Error('takes a body of which nothing is said: name its schema by `Takes`');
  const { description } = told.body ?? {};
  return {
    requestBody: {
      ...(description && { description }),
      required: true,
      content: { 'application/json': media(schema) },
    },
  };
};

const answersOf = (
  { method, handler }: RightOfRoute,
  read: Handler,
  contract: RequestContract | undefined,
  told: Told,
  media: (schema: Schema, example?: unknown) => Media,
): Operation['responses'] => {
  const { controller, name } = handler!;
  const answering = (controller.prototype as Record<string, object>)[name]!;
  const code =
    (Reflect.getMetadata(HTTP_CODE_METADATA, answering) as number | undefined) ?? (method === 'POST' ? 201 : 200);
  const good = Object.entries(told.answers).filter(([status]) => Number(status) < 300);
  const codes = good.length > 0 ? good.map(([status]) => status) : [String(code)];
  const answer = (status: string, content?: Content): Operation['responses'] => ({
    [status]: { description: told.answers[status]?.description || 'The answer', ...(content && { content }) },
  });
  const all = (content?: Content): Operation['responses'] =>
    Object.assign({}, ...codes.map((status) => answer(status, content)));
  const [type = 'application/json'] = told.produces ?? [];
  if (type !== 'application/json') return all({ [type]: { schema: { type: 'string' } } });
  const schema =
    good.find(([, { schema }]) => schema)?.[1].schema ??
    (contract ? plain(contract.answer) : (read.answer ?? read.sends));
  if (!schema && code === 204) return all();
  if (!schema || Object.keys(schema).length === 0)
    throw new Error(
      `says nothing of what it answers: \`Sends\` names what ${controller.name}.${name} sends by the reply`,
    );
  return all({ 'application/json': media(schema, contract?.example.answer) });
};

const plain = (schema: object): Schema => JSON.parse(JSON.stringify(schema)) as Schema;
