import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { ReportTold } from '#contracts';
import { MessageContext, Received } from '#messaging';
import { jsonAnswer } from '../formats/json/json-answer';
import { MailboxRepository } from '../mailbox/mailbox.repository';
import type { MailboxEntry } from '../mailbox/mailbox-entry';

/** Puts what became of a report into the mailbox of its account, as JSON: neither CATAIR nor X12 has a message for it. */
@Controller()
export class ReportToldConsumer {
  constructor(private readonly mailbox: MailboxRepository) {}

  @EventPattern<string>(ReportTold.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<ReportTold>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.mailbox.place(
      unit,
      messages.map(
        ({ data: { accountId, ...told }, subject, correlationId }): MailboxEntry => ({
          ...jsonAnswer('report', told, 'notification'),
          accountId,
          transmissionId: null,
          correlationId,
          items: [{ kind: told.about, subject, filingId: null, outcome: null }],
        }),
      ),
    );
  }
}
