import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { ManualDecisionMade } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { PaperDecisionDesk } from './paper-decision.desk';
import { PaperDecisionFence } from '../paper-standing/paper-decision.fence';

/** Decisions that officers made by hand during a downtime. */
@Controller()
export class PaperDecisionConsumer {
  constructor(
    private readonly fence: PaperDecisionFence,
    private readonly desk: PaperDecisionDesk,
  ) {}

  @EventPattern<string>(ManualDecisionMade.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<ManualDecisionMade>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.fence.passed(unit);
    await this.desk.record(
      unit,
      messages.map((message) => ({ decision: message.data, cause: message })),
    );
  }
}
