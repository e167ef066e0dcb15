import { Inject, Injectable, OnApplicationBootstrap, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { caughtUpAfter, replayPhases } from '#contracts';
import type { Recurring } from '#kernel';
import { MessagingRuntime } from '#messaging';
import { LOG, type Log, RecurringWork } from '#service';
import { GatewayConfig } from '../config/gateway.config';
import { DowntimeOrders } from './downtime-orders';
import { type Gate, nameOf } from './gate';
import { Gates } from './gates';
import { judgeWork, type ModuleHealth } from './gate.rules';
import { GatesRepository } from './gates.repository';
import { HeldTeller } from './held-teller';
import { ModuleProgress } from './module-progress';
import { ModuleWatch } from './module-watch';
import { openingsOf } from './replay-phases';
import { type TrialSightings, trialStep, type TrialThresholds } from './trial.rules';
import { TrialsRepository } from './trials.repository';

const LOOK_EVERY_MS = 500;
/** While nothing is filed, every gate flows and every module answers: one that is killed is noticed by the end of its connection. */
const QUIET_LOOK_MS = 2_000;
const PILOTS = 3;
/** How long a gate rests after pilots went unanswered, before it is tried again. */
const REST_AFTER_PILOTS_MS = 10_000;

/** What the keeper itself remembers of a trial; another keeper that takes over finds it out again. */
interface Remembered {
  readonly began: number;
  /** By a clock that nobody sets. */
  readonly seenAt: number;
  leftAt: number | null;
  pilotRow: string | null;
  waiting: number | null;
}

/**
 * Closes, tries and opens the inbound gates. One replica does so at a time (who works lane 0); all it goes by is in the database, so
 * that another takes over where it left off.
 */
@Injectable()
export class GateKeeper implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly thresholds: TrialThresholds;
  private readonly trials = new Map<string, Remembered>();
  private readonly restsUntil = new Map<string, number>();
  private stopped = false;
  private readonly keeping: Recurring;

  constructor(
    private readonly config: GatewayConfig,
    private readonly messaging: MessagingRuntime,
    private readonly gates: Gates,
    private readonly repository: GatesRepository,
    private readonly outbox: TrialsRepository,
    private readonly watch: ModuleWatch,
    private readonly progress: ModuleProgress,
    private readonly downtimes: DowntimeOrders,
    private readonly teller: HeldTeller,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    this.keeping = work.every(LOOK_EVERY_MS, 'keeping the gates', () => this.keep(), {
      firstAfterMs: 0,
      until: 'the last request',
      by: 'one replica',
      quietMs: QUIET_LOOK_MS,
      mayRest: () => this.watch.allAnswer && this.gates.allFlow && this.progress.nothingWaits,
    });
    this.thresholds = {
      pilotMs: config.PILOT_WITHIN_SECONDS * 1_000,
      pilots: PILOTS,
      waitsMs: config.REPLAY_WAITS_SECONDS * 1_000,
    };
  }

  onModuleInit(): void {
    const perLane = this.config.REPLAY_PER_SECOND / this.config.LANES;
    this.messaging.readGates = async (manager) => openingsOf(await this.repository.all(manager), perLane);
  }

  onApplicationBootstrap(): void {
    this.gates.onChange(() => this.keeping.wake());
    this.watch.onEnded(() => this.keeping.wake());
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.keeping.stop();
  }

  private async keep(): Promise<void> {
    await Promise.all([this.watch.look(), this.downtimes.execute()]);
    const gates = await this.gates.refresh();
    for (const gate of gates) if (gate.direction === 'inbound' && !this.stopped) await this.keepOne(gate, gates);
  }

  private async keepOne(gate: Gate, gates: readonly Gate[]): Promise<void> {
    const health = this.healthOf(gate);
    if (gate.state !== 'FLOWING') await this.teller.tell(gate);
    if (gate.state === 'TRIAL') return this.tryOut(gate, gates);
    this.trials.delete(nameOf(gate));
    if (gate.state === 'FLOWING' && health.state === 'failing') await this.close(gate, health.cause);
    if (gate.state === 'STOPPED' && gate.closedBy === 'platform' && this.mayTry(gate))
      await this.gates.judge(gate, 'module healthy again', health.cause);
  }

  /** Messages that failed are forgiven with it: a module that gets nothing new cannot show that it does better, its pilots will. */
  private async close(gate: Gate, cause: string): Promise<void> {
    await this.gates.judge(gate, 'module failed', cause);
    this.watch.forgive(gate.module);
  }

  /**
   * While nothing but pilots may leave, they and no other filing show whether the module works; it cannot answer faster for want of work.
   * Lanes that nobody works need no pilot.
   */
  private healthOf({ module, state, phase }: Gate): ModuleHealth {
    const isGivenWork = state === 'FLOWING' || (state === 'TRIAL' && phase !== null);
    const standstill = isGivenWork ? this.progress.standstillOf(module) : null;
    const unanswered = this.progress.figuresOf(module)?.unanswered ?? 0;
    return judgeWork(
      this.watch.healthOf(module),
      { module, unanswered, standstill, lanes: this.watch.lanesOf(module) },
      this.watch.thresholds,
    );
  }

  /** A module that answers nothing and for which nothing is held cannot be tried: the next filing that comes is its pilot. */
  private mayTry(gate: Gate): boolean {
    if (performance.now() < (this.restsUntil.get(nameOf(gate)) ?? 0)) return false;
    if (this.healthOf(gate).state === 'failing') return false;
    if (this.progress.standstillOf(gate.module) && this.progress.figuresOf(gate.module)?.rows === 0) return false;
    return this.watch.healthyFor(gate.module) >= this.config.GATE_HEALTHY_SECONDS * 1_000;
  }

  private async tryOut(gate: Gate, gates: readonly Gate[]): Promise<void> {
    const began = gate.since.getTime();
    let known = this.trials.get(nameOf(gate));
    if (known?.began !== began) {
      known = { began, seenAt: performance.now(), leftAt: null, pilotRow: null, waiting: null };
      this.trials.set(nameOf(gate), known);
      this.watch.forgive(gate.module);
    }
    const step = trialStep(gate, await this.lookAtTrial(gate, gates, known), this.thresholds, performance.now());
    if (step.do === 'pass') {
      this.watch.forgive(gate.module);
      await this.gates.judge(gate, 'trial passed', step.cause);
    }
    if (step.do === 'fail') {
      if (this.healthOf(gate).state !== 'failing')
        this.restsUntil.set(nameOf(gate), performance.now() + REST_AFTER_PILOTS_MS);
      await this.gates.judge(gate, 'trial failed', step.cause);
    }
    if (step.do === 'send pilot') {
      const { row, filingId, subject } = step.pilot;
      this.log.info({ module: gate.module, correlationId: filingId, subject }, 'pilot sent ahead');
      await this.note(gate, { pilots: [...gate.pilots, { filingId, subject }], pilotRow: row, phase: null });
    }
    if (step.do === 'replay') {
      this.log.info({ module: gate.module, phase: step.phase, upTo: gate.replayUpTo }, 'replay goes on');
      await this.note(gate, { pilots: gate.pilots, pilotRow: gate.pilotRow, phase: step.phase });
    }
  }

  private async note(gate: Gate, progress: Pick<Gate, 'pilots' | 'pilotRow' | 'phase'>): Promise<void> {
    if (!(await this.repository.noteProgress(gate, progress))) return;
    this.messaging.wake();
    this.keeping.wake();
  }

  private async lookAtTrial(gate: Gate, gates: readonly Gate[], known: Remembered): Promise<TrialSightings> {
    const first = caughtUpAfter(gate.module);
    const before = gates.find(({ module, direction }) => module === first && direction === 'inbound') ?? null;
    const nothing = {
      health: this.healthOf(gate),
      standsStill: this.progress.standstillOf(gate.module) !== null,
      lastsMs: performance.now() - known.seenAt,
      before,
      waiting: 0,
      first: 0,
      leavable: null,
      pilot: null,
      candidates: [],
    };
    if (gate.replayUpTo === null) return nothing;
    if (gate.phase === null) {
      const pilot = gate.pilots.length > 0 ? await this.lookAtPilot(gate, known) : null;
      if (pilot?.anyAnswered) return { ...nothing, pilot, first: await this.outbox.putFirst(gate) };
      return { ...nothing, pilot, candidates: await this.outbox.candidates(gate) };
    }
    const waiting = await this.outbox.waiting(gate);
    const phase = replayPhases(gate.module)[gate.phase];
    const mayEnd = phase !== undefined && gate.phase < replayPhases(gate.module).length - 1;
    const leavable = waiting === known.waiting && mayEnd ? await this.outbox.leavable(gate, phase) : null;
    known.waiting = waiting;
    return { ...nothing, waiting, leavable, first: leavable === 0 ? await this.outbox.putFirst(gate) : 0 };
  }

  private async lookAtPilot(gate: Gate, known: Remembered): Promise<NonNullable<TrialSightings['pilot']>> {
    const { left, anyAnswered } = await this.outbox.pilot(gate);
    if (known.pilotRow !== gate.pilotRow) Object.assign(known, { pilotRow: gate.pilotRow, leftAt: null });
    if (left) known.leftAt ??= performance.now();
    return { left, leftAt: known.leftAt, anyAnswered };
  }
}
