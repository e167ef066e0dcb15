import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { AccountTold } from '#contracts';
import { MessageContext, Received } from '#messaging';
import { jsonAnswer } from '../formats/json/json-answer';
import { MailboxRepository } from '../mailbox/mailbox.repository';
import type { MailboxEntry } from '../mailbox/mailbox-entry';

/** By the application name partners' software finds it in the mailbox. */
const APPLICATION: Record<AccountTold['about'], string> = {
  'downtime follow-up': 'downtime-follow-up',
  'post-release hold': 'post-release-hold',
};

/** Puts what an account must hear about a downtime into its mailbox, as JSON: neither CATAIR nor X12 has a message for it. */
@Controller()
export class AccountToldConsumer {
  constructor(private readonly mailbox: MailboxRepository) {}

  @EventPattern<string>(AccountTold.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<AccountTold>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.mailbox.place(
      unit,
      messages.map(({ data, correlationId }): MailboxEntry => {
        const { accountId, about, downtimeNumber, text, items } = data;
        return {
          ...jsonAnswer(APPLICATION[about], { about, downtimeNumber, text, items }, 'notification'),
          accountId,
          transmissionId: null,
          correlationId,
          items: items.map(({ reference }) => ({ kind: about, subject: reference, filingId: null, outcome: null })),
        };
      }),
    );
  }
}
