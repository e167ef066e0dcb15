import type { Benefit } from '#contracts';
import { addDays, type CustomsDate, daysBetween } from '#kernel';

/** What a pilot's benefit may act as where goods are selected, examined and decided on; what else an agency gives is its own to do. */
export const PILOT_EFFECTS = [
  'lower exam rate',
  'priority',
  'expedited screening',
  'preferred exam location',
] as const satisfies readonly Benefit[];
export type PilotEffect = (typeof PILOT_EFFECTS)[number];

/** So many agencies have pilots at a time (COAC, April 2016: one or two). */
export const MOST_AGENCIES = 2;

export interface Rating {
  readonly side: 'Center' | 'importer';
  /** 1 to 5, the best. */
  readonly rating: number;
}

export interface Score {
  readonly ofCenters: number | null;
  readonly ofImporters: number | null;
  /** The mean of both sides, however many speak on each; of one side where the other is silent. */
  readonly score: number | null;
  readonly ratings: number;
}

const mean = (all: readonly number[]): number | null =>
  all.length === 0 ? null : Math.round((all.reduce((sum, one) => sum + one, 0) * 100) / all.length) / 100;

export const scoreOf = (ratings: readonly Rating[]): Score => {
  const of = (side: Rating['side']): number | null =>
    mean(ratings.filter((one) => one.side === side).map(({ rating }) => rating));
  const [ofCenters, ofImporters] = [of('Center'), of('importer')];
  const score = mean([ofCenters, ofImporters].filter((side) => side !== null));
  return { ofCenters, ofImporters, score, ratings: ratings.length };
};

/** The best first; those that nobody rated last, by number. */
export const ranked = <P extends { readonly number: string; readonly score: number | null }>(
  pilots: readonly P[],
): (P & { readonly rank: number | null })[] => {
  const sorted = [...pilots].sort((a, b) => (b.score ?? -1) - (a.score ?? -1) || (a.number < b.number ? -1 : 1));
  return sorted.map((pilot) => ({
    ...pilot,
    rank: pilot.score === null ? null : 1 + sorted.filter(({ score }) => (score ?? -1) > pilot.score!).length,
  }));
};

/** As long before a pilot as it has run. */
export const spansOf = (
  from: CustomsDate,
  to: CustomsDate | null,
  today: CustomsDate,
): { before: [CustomsDate, CustomsDate]; during: [CustomsDate, CustomsDate] } | null => {
  const last = to !== null && to < today ? to : today;
  if (last < from) return null;
  const days = daysBetween(from, last);
  return { before: [addDays(from, -days - 1), addDays(from, -1)], during: [from, last] };
};
