import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { PowerOfAttorneyChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { keepPowers } from './powers-of-attorney';

/** Keeps powers of attorney up to date, so that who petitions for a party is judged whatever else is away. */
@Controller()
export class PowerOfAttorneyConsumer {
  @EventPattern<string>(PowerOfAttorneyChanged.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<PowerOfAttorneyChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await keepPowers(
      unit.manager,
      messages.map(({ data }) => data),
    );
  }
}
