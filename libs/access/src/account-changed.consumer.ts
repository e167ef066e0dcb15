import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { AccountChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { KnownAccounts } from './known-accounts';

/** Keeps a service's copy of the accounts up to date. */
@Controller()
export class AccountChangedConsumer {
  constructor(private readonly accounts: KnownAccounts) {}

  @EventPattern<string>(AccountChanged.type, { batch: true })
  async take(@Payload() messages: Received<AccountChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.accounts.store(
      unit,
      messages.map(({ data }) => data),
    );
  }
}
