import {
  Direction,
  DowntimeChannel,
  DowntimeModule,
  type DowntimeScope,
  TransportMode,
  expanded,
  FUNCTIONS,
  type FunctionKey,
  functionsOfModules,
  type PortGroup,
  type Scope,
} from '#contracts';
import { PORTS } from '#reference';

const literalsOf = <T extends string>(union: { anyOf: { const: T }[] }): T[] =>
  union.anyOf.map((literal) => literal.const);
const MODULES = literalsOf<DowntimeModule>(DowntimeModule as never);
const CHANNELS = literalsOf<DowntimeChannel>(DowntimeChannel as never);
const DIRECTIONS = literalsOf<Direction>(Direction as never);
export const MODES = literalsOf<TransportMode>(TransportMode as never);

const portsWhere = (holds: (border: 'Canada' | 'Mexico' | undefined) => boolean): string[] =>
  [...PORTS.values()].filter(({ landBorder }) => holds(landBorder)).map(({ code }) => code);
const GROUPS: Readonly<Record<PortGroup, readonly string[]>> = {
  'land border': portsWhere((border) => border !== undefined),
  'Canadian border': portsWhere((border) => border === 'Canada'),
  'Mexican border': portsWhere((border) => border === 'Mexico'),
  // Which ports ships are diverted to is known ship by ship only.
  'diversion ports': [],
};

export const WHOLE_SCOPE: Scope = {
  functions: [],
  modules: [],
  channels: [],
  directions: [],
  modes: [],
  ports: [],
  portGroups: [],
  users: [],
  environment: 'production',
};

/** The port codes of a scope; empty for all ports. */
export const portsOf = ({ ports, portGroups }: Pick<Scope, 'ports' | 'portGroups'>): string[] => [
  ...new Set([...ports, ...portGroups.flatMap((group) => GROUPS[group])]),
];

/** The functions a scope names, itself or by their modules; null for all. */
const functionsOf = ({ functions, modules }: Scope): FunctionKey[] | null =>
  functions.length > 0 ? expanded(functions) : modules.length > 0 ? functionsOfModules(modules) : null;

/** Modules hit by a scope; empty for all. */
export const modulesOf = (scope: Scope): DowntimeModule[] =>
  scope.functions.length > 0
    ? [...new Set(expanded(scope.functions).map((key) => FUNCTIONS[key].module))]
    : [...scope.modules];

/** What of each kind a scope names; null for all of the kind. */
const sides = (scope: Scope): (readonly string[] | null)[] => {
  const all = (list: readonly string[]): readonly string[] | null => (list.length === 0 ? null : list);
  const ports = portsOf(scope);
  return [
    functionsOf(scope),
    all(scope.channels),
    all(scope.directions),
    all(scope.modes),
    scope.ports.length + scope.portGroups.length === 0 ? null : ports,
    all(scope.users),
    [scope.environment],
  ];
};

/** Whatever one kind can hold at most, in the order of `sides`; null where that is open. */
const WHOLES: readonly (readonly string[] | null)[] = [
  functionsOfModules(MODULES),
  CHANNELS,
  DIRECTIONS,
  MODES,
  null,
  ['trade', 'government'],
  null,
];

/** Whether everything in `inner` is also in `outer`. */
export const covers = (outer: Scope, inner: Scope): boolean => {
  const insides = sides(inner);
  return sides(outer).every((side, i) => {
    if (side === null) return true;
    const inside = insides[i] ?? WHOLES[i] ?? null;
    return inside !== null && inside.length > 0 && inside.every((value) => side.includes(value));
  });
};

/** Whether anything is in both. */
export const overlaps = (a: Scope, b: Scope): boolean => {
  const others = sides(b);
  return sides(a).every((side, i) => {
    const other = others[i] ?? null;
    return side === null || other === null || side.some((value) => other.includes(value));
  });
};

/** The scope as messages carry it. */
export const asContractScope = (scope: Scope): DowntimeScope => ({
  modules: modulesOf(scope),
  channels: [...scope.channels],
  directions: [...scope.directions],
  modes: [...scope.modes],
  ports: portsOf(scope),
});

/** Whether a scope of the contract says anything of this port, mode and module. */
export const concerns = (
  scope: DowntimeScope,
  at: { port: string; mode: TransportMode; module?: DowntimeModule | undefined },
): boolean => {
  const among = (list: readonly string[], value: string): boolean => list.length === 0 || list.includes(value);
  return (
    among(scope.ports, at.port) &&
    among(scope.modes, at.mode) &&
    (at.module === undefined || among(scope.modules, at.module))
  );
};

export const EVERY_MODULE: readonly DowntimeModule[] = MODULES;

/**
 * Whether something declared for some ports is so at all of them: a module works for the whole nation or not at all. Who may declare and where
 * it is so are two things.
 * @param standing modules of which nothing is processed anywhere
 */
export const isEverywhere = (scope: Scope, standing: ReadonlySet<string>): boolean => {
  const modules = modulesOf(scope);
  return portsOf(scope).length > 0 && modules.length > 0 && modules.every((module) => standing.has(module));
};
