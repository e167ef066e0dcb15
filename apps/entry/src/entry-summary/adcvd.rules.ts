import { Decimal, toCents } from '#kernel';
import { ENTRY_TYPES, normalHts } from '#reference';
import type { EntrySummary, SummaryLine } from '../summary-on-file/summary.model';
import { declaredMoney } from './declared-money';
import { inHeader } from './places';
import { ofEachOfLines, ofLines, type SummaryFinding, type SummaryRule } from './rule';

type Case = NonNullable<SummaryLine['adCvdCases']>[number];
type Totals = NonNullable<EntrySummary['totals']['adCvd']>;

/** Types that may have cases, beside those that are of antidumping and countervailing duty throughout (p. ESF-181). */
const MAY_HAVE_CASES = ['06', '21', '22', '23'];
const REPAIRED = ['98020040', '98020050'];

const isOfCases = ({ entryType }: EntrySummary): boolean => ENTRY_TYPES.get(entryType ?? '')?.adcvd === true;
const mayHaveCases = (summary: EntrySummary): boolean =>
  isOfCases(summary) || MAY_HAVE_CASES.includes(summary.entryType ?? '');
const casesOf = ({ lines }: EntrySummary): readonly Case[] => lines.flatMap(({ adCvdCases = [] }) => adCvdCases);

const dollars = (cents: number): string => Decimal.of(cents).shift(2).toString();

const onCase = { record: '53', grouping: 'ADDCVD' } as const;
const onLine40 = { record: '40', grouping: 'LINITM' } as const;
const onTotals = { record: '88', grouping: 'TOTALS' } as const;
const onGrandTotals = { record: '90', grouping: 'TOTALS' } as const;
const REMOVE = [{ do: 'remove' }] as const;

const ofCases = (
  field: keyof Case,
  isBroken: (given: Case, line: SummaryLine, summary: EntrySummary, index: number) => boolean | string,
): SummaryRule['found'] =>
  ofEachOfLines<Case>(
    'adCvdCases',
    ({ adCvdCases }) => adCvdCases,
    field,
    (given, line, summary, _context, index) => isBroken(given, line, summary, index),
  );

const isZero = (decimal: string | null | undefined): boolean => !decimal || Decimal.of(decimal).isZero;
/** Value by which an ad valorem rate is taken: its own, else all that the numbers of the line are worth. */
const valueFor = ({ valueOfGoodsAmount }: Case, { tariffs }: SummaryLine): number =>
  valueOfGoodsAmount || tariffs.reduce((all, { valueDollars }) => all + valueDollars, 0);

/** The deposit as rate and value or quantity give it, to the cent (pp. ESF-182, 183); null where they cannot. */
export const depositOn = (given: Case, line: SummaryLine): number | null => {
  const { caseDepositRate, caseRateTypeQualifierCode, quantity } = given;
  if (!caseDepositRate) return null;
  const rate = Decimal.of(caseDepositRate);
  if (caseRateTypeQualifierCode === 'A') return Number(toCents(rate.shift(2).times(Decimal.of(valueFor(given, line)))));
  if (caseRateTypeQualifierCode === 'S' && quantity) return Number(toCents(rate.times(Decimal.of(quantity))));
  return null;
};

/** A deposit as it can be shown: the rate of its case by value or quantity, and what comes of it. */
export interface ShownDeposit {
  readonly caseNumber: string;
  readonly claim: string;
  readonly says: string;
  /** Null where rate, value and quantity do not give one. */
  readonly dutyCents: number | null;
}

export const showDeposits = (line: SummaryLine): ShownDeposit[] =>
  (line.adCvdCases ?? []).map((given) => ({
    caseNumber: given.caseNumber,
    claim: given.bondCashClaimCode === 'B' ? 'bond' : 'cash',
    says:
      given.caseRateTypeQualifierCode === 'S'
        ? `${given.quantity ?? 0} units × ${given.caseDepositRate ?? 0}`
        : `${valueFor(given, line)} × ${given.caseDepositRate ?? 0} %`,
    dutyCents: depositOn(given, line),
  }));

const placeOf = (summary: EntrySummary, field: keyof Totals): SummaryFinding => ({
  recordIndex: summary.totals.adCvd?.recordIndex ?? summary.totals.recordIndex,
  at: `/totals/adCvd/${field}`,
  field,
});

const SUMS = { bondedAdCents: 'adBondedCents', cashAdCents: 'adCashCents' } as const;
const SUMS_CV = { bondedCvCents: 'cvBondedCents', cashCvCents: 'cvCashCents' } as const;
const SUM_OF = { ...SUMS, ...SUMS_CV };

const sumOfCases = (summary: EntrySummary, field: keyof typeof SUM_OF): number =>
  declaredMoney(summary)?.[SUM_OF[field]] ?? 0;

const caseTotal = (field: keyof typeof SUM_OF): Pick<SummaryRule, 'found' | 'mend'> => ({
  mend: [{ do: 'set', to: (summary: EntrySummary) => sumOfCases(summary, field) }],
  found: (summary) => {
    const { adCvd } = summary.totals;
    if (!adCvd || !mayHaveCases(summary)) return [];
    const [due, told] = [sumOfCases(summary, field), adCvd[field] ?? 0];
    return due === told
      ? []
      : [{ ...placeOf(summary, field), detail: `Sum of the cases: ${dollars(due)}, total: ${dollars(told)}.` }];
  },
});

const grandTotal = (
  field: 'adDutyCents' | 'cvDutyCents',
  parts: readonly (keyof typeof SUM_OF)[],
): Pick<SummaryRule, 'found' | 'mend'> => {
  const sumOf = (summary: EntrySummary): number =>
    parts.reduce((all, part) => all + (summary.totals.adCvd?.[part] ?? 0), 0);
  return {
    mend: [{ do: 'set', to: sumOf }],
    found: (summary) => {
      if (!mayHaveCases(summary)) return [];
      const [due, told] = [sumOf(summary), summary.totals[field] ?? 0];
      return due === told
        ? []
        : [
            {
              ...{ recordIndex: summary.totals.recordIndex, at: `/totals/${field}`, field },
              detail: `Sum of the 88 record: ${dollars(due)}, total: ${dollars(told)}.`,
            },
          ];
    },
  };
};

const notAllowed = (field: 'adDutyCents' | 'cvDutyCents'): Pick<SummaryRule, 'found' | 'mend'> => ({
  mend: REMOVE,
  found: (summary) =>
    !mayHaveCases(summary) && (summary.totals[field] ?? 0) !== 0
      ? [{ recordIndex: summary.totals.recordIndex, at: `/totals/${field}`, field }]
      : [],
});

const totalsOf = (summary: EntrySummary) => ({
  bondedAdCents: sumOfCases(summary, 'bondedAdCents'),
  cashAdCents: sumOfCases(summary, 'cashAdCents'),
  bondedCvCents: sumOfCases(summary, 'bondedCvCents'),
  cashCvCents: sumOfCases(summary, 'cashCvCents'),
  recordIndex: summary.totals.recordIndex,
});

/** Antidumping and countervailing duty: form, arithmetic and totals (usage note (ff), pp. ESF-181..183; 53 and 88 records, pp. ESF-98..100, 118). What the register of cases says of them: adcvd-case.rules.ts. */
export const ADCVD_RULES = [
  {
    ...onLine40,
    code: '475',
    text: 'NON-REIMBURSE STMNT MUST BE SPACE OR Y',
    remedy: 'Send Y in column 60, or leave it empty.',
    page: 70,
    fields: ['adCaseNonReimbursementStatement'],
    mend: REMOVE,
    found: ofLines(
      'adCaseNonReimbursementStatement',
      ({ adCaseNonReimbursementStatement: given }) => given !== undefined && given !== 'Y',
    ),
  },
  {
    ...onLine40,
    code: '463',
    text: 'NON-REIMBURSE STM NOT ALLOWED - ENT TYP',
    remedy: 'Leave column 60 empty: the entry type has no cases.',
    page: 181,
    fields: ['adCaseNonReimbursementStatement'],
    mend: REMOVE,
    found: ofLines(
      'adCaseNonReimbursementStatement',
      ({ adCaseNonReimbursementStatement: given }, summary) => given === 'Y' && !mayHaveCases(summary),
    ),
  },
  {
    ...onLine40,
    code: '452',
    text: 'NON-REIMBURSE STM NOT ALLOWED - NO CASE',
    remedy:
      'Leave column 60 empty, or cite the antidumping case in a 53 record; of a countervailing case alone nothing is stated.',
    page: 181,
    fields: ['adCaseNonReimbursementStatement'],
    mend: REMOVE,
    found: ofLines(
      'adCaseNonReimbursementStatement',
      ({ adCaseNonReimbursementStatement: given, adCvdCases = [] }, summary) =>
        given === 'Y' && mayHaveCases(summary) && !adCvdCases.some(({ caseNumber }) => !/^C/.test(caseNumber)),
    ),
  },
  {
    ...onCase,
    code: '466',
    text: 'AD/CVD CASE NOT ALLOWED FOR ENT TYPE',
    remedy: 'File type 03, 07, 34 or 38, or leave out the 53 record.',
    page: 181,
    fields: ['caseNumber'],
    mend: [{ do: 'remove', at: '..' }],
    found: ofCases('caseNumber', (_given, _line, summary) => !mayHaveCases(summary)),
  },
  {
    ...onCase,
    code: '706',
    text: 'AT LEAST ONE LINE REQUIRES AD/CVD CASE',
    remedy: 'Cite the case in a 53 record of its line, or file the entry type without cases.',
    page: 181,
    mend: [
      { do: 'set', at: '/entryType', to: '01' },
      { do: 'remove', at: '/totals/adCvd' },
    ],
    found: (summary) =>
      isOfCases(summary) && casesOf(summary).length === 0
        ? [{ ...inHeader(summary, '10', 'entryType'), record: '10', grouping: 'SUMMRY' }]
        : [],
  },
  {
    ...onLine40,
    code: '499',
    text: 'FOREIGN EXPORTER MISSING - REQD FOR TYPE',
    remedy: 'Name the foreign exporter in a 47 record with party E.',
    page: 138,
    fields: ['lineItemIdentifier'],
    found: ofLines(
      'articleParties',
      ({ adCvdCases = [], articleParties = [] }, summary) =>
        mayHaveCases(summary) &&
        adCvdCases.length > 0 &&
        !articleParties.some(({ articlePartyTypeCode }) => articlePartyTypeCode === 'E'),
    ),
    mend: [
      {
        do: 'add',
        to: (summary: EntrySummary, at: string) => {
          const line = summary.lines[Number(at.split('/')[2])];
          return {
            articlePartyTypeCode: 'E',
            articlePartyIdentifier: line?.manufacturerId ?? 'DEPORWAY12BER',
            recordIndex: line?.recordIndex ?? null,
          };
        },
      },
    ],
  },
  {
    ...onCase,
    code: '507',
    text: 'AD/CVD CASE NOT ALLOWED - SET HEADER',
    remedy: 'Cite the case in the line of the component (V) that it is about.',
    page: 181,
    fields: ['caseNumber'],
    mend: [{ do: 'remove', at: '..' }],
    found: ofCases('caseNumber', (_given, { articleSetIndicator }) => articleSetIndicator === 'X'),
  },
  {
    ...onCase,
    code: '509',
    text: 'AD/CVD CASE NOT ALLOWED FOR ARTICLE',
    remedy: 'Leave out the case: articles returned after repair (9802.00.40, 9802.00.50) have none.',
    page: 181,
    fields: ['caseNumber'],
    mend: [{ do: 'remove', at: '..' }],
    found: ofCases('caseNumber', (_given, { tariffs }) =>
      tariffs.some(({ hts }) => REPAIRED.includes(normalHts(hts).slice(0, 8))),
    ),
  },
  {
    ...onCase,
    code: '543',
    text: 'CASE NUMBER MISSING',
    remedy: 'Send all ten characters of the case, without hyphens.',
    page: 98,
    fields: ['caseNumber'],
    mend: [{ do: 'remove', at: '..' }],
    found: ofCases('caseNumber', ({ caseNumber }) =>
      /^[AC]/.test(caseNumber) ? caseNumber.length < 10 : caseNumber === '',
    ),
  },
  {
    ...onCase,
    code: '544',
    text: 'CASE NBR MUST BEGIN WITH A OR C',
    remedy: 'Begin the case with A (antidumping) or C (countervailing).',
    page: 98,
    fields: ['caseNumber'],
    mend: [{ do: 'set', to: (summary: EntrySummary, at: string) => asAdCase(summary, at) }],
    found: ofCases('caseNumber', ({ caseNumber }) => caseNumber !== '' && !/^[AC]/.test(caseNumber)),
  },
  {
    ...onCase,
    code: '545',
    text: 'DUPLICATE CASE TYPE ENCOUNTERED',
    remedy: 'Cite at most one case that begins with A and one that begins with C in a line.',
    page: 98,
    fields: ['caseNumber'],
    mend: [{ do: 'remove', at: '..' }],
    found: ofCases(
      'caseNumber',
      ({ caseNumber }, { adCvdCases = [] }, _summary, index) =>
        /^[AC]/.test(caseNumber) && adCvdCases.findIndex((one) => one.caseNumber[0] === caseNumber[0]) < index,
    ),
  },
  {
    ...onCase,
    code: '511',
    text: 'BOND/CASH CLAIM MUST BE B OR C',
    remedy: 'Send B where the deposit is bonded, C where it is paid in cash.',
    page: 98,
    fields: ['bondCashClaimCode'],
    mend: [{ do: 'set', to: 'C' }],
    found: ofCases('bondCashClaimCode', ({ bondCashClaimCode }) => !['B', 'C'].includes(bondCashClaimCode)),
  },
  {
    ...onCase,
    code: '540',
    text: 'RATE QUALIFIER MUST BE A OR S',
    remedy: 'Send A for an ad valorem rate, S for a specific one.',
    page: 98,
    fields: ['caseRateTypeQualifierCode', 'caseDepositRate'],
    mend: [{ do: 'set', to: 'A' }],
    found: ofCases(
      'caseRateTypeQualifierCode',
      ({ caseRateTypeQualifierCode }) => !['A', 'S'].includes(caseRateTypeQualifierCode),
    ),
  },
  {
    ...onCase,
    code: '572',
    text: 'ZERO-RATE CASE; QUAL MUST BE A',
    remedy: 'Report a case without rate as ad valorem: A in column 22.',
    page: 182,
    fields: ['caseRateTypeQualifierCode'],
    mend: [{ do: 'set', to: 'A' }],
    found: ofCases(
      'caseRateTypeQualifierCode',
      (given) => given.caseRateTypeQualifierCode === 'S' && isZero(given.caseDepositRate),
    ),
  },
  {
    ...onCase,
    code: '541',
    text: 'AD/CVD QTY NOT ALLOWED FOR AD VALOREM',
    remedy: 'Fill the quantity with zeros: the rate is ad valorem.',
    page: 182,
    fields: ['quantity'],
    mend: REMOVE,
    found: ofCases(
      'quantity',
      (given) => given.caseRateTypeQualifierCode === 'A' && !isZero(given.quantity) && !isZero(given.caseDepositRate),
    ),
  },
  {
    ...onCase,
    code: '571',
    text: 'ZERO-RATE CASE; QTY NOT ALLOWED',
    remedy: 'Fill the quantity with zeros: the case has no rate.',
    page: 182,
    fields: ['quantity'],
    mend: REMOVE,
    found: ofCases(
      'quantity',
      (given) => given.caseRateTypeQualifierCode === 'A' && isZero(given.caseDepositRate) && !isZero(given.quantity),
    ),
  },
  {
    ...onCase,
    code: '570',
    text: 'ZERO-RATE CASE; DUTY NOT ALLOWED',
    remedy: 'Fill the deposit with zeros: the case has no rate.',
    page: 182,
    fields: ['dutyAmount'],
    mend: [{ do: 'set', to: 0 as unknown as number }],
    found: ofCases(
      'dutyCents',
      (given) =>
        given.caseRateTypeQualifierCode === 'A' && isZero(given.caseDepositRate) && (given.dutyCents ?? 0) !== 0,
    ),
  },
  {
    ...onCase,
    code: '542',
    text: 'AD/CVD VALUE NOT ALLOWED FOR SPECIFIC',
    remedy: 'Fill the value with zeros: the rate is specific.',
    page: 182,
    fields: ['valueOfGoodsAmount'],
    mend: REMOVE,
    found: ofCases(
      'valueOfGoodsAmount',
      (given) => given.caseRateTypeQualifierCode === 'S' && (given.valueOfGoodsAmount ?? 0) !== 0,
    ),
  },
  {
    ...onCase,
    code: '575',
    text: 'AD/CVD QTY MISSING - RQRD FOR SPECIFIC',
    remedy: 'Send the quantity in units of the case.',
    page: 182,
    fields: ['quantity'],
    mend: [{ do: 'set', to: '1.0000' }],
    found: ofCases(
      'quantity',
      (given) => given.caseRateTypeQualifierCode === 'S' && !isZero(given.caseDepositRate) && isZero(given.quantity),
    ),
  },
  {
    ...onCase,
    code: '576',
    text: "ESTIMATE DUTY/CALC'D DUTY MISMATCH",
    remedy: 'Send the rate times value or quantity, rounded to the cent.',
    page: 182,
    fields: ['dutyAmount'],
    mend: [{ do: 'set', to: (summary: EntrySummary, at: string) => depositAt(summary, at) }],
    found: ofCases('dutyCents', (given, line) => {
      if (isZero(given.caseDepositRate)) return false;
      const due = depositOn(given, line);
      return due !== null && due !== given.dutyCents && `Computed: ${dollars(due)}.`;
    }),
  },
  {
    ...onTotals,
    code: '735',
    text: 'AD/CVD DUTY TOTALS MISSING',
    remedy: 'Send the 88 record with what is bonded and what is paid in cash.',
    page: 181,
    mend: [{ do: 'set', at: '/totals/adCvd', to: totalsOf as unknown as (summary: EntrySummary) => unknown }],
    found: (summary) =>
      !summary.totals.adCvd && (isOfCases(summary) || (mayHaveCases(summary) && casesOf(summary).length > 0))
        ? [{ ...placeOf(summary, 'cashAdCents'), field: 'totals' }]
        : [],
  },
  {
    ...onTotals,
    code: '727',
    text: 'ADD/CVD DUTY TOTALS NOT ALLOWED',
    remedy: 'Leave out the 88 record: no line has a case.',
    page: 181,
    mend: [{ do: 'remove', at: '/totals/adCvd' }],
    found: (summary) =>
      summary.totals.adCvd && casesOf(summary).length === 0 && !isOfCases(summary)
        ? [{ ...placeOf(summary, 'cashAdCents'), field: 'totals' }]
        : [],
  },
  {
    ...onTotals,
    code: '737',
    text: 'TOTAL BONDED AD NOT=SUM OF CASE EST',
    remedy: 'Send the sum of the antidumping deposits that are bonded.',
    page: 118,
    fields: ['totalBondedAdDutyAmount'],
    ...caseTotal('bondedAdCents'),
  },
  {
    ...onTotals,
    code: '739',
    text: 'TOTAL CASH AD NOT = SUM OF CASE EST',
    remedy: 'Send the sum of the antidumping deposits in cash.',
    page: 118,
    fields: ['totalCashDepositAdDutyAmount'],
    ...caseTotal('cashAdCents'),
  },
  {
    ...onTotals,
    code: '741',
    text: 'TOTAL BONDED CV NOT=SUM OF CASE EST',
    remedy: 'Send the sum of the countervailing deposits that are bonded.',
    page: 118,
    fields: ['totalBondedCvDutyAmount'],
    ...caseTotal('bondedCvCents'),
  },
  {
    ...onTotals,
    code: '743',
    text: 'TOTAL CASH CV NOT = SUM OF CASE EST',
    remedy: 'Send the sum of the countervailing deposits in cash.',
    page: 118,
    fields: ['totalCashDepositCvDutyAmount'],
    ...caseTotal('cashCvCents'),
  },
  {
    ...onGrandTotals,
    code: '744',
    text: 'GRAND TOT AD DUTY NOT ALLOWED',
    remedy: 'Fill the total with zeros: the entry type has no cases.',
    page: 131,
    fields: ['grandTotalAdDutyAmount'],
    ...notAllowed('adDutyCents'),
  },
  {
    ...onGrandTotals,
    code: '745',
    text: 'GRAND TOTAL AD NOT = SUM OF EST AD',
    remedy: 'Send the sum of both antidumping totals of the 88 record.',
    page: 131,
    fields: ['grandTotalAdDutyAmount'],
    ...grandTotal('adDutyCents', ['bondedAdCents', 'cashAdCents']),
  },
  {
    ...onGrandTotals,
    code: '746',
    text: 'GRAND TOT CV DUTY NOT ALLOWED',
    remedy: 'Fill the total with zeros: the entry type has no cases.',
    page: 131,
    fields: ['grandTotalCvDutyAmount'],
    ...notAllowed('cvDutyCents'),
  },
  {
    ...onGrandTotals,
    code: '747',
    text: 'GRAND TOTAL CV NOT = SUM OF EST CV',
    remedy: 'Send the sum of both countervailing totals of the 88 record.',
    page: 131,
    fields: ['grandTotalCvDutyAmount'],
    ...grandTotal('cvDutyCents', ['bondedCvCents', 'cashCvCents']),
  },
] as const satisfies readonly SummaryRule[];

/** The case at a pointer such as `/lines/0/adCvdCases/1/dutyCents`, with its line. */
const caseAt = (summary: EntrySummary, at: string): { given: Case; line: SummaryLine } | undefined => {
  const [, , place, , index] = at.split('/');
  const line = summary.lines[Number(place)];
  const given = line?.adCvdCases?.[Number(index)];
  return line && given && { given, line };
};

const depositAt = (summary: EntrySummary, at: string): number => {
  const found = caseAt(summary, at);
  return found ? (depositOn(found.given, found.line) ?? 0) : 0;
};

const asAdCase = (summary: EntrySummary, at: string): string =>
  `A${caseAt(summary, at)?.given.caseNumber.slice(1) ?? ''}`;
