import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { AccountChanged } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { AccountsRepository } from './accounts.repository';

@Controller()
export class AccountChangedConsumer {
  constructor(private readonly accounts: AccountsRepository) {}

  @EventPattern<string>(AccountChanged.type, { batch: true })
  async take(@Payload() messages: Received<AccountChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.accounts.store(
      unit,
      messages.map(({ data }) => data),
    );
  }
}
