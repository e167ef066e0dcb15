import { addMonths, entryCheckDigit, isFilerCode } from '#kernel';
import { type BookRule, type Filing, type FilingContext, type Finding, type Mend, ofBills, ofHeader } from './rule';

/** Types of entries into a bonded warehouse. */
const WAREHOUSE_TYPES: readonly string[] = ['21', '22'];
const RE_WAREHOUSE = '22';
/** Years after importation that goods may stay in a bonded warehouse (guide p. SE-39 note 3; 19 CFR 144.5). */
const YEARS = 5;
/** Of a facility: a letter and three letters or digits. */
export const FIRMS = /^[A-Z][A-Z0-9]{3}$/;
const BONDED_WAREHOUSE = '04';
/** Facility type 04, in the port of entry or recognised there, and active; as far as facilities are looked up (guide p. SE-39 note 2). */
const faultOfWarehouse = (
  { bondedWarehouse: code, plannedPortOfEntry: port }: Filing,
  { facility }: FilingContext,
): boolean | string => {
  if (!code) return false;
  if (!FIRMS.test(code)) return true;
  if (facility === undefined) return false;
  const found = facility(code);
  if (found === null) return `No active facility is on file under ${code}.`;
  if (found.type !== BONDED_WAREHOUSE) return `${code} is of type ${found.type}, no bonded warehouse.`;
  return port !== null && !found.ports.includes(port) ? `${code} is not at port ${port}.` : false;
};

/** Where SE11 lacks, its fault is told at SE10. */
const ofSe11 = (at: string, isBroken: (filing: Filing, context: FilingContext) => boolean | string) => {
  const found = ofHeader('SE11', at, isBroken);
  return (filing: Filing, context: FilingContext): readonly Finding[] =>
    found(filing, context).map((finding) =>
      filing.records.SE11 === null && filing.records.SE10 !== null
        ? { ...finding, recordIndex: filing.records.SE10, record: 'SE10' }
        : finding,
    );
};

const isWarehouse = ({ entryType }: Filing): boolean => WAREHOUSE_TYPES.includes(entryType ?? '');
const isReWarehouse = ({ entryType }: Filing): boolean => entryType === RE_WAREHOUSE;
const originatingKey = ({ originatingEntry }: Filing): string =>
  originatingEntry ? originatingEntry.filerCode + originatingEntry.entryNumber : '';

/** Whether immediate delivery is asked for in so many words (SE11 column 80). */
export const asksForImmediateDelivery = ({ immediateDelivery }: Pick<Filing, 'immediateDelivery'>): boolean =>
  immediateDelivery === 'Y';

/** A goods' own entry is not the one they come from. */
const isSoundOrigin = (
  { originatingEntry, filerCode, entryNumber: own }: Filing,
  { checkDigitOffset }: FilingContext,
): boolean => {
  const { filerCode: filer = '', entryNumber = '' } = originatingEntry ?? {};
  if (!isFilerCode(filer) || !/^\d{8}$/.test(entryNumber)) return false;
  if (filer === filerCode && entryNumber === own) return false;
  const offset = filer === filerCode ? checkDigitOffset : 0;
  return entryCheckDigit(filer, entryNumber.slice(0, 7), offset) === Number(entryNumber[7]);
};

/** The number with its right check digit, where it has seven digits. */
const soundOrigin = ({ originatingEntry, filerCode, entryNumber }: Filing, _at: string, context: FilingContext) => {
  const filer = isFilerCode(originatingEntry?.filerCode ?? '') ? originatingEntry!.filerCode : filerCode;
  const named =
    filer === filerCode && originatingEntry?.entryNumber === entryNumber ? '1' : originatingEntry?.entryNumber;
  const serial = (named ?? '').replace(/\D/g, '').slice(0, 7).padStart(7, '0');
  return serial + entryCheckDigit(filer, serial, filer === filerCode ? context.checkDigitOffset : 0);
};
const ORIGIN: readonly Mend[] = [
  {
    do: 'set',
    at: '/originatingEntry',
    to: (filing: Filing, at: string, context: FilingContext) => ({
      filerCode: isFilerCode(filing.originatingEntry?.filerCode ?? '')
        ? filing.originatingEntry!.filerCode
        : filing.filerCode,
      entryNumber: soundOrigin(filing, at, context),
    }),
  },
];
const REMOVED: readonly Mend[] = [{ do: 'remove' }];

/** Rules for SE11 columns 45-80: general order, bonded warehouse, originating entry, immediate delivery. */
export const WAREHOUSE_RULES = [
  {
    code: 'PA0',
    text: 'BONDED WAREHOUSE MISSING',
    remedy: 'Send the FIRMS code of the bonded warehouse (SE11 columns 65-68): types 21 and 22 need it.',
    page: 35,
    record: 'SE11',
    fields: ['bondedWarehouseCode'],
    mend: [{ do: 'set', at: '/bondedWarehouse', to: 'W123' }],
    found: ofSe11('bondedWarehouse', (filing) => isWarehouse(filing) && !filing.bondedWarehouse),
  },
  {
    code: 'PA1',
    text: 'INVALID BONDED WAREHOUSE',
    remedy: 'Send the FIRMS code of a bonded warehouse at the port of entry: four characters, a letter first.',
    page: 39,
    record: 'SE11',
    fields: ['bondedWarehouseCode'],
    mend: [{ do: 'set', at: '/bondedWarehouse', to: 'W123' }],
    found: ofSe11('bondedWarehouse', faultOfWarehouse),
  },
  {
    code: 'PA2',
    text: 'BONDED WAREHOUSE IS FOR TYPES 21 AND 22',
    remedy: 'Leave SE11 columns 65-68 empty; the location of the goods stands in columns 12-15.',
    page: 38,
    record: 'SE11',
    fields: ['bondedWarehouseCode'],
    mend: REMOVED,
    found: ofSe11('bondedWarehouse', (filing) => Boolean(filing.bondedWarehouse) && !isWarehouse(filing)),
  },
  {
    code: 'PA3',
    text: 'ORIGINATING WAREHOUSE ENTRY MISSING',
    remedy: 'Send filer code and number of the entry the goods come from (SE11 columns 69-79): type 22 needs it.',
    page: 36,
    record: 'SE11',
    fields: ['originatingWarehouseEntryFilerCode', 'originatingWarehouseEntryNumber'],
    mend: ORIGIN,
    found: ofSe11('originatingEntry', (filing) => isReWarehouse(filing) && !filing.originatingEntry),
  },
  {
    code: 'PA4',
    text: 'INVALID ORIGINATING WAREHOUSE ENTRY',
    remedy: 'Send the filer code, seven digits and the right check digit of another entry than this.',
    page: 39,
    record: 'SE11',
    fields: ['originatingWarehouseEntryFilerCode', 'originatingWarehouseEntryNumber'],
    mend: ORIGIN,
    found: ofSe11(
      'originatingEntry',
      (filing, context) => filing.originatingEntry !== undefined && !isSoundOrigin(filing, context),
    ),
  },
  {
    code: 'PA5',
    text: 'ORIGINATING ENTRY IS FOR TYPE 22 ONLY',
    remedy: 'Leave SE11 columns 69-79 empty.',
    page: 36,
    record: 'SE11',
    fields: ['originatingWarehouseEntryFilerCode', 'originatingWarehouseEntryNumber'],
    mend: REMOVED,
    found: ofSe11('originatingEntry', (filing) => filing.originatingEntry !== undefined && !isReWarehouse(filing)),
  },
  {
    code: 'PA6',
    text: 'ORIGINATING ENTRY NOT OF TYPE 21 OR 22',
    remedy: 'Name the warehouse entry under which the goods came into the warehouse they leave.',
    page: 38,
    record: 'SE11',
    fields: ['originatingWarehouseEntryNumber'],
    found: ofSe11('originatingEntry', (filing, { originating }) => {
      if (!filing.originatingEntry) return false;
      const onFile = originating?.(originatingKey(filing));
      return onFile !== undefined && !WAREHOUSE_TYPES.includes(onFile.entryType ?? '')
        ? `It is on file as type ${onFile.entryType}.`
        : false;
    }),
  },
  {
    code: 'PA7',
    text: 'IMPORTED MORE THAN FIVE YEARS AGO',
    remedy: 'Goods stay in a bonded warehouse for five years from importation: enter, export or destroy them.',
    page: 39,
    record: 'SE11',
    fields: ['originatingWarehouseEntryNumber'],
    found: ofSe11('originatingEntry', (filing, { originating, today }) => {
      if (!isReWarehouse(filing)) return false;
      const imported = originating?.(originatingKey(filing))?.importDate ?? null;
      return imported !== null && addMonths(imported, 12 * YEARS) < today
        ? `They were imported on ${imported}.`
        : false;
    }),
  },
  {
    code: 'PA8',
    text: 'INVALID IMMEDIATE DELIVERY INDICATOR',
    remedy: 'Send Y to ask for immediate delivery; N or nothing where you do not.',
    page: 39,
    record: 'SE11',
    fields: ['immediateDeliveryIndicator'],
    mend: REMOVED,
    found: ofSe11('immediateDelivery', ({ immediateDelivery }) =>
      Boolean(immediateDelivery && !['Y', 'N'].includes(immediateDelivery)),
    ),
  },
  {
    code: 'PA9',
    text: 'NO IMMEDIATE DELIVERY INTO A WAREHOUSE',
    remedy: 'Leave SE11 column 80 empty: goods that go into a warehouse are not delivered at once.',
    page: 41,
    record: 'SE11',
    fields: ['immediateDeliveryIndicator'],
    mend: REMOVED,
    found: ofSe11('immediateDelivery', (filing) => asksForImmediateDelivery(filing) && isWarehouse(filing)),
  },
  {
    code: 'PB0',
    text: 'IMMEDIATE DELIVERY NEEDS A BOND',
    remedy: 'Name the bond of the entry (SE10 column 39), or do not ask for immediate delivery.',
    page: 41,
    record: 'SE11',
    fields: ['immediateDeliveryIndicator'],
    mend: REMOVED,
    found: ofSe11(
      'immediateDelivery',
      (filing) => asksForImmediateDelivery(filing) && !['8', '9'].includes(filing.bondType ?? ''),
    ),
  },
  {
    code: 'PN6',
    text: 'RELEASE IN PARTS NOT ALLOWED',
    remedy:
      'Send split shipment release code 1 or none: release in parts is immediate delivery, which needs a bond and is not into a warehouse.',
    page: 41,
    record: 'SE10',
    fields: ['splitShipmentReleaseCode'],
    mend: REMOVED,
    found: ofHeader(
      'SE10',
      'splitShipment',
      (filing) => filing.splitShipment === '2' && (isWarehouse(filing) || filing.bondType === '0'),
    ),
  },
  {
    code: 'PB1',
    text: 'GENERAL ORDER NEEDS NON-AMS BILLS',
    remedy: 'Set the non-AMS indicator to Y and send SE16, or leave the general order number out (SE11).',
    page: 48,
    record: 'SE15',
    fields: ['nonAmsIndicator'],
    mend: [{ do: 'remove', at: '/generalOrderNumber' }],
    found: ofBills(
      'nonAms',
      ({ billType, nonAms }, { generalOrderNumber }) => Boolean(generalOrderNumber) && billType !== 'I' && !nonAms,
    ),
  },
] as const satisfies readonly BookRule[];

type Rules = typeof WAREHOUSE_RULES;

/** The rules above on an entry as an update leaves it. */
export const judgeWarehouse = (
  filing: Filing,
  context: FilingContext,
): (Finding & { readonly code: Rules[number]['code']; readonly record: string })[] =>
  WAREHOUSE_RULES.flatMap(({ code, record, found }) =>
    found(filing, context).map((finding) => ({ code, record, ...finding })),
  );
