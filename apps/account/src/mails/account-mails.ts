import { randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Turn } from '#kernel';
import type { UnitOfWork } from '#messaging';
import { hashApiKey, LOG, type Log, MailSender, RecurringWork } from '#service';
import { AccountConfig, peopleUrl } from '../config/account.config';
import { isGivenUp, isRefusal, TOLD_AFTER_TRIES, waitAfter } from './sending.rules';

/** An e-mail to somebody of an account. */
export interface AccountMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The invitation that it brings: the text then has `LINK` in the place of its link. */
  readonly invitationId?: string;
  /** Address that an answer goes to; nobody reads one that is sent where it came from. */
  readonly replyTo?: string;
}

interface MailRow {
  id: string;
  recipient: string;
  subject: string;
  body: string;
  invitation_id: string | null;
  reply_to: string | null;
  made_at: Date;
  tries: number;
  refusals: number;
}

/** Stands in the text of an e-mail where the link goes that is made when it is sent. */
export const LINK = '{link}';

const LOOK_EVERY_MS = 2_000;
const OLD_EVERY_MS = 3_600_000;
const OLD_AT_ONCE = 1_000;
const AT_ONCE = 10;
/** After that nothing is left of an e-mail that was sent or given up. */
const KEPT_DAYS = 90;

/** E-mails to people of accounts: on file with what they tell of, and sent until the mail server has taken them. */
@Injectable()
export class AccountMails {
  constructor(
    private readonly source: DataSource,
    private readonly config: AccountConfig,
    private readonly sender: MailSender,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'sending e-mails to people of accounts', (turn) => this.sendWaiting(new Date(), turn), {
      by: 'one replica',
    });
    work.every(OLD_EVERY_MS, 'removing old e-mails to people of accounts', () => this.removeOld(), {
      by: 'one replica',
    });
  }

  /** Puts an e-mail on file; it leaves after the commit. */
  async post({ manager, now }: UnitOfWork, { to, subject, text, invitationId, replyTo }: AccountMail): Promise<void> {
    await manager.query(
      'INSERT INTO outgoing_mail (id, recipient, subject, body, invitation_id, reply_to, made_at, next_try_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7)',
      [randomUUID(), to, subject, text, invitationId ?? null, replyTo ?? null, now],
    );
  }

  /** @returns whether there are more */
  async sendWaiting(now = new Date(), turn?: Turn): Promise<boolean> {
    const rows: MailRow[] = await this.source.query(
      'SELECT id, recipient, subject, body, invitation_id, reply_to, made_at, tries, refusals FROM outgoing_mail WHERE settled_at IS NULL AND next_try_at <= $1 ORDER BY next_try_at, id LIMIT $2',
      [now, AT_ONCE],
    );
    for (const mail of rows) {
      if (turn?.signal.aborted) return false;
      const [, claimed] = (await this.source.query(
        'UPDATE outgoing_mail SET tries = tries + 1, next_try_at = $3 WHERE id = $1 AND tries = $2 AND settled_at IS NULL',
        [mail.id, mail.tries, new Date(now.getTime() + waitAfter(mail.tries))],
      )) as [unknown, number];
      if (claimed > 0) await this.sendOne(mail, now);
      turn?.progress();
    }
    return rows.length === AT_ONCE;
  }

  /** @returns whether there are more */
  async removeOld(now = new Date()): Promise<boolean> {
    const [, removed]: [unknown, number] = await this.source.query(
      `DELETE FROM outgoing_mail WHERE id IN (
         SELECT id FROM outgoing_mail WHERE settled_at < $1::timestamptz - make_interval(days => $2) ORDER BY settled_at LIMIT $3)`,
      [now, KEPT_DAYS, OLD_AT_ONCE],
    );
    return removed === OLD_AT_ONCE;
  }

  private async sendOne(mail: MailRow, now: Date): Promise<void> {
    const text = mail.invitation_id === null ? mail.body : await this.withLink(mail.body, mail.invitation_id, now);
    const { status, error: fault } =
      text === null ? { status: null, error: 'what it told of had ended' } : await this.send(mail, text);
    const refusals = mail.refusals + (isRefusal(status) ? 1 : 0);
    const isLast = fault === null || text === null || isGivenUp(refusals, mail.made_at, now);
    await this.source.query('UPDATE outgoing_mail SET settled_at = $2, fault = $3, refusals = $4 WHERE id = $1', [
      mail.id,
      isLast ? now : null,
      fault,
      refusals,
    ]);
    if (fault === null || text === null) return;
    const fields = { mailId: mail.id, reason: fault };
    if (isLast) this.log.error(fields, 'an e-mail to a person of an account could not be sent');
    else if (mail.tries + 1 === TOLD_AFTER_TRIES)
      this.log.warn(fields, 'an e-mail to a person of an account waits: it cannot be sent now');
  }

  /** The token is made here and kept as its digest alone, so that it is nowhere but in the e-mail. One that is sent again has another one. */
  private async withLink(body: string, invitationId: string, now: Date): Promise<string | null> {
    const token = randomBytes(32).toString('base64url');
    const [, changed] = (await this.source.query(
      `UPDATE invitation SET token_hash = $2 WHERE id = $1 AND state = 'invited' AND ends_at > $3`,
      [invitationId, hashApiKey(token), now],
    )) as [unknown, number];
    return changed === 0 ? null : body.replaceAll(LINK, () => `${peopleUrl(this.config)}/invitations/${token}`);
  }

  private send(
    { id, recipient, subject, reply_to }: MailRow,
    text: string,
  ): Promise<{ status: number | null; error: string | null }> {
    return this.sender.send({
      ...{ id, from: this.config.MAIL_FROM, to: recipient, subject, text },
      messageId: `<${id}@${new URL(peopleUrl(this.config) || 'http://localhost').hostname}>`,
      headers: { 'Auto-Submitted': 'auto-generated', ...(reply_to !== null && { 'Reply-To': reply_to }) },
    });
  }
}
