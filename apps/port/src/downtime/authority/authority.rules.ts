import { inForce } from '#reference';
import type { Officer, OfficerRole } from '../../officers/officer';
import type { Downtime, DowntimeLevel } from '../model/records';
import { portsOf } from '#statement';
import type { Scope } from '#contracts';
import { AUTHORITY, type Authority } from './authority.policy';
import type { Refusal } from './refusals';

/** @throws RangeError when no policy was in force that day */
export const authorityOf = (role: OfficerRole, now: Date): Authority => {
  const found = inForce(
    AUTHORITY.filter((row) => row.role === role),
    now.toISOString().slice(0, 10),
  );
  if (!found) throw new RangeError(`no authority is laid down for ${role} on ${now.toISOString()}`);
  return found;
};

/** The level on which somebody declares: headquarters for the nation or for ports it names, a port director for the own ports. */
export const levelOf = (role: OfficerRole, filer: boolean): DowntimeLevel =>
  filer ? 'filer' : role === 'headquarters' ? 'national' : 'port';

export interface Ordered {
  readonly confirmed: Scope;
  readonly gateOrders: Downtime['gateOrders'];
  readonly relief: Downtime['relief'];
}

const NOTHING_ORDERED: Omit<Ordered, 'confirmed'> = {
  gateOrders: [],
  relief: { paymentBusinessDays: 0, otherBusinessDays: 0 },
};

const sameGates = (a: Ordered['gateOrders'], b: Ordered['gateOrders']): boolean =>
  a.length === b.length &&
  a.every(({ module, direction }) => b.some((other) => other.module === module && other.direction === direction));
const sameRelief = (a: Ordered['relief'], b: Ordered['relief']): boolean =>
  a.paymentBusinessDays === b.paymentBusinessDays && a.otherBusinessDays === b.otherBusinessDays;

/**
 * What the officer's role does not allow of a declaration, or of its change from what is ordered already: what headquarters ordered
 * may stay, and is taken away by headquarters only.
 */
export const notAllowed = (
  officer: Officer,
  { confirmed, gateOrders, relief }: Ordered,
  now: Date,
  before = NOTHING_ORDERED,
): Refusal[] => {
  const authority = authorityOf(officer.role, now);
  if (authority.declares === 'nothing') return [{ rule: 'OFFICERS PROPOSE', at: '' }];
  const found: Refusal[] = [];
  if (authority.declares === 'own ports') {
    const ports = portsOf(confirmed);
    const foreign = ports.filter((port) => !officer.ports.includes(port));
    if (ports.length === 0) found.push({ rule: 'PORTS ARE NAMED', at: '/confirmed/ports' });
    else if (foreign.length > 0)
      found.push({
        rule: 'OWN PORTS ONLY',
        at: '/confirmed/ports',
        detail: `Not yours: ${foreign.slice(0, 10).join(', ')}.`,
      });
  }
  if (!authority.ordersGates && !sameGates(gateOrders, before.gateOrders))
    found.push({ rule: 'GATES ARE NATIONAL', at: '/gateOrders' });
  if (!authority.grantsRelief && !sameRelief(relief, before.relief))
    found.push({ rule: 'RELIEF IS NATIONAL', at: '/relief' });
  return found;
};
