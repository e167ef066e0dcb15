import { Decimal, isCustomsDate, toCents, type Cents, type CustomsDate } from '#kernel';
import { isChapter98, isChapter99, normalHts, rateOf, type Rate } from '#reference';
import type { ComputedTariff, EntrySummary, SummaryLine, SummaryTariff } from '../summary-on-file/summary.model';

/**
 * The day whose rates and fees apply: the entry date, else the statement date, else the arrival if it is still to come,
 * else the day of receipt. Source: entry summary guide, usage notes (j) and (n), for data the filing itself carries.
 */
export function rateDate(summary: EntrySummary, today: CustomsDate): CustomsDate {
  const { entryDate, statementDate, estimatedArrival } = summary;
  const toCome = estimatedArrival !== null && estimatedArrival > today ? estimatedArrival : null;
  return (
    [entryDate, statementDate, toCome].find((date): date is CustomsDate => date !== null && isCustomsDate(date)) ??
    today
  );
}

export interface Quantity {
  readonly quantity: Decimal;
  readonly unit: string;
}

/**
 * Duty at a rate: percentages of the value and dollars for each unit are added up exactly and rounded once, half a cent
 * or more up (19 CFR 159.3). A quantity in a unit the filer did not report counts as nothing.
 */
export function dutyOf(rate: Rate, value: Decimal, quantities: readonly Quantity[]): Cents {
  const terms = rate.map((part) => {
    if (part.kind === 'ad valorem') return value.times(part.factor);
    const reported = quantities.find(({ unit }) => unit === part.unit);
    return reported ? reported.quantity.times(part.dollars) : Decimal.ZERO;
  });
  return toCents(terms.reduce((sum, term) => sum.plus(term), Decimal.ZERO));
}

/** The numbers of chapters 1 to 97 on a line: what the goods are. */
export const articlesOf = (line: SummaryLine): readonly SummaryTariff[] =>
  line.tariffs.filter(({ hts }) => !isChapter98(hts) && !isChapter99(hts));

/** Value of a line in whole dollars: the sum over its 50 records. */
export const lineValue = (line: SummaryLine): number =>
  line.tariffs.reduce((sum, { valueDollars }) => sum + valueDollars, 0);

/** Provisions of chapter 98 that free the whole line of duty, whatever the rate of the article. */
const FREEING_PROVISIONS = ['9801', '9808', '9813'];
const isFreedByProvision = (line: SummaryLine): boolean =>
  line.tariffs.some(({ hts }) => FREEING_PROVISIONS.includes(normalHts(hts).slice(0, 4)));

function quantitiesOf(tariff: SummaryTariff): Quantity[] {
  return tariff.quantities.flatMap(({ quantity, unit }) => {
    const amount = Decimal.parse(quantity);
    return amount.ok && unit !== null ? [{ quantity: amount.value, unit }] : [];
  });
}

/** A number of chapter 98 or 99 carries no value of its own; its duty is on the value of the articles beside it. */
function dutiableValue(
  tariff: SummaryTariff,
  line: SummaryLine,
  additionalTo: ReadonlySet<string> | undefined,
): Decimal {
  if (!additionalTo) return Decimal.of(tariff.valueDollars);
  const base = articlesOf(line).filter(({ hts }) => additionalTo.has(normalHts(hts).slice(0, 8)));
  return Decimal.of(base.reduce((sum, { valueDollars }) => sum + valueDollars, 0));
}

/**
 * The duty of each tariff number of a line. Where the tariff gives no formula, or the number is not in force, the
 * filer's own amount stands and is marked as not verified.
 */
export function lineDuties(line: SummaryLine, date: CustomsDate): ComputedTariff[] {
  const freed = isFreedByProvision(line);
  return line.tariffs.map((tariff) => {
    if (freed)
      return { hts: tariff.hts, dutyCents: 0, rateText: 'Free', column: 'general', formula: '0', verified: true };
    const found = rateOf(tariff.hts, date, line.countryOfOrigin ?? '', tariff.spi ?? undefined);
    if (!found?.rate || found.formula === 'X') {
      return {
        hts: tariff.hts,
        dutyCents: tariff.dutyCents,
        rateText: found?.text ?? '',
        column: found?.column ?? null,
        formula: 'X',
        verified: false,
      };
    }
    const value = dutiableValue(tariff, line, found.article.additionalTo?.articles);
    return {
      hts: tariff.hts,
      dutyCents: Number(dutyOf(found.rate, value, quantitiesOf(tariff))),
      rateText: found.text,
      column: found.column,
      formula: found.formula,
      verified: true,
    };
  });
}
