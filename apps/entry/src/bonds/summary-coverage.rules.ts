import type { CustomsDate } from '#kernel';
import { COVERS_ENTRIES } from '#reference';
import { fullImporterNumber } from '../importer/importer-number';
import { releaseKey } from '../release/release.model';
import type { EntrySummary } from '../summary-on-file/summary.model';
import { coversOn, isInsufficientOn, type StoredBond, stateOn, usedOn } from './bond.model';

type Reported = NonNullable<EntrySummary['bonds']>[number];

/** What the register knows of a reported bond (ACE error dictionary for entry summaries, July 2026). */
export type RegisterCode =
  | ('113' | '114' | '115' | '116' | '117' | '145' | '162')
  | ('752' | '753' | '754' | '755' | '756' | '757' | '758');

/** A reported bond that the register does not bear out. */
export interface CoverageFault {
  readonly code: RegisterCode;
  readonly place: { readonly recordIndex: number | null; readonly at: string; readonly field: string };
  readonly detail?: string;
}

type Say = (code: RegisterCode, field: keyof Reported, detail?: string) => CoverageFault;

/** An importer that is of the government needs no bond on file for it; which one is, is not known here (Entry Summary Create/Update, p. ESF-157). */
const GOVERNMENT = '52';

/** Whether a summary says which bonds cover its entry: a deletion takes back. */
export const namesItsBonds = ({ action }: Pick<EntrySummary, 'action'>): boolean => action === 'A' || action === 'R';

/** Bonds as filed, the basic one first. */
export const reportedBonds = ({ bond, bonds }: Pick<EntrySummary, 'bond' | 'bonds'>): readonly Reported[] =>
  bonds ?? (bond ? [{ type: bond.type, designation: null, surety: bond.surety, amountDollars: null }] : []);

/**
 * What speaks against an entry summary by the register of bonds: the continuous bond of its importer in force on the day and of the surety that is named, or the single transaction bond of this very entry, with
 * its designation, entry type, amount and principal (Entry Summary Create/Update, pp. ESF-156..158; ACE error dictionary, 113..117, 145, 752..758). That a bond is reported as it must be is judged elsewhere.
 *
 * @param on the day by the ladder of dates
 * @param bonds of the importer or of the entry, in whatever state
 */
export const judgeSummaryCoverage = (
  summary: EntrySummary,
  on: CustomsDate,
  bonds: readonly StoredBond[],
): CoverageFault[] =>
  reportedBonds(summary).flatMap((reported, index) => {
    const say: Say = (code, field, detail) => ({
      ...{ code, place: placeOf(summary, index, field) },
      ...(detail !== undefined && { detail }),
    });
    if (reported.type === '8')
      return summary.entryType === GOVERNMENT ? [] : continuous(summary, reported, on, bonds, say);
    return reported.type === '9' ? single(summary, reported, on, bonds, say) : [];
  });

const placeOf = (
  { bond, bonds, records }: EntrySummary,
  index: number,
  field: keyof Reported,
): CoverageFault['place'] => ({
  recordIndex: bonds?.[index]?.recordIndex ?? bond?.recordIndex ?? records['10'] ?? null,
  at: index === 0 ? `/bond/${field}` : `/bonds/${index}/${field}`,
  field: 'bond',
});

const suretyOf = ({ sureties }: StoredBond): string => sureties.find(({ role }) => role === 'surety')!.code;

const continuous = (
  { importerNumber, indicators }: EntrySummary,
  { surety }: Reported,
  on: CustomsDate,
  bonds: readonly StoredBond[],
  say: Say,
): CoverageFault[] => {
  if (!importerNumber) return [];
  const number = fullImporterNumber(importerNumber);
  const ofImporter = bonds.filter(
    ({ type, activityCode, parties }) =>
      type === '8' && COVERS_ENTRIES.has(activityCode) && parties.some((party) => party.number === number),
  );
  if (ofImporter.length === 0) return [say('113', 'type')];
  const inForce = ofImporter.filter((bond) => coversOn(bond, number, on));
  if (inForce.length === 0) {
    const day = `Day that counts: ${on}.`;
    const toCome = ofImporter.some(
      (bond) => stateOn(bond, on) !== 'terminated' && (bond.effectiveOn ?? bond.executedOn) > on,
    );
    if (toCome) return [say('115', 'type', day)];
    return [say(ofImporter.some((bond) => stateOn(bond, on) === 'terminated') ? '117' : '114', 'type', day)];
  }
  const sufficient = inForce.filter((bond) => !isInsufficientOn(bond, on));
  if (sufficient.length === 0) return [say('116', 'type', `Day that counts: ${on}.`)];
  const sureties = sufficient.map(suretyOf);
  return [
    ...(surety === null || sureties.includes(surety)
      ? []
      : [say('145', 'surety', `The bond is of surety ${sureties.join(' or ')}.`)]),
    ...(isReconciled(indicators) && !sufficient.some(({ reconciliation }) => reconciliation)
      ? [say('162', 'type')]
      : []),
  ];
};

/** A summary that is flagged for reconciliation stands on a bond with the rider for it (Entry Summary Create/Update, p. ESF-177). */
const isReconciled = (indicators: EntrySummary['indicators']): boolean =>
  Boolean(indicators?.reconciliationIssueCode || indicators?.tradeAgreementReconciliationIndicator);

const single = (
  summary: EntrySummary,
  { designation, surety, amountDollars }: Reported,
  on: CustomsDate,
  bonds: readonly StoredBond[],
  say: Say,
): CoverageFault[] => {
  const key = releaseKey(summary.filerCode, summary.entryNumber);
  const ofEntry = bonds.filter(
    ({ type, transaction, activityCode }) =>
      type === '9' && transaction?.type === '1' && transaction.id === key && COVERS_ENTRIES.has(activityCode),
  );
  const inForce = ofEntry.filter(({ state }) => state === 'active');
  if (inForce.length === 0) return [say(ofEntry.some(({ state }) => state === 'void') ? '753' : '752', 'type')];
  const candidates = inForce.filter((bond) => designation === null || bond.designation === designation);
  if (candidates.length === 0)
    return [say('754', 'designation', `On file: ${inForce.map((bond) => bond.designation).join(', ')}.`)];
  // Of further bonds an entry may have more than one: what is reported is the one that it agrees with best.
  return candidates
    .map((bond) => differences(summary, surety, amountDollars, on, bond, say))
    .reduce((best, found) => (found.length < best.length ? found : best));
};

const differences = (
  { entryType, importerNumber }: EntrySummary,
  surety: string | null,
  amountDollars: number | null,
  on: CustomsDate,
  bond: StoredBond,
  say: Say,
): CoverageFault[] => {
  const found: CoverageFault[] = [];
  if (bond.transaction!.entryType !== entryType)
    found.push(say('755', 'type', `The bond is for entry type ${bond.transaction!.entryType}.`));
  if (surety !== null && surety !== suretyOf(bond))
    found.push(say('145', 'surety', `The bond is of surety ${suretyOf(bond)}.`));
  if (amountDollars !== null && amountDollars !== bond.amountDollars)
    found.push(say('756', 'amountDollars', `The bond is of ${bond.amountDollars} dollars.`));
  if (!importerNumber) return found;
  const number = fullImporterNumber(importerNumber);
  const mine = bond.parties.filter((party) => party.number === number);
  if (mine.length === 0) found.push(say('757', 'type'));
  else if (!mine.some((party) => usedOn(party, on))) found.push(say('758', 'type', `Day that counts: ${on}.`));
  return found;
};
