import { Inject, Injectable, OnApplicationShutdown } from '@nestjs/common';
import { type Recurring, timeOrderedId } from '#kernel';
import { isDatabaseUnavailable } from '#persistence';
import { inForce } from '#reference';
import { LOG, type Log, RecurringWork } from '#service';
import { PortConfig } from '../../config/port.config';
import { ComponentSightings } from '../../sightings/component-sightings';
import { DowntimeBook } from '../book/downtime-book';
import { DeploymentLog } from '../deployments/deployment-log';
import type { Actor } from '../model/records';
import { MODES } from '#statement';
import { PortThresholds } from '../thresholds/port-thresholds';
import { PORTS_THAT_MAKE_IT_NATIONAL } from '../thresholds/thresholds.policy';
import { deadlinesFor, type PortThreshold, type Stage, stageAt } from '../thresholds/thresholds.rules';
import type { Proposal, ProposalWithStages } from './proposal';
import { proposalLife } from './proposal.states';
import { ProposalsRepository } from './proposals.repository';
import { type Finding, findingsOf, nationalFindings } from './suggestion.rules';

const LOOK_EVERY_MS = 1_000;
/** As often as it is asked what works while all does. */
const ALL_WELL_MS = 2_000;
/** A component is believed to be well again only after so long: other replicas may see it a moment later. */
const WELL_FOR_MS = 3_000;
const NOTE_STARTS_EVERY_MS = 5_000;
const PLATFORM: Actor = { accountId: null, officer: 'the platform', role: 'the platform' };
const ORDER: readonly Stage[] = ['watch', 'propose', 'port may declare', 'headquarters considers a national downtime'];

/**
 * Looks once a second whether something should be declared. Proposals are kept in memory and written down when the database can be
 * reached, so that headquarters sees them also while it cannot.
 */
@Injectable()
export class ProposalWatch implements OnApplicationShutdown {
  private proposals: readonly Proposal[] = [];
  private thresholds: readonly PortThreshold[] = [];
  private readonly written = new Set<string>();
  private readonly wellSince = new Map<string, number>();
  private readonly recurring: Recurring;
  private looking: Promise<void> | undefined;
  private startsNotedAt = -Infinity;

  constructor(
    private readonly config: PortConfig,
    private readonly seen: ComponentSightings,
    private readonly book: DowntimeBook,
    private readonly repository: ProposalsRepository,
    private readonly portThresholds: PortThresholds,
    private readonly deployments: DeploymentLog,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    this.recurring = work.every(LOOK_EVERY_MS, 'looking whether something must be declared', () => this.look(), {
      until: 'the last request',
      quietMs: ALL_WELL_MS,
      mayRest: () => this.proposals.length === 0,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.recurring.stop();
    await this.looking?.catch(() => undefined);
  }

  /** Open proposals, the newest first, with what their age calls for. From memory. */
  open(now: Date = new Date()): ProposalWithStages[] {
    return this.proposals.filter(({ state }) => state === 'open').map((proposal) => this.withStages(proposal, now));
  }

  withStages(proposal: Proposal, now: Date): ProposalWithStages {
    const { confirmed } = proposal.suggested;
    const modes = confirmed.modes.length > 0 ? confirmed.modes : MODES;
    const ports = [null, ...new Set(this.thresholds.map(({ port }) => port))];
    const deadlines = deadlinesFor(
      proposal.since,
      modes,
      ports,
      this.thresholds,
      this.config.THRESHOLD_MINUTE_SECONDS,
      now,
    )
      .filter(
        ({ port, mode }) => port === null || this.thresholds.some((own) => own.port === port && own.mode === mode),
      )
      .map((deadline) => ({ ...deadline, stage: stageAt(deadline, now) }));
    const ofNation = proposal.component?.startsWith('ports: ') ? ORDER.at(-1)! : null;
    const stage = ofNation ?? ORDER[Math.max(...deadlines.map((deadline) => ORDER.indexOf(deadline.stage)))]!;
    return { ...proposal, stage, deadlines };
  }

  /** One look at a time; a look that is late is not made up for. */
  look(): Promise<void> {
    this.looking ??= this.lookOnce().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async lookOnce(): Promise<void> {
    const now = new Date();
    const spokenOf = new Set(this.book.componentImpacts(now).map(({ component }) => component));
    const enough = inForce(PORTS_THAT_MAKE_IT_NATIONAL, now.toISOString().slice(0, 10))?.ports ?? Infinity;
    const findings = [
      ...findingsOf(this.seen.components, this.seen.gates, spokenOf),
      ...nationalFindings(await this.book.downtimesInForce(), enough),
    ];
    const added = findings
      .filter(({ component }) => this.proposals.every((known) => known.component !== component))
      .map((finding) => proposalOf(finding, now));
    for (const { component, evidence } of added)
      this.log.warn({ component, reason: evidence?.reason }, 'something may have to be declared');
    const changed = [...this.evidenceChanges(findings, now), ...this.recoveries(findings, now)];
    const next = new Map(changed.map((proposal) => [proposal.id, proposal]));
    this.proposals = [...added, ...this.proposals.map((known) => next.get(known.id) ?? known)];
    await this.writeDown(changed);
    this.proposals = this.proposals.filter(({ recoveredAt }) => recoveredAt === null);
  }

  private evidenceChanges(findings: readonly Finding[], now: Date): Proposal[] {
    return findings.flatMap(({ component, title, evidence, suggested }): Proposal[] => {
      const known = this.proposals.find((proposal) => proposal.component === component);
      if (known?.state !== 'open' || (known.title === title && known.evidence?.gates.length === evidence.gates.length))
        return [];
      return [{ ...known, version: known.version + 1, changedAt: now.toISOString(), title, evidence, suggested }];
    });
  }

  /** A component whose fault is over ends its proposal, and a later fault begins a new one. What is unknown is not well. */
  private recoveries(findings: readonly Finding[], now: Date): Proposal[] {
    const bad = new Set(findings.map(({ component }) => component));
    return this.proposals.flatMap((known): Proposal[] => {
      if (known.component === null) return [];
      const seen = this.seen.components.find(({ name }) => name === known.component);
      const gateShut = this.seen.gates.some(({ module, state }) => module === known.component && state !== 'FLOWING');
      const well =
        !bad.has(known.component) &&
        !gateShut &&
        (seen ? seen.state === 'operational' : known.component.startsWith('ports: '));
      if (!well) this.wellSince.delete(known.component);
      else if (!this.wellSince.has(known.component)) this.wellSince.set(known.component, performance.now());
      if (!well || performance.now() - this.wellSince.get(known.component)! < WELL_FOR_MS) return [];
      this.wellSince.delete(known.component);
      const next = proposalLife.next(known.state, 'recover');
      return [
        {
          ...known,
          version: known.version + 1,
          state: next.ok ? next.value : known.state,
          changedAt: now.toISOString(),
          recoveredAt: now.toISOString(),
        },
      ];
    });
  }

  private async writeDown(changed: readonly Proposal[]): Promise<void> {
    if (!this.repository.reachable) return;
    try {
      const gone = changed.filter(({ recoveredAt }) => recoveredAt !== null);
      const unwritten = this.proposals.filter(({ id }) => !this.written.has(id));
      for (const proposal of unwritten) await this.repository.add(proposal);
      for (const proposal of changed.filter(({ id }) => this.written.has(id))) await this.repository.store(proposal);
      const current = await this.repository.current();
      this.written.clear();
      for (const { id } of current) this.written.add(id);
      this.proposals = [...current.filter(({ id }) => !gone.some((proposal) => proposal.id === id))];
      this.thresholds = await this.portThresholds.all();
      if (performance.now() - this.startsNotedAt < NOTE_STARTS_EVERY_MS) return;
      this.startsNotedAt = performance.now();
      await this.deployments.noteStarts(this.seen.processes);
    } catch (error) {
      if (!isDatabaseUnavailable(error)) this.log.warn({ err: error }, 'proposals could not be written');
    }
  }
}

const proposalOf = ({ component, since, title, evidence, suggested }: Finding, now: Date): Proposal => ({
  id: timeOrderedId(),
  version: 1,
  state: proposalLife.initial,
  origin: 'watch',
  component,
  since,
  openedAt: now.toISOString(),
  changedAt: now.toISOString(),
  title,
  evidence,
  suggested,
  by: PLATFORM,
  decision: null,
  recoveredAt: null,
});
