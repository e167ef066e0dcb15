import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { AuthorityChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { AuthorityRepository } from './authority.repository';

/** Who decides on entry summaries: the port or the Center, by day. */
@Controller()
export class AuthorityConsumer {
  constructor(private readonly authority: AuthorityRepository) {}

  @EventPattern<string>(AuthorityChanged.type, { batch: true, repeats: true })
  take(@Payload() messages: Received<AuthorityChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    return this.authority.store(
      unit.manager,
      messages.map(({ data }) => data),
    );
  }
}
