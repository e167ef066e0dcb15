import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { EntryInteractionRecorded, type Interaction, InteractionRecorded } from '#contracts';
import { MessageContext, type Received, type UnitOfWork } from '#messaging';
import { entriesOf } from './activity-chain.rules';
import { keepMessages } from '../messages/message.repository';
import { appendActivity } from './activity.repository';

/** Writes every interaction between a partner and the platform or CBP into the partner's activity log, and what came into mailboxes into the picture. */
@Controller()
export class InteractionsConsumer {
  @EventPattern<string>(InteractionRecorded.type, { batch: true, repeats: true })
  async record(@Payload() messages: Received<InteractionRecorded>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await append(unit, messages);
    await keepMessages(
      unit.manager,
      messages.map(({ data }) => data),
    );
  }

  @EventPattern<string>(EntryInteractionRecorded.type, { batch: true, repeats: true })
  recordOfEntry(
    @Payload() messages: Received<EntryInteractionRecorded>[],
    @Ctx() { unit }: MessageContext,
  ): Promise<void> {
    return append(unit, messages);
  }
}

const append = (unit: UnitOfWork, messages: readonly Received<Interaction>[]): Promise<void> =>
  appendActivity(
    unit.manager,
    messages.flatMap((message) => entriesOf(message.data)),
    unit.now,
  );
