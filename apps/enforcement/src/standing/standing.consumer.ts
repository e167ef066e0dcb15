import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { StandingChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { keepStandings } from './standings';

/** Keeps how accounts stand as trusted traders: when one petitions, its Center is asked, whether the Centers' service is up or not. */
@Controller()
export class StandingConsumer {
  @EventPattern<string>(StandingChanged.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<StandingChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await keepStandings(
      unit.manager,
      messages.map(({ data }) => data),
    );
  }
}
