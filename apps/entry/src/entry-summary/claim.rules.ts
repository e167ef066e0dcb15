import type { CustomsDate } from '#kernel';
import {
  isArticleOfProgram,
  isInForce,
  isTradeProgram,
  normalHts,
  programFor,
  specialRate,
  tariffArticle,
  TRADE_PROGRAMS,
} from '#reference';
import { articlesOf } from './duty.rules';
import { UNKNOWN_ORIGIN } from './line-kinds';
import { condition, onLine, type Place } from './summary-conditions';
import type { SummaryCondition, SummaryLine, SummaryTariff } from '../summary-on-file/summary.model';

/** Whether an article may be claimed under a program: it is listed, it is free anyway, or the list of its programs is not held whole. */
function mayBeClaimed(hts: string, program: string, date: CustomsDate): boolean {
  if (!isArticleOfProgram(program, hts)) return false;
  const article = tariffArticle(hts, date);
  // A free article needs no claim, but the claim may still be made for the processing fee. What is not in force is told apart.
  if (!article || article.general === 'Free') return true;
  return specialRate(article.special, program).says !== 'none';
}

/** The generalized system of preferences. */
const GSP = 'A';

/** The special program a line claims: known, in force, open to the origin and to one of the articles (dictionary, 416 and 605 to 616). */
export function judgeClaim(line: SummaryLine, index: number, date: CustomsDate): SummaryCondition[] {
  const claim = line.tariffs.find(({ spi }) => spi !== null)?.spi;
  if (!claim) return [];
  const place = onLine(line, index);
  const repaired = claim === GSP ? line.tariffs.find(({ hts }) => normalHts(hts).startsWith('9802')) : undefined;
  if (repaired) return [condition('619', onNumber(line, index, repaired))];
  if (!isTradeProgram(claim)) return [condition('416', place)];
  const program = TRADE_PROGRAMS.find(({ code }) => code === claim);
  if (program && !isInForce(program, date)) return [condition(date < program.from ? '605' : '606', place)];
  const origin = line.countryOfOrigin ?? '';
  // A claim without a country is a rule of its own (607).
  if (origin === '' || origin === UNKNOWN_ORIGIN) return [];
  if (!programFor(claim, origin, date)) return [condition('608', place)];
  const articles = articlesOf(line);
  const [first] = articles;
  if (!first || articles.some(({ hts }) => mayBeClaimed(hts, claim, date))) return [];
  return [condition(articles.length > 1 ? '616' : '614', onNumber(line, index, first))];
}

const onNumber = (line: SummaryLine, index: number, tariff: SummaryTariff): Place => ({
  recordIndex: tariff.recordIndex,
  at: `/lines/${index}/tariffs/${line.tariffs.indexOf(tariff)}/spi`,
  lineNumber: line.lineNumber,
  field: 'spi',
});
