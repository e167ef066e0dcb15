import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { ActivityHeadSigned, headKeys, type HeadKeys, isSigned, accountSubject } from '#contracts';
import { MessageContext, type Received } from '#messaging';
import { LOG, type Log } from '#service';
import { jsonAnswer } from '../formats/json/json-answer';
import { GatewayConfig } from '../config/gateway.config';
import { MailboxRepository } from '../mailbox/mailbox.repository';
import type { MailboxEntry } from '../mailbox/mailbox-entry';
import { ActivityHeadsRepository } from './activity-heads.repository';

/**
 * Keeps how far each activity log reached, away from the log itself, and puts it into the partner's mailbox once a day. Whatever comes is kept: it is
 * evidence, also where it does not fit. What does not fit is told in the log at once, and by the verification of the account service.
 */
@Controller()
export class ActivityHeadsConsumer {
  private readonly keys: HeadKeys;

  constructor(
    private readonly repository: ActivityHeadsRepository,
    private readonly mailbox: MailboxRepository,
    config: GatewayConfig,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.keys = headKeys(config.ACTIVITY_PUBLIC_KEYS);
  }

  @EventPattern<string>(ActivityHeadSigned.type, { batch: true, repeats: true })
  async take(@Payload() messages: Received<ActivityHeadSigned>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const held = await this.repository.furthest(
      unit.manager,
      messages.map(({ data }) => data.accountId),
    );
    for (const { data } of messages) {
      const { accountId, sequence, hash, signedAt, keyId } = data;
      if (!isSigned(data, this.keys))
        this.log.error(
          { accountId, sequence, signedAt, keyId },
          'the head of an activity log is not signed by a key that is known here',
        );
      const before = held.get(accountId);
      const wentBack =
        before &&
        before.signedAt < signedAt &&
        (sequence < before.sequence || (sequence === before.sequence && hash !== before.hash));
      if (wentBack)
        this.log.error(
          { accountId, before, now: { sequence, hash, signedAt } },
          'an activity log is not what it was when it was signed: entries were cut off or rewritten, or its database was put back',
        );
      if (!before || sequence > before.sequence) held.set(accountId, { sequence, hash, signedAt });
    }
    await this.repository.keep(
      unit.manager,
      messages.map(({ data }) => data),
      unit.now,
    );
    await this.mailbox.place(
      unit,
      messages
        .filter(({ data }) => data.notice)
        .map(
          ({ data: { notice: _, ...head }, correlationId }): MailboxEntry => ({
            ...jsonAnswer('activity-log-head', head, 'notification'),
            accountId: head.accountId,
            transmissionId: null,
            correlationId,
            items: [
              { kind: 'activity log head', subject: accountSubject(head.accountId), filingId: null, outcome: null },
            ],
          }),
        ),
    );
  }
}
