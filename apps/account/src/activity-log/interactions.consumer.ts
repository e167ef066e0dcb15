import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { type Interaction, INTERACTIONS } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { entriesOf } from './activity-chain.rules';
import { keepMessages } from '../messages/message.repository';
import { appendActivity } from './activity.repository';

/** Writes every interaction between an account and the platform or CBP, whichever service tells of it, into the account's activity log, and what came into mailboxes into the picture. */
@Controller()
export class InteractionsConsumer {
  @EventPattern<string[]>(
    INTERACTIONS.map(({ type }) => type),
    { batch: true, repeats: true },
  )
  async record(@Payload() messages: Received<Interaction>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const interactions = messages.map(({ data }) => data);
    await appendActivity(unit.manager, interactions.flatMap(entriesOf), unit.now);
    await keepMessages(unit.manager, interactions);
  }
}
