import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { SessionsEnded } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { KnownAccounts } from './known-accounts';
import { endSessions } from './sessions-ended';

/** Keeps who signed out everywhere, and when. */
@Controller()
export class SessionsEndedConsumer {
  constructor(private readonly accounts: KnownAccounts) {}

  @EventPattern<string>(SessionsEnded.type, { batch: true })
  async take(@Payload() messages: Received<SessionsEnded>[], @Ctx() { unit }: MessageContext): Promise<void> {
    for (const { data } of messages) await endSessions(unit.manager, data);
    this.accounts.forgetPeople();
  }
}
