import type { ComponentState } from '../../component-state/component-state.rules';

/** What one replica of the status service saw of a component from an instant on (epoch milliseconds). */
export interface Observation {
  readonly observer: string;
  readonly at: number;
  readonly state: ComponentState;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How a stretch of time was spent, in milliseconds. Planned maintenance is neither up nor down, and so is time of which nothing is known. */
export interface Tally {
  readonly operational: number;
  readonly slow: number;
  readonly down: number;
  /** Not seen by anybody, or seen by nobody who could tell. */
  readonly unknown: number;
  readonly maintenance: number;
}

export const NO_TIME: Tally = { operational: 0, slow: 0, down: 0, unknown: 0, maintenance: 0 };

/** States are noted at every change and once a minute: what was noted holds for two minutes and a bit, then nothing is known. */
export const HOLDS_MS = 130_000;

const WORST_FIRST: readonly ComponentState[] = ['down', 'slow', 'operational'];

/** What most of those saw who could tell; the worse word where as many say either. */
const together = (states: Iterable<ComponentState>): ComponentState => {
  const votes = new Map<ComponentState, number>();
  for (const state of states) if (state !== 'unknown') votes.set(state, (votes.get(state) ?? 0) + 1);
  let found: ComponentState = 'unknown';
  for (const state of WORST_FIRST) if ((votes.get(state) ?? 0) > (votes.get(found) ?? 0)) found = state;
  return found;
};

/** How the time of `span` was spent. Observations may begin before it: their word may still hold. */
export const tallyOf = (observations: readonly Observation[], maintenance: readonly Span[], span: Span): Tally => {
  const byObserver = new Map<string, Observation[]>();
  for (const one of [...observations].sort((a, b) => a.at - b.at))
    byObserver.set(one.observer, [...(byObserver.get(one.observer) ?? []), one]);
  const turns: { at: number; observer: string; state: ComponentState }[] = [];
  for (const [observer, list] of byObserver) {
    list.forEach((one, i) => {
      turns.push(one);
      const next = list[i + 1]?.at ?? Infinity;
      if (next > one.at + HOLDS_MS) turns.push({ at: one.at + HOLDS_MS, observer, state: 'unknown' });
    });
  }
  turns.sort((a, b) => a.at - b.at);
  const bounds = [
    ...new Set([
      span.from,
      span.to,
      ...turns.map(({ at }) => at),
      ...maintenance.flatMap(({ from, to }) => [from, to]),
    ]),
  ]
    .filter((at) => at >= span.from && at <= span.to)
    .sort((a, b) => a - b);
  const tally = { ...NO_TIME } as Record<keyof Tally, number>;
  const now = new Map<string, ComponentState>();
  let turn = 0;
  bounds.slice(0, -1).forEach((from, i) => {
    for (; turn < turns.length && turns[turn]!.at <= from; turn += 1)
      now.set(turns[turn]!.observer, turns[turn]!.state);
    const planned = maintenance.some((window) => window.from <= from && from < window.to);
    tally[planned ? 'maintenance' : together(now.values())] += bounds[i + 1]! - from;
  });
  return tally;
};

export const sumOf = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, t) => ({
      operational: sum.operational + t.operational,
      slow: sum.slow + t.slow,
      down: sum.down + t.down,
      unknown: sum.unknown + t.unknown,
      maintenance: sum.maintenance + t.maintenance,
    }),
    NO_TIME,
  );

/**
 * The same, counted from the first moment at which the component was ever up: before it, nothing was promised yet.
 * @param began epoch milliseconds; null when it never was up
 */
export const tallySince = (
  began: number | null,
  observations: readonly Observation[],
  maintenance: readonly Span[],
  span: Span,
): Tally => {
  const from = Math.min(Math.max(span.from, began ?? Infinity), span.to);
  const counted = tallyOf(observations, maintenance, { from, to: span.to });
  return { ...counted, unknown: counted.unknown + from - span.from };
};

/** With less than this share of a period known, planned maintenance left out, nothing is said of it in per cent. */
export const ENOUGH_SHARE = 0.5;

export const isEnough = ({ operational, slow, down, unknown }: Tally): boolean => {
  const known = operational + slow + down;
  return known > 0 && known >= ENOUGH_SHARE * (known + unknown);
};

/**
 * Share of the known time, planned maintenance left out, in which it was up (slow is up), in per cent; null where nothing is known. Rounded
 * down to two decimals, so that 100 means that it was never down.
 */
export const uptimePercent = ({ operational, slow, down }: Tally): number | null => {
  const known = operational + slow + down;
  return known === 0 ? null : Math.floor(((operational + slow) * 10_000) / known) / 100;
};

/** What one bar of the picture says: the worst that was more than a passing moment. */
export type BarKind = 'operational' | 'slow' | 'down' | 'maintenance' | 'no data';
export const barOf = (tally: Tally): BarKind => {
  if (tally.down >= 60_000) return 'down';
  if (tally.slow >= 300_000) return 'slow';
  if (tally.operational + tally.slow + tally.down >= Math.max(tally.maintenance, 60_000)) return 'operational';
  return tally.maintenance > 0 ? 'maintenance' : 'no data';
};
