import { Injectable } from '@nestjs/common';
import {
  entrySubject,
  type Condition,
  type EntryReviewOrdered,
  type SummaryDecision,
  SummaryStatusChanged,
} from '#contracts';
import type { Received, UnitOfWork } from '#messaging';
import { isPort } from '#reference';
import { dayAt } from '../port-day/port-day';
import { releaseKey } from '../release/release.model';
import { EntrySummaryRepository } from './entry-summary.repository';
import { tellDecided } from '../interactions/decided';
import { reportSummary } from './summary-report';
import type { StoredSummary, SummaryChange } from './summary.model';
import { applySummaryReview } from './summary-review.rules';
import { stateOf, summaryStates } from './summary.states';

/** UC E1: rejected; decided by a person. */
const REJECTED = '4';
const MANUAL = '1';
const REMARK_WIDTH = 78;

const remarksOf = (note: string | null): string[] => (note ?? '').match(new RegExp(`.{1,${REMARK_WIDTH}}`, 'gs')) ?? [];

/** What CBP officers decide on entry summaries; the filer of a rejected one is notified. */
@Injectable()
export class SummaryReviewDesk {
  constructor(private readonly summaries: EntrySummaryRepository) {}

  /** Carries the orders out; answers the conditions of those that are refused. */
  async review(
    unit: UnitOfWork,
    orders: readonly Received<EntryReviewOrdered>[],
  ): Promise<Map<Received<EntryReviewOrdered>, Condition[]>> {
    const keyOf = ({ data }: Received<EntryReviewOrdered>): string => releaseKey(data.filerCode, data.entryNumber);
    const stored = await this.summaries.lock(unit.manager, orders.map(keyOf));
    const refusals = new Map<Received<EntryReviewOrdered>, Condition[]>();
    const changes: SummaryChange[] = [];
    for (const order of orders) {
      const { origin, decision, officerPorts, officer, note } = order.data;
      const result = applySummaryReview(decision as SummaryDecision, officerPorts, stored.get(keyOf(order)));
      if (result.kind === 'refused') {
        refusals.set(order, result.conditions);
        continue;
      }
      const { after, event } = result;
      tellDecided(unit, order, after.accountId, after.centerId);
      changes.push({
        after,
        event,
        filingId: origin.filingId,
        accountId: origin.accountId,
        content: null,
        computed: null,
        officer,
        note,
      });
      reportSummary(unit, after, null, order.data.origin.receivedAt, order);
      if (summaryStates.says(stateOf(stored.get(keyOf(order))), event).includes(SummaryStatusChanged.type))
        this.notify(unit, after, order);
    }
    await this.summaries.save(unit.manager, changes, unit.now);
    return refusals;
  }

  private notify(unit: UnitOfWork, summary: StoredSummary, order: Received<EntryReviewOrdered>): void {
    const { filerCode, entryNumber, note } = order.data;
    const { accountId, portOfEntry, brokerReference, teamNumber, centerId } = summary;
    unit.publish(
      SummaryStatusChanged,
      entrySubject(order.data),
      {
        accountId,
        filerCode,
        entryNumber,
        portOfEntry,
        brokerReference,
        dispositionType: REJECTED,
        source: MANUAL,
        teamNumber,
        centerId,
        reasonCode: null,
        date: dayAt(portOfEntry && isPort(portOfEntry) ? portOfEntry : null, unit.now),
        remarks: remarksOf(note),
        occurredAt: unit.now.toISOString(),
      },
      order,
    );
  }
}
