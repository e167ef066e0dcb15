import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type GateView, FILING_MODULES } from '#contracts';
import { type Clearing, clearingOf, type ModuleFlow } from '../component-state/backlog.rules';
import type { Judgement } from '../component-state/component-state.rules';
import { type FilingForecast, forecastOf } from '../component-state/filing-disposition.rules';
import type { OpenWatch } from '../flow/flow-book';
import type { ComponentImpact } from '#statement';
import { type Bulletin, EMPTY_BULLETIN } from '../said/public-records';
import { gateText } from '../said/public-words';
import { countsAs, onTheWhole, type OnTheWhole } from './indicator.rules';

/** What waits for a module; ages and times in seconds, rates in filings a second. */
export type BacklogSummary = Omit<ModuleFlow, 'module'> &
  Pick<Clearing, 'secondsToClear'> & { readonly noTimeBecause: Clearing['why'] };

/** One component as the summary shows it. `since`: when it came into this state, as far as this process has seen. */
export interface ComponentSummary extends Judgement {
  readonly since: string;
  /** How old the newest sighting is that the state rests on; null when there was none. */
  readonly stateAgeSeconds: number | null;
  readonly whatHappensToYourFilings: string;
  readonly explanation: string;
  /** Null for what takes no filings, and where the gateway does not tell. */
  readonly backlog: BacklogSummary | null;
  /** What an open incident or a person says of it, beside what was seen. */
  readonly said:
    | (Pick<ComponentImpact, 'state' | 'source' | 'until' | 'reason'> & { readonly incidentNumber: string | null })
    | null;
}

/** A gate of the gateway in public words. */
export interface GateSummary
  extends Pick<GateView, 'module' | 'direction' | 'state' | 'since' | 'incidentNumber' | 'held' | 'oldestSeconds'> {
  readonly explanation: string;
}

/** What was seen at one look, beside the judgements. */
export interface Flows {
  readonly backlogs: readonly ModuleFlow[];
  readonly gates: readonly GateView[];
  readonly watches: readonly OpenWatch[];
  readonly slowAfterSeconds: number;
}

/** What stands behind a gate that is not open waits there, however well the module does. */
const behindGate = (gate: GateView | undefined): FilingForecast | null =>
  gate && gate.state !== 'FLOWING' ? { disposition: 'held, do not resend', text: gateText(gate) } : null;

/** The summary, ready to be sent: written once for each look, however many read it. */
@Injectable()
export class SummaryBoard {
  at = new Date().toISOString();
  components: readonly ComponentSummary[] = [];
  gates: readonly GateSummary[] = [];
  /** What is worth watching while all still works. */
  watches: readonly OpenWatch[] = [];
  whole: OnTheWhole = onTheWhole({
    at: this.at,
    components: [],
    gates: [],
    openIncidents: 0,
    downtimesInForce: 0,
    watched: [],
  });
  body: Buffer = Buffer.from('{}');
  etag = '""';
  /** Where incidents, downtimes and maintenance are read from. */
  bulletin: () => Bulletin = () => EMPTY_BULLETIN;
  private readonly watchers = new Set<() => void>();

  /** Modules of which nothing is processed anywhere: they are down, the gate before them is stopped, or nothing is carried to them. */
  get standing(): ReadonlySet<string> {
    const isDown = (name: string): boolean =>
      this.components.some((component) => component.name === name && component.state === 'down');
    return new Set([
      ...this.components.filter(({ kind, state }) => kind === 'module' && state === 'down').map(({ name }) => name),
      ...this.gates
        .filter(({ direction, state }) => direction === 'inbound' && state === 'STOPPED')
        .map(({ module }) => module),
      ...(isDown('broker') ? FILING_MODULES : []),
    ]);
  }

  /** Nothing is to be said of any component but that it works. */
  get allWell(): boolean {
    return this.components.length > 0 && this.components.every(({ state, said }) => state === 'operational' && !said);
  }

  /** Calls `watcher` after every look. */
  onShown(watcher: () => void): void {
    this.watchers.add(watcher);
  }

  /** Shows what was judged at `now`; gives back the components whose state changed. */
  show(judgements: readonly Judgement[], flows: Flows, now: number): ComponentSummary[] {
    const before = new Map(this.components.map((c) => [c.name, c]));
    const bulletin = this.bulletin();
    this.at = new Date(now).toISOString();
    this.gates = flows.gates.map((gate) => ({
      module: gate.module,
      direction: gate.direction,
      state: gate.state,
      since: gate.since,
      incidentNumber: gate.incidentNumber,
      held: gate.held,
      oldestSeconds: gate.oldestSeconds,
      explanation: gateText(gate),
    }));
    this.watches = flows.watches;
    this.components = judgements.map((judgement) =>
      this.component(judgement, before.get(judgement.name), flows, bulletin),
    );
    const live = {
      incidents: bulletin.incidents.filter(isLive),
      downtimes: bulletin.downtimes.filter(isLive),
      maintenance: bulletin.maintenance.filter(isLive),
    };
    const worse = new Map(bulletin.impacts.map(({ component, state }) => [component, state]));
    this.whole = onTheWhole({
      at: this.at,
      components: this.components.map(({ name, state, since, backlog }) => ({
        name,
        since,
        waiting: backlog?.unanswered ?? 0,
        state: countsAs(name, state, worse.get(name)),
      })),
      gates: flows.gates,
      openIncidents: live.incidents.length,
      downtimesInForce: live.downtimes.length,
      watched: flows.watches.map(({ component }) => component),
    });
    this.body = Buffer.from(
      JSON.stringify({
        at: this.at,
        ...this.whole,
        components: this.components,
        gates: this.gates,
        watches: this.watches,
        ...live,
        drills: {
          incidents: bulletin.incidents.filter(isDrill),
          downtimes: bulletin.downtimes.filter(isDrill),
          maintenance: bulletin.maintenance.filter(isDrill),
        },
        saidAsOf: bulletin.asOf,
      }),
    );
    this.etag = `"${createHash('sha256').update(this.body).digest('base64url').slice(0, 22)}"`;
    for (const watcher of this.watchers) watcher();
    return this.components.filter((c) => before.get(c.name)?.state !== c.state);
  }

  private component(
    judgement: Judgement,
    last: ComponentSummary | undefined,
    flows: Flows,
    bulletin: Bulletin,
  ): ComponentSummary {
    const gate = flows.gates.find(({ module, direction }) => module === judgement.name && direction === 'inbound');
    const forecast = behindGate(gate) ?? forecastOf(judgement.name, judgement.state);
    const seen = judgement.evidence['lastSeenSeconds'];
    const said = bulletin.impacts.find(({ component }) => component === judgement.name);
    return {
      ...judgement,
      since: last?.state === judgement.state ? last.since : this.at,
      stateAgeSeconds: typeof seen === 'number' ? seen : null,
      whatHappensToYourFilings: forecast.disposition,
      explanation: forecast.text,
      backlog: this.backlog(judgement.name, flows),
      said: said
        ? {
            state: said.state,
            source: said.source,
            until: said.until,
            reason: said.reason,
            incidentNumber: said.incidentNumber,
          }
        : null,
    };
  }

  private backlog(name: string, { backlogs, gates, slowAfterSeconds }: Flows): BacklogSummary | null {
    const flow = backlogs.find(({ module }) => module === name);
    if (!flow) return null;
    const { module: _module, ...numbers } = flow;
    const gate = gates.find(({ module, direction }) => module === name && direction === 'inbound')?.state ?? null;
    const { secondsToClear, why } = clearingOf(flow, gate, slowAfterSeconds);
    return { ...numbers, secondsToClear, noTimeBecause: why };
  }
}

const isDrill = ({ drill }: { readonly drill: boolean }): boolean => drill;
const isLive = ({ drill }: { readonly drill: boolean }): boolean => !drill;
