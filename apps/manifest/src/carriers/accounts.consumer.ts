import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { AccountChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { CarrierCodes } from './carrier-codes';

/** Keeps which account holds which SCAC: a bill number is its issuer's. */
@Controller()
export class AccountsConsumer {
  @EventPattern<string>(AccountChanged.type, { batch: true })
  async take(@Payload() messages: Received<AccountChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await CarrierCodes.store(
      unit.manager,
      messages.map(({ data }) => data),
    );
  }
}
