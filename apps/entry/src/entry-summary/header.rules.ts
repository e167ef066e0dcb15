import type { EntrySummary } from '../summary-on-file/summary.model';
import { isExpress } from './line-kinds';
import { hasRecords, ofEach, ofHeader, type RuleContext, type SummaryRule, typeIs } from './rule';

type Indicators = NonNullable<EntrySummary['indicators']>;
type Name = keyof Indicators;

const INFORMAL = typeIs('11', '12');
const WITHDRAWAL = typeIs('31', '32', '34', '38');
const RECONCILABLE = typeIs('01', '02', '06');
const PERIODIC = ['6', '7', '8'];
/** Issues that speak of the classification, which a quota entry fixes (p. ESF-177). */
const CLASSIFICATION_ISSUES = ['002', '004', '006', '007'];
/** AE table 7, p. ESF-217. */
const MISSING_DOCUMENTS = '01 10 11 14 15 16 17 18 19 20 21 22 23 26 98 99'.split(' ');

const onHeader = { record: '10', grouping: 'SUMMRY' } as const;
const DROP = [{ do: 'remove' }] as const;

const given = ({ indicators }: EntrySummary, name: Name): string => indicators?.[name] ?? '';

/** An indicator of the 10 record that holds what it may not. */
const indicator = (
  name: Name,
  isBroken: (value: string, summary: EntrySummary, context: RuleContext) => boolean,
): SummaryRule['found'] =>
  ofHeader('10', `indicators/${name}`, (summary, context) => {
    const value = given(summary, name);
    return value !== '' && isBroken(value, summary, context);
  });

const certifies = (summary: EntrySummary): boolean => given(summary, 'cargoReleaseCertificationRequest') === 'A';

const monthsAhead = (month: string, today: string): number => (Number(month) - Number(today.slice(5, 7)) + 12) % 12;

/** Periodic statement months that may be named: of the day of receipt and of the two months after it (p. ESF-175). */
const isTooLate = (month: string, today: string): boolean => monthsAhead(month, today) > 2;

/** Columns 38 to 70 of record 10 and what depends on them (pp. ESF-26..35). */
export const HEADER_RULES = [
  {
    ...onHeader,
    code: 'B39',
    text: 'ELECTRONIC SIGNATURE MISSING',
    remedy: 'Sign with X in column 39.',
    page: 28,
    fields: ['electronicSignature'],
    mend: [{ do: 'set', to: 'X' }],
    found: ofHeader(
      '10',
      'indicators/electronicSignature',
      (summary) => hasRecords(summary) && given(summary, 'electronicSignature') === '',
    ),
  },
  {
    ...onHeader,
    code: 'B40',
    text: 'ELECTRONIC SIGNATURE MUST BE X',
    remedy: 'Sign with X in column 39.',
    page: 28,
    fields: ['electronicSignature'],
    mend: [{ do: 'set', to: 'X' }],
    found: indicator('electronicSignature', (value) => value !== 'X'),
  },
  {
    ...onHeader,
    code: 'B35',
    text: 'RE-ADD REQUIRES BROKER REF NBR TO MATCH',
    remedy: 'Send the reference of the summary on file, or delete that summary first.',
    page: 206,
    fields: ['brokerReferenceNumber'],
    of: 'ordinary',
    mend: [
      { do: 'set', to: (_: EntrySummary, _at: string, { existing }: RuleContext) => existing?.brokerReference ?? null },
    ],
    found: ofHeader(
      '10',
      'brokerReference',
      ({ action, brokerReference }, { existing }) =>
        action === 'A' && Boolean(existing?.brokerReference) && existing?.brokerReference !== brokerReference,
    ),
  },
  {
    ...onHeader,
    code: '292',
    text: 'CARGO RELEASE CERT IND UNKNOWN',
    remedy: 'Send A, or leave column 40 empty.',
    page: 28,
    fields: ['cargoReleaseCertificationRequest'],
    mend: DROP,
    found: indicator('cargoReleaseCertificationRequest', (value) => value !== 'A'),
  },
  {
    ...onHeader,
    code: '310',
    text: 'CARGO RLSE CERT NOT ALLOWD - ENTRY TYP',
    remedy: 'Leave column 40 empty: the goods of a withdrawal and of a defense contract have no release of their own.',
    page: 134,
    fields: ['cargoReleaseCertificationRequest'],
    mend: DROP,
    found: indicator(
      'cargoReleaseCertificationRequest',
      (_, summary) => WITHDRAWAL(summary) || summary.entryType === '51',
    ),
  },
  {
    ...onHeader,
    code: '256',
    text: 'CARGO RLSE CERT NOT ALLWD-CNSL REJ CORR',
    remedy: 'Leave column 40 empty: the releases of a consolidated summary are filed by themselves.',
    page: 'ACE error dictionary, July 2026',
    fields: ['cargoReleaseCertificationRequest'],
    of: 'ordinary',
    mend: DROP,
    found: indicator(
      'cargoReleaseCertificationRequest',
      (value, { indicators }, { consolidated }) =>
        value === 'A' && indicators?.consolidatedSummaryIndicator !== 'Y' && consolidated?.keeps === true,
    ),
  },
  {
    ...onHeader,
    code: '220',
    text: 'ELEC INVOICE INDICATOR MUST BE Y',
    remedy: 'Send Y, or leave column 41 empty.',
    page: 28,
    fields: ['electronicInvoiceIndicator'],
    mend: DROP,
    found: indicator('electronicInvoiceIndicator', (value) => value !== 'Y'),
  },
  {
    ...onHeader,
    code: '222',
    text: 'ELEC INVOICE REQUIRES SUMMARY ON STMT',
    remedy: 'Pay on a statement, or leave column 41 empty.',
    page: 172,
    fields: ['electronicInvoiceIndicator', 'paymentTypeCode'],
    of: 'ordinary',
    mend: DROP,
    found: indicator('electronicInvoiceIndicator', (value, { paymentType }) => value === 'Y' && paymentType === '1'),
  },
  {
    ...onHeader,
    code: '312',
    text: 'ELEC INVOICE NOT ALLOWED - ACE CERTIFY',
    remedy: 'Leave column 41 or column 40 empty.',
    page: 172,
    fields: ['electronicInvoiceIndicator'],
    mend: DROP,
    found: indicator('electronicInvoiceIndicator', (value, summary) => value === 'Y' && certifies(summary)),
  },
  {
    ...onHeader,
    code: '131',
    text: 'SHIPMENT USAGE CODE MUST BE P OR X',
    remedy: 'Send P for a personal shipment, X for a sample, or leave column 43 empty.',
    page: 29,
    fields: ['shipmentUsageTypeCode'],
    mend: DROP,
    found: indicator('shipmentUsageTypeCode', (value) => value !== 'P' && value !== 'X'),
  },
  {
    ...onHeader,
    code: '644',
    text: 'USAGE NOT ALLOWED FOR CNSL SUMM',
    remedy: 'Leave column 43 empty on a consolidated summary.',
    page: 'ACE error dictionary, July 2026',
    fields: ['shipmentUsageTypeCode', 'consolidatedSummaryIndicator'],
    mend: DROP,
    found: indicator(
      'shipmentUsageTypeCode',
      (value, summary) => /^[PX]$/.test(value) && given(summary, 'consolidatedSummaryIndicator') === 'Y',
    ),
  },
  {
    ...onHeader,
    code: '129',
    text: 'LIVE ENTRY IND MUST BE Y',
    remedy: 'Send Y, or leave column 44 empty.',
    page: 29,
    fields: ['liveEntryIndicator'],
    mend: DROP,
    found: indicator('liveEntryIndicator', (value) => value !== 'Y'),
  },
  {
    ...onHeader,
    code: '134',
    text: 'DEF TAX IND MUST BE 1 OR 2',
    remedy: 'Send 1 or 2 as arranged with the National Finance Center, or leave column 45 empty.',
    page: 29,
    fields: ['deferredTaxPaymentCode'],
    mend: DROP,
    found: indicator('deferredTaxPaymentCode', (value) => value !== '1' && value !== '2'),
  },
  {
    ...onHeader,
    code: '135',
    text: 'TAX MAY NOT BE DEFERRED - ENTRY TYPE',
    remedy: 'Leave column 45 empty on an informal entry.',
    page: 134,
    fields: ['deferredTaxPaymentCode'],
    mend: DROP,
    found: indicator('deferredTaxPaymentCode', (value, summary) => /^[12]$/.test(value) && INFORMAL(summary)),
  },
  {
    ...onHeader,
    code: '155',
    text: 'RECONCILIATION ISSUE UNKNOWN',
    remedy: 'Use 001 to 007, or leave columns 47 to 49 empty.',
    page: 31,
    fields: ['reconciliationIssueCode'],
    of: 'ordinary',
    mend: DROP,
    found: indicator('reconciliationIssueCode', (value) => !/^00[1-7]$/.test(value)),
  },
  {
    ...onHeader,
    code: '156',
    text: 'RECON ISSUE NOT ALLOWED - QUOTA',
    remedy: 'On a quota entry use 001, 003 or 005: its classification is not reconciled.',
    page: 177,
    fields: ['reconciliationIssueCode'],
    of: 'ordinary',
    mend: DROP,
    found: indicator(
      'reconciliationIssueCode',
      (value, { entryType }) => entryType === '02' && CLASSIFICATION_ISSUES.includes(value),
    ),
  },
  {
    ...onHeader,
    code: '157',
    text: 'NAFTA RECON IND MUST BE Y',
    remedy: 'Send Y, or leave column 46 empty.',
    page: 29,
    fields: ['tradeAgreementReconciliationIndicator'],
    of: 'ordinary',
    mend: DROP,
    found: indicator('tradeAgreementReconciliationIndicator', (value) => value !== 'Y'),
  },
  {
    ...onHeader,
    code: '159',
    text: 'NAFTA RECON NOT ALLOWED - ENTRY TYPE',
    remedy: 'Leave column 46 empty: types 01, 02 and 06 alone are reconciled.',
    page: 177,
    fields: ['tradeAgreementReconciliationIndicator'],
    of: 'ordinary',
    mend: DROP,
    found: indicator(
      'tradeAgreementReconciliationIndicator',
      (value, summary) => value === 'Y' && !mayReconcile(summary),
    ),
  },
  {
    ...onHeader,
    code: '160',
    text: 'OTHER RECON NOT ALLOWED - ENTRY TYPE',
    remedy: 'Leave columns 47 to 49 empty: types 01, 02 and 06 alone are reconciled.',
    page: 177,
    fields: ['reconciliationIssueCode'],
    of: 'ordinary',
    mend: DROP,
    found: indicator('reconciliationIssueCode', (value, summary) => /^00[1-7]$/.test(value) && !mayReconcile(summary)),
  },
  {
    ...onHeader,
    code: '200',
    text: 'PERIODIC STMT MONTH NOT ALLOWED',
    remedy: 'Leave columns 58 and 59 empty: payment types 6, 7 and 8 alone have a month.',
    page: 174,
    fields: ['periodicStatementMonth'],
    of: 'ordinary',
    mend: DROP,
    found: indicator('periodicStatementMonth', (_, { paymentType }) => !PERIODIC.includes(paymentType ?? '')),
  },
  {
    ...onHeader,
    code: '201',
    text: 'STMT CLIENT BRANCH NOT ALLOWED',
    remedy:
      'Leave columns 60 and 61 empty: an individual payment is on no statement, and branches are for filers that are set up for them.',
    page: 174,
    fields: ['statementClientBranchIdentifier'],
    of: 'ordinary',
    mend: DROP,
    found: indicator(
      'statementClientBranchIdentifier',
      (_, { paymentType }, { statements }) => paymentType === '1' || statements?.clientBranches === false,
    ),
  },
  {
    ...onHeader,
    code: '211',
    text: 'PERIODIC STMT MONTH MISSING',
    remedy: 'Send the month of the periodic statement: this one or one of the next two.',
    page: 175,
    fields: ['periodicStatementMonth'],
    of: 'ordinary',
    mend: [{ do: 'set', to: (_: EntrySummary, _at: string, { today }: RuleContext) => today.slice(5, 7) }],
    found: ofHeader(
      '10',
      'indicators/periodicStatementMonth',
      (summary) => PERIODIC.includes(summary.paymentType ?? '') && given(summary, 'periodicStatementMonth') === '',
    ),
  },
  {
    ...onHeader,
    code: '212',
    text: 'PERIODIC STATEMENT MONTH UNKNOWN',
    remedy: 'Send a month from 01 to 12.',
    page: 32,
    fields: ['periodicStatementMonth'],
    of: 'ordinary',
    mend: [{ do: 'set', to: (_: EntrySummary, _at: string, { today }: RuleContext) => today.slice(5, 7) }],
    found: indicator(
      'periodicStatementMonth',
      (value, { paymentType }) => PERIODIC.includes(paymentType ?? '') && !/^(0[1-9]|1[0-2])$/.test(value),
    ),
  },
  {
    ...onHeader,
    code: '213',
    text: 'PERIODIC STMT MONTH TOO FAR INTO FUTURE',
    remedy: 'Name this month or one of the next two.',
    page: 175,
    fields: ['periodicStatementMonth'],
    of: 'ordinary',
    mend: [{ do: 'set', to: (_: EntrySummary, _at: string, { today }: RuleContext) => today.slice(5, 7) }],
    found: indicator(
      'periodicStatementMonth',
      (value, { paymentType }, { today }) =>
        PERIODIC.includes(paymentType ?? '') && /^(0[1-9]|1[0-2])$/.test(value) && isTooLate(value, today),
    ),
  },
  {
    ...onHeader,
    code: '751',
    text: 'KNOWN IMPORTER IND MUST BE Y',
    remedy: 'Send Y, or leave column 67 empty.',
    page: 33,
    fields: ['knownImporterIndicator'],
    mend: DROP,
    found: indicator('knownImporterIndicator', (value) => value !== 'Y'),
  },
  {
    ...onHeader,
    code: '317',
    text: 'PGA DATA INCLD IND UNKNOWN',
    remedy: 'Send Y or F, or leave column 68 empty.',
    page: 33,
    fields: ['pgaDataIncludedIndicator'],
    mend: DROP,
    found: indicator('pgaDataIncludedIndicator', (value) => value !== 'Y' && value !== 'F'),
  },
  {
    ...onHeader,
    code: '318',
    text: 'PGA DATA INCLD IND/CARGO CERT CONFLICT',
    remedy: 'Leave column 68 or column 40 empty.',
    page: 33,
    fields: ['pgaDataIncludedIndicator'],
    mend: DROP,
    found: indicator('pgaDataIncludedIndicator', (value, summary) => /^[YF]$/.test(value) && certifies(summary)),
  },
  {
    ...onHeader,
    code: '319',
    text: 'PGA DATA INCLD IND/ENTRY TYPE CONFLICT',
    remedy: 'Send F for weekly entries of a foreign trade zone (type 06) alone.',
    page: 33,
    fields: ['pgaDataIncludedIndicator'],
    mend: DROP,
    found: indicator('pgaDataIncludedIndicator', (value, { entryType }) => value === 'F' && entryType !== '06'),
  },
  {
    ...onHeader,
    code: '315',
    text: 'TIB DECLARATION IND NOT ALLOWED FOR TYPE',
    remedy: 'Leave column 69 empty: the declaration is for temporary importations (type 23).',
    page: 34,
    fields: ['tibDeclarationIndicator'],
    mend: DROP,
    found: indicator('tibDeclarationIndicator', (_, { entryType }) => entryType !== '23'),
  },
  {
    ...onHeader,
    code: '316',
    text: 'TIB DECLARATION IND MUST BE Y',
    remedy: 'Declare with Y in column 69 what a temporary importation is for.',
    page: 34,
    fields: ['tibDeclarationIndicator'],
    mend: [{ do: 'set', to: 'Y' }],
    found: ofHeader(
      '10',
      'indicators/tibDeclarationIndicator',
      (summary) => summary.entryType === '23' && given(summary, 'tibDeclarationIndicator') !== 'Y',
    ),
  },
  {
    ...onHeader,
    code: 'B73',
    text: 'CNSLDT XPRSS INFRML IND MUST BE Y',
    remedy: 'Send Y, or leave column 70 empty.',
    page: 34,
    fields: ['consolidatedExpressInformalIndicator'],
    mend: DROP,
    found: indicator('consolidatedExpressInformalIndicator', (value) => value !== 'Y'),
  },
  {
    ...onHeader,
    code: 'B75',
    text: 'CNSLDT XPRSS INF MUST BE INFRML TYPE',
    remedy: 'File a consolidated express summary as type 11.',
    page: 188,
    fields: ['consolidatedExpressInformalIndicator'],
    mend: DROP,
    found: indicator(
      'consolidatedExpressInformalIndicator',
      (value, { entryType }) => value === 'Y' && entryType !== '11',
    ),
  },
  {
    ...onHeader,
    code: '784',
    text: 'CNSL XPRS INF CANNOT BE CNSLDT ES',
    remedy: 'Leave column 42 or column 70 empty.',
    page: 188,
    fields: ['consolidatedExpressInformalIndicator', 'consolidatedSummaryIndicator'],
    mend: [{ do: 'remove', at: '/indicators/consolidatedSummaryIndicator' }],
    found: indicator(
      'consolidatedExpressInformalIndicator',
      (value, summary) => value === 'Y' && given(summary, 'consolidatedSummaryIndicator') === 'Y',
    ),
  },
  {
    ...onHeader,
    code: '785',
    text: 'CARGO RLSE CERT NOT ALLWD-CNSL XPRS INF',
    remedy: 'Leave column 40 or column 70 empty.',
    page: 188,
    fields: ['consolidatedExpressInformalIndicator', 'cargoReleaseCertificationRequest'],
    mend: [{ do: 'remove', at: '/indicators/cargoReleaseCertificationRequest' }],
    found: indicator('consolidatedExpressInformalIndicator', (value, summary) => value === 'Y' && certifies(summary)),
  },
  {
    ...onHeader,
    code: '789',
    text: 'USAGE NOT ALLOWED FOR CNSL XPRS INF',
    remedy: 'Leave column 43 or column 70 empty.',
    page: 188,
    fields: ['consolidatedExpressInformalIndicator', 'shipmentUsageTypeCode'],
    mend: [{ do: 'remove', at: '/indicators/shipmentUsageTypeCode' }],
    found: indicator(
      'consolidatedExpressInformalIndicator',
      (value, summary) => value === 'Y' && /^[PX]$/.test(given(summary, 'shipmentUsageTypeCode')),
    ),
  },
  {
    record: '34',
    grouping: 'HDRFEE',
    code: '786',
    text: 'HDR FEE NOT ALLOWED FOR CNSL XPRS INF',
    remedy: 'Leave the fee out: a consolidated express summary pays duty alone.',
    page: 188,
    mend: [{ do: 'remove', at: '..' }],
    found: ofEach(
      'headerFees',
      ({ headerFees }) => headerFees,
      'classCode',
      (_, summary) => isExpress(summary),
    ),
  },
  {
    record: '60',
    grouping: 'LINITM',
    code: '787',
    text: 'IR TAX NOT ALLOWED FOR CNSL XPRS INF',
    remedy: 'Leave the tax out: goods that pay it are not on a consolidated express summary.',
    page: 188,
    mend: [{ do: 'remove' }],
    found: (summary) =>
      isExpress(summary)
        ? summary.lines.flatMap(({ irTax, lineNumber }, index) =>
            irTax ? [{ recordIndex: irTax.recordIndex, at: `/lines/${index}/irTax`, field: 'irTax', lineNumber }] : [],
          )
        : [],
  },
  {
    record: '62',
    grouping: 'LINFEE',
    code: '788',
    text: 'LINE FEE NOT ALLOWED FOR CNSL XPRS INF',
    remedy: 'Leave the fee out: a consolidated express summary pays duty alone.',
    page: 188,
    mend: [{ do: 'remove' }],
    found: (summary) =>
      isExpress(summary)
        ? summary.lines.flatMap(({ fees, lineNumber }, line) =>
            fees.map(({ recordIndex }, index) => ({
              ...{ recordIndex, lineNumber },
              at: `/lines/${line}/fees/${index}`,
            })),
          )
        : [],
  },
  {
    record: '33',
    grouping: 'MISDOC',
    code: '151',
    text: 'MISSING DOCUMENT CODE UNKNOWN',
    remedy: 'Use a code of AE table 7, or 98 for another document.',
    page: 217,
    fields: ['missingDocumentCode1', 'missingDocumentCode2'],
    mend: [{ do: 'set', to: '98' }],
    found: ofEach(
      'missingDocuments',
      ({ missingDocuments }) => missingDocuments,
      'code',
      ({ code }) => !MISSING_DOCUMENTS.includes(code),
    ),
  },
  {
    record: '33',
    grouping: 'MISDOC',
    code: '152',
    text: 'MISSING DOCUMENT DUPLICATE ENCOUNTERED',
    remedy: 'Name each document once; 99 where more than two are missing.',
    page: 52,
    fields: ['missingDocumentCode2'],
    mend: [{ do: 'remove', at: '..' }],
    found: ofEach(
      'missingDocuments',
      ({ missingDocuments }) => missingDocuments,
      'code',
      ({ code }, _summary, _context, index, all) => all.findIndex((one) => one.code === code) < index,
    ),
  },
  {
    record: '33',
    grouping: 'MISDOC',
    code: '153',
    text: '1ST MISSING DOCUMENT CODE CANNOT BE 99',
    remedy: 'Name the first document, or 98 for one that has no code.',
    page: 52,
    fields: ['missingDocumentCode1'],
    mend: [{ do: 'set', to: '98' }],
    found: ofEach(
      'missingDocuments',
      ({ missingDocuments }) => missingDocuments,
      'code',
      ({ code, item }) => item === 1 && code === '99',
    ),
  },
] as const satisfies readonly SummaryRule[];

/** Of a zone, only where no case of antidumping or countervailing duty is named (p. ESF-177). */
function mayReconcile(summary: EntrySummary): boolean {
  if (!RECONCILABLE(summary)) return false;
  return summary.entryType !== '06' || summary.lines.every(({ adCvdCases }) => (adCvdCases ?? []).length === 0);
}

/** What a delete carries beside the five elements that name the summary (p. ESF-133; 10 record, note 2). */
const beyondDelete = (summary: EntrySummary): readonly [record: string, member: string] | null => {
  const inTen = ['modeOfTransport', 'paymentType', 'statementDate'] as const;
  const ten = inTen.find((name) => summary[name] !== null);
  if (ten) return ['10', ten];
  if (Object.values(summary.indicators ?? {}).some((value) => value !== undefined && value !== ''))
    return ['10', 'indicators'];
  if (summary.correction?.accelerated) return ['10', 'correction'];
  const other = Object.keys(summary.records).find((record) => record !== '10');
  if (other) return [other, 'records'];
  const inOthers = ['importerNumber', 'consigneeNumber', 'entryDate', 'importDate', 'estimatedArrival'] as const;
  const eleven = inOthers.find((name) => summary[name] !== null);
  if (eleven) return ['11', eleven];
  const inTwenty = ['carrierScac', 'portOfUnlading', 'bond'] as const;
  const twenty = inTwenty.find((name) => summary[name] !== null);
  if (twenty) return ['20', twenty];
  const lists = ['bills', 'headerFees', 'lines'] as const;
  const list = lists.find((name) => summary[name].length > 0);
  return list ? ['40', list] : null;
};

export const DELETE_RULES = [
  {
    ...onHeader,
    code: 'B24',
    text: 'EXTRANEOUS DATA NOT ALLOWED - DELETE',
    remedy: 'Send a delete with action, filer code, entry number, port of entry and entry type alone.',
    page: 34,
    actions: 'D',
    mend: [
      ...([
        'modeOfTransport',
        'paymentType',
        'statementDate',
        'importerNumber',
        'consigneeNumber',
        'entryDate',
      ] as const),
      ...([
        'importDate',
        'estimatedArrival',
        'carrierScac',
        'portOfUnlading',
        'bond',
        'indicators',
        'correction',
      ] as const),
    ]
      .map((name) => ({ do: 'remove' as const, at: `/${name}` }))
      .concat(
        ...(['bills', 'headerFees', 'lines'] as const).map(
          (name) => ({ do: 'set' as const, at: `/${name}`, to: [] }) as never,
        ),
      ),
    found: (summary) => {
      const beyond = beyondDelete(summary);
      if (!beyond) return [];
      const [record, member] = beyond;
      const recordIndex = summary.records[record] ?? summary.records['10'] ?? null;
      return [{ recordIndex, at: `/${member}`, field: member, record, detail: `Record ${record} has more.` }];
    },
  },
] as const satisfies readonly SummaryRule[];
