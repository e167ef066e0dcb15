import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { type Interaction, INTERACTIONS } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { entriesOf } from './activity-chain.rules';
import { appendActivity } from './activity.repository';

/** Writes every interaction between an account and the platform or CBP, whichever service tells of it, into the account's activity log. */
@Controller()
export class InteractionsConsumer {
  @EventPattern<string[]>(
    INTERACTIONS.map(({ type }) => type),
    { batch: true, repeats: true },
  )
  record(@Payload() messages: Received<Interaction>[], @Ctx() { unit }: MessageContext): Promise<void> {
    return appendActivity(
      unit.manager,
      messages.flatMap((message) => entriesOf(message.data)),
      unit.now,
    );
  }
}
