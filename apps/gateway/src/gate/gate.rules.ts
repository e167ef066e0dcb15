import type { ProbeSightings, ReplicaSighting } from '#contracts';
import type { Standstill } from './progress.rules';

export interface GateThresholds {
  /** Nobody listens and nobody is heard for so long: the module is gone. */
  readonly refusedMs: number;
  /** Neither a heartbeat nor a reply for so long. */
  readonly silentMs: number;
  /** No replica reaches the module's database for so long. */
  readonly databaseMs: number;
  /** Different messages that failed in a row. */
  readonly failingMessages: number;
  /** Filings wait and none is answered, or lanes are worked by nobody, for so long. */
  readonly progressMs: number;
}

/** What was seen of a module. Instants are milliseconds of a clock that nobody sets: of the process, not of the day. */
export interface ModuleSightings {
  readonly module: string;
  /** The newest of each, by heartbeat or by HTTP. */
  readonly replicas: readonly ReplicaSighting[];
  readonly probe: ProbeSightings;
  /** Since when this process could have heard heartbeats; null while the broker is away. */
  readonly hearingSince: number | null;
  /** Since when every replica said that it does not reach its database. */
  readonly databaseAwaySince: number | null;
  /** Messages of which it is known already that they failed: a trial has begun or gone well since. */
  readonly failedBefore: number;
}

export interface ModuleHealth {
  readonly state: 'healthy' | 'failing' | 'not known';
  /** A sentence for people. */
  readonly cause: string;
  /** Whether a replica of it was heard or has replied lately. */
  readonly seen: boolean;
}

/** How old the last word of a replica may be to speak for it. */
const FRESH_MS = 6_000;

/**
 * Whether a module can do its work. `failing` needs evidence that the module itself, not a message, is at fault; where there is none
 * for it and none against it the answer is `not known`, and no gate moves. A broker that is away is no fault of the module.
 */
export const judgeModule = (seen: ModuleSightings, thresholds: GateThresholds, now: number): ModuleHealth => {
  const { module, probe } = seen;
  const heardAt = seen.replicas.length === 0 ? null : Math.max(...seen.replicas.map(({ seenAt }) => seenAt));
  const fresh = seen.replicas.filter(({ seenAt }) => now - seenAt <= FRESH_MS);
  const lasts = (since: number | null, ms: number): boolean => since !== null && now - since >= ms;
  const seconds = (since: number | null): number => Math.round((now - (since ?? now)) / 1_000);
  const isSeen = fresh.length > 0;
  const failing = (cause: string): ModuleHealth => ({ state: 'failing', cause, seen: isSeen });
  const notKnown = (cause: string): ModuleHealth => ({ state: 'not known', cause, seen: isSeen });

  // A module that this process has never seen may just be starting.
  const refusedMs = heardAt === null ? thresholds.silentMs : thresholds.refusedMs;
  const quiet = (ms: number): boolean => heardAt === null || now - heardAt >= ms;
  if (probe.lastKind === 'refused' && lasts(probe.refusedSince, refusedMs) && quiet(refusedMs)) {
    return failing(
      `Nobody listens at the address of ${module} for ${seconds(probe.refusedSince)} s, and no replica of it is heard.`,
    );
  }
  if (probe.lastKind === 'silent' && lasts(probe.silentSince, thresholds.silentMs) && quiet(thresholds.silentMs)) {
    return failing(
      `${module} takes connections and has not replied for ${seconds(probe.silentSince)} s, and no replica of it is heard.`,
    );
  }
  const unreached = probe.lastKind === null || probe.lastKind === 'unreachable';
  if (unreached && heardAt !== null && quiet(thresholds.silentMs) && lasts(seen.hearingSince, thresholds.silentMs)) {
    return failing(`No replica of ${module} has been heard or has replied for ${seconds(heardAt)} s.`);
  }
  if (fresh.length === 0) return notKnown(`Nothing was seen of ${module} lately.`);
  if (fresh.every(({ vitals }) => !vitals.databaseReachable)) {
    return lasts(seen.databaseAwaySince, thresholds.databaseMs)
      ? failing(`${module} runs and has not reached its database for ${seconds(seen.databaseAwaySince)} s.`)
      : notKnown(`${module} does not reach its database at this moment.`);
  }
  const failed = Math.max(...fresh.map(({ vitals }) => vitals.failing ?? 0)) - seen.failedBefore;
  if (failed >= thresholds.failingMessages)
    return failing(`The last ${failed} messages that ${module} worked at failed, all of them different.`);
  if (probe.lastKind === 'refused') return notKnown(`Nobody listens at the address of ${module}.`);
  if (!fresh.some(({ vitals }) => vitals.brokerConnected)) return notKnown(`${module} is not connected to the broker.`);
  return { state: 'healthy', cause: `${module} runs and reaches its database.`, seen: isSeen };
};

/** What becomes of the work that a module has been given. */
export interface WorkSightings {
  readonly module: string;
  /** Accepted for it and not answered, wherever they wait. */
  readonly unanswered: number;
  readonly standstill: Standstill | null;
  readonly lanes: { readonly total: number; readonly unowned: number; readonly unownedMs: number } | null;
}

/**
 * Whether a module that lives does its work too. Only of one that is seen: of one that nothing is seen of it is not known whether it was
 * ever there, and the same filings wait for it.
 */
export const judgeWork = (
  health: ModuleHealth,
  { module, unanswered, standstill, lanes }: WorkSightings,
  { progressMs }: GateThresholds,
): ModuleHealth => {
  if (health.state === 'failing' || !health.seen) return health;
  const failing = (cause: string): ModuleHealth => ({ state: 'failing', cause, seen: true });
  if (lanes && lanes.unowned > 0 && lanes.unownedMs >= progressMs && unanswered > 0) {
    return failing(
      `${lanes.unowned} of ${lanes.total} lanes of ${module} are worked by nobody for ${Math.round(lanes.unownedMs / 1_000)} s.`,
    );
  }
  if (standstill && standstill.seconds * 1_000 >= progressMs) {
    const { filings, seconds } = standstill;
    return failing(
      `${filings} ${filings === 1 ? 'filing waits' : 'filings wait'} for ${module} and none was answered for ${Math.round(seconds)} s.`,
    );
  }
  return health;
};
