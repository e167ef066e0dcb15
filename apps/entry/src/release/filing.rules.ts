import type { CargoReleaseFiled, Condition } from '#contracts';
import {
  addDays,
  entryCheckDigit,
  isCustomsDate,
  isFilerCode,
  parseImporterNumber,
  type CustomsDate,
  type ImporterQualifier,
} from '#kernel';
import { acceptsEntryType, ENTRY_TYPES, isCountryOrProvince, isPort, MODES_OF_TRANSPORT } from '#reference';
import { judgeBills } from './bill.rules';
import { releaseCondition, type Place, type ReleaseConditionCode } from './release-conditions';
import {
  BILL_RULES,
  type BookRule,
  CANCELLATION_RULES,
  isIdentified,
  LINE_RULES,
  NUMBERED,
  PARTY_RULES,
  REFERENCE_RULES,
} from './rule-book';
import { documentReferencesIn, referenceOf } from './release.model';

export type ImporterStanding = 'active' | 'inactive' | 'unknown';

/** What the rules need to know besides the filing itself. */
export interface FilingContext {
  /** The day of receipt at the port of entry. */
  readonly today: CustomsDate;
  /** Standing of an importer number in its full form. */
  importer(number: string): ImporterStanding;
  /** Why no power of attorney allows the filing for the importer it names; null when one does or none is needed. */
  readonly missingPower: string | null;
  /** Offset granted to a filer that has used up its entry numbers; 0 for others. */
  readonly checkDigitOffset: number;
}

const ACTIONS = ['A', 'R', 'U', 'D'];
const IMPORTER_TYPES: readonly string[] = ['EI', 'ANI', '34'] satisfies ImporterQualifier[];
const PORT_REQUIRED = ['02', '06', '07', '12', '21', '22', '23', '86'];
const UNLADING_REQUIRED = ['50', '60', '70'];
const LOW_VALUE = '86';
/** Dollars; guide p. SE-36 note 13, and 19 CFR 143.21 for the informal entry. */
const VALUE_LIMITS: Readonly<Record<string, number>> = { '11': 2_500, '12': 2_500, '86': 800 };
const ELECTION_DAYS = 7;

type Header = 'SE10' | 'SE11' | 'SE13';
const place = (filing: CargoReleaseFiled, record: Header, field: string | null, at = field): Place => ({
  record,
  recordIndex: filing.records[record],
  at: `/${at ?? ''}`,
  field,
});

/** Who files for which entry; the same for every action. */
function judgeIdentity(filing: CargoReleaseFiled, { checkDigitOffset }: FilingContext): Condition[] {
  const found: Condition[] = [];
  const { action, filerCode, entryNumber } = filing;
  const say = (code: ReleaseConditionCode, field: string, detail?: string) =>
    found.push(releaseCondition(code, place(filing, 'SE10', field), detail));
  if (!action) say('001', 'action');
  else if (!ACTIONS.includes(action)) say('002', 'action');
  if (!filerCode) say('003', 'filerCode');
  else if (!isFilerCode(filerCode)) say('004', 'filerCode');
  else if (!filing.accountFilerCodes.includes(filerCode)) say('P04', 'filerCode');
  if (!entryNumber) say('005', 'entryNumber');
  else if (!/^\d{8}$/.test(entryNumber)) say('006', 'entryNumber');
  else if (isFilerCode(filerCode)) {
    const expected = entryCheckDigit(filerCode, entryNumber.slice(0, 7), checkDigitOffset);
    if (Number(entryNumber[7]) !== expected)
      say('006', 'entryNumber', `The check digit of ${filerCode}-${entryNumber.slice(0, 7)} is ${expected}.`);
  }
  return found;
}

function judgeImporter(filing: CargoReleaseFiled, context: FilingContext): Condition[] {
  const say = (code: ReleaseConditionCode, field: string, detail?: string) =>
    releaseCondition(code, place(filing, 'SE10', field), detail);
  const { type = null, number = null } = filing.importer ?? {};
  if (filing.entryType === LOW_VALUE && !type && !number) return [];
  const found: Condition[] = [];
  if (!type) found.push(say('011', 'importer/type'));
  else if (!IMPORTER_TYPES.includes(type)) found.push(say('012', 'importer/type'));
  if (!number) return [...found, say('013', 'importer/number')];
  const parsed = parseImporterNumber(number);
  if (!parsed.ok || (found.length === 0 && parsed.value.qualifier !== type))
    return [...found, say('P14', 'importer/number')];
  const standing = context.importer(parsed.value.text);
  if (standing === 'unknown') found.push(say('014', 'importer/number'));
  if (standing === 'inactive') found.push(say('333', 'importer/number'));
  if (context.missingPower !== null) found.push(say('P05', 'importer/number', context.missingPower));
  return found;
}

function judgeValue(filing: CargoReleaseFiled): Condition[] {
  const { estimatedValueDollars: value, entryType, lines } = filing;
  const at = place(filing, 'SE10', 'estimatedValueDollars');
  if (value === null || value === 0) return [releaseCondition('022', at)];
  const limit = VALUE_LIMITS[entryType ?? ''];
  if (limit !== undefined && value > limit)
    return [releaseCondition('022', at, `Type ${entryType} may be worth ${limit} dollars at most.`)];
  const sum = lines
    .flatMap(({ tariffs }) => tariffs)
    .reduce((total, { valueDollars }) => total + (valueDollars ?? 0), 0);
  return value < sum ? [releaseCondition('119', at, `The lines add up to ${sum}.`)] : [];
}

function judgePorts(filing: CargoReleaseFiled): Condition[] {
  const found: Condition[] = [];
  const { plannedPortOfEntry: entryPort, portOfUnlading, bills, entryType, action, modeOfTransport } = filing;
  const say = (code: ReleaseConditionCode, field: string) =>
    found.push(releaseCondition(code, place(filing, 'SE10', field)));
  const required =
    action === 'D' ||
    PORT_REQUIRED.includes(entryType ?? '') ||
    bills.some(({ billType, nonAms }) => billType === 'I' || nonAms);
  if (entryPort) {
    if (!isPort(entryPort)) say('P20', 'plannedPortOfEntry');
  } else if (required) say('P21', 'plannedPortOfEntry');
  if (portOfUnlading) {
    if (!isPort(portOfUnlading)) say('P22', 'portOfUnlading');
  } else if (UNLADING_REQUIRED.includes(modeOfTransport ?? '')) say('P23', 'portOfUnlading');
  return found;
}

function judgeHeader(filing: CargoReleaseFiled, { today }: FilingContext): Condition[] {
  const found: Condition[] = [];
  const {
    modeOfTransport: mode,
    bondType,
    entryType,
    bills,
    splitShipment,
    entryDateElection,
    electedEntryDate,
  } = filing;
  const say = (code: ReleaseConditionCode, field: string, record: Header = 'SE10') =>
    found.push(releaseCondition(code, place(filing, record, field)));
  if (!mode) {
    if (entryType !== '06' || bills.length > 0) say('P15', 'modeOfTransport');
  } else if (!MODES_OF_TRANSPORT.has(mode)) say('P16', 'modeOfTransport');
  if (!['0', '8', '9'].includes(bondType ?? '')) say('P17', 'bondType');
  else if (bondType === '9' && !(referenceOf(filing, 'V1') && /^[1-9]\d{0,9}$/.test(referenceOf(filing, 'AMT') ?? '')))
    say('P18', 'references');
  if (splitShipment !== null && !['1', '2'].includes(splitShipment)) say('P24', 'splitShipment');
  if (entryDateElection !== null || electedEntryDate !== null) {
    const dated =
      electedEntryDate === null ||
      (isCustomsDate(electedEntryDate) &&
        electedEntryDate >= today &&
        electedEntryDate <= addDays(today, ELECTION_DAYS));
    const elected =
      entryDateElection === null || (entryDateElection === 'W' && entryType === '06' && electedEntryDate !== null);
    if (!dated || !elected) say('P25', 'electedEntryDate', 'SE11');
  }
  return found;
}

function judgeType(filing: CargoReleaseFiled, { today }: FilingContext): Condition[] {
  const { entryType } = filing;
  if (!entryType) return [releaseCondition('009', place(filing, 'SE10', 'entryType'))];
  if (acceptsEntryType('SE', entryType, today)) return [];
  const since = ENTRY_TYPES.get(entryType)?.suspendedFrom;
  return [
    releaseCondition(
      '010',
      place(filing, 'SE10', 'entryType'),
      since && `Type ${entryType} is suspended since ${since}.`,
    ),
  ];
}

const judgeContact = (filing: CargoReleaseFiled): Condition[] =>
  filing.contactName && filing.contactPhone ? [] : [releaseCondition('208', place(filing, 'SE13', 'contactName'))];

/** Who says that documents were handed in names them (guide p. SE-43, note 2; p. SE-55). */
const judgeDocuments = (filing: CargoReleaseFiled): Condition[] =>
  filing.documentImageIndicator === '1' && documentReferencesIn(filing).length === 0
    ? [releaseCondition('P28', place(filing, 'SE13', 'documentImageIndicator', 'references'))]
    : [];

/** Consignee and manufacturer stand on each line or once for all of them; the seller likewise (guide pp. SE-17, SE-19). */
function judgeParties(filing: CargoReleaseFiled): Condition[] {
  const found: Condition[] = [];
  const lowValue = filing.entryType === LOW_VALUE;
  const needed: [entity: string, code: ReleaseConditionCode][] = [
    ['CN', 'P55'],
    ['SE', '037'],
    ...(lowValue ? [] : [['MF', '038'] as [string, ReleaseConditionCode]]),
  ];
  for (const [entity, code] of needed) {
    if (filing.parties.some(({ entityCode }) => entityCode === entity)) continue;
    filing.lines.forEach((line, index) => {
      if (line.parties.some(({ entityCode }) => entityCode === entity)) return;
      found.push(
        releaseCondition(code, {
          record: 'SE40',
          recordIndex: line.recordIndex,
          at: `/lines/${index}/parties`,
          field: 'parties',
        }),
      );
    });
  }
  const all = [
    ...filing.parties.map((party, index) => ({ party, record: 'SE30', at: `/parties/${index}` })),
    ...filing.lines.flatMap((line, l) =>
      line.parties.map((party, index) => ({ party, record: 'SE50', at: `/lines/${l}/parties/${index}` })),
    ),
  ];
  for (const { party, record, at } of all) {
    const addressed = Boolean(party.name && party.city && party.country);
    const mayGiveAddress = filing.entryType === '11' || lowValue;
    const where: Place = { record, recordIndex: party.recordIndex, at, field: null };
    if (NUMBERED.includes(party.entityCode) && isIdentified(party)) continue;
    if (party.entityCode !== 'CN') {
      if (!addressed) found.push(releaseCondition('P56', where));
    } else if (!(mayGiveAddress && addressed)) found.push(releaseCondition('P57', where));
  }
  return found;
}

/** Ten digits of a chapter that there is, or eight of chapters 98 and 99. Chapter 77 is kept for later. */
const isOfTariff = (hts: string): boolean =>
  /^9[89]\d{6}$/.test(hts) || (/^\d{10}$/.test(hts) && !['00', '77'].includes(hts.slice(0, 2)));

/** What the book finds, at the very record. */
const byTheBook = (rules: readonly BookRule[], filing: CargoReleaseFiled, context: FilingContext): Condition[] =>
  rules.flatMap(({ code, record, found }) =>
    found(filing, context).map(({ detail, ...where }) => releaseCondition(code, { record, ...where }, detail)),
  );

function judgeLines(filing: CargoReleaseFiled): Condition[] {
  if (filing.lines.length === 0) return [releaseCondition('P50', place(filing, 'SE10', 'lines'))];
  return filing.lines.flatMap((line, index) => {
    const found: Condition[] = [];
    const at = (field: string): Place => ({
      record: 'SE40',
      recordIndex: line.recordIndex,
      at: `/lines/${index}/${field}`,
      field,
    });
    if (line.lineNumber !== null && Number(line.lineNumber) !== index + 1)
      found.push(releaseCondition('P51', at('lineNumber')));
    if (!isCountryOrProvince(line.countryOfOrigin ?? '')) found.push(releaseCondition('P52', at('countryOfOrigin')));
    if (line.tariffs.length === 0) found.push(releaseCondition('P53', at('tariffs')));
    line.tariffs.forEach(({ hts, recordIndex }, t) => {
      if (isOfTariff(hts ?? '')) return;
      found.push(
        releaseCondition('P53', { record: 'SE60', recordIndex, at: `/lines/${index}/tariffs/${t}/hts`, field: 'hts' }),
      );
    });
    return found;
  });
}

/** What a cancellation and an update must carry: far less than a new declaration (guide pp. SE-24, SE-25). */
function judgeCancellation(filing: CargoReleaseFiled): Condition[] {
  const reason = filing.cancellationReason;
  const known = reason !== null && /^(0[1-9]|1[0-2])$/.test(reason);
  return known ? [] : [releaseCondition('P29', place(filing, 'SE13', 'cancellationReason'))];
}

function judgeUpdate(filing: CargoReleaseFiled): Condition[] {
  const changes = [
    filing.plannedPortOfEntry,
    filing.portOfUnlading,
    filing.locationOfGoods,
    filing.conveyanceName,
    filing.voyage,
  ];
  if (filing.bills.length === 0 && changes.every((value) => value === null))
    return [releaseCondition('P74', place(filing, 'SE10', null))];
  return judgeBills(filing, place(filing, 'SE10', 'bills'));
}

/**
 * Everything that is wrong with a cargo release as it stands, whatever is on file. The same filing in the same context always
 * gets the same conditions. Source: Cargo Release guide v40, pp. SE-17..85.
 */
export function judgeFiling(filing: CargoReleaseFiled, context: FilingContext): Condition[] {
  const found = [
    ...judgeIdentity(filing, context),
    ...judgeDocuments(filing),
    ...byTheBook(REFERENCE_RULES, filing, context),
  ];
  if (filing.action === 'D')
    return [
      ...found,
      ...judgePorts(filing),
      ...judgeContact(filing),
      ...judgeCancellation(filing),
      ...byTheBook(CANCELLATION_RULES, filing, context),
    ];
  if (filing.action === 'U')
    return [
      ...found,
      ...judgePorts(filing),
      ...judgeContact(filing),
      ...judgeUpdate(filing),
      ...byTheBook(BILL_RULES, filing, context),
    ];
  return [
    ...found,
    ...judgeType(filing, context),
    ...judgeImporter(filing, context),
    ...judgeHeader(filing, context),
    ...judgeValue(filing),
    ...judgePorts(filing),
    ...judgeContact(filing),
    ...judgeBills(filing, place(filing, 'SE10', 'bills')),
    ...byTheBook(BILL_RULES, filing, context),
    ...judgeParties(filing),
    ...byTheBook(PARTY_RULES, filing, context),
    ...judgeLines(filing),
    ...byTheBook(LINE_RULES, filing, context),
  ];
}

export const isFatal = (conditions: readonly Condition[]): boolean =>
  conditions.some(({ severity }) => severity === 'fatal');

export const hasWarning = (conditions: readonly Condition[]): boolean =>
  conditions.some(({ severity }) => severity === 'warning');
