import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { NoticeTold, SummaryReported } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { EnforcementCases } from '../cases/enforcement-cases';
import { lateSummary, missedRedelivery, type OpeningRule } from './opening-rules';

const PLATFORM = 'the platform';

/** Events for which cases are opened by rule, one case each, whenever they are heard of. */
@Controller()
export class OpeningEventsConsumer {
  constructor(private readonly cases: EnforcementCases) {}

  @EventPattern<string>(SummaryReported.type, { batch: true, repeats: true })
  summaries(@Payload() messages: Received<SummaryReported>[], @Ctx() context: MessageContext): Promise<void> {
    return this.open(lateSummary, messages, context);
  }

  @EventPattern<string>(NoticeTold.type, { batch: true, repeats: true })
  notices(@Payload() messages: Received<NoticeTold>[], @Ctx() context: MessageContext): Promise<void> {
    return this.open(missedRedelivery, messages, context);
  }

  private async open<T>(
    rule: OpeningRule<T>,
    messages: readonly Received<T>[],
    { unit }: MessageContext,
  ): Promise<void> {
    for (const { data } of messages) {
      const opening = rule.opens(data);
      if (opening) await this.cases.openWithin(unit, opening.wanted, PLATFORM, opening.openedOn);
    }
  }
}
