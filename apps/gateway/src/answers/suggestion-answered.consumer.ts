import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { SuggestionAnswered } from '#contracts';
import { MessageContext, Received } from '#messaging';
import { jsonAnswer } from '../formats/json/json-answer';
import { MailboxRepository } from '../mailbox/mailbox.repository';
import type { MailboxEntry } from '../mailbox/mailbox-entry';

/** Puts what became of a suggestion into the mailbox of the account that made it, as JSON: neither CATAIR nor X12 has a message for it. */
@Controller()
export class SuggestionAnsweredConsumer {
  constructor(private readonly mailbox: MailboxRepository) {}

  @EventPattern<string>(SuggestionAnswered.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<SuggestionAnswered>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.mailbox.place(
      unit,
      messages.map(
        ({ data: { accountId, ...answer }, subject, correlationId }): MailboxEntry => ({
          ...jsonAnswer('suggestion', answer, 'notification'),
          accountId,
          transmissionId: null,
          correlationId,
          items: [{ kind: `suggestion ${answer.decision}`, subject, filingId: null, outcome: null }],
        }),
      ),
    );
  }
}
