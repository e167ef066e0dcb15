import { Inject, Injectable, OnModuleInit } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { type Direction, FILING_MODULES, type GateView } from '#contracts';
import { ok, refused, type Result } from '#kernel';
import { MessagingRuntime } from '#messaging';
import { inTransaction } from '#persistence';
import { type GatesReader, LOG, type Log, RecurringWork, VitalsReader } from '#service';
import type { Module } from '../filing/transmission';
import {
  type Behind,
  DIRECTIONS,
  type Gate,
  type GateChange,
  type GateName,
  type GateOrder,
  nameOf,
  THE_PLATFORM,
  type Treatment,
} from './gate';
import { type GateEvent, gateStates, type GateState } from './gate.states';
import { type GateFields, GatesRepository } from './gates.repository';

const REFRESH_EVERY_MS = 400;

/** A change of a gate that was asked for: by an order, or by the keeper that judged this version of it. */
interface Wanted extends GateName {
  readonly event: GateEvent;
  readonly by: string;
  readonly cause: string;
  readonly incidentNumber: string | null;
  readonly fields?: GateFields;
  readonly judged?: number;
  /** Done with the gate locked, and kept; when it does not hold, the change is refused. */
  readonly provided?: (manager: EntityManager) => Promise<boolean>;
}

/** Whether a gate is stopped already by the very same order. */
const isOrdered = (gate: Gate, by: string, cause: string, fields?: GateFields): boolean =>
  gate.state === 'STOPPED' &&
  gate.closedBy === 'order' &&
  gate.changedBy === by &&
  gate.cause === cause &&
  gate.downtimeId === (fields?.downtimeId ?? null) &&
  JSON.stringify(sorted(gate.treatments)) === JSON.stringify(sorted(fields?.treatments ?? []));

const sorted = (treatments: Gate['treatments']): [string, string][] =>
  treatments.map(({ kind, disposition }): [string, string] => [kind, disposition]).sort(([a], [b]) => (a < b ? -1 : 1));

/**
 * The gates between the partners and the modules. They live in the database, so that all replicas agree and a restart changes
 * nothing; what is asked on every filing is answered from a copy that is at most half a second old. The relay asks the database.
 */
@Injectable()
export class Gates implements GatesReader, OnModuleInit {
  private gates = new Map<string, Gate>();
  /** The last views, for when the database is away. */
  known: readonly GateView[] = [];
  private readonly listeners: ((change: GateChange) => void)[] = [];
  /** Given by who keeps what outbound gates hold back. */
  heldOutbound: (() => Promise<ReadonlyMap<Module, Behind>>) | undefined;

  constructor(
    private readonly source: DataSource,
    private readonly repository: GatesRepository,
    private readonly messaging: MessagingRuntime,
    private readonly vitals: VitalsReader,
    @Inject(LOG) private readonly log: Log,
    private readonly work: RecurringWork,
  ) {
    work.every(REFRESH_EVERY_MS, 'reading the gates', () => this.refresh(), { firstAfterMs: 0 });
  }

  onModuleInit(): void {
    this.vitals.gates = this;
  }

  /** Reads the gates anew; while the database is away the last known ones stay. */
  async refresh(): Promise<readonly Gate[]> {
    if (!this.source.isInitialized) return [];
    const gates = await this.repository.all();
    if (gates.length < FILING_MODULES.length * DIRECTIONS.length) await this.repository.ensure();
    this.gates = new Map(gates.map((gate) => [nameOf(gate), gate]));
    return gates;
  }

  /** As last read. */
  get allFlow(): boolean {
    return [...this.gates.values()].every(({ state }) => state === 'FLOWING');
  }

  /** FLOWING before the first look at the database. */
  stateOf(module: Module, direction: Direction): GateState {
    return this.gates.get(nameOf({ module, direction }))?.state ?? 'FLOWING';
  }

  /** What is told of a filing of this kind while the gate is not FLOWING; null while it is. */
  treatmentOf(module: Module, kind: string): Treatment | null {
    const gate = this.gates.get(nameOf({ module, direction: 'inbound' }));
    if (!gate || gate.state === 'FLOWING') return null;
    return gate.treatments.find((treatment) => treatment.kind === kind)?.disposition ?? 'held, do not resend';
  }

  /** Every gate with what waits behind it; as it was known where nothing has come since, all of them flowed and nothing waited. */
  async views(): Promise<GateView[]> {
    const known = this.known.length > 0 && this.known.every(({ state, held }) => state === 'FLOWING' && held === 0);
    if (known && this.work.isQuiet && this.allFlow) return [...this.known];
    const [gates, rows, outbound] = await Promise.all([
      this.repository.all(),
      this.messaging.waitingFor(FILING_MODULES),
      this.heldOutbound?.(),
    ]);
    const inbound = new Map(
      rows.map(({ destination, depth, oldestSeconds }) => [destination, { held: depth, oldestSeconds }]),
    );
    this.known = gates.map((gate) => {
      const { held, oldestSeconds } = (gate.direction === 'inbound' ? inbound : outbound)?.get(gate.module) ?? {
        held: 0,
        oldestSeconds: null,
      };
      return {
        module: gate.module,
        direction: gate.direction,
        state: gate.state,
        since: gate.since.toISOString(),
        changedBy: gate.changedBy,
        cause: gate.cause,
        incidentNumber: gate.incidentNumber,
        held,
        oldestSeconds,
      };
    });
    return [...this.known];
  }

  /** Carries out what somebody with the right to it ordered. Refused when the gate is there already. */
  order({
    module,
    direction,
    to,
    by,
    cause,
    incidentNumber,
    treatments,
    downtimeId,
  }: GateOrder): Promise<Result<GateChange>> {
    const fields: GateFields =
      to === 'STOPPED' ? { closedBy: 'order', downtimeId: downtimeId ?? null, treatments: treatments ?? [] } : {};
    return this.change({
      module,
      direction,
      event: to === 'STOPPED' ? 'stop ordered' : 'resume ordered',
      by,
      cause,
      incidentNumber,
      fields,
    });
  }

  /** For who runs a trial: it passed, it failed, or the module failed or is healthy again. Refused when the gate changed since it was judged. */
  judge(
    { module, direction, version, incidentNumber }: Gate,
    event: Exclude<GateEvent, 'stop ordered' | 'resume ordered'>,
    cause: string,
    provided?: (manager: EntityManager) => Promise<boolean>,
  ): Promise<Result<GateChange>> {
    const closing = event === 'module failed' || event === 'trial failed';
    const fields: GateFields = closing
      ? { closedBy: 'platform', downtimeId: null, ...(event === 'module failed' ? { treatments: [] } : {}) }
      : {};
    return this.change({
      module,
      direction,
      event,
      by: THE_PLATFORM,
      cause,
      incidentNumber: event === 'module failed' ? null : incidentNumber,
      fields,
      judged: version,
      ...(provided ? { provided } : {}),
    });
  }

  /** Called in the replica that made a change, after it is in force. */
  onChange(listener: (change: GateChange) => void): void {
    this.listeners.push(listener);
  }

  private async change({
    event,
    judged,
    provided,
    by,
    cause,
    incidentNumber,
    fields,
    ...name
  }: Wanted): Promise<Result<GateChange>> {
    const result = await inTransaction(this.source, async (manager): Promise<Result<GateChange>> => {
      const gate = await this.repository.lock(name, manager);
      if (judged !== undefined && gate.version !== judged) return refused('the gate was changed meanwhile');
      if (provided && !(await provided(manager))) return refused('what it was judged by does not hold any more');
      const next = gateStates.next(gate.state, event);
      if (!next.ok) return refused(`the gate is ${gate.state} already`);
      if (event === 'stop ordered' && isOrdered(gate, by, cause, fields))
        return refused('the gate is STOPPED already by this order');
      const change: GateChange = {
        module: name.module,
        direction: name.direction,
        from: gate.state,
        to: next.value,
        at: new Date(),
        by,
        cause,
        incidentNumber,
      };
      const replayUpTo =
        next.value === 'TRIAL' && name.direction === 'inbound'
          ? await this.repository.newestRow(name.module, manager)
          : null;
      const opened: GateFields = next.value === 'FLOWING' ? { closedBy: null, downtimeId: null, treatments: [] } : {};
      await this.repository.write(gate, change, { ...fields, ...opened, replayUpTo }, manager);
      return ok(change);
    });
    if (result.ok) await this.tell(result.value);
    return result;
  }

  private async tell(change: GateChange): Promise<void> {
    await this.refresh().catch(() => undefined);
    this.messaging.wake();
    const { module, direction, from, to, by, cause, incidentNumber } = change;
    this.log[to === 'STOPPED' ? 'warn' : 'info'](
      { module, direction, from, to, by, cause, incidentNumber },
      'gate changed',
    );
    for (const listener of this.listeners) {
      try {
        listener(change);
      } catch (error) {
        this.log.error({ err: error }, 'what follows a change of a gate was not done');
      }
    }
  }
}
