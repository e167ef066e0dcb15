import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { SelectionMade } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { keepSelections } from './selections.repository';

/** Keeps how entries of trusted traders were selected for exam, and what exams of others took: what standing brought is counted from it. */
@Controller()
export class SelectionsConsumer {
  @EventPattern<string>(SelectionMade.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<SelectionMade>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await keepSelections(
      unit.manager,
      messages.map(({ data }) => data),
    );
  }
}
