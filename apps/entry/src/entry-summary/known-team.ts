import type { EntrySummaryFiled } from '#contracts';
import type { CustomsDate } from '#kernel';
import { reviewFunctionOf, TYPES_WITHOUT_CENTER } from '#reference';
import type { KnownAuthority } from '../authority/authority.rules';
import { fullImporterNumber, type Team, type TeamsOfImporters } from '../importer/importer.repository';

/**
 * The team of an assigned importer while its Center decides; null where cee is asked: of an importer that is not assigned, on a day on which the port decides, and of an entry type that
 * no Center decides on, whoever imports it.
 */
export const knownTeam = (
  teams: TeamsOfImporters,
  authority: KnownAuthority,
  { importerNumber, entryType }: Pick<EntrySummaryFiled, 'importerNumber' | 'entryType'>,
  day: CustomsDate,
): Team | null => {
  if (!importerNumber || TYPES_WITHOUT_CENTER.some((type) => type.entryType === entryType)) return null;
  const team = teams.on(importerNumber, day);
  if (team === null) return null;
  const underFunction = reviewFunctionOf(entryType);
  const decider = authority.decider(team.centerId, day, fullImporterNumber(importerNumber), underFunction);
  return decider === 'port' ? null : team;
};
