import type { CargoReleaseFiled, Condition } from '#contracts';
import type { CustomsDate } from '#kernel';
import { COVERS_ENTRIES, leastBondDollars, NEVER_WAIVED } from '#reference';
import { fullImporterNumber } from '../importer/importer-number';
import { type ReleaseConditionCode, releaseCondition } from '../release/release-conditions';
import { referenceOf, releaseKey } from '../release/release.model';
import { coversOn, isInsufficientOn, type StoredBond } from './bond.model';

type Filing = Pick<
  CargoReleaseFiled,
  | 'action'
  | 'bondType'
  | 'entryType'
  | 'entryNumber'
  | 'estimatedValueDollars'
  | 'filerCode'
  | 'importer'
  | 'lines'
  | 'records'
  | 'references'
>;

/** Whether a filing says anew which bond covers the entry: an update of bills does not, and a cancellation needs none. */
export const saysItsBond = ({ action }: Pick<Filing, 'action'>): boolean => action === 'A' || action === 'R';

/** Goods of these types are secured by their own rules when they are all of Canada (Entry Summary Create/Update, p. ESF-158). */
const TEMPORARY = '23';
const GOVERNMENT = '52';

/**
 * What speaks against a cargo release by the register of bonds: a continuous bond in force on the day, a single transaction bond of this very entry that names the surety and is good for the goods, or none where none may be
 * left out (19 CFR 142.4, 113.13; Cargo Release guide v40, pp. SE-31, SE-57). A bond that is not there is not there: nothing is taken on trust until it comes.
 *
 * @param on the day by the ladder of dates
 * @param bonds that may cover it; others are left aside
 */
export const judgeCoverage = (filing: Filing, on: CustomsDate, bonds: readonly StoredBond[]): Condition[] => {
  const { bondType, entryType, importer, records, references } = filing;
  const number = importer?.number ? fullImporterNumber(importer.number) : null;
  const say = (code: ReleaseConditionCode, detail?: string): Condition[] => [
    releaseCondition(code, { record: 'SE10', recordIndex: records.SE10, at: '/bondType', field: 'bondType' }, detail),
  ];
  const atReference = (qualifier: string, code: ReleaseConditionCode, detail: string): Condition[] => {
    const place = references.findIndex((reference) => reference.qualifier === qualifier);
    return [
      releaseCondition(
        code,
        {
          ...{ record: 'SE20', recordIndex: references[place]?.recordIndex ?? records.SE10 },
          ...{ at: `/references/${Math.max(place, 0)}/value`, field: 'value' },
        },
        detail,
      ),
    ];
  };
  if (bondType === '0') {
    const because = NEVER_WAIVED.get(entryType ?? '');
    if (because) return say('PK4', `Type ${entryType}: ${because}.`);
    const canadian =
      filing.lines.length > 0 && filing.lines.every(({ countryOfOrigin }) => isCanadian(countryOfOrigin));
    return entryType === TEMPORARY && !canadian
      ? say('PK4', 'Type 23 without a bond: every article is of Canada.')
      : [];
  }
  if (bondType === '8') {
    if (entryType === GOVERNMENT || number === null) return [];
    const covering = bonds.filter(
      (bond) => bond.type === '8' && COVERS_ENTRIES.has(bond.activityCode) && coversOn(bond, number, on),
    );
    if (covering.length === 0) return say('018', `Day that counts: ${on}.`);
    return covering.every((bond) => isInsufficientOn(bond, on)) ? say('PK6', `Day that counts: ${on}.`) : [];
  }
  if (bondType !== '9') return [];
  const key = releaseKey(filing.filerCode, filing.entryNumber);
  const ofEntry = bonds.filter(
    ({ type, state, transaction, activityCode }) =>
      type === '9' && state === 'active' && transaction?.id === key && COVERS_ENTRIES.has(activityCode),
  );
  const basic = ofEntry.find(({ designation }) => designation !== 'A');
  if (!basic) return say('PK0');
  const found: Condition[] = [];
  const surety = basic.sureties.find(({ role }) => role === 'surety')!.code;
  if (referenceOf(filing, 'V1') !== surety) found.push(...atReference('V1', 'PK1', `The bond is of surety ${surety}.`));
  if (Number(referenceOf(filing, 'AMT')) !== basic.amountDollars)
    found.push(...atReference('AMT', 'PK2', `The bond is of ${basic.amountDollars} dollars.`));
  if (!basic.parties.some((party) => party.role !== 'user' && party.number === number)) found.push(...say('PK5'));
  const amount = ofEntry.reduce((sum, { amountDollars }) => sum + amountDollars, 0);
  const least = leastBondDollars('9', filing.estimatedValueDollars ?? 0, on);
  if (amount < least) found.push(...say('PK3', `It needs ${least} dollars at the least.`));
  return found;
};

/** Canada, or one of its provinces, whose codes begin with X. */
const isCanadian = (country: string | null): boolean =>
  country !== null && (country === 'CA' || /^X[A-Z]$/.test(country));
