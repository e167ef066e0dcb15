import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { SummaryDecided } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { refusalOfCenter } from '../entry-summary/summary-review.rules';
import { SummaryReviewDesk } from '../entry-summary/summary-review.desk';

/** What Centers decide on entry summaries. Of two decisions at the same instant the later one finds what the earlier one left. */
@Controller()
export class CenterDecisionConsumer {
  constructor(private readonly desk: SummaryReviewDesk) {}

  @EventPattern<string>(SummaryDecided.type, { batch: true })
  async take(@Payload() messages: Received<SummaryDecided>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.desk.review(
      unit,
      messages.map((cause) => {
        const { decisionId, filerCode, entryNumber, decision, findings, reasonCodes, specialist, accountId, centerId } =
          cause.data;
        return {
          ...{ filerCode, entryNumber, decision, findings, accountId, decisionId, cause },
          ...{ by: specialist, ports: [], note: null, acceptedAt: null, orderId: decisionId },
          reasonCode: reasonCodes[0] ?? null,
          refusalOf: (summary, decider) => refusalOfCenter(summary, centerId, decider),
        };
      }),
    );
  }
}
