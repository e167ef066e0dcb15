import type { ReplicaSighting } from '#service';
import type { OwnSightings, ServiceSightings } from './sightings';

/**
 * What a component is called, from what was seen of it and nothing else:
 * `down` and `slow` need evidence, so does `operational`; where there is none the word is `unknown`.
 */
export type ComponentState = 'operational' | 'slow' | 'down' | 'unknown';
export type ComponentKind = 'module' | 'broker' | 'database';

export interface Thresholds {
  readonly slowAfterSeconds: number;
  readonly downAfterSeconds: number;
  readonly unknownAfterSeconds: number;
}

/** Facts the state was computed from; null where not known. Ages are seconds. */
export type Evidence = Readonly<Record<string, string | number | boolean | null>>;

export interface Judgement {
  readonly name: string;
  readonly kind: ComponentKind;
  readonly state: ComponentState;
  /** One sentence for a person. */
  readonly reason: string;
  readonly evidence: Evidence;
}

/** The filings of one module that the gateway has accepted and that have no answer yet. */
export interface Backlog {
  readonly unanswered: number;
  readonly oldestSeconds: number | null;
}

const SECOND = 1_000;
/** What the last words of a dead module said is no evidence of now. */
const GONE: Evidence = { replicas: 0, databaseReachable: null, brokerConnected: null, queueDepth: null };
const rounded = (seconds: number): number => Math.round(seconds * 10) / 10;
const longest = (...ages: (number | null | undefined)[]): number | null => {
  const known = ages.filter((age): age is number => typeof age === 'number');
  return known.length === 0 ? null : Math.max(...known);
};

const freshOf = (replicas: readonly ReplicaSighting[], { unknownAfterSeconds }: Thresholds, now: number): ReplicaSighting[] =>
  replicas.filter(({ seenAt }) => now - seenAt <= unknownAfterSeconds * SECOND).sort((a, b) => b.seenAt - a.seenAt);

/** What the gateway last said it holds for a module; null when it has not said anything lately. */
export const backlogFor = (module: string, gateway: ServiceSightings | undefined, thresholds: Thresholds, now: number): Backlog | null => {
  const newest = freshOf(gateway?.replicas ?? [], thresholds, now)[0];
  if (!newest?.vitals.databaseReachable) return null;
  const held = newest.vitals.backlog.find((b) => b.module === module);
  return { unanswered: held?.unanswered ?? 0, oldestSeconds: held?.oldestSeconds ?? null };
};

/**
 * A module's state.
 *
 * @param outletBlocked the broker or another module is away, so that what this module has to send waits through no fault of its own
 */
export const judgeModule = (
  seen: ServiceSightings, backlog: Backlog | null, outletBlocked: boolean, thresholds: Thresholds, now: number,
): Judgement => {
  const { probe } = seen;
  const fresh = freshOf(seen.replicas, thresholds, now);
  const newest = fresh[0]?.vitals;
  const heardAt = seen.replicas.length > 0 ? Math.max(...seen.replicas.map((r) => r.seenAt)) : null;
  const aliveAt = longest(heardAt, probe.answeredAt);
  const age = (since: number | null): number | null => (since === null ? null : (now - since) / SECOND);
  const lasts = (since: number | null, seconds: number): boolean => since !== null && now - since > seconds * SECOND;
  const withDatabase = newest?.databaseReachable ? newest : undefined;
  const outboxAge = outletBlocked ? null : withDatabase?.outbox.oldestSeconds;
  const oldest = longest(withDatabase?.inbox.oldestSeconds, outboxAge, backlog?.oldestSeconds);

  const evidence: Evidence = {
    lastSeenSeconds: aliveAt === null ? null : rounded(age(aliveAt)!),
    replicas: fresh.length,
    lastProbe: probe.lastKind,
    replyMs: probe.replyMs,
    databaseReachable: newest ? fresh.some((r) => r.vitals.databaseReachable) : null,
    brokerConnected: newest ? fresh.some((r) => r.vitals.brokerConnected) : null,
    oldestUnprocessedSeconds: oldest === null ? null : rounded(oldest),
    queueDepth: newest?.queue.depth ?? null,
    outboxDepth: withDatabase?.outbox.depth ?? null,
    inboxWaiting: withDatabase?.inbox.waiting ?? null,
    setAside: withDatabase?.inbox.setAside ?? null,
    backlogUnanswered: backlog?.unanswered ?? null,
    backlogOldestSeconds: backlog?.oldestSeconds == null ? null : rounded(backlog.oldestSeconds),
  };
  const say = (state: ComponentState, reason: string, more: Evidence = {}): Judgement => ({
    name: seen.service, kind: 'module', state, reason, evidence: { ...evidence, ...more },
  });

  const { downAfterSeconds, unknownAfterSeconds, slowAfterSeconds } = thresholds;
  const quietFor = (seconds: number): boolean => heardAt === null || now - heardAt > seconds * SECOND;
  const probed = probe.triedAt !== null && now - probe.triedAt <= unknownAfterSeconds * SECOND;
  if (probed && lasts(probe.refusedSince, downAfterSeconds) && quietFor(downAfterSeconds)) {
    return say('down', `Nobody listens at its address for ${Math.round(age(probe.refusedSince)!)} s, and no replica is heard.`, GONE);
  }
  if (probed && probe.lastKind === 'silent' && lasts(probe.silentSince, unknownAfterSeconds) && quietFor(unknownAfterSeconds)) {
    return say('down', `It takes connections and has not replied for ${Math.round(age(probe.silentSince)!)} s, and no replica is heard.`, GONE);
  }
  if (aliveAt === null || now - aliveAt > unknownAfterSeconds * SECOND) return say('unknown', 'Nothing was seen of it lately.');

  if (newest && fresh.every((r) => !r.vitals.databaseReachable)) return say('down', 'It runs but cannot reach its database.');
  if (lasts(probe.silentSince, downAfterSeconds)) return say('slow', `It has not replied in full for ${Math.round(age(probe.silentSince)!)} s.`);
  if (!newest) return say('unknown', 'It runs but does not say how it is: check the operations token.');
  if (fresh.some((r) => !r.vitals.databaseReachable)) return say('slow', 'Some of its replicas cannot reach their database.');
  if (oldest !== null && oldest > slowAfterSeconds) return say('slow', `Its oldest unprocessed work is ${Math.round(oldest)} s old.`);
  if (lasts(probe.slowSince, downAfterSeconds)) return say('slow', `Its replies take long: ${Math.round(probe.replyMs ?? 0)} ms.`);
  if (lasts(probe.refusedSince, downAfterSeconds)) return say('slow', 'Replicas are heard, but nobody listens at its address.');
  return say('operational', 'It runs and keeps up.');
};

/** The broker's state: what this service sees of it, and what the others say. */
export const judgeBroker = (own: OwnSightings, services: readonly ServiceSightings[], thresholds: Thresholds, now: number): Judgement => {
  const others = services.flatMap((s) => freshOf(s.replicas, thresholds, now));
  const connected = others.filter((r) => r.vitals.brokerConnected).length;
  const depths = services.map((s) => freshOf(s.replicas, thresholds, now)[0]?.vitals.queue.depth ?? null);
  const known = depths.filter((d) => d !== null);
  const evidence: Evidence = {
    connectedFromHere: own.brokerConnected,
    lastSeenSeconds: own.brokerLastConnectedAt === null ? null : rounded((now - own.brokerLastConnectedAt) / SECOND),
    replicasConnected: connected,
    replicasNotConnected: others.length - connected,
    queueDepth: known.length === 0 ? null : known.reduce((sum, d) => sum + d, 0),
  };
  const say = (state: ComponentState, reason: string): Judgement => ({ name: 'broker', kind: 'broker', state, reason, evidence });
  const awayFor = now - (own.brokerLastConnectedAt ?? own.watchingSince);
  if (own.brokerConnected || awayFor <= thresholds.downAfterSeconds * SECOND) {
    if (!own.brokerConnected && own.brokerLastConnectedAt === null) return say('unknown', 'Not connected yet.');
    if (others.length > 0 && connected * 2 < others.length) return say('slow', `${others.length - connected} of ${others.length} replicas are not connected to it.`);
    return say('operational', 'It takes connections.');
  }
  if (connected > 0) return say('slow', `Not connected from here for ${Math.round(awayFor / SECOND)} s, but ${connected} replicas are.`);
  return say('down', `Nobody has been connected to it for ${Math.round(awayFor / SECOND)} s.`);
};

/** The state of a service's own database, as the service says it; unknown when the service says nothing. */
export const judgeDatabase = (seen: ServiceSightings, thresholds: Thresholds, now: number): Judgement => {
  const fresh = freshOf(seen.replicas, thresholds, now);
  const reaching = fresh.filter((r) => r.vitals.databaseReachable).length;
  const evidence: Evidence = {
    lastSeenSeconds: fresh[0] ? rounded((now - fresh[0].seenAt) / SECOND) : null,
    replicasReachingIt: reaching,
    replicasNotReachingIt: fresh.length - reaching,
  };
  const say = (state: ComponentState, reason: string): Judgement => ({ name: `${seen.service}-database`, kind: 'database', state, reason, evidence });
  if (fresh.length === 0) return say('unknown', `Only ${seen.service} uses it, and ${seen.service} says nothing.`);
  if (reaching === 0) return say('down', `${seen.service} cannot reach it.`);
  if (reaching < fresh.length) return say('slow', `${fresh.length - reaching} of ${fresh.length} replicas of ${seen.service} cannot reach it.`);
  return say('operational', 'It answers.');
};

/** The status service itself: whoever reads this sees that it works; without its database it only keeps no history. */
export const judgeSelf = (
  own: OwnSightings, seen: ServiceSightings, thresholds: Thresholds, now: number,
): { readonly status: Judgement; readonly database: Judgement } => {
  const replicas = Math.max(1, freshOf(seen.replicas, thresholds, now).length);
  const evidence: Evidence = { lastSeenSeconds: 0, replicas, watchingSince: new Date(own.watchingSince).toISOString(), historyWaiting: own.historyWaiting };
  const reason = own.databaseReachable ? 'You are reading it.' : 'You are reading it. Its history is written when its database is back.';
  const status: Judgement = { name: seen.service, kind: 'module', state: 'operational', reason, evidence };
  const awayFor = (now - (own.databaseLastReachableAt ?? own.watchingSince)) / SECOND;
  const late = awayFor > thresholds.downAfterSeconds;
  const known = own.databaseReachable || own.databaseLastReachableAt !== null;
  const state: ComponentState = own.databaseReachable ? 'operational' : late ? 'down' : known ? 'operational' : 'unknown';
  const database: Judgement = {
    name: `${seen.service}-database`, kind: 'database', state,
    reason: state === 'operational' ? 'It answers.' : state === 'down' ? `It has not answered for ${Math.round(awayFor)} s.` : 'Not reached yet.',
    evidence: { lastSeenSeconds: known ? rounded(awayFor) : null },
  };
  return { status, database };
};

/** Every component, in the order of a filing's road. */
export const judgeAll = (own: OwnSightings, self: ServiceSightings, services: readonly ServiceSightings[], thresholds: Thresholds, now: number): Judgement[] => {
  const gateway = services.find((s) => s.service === 'gateway');
  const broker = judgeBroker(own, services, thresholds, now);
  const judge = (seen: ServiceSightings, blocked: boolean): Judgement =>
    judgeModule(seen, seen === gateway ? null : backlogFor(seen.service, gateway, thresholds, now), blocked, thresholds, now);
  // First without what they have to send: whether that is their own fault depends on the others.
  const first = services.map((seen) => judge(seen, true));
  const modules = services.map((seen) =>
    judge(seen, broker.state !== 'operational' || first.some((other) => other.name !== seen.service && other.state !== 'operational')),
  );
  const { status, database } = judgeSelf(own, self, thresholds, now);
  return [...modules, status, broker, ...services.map((seen) => judgeDatabase(seen, thresholds, now)), database];
};
