import { Decimal, toCents, type CustomsDate } from '#kernel';
import type { Quantity } from './computation';
import { isInForce, type Effective } from './effective';

/** Internal revenue taxes on imported articles by heading, and the classes they are reported under (AE table 13; 26 U.S.C. 5001, 5041, 5051, 5701). */

/** 016 distilled spirits, 017 wines, 018 tobacco products, 022 other. */
export const IR_TAX_CLASSES: readonly string[] = ['016', '017', '018', '022'];

export interface IrTax {
  readonly classCode: string;
  /** Every article of the heading bears it; of others some do, by strength or use. */
  readonly must: boolean;
}

/** Digits a number begins with, the class of its tax, and whether all such articles bear it; the longest that fits counts. */
const ROWS: readonly (readonly [prefix: string, classCode: string, must: boolean])[] = [
  ['2203', '022', true],
  ['2204', '017', true],
  // Grape must: of wine strength or not.
  ['220430', '017', false],
  ['2205', '017', true],
  ['2206', '017', false],
  ['2206', '022', false],
  ['2207', '016', false],
  ['2208', '016', true],
  ['2106', '016', false],
  ['3302', '016', false],
  ['3303', '016', false],
  ['2402', '018', true],
  ['2403', '018', false],
  ['2404', '018', false],
];

const digitsOf = (hts: string): string => hts.replace(/\D/g, '');

/** Taxes that an article of a tariff number bears or may bear. */
export const irTaxesOn = (hts: string): readonly IrTax[] => {
  const digits = digitsOf(hts);
  const fitting = ROWS.filter(([prefix]) => digits.startsWith(prefix));
  const longest = Math.max(0, ...fitting.map(([prefix]) => prefix.length));
  return fitting.filter(([prefix]) => prefix.length === longest).map(([, classCode, must]) => ({ classCode, must }));
};

/** Coffee, on which Puerto Rico has a duty of its own (19 U.S.C. 1319). */
export const isCoffee = (hts: string): boolean => digitsOf(hts).startsWith('0901');

/** What a tax is taken of, from the unit that the tariff has: of one such unit, so much of the unit that the law names. */
const MEASURES = {
  'wine gallon': { L: '0.264172052358148' },
  'proof gallon': { PFL: '0.264172052358148' },
  barrel: { L: '0.00852167910832736' },
  thousand: { THS: '1', NO: '0.001' },
  pound: { KG: '2.20462262184878' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

interface TaxRate extends Effective {
  readonly prefix: string;
  readonly classCode: string;
  readonly measure: keyof typeof MEASURES;
  /** Dollars for each; two where strength, kind or price decides, which an entry does not say. */
  readonly least: Decimal;
  readonly most: Decimal;
  readonly law: string;
}

/** first digits | class | taken of | dollars at the least | at the most | from | law (26 U.S.C.). Sparkling wine 3.40, carbonated 3.30, still up to 16 per cent 1.07, to 21 1.57, to 24 3.15, cider 0.226. */
const RATES: readonly TaxRate[] = `
2203|022|barrel|18|18|1991-01-01|5051(a)(1)
220410|017|wine gallon|3.40|3.40|1991-01-01|5041(b)(4)
22042120|017|wine gallon|3.30|3.40|1991-01-01|5041(b)(4), (5)
22042130|017|wine gallon|1.07|1.07|1991-01-01|5041(b)(1)
22042150|017|wine gallon|1.07|1.07|1991-01-01|5041(b)(1)
220421|017|wine gallon|1.07|3.15|1991-01-01|5041(b)(1) to (3)
22042220|017|wine gallon|1.07|1.07|1991-01-01|5041(b)(1)
22042260|017|wine gallon|1.07|1.07|1991-01-01|5041(b)(1)
22042961|017|wine gallon|1.07|1.07|1991-01-01|5041(b)(1)
2204|017|wine gallon|1.07|3.15|1991-01-01|5041(b)(1) to (3)
2205|017|wine gallon|1.07|3.15|1991-01-01|5041(b)(1) to (3)
22060015|017|wine gallon|0.226|3.40|1997-10-01|5041(b)(4) to (6)
22060045|022|barrel|18|18|1991-01-01|5051(a)(1), 5052(a)
2208|016|proof gallon|13.50|13.50|1991-01-01|5001(a)(1)
22071030|016|proof gallon|13.50|13.50|1991-01-01|5001(a)(1)
240220|018|thousand|50.33|105.69|2009-04-01|5701(b)
240210|018|thousand|0|402.60|2009-04-01|5701(a)
240290|018|thousand|0|402.60|2009-04-01|5701(a), (b)
240311|018|pound|2.8311|2.8311|2009-04-01|5701(f)
240319|018|pound|2.8311|24.78|2009-04-01|5701(f), (g)`
  .trim()
  .split('\n')
  .map((row) => {
    const [prefix, classCode, measure, least, most, from, law] = row.split('|') as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    return {
      ...{ prefix, classCode, from, law, least: Decimal.of(least), most: Decimal.of(most) },
      measure: measure as keyof typeof MEASURES,
    };
  })
  .sort((a, b) => b.prefix.length - a.prefix.length);

/** A tax as it can be shown: cents between which it lies, which are one where the number and its quantities decide it. */
export interface TaxDue {
  readonly leastCents: number;
  readonly mostCents: number;
  readonly says: string;
}

/** Small cigarettes weigh up to three pounds a thousand; the others pay more (26 U.S.C. 5701(b)). */
const SMALL_KG = Decimal.of('1.36077711');

/**
 * The full internal revenue tax of a class on an article of a day. Since 2023 it is the full rate that is paid; what the law remits on craft beverages is
 * claimed of the TTB (entry summary guide, usage note (kk)). Undefined where no rate is held or the quantity that it is taken of is not reported.
 */
export function irTaxDue(
  hts: string,
  classCode: string,
  quantities: readonly Quantity[],
  date: CustomsDate,
): TaxDue | undefined {
  const digits = digitsOf(hts);
  const found = RATES.find(
    (rate) => rate.classCode === classCode && digits.startsWith(rate.prefix) && isInForce(rate, date),
  );
  if (!found) return undefined;
  const { measure, law } = found;
  const factors: Readonly<Record<string, string>> = MEASURES[measure];
  const counted = quantities.find(({ unit }) => factors[unit] !== undefined);
  if (!counted) return undefined;
  const amount = counted.quantity.times(Decimal.of(factors[counted.unit]!));
  let { least, most } = found;
  const weight = quantities.find(({ unit }) => unit === 'KG');
  if (found.prefix === '240220' && weight)
    least = most = weight.quantity.compare(amount.times(SMALL_KG)) > 0 ? most : least;
  const rate = least.equals(most) ? `${least}` : `${least} to ${most}`;
  return {
    leastCents: Number(toCents(amount.times(least))),
    mostCents: Number(toCents(amount.times(most))),
    says: `${counted.quantity} ${counted.unit} are ${amount} of a ${measure} × ${rate} (26 U.S.C. ${law})`,
  };
}
