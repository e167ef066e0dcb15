import type { CargoReleaseFiled } from '#contracts';
import { isCustomsDate, type CustomsDate } from '#kernel';
import { GOVERNMENT_AGENCIES, isCountry } from '#reference';
import { agencyDataIn, type AgencyData, type AgencyLine, type AgencyRecord, type Lines } from './agency-lines';
import { type AgencyFlag, type Need, type NeedCode, PROGRAMS, requirementsOf } from './agency-requirements.table';

/** One place of the data of agencies where a rule is broken. */
export interface AgencyFinding {
  readonly code: AgencyCode;
  readonly record: string;
  readonly recordIndex: number | null;
  /** JSON pointer. */
  readonly at: string;
  readonly field: string | null;
  readonly detail?: string;
  /** Told, and not a reason to refuse: no text that is held here says that it is wrong. */
  readonly advice?: true;
}

/** What a rule may ask besides the data. */
export interface AgencyContext {
  /** The day of receipt at the port of entry. */
  readonly today: CustomsDate;
  readonly entryType: string | null;
  readonly modeOfTransport: string | null;
}

type Row = readonly [code: string, text: string, remedy: string, source: string];

const SET = (page: number): string => `PGA message set, July 2026, p. ${page}`;
const DICTIONARY = (code: string): string => `ACE error dictionary, July 2026, ${code}`;
const OBSERVED = 'as returned by ACE, August 2026';

/**
 * Conditions of data of agencies. G and a number up to 54 is the P and number of the ACE error dictionary, whose P-codes mean other things in a cargo release here; G60 and on are
 * Portway's own. The others carry the code that ACE returned.
 */
export const AGENCY_CONDITIONS = [
  [
    'P00',
    'PGA DATA MISSING PER PGA FLAG',
    'File the data of the agency behind the tariff number or, where the flag lets you, a disclaimer.',
    `${DICTIONARY('P00')}; ${OBSERVED}`,
  ],
  ['G01', 'MISSING OI RECORD', 'Begin the data of agencies behind a tariff number with OI.', DICTIONARY('P01')],
  ['G02', 'MISSING OI PGA LINE ITEM DESCRIPTION', 'Describe the goods in OI.', DICTIONARY('P02')],
  ['G03', 'MISSING PG01 RECORD', 'Put PG01 behind OI, before all other records.', DICTIONARY('P03')],
  ['G04', 'MISSING PGA LINE NUMBER', 'Number the PG01 of an agency from 001 on.', DICTIONARY('P04')],
  ['G05', 'MISSING OR UNKNOWN GOVT AGENCY CODE', 'Send a code of Appendix V.', DICTIONARY('P05')],
  [
    'G06',
    'MISSING OR INVALID GOVT AGENCY PROG CODE',
    "Send a program of the agency: see the table of agencies' needs.",
    DICTIONARY('P06'),
  ],
  ['G07', 'INVALID ITEM TYPE', 'Send P in the first PG02 of a PGA line and C in every other.', DICTIONARY('P07')],
  ['G08', 'MISSING INTENDED USE DESCRIPTION', 'Describe the use where its code is 980.000.', DICTIONARY('P08')],
  ['G10', 'MISSING SOURCE TYPE CODE', 'Send the source type in PG06.', DICTIONARY('P10')],
  ['G12', 'MISSING ENTITY ROLE CODE', 'Send the role of the entity in PG19.', DICTIONARY('P12')],
  ['G14', 'MISSING AFFIRMATION OF COMPLIANCE CODE', 'Send the code in PG23.', DICTIONARY('P14')],
  ['G16', 'MISSING PACKAGING QUALIFIER', 'Send 1 to 6 in PG26.', DICTIONARY('P16')],
  ['G17', 'INVALID PACKAGING QUALIFIER', 'Send 1 to 6 in PG26.', DICTIONARY('P17')],
  ['G18', 'MISSING CONTAINER NUMBER', 'Send the number of the container in PG27.', DICTIONARY('P18')],
  ['G19', 'MISSING INSP/LAB TESTING STATUS CODE', 'Send R, S, P, L, N, A, I or F in PG30.', DICTIONARY('P19')],
  [
    'G20',
    'INVALID INSP/LAB TESTING STATUS CODE',
    'Send R, S, P, L, N, A, I or F in PG30; F is for FDA and entry type 21.',
    DICTIONARY('P20'),
  ],
  ['G21', 'MISSING CMDTY HARV VESSEL CHAR TYPE CODE', 'Send the type in PG31.', DICTIONARY('P21')],
  ['G23', 'MISSING CMDTY ROUTING TYPE CODE', 'Send the type in PG32.', DICTIONARY('P23')],
  ['G25', 'MISSING TRAVEL DOCUMENT TYPE CODE', 'Send 1, 2, 3 or 4 in PG34.', DICTIONARY('P25')],
  ['G26', 'INVALID TRAVEL DOCUMENT TYPE CODE', 'Send 1, 2, 3 or 4 in PG34.', DICTIONARY('P26')],
  ['G27', 'MISSING PROCESSING DESCRIP WITH 017', 'Describe the processing in PG06.', DICTIONARY('P27')],
  ['G28', 'MISSING PG07 RECORD', 'Put PG07 before PG08.', DICTIONARY('P28')],
  ['G29', 'MISSING PG14 RECORD', 'Put PG14 behind PG13.', DICTIONARY('P29')],
  ['G30', 'MISSING CMDTY POL SUBUNIT ROUTING NAME', 'Send the name where PG32 has a qualifier.', DICTIONARY('P30')],
  ['G31', 'MISSING CMDTY GEO AREA CODE OR NAME', 'Send one of the two in PG33.', DICTIONARY('P31')],
  [
    'G32',
    'RECORDS NOT ALLOWED IN GROUP',
    'Between PG50 and PG51 send PG05, 06, 07, 10, 14, 19, 22, 25, 26, 29, 31 and 32 only.',
    DICTIONARY('P32'),
  ],
  ['G33', 'MISSING PG19 RECORD', 'Put PG19 before PG20.', DICTIONARY('P33')],
  ['G34', 'INVALID DATA RELATIONSHIP', 'Put PG19, PG20, PG22 or PG30 before PG21.', DICTIONARY('P34')],
  ['G35', 'INVALID GROUPING', 'Begin a group behind PG02, PG04, PG13 or PG14.', DICTIONARY('P35')],
  ['G37', 'MISSING PG24 RECORD PER PGA', 'The agency needs PG24 for this program.', DICTIONARY('P37')],
  ['G39', 'MISSING CMDTY HARV VESSEL CHARACTERISTIC', 'Send the characteristic in PG31.', DICTIONARY('P39')],
  ['G41', 'MISSING REMARKS CODE OR TEXT', 'Send a code or a text in PG24.', DICTIONARY('P41')],
  ['G42', 'MORE THAN ONE OI UNDER SINGLE HTS', 'Send one OI behind a tariff number.', DICTIONARY('P42')],
  ['G43', 'MISSING PG06 PER PGA', 'The agency needs PG06 for this program.', DICTIONARY('P43')],
  ['G44', 'MISSING PG13 PER PGA', 'The agency needs PG13 for this program.', DICTIONARY('P44')],
  ['G45', 'MISSING PG14 PER PGA', 'The agency needs PG14 for this program.', DICTIONARY('P45')],
  ['G46', 'MISSING PG19 PER PGA', 'The agency needs PG19 for this program.', DICTIONARY('P46')],
  ['G47', 'MISSING PG21 PER PGA', 'The agency needs PG21 for this program.', DICTIONARY('P47')],
  ['G48', 'MISSING PG22 PER PGA', 'The agency needs PG22 for this program.', DICTIONARY('P48')],
  ['G50', 'MISSING PG10 PER PGA', 'The agency needs PG10 for this program.', DICTIONARY('P50')],
  ['G51', 'MISSING PG25 PER PGA', 'The agency needs PG25 for this program.', DICTIONARY('P51')],
  ['G52', 'MISSING PG26 PER PGA', 'The agency needs PG26 for this program.', DICTIONARY('P52')],
  ['G53', 'MISSING PG29 PER PGA', 'The agency needs PG29 for this program.', DICTIONARY('P53')],
  ['G54', 'MISSING PG02 RECORD', 'Send PG02 behind PG01, or a disclaimer in it.', DICTIONARY('P54')],
  ['PE5', 'MSNG OR INVLD SOURCE TYPE CODE', 'Send PG06 with its source type.', OBSERVED],
  ['PDL', 'MANDATORY ENTITIES ARE MISSING', 'Send PG19 for each role that the agency needs.', OBSERVED],
  ['PN9', 'MISSING AFFIRMATION OF COMP CODE', 'Send PG23 with the affirmation that the agency needs.', OBSERVED],
  [
    'PS1',
    'PN DATA REQUIRED',
    'Send the anticipated arrival in PG30 (A, with its day), or the confirmation of the prior notice in PG23 (PNC).',
    OBSERVED,
  ],
  ['PW5', 'MISSING PG27', 'Name the container in PG27.', OBSERVED],
  ['PT7', 'MSNG OR INVLD INSP ARVL LOC CD', 'Send the place of the anticipated arrival in PG30.', OBSERVED],
  ['G60', 'MISSING RECORD OR FIELD PER PGA', 'Send what the agency needs for this program.', 'Portway'],
  ['G61', 'PGA LINE NUMBERS NOT IN SEQUENCE', 'Number the PG01 of each agency from 001, one by one.', SET(65)],
  ['G62', 'INVALID DISCLAIMER', 'Send A, B, C, D, E, F or G, or nothing.', SET(19)],
  [
    'G63',
    'DISCLAIMER IS NOT FOR THIS AGENCY',
    'E is for FWS, F for FDA and entry type 21, G for APH and program APL.',
    SET(20),
  ],
  [
    'G64',
    'UNKNOWN RECORD OF AGENCY DATA',
    'Send records of the PGA message set only; PG00 is not taken here.',
    SET(16),
  ],
  ['G65', 'GROUP NOT CLOSED OR NOT OPEN', 'Close each PG50 by a PG51, and begin no group within a group.', SET(66)],
  ['G66', 'INVALID CONFIDENTIAL INFORMATION CODE', 'Send Y or nothing.', SET(17)],
  [
    'G67',
    'RECORD NOT ALLOWED PER PGA',
    'Leave the record out: the agency does not take it for this program.',
    'Portway',
  ],
  ['G68', 'NUMBER AND ITS QUALIFIER GO TOGETHER', 'Send both, or neither.', SET(21)],
  ['G69', 'NOT A DATE', 'Send a day of the calendar as MMDDCCYY.', SET(26)],
  ['G70', 'INVALID ADDITIONAL INFORMATION', 'Put PG60 right behind a record that its qualifier is for.', SET(58)],
  ['G71', 'ROLES WITHOUT THEIR ENTITY', 'Put PG55 behind PG19 or PG21.', SET(57)],
  ['G72', 'UNKNOWN COUNTRY', 'Send the ISO code of a country.', SET(26)],
  ['G80', 'NO DATA OF THIS AGENCY IN THE ENTRY', 'Look the entry up in the worklist of the agency.', 'Portway'],
  ['G81', 'NO SUCH LINE OF THIS AGENCY', 'Name lines by the places that the worklist gives.', 'Portway'],
  ['G82', 'STEP NOT POSSIBLE IN THIS STATE', 'Look the line up: somebody may have decided on it.', 'Portway'],
  ['G73', 'INVALID CODE', 'Send one of the codes that the message set lists for the field.', SET(14)],
] as const satisfies readonly Row[];

export type AgencyCode = (typeof AGENCY_CONDITIONS)[number][0];

type Fields = AgencyRecord['fields'];
type Found = readonly { readonly record: AgencyRecord; readonly field?: string; readonly detail?: string }[];

/** A rule of the message set as a row: where data breaks it. */
export interface AgencyRule {
  readonly code: AgencyCode;
  readonly found: (data: AgencyData, context: AgencyContext) => Found;
}

const PLACES: readonly string[] =
  'OI PG01 PG02 PG04 PG05 PG06 PG07 PG08 PG10 PG13 PG14 PG17 PG18 PG19 PG20 PG21 PG22 PG23 PG24 PG25 PG26 PG27 PG28 PG29 PG30 PG31 PG32 PG33 PG34 PG35 PG50 PG51 PG55 PG60'.split(
    ' ',
  );
const IN_GROUP: readonly string[] = 'PG05 PG06 PG07 PG10 PG14 PG19 PG22 PG25 PG26 PG29 PG31 PG32'.split(' ');
const GROUP_PARENTS: readonly string[] = ['PG02', 'PG04', 'PG13', 'PG14'];
/** Records that PG60 may follow, by its qualifier (message set, p. 58). */
const OVERFLOW_OF: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries('AD1 ENA CP1 CP2 CP3 CP4 LAT LON'.split(' ').map((code) => [code, ['PG19']])),
  ...Object.fromEntries('AD2 AD3 AD4 AD5 ECI'.split(' ').map((code) => [code, ['PG20']])),
  ...Object.fromEntries('TEL EMA INA'.split(' ').map((code) => [code, ['PG21']])),
  ...{ CIT: ['PG19', 'PG20', 'PG21'], TBN: ['PG07'], PMN: ['PG07'] },
};
/** Codes that the message set itself lists, by record and field. */
const CODES: readonly (readonly [record: string, field: string, codes: readonly string[], page: number])[] = [
  ['PG04', 'constituentActiveIngredientQualifier', ['Y'], 23],
  ['PG14', 'lpcoTransactionType', ['1', '2', '3'], 32],
  ['PG14', 'lpcoDateQualifier', ['1', '2', '3', '4'], 32],
  ['PG17', 'liveVenomousWildlifeCode', ['Y', 'N'], 33],
  ['PG22', 'importersSubstantiatingSignedDocument', ['Y'], 38],
  ['PG22', 'declarationCertification', ['Y'], 38],
  ['PG25', 'degreeType', ['F', 'C', 'K'], 41],
  ['PG25', 'locationOfTemperatureRecording', ['A', 'B', 'C'], 41],
  ['PG27', 'typeOfContainer1', ['1', '2'], 43],
  ['PG27', 'typeOfContainer2', ['1', '2'], 43],
  ['PG27', 'typeOfContainer3', ['1', '2'], 43],
  ['PG35', 'dotBondQualifier', ['1', '2'], 54],
];
/** Fields of which neither is worth anything without the other. */
const PAIRS: readonly (readonly [record: string, one: string, other: string])[] = [
  ['PG01', 'globallyUniqueProductIdentificationCodeQualifier', 'globallyUniqueProductIdentificationCode'],
  ['PG02', 'productCodeQualifier1', 'productCodeNumber1'],
  ['PG02', 'productCodeQualifier2', 'productCodeNumber2'],
  ['PG02', 'productCodeQualifier3', 'productCodeNumber3'],
  ['PG29', 'unitOfMeasureNet', 'commodityNetQuantity'],
  ['PG29', 'unitOfMeasureGross', 'commodityGrossQuantity'],
  ['PG29', 'unitOfMeasureIndividualNet', 'individualNetQuantity'],
  ['PG29', 'unitOfMeasureIndividualGross', 'individualGrossQuantity'],
];
const DATES: readonly (readonly [record: string, field: string])[] = [
  ['PG06', 'processingStartDate'],
  ['PG06', 'processingEndDate'],
  ['PG14', 'lpcoDate'],
  ['PG22', 'dateOfSignature'],
  ['PG25', 'productionStartDateOfTheLot'],
  ['PG25', 'productionEndDateOfTheLot'],
  ['PG30', 'inspectionDate'],
];
const COUNTRIES: readonly (readonly [record: string, field: string])[] = [
  ['PG06', 'countryCode'],
  ['PG20', 'entityCountry'],
  ['PG32', 'commodityRoutingCountryCode'],
];
/** Of PG06: five countries of harvest or more, and the high seas (message set, p. 26). */
const NO_COUNTRY: readonly string[] = ['XZ', 'ZZ'];

const isDay = (mmddccyy: string): boolean => {
  const found = /^(\d{2})(\d{2})(\d{4})$/.exec(mmddccyy);
  return found !== null && isCustomsDate(`${found[3]}-${found[1]}-${found[2]}`);
};

/** A rule for each record of a name. */
const of = (
  code: AgencyCode,
  record: string,
  field: string | undefined,
  isBroken: (fields: Fields, context: AgencyContext) => boolean,
): AgencyRule => ({
  code,
  found: ({ records }, context) =>
    records.flatMap((one) =>
      one.record === record && isBroken(one.fields, context) ? [{ record: one, ...(field && { field }) }] : [],
    ),
});
const without = (code: AgencyCode, record: string, field: string): AgencyRule =>
  of(code, record, field, (fields) => !fields[field]);
const unlike = (code: AgencyCode, record: string, field: string, form: RegExp): AgencyRule =>
  of(code, record, field, ({ [field]: given }) => Boolean(given) && !form.test(given!));
/** A rule for each PG01 with what is filed under it. */
const ofLines = (
  code: AgencyCode,
  field: string | undefined,
  isBroken: (line: AgencyLine, context: AgencyContext, data: AgencyData) => boolean,
): AgencyRule => ({
  code,
  found: (data, context) =>
    data.lines.flatMap((line) =>
      isBroken(line, context, data) ? [{ record: line.head, ...(field && { field }) }] : [],
    ),
});
/** A record that may only stand where one of others stands before it, under the same PG01. */
const behind = (code: AgencyCode, record: string, parents: readonly string[]): AgencyRule => ({
  code,
  found: ({ lines }) =>
    ownSets(lines).flatMap((records) =>
      records
        .filter((one, at) => one.record === record && !records.slice(0, at).some((p) => parents.includes(p.record)))
        .map((one) => ({ record: one })),
    ),
});

/** What follows each PG01, once where agencies share it. */
const ownSets = (lines: readonly AgencyLine[]): (readonly AgencyRecord[])[] => [
  ...new Set(lines.map(({ records }) => records)),
];

const faultsOfGroups = (
  records: readonly AgencyRecord[],
): { readonly code: AgencyCode; readonly record: AgencyRecord }[] => {
  const found: { code: AgencyCode; record: AgencyRecord }[] = [];
  let open: AgencyRecord | null = null;
  let parent: string | null = null;
  for (const one of records) {
    if (one.record === 'PG50') {
      if (open) found.push({ code: 'G65', record: one });
      if (!parent) found.push({ code: 'G35', record: one });
      open = one;
    } else if (one.record === 'PG51') {
      if (!open) found.push({ code: 'G65', record: one });
      open = null;
    } else if (open && !IN_GROUP.includes(one.record)) found.push({ code: 'G32', record: one });
    if (!open && GROUP_PARENTS.includes(one.record)) parent = one.record;
  }
  return open ? [...found, { code: 'G65', record: open }] : found;
};
const ofGroups = (code: 'G32' | 'G35' | 'G65'): AgencyRule => ({
  code,
  found: ({ lines }) => ownSets(lines).flatMap((records) => faultsOfGroups(records).filter((one) => one.code === code)),
});

/** What every agency asks for. */
export const AGENCY_RULES: readonly AgencyRule[] = [
  {
    code: 'G64',
    found: ({ records }) => records.filter(({ record }) => !PLACES.includes(record)).map((record) => ({ record })),
  },
  { code: 'G01', found: ({ records: [first] }) => (first && first.record !== 'OI' ? [{ record: first }] : []) },
  without('G02', 'OI', 'commercialDescription'),
  {
    code: 'G03',
    found: ({ records }) =>
      records
        .filter((one, at) => one.record === 'OI' && records[at + 1]?.record !== 'PG01')
        .map((record) => ({ record })),
  },
  {
    code: 'G42',
    found: ({ records }) =>
      records
        .filter(({ record }) => record === 'OI')
        .slice(1)
        .map((record) => ({ record })),
  },
  without('G04', 'PG01', 'pgaLineNumber'),
  of('G05', 'PG01', 'governmentAgencyCode', ({ governmentAgencyCode: code = '' }) => !GOVERNMENT_AGENCIES.has(code)),
  without('G06', 'PG01', 'governmentAgencyProgramCode'),
  of(
    'G66',
    'PG01',
    'confidentialInformationIndicator',
    ({ confidentialInformationIndicator: given }) => given !== undefined && given !== 'Y',
  ),
  of(
    'G08',
    'PG01',
    'intendedUseDescription',
    ({ intendedUseCode, intendedUseDescription }) => intendedUseCode === '980.000' && !intendedUseDescription,
  ),
  of('G62', 'PG01', 'disclaimer', ({ disclaimer }) => disclaimer !== undefined && !/^[A-G]$/.test(disclaimer)),
  ofLines(
    'G63',
    'disclaimer',
    ({ disclaimer, agency, program }, { entryType }) =>
      (disclaimer === 'E' && agency !== 'FWS') ||
      (disclaimer === 'F' && !(agency === 'FDA' && entryType === '21')) ||
      (disclaimer === 'G' && !(agency === 'APH' && program === 'APL')),
  ),
  ofLines('G61', 'pgaLineNumber', (line, _context, { lines }) => {
    const before = lines.slice(0, lines.indexOf(line)).filter(({ agency }) => agency === line.agency).length;
    return line.pgaLine !== '' && Number(line.pgaLine) !== before + 1;
  }),
  ofLines(
    'G54',
    undefined,
    ({ disclaimer, records }) => disclaimer === '' && !records.some(({ record }) => record === 'PG02'),
  ),
  {
    code: 'G07',
    found: ({ lines }) =>
      ownSets(lines).flatMap((records) =>
        records
          .filter(({ record }) => record === 'PG02')
          .flatMap((record, at) =>
            record.fields['itemType'] === (at === 0 ? 'P' : 'C') ? [] : [{ record, field: 'itemType' }],
          ),
      ),
  },
  without('G10', 'PG06', 'sourceTypeCode'),
  of(
    'G27',
    'PG06',
    'processingDescription',
    ({ processingTypeCode, processingDescription }) => processingTypeCode === '017' && !processingDescription,
  ),
  behind('G28', 'PG08', ['PG07']),
  {
    code: 'G29',
    found: ({ lines }) =>
      ownSets(lines).flatMap((records) =>
        records
          .filter((one, at) => one.record === 'PG13' && !records.slice(at + 1).some(({ record }) => record === 'PG14'))
          .map((record) => ({ record })),
      ),
  },
  without('G12', 'PG19', 'entityRoleCode'),
  behind('G33', 'PG20', ['PG19']),
  behind('G34', 'PG21', ['PG19', 'PG20', 'PG22', 'PG30']),
  without('G14', 'PG23', 'affirmationOfComplianceCode'),
  of(
    'G41',
    'PG24',
    'remarksText',
    ({ remarksTypeCode, remarksCode, remarksText }) => Boolean(remarksTypeCode) && !remarksCode && !remarksText,
  ),
  without('G16', 'PG26', 'packagingQualifier'),
  unlike('G17', 'PG26', 'packagingQualifier', /^[1-6]$/),
  without('G18', 'PG27', 'containerNumber1'),
  without('G19', 'PG30', 'inspectionOrLaboratoryTestingStatus'),
  unlike('G20', 'PG30', 'inspectionOrLaboratoryTestingStatus', /^[RSPLNAIF]$/),
  of(
    'PT7',
    'PG30',
    'inspectionOrArrivalLocationCode',
    ({ inspectionOrLaboratoryTestingStatus: status, inspectionOrArrivalLocationCode, inspectionOrArrivalLocation }) =>
      status === 'A' && !inspectionOrArrivalLocationCode && !inspectionOrArrivalLocation,
  ),
  without('G21', 'PG31', 'harvestingVesselCharacteristicTypeCode'),
  without('G39', 'PG31', 'harvestingVesselCharacteristic'),
  without('G23', 'PG32', 'commodityRoutingTypeCode'),
  of(
    'G30',
    'PG32',
    'politicalSubunitOfRoutingName',
    ({ politicalSubunitOfRoutingQualifier: qualifier, politicalSubunitOfRoutingName: name }) =>
      Boolean(qualifier) && !name,
  ),
  of(
    'G31',
    'PG33',
    'commodityGeographicAreaCode',
    ({ commodityGeographicAreaCode: code, commodityGeographicAreaName: name }) => !code && !name,
  ),
  without('G25', 'PG34', 'travelDocumentTypeCode'),
  unlike('G26', 'PG34', 'travelDocumentTypeCode', /^0{0,2}[1-4]$/),
  ofGroups('G35'),
  ofGroups('G65'),
  ofGroups('G32'),
  behind('G71', 'PG55', ['PG19', 'PG21']),
  {
    code: 'G70',
    found: ({ records }) =>
      records
        .filter((one, at) => {
          if (one.record !== 'PG60') return false;
          const parent = records.slice(0, at).findLast(({ record }) => record !== 'PG60' && record !== 'PG55');
          const parents = OVERFLOW_OF[one.fields['additionalInformationQualifierCode'] ?? ''];
          return !parents?.includes(parent?.record ?? '') || !one.fields['additionalInformation'];
        })
        .map((record) => ({ record })),
  },
  ...CODES.map(([record, field, codes]) =>
    of('G73', record, field, ({ [field]: given }) => given !== undefined && !codes.includes(given)),
  ),
  ...PAIRS.map(([record, one, other]) =>
    of('G68', record, one, ({ [one]: first, [other]: second }) => (first === undefined) !== (second === undefined)),
  ),
  ...DATES.map(([record, field]) =>
    of('G69', record, field, ({ [field]: given }) => given !== undefined && !isDay(given)),
  ),
  ...COUNTRIES.map(([record, field]) =>
    of(
      'G72',
      record,
      field,
      ({ [field]: given }) =>
        given !== undefined && !isCountry(given) && !(record === 'PG06' && NO_COUNTRY.includes(given)),
    ),
  ),
];

const has = (fields: Fields, wanted: Readonly<Record<string, readonly string[]>>): boolean =>
  Object.entries(wanted).every(([field, values]) => {
    const given = fields[field];
    return given !== undefined && (values.length === 0 || values.includes(given));
  });

/** Of a need, what is missing in a line: null for nothing, `''` where there is no more to say than the code does. */
const missing = (
  { record, fields = {}, each, modes, or }: Need,
  { records }: AgencyLine,
  { modeOfTransport }: AgencyContext,
): string | null => {
  if (modes && !modes.includes(modeOfTransport ?? '')) return null;
  if (or && records.some((one) => one.record === or.record && has(one.fields, or.fields))) return null;
  const mine = records.filter((one) => one.record === record);
  if (each) {
    const roles = new Set(
      records.flatMap((one) => (one.record === record || one.record === 'PG55' ? Object.values(one.fields) : [])),
    );
    const absent = each.values.filter((value) => !roles.has(value));
    return absent.length === 0 ? null : `Missing: ${absent.join(', ')}.`;
  }
  if (mine.some((one) => has(one.fields, fields))) return null;
  return `${record}${Object.keys(fields).length > 0 ? ` with ${Object.keys(fields).join(' and ')}` : ''} is missing.`;
};

/** What the agency of each line asks for besides. Whoever files a disclaimer files no data. */
function neededBy(data: AgencyData, context: AgencyContext): AgencyFinding[] {
  return data.lines.flatMap((line) => {
    if (line.disclaimer !== '') return [];
    const say = (
      code: NeedCode | 'G06' | 'G67',
      record: AgencyRecord,
      detail: string,
      printed: boolean,
    ): AgencyFinding => ({
      ...{ code, record: record.record, recordIndex: record.recordIndex, at: record.at, field: null },
      ...(detail && { detail }),
      ...(!printed && { advice: true }),
    });
    const known = PROGRAMS[line.agency];
    const needed = requirementsOf(line, context.today).flatMap(({ needs, not = [], printed }) => [
      ...needs.flatMap((need) => {
        const detail = missing(need, line, context);
        return detail === null ? [] : [say(need.code, line.head, detail, printed)];
      }),
      ...line.records.filter(({ record }) => not.includes(record)).map((record) => say('G67', record, '', printed)),
    ]);
    return known && !known.includes(line.program)
      ? [say('G06', line.head, `Known here: ${known.join(', ')}.`, false), ...needed]
      : needed;
  });
}

/** Tariff numbers that an agency has flagged, behind which nothing is filed for it. */
function flagged(lines: Lines, flags: AgencyFlags): AgencyFinding[] {
  const rows = Object.entries(flags);
  if (rows.length === 0) return [];
  return lines.flatMap(({ tariffs }, l) =>
    tariffs.flatMap(({ hts = null, agencyRecords = [], recordIndex = null }, t) =>
      rows.flatMap(([flag, { agency, tariffs: beginnings, must = false }]): AgencyFinding[] => {
        if (hts === null || !beginnings.some((beginning) => hts.startsWith(beginning))) return [];
        const filed = agencyRecords.some(
          ({ record, fields }) =>
            record === 'PG01' &&
            fields['governmentAgencyCode'] === agency &&
            !(must && fields['disclaimer'] !== undefined),
        );
        const place = { record: 'SE60', recordIndex, at: `/lines/${l}/tariffs/${t}/hts`, field: 'hts' };
        const detail = `Flag ${flag}: ${agency}${must ? ', which takes no disclaimer for it' : ''}.`;
        return filed ? [] : [{ code: 'P00', ...place, detail }];
      }),
    ),
  );
}

/** By flag, such as FD4. */
export type AgencyFlags = Readonly<Record<string, AgencyFlag>>;

/** Everything that is wrong with the data of agencies in a filing; nothing where there is none and none is flagged. */
export function judgeAgencyData(
  {
    lines,
    entryType,
    modeOfTransport,
  }: Pick<CargoReleaseFiled, 'entryType' | 'modeOfTransport'> & { readonly lines: Lines },
  today: CustomsDate,
  flags: AgencyFlags = {},
): AgencyFinding[] {
  const context: AgencyContext = { today, entryType, modeOfTransport };
  const found = agencyDataIn(lines).flatMap((data) => {
    const broken = AGENCY_RULES.flatMap(({ code, found: look }) =>
      look(data, context).map(({ record, field = null, detail }) => ({
        ...{ code, record: record.record, recordIndex: record.recordIndex, field },
        at: field === null ? record.at : `${record.at}/fields/${field}`,
        ...(detail !== undefined && { detail }),
      })),
    );
    return broken.length > 0 ? broken : neededBy(data, context);
  });
  return [...found, ...flagged(lines, flags)];
}
