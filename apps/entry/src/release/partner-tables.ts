import { releaseStates } from './cargo-release.states';
import { dispositionTables } from './dispositions';
import { releaseConditionTable } from './release-conditions';
import { referenceTable } from './rule-book';

/** The generated parts of the partner document on cargo releases, by the name they carry there. */
export const cargoReleasePartnerTables = (): Readonly<Record<string, string>> => ({
  'release states': `\`\`\`mermaid\n${releaseStates.diagram()}\n\`\`\``,
  'release references': referenceTable(),
  'release conditions': releaseConditionTable(),
  'release dispositions': dispositionTables(),
});
