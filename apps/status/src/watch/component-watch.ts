import { Inject, Injectable, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { MessagingRuntime } from '#messaging';
import { Database } from '#persistence';
import { afterProbe, LOG, type Log, NOT_PROBED, type ProbeSightings, type ReplicaSighting, ServiceProbe, vitalsIn } from '#service';
import { flowsOf, gatesOf } from '../component-state/backlog.rules';
import { judgeAll, type Thresholds } from '../component-state/component-state.rules';
import type { ServiceSightings } from '../component-state/sightings';
import { ComponentHistory } from '../history/component-history';
import { StatusConfig } from '../status.config';
import { SummaryBoard } from '../summary/summary.board';

const LOOK_EVERY_MS = 1_000;
/** In the order of a filing's road. */
const WATCHED = ['gateway', 'manifest', 'entry', 'cee', 'account'];
const SELF = 'status';

/**
 * Looks at every component once a second and hears what they say of themselves over the broker. All it knows is in memory: it
 * begins with nothing, says `unknown`, and needs neither its database nor the broker to go on.
 */
@Injectable()
export class ComponentWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly replicas = new Map<string, Map<string, ReplicaSighting>>();
  private readonly probes = new Map<string, ServiceProbe>();
  private readonly probed = new Map<string, ProbeSightings>();
  private readonly thresholds: Thresholds;
  private readonly watchingSince = Date.now();
  private brokerLastConnectedAt: number | null = null;
  private databaseReachable = false;
  private databaseLastReachableAt: number | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: StatusConfig,
    private readonly messaging: MessagingRuntime,
    private readonly database: Database,
    private readonly board: SummaryBoard,
    private readonly history: ComponentHistory,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.thresholds = {
      slowAfterSeconds: config.SLOW_AFTER_SECONDS, downAfterSeconds: config.DOWN_AFTER_SECONDS, unknownAfterSeconds: config.UNKNOWN_AFTER_SECONDS,
    };
  }

  onApplicationBootstrap(): void {
    for (const service of WATCHED) {
      const url = this.config.SERVICE_URLS[service];
      if (url) this.probes.set(service, new ServiceProbe(url, this.config.OPERATIONS_TOKEN, this.config.START_ID));
    }
    this.messaging.hearHeartbeats(`portway.status.heartbeats.${this.config.INSTANCE}`, (heard) => this.hear(heard));
    this.judge();
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    void this.look();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    for (const probe of this.probes.values()) probe.close();
  }

  /** Every process seen lately, and when it was started. */
  startedProcesses(): { service: string; instance: string; startedAt: string }[] {
    return [...this.replicas.values()].flatMap((ofService) => [...ofService.values()]).map(({ vitals: { service, instance, startedAt } }) => ({ service, instance, startedAt }));
  }

  private hear(heard: unknown): void {
    const vitals = vitalsIn(heard);
    if (!vitals) return this.log.warn({}, 'a heartbeat of unknown shape was ignored');
    const ofService = this.replicas.get(vitals.service) ?? new Map<string, ReplicaSighting>();
    ofService.set(vitals.instance, { seenAt: Date.now(), vitals });
    this.replicas.set(vitals.service, ofService);
  }

  /** One look at everything takes at most a second: no probe and no database check waits longer. */
  private async look(): Promise<void> {
    const triedAt = Date.now();
    const probes = [...this.probes].map(async ([service, probe]) => {
      const outcome = await probe.look();
      if (outcome.kind === 'answered' && outcome.vitals?.service === service) this.hear(outcome.vitals);
      this.probed.set(service, afterProbe(this.probed.get(service) ?? NOT_PROBED, outcome, this.config.SLOW_REPLY_MS, triedAt, Date.now()));
    });
    const database = this.database.reachable().then((reachable) => {
      this.databaseReachable = reachable;
      if (reachable) this.databaseLastReachableAt = Date.now();
    });
    await Promise.all([...probes, database]);
    this.judge();
  }

  private judge(): void {
    const now = Date.now();
    this.forgetOldReplicas(now);
    const brokerConnected = this.messaging.broker.connected;
    if (brokerConnected) this.brokerLastConnectedAt = now;
    const own = {
      watchingSince: this.watchingSince, brokerConnected, brokerLastConnectedAt: this.brokerLastConnectedAt,
      databaseReachable: this.databaseReachable, databaseLastReachableAt: this.databaseLastReachableAt, historyWaiting: this.history.waiting,
    };
    const services = WATCHED.map((service) => this.sightingsOf(service));
    const { slowAfterSeconds, unknownAfterSeconds } = this.thresholds;
    const gateway = services.find(({ service }) => service === 'gateway');
    const changed = this.board.show(
      judgeAll(own, this.sightingsOf(SELF), services, this.thresholds, now),
      { backlogs: flowsOf(gateway, unknownAfterSeconds, now), gates: gatesOf(gateway, unknownAfterSeconds, now), slowAfterSeconds },
      now,
    );
    this.history.note(changed, this.board.components, now);
    for (const { name, state, reason } of changed) this.log.info({ component: name, state, reason }, 'component changed state');
  }

  private sightingsOf(service: string): ServiceSightings {
    return { service, replicas: [...(this.replicas.get(service)?.values() ?? [])], probe: this.probed.get(service) ?? NOT_PROBED };
  }

  /** A replica is kept a while after it was last seen, so that "last seen" can be told. */
  private forgetOldReplicas(now: number): void {
    for (const ofService of this.replicas.values()) {
      const old = [...ofService].filter(([, { seenAt }]) => now - seenAt > 3_600_000);
      for (const [instance] of old) ofService.delete(instance);
    }
  }
}
