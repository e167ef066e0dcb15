import { Inject, Injectable, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { MessagingRuntime } from '#messaging';
import { Colleagues, LOG, type Log, ServiceProbe, vitalsIn } from '#service';
import { FILING_MODULES, afterProbe, NOT_PROBED, type ProbeSightings, type ReplicaSighting } from '#contracts';
import { GatewayConfig } from '../config/gateway.config';
import type { Module } from '../filing/transmission';
import { type GateThresholds, judgeModule, type ModuleHealth, type WorkSightings } from './gate.rules';

const SLOW_REPLY_MS = 800;
const FORGOTTEN_MS = 3_600_000;
/** After so long without a look, what was seen before says nothing of how long something has lasted. */
const GAP_MS = 5_000;

interface Watched {
  readonly probe: ServiceProbe | null;
  readonly replicas: Map<string, ReplicaSighting>;
  seen: ProbeSightings;
  lookedAt: number;
  lanesUnownedSince: number | null;
  databaseAwaySince: number | null;
  failedBefore: number;
  healthySince: number | null;
  health: ModuleHealth;
}

/**
 * What the gateway sees of the modules behind its gates: heartbeats over the broker, and a look by HTTP which goes on while the broker
 * is away. Every replica hears; only the one that judges looks.
 */
@Injectable()
export class ModuleWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly watched = new Map<Module, Watched>();
  readonly thresholds: GateThresholds;
  private hearingSince: number | null = null;
  private heardOverBrokerAt: number | null = null;
  private ended: () => void = () => undefined;

  constructor(
    private readonly config: GatewayConfig,
    private readonly messaging: MessagingRuntime,
    private readonly colleagues: Colleagues,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.thresholds = {
      refusedMs: config.GATE_REFUSED_MS,
      silentMs: config.GATE_SILENT_SECONDS * 1_000,
      databaseMs: config.GATE_DATABASE_SECONDS * 1_000,
      failingMessages: config.GATE_FAILING_MESSAGES,
      progressMs: config.GATE_PROGRESS_SECONDS * 1_000,
    };
  }

  onApplicationBootstrap(): void {
    for (const module of FILING_MODULES) {
      const url = this.config.SERVICE_URLS[module];
      this.watched.set(module, {
        probe: url ? new ServiceProbe(module, url, this.colleagues, this.config.START_ID, () => this.ended()) : null,
        replicas: new Map(),
        seen: NOT_PROBED,
        lookedAt: -Infinity,
        lanesUnownedSince: null,
        databaseAwaySince: null,
        failedBefore: 0,
        healthySince: null,
        health: { state: 'not known', cause: `Nothing was seen of ${module} yet.`, seen: false },
      });
    }
    this.messaging.hearHeartbeats((heard) => {
      this.heardOverBrokerAt = performance.now();
      this.hear(heard);
    });
  }

  /** Called when a connection to a module ends: it may have. */
  onEnded(ended: () => void): void {
    this.ended = ended;
  }

  /** Every module that was asked answered at the last look. */
  get allAnswer(): boolean {
    return [...this.watched.values()].every(({ probe, seen }) => probe === null || seen.lastKind === 'answered');
  }

  onApplicationShutdown(): void {
    for (const { probe } of this.watched.values()) probe?.close();
  }

  private hear(heard: unknown): void {
    const vitals = vitalsIn(heard);
    if (!vitals) return this.log.warn({}, 'a heartbeat of unknown shape was ignored');
    this.watched.get(vitals.service as Module)?.replicas.set(vitals.instance, { seenAt: performance.now(), vitals });
  }

  /** One look at every module; takes as long as a probe may wait. */
  async look(): Promise<void> {
    if (!this.messaging.broker.connected) this.hearingSince = null;
    else this.hearingSince ??= performance.now();
    await Promise.all([...this.watched].map(([module, watched]) => this.lookAt(module, watched)));
  }

  private async lookAt(module: Module, watched: Watched): Promise<void> {
    const triedAt = performance.now();
    if (triedAt - watched.lookedAt > GAP_MS)
      Object.assign(watched, {
        seen: NOT_PROBED,
        databaseAwaySince: null,
        lanesUnownedSince: null,
        healthySince: null,
      });
    const outcome = await watched.probe?.look();
    const now = performance.now();
    if (outcome) {
      if (outcome.kind === 'answered' && outcome.vitals?.service === module) this.hear(outcome.vitals);
      watched.seen = afterProbe(watched.seen, outcome, SLOW_REPLY_MS, triedAt, now);
    }
    watched.lookedAt = now;
    for (const [instance, { seenAt }] of watched.replicas)
      if (now - seenAt > FORGOTTEN_MS) watched.replicas.delete(instance);
    const replicas = [...watched.replicas.values()];
    const newest = replicas.filter(({ seenAt }) => now - seenAt <= GAP_MS);
    const databaseAway = newest.length > 0 && newest.every(({ vitals }) => !vitals.databaseReachable);
    watched.databaseAwaySince = databaseAway ? (watched.databaseAwaySince ?? triedAt) : null;
    watched.lanesUnownedSince = (lanesIn(newest)?.unowned ?? 0) > 0 ? (watched.lanesUnownedSince ?? triedAt) : null;
    if (newest.length > 0) watched.failedBefore = Math.min(watched.failedBefore, this.failedNow(watched, now));
    const { seen: probe, databaseAwaySince, failedBefore } = watched;
    watched.health = judgeModule(
      { module, replicas, probe, hearingSince: this.hearingSince, databaseAwaySince, failedBefore },
      this.thresholds,
      now,
    );
    watched.healthySince = watched.health.state === 'healthy' ? (watched.healthySince ?? now) : null;
  }

  /** By replicas that live: what one counted that is gone since must not excuse another. */
  private failedNow({ replicas }: Watched, now = performance.now()): number {
    return Math.max(
      0,
      ...[...replicas.values()].filter(({ seenAt }) => now - seenAt <= GAP_MS).map(({ vitals }) => vitals.failing ?? 0),
    );
  }

  healthOf(module: Module): ModuleHealth {
    return this.watched.get(module)!.health;
  }

  /** Lanes of the module as its newest word tells them, and for how many milliseconds some have been worked by nobody; null where it does not tell. */
  lanesOf(module: Module): WorkSightings['lanes'] {
    const { replicas, lanesUnownedSince, lookedAt } = this.watched.get(module)!;
    const lanes = lanesIn([...replicas.values()]);
    return lanes && { ...lanes, unownedMs: lanesUnownedSince === null ? 0 : lookedAt - lanesUnownedSince };
  }

  /** Messages in the module's queues, by the newest word of a replica that was heard lately; null where it is not known. */
  queueOf(module: Module): { readonly depth: number | null } {
    const fresh = [...(this.watched.get(module)?.replicas.values() ?? [])].filter(
      ({ seenAt }) => performance.now() - seenAt <= GAP_MS,
    );
    return { depth: fresh.sort((a, b) => b.seenAt - a.seenAt)[0]?.vitals.queue.depth ?? null };
  }

  /** Messages that the module keeps for another attempt or for a person, as its replicas say that were heard lately. */
  onFileOf(module: Module): number {
    const fresh = [...(this.watched.get(module)?.replicas.values() ?? [])].filter(
      ({ seenAt }) => performance.now() - seenAt <= GAP_MS,
    );
    return Math.max(0, ...fresh.map(({ vitals }) => vitals.inbox.waiting + vitals.inbox.setAside));
  }

  /** Whether anything comes over the broker: the gateway's own heartbeat does, if nobody else's. */
  hearsOverBroker(): boolean {
    return (
      this.messaging.broker.connected &&
      this.heardOverBrokerAt !== null &&
      performance.now() - this.heardOverBrokerAt <= GAP_MS
    );
  }

  /** Milliseconds for which every look found it healthy; 0 when the last one did not. */
  healthyFor(module: Module): number {
    const { healthySince, lookedAt } = this.watched.get(module)!;
    return healthySince === null ? 0 : lookedAt - healthySince;
  }

  /** What failed until now is known: from here on only further failures count. */
  forgive(module: Module): void {
    const watched = this.watched.get(module)!;
    watched.failedBefore = this.failedNow(watched);
  }
}

/** By the newest word; the count is one of the whole service. */
const lanesIn = (replicas: readonly ReplicaSighting[]): { total: number; unowned: number } | null =>
  [...replicas].sort((a, b) => b.seenAt - a.seenAt).find(({ vitals }) => vitals.lanes !== undefined)?.vitals.lanes ??
  null;
