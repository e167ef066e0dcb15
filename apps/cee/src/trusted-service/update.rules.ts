import type { CustomsDate } from '#kernel';
import type { Brought } from './statement.rules';

/** What an account did in a month. */
export interface MonthFigures {
  /** Entry lines, and their value in whole dollars. */
  readonly lines: number;
  readonly valueDollars: number;
  readonly summaries: number;
  /** Of these, summaries that a Center rejected at least once. */
  readonly rejected: number;
  /** Entries that were screened, and of these examined. */
  readonly screened: number;
  readonly exams: number;
}

export interface Trend {
  readonly name: string;
  /** Of this month. */
  readonly value: number | null;
  /** Of a month, on the average of the three months before; null where nothing is to be compared with. */
  readonly before: number | null;
  /** Whether it became better or worse; `as before` within a tenth. */
  readonly trend: 'better' | 'worse' | 'more' | 'less' | 'as before' | null;
}

export interface Update {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly figures: MonthFigures;
  readonly trends: Trend[];
}

const NEAR = 0.1;
const percent = (part: number, all: number): number | null =>
  all === 0 ? null : Math.round((part * 10_000) / all) / 100;
const average = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0) / all.length;

const trendOf = (name: string, value: number | null, before: number | null, lessIs: 'better' | 'less'): Trend => {
  const words = lessIs === 'better' ? (['better', 'worse'] as const) : (['less', 'more'] as const);
  const trend =
    value === null || before === null
      ? null
      : Math.abs(value - before) <= NEAR * before
        ? 'as before'
        : words[value < before ? 0 : 1];
  return { name, value, before, trend };
};

/** A month against the average of those before it. Rates are of all that was filed in those months, so that a quiet month counts little. */
export const updateOf = (month: CustomsDate, figures: MonthFigures, before: readonly MonthFigures[]): Update => {
  const total = (of: (one: MonthFigures) => number): number => before.reduce((sum, one) => sum + of(one), 0);
  const nothingBefore = total(({ lines, summaries, screened }) => lines + summaries + screened) === 0;
  const mean = (of: (one: MonthFigures) => number): number | null =>
    nothingBefore ? null : Math.round(average(before.map(of)));
  return {
    month: month.slice(0, 7),
    figures,
    trends: [
      trendOf(
        'entry lines',
        figures.lines,
        mean(({ lines }) => lines),
        'less',
      ),
      trendOf(
        'value in dollars',
        figures.valueDollars,
        mean(({ valueDollars }) => valueDollars),
        'less',
      ),
      trendOf(
        'summaries rejected, of a hundred',
        percent(figures.rejected, figures.summaries),
        percent(
          total(({ rejected }) => rejected),
          total(({ summaries }) => summaries),
        ),
        'better',
      ),
      trendOf(
        'entries examined, of a hundred',
        percent(figures.exams, figures.screened),
        percent(
          total(({ exams }) => exams),
          total(({ screened }) => screened),
        ),
        'better',
      ),
    ],
  };
};

const inWords = ({ name, value, before, trend }: Trend): { reference: string; text: string } => ({
  reference: name,
  text:
    value === null
      ? 'nothing to be counted'
      : `${value}${before === null ? '' : `; ${before} in the months before${trend ? `: ${trend}` : ''}`}`,
});

/** For the account's mailbox; in January with what the year's standing brought. */
export const wordsOf = (
  { month, trends }: Update,
  brought: Brought | null,
): { text: string; items: { reference: string; text: string }[] } => ({
  text: `Your imports in ${month}, and how they compare with the three months before.${brought ? ` With what your standing brought you in ${month.slice(0, 4)}.` : ''}`,
  items: [
    ...trends.map(inWords),
    ...(brought
      ? [
          { reference: 'exams avoided', text: `${brought.examsAvoided} of ${brought.entries} entries` },
          {
            reference: 'hours saved',
            text:
              brought.hoursSaved === null
                ? 'not known: no exam of others has told how long it takes'
                : `${brought.hoursSaved}, at the length of exams of untrusted peers`,
          },
        ]
      : []),
  ],
});
