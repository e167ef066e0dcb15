import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { storeStandings } from '#access';
import { StandingChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';

/** Keeps the standing of trusted traders up to date, by which the list of a port is put in order whatever else is away. */
@Controller()
export class StandingConsumer {
  @EventPattern<string>(StandingChanged.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<StandingChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await storeStandings(
      unit.manager,
      messages.map(({ data }) => data),
    );
  }
}
