import type { ArrivalReported, InBondTold } from '#contracts';
import { addDays, type CustomsDate, daysBetween, FEDERAL_CALENDAR, parseInBondNumber } from '#kernel';
import { dueOf, isPort, portLocalDate } from '#reference';
import type { Bill } from '../bills/bill.model';
import type { InBondState } from './in-bond.states';

/** Business days after arrival in which it is reported (19 CFR 18.1(j)). */
const REPORT_DAYS = 2;

/** An in-bond movement as it stands. */
export interface Movement {
  /** SCAC of the carrier and the movement: a number that another wrote on a bill of his is another movement. */
  readonly key: string;
  /** The in-bond number, or the key of its bill where the carrier gave it none. */
  readonly movement: string;
  readonly inBondNumber: string | null;
  readonly entryType: string;
  readonly accountId: string;
  readonly carrierScac: string;
  readonly originPort: string;
  readonly destinationPort: string | null;
  readonly state: InBondState;
  readonly startedOn: CustomsDate;
  /** Days since then on which CBP held its goods: they are not counted (19 CFR 18.1(i)). */
  readonly heldDays: number;
  /** Since when CBP holds goods of it; null where it does not. */
  readonly heldSince: CustomsDate | null;
  readonly due: CustomsDate;
  readonly arrivedOn: CustomsDate | null;
}

/** Of which movement the goods of a bill are; null where they do not move in bond. */
export const movementOf = ({ billKey, state, details: { inBond } }: Bill): string | null => {
  if (inBond === null || state === 'deleted') return null;
  const number = inBond.number === null ? null : parseInBondNumber(inBond.number);
  return number?.ok ? number.value : billKey;
};

export const movementKey = (bill: Bill): string | null => {
  const movement = movementOf(bill);
  return movement && `${bill.conveyance.scac} ${movement}`;
};

/** Goods move once they are at the port where the movement begins and nothing holds them there. */
export const mayMove = ({ state, arrivedAt, holds }: Bill): boolean =>
  state === 'arrived' && arrivedAt !== null && holds.length === 0;

/** When the time of a movement began, and for how many days since then it stood still. */
export interface Run {
  readonly startedOn: CustomsDate;
  readonly heldDays: number;
}

/** The same with the hold that stops it now. */
type Stopped = Run & Pick<Movement, 'heldSince'>;

/** The last day of the movement; it is known on `knownOn` at the earliest whether it was kept, when the time to report is over too. */
export const timeOf = ({ startedOn, heldDays }: Run): { readonly due: CustomsDate; readonly knownOn: CustomsDate } => {
  const due = addDays(dueOf('in-bond movement', { start: startedOn }).dueDate, heldDays);
  return { due, knownOn: addDays(FEDERAL_CALENDAR.addBusinessDays(due, REPORT_DAYS), 1) };
};

/** The days that are not counted once a hold that began on `since` ends on `until`; one that was placed when the time was over gives none back. */
export const heldUntil = ({ heldSince, ...run }: Stopped, until: CustomsDate): number =>
  heldSince === null || heldSince > timeOf(run).due || until < heldSince
    ? run.heldDays
    : run.heldDays + daysBetween(heldSince, until);

/** A bill as it stood from an instant on. */
export interface BillThen {
  readonly on: CustomsDate;
  /** In bond, and at the port where the movement begins. */
  readonly isThere: boolean;
  readonly isHeld: boolean;
}

const stoppedAfter = (run: Stopped, on: CustomsDate, isHeld: boolean): Stopped =>
  isHeld ? { ...run, heldSince: run.heldSince ?? on } : { ...run, heldDays: heldUntil(run, on), heldSince: null };

/**
 * When a bill could move in bond for the first time, and how long it has been held since. A movement asked for anew, or under another number, has no more time than the one
 * before it (19 CFR 18.1(i)).
 */
export const runOf = (versions: readonly BillThen[], now: Run): Run => {
  let run: Stopped | null = null;
  for (const { on, isThere, isHeld } of versions)
    if (run !== null) run = stoppedAfter(run, on, isHeld);
    else if (isThere && !isHeld) run = { startedOn: on, heldDays: 0, heldSince: null };
  return run ?? now;
};

/** The day at the port where the goods are expected. */
export const dayThere = (
  { destinationPort, originPort }: Pick<Movement, 'destinationPort' | 'originPort'>,
  at: Date | string,
): CustomsDate =>
  portLocalDate(at, [destinationPort, originPort].find((port) => port !== null && isPort(port)) ?? '5401');

/** What is wrong with a report that goods in bond arrived: the code of the carriers' list; null where nothing is. */
export const faultOfArrival = (
  report: ArrivalReported,
  movement: Movement | undefined,
  notified: readonly string[],
  now: Date,
): string | null => {
  if (!report.carrierScacs.includes(report.scac)) return '009';
  if (!movement || movement.state === 'withdrawn') return 'P11';
  if (movement.accountId !== report.origin.accountId && !notified.includes(report.scac)) return '009';
  if (movement.destinationPort !== null && movement.destinationPort !== report.portCode) return 'P12';
  if (portLocalDate(report.arrivedAt, report.portCode) > portLocalDate(now, report.portCode)) return '129';
  return movement.state === 'arrived' ? '155' : null;
};

/** A movement that arrived on a day; a hold that goes on is counted up to then. */
export const arrivedMovement = (movement: Movement, arrivedOn: CustomsDate): Movement => {
  const heldDays = heldUntil(movement, arrivedOn);
  return { ...movement, state: 'arrived', arrivedOn, heldDays, due: timeOf({ ...movement, heldDays }).due };
};

/** What is told of a movement that arrived: that it had been overdue, or that it came after its time, of which nothing was told before; null where it kept its time. */
export const toldOfArrival = (before: Movement, { arrivedOn, due }: Movement): InBondTold['step'] | null => {
  if (before.state === 'overdue') return 'arrived';
  return arrivedOn! > due ? 'overdue' : null;
};
