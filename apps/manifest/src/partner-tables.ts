import { billStates } from './bills/bill.states';
import { releaseNoticeTable } from './carrier-status/release-notices.states';
import { holdCodeTable } from './holds/hold-codes';
import { holdErrorTable } from './holds/hold.rules';
import { manifestErrorTables } from './manifest-filing/manifest-errors';

/** Generated sections of docs/partners/manifest.md, by the name they carry there. */
export const manifestPartnerTables = (): Readonly<Record<string, string>> => ({
  'life of a bill': `\`\`\`mermaid\n${billStates.diagram()}\n\`\`\``,
  'hold codes': holdCodeTable(),
  'hold errors': holdErrorTable(),
  'release notices': releaseNoticeTable(),
  'manifest errors': manifestErrorTables(),
});
