import type { Benefit, StandingChanged } from '#contracts';
import { addDays, type CustomsDate } from '#kernel';
import type { Program } from '../trusted-standing/programs';
import { common, type Standing } from '../trusted-standing/standing.rules';

/** An order of headquarters: gives a benefit, or withholds it from whoever would have it. */
export interface BenefitOrder {
  readonly effect: 'give' | 'withhold';
  readonly benefit: Benefit;
  /** Null for both, and to withhold only. */
  readonly program: Program | null;
  /** Null for all. */
  readonly tiers: readonly number[] | null;
  readonly ports: readonly string[] | null;
  readonly modes: readonly string[] | null;
  readonly figure: number | null;
  readonly from: CustomsDate;
  readonly to: CustomsDate | null;
}

export type BenefitRow = StandingChanged['benefits'][number];

/** All there are, so that "everywhere but here" can be said. */
export interface Everywhere {
  readonly ports: readonly string[];
  readonly modes: readonly string[];
}

interface Given extends Standing {
  readonly row: Omit<BenefitRow, 'from' | 'to'>;
}

const concerns = ({ program, tiers }: BenefitOrder, standing: Standing): boolean =>
  (program === null || program === standing.program) &&
  (tiers === null || standing.tier === null || tiers.includes(standing.tier));

type Names = readonly string[] | null;
const without = (some: Names, off: Names, all: readonly string[]): string[] =>
  off === null ? [] : (some ?? all).filter((one) => !off.includes(one));
const within = (some: Names, others: Names): Names =>
  some === null ? others : others === null ? some : some.filter((one) => others.includes(one));
const isNothing = (names: Names): boolean => names !== null && names.length === 0;

/** What is left of a benefit where an order withholds it at some ports, in some modes, for some days. */
const less = (given: Given, order: BenefitOrder, all: Everywhere): Given[] => {
  const hit = order.benefit === given.row.benefit && concerns(order, given) ? common(given, order) : null;
  const ports = within(given.row.ports, order.ports);
  const modes = within(given.row.modes, order.modes);
  if (!hit || isNothing(ports) || isNothing(modes)) return [given];
  return [
    ...(given.from < hit.from ? [{ ...given, to: addDays(hit.from, -1) }] : []),
    { ...hit, row: { ...hit.row, ports: without(given.row.ports, order.ports, all.ports) } },
    {
      ...hit,
      row: { ...hit.row, ports: ports && [...ports], modes: without(given.row.modes, order.modes, all.modes) },
    },
    ...(hit.to !== null && (given.to === null || given.to > hit.to) ? [{ ...given, from: addDays(hit.to, 1) }] : []),
  ].filter(({ row }) => !isNothing(row.ports) && !isNothing(row.modes));
};

const placeOf = ({ benefit, ports, modes, figure }: Omit<BenefitRow, 'from' | 'to'>): string =>
  JSON.stringify([benefit, figure, ports, modes]);

/** Rows that say the same of days that touch or overlap, as one. */
const joined = (rows: readonly BenefitRow[]): BenefitRow[] => {
  const sorted = [...rows].sort((a, b) => {
    const [one, other] = [`${placeOf(a)} ${a.from}`, `${placeOf(b)} ${b.from}`];
    return one < other ? -1 : one > other ? 1 : 0;
  });
  const all: BenefitRow[] = [];
  for (const row of sorted) {
    const last = all.at(-1);
    if (!last || placeOf(last) !== placeOf(row) || (last.to !== null && addDays(last.to, 1) < row.from)) all.push(row);
    else if (last.to !== null && (row.to === null || row.to > last.to)) all[all.length - 1] = { ...last, to: row.to };
  }
  return all;
};

/** What a standing brings by the orders of headquarters, without what is over. */
export const benefitsOf = (
  standings: readonly Standing[],
  orders: readonly BenefitOrder[],
  today: CustomsDate,
  all: Everywhere,
): BenefitRow[] => {
  const withheld = orders.filter(({ effect }) => effect === 'withhold');
  const given = standings.flatMap((standing) =>
    orders.flatMap((order): Given[] => {
      const days = order.effect === 'give' && concerns(order, standing) ? common(standing, order) : null;
      const { benefit, figure, ports, modes } = order;
      return days
        ? [{ ...days, row: { benefit, figure, ports: ports && [...ports], modes: modes && [...modes] } }]
        : [];
    }),
  );
  return joined(
    withheld
      .reduce((rows, order) => rows.flatMap((row) => less(row, order, all)), given)
      .filter(({ to }) => to === null || to >= today)
      .map(({ row, from, to }) => ({ ...row, from, to })),
  );
};
