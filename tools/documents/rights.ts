import { RequestMethod, type Type } from '@nestjs/common';
import { type Act, type AdmissionRule, AdmittedGuard, may, type Rank, type RecordKind, type Viewer } from '#access';
import { calls } from '#contracts';
import { OPEN_TO, OperationsGuard, type ServiceDefinition, type Whom } from '#service';
import { account } from '../../apps/account/src/account.service-definition';
import { cee } from '../../apps/cee/src/cee.service-definition';
import { entryService } from '../../apps/entry/src/entry.service-definition';
import { gateway } from '../../apps/gateway/src/gateway.service-definition';
import { OPENAPI_PATHS } from '../../apps/gateway/src/openapi.routes';
import { manifest } from '../../apps/manifest/src/manifest.service-definition';
import { portService } from '../../apps/port/src/port.service-definition';
import { statusService } from '../../apps/status/src/status.service-definition';
import { enforcementService } from '../../apps/enforcement/src/enforcement.service-definition';
import { HealthController } from '../../libs/service/src/health';
import { OperationsController } from '../../libs/service/src/operations';
import { table } from './tables';

export const EVERY_SERVICE = [
  gateway,
  manifest,
  entryService,
  cee,
  account,
  statusService,
  portService,
  enforcementService,
] as unknown as readonly ServiceDefinition[];

/** Who sends a request: the roles of the demo accounts, nobody, somebody with a key that nobody has, and the services and operators themselves. */
export const CALLERS = [
  'no key',
  'wrong key',
  'broker',
  'second-broker',
  'importer',
  'ocean-carrier',
  'truck-carrier',
  'officer',
  'second-officer',
  'port-director',
  'headquarters',
  'operator',
  'owner',
  'proxy-owner',
  'user',
  'center-specialist',
  'team-lead',
  'center-director',
  'account-manager',
  'fpf-officer',
  'auditor',
  'partner-agency',
  'operations token',
] as const;
export type Caller = (typeof CALLERS)[number];

/** What the user of the demo has leave for. */
const LEAVES: Rank['leaves'] = { documents: 'write', 'activity log': 'read', filing: 'read' };

/** What a caller is, by the table of rights. */
const VIEWER_OF: Partial<Record<Caller, Viewer>> = {
  broker: 'machine',
  'second-broker': 'machine',
  importer: 'machine',
  'ocean-carrier': 'machine',
  'truck-carrier': 'machine',
  officer: 'officer',
  'second-officer': 'officer',
  'port-director': 'port director',
  headquarters: 'headquarters',
  operator: 'operator',
  owner: 'owner',
  'proxy-owner': 'proxy owner',
  user: 'user',
  'center-specialist': 'Center specialist',
  'team-lead': 'team lead',
  'center-director': 'Center director',
  'account-manager': 'account manager',
  'fpf-officer': 'FP&F officer',
  auditor: 'auditor',
  'partner-agency': 'partner agency',
};

/** What a route says about who may use it: everybody, holders of a token of its own, the operations token, or who may do this to records of a kind. */
export type Right =
  | { readonly open: Whom }
  | { readonly operations: true }
  | { readonly act: Act; readonly record: RecordKind };

export interface RightOfRoute {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  /** null when it says nothing: then it must not be there. */
  readonly right: Right | null;
  /** The method that answers, where Nest calls one. */
  readonly handler?: { readonly controller: Type<unknown>; readonly name: string };
}

/** Every address of a service, from the decorators of its controllers. */
export const routesOf = (definition: ServiceDefinition): RightOfRoute[] => {
  const found = [HealthController, OperationsController, ...controllersOf(definition.module)].flatMap((controller) =>
    routesIn(definition.name, controller),
  );
  const prepared = definition.name === gateway.name ? OPENAPI_PATHS : [];
  return [
    ...found,
    ...prepared.map((path) => ({
      service: definition.name,
      method: 'GET',
      path,
      right: { open: 'everybody' } as const,
    })),
  ];
};

export type Outcome = 'let in' | 'by its own token' | 401 | 403;

/** What a caller is answered at a route: let in, not known (401), or known and not allowed (403). */
export const outcomeFor = (right: Right, caller: Caller): Outcome => {
  if ('open' in right) {
    if (right.open === 'whoever has a key or a token') return VIEWER_OF[caller] ? 'let in' : 401;
    return right.open === 'everybody' ? 'let in' : 'by its own token';
  }
  if ('operations' in right) return caller === 'operations token' ? 'let in' : 401;
  const viewer = VIEWER_OF[caller];
  if (!viewer) return 401;
  return may({ viewers: [viewer], leaves: viewer === 'user' ? LEAVES : null }, right.act, right.record)
    ? 'let in'
    : 403;
};

/** Rows of a service's table: addresses with the same right, and what each caller is answered. */
export const rightsTable = (definition: ServiceDefinition): string => {
  const rows = new Map<string, { right: Right; addresses: string[] }>();
  for (const { method, path, right } of routesOf(definition)) {
    if (!right)
      throw new Error(`${definition.name} ${method} ${path} does not say who may use it: it needs a guard or OpenTo`);
    const key = JSON.stringify(right);
    const row = rows.get(key) ?? { right, addresses: [] };
    row.addresses.push(`\`${method} ${path}\``);
    rows.set(key, row);
  }
  const sign = { 'let in': '✓', 'by its own token': 'own token', 401: '401', 403: '403' };
  return table(
    ['addresses', 'for', ...CALLERS],
    [...rows.values()].map(({ right, addresses }) => [
      addresses.join('<br>'),
      wordsOf(right),
      ...CALLERS.map((caller) => sign[outcomeFor(right, caller)]),
    ]),
  );
};

/** Which service may ask which other one for what. */
export const askingTable = (): string =>
  table(
    ['asks', 'is asked', 'address', 'why', 'contract'],
    calls.map(({ from, to, asks, why }) => [
      from,
      to,
      `\`${asks.method} ${asks.path}\``,
      why,
      `${asks.name}, version ${asks.version}`,
    ]),
  );

/** For whom an address is. */
export const wordsOf = (right: Right): string => {
  if ('open' in right) return right.open;
  if ('operations' in right) return 'the operations token';
  return `who may ${right.act} ${right.record}`;
};

type Imported =
  | Type<unknown>
  | { module: Type<unknown>; controllers?: Type<unknown>[]; imports?: Imported[] }
  | undefined;

const controllersOf = (imported: Imported): Type<unknown>[] => {
  if (!imported) return [];
  const module = 'module' in imported ? imported.module : imported;
  const own = (of: string): unknown[] => (Reflect.getMetadata(of, module) as unknown[] | undefined) ?? [];
  const added = 'module' in imported ? imported : { controllers: [], imports: [] };
  const inner = [...(own('imports') as Imported[]), ...(added.imports ?? [])].flatMap(controllersOf);
  return [...new Set([...(own('controllers') as Type<unknown>[]), ...(added.controllers ?? []), ...inner])];
};

const routesIn = (service: string, controller: Type<unknown>): RightOfRoute[] => {
  const prototype = controller.prototype as Record<string, unknown>;
  const bases = [Reflect.getMetadata('path', controller) as string | string[]].flat();
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const method = Object.getOwnPropertyDescriptor(prototype, name)?.value as object | undefined;
    if (name === 'constructor' || typeof method !== 'function') return [];
    const verb = Reflect.getMetadata('method', method) as RequestMethod | undefined;
    if (verb === undefined) return [];
    const paths = [Reflect.getMetadata('path', method) as string | string[]].flat();
    const right = rightOf(controller, method);
    return bases.flatMap((base) =>
      paths.map((path) => ({
        service,
        method: RequestMethod[verb],
        path: joined(base, path),
        right,
        handler: { controller, name },
      })),
    );
  });
};

const joined = (base: string, path: string): string =>
  `/${[base, path]
    .map((part) => part.replace(/^\/+|\/+$/g, ''))
    .filter(Boolean)
    .join('/')}`;

const rightOf = (controller: Type<unknown>, method: object): Right | null => {
  const guards = [method, controller].flatMap(
    (of) => (Reflect.getMetadata('__guards__', of) as unknown[] | undefined) ?? [],
  );
  const noted = <T>(key: string): T | undefined =>
    (Reflect.getMetadata(key, method) ?? Reflect.getMetadata(key, controller)) as T | undefined;
  if (guards.includes(OperationsGuard)) return { operations: true };
  if (guards.includes(AdmittedGuard)) {
    const { act, record } = noted<AdmissionRule>('__fastify_route_config__') ?? {};
    return act && record ? { act, record } : null;
  }
  const open = noted<Whom>(OPEN_TO);
  return open ? { open } : null;
};
