import type { DemoAccount } from '../platform/accounts';
import type { DemoFile } from '../platform/launch';
import type { Officers } from './officers';
import type { Declaration, Outage } from './outage';
import { askPort } from './port-api';

export interface Declared {
  readonly number: string;
  /** Number of the notice that tells it. */
  readonly notice: string;
  readonly incident: Incident | null;
  readonly by: DemoAccount;
  readonly declaration: Declaration;
}

export interface Incident {
  readonly number: string;
  readonly recentDeployments: readonly {
    readonly module: string;
    readonly version: string;
    readonly note: string | null;
    readonly at: string;
  }[];
}

interface Proposal {
  readonly id: string;
  readonly state: string;
  readonly component: string | null;
}

const nowhere = {
  functions: [],
  modules: [],
  channels: [],
  directions: [],
  modes: [],
  ports: [],
  portGroups: [],
  users: [],
};

/** Those with the authority declare downtimes and end them, at the status service's own address. */
export class Downtimes {
  readonly inForce: Declared[] = [];
  private incident: Incident | null = null;
  private opener: DemoAccount | null = null;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly demo: DemoFile,
    private readonly officers: Officers,
    private readonly outage: Outage,
  ) {}

  actorOf({ by }: Declaration): DemoAccount {
    return typeof by === 'string' ? this.officers.headquarters : this.officers.directors.get(by.port)!;
  }

  /** The change that went before, on the record of the status service. */
  async recordDeployment(): Promise<void> {
    const { deployment } = this.outage;
    if (!deployment) return;
    const { module, version, note, minutesBefore } = deployment;
    const at = new Date(Date.now() - minutesBefore * 60_000).toISOString();
    await askPort(
      this.demo,
      { name: 'operations', apiKey: this.demo.operationsToken },
      'POST',
      '/operations/deployments',
      { module, version, note, at },
    );
  }

  /** Whether the platform proposes, or has been heard to propose, what this declaration is about. */
  async isProposed(declaration: Declaration): Promise<boolean> {
    return this.incident !== null || (await this.proposal(declaration)) !== null;
  }

  private async proposal({ modules }: Declaration): Promise<Proposal | null> {
    const { proposals } = await askPort<{ proposals: readonly Proposal[] }>(
      this.demo,
      this.officers.headquarters,
      'GET',
      '/downtime/proposals',
    );
    return (
      proposals.find(
        ({ state, component }) => state === 'open' && modules.some((module) => component?.startsWith(module)),
      ) ?? null
    );
  }

  /** Accepts what the platform proposes, so that there is an incident; null when it proposes nothing. Whoever is first opens it. */
  private async incidentOf(by: DemoAccount, declaration: Declaration): Promise<Incident | null> {
    const proposal = this.incident ? null : await this.proposal(declaration);
    if (this.incident || !proposal) return this.incident;
    const body = { ports: declaration.ports };
    const { incident } = await askPort<{ incident: Incident }>(
      this.demo,
      by,
      'POST',
      `/downtime/proposals/${proposal.id}/accept`,
      body,
    );
    this.opener = by;
    return (this.incident = incident);
  }

  /** One after the other, as they would telephone. */
  declare(declaration: Declaration, faultAt: number): Promise<Declared> {
    const declared = this.turn.then(() => this.invoke(declaration, faultAt));
    this.turn = declared.catch(() => undefined);
    return declared;
  }

  private async invoke(declaration: Declaration, faultAt: number): Promise<Declared> {
    const by = this.actorOf(declaration);
    const { modules, modes, ports, possible, treatments, relief, reason } = declaration;
    const { fault } = this.outage;
    const filer = fault.kind === 'filer' ? this.demo.accounts.find(({ role }) => role === fault.of[0])! : null;
    const incident = filer ? null : await this.incidentOf(by, declaration);
    const {
      downtime: { number },
      notice,
    } = await askPort<{ downtime: { number: string }; notice: { number: string } }>(
      this.demo,
      by,
      'POST',
      '/downtime/downtimes',
      {
        incidentNumber: incident?.number ?? null,
        confirmed: { ...nowhere, modules, modes, ports },
        possible: possible && { ...nowhere, modules, modes, ...possible },
        filer: filer && { accountId: filer.id, scacs: filer.scacs, conveyances: [] },
        from: new Date(faultAt).toISOString(),
        gateOrders: treatments.length > 0 ? modules.map((module) => ({ module, direction: 'inbound' })) : [],
        treatments,
        relief,
        reason,
        earlyReason: 'Cargo waits at the port',
      },
    );
    const declared = { number, notice: notice.number, incident, by, declaration };
    this.inForce.push(declared);
    return declared;
  }

  /** Ends the downtimes, and then the incidents. */
  async revokeAll(): Promise<void> {
    for (const { number, by } of this.inForce.splice(0)) {
      await askPort(this.demo, by, 'POST', `/downtime/downtimes/${number}/revoke`, {
        reason: 'Everything is processed again',
      });
    }
    const { incident, opener } = this;
    this.incident = null;
    if (incident && opener)
      await askPort(this.demo, opener, 'POST', `/downtime/incidents/${incident.number}/updates`, { event: 'fix' });
  }
}
