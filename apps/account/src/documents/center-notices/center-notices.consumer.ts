import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { NoticeTold } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { CenterNotices } from './center-notices';

@Controller()
export class CenterNoticesConsumer {
  constructor(private readonly notices: CenterNotices) {}

  @EventPattern<string>(NoticeTold.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<NoticeTold>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.notices.store(
      unit.manager,
      messages.map(({ data }) => data),
    );
  }
}
