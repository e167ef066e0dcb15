import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** JSON Schema (2020-12), as far as it is made here. */
export interface Schema {
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  additionalProperties?: Schema | boolean;
  $ref?: string;
  [keyword: string]: unknown;
}

/** What the source says of a method that answers an address. */
export interface Handler {
  /** Its comment: the first sentence, and what comes after it. */
  readonly summary: string | null;
  readonly more: string | null;
  /** Of what it returns; null where it returns nothing. */
  readonly answer: Schema | null;
  /** Of what it says that it sends by the reply itself (`Sends`). */
  readonly sends: Schema | null;
  /** What it takes of a body or a query, by its place among the method's parameters. */
  readonly parameters: readonly {
    readonly kind: 'body' | 'query';
    readonly at: number;
    readonly name: string | null;
    readonly schema: Schema;
  }[];
}

export interface Source {
  /** By `apps/status PageController.now`. */
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Named types, to which schemas refer as `#/components/schemas/NAME`. */
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** Where the named schemas of a document are. */
export const AT_NAMED = '#/components/schemas/';

const CONTROLLERS = ['apps/*/src/**/*.controller.ts', 'libs/service/src/{health,operations}.ts'];
const SOURCES = ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts', 'tools/documents/openapi/source.ts', 'package-lock.json'];
const isTest = (path: string): boolean => /\.(spec|real-spec|fixture)\.ts$/.test(path);

/** What the types of all controllers say, read by the compiler; kept until a source changes, because reading takes it seconds. */
export const sourceOf = (root: string): Source => {
  const digest = createHash('sha256');
  for (const path of SOURCES.flatMap((pattern) => globSync(pattern, { cwd: root }).sort()).filter(
    (one) => !isTest(one),
  ))
    digest.update(path).update(readFileSync(join(root, path)));
  const folder = join(root, '.portway', 'cache', 'openapi');
  const kept = join(folder, `${digest.digest('hex').slice(0, 32)}.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as Source;
  const source = readSource(root);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${kept}.new`, JSON.stringify(source));
  renameSync(`${kept}.new`, kept);
  return source;
};

const readSource = (root: string): Source => {
  const files = CONTROLLERS.flatMap((pattern) => globSync(pattern, { cwd: root }).sort()).filter((one) => !isTest(one));
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(
    files.map((path) => join(root, path)),
    { ...options, noEmit: true, skipLibCheck: true },
  );
  const reader = new TypeReader(program.getTypeChecker());
  const handlers: Record<string, Handler> = {};
  for (const path of files) {
    const owner = path.split('/').slice(0, 2).join('/');
    program.getSourceFile(join(root, path))!.forEachChild((node) => {
      if (!ts.isClassDeclaration(node) || !node.name) return;
      for (const member of node.members)
        if (ts.isMethodDeclaration(member) && ts.getDecorators(member)?.length)
          handlers[`${owner} ${node.name.text}.${member.name.getText()}`] = reader.handler(member);
    });
  }
  return { handlers, schemas: reader.schemas };
};

const PRIMITIVES: readonly (readonly [flag: ts.TypeFlags, type: string])[] = [
  [ts.TypeFlags.StringLike, 'string'],
  [ts.TypeFlags.NumberLike, 'number'],
  [ts.TypeFlags.BooleanLike, 'boolean'],
];

class TypeReader {
  readonly schemas: Record<string, Schema> = {};
  private readonly names = new Map<ts.Type, string>();

  constructor(private readonly checker: ts.TypeChecker) {}

  handler(method: ts.MethodDeclaration): Handler {
    const { checker } = this;
    const symbol = checker.getSymbolAtLocation(method.name)!;
    const text = ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s+/g, ' ').trim();
    const [, first = null, more = ''] = /^(.+?[.:?!])(?:\s+(.*))?$/.exec(text) ?? [null, text || null];
    const returned = checker.getAwaitedType(
      checker.getReturnTypeOfSignature(checker.getSignatureFromDeclaration(method)!),
    )!;
    return {
      summary: first?.replace(/[.:]$/, '') ?? null,
      more: more || null,
      answer: returned.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined) ? null : this.schemaOf(returned),
      sends: this.sent(method),
      parameters: method.parameters.flatMap((parameter, at) => this.parameter(parameter, at)),
    };
  }

  private sent(method: ts.MethodDeclaration): Schema | null {
    const call = decoratorOf(method, 'Sends');
    const [told] = call?.typeArguments ?? [];
    return told ? this.schemaOf(this.checker.getTypeFromTypeNode(told)) : null;
  }

  private parameter(parameter: ts.ParameterDeclaration, at: number): Handler['parameters'] {
    const [body, query] = [decoratorOf(parameter, 'Body'), decoratorOf(parameter, 'Query')];
    if (!body && !query) return [];
    const [name] = (body ?? query)!.arguments;
    const type = this.checker.getTypeAtLocation(parameter);
    return [
      {
        kind: body ? 'body' : 'query',
        at,
        name: name && ts.isStringLiteral(name) ? name.text : null,
        schema: nameOf(type) ? this.object(type) : this.schemaOf(type),
      },
    ];
  }

  private schemaOf(type: ts.Type): Schema {
    const { checker } = this;
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    if (type.flags & ts.TypeFlags.Null) return { type: 'null' };
    if (isLiteral(type)) return { const: type.value };
    if (type.isUnion()) return this.union(type);
    for (const [flag, name] of PRIMITIVES) if (type.flags & flag) return { type: name };
    if (type.isIntersection()) {
      // A text or number with a brand is that text or number.
      const plain = type.types.find((one) => one.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike));
      if (plain) return this.schemaOf(plain);
    }
    if (checker.isTupleType(type)) {
      const parts = checker.getTypeArguments(type as ts.TypeReference).map((part) => this.schemaOf(part));
      return { type: 'array', prefixItems: parts, minItems: parts.length };
    }
    if (checker.isArrayType(type))
      return { type: 'array', items: this.schemaOf(checker.getTypeArguments(type as ts.TypeReference)[0]!) };
    if (type.symbol?.name === 'Date') return { type: 'string', format: 'date-time' };
    return this.named(type);
  }

  private union(type: ts.UnionType): Schema {
    const parts = type.types.filter((part) => !(part.flags & ts.TypeFlags.Undefined));
    const isNull = (part: ts.Type): boolean => (part.flags & ts.TypeFlags.Null) !== 0;
    const nullable = parts.some(isNull);
    const rest = parts.filter((part) => !isNull(part));
    const literals = rest.filter(isLiteral);
    const schemas = rest.filter((part) => !isLiteral(part)).map((part) => this.schemaOf(part));
    const booleans = schemas.filter((schema) => schema.type === 'boolean');
    const others = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
    if (literals.length > 0) {
      const values = literals.map((part) => part.value);
      others.unshift(literals.length === 1 ? { const: values[0] } : { enum: values.sort() });
    }
    if (booleans.length === rest.length && rest.length > 0)
      return nullable ? { type: ['boolean', 'null'] } : booleans[0]!;
    if (nullable) {
      const [only] = others;
      if (others.length === 1 && typeof only!.type === 'string' && only!.type !== 'object' && only!.type !== 'array')
        return { ...only!, type: [only!.type, 'null'] };
      others.push({ type: 'null' });
    }
    return others.length === 1 ? others[0]! : { anyOf: others };
  }

  /** A type with a name of its own is written once for all that refer to it. */
  private named(type: ts.Type): Schema {
    const known = this.names.get(type);
    if (known) return { $ref: AT_NAMED + known };
    const own = type.aliasSymbol && !type.aliasTypeArguments?.length ? type.aliasSymbol.name : nameOf(type);
    if (!own) return this.object(type);
    let name = own;
    for (let next = 2; name in this.schemas; next++) name = `${own}${next}`;
    this.names.set(type, name);
    this.schemas[name] = {};
    this.schemas[name] = this.object(type);
    return { $ref: AT_NAMED + name };
  }

  private object(type: ts.Type): Schema {
    const { checker } = this;
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of inOrder(checker.getPropertiesOfType(type))) {
      const of = checker.getTypeOfSymbol(property);
      if (of.getCallSignatures().length > 0 || property.name.startsWith('__')) continue;
      const declared = property.valueDeclaration;
      const initial = declared && ts.isPropertyDeclaration(declared) ? declared.initializer : undefined;
      const description = ts
        .displayPartsToString(property.getDocumentationComment(checker))
        .replace(/\s+/g, ' ')
        .trim();
      properties[property.name] = {
        ...this.schemaOf(of),
        ...(description && { description }),
        ...(initial && defaultOf(initial)),
      };
      if (!(property.flags & ts.SymbolFlags.Optional) && !initial) required.push(property.name);
    }
    const index = checker.getIndexInfosOfType(type).find(({ keyType }) => keyType.flags & ts.TypeFlags.String);
    return {
      type: 'object',
      ...(required.length > 0 && { required }),
      ...(Object.keys(properties).length > 0 && { properties }),
      ...(index && { additionalProperties: this.schemaOf(index.type) }),
    };
  }
}

/** Of one literal as it is written there: where TypeScript works such a type out, their order depends on what else it has looked at before. */
const inOrder = (properties: readonly ts.Symbol[]): readonly ts.Symbol[] => {
  const placed = properties.map((property) => ({ property, at: property.declarations?.[0] }));
  const isOfOne = placed.every(({ at }) => at && ts.isPropertyAssignment(at) && at.parent === placed[0]!.at?.parent);
  if (!isOfOne) return properties;
  return placed.sort((one, other) => one.at!.pos - other.at!.pos).map(({ property }) => property);
};

const isLiteral = (type: ts.Type): type is ts.StringLiteralType | ts.NumberLiteralType =>
  type.isStringLiteral() || type.isNumberLiteral();

const nameOf = ({ symbol, flags, ...type }: ts.Type): string | null => {
  const isDeclared = symbol && symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class);
  const { typeArguments = [] } = type as unknown as { readonly typeArguments?: readonly ts.Type[] };
  return isDeclared && flags & ts.TypeFlags.Object && typeArguments.length === 0 ? symbol.name : null;
};

const decoratorOf = (node: ts.HasDecorators, name: string): ts.CallExpression | undefined =>
  ts
    .getDecorators(node)
    ?.map(({ expression }) => expression)
    .filter(ts.isCallExpression)
    .find(({ expression }) => expression.getText() === name);

/** A value that is written out where a field is declared; what is computed is not told. */
const defaultOf = (initial: ts.Expression): Schema => {
  try {
    return {
      default: JSON.parse(
        initial
          .getText()
          .replace(/'/g, '"')
          .replace(/(\d)_(?=\d)/g, '$1'),
      ) as unknown,
    };
  } catch {
    return {};
  }
};
