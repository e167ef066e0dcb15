import { Decimal, type CustomsDate } from '#kernel';
import {
  ceilingOf,
  computeDuty,
  contentIn,
  countryOf,
  exclusionsFrom,
  isArticleOfRemedy,
  isChapter98,
  isChapter99,
  measuresConsidered,
  normalHts,
  originsOfRemedy,
  rateOf,
  remediesOn,
  tariffArticle,
  type Remedy,
} from '#reference';
import { articlesOf, isOffset, quantitiesOf } from './duty.rules';
import { isDomestic, isSetComponent } from './line-kinds';
import { condition, type Place } from './summary-conditions';
import type { EntrySummary, SummaryCondition, SummaryLine, SummaryTariff } from '../summary-on-file/summary.model';

const onNumber = (line: SummaryLine, index: number, tariff: SummaryTariff, field: keyof SummaryTariff): Place => ({
  recordIndex: tariff.recordIndex,
  at: `/lines/${index}/tariffs/${line.tariffs.indexOf(tariff)}/${field}`,
  lineNumber: line.lineNumber,
  field,
});

/** Type 51 and goods under chapter 98 are outside trade remedies, but for the provisions of 9802 that pay on a part (usage note on remedies, p. ESF-186). */
function outsideBecause(summary: EntrySummary, line: SummaryLine): string | undefined {
  if (summary.entryType === '51') return 'entries of type 51 are outside trade measures';
  if (isSetComponent(line)) return 'an article of a set: its header is asked';
  if (isDomestic(line)) return 'goods of domestic status in a zone are outside trade measures';
  const freed = line.tariffs.find(({ hts }) => isChapter98(hts) && !isOffset(hts));
  return freed && `goods under ${freed.hts} are outside trade measures`;
}

/** Declarations of record 54 by which Commerce excludes a product from section 232. */
const EXCLUSIONS = ['02', '03'];
const isExcluded = (line: SummaryLine): boolean =>
  (line.additionalDeclarations ?? []).some(({ declarationTypeCode }) => EXCLUSIONS.includes(declarationTypeCode));

/** The number on a line that answers for a measure: its own, an exclusion or exception, or one that stands in its place. */
function answerOn(line: SummaryLine, { oneOf }: Remedy): string | undefined {
  for (const { hts } of line.tariffs) {
    const number = normalHts(hts);
    if (isChapter99(number) && oneOf.some((start) => number.startsWith(start))) return number;
  }
  return undefined;
}

/**
 * Where a duty is on a content, the content has a line of its own and the rest of the same article another: the line of the summary that answers for it.
 * Undefined for measures on the whole value, and where no line does.
 */
function lineOfContent(
  tariff: SummaryTariff,
  line: SummaryLine,
  { lines }: EntrySummary,
  remedy: Remedy,
  date: CustomsDate,
): SummaryLine | undefined {
  if (!contentIn(tariffArticle(remedy.number, date)?.general ?? '')) return undefined;
  return lines.find(
    (other) =>
      other !== line &&
      other.countryOfOrigin === line.countryOfOrigin &&
      other.tariffs.some(({ hts }) => hts === tariff.hts) &&
      answerOn(other, remedy) !== undefined,
  );
}

/** Measures that apply to an article of the line and have none of their numbers on it. */
function missingRemedies(
  line: SummaryLine,
  summary: EntrySummary,
  date: CustomsDate,
): { readonly tariff: SummaryTariff; readonly remedy: Remedy }[] {
  if (outsideBecause(summary, line)) return [];
  const origin = line.countryOfOrigin ?? '';
  const excluded = isExcluded(line);
  const inForce = articlesOf(line).filter(({ hts }) => tariffArticle(hts, date) !== undefined);
  return inForce.flatMap((tariff) =>
    remediesOn(normalHts(tariff.hts), date, origin)
      .filter((remedy) => {
        if (excluded && remedy.measure.startsWith('232')) return false;
        return !answerOn(line, remedy) && !lineOfContent(tariff, line, summary, remedy, date);
      })
      .map((remedy) => ({ tariff, remedy })),
  );
}

/** A trade measure as it was looked at for an article of a line, for people who ask why it is due or not. */
export interface ShownMeasure {
  readonly hts: string;
  readonly measure: string;
  /** The number that stands for its full duty. */
  readonly number: string;
  readonly from: CustomsDate;
  readonly to: CustomsDate | null;
  readonly applies: boolean;
  /** The number on the line that answers for it: its own, or an exclusion, exception or other number in its place. */
  readonly reported: string | null;
  /** Whether drawback may be claimed of its duty. */
  readonly drawback: boolean;
  readonly why: string;
}

/** What became of a measure that applies. */
function outcomeOf(
  tariff: SummaryTariff,
  line: SummaryLine,
  summary: EntrySummary,
  remedy: Remedy,
  date: CustomsDate,
): string {
  const outside = outsideBecause(summary, line);
  if (outside) return outside;
  const number = answerOn(line, remedy);
  if (number === remedy.number) return `${number} is reported`;
  if (number) return `${number} is reported, ${exclusionsFrom(number) ? 'which excludes from it' : 'in its place'}`;
  if (isExcluded(line) && remedy.measure.startsWith('232')) return 'a product exclusion is declared (record 54)';
  const content = lineOfContent(tariff, line, summary, remedy, date);
  if (content) return `the content that it is on stands on line ${content.lineNumber}`;
  return remedy.certain ? 'no number of it is reported (771)' : 'no number of it is reported, and the officer is told';
}

/** Every measure that names an article of a line on one of its days, and why it is due or not. */
export function showMeasures(line: SummaryLine, summary: EntrySummary, date: CustomsDate): ShownMeasure[] {
  const origin = line.countryOfOrigin ?? '';
  return articlesOf(line).flatMap((tariff) => {
    const hts = normalHts(tariff.hts);
    const due = remediesOn(hts, date, origin);
    return measuresConsidered(hts, date, origin).map(({ measure, number, from, to, applies, drawback, why }) => {
      const remedy = due.find((one) => one.measure === measure && one.number === number && one.from === from);
      return {
        ...{ hts: tariff.hts, measure, number, from, to: to ?? null, applies, drawback },
        reported:
          (remedy ? answerOn(line, remedy) : line.tariffs.find((one) => normalHts(one.hts) === number)?.hts) ?? null,
        why: remedy ? `${why}; ${outcomeOf(tariff, line, summary, remedy, date)}` : why,
      };
    });
  });
}

/** For the officer: measures that the law lets some of the listed articles go for what an entry does not say, and that are not reported. */
export const remediesToAskFor = (line: SummaryLine, summary: EntrySummary, date: CustomsDate): string[] =>
  missingRemedies(line, summary, date)
    .filter(({ remedy }) => !remedy.certain)
    .map(
      ({ tariff, remedy }) =>
        `Line ${line.lineNumber}: ${tariff.hts} may be under section ${remedy.measure} (${remedy.number}), and no number of it is reported.`,
    );

/** Whether the articles' own duty, in the column they pay, is on the side of the ceiling that a number speaks of; what cannot be computed is taken. */
function isOnItsSide(number: string, line: SummaryLine, date: CustomsDate): boolean {
  const ceiling = ceilingOf(number);
  if (!ceiling) return true;
  const origin = line.countryOfOrigin ?? '';
  const [part] = rateOf(ceiling.number, date, origin)?.rate ?? [];
  if (part?.kind !== 'ad valorem') return true;
  return articlesOf(line).every((tariff) => {
    const own = rateOf(tariff.hts, date, origin, tariff.spi ?? undefined);
    if (!own?.rate) return true;
    const value = Decimal.of(tariff.valueDollars);
    const { least, most } = computeDuty(own.rate, { value, quantities: quantitiesOf(tariff) });
    const side = least.compare(value.times(part.factor));
    return value.isZero || !least.equals(most) || (ceiling.side === 'below' ? side <= 0 : side >= 0);
  });
}

/**
 * Chapter 99: each measure that applies to an article for certain has one of its numbers on the line, and no number is there that the origin or the
 * articles do not allow (dictionary, 603, 611, 613, 771).
 */
export function judgeRemedies(
  line: SummaryLine,
  summary: EntrySummary,
  index: number,
  date: CustomsDate,
): SummaryCondition[] {
  const origin = line.countryOfOrigin ?? '';
  const found = missingRemedies(line, summary, date)
    .filter(({ remedy }) => remedy.certain)
    .map(({ tariff, remedy: { number, measure } }) => {
      const rate = tariffArticle(number, date)?.general ?? '';
      return condition('771', onNumber(line, index, tariff, 'hts'), `Number: ${number}, section ${measure}: ${rate}.`);
    });
  for (const tariff of line.tariffs) {
    const number = normalHts(tariff.hts);
    if (!isChapter99(number) || !tariffArticle(number, date)) continue;
    const place = onNumber(line, index, tariff, 'hts');
    const origins = originsOfRemedy(number);
    if (origins && !origins.includes(countryOf(origin))) found.push(condition('603', place));
    else if (!articlesOf(line).some(({ hts }) => isArticleOfRemedy(number, normalHts(hts)) !== false))
      found.push(condition('613', place));
    else if (!isOnItsSide(number, line, date)) {
      const ceiling = rateOf(ceilingOf(number)!.number, date, origin)?.text;
      found.push(condition('613', place, `Its own rate is on the other side of ${ceiling}.`));
    }
    if (tariff.valueDollars !== 0) found.push(condition('611', onNumber(line, index, tariff, 'valueDollars')));
  }
  return found;
}
