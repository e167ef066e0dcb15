import { isCustomsDate } from '#kernel';
import { isCountry } from '#reference';
import type { EntrySummary, SummaryLine } from '../summary-on-file/summary.model';
import { lineValue } from './duty.rules';
import { barredBy, inForceOn } from '../barred-goods/barred-goods.rules';
import { isSetComponent, isSetHeader, UNKNOWN_ORIGIN } from './line-kinds';
import {
  ofEachOfLines,
  ofHeader,
  ofLines,
  ofTariffs,
  type RuleContext,
  type SummaryFinding,
  type SummaryRule,
} from './rule';

type Invoice = NonNullable<SummaryLine['invoices']>[number];

/** Codes of licenses, certificates and permits that are in use (usage note (s), pp. ESF-165..171). */
const LICENSES = new Set(
  '01 02 03 04 05 06 07 08 09 10 11 12 13 14 16 17 18 19 20 21 22 23 25 26 27 28 29 30 31'.split(' '),
);
const SUGAR = '21';
const SUGAR_FORM = /^[CF]\d[A-Z]{3}[A-Z0-9]\d{3}$/;
/** Forms that the guide prints; the other agencies say up to nine characters. */
const LICENSE_FORMS: Readonly<Record<string, RegExp>> = {
  '14': /^\d-[A-Z][A-Z ]-\d{3}-\d$/,
  '16': /^.{1,8}$/,
  '21': SUGAR_FORM,
  // Mill, year, month, serial.
  '26': /^[A-Z0-9]{2}\d{2}(0[1-9]|1[0-2])\d{3}$/,
  '27': /^.{9}$/,
  // Year, origin, product, serial up to 99000.
  '31': /^\dARWJ([0-8]\d{4}|9[0-8]\d{3}|99000)$/,
};

const onLine = { record: '40', grouping: 'LINITM' } as const;
const onInvoice = { record: '42', grouping: 'EIPINV' } as const;
const onRuling = { record: '43', grouping: 'LINITM' } as const;
const onLicense = { record: '52', grouping: 'LICNSE' } as const;
const onVisa = { record: '51', grouping: 'LINITM' } as const;
const DROP = [{ do: 'remove' }] as const;

/** Last digit of the calendar year (C), or of the fiscal year, which begins in October (F). */
const yearOf = (kind: string, day: string): string => {
  const year = Number(day.slice(0, 4));
  return String(kind === 'F' && day.slice(5, 7) >= '10' ? year + 1 : year).slice(-1);
};

const isElectronic = ({ indicators }: EntrySummary): boolean => indicators?.electronicInvoiceIndicator === 'Y';

/** Articles of the set that a line is the header of. */
const articlesBehind = (lines: readonly SummaryLine[], index: number): readonly SummaryLine[] => {
  const behind = lines.slice(index + 1);
  const end = behind.findIndex((one) => !isSetComponent(one));
  return end < 0 ? behind : behind.slice(0, end);
};
const worthOf = (lines: readonly SummaryLine[]): number => lines.reduce((sum, one) => sum + lineValue(one), 0);

const leading = ({ tariffs }: SummaryLine): string => tariffs[0]?.hts.replace(/\D/g, '') ?? '';

const ofInvoices = (
  field: keyof Invoice,
  isBroken: (invoice: Invoice, line: SummaryLine, index: number) => boolean,
): SummaryRule['found'] =>
  ofEachOfLines(
    'invoices',
    ({ invoices }) => invoices,
    field,
    (invoice, line, _summary, _context, index) => isBroken(invoice, line, index),
  );

/** Rulings of a line, and of its invoices. */
const ofRulings =
  (isBroken: (type: string | null) => boolean): SummaryRule['found'] =>
  (summary) =>
    summary.lines.flatMap(({ ruling, invoices = [], lineNumber }, line): SummaryFinding[] => [
      ...(ruling && isBroken(ruling.rulingTypeCode)
        ? [{ recordIndex: ruling.recordIndex, at: `/lines/${line}/ruling`, field: 'rulingTypeCode', lineNumber }]
        : []),
      ...invoices.flatMap(({ ruling: of }, index) =>
        of && isBroken(of.rulingTypeCode)
          ? [
              {
                recordIndex: of.recordIndex,
                at: `/lines/${line}/invoices/${index}/ruling`,
                field: 'rulingTypeCode',
                lineNumber,
              },
            ]
          : [],
      ),
    ]);

const ofLicense =
  (
    field: 'licenseTypeCode' | 'licenseNumber',
    isBroken: (license: NonNullable<SummaryLine['license']>) => boolean,
  ): SummaryRule['found'] =>
  (summary) =>
    summary.lines.flatMap(({ license, lineNumber }, index) =>
      license && isBroken(license)
        ? [{ recordIndex: license.recordIndex, at: `/lines/${index}/license`, field, lineNumber }]
        : [],
    );

const ofVisa =
  (isBroken: (number: string) => boolean): SummaryRule['found'] =>
  (summary) =>
    summary.lines.flatMap(({ standardVisa: visa, lineNumber }, index) =>
      visa && isBroken(visa.standardVisaNumber)
        ? [
            {
              recordIndex: visa.recordIndex,
              at: `/lines/${index}/standardVisa`,
              field: 'standardVisaNumber',
              lineNumber,
            },
          ]
        : [],
    );

/** The set that a component belongs to: the last header before it, with nothing between but components. */
const setOf = (lines: readonly SummaryLine[], index: number): { header: SummaryLine; first: boolean } | null => {
  for (let at = index - 1; at >= 0; at -= 1) {
    const line = lines[at]!;
    if (isSetHeader(line)) return { header: line, first: at === index - 1 };
    if (!isSetComponent(line)) return null;
  }
  return null;
};

const ofFees = (classCode: string, isWrong: (line: SummaryLine) => boolean): SummaryRule['found'] =>
  ofEachOfLines(
    'fees',
    ({ fees }) => fees,
    'classCode',
    (fee, line) => fee.classCode === classCode && isWrong(line),
  );
const WITHOUT_FEE = [{ do: 'remove', at: '..' }] as const;
const WITHOUT_DUTY = [{ do: 'set', to: 0 }] as const;

/** Values of record 40 and of invoices, rulings, visas and licenses behind it; articles put up in sets (usage note (k)). */
export const LINE_FIELD_RULES = [
  {
    record: '50',
    grouping: 'TARIFF',
    code: '778',
    text: 'TRFF ADJSTMNT CONFLICT - ENT TYPE',
    remedy: 'Leave out the number of chapter 99: goods of a defense contract (type 51) are outside trade remedies.',
    page: 187,
    fields: ['htsNumber'],
    mend: [{ do: 'remove', at: '..' }],
    found: ofTariffs(
      'hts',
      ({ hts }, _line, { entryType }) => entryType === '51' && hts.replace(/\D/g, '').startsWith('9903'),
    ),
  },
  {
    record: '50',
    grouping: 'TARIFF',
    code: 'W75',
    text: 'CURRENT HTS NOT ALLOWED - ENTRY TYPE',
    remedy: 'Leave out the SE61 record: it is of goods from a foreign trade zone (type 06) alone.',
    page: 92,
    fields: ['htsNumber'],
    mend: [{ do: 'remove' }],
    found: ofTariffs(
      'privilegedForeign',
      ({ privilegedForeign }, _line, { entryType }) => Boolean(privilegedForeign) && entryType !== '06',
    ),
  },
  {
    ...onLine,
    code: '518',
    text: 'DUPLICATE LINE IDENTIFIER ENCOUNTERED',
    remedy: 'Give each line a number of its own.',
    page: 71,
    fields: ['lineItemIdentifier'],
    mend: [{ do: 'set', to: (_: EntrySummary, at: string) => `N${at.split('/')[2]}` }],
    found: (summary) => {
      const seen = new Set<string>();
      return summary.lines.flatMap(({ lineNumber, recordIndex }, index) => {
        const twice = lineNumber.trim() !== '' && seen.has(lineNumber);
        seen.add(lineNumber);
        return twice ? [{ recordIndex, at: `/lines/${index}/lineNumber`, field: 'lineNumber', lineNumber }] : [];
      });
    },
  },
  {
    ...onLine,
    code: '822',
    text: 'ASTERISK("*") NOT ALLOWED IN LINE ITM ID',
    remedy: 'Number the line without an asterisk.',
    page: 71,
    fields: ['lineItemIdentifier'],
    mend: [{ do: 'set', to: (_: EntrySummary, at: string) => `N${at.split('/')[2]}` }],
    found: ofLines('lineNumber', ({ lineNumber }) => lineNumber.includes('*')),
  },
  {
    ...onLine,
    code: '413',
    text: 'ORIGIN COUNTRY CANNOT BE UNKNOWN',
    remedy: 'Name the country of export where the origin is unknown.',
    page: 66,
    fields: ['countryOfExportCode'],
    mend: [{ do: 'set', at: '../countryOfExport', to: 'DE' }],
    found: ofLines(
      'countryOfOrigin',
      ({ countryOfOrigin, countryOfExport }) => countryOfOrigin === UNKNOWN_ORIGIN && !isCountry(countryOfExport ?? ''),
    ),
  },
  {
    ...onLine,
    code: '607',
    text: 'UNKNOWN CO NOT ALLOWED FOR SP CLAIM',
    remedy: 'Name the country of origin, or drop the claim of a special program.',
    page: 65,
    fields: ['countryOfOriginCode', 'specialProgramClaimCode'],
    mend: [{ do: 'set', to: 'DE' }],
    found: ofLines(
      'countryOfOrigin',
      ({ countryOfOrigin, tariffs }) => countryOfOrigin === UNKNOWN_ORIGIN && tariffs.some(({ spi }) => spi !== null),
    ),
  },
  {
    ...onLine,
    code: '418',
    text: 'EXPORT DATE MISSING',
    remedy: 'Send the day on which the goods left the country of export.',
    page: 135,
    fields: ['dateOfExportation'],
    mend: [{ do: 'set', to: ({ importDate, entryDate }: EntrySummary) => importDate ?? entryDate ?? '2026-01-02' }],
    found: ofLines('exportDate', ({ exportDate }, { entryType }) => exportDate === null && entryType !== '06'),
  },
  {
    ...onLine,
    code: '430',
    text: 'TEXTILE EXPORT DATE NOT A KNOWN DATE',
    remedy: 'Send a date that exists in the calendar.',
    page: 66,
    fields: ['textileExportationDate'],
    mend: DROP,
    found: ofLines(
      'textileExportationDate',
      ({ textileExportationDate: date }) => Boolean(date) && !isCustomsDate(date!),
    ),
  },
  {
    ...onLine,
    code: '417',
    text: 'PRODUCT CLAIM CD UNKNOWN',
    remedy: 'Use C, F, G, H or M, or leave column 55 empty.',
    page: 67,
    fields: ['productClaimCode'],
    mend: DROP,
    found: ofLines('productClaimCode', ({ productClaimCode: code }) => Boolean(code) && !/^[CFGHM]$/.test(code!)),
  },
  {
    ...onLine,
    code: '422',
    text: 'FTA NET COST IND MUST BE Y',
    remedy: 'Send Y, or leave column 57 empty.',
    page: 69,
    fields: ['naftaNetCostIndicator'],
    mend: DROP,
    found: ofLines('naftaNetCostIndicator', ({ naftaNetCostIndicator: given }) => Boolean(given) && given !== 'Y'),
  },
  {
    ...onLine,
    code: '423',
    text: 'FEE EXEMPTION CODE MUST BE 1 OR 2',
    remedy: 'Send 1 for cotton, 2 for organic products, or leave column 58 empty.',
    page: 69,
    fields: ['feeExemptionCode'],
    mend: DROP,
    found: ofLines('feeExemptionCode', ({ feeExemptionCode: code }) => Boolean(code) && !/^[12]$/.test(code!)),
  },
  {
    ...onLine,
    code: '403',
    text: 'ARTICLE SET IND MUST BE X OR V',
    remedy: 'Send X for a set, V for an article of it, or leave column 8 empty.',
    page: 160,
    fields: ['articleSetIndicator'],
    mend: DROP,
    found: ofLines('articleSetIndicator', ({ articleSetIndicator: given }) => Boolean(given) && !/^[XV]$/.test(given!)),
  },
  {
    ...onLine,
    code: '404',
    text: 'SET COMPONENT NOT PRECEDED BY SET HDR',
    remedy: 'Report the set (X) before its articles (V).',
    page: 160,
    fields: ['articleSetIndicator'],
    mend: DROP,
    found: ofLines(
      'articleSetIndicator',
      (line, { lines }, _context, index) => isSetComponent(line) && setOf(lines, index) === null,
    ),
  },
  {
    ...onLine,
    code: '405',
    text: 'PREV SET INCOMPLETE;COMPONENT MISSING',
    remedy: 'Report at least two articles (V) behind the set (X).',
    page: 160,
    fields: ['articleSetIndicator'],
    mend: DROP,
    found: ofLines(
      'articleSetIndicator',
      (line, { lines }, _context, index) =>
        isSetHeader(line) &&
        ![1, 2].every((ahead) => lines[index + ahead] !== undefined && isSetComponent(lines[index + ahead]!)),
    ),
  },
  {
    ...onLine,
    code: 'W73',
    text: 'VALUE OF SET NOT THAT OF ITS ARTICLES',
    remedy: 'Report as value of the set (X) the sum of the values of its articles (V).',
    page: 160,
    fields: ['articleSetIndicator'],
    mend: [
      {
        do: 'set',
        at: '../tariffs',
        to: ({ lines }: EntrySummary, at: string) => {
          const index = Number(at.split('/')[2]);
          const { tariffs } = lines[index]!;
          const most = tariffs.reduce((one, other) => (other.valueDollars > one.valueDollars ? other : one));
          const more = worthOf(articlesBehind(lines, index)) - lineValue(lines[index]!);
          return tariffs.map((one) => (one === most ? { ...one, valueDollars: one.valueDollars + more } : one));
        },
      },
    ],
    found: ofLines('articleSetIndicator', (line, { lines }, _context, index) => {
      const articles = articlesBehind(lines, index);
      if (!isSetHeader(line) || articles.length === 0) return false;
      const sum = worthOf(articles);
      return sum === lineValue(line) ? false : `Set: ${lineValue(line)}, articles: ${sum} dollars.`;
    }),
  },
  {
    ...onLine,
    code: '406',
    text: 'FIRST SET COMPONENT/HEADER MISMATCH',
    remedy: 'Report as the first article the number by which the set is classified.',
    page: 160,
    fields: ['articleSetIndicator'],
    mend: [
      {
        do: 'set',
        at: '../tariffs/0/hts',
        to: ({ lines }: EntrySummary, at: string) => lines[Number(at.split('/')[2]) - 1]?.tariffs[0]?.hts ?? '',
      },
    ],
    found: ofLines('articleSetIndicator', (line, { lines }, _context, index) => {
      const set = isSetComponent(line) ? setOf(lines, index) : null;
      return set?.first === true && leading(set.header) !== leading(line);
    }),
  },
  {
    record: '50',
    grouping: 'TARIFF',
    code: '445',
    text: 'DUTY NOT ALLOWED - SET COMPONENT',
    remedy: 'Report the duty with the set (X): its articles (V) carry none.',
    page: 160,
    fields: ['dutyAmount'],
    mend: WITHOUT_DUTY,
    found: ofEachOfLines(
      'tariffs',
      ({ tariffs }) => tariffs,
      'dutyCents',
      ({ dutyCents }, line) => isSetComponent(line) && dutyCents > 0,
    ),
  },
  {
    record: '62',
    grouping: 'LINFEE',
    code: '629',
    text: 'FORMAL MPF NOT ALLOWED - SET COMPONENT',
    remedy: 'Report class 499 with the set (X): its articles (V) carry none.',
    page: 160,
    mend: WITHOUT_FEE,
    found: ofFees('499', isSetComponent),
  },
  {
    record: '62',
    grouping: 'LINFEE',
    code: '480',
    text: 'HMF NOT ALLOWED - SET COMPONENT',
    remedy: 'Report class 501 with the set (X): its articles (V) carry none.',
    page: 162,
    mend: WITHOUT_FEE,
    found: ofFees('501', isSetComponent),
  },
  {
    record: '50',
    grouping: 'TARIFF',
    code: '699',
    text: 'CO RESTRICTED FOR HTS',
    remedy: 'Such goods of that origin are not entered while a trade order bars them.',
    page: 'ACE error dictionary, July 2026',
    fields: ['htsNumber'],
    found: (summary, context) => {
      const inForce = inForceOn(context.barred ?? [], context.due.rateDate);
      return inForce.length === 0
        ? []
        : ofTariffs('hts', ({ hts }, { countryOfOrigin }) => barredBy(inForce, hts, countryOfOrigin)?.reason ?? false)(
            summary,
            context,
          );
    },
  },
  {
    record: '10',
    grouping: 'SUMMRY',
    code: '227',
    text: 'CORRECTION REQUIRES ELEC INVOICE',
    remedy: 'Send Y in column 41 and an invoice for each line, as the summary on file has them.',
    page: 'ACE error dictionary, July 2026',
    fields: ['electronicInvoiceIndicator'],
    of: 'ordinary',
    mend: [
      { do: 'set', at: '/indicators/electronicInvoiceIndicator', to: 'Y' },
      {
        do: 'set',
        at: '/lines',
        to: ({ lines }: EntrySummary, _at: string, { existing }: RuleContext) =>
          lines.map((line) => ({
            ...line,
            invoices: line.invoices?.length ? line.invoices : existing!.content!.lines[0]!.invoices!,
          })),
      },
    ],
    found: ofHeader(
      '10',
      'indicators/electronicInvoiceIndicator',
      (summary, { existing }) => !isElectronic(summary) && existing?.content != null && isElectronic(existing.content),
    ),
  },
  {
    ...onLine,
    code: '446',
    text: 'INVOICE DETAIL MISSING',
    remedy: 'Report an invoice for each line where column 41 of the 10 record is Y.',
    page: 172,
    mend: [{ do: 'remove', at: '/indicators/electronicInvoiceIndicator' }],
    found: ofLines('invoices', ({ invoices = [] }, summary) => isElectronic(summary) && invoices.length === 0),
  },
  {
    ...onInvoice,
    code: '447',
    text: 'INVOICE DETAIL NOT ALLOWED',
    remedy: 'Leave the 42 records out, or send Y in column 41 of the 10 record.',
    page: 172,
    mend: DROP,
    found: (summary) =>
      isElectronic(summary)
        ? []
        : summary.lines.flatMap(({ invoices = [], lineNumber }, index) =>
            invoices.length > 0
              ? [
                  {
                    recordIndex: invoices[0]!.recordIndex,
                    at: `/lines/${index}/invoices`,
                    field: 'invoices',
                    lineNumber,
                  },
                ]
              : [],
          ),
  },
  {
    ...onInvoice,
    code: '448',
    text: 'INVOICE NBR MISSING',
    remedy: 'Send the number of the invoice.',
    page: 74,
    fields: ['invoiceNumber'],
    mend: [{ do: 'set', to: 'INVOICE-1' }],
    found: ofInvoices('invoiceNumber', ({ invoiceNumber }) => !invoiceNumber),
  },
  {
    ...onInvoice,
    code: '449',
    text: 'INVOICE NUMBER INELIGIBLE',
    remedy: 'Write the number of the invoice with letters, digits and dashes alone.',
    page: 74,
    fields: ['invoiceNumber'],
    mend: [{ do: 'set', to: 'INVOICE-1' }],
    found: ofInvoices(
      'invoiceNumber',
      ({ invoiceNumber }) => Boolean(invoiceNumber) && !/^[A-Z0-9-]+$/i.test(invoiceNumber!),
    ),
  },
  {
    ...onInvoice,
    code: '451',
    text: 'SUPPLIER ID CODE MISSING',
    remedy: 'Send the code of the supplier.',
    page: 74,
    fields: ['supplierIdCode'],
    mend: [{ do: 'set', to: 'DEMAKERCO12CIT' }],
    found: ofInvoices('supplierIdCode', ({ supplierIdCode }) => !supplierIdCode),
  },
  {
    ...onInvoice,
    code: '455',
    text: 'INVOICE LINE RANGE(S) MISSING',
    remedy: 'Name the lines of the invoice, from and to.',
    page: 74,
    fields: ['invoiceLineRangeBegin1', 'invoiceLineRangeEnd1'],
    mend: [{ do: 'set', to: [{ begin: 1, end: 1, item: 1 }] }],
    found: ofInvoices('ranges', ({ ranges }) => ranges.every(({ begin, end }) => begin === null && end === null)),
  },
  {
    ...onInvoice,
    code: '454',
    text: '1ST INVOICE LINE NBR CANNOT BE ZERO',
    remedy: 'Count the lines of the invoice from 1.',
    page: 74,
    fields: ['invoiceLineRangeBegin1', 'invoiceLineRangeEnd1'],
    mend: [{ do: 'set', to: [{ begin: 1, end: 1, item: 1 }] }],
    found: ofInvoices('ranges', ({ ranges }) =>
      ranges.some(({ begin, end, item }) => item === 1 && (begin === 0 || end === 0)),
    ),
  },
  {
    ...onInvoice,
    code: '457',
    text: 'INVOICE LINE NBR CANNOT BE ZERO',
    remedy: 'Count the lines of the invoice from 1.',
    page: 74,
    fields: ['invoiceLineRangeBegin2', 'invoiceLineRangeEnd2'],
    mend: [{ do: 'set', to: [{ begin: 1, end: 1, item: 1 }] }],
    found: ofInvoices('ranges', ({ ranges }) =>
      ranges.some(({ begin, end, item }) => item > 1 && (begin === 0 || end === 0)),
    ),
  },
  {
    ...onInvoice,
    code: '458',
    text: 'BEGIN LN NBR CANNOT BE GT END FOR RANGE',
    remedy: 'Name first the lower line of the range.',
    page: 74,
    fields: ['invoiceLineRangeBegin1'],
    mend: [{ do: 'set', to: [{ begin: 1, end: 1, item: 1 }] }],
    found: ofInvoices('ranges', ({ ranges }) =>
      ranges.some(({ begin, end }) => begin !== null && end !== null && begin > end),
    ),
  },
  {
    ...onInvoice,
    code: '459',
    text: 'LINE RANGE OVERLAP FOUND ON INVOICE',
    remedy: 'Name each line of an invoice once for a line of the summary.',
    page: 'ACE error dictionary, July 2026',
    fields: ['invoiceLineRangeBegin1'],
    mend: [{ do: 'set', to: [{ begin: 9_999, end: 9_999, item: 1 }] }],
    found: ofInvoices('ranges', ({ ranges, invoiceNumber }, { invoices = [] }, index) => {
      const before = invoices.slice(0, index).filter((one) => one.invoiceNumber === invoiceNumber);
      const taken = before.flatMap((one) => one.ranges);
      return ranges.some((range, at) => [...taken, ...ranges.slice(0, at)].some((other) => overlaps(range, other)));
    }),
  },
  {
    ...onRuling,
    code: '460',
    text: 'RULING TYPE CODE MISSING',
    remedy: 'Say what the ruling is: C pre-classification, P pre-approval, R binding ruling.',
    page: 76,
    fields: ['rulingTypeCode'],
    mend: DROP,
    found: ofRulings((type) => !type),
  },
  {
    ...onRuling,
    code: '461',
    text: 'RULING TYPE CODE UNKNOWN',
    remedy: 'Use C pre-classification, P pre-approval or R binding ruling.',
    page: 76,
    fields: ['rulingTypeCode'],
    mend: DROP,
    found: ofRulings((type) => Boolean(type) && !/^[CPR]$/.test(type!)),
  },
  {
    record: '44',
    grouping: 'COMDES',
    code: '464',
    text: 'COMM DESC TEXT MISSING',
    remedy: 'Describe the goods, or leave the 44 record out.',
    page: 77,
    fields: ['commercialDescriptionText'],
    mend: [{ do: 'remove', at: '../descriptionRecordIndex' }],
    found: (summary) =>
      summary.lines.flatMap(({ descriptionRecordIndex: recordIndex, description, lineNumber }, index) =>
        recordIndex !== undefined && !description
          ? [{ recordIndex, at: `/lines/${index}/description`, field: 'description', lineNumber }]
          : [],
      ),
  },
  {
    ...onVisa,
    code: '470',
    text: 'STANDARD VISA YEAR UNKNOWN',
    remedy: 'Begin the visa with the last digit of its year.',
    page: 94,
    fields: ['standardVisaNumber'],
    mend: DROP,
    found: ofVisa((number) => !/^\d/.test(number)),
  },
  {
    ...onVisa,
    code: '468',
    text: 'STANDARD VISA COUNTRY UNKNOWN',
    remedy: 'Write the ISO code of the country behind the year of the visa.',
    page: 94,
    fields: ['standardVisaNumber'],
    mend: DROP,
    found: ofVisa((number) => !isCountry(number.slice(1, 3))),
  },
  {
    ...onVisa,
    code: '469',
    text: 'STANDARD VISA SEQ NOT NUMERIC',
    remedy: 'End the visa with its six digits.',
    page: 94,
    fields: ['standardVisaNumber'],
    mend: DROP,
    found: ofVisa((number) => !/^\d{6}$/.test(number.slice(3))),
  },
  {
    ...onLicense,
    code: '471',
    text: 'LIC/CERT/PERM TYPE CODE MISSING',
    remedy: 'Say which license, certificate or permit it is.',
    page: 95,
    fields: ['licenseTypeCode'],
    mend: DROP,
    found: ofLicense('licenseTypeCode', ({ licenseTypeCode }) => !licenseTypeCode),
  },
  {
    ...onLicense,
    code: '472',
    text: 'LIC/CERT/PERM TYPE CODE UNKNOWN',
    remedy: 'Use a code of the table of licenses, certificates and permits that is in use.',
    page: 165,
    fields: ['licenseTypeCode'],
    mend: DROP,
    found: ofLicense('licenseTypeCode', ({ licenseTypeCode: type }) => Boolean(type) && !LICENSES.has(type)),
  },
  {
    ...onLicense,
    code: '474',
    text: 'LIC/CERT/PERM NUMBER MISSING',
    remedy: 'Send the number of the license, certificate or permit.',
    page: 95,
    fields: ['licenseNumber'],
    mend: DROP,
    found: ofLicense('licenseNumber', ({ licenseNumber }) => !licenseNumber),
  },
  {
    ...onLicense,
    code: '691',
    text: 'LIC/CERT/PERM NUMBER UNKNOWN',
    remedy: 'Write the number in the form of the agency that issued it.',
    page: 165,
    fields: ['licenseNumber'],
    mend: DROP,
    found: ofLicense(
      'licenseNumber',
      ({ licenseTypeCode: type, licenseNumber: number }) =>
        Boolean(number) && LICENSES.has(type) && !(LICENSE_FORMS[type] ?? /^.{1,9}$/).test(number),
    ),
  },
  {
    ...onLicense,
    code: '821',
    text: 'SUGAR CERT ISSUE YEAR MISMATCH',
    remedy: 'Use a certificate of the year, calendar (C) or fiscal (F), in which the goods are entered.',
    page: 169,
    fields: ['licenseNumber'],
    mend: DROP,
    found: (summary, { due: { rateDate } }) =>
      ofLicense(
        'licenseNumber',
        ({ licenseTypeCode, licenseNumber: number }) =>
          licenseTypeCode === SUGAR && SUGAR_FORM.test(number) && number[1] !== yearOf(number[0]!, rateDate),
      )(summary, null as never),
  },
  {
    ...onLicense,
    code: '818',
    text: 'LIC/CERT/PERM NOT ALLOWED-ENTRY TYPE',
    remedy: 'Leave the steel or aluminum license out on entries of a zone, a warehouse or for a time.',
    page: 'ACE error dictionary, July 2026',
    fields: ['licenseTypeCode'],
    mend: DROP,
    found: (summary) =>
      ['06', '21', '22', '23'].includes(summary.entryType ?? '')
        ? ofLicense('licenseTypeCode', ({ licenseTypeCode: type }) => type === '01' || type === '28')(
            summary,
            null as never,
          )
        : [],
  },
  {
    ...onLicense,
    code: '839',
    text: 'LIC/CERT/PERM COUNTRY ORIGIN MISMATCH',
    remedy: 'Leave the export license of Argentina (31) out for goods of another origin.',
    page: 171,
    fields: ['licenseTypeCode'],
    mend: DROP,
    found: (summary) =>
      ['21', '22', '23'].includes(summary.entryType ?? '')
        ? []
        : summary.lines.flatMap(({ license, countryOfOrigin, lineNumber }, index) =>
            license?.licenseTypeCode === '31' && countryOfOrigin !== 'AR'
              ? [
                  {
                    recordIndex: license.recordIndex,
                    at: `/lines/${index}/license`,
                    field: 'licenseTypeCode',
                    lineNumber,
                  },
                ]
              : [],
          ),
  },
] as const satisfies readonly SummaryRule[];

function overlaps(
  one: { readonly begin: number | null; readonly end: number | null },
  other: { readonly begin: number | null; readonly end: number | null },
): boolean {
  if (one.begin === null || other.begin === null) return false;
  return one.begin <= (other.end ?? other.begin) && other.begin <= (one.end ?? one.begin);
}
