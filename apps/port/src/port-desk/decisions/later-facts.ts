import { Injectable } from '@nestjs/common';
import { Transactions, type UnitOfWork } from '#messaging';
import { Problem } from '#service';
import { doerOf, type Officer, servesPort } from '../../officers/officer';
import { haveDeskAlone } from '../storage/desk-lock';
import { MatchQueue } from '../storage/match-queue';
import { unknown } from './decision-desk';
import { entryKeyOfPaper, type RegisteredDecision } from './decision.model';
import type { ExamResultBody, KeyedBody, VoidBody } from './decision.requests';
import { decisionStates } from './decision.states';
import { DecisionsRepository } from './decisions.repository';

/** What becomes known of a decision after it took effect. The paper itself is never changed. */
@Injectable()
export class LaterFacts {
  constructor(
    private readonly transactions: Transactions,
    private readonly decisions: DecisionsRepository,
    private readonly queue: MatchQueue,
  ) {}

  /** Who keyed or filed it afterwards, and when. A later statement replaces an earlier one; both stay in the history. */
  keyed(officer: Officer, controlNumber: string, body: KeyedBody): Promise<RegisteredDecision> {
    return this.inEffect(officer, controlNumber, (unit, decision) => {
      const keyed = {
        by: body.keyedBy,
        at: notLater(body.keyedAt, '/keyedAt', unit),
        reference: body.reference ?? null,
      };
      return this.decisions.change(unit, { ...decision, keyed }, 'keyed', doerOf(officer), keyed);
    });
  }

  examResult(officer: Officer, controlNumber: string, body: ExamResultBody): Promise<RegisteredDecision> {
    return this.inEffect(officer, controlNumber, (unit, decision) => {
      const by = doerOf(officer);
      const examResult = {
        outcome: body.outcome,
        text: body.result,
        officer: body.officer ?? by.person,
        at: notLater(body.at, '/at', unit),
      };
      return this.decisions.change(unit, { ...decision, examResult }, 'examined', by, examResult);
    });
  }

  /** Takes a decision back: it counts for nothing any more, and what was decided on the same goods before it stands again. */
  voided(officer: Officer, controlNumber: string, body: VoidBody): Promise<RegisteredDecision> {
    return this.inEffect(officer, controlNumber, async (unit, decision) => {
      const next = decisionStates.next(decision.state, 'voided');
      if (!next.ok) throw new Problem('state-conflict', next.problem);
      const by = doerOf(officer, body.officer);
      const voiding = { reason: body.reason, officer: by.person, accountId: by.accountId, at: unit.now.toISOString() };
      const changed = await this.decisions.change(unit, { ...decision, state: next.value, voiding }, 'voided', by, {
        reason: body.reason,
      });
      await this.decisions.tell(unit, changed);
      await this.queue.mark(unit.manager, {
        billKeys: changed.paper.bills.map(({ billKey }) => billKey),
        entryKeys: [entryKeyOfPaper(changed.paper) ?? ''],
      });
      return changed;
    });
  }

  private inEffect(
    officer: Officer,
    controlNumber: string,
    work: (unit: UnitOfWork, decision: RegisteredDecision) => Promise<RegisteredDecision>,
  ): Promise<RegisteredDecision> {
    return this.transactions.run(async (unit) => {
      await haveDeskAlone(unit.manager);
      const decision = await this.decisions.lockedByNumber(unit.manager, controlNumber);
      if (!decision) throw unknown(controlNumber);
      if (!servesPort(officer, decision.paper.port))
        throw new Problem('not-authorized', `You do not serve port ${decision.paper.port}.`);
      if (decision.state !== 'in effect')
        throw new Problem('state-conflict', `${decision.controlNumber} is ${decision.state}, not in effect.`);
      return work(unit, decision);
    });
  }
}

const notLater = (text: string, at: string, unit: UnitOfWork): string => {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime()))
    throw new Problem('not-valid', 'This is no instant.', [{ at, text: `${text} does not exist` }]);
  if (instant > unit.now)
    throw new Problem('not-valid', 'This lies in the future.', [{ at, text: `${text} lies in the future` }]);
  return instant.toISOString();
};
