import type { GateView } from '#contracts';
import type { ServiceSightings } from './sightings';

/** What waits for one module, and how it moves; rates are filings a second over all replicas of the gateway. */
export interface ModuleFlow {
  readonly module: string;
  readonly unanswered: number;
  readonly oldestSeconds: number | null;
  /** Null where the gateway does not say. */
  readonly receivedPerSecond: number | null;
  readonly answeredPerSecond: number | null;
}

/** Why there is no time at which the backlog will be gone. */
export type NoTime = 'nothing waits' | 'keeps up' | 'stopped' | 'grows' | 'not known';

export interface Clearing {
  readonly secondsToClear: number | null;
  readonly why: NoTime | null;
}

const total = (values: readonly (number | undefined)[]): number | null => {
  const known = values.filter((value): value is number => value !== undefined);
  return known.length === 0 ? null : Math.round(known.reduce((sum, value) => sum + value, 0) * 10) / 10;
};

/**
 * What the gateway said lately of the filings it holds: numbers of the newest word, since all its replicas count in one database;
 * rates added up, since each tells its own. Empty when it said nothing lately or cannot count.
 */
export const flowsOf = (
  gateway: ServiceSightings | undefined,
  unknownAfterSeconds: number,
  now: number,
): ModuleFlow[] => {
  const fresh = (gateway?.replicas ?? [])
    .filter(({ seenAt }) => now - seenAt <= unknownAfterSeconds * 1_000)
    .sort((a, b) => b.seenAt - a.seenAt);
  const newest = fresh.find(({ vitals }) => vitals.databaseReachable);
  if (!newest) return [];
  return newest.vitals.backlog.map(({ module, unanswered, oldestSeconds }) => {
    const told = fresh.flatMap(({ vitals }) => vitals.backlog.filter((backlog) => backlog.module === module));
    return {
      module,
      unanswered,
      oldestSeconds,
      receivedPerSecond: total(told.map((backlog) => backlog.receivedPerSecond)),
      answeredPerSecond: total(told.map((backlog) => backlog.answeredPerSecond)),
    };
  });
};

/** The gates as all replicas of the gateway see them; empty when it said nothing lately. */
export const gatesOf = (
  gateway: ServiceSightings | undefined,
  unknownAfterSeconds: number,
  now: number,
): readonly GateView[] => {
  const fresh = (gateway?.replicas ?? []).filter(
    ({ seenAt, vitals }) => now - seenAt <= unknownAfterSeconds * 1_000 && vitals.gates !== undefined,
  );
  return fresh.sort((a, b) => b.seenAt - a.seenAt)[0]?.vitals.gates ?? [];
};

/**
 * When the backlog will be gone: what waits, divided by how much faster it is answered than it comes.
 *
 * @param gate state of the module's inbound gate, where it is known
 * @param slowAfterSeconds work younger than this is no backlog: it is on its way
 */
export const clearingOf = (
  flow: Omit<ModuleFlow, 'module'>,
  gate: GateView['state'] | null,
  slowAfterSeconds: number,
): Clearing => {
  const { unanswered, oldestSeconds, receivedPerSecond, answeredPerSecond } = flow;
  const none = (why: NoTime): Clearing => ({ secondsToClear: null, why });
  if (unanswered === 0) return { secondsToClear: 0, why: 'nothing waits' };
  if (gate === 'STOPPED') return none('stopped');
  if (receivedPerSecond === null || answeredPerSecond === null) return none('not known');
  const gained = answeredPerSecond - receivedPerSecond;
  if (gained > 0) return { secondsToClear: Math.ceil(unanswered / gained), why: null };
  if (oldestSeconds !== null && oldestSeconds <= slowAfterSeconds) return none('keeps up');
  return none(answeredPerSecond === 0 ? 'stopped' : 'grows');
};
