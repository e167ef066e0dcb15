import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { DowntimeChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { keepDowntimes } from './downtimes';

/** Keeps downtimes, which give time to who has to petition. */
@Controller()
export class DowntimeConsumer {
  @EventPattern<string>(DowntimeChanged.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<DowntimeChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await keepDowntimes(
      unit.manager,
      messages.map(({ data }) => data),
    );
  }
}
