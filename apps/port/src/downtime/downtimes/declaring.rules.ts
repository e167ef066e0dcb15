import { type TransactionTreatment, type TransportMode, type Scope, kindsOf } from '#contracts';
import { isPort } from '#reference';
import type { Refusal } from '../authority/refusals';
import type { Downtime, DowntimeLevel } from '../model/records';
import { foreignIn } from '../authority/own-functions.rules';
import { covers, overlaps, portsOf } from '#statement';
import type { Declaration, ScopeChange } from './declaration';

const DAY = 86_400_000;

/** Whom a downtime binds: two of the same never overlap. A filer's own outage is beside the platform's. */
export interface Standing {
  readonly level: DowntimeLevel;
  readonly drill: boolean;
  readonly filerAccountId: string | null;
}
const standingOf = ({ level, drill, filer }: Downtime): Standing => ({
  level,
  drill,
  filerAccountId: filer?.accountId ?? null,
});
const alike = (a: Standing, b: Standing): boolean =>
  a.level === b.level && a.drill === b.drill && a.filerAccountId === b.filerAccountId;

/** What is wrong with a scope for a downtime, whoever asks. */
export const scopeFaults = ({
  confirmed,
  possible,
}: {
  readonly confirmed: Scope;
  readonly possible: Scope | null;
}): Refusal[] => {
  const unknown = [...confirmed.ports, ...(possible?.ports ?? [])].filter((port) => !isPort(port));
  return [
    ...unknown.map((port): Refusal => ({ rule: 'PORT IS KNOWN', at: '/confirmed/ports', detail: `Port ${port}.` })),
    ...foreignIn(confirmed, '/confirmed'),
    ...(possible ? foreignIn(possible, '/possible') : []),
    ...(confirmed.portGroups.includes('diversion ports')
      ? [{ rule: 'PORTS OF DIVERSION', at: '/confirmed/portGroups' } as const]
      : []),
    ...(confirmed.environment === 'certification'
      ? [{ rule: 'PRODUCTION ONLY', at: '/confirmed/environment' } as const]
      : []),
  ];
};

export const timeFaults = (
  { from, expectedEnd, reviewAt }: Pick<Declaration, 'from' | 'expectedEnd' | 'reviewAt'>,
  now: Date,
): Refusal[] => {
  const begin = from ? Date.parse(from) : now.getTime();
  const after = (instant: string | null): boolean =>
    instant === null || (Date.parse(instant) > now.getTime() && Date.parse(instant) > begin);
  return [
    // A minute is left for clocks that differ.
    ...(begin > now.getTime() + 60_000 || begin < now.getTime() - 7 * DAY
      ? [{ rule: 'BEGINS BY NOW', at: '/from' } as const]
      : []),
    ...(after(expectedEnd) ? [] : [{ rule: 'ENDS LATER', at: '/expectedEnd' } as const]),
    ...(after(reviewAt) ? [] : [{ rule: 'ENDS LATER', at: '/reviewAt' } as const]),
  ];
};

/** What stands in the way of a scope: an overlap with another of the same standing, or a national one that covers it all. */
export const inTheWay = (
  confirmed: Scope,
  standing: Standing,
  inForce: readonly Downtime[],
  self?: string,
): Refusal[] => {
  const others = inForce.filter(({ number }) => number !== self);
  const same = others.filter((other) => alike(standingOf(other), standing) && overlaps(other.confirmed, confirmed));
  const above =
    standing.level === 'port'
      ? others.filter(
          (other) => other.level === 'national' && other.drill === standing.drill && covers(other.confirmed, confirmed),
        )
      : [];
  return [
    ...same.map(({ number }): Refusal => ({ rule: 'ONE AT A TIME', at: '/confirmed', detail: `It is ${number}.` })),
    ...above.map(({ number }): Refusal => ({ rule: 'ALREADY COVERED', at: '/confirmed', detail: `It is ${number}.` })),
  ];
};

type Relief = Downtime['relief'];
/** The greater of two reliefs, kind by kind. */
export const greaterRelief = (a: Relief, b: Relief): Relief => ({
  paymentBusinessDays: Math.max(a.paymentBusinessDays, b.paymentBusinessDays),
  otherBusinessDays: Math.max(a.otherBusinessDays, b.otherBusinessDays),
});

/**
 * Which downtimes of ports become part of a national one with this scope, and which cease to be. A part has the relief of the national
 * one from its own, earlier begin; where that grew, the part is in `join` again.
 */
export const reconciled = (
  national: Pick<Downtime, 'number' | 'drill' | 'confirmed' | 'state' | 'relief'>,
  inForce: readonly Downtime[],
): { join: Downtime[]; part: Downtime[] } => {
  const ofPorts = inForce.filter(
    ({ level, drill, state }) => level === 'port' && drill === national.drill && state === 'in force',
  );
  const inside = (port: Downtime): boolean =>
    national.state === 'in force' && covers(national.confirmed, port.confirmed);
  const behind = ({ relief }: Downtime): boolean => {
    const greater = greaterRelief(relief, national.relief);
    return (
      greater.paymentBusinessDays > relief.paymentBusinessDays || greater.otherBusinessDays > relief.otherBusinessDays
    );
  };
  return {
    join: ofPorts.filter(
      (port) => inside(port) && (port.partOf === null || (port.partOf === national.number && behind(port))),
    ),
    part: ofPorts.filter((port) => port.partOf === national.number && !inside(port)),
  };
};

export const widerFaults = (
  present: Downtime,
  { confirmed, possible, gateOrders, relief, treatments }: ScopeChange,
): Refusal[] => {
  const more =
    !covers(present.confirmed, confirmed) || [possible, gateOrders, relief, treatments].some((given) => given !== null);
  return covers(confirmed, present.confirmed) && more ? [] : [{ rule: 'WIDER', at: '/confirmed' }];
};

export const narrowerFaults = (present: Downtime, { confirmed, possible, gateOrders }: ScopeChange): Refusal[] => {
  const less = !covers(confirmed, present.confirmed) || possible !== null || gateOrders !== null;
  return covers(present.confirmed, confirmed) && less ? [] : [{ rule: 'NARROWER', at: '/confirmed' }];
};

export const treatmentsOf = ({
  gateOrders,
  treatments,
}: Pick<Declaration, 'gateOrders' | 'treatments'>): TransactionTreatment[] => {
  const held = gateOrders
    .filter(({ direction }) => direction === 'inbound')
    .flatMap(({ module }) => kindsOf(module).map(({ kind }): string => kind));
  return [
    ...treatments,
    ...[...new Set(held)]
      .filter((kind) => treatments.every((given) => given.kind !== kind))
      .map((kind): TransactionTreatment => ({ kind, disposition: 'held, do not resend' })),
  ];
};

/** Whether a port director, whose ports these are, may change this downtime. */
export const mayChange = (present: Downtime, ports: readonly string[]): boolean =>
  present.level !== 'national' &&
  portsOf(present.confirmed).length > 0 &&
  portsOf(present.confirmed).every((port) => ports.includes(port));

/** How a declaration before its time is remembered; null when it was in time. */
export const earliness = (modes: readonly TransportMode[], reason: string | null): Downtime['early'] =>
  modes.length > 0 ? { modes, reason } : null;
