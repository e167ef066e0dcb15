import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { InteractionRecorded } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { entriesOf } from './activity-chain.rules';
import { appendActivity } from './activity.repository';

/** Writes every interaction between a partner and the platform into the partner's activity log. */
@Controller()
export class InteractionsConsumer {
  @EventPattern<string>(InteractionRecorded.type, { batch: true, repeats: true })
  async record(@Payload() messages: Received<InteractionRecorded>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await appendActivity(
      unit.manager,
      messages.flatMap((message) => entriesOf(message.data)),
      unit.now,
    );
  }
}
