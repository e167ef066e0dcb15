import type { CustomsDate } from '#kernel';
import { COVERS_ENTRIES } from '#reference';
import { fullImporterNumber } from '../importer/importer-number';
import { releaseKey } from '../release/release.model';
import type { EntrySummary } from '../summary-on-file/summary.model';
import { coversOn, type StoredBond } from './bond.model';
import { reportedBonds } from './summary-coverage.rules';

type Reported = ReturnType<typeof reportedBonds>[number];

/** A bond that a summary reports, with what the register has of it. */
export interface Obligated {
  readonly reported: Reported;
  readonly bond: StoredBond | null;
}

const suretyOf = ({ sureties }: StoredBond): string | undefined => sureties.find(({ role }) => role === 'surety')?.code;

/** Bonds that stand for an entry, in the order in which its summary reports them. @param on the day by the ladder of dates */
export const obligatedBonds = (
  summary: EntrySummary,
  on: CustomsDate,
  bonds: readonly StoredBond[],
): readonly Obligated[] => {
  const importer = summary.importerNumber === null ? null : fullImporterNumber(summary.importerNumber);
  const key = releaseKey(summary.filerCode, summary.entryNumber);
  const covers = (bond: StoredBond): boolean =>
    COVERS_ENTRIES.has(bond.activityCode) &&
    (bond.type === '8'
      ? importer !== null && coversOn(bond, importer, on)
      : bond.transaction?.type === '1' && bond.transaction.id === key && bond.state === 'active');
  return reportedBonds(summary).map((reported) => ({
    reported,
    bond:
      bonds.find(
        (bond) =>
          bond.type === reported.type &&
          covers(bond) &&
          (reported.surety === null || suretyOf(bond) === reported.surety) &&
          (bond.type === '8' || reported.designation === null || bond.designation === reported.designation),
      ) ?? null,
  }));
};
