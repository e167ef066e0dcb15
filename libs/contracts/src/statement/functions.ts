import type { DowntimeModule, TransportMode } from '../port/downtime-changed';
import { FILING_KINDS, type FilingKind } from '../filing-kinds';

export interface PlatformFunction {
  /** As notices print it. */
  readonly name: string;
  readonly module: DowntimeModule;
  /** The modes it serves; absent for all of them. */
  readonly modes?: readonly TransportMode[];
  /** A name for several functions at once. */
  readonly includes?: readonly string[];
  /** What of it is filed, in the plural, as a sentence begins with it; where absent `NAME messages`. */
  readonly things?: string;
  /** The kinds of filing by which it is used at this platform. Other systems' functions, which notices may be about, have none. */
  readonly filedAs?: readonly FilingKind[];
  /** The operation of openapi.json that shows what it does, for what is of this platform and not filed. */
  readonly readAt?: string;
}

const AIR: readonly TransportMode[] = ['air', 'air express'];

/** What an outage can hit, by the names that notices use, of the platform and of its neighbours. */
const functions = {
  'cargo release': { name: 'Cargo release', module: 'entry', things: 'cargo releases', filedAs: ['cargo release'] },
  'cargo release status output': {
    name: 'Cargo release status messages (SO)',
    module: 'entry',
    things: 'cargo release status messages (SO)',
    readAt: 'GET /mailbox',
  },
  entry: { name: 'Entry', module: 'entry', includes: ['cargo release', 'entry summary'], things: 'entries' },
  'entry summary': { name: 'Entry summary', module: 'entry', things: 'entry summaries', filedAs: ['entry summary'] },
  drawback: { name: 'Drawback', module: 'entry', things: 'drawback claims', filedAs: ['drawback claim'] },
  'agency data': { name: 'Partner agency data (PGA)', module: 'entry', things: 'partner agency data' },
  statements: { name: 'Statements', module: 'entry', things: 'statements' },
  'payment authorisation': { name: 'Payment authorisation', module: 'entry', things: 'payment authorisations' },
  bond: { name: 'eBond', module: 'entry', things: 'bonds', filedAs: ['bond'] },
  quota: { name: 'Quota', module: 'entry', things: 'quota filings' },
  protest: { name: 'Protest', module: 'entry', things: 'protests' },
  'zone admission': { name: 'Zone admission (e214)', module: 'entry', things: 'zone admissions' },
  'truck manifest': {
    name: 'Truck manifest',
    module: 'manifest',
    modes: ['truck'],
    things: 'truck manifests',
    filedAs: ['manifest'],
  },
  'rail manifest': {
    name: 'Rail manifest',
    module: 'manifest',
    modes: ['rail'],
    things: 'rail manifests',
    filedAs: ['manifest'],
  },
  'ocean manifest': {
    name: 'Ocean manifest',
    module: 'manifest',
    modes: ['vessel'],
    things: 'ocean manifests',
    filedAs: ['manifest'],
  },
  'air manifest': {
    name: 'Air manifest',
    module: 'manifest',
    modes: AIR,
    things: 'air manifests',
    filedAs: ['manifest'],
  },
  'air manifest notices': {
    name: 'Air manifest notices',
    module: 'manifest',
    modes: AIR,
    things: 'air manifest notices',
  },
  'air in-bond transfer': {
    name: 'Air in-bond transfer',
    module: 'manifest',
    modes: AIR,
    things: 'air in-bond transfers',
  },
  'multimodal manifest': {
    name: 'Multimodal manifest',
    module: 'manifest',
    things: 'multimodal manifests',
    includes: ['truck manifest', 'rail manifest', 'ocean manifest', 'air manifest', 'air manifest notices'],
  },
  'export truck manifest': {
    name: 'Export truck manifest',
    module: 'manifest',
    modes: ['truck'],
    things: 'export truck manifests',
  },
  arrivals: { name: 'Arrivals', module: 'manifest', things: 'arrivals', filedAs: ['arrival'] },
  'bill holds': { name: 'Holds on bills', module: 'manifest', things: 'holds on bills', filedAs: ['bill hold'] },
  'in-bond': { name: 'In-bond', module: 'manifest', things: 'in-bond movements' },
  'security filing': {
    name: 'Importer security filing (ISF)',
    module: 'manifest',
    modes: ['vessel'],
    things: 'importer security filings',
  },
  'cargo manifest query': { name: 'Cargo manifest query (CQ)', module: 'manifest', things: 'cargo manifest queries' },
  'edi link': {
    name: 'EDI',
    module: 'gateway',
    filedAs: ['manifest', 'cargo release', 'entry summary', 'drawback claim', 'bond'],
  },
  'document system': { name: 'Document system (DIS)', module: 'gateway', things: 'documents' },
  'export filing': { name: 'Export filing (AES)', module: 'gateway', things: 'export filings' },
  'trade portal': { name: 'Portal, trade users', module: 'portal' },
  'internal portal': { name: 'Portal, government users', module: 'portal' },
  forms: { name: 'Forms', module: 'portal', things: 'forms' },
  reports: { name: 'Reports', module: 'portal', things: 'reports' },
  'center routing': {
    name: 'Center and team of an entry summary',
    module: 'cee',
    readAt: 'GET /entries/{filerCode}/{entryNumber}',
  },
  accounts: { name: 'Accounts and keys', module: 'account', readAt: 'GET /activity' },
  'activity log': { name: 'Business activity log', module: 'account', readAt: 'GET /activity' },
  'status page': { name: 'Status page', module: 'status', readAt: 'GET /status/summary.json' },
  targeting: { name: 'Targeting and its holds', module: 'enforcement' },
  'fda screening': { name: 'FDA screening', module: 'partner agency' },
  'fda prior notice portal': { name: 'FDA prior notice portal', module: 'partner agency' },
  'fda status look-up': { name: 'FDA status look-up', module: 'partner agency' },
  'filer system': { name: "The filer's own system", module: 'filer' },
} as const satisfies Record<string, PlatformFunction>;

export type FunctionKey = keyof typeof functions;
export const FUNCTIONS: Readonly<Record<FunctionKey, PlatformFunction>> = functions;
export const FUNCTION_KEYS = Object.keys(functions) as [FunctionKey, ...FunctionKey[]];

/** The functions themselves behind names that stand for several. */
export const expanded = (keys: readonly FunctionKey[]): FunctionKey[] => [
  ...new Set(keys.flatMap((key) => (FUNCTIONS[key].includes as readonly FunctionKey[] | undefined) ?? [key])),
];

/** Every function of these modules that is not a name for several. */
export const functionsOfModules = (modules: readonly DowntimeModule[]): FunctionKey[] =>
  FUNCTION_KEYS.filter((key) => modules.includes(FUNCTIONS[key].module) && !FUNCTIONS[key].includes);

/** Whether somebody can file it here; a name for several when any of them can be. */
export const isFiledHere = (key: FunctionKey): boolean =>
  expanded([key]).some((one) => ((FUNCTIONS[one].filedAs as readonly FilingKind[] | undefined) ?? []).length > 0);

/** Whether this platform has it at all. */
export const isOfThisPlatform = (key: FunctionKey): boolean =>
  isFiledHere(key) || expanded([key]).some((one) => FUNCTIONS[one].readAt !== undefined);

/** The functions that can be filed here while nothing of these modules works. All filing comes through the gateway, and whatever carries a kind must work too. */
export const filedWithout = (modules: readonly DowntimeModule[]): FunctionKey[] =>
  modules.includes('gateway')
    ? []
    : FUNCTION_KEYS.filter((key) => {
        const { includes, filedAs, module } = FUNCTIONS[key];
        // EDI is a road for all of them and is told by what travels on it.
        return (
          !includes &&
          filedAs &&
          module !== 'gateway' &&
          !modules.includes(module) &&
          filedAs.every((kind) => !modules.includes(FILING_KINDS[kind].module))
        );
      });
