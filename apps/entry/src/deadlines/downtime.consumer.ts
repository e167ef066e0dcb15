import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { DowntimeChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { DeadlineRepository } from './deadline.repository';

/** Downtimes as they are declared, changed and ended: the deadlines they touch are judged again (deadline.timer.ts). */
@Controller()
export class DowntimeConsumer {
  constructor(private readonly deadlines: DeadlineRepository) {}

  @EventPattern<string>(DowntimeChanged.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<DowntimeChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.deadlines.storeDowntimes(
      unit.manager,
      messages.map(({ data }) => data),
      unit.now,
    );
  }
}
