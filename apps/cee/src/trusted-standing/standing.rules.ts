import { addDays, type CustomsDate } from '#kernel';
import type { Program } from './programs';
import type { ParticipationEvent } from './participation.states';

/** Something that was decided, with the first day on which it holds. */
export interface Dated {
  readonly event: ParticipationEvent;
  readonly day: CustomsDate | null;
  readonly tier: number | null;
}

export interface Period {
  readonly from: CustomsDate;
  readonly to: CustomsDate | null;
  /** Null in Trade Compliance. */
  readonly tier: number | null;
}

const GIVES: readonly ParticipationEvent[] = ['certified', 'taken over', 'validated', 'reinstated'];
const ENDS: readonly ParticipationEvent[] = ['suspended', 'removed', 'withdrawn'];

/** Up to and with the day before; what begins later is gone. */
const endedBefore = (periods: readonly Period[], day: CustomsDate): Period[] =>
  periods
    .filter(({ from }) => from < day)
    .map((period) => (period.to === null || period.to >= day ? { ...period, to: addDays(day, -1) } : period));

/** On which days an account stood how, by decisions in the order in which they were made: each is the last word on all days from its own on. */
export const periodsOf = (decisions: readonly Dated[]): Period[] =>
  decisions.reduce<Period[]>((periods, { event, day, tier }) => {
    if (day === null) return periods;
    if (GIVES.includes(event)) return [...endedBefore(periods, day), { from: day, to: null, tier }];
    return ENDS.includes(event) ? endedBefore(periods, day) : periods;
  }, []);

const FAR = '9999-12-31';
const earlier = (a: CustomsDate | null, b: CustomsDate | null): CustomsDate | null =>
  a === null ? b : b === null || a < b ? a : b;
const later = (a: CustomsDate, b: CustomsDate): CustomsDate => (a > b ? a : b);

/** The days that two periods have in common; null where there are none. */
export const common = <T extends { readonly from: CustomsDate; readonly to: CustomsDate | null }>(
  one: T,
  { from, to }: { readonly from: CustomsDate; readonly to: CustomsDate | null },
): T | null => {
  const days = { from: later(one.from, from), to: earlier(one.to, to) };
  return days.from <= (days.to ?? FAR) ? { ...one, ...days } : null;
};

/** The lowest tier with which an importer may be in Trade Compliance. */
export const TIER_FOR_TRADE_COMPLIANCE = 2;

export interface Standing extends Period {
  readonly program: Program;
}

/** How an account stands, without what is over. In Trade Compliance it is only on days on which CTPAT has validated it. */
export const standingOf = (
  decisions: ReadonlyMap<Program, readonly Dated[]>,
  today: CustomsDate,
): readonly Standing[] => {
  const ctpat = periodsOf(decisions.get('CTPAT') ?? []);
  const validated = joined(ctpat.filter(({ tier }) => (tier ?? 0) >= TIER_FOR_TRADE_COMPLIANCE));
  const compliance = periodsOf(decisions.get('Trade Compliance') ?? []).flatMap((period) =>
    validated.flatMap((days) => common(period, days) ?? []),
  );
  return [
    ...ctpat.map((period): Standing => ({ program: 'CTPAT', ...period })),
    ...compliance.map((period): Standing => ({ program: 'Trade Compliance', ...period })),
  ].filter(({ to }) => to === null || to >= today);
};

/** Periods that touch, as one, whatever their tiers. */
const joined = (periods: readonly Period[]): Period[] => {
  const all: Period[] = [];
  for (const period of periods) {
    const last = all.at(-1);
    if (last?.to && addDays(last.to, 1) === period.from) all[all.length - 1] = { ...last, to: period.to };
    else all.push(period);
  }
  return all;
};
