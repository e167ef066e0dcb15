import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { FilerSetUpChanged } from '#contracts';
import { MessageContext, Received } from '#messaging';
import { FilerSetUps } from './filer-set-ups';

@Controller()
export class FilerSetUpChangedConsumer {
  constructor(private readonly setUps: FilerSetUps) {}

  @EventPattern<string>(FilerSetUpChanged.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<FilerSetUpChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.setUps.store(
      unit,
      messages.map(({ data }) => data),
    );
  }
}
