import { addMonths, isCustomsDate } from '#kernel';
import { isPort, MODES_OF_TRANSPORT } from '#reference';
import type { EntrySummary } from '../summary-on-file/summary.model';
import { isExpress, staysConsolidated } from './line-kinds';
import { ofEach, ofHeader, ofLines, type RuleContext, type SummaryFinding, type SummaryRule, typeIs } from './rule';

const WITHDRAWAL = typeIs('31', '32', '34', '38');
const NEEDS_FIRMS = typeIs('06', '21', '22', '31', '32', '34', '38');
const NEEDS_MODE = typeIs('01', '02', '03', '07', '21', '23', '51', '52');
const IN_BOND_AGE_MONTHS = 24;
const FIRMS = /^[A-Z][A-Z0-9]{3}$/;
const SCAC = /^[A-Z]{2,4}$/;
/** Two characters of IATA, or the guide's own for a carrier whose code nobody knows (p. ESF-144). */
const IATA = /^([A-Z0-9]{2}|\*[FUC]|\*\*)$/;
const ORDER = 'IMHS';

type Bill = EntrySummary['bills'][number];
type Mode = (summary: EntrySummary) => boolean;
const byMode =
  (...modes: readonly string[]): Mode =>
  ({ modeOfTransport }) =>
    modes.includes(modeOfTransport ?? '');
/** Pages ESF-140..146: of border vessels, rail, truck and all others carrier, port and manifest are allowed and not asked for. */
const OCEAN = byMode('10', '11');
const AIR = byMode('40', '41');
const RAIL = byMode('20', '21');
const OCEAN_OR_AIR: Mode = (summary) => OCEAN(summary) || AIR(summary);
const VESSEL = byMode('10', '11', '12');
const OTHER = byMode('32', '33', '34', '50', '60', '70');

const claimsInBond = ({ bills }: EntrySummary): boolean => bills.some(({ componentType }) => componentType === 'I');

const ofBills = (field: keyof Bill, isBroken: (bill: Bill, summary: EntrySummary) => boolean): SummaryRule['found'] =>
  ofEach('bills', ({ bills }) => bills, field, isBroken);

/** A shipment is named by at most four bills, from the in-bond movement down to the sub-house bill (p. ESF-147): one that is no lower than the one before it begins the next. */
const LEVELS = ['I', 'M', 'H', 'S'];
/** Until the automated environment takes more (p. ESF-43). */
const SHIPMENTS_AT_MOST = 999;
const shipmentsOverMuch: SummaryRule['found'] = ({ bills }) => {
  if (bills.length <= SHIPMENTS_AT_MOST) return [];
  const levels = bills.map(({ componentType }) => LEVELS.indexOf(componentType));
  let shipments = 0;
  const place = levels.findIndex((level, at) => {
    if (at === 0 || level <= levels[at - 1]!) shipments += 1;
    return shipments > SHIPMENTS_AT_MOST;
  });
  return place < 0
    ? []
    : [{ recordIndex: bills[place]!.recordIndex, at: `/bills/${place}`, field: 'manifestComponentTypeCode' }];
};

const onHeader = { record: '10', grouping: 'SUMMRY' } as const;
const onCargo = { record: '20', grouping: 'SUMMRY' } as const;
const onManifest = { record: '22', grouping: 'CARMAN' } as const;
const onBill = { record: '23', grouping: 'BOLINB' } as const;
const UNLADING = { do: 'set', at: '/portOfUnlading', to: ({ portOfEntry }: EntrySummary) => portOfEntry } as const;

/** Carrier, ports, manifest and in-bond movement by mode of transportation (usage notes (g) and (h), pp. ESF-140..155). */
export const TRANSPORT_RULES = [
  {
    ...onHeader,
    code: '164',
    text: 'MOT CODE MISSING',
    remedy: 'Send the mode of transportation; this entry type requires it.',
    page: 134,
    fields: ['modeOfTransportationCode'],
    mend: [{ do: 'set', to: '30' }],
    found: ofHeader('10', 'modeOfTransport', (summary) => !summary.modeOfTransport && NEEDS_MODE(summary)),
  },
  {
    ...onHeader,
    code: '165',
    text: 'MOT CODE UNKNOWN',
    remedy: 'Use a mode of transportation from 10 to 70 of the published table.',
    page: 215,
    fields: ['modeOfTransportationCode'],
    mend: [{ do: 'set', to: '30' }],
    found: ofHeader(
      '10',
      'modeOfTransport',
      ({ modeOfTransport: mode }) => Boolean(mode) && !MODES_OF_TRANSPORT.has(mode!),
    ),
  },
  {
    ...onHeader,
    code: '309',
    text: 'MOT NOT ALLOWED - ENTRY TYPE',
    remedy: 'Leave the mode of transportation empty on a warehouse withdrawal.',
    page: 134,
    fields: ['modeOfTransportationCode'],
    mend: [
      { do: 'remove' },
      { do: 'set', at: '/bills', to: [] },
      { do: 'remove', at: '/manifests' },
      { do: 'remove', at: '/inBondDate' },
    ],
    found: ofHeader(
      '10',
      'modeOfTransport',
      (summary) => MODES_OF_TRANSPORT.has(summary.modeOfTransport ?? '') && WITHDRAWAL(summary),
    ),
  },
  {
    ...onCargo,
    code: '166',
    text: 'UNLADING D/P UNKNOWN',
    remedy: 'Use a port of unlading listed in Schedule D.',
    page: 39,
    fields: ['portOfUnlading'],
    mend: [UNLADING],
    found: ofHeader('20', 'portOfUnlading', ({ portOfUnlading: port }) => Boolean(port) && !isPort(port!)),
  },
  {
    ...onCargo,
    code: '167',
    text: 'UNLADING D/P REQUIRED FOR MOT',
    remedy: 'Send the port of unlading for goods that come by ocean vessel or air.',
    page: 140,
    fields: ['portOfUnlading'],
    mend: [UNLADING],
    found: ofHeader('20', 'portOfUnlading', (summary) => !summary.portOfUnlading && OCEAN_OR_AIR(summary)),
  },
  {
    ...onCargo,
    code: '176',
    text: 'CARRIER CODE MISSING',
    remedy: 'Send the code of the carrier for goods that come by ocean vessel or air.',
    page: 140,
    fields: ['carrierCode'],
    mend: [{ do: 'set', to: (summary: EntrySummary) => (AIR(summary) ? '*F' : 'ZZZZ') }],
    found: ofHeader('20', 'carrierScac', (summary) => !summary.carrierScac && OCEAN_OR_AIR(summary)),
  },
  {
    ...onCargo,
    code: '177',
    text: 'CARRIER CODE UNKNOWN',
    remedy: 'Use the SCAC of the carrier, two to four letters; ZZZZ where none can be had.',
    page: 140,
    fields: ['carrierCode'],
    mend: [{ do: 'set', to: 'ZZZZ' }],
    found: ofHeader('20', 'carrierScac', (summary) => {
      const { carrierScac: code } = summary;
      return Boolean(code) && !AIR(summary) && !/ /.test(code!) && !SCAC.test(code!);
    }),
  },
  {
    ...onCargo,
    code: '178',
    text: 'CARRIER CODE UNKNOWN FORMAT',
    remedy: 'Write the code of the carrier without spaces in it.',
    page: 39,
    fields: ['carrierCode'],
    mend: [{ do: 'set', to: 'ZZZZ' }],
    found: ofHeader('20', 'carrierScac', (summary) => !AIR(summary) && / /.test(summary.carrierScac?.trim() ?? '')),
  },
  {
    ...onCargo,
    code: '179',
    text: 'CARRIER NOT KNOWN IATA CODE',
    remedy: 'Use the two characters of IATA; *F, *U or *C where none can be had.',
    page: 144,
    fields: ['carrierCode'],
    mend: [{ do: 'set', to: '*F' }],
    found: ofHeader(
      '20',
      'carrierScac',
      (summary) => Boolean(summary.carrierScac) && AIR(summary) && !IATA.test(summary.carrierScac!),
    ),
  },
  {
    ...onCargo,
    code: '180',
    text: 'VESSEL CODE NOT ALLOWED FOR MOT',
    remedy: "Leave the Lloyd's code out: it is of ocean vessels (10, 11) alone.",
    page: 141,
    fields: ['vesselCode'],
    mend: [{ do: 'remove' }],
    found: ofHeader('20', 'vesselCode', (summary) => Boolean(summary.vesselCode) && !OCEAN(summary)),
  },
  {
    ...onCargo,
    code: '181',
    text: 'CONVEYANCE NAME MISSING',
    remedy: 'Send the name of the vessel.',
    page: 140,
    fields: ['conveyanceName'],
    mend: [{ do: 'set', to: 'NAME OF THE VESSEL' }],
    found: ofHeader('20', 'conveyanceName', (summary) => !summary.conveyanceName && OCEAN(summary)),
  },
  {
    ...onCargo,
    code: '172',
    text: 'FIRMS CODE UNKNOWN',
    remedy: 'Write the FIRMS code of the place: a letter and three letters or digits.',
    page: 39,
    fields: ['locationOfGoodsCode'],
    of: 'ordinary',
    mend: [{ do: 'set', to: 'U402' }],
    found: ofHeader(
      '20',
      'locationOfGoodsCode',
      ({ locationOfGoodsCode: code }) => Boolean(code) && !FIRMS.test(code!),
    ),
  },
  {
    ...onCargo,
    code: '173',
    text: 'FIRMS REQUIRED FOR ENTRY TYPE',
    remedy: 'Send the FIRMS code of the warehouse or of where the goods are.',
    page: 134,
    fields: ['locationOfGoodsCode'],
    of: 'ordinary',
    mend: [{ do: 'set', to: 'U402' }],
    found: ofHeader('20', 'locationOfGoodsCode', (summary) => !summary.locationOfGoodsCode && NEEDS_FIRMS(summary)),
  },
  {
    ...onHeader,
    code: 'B12',
    text: 'ENTRY FLR NOT = RLF PREPARER FLR',
    remedy: 'Name as preparer (block, columns 51 to 53) the filer of the entry, or leave columns 47 to 56 empty.',
    page: 'ACE error dictionary, July 2026',
    fields: ['entryFilerCode'],
    of: 'ordinary',
    mend: [{ do: 'set', at: '/preparerFiler', to: ({ filerCode }: EntrySummary) => filerCode }],
    found: ofHeader(
      '10',
      'filerCode',
      ({ preparerFiler, filerCode }) => Boolean(preparerFiler) && Boolean(filerCode) && preparerFiler !== filerCode,
    ),
  },
  {
    ...onCargo,
    code: '196',
    text: 'DSGNTD EXAM SITE NOT ALLOWED-NOT RLF',
    remedy:
      'Leave columns 48 to 51 empty: a port of examination is named in what is prepared elsewhere (block, columns 47 to 56).',
    page: 'ACE error dictionary, July 2026',
    fields: ['designatedExamPortCode'],
    mend: [{ do: 'remove' }],
    found: ofHeader(
      '20',
      'designatedExamPortCode',
      ({ designatedExamPortCode: port, processingFiler, preparerFiler }) =>
        Boolean(port) && Boolean(processingFiler) && !preparerFiler,
    ),
  },
  {
    ...onCargo,
    code: '194',
    text: 'DSGNTD EXAM SITE UNKNOWN',
    remedy: 'Use a port listed in Schedule D, or leave columns 48 to 51 empty.',
    page: 40,
    fields: ['designatedExamPortCode'],
    mend: [{ do: 'remove' }],
    found: ofHeader(
      '20',
      'designatedExamPortCode',
      ({ designatedExamPortCode: port }) => Boolean(port) && !isPort(port!),
    ),
  },
  {
    ...onManifest,
    code: '183',
    text: 'MANIFEST DETAIL REQUIRED FOR MOT',
    remedy: 'Report the bill of lading, air waybill or in-bond number.',
    page: 140,
    mend: [
      {
        do: 'set',
        to: (summary: EntrySummary) => [
          {
            componentType: 'M',
            issuer: AIR(summary) ? null : 'ZZZZ',
            billNumber: '260000101',
            recordIndex: null,
          },
        ],
      },
      { do: 'remove', at: '/manifests' },
      { do: 'remove', at: '/inBondDate' },
    ],
    found: (summary, context) => [
      ...ofHeader('22', 'bills', (one, known) => one.bills.length === 0 && needsManifest(one, known))(summary, context),
      ...incomplete(summary),
    ],
  },
  {
    ...onManifest,
    code: '184',
    text: 'MANIFEST DETAIL NOT ALLOWED W/O MOT',
    remedy: 'Send the mode of transportation, or leave the manifest out.',
    page: 146,
    mend: [
      { do: 'set', at: '/bills', to: [] },
      { do: 'remove', at: '/manifests' },
    ],
    found: ofHeader(
      '22',
      'bills',
      (summary) => summary.bills.length > 0 && !summary.modeOfTransport && !NEEDS_MODE(summary),
    ),
  },
  {
    ...onManifest,
    code: '258',
    text: 'MANIFEST QTY MUST BE > ZERO',
    remedy: 'Send the number of the smallest packages of the bill.',
    page: 148,
    fields: ['manifestedQuantity'],
    mend: [{ do: 'set', to: 1 }],
    found: ofEach(
      'manifests',
      ({ manifests }) => manifests,
      'manifestedQuantity',
      ({ manifestedQuantity: quantity }) => quantity === 0,
    ),
  },
  {
    ...onManifest,
    code: '259',
    text: 'MANIFEST QTY MISSING',
    remedy: 'Send the number of the smallest packages of the bill.',
    page: 148,
    fields: ['manifestedQuantity'],
    mend: [{ do: 'set', to: 1 }],
    found: ofEach(
      'manifests',
      ({ manifests }) => manifests,
      'manifestedQuantity',
      ({ manifestedQuantity: quantity }) => quantity === null,
    ),
  },
  {
    ...onManifest,
    code: '260',
    text: 'MANIFEST QTY UOM MISSING',
    remedy: 'Send the unit of the packages; PCS where the bill has several.',
    page: 148,
    fields: ['manifestedQuantityUnitOfMeasureCode'],
    mend: [{ do: 'set', to: 'PCS' }],
    found: ofEach(
      'manifests',
      ({ manifests }) => manifests,
      'manifestedQuantityUnitOfMeasureCode',
      ({ manifestedQuantityUnitOfMeasureCode: unit }) => !unit,
    ),
  },
  {
    ...onBill,
    code: 'A05',
    text: 'LOOP EXCEEDED-CARGO MANIFEST DETAILS',
    remedy: 'Name at most 999 shipments, each by its in-bond movement, master, house and sub-house bill.',
    page: 43,
    fields: ['manifestComponentTypeCode'],
    mend: [
      {
        do: 'set',
        at: '/bills',
        to: ({ bills }: EntrySummary, at: string) => bills.slice(0, Number(at.split('/')[2])),
      },
    ],
    found: shipmentsOverMuch,
  },
  {
    ...onBill,
    code: '186',
    text: 'MNFST CMPNT TYP MUST BE I, H, M, OR S',
    remedy: 'Use I for in-bond, M for master, H for house, S for sub-house bill.',
    page: 44,
    fields: ['manifestComponentTypeCode'],
    mend: [{ do: 'set', to: 'M' }],
    found: ofEach(
      'bills',
      ({ bills }) => bills,
      'componentType',
      ({ componentType }) => !['I', 'M', 'H', 'S'].includes(componentType),
    ),
  },
  {
    ...onBill,
    code: '187',
    text: 'MFST COMPONENTS OUT OF SEQ OR DUP',
    remedy: 'Within a manifest send in-bond number, master, house and sub-house bill in that order, each once.',
    page: 44,
    fields: ['manifestComponentTypeCode'],
    mend: [{ do: 'remove', at: '/manifests' }],
    found: (summary) =>
      (summary.manifests ?? []).flatMap(({ bills }) => {
        const places = bills.map((at) => ORDER.indexOf(summary.bills[at]?.componentType ?? ''));
        const wrong = places.findIndex((place, index) => index > 0 && place <= places[index - 1]!);
        const at = bills[wrong];
        return at === undefined
          ? []
          : [{ recordIndex: summary.bills[at]!.recordIndex, at: `/bills/${at}/componentType`, field: 'componentType' }];
      }),
  },
  {
    ...onBill,
    code: '322',
    text: 'MNFST CMPNT ID CANNOT CONTAIN SPEC CHAR',
    remedy: 'Use letters and digits only in the bill or in-bond number.',
    page: 44,
    fields: ['manifestComponentIdentifier'],
    mend: [
      {
        do: 'set',
        to: ({ bills }: EntrySummary, at: string) =>
          bills[Number(at.split('/')[2])]!.billNumber.replace(/[^A-Z0-9]/gi, '') || '1',
      },
    ],
    found: ofEach(
      'bills',
      ({ bills }) => bills,
      'billNumber',
      ({ billNumber }) => !/^[A-Z0-9 ]+$/.test(billNumber),
    ),
  },
  {
    ...onBill,
    code: 'WS2',
    text: 'ISSUER OF BILL MISSING',
    remedy: 'Send the SCAC of who issued the bill: of each bill by ocean vessel, of house bills by rail.',
    page: 148,
    fields: ['manifestComponentIssuerCode'],
    mend: [{ do: 'set', to: 'ZZZZ' }],
    found: ofBills(
      'issuer',
      ({ componentType, issuer }, summary) =>
        !issuer && (componentType === 'H' ? OCEAN(summary) || RAIL(summary) : componentType === 'M' && OCEAN(summary)),
    ),
  },
  {
    ...onBill,
    code: 'WS3',
    text: 'ISSUER OF BILL NOT ALLOWED',
    remedy:
      'Leave the issuer out: in-bond numbers, sub-house bills, what comes by air and masters of mail, road or pipeline have none.',
    page: 153,
    fields: ['manifestComponentIssuerCode'],
    mend: [{ do: 'set', to: null as never }],
    found: ofBills(
      'issuer',
      ({ componentType, issuer }, summary) =>
        Boolean(issuer) &&
        (componentType === 'I' || componentType === 'S' || AIR(summary) || (componentType === 'M' && OTHER(summary))),
    ),
  },
  {
    ...onBill,
    code: 'WS4',
    text: 'IN-BOND NUMBER NOT OF ITS FORM',
    remedy: 'Write nine digits, or three characters and eight digits.',
    page: 148,
    fields: ['manifestComponentIdentifier'],
    mend: [{ do: 'set', to: '123456789' }],
    found: ofBills(
      'billNumber',
      ({ componentType, billNumber }) => componentType === 'I' && !/^(\d{9}|[A-Z0-9]{3}\d{8})$/.test(billNumber),
    ),
  },
  {
    ...onCargo,
    code: '188',
    text: 'UNLAD DP CANNOT = ENTRY DP FOR INBOND',
    remedy: 'Goods that moved in bond are entered at another port than they were unladen at: correct one of the ports.',
    page: 155,
    fields: ['portOfUnlading'],
    mend: [{ do: 'set', to: ({ portOfEntry }: EntrySummary) => (portOfEntry === '4601' ? '2704' : '4601') }],
    found: ofHeader(
      '20',
      'portOfUnlading',
      (summary) =>
        claimsInBond(summary) && Boolean(summary.portOfUnlading) && summary.portOfUnlading === summary.portOfEntry,
    ),
  },
  {
    ...onCargo,
    code: '189',
    text: 'IN-BND/TRN DATE NOT A KNOWN DATE',
    remedy: 'Send an in-bond date that exists in the calendar.',
    page: 40,
    fields: ['inBondDate'],
    mend: [{ do: 'remove' }],
    found: ofHeader('20', 'inBondDate', ({ inBondDate }) => Boolean(inBondDate) && !isCustomsDate(inBondDate!)),
  },
  {
    ...onCargo,
    code: '190',
    text: 'IMPORT DATE CANNOT BE > IN-BND/TRN DATE',
    remedy: 'Correct the date of importation or of the in-bond movement.',
    page: 155,
    fields: ['inBondDate'],
    mend: [{ do: 'set', to: ({ importDate }: EntrySummary) => importDate }],
    found: ofHeader(
      '20',
      'inBondDate',
      ({ inBondDate, importDate }) => isKnown(inBondDate) && isKnown(importDate) && importDate! > inBondDate!,
    ),
  },
  {
    ...onCargo,
    code: '191',
    text: 'IN-BND/TRN DT CANNOT BE > EST ENTRY DT',
    remedy: 'Correct the estimated entry date or the date of the in-bond movement.',
    page: 155,
    fields: ['inBondDate'],
    mend: [{ do: 'set', to: ({ entryDate }: EntrySummary) => entryDate }],
    found: ofHeader(
      '20',
      'inBondDate',
      ({ inBondDate, entryDate, entryType }) =>
        isKnown(inBondDate) && isKnown(entryDate) && entryType !== '23' && inBondDate! > entryDate!,
    ),
  },
  {
    ...onCargo,
    code: '192',
    text: 'IN-BND/TRN DT CANNOT BE > 2 YRS IN PAST',
    remedy: 'Correct the date of the in-bond movement: it is no more than two years ago.',
    page: 155,
    fields: ['inBondDate'],
    mend: [{ do: 'set', to: ({ importDate, entryDate }: EntrySummary) => importDate ?? entryDate }],
    found: ofHeader(
      '20',
      'inBondDate',
      ({ inBondDate }, { today }) => isKnown(inBondDate) && addMonths(inBondDate!, IN_BOND_AGE_MONTHS) < today,
    ),
  },
  {
    ...onCargo,
    code: '261',
    text: "IN-BND/TRN DT REQ'D WITH IN-BND/TRN NBR",
    remedy: 'Send the date of the in-bond movement whose number is reported.',
    page: 40,
    fields: ['inBondDate'],
    mend: [{ do: 'set', to: ({ importDate, entryDate }: EntrySummary) => importDate ?? entryDate }],
    found: ofHeader('20', 'inBondDate', (summary) => claimsInBond(summary) && !summary.inBondDate),
  },
  {
    ...onCargo,
    code: '262',
    text: 'IN-BND/TRN DT NOT ALLOWED W/O IN-BND NBR',
    remedy: 'Report the in-bond number (23 record, I), or leave the date out.',
    page: 40,
    fields: ['inBondDate'],
    mend: [{ do: 'remove' }],
    found: ofHeader('20', 'inBondDate', (summary) => Boolean(summary.inBondDate) && !claimsInBond(summary)),
  },
  {
    record: '40',
    grouping: 'LINITM',
    code: '420',
    text: 'EXPORT DT CANNOT BE > IN-BND/TRN DT',
    remedy: 'Correct the date of export or of the in-bond movement.',
    page: 66,
    fields: ['dateOfExportation'],
    mend: [{ do: 'set', to: ({ inBondDate }: EntrySummary) => inBondDate }],
    found: ofLines(
      'exportDate',
      ({ exportDate }, { inBondDate }) => isKnown(exportDate) && isKnown(inBondDate) && exportDate! > inBondDate!,
    ),
  },
  {
    record: '40',
    grouping: 'LINITM',
    code: '428',
    text: 'FOREIGN PORT UNKNOWN',
    remedy: 'Write the five digits of Schedule K.',
    page: 66,
    fields: ['foreignPortOfLadingCode'],
    mend: [{ do: 'set', to: '57035' }],
    found: ofLines(
      'foreignPortOfLadingCode',
      ({ foreignPortOfLadingCode: port }) => Boolean(port) && !/^\d{5}$/.test(port!),
    ),
  },
  {
    record: '40',
    grouping: 'LINITM',
    code: '429',
    text: "FOREIGN PORT REQ'D FOR MOT",
    remedy: 'Send the port of lading in Schedule K for goods that come by vessel.',
    page: 140,
    fields: ['foreignPortOfLadingCode'],
    mend: [{ do: 'set', to: '57035' }],
    found: ofLines('foreignPortOfLadingCode', ({ foreignPortOfLadingCode: port }, summary) => !port && VESSEL(summary)),
  },
] as const satisfies readonly SummaryRule[];

function isKnown(date: string | null | undefined): boolean {
  return Boolean(date) && isCustomsDate(date!);
}

/** What a bill of the manifest lacks beside it, by mode and by the form of the in-bond number; null where nothing does (pp. ESF-148..155). */
function lackOf(bills: readonly Bill[], summary: EntrySummary): string | null {
  const has = (type: string): boolean => bills.some(({ componentType }) => componentType === type);
  const inBond = bills.find(({ componentType }) => componentType === 'I')?.billNumber.trim();
  const paperless = inBond !== undefined && (OTHER(summary) ? !/^\d{9}$/.test(inBond) : /^V/.test(inBond));
  if ((!OCEAN_OR_AIR(summary) && !paperless) || bills.some(({ componentType }) => !ORDER.includes(componentType)))
    return null;
  if (!has('M')) return 'The master bill of the others is missing.';
  return has('S') && !has('H') ? 'The house bill of the sub-house bill is missing.' : null;
}

/** Manifests whose bills do not go together, and those without the in-bond number where another has it. */
function incomplete(summary: EntrySummary): SummaryFinding[] {
  if (!MODES_OF_TRANSPORT.has(summary.modeOfTransport ?? '')) return [];
  const all = summary.manifests ?? [{ bills: summary.bills.map((_, at) => at), recordIndex: null }];
  return all.flatMap(({ bills: places, recordIndex }) => {
    const bills = places.flatMap((at) => summary.bills[at] ?? []);
    if (bills.length === 0) return [];
    const isBonded = bills.some(({ componentType }) => componentType === 'I');
    const detail = claimsInBond(summary) && !isBonded ? 'The in-bond number is missing.' : lackOf(bills, summary);
    if (detail === null) return [];
    return [{ recordIndex: recordIndex ?? summary.records['10'] ?? null, at: '/bills', field: 'bills', detail }];
  });
}

/** A consolidated express summary reports its bills where it likes (p. ESF-188), and a consolidated one names releases instead. */
function needsManifest(summary: EntrySummary, context: RuleContext): boolean {
  return OCEAN_OR_AIR(summary) && !isExpress(summary) && !staysConsolidated(summary, context);
}
