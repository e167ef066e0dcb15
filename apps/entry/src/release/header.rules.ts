import {
  addDays,
  entryCheckDigit,
  isCustomsDate,
  isFilerCode,
  parseImporterNumber,
  type ImporterQualifier,
} from '#kernel';
import { acceptsEntryType, ENTRY_TYPES, isPort, MODES_OF_TRANSPORT } from '#reference';
import { documentReferencesIn, referenceOf } from './release.model';
import {
  type BookRule,
  type Filing,
  type FilingContext,
  isWhole,
  LOW_VALUE,
  type Mend,
  ofHeader,
  VALUE_LIMITS,
  valueOfLines,
} from './rule';

const RULES_2014 = 'SE input validation rules, edition of 4 January 2014';
const ACTIONS = ['A', 'R', 'U', 'D'];
const IMPORTER_TYPES: readonly string[] = ['EI', 'ANI', '34'] satisfies ImporterQualifier[];
const PORT_REQUIRED = ['02', '06', '07', '12', '21', '22', '23', LOW_VALUE];
const UNLADING_REQUIRED = ['50', '60', '70'];
const BOND_TYPES = ['0', '8', '9'];
const ELECTION_DAYS = 7;
const FIRMS = /^[A-Z0-9]{4}$/;
/** By its form, and where facilities are looked up by the register. */
const faultOfFirms = (code: string | null, { facility }: FilingContext): boolean | string => {
  if (code === null) return false;
  if (!FIRMS.test(code)) return true;
  return facility?.(code) === null ? `No active facility is on file under ${code}.` : false;
};

const checkDigitOf = ({ filerCode, entryNumber }: Filing, { checkDigitOffset }: FilingContext): number =>
  entryCheckDigit(filerCode, entryNumber.slice(0, 7), checkDigitOffset);

/** Seven digits of the number, as far as it has them, and the check digit of a filer code that the account holds. */
const soundNumber = (filing: Filing, _at: string, { checkDigitOffset }: FilingContext): string => {
  const filer = isFilerCode(filing.filerCode) ? filing.filerCode : (filing.accountFilerCodes[0] ?? '');
  const serial = filing.entryNumber.replace(/\D/g, '').slice(0, 7).padStart(7, '0');
  return serial + entryCheckDigit(filer, serial, checkDigitOffset);
};
const OWN_FILER_CODE: readonly Mend[] = [
  { do: 'set', at: '/filerCode', to: ({ accountFilerCodes }: Filing) => accountFilerCodes[0] },
  { do: 'set', at: '/entryNumber', to: soundNumber },
];

/** Whose goods they are, as the filing says elsewhere. */
export const consigneeNumber = ({ parties, lines }: Filing): string | null =>
  [...parties, ...lines.flatMap((line) => line.parties)].find(({ entityCode, id }) => entityCode === 'CN' && id)?.id ??
  null;
const kindOfNumber = (number: string | null): string => {
  const parsed = parseImporterNumber(number ?? '');
  return parsed.ok ? parsed.value.qualifier : 'EI';
};
const KIND_OF_NUMBER: readonly Mend[] = [
  { do: 'set', at: '/importer/type', to: ({ importer }: Filing) => kindOfNumber(importer?.number ?? null) },
];
const THE_CONSIGNEE: readonly Mend[] = [
  { do: 'set', at: '/importer/number', to: consigneeNumber },
  { do: 'set', at: '/importer/type', to: (filing: Filing) => kindOfNumber(consigneeNumber(filing)) },
];

/** What is said of the importer, where it must be named (guide p. SE-36 note 12). */
const ofImporter = (
  field: 'type' | 'number',
  isBroken: (type: string | null, number: string | null, context: FilingContext) => boolean | string,
) =>
  ofHeader('SE10', `importer/${field}`, ({ importer, entryType }, context) => {
    const { type = null, number = null } = importer ?? {};
    return entryType === LOW_VALUE && !type && !number ? false : isBroken(type, number, context);
  });

/** The number in its full form, where it is one of the kind given. */
const soundImporter = (type: string | null, number: string | null): string | null => {
  if (!number) return null;
  const parsed = parseImporterNumber(number);
  if (!parsed.ok) return null;
  return !type || !IMPORTER_TYPES.includes(type) || parsed.value.qualifier === type ? parsed.value.text : null;
};

const isOverLimit = ({ estimatedValueDollars: value, entryType }: Filing): boolean =>
  value !== null && value > (VALUE_LIMITS[entryType ?? ''] ?? Infinity);

/** Who files for which entry. */
export const IDENTITY_RULES = [
  {
    code: '001',
    text: 'MISSING ACTION CODE',
    remedy: 'Send A to add, R to replace, U to update or D to cancel.',
    page: RULES_2014,
    record: 'SE10',
    fields: ['actionCode'],
    actions: 'ADRU',
    mend: [{ do: 'set', to: 'A' }],
    found: ofHeader('SE10', 'action', ({ action }) => !action),
  },
  {
    code: '002',
    text: 'INVALID ACTION CODE',
    remedy: 'Send A to add, R to replace, U to update or D to cancel.',
    page: RULES_2014,
    record: 'SE10',
    fields: ['actionCode'],
    actions: 'ADRU',
    mend: [{ do: 'set', to: 'A' }],
    found: ofHeader('SE10', 'action', ({ action }) => Boolean(action) && !ACTIONS.includes(action)),
  },
  {
    code: '003',
    text: 'MISSING FILER CODE',
    remedy: 'Send your three-character filer code.',
    page: RULES_2014,
    record: 'SE10',
    fields: ['entryFilerCode'],
    actions: 'ADRU',
    mend: OWN_FILER_CODE,
    found: ofHeader('SE10', 'filerCode', ({ filerCode }) => !filerCode),
  },
  {
    code: '004',
    text: 'FILER CODE NOT ON FILE',
    remedy: 'Send the three letters or digits of a filer code that was assigned.',
    page: RULES_2014,
    record: 'SE10',
    fields: ['entryFilerCode'],
    actions: 'ADRU',
    mend: OWN_FILER_CODE,
    found: ofHeader(
      'SE10',
      'filerCode',
      ({ filerCode, accountFilerCodes }, { filerOnFile }) =>
        Boolean(filerCode) &&
        (!isFilerCode(filerCode) || (!accountFilerCodes.includes(filerCode) && filerOnFile?.(filerCode) === false)),
    ),
  },
  {
    code: 'P04',
    text: 'FILER CODE IS NOT OF THIS ACCOUNT',
    remedy: 'File under a filer code that your trade account holds, or ask for it to be added.',
    page: 31,
    record: 'SE10',
    fields: ['entryFilerCode'],
    actions: 'ADRU',
    mend: OWN_FILER_CODE,
    found: ofHeader(
      'SE10',
      'filerCode',
      ({ filerCode, accountFilerCodes }, { filerOnFile }) =>
        isFilerCode(filerCode) && !accountFilerCodes.includes(filerCode) && filerOnFile?.(filerCode) !== false,
    ),
  },
  {
    code: '005',
    text: 'MISSING ENTRY NUMBER',
    remedy: 'Send the seven digits and the check digit of the entry number.',
    page: RULES_2014,
    record: 'SE10',
    fields: ['entryNumber'],
    actions: 'ADRU',
    mend: [{ do: 'set', to: soundNumber }],
    found: ofHeader('SE10', 'entryNumber', ({ entryNumber }) => !entryNumber),
  },
  {
    code: '006',
    text: 'INVALID ENTRY NUMBER',
    remedy: 'Send seven digits and the right check digit.',
    page: RULES_2014,
    record: 'SE10',
    fields: ['entryNumber'],
    actions: 'ADRU',
    mend: [{ do: 'set', to: soundNumber }],
    found: ofHeader('SE10', 'entryNumber', (filing, context) => {
      const { filerCode, entryNumber } = filing;
      if (!entryNumber) return false;
      if (!/^\d{8}$/.test(entryNumber)) return true;
      if (!isFilerCode(filerCode)) return false;
      const expected = checkDigitOf(filing, context);
      return Number(entryNumber[7]) === expected
        ? false
        : `The check digit of ${filerCode}-${entryNumber.slice(0, 7)} is ${expected}.`;
    }),
  },
] as const satisfies readonly BookRule[];

/** Ports, contact and indicators (SE10, SE11, SE13), whatever the action. */
export const CONTACT_RULES = [
  {
    code: 'P20',
    text: 'PORT OF ENTRY UNKNOWN',
    remedy: 'Use a port of entry of Schedule D.',
    page: 32,
    record: 'SE10',
    fields: ['plannedPortOfEntry'],
    actions: 'ADRU',
    mend: [{ do: 'set', to: ({ processingPort, portOfUnlading }: Filing) => processingPort ?? portOfUnlading }],
    found: ofHeader('SE10', 'plannedPortOfEntry', ({ plannedPortOfEntry: port }) => port !== null && !isPort(port)),
  },
  {
    code: 'P21',
    text: 'PORT OF ENTRY REQUIRED',
    remedy:
      'Name the planned port of entry: this entry type, action or bill, or data of partner agencies, requires it.',
    page: 35,
    record: 'SE10',
    fields: ['plannedPortOfEntry'],
    actions: 'ADRU',
    mend: [{ do: 'set', to: ({ processingPort, portOfUnlading }: Filing) => processingPort ?? portOfUnlading }],
    found: ofHeader(
      'SE10',
      'plannedPortOfEntry',
      ({ plannedPortOfEntry, action, entryType, bills, lines }) =>
        !plannedPortOfEntry &&
        (action === 'D' ||
          PORT_REQUIRED.includes(entryType ?? '') ||
          bills.some(({ billType, nonAms }) => billType === 'I' || nonAms) ||
          (action !== 'U' &&
            lines.some(({ tariffs }) => tariffs.some(({ agencyRecords }) => agencyRecords !== undefined)))),
    ),
  },
  {
    code: 'P22',
    text: 'PORT OF UNLADING UNKNOWN',
    remedy: 'Use a port of Schedule D.',
    page: 32,
    record: 'SE10',
    fields: ['portOfUnlading'],
    actions: 'ADRU',
    mend: [{ do: 'set', to: ({ plannedPortOfEntry }: Filing) => plannedPortOfEntry }],
    found: ofHeader('SE10', 'portOfUnlading', ({ portOfUnlading: port }) => port !== null && !isPort(port)),
  },
  {
    code: 'P23',
    text: 'PORT OF UNLADING REQUIRED',
    remedy: 'Name the port of unlading: modes 50, 60 and 70 require it.',
    page: 32,
    record: 'SE10',
    fields: ['portOfUnlading'],
    actions: 'ADRU',
    mend: [{ do: 'set', to: ({ plannedPortOfEntry }: Filing) => plannedPortOfEntry }],
    found: ofHeader(
      'SE10',
      'portOfUnlading',
      ({ portOfUnlading, modeOfTransport }) => !portOfUnlading && UNLADING_REQUIRED.includes(modeOfTransport ?? ''),
    ),
  },
  {
    code: 'PM4',
    text: 'INVALID FIRMS CODE OF THE LOCATION',
    remedy: 'Send the four letters or digits of the FIRMS code of the place where the goods are, or leave it out.',
    page: 37,
    record: 'SE11',
    fields: ['locationOfGoodsCode'],
    actions: 'ARU',
    mend: [{ do: 'remove' }],
    found: ofHeader('SE11', 'locationOfGoods', ({ locationOfGoods }, context) =>
      faultOfFirms(locationOfGoods, context),
    ),
  },
  {
    code: 'PM6',
    text: 'INVALID FIRMS CODE OF THE EXAM SITE',
    remedy: 'Send the four letters or digits of the FIRMS code of the examination station, or leave it out.',
    page: 37,
    record: 'SE11',
    fields: ['electedExamSiteCode'],
    actions: 'ARU',
    mend: [{ do: 'remove' }],
    found: ofHeader('SE11', 'electedExamSite', ({ electedExamSite }, context) =>
      faultOfFirms(electedExamSite, context),
    ),
  },
  {
    code: '208',
    text: 'MISSING CONTACT INFO',
    remedy: 'Send a contact name and telephone number (SE13).',
    page: 23,
    record: 'SE13',
    fields: ['contactName', 'contactPhone'],
    actions: 'ADRU',
    mend: [
      { do: 'set', at: '/contactName', to: ({ contactName }: Filing) => contactName ?? 'ENTRY DESK' },
      { do: 'set', at: '/contactPhone', to: ({ contactPhone }: Filing) => contactPhone ?? '5625550100' },
    ],
    found: ofHeader('SE13', 'contactName', ({ contactName, contactPhone }) => !contactName || !contactPhone),
  },
  {
    code: 'P28',
    text: 'DIS INDICATOR WITHOUT DIS REFERENCE',
    remedy: 'Name the documents by your reference (SE20 DIS), or leave the indicator out (SE13).',
    page: 43,
    record: 'SE13',
    fields: ['documentImageIndicator'],
    actions: 'ADRU',
    mend: [{ do: 'remove', at: '/documentImageIndicator' }],
    found: (filing) =>
      filing.documentImageIndicator === '1' && documentReferencesIn(filing).length === 0
        ? [{ recordIndex: filing.records.SE13, at: '/references', field: 'documentImageIndicator' }]
        : [],
  },
  {
    code: 'PM5',
    text: 'INVALID DIS INDICATOR',
    remedy: 'Send 1 where documents were handed in, else nothing.',
    page: 42,
    record: 'SE13',
    fields: ['documentImageIndicator'],
    actions: 'ADRU',
    mend: [{ do: 'remove' }],
    found: ofHeader(
      'SE13',
      'documentImageIndicator',
      ({ documentImageIndicator: one = '' }) => !['', '1'].includes(one),
    ),
  },
  {
    code: 'PM7',
    text: 'INVALID MULTIPLE DISPOSITIONS INDICATOR',
    remedy: 'Send 1 in a cancellation of goods that have further dispositions, else nothing.',
    page: 42,
    record: 'SE13',
    fields: ['multipleDispositionsIndicator'],
    actions: 'ADRU',
    mend: [{ do: 'remove' }],
    found: ofHeader(
      'SE13',
      'multipleDispositionsIndicator',
      ({ multipleDispositionsIndicator: one = '', action }) => one !== '' && (one !== '1' || action !== 'D'),
    ),
  },
  {
    code: 'PM8',
    text: 'INVALID SPLIT SHIPMENT INDICATOR',
    remedy: 'Send 1 where the entry is of a split shipment, else nothing.',
    page: 43,
    record: 'SE13',
    fields: ['splitShipmentIndicator'],
    actions: 'ADRU',
    mend: [{ do: 'remove' }],
    found: ofHeader(
      'SE13',
      'splitShipmentIndicator',
      ({ splitShipmentIndicator: one = '' }) => !['', '1'].includes(one),
    ),
  },
  {
    code: 'PM9',
    text: 'REASON IS FOR A CANCELLATION ONLY',
    remedy: 'Leave the reason out, or send D to cancel the entry.',
    page: 42,
    record: 'SE13',
    fields: ['reasonCode'],
    actions: 'ARU',
    mend: [{ do: 'remove' }],
    found: ofHeader('SE13', 'cancellationReason', ({ cancellationReason }) => cancellationReason !== null),
  },
] as const satisfies readonly BookRule[];

/** Which reference a reason for cancellation must name (guide p. SE-42). */
const REFERENCE_OF_REASON: Readonly<Record<string, string>> = { '02': 'IB', '03': 'EN', '04': 'FTZ' };

/** What a cancellation says of itself: far less than a new declaration (guide p. SE-24). */
export const CANCELLATION_RULES = [
  {
    code: 'P29',
    text: 'INVALID CANCELLATION REASON',
    remedy: 'Send a reason from 01 to 12 (SE13).',
    page: 42,
    record: 'SE13',
    fields: ['reasonCode'],
    actions: 'D',
    mend: [{ do: 'set', to: '01' }],
    found: ofHeader(
      'SE13',
      'cancellationReason',
      ({ cancellationReason: reason }) => reason === null || !/^(0[1-9]|1[0-2])$/.test(reason),
    ),
  },
  {
    code: 'P86',
    text: 'REASON NEEDS ITS REPLACEMENT NUMBER',
    remedy: 'Send the replacement number in SE20: IB for reason 02, EN for 03, FTZ for 04.',
    page: 42,
    record: 'SE13',
    fields: ['reasonCode'],
    actions: 'D',
    mend: [
      {
        do: 'add',
        at: '/references',
        to: (filing: Filing, at: string, context: FilingContext) => {
          const { cancellationReason, filerCode, entryNumber } = filing;
          const serial = entryNumber.startsWith('0000001') ? '0000002' : '0000001';
          const qualifier = REFERENCE_OF_REASON[cancellationReason ?? '']!;
          return {
            qualifier,
            value:
              qualifier === 'EN'
                ? filerCode + soundNumber({ ...filing, entryNumber: serial }, at, context)
                : '123456789',
            recordIndex: null,
          };
        },
      },
    ],
    found: ofHeader('SE13', 'cancellationReason', ({ cancellationReason, references }) => {
      const needed = REFERENCE_OF_REASON[cancellationReason ?? ''];
      return needed !== undefined && !references.some(({ qualifier, value }) => qualifier === needed && value !== '');
    }),
  },
  {
    code: 'P87',
    text: 'REASON 12 IS FOR WEEKLY ENTRY OF TYPE 06',
    remedy: 'Give the reason for which this entry is cancelled: 12 is for the weekly entry of a zone only.',
    page: 42,
    record: 'SE13',
    fields: ['reasonCode'],
    actions: 'D',
    mend: [{ do: 'set', to: '01' }],
    found: ofHeader(
      'SE13',
      'cancellationReason',
      ({ cancellationReason, entryType }) => cancellationReason === '12' && entryType !== null && entryType !== '06',
    ),
  },
] as const satisfies readonly BookRule[];

export const UPDATE_RULES = [
  {
    code: 'P74',
    text: 'NOTHING TO UPDATE',
    remedy: 'Send the bills, port, location or conveyance to be changed.',
    page: 25,
    record: 'SE10',
    actions: 'U',
    mend: [{ do: 'set', at: '/plannedPortOfEntry', to: ({ processingPort }: Filing) => processingPort }],
    found: (filing) => {
      const { plannedPortOfEntry, portOfUnlading, locationOfGoods, conveyanceName, voyage, bills } = filing;
      const { electedExamSite, electedEntryDate, splitShipment } = filing;
      const changes = [
        ...[plannedPortOfEntry, portOfUnlading, locationOfGoods, conveyanceName, voyage],
        ...[electedExamSite, electedEntryDate, splitShipment],
      ];
      return bills.length === 0 && changes.every((value) => value === null)
        ? [{ recordIndex: filing.records.SE10, at: '/', field: null }]
        : [];
    },
  },
] as const satisfies readonly BookRule[];

/** Type, importer, transport, bond, value and election (SE10, SE11); what SE10 says is judged whatever the action. */
export const HEADER_RULES = [
  {
    code: '009',
    text: 'MISSING ENTRY TYPE',
    remedy: 'Send the two-digit entry type.',
    page: RULES_2014,
    record: 'SE10',
    fields: ['entryTypeCode'],
    actions: 'ADRU',
    mend: [{ do: 'set', to: '01' }],
    found: ofHeader('SE10', 'entryType', (filing) => !filing.entryType && isWhole(filing)),
  },
  {
    code: '010',
    text: 'INVALID ENTRY TYPE',
    remedy: 'Use 01, 02, 03, 06, 07, 11, 12, 21, 22, 23 or 52.',
    page: RULES_2014,
    record: 'SE10',
    fields: ['entryTypeCode'],
    actions: 'ADRU',
    mend: [{ do: 'set', to: '01' }],
    found: ofHeader('SE10', 'entryType', ({ entryType }, { today }) => {
      if (!entryType || acceptsEntryType('SE', entryType, today)) return false;
      const since = ENTRY_TYPES.get(entryType)?.suspendedFrom;
      return since ? `Type ${entryType} is suspended since ${since}.` : true;
    }),
  },
  {
    code: '011',
    text: 'MISSING IMPORTER OF RECORD TYPE',
    remedy: 'Send EI, ANI or 34.',
    page: RULES_2014,
    record: 'SE10',
    fields: ['importerOfRecordType'],
    mend: KIND_OF_NUMBER,
    found: ofImporter('type', (type) => !type),
  },
  {
    code: '012',
    text: 'INVALID IMPORTER OF RECORD TYPE',
    remedy: 'Send EI, ANI or 34.',
    page: RULES_2014,
    record: 'SE10',
    fields: ['importerOfRecordType'],
    actions: 'ADRU',
    mend: KIND_OF_NUMBER,
    found: ofImporter('type', (type) => Boolean(type) && !IMPORTER_TYPES.includes(type!)),
  },
  {
    code: '013',
    text: 'MISSING IMPORTER OF RECORD',
    remedy: 'Send the number of the importer of record.',
    page: RULES_2014,
    record: 'SE10',
    fields: ['importerOfRecord'],
    mend: THE_CONSIGNEE,
    found: ofImporter('number', (_type, number) => !number),
  },
  {
    code: 'P14',
    text: 'INVALID IMPORTER OF RECORD NUMBER',
    remedy: 'Send NN-NNNNNNNXX with EI, YYDDPP-NNNNN with ANI, NNN-NN-NNNN with 34.',
    page: 34,
    record: 'SE10',
    fields: ['importerOfRecord'],
    actions: 'ADRU',
    mend: THE_CONSIGNEE,
    found: ofImporter('number', (type, number) => Boolean(number) && soundImporter(type, number) === null),
  },
  {
    code: '014',
    text: 'IMPORTER OF RECORD NOT ON FILE',
    remedy: 'Have the importer registered with a trade account, or correct the number.',
    page: RULES_2014,
    record: 'SE10',
    fields: ['importerOfRecord'],
    mend: THE_CONSIGNEE,
    found: ofImporter('number', (type, number, context) => {
      const sound = soundImporter(type, number);
      return sound !== null && context.importer(sound) === 'unknown';
    }),
  },
  {
    code: '333',
    text: 'IMPORTER OF RECORD INACTIVE FOR ENTRY',
    remedy: "Have the importer's number made active again.",
    page: 'SE input validation rules, edition of 24 June 2026',
    record: 'SE10',
    fields: ['importerOfRecord'],
    found: ofImporter('number', (type, number, context) => {
      const sound = soundImporter(type, number);
      return sound !== null && context.importer(sound) === 'inactive';
    }),
  },
  {
    code: 'P05',
    text: 'NO POWER OF ATTORNEY OF THE IMPORTER',
    remedy: 'Ask the importer of record to grant your filer code a power of attorney in its account, then file again.',
    page: 'Portway; 19 CFR 141.46',
    record: 'SE10',
    fields: ['importerOfRecord'],
    found: ofImporter('number', (type, number, { missingPower }) =>
      missingPower !== null && soundImporter(type, number) !== null ? missingPower : false,
    ),
  },
  {
    code: 'P15',
    text: 'MISSING MODE OF TRANSPORTATION',
    remedy: 'Send the mode of transportation; only type 06 without a bill may leave it out.',
    page: 36,
    record: 'SE10',
    fields: ['modeOfTransportationCode'],
    mend: [{ do: 'set', to: '11' }],
    found: ofHeader(
      'SE10',
      'modeOfTransport',
      ({ modeOfTransport, entryType, bills }) => !modeOfTransport && (entryType !== '06' || bills.length > 0),
    ),
  },
  {
    code: 'P16',
    text: 'INVALID MODE OF TRANSPORTATION',
    remedy: 'Use a mode from 10 to 70 of the published table.',
    page: 34,
    record: 'SE10',
    fields: ['modeOfTransportationCode'],
    actions: 'ADRU',
    mend: [{ do: 'set', to: '11' }],
    found: ofHeader(
      'SE10',
      'modeOfTransport',
      ({ modeOfTransport: mode }) => Boolean(mode) && !MODES_OF_TRANSPORT.has(mode!),
    ),
  },
  {
    code: 'P17',
    text: 'INVALID BOND TYPE',
    remedy: 'Send 8 continuous, 9 single transaction or 0 none required.',
    page: 31,
    record: 'SE10',
    fields: ['bondTypeCode'],
    actions: 'ADRU',
    mend: [{ do: 'set', to: '8' }],
    found: ofHeader('SE10', 'bondType', (filing) =>
      filing.bondType ? !BOND_TYPES.includes(filing.bondType) : isWhole(filing),
    ),
  },
  {
    code: 'P18',
    text: 'SINGLE BOND NEEDS SURETY AND AMOUNT',
    remedy: 'Send the surety (SE20 V1) and the bond amount in dollars (SE20 AMT).',
    page: 57,
    record: 'SE10',
    fields: ['bondTypeCode'],
    mend: [
      { do: 'add', to: () => ({ qualifier: 'V1', value: '036', recordIndex: null }) },
      {
        do: 'add',
        to: ({ estimatedValueDollars }: Filing) => ({
          qualifier: 'AMT',
          value: String(estimatedValueDollars),
          recordIndex: null,
        }),
      },
    ],
    found: ofHeader(
      'SE10',
      'references',
      (filing) =>
        filing.bondType === '9' &&
        // One that is given in a wrong form is told as such (P69).
        !(referenceOf(filing, 'V1') && referenceOf(filing, 'AMT')),
    ),
  },
  {
    code: 'P24',
    text: 'INVALID SPLIT SHIPMENT RELEASE CODE',
    remedy: 'Send 1 to hold all, 2 for release in parts, or nothing.',
    page: 35,
    record: 'SE10',
    fields: ['splitShipmentReleaseCode'],
    actions: 'ADRU',
    mend: [{ do: 'remove' }],
    found: ofHeader(
      'SE10',
      'splitShipment',
      ({ splitShipment }) => splitShipment !== null && !['1', '2'].includes(splitShipment),
    ),
  },
  {
    code: 'P25',
    text: 'INVALID ENTRY DATE ELECTION',
    remedy: 'W is for type 06 and needs a date from today to seven days ahead.',
    page: 39,
    record: 'SE11',
    fields: ['entryDateElection', 'electedEntryDate'],
    mend: [
      { do: 'remove', at: '/entryDateElection' },
      { do: 'remove', at: '/electedEntryDate' },
    ],
    found: ofHeader('SE11', 'electedEntryDate', ({ entryDateElection, electedEntryDate, entryType }, { today }) => {
      const dated =
        electedEntryDate === null ||
        (isCustomsDate(electedEntryDate) &&
          electedEntryDate >= today &&
          electedEntryDate <= addDays(today, ELECTION_DAYS));
      const elected =
        entryDateElection === null || (entryDateElection === 'W' && entryType === '06' && electedEntryDate !== null);
      return !dated || !elected;
    }),
  },
  {
    code: '022',
    text: 'INVALID SHIPMENT VALUE',
    remedy: 'Send the value in whole dollars, within the limit of the entry type.',
    page: 'as returned by ACE; limits: Cargo Release guide v40, p. SE-36',
    record: 'SE10',
    fields: ['estimatedEntryValue'],
    actions: 'ADRU',
    mend: [
      { do: 'set', at: '/entryType', to: (filing: Filing) => (isOverLimit(filing) ? '01' : filing.entryType) },
      { do: 'set', to: (filing: Filing) => filing.estimatedValueDollars || valueOfLines(filing) || 1 },
    ],
    found: ofHeader('SE10', 'estimatedValueDollars', (filing) => {
      if (filing.estimatedValueDollars === null) return isWhole(filing);
      if (filing.estimatedValueDollars === 0) return true;
      if (!isOverLimit(filing)) return false;
      return `Type ${filing.entryType} may be worth ${VALUE_LIMITS[filing.entryType!]} dollars at most.`;
    }),
  },
  {
    code: '119',
    text: 'VALUE LESS THAN ALL LINE-ITEM VALUES',
    remedy: 'Send an entry value that is not below the sum of the lines.',
    page: 'CSMS 63690754',
    record: 'SE10',
    fields: ['estimatedEntryValue'],
    mend: [{ do: 'set', to: valueOfLines }],
    found: ofHeader('SE10', 'estimatedValueDollars', (filing) => {
      const { estimatedValueDollars: value } = filing;
      if (!value || isOverLimit(filing)) return false;
      const sum = valueOfLines(filing);
      return value < sum ? `The lines add up to ${sum}.` : false;
    }),
  },
] as const satisfies readonly BookRule[];
