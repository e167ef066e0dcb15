import type { Static, TObject } from '@sinclair/typebox';
import type { Contract, ServiceName } from './contract';
import { type AboutFiling, kinds, modules } from './filing-kinds.table';

/** A kind of filing as partners call it: `cargo release`, `manifest`. */
export type FilingKind = keyof typeof kinds;
/** A module that takes filings. */
export type FilingModule = keyof typeof modules;

export interface KindOfFiling {
  readonly kind: FilingKind;
  readonly module: FilingModule;
  readonly contract: Contract;
  readonly subject: (data: never) => string;
  readonly reference: (data: never) => string;
  readonly about: (data: never) => AboutFiling;
  readonly abi?: { readonly application: string; readonly answer: string };
  readonly x12?: { readonly set: string; readonly answer: string };
  readonly json?: string;
  readonly orderedAt?: readonly string[];
  readonly urgency: number;
  readonly setsFormat: boolean;
  readonly noticedAs: string;
}

/** Kinds that are filed as CATAIR applications. */
export type AbiApplication = {
  [K in FilingKind]: (typeof kinds)[K] extends { abi: { application: infer A } } ? A : never;
}[FilingKind];
/** Names of the addresses at which kinds are filed in JSON. */
export type JsonFilingName = {
  [K in FilingKind]: (typeof kinds)[K] extends { json: infer N } ? N : never;
}[FilingKind];

/** Every kind of filing, and what there is to know of it. */
export const FILING_KINDS = Object.fromEntries(
  Object.entries(kinds as Record<string, Omit<KindOfFiling, 'kind'>>).map(([kind, row]) => [kind, { kind, ...row }]),
) as Readonly<Record<FilingKind, KindOfFiling>>;
export const EVERY_KIND: readonly KindOfFiling[] = Object.values(FILING_KINDS);

/** Modules that take filings, in the order in which they depend on each other. */
export const FILING_MODULES = Object.keys(modules) as readonly FilingModule[];

export const isFilingModule = (name: string): name is FilingModule => Object.hasOwn(modules, name);
export const isFilingKind = (name: string): name is FilingKind => Object.hasOwn(kinds, name);

/** What says a module's answer to a filing. */
export const answerOf = (module: FilingModule): Contract => modules[module].answer;

/** Whose backlog is caught up before that of this module. */
export const caughtUpAfter = (module: FilingModule): FilingModule | null => modules[module].after;

export const kindsOf = (module: ServiceName): readonly KindOfFiling[] =>
  EVERY_KIND.filter((kind) => kind.module === module);

const byType = new Map(EVERY_KIND.map((kind) => [kind.contract.type, kind]));

/** The kind that this message takes to its module; undefined for a message that takes none. */
export const kindFiledBy = (type: string): KindOfFiling | undefined => byType.get(type);

/** @throws Error for a message that takes no filing to its module */
export const kindOf = <C extends { readonly type: string }>(contract: C): KindOfFiling => {
  const kind = byType.get(contract.type);
  if (!kind) throw new Error(`${contract.type} takes no filing to a module`);
  return kind;
};

/** A filing by what people call its kind and itself: `manifest`, `MAEU 0417W`. @throws Error as `kindOf` */
export const called = <S extends TObject>(
  contract: Contract<S>,
  data: Static<S>,
): { readonly kind: FilingKind; readonly reference: string } => {
  const { kind, reference } = kindOf(contract);
  return { kind, reference: reference(data as never) };
};

/** The kind of a CATAIR application; undefined for one that is not taken here. */
export const kindOfApplication = (application: string): KindOfFiling | undefined =>
  EVERY_KIND.find(({ abi }) => abi?.application === application);

/** The operations of openapi.json that take filings of a kind. */
export const takenAt = ({ json, abi, x12, orderedAt = [] }: KindOfFiling): readonly string[] => [
  ...(json ? [`POST /filings/${json}`] : []),
  ...(x12 ? ['POST /x12'] : []),
  ...(abi ? ['POST /abi'] : []),
  ...orderedAt,
];

/** What of a backlog goes out in a phase of a replay: types of messages, and of them only what was put first, or all. */
export interface ReplayPhase {
  readonly types: readonly string[] | 'everything';
  readonly first: boolean;
}

/**
 * What of a module's backlog goes out first after a downtime, one phase after the other: of each urgency what was put first, then all of it. The last phase is everything else,
 * and what of the earlier ones waits behind it.
 */
export const replayPhases = (module: FilingModule): readonly ReplayPhase[] => {
  const urgencies = [...new Set(kindsOf(module).map(({ urgency }) => urgency))].sort((a, b) => a - b);
  return urgencies.flatMap((urgency, n) => {
    const types =
      n === urgencies.length - 1
        ? ('everything' as const)
        : kindsOf(module)
            .filter((kind) => kind.urgency === urgency)
            .map(({ contract }) => contract.type);
    return [true, false].map((first) => ({ types, first }));
  });
};

/** What a module does, by the name by which the trade knows it. */
const NAMES: Readonly<Record<string, string>> = {
  gateway: 'Filing (gateway)',
  manifest: 'Ocean, rail, truck and air manifest',
  entry: 'Cargo release and entry summary',
  cee: 'Center assignment',
  account: 'Accounts and sign-in',
  status: 'Status pages',
  port: 'Downtimes and work at the ports',
  enforcement: 'Targeting, fines and penalties',
  portal: 'Portal',
  'partner agency': 'Partner agency',
  filer: "A filer's own system",
};

/** The trade's name of a module, or of the module whose database is meant. Anything else is the platform's own inside. */
export const tradeName = (component: string): string => NAMES[component.replace(/-database$/, '')] ?? 'Inner parts';
