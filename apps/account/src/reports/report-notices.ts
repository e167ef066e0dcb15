import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accountSubject, ReportTold } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { currentCorrelation, LOG, type Log, MailSender, RecurringWork } from '#service';
import { AccountConfig } from '../config/account.config';

interface MailRow {
  readonly id: string;
  readonly address: string;
  readonly subject: string;
  readonly text: string;
  readonly tries: number;
}

const LOOK_EVERY_MS = 2_000;
const AT_ONCE = 10;
const MOST_SENDINGS = 12;
const AGAIN_SECONDS = 10;
const MOST_WAIT_SECONDS = 3_600;
const KEPT_DAYS = 90;

/** Tells what became of a report: to the mailbox of the account, and by e-mail to who ordered it, with where the result is and nothing of what stands in it. */
@Injectable()
export class ReportNotices {
  constructor(
    private readonly source: DataSource,
    private readonly config: AccountConfig,
    private readonly sender: MailSender,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'sending e-mails about reports', () => this.sendWaiting(), { by: 'one replica' });
  }

  /** In the transaction in which it became so. @param personId who is told by e-mail; null for nobody */
  async tell(unit: UnitOfWork, told: ReportTold, personId: string | null): Promise<void> {
    const { manager, now } = unit;
    // An account that was merged has no mailbox that anybody reads: who goes on is told.
    const [{ id: accountId }] = await manager.query(
      `WITH RECURSIVE follows AS (
         SELECT id, merged_into FROM account WHERE id = $1 UNION SELECT a.id, a.merged_into FROM account a JOIN follows f ON a.id = f.merged_into
       ) SELECT id FROM follows WHERE merged_into IS NULL`,
      [told.accountId],
    );
    unit.publish(
      ReportTold,
      accountSubject(accountId),
      { ...told, accountId },
      { correlationId: currentCorrelation() ?? randomUUID() },
    );
    if (personId === null) return;
    await manager.query(
      `INSERT INTO report_mail (id, account_id, address, subject, text, state, next_try_at, made_at)
       SELECT $1, $2, email, $3, $4, 'waiting', $5, $5 FROM person WHERE id = $6`,
      [randomUUID(), accountId, subjectOf(told), this.textOf(told), now, personId],
    );
  }

  /** @returns whether there are more */
  async sendWaiting(now = new Date()): Promise<boolean> {
    const rows: MailRow[] = await this.source.query(
      `SELECT id, address, subject, text, tries FROM report_mail WHERE state = 'waiting' AND next_try_at <= $1 ORDER BY next_try_at LIMIT $2`,
      [now, AT_ONCE],
    );
    for (const mail of rows) {
      const wait = Math.min(AGAIN_SECONDS * 2 ** mail.tries, MOST_WAIT_SECONDS);
      // Counted before it is sent: one that ends the process is not sent for ever.
      await this.source.query('UPDATE report_mail SET tries = tries + 1, next_try_at = $2 WHERE id = $1', [
        mail.id,
        new Date(now.getTime() + wait * 1_000),
      ]);
      const fault = await this.send(mail);
      const state = fault === null ? 'sent' : mail.tries + 1 >= MOST_SENDINGS ? 'not sent' : 'waiting';
      if (state === 'not sent')
        this.log.error({ mailId: mail.id, reason: fault }, 'an e-mail about a report could not be sent');
      await this.source.query('UPDATE report_mail SET state = $2, fault = $3 WHERE id = $1', [mail.id, state, fault]);
    }
    if (rows.length === 0)
      await this.source.query(
        `DELETE FROM report_mail WHERE state <> 'waiting' AND made_at < $1::timestamptz - make_interval(days => $2)`,
        [now, KEPT_DAYS],
      );
    return rows.length === AT_ONCE;
  }

  private async send({ id, address, subject, text }: MailRow): Promise<string | null> {
    const from = this.config.REPORT_MAIL_FROM;
    const { error } = await this.sender.send({
      ...{ id, from, to: address, subject, text },
      messageId: `<${id}@${from.split('@')[1]}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return error;
  }

  private textOf({ about, report, result, keptUntil, rows, notes }: ReportTold): string {
    const lines = [
      about === 'report ready'
        ? `The report '${report}' is ready: ${rows} lines. Fetch it with your key or token at ${this.config.ACCOUNT_URL}${result} until ${keptUntil?.slice(0, 10)}.`
        : about === 'report failed'
          ? `The report '${report}' could not be made.`
          : `The report '${report}' is not made any more.`,
      ...notes,
    ];
    return `${lines.join('\n\n')}\n`;
  }
}

const subjectOf = ({ about, report }: ReportTold): string =>
  `${about === 'report ready' ? 'Report ready' : about === 'report failed' ? 'Report failed' : 'Report stopped'}: ${report}`;
