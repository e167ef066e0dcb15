import { randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { UnitOfWork } from '#messaging';
import { hashApiKey, LOG, type Log, MailSender, RecurringWork } from '#service';
import { AccountConfig, peopleUrl } from '../config/account.config';

/** An e-mail to somebody of an account. */
export interface AccountMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The invitation that it brings: the text then has `LINK` in the place of its link. */
  readonly invitationId?: string;
}

interface MailRow {
  id: string;
  recipient: string;
  subject: string;
  body: string;
  invitation_id: string | null;
  tries: number;
}

/** Stands in the text of an e-mail where the link goes that is made when it is sent. */
export const LINK = '{link}';

const LOOK_EVERY_MS = 2_000;
const AT_ONCE = 10;
const MOST_SENDINGS = 12;
const AGAIN_SECONDS = 10;
const MOST_WAIT_SECONDS = 3_600;
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
    work.every(LOOK_EVERY_MS, 'sending e-mails to people of accounts', () => this.sendWaiting(), {
      by: 'one replica',
    });
  }

  /** Puts an e-mail on file; it leaves after the commit. */
  async post({ manager, now }: UnitOfWork, { to, subject, text, invitationId }: AccountMail): Promise<void> {
    await manager.query(
      'INSERT INTO outgoing_mail (id, recipient, subject, body, invitation_id, made_at, next_try_at) VALUES ($1, $2, $3, $4, $5, $6, $6)',
      [randomUUID(), to, subject, text, invitationId ?? null, now],
    );
  }

  /** @returns whether there are more */
  async sendWaiting(now = new Date()): Promise<boolean> {
    const rows: MailRow[] = await this.source.query(
      'SELECT id, recipient, subject, body, invitation_id, tries FROM outgoing_mail WHERE settled_at IS NULL AND next_try_at <= $1 ORDER BY next_try_at, id LIMIT $2',
      [now, AT_ONCE],
    );
    for (const mail of rows) {
      const wait = Math.min(AGAIN_SECONDS * 2 ** mail.tries, MOST_WAIT_SECONDS);
      const [, claimed] = (await this.source.query(
        'UPDATE outgoing_mail SET tries = tries + 1, next_try_at = $3 WHERE id = $1 AND tries = $2 AND settled_at IS NULL',
        [mail.id, mail.tries, new Date(now.getTime() + wait * 1_000)],
      )) as [unknown, number];
      if (claimed === 0) continue;
      const text = mail.invitation_id === null ? mail.body : await this.withLink(mail.body, mail.invitation_id);
      const fault = text === null ? 'what it told of had ended' : await this.send(mail, text);
      const isLast = text === null || mail.tries + 1 >= MOST_SENDINGS;
      if (fault !== null && text !== null && isLast)
        this.log.error({ mailId: mail.id, reason: fault }, 'an e-mail to a person of an account could not be sent');
      await this.source.query('UPDATE outgoing_mail SET settled_at = $2, fault = $3 WHERE id = $1', [
        mail.id,
        fault === null || isLast ? now : null,
        fault,
      ]);
    }
    if (rows.length === 0)
      await this.source.query(
        'DELETE FROM outgoing_mail WHERE settled_at < $1::timestamptz - make_interval(days => $2)',
        [now, KEPT_DAYS],
      );
    return rows.length === AT_ONCE;
  }

  /** The token is made here and kept as its digest alone, so that it is nowhere but in the e-mail. One that is sent again has another one. */
  private async withLink(body: string, invitationId: string): Promise<string | null> {
    const token = randomBytes(32).toString('base64url');
    const [, changed] = (await this.source.query(
      `UPDATE invitation SET token_hash = $2 WHERE id = $1 AND state = 'invited'`,
      [invitationId, hashApiKey(token)],
    )) as [unknown, number];
    return changed === 0 ? null : body.replaceAll(LINK, () => `${peopleUrl(this.config)}/invitations/${token}`);
  }

  /** @returns why it could not be sent, or null */
  private async send({ id, recipient, subject }: MailRow, text: string): Promise<string | null> {
    const { MAIL_FROM } = this.config;
    const { error } = await this.sender.send({
      ...{ id, from: MAIL_FROM, to: recipient, subject, text },
      messageId: `<${id}@${new URL(peopleUrl(this.config) || 'http://localhost').hostname}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return error;
  }
}
