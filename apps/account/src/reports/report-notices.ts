import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { accountSubject, ReportTold } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { currentCorrelation } from '#service';
import { AccountConfig, peopleUrl } from '../config/account.config';
import { AccountMails } from '../mails/account-mails';

/** Where the result of a run is fetched by an account. */
export const resultOf = (accountId: string, runId: string): string =>
  `/accounts/${accountId}/report-runs/${runId}/result`;

/** Tells what became of a report: to the mailbox of the account, and by e-mail to who ordered it, with where the result is and nothing of what stands in it. */
@Injectable()
export class ReportNotices {
  constructor(
    private readonly config: AccountConfig,
    private readonly mails: AccountMails,
  ) {}

  /** In the transaction in which it became so. @param personId who is told by e-mail; null for nobody */
  async tell(unit: UnitOfWork, told: ReportTold, personId: string | null): Promise<void> {
    const { manager } = unit;
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
    const [{ email: to }] = await manager.query('SELECT email FROM person WHERE id = $1', [personId]);
    await this.mails.post(unit, { to, subject: subjectOf(told), text: this.textOf(told) });
  }

  private textOf({ about, report, result, keptUntil, rows, notes }: ReportTold): string {
    const lines = [
      about === 'report ready'
        ? `The report '${report}' is ready: ${rows} lines. Fetch it with your key or token at ${peopleUrl(this.config)}${result} until ${keptUntil?.slice(0, 10)}.`
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
