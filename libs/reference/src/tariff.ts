import type { CustomsDate } from '#kernel';
import { countryOf, paysColumnTwo } from './countries';
import { cellsOf, inForce, isInForce, type Effective } from './effective';
import { programFor } from './programs';
import { formulaOf, parseRate, type DutyFormula, type Rate } from './rate-text';
import { FORMER_ROWS, SECTION_301_ARTICLES, SECTION_301_RATES, TARIFF_ROWS } from './tariff.data';

/** A number of the tariff in a period. */
export interface TariffArticle extends Effective {
  /** Ten digits, or eight for chapter 99. */
  readonly hts: string;
  readonly description: string;
  /** Units of measure to report, in order; `X` where no quantity is required. */
  readonly units: readonly string[];
  readonly general: string;
  readonly columnTwo?: string;
  /** Special programs under which the article is free. */
  readonly programs: readonly string[];
  /** Set for a chapter 99 number: the eight-digit articles and the origin its additional duty applies to. */
  readonly additionalTo?: { readonly origin: string; readonly articles: ReadonlySet<string> };
}

export interface TariffRate {
  readonly article: TariffArticle;
  readonly column: 'general' | 'special' | 'column 2';
  readonly text: string;
  /** Undefined where the wording has no formula. */
  readonly rate?: Rate;
  readonly formula: DutyFormula;
}

const FREE_TRADE = 'AU BH CL CO IL JO KR MA OM P PA PE S SG'.split(' ');
/** First day of the 2022 revision, in which the numbers of the table are valid. */
const REVISION: CustomsDate = '2022-01-27';

/** Digits only; a chapter 99 number padded with `00` to ten positions is its eight digits. */
export function normalHts(number: string): string {
  const digits = number.replace(/[.\s]/g, '');
  return /^99\d{6}00$/.test(digits) ? digits.slice(0, 8) : digits;
}

export const isChapter99 = (hts: string): boolean => normalHts(hts).startsWith('99');
export const isChapter98 = (hts: string): boolean => normalHts(hts).startsWith('98');

const rows = (table: string): string[] => table.trim().split('\n');

function articlesOf(table: string): TariffArticle[] {
  return rows(table)
    .map((row) => cellsOf(row, ['number', 'units', 'general', 'columnTwo', 'programs', 'description'], ['from', 'to']))
    .map(({ number, units, general, columnTwo, programs, description, from, to }) => ({
      hts: normalHts(number),
      description,
      units: units.split(' '),
      general,
      ...(columnTwo && { columnTwo }),
      programs: programs === 'FTA' ? FREE_TRADE : programs.split(' ').filter(Boolean),
      from: from || REVISION,
      ...(to && { to }),
    }));
}

const additionalDuties: readonly TariffArticle[] = rows(SECTION_301_RATES)
  .map((row) => cellsOf(row, ['number', 'rate', 'from', 'to']))
  .map(({ number, rate, from, to }) => ({
    hts: normalHts(number),
    description: 'Additional duty on articles of China',
    units: ['X'],
    general: rate,
    programs: [],
    additionalTo: { origin: 'CN', articles: new Set((SECTION_301_ARTICLES[number] ?? '').trim().split(/\s+/)) },
    from,
    ...(to && { to }),
  }));

const periods = new Map<string, TariffArticle[]>();
for (const article of [...articlesOf(TARIFF_ROWS), ...articlesOf(FORMER_ROWS), ...additionalDuties]) {
  periods.set(article.hts, [...(periods.get(article.hts) ?? []), article]);
}

/** Every number of the tariff in every period it has had. */
export const TARIFF: readonly TariffArticle[] = [...periods.values()].flat();

/** True when the number has ever been in the tariff. */
export const isTariffNumber = (hts: string): boolean => periods.has(normalHts(hts));

export const tariffArticle = (hts: string, date: CustomsDate): TariffArticle | undefined =>
  inForce(periods.get(normalHts(hts)) ?? [], date);

/**
 * The rate of a number for goods of an origin on a date: the special rate when a program is claimed and open to the
 * goods, column 2 for countries without normal trade relations, else the general rate.
 * Undefined when the number is not in force. A claim that fails is treated as not made; `programFor` tells.
 */
export function rateOf(hts: string, date: CustomsDate, origin: string, program?: string): TariffRate | undefined {
  const article = tariffArticle(hts, date);
  if (!article) return undefined;
  const special =
    program !== undefined && article.programs.includes(program) && programFor(program, origin, date) !== undefined;
  // An additional duty falls on the goods whatever program they claim and whatever column they pay.
  const columnTwo = !special && paysColumnTwo(origin) && !article.additionalTo && article.columnTwo !== article.general;
  const column = special ? 'special' : columnTwo ? 'column 2' : 'general';
  const text = special ? 'Free' : columnTwo ? (article.columnTwo ?? '') : article.general;
  const rate = parseRate(text);
  return { article, column, text, ...(rate && { rate }), formula: formulaOf(rate, article.units) };
}

/** The chapter 99 numbers whose additional duty falls on an article of an origin on a date. */
export function additionalDutiesOn(hts: string, date: CustomsDate, origin: string): readonly TariffArticle[] {
  const article = normalHts(hts).slice(0, 8);
  return additionalDuties.filter(
    (duty) =>
      isInForce(duty, date) &&
      duty.additionalTo?.origin === countryOf(origin) &&
      duty.additionalTo.articles.has(article),
  );
}
