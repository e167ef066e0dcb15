import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { SetUpTold } from '#contracts';
import { MessageContext, Received } from '#messaging';
import { administrativeText } from '../formats/abi/administrative-text';
import { MailboxRepository } from '../mailbox/mailbox.repository';
import type { MailboxEntry } from '../mailbox/mailbox-entry';

const LINES: Readonly<Record<SetUpTold['about'], (told: SetUpTold) => readonly string[]>> = {
  'password ends': ({ until }) => [
    `THE ABI PASSWORD OF THIS ACCOUNT IS TAKEN UNTIL ${until}.`,
    'BATCHES SENT WITH IT AFTER THAT ARE REFUSED WITH X09.',
    'AN OWNER OF THE ACCOUNT CHANGES IT: POST /accounts/{accountId}/abi-password.',
  ],
  'password changed': ({ until, by }) => [
    `THE ABI PASSWORD OF THIS ACCOUNT WAS CHANGED BY ${by}.`,
    until === null ? 'IT HAS NO END.' : `IT IS TAKEN UNTIL ${until}.`,
    'IF IT WAS NOT YOU, HAVE KEYS AND PASSWORD REPLACED NOW.',
  ],
  'set-up ends': ({ filerCode, until }) => [
    `THE SET-UP OF FILER ${filerCode}, OR A PERMIT IN IT, HAS ITS LAST DAY ON ${until?.slice(0, 10)}.`,
    'BLOCKS THAT NEED IT AFTER THAT ARE REFUSED.',
    'ASK FOR A CHANGE NOW: POST /accounts/{accountId}/filer-set-ups/{filerCode}/changes.',
  ],
  'change approved': ({ filerCode, by, reason }) => [
    `THE CHANGE OF THE SET-UP OF FILER ${filerCode} WAS APPROVED BY ${by}; IT IS IN FORCE.`,
    `REASON: ${reason}`,
  ],
  'change refused': ({ filerCode, by, reason }) => [
    `THE CHANGE OF THE SET-UP OF FILER ${filerCode} WAS REFUSED BY ${by}; NOTHING CHANGED.`,
    `REASON: ${reason}`,
  ],
};

/** Tells filers of their set-up in the format in which they send: neither CATAIR nor X12 has a message for it. */
@Controller()
export class SetUpToldConsumer {
  constructor(private readonly mailbox: MailboxRepository) {}

  @EventPattern<string>(SetUpTold.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<SetUpTold>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.mailbox.place(
      unit,
      messages.map(
        ({ data, subject, correlationId }): MailboxEntry => ({
          event: 'notification',
          format: 'abi',
          contentType: 'text/plain',
          application: 'ADM',
          body: administrativeText(['PORTWAY ADMINISTRATIVE MESSAGE', ...LINES[data.about](data)]),
          accountId: data.accountId,
          transmissionId: null,
          correlationId,
          items: [{ kind: data.about, subject, filingId: null, outcome: null }],
        }),
      ),
    );
  }
}
