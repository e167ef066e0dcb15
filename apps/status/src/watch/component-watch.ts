import { Inject, Injectable, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import {
  SERVICE_NAMES,
  type ServiceName,
  afterProbe,
  NOT_PROBED,
  type ProbeSightings,
  type ReplicaSighting,
} from '#contracts';
import type { Recurring } from '#kernel';
import { MessagingRuntime } from '#messaging';
import { Database } from '#persistence';
import { Colleagues, LOG, type Log, RecurringWork, ServiceProbe, vitalsIn } from '#service';
import { flowsOf, gatesOf } from '../component-state/backlog.rules';
import { judgeAll, type Thresholds } from '../component-state/component-state.rules';
import { isTold } from '../component-state/filing-disposition.rules';
import type { ServiceSightings } from '../component-state/sightings';
import { afterWords, MOVES, type Standing } from '../component-state/standing.rules';
import { FlowBook } from '../flow/flow-book';
import { ComponentHistory } from '../history/component-history';
import { StatusConfig } from '../config/status.config';
import { SummaryBoard } from '../summary/summary.board';

const LOOK_EVERY_MS = 1_000;
/** While every component answers: one that is killed is noticed by the end of its connection. */
const ALL_WELL_MS = 2_000;
const SELF = 'status';
/** In the order of a filing's road. */
const WATCHED: readonly ServiceName[] = SERVICE_NAMES.filter((name) => name !== SELF && isTold(name));

/**
 * Looks at every component once a second and hears what they say of themselves over the broker. All it knows is in memory: it
 * begins with nothing, says `unknown`, and needs neither its database nor the broker to go on.
 */
@Injectable()
export class ComponentWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly replicas = new Map<string, Map<string, ReplicaSighting>>();
  private readonly probes = new Map<string, ServiceProbe>();
  private readonly probed = new Map<string, ProbeSightings>();
  /** Start of the process by replica, of those that ended in good order. */
  private readonly left = new Map<string, string>();
  private readonly standing = new Map<string, Standing>();
  private readonly thresholds: Thresholds;
  private readonly watchingSince = performance.now();
  private readonly watchingSinceInstant = new Date().toISOString();
  private brokerLastConnectedAt: number | null = null;
  private brokerBlockedSince: number | null = null;
  private databaseReachable = false;
  private databaseLastReachableAt: number | null = null;
  private readonly recurring: Recurring;

  constructor(
    private readonly config: StatusConfig,
    private readonly messaging: MessagingRuntime,
    private readonly database: Database,
    private readonly colleagues: Colleagues,
    private readonly board: SummaryBoard,
    private readonly flowBook: FlowBook,
    private readonly history: ComponentHistory,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    this.recurring = work.every(LOOK_EVERY_MS, 'looking at every component', () => this.look(), {
      firstAfterMs: 0,
      until: 'the last request',
      quietMs: ALL_WELL_MS,
      mayRest: () => [...this.probed.values()].every(({ lastKind }) => lastKind === 'answered') && board.allWell,
    });
    this.thresholds = {
      slowAfterSeconds: config.SLOW_AFTER_SECONDS,
      downAfterSeconds: config.DOWN_AFTER_SECONDS,
      unknownAfterSeconds: config.UNKNOWN_AFTER_SECONDS,
    };
  }

  onApplicationBootstrap(): void {
    for (const service of WATCHED) {
      const url = this.config.SERVICE_URLS[service];
      if (url)
        this.probes.set(
          service,
          new ServiceProbe(service, url, this.colleagues, this.config.START_ID, () => this.recurring.wake()),
        );
    }
    this.messaging.hearHeartbeats((heard) => this.hear(heard));
    this.judge();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.recurring.stop();
    for (const probe of this.probes.values()) probe.close();
  }

  /** Every process seen lately, and when it was started. */
  startedProcesses(): { service: string; instance: string; startedAt: string }[] {
    return [...this.replicas.values()]
      .flatMap((ofService) => [...ofService.values()])
      .map(({ vitals: { service, instance, startedAt } }) => ({ service, instance, startedAt }));
  }

  private hear(heard: unknown): void {
    const vitals = vitalsIn(heard);
    if (!vitals) return this.log.warn({}, 'a heartbeat of unknown shape was ignored');
    const ofService = this.replicas.get(vitals.service) ?? new Map<string, ReplicaSighting>();
    // A probe may still be answered by one that has said goodbye.
    if (vitals.leaving) this.left.set(vitals.instance, vitals.startedAt);
    if (this.left.get(vitals.instance) === vitals.startedAt) return void ofService.delete(vitals.instance);
    ofService.set(vitals.instance, { seenAt: performance.now(), vitals });
    this.replicas.set(vitals.service, ofService);
  }

  /** One look at everything takes at most a second: no probe and no database check waits longer. */
  private async look(): Promise<void> {
    const triedAt = performance.now();
    const probes = [...this.probes].map(async ([service, probe]) => {
      const outcome = await probe.look();
      if (outcome.kind === 'answered' && outcome.vitals?.service === service) this.hear(outcome.vitals);
      this.probed.set(
        service,
        afterProbe(
          this.probed.get(service) ?? NOT_PROBED,
          outcome,
          this.config.SLOW_REPLY_MS,
          triedAt,
          performance.now(),
        ),
      );
    });
    const database = this.database.reachable().then((reachable) => {
      this.databaseReachable = reachable;
      if (reachable) this.databaseLastReachableAt = performance.now();
    });
    await Promise.all([...probes, database]);
    this.judge();
  }

  private judge(): void {
    // What lasts is measured by a clock that nobody sets; what people read bears the time of the day.
    const now = performance.now();
    const instant = Date.now();
    this.forgetOldReplicas(now);
    const brokerConnected = this.messaging.broker.connected;
    if (brokerConnected) this.brokerLastConnectedAt = now;
    this.brokerBlockedSince = this.messaging.broker.isBlocked ? (this.brokerBlockedSince ?? now) : null;
    const own = {
      watchingSince: this.watchingSince,
      watchingSinceInstant: this.watchingSinceInstant,
      brokerConnected,
      brokerLastConnectedAt: this.brokerLastConnectedAt,
      brokerBlockedSince: this.brokerBlockedSince,
      databaseReachable: this.databaseReachable,
      databaseLastReachableAt: this.databaseLastReachableAt,
      historyWaiting: this.history.waiting,
    };
    for (const service of WATCHED)
      this.standing.set(service, afterWords(this.standing.get(service) ?? MOVES, this.heardLately(service, now), now));
    const services = WATCHED.map((service) => this.sightingsOf(service));
    const { slowAfterSeconds, unknownAfterSeconds } = this.thresholds;
    const gateway = services.find(({ service }) => service === 'gateway');
    const judgements = judgeAll(own, this.sightingsOf(SELF), services, this.thresholds, now);
    const backlogs = flowsOf(gateway, unknownAfterSeconds, now);
    this.flowBook.note(judgements, backlogs, slowAfterSeconds, now / 1_000, instant);
    const gates = gatesOf(gateway, unknownAfterSeconds, now);
    const { watches } = this.flowBook;
    const changed = this.board.show(judgements, { backlogs, gates, watches, slowAfterSeconds }, instant);
    this.history.note(changed, this.board.components, instant);
    for (const { name, state, reason } of changed)
      this.log.info({ component: name, state, reason }, 'component changed state');
  }

  private heardLately(service: string, now: number): ReplicaSighting[] {
    return [...(this.replicas.get(service)?.values() ?? [])].filter(
      ({ seenAt }) => now - seenAt <= this.thresholds.unknownAfterSeconds * 1_000,
    );
  }

  private sightingsOf(service: string): ServiceSightings {
    const replicas = [...(this.replicas.get(service)?.values() ?? [])];
    return {
      service,
      replicas,
      probe: this.probed.get(service) ?? NOT_PROBED,
      standing: this.standing.get(service) ?? MOVES,
    };
  }

  /** A replica is kept a while after it was last seen, so that "last seen" can be told. */
  private forgetOldReplicas(now: number): void {
    for (const ofService of this.replicas.values()) {
      const old = [...ofService].filter(([, { seenAt }]) => now - seenAt > 3_600_000);
      for (const [instance] of old) ofService.delete(instance);
    }
  }
}
