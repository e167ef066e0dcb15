import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  called,
  type Condition,
  EntryReviewOrdered,
  isSummaryDecision,
  type ReleaseDecision,
  type SummaryDecision,
} from '#contracts';
import { MessageContext, type Received, type UnitOfWork } from '#messaging';
import { refusalOfOfficer } from '../entry-summary/summary-review.rules';
import { type SummaryOrder, SummaryReviewDesk } from '../entry-summary/summary-review.desk';
import { publishAnswer } from '../filing/filing-answer';
import { tellDecided } from '../interactions/decided';
import { PaperDecisionFence } from '../paper-standing/paper-decision.fence';
import { PaperDecisionRepository } from '../paper-standing/paper-decision.repository';
import { applyReview } from '../cargo-release/action.rules';
import { CargoReleaseRepository } from '../release/cargo-release.repository';
import { ReleaseDesk } from '../cargo-release/release-desk';
import type { Happening } from '../cargo-release/happening';
import { manifestKeys, releaseKey } from '../release/release.model';

/** What CBP officers decide on entries: examinations, documents, and requests to correct or cancel. */
@Controller()
export class ReviewConsumer {
  constructor(
    private readonly releases: CargoReleaseRepository,
    private readonly desk: ReleaseDesk,
    private readonly summaryReviews: SummaryReviewDesk,
    private readonly decisions: PaperDecisionRepository,
    private readonly fence: PaperDecisionFence,
  ) {}

  @EventPattern<string>(EntryReviewOrdered.type, { batch: true })
  async take(@Payload() messages: Received<EntryReviewOrdered>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.fence.passed(unit);
    await this.reviewReleases(
      unit,
      messages.filter(({ data }) => !isSummaryDecision(data.decision)),
    );
    const ofSummaries = messages.filter(({ data }) => isSummaryDecision(data.decision));
    const orders = ofSummaries.map(orderOf);
    const refusals = await this.summaryReviews.review(unit, orders);
    ofSummaries.forEach((message, at) => answer(unit, message, refusals.get(orders[at]!) ?? []));
  }

  private async reviewReleases(unit: UnitOfWork, messages: readonly Received<EntryReviewOrdered>[]): Promise<void> {
    if (messages.length === 0) return;
    const { manager } = unit;
    await this.decisions.whileNoneIsRecorded(manager);
    const keys = messages.map(({ data }) => releaseKey(data.filerCode, data.entryNumber));
    // Only messages on the same entry change what is asked for, and they are handled one after the other: safe to read unlocked.
    const asked = [...(await this.releases.releasesOf(manager, keys)).values()].flatMap(({ requested }) =>
      requested ? manifestKeys(requested) : [],
    );
    const bills = await this.releases.lockBills(manager, asked);
    const onFile = await this.releases.lockReleases(manager, keys);
    const others = [...onFile.values()]
      .flatMap(({ content }) => manifestKeys(content))
      .filter((key) => !bills.has(key));
    for (const [key, bill] of await this.releases.billsOf(manager, others)) bills.set(key, bill);

    const happenings: Happening[] = [];
    for (const message of messages) {
      const {
        origin,
        filerCode,
        entryNumber,
        decision,
        officer,
        officerPorts,
        note,
        examination = null,
        refusal,
        day,
      } = message.data;
      const before = onFile.get(releaseKey(filerCode, entryNumber)) ?? null;
      const result = applyReview(
        decision as ReleaseDecision,
        officerPorts,
        before,
        bills,
        { facts: examination, note },
        unit.now,
        { refusal, day },
      );
      if (result.kind !== 'refused') {
        happenings.push({
          before,
          draft: result.release,
          event: result.event,
          byAccount: origin.accountId,
          officer,
          note,
          dispositions: result.dispositions,
          ...(result.references && { references: result.references }),
          examined: { facts: examination && { ...examination, siteReason: note }, note },
          cause: message,
        });
      }
      if (result.kind !== 'refused' && before)
        tellDecided(
          unit,
          { filerCode, entryNumber, decision, by: officer, ports: officerPorts, cause: message },
          before.accountId,
          null,
        );
      answer(unit, message, result.kind === 'refused' ? result.conditions : []);
    }
    await this.desk.conclude(unit, happenings, bills, asked);
  }
}

/** An officer decides at the ports of the account, on what is not a Center's. */
const orderOf = (cause: Received<EntryReviewOrdered>): SummaryOrder => {
  const { origin, filerCode, entryNumber, decision, officer, officerPorts, note } = cause.data;
  return {
    ...{ filerCode, entryNumber, decision: decision as SummaryDecision, by: officer, ports: officerPorts, note, cause },
    ...{ findings: [], reasonCode: null, decisionId: null, orderId: origin.filingId, accountId: origin.accountId },
    acceptedAt: origin.receivedAt,
    refusalOf: (summary, decider) => refusalOfOfficer(summary, officerPorts, decider),
  };
};

function answer(unit: UnitOfWork, message: Received<EntryReviewOrdered>, conditions: Condition[]): void {
  const { origin } = message.data;
  const outcome = conditions.length > 0 ? 'rejected' : 'accepted';
  publishAnswer(
    unit,
    {
      origin,
      ...called(EntryReviewOrdered, message.data),
      entrySummary: null,
      outcome,
      conditions,
    },
    message,
  );
}
