import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { FilerSetUpChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { storeProfiles } from './statement-profiles';

/** How filers take part in statements: part of their set-up for ABI. */
@Controller()
export class FilerSetUpConsumer {
  @EventPattern<string>(FilerSetUpChanged.type, { batch: true, repeats: true })
  take(@Payload() messages: Received<FilerSetUpChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    return storeProfiles(
      unit.manager,
      messages.map(({ data }) => data),
    );
  }
}
