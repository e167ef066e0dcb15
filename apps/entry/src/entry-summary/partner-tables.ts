import { formatMoney } from '#kernel';
import { TARIFF, USER_FEES } from '#reference';
import { conditionTable } from './summary-conditions';

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function feeTable(): string {
  const newestFirst = [...USER_FEES].reverse();
  return table(
    ['from', 'MPF minimum', 'MPF maximum', 'informal (311)', 'manual surcharge (500)', 'dutiable mail (496)'],
    newestFirst.map(({ from, mpfMinimum, mpfMaximum, informal, manualSurcharge, mail }) => [
      from,
      ...[mpfMinimum, mpfMaximum, informal, manualSurcharge, mail].map(formatMoney),
    ]),
  );
}

function additionalDutyTable(): string {
  const measures = TARIFF.filter(({ additionalTo }) => additionalTo);
  return table(
    ['number', 'origin', 'rate', 'from', 'to', 'articles held'],
    measures.map(({ hts, additionalTo, general, from, to }) => [
      hts,
      additionalTo?.origin ?? '',
      general,
      from,
      to ?? '',
      String(additionalTo?.articles.size),
    ]),
  );
}

/** The tables of the partner document on duties and fees, by the name they carry there. */
export const entrySummaryPartnerTables = (): Readonly<Record<string, string>> => ({
  'user fees': feeTable(),
  'additional duties': additionalDutyTable(),
  'summary conditions': conditionTable(),
});
