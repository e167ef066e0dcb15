import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, type CustomsDate } from '#kernel';
import { paysColumnTwo } from './countries';
import type { Effective } from './effective';
import { isArticleOfProgram, programFor } from './programs';
import {
  formulaOf,
  namesComponents,
  parseRate,
  rateOnComponent,
  type Component,
  type DutyFormula,
  type Rate,
} from './rate-text';
import { rowsOf, Schedule } from './tariff/schedule';

/** A number of the tariff in a period. */
export interface TariffArticle extends Effective {
  /** As it was asked for: ten digits, or eight for chapters 98 and 99. */
  readonly hts: string;
  /** Units of measure to report, in order; `X` where no quantity is required. */
  readonly units: readonly string[];
  /** A question mark where it is not held. */
  readonly general: string;
  /** Rates of the special programs as printed; a question mark at the end where the list is not held whole. */
  readonly special: string;
  /** A question mark where it is not held. */
  readonly columnTwo: string;
}

export interface TariffRate {
  readonly article: TariffArticle;
  readonly column: 'general' | 'special' | 'column 2';
  /** Empty where the rate is not held. */
  readonly text: string;
  /** Undefined where the wording has no formula, and where the rate is not held. */
  readonly rate?: Rate;
  readonly formula: DutyFormula;
  /** False where the schedule has a rate for these goods that is not held here; what is declared can then be bounded at most. */
  readonly held: boolean;
}

function isPlain(number: string): boolean {
  for (let at = 0; at < number.length; at += 1) if (number.charCodeAt(at) < 48) return false;
  return true;
}

/** Digits only; a chapter 99 number padded with `00` to ten positions is its eight digits. */
export function normalHts(number: string): string {
  const digits = isPlain(number) ? number : number.replace(/[.\s]/g, '');
  return digits.length === 10 && digits.startsWith('99') && digits.endsWith('00') ? digits.slice(0, 8) : digits;
}

export const isChapter99 = (hts: string): boolean => normalHts(hts).startsWith('99');
export const isChapter98 = (hts: string): boolean => normalHts(hts).startsWith('98');

const SHIPPED = join(__dirname, 'tariff', 'schedule.txt');
let schedule: Schedule | undefined;
let articles: (TariffArticle | undefined)[] = [];

/**
 * Takes the schedule of a file in Portway's form; without a path, the one that is shipped. Read at the first look-up unless this was called before.
 * @throws Error that names the row, when the file is not in that form
 */
export function useTariff(path?: string): Schedule {
  schedule = new Schedule(rowsOf(readFileSync(path || SHIPPED, 'utf8')));
  articles = [];
  return schedule;
}
export const tariffInUse = (): Schedule => schedule ?? useTariff();

/** Ten digits, or eight in chapters 98 and 99, as they are reported. */
const isWhole = (hts: string): boolean => hts.length === 10 || (hts.length === 8 && hts.startsWith('9') && hts > '98');

/** True when the number has ever been in the tariff. */
export function isTariffNumber(hts: string): boolean {
  const number = normalHts(hts);
  return isWhole(number) && tariffInUse().has(number);
}

/** First day of the schedule, and of the last revision of the Harmonized System, which numbers that begin on it came with. */
const FIRST_DAY: CustomsDate = '1989-01-01';
const REVISION: CustomsDate = '2022-01-27';

/**
 * The database gives a number the day on which its row last changed, mostly in a column that is not held. Before it the number was in force at a rate that is
 * not known here, unless it came with a revision.
 */
function articleBefore(tariff: Schedule, number: string, date: CustomsDate): TariffArticle | undefined {
  const place = tariff.locateAfter(number, date);
  if (place < 0) return undefined;
  const { from, units } = tariff.at(place);
  if (from === REVISION || date < FIRST_DAY) return undefined;
  const notHeld = { general: '?', special: '?', columnTwo: '?' };
  return { hts: number, units: units.split(' '), ...notHeld, from: FIRST_DAY, to: addDays(from, -1) };
}

export function tariffArticle(hts: string, date: CustomsDate): TariffArticle | undefined {
  const number = normalHts(hts);
  if (!isWhole(number)) return undefined;
  const tariff = tariffInUse();
  const place = tariff.locate(number, date);
  if (place < 0) return number < '98' ? articleBefore(tariff, number, date) : undefined;
  const known = articles[place];
  // A place that takes any suffix serves several numbers.
  if (known?.hts === number) return known;
  const { general, special, columnTwo, from, to, units } = tariff.at(place);
  const article = { hts: number, units: units.split(' '), general, special, columnTwo, from, ...(to && { to }) };
  articles[place] = article;
  return article;
}

/** What the schedule's special column says of a program: its rate, that it has none, or that this is not held. */
export type SpecialRate = { readonly says: 'rate'; readonly text: string } | { readonly says: 'none' | 'not held' };

/** Programs that general notes 3(a)(iv), 3(a)(v) and 7 open for every article, so that no special column lists them. */
const FREE_BY_NOTE = ['N', 'W', 'Y'];
/** Of general note 10: free but for articles that it names. */
const FREE_FOR_MOST = ['Z'];

/** Reads a special column such as `Free (A+,AU,BH) 2.4% (JP)`; programs with an asterisk are those with countries left out. */
export function specialRate(special: string, program: string): SpecialRate {
  // `#` claims the program's own rate and the exemption from the processing fee with it.
  const code = program.replace('#', '');
  for (const [, rate, codes] of special.matchAll(/([^()]+)\(([^()]*)\)/g)) {
    const listed = codes!.split(',').map((each) => each.trim().replace('*', ''));
    if (listed.includes(code)) return { says: 'rate', text: rate!.trim() };
  }
  if (FREE_BY_NOTE.includes(code)) return { says: 'rate', text: 'Free' };
  return { says: special.trimEnd().endsWith('?') || FREE_FOR_MOST.includes(code) ? 'not held' : 'none' };
}

/** What the columns, a few hundred texts, say of a program, read once. */
const claims = new Map<string, Map<string, SpecialRate>>();
function rateClaimed(special: string, program: string): SpecialRate {
  let ofColumn = claims.get(special);
  if (!ofColumn) claims.set(special, (ofColumn = new Map()));
  let known = ofColumn.get(program);
  if (!known) ofColumn.set(program, (known = specialRate(special, program)));
  return known;
}

const parsed = new Map<string, { readonly rate: Rate | undefined; readonly byComponent: boolean }>();
function readRate(text: string): { readonly rate: Rate | undefined; readonly byComponent: boolean } {
  const known = parsed.get(text);
  if (known) return known;
  const rate = parseRate(text);
  const read = { rate, byComponent: rate !== undefined && namesComponents(rate) };
  parsed.set(text, read);
  return read;
}

/** Statistical suffixes of watches by component. Source: HTS chapter 91, statistical note 1; appendix F of the ABI guide. */
const WATCH_COMPONENTS: Readonly<Record<string, Component>> = {
  '10': 'movement',
  '20': 'case',
  '30': 'strap',
  '40': 'battery',
};
const WATCHES = /^910[12]/;

function ratedBy(article: TariffArticle, text: string): { readonly rate?: Rate; readonly formula: DutyFormula } {
  const { rate, byComponent } = readRate(text);
  if (!rate) return { formula: 'X' };
  if (!byComponent) {
    const formula = formulaOf(rate, article.units);
    return formula === 'X' ? { formula } : { rate, formula };
  }
  const component = WATCHES.test(article.hts) ? WATCH_COMPONENTS[article.hts.slice(8)] : undefined;
  if (!component) return { formula: 'X' };
  const own = rateOnComponent(rate, component);
  return { rate: own, formula: formulaOf(own, article.units) };
}

/** What most goods pay, worked out once for an article. */
const generalRates = new WeakMap<TariffArticle, TariffRate>();

const isOpen = (program: string, { hts }: TariffArticle, origin: string, date: CustomsDate): boolean =>
  programFor(program, origin, date) !== undefined && isArticleOfProgram(program, hts);

/**
 * The rate of a number for goods of an origin on a date: the special rate when a program is claimed and open to the
 * goods, column 2 for countries without normal trade relations, else the general rate.
 * Undefined when the number is not in force. A claim that fails is treated as not made; `programFor` tells.
 */
export function rateOf(hts: string, date: CustomsDate, origin: string, program?: string): TariffRate | undefined {
  const article = tariffArticle(hts, date);
  if (!article) return undefined;
  const { general, special, columnTwo } = article;
  // What chapters 98 and 99 add or lift, they do whatever program is claimed and whatever column the goods pay.
  const ofArticle = article.hts < '98';
  if (program !== undefined && ofArticle && general !== 'Free' && isOpen(program, article, origin, date)) {
    const claimed = rateClaimed(special, program);
    if (claimed.says === 'rate')
      return { article, column: 'special', text: claimed.text, held: true, ...ratedBy(article, claimed.text) };
    if (claimed.says === 'not held') return { article, column: 'special', text: '', held: false, formula: 'X' };
  }
  if (ofArticle && paysColumnTwo(origin) && columnTwo !== general) {
    if (columnTwo === '?') return { article, column: 'column 2', text: '', held: false, formula: 'X' };
    return { article, column: 'column 2', text: columnTwo, held: true, ...ratedBy(article, columnTwo) };
  }
  const known = generalRates.get(article);
  if (known) return known;
  const rate: TariffRate =
    general === '?'
      ? { article, column: 'general', text: '', held: false, formula: 'X' }
      : { article, column: 'general', text: general, held: true, ...ratedBy(article, general) };
  generalRates.set(article, rate);
  return rate;
}
