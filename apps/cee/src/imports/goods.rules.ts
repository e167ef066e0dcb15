import type { SummaryReported } from '#contracts';
import type { CustomsDate } from '#kernel';
import type { ScopeIndex } from '../scope/scope.rules';

/** What was imported under a heading: lines of entry summaries and their value in whole dollars. */
export interface Goods {
  /** Four digits; more where the scope of a Center tells parts of the heading apart. */
  readonly heading: string;
  readonly lines: number;
  readonly dollars: number;
}

/** By what a tariff number is counted: its heading, or the longer number by which the scope of some Center, past ones included, tells it from its heading. */
export const headingOf = (hts: string, scope: ScopeIndex): string => {
  for (let length = hts.length; length > 4; length -= 1)
    if (scope.has(hts.slice(0, length))) return hts.slice(0, length);
  return hts.slice(0, 4);
};

/** What a summary that was filed says of its goods. */
export type FiledImports = NonNullable<NonNullable<SummaryReported['filed']>['imports']>;

/** The goods of a summary, in the order of their headings. Of chapters 98 and 99 nothing is counted: such a line has no other number, which would be it. */
export const goodsOf = (tariffs: FiledImports['tariffs'], scope: ScopeIndex): Goods[] => {
  const found = new Map<string, Goods>();
  for (const { hts, lines, valueDollars } of tariffs) {
    if (!/^\d{4}/.test(hts) || hts >= '98') continue;
    const heading = headingOf(hts, scope);
    const before = found.get(heading) ?? { heading, lines: 0, dollars: 0 };
    found.set(heading, { heading, lines: before.lines + lines, dollars: before.dollars + valueDollars });
  }
  return [...found.values()].sort((a, b) => (a.heading < b.heading ? -1 : 1));
};

/** First day of the month of a day. */
export const monthOf = (day: CustomsDate): CustomsDate => `${day.slice(0, 7)}-01`;

export const WINDOW_MONTHS = 12;

/** The twelve months that end with the month of a day. */
export const windowOf = (day: CustomsDate): { readonly from: CustomsDate; readonly to: CustomsDate } => ({
  from: monthsAfter(monthOf(day), 1 - WINDOW_MONTHS),
  to: monthOf(day),
});

const monthsAfter = (month: CustomsDate, count: number): CustomsDate => {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`;
};

/** Months of the window in which an importer was at work: from its first one on, that and the last included. */
export const monthsAtWork = (first: CustomsDate | null, day: CustomsDate): number => {
  if (first === null) return 0;
  const { from, to } = windowOf(day);
  const begun = first > from ? first : from;
  const months =
    (Number(to.slice(0, 4)) - Number(begun.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(begun.slice(5, 7)) + 1;
  return Math.max(0, months);
};
