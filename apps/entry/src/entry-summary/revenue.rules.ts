import { Decimal, type CustomsDate } from '#kernel';
import { IR_TAX_CLASSES, irTaxDue, irTaxesOn, isCoffee, type TaxDue } from '#reference';
import type { EntrySummary, SummaryLine } from '../summary-on-file/summary.model';
import { declaredMoney } from './declared-money';
import { quantitiesOf } from './duty.rules';
import { ofHeader, ofLines, type RuleContext, type SummaryFinding, type SummaryRule } from './rule';

/** Other revenue: coffee into Puerto Rico (AE table 17, p. ESF-247). */
const COFFEE = '672';
const PUERTO_RICO = '49';
const VIRGIN_ISLANDS = '51';
const DICTIONARY = 'ACE error dictionary, July 2026; 26 U.S.C. 5001, 5041, 5051, 5701';
const PERIODIC = ['6', '7', '8'];
/** Goods that are entered for consumption now: of all others the tax falls due later. */
const NOT_FOR_CONSUMPTION = ['21', '22', '23'];
const AGRICULTURAL = /^(0[5-9]\d|1[0-2]\d)$/;

const dollars = (cents: number): string => Decimal.of(cents).shift(2).toString();
const isIn = (district: string, { portOfEntry }: EntrySummary): boolean => portOfEntry?.startsWith(district) === true;
const taxesOf = ({ tariffs }: SummaryLine) => tariffs.flatMap(({ hts }) => irTaxesOn(hts));
const hasCoffee = ({ tariffs }: SummaryLine): boolean => tariffs.some(({ hts }) => isCoffee(hts));

/** Up to three dollars less or more are not told (dictionary, 660 and 662). */
const TOLERANCE_CENTS = 299;
const SPIRITS = '016';
/** Before that day the rate of a craft beverage was that of its designation code, a table of the TTB (usage note (kk)). */
const FULL_RATE_FROM = '2023-01-01';
/** Column 66 of type 05, whose text begins in column 5: the credit for wine and flavors is not reckoned (26 U.S.C. 5010). */
const FLAVOR_CREDIT = 66 - 5;
const hasFlavorCredit = ({ additionalDeclarations = [] }: SummaryLine): boolean =>
  additionalDeclarations.some(
    ({ declarationTypeCode, declarationInformation }) =>
      declarationTypeCode === '05' && declarationInformation[FLAVOR_CREDIT] === 'Y',
  );

/** The tax of a line by law, with how it comes about; undefined where a rate, a quantity or a credit is not known here. */
export function taxOf(line: SummaryLine, date: CustomsDate): (TaxDue & { readonly classCode: string }) | undefined {
  const classCode = line.irTax?.classCode ?? '';
  if (hasFlavorCredit(line) || (line.productClaimCode === 'C' && date < FULL_RATE_FROM)) return undefined;
  const bearing = line.tariffs.filter(({ hts }) => irTaxesOn(hts).some((tax) => tax.classCode === classCode));
  const taxes = bearing.map((tariff) => irTaxDue(tariff.hts, classCode, quantitiesOf(tariff), date));
  if (taxes.length === 0 || taxes.includes(undefined)) return undefined;
  const all = taxes as TaxDue[];
  return {
    classCode,
    leastCents: all.reduce((sum, { leastCents }) => sum + leastCents, 0),
    mostCents: all.reduce((sum, { mostCents }) => sum + mostCents, 0),
    says: all.map(({ says }) => says).join(' + '),
  };
}
const dateOf = ({ due }: RuleContext, place: number): CustomsDate => due.lines[place]?.rateDate ?? due.rateDate;
/** What is told of spirits is only too little: what goes with them may be more. */
const isOff = (cents: number, { leastCents, mostCents }: Omit<TaxDue, 'says'>, spirits: boolean): boolean =>
  cents < leastCents - TOLERANCE_CENTS || (!spirits && cents > mostCents + TOLERANCE_CENTS);
const between = ({ leastCents, mostCents }: Omit<TaxDue, 'says'>): string =>
  leastCents === mostCents ? dollars(leastCents) : `${dollars(leastCents)} to ${dollars(mostCents)}`;
const withTax = (summary: EntrySummary, _at: string, context: RuleContext): readonly SummaryLine[] =>
  summary.lines.map((line, place) => {
    const tax = line.irTax && taxOf(line, dateOf(context, place));
    return tax && isOff(line.irTax!.cents ?? 0, tax, false)
      ? { ...line, irTax: { ...line.irTax!, cents: tax.leastCents } }
      : line;
  });
const sumOfTaxes = (summary: EntrySummary, context: RuleContext) => {
  const lines = summary.lines.flatMap((line, place) => (line.irTax ? [taxOf(line, dateOf(context, place))] : []));
  if (lines.length === 0 || lines.includes(undefined)) return undefined;
  return lines.reduce(
    (sum, tax) => ({ leastCents: sum.leastCents + tax!.leastCents, mostCents: sum.mostCents + tax!.mostCents }),
    { leastCents: 0, mostCents: 0 },
  );
};

const onTax = { record: '60', grouping: 'LINITM' } as const;
const onOther = { record: '61', grouping: 'LINITM' } as const;
const onGrandTotals = { record: '90', grouping: 'TOTALS' } as const;
const DROP_RECORD = [{ do: 'remove', at: '..' }] as const;

/** A rule about the 60 or 61 record of lines, at that record. */
const ofRevenue = (
  member: 'irTax' | 'otherRevenue',
  isBroken: (
    classCode: string,
    line: SummaryLine,
    summary: EntrySummary,
    context: RuleContext,
    place: number,
  ) => boolean | string,
): SummaryRule['found'] => {
  return (summary, context) => {
    let all: SummaryFinding[] | undefined;
    summary.lines.forEach((line, place) => {
      const revenue = line[member];
      const broken = revenue !== undefined && isBroken(revenue.classCode, line, summary, context, place);
      if (broken === false) return;
      (all ??= []).push({
        recordIndex: revenue!.recordIndex ?? line.recordIndex,
        at: `/lines/${place}/${member}/classCode`,
        field: 'accountingClassCode',
        lineNumber: line.lineNumber,
        ...(broken !== true && { detail: broken }),
      });
    });
    return all ?? [];
  };
};

const grandTotal = (field: 'irTaxCents' | 'otherRevenueCents'): Pick<SummaryRule, 'found' | 'mend'> => {
  const sumOf = (summary: EntrySummary): number => declaredMoney(summary)?.[field] ?? 0;
  return {
    mend: [{ do: 'set', to: sumOf }],
    found: (summary) => {
      const [due, told] = [sumOf(summary), summary.totals[field] ?? 0];
      const place = { recordIndex: summary.totals.recordIndex, at: `/totals/${field}`, field };
      return due === told ? [] : [{ ...place, detail: `Sum of the lines: ${dollars(due)}, total: ${dollars(told)}.` }];
    },
  };
};

/** Internal revenue tax and other revenue: class, article, port and totals (60, 61 and 90 records, pp. ESF-108..112, 131). */
export const REVENUE_RULES = [
  {
    ...onTax,
    code: '531',
    text: 'IR TAX ACCT CLASS CODE MISSING',
    remedy: 'Send the class of the tax: 016, 017, 018 or 022.',
    page: 222,
    fields: ['accountingClassCode'],
    mend: DROP_RECORD,
    found: ofRevenue('irTax', (classCode) => classCode === ''),
  },
  {
    ...onTax,
    code: '532',
    text: 'IR TAX ACCT CLASS CODE UNKNOWN',
    remedy: 'Send 016 (distilled spirits), 017 (wines), 018 (tobacco products) or 022 (other).',
    page: 222,
    fields: ['accountingClassCode'],
    mend: DROP_RECORD,
    found: ofRevenue('irTax', (classCode) => classCode !== '' && !IR_TAX_CLASSES.includes(classCode)),
  },
  {
    ...onTax,
    code: '476',
    text: 'IR TAX NOT ALLOWED - SET HEADER',
    remedy: 'Report the tax in the line of the component (V) that it is on.',
    page: 160,
    mend: DROP_RECORD,
    found: ofRevenue('irTax', (_classCode, { articleSetIndicator }) => articleSetIndicator === 'X'),
  },
  {
    ...onTax,
    code: '651',
    text: 'IR TAX NOT ALLOWED - EXEMPT PORT',
    remedy: 'Leave out the 60 record: no federal tax is collected in Puerto Rico.',
    page: 'ACE error dictionary, July 2026',
    mend: DROP_RECORD,
    found: ofRevenue(
      'irTax',
      (classCode, line, summary) =>
        isIn(PUERTO_RICO, summary) && taxesOf(line).some((tax) => tax.classCode === classCode),
    ),
  },
  {
    ...onTax,
    code: '654',
    text: 'IR TAX NOT ALLOWED FOR ARTICLE',
    remedy: 'Leave out the 60 record: no number of the line has a tax of this class.',
    page: 'ACE error dictionary, July 2026; 26 U.S.C. 5001, 5041, 5051, 5701',
    mend: DROP_RECORD,
    found: ofRevenue(
      'irTax',
      (classCode, line) =>
        IR_TAX_CLASSES.includes(classCode) && !taxesOf(line).some((tax) => tax.classCode === classCode),
    ),
  },
  {
    record: '40',
    grouping: 'LINITM',
    code: '656',
    text: 'IR TAX REQUIRED FOR ARTICLE',
    remedy: 'Report the internal revenue tax of the article in a 60 record.',
    page: 'ACE error dictionary, July 2026; 26 U.S.C. 5001, 5041, 5051, 5701',
    found: ofLines('irTax', (line, summary) => {
      if (line.irTax !== undefined || line.articleSetIndicator === 'X') return false;
      if (isIn(PUERTO_RICO, summary) || isIn(VIRGIN_ISLANDS, summary)) return false;
      if (NOT_FOR_CONSUMPTION.includes(summary.entryType ?? '')) return false;
      if (summary.indicators?.consolidatedExpressInformalIndicator === 'Y') return false;
      const tax = taxesOf(line).find(({ must }) => must);
      return tax === undefined ? false : `Its class is ${tax.classCode}.`;
    }),
    mend: [
      {
        do: 'set',
        to: (summary: EntrySummary, at: string) => {
          const line = summary.lines[Number(at.split('/')[2])];
          const tax = line && taxesOf(line).find(({ must }) => must);
          return { classCode: tax?.classCode ?? '', cents: 0, recordIndex: line?.recordIndex ?? null };
        },
      },
    ],
  },
  {
    record: '10',
    grouping: 'SUMMRY',
    code: '718',
    text: 'IR TAX NOT ALLWD ON MNTHLY PERDC STMT',
    remedy: 'Pay a summary with internal revenue tax individually or on a daily statement (payment types 1, 2, 3, 5).',
    page: 174,
    fields: ['paymentTypeCode'],
    of: 'ordinary',
    mend: [
      { do: 'set', to: '2' },
      { do: 'remove', at: '/indicators/periodicStatementMonth' },
    ],
    found: ofHeader(
      '10',
      'paymentType',
      ({ paymentType, lines }) =>
        PERIODIC.includes(paymentType ?? '') && lines.some(({ irTax }) => irTax !== undefined),
    ),
  },
  {
    ...onGrandTotals,
    code: '724',
    text: 'GRAND TOT IR TAX NOT = SUM OF EST IR TAX',
    remedy: 'Send the sum of the 60 records.',
    page: 131,
    fields: ['grandTotalIrTaxAmount'],
    ...grandTotal('irTaxCents'),
  },
  {
    ...onOther,
    code: '763',
    text: 'OTH REV ACCT CLASS CODE MISSING',
    remedy: 'Send the class of the revenue: 672.',
    page: 247,
    fields: ['accountingClassCode'],
    mend: DROP_RECORD,
    found: ofRevenue('otherRevenue', (classCode) => classCode === ''),
  },
  {
    ...onOther,
    code: '764',
    text: 'OTH REV ACCT CLASS CODE UNKNOWN',
    remedy: 'Send 672 (coffee into Puerto Rico), the one class there is.',
    page: 247,
    fields: ['accountingClassCode'],
    mend: DROP_RECORD,
    found: ofRevenue('otherRevenue', (classCode) => classCode !== '' && classCode !== COFFEE),
  },
  {
    ...onOther,
    code: '762',
    text: 'OTH REV NOT ALLOWED - SET COMPONENT',
    remedy: 'Report the revenue in the line of the set (X).',
    page: 160,
    mend: DROP_RECORD,
    found: ofRevenue('otherRevenue', (_classCode, { articleSetIndicator }) => articleSetIndicator === 'V'),
  },
  {
    ...onOther,
    code: '665',
    text: 'OTH REV NOT ALLOWED - EXEMPT PORT',
    remedy: 'Leave out the 61 record: the duty on coffee is that of Puerto Rico.',
    page: 'ACE error dictionary, July 2026; 19 U.S.C. 1319',
    mend: DROP_RECORD,
    found: ofRevenue(
      'otherRevenue',
      (classCode, line, summary) => classCode === COFFEE && hasCoffee(line) && !isIn(PUERTO_RICO, summary),
    ),
  },
  {
    ...onOther,
    code: '667',
    text: 'OTH REV NOT ALLOWED FOR ARTICLE',
    remedy: 'Leave out the 61 record: no number of the line has it.',
    page: 'ACE error dictionary, July 2026; 19 U.S.C. 1319',
    mend: DROP_RECORD,
    found: ofRevenue('otherRevenue', (classCode, line) => classCode === COFFEE && !hasCoffee(line)),
  },
  {
    ...onOther,
    code: '668',
    text: "OTH REV ACCEPTED; 'X' COMP CODE",
    remedy: 'Nothing to do: your own amount was taken.',
    page: 'ACE error dictionary, July 2026',
    severity: 'information',
    found: ofRevenue(
      'otherRevenue',
      (classCode, line, summary) =>
        classCode === COFFEE && line.articleSetIndicator !== 'V' && hasCoffee(line) && isIn(PUERTO_RICO, summary),
    ),
  },
  {
    ...onTax,
    code: '658',
    text: "IR TAX ACCEPTED; 'X' COMP CODE",
    remedy: 'Nothing to do: strength, price or a credit decides the tax, and your own amount was taken.',
    page: 'ACE error dictionary, July 2026',
    severity: 'information',
    found: ofRevenue('irTax', (classCode, line, summary, context, place) => {
      if (line.articleSetIndicator === 'X' || isIn(PUERTO_RICO, summary)) return false;
      if (!taxesOf(line).some((tax) => tax.classCode === classCode) || hasFlavorCredit(line)) return false;
      const tax = taxOf(line, dateOf(context, place));
      if (tax === undefined) return true;
      if (isOff(line.irTax!.cents ?? 0, tax, classCode === SPIRITS)) return false;
      return tax.leastCents !== tax.mostCents && `By law: ${between(tax)}.`;
    }),
  },
  {
    ...onTax,
    code: '816',
    text: 'IR TAX ACCEPTED; FLAVOR CREDIT CLAIM',
    remedy: 'Nothing to do: the credit for wine and flavors is not reckoned here, and your own amount was taken.',
    page: DICTIONARY,
    severity: 'information',
    found: ofRevenue('irTax', (classCode, line) => classCode === SPIRITS && hasFlavorCredit(line)),
  },
  {
    ...onTax,
    code: '660',
    text: "EST IR TAX/CALC'D TAX MISMATCH - LINE",
    remedy: 'Send the tax at the full rate of the law on the quantity of the line.',
    page: `${DICTIONARY}; p. ESF-189`,
    fields: ['irTaxAmount'],
    mend: [{ do: 'set', at: '/lines', to: withTax }],
    found: ofRevenue('irTax', (classCode, line, summary, context, place) => {
      if (line.articleSetIndicator === 'X' || isIn(PUERTO_RICO, summary)) return false;
      const tax = taxOf(line, dateOf(context, place));
      if (!tax || !isOff(line.irTax!.cents ?? 0, tax, classCode === SPIRITS)) return false;
      return `Computed: ${between(tax)}; ${tax.says}.`;
    }),
  },
  {
    ...onGrandTotals,
    code: '662',
    text: "EST IR TAX/CALC'D TAX MISMATCH - TOTAL",
    remedy: 'Send the sum of the taxes at the full rate of the law.',
    page: `${DICTIONARY}; p. ESF-189`,
    fields: ['grandTotalIrTaxAmount'],
    mend: [
      {
        do: 'set',
        at: '/lines',
        to: (summary: EntrySummary, _at: string, context: RuleContext) =>
          summary.lines.map((line, place) => {
            const tax = line.irTax && taxOf(line, dateOf(context, place));
            return tax
              ? {
                  ...line,
                  irTax: {
                    ...line.irTax!,
                    cents: Math.min(Math.max(line.irTax!.cents ?? 0, tax.leastCents), tax.mostCents),
                  },
                }
              : line;
          }),
      },
      { do: 'set', to: (summary: EntrySummary) => declaredMoney(summary)?.irTaxCents ?? 0 },
    ],
    found: (summary, context) => {
      const sum = isIn(PUERTO_RICO, summary) ? undefined : sumOfTaxes(summary, context);
      const spirits = summary.lines.some(({ irTax }) => irTax?.classCode === SPIRITS);
      if (!sum || !isOff(summary.totals.irTaxCents ?? 0, sum, spirits)) return [];
      const { recordIndex } = summary.totals;
      return [{ recordIndex, at: '/totals/irTaxCents', field: 'irTaxCents', detail: `Computed: ${between(sum)}.` }];
    },
  },
  {
    ...onGrandTotals,
    code: '768',
    text: 'GRAND TOT OTH REV NOT = SUM OF EST OTH',
    remedy: 'Send the sum of the 61 records.',
    page: 131,
    fields: ['grandTotalOtherRevenueAmount'],
    ...grandTotal('otherRevenueCents'),
  },
  {
    record: '62',
    grouping: 'LINFEE',
    code: '478',
    text: 'FEE NOT ALLOWED - SET HEADER',
    remedy: 'Report agricultural fees in the line of the component (V) that they are on.',
    page: 160,
    fields: ['accountingClassCode'],
    mend: [{ do: 'remove' }],
    found: (summary) =>
      summary.lines.flatMap(({ articleSetIndicator, fees, lineNumber }, place) =>
        articleSetIndicator !== 'X'
          ? []
          : fees.flatMap(({ classCode, recordIndex }, at) =>
              AGRICULTURAL.test(classCode)
                ? [{ recordIndex, at: `/lines/${place}/fees/${at}`, field: 'classCode', lineNumber }]
                : [],
            ),
      ),
  },
  {
    record: '62',
    grouping: 'LINFEE',
    code: '679',
    text: 'FEE NOT ALLOWED - ENTRY TYPE',
    remedy: 'Leave out agricultural fees: temporary importations pay none.',
    page: 'ACE error dictionary, July 2026',
    fields: ['accountingClassCode'],
    mend: [{ do: 'remove' }],
    found: (summary) =>
      summary.entryType !== '23'
        ? []
        : summary.lines.flatMap(({ fees, lineNumber }, place) =>
            fees.flatMap(({ classCode, recordIndex }, at) =>
              AGRICULTURAL.test(classCode)
                ? [{ recordIndex, at: `/lines/${place}/fees/${at}`, field: 'classCode', lineNumber }]
                : [],
            ),
          ),
  },
] as const satisfies readonly SummaryRule[];
