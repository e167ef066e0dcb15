import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { storeCapabilities } from '#access';
import { CapabilityChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';

/** Keeps capabilities up to date, so that filings are judged whatever else is away. */
@Controller()
export class CapabilityConsumer {
  @EventPattern<string>(CapabilityChanged.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<CapabilityChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await storeCapabilities(
      unit.manager,
      messages.map(({ data }) => data),
    );
  }
}
