import type { CustomsDate } from '#kernel';
import type { Effective } from '#reference';

/** Entries of a period, and those of them in which something of a kind was found. */
export interface Count {
  readonly entries: number;
  readonly slips: number;
}

/** When a change of an importer's pattern is told. Platform's own rule. */
export interface PatternRule extends Effective {
  readonly recentMonths: number;
  readonly pastMonths: number;
  readonly fewestPastEntries: number;
  readonly fewestRecentEntries: number;
  /** Slips of both periods together. */
  readonly fewestSlips: number;
  /** A change is told where chance alone would bring one as great at most as often as this. */
  readonly chance: number;
}

export const PATTERN_RULES: readonly PatternRule[] = [
  {
    ...{ from: '2000-01-01', recentMonths: 3, pastMonths: 12, fewestPastEntries: 20, fewestRecentEntries: 10 },
    ...{ fewestSlips: 4, chance: 0.002 },
  },
];

export interface PatternChange {
  readonly direction: 'worse' | 'better';
  /** How often chance alone would put so many, or so few, of the slips into the recent months. */
  readonly probability: number;
}

/** Logarithms of factorials, as far as they were needed. */
const LOG_FACTORIALS = [0];
const logFactorial = (n: number): number => {
  for (let at = LOG_FACTORIALS.length; at <= n; at += 1) LOG_FACTORIALS.push(LOG_FACTORIALS[at - 1]! + Math.log(at));
  return LOG_FACTORIALS[n]!;
};
const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/**
 * Fisher's exact test: of all entries of both periods `slips` have something wrong with them; had nothing changed, every way of spreading these over the entries would be equally
 * likely. It answers how likely it is that the recent ones get at least, or at most, as many as they have.
 */
export const chanceOf = (past: Count, recent: Count, direction: PatternChange['direction']): number => {
  const slips = past.slips + recent.slips;
  const all = logChoose(past.entries + recent.entries, slips);
  const least = Math.max(0, slips - past.entries);
  const most = Math.min(slips, recent.entries);
  const [from, to] = direction === 'worse' ? [recent.slips, most] : [least, recent.slips];
  let chance = 0;
  for (let k = from; k <= to; k += 1)
    chance += Math.exp(logChoose(recent.entries, k) + logChoose(past.entries, slips - k) - all);
  return Math.min(1, chance);
};

/** Whether an importer's pattern changed; null where there is too little to tell, or chance explains it. */
export const changeOf = (past: Count, recent: Count, rule: PatternRule): PatternChange | null => {
  if (past.entries < rule.fewestPastEntries || recent.entries < rule.fewestRecentEntries) return null;
  if (past.slips + recent.slips < rule.fewestSlips) return null;
  const worse = recent.slips * past.entries > past.slips * recent.entries;
  const direction = worse ? 'worse' : 'better';
  const probability = chanceOf(past, recent, direction);
  return probability <= rule.chance ? { direction, probability } : null;
};

/** The change in a sentence, with the figures that made it. */
export const inWords = (kind: string, past: Count, recent: Count, { probability }: PatternChange): string => {
  const rate = ({ entries, slips }: Count): string => `${slips} of ${entries} (${percent(slips, entries)} %)`;
  return `${kind}: ${rate(recent)} in the last months, ${rate(past)} in those before; chance alone does this once in ${Math.round(1 / Math.max(probability, 1e-12)).toLocaleString('en-US')} times`;
};
const percent = (slips: number, entries: number): string => ((slips * 100) / Math.max(1, entries)).toFixed(1);

const monthsBefore = (month: CustomsDate, count: number): CustomsDate => {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - count;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`;
};

/** First days of months of a day: `from` up to and without `to` are whole. */
export interface Periods {
  readonly pastFrom: CustomsDate;
  readonly recentFrom: CustomsDate;
  readonly to: CustomsDate;
}

/** The month of the day is not whole yet and in neither period. */
export const periodsOf = (
  day: CustomsDate,
  { recentMonths, pastMonths }: Pick<PatternRule, 'recentMonths' | 'pastMonths'>,
): Periods => {
  const to = `${day.slice(0, 7)}-01`;
  const recentFrom = monthsBefore(to, recentMonths);
  return { pastFrom: monthsBefore(recentFrom, pastMonths), recentFrom, to };
};
