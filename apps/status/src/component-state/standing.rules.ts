import type { ReplicaSighting } from '#contracts';

/**
 * What of a service's work has not moved, and since when: by what its replicas say at one look after the other. Instants are milliseconds
 * of a clock that nobody sets; null while it moves.
 */
export interface Standing {
  /** Messages its replicas have handled since they were started, together. */
  readonly handled: number;
  /** When the oldest row of its outbox was written, by its own clock. */
  readonly oldestRowAt: number | null;
  readonly lanesUnownedSince: number | null;
  /** Messages wait in its queues and none was handled. */
  readonly queueUntouchedSince: number | null;
  /** It is connected to the broker, and its oldest row has not left. */
  readonly outboxStuckSince: number | null;
  /** It is not connected to the broker. */
  readonly brokerAwaySince: number | null;
}

export const MOVES: Standing = {
  handled: -1,
  oldestRowAt: null,
  lanesUnownedSince: null,
  queueUntouchedSince: null,
  outboxStuckSince: null,
  brokerAwaySince: null,
};

/** Two readings of one instant may differ by so much. */
const SAME_MS = 1_500;

/** @param fresh the replicas heard lately; where there are none nothing is known */
export const afterWords = (before: Standing, fresh: readonly ReplicaSighting[], now: number): Standing => {
  const newest = [...fresh].sort((a, b) => b.seenAt - a.seenAt)[0]?.vitals;
  if (!newest?.databaseReachable) return MOVES;
  const since = (holds: boolean, from: number | null): number | null => (holds ? (from ?? now) : null);
  const handled = fresh.reduce((sum, { vitals }) => sum + vitals.handledTotal, 0);
  const { depth, oldestSeconds } = newest.outbox;
  const oldestRowAt = depth > 0 && oldestSeconds !== null ? Date.parse(newest.at) - oldestSeconds * 1_000 : null;
  const isSameRow =
    oldestRowAt !== null && before.oldestRowAt !== null && Math.abs(oldestRowAt - before.oldestRowAt) <= SAME_MS;
  return {
    handled,
    oldestRowAt: isSameRow ? before.oldestRowAt : oldestRowAt,
    lanesUnownedSince: since((newest.lanes?.unowned ?? 0) > 0, before.lanesUnownedSince),
    queueUntouchedSince: since((newest.queue.depth ?? 0) > 0 && handled === before.handled, before.queueUntouchedSince),
    outboxStuckSince: since(newest.brokerConnected && isSameRow, before.outboxStuckSince),
    brokerAwaySince: since(!newest.brokerConnected, before.brokerAwaySince),
  };
};
