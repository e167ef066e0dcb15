import { Injectable } from '@nestjs/common';
import { KnownAccounts } from '#access';
import { timeOrderedId } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import type { Officer } from '../../officers/officer';
import { PortConfig } from '../../config/port.config';
import { ComponentSightings } from '../../sightings/component-sightings';
import { authorityOf, levelOf, notAllowed } from '../authority/authority.rules';
import { type Refusal, refuseIf } from '../authority/refusals';
import { DowntimeBook } from '../book/downtime-book';
import { actorOf } from '../model/actor';
import { IncidentsRepository } from '../incidents/incidents.repository';
import { asContractScope, isEverywhere, portsOf } from '#statement';
import type { Actor, Downtime, Incident, Notice } from '../model/records';
import { NoticeIssuing } from '../notices/notice-issuing';
import { nextNumber } from '../book/numbering';
import { PortThresholds } from '../thresholds/port-thresholds';
import { earlyModes } from '../thresholds/thresholds.rules';
import type { Declaration, Extension, Revocation, ScopeChange } from './declaration';
import {
  earliness,
  greaterRelief,
  inTheWay,
  mayChange,
  narrowerFaults,
  reconciled,
  scopeFaults,
  timeFaults,
  treatmentsOf,
  widerFaults,
} from './declaring.rules';
import { downtimeOfNotice, downtimeStatement, downtimeTitle } from './downtime-statement.rules';
import { downtimeLife, type DowntimeEvent } from '../model/downtime.states';
import { DowntimesRepository } from './downtimes.repository';

export interface DowntimeResult {
  readonly downtime: Downtime;
  readonly notice: Notice;
  /** Downtimes of ports that became part of this one, ceased to be, or ended with it. */
  readonly alsoChanged: readonly Downtime[];
}

type Changes = Partial<
  Pick<
    Downtime,
    | 'confirmed'
    | 'possible'
    | 'gateOrders'
    | 'treatments'
    | 'relief'
    | 'expectedEnd'
    | 'reviewAt'
    | 'partOf'
    | 'to'
    | 'reason'
  >
>;
type Who = Actor & { readonly accountId: string };

/** Who acts: an officer with a role, or a filer for its own outage. */
type Declarer = { readonly officer: Officer; readonly by: Who } | { readonly officer: null; readonly by: Who };

/** Invokes, widens, narrows, extends and revokes downtimes. Every refusal names its rule; every act appends a version and issues a notice. */
@Injectable()
export class DowntimeDeclarations {
  constructor(
    private readonly transactions: Transactions,
    private readonly downtimes: DowntimesRepository,
    private readonly incidents: IncidentsRepository,
    private readonly notices: NoticeIssuing,
    private readonly thresholds: PortThresholds,
    private readonly accounts: KnownAccounts,
    private readonly config: PortConfig,
    private readonly book: DowntimeBook,
    private readonly seen: ComponentSightings,
  ) {}

  invoke(officer: Officer, declaration: Declaration): Promise<DowntimeResult> {
    return this.changed((unit) =>
      this.invokeIn(unit, { officer, by: actorOf(officer, declaration.officer) }, declaration),
    );
  }

  /** A filer declares its own outage, through the gateway; it binds nobody but itself. */
  invokeForSelf(
    declaration: Declaration & { readonly filer: NonNullable<Declaration['filer']> },
  ): Promise<DowntimeResult> {
    const by: Who = {
      accountId: declaration.filer.accountId,
      officer: declaration.officer ?? 'the filer',
      role: 'filer',
    };
    return this.changed((unit) => this.invokeIn(unit, { officer: null, by }, declaration));
  }

  widen(officer: Officer, number: string, change: ScopeChange): Promise<DowntimeResult> {
    return this.rescope(officer, number, change, 'widen');
  }

  narrow(officer: Officer, number: string, change: ScopeChange): Promise<DowntimeResult> {
    return this.rescope(officer, number, change, 'narrow');
  }

  extend(officer: Officer, number: string, change: Extension): Promise<DowntimeResult> {
    return this.changed(async (unit) => {
      const { present } = await this.changeable(unit, officer, number, 'extend');
      refuseIf(timeFaults({ from: null, expectedEnd: change.expectedEnd, reviewAt: change.reviewAt }, unit.now));
      const { expectedEnd, reviewAt, reason } = change;
      const next = version(
        present,
        'extended',
        { expectedEnd, reviewAt: reviewAt ?? present.reviewAt, reason },
        actorOf(officer, change.officer),
        unit.now,
      );
      return this.stored(unit, next, 'extended', []);
    });
  }

  /** A filer ends what it declared for itself, and nothing else. */
  revokeForSelf(accountId: string, number: string, reason: string): Promise<DowntimeResult> {
    return this.changed(async (unit) => {
      await this.downtimes.lockInForce(unit);
      const present = await this.downtimes.byNumber(unit, number);
      refuseIf([
        present?.level !== 'filer' || present.filer?.accountId !== accountId
          ? { rule: 'KNOWN NUMBER', at: '', detail: number }
          : null,
      ]);
      refuseIf([
        !downtimeLife.can(present!.state, 'revoke') && {
          rule: 'STATE',
          at: '',
          detail: `${number} is ${present!.state}.`,
        },
      ]);
      const by: Who = { accountId, officer: 'the filer', role: 'filer' };
      return this.stored(
        unit,
        version(present!, 'revoked', { to: unit.now.toISOString(), reason }, by, unit.now),
        'revoked',
        [],
      );
    });
  }

  revoke(officer: Officer, number: string, { reason, relief, officer: person }: Revocation): Promise<DowntimeResult> {
    return this.changed(async (unit) => {
      const { present, inForce } = await this.changeable(unit, officer, number, 'revoke');
      // A revoked downtime orders no gate any more.
      refuseIf(
        notAllowed(
          officer,
          { confirmed: present.confirmed, gateOrders: [], relief: relief ?? present.relief },
          unit.now,
          present,
        ),
      );
      const by = actorOf(officer, person);
      const to = unit.now.toISOString();
      const next = version(present, 'revoked', { to, reason, relief: relief ?? present.relief }, by, unit.now);
      // What headquarters covered, it also ends: a port that needs more declares again.
      const parts = inForce
        .filter(({ partOf }) => partOf === number)
        .map((part) =>
          version(
            part,
            'revoked',
            { to, reason: `${number} ended`, relief: greaterRelief(part.relief, next.relief) },
            by,
            unit.now,
          ),
        );
      return this.stored(unit, next, 'revoked', parts);
    });
  }

  private async invokeIn(
    unit: UnitOfWork,
    { officer, by }: Declarer,
    declaration: Declaration,
  ): Promise<DowntimeResult> {
    const { confirmed, possible, drill, filer } = declaration;
    const inForce = await this.downtimes.lockInForce(unit);
    const from = declaration.from ?? unit.now.toISOString();
    const level = officer ? levelOf(officer.role, filer !== null) : 'filer';
    const standing = { level, drill, filerAccountId: filer?.accountId ?? null };
    const incident = await this.incidentOf(unit, declaration);
    refuseIf([
      ...(officer ? notAllowed(officer, declaration, unit.now) : []),
      ...scopeFaults(declaration),
      ...timeFaults(declaration, unit.now),
    ]);
    refuseIf([...incident.faults, ...(await this.filerFaults(filer)), ...inTheWay(confirmed, standing, inForce)]);
    const early =
      level === 'filer'
        ? []
        : earlyModes(
            from,
            confirmed.modes,
            portsOf(confirmed),
            await this.thresholds.all(unit.manager),
            this.config.THRESHOLD_MINUTE_SECONDS,
            unit.now,
          );
    const reasonNeeded =
      early.length > 0 &&
      officer !== null &&
      !authorityOf(officer.role, unit.now).actsEarlyWithoutReason &&
      !declaration.earlyReason;
    refuseIf([
      reasonNeeded && {
        rule: 'EARLY NEEDS A REASON',
        at: '/earlyReason',
        detail: `Not yet reached for ${early.join(', ')}.`,
      },
    ]);
    const at = unit.now.toISOString();
    const downtime: Downtime = {
      id: timeOrderedId(),
      number: await nextNumber(unit.manager, 'downtime', drill, unit.now),
      version: 1,
      drill,
      state: downtimeLife.initial,
      level,
      incidentNumber: declaration.incidentNumber,
      confirmed,
      possible,
      scope: asContractScope(confirmed),
      everywhere: false,
      filer,
      from,
      to: null,
      expectedEnd: declaration.expectedEnd,
      reviewAt: declaration.reviewAt,
      procedure: declaration.procedure,
      gateOrders: declaration.gateOrders,
      treatments: treatmentsOf(declaration),
      relief: declaration.relief,
      reason: declaration.reason,
      early: earliness(early, declaration.earlyReason),
      partOf: null,
      invokedBy: by,
      invokedAt: at,
      changedBy: by,
      changedAt: at,
      change: 'invoked',
    };
    return this.stored(
      unit,
      downtime,
      'invoked',
      this.reconcile(downtime, inForce, by, unit.now),
      declaration.audience,
    );
  }

  private rescope(
    officer: Officer,
    number: string,
    change: ScopeChange,
    event: 'widen' | 'narrow',
  ): Promise<DowntimeResult> {
    return this.changed(async (unit) => {
      const { present, inForce } = await this.changeable(unit, officer, number, event);
      const { confirmed, reason } = change;
      const gateOrders = change.gateOrders ?? present.gateOrders;
      const relief = change.relief ?? present.relief;
      refuseIf([...notAllowed(officer, { confirmed, gateOrders, relief }, unit.now, present), ...scopeFaults(change)]);
      refuseIf(event === 'widen' ? widerFaults(present, change) : narrowerFaults(present, change));
      // Within its own national downtime a port's part may widen; anything else of the same standing is in the way.
      refuseIf(
        inTheWay(
          confirmed,
          { level: present.level, drill: present.drill, filerAccountId: present.filer?.accountId ?? null },
          inForce.filter((other) => other.number !== present.partOf),
          number,
        ),
      );
      const by = actorOf(officer, change.officer);
      const treatments = treatmentsOf({
        gateOrders: [...gateOrders],
        treatments: [...(change.treatments ?? present.treatments)],
      });
      const done = event === 'widen' ? 'widened' : 'narrowed';
      const national = inForce.find((other) => other.number === present.partOf);
      const leaves = national !== undefined && reconciled(national, [{ ...present, confirmed }]).part.length > 0;
      const next = version(
        present,
        done,
        {
          confirmed,
          possible: change.possible ?? present.possible,
          gateOrders,
          treatments,
          relief,
          reason,
          ...(leaves ? { partOf: null } : {}),
        },
        by,
        unit.now,
      );
      return this.stored(unit, next, done, this.reconcile(next, inForce, by, unit.now));
    });
  }

  /** A port may act first: what headquarters then covers becomes part of the national downtime and keeps its own begin. */
  private reconcile(national: Downtime, inForce: readonly Downtime[], by: Who, now: Date): Downtime[] {
    if (national.level !== 'national') return [];
    const { join, part } = reconciled(national, inForce);
    return [
      ...join.map((port) =>
        version(
          port,
          'reconciled',
          { partOf: national.number, relief: greaterRelief(port.relief, national.relief) },
          by,
          now,
        ),
      ),
      ...part.map((port) => version(port, 'parted', { partOf: null }, by, now)),
    ];
  }

  private async changeable(
    unit: UnitOfWork,
    officer: Officer,
    number: string,
    event: DowntimeEvent,
  ): Promise<{ present: Downtime; inForce: Downtime[] }> {
    const inForce = await this.downtimes.lockInForce(unit);
    const present = await this.downtimes.byNumber(unit, number);
    refuseIf([!present && { rule: 'KNOWN NUMBER', at: '', detail: number }]);
    const { declares } = authorityOf(officer.role, unit.now);
    refuseIf([
      declares === 'nothing' && { rule: 'OFFICERS PROPOSE', at: '' },
      declares === 'own ports' && !mayChange(present!, officer.ports) && { rule: 'OWN DECLARATION ONLY', at: '' },
      !downtimeLife.can(present!.state, event) && { rule: 'STATE', at: '', detail: `${number} is ${present!.state}.` },
    ]);
    return { present: present!, inForce };
  }

  private async incidentOf(
    unit: UnitOfWork,
    { incidentNumber, drill }: Declaration,
  ): Promise<{ incident: Incident | null; faults: Refusal[] }> {
    const incident = incidentNumber ? await this.incidents.lock(unit, incidentNumber) : null;
    if (incidentNumber && (!incident || incident.closedAt !== null))
      return { incident: null, faults: [{ rule: 'KNOWN INCIDENT', at: '/incidentNumber', detail: incidentNumber }] };
    return {
      incident,
      faults: incident && incident.drill !== drill ? [{ rule: 'DRILLS AMONG THEMSELVES', at: '/drill' }] : [],
    };
  }

  private async filerFaults(filer: Declaration['filer']): Promise<Refusal[]> {
    if (!filer) return [];
    const account = await this.accounts.byId(filer.accountId);
    if (!account?.active) return [{ rule: 'KNOWN FILER', at: '/filer/accountId', detail: filer.accountId }];
    const foreign = filer.scacs.filter((scac) => !account.scacs.includes(scac));
    return foreign.length > 0
      ? [{ rule: 'KNOWN FILER', at: '/filer/scacs', detail: `Not its own: ${foreign.join(', ')}.` }]
      : [];
  }

  /** A filer's own outage is nobody else's. */
  private isEverywhere(level: Downtime['level'], confirmed: Downtime['confirmed']): boolean {
    return level !== 'filer' && isEverywhere(confirmed, this.seen.standing);
  }

  private async stored(
    unit: UnitOfWork,
    changed: Downtime,
    change: 'invoked' | 'widened' | 'narrowed' | 'extended' | 'revoked',
    also: readonly Downtime[],
    audience: Notice['audience'] = [],
  ): Promise<DowntimeResult> {
    // What was so everywhere stays on record when it is over.
    const downtime: Downtime = {
      ...changed,
      everywhere: changed.to ? (changed.everywhere ?? false) : this.isEverywhere(changed.level, changed.confirmed),
    };
    for (const one of [downtime, ...also]) await this.downtimes.store(unit, one);
    const incident = downtime.incidentNumber ? await this.incidents.lock(unit, downtime.incidentNumber) : null;
    const notice = await this.notices.issue(unit, {
      occasion: `downtime ${change}`,
      drill: downtime.drill,
      by: downtime.changedBy,
      incidentNumber: downtime.incidentNumber,
      downtimeNumber: downtime.number,
      title: downtimeTitle(downtime, change, incident),
      audience: audience.length > 0 ? audience : (incident?.audience ?? ['ABI', 'ports']),
      statement: downtimeStatement(downtime, incident),
      everywhere: downtime.everywhere ? { declaredBy: downtime.invokedBy.role } : null,
      downtime: downtimeOfNotice(downtime, change),
    });
    if (incident) await this.incidents.noteNotice(unit, incident, notice.number);
    return { downtime, notice, alsoChanged: also };
  }

  private async changed(work: (unit: UnitOfWork) => Promise<DowntimeResult>): Promise<DowntimeResult> {
    const result = await this.transactions.run(work);
    await this.book.refresh();
    return result;
  }
}

/** The next version of a downtime: all of it as it now is. */
const version = (present: Downtime, change: Downtime['change'], changes: Changes, by: Who, now: Date): Downtime => {
  const confirmed = changes.confirmed ?? present.confirmed;
  return {
    ...present,
    ...changes,
    confirmed,
    scope: asContractScope(confirmed),
    version: present.version + 1,
    state: changes.to ? 'revoked' : present.state,
    change,
    changedBy: by,
    changedAt: now.toISOString(),
  };
};
