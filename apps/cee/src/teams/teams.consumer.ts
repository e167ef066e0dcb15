import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { TeamRequested } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { assignTeams } from './teams';

/** Gives entry summaries their Center and team that a build before asked for by themselves; now the report on the summary asks (summary-work.consumer.ts). */
@Controller()
export class TeamsConsumer {
  @EventPattern<string>(TeamRequested.type, { batch: true, repeats: true })
  async assign(@Payload() messages: Received<TeamRequested>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await assignTeams(
      unit,
      messages.map((message) => ({ request: message.data, cause: message })),
      false,
    );
  }
}
