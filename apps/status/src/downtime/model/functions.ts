import type { DowntimeModule, TransportMode } from '#contracts';

export interface PlatformFunction {
  /** As notices print it. */
  readonly name: string;
  readonly module: DowntimeModule;
  /** The modes it serves; absent for all of them. */
  readonly modes?: readonly TransportMode[];
  /** A name for several functions at once. */
  readonly includes?: readonly string[];
}

const AIR: readonly TransportMode[] = ['air', 'air express'];

/** What an outage can hit, by the names that notices use, of the platform and of its neighbours. */
const functions = {
  'cargo release': { name: 'Cargo release', module: 'entry' },
  'cargo release status output': { name: 'Cargo release status messages (SO)', module: 'entry' },
  entry: { name: 'Entry', module: 'entry', includes: ['cargo release', 'entry summary'] },
  'entry summary': { name: 'Entry summary', module: 'entry' },
  'agency data': { name: 'Partner agency data (PGA)', module: 'entry' },
  statements: { name: 'Statements', module: 'entry' },
  'payment authorisation': { name: 'Payment authorisation', module: 'entry' },
  bond: { name: 'eBond', module: 'entry' },
  quota: { name: 'Quota', module: 'entry' },
  protest: { name: 'Protest', module: 'entry' },
  'zone admission': { name: 'Zone admission (e214)', module: 'entry' },
  'truck manifest': { name: 'Truck manifest', module: 'manifest', modes: ['truck'] },
  'rail manifest': { name: 'Rail manifest', module: 'manifest', modes: ['rail'] },
  'ocean manifest': { name: 'Ocean manifest', module: 'manifest', modes: ['vessel'] },
  'air manifest': { name: 'Air manifest', module: 'manifest', modes: AIR },
  'air manifest notices': { name: 'Air manifest notices', module: 'manifest', modes: AIR },
  'air in-bond transfer': { name: 'Air in-bond transfer', module: 'manifest', modes: AIR },
  'multimodal manifest': {
    name: 'Multimodal manifest', module: 'manifest', includes: ['truck manifest', 'rail manifest', 'ocean manifest', 'air manifest', 'air manifest notices'],
  },
  'export truck manifest': { name: 'Export truck manifest', module: 'manifest', modes: ['truck'] },
  arrivals: { name: 'Arrivals', module: 'manifest' },
  'bill holds': { name: 'Holds on bills', module: 'manifest' },
  'in-bond': { name: 'In-bond', module: 'manifest' },
  'security filing': { name: 'Importer security filing (ISF)', module: 'manifest', modes: ['vessel'] },
  'cargo manifest query': { name: 'Cargo manifest query (CQ)', module: 'manifest' },
  'edi link': { name: 'EDI', module: 'gateway' },
  'document system': { name: 'Document system (DIS)', module: 'gateway' },
  'export filing': { name: 'Export filing (AES)', module: 'gateway' },
  'trade portal': { name: 'Portal, trade users', module: 'portal' },
  'internal portal': { name: 'Portal, government users', module: 'portal' },
  forms: { name: 'Forms', module: 'portal' },
  reports: { name: 'Reports', module: 'portal' },
  'center routing': { name: 'Center and team of an entry summary', module: 'cee' },
  accounts: { name: 'Accounts and keys', module: 'account' },
  'activity log': { name: 'Business activity log', module: 'account' },
  'status page': { name: 'Status page', module: 'status' },
  targeting: { name: 'Targeting and its holds', module: 'enforcement' },
  'fda screening': { name: 'FDA screening', module: 'partner agency' },
  'fda prior notice portal': { name: 'FDA prior notice portal', module: 'partner agency' },
  'fda status look-up': { name: 'FDA status look-up', module: 'partner agency' },
  'filer system': { name: 'The filer\'s own system', module: 'filer' },
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
