import type { DowntimeChanged } from '#contracts';
import { type Gate, type GateName, nameOf } from './gate';

/** The gates that a downtime orders stopped now. A drill orders none: live filings go on. */
export const ordersNow = ({ drill, state, gateOrders }: DowntimeChanged): readonly GateName[] =>
  drill || state === 'revoked' ? [] : gateOrders;

/**
 * What a new version of a downtime means for a gate. A gate that a person stopped stays that person's; one that a person opened while the
 * downtime is in force is not stopped again by the same order.
 */
export const stepFor = (
  gate: Gate,
  downtime: DowntimeChanged,
  executed: readonly GateName[],
): 'stop' | 'release' | 'nothing' => {
  const has = (list: readonly GateName[]): boolean => list.some((name) => nameOf(name) === nameOf(gate));
  const own = gate.state === 'STOPPED' && gate.downtimeId === downtime.downtimeId;
  const byPerson = gate.state === 'STOPPED' && gate.closedBy === 'order' && gate.downtimeId === null;
  if (!has(ordersNow(downtime))) return own ? 'release' : 'nothing';
  if (byPerson) return 'nothing';
  // Named before: only what becomes of filings may have changed.
  return !has(executed) || own ? 'stop' : 'nothing';
};
