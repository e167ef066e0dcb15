/**
 * Everything that can be filed or ordered here, as partners call it: the module that decides it and the operations of openapi.json that take it.
 * What is not in this table is not filed at this platform, whatever other systems call by a similar name.
 */
const kinds = {
  manifest: { module: 'manifest', takenAt: ['POST /filings/manifest', 'POST /x12'] },
  arrival: { module: 'manifest', takenAt: ['POST /filings/arrival'] },
  'bill hold': {
    module: 'manifest',
    takenAt: ['POST /officer/bills/{billKey}/holds', 'POST /officer/bills/{billKey}/holds/remove'],
  },
  'cargo release': { module: 'entry', takenAt: ['POST /filings/cargo-release', 'POST /abi'] },
  'entry summary': { module: 'entry', takenAt: ['POST /filings/entry-summary', 'POST /abi'] },
  'entry review': { module: 'entry', takenAt: ['POST /officer/entries/{filerCode}/{entryNumber}/review'] },
} as const satisfies Record<string, { readonly module: 'manifest' | 'entry'; readonly takenAt: readonly string[] }>;

export type FilingKind = keyof typeof kinds;
export const FILING_KINDS: Readonly<
  Record<FilingKind, { readonly module: 'manifest' | 'entry'; readonly takenAt: readonly string[] }>
> = kinds;

/** What a module does, by the name by which the trade knows it. */
const NAMES: Readonly<Record<string, string>> = {
  gateway: 'Filing (gateway)',
  manifest: 'Ocean, rail, truck and air manifest',
  entry: 'Cargo release and entry summary',
  cee: 'Center assignment',
  account: 'Accounts and sign-in',
  status: 'Status pages',
  port: 'Downtimes and work at the ports',
  enforcement: 'Targeting',
  portal: 'Portal',
  'partner agency': 'Partner agency',
  filer: "A filer's own system",
};

/** The trade's name of a module, or of the module whose database is meant. Anything else is the platform's own inside. */
export const tradeName = (component: string): string => NAMES[component.replace(/-database$/, '')] ?? 'Inner parts';
