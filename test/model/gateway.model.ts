import { caughtUpAfter, replayPhases } from '#contracts';
import type { OutboxRow } from '../../libs/messaging/src/outbox';
import type { Gate } from '../../apps/gateway/src/gate/gate';
import { judgeModule, type ModuleHealth } from '../../apps/gateway/src/gate/gate.rules';
import { gateStates, type GateEvent } from '../../apps/gateway/src/gate/gate.states';
import { openingsOf } from '../../apps/gateway/src/gate/replay-phases';
import { trialStep, type TrialSightings } from '../../apps/gateway/src/gate/trial.rules';
import { PartlyOpenRoad } from '../../libs/messaging/src/partly-open-road';
import type { Row } from './row';
import { NOT_PROBED } from '#contracts';
import type { ModuleModel } from './module.model';

export type ModuleName = 'manifest' | 'entry';

/** How a filing that was accepted stands. */
export interface Filing {
  readonly id: string;
  readonly module: ModuleName;
  readonly subject: string;
  readonly receivedAt: number;
  readonly told: 'accepted, being processed' | 'held, do not resend';
  state: 'accepted' | 'answered' | 'processed outside';
  effects: number;
  answers: number;
}

/** Something that left the gateway, with the gate as it was. */
export interface Departure {
  readonly row: Row;
  readonly gate: Gate;
}

const GATE_THRESHOLDS = {
  refusedMs: 2_500,
  silentMs: 10_000,
  databaseMs: 3_000,
  failingMessages: 5,
  progressMs: 10_000,
};
const TRIAL_THRESHOLDS = { pilotMs: 15_000, pilots: 3, waitsMs: 30_000 };
const HEALTHY_MS = 2_000;
const AT_ONCE = 3;

interface Trial {
  readonly began: number;
  leftAt: number | null;
  pilotRow: string | null;
}

/**
 * The gateway: journal, outbox, gates and relay, as in the database and in the process. The rules are the gateway's own; only storage
 * and clock are played.
 */
export class GatewayModel {
  readonly filings = new Map<string, Filing>();
  readonly names = new Map<string, { readonly content: string; readonly filingId: string }>();
  readonly departures: Departure[] = [];
  readonly closings: {
    readonly module: ModuleName;
    readonly health: ModuleHealth;
    readonly alive: boolean;
    readonly databaseReachable: boolean;
    readonly failing: number;
  }[] = [];
  outbox: Row[] = [];
  gates: Gate[];
  private nextRow = 1;
  private trials = new Map<ModuleName, Trial>();

  constructor(
    private readonly modules: Readonly<Record<ModuleName, ModuleModel>>,
    private readonly now: () => number,
  ) {
    this.gates = (['manifest', 'entry'] as const).map((module) => ({
      module,
      direction: 'inbound',
      state: 'FLOWING',
      version: 1,
      since: new Date(now()),
      changedBy: 'the platform',
      cause: 'It was made.',
      incidentNumber: null,
      closedBy: null,
      downtimeId: null,
      treatments: [],
      pilots: [],
      pilotRow: null,
      replayUpTo: null,
      phase: null,
    }));
  }

  gateOf(module: ModuleName): Gate {
    return this.gates.find((gate) => gate.module === module)!;
  }

  /** The same name with the same content is a repeat, with other content a conflict; neither stores anything. */
  accept(
    name: string,
    content: string,
    module: ModuleName,
    type: string,
    subject: string,
  ): Filing | 'repeat' | 'conflict' {
    const known = this.names.get(name);
    if (known) return known.content === content ? 'repeat' : 'conflict';
    const id = `filing-${this.filings.size + 1}`;
    const told = this.gateOf(module).state === 'FLOWING' ? 'accepted, being processed' : 'held, do not resend';
    const filing: Filing = {
      id,
      module,
      subject,
      receivedAt: this.now(),
      told,
      state: 'accepted',
      effects: 0,
      answers: 0,
    };
    this.names.set(name, { content, filingId: id });
    this.filings.set(id, filing);
    const lane = [...subject].reduce((sum, c) => sum + c.charCodeAt(0), 0) % 2;
    this.outbox.push({ id: String(this.nextRow), destination: module, lane, type, subject, filingId: id });
    this.nextRow += 1;
    return filing;
  }

  /** One pass of the relay over one lane. Killed between confirm and deletion, it will send the same again. */
  carry(lane: number, killed: boolean): void {
    const openings = openingsOf(this.gates);
    for (const gate of this.gates) {
      const opening = openings.get(gate.module) ?? 'open';
      const road = this.outbox.filter((row) => row.destination === gate.module && row.lane === lane);
      const leaving =
        opening === 'open'
          ? road
          : opening === 'shut'
            ? []
            : 'rows' in opening
              ? road.filter(({ id }) => opening.rows.includes(id))
              : new PartlyOpenRoad(opening).leaving(
                  road.filter(({ id }) => BigInt(id) <= BigInt(opening.upTo)) as unknown as OutboxRow[],
                );
      for (const row of leaving.slice(0, AT_ONCE) as unknown as Row[]) {
        this.departures.push({ row, gate });
        this.modules[gate.module].queue.push(row);
        if (!killed) this.outbox = this.outbox.filter(({ id }) => id !== row.id);
      }
    }
  }

  order(module: ModuleName, to: 'STOPPED' | 'TRIAL'): void {
    this.change(
      this.gateOf(module),
      to === 'STOPPED' ? 'stop ordered' : 'resume ordered',
      to === 'STOPPED' ? { closedBy: 'order' } : {},
    );
  }

  /** The keeper's process died; what it remembered is gone, what is in the database stays. */
  forgetTrials(): void {
    this.trials = new Map();
  }

  /** One look of the keeper at both gates. */
  keep(): void {
    for (const { name } of Object.values(this.modules)) this.keepOne(this.gateOf(name));
  }

  /** What an officer did by hand and marked so: only what has not left. */
  processedOutside(filingId: string): boolean {
    const filing = this.filings.get(filingId)!;
    const row = this.outbox.find((r) => r.filingId === filingId);
    if (!row || filing.state !== 'accepted' || this.gateOf(filing.module).state === 'FLOWING') return false;
    if (this.departures.some(({ row: left }) => left.id === row.id)) return false;
    this.outbox = this.outbox.filter((r) => r !== row);
    filing.state = 'processed outside';
    filing.answers += 1;
    return true;
  }

  answered(filingId: string): void {
    const filing = this.filings.get(filingId)!;
    filing.effects += 1;
    filing.answers += 1;
    filing.state = 'answered';
  }

  private healthOf(module: ModuleModel): ModuleHealth {
    const now = this.now();
    const seenAt = module.alive ? now : module.diedAt!;
    const vitals = {
      databaseReachable: module.databaseReachable,
      brokerConnected: true,
      failing: module.failing,
    } as never;
    const probe = module.alive
      ? { ...NOT_PROBED, triedAt: now, answeredAt: now, lastKind: 'answered' as const }
      : {
          ...NOT_PROBED,
          triedAt: now,
          answeredAt: module.diedAt,
          lastKind: 'refused' as const,
          refusedSince: module.diedAt,
        };
    module.failedBefore = Math.min(module.failedBefore, module.failing);
    const { name, databaseAwaySince, failedBefore } = module;
    const health = judgeModule(
      { module: name, replicas: [{ seenAt, vitals }], probe, hearingSince: 0, databaseAwaySince, failedBefore },
      GATE_THRESHOLDS,
      now,
    );
    module.healthySince = health.state === 'healthy' ? (module.healthySince ?? now) : null;
    return health;
  }

  private keepOne(gate: Gate): void {
    const module = this.modules[gate.module];
    const health = this.healthOf(module);
    if (gate.state !== 'TRIAL') this.trials.delete(gate.module);
    if (gate.state === 'TRIAL') this.tryOut(gate, health);
    else if (gate.state === 'FLOWING' && health.state === 'failing') {
      const { alive, databaseReachable, failing } = module;
      this.closings.push({ module: gate.module, health, alive, databaseReachable, failing });
      this.change(gate, 'module failed', { closedBy: 'platform' });
      module.failedBefore = module.failing;
    } else if (
      gate.state === 'STOPPED' &&
      gate.closedBy === 'platform' &&
      module.healthySince !== null &&
      this.now() - module.healthySince >= HEALTHY_MS
    ) {
      this.change(gate, 'module healthy again');
    }
  }

  private tryOut(gate: Gate, health: ModuleHealth): void {
    const module = this.modules[gate.module];
    let trial = this.trials.get(gate.module);
    if (!trial) {
      trial = { began: this.now(), leftAt: null, pilotRow: null };
      this.trials.set(gate.module, trial);
      module.failedBefore = module.failing;
    }
    const replay = this.outbox.filter(
      ({ id, destination }) =>
        destination === gate.module && gate.replayUpTo !== null && BigInt(id) <= BigInt(gate.replayUpTo),
    );
    const types = gate.phase === null ? 'everything' : (replayPhases(gate.module)[gate.phase]?.types ?? 'everything');
    const leavable =
      types === 'everything'
        ? null
        : new PartlyOpenRoad({ upTo: gate.replayUpTo!, types }).leaving(replay as unknown as OutboxRow[]).length;
    const before = this.gates.find((other) => other.module === caughtUpAfter(gate.module)) ?? null;
    const seen: TrialSightings = {
      health,
      standsStill: false,
      lastsMs: this.now() - gate.since.getTime(),
      before,
      waiting: replay.length,
      // Nobody is trusted in this world: phases for what goes first are passed over.
      first: 0,
      leavable,
      pilot: this.pilotOf(gate, trial),
      candidates: replay.map(({ id, filingId, type, subject }) => ({ row: id, filingId, type, subject })),
    };
    const step = trialStep(gate, seen, TRIAL_THRESHOLDS, this.now());
    if (step.do === 'pass') this.change(gate, 'trial passed');
    if (step.do === 'fail') this.change(gate, 'trial failed', { closedBy: 'platform' });
    if (step.do === 'send pilot')
      this.put({
        ...gate,
        pilots: [...gate.pilots, { filingId: step.pilot.filingId, subject: step.pilot.subject }],
        pilotRow: step.pilot.row,
      });
    if (step.do === 'replay') this.put({ ...gate, phase: step.phase });
  }

  private pilotOf(gate: Gate, trial: Trial): TrialSightings['pilot'] {
    if (gate.pilots.length === 0) return null;
    if (trial.pilotRow !== gate.pilotRow) Object.assign(trial, { pilotRow: gate.pilotRow, leftAt: null });
    const left = !this.outbox.some(({ id }) => id === gate.pilotRow);
    if (left) trial.leftAt ??= this.now();
    return {
      left,
      leftAt: trial.leftAt,
      anyAnswered: gate.pilots.some(({ filingId }) => this.filings.get(filingId)!.state !== 'accepted'),
    };
  }

  private change(gate: Gate, event: GateEvent, fields: Partial<Gate> = {}): void {
    const next = gateStates.next(gate.state, event);
    if (!next.ok) return;
    const rows = this.outbox.filter(({ destination }) => destination === gate.module);
    const replayUpTo = next.value === 'TRIAL' ? (rows.at(-1)?.id ?? null) : null;
    this.put({
      ...gate,
      ...fields,
      state: next.value,
      since: new Date(this.now()),
      replayUpTo,
      pilots: [],
      pilotRow: null,
      phase: null,
    });
  }

  private put(gate: Gate): void {
    this.gates = this.gates.map((other) =>
      other.module === gate.module ? { ...gate, version: gate.version + 1 } : other,
    );
  }
}
