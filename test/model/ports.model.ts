import type { BillChanged, ManualDecision, ReleaseStatusChanged } from '#contracts';
import type { PaperDecision } from '../../apps/entry/src/paper-standing/paper-decision.rules';
import { notAllowed } from '../../apps/port/src/downtime/authority/authority.rules';
import { inTheWay, type Standing } from '../../apps/port/src/downtime/downtimes/declaring.rules';
import type { Downtime } from '../../apps/port/src/downtime/model/records';
import type { Scope } from '#contracts';
import { concerns, WHOLE_SCOPE, asContractScope } from '#statement';
import type { Officer } from '../../apps/port/src/officers/officer';
import { paper as paperOf, registered as registeredOf } from '../../apps/port/src/port-desk/decisions/decision.fixture';
import { entryKeyOfPaper, type RegisteredDecision } from '../../apps/port/src/port-desk/decisions/decision.model';
import { judgeDecision, knownHolds, knownReleases } from '../../apps/port/src/port-desk/decisions/decision.rules';
import { billKeyOf, entryKeyOf, entryNumberOf } from './cargo.model';

export const PORTS = ['2704', '2304'] as const;
const MODE = 'vessel';

const HEADQUARTERS: Officer = {
  accountId: 'headquarters',
  name: 'Headquarters',
  person: 'The officer',
  role: 'headquarters',
  ports: [],
};
const directorOf = (port: string): Officer => ({
  accountId: `director ${port}`,
  name: `Port ${port}`,
  person: 'The officer',
  role: 'port director',
  ports: [port],
});

export interface Invocation {
  readonly by: 'headquarters' | (typeof PORTS)[number];
  readonly ports: readonly string[];
  readonly modules: Scope['modules'];
}

/** The status service: downtimes by its own rules, the last known picture, the register of paper decisions. */
export class PortsModel {
  readonly downtimes: Downtime[] = [];
  readonly register: RegisteredDecision[] = [];
  readonly papers: PaperDecision[] = [];
  private readonly bills = new Map<string, BillChanged>();
  private readonly releases = new Map<string, ReleaseStatusChanged>();
  private serial = 0;

  constructor(private readonly now: () => Date) {}

  get inForce(): Downtime[] {
    return this.downtimes.filter(({ state }) => state === 'in force');
  }

  /** Whether it was allowed and nothing stood in the way. */
  invoke({ by, ports, modules }: Invocation): boolean {
    const officer = by === 'headquarters' ? HEADQUARTERS : directorOf(by);
    const confirmed: Scope = { ...WHOLE_SCOPE, ports: [...ports], modules: [...modules] };
    const standing: Standing = {
      level: by === 'headquarters' ? 'national' : 'port',
      drill: false,
      filerAccountId: null,
    };
    const orders = { confirmed, gateOrders: [], relief: { paymentBusinessDays: 0, otherBusinessDays: 0 } };
    if (notAllowed(officer, orders, this.now()).length > 0 || inTheWay(confirmed, standing, this.inForce).length > 0)
      return false;
    const at = this.now().toISOString();
    const actor = { accountId: officer.accountId, officer: officer.name, role: officer.role };
    this.serial += 1;
    this.downtimes.push({
      id: `downtime ${this.serial}`,
      number: `DT-26-${String(this.serial).padStart(6, '0')}`,
      version: 1,
      drill: false,
      state: 'in force',
      level: standing.level,
      incidentNumber: null,
      confirmed,
      possible: null,
      scope: asContractScope(confirmed),
      everywhere: false,
      filer: null,
      from: at,
      to: null,
      expectedEnd: null,
      reviewAt: null,
      procedure: null,
      gateOrders: [],
      treatments: [],
      relief: orders.relief,
      reason: 'The model said so.',
      early: null,
      partOf: null,
      invokedBy: actor,
      invokedAt: at,
      changedBy: actor,
      changedAt: at,
      change: 'invoked',
    });
    return true;
  }

  revoke(at: number): void {
    const found = this.inForce[at % Math.max(1, this.inForce.length)];
    if (found)
      this.downtimes[this.downtimes.indexOf(found)] = { ...found, state: 'revoked', to: this.now().toISOString() };
  }

  /** The messages of the others have arrived. */
  hear(bills: Iterable<BillChanged>, releases: Iterable<ReleaseStatusChanged>): void {
    for (const bill of bills)
      if ((this.bills.get(bill.billKey)?.version ?? 0) < bill.version) this.bills.set(bill.billKey, bill);
    for (const release of releases) {
      const key = release.filerCode + release.entryNumber;
      if ((this.releases.get(key)?.version ?? 0) < release.version) this.releases.set(key, release);
    }
  }

  /**
   * An officer decides at the desk. `claim` asks the entry module, null where it cannot be reached. A release against a known hold is
   * refused here: there is no second officer in the model.
   */
  decide(
    serial: number,
    decision: ManualDecision,
    claim: ((paper: PaperDecision) => 'recorded' | 'already released electronically') | null,
  ): 'refused' | 'in effect' {
    const [now, port] = [this.now().toISOString(), PORTS[0]];
    const downtime = this.inForce.find(({ scope }) => concerns(scope, { port, mode: MODE }));
    const paper = paperOf({
      port,
      mode: MODE,
      entry: { filerCode: 'B76', entryNumber: entryNumberOf(serial) },
      bills: [{ billKey: billKeyOf(serial), issuerScac: 'MAEU', quantity: null }],
      decision,
      reason: 'Decided by hand',
      decidedAt: now,
    });
    const reach = { billKeys: [billKeyOf(serial)], entryKeys: [entryKeyOf(serial)] };
    const [bills, releases] = [
      [...this.bills.values()].filter(({ billKey }) => reach.billKeys.includes(billKey)),
      [...this.releases.values()].filter((r) => reach.entryKeys.includes(r.filerCode + r.entryNumber)),
    ];
    const concerned = this.register.filter((d) => entryKeyOfPaper(d.paper) === entryKeyOf(serial));
    const { refusals } = judgeDecision({
      paper,
      now,
      servesPort: true,
      downtimeNumber: downtime?.number ?? null,
      exemptionCodes: [],
      procedure: { documents: [], excludedGoods: [] },
      entryTypes: [],
      holds: knownHolds(reach, bills, releases, concerned),
      releases: knownReleases(paper, releases, concerned),
    });
    if (refusals.length > 0) return 'refused';
    const controlNumber = `MD-26-${port}-${String(this.register.length + 1).padStart(6, '0')}`;
    const made: PaperDecision = {
      decisionId: controlNumber,
      controlNumber,
      decision,
      decidedAt: now,
      portCode: port,
      entryKey: entryKeyOf(serial),
      billKeys: [billKeyOf(serial)],
      voided: false,
    };
    if (decision === 'release' && claim?.(made) === 'already released electronically') return 'refused';
    this.register.push(
      registeredOf(
        { id: controlNumber, controlNumber, downtimeNumber: downtime!.number, entryConfirmed: claim !== null },
        paper,
      ),
    );
    this.papers.push(made);
    return 'in effect';
  }

  /** A port director takes a decision back; it is told again under its id. */
  takeBack(which: number): void {
    const inEffect = this.register.filter(({ state }) => state === 'in effect');
    const found = inEffect[which % Math.max(1, inEffect.length)];
    if (!found) return;
    const voiding = {
      reason: 'Wrong shipment',
      officer: 'Director',
      accountId: found.accountId,
      at: this.now().toISOString(),
    };
    this.register[this.register.indexOf(found)] = { ...found, state: 'void', voiding };
    this.papers.push({ ...this.papers.find(({ decisionId }) => decisionId === found.id)!, voided: true });
  }
}
