import { isCountry, isInsularPossession, normalHts } from '#reference';
import type { EntrySummary, SummaryLine } from '../summary-on-file/summary.model';
import { ofEachOfLines, ofLines, type SummaryRule } from './rule';

type Declaration = NonNullable<SummaryLine['additionalDeclarations']>[number];

/** Types of the 54 record (pp. ESF-102..117). */
const TYPES = '01 02 03 04 05 06 07 08 09 10 11 12'.split(' ');
const [SOFTWOOD, STEEL, ALUMINUM, KOREA, CRAFT, CASES, SMELT, MELT, BIFACIAL, CRANES, AUTO, COPPER] = TYPES as [
  ...(readonly [string, string, string, string, string, string]),
  ...(readonly [string, string, string, string, string, string]),
];
const OTHER = 'OTH';
const UNKNOWN_COUNTRY = 'UN';
/** Goods of the United States have no melting abroad to declare, since 16 July 2026 (pp. ESF-111, 113, 117). */
const DOMESTIC_FROM = '2026-07-16';
const CRAFT_CLAIM = 'C';
/** The taxes are administered by the TTB for goods entered from this day on (p. ESF-189). */
const TTB_FROM = '2023-01-01';

/** Columns of the record, counted as the guide counts them: the information begins in column 5. */
const columns = ({ declarationInformation: text }: Declaration, from: number, to: number): string =>
  text
    .slice(from - 5, to - 4)
    .trim()
    .toUpperCase();

const typeOf = ({ declarationTypeCode }: Declaration): string => declarationTypeCode;
const onDeclaration = { record: '54', grouping: 'IADDET' } as const;
const DROP = [{ do: 'remove', at: '..' }] as const;

/** A rule about declarations of one type. */
const of = (
  type: string | readonly string[],
  isBroken: (declaration: Declaration, line: SummaryLine, summary: EntrySummary, today: string) => boolean,
): SummaryRule['found'] =>
  ofEachOfLines(
    'additionalDeclarations',
    ({ additionalDeclarations }) => additionalDeclarations,
    'declarationInformation',
    (declaration, line, summary, { due }) =>
      [type].flat().includes(typeOf(declaration)) && isBroken(declaration, line, summary, due.rateDate),
  );

const ofAll = (
  field: keyof Declaration,
  isBroken: (declaration: Declaration, all: readonly Declaration[], index: number) => boolean,
): SummaryRule['found'] =>
  ofEachOfLines(
    'additionalDeclarations',
    ({ additionalDeclarations }) => additionalDeclarations,
    field,
    (declaration, { additionalDeclarations = [] }, _summary, _context, index) =>
      isBroken(declaration, additionalDeclarations, index),
  );

const declares = ({ additionalDeclarations }: SummaryLine, type: string): boolean =>
  additionalDeclarations?.some((declaration) => typeOf(declaration) === type) ?? false;
const hasNumber = ({ tariffs }: SummaryLine, hts: string): boolean =>
  tariffs.some((tariff) => normalHts(tariff.hts).startsWith(hts));

/** An amount may be left out or has digits alone. */
const isNoNumber = (text: string): boolean => !/^\d+$/.test(text);

/** Applicability and country of smelting: primary in columns 5 and 8, secondary in columns 10 and 13 (p. ESF-111). */
const PRIMARY = { flag: 5, from: 8, to: 9 } as const;
const SECONDARY = { flag: 10, from: 13, to: 14 } as const;
const flagOf = (declaration: Declaration, { flag }: { readonly flag: number }): string =>
  columns(declaration, flag, flag);
const countryOf = (declaration: Declaration, { from, to }: { readonly from: number; readonly to: number }): string =>
  columns(declaration, from, to);
const isSmelter = (country: string): boolean => country === UNKNOWN_COUNTRY || isCountry(country);
const isCopperCountry = (country: string): boolean => country === OTHER || isCountry(country);

const aluminum = (isBroken: (declaration: Declaration) => boolean): SummaryRule['found'] => of(SMELT, isBroken);
const steel = (isBroken: (country: string, applicability: string) => boolean): SummaryRule['found'] =>
  of(MELT, (declaration) => isBroken(columns(declaration, 5, 6), columns(declaration, 7, 9)));
const copper = (from: number, to: number, isBroken: (country: string) => boolean): SummaryRule['found'] =>
  of(COPPER, (declaration) => isBroken(columns(declaration, from, to)));
const craft = (from: number, to: number, isBroken: (value: string, date: string) => boolean): SummaryRule['found'] =>
  of(CRAFT, (declaration, _line, _summary, date) => isBroken(columns(declaration, from, to), date));

/** The number of the exclusion is left out of the line. */
const withoutNumber = (hts: string) =>
  [
    {
      do: 'set',
      at: '../tariffs',
      to: ({ lines }: EntrySummary, at: string) =>
        lines[Number(at.split('/')[2])]!.tariffs.filter((tariff) => !normalHts(tariff.hts).startsWith(hts)),
    },
  ] as const;

/** Declarations of the importer by their type (54 record, pp. ESF-101..117). */
export const DECLARATION_RULES = [
  {
    ...onDeclaration,
    code: '525',
    text: 'ADDTNL DECLARATION TYPE CODE MISSING',
    remedy: 'Say in columns 3 and 4 what is declared.',
    page: 101,
    fields: ['declarationTypeCode'],
    mend: DROP,
    found: ofAll('declarationTypeCode', (declaration) => typeOf(declaration) === ''),
  },
  {
    ...onDeclaration,
    code: '526',
    text: 'ADDTNL DECLARATION TYPE CODE UNKNOWN',
    remedy: 'Use a type from 01 to 12.',
    page: 101,
    fields: ['declarationTypeCode'],
    mend: DROP,
    found: ofAll(
      'declarationTypeCode',
      (declaration) => typeOf(declaration) !== '' && !TYPES.includes(typeOf(declaration)),
    ),
  },
  {
    ...onDeclaration,
    code: '783',
    text: 'DUPLICATE ADDTNL DEC TYP ENCOUNTERED',
    remedy: 'Declare each type once for a line.',
    page: 101,
    fields: ['declarationTypeCode'],
    mend: DROP,
    found: ofAll(
      'declarationTypeCode',
      (declaration, all, index) => all.findIndex((one) => typeOf(one) === typeOf(declaration)) < index,
    ),
  },
  {
    ...onDeclaration,
    code: '527',
    text: 'SOFTWOOD DECLARATION MUST BE Y OR N',
    remedy: 'Declare with Y or N in column 5 whether the Softwood Lumber Act is met.',
    page: 102,
    fields: ['declarationInformation'],
    mend: DROP,
    found: of(SOFTWOOD, (declaration) => !/^[YN]$/.test(columns(declaration, 5, 5))),
  },
  {
    ...onDeclaration,
    code: '528',
    text: 'SOFTWOOD PRICE CONTAINS NON-NUMERICS',
    remedy: 'Send the export price in whole dollars in columns 6 to 15.',
    page: 102,
    fields: ['declarationInformation'],
    mend: DROP,
    found: of(SOFTWOOD, (declaration) => isNoNumber(columns(declaration, 6, 15))),
  },
  {
    ...onDeclaration,
    code: '529',
    text: 'SOFTWOOD CHARGES CONTAINS NON-NUMERICS',
    remedy: 'Send the export charges in whole dollars in columns 16 to 25, or leave them empty.',
    page: 102,
    fields: ['declarationInformation'],
    mend: DROP,
    found: of(SOFTWOOD, (declaration) => {
      const charges = columns(declaration, 16, 25);
      return charges !== '' && isNoNumber(charges);
    }),
  },
  {
    ...onDeclaration,
    code: '769',
    text: 'PRDCT EXCLSN ID MISSING',
    remedy: 'Send the identifier of the exclusion in columns 5 to 13.',
    page: 103,
    fields: ['declarationInformation'],
    mend: DROP,
    found: of([STEEL, ALUMINUM], (declaration) => columns(declaration, 5, 13) === ''),
  },
  {
    ...onDeclaration,
    code: '770',
    text: 'PRDCT EXCLSN ID UNKNOWN FORMAT',
    remedy: 'Write three letters and six digits as the Department of Commerce gave them.',
    page: 103,
    fields: ['declarationInformation'],
    mend: DROP,
    found: of([STEEL, ALUMINUM], (declaration) => {
      const id = columns(declaration, 5, 13);
      return id !== '' && !/^[A-Z0-9]{9}$/.test(id);
    }),
  },
  {
    ...onDeclaration,
    code: '791',
    text: 'EXP CERT NBR MISSING',
    remedy: 'Send the number of the export certificate in columns 5 to 13.',
    page: 105,
    fields: ['declarationInformation'],
    mend: DROP,
    found: of(KOREA, (declaration) => columns(declaration, 5, 13) === ''),
  },
  {
    ...onDeclaration,
    code: '774',
    text: 'ADDTNL DEC TYPE NOT ALLWD FOR CNTRY',
    remedy: 'Leave the declaration out: goods of this origin have none.',
    page: 105,
    fields: ['declarationTypeCode'],
    mend: DROP,
    found: of([KOREA, SMELT, MELT, COPPER], (declaration, { countryOfOrigin: origin }, _summary, date) =>
      typeOf(declaration) === KOREA
        ? origin !== 'KR'
        : date >= DOMESTIC_FROM && (origin === 'US' || origin === 'PR' || isInsularPossession(origin ?? '')),
    ),
  },
  {
    ...onDeclaration,
    record: '40',
    grouping: 'LINITM',
    code: '798',
    text: 'CBMA CLAIM REQUIRES CBMA DETAIL',
    remedy: 'Add the declaration of type 05, or leave column 55 empty.',
    page: 188,
    fields: ['productClaimCode'],
    mend: [{ do: 'remove' }],
    found: ofLines('productClaimCode', (line) => line.productClaimCode === CRAFT_CLAIM && !declares(line, CRAFT)),
  },
  {
    ...onDeclaration,
    code: '799',
    text: 'CBMA DETAIL REQUIRES CBMA CLAIM',
    remedy: 'Send C in column 55 of the line, or leave the declaration out.',
    page: 188,
    fields: ['declarationTypeCode'],
    mend: DROP,
    found: of(CRAFT, (_declaration, { productClaimCode }) => productClaimCode !== CRAFT_CLAIM),
  },
  {
    ...onDeclaration,
    code: '800',
    text: 'CBMA CONTROLING GRP NAME MISSING',
    remedy: 'Send the name of the controlled group in columns 5 to 14; XXXXXXXXXX since 2023.',
    page: 106,
    fields: ['declarationInformation'],
    mend: [
      { do: 'remove', at: '..' },
      { do: 'remove', at: '../../../productClaimCode' },
    ],
    found: craft(5, 14, (value) => value === ''),
  },
  {
    ...onDeclaration,
    code: '801',
    text: 'CBMA PRODUCER NBR MISSING',
    remedy: 'Send the identifier of the foreign producer in columns 15 to 32.',
    page: 106,
    fields: ['declarationInformation'],
    mend: [
      { do: 'remove', at: '..' },
      { do: 'remove', at: '../../../productClaimCode' },
    ],
    found: craft(15, 32, (value) => value === ''),
  },
  {
    ...onDeclaration,
    code: '802',
    text: 'CBMA PRODUCER NAME MISSING',
    remedy: 'Send the name of the foreign producer in columns 33 to 53.',
    page: 107,
    fields: ['declarationInformation'],
    mend: [
      { do: 'remove', at: '..' },
      { do: 'remove', at: '../../../productClaimCode' },
    ],
    found: craft(33, 53, (value) => value === ''),
  },
  {
    ...onDeclaration,
    code: '803',
    text: 'CBMA ALLOC QTY MISSING',
    remedy: 'Send the quantity assigned in columns 54 to 65; zeros since 2023.',
    page: 107,
    fields: ['declarationInformation'],
    mend: [
      { do: 'remove', at: '..' },
      { do: 'remove', at: '../../../productClaimCode' },
    ],
    found: craft(54, 65, (value) => value === ''),
  },
  {
    ...onDeclaration,
    code: '804',
    text: 'CBMA ALLOC QTY CONTAINS NON-NUMERICS',
    remedy: 'Send digits alone in columns 54 to 65.',
    page: 107,
    fields: ['declarationInformation'],
    mend: [
      { do: 'remove', at: '..' },
      { do: 'remove', at: '../../../productClaimCode' },
    ],
    found: craft(54, 65, (value) => value !== '' && isNoNumber(value)),
  },
  {
    ...onDeclaration,
    code: '805',
    text: 'CBMA RATE DSGNTN CD MISSING',
    remedy: 'Send the code of the rate in columns 67 to 72.',
    page: 108,
    fields: ['declarationInformation'],
    mend: [
      { do: 'remove', at: '..' },
      { do: 'remove', at: '../../../productClaimCode' },
    ],
    found: craft(67, 72, (value) => value === ''),
  },
  {
    ...onDeclaration,
    code: '806',
    text: 'CBMA TTB TAX RATE MISSING',
    remedy: 'Send the rate of the tax in columns 73 to 80.',
    page: 108,
    fields: ['declarationInformation'],
    mend: [
      { do: 'remove', at: '..' },
      { do: 'remove', at: '../../../productClaimCode' },
    ],
    found: craft(73, 80, (value) => value === ''),
  },
  {
    ...onDeclaration,
    code: '807',
    text: 'CBMA TTB TAX RATE CONTAINS NON-NUMERICS',
    remedy: 'Send digits alone in columns 73 to 80, four of them decimals.',
    page: 109,
    fields: ['declarationInformation'],
    mend: [
      { do: 'remove', at: '..' },
      { do: 'remove', at: '../../../productClaimCode' },
    ],
    found: craft(73, 80, (value) => value !== '' && isNoNumber(value)),
  },
  {
    record: '40',
    grouping: 'LINITM',
    code: '811',
    text: 'CBMA CLAIM REQUIRES IR TAX ESTIMATE',
    remedy: 'Report the tax of the article in a 60 record.',
    page: 188,
    mend: [
      { do: 'remove', at: '../additionalDeclarations' },
      { do: 'remove', at: '../productClaimCode' },
    ],
    found: ofLines('irTax', (line) => declares(line, CRAFT) && !line.irTax),
  },
  {
    ...onDeclaration,
    code: '814',
    text: 'CBMA FLVR CNTNT CRDT IND MUST BE Y',
    remedy: 'Send Y in column 66, or leave it empty.',
    page: 108,
    fields: ['declarationInformation'],
    mend: [
      { do: 'remove', at: '..' },
      { do: 'remove', at: '../../../productClaimCode' },
    ],
    found: craft(66, 66, (value) => value !== '' && value !== 'Y'),
  },
  {
    ...onDeclaration,
    code: '823',
    severity: 'information',
    text: 'PRDCR ID UNKN; TTB CBMA CLAIM MAY FAIL',
    remedy: 'Check the identifier that the TTB gave the producer: TTB-FP- and seven characters.',
    page: 189,
    fields: ['declarationInformation'],
    found: craft(
      15,
      32,
      (value, date) =>
        value !== '' && date >= TTB_FROM && value !== 'XXXXXXXXXX' && !/^TTB-FP-[A-HJ-NP-Z0-9]{7}$/.test(value),
    ),
  },
  {
    record: '11',
    grouping: 'SUMMRY',
    code: '824',
    text: 'IMPORT DATE MISSING - REQD FOR CBMA',
    remedy: 'Send the date of importation where a benefit for craft beverages is claimed.',
    page: 188,
    fields: ['dateOfImportation'],
    mend: [{ do: 'set', to: ({ entryDate }: EntrySummary) => entryDate ?? '2026-01-02' }],
    found: (summary) =>
      summary.importDate === null && summary.lines.some(({ productClaimCode }) => productClaimCode === CRAFT_CLAIM)
        ? [
            {
              recordIndex: summary.records['11'] ?? summary.records['10'] ?? null,
              at: '/importDate',
              field: 'importDate',
            },
          ]
        : [],
  },
  {
    ...onDeclaration,
    code: '817',
    text: 'AD-CVD CERT DESIGNATION UNKNOWN',
    remedy: 'Write ADCVD CERT in columns 5 to 14.',
    page: 110,
    fields: ['declarationInformation'],
    mend: [{ do: 'set', to: 'ADCVD CERT' }],
    found: of(CASES, (declaration) => columns(declaration, 5, 14) !== 'ADCVD CERT'),
  },
  {
    ...onDeclaration,
    code: '848',
    text: 'ALUM PRI SMELT CNTRY APPL CD MISSING',
    remedy: 'Say in column 5 with Y or N whether there is a primary country of smelt.',
    page: 111,
    fields: ['declarationInformation'],
    mend: DROP,
    found: aluminum((declaration) => flagOf(declaration, PRIMARY) === ''),
  },
  {
    ...onDeclaration,
    code: '826',
    text: 'ALUM PRIM SMELT CNTRY APPL CD UNKNOWN',
    remedy: 'Use Y or N in column 5.',
    page: 111,
    fields: ['declarationInformation'],
    mend: DROP,
    found: aluminum((declaration) => /[^YN]/.test(flagOf(declaration, PRIMARY))),
  },
  {
    ...onDeclaration,
    code: '827',
    text: 'ALUM PRIM SMELT CNTRY CD MISSING',
    remedy: 'Send the primary country of smelt in columns 8 and 9.',
    page: 111,
    fields: ['declarationInformation'],
    mend: DROP,
    found: aluminum((declaration) => flagOf(declaration, PRIMARY) === 'Y' && countryOf(declaration, PRIMARY) === ''),
  },
  {
    ...onDeclaration,
    code: '828',
    text: 'ALUM PRIM SMELT CNTRY APPL CD CONFLICT',
    remedy: 'Leave columns 8 and 9 empty where column 5 says N.',
    page: 111,
    fields: ['declarationInformation'],
    mend: DROP,
    found: aluminum((declaration) => flagOf(declaration, PRIMARY) === 'N' && countryOf(declaration, PRIMARY) !== ''),
  },
  {
    ...onDeclaration,
    code: '829',
    text: 'ALUM PRIM SMELT CNTRY CD UNKNOWN CNTRY',
    remedy: 'Use an ISO country code in columns 8 and 9.',
    page: 111,
    fields: ['declarationInformation'],
    mend: DROP,
    found: aluminum((declaration) => {
      const country = countryOf(declaration, PRIMARY);
      return country !== '' && !isSmelter(country);
    }),
  },
  {
    ...onDeclaration,
    code: '849',
    text: 'ALUM SEC SMELT CNTRY APPL CD MISSING',
    remedy: 'Say in column 10 with Y or N whether there is a secondary country of smelt.',
    page: 111,
    fields: ['declarationInformation'],
    mend: DROP,
    found: aluminum((declaration) => flagOf(declaration, SECONDARY) === ''),
  },
  {
    ...onDeclaration,
    code: '830',
    text: 'ALUM SEC SMELT CNTRY APPL CD UNKNOWN',
    remedy: 'Use Y or N in column 10.',
    page: 111,
    fields: ['declarationInformation'],
    mend: DROP,
    found: aluminum((declaration) => /[^YN]/.test(flagOf(declaration, SECONDARY))),
  },
  {
    ...onDeclaration,
    code: '831',
    text: 'ALUM SEC SMELT CNTRY CD MISSING',
    remedy: 'Send the secondary country of smelt in columns 13 and 14.',
    page: 112,
    fields: ['declarationInformation'],
    mend: DROP,
    found: aluminum(
      (declaration) => flagOf(declaration, SECONDARY) === 'Y' && countryOf(declaration, SECONDARY) === '',
    ),
  },
  {
    ...onDeclaration,
    code: '832',
    text: 'ALUM SEC SMELT CNTRY APPL CD CONFLICT',
    remedy: 'Leave columns 13 and 14 empty where column 10 says N.',
    page: 112,
    fields: ['declarationInformation'],
    mend: DROP,
    found: aluminum(
      (declaration) => flagOf(declaration, SECONDARY) === 'N' && countryOf(declaration, SECONDARY) !== '',
    ),
  },
  {
    ...onDeclaration,
    code: '833',
    text: 'ALUM SEC SMELT CNTRY CD UNKNOWN CNTRY',
    remedy: 'Use an ISO country code in columns 13 and 14.',
    page: 112,
    fields: ['declarationInformation'],
    mend: DROP,
    found: aluminum((declaration) => {
      const country = countryOf(declaration, SECONDARY);
      return country !== '' && !isSmelter(country);
    }),
  },
  {
    ...onDeclaration,
    code: '850',
    text: 'ALUM PRI & SEC SMELT CNTRY APPL CONFLICT',
    remedy: 'Say Y in column 5 or in column 10: aluminum is smelted somewhere.',
    page: 111,
    fields: ['declarationInformation'],
    mend: DROP,
    found: aluminum((declaration) => flagOf(declaration, PRIMARY) === 'N' && flagOf(declaration, SECONDARY) === 'N'),
  },
  {
    ...onDeclaration,
    code: '834',
    text: 'ALUM CAST CNTRY CD MISSING',
    remedy: 'Send the country of cast in columns 15 and 16.',
    page: 112,
    fields: ['declarationInformation'],
    mend: DROP,
    found: aluminum((declaration) => columns(declaration, 15, 16) === ''),
  },
  {
    ...onDeclaration,
    code: '835',
    text: 'ALUM CAST CNTRY CD UNKNOWN CNTRY',
    remedy: 'Use an ISO country code in columns 15 and 16.',
    page: 112,
    fields: ['declarationInformation'],
    mend: DROP,
    found: aluminum((declaration) => {
      const country = columns(declaration, 15, 16);
      return country !== '' && !isSmelter(country);
    }),
  },
  {
    ...onDeclaration,
    code: '840',
    text: 'STEEL MELT & POUR CNTRY CD MISSING',
    remedy: 'Send the country of melt and pour in columns 5 and 6, or OTH in columns 7 to 9.',
    page: 113,
    fields: ['declarationInformation'],
    mend: DROP,
    found: steel((country, applicability) => country === '' && applicability === ''),
  },
  {
    ...onDeclaration,
    code: '841',
    text: 'STEEL MELT & POUR CNTRY CD UNKNOWN CNTRY',
    remedy: 'Use an ISO country code in columns 5 and 6.',
    page: 113,
    fields: ['declarationInformation'],
    mend: DROP,
    found: steel((country) => country !== '' && !isCountry(country)),
  },
  {
    ...onDeclaration,
    code: '842',
    text: 'STEEL MELT & POUR CNTRY APPL CD UNKNOWN',
    remedy: 'Write OTH in columns 7 to 9, or leave them empty.',
    page: 113,
    fields: ['declarationInformation'],
    mend: DROP,
    found: steel((_country, applicability) => applicability !== '' && applicability !== OTHER),
  },
  {
    ...onDeclaration,
    code: '843',
    text: 'STEEL MELT & POUR CNTRY APPL CD CONFLICT',
    remedy: 'Send the country or OTH, not both.',
    page: 113,
    fields: ['declarationInformation'],
    mend: DROP,
    found: steel((country, applicability) => country !== '' && applicability !== ''),
  },
  {
    ...onDeclaration,
    code: '837',
    text: '201 EXLCSN CERT UNKNOWN',
    remedy: 'Write 201BIFAC CERT in columns 5 to 17.',
    page: 114,
    fields: ['declarationInformation'],
    mend: [{ do: 'set', to: '201BIFAC CERT' }],
    found: of(BIFACIAL, (declaration) => columns(declaration, 5, 17) !== '201BIFAC CERT'),
  },
  {
    ...onDeclaration,
    code: '838',
    text: 'EXLCSN HTS REQ FOR 201 EXCLSN',
    remedy: 'Add 9903.45.29, or leave the declaration out.',
    page: 114,
    fields: ['declarationTypeCode'],
    mend: DROP,
    found: of(BIFACIAL, (_declaration, line) => !hasNumber(line, '99034529')),
  },
  {
    ...onDeclaration,
    code: '845',
    text: '301 STS EXCLSN CERT UNKNOWN',
    remedy: 'Write 301STS CERT in columns 5 to 15.',
    page: 115,
    fields: ['declarationInformation'],
    mend: [{ do: 'set', to: '301STS CERT' }],
    found: of(CRANES, (declaration) => columns(declaration, 5, 15) !== '301STS CERT'),
  },
  {
    ...onDeclaration,
    code: '846',
    text: 'EXLCSN HTS REQ FOR 301 STS EXCLSN',
    remedy: 'Add 9903.91.09, or leave the declaration out.',
    page: 115,
    fields: ['declarationTypeCode'],
    mend: DROP,
    found: of(CRANES, (_declaration, line) => !hasNumber(line, '99039109')),
  },
  {
    record: '40',
    grouping: 'LINITM',
    code: '836',
    text: 'EXCLSN MISSING; REQUIRED FOR EXCLSN HTS',
    remedy: 'Declare the exclusion (54 record, type 09), or leave 9903.45.29 out.',
    page: 'ACE error dictionary, July 2026',
    mend: withoutNumber('99034529'),
    found: ofLines('additionalDeclarations', (line) => hasNumber(line, '99034529') && !declares(line, BIFACIAL)),
  },
  {
    record: '40',
    grouping: 'LINITM',
    code: '847',
    text: '301 STS EXCLSN MISNG; REQ FOR EXCLSN HTS',
    remedy: 'Declare the exclusion (54 record, type 10), or leave 9903.91.09 out.',
    page: 'ACE error dictionary, July 2026',
    mend: withoutNumber('99039109'),
    found: ofLines('additionalDeclarations', (line) => hasNumber(line, '99039109') && !declares(line, CRANES)),
  },
  {
    ...onDeclaration,
    code: '857',
    text: 'AUTO LICENSE UNKNOWN',
    remedy: 'Write two letters and six digits as the Department of Commerce gave them.',
    page: 116,
    fields: ['declarationInformation'],
    mend: DROP,
    found: of(AUTO, (declaration) => !/^[A-Z]{2}\d{6}$/.test(columns(declaration, 5, 12))),
  },
  {
    ...onDeclaration,
    code: '869',
    text: 'COP PRIM SMELT CNTRY CD MISSING',
    remedy: 'Send the primary country of smelt, or OTH, in columns 5 to 7.',
    page: 117,
    fields: ['declarationInformation'],
    mend: DROP,
    found: copper(5, 7, (country) => country === ''),
  },
  {
    ...onDeclaration,
    code: '870',
    text: 'COP PRIM SMELT CNTRY CD UNKNOWN CNTRY',
    remedy: 'Use an ISO country code, or OTH, in columns 5 to 7.',
    page: 117,
    fields: ['declarationInformation'],
    mend: DROP,
    found: copper(5, 7, (country) => country !== '' && !isCopperCountry(country)),
  },
  {
    ...onDeclaration,
    code: '871',
    text: 'COP SEC SMELT CNTRY CD UNKNOWN CNTRY',
    remedy: 'Use an ISO country code, or OTH, in columns 10 to 12, or leave them empty.',
    page: 117,
    fields: ['declarationInformation'],
    mend: DROP,
    found: copper(10, 12, (country) => country !== '' && !isCopperCountry(country)),
  },
  {
    ...onDeclaration,
    code: '872',
    text: 'COP RECENT CAST CNTRY CD MISSING',
    remedy: 'Send the country of most recent cast, or OTH, in columns 15 to 17.',
    page: 117,
    fields: ['declarationInformation'],
    mend: DROP,
    found: copper(15, 17, (country) => country === ''),
  },
  {
    ...onDeclaration,
    code: '873',
    text: 'COP RECENT CAST CNTRY CD UNKNOWN CNTRY',
    remedy: 'Use an ISO country code, or OTH, in columns 15 to 17.',
    page: 117,
    fields: ['declarationInformation'],
    mend: DROP,
    found: copper(15, 17, (country) => country !== '' && !isCopperCountry(country)),
  },
] as const satisfies readonly SummaryRule[];
