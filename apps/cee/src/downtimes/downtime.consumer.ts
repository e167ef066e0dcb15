import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { DowntimeChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { Downtimes } from './downtimes';

@Controller()
export class DowntimeConsumer {
  constructor(private readonly downtimes: Downtimes) {}

  @EventPattern<string>(DowntimeChanged.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<DowntimeChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.downtimes.store(
      unit.manager,
      messages.map(({ data }) => data),
    );
  }
}
