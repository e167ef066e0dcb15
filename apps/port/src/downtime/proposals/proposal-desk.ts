import { Injectable } from '@nestjs/common';
import { timeOrderedId } from '#kernel';
import { Transactions } from '#messaging';
import type { Officer } from '../../officers/officer';
import { notAllowed } from '../authority/authority.rules';
import { type Refusal, refuseIf } from '../authority/refusals';
import { DowntimeBook } from '../book/downtime-book';
import { actorOf } from '../model/actor';
import { IncidentLog, type IncidentResult } from '../incidents/incident-log';
import { foreignFunctions } from '../authority/own-functions.rules';
import type { Statement } from '#contracts';
import type { Acceptance, Dismissal, OfficerProposal, Proposal } from './proposal';
import { proposalLife, type ProposalEvent } from './proposal.states';
import { ProposalWatch } from './proposal-watch.timer';
import { ProposalsRepository } from './proposals.repository';

/** What people do about proposals. */
@Injectable()
export class ProposalDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly proposals: ProposalsRepository,
    private readonly incidents: IncidentLog,
    private readonly watch: ProposalWatch,
    private readonly book: DowntimeBook,
  ) {}

  /** An officer of any role may propose. */
  async propose(
    officer: Officer,
    { title, statement, since, reason, officer: person }: OfficerProposal,
  ): Promise<Proposal> {
    refuseIf(foreignFunctions(statement));
    const now = new Date().toISOString();
    const proposal: Proposal = {
      id: timeOrderedId(),
      version: 1,
      state: proposalLife.initial,
      origin: 'officer',
      component: null,
      since: since ?? now,
      openedAt: now,
      changedAt: now,
      title,
      evidence: reason ? { component: 'none', componentState: 'reported', reason, gates: [], facts: {} } : null,
      suggested: statement,
      by: actorOf(officer, person),
      decision: null,
      recoveredAt: null,
    };
    await this.proposals.add(proposal);
    await this.watch.look();
    return proposal;
  }

  /** Opens the incident that is proposed. @throws Problem naming the rule when it was decided already or the role does not allow it */
  async accept(officer: Officer, id: string, acceptance: Acceptance): Promise<IncidentResult & { proposal: Proposal }> {
    const result = await this.transactions.run(async (unit) => {
      const proposal = this.decidable(await this.proposals.lock(unit.manager, id), id, 'accept');
      const { audience, remark, notice, officer: person } = acceptance;
      const report = {
        drill: false,
        audience,
        remark,
        notice,
        officer: person,
        title: acceptance.title ?? proposal.title,
        statement: forPorts(officer, acceptance, proposal.suggested),
        identified: false,
      };
      const opened = await this.incidents.openIn(unit, officer, report, id);
      const decision = {
        by: actorOf(officer, person),
        at: unit.now.toISOString(),
        reason: remark,
        incidentNumber: opened.incident.number,
      };
      const decided: Proposal = {
        ...proposal,
        version: proposal.version + 1,
        state: 'accepted',
        changedAt: decision.at,
        decision,
      };
      await this.proposals.store(decided, unit.manager);
      return { ...opened, proposal: decided };
    });
    await this.book.refresh();
    await this.watch.look();
    return result;
  }

  /** Ends what is proposed without an incident. @throws Problem when the officer could not declare it either */
  async dismiss(officer: Officer, id: string, { reason, officer: person }: Dismissal): Promise<Proposal> {
    const decided = await this.transactions.run(async (unit) => {
      const proposal = this.decidable(await this.proposals.lock(unit.manager, id), id, 'dismiss');
      refuseIf(mayNotDismiss(officer, proposal.suggested, unit.now));
      const decision = { by: actorOf(officer, person), at: unit.now.toISOString(), reason, incidentNumber: null };
      const next: Proposal = {
        ...proposal,
        version: proposal.version + 1,
        state: 'dismissed',
        changedAt: decision.at,
        decision,
      };
      await this.proposals.store(next, unit.manager);
      return next;
    });
    await this.watch.look();
    return decided;
  }

  private decidable(proposal: Proposal | null, id: string, event: ProposalEvent): Proposal {
    refuseIf([!proposal && { rule: 'KNOWN NUMBER', at: '', detail: id }]);
    refuseIf([
      !proposalLife.can(proposal!.state, event) && {
        rule: 'STATE',
        at: '',
        detail: `The proposal is ${proposal!.state}.`,
      },
    ]);
    return proposal!;
  }
}

/** To say that nothing need be declared somewhere takes the authority to declare there. */
const mayNotDismiss = (officer: Officer, { confirmed, relief }: Statement, now: Date): Refusal[] => {
  const refusals = notAllowed(
    officer,
    { confirmed, gateOrders: [], relief: relief ?? { paymentBusinessDays: 0, otherBusinessDays: 0 } },
    now,
  );
  return refusals.map(
    (refusal): Refusal =>
      refusal.rule === 'OFFICERS PROPOSE'
        ? refusal
        : { rule: 'DISMISSED LIKE DECLARED', at: '', ...(refusal.detail ? { detail: refusal.detail } : {}) },
  );
};

/** A port director takes a proposal up for the ports named, else for the own ones. */
const forPorts = (officer: Officer, { statement, ports }: Acceptance, suggested: Statement): Statement => {
  if (statement) return statement;
  const named =
    ports.length > 0 ? ports : officer.role === 'port director' ? [...officer.ports] : suggested.confirmed.ports;
  const { confirmed } = suggested;
  // What is seen everywhere and declared for some may yet spread to the others.
  const possible = named.length > 0 && confirmed.ports.length === 0 ? confirmed : suggested.possible;
  return { ...suggested, confirmed: { ...confirmed, ports: [...named] }, possible };
};
