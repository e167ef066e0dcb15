import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { CenterInputTold } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { takeInput } from './center-inputs';

/** What Centers say of cases they were asked about. */
@Controller()
export class CenterInputConsumer {
  @EventPattern<string>(CenterInputTold.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<CenterInputTold>[], @Ctx() { unit }: MessageContext): Promise<void> {
    for (const { data } of messages) await takeInput(unit.manager, data);
  }
}
