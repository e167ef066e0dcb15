import { Injectable } from '@nestjs/common';
import {
  entrySubject,
  type Condition,
  type SummaryDecided,
  type SummaryDecision,
  SummaryStatusChanged,
} from '#contracts';
import { localDate } from '#kernel';
import type { Cause, UnitOfWork } from '#messaging';
import { dueOf, EASTERN, isPort, reviewFunctionOf } from '#reference';
import { AuthorityRepository } from '../authority/authority.repository';
import type { Decider } from '../authority/authority.rules';
import { fullImporterNumber } from '../importer/importer.repository';
import { dayAt } from '../port-day/port-day';
import { releaseKey } from '../release/release.model';
import { LiquidationDesk } from '../liquidation/liquidation.desk';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import { tellDecided } from '../interactions/decided';
import { reportRefusal, reportSummary } from './summary-report';
import type { StoredSummary, SummaryChange } from '../summary-on-file/summary.model';
import { rejectionRemarks } from './rejection-remarks.rules';
import { stateOf, summaryStates } from '../summary-on-file/summary.states';
import { applySummaryReview, type NotTheirs } from './summary-review.rules';

/** UC E1: rejected; decided by a person. */
const REJECTED = '4';
const MANUAL = '1';

/** What CBP decides on an entry summary, whoever it is: an officer at the port or a specialist of the Center. */
export interface SummaryOrder {
  readonly filerCode: string;
  readonly entryNumber: string;
  readonly decision: SummaryDecision;
  /** Why who decides may not, by who decides on the day of the summary; null where they may. */
  readonly refusalOf: (summary: StoredSummary, decider: Decider) => NotTheirs | null;
  readonly by: string;
  readonly ports: readonly string[];
  readonly note: string | null;
  readonly findings: SummaryDecided['findings'];
  readonly reasonCode: string | null;
  /** The filing or decision that it came as, and the account of who decided. */
  readonly orderId: string;
  readonly accountId: string;
  /** When the gateway took it; null for what came from elsewhere. */
  readonly acceptedAt: string | null;
  /** Of a Center: told with what became of it. */
  readonly decisionId: string | null;
  readonly cause: Cause;
}

/** Carries out what CBP decides on entry summaries; the filer of a rejected one is notified. */
@Injectable()
export class SummaryReviewDesk {
  constructor(
    private readonly summaries: EntrySummaryRepository,
    private readonly liquidations: LiquidationDesk,
    private readonly authority: AuthorityRepository,
  ) {}

  /** Carries the orders out; answers the conditions of those that are refused. A Center hears of a refusal by the report on the summary. */
  async review(unit: UnitOfWork, orders: readonly SummaryOrder[]): Promise<Map<SummaryOrder, Condition[]>> {
    const keyOf = ({ filerCode, entryNumber }: SummaryOrder): string => releaseKey(filerCode, entryNumber);
    const stored = await this.summaries.lock(unit.manager, orders.map(keyOf));
    const authority = await this.authority.read(
      unit.manager,
      [...stored.values()].flatMap(({ importerNumber }) => importerNumber ?? []),
    );
    const contents = await this.summaries.contents(unit.manager, [...stored.keys()]);
    const deciderOn = ({ key, centerId, entryDate, importerNumber, corrected }: StoredSummary): Decider => {
      const underFunction = reviewFunctionOf(contents.get(key)?.entryType ?? null, corrected);
      return authority.decider(
        centerId,
        entryDate,
        importerNumber && fullImporterNumber(importerNumber),
        underFunction,
      );
    };
    const refusals = new Map<SummaryOrder, Condition[]>();
    const changes: SummaryChange[] = [];
    for (const order of orders) {
      const { decision, refusalOf, by, note, orderId, accountId, acceptedAt, decisionId, cause } = order;
      const before = stored.get(keyOf(order));
      const notTheirs = before && before.state !== 'deleted' ? refusalOf(before, deciderOn(before)) : null;
      const result = applySummaryReview(decision, notTheirs, before);
      if (result.kind === 'refused') {
        refusals.set(order, result.conditions);
        const refusal = notTheirs?.told ?? result.conditions.map(({ text }) => text).join(', ');
        if (decisionId !== null) reportRefusal(unit, { ...order, decisionId }, before, refusal, cause);
        continue;
      }
      const { after, event } = result;
      tellDecided(unit, order, after.accountId, after.centerId);
      changes.push({
        after,
        event,
        filingId: orderId,
        accountId,
        content: null,
        computed: null,
        officer: by,
        note: note ?? (order.findings.length > 0 ? rejectionRemarks(order.findings, null).join('\n') : null),
      });
      const besides = decisionId === null ? {} : { decision: { decisionId, refusal: null } };
      reportSummary(unit, after, null, acceptedAt, cause, besides);
      if (summaryStates.says(stateOf(before), event).includes(SummaryStatusChanged.type))
        this.notify(unit, after, order);
    }
    await this.summaries.save(unit.manager, changes, unit.now);
    const last = new Map(changes.map(({ after }) => [after.key, after]));
    const causeOf = (key: string): Cause => orders.findLast((order) => keyOf(order) === key)!.cause;
    await this.liquidations.follow(unit, [...last.values()], causeOf, changes);
    return refusals;
  }

  private notify(unit: UnitOfWork, summary: StoredSummary, order: SummaryOrder): void {
    const { filerCode, entryNumber, note, findings, reasonCode, decisionId, cause } = order;
    const { accountId, portOfEntry, brokerReference, teamNumber, centerId } = summary;
    const start = localDate(unit.now, EASTERN);
    const resubmitBy = dueOf('resubmission of a summary', { start }).dueDate;
    const own = note === null ? findings : [{ line: null, code: '', text: note }];
    unit.publish(
      SummaryStatusChanged,
      entrySubject(order),
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
        reasonCode,
        date: dayAt(portOfEntry && isPort(portOfEntry) ? portOfEntry : null, unit.now),
        remarks: rejectionRemarks(own, decisionId === null ? null : resubmitBy),
        occurredAt: unit.now.toISOString(),
        ...(decisionId !== null && { findings, resubmitBy }),
      },
      cause,
    );
  }
}
