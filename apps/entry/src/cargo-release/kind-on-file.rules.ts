import type { CargoReleaseFiled, Condition } from '#contracts';
import { releaseCondition, type Place, type ReleaseConditionCode } from '../release/release-conditions';
import {
  type BillOnFile,
  enteredQuantity,
  manifestKey,
  type Release,
  type ReleaseContent,
} from '../release/release.model';
import type { BookRule, FilingContext } from '../release/rule';
import { fullImporterNumber } from '../importer/importer-number';
import { BILL_RULES } from '../release/bill.rules';
import { HEADER_RULES } from '../release/header.rules';
import { ZONE_RULES } from '../release/zone.rules';
import { asksForImmediateDelivery, judgeWarehouse } from '../release/warehouse.rules';

/** What is on file beside the entry itself. */
export interface OnFile {
  /** Whether a summary of the entry is. */
  readonly summary: boolean;
  /** What the filing was judged with. */
  readonly context: FilingContext;
}

type Warehouse = Pick<
  ReleaseContent,
  'generalOrderNumber' | 'bondedWarehouse' | 'originatingEntry' | 'immediateDelivery'
>;

const warehouseOf = ({
  generalOrderNumber,
  bondedWarehouse,
  originatingEntry,
  immediateDelivery,
}: Warehouse): Warehouse => ({
  ...(generalOrderNumber !== undefined && { generalOrderNumber }),
  ...(bondedWarehouse !== undefined && { bondedWarehouse }),
  ...(originatingEntry !== undefined && { originatingEntry }),
  ...(immediateDelivery !== undefined && { immediateDelivery }),
});

/** Of an update: what SE11 brings anew in columns 45-80 counts, the rest stays. */
export const withWhatStays = (old: Warehouse, filed: Warehouse): Warehouse => ({
  ...warehouseOf(old),
  ...warehouseOf(filed),
});

/** Rules that read the type or the mode of an entry, of what an update may bring: they are asked again with the type and mode on file. */
const BY_KIND: readonly BookRule<ReleaseConditionCode>[] = [
  ...BILL_RULES,
  ...HEADER_RULES.filter(({ code }) => code === 'P25' || code === 'P15'),
  ...ZONE_RULES.filter(({ record }) => record === 'SE11'),
].filter((rule: BookRule) => rule.severity !== 'warning');

/** The entry as an update leaves it, judged where the update says something. */
function judgeUpdated(filing: CargoReleaseFiled, { content }: Release, context: FilingContext): Condition[] {
  const { entryType, modeOfTransport, importer, bondType, estimatedValueDollars } = content;
  const merged: CargoReleaseFiled = {
    ...filing,
    ...{ entryType, importer, bondType, estimatedValueDollars },
    modeOfTransport: modeOfTransport ?? filing.modeOfTransport,
    bills: filing.bills.length > 0 ? filing.bills : content.bills,
    plannedPortOfEntry: filing.plannedPortOfEntry ?? content.plannedPortOfEntry,
    locationOfGoods: filing.locationOfGoods ?? content.locationOfGoods,
    conveyanceName: filing.conveyanceName ?? content.conveyanceName,
    voyage: filing.voyage ?? content.voyage,
    entryDateElection: filing.entryDateElection ?? content.entryDateElection,
    electedEntryDate: filing.electedEntryDate ?? content.electedEntryDate,
  };
  const says = (at: string): boolean => {
    if (at.startsWith('/bills') || at === '/modeOfTransport') return filing.bills.length > 0;
    if (at === '/electedEntryDate') return filing.electedEntryDate !== null || filing.entryDateElection !== null;
    return filing[at.slice(1) as 'voyage' | 'conveyanceName'] !== null;
  };
  return BY_KIND.flatMap(({ code, record, found }) =>
    found(merged, context)
      .filter(({ at }) => says(at))
      .map(({ detail, ...where }) => releaseCondition(code, { record, ...where }, detail)),
  );
}

/** An update and a cancellation name the entry as it is on file, or leave it unsaid. */
function namesAnother({ action, entryType, importer, records }: CargoReleaseFiled, { content }: Release): Condition[] {
  const at = (field: string): Place => ({ record: 'SE10', recordIndex: records.SE10, at: `/${field}`, field });
  const number = importer?.number;
  const known = content.importer?.number;
  return [
    ...(entryType && entryType !== content.entryType ? [releaseCondition('210', at('entryType'))] : []),
    ...(action === 'U' && number && known && fullImporterNumber(number) !== fullImporterNumber(known)
      ? [releaseCondition('P98', at('importer/number'))]
      : []),
  ];
}

/** What an update names otherwise than it is on file, and does not change: bills, manifest and port data are all it corrects (p. SE-25). */
export function notChanged({ action, records, ...filed }: CargoReleaseFiled, { content }: Release): Condition[] {
  if (action !== 'U') return [];
  return (['modeOfTransport', 'bondType', 'estimatedValueDollars'] as const).flatMap((field) => {
    const known = content[field];
    if (filed[field] === null || known === null || filed[field] === known) return [];
    return [
      releaseCondition(
        'PX3',
        { record: 'SE10', recordIndex: records.SE10, at: `/${field}`, field },
        `On file: ${known}.`,
      ),
    ];
  });
}

/**
 * What a replacement or an update may not change. Immediate delivery is asked for before release; once the goods are released or the summary is on file it is not
 * taken back (Cargo Release guide v40, p. SE-41 note 9). A security filing is replaced or deleted where there is one.
 */
export function againstFile(filing: CargoReleaseFiled, existing: Release, onFile: OnFile): Condition[] {
  const { SE11, SE10 } = filing.records;
  const at = (field: string): Place => ({
    ...(SE11 === null && SE10 !== null ? { record: 'SE10', recordIndex: SE10 } : { record: 'SE11', recordIndex: SE11 }),
    at: `/${field}`,
    field,
  });
  const found: Condition[] = [];
  const say = (code: ReleaseConditionCode, place: Place, detail?: string): number =>
    found.push(releaseCondition(code, place, detail));

  const before = asksForImmediateDelivery(existing.content);
  const given = filing.action === 'R' || filing.immediateDelivery !== undefined;
  const after = given ? asksForImmediateDelivery(filing) : before;
  if (before && !after && (existing.releasedAt !== null || onFile.summary)) say('PB2', at('immediateDelivery'));
  if (!before && after && existing.releasedAt !== null) say('PB3', at('immediateDelivery'));

  const { securityFiling } = filing;
  const known = existing.content.securityFiling;
  if (securityFiling && securityFiling.action !== 'A' && (known === undefined || known.action === 'D'))
    say('PD9', {
      ...{ record: 'SF10', recordIndex: securityFiling.recordIndex, at: '/securityFiling/action', field: 'action' },
    });

  if (filing.action === 'U') {
    const another = namesAnother(filing, existing);
    if (another.length > 0) return [...found, ...another];
    found.push(...judgeUpdated(filing, existing, onFile.context));
    const { entryType, bondType } = existing.content;
    const bills = filing.bills.length > 0 ? filing.bills : existing.content.bills;
    const merged = { ...filing, ...withWhatStays(existing.content, filing), ...{ entryType, bondType, bills } };
    const named = Object.keys(warehouseOf(filing));
    for (const { code, record, detail, ...where } of judgeWarehouse(merged, onFile.context)) {
      if (where.field === 'nonAms' && bills !== filing.bills) {
        if (named.includes('generalOrderNumber')) say(code, at('generalOrderNumber'), detail);
      } else if (where.field === 'nonAms' || named.includes(where.field ?? '')) say(code, { record, ...where }, detail);
    }
  }
  return found;
}

/** That nothing foreign left the zone is a reason for its weekly entry alone, as the entry is on file, whatever type the cancellation names (p. SE-42). */
const cancelledAs = ({ cancellationReason, records }: CargoReleaseFiled, { content }: Release): Condition[] => {
  if (cancellationReason !== '12' || (content.entryType === '06' && content.entryDateElection === 'W')) return [];
  const field = 'cancellationReason';
  return [releaseCondition('P87', { record: 'SE13', recordIndex: records.SE13, at: `/${field}`, field })];
};

export function againstFileOfCancelled(filing: CargoReleaseFiled, existing: Release): Condition[] {
  const another = namesAnother(filing, existing);
  return another.length > 0 ? another : cancelledAs(filing, existing);
}

/** Types of bill that bring nothing to enter: empty equipment, and cargo that remains on board of its simple, master or house bill (M1109; Broker Download chapter). */
const NOT_ENTERED = ['2', '02', 'B', 'O', 'P'];

/** Bills that the manifest has as what is not entered. */
export const notEligible = (
  { action, bills }: CargoReleaseFiled,
  onFile: ReadonlyMap<string, BillOnFile>,
): Condition[] =>
  action === 'D'
    ? []
    : bills.flatMap((bill, at) => {
        const manifested = onFile.get(manifestKey(bill) ?? '');
        if (!manifested || manifested.deleted || !NOT_ENTERED.includes(manifested.billType ?? '')) return [];
        const place = { at: `/bills/${at}/billNumber`, field: 'billNumber' };
        return [releaseCondition('157', { record: 'SE15', recordIndex: bill.recordIndex, ...place })];
      });

/** With a security filing the whole of a bill is entered, as far as the manifest has it yet (p. SE-18, rule 10). */
export function againstManifest(
  { action, securityFiling: filed, bills }: CargoReleaseFiled,
  onFile: ReadonlyMap<string, BillOnFile>,
  existing: Release | null = null,
): Condition[] {
  const securityFiling = filed ?? (action === 'U' || action === 'R' ? existing?.content.securityFiling : undefined);
  if (!securityFiling || securityFiling.action === 'D') return [];
  return bills.flatMap((bill, at) => {
    if (!filed && !bill.nonAms && bill.arrivals.length > 0) {
      const { recordIndex } = bill.arrivals[0]!;
      const place = { at: `/bills/${at}/arrivals/0`, field: 'arrivals' };
      return [releaseCondition('PU9', { record: 'SE16', recordIndex: recordIndex ?? bill.recordIndex, ...place })];
    }
    const manifested = onFile.get(manifestKey(bill) ?? '');
    const entered = enteredQuantity(bill);
    if (!manifested || manifested.deleted || entered === null || entered === manifested.quantity) return [];
    const place = { record: 'SE15', recordIndex: bill.recordIndex, at: `/bills/${at}/quantity`, field: 'quantity' };
    return [releaseCondition('PU9', place, `${manifested.quantity} are manifested.`)];
  });
}
