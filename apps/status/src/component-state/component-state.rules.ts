import type { ReplicaSighting } from '#contracts';
import { gatesOf } from './backlog.rules';
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
  /** Null while answers come; the others likewise as the gateway tells them. */
  readonly standstill?: { readonly filings: number; readonly seconds: number } | null;
  readonly waitAheadSeconds?: number | null;
  /** Filings that wait although later ones were answered. */
  readonly overtaken?: number;
  /** Why the platform has stopped the gate before it; null while it is not stopped, or stopped by order. */
  readonly stoppedBecause?: string | null;
}

const SECOND = 1_000;
/** What happened is shown to the trade within this (seconds). */
const VISIBLE_WITHIN_SECONDS = 2;
/** Work that waits and does not move for so long is no pause any more. */
const STANDS_SECONDS = 10;
/** The gateway has refused everything for so long. */
const REFUSES_SECONDS = 5;
/** A replica that has been silent for longer is gone, not frozen: others have taken its place. */
const GONE_SECONDS = 300;
/** The broker has taken nothing for so long. After the second time nothing else helps. */
const NOT_TAKEN_SECONDS = 12;
const RESTART_SECONDS = 30;
const THE_PLATFORM = 'the platform';
/** What the last words of a dead module said is no evidence of now. */
const GONE: Evidence = { replicas: 0, databaseReachable: null, brokerConnected: null, queueDepth: null };
const rounded = (seconds: number): number => Math.round(seconds * 10) / 10;
const longest = (...ages: (number | null | undefined)[]): number | null => {
  const known = ages.filter((age): age is number => typeof age === 'number');
  return known.length === 0 ? null : Math.max(...known);
};

const freshOf = (
  replicas: readonly ReplicaSighting[],
  { unknownAfterSeconds }: Thresholds,
  now: number,
): ReplicaSighting[] =>
  replicas.filter(({ seenAt }) => now - seenAt <= unknownAfterSeconds * SECOND).sort((a, b) => b.seenAt - a.seenAt);

/** What the gateway last said it holds for a module; null when it has not said anything lately. */
export const backlogFor = (
  module: string,
  gateway: ServiceSightings | undefined,
  thresholds: Thresholds,
  now: number,
): Backlog | null => {
  const newest = freshOf(gateway?.replicas ?? [], thresholds, now)[0];
  if (!newest?.vitals.databaseReachable) return null;
  const held = newest.vitals.backlog.find((b) => b.module === module);
  const gate = gatesOf(gateway, thresholds.unknownAfterSeconds, now).find(
    (g) => g.module === module && g.direction === 'inbound',
  );
  const isStopped = gate?.state === 'STOPPED' && gate.changedBy === THE_PLATFORM;
  return {
    unanswered: held?.unanswered ?? 0,
    oldestSeconds: held?.oldestSeconds ?? null,
    ...(held?.standstill === undefined ? {} : { standstill: held.standstill }),
    ...(held?.waitAheadSeconds === undefined ? {} : { waitAheadSeconds: held.waitAheadSeconds }),
    ...(held?.overtaken === undefined ? {} : { overtaken: held.overtaken }),
    ...(isStopped ? { stoppedBecause: gate.cause } : {}),
  };
};

/**
 * A module's state.
 *
 * @param outletBlocked the broker or another module is away, so that what this module has to send waits through no fault of its own
 * @param brokerBlocked the broker is away for the others too, or that is not known yet
 */
export const judgeModule = (
  seen: ServiceSightings,
  backlog: Backlog | null,
  outletBlocked: boolean,
  thresholds: Thresholds,
  now: number,
  brokerBlocked = true,
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
  // What a module keeps for another attempt or for a person is told as such, and one filing that waits says nothing of the next.
  const onFile = (withDatabase?.inbox.waiting ?? 0) + (withDatabase?.inbox.setAside ?? 0);
  const isLeftBehind = (backlog?.overtaken ?? 0) > onFile;
  const backlogAge = backlog?.overtaken === undefined || isLeftBehind ? backlog?.oldestSeconds : null;
  const oldest = longest(withDatabase?.inbox.oldestSeconds, outboxAge, backlogAge);
  const silent =
    fresh.length === 0
      ? []
      : seen.replicas.filter(
          ({ seenAt }) =>
            now - seenAt > thresholds.unknownAfterSeconds * SECOND && now - seenAt <= GONE_SECONDS * SECOND,
        );
  const refusing = fresh.filter(({ vitals }) => (vitals.intake?.refusingSeconds ?? 0) >= REFUSES_SECONDS);
  const shown = fresh.flatMap(({ vitals }) => vitals.visible ?? []);
  const behind = longest(...shown.map(({ behindSeconds }) => behindSeconds));
  const lateView = shown.find(({ behindSeconds, view }) => view !== undefined && behindSeconds === behind)?.view;
  const visibleAfter = longest(...shown.filter(({ filings }) => filings > 0).map(({ p99Seconds }) => p99Seconds));
  const intakes = fresh.flatMap(({ vitals }) => vitals.intake ?? []);
  const { lanes } = newest ?? {};

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
    ...(backlog?.standstill === undefined
      ? {}
      : { noneAnsweredSeconds: backlog.standstill ? rounded(backlog.standstill.seconds) : 0 }),
    ...(backlog?.waitAheadSeconds == null ? {} : { waitAheadSeconds: rounded(backlog.waitAheadSeconds) }),
    ...(visibleAfter === null ? {} : { visibleAfterSeconds: rounded(visibleAfter) }),
    ...(behind === null ? {} : { behindSeconds: rounded(behind) }),
    ...(lanes ? { lanes: lanes.total, lanesUnowned: lanes.unowned } : {}),
    ...(intakes.length === 0
      ? {}
      : {
          acceptedPerSecond: rounded(intakes.reduce((sum, one) => sum + one.acceptedPerSecond, 0)),
          refusedPerSecond: rounded(intakes.reduce((sum, one) => sum + one.refusedPerSecond, 0)),
        }),
  };
  const say = (state: ComponentState, reason: string, more: Evidence = {}): Judgement => ({
    name: seen.service,
    kind: 'module',
    state,
    reason,
    evidence: { ...evidence, ...more },
  });

  const { downAfterSeconds, unknownAfterSeconds, slowAfterSeconds } = thresholds;
  const quietFor = (seconds: number): boolean => heardAt === null || now - heardAt > seconds * SECOND;
  const probed = probe.triedAt !== null && now - probe.triedAt <= unknownAfterSeconds * SECOND;
  if (probed && lasts(probe.refusedSince, downAfterSeconds) && quietFor(downAfterSeconds)) {
    return say(
      'down',
      `Nobody listens at its address for ${Math.round(age(probe.refusedSince)!)} s, and no replica is heard.`,
      GONE,
    );
  }
  if (
    probed &&
    probe.lastKind === 'silent' &&
    lasts(probe.silentSince, unknownAfterSeconds) &&
    quietFor(unknownAfterSeconds)
  ) {
    return say(
      'down',
      `It takes connections and has not replied for ${Math.round(age(probe.silentSince)!)} s, and no replica is heard.`,
      GONE,
    );
  }
  if (
    probed &&
    probe.lastKind === 'alive only' &&
    lasts(probe.silentSince, unknownAfterSeconds) &&
    quietFor(unknownAfterSeconds)
  ) {
    return say(
      'down',
      `It lives and has not been able to say how it is for ${Math.round(age(probe.silentSince)!)} s.`,
      GONE,
    );
  }
  if (aliveAt === null || now - aliveAt > unknownAfterSeconds * SECOND)
    return say('unknown', 'Nothing was seen of it lately.');

  if (newest && fresh.every((r) => !r.vitals.databaseReachable))
    return say('down', 'It runs but cannot reach its database.');
  const stands = standsStill(seen, backlog, fresh, now);
  if (stands) return say(stands.state, stands.reason);
  if (lasts(probe.silentSince, downAfterSeconds))
    return say('slow', `It has not replied in full for ${Math.round(age(probe.silentSince)!)} s.`);
  if (!newest) return say('unknown', 'It runs but does not say how it is: check the operations token.');
  if (fresh.some((r) => !r.vitals.databaseReachable))
    return say('slow', 'Some of its replicas cannot reach their database.');
  if (!brokerBlocked && lasts(seen.standing?.brokerAwaySince ?? null, downAfterSeconds)) {
    return say(
      'slow',
      `It has not been connected to the broker for ${Math.round(age(seen.standing!.brokerAwaySince)!)} s, and others are: what it takes and what it has to say waits.`,
    );
  }
  if (silent.length > 0) {
    return say(
      'slow',
      `${silent.map(({ vitals, seenAt }) => `${vitals.instance} has been silent for ${Math.round((now - seenAt) / SECOND)} s`).join(', ')}.`,
    );
  }
  if (refusing.length > 0)
    return say('slow', `${refusing.length} of its ${fresh.length} replicas refuse everything that comes.`);
  const late = fresh.flatMap(({ vitals }) =>
    (vitals.late ?? []).map((one) => ({ ...one, instance: vitals.instance })),
  )[0];
  if (late) return say('slow', `${late.instance}: ${late.work} has not gone round for ${Math.round(late.seconds)} s.`);
  if ((backlog?.waitAheadSeconds ?? 0) > slowAfterSeconds)
    return say(
      'slow',
      `A filing that comes now waits about ${Math.round(backlog!.waitAheadSeconds!)} s for its answer.`,
    );
  if (behind !== null && behind > VISIBLE_WITHIN_SECONDS)
    return say(
      'slow',
      `What happened is shown ${rounded(behind)} s later${lateView === undefined ? '' : ` in ${lateView}`}; ${VISIBLE_WITHIN_SECONDS} s are promised.`,
    );
  if (oldest !== null && oldest > slowAfterSeconds)
    return say('slow', `Its oldest unprocessed work is ${Math.round(oldest)} s old.`);
  if (lasts(probe.slowSince, downAfterSeconds))
    return say('slow', `Its replies take long: ${Math.round(probe.replyMs ?? 0)} ms.`);
  if (lasts(probe.refusedSince, downAfterSeconds))
    return say('slow', 'Replicas are heard, but nobody listens at its address.');
  return say('operational', 'It runs and keeps up.');
};

/**
 * Work that waits and does not move, although the processes live: what heartbeats and probes do not show. Null while everything moves.
 */
const standsStill = (
  { service, standing }: ServiceSightings,
  backlog: Backlog | null,
  fresh: readonly ReplicaSighting[],
  now: number,
): { readonly state: 'down' | 'slow'; readonly reason: string } | null => {
  const seconds = (since: number | null | undefined): number => (since == null ? 0 : (now - since) / SECOND);
  const refusing = fresh.map(({ vitals }) => vitals.intake?.refusingSeconds ?? 0);
  if (refusing.length > 0 && Math.min(...refusing) >= REFUSES_SECONDS) {
    return {
      state: 'down',
      reason: `It runs and has taken nothing of what came for ${Math.round(Math.min(...refusing))} s.`,
    };
  }
  if (backlog?.stoppedBecause) return { state: 'down', reason: `It is given no filings. ${backlog.stoppedBecause}` };
  const { standstill } = backlog ?? {};
  if (standstill && standstill.seconds >= STANDS_SECONDS) {
    const wait = standstill.filings === 1 ? '1 filing waits' : `${standstill.filings} filings wait`;
    return { state: 'down', reason: `${wait} for it and none was answered for ${Math.round(standstill.seconds)} s.` };
  }
  const lanes = fresh.find(({ vitals }) => vitals.lanes !== undefined)?.vitals.lanes;
  const unowned = seconds(standing?.lanesUnownedSince);
  if (lanes && lanes.unowned > 0 && unowned >= STANDS_SECONDS) {
    return {
      state: lanes.unowned === lanes.total ? 'down' : 'slow',
      reason: `${lanes.unowned} of ${lanes.total} lanes of ${service} are worked by nobody for ${Math.round(unowned)} s.`,
    };
  }
  const untouched = seconds(standing?.queueUntouchedSince);
  if (untouched >= STANDS_SECONDS) {
    // The gateway takes filings all the same; what stands is what comes back to it.
    return {
      state: service === 'gateway' ? 'slow' : 'down',
      reason: `Messages wait in its queues and it has handled none for ${Math.round(untouched)} s.`,
    };
  }
  return null;
};

/** Who is connected to the broker, has something to send and cannot get rid of it. */
const notTaken = (
  services: readonly ServiceSightings[],
  isWell: (service: string) => boolean,
  thresholds: Thresholds,
  now: number,
): { service: string; seconds: number } | null => {
  const stuck = services.flatMap((seen) => {
    const newest = freshOf(seen.replicas, thresholds, now)[0]?.vitals;
    if (!newest?.brokerConnected) return [];
    // The gateway keeps rows behind gates too: it says itself which may leave.
    const byGateway = newest.backlog
      .filter(({ module }) => isWell(module))
      .map(({ notTakenSeconds }) => notTakenSeconds ?? 0);
    const since = seen.standing?.outboxStuckSince ?? null;
    const seconds =
      byGateway.length > 0
        ? Math.max(...byGateway)
        : since !== null && services.every(({ service }) => isWell(service))
          ? (now - since) / SECOND
          : 0;
    return seconds >= NOT_TAKEN_SECONDS ? [{ service: seen.service, seconds }] : [];
  });
  return stuck.sort((a, b) => b.seconds - a.seconds)[0] ?? null;
};

const adviceAfter = (seconds: number): string =>
  seconds > RESTART_SECONDS ? ': look at its memory and disk, and restart it' : '';

/** The broker's state: what this service sees of it, and what the others say. */
export const judgeBroker = (
  own: OwnSightings,
  services: readonly ServiceSightings[],
  thresholds: Thresholds,
  now: number,
  isWell: (service: string) => boolean = () => true,
): Judgement => {
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
  const say = (state: ComponentState, reason: string): Judgement => ({
    name: 'broker',
    kind: 'broker',
    state,
    reason,
    evidence,
  });
  const awayFor = now - (own.brokerLastConnectedAt ?? own.watchingSince);
  if (own.brokerConnected || awayFor <= thresholds.downAfterSeconds * SECOND) {
    if (!own.brokerConnected && own.brokerLastConnectedAt === null) return say('unknown', 'Not connected yet.');
    const blockedFor = own.brokerBlockedSince == null ? 0 : (now - own.brokerBlockedSince) / SECOND;
    if (blockedFor > thresholds.downAfterSeconds)
      return say(
        'down',
        `It says that it takes nothing, for want of memory or disk, for ${Math.round(blockedFor)} s${adviceAfter(blockedFor)}.`,
      );
    const stuck = notTaken(services, isWell, thresholds, now);
    if (stuck) {
      return say(
        'down',
        `The broker is connected and has not taken a message of ${stuck.service} for ${Math.round(stuck.seconds)} s${adviceAfter(stuck.seconds)}.`,
      );
    }
    if (others.length > 0 && connected * 2 < others.length) {
      // A broker that was short of disk may go on answering, and serve no queue: those whose queues it does not serve are not connected for long.
      const away = Math.max(
        0,
        ...services.map(({ standing }) =>
          standing?.brokerAwaySince == null ? 0 : (now - standing.brokerAwaySince) / SECOND,
        ),
      );
      return say(
        'slow',
        `${others.length - connected} of ${others.length} replicas are not connected to it${adviceAfter(away)}.`,
      );
    }
    return say('operational', 'It takes connections.');
  }
  if (connected > 0)
    return say('slow', `Not connected from here for ${Math.round(awayFor / SECOND)} s, but ${connected} replicas are.`);
  return say(
    'down',
    `Nobody has been connected to it for ${Math.round(awayFor / SECOND)} s${adviceAfter(awayFor / SECOND)}.`,
  );
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
  const say = (state: ComponentState, reason: string): Judgement => ({
    name: `${seen.service}-database`,
    kind: 'database',
    state,
    reason,
    evidence,
  });
  if (fresh.length === 0) return say('unknown', `Only ${seen.service} uses it, and ${seen.service} says nothing.`);
  if (reaching === 0) return say('down', `${seen.service} cannot reach it.`);
  if (reaching < fresh.length)
    return say('slow', `${fresh.length - reaching} of ${fresh.length} replicas of ${seen.service} cannot reach it.`);
  return say('operational', 'It answers.');
};

/** The status service itself: whoever reads this sees that it works; without its database it only keeps no history. */
export const judgeSelf = (
  own: OwnSightings,
  seen: ServiceSightings,
  thresholds: Thresholds,
  now: number,
): { readonly status: Judgement; readonly database: Judgement } => {
  const replicas = Math.max(1, freshOf(seen.replicas, thresholds, now).length);
  const evidence: Evidence = {
    lastSeenSeconds: 0,
    replicas,
    watchingSince: own.watchingSinceInstant,
    historyWaiting: own.historyWaiting,
  };
  const reason = own.databaseReachable
    ? 'You are reading it.'
    : 'You are reading it. Its history is written when its database is back.';
  const status: Judgement = { name: seen.service, kind: 'module', state: 'operational', reason, evidence };
  const awayFor = (now - (own.databaseLastReachableAt ?? own.watchingSince)) / SECOND;
  const late = awayFor > thresholds.downAfterSeconds;
  const known = own.databaseReachable || own.databaseLastReachableAt !== null;
  const state: ComponentState = own.databaseReachable
    ? 'operational'
    : late
      ? 'down'
      : known
        ? 'operational'
        : 'unknown';
  const database: Judgement = {
    name: `${seen.service}-database`,
    kind: 'database',
    state,
    reason:
      state === 'operational'
        ? 'It answers.'
        : state === 'down'
          ? `It has not answered for ${Math.round(awayFor)} s.`
          : 'Not reached yet.',
    evidence: { lastSeenSeconds: known ? rounded(awayFor) : null },
  };
  return { status, database };
};

/** Every component, in the order of a filing's road. */
export const judgeAll = (
  own: OwnSightings,
  self: ServiceSightings,
  services: readonly ServiceSightings[],
  thresholds: Thresholds,
  now: number,
): Judgement[] => {
  const gateway = services.find((s) => s.service === 'gateway');
  const judge = (seen: ServiceSightings, blocked: boolean, brokerBlocked = true): Judgement =>
    judgeModule(
      seen,
      seen === gateway ? null : backlogFor(seen.service, gateway, thresholds, now),
      blocked,
      thresholds,
      now,
      brokerBlocked,
    );
  // First without what they have to send: whether that is their own fault depends on the others.
  const first = services.map((seen) => judge(seen, true));
  const broker = judgeBroker(own, services, thresholds, now, (service) =>
    first.every(({ name, state }) => name !== service || (state !== 'down' && state !== 'unknown')),
  );
  const modules = services.map((seen) =>
    judge(
      seen,
      broker.state !== 'operational' ||
        first.some((other) => other.name !== seen.service && other.state !== 'operational'),
      broker.state !== 'operational',
    ),
  );
  const { status, database } = judgeSelf(own, self, thresholds, now);
  return [...modules, status, broker, ...services.map((seen) => judgeDatabase(seen, thresholds, now)), database];
};
