import { formatMoney } from '#kernel';
import { articlesListed, exclusionsFrom, REMEDIES, tariffArticle, tariffInUse, USER_FEES } from '#reference';

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
  return table(
    ['measure', 'number', 'origin', 'rate', 'articles', 'may be left out', 'drawback', 'from', 'to'],
    REMEDIES.map((remedy) => [
      remedy.measure,
      remedy.number,
      remedy.origins.map((name) => (name.startsWith('-') ? `not ${name.slice(1)}` : name)).join(' '),
      (tariffArticle(remedy.number, remedy.to ?? '2026-11-30')?.general ?? '').replace(
        'The duty provided in the applicable subheading + ',
        '+ ',
      ),
      remedy.lists.every((name) => name.startsWith('-'))
        ? 'all but those of other measures and exempt'
        : String(articlesListed(remedy)),
      remedy.certain ? '' : 'yes',
      remedy.drawback ? 'yes' : 'no',
      remedy.from,
      remedy.to ?? '',
    ]),
  );
}

/** Exclusions with the same days and the same numbers that they exclude from stand together. */
function exclusionTable(): string {
  const groups = new Map<string, { readonly numbers: string[]; readonly cells: readonly string[] }>();
  for (const { number, from, to = '' } of tariffInUse().rows()) {
    const lifted = exclusionsFrom(number);
    if (!lifted) continue;
    const cells = [lifted.join(' '), from, to];
    const key = cells.join('|');
    const group = groups.get(key) ?? { numbers: [], cells };
    group.numbers.push(number);
    groups.set(key, group);
  }
  return table(
    ['exclusion', 'from', 'first day', 'last day'],
    [...groups.values()].map(({ numbers, cells }) => [numbers.join(' '), ...cells]),
  );
}

/** The tables of the partner document on duties and fees, by the name they carry there. */
export const entrySummaryPartnerTables = (): Readonly<Record<string, string>> => ({
  'user fees': feeTable(),
  'additional duties': additionalDutyTable(),
  exclusions: exclusionTable(),
});
