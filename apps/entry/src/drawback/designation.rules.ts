import type { Condition, DesignatedLine } from '#contracts';
import { type CustomsDate, formatMoney } from '#kernel';
import { DRAWBACK_PROVISIONS, type DrawbackProvision, dueOf } from '#reference';
import { type ClaimConditionCode, type ClaimPlace, found } from './claim-conditions';
import { normal } from './claim.rules';
import {
  amountsOf,
  comparedAs,
  type Designated,
  designatedLine,
  type DrawbackClaim,
  type ImportOnFile,
  lineOf,
} from './claim.model';
import {
  claimable,
  COMPARED,
  type ImportLine,
  quantityText,
  tenThousandths,
} from '../claims-on-entry/claims-on-entry.rules';
import type { ClaimedRevenue } from '../summary-on-file/summary.model';
import type { ClaimLedger } from './claim-ledger';

export interface DesignationContext {
  readonly claimKey: string;
  readonly today: CustomsDate;
  /** By filer code and entry number. What is not in it is not on file here. */
  readonly imports: ReadonlyMap<string, ImportOnFile>;
  readonly ledger: ClaimLedger;
}

const entryKeyOf = ({ filerCode, entryNumber }: Designated): string => `${filerCode}${entryNumber}`;
const centsOf = (line: ImportLine | ImportOnFile['owed'], of: ClaimedRevenue): number => line[`${of}Cents`];
const money = (cents: bigint): string => `$${formatMoney(cents)}`;
const atLeastNone = (amount: bigint): bigint => (amount < 0n ? 0n : amount);

/** The same number, as far as it was sent: a core claim may send six digits. */
const isTariff = (hts: string, sent: string): boolean => hts.startsWith(sent);

/** The quantity that a line has of a unit. */
export const quantityOn = ({ tariffs }: ImportLine, unit: string): bigint =>
  tariffs.reduce(
    (sum, { quantities }) =>
      quantities.reduce((part, each) => (each.unit === unit ? part + tenThousandths(each.quantity) : part), sum),
    0n,
  );

interface Judged {
  readonly conditions: Condition[];
  readonly designated: DesignatedLine[];
}

/** Judges what a claim designates against what is on file, and what all claims together have of it. */
export const judgeDesignations = (claim: DrawbackClaim, context: DesignationContext): Judged => {
  const provision = DRAWBACK_PROVISIONS.get(claim.provision ?? '')!;
  const conditions: Condition[] = [];
  const designated = claim.imports.map((item, index) => {
    const entry = context.imports.get(entryKeyOf(item)) ?? null;
    const until = entry && dueOf('time for a drawback claim', { start: entry.importedOn }).dueDate;
    conditions.push(...judgeLine(claim, item, index, entry, until, context));
    return designatedLine(item, entry, until);
  });
  conditions.push(...judgeSums(claim, provision, context), ...judgeExports(claim, provision, context));
  return { conditions, designated };
};

const judgeLine = (
  claim: DrawbackClaim,
  item: Designated,
  index: number,
  entry: ImportOnFile | null,
  until: CustomsDate | null,
  { today }: DesignationContext,
): Condition[] => {
  const conditions: Condition[] = [];
  const at = (field: string): ClaimPlace => ({
    ...{ recordIndex: item.recordIndex, at: `/imports/${index}/${field}`, field },
  });
  item.tariffs.forEach(({ revenues }, t) =>
    revenues.forEach(({ classCode, qualifier, recordIndex }, r) => {
      if (entry && comparedAs(classCode, qualifier) === null)
        conditions.push(
          found('PI4', { recordIndex, at: `/imports/${index}/tariffs/${t}/revenues/${r}`, field: 'classCode' }),
        );
    }),
  );
  if (item.entryNumber === null) return conditions;
  if (!entry) return [...conditions, found('PI1', at('entryNumber'))];
  if (until !== null && today > until) conditions.push(found('PQ6', at('entryNumber'), `The last day was ${until}.`));
  const isTransferred = item.certificateOfDelivery === 'X' || item.action === 'T';
  if (!isTransferred && normal(entry.importerNumber) !== normal(claim.claimantNumber))
    conditions.push(found('PQ1', at('entryNumber')));
  const number = lineOf(item.lineNumber);
  if (number === null) return conditions;
  const line = entry.lines.get(number);
  if (!line) return [...conditions, found('PDX', at('line'))];
  item.tariffs.forEach((tariff, t) => {
    const pointer = `/imports/${index}/tariffs/${t}`;
    const same = line.tariffs.filter(({ hts }) => isTariff(hts, tariff.hts));
    if (same.length === 0)
      return conditions.push(found('PDY', { recordIndex: tariff.recordIndex, at: `${pointer}/hts`, field: 'hts' }));
    const units = same.flatMap(({ quantities }) => quantities.map(({ unit }) => unit));
    tariff.quantities.forEach(({ unit, recordIndex }, q) => {
      // A tariff number without a quantity on the summary has none to be compared with.
      if (unit !== 'X' && units.length > 0 && !units.includes(unit ?? ''))
        conditions.push(found('PDZ', { recordIndex, at: `${pointer}/quantities/${q}/unit`, field: 'unit' }));
    });
  });
  return conditions;
};

/** What is left for the claim of a line or an entry is told to who knows the entry anyway: its importer as claimant. */
const judgeSums = (claim: DrawbackClaim, provision: DrawbackProvision, context: DesignationContext): Condition[] => {
  const { claimKey, imports, ledger } = context;
  const conditions: Condition[] = [];
  const first = new Map<string, ClaimPlace>();
  claim.imports.forEach((item, index) => {
    const place = { recordIndex: item.recordIndex, at: `/imports/${index}`, field: 'imports' };
    for (const key of [entryKeyOf(item), `${entryKeyOf(item)} ${lineOf(item.lineNumber)}`])
      if (!first.has(key)) first.set(key, place);
  });
  const own = amountsOf(claim);
  /** What is said of a line is not said of its entry again. */
  const told = new Set<string>();
  const exceeded = (code: ClaimConditionCode, key: string, entry: ImportOnFile, left: string): void => {
    const isOwn = normal(entry.importerNumber) === normal(claim.claimantNumber);
    conditions.push(found(code, first.get(key)!, isOwn ? `Left: ${left}.` : undefined));
  };
  for (const { entryKey, line: number, of, unit, amount } of own) {
    const entry = imports.get(entryKey);
    const line = entry?.lines.get(number);
    if (!entry || !line || amount === 0n) continue;
    const others = ledger.ofLine(entryKey, number, of, unit, claimKey);
    if (of === 'quantity') {
      const whole = quantityOn(line, unit);
      // A tariff number without a quantity, or another unit: said by PDZ where it is wrong.
      if (whole === 0n) continue;
      if (others + amount > whole)
        exceeded('PQ2', `${entryKey} ${number}`, entry, `${quantityText(atLeastNone(whole - others))} ${unit}`);
    } else {
      const most = claimable(centsOf(line, of), provision.full);
      if (others + amount <= most) continue;
      told.add(`${entryKey} ${of}`);
      exceeded('PQ3', `${entryKey} ${number}`, entry, `${money(atLeastNone(most - others))} of ${of}`);
    }
  }
  const ofEntries = new Map<string, bigint>();
  for (const { entryKey, of, amount } of own)
    ofEntries.set(`${entryKey} ${of}`, (ofEntries.get(`${entryKey} ${of}`) ?? 0n) + amount);
  for (const entryKey of new Set(own.map((each) => each.entryKey))) {
    const entry = imports.get(entryKey);
    if (!entry) continue;
    for (const of of COMPARED) {
      const amount = ofEntries.get(`${entryKey} ${of}`) ?? 0n;
      const most = claimable(centsOf(entry.owed, of), provision.full);
      const others = ledger.ofEntry(entryKey, of, claimKey);
      if (amount > 0n && others + amount > most && !told.has(`${entryKey} ${of}`))
        exceeded(entry.refunded ? 'PQ5' : 'PQ4', entryKey, entry, `${money(atLeastNone(most - others))} of ${of}`);
    }
  }
  return conditions;
};

/** When goods left, by themselves and after the import that they were (19 U.S.C. 1313(r); guide, p. 35). */
const judgeExports = (claim: DrawbackClaim, provision: DrawbackProvision, context: DesignationContext): Condition[] => {
  const { today, imports } = context;
  const place = (index: number): ClaimPlace => ({
    ...{ recordIndex: claim.exported[index]!.recordIndex, at: `/exported/${index}/date`, field: 'on' },
    ...(provision.era === 'TFTEA' ? { grouping: 'TFTEAE', record: '70' } : { grouping: 'EXPDES', record: '60' }),
  });
  const isDirect =
    provision.goods === 'direct' ||
    (provision.goods === 'either' && claim.marks['retailSalesSubstitutionIndicator'] !== 'Y');
  const importedOn = new Map(
    claim.imports.flatMap((item) => {
      const entry = imports.get(entryKeyOf(item));
      return entry && item.trackingNumber !== null ? [[item.trackingNumber, entry.importedOn] as const] : [];
    }),
  );
  const clock = provision.era === 'core' ? 'time for a core drawback claim' : 'time for a drawback claim';
  return claim.exported.flatMap(({ on, imports: numbers }, index) => {
    if (on === null) return [];
    const conditions: Condition[] = [];
    const last = dueOf(clock, { start: on }).dueDate;
    if (today > last) conditions.push(found('PQ7', place(index), `The last day was ${last}.`));
    const after = numbers.map((number) => importedOn.get(number)).find((day) => day !== undefined && day > on);
    if (isDirect && after !== undefined) conditions.push(found('PQ8', place(index), `It was imported on ${after}.`));
    return conditions;
  });
};
