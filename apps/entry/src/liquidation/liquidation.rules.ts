import type { LiquidationOrdered } from '#contracts';
import { addDays, addMonths, type CustomsDate, FEDERAL_CALENDAR, isCustomsDate } from '#kernel';
import { dueOf, ENTRY_TYPES, HOLDS_AT_ONCE, LIQUIDATION_HOLDS } from '#reference';
import type { LiquidationOnFile } from '../summary-on-file/summary.model';
import type { Hold, Liquidation, Owed } from './liquidation.model';
import { liquidationStates } from './liquidation.states';

/** Differences below are disregarded, in cents (19 CFR 159.6). */
const DISREGARDED_BELOW = 2_000;
const LONGEST_EXTENSION_MONTHS = 12;
const LONGEST_IN_ALL_MONTHS = 48;
/** Bases on which customs reliquidates of its own accord, within a time (19 U.S.C. 1501). */
const VOLUNTARY: readonly LiquidationOrdered['basis'][] = ['review', 'notice of action', 'ruling'];

const kindOfHold = new Map(LIQUIDATION_HOLDS.map(({ code, kind }) => [code, kind]));
export const saysOfHold = new Map(LIQUIDATION_HOLDS.map(({ code, says }) => [code, says]));
const latest = (...days: readonly (CustomsDate | undefined)[]): CustomsDate =>
  days.reduce<CustomsDate>((last, day) => (day !== undefined && day > last ? day : last), '');

export const isOpen = ({ ended }: Hold): boolean => ended === null;
const isSuspension = ({ code }: Hold): boolean => kindOfHold.get(code) === 'suspension';
export const suspensionsOf = ({ holds }: Pick<Liquidation, 'holds'>): Hold[] =>
  holds.filter((hold) => isOpen(hold) && isSuspension(hold));
export const extensionOf = ({ holds }: Pick<Liquidation, 'holds'>): Hold | undefined =>
  holds.find((hold) => isOpen(hold) && !isSuspension(hold));

type Dated = Pick<Liquidation, 'entryDate' | 'filedOn' | 'holds' | 'entryType'>;

/** What entries of one day that were filed on one day have in common: the most of what is filed in a morning. */
interface Counted {
  /** The date of entry; the day of filing, where the year was over when the summary came: until then nothing had been declared that could be liquidated. */
  readonly start: CustomsDate;
  readonly lastDay: CustomsDate;
  /** The first day on which the run may take it, with no suspension. */
  readonly cycle: CustomsDate;
}

const counted = new Map<string, Counted>();
const COUNTED_AT_MOST = 5_000;

const countedOf = ({ entryDate, filedOn }: Pick<Dated, 'entryDate' | 'filedOn'>): Counted => {
  const key = `${entryDate} ${filedOn}`;
  const known = counted.get(key);
  if (known) return known;
  const ofEntry = dueOf('deemed liquidation', { start: entryDate }).dueDate;
  const start = ofEntry > filedOn ? entryDate : filedOn;
  const found: Counted = {
    start,
    lastDay: start === entryDate ? ofEntry : dueOf('deemed liquidation', { start }).dueDate,
    cycle: latest(dueOf('liquidation cycle', { start }).dueDate, FEDERAL_CALENDAR.addBusinessDays(filedOn, 1)),
  };
  if (counted.size >= COUNTED_AT_MOST) counted.clear();
  counted.set(key, found);
  return found;
};
const startOf = (liquidation: Dated): CustomsDate => countedOf(liquidation).start;

/** Six months from the end of its last suspension. */
const afterSuspension = ({ holds }: Dated): CustomsDate | undefined => {
  const ends = holds.filter(isSuspension).flatMap(({ ended }) => ended?.on ?? []);
  return ends.length === 0 ? undefined : dueOf('liquidation after suspension', { start: latest(...ends) }).dueDate;
};

/** The last day on which it can be liquidated before it is deemed to be, suspensions in force apart (19 CFR 159.11, 159.12). */
export const lastDayOf = (liquidation: Dated): CustomsDate =>
  latest(countedOf(liquidation).lastDay, extensionOf(liquidation)?.until ?? undefined, afterSuspension(liquidation));

/** When it is liquidated if nothing else happens; null while it is suspended or not on file, and once it is liquidated. */
export const scheduleOf = (liquidation: Dated & Pick<Liquidation, 'state' | 'onFile'>): CustomsDate | null => {
  const { state, onFile, entryType } = liquidation;
  if (state !== 'not liquidated' || !onFile || suspensionsOf(liquidation).length > 0) return null;
  const lastDay = lastDayOf(liquidation);
  if (extensionOf(liquidation) || ENTRY_TYPES.get(entryType ?? '')?.liquidation === 'after a year') return lastDay;
  const day = FEDERAL_CALENDAR.onOrAfter(latest(countedOf(liquidation).cycle, afterSuspension(liquidation)));
  return day < lastDay ? day : lastDay;
};

/** The day on which the run has to look at it: its own, or the day after the last one, which the law lets pass. */
export const runDayOf = (liquidation: Liquidation): CustomsDate | null => {
  const scheduledFor = scheduleOf(liquidation);
  if (scheduledFor === null) return null;
  return scheduledFor === lastDayOf(liquidation) ? addDays(scheduledFor, 1) : scheduledFor;
};

const totalOf = ({ dutyCents, fees }: Owed): number => fees.reduce((sum, { cents }) => sum + cents, dutyCents);

/**
 * What is owed in the end, and the difference. One under twenty dollars is disregarded: what was owed before stands. A refund that the importer asks for is made whatever it is.
 */
export const settle = (
  before: Owed,
  finally_: Owed,
  basis: LiquidationOrdered['basis'] | null,
): { readonly liquidated: Owed; readonly changeCents: number } => {
  const changeCents = totalOf(finally_) - totalOf(before);
  const askedFor = basis === 'request of the importer' && changeCents < 0;
  return Math.abs(changeCents) < DISREGARDED_BELOW && changeCents !== 0 && !askedFor
    ? { liquidated: before, changeCents: 0 }
    : { liquidated: finally_, changeCents };
};

type Outcome = { readonly after: Liquidation } | { readonly refusal: string };
const refuse = (refusal: string): Outcome => ({ refusal });

const finalFault = (owed: Owed): string | null => {
  const classes = owed.fees.map((fee) => fee.class);
  const twice = classes.find((one, index) => classes.indexOf(one) !== index);
  if (twice !== undefined) return `CLASS ${twice} STANDS TWICE`;
  if (owed.dutyCents < 0 || owed.fees.some(({ cents }) => cents < 0)) return 'AN AMOUNT IS BELOW ZERO';
  return null;
};

/** What an order is judged by beside the liquidation itself, by the clock of the port. */
interface Days {
  /** On which it was ordered, whenever it is heard. */
  readonly orderedOn: CustomsDate;
  /** On which a notice is posted now. */
  readonly noticeOn: CustomsDate;
  readonly now: string;
}

const holdOf = (order: LiquidationOrdered, { orderedOn }: Days): Hold => ({
  ...{ code: order.code!, from: orderedOn, until: order.order === 'extend' ? order.until : null, ended: null },
  ...{ reference: order.reference, orderedAt: order.occurredAt, orderId: order.orderId },
});
const endedBy = (hold: Hold, order: LiquidationOrdered, { orderedOn }: Days): Hold => ({
  ...hold,
  ended: { on: orderedOn, at: order.occurredAt, byOrder: true },
});

const extend = (liquidation: Liquidation, order: LiquidationOrdered, days: Days): Outcome => {
  const { code, until } = order;
  const lastDay = lastDayOf(liquidation);
  const start = startOf(liquidation);
  const furthest = addMonths(start, LONGEST_IN_ALL_MONTHS);
  if (code === null || kindOfHold.get(code) !== 'extension') return refuse(`${code ?? 'NO CODE'} IS NO EXTENSION`);
  if (until === null || !isCustomsDate(until) || until > '9998-12-31') return refuse('NO LAST DAY OF THE EXTENSION');
  if (until <= lastDay) return refuse(`ITS LAST DAY IS ${lastDay} ALREADY`);
  if (until > addMonths(lastDay, LONGEST_EXTENSION_MONTHS)) return refuse('MORE THAN A YEAR (19 CFR 159.12)');
  if (until > furthest) return refuse(`BEYOND FOUR YEARS FROM ENTRY, ${furthest} (19 CFR 159.12)`);
  const before = extensionOf(liquidation);
  const holds = liquidation.holds.map((hold) => (hold === before ? endedBy(hold, order, days) : hold));
  if (holds.filter(isOpen).length >= HOLDS_AT_ONCE) return refuse(`${HOLDS_AT_ONCE} HOLDS ARE IN FORCE`);
  return { after: { ...liquidation, holds: [...holds, holdOf(order, days)], decidedAt: order.occurredAt } };
};

const suspend = (liquidation: Liquidation, order: LiquidationOrdered, days: Days): Outcome => {
  const { code, occurredAt } = order;
  const { holds } = liquidation;
  if (code === null || kindOfHold.get(code) !== 'suspension') return refuse(`${code ?? 'NO CODE'} IS NO SUSPENSION`);
  const same = holds.filter((hold) => hold.code === code);
  if (same.some(isOpen)) return refuse(`SUSPENDED BY ${code} ALREADY`);
  if (same.some(({ ended }) => ended!.byOrder && ended!.at > occurredAt)) return refuse('ENDED BY A LATER ORDER');
  if (holds.filter(isOpen).length >= HOLDS_AT_ONCE) return refuse(`${HOLDS_AT_ONCE} HOLDS ARE IN FORCE`);
  return { after: { ...liquidation, holds: [...holds, holdOf(order, days)] } };
};

const endSuspension = (liquidation: Liquidation, order: LiquidationOrdered, days: Days): Outcome => {
  const { code, occurredAt } = order;
  const open = suspensionsOf(liquidation).find((hold) => hold.code === code);
  if (!open) return refuse(code === null ? 'NO CODE SAYS WHICH SUSPENSION' : `NOT SUSPENDED BY ${code}`);
  if (open.orderedAt > occurredAt) return refuse('ORDERED BEFORE THE SUSPENSION');
  const holds = liquidation.holds.map((hold) => (hold === open ? endedBy(hold, order, days) : hold));
  return { after: { ...liquidation, holds } };
};

/** @param order null for the run */
const liquidatedAs = (
  liquidation: Liquidation,
  before: Owed,
  order: LiquidationOrdered | null,
  { noticeOn, now }: Pick<Days, 'noticeOn' | 'now'>,
): Liquidation => ({
  ...liquidation,
  ...settle(before, order?.finally ?? liquidation.filed, order?.basis ?? null),
  state: liquidation.state === 'not liquidated' ? 'liquidated' : 'reliquidated',
  ...{ noticeOn, liquidatedAt: now, byRun: order === null, decidedAt: order?.occurredAt ?? liquidation.decidedAt },
  deemed: false,
});

const liquidate = (liquidation: Liquidation, order: LiquidationOrdered, days: Days): Outcome => {
  const [suspension] = suspensionsOf(liquidation);
  if (suspension) return refuse(`SUSPENDED BY ${suspension.code}: END THAT FIRST`);
  return { after: liquidatedAs(liquidation, liquidation.filed, order, days) };
};

const reliquidate = (liquidation: Liquidation, order: LiquidationOrdered, days: Days): Outcome => {
  if (VOLUNTARY.includes(order.basis)) {
    const { dueDate } = dueOf('voluntary reliquidation', { start: liquidation.noticeOn! });
    if (days.orderedOn > dueDate) return refuse(`THE LAST DAY WAS ${dueDate}: 90 DAYS FROM NOTICE (19 CFR 173.3)`);
  }
  return { after: liquidatedAs(liquidation, liquidation.liquidated ?? liquidation.filed, order, days) };
};

const ORDERS = {
  liquidate: { event: 'liquidated', carryOut: liquidate, decides: true },
  reliquidate: { event: 'reliquidated', carryOut: reliquidate, decides: true },
  extend: { event: 'extended', carryOut: extend, decides: true },
  suspend: { event: 'suspended', carryOut: suspend, decides: false },
  'end suspension': { event: 'suspension ended', carryOut: endSuspension, decides: false },
} as const;

export const eventOf = ({ order }: Pick<LiquidationOrdered, 'order'>) => ORDERS[order].event;

/** As it was before the run liquidated it. */
const beforeTheRun = (liquidation: Liquidation): Liquidation => ({
  ...liquidation,
  ...{ state: 'not liquidated', liquidated: null, changeCents: null, deemed: false, noticeOn: null },
  ...{ liquidatedAt: null, byRun: false },
});

const judge = (liquidation: Liquidation, order: LiquidationOrdered, days: Days): Outcome => {
  const { event, carryOut, decides } = ORDERS[order.order];
  const { state, decidedAt } = liquidation;
  if (!liquidationStates.can(state, event))
    return refuse(state === 'not liquidated' ? 'NOT LIQUIDATED YET' : `LIQUIDATED, NOTICE OF ${liquidation.noticeOn}`);
  if (decides && decidedAt !== null && order.occurredAt < decidedAt)
    return refuse(`A LATER ORDER STANDS, OF ${decidedAt}`);
  const fault = order.finally && finalFault(order.finally);
  if (fault) return refuse(fault);
  const isOver =
    state === 'not liquidated' && order.order !== 'end suspension' && suspensionsOf(liquidation).length === 0;
  const lastDay = lastDayOf(liquidation);
  if (isOver && days.orderedOn > lastDay)
    return refuse(`DEEMED LIQUIDATED: ITS LAST DAY WAS ${lastDay} (19 CFR 159.11)`);
  return carryOut(liquidation, order, days);
};

export type OrderOutcome =
  | { readonly refusal: string }
  /** `setAside`: what the run had done, by itself an event before the order's. */
  | { readonly after: Liquidation; readonly setAside: Liquidation | null };

/**
 * What an order of a Center makes of a liquidation. It counts by the instant at which it was given: where the run liquidated the entry before it heard of an order that had been given
 * by then, the order is judged as if the run had not, and what the run did is set aside where the order is carried out.
 */
export const afterOrder = (liquidation: Liquidation, order: LiquidationOrdered, days: Days): OrderOutcome => {
  if (!liquidation.onFile) return { refusal: 'NO ACCEPTED SUMMARY IS ON FILE' };
  const { state, byRun, liquidatedAt } = liquidation;
  if (state === 'liquidated' && byRun && order.occurredAt < liquidatedAt!) {
    const setAside = beforeTheRun(liquidation);
    const outcome = judge(setAside, order, days);
    return 'refusal' in outcome ? outcome : { ...outcome, setAside };
  }
  const outcome = judge(liquidation, order, days);
  return 'refusal' in outcome ? outcome : { ...outcome, setAside: null };
};

/** What the run makes of one that is due: liquidated as filed; deemed so, once its last day is over. */
export const afterRun = (
  liquidation: Liquidation,
  days: { readonly today: CustomsDate; readonly noticeOn: CustomsDate; readonly now: string },
): Liquidation => ({
  ...liquidatedAs(liquidation, liquidation.filed, null, days),
  deemed: days.today > lastDayOf(liquidation),
});

/** What a filing on the summary must know of it. */
export const liquidationOnFile = (liquidation: Liquidation): LiquidationOnFile => {
  const open = liquidation.holds.filter(isOpen);
  return {
    liquidated: liquidation.state !== 'not liquidated',
    scheduledFor: scheduleOf(liquidation),
    holds: open.map(({ code }) => code),
    ordered: open.flatMap(({ code, orderId }) => (orderId === null ? [] : [code])),
  };
};
