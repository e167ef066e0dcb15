import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { BondChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { keepBonds } from './bonds-on-file';

/** Keeps bonds, so that a demand on a surety knows what it is liable for while the register is away. */
@Controller()
export class BondsConsumer {
  @EventPattern<string>(BondChanged.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<BondChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await keepBonds(
      unit.manager,
      messages.map(({ data }) => data),
    );
  }
}
