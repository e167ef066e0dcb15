import { addDays, addMonths, daysBetween, isCustomsDate, isFilerCode } from '#kernel';
import { isPort } from '#reference';
import type { AssociatedEntry, EntrySummary } from '../summary-on-file/summary.model';
import { ofHeader, type RuleContext, type SummaryFinding, type SummaryRule, typeIs } from './rule';

type Warehouse = NonNullable<EntrySummary['warehouse']>;

/** Types that name the warehouse entry whose goods they take (30 record). */
export const takesFromWarehouse = typeIs('22', '31', '32', '34', '38');
const WAREHOUSE_TYPES = ['21', '22'];
/** Goods stay in a warehouse for five years from importation (p. ESF-178; 19 CFR 144.5). */
const MONTHS = 60;
/** The guide's two forms of a zone's identifier (11 record, note 3, pp. ESF-37, 38). */
const ZONE = /^\d{3}([A-Z0-9]{6}|[A-Z0-9]{2}(\d{2})?)$/;
const TIB_MONTHS = 12;
const SIX_MONTHS_NUMBER = '98130075';

export const associatedKey = ({ warehouse }: EntrySummary): string | null => {
  const { associatedWarehouseEntryFilerCode: filer, associatedWarehouseEntryNumber: number } = warehouse ?? {};
  return filer && number ? filer + number : null;
};

const onWarehouse = { record: '30', grouping: 'SUMMRY' } as const;
const onContent = { record: '11', grouping: 'SUMMRY' } as const;
const onZone = { record: '41', grouping: 'LINITM' } as const;

const placeOf = (summary: EntrySummary, field: keyof Warehouse): SummaryFinding => ({
  recordIndex: summary.warehouse?.recordIndex ?? summary.records['10'] ?? null,
  at: `/warehouse/${field}`,
  field,
});

/** A field of the 30 record, for types that take goods from a warehouse. */
const ofWarehouse =
  (field: keyof Warehouse, isBroken: (value: string | null, summary: EntrySummary) => boolean): SummaryRule['found'] =>
  (summary) => {
    if (!takesFromWarehouse(summary)) return [];
    const value = (summary.warehouse?.[field] ?? null) as string | null;
    return isBroken(value, summary) ? [placeOf(summary, field)] : [];
  };

/** The warehouse entry as it is on file; nothing is said where nobody looked. */
const ofAssociated =
  (isBroken: (entry: AssociatedEntry, summary: EntrySummary, context: RuleContext) => boolean | string) =>
  (summary: EntrySummary, context: RuleContext): readonly SummaryFinding[] => {
    const key = associatedKey(summary);
    const entry = key !== null && takesFromWarehouse(summary) ? context.associated?.(key) : undefined;
    const broken = entry ? isBroken(entry, summary, context) : false;
    if (broken === false) return [];
    const place = placeOf(summary, 'associatedWarehouseEntryNumber');
    return [broken === true ? place : { ...place, detail: broken }];
  };

const isOwn = (summary: EntrySummary): boolean => associatedKey(summary) === summary.filerCode + summary.entryNumber;

const zoneField =
  (
    field: 'status' | 'privilegedFilingDate' | 'quantity',
    isBroken: (
      zone: NonNullable<EntrySummary['lines'][number]['zone']> | undefined,
      isZone: boolean,
      summary: EntrySummary,
      context: RuleContext,
    ) => boolean | string,
  ): SummaryRule['found'] =>
  (summary, context) =>
    summary.lines.flatMap(({ zone, recordIndex, lineNumber }, index) => {
      const broken = isBroken(zone, summary.entryType === '06', summary, context);
      if (broken === false) return [];
      const place = {
        recordIndex: zone?.recordIndex ?? recordIndex,
        at: `/lines/${index}/zone/${field}`,
        field,
        lineNumber,
      };
      return [broken === true ? place : { ...place, detail: broken }];
    });

/** No zone was there before the Foreign-Trade Zones Act (19 U.S.C. 81a ff.). */
const FIRST_ZONE_DAY = '1934-06-18';

/** Why goods cannot have been given privileged status on that day: its rates would be theirs (usage note (j)). */
function wrongStatusDay(day: string, { entryDate }: EntrySummary, today: string): string | false {
  if (!isDay(day)) return 'The calendar has no such day.';
  if (day < FIRST_ZONE_DAY) return 'There were no zones then.';
  const entered = entryDate !== null && isDay(entryDate) && entryDate < today ? entryDate : today;
  return day > entered && `It is after ${entered}.`;
}

/** Warehouse, re-warehouse and withdrawal (usage note (bb)), foreign trade zone and temporary importation. */
export const WAREHOUSE_RULES = [
  {
    ...onWarehouse,
    code: '163',
    text: 'WHRSE WITHDRWL INFO NOT ALLOWED',
    remedy: 'Leave the 30 record out: re-warehouse entries (22) and withdrawals (31, 32, 34, 38) alone have one.',
    page: 134,
    mend: [{ do: 'remove', at: '/warehouse' }],
    found: (summary) =>
      summary.warehouse && !takesFromWarehouse(summary) ? [placeOf(summary, 'associatedWarehouseEntryNumber')] : [],
  },
  {
    ...onWarehouse,
    code: '293',
    text: 'ASSOC WRHSE FILER CODE MISSING',
    remedy: 'Send the filer code of the warehouse entry that the goods are taken from.',
    page: 48,
    fields: ['associatedWarehouseEntryFilerCode'],
    mend: [{ do: 'set', to: ({ filerCode }: EntrySummary) => filerCode }],
    found: ofWarehouse('associatedWarehouseEntryFilerCode', (value) => !isFilerCode(value ?? '')),
  },
  {
    ...onWarehouse,
    code: '294',
    text: 'ASSOC WRHSE ENTRY NUMBER MISSING',
    remedy: 'Send the number of the warehouse entry that the goods are taken from.',
    page: 48,
    fields: ['associatedWarehouseEntryNumber'],
    found: ofWarehouse('associatedWarehouseEntryNumber', (value) => !value),
  },
  {
    ...onWarehouse,
    code: '295',
    text: 'ASSOC WRHSE ENTRY DIST/PORT MISSING',
    remedy: 'Send the port of the warehouse entry that the goods are taken from.',
    page: 48,
    fields: ['associatedWarehouseEntryPort'],
    mend: [
      {
        do: 'set',
        to: (summary: EntrySummary, _at: string, { associated }: RuleContext) =>
          associated?.(associatedKey(summary) ?? '')?.portOfEntry ?? summary.portOfEntry,
      },
    ],
    found: ofWarehouse('associatedWarehouseEntryPort', (value) => !value || !isPort(value)),
  },
  {
    ...onWarehouse,
    code: '296',
    text: 'FINAL WRHSE WITHDRAWAL IND MUST BE Y',
    remedy: 'Send Y for the final withdrawal, or leave column 21 empty.',
    page: 48,
    fields: ['finalWarehouseWithdrawalIndicator'],
    mend: [{ do: 'remove' }],
    found: ofWarehouse('finalWarehouseWithdrawalIndicator', (value) => Boolean(value) && value !== 'Y'),
  },
  {
    ...onContent,
    code: '297',
    text: 'IMPORT DATE NOT ALLOWED ON RE-WAREHOUSE',
    remedy: 'Leave the import date out: that of the first warehouse entry stays.',
    page: 178,
    fields: ['dateOfImportation'],
    mend: [{ do: 'remove' }],
    found: ofHeader('11', 'importDate', ({ importDate, entryType }) => entryType === '22' && importDate !== null),
  },
  {
    ...onWarehouse,
    code: '298',
    text: 'ASSOC WRHSE ENTRY NOT FOUND ON FILE',
    remedy: 'Correct the number of the warehouse entry, or file its summary first.',
    page: 178,
    fields: ['associatedWarehouseEntryNumber'],
    found: ofAssociated((entry, summary) => entry.state === 'unknown' && !isOwn(summary)),
  },
  {
    ...onWarehouse,
    code: '299',
    text: 'ASSOC WRHSE ENTRY NOT A WRHSE ENTRY',
    remedy: 'Name an entry of type 21 or 22.',
    page: 178,
    fields: ['associatedWarehouseEntryNumber'],
    found: ofAssociated(
      ({ entryType, state }, summary) =>
        state === 'on file' && !isOwn(summary) && !WAREHOUSE_TYPES.includes(entryType ?? ''),
    ),
  },
  {
    ...onWarehouse,
    code: '300',
    text: 'ASSOC WRHSE ENTRY DIST/PORT MISMATCH',
    remedy: 'Send the port of entry of the warehouse entry.',
    page: 178,
    fields: ['associatedWarehouseEntryPort'],
    mend: [
      {
        do: 'set',
        at: '/warehouse/associatedWarehouseEntryPort',
        to: (summary: EntrySummary, _at: string, { associated }: RuleContext) =>
          associated?.(associatedKey(summary) ?? '')?.portOfEntry ?? null,
      },
    ],
    found: ofAssociated(({ entryType, portOfEntry, state }, { warehouse }) =>
      state === 'on file' &&
      WAREHOUSE_TYPES.includes(entryType ?? '') &&
      warehouse?.associatedWarehouseEntryPort &&
      portOfEntry !== warehouse?.associatedWarehouseEntryPort
        ? `It was entered at ${portOfEntry}.`
        : false,
    ),
  },
  {
    ...onWarehouse,
    code: '303',
    text: 'ASSOC WRHSE ENTRY HAS BEEN CANCELLED',
    remedy: 'Name the warehouse entry that the goods are in: this one was deleted.',
    page: 178,
    fields: ['associatedWarehouseEntryNumber'],
    found: ofAssociated(({ state }, summary) => state === 'deleted' && !isOwn(summary)),
  },
  {
    ...onWarehouse,
    code: '304',
    text: 'ASSOC WRHSE ENTRY PERIOD HAS EXPIRED',
    remedy:
      'Goods stay in a bonded warehouse for five years from importation: export or destroy them, or ask the port.',
    page: 178,
    fields: ['associatedWarehouseEntryNumber'],
    found: ofAssociated(({ importDate, state }, { entryDate }, { today }) =>
      state === 'on file' &&
      isDay(importDate) &&
      addMonths(importDate!, MONTHS) < (isDay(entryDate) ? entryDate! : today)
        ? `They were imported on ${importDate}.`
        : false,
    ),
  },
  {
    ...onWarehouse,
    code: '307',
    text: 'ASSOC WRHSE ENT NBR CANNOT = WD ENT NBR',
    remedy: 'Name the warehouse entry, not the one that takes its goods.',
    page: 178,
    fields: ['associatedWarehouseEntryNumber'],
    found: (summary) =>
      takesFromWarehouse(summary) && isOwn(summary) ? [placeOf(summary, 'associatedWarehouseEntryNumber')] : [],
  },
  {
    ...onWarehouse,
    code: '321',
    text: 'WRHSE/WD PRELIM STMT PRINT DT CONFLICT',
    remedy: 'Choose a statement date that is not before that of the warehouse entry.',
    page: 'ACE error dictionary, July 2026',
    fields: ['associatedWarehouseEntryNumber'],
    mend: [
      {
        do: 'set',
        at: '/statementDate',
        to: (summary: EntrySummary, _at: string, { associated }: RuleContext) =>
          associated?.(associatedKey(summary) ?? '')?.statementDate ?? summary.statementDate,
      },
    ],
    found: ofAssociated(({ statementDate, state }, summary) =>
      state === 'on file' &&
      isDay(statementDate) &&
      isDay(summary.statementDate) &&
      summary.statementDate! < statementDate!
        ? `That is ${statementDate}.`
        : false,
    ),
  },
  {
    ...onContent,
    code: '136',
    text: 'FTZ IDENTIFIER NOT ALLOWED FOR ENT TYPE',
    remedy: 'Leave columns 63 to 71 empty: entries from a foreign trade zone (06) alone name one.',
    page: 134,
    fields: ['foreignTradeZoneIdentifier'],
    mend: [{ do: 'remove' }],
    found: ofHeader(
      '11',
      'foreignTradeZoneIdentifier',
      ({ foreignTradeZoneIdentifier: zone, entryType }) => Boolean(zone) && entryType !== '06',
    ),
  },
  {
    ...onContent,
    code: '288',
    text: 'FTZ IDENTIFIER MISSING',
    remedy: 'Name the foreign trade zone that the goods come from.',
    page: 134,
    fields: ['foreignTradeZoneIdentifier'],
    mend: [{ do: 'set', to: '02600A001' }],
    found: ofHeader(
      '11',
      'foreignTradeZoneIdentifier',
      ({ foreignTradeZoneIdentifier: zone, entryType }) => !zone && entryType === '06',
    ),
  },
  {
    ...onContent,
    code: '289',
    text: 'FTZ IDENTIFIER UNKNOWN',
    remedy: 'Write three digits of the zone, then six characters (or, of old, two or four) of subzone and site.',
    page: 37,
    fields: ['foreignTradeZoneIdentifier'],
    mend: [{ do: 'set', to: '02600A001' }],
    found: ofHeader(
      '11',
      'foreignTradeZoneIdentifier',
      ({ foreignTradeZoneIdentifier: zone, entryType }) => Boolean(zone) && entryType === '06' && !ZONE.test(zone!),
    ),
  },
  {
    ...onZone,
    code: '670',
    text: 'FTZ STATUS CODE MISSING',
    remedy: 'Say whether the goods are privileged foreign (P), non-privileged foreign (N) or domestic (D).',
    page: 72,
    fields: ['zoneStatusCode'],
    mend: [{ do: 'set', to: 'N' }],
    found: zoneField('status', (zone, isZone) => isZone && !zone?.status),
  },
  {
    ...onZone,
    code: '671',
    text: 'FTZ STATUS CODE UNKNOWN',
    remedy: 'Use P, N or D.',
    page: 72,
    fields: ['zoneStatusCode'],
    mend: [{ do: 'set', to: 'N' }],
    found: zoneField('status', (zone, isZone) => isZone && Boolean(zone?.status) && !/^[PND]$/.test(zone!.status!)),
  },
  {
    ...onZone,
    code: '672',
    text: 'FTZ FILING DATE NOT ALLOWED FOR ENT TYPE',
    remedy: 'Leave the 41 record out: entries from a foreign trade zone (06) alone have one.',
    page: 72,
    fields: ['privilegedFilingDate'],
    mend: [{ do: 'remove', at: '..' }],
    found: zoneField('privilegedFilingDate', (zone, isZone) => !isZone && Boolean(zone?.privilegedFilingDate)),
  },
  {
    ...onZone,
    code: '673',
    text: 'FTZ FILING DATE NOT ALLOWED FOR STATUS',
    remedy: 'Leave the date empty: privileged foreign goods (P) alone have one.',
    page: 72,
    fields: ['privilegedFilingDate'],
    mend: [{ do: 'set', to: null as never }],
    found: zoneField(
      'privilegedFilingDate',
      (zone, isZone) => isZone && /^[ND]$/.test(zone?.status ?? '') && Boolean(zone?.privilegedFilingDate),
    ),
  },
  {
    ...onZone,
    code: '674',
    text: 'FTZ FILING DATE MISSING',
    remedy: 'Send the day on which the privileged foreign status was filed.',
    page: 72,
    fields: ['privilegedFilingDate'],
    mend: [{ do: 'set', at: '../status', to: 'N' }],
    found: zoneField(
      'privilegedFilingDate',
      (zone, isZone) => isZone && zone?.status === 'P' && !zone.privilegedFilingDate,
    ),
  },
  {
    ...onZone,
    code: '675',
    text: 'FTZ FILING DATE UNKNOWN',
    remedy: 'Send the day on which the status was filed, not after entry or today.',
    page: 72,
    fields: ['privilegedFilingDate'],
    mend: [
      { do: 'set', to: null as never },
      { do: 'set', at: '../status', to: 'N' },
    ],
    found: zoneField(
      'privilegedFilingDate',
      (zone, isZone, summary, { today }) =>
        isZone &&
        zone?.status === 'P' &&
        Boolean(zone.privilegedFilingDate) &&
        wrongStatusDay(zone.privilegedFilingDate!, summary, today),
    ),
  },
  {
    ...onZone,
    code: '678',
    text: 'FTZ STATUS CODE NOT ALLOWED FOR ENT TYPE',
    remedy: 'Leave the 41 record out: entries from a foreign trade zone (06) alone have one.',
    page: 134,
    fields: ['zoneStatusCode'],
    mend: [{ do: 'remove', at: '..' }],
    found: zoneField('status', (zone, isZone) => !isZone && Boolean(zone?.status)),
  },
  {
    ...onZone,
    code: '680',
    text: 'FTZ LINE QTY NOT ALLOWED FOR ENT TYPE',
    remedy: 'Leave the 41 record out: entries from a foreign trade zone (06) alone have one.',
    page: 134,
    fields: ['lineItemQuantity'],
    mend: [{ do: 'remove', at: '..' }],
    found: zoneField('quantity', (zone, isZone) => !isZone && zone !== undefined && zone.quantity !== null),
  },
  {
    ...onZone,
    code: '681',
    text: 'FTZ LINE QTY MISSING',
    remedy: 'Send how many units of the line leave the zone.',
    page: 72,
    fields: ['lineItemQuantity'],
    mend: [{ do: 'set', to: 1 }],
    found: zoneField('quantity', (zone, isZone) => isZone && (zone === undefined || zone.quantity === null)),
  },
  {
    ...onZone,
    code: '683',
    text: 'FTZ LINE QTY MUST BE GT ZERO',
    remedy: 'Send how many units of the line leave the zone.',
    page: 72,
    fields: ['lineItemQuantity'],
    mend: [{ do: 'set', to: 1 }],
    found: zoneField('quantity', (zone, isZone) => isZone && zone?.quantity === 0),
  },
  {
    ...onContent,
    code: '760',
    text: 'TIB PERIOD HAS EXPIRED',
    remedy: 'File within twelve months of importation (six for 9813.00.75), or enter the goods for consumption.',
    page: 159,
    fields: ['dateOfImportation'],
    of: 'ordinary',
    found: ofHeader('11', 'importDate', ({ entryType, importDate, lines }, { today, existing }) => {
      if (entryType !== '23' || !isDay(importDate) || existing?.control === 'cbp') return false;
      const short = lines.some(({ tariffs }) =>
        tariffs.some(({ hts }) => hts.replace(/\D/g, '').startsWith(SIX_MONTHS_NUMBER)),
      );
      const last = addMonths(importDate!, short ? 6 : TIB_MONTHS);
      return last < today ? `The last day was ${last}.` : false;
    }),
  },
  {
    ...onContent,
    code: '124',
    text: 'EST ENTRY DATE MISSING',
    remedy: 'Send the estimated entry date of the re-warehouse entry or withdrawal.',
    page: 134,
    fields: ['estimatedEntryDate'],
    mend: [{ do: 'set', to: (_: EntrySummary, _at: string, { today }: RuleContext) => today }],
    found: ofHeader('11', 'entryDate', (summary) => summary.entryDate === null && takesFromWarehouse(summary)),
  },
  {
    ...onContent,
    code: '127',
    text: 'IMPORT DATE MISSING',
    remedy:
      'Send the date of importation: of warehoused or temporarily imported goods, and where a trade agreement is reconciled.',
    page: 134,
    fields: ['dateOfImportation'],
    mend: [{ do: 'set', to: (_: EntrySummary, _at: string, { today }: RuleContext) => today }],
    found: ofHeader(
      '11',
      'importDate',
      ({ importDate, entryType, indicators }) =>
        importDate === null &&
        (entryType === '21' || entryType === '23' || indicators?.tradeAgreementReconciliationIndicator === 'Y'),
    ),
  },
  {
    ...onContent,
    code: 'W74',
    text: 'IMPORT DATE NOT BEFORE DATE OF THE RATES',
    remedy:
      'Correct the date of importation: goods come before the day whose rates a warehouse entry is classified by.',
    page: 177,
    fields: ['dateOfImportation'],
    mend: [{ do: 'set', to: (_: EntrySummary, _at: string, { due }: RuleContext) => addDays(due.rateDate, -1) }],
    found: ofHeader('11', 'importDate', ({ importDate, entryType }, { due }) =>
      entryType === '21' && isDay(importDate) && importDate! >= due.rateDate ? `That day is ${due.rateDate}.` : false,
    ),
  },
  {
    ...onContent,
    code: 'WS1',
    text: 'DATE OF THE RATES OVER 90 DAYS AHEAD',
    remedy: 'Correct the estimated entry date: the rates of a day more than ninety days ahead are not known.',
    page: 159,
    fields: ['estimatedEntryDate'],
    mend: [{ do: 'set', to: (_: EntrySummary, _at: string, { today }: RuleContext) => today }],
    found: ofHeader(
      '11',
      'entryDate',
      ({ entryDate }, { today }) => isDay(entryDate) && entryDate! > today && daysBetween(today, entryDate!) > 90,
    ),
  },
] as const satisfies readonly SummaryRule[];

function isDay(date: string | null | undefined): boolean {
  return Boolean(date) && isCustomsDate(date!);
}
