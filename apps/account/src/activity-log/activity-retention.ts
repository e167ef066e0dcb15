import { Injectable } from '@nestjs/common';
import { accountSubject } from '#contracts';
import { Transactions } from '#messaging';
import { RecurringWork } from '#service';
import { AccountConfig } from '../config/account.config';
import { appendActivity } from './activity.repository';

const LOOK_EVERY_MS = 3_600_000;
const FIRST_AFTER_MS = 30_000;
const AT_ONCE = 5_000;

interface Removed {
  account_id: string;
  entries: string;
  years: number;
  recorded_until: Date;
}

/** Years by kind, as the configuration says them. */
const retentionPolicy = (text: string): Record<string, number> =>
  Object.fromEntries(
    text
      .split(',')
      .filter((part) => part.trim() !== '')
      .map((part) => [part.split('=')[0]!.trim(), Number(part.split('=')[1])]),
  );

/**
 * Removes the content of entries that are older than the policy; their hashes stay, so that chains, tree and proofs hold. What was removed of a log is
 * itself an entry of it. Nothing is removed of an account under a legal hold, and nothing at all where no policy is set.
 */
@Injectable()
export class ActivityRetention {
  private readonly policy: Readonly<Record<string, number>>;

  constructor(
    private readonly transactions: Transactions,
    { ACTIVITY_RETENTION_YEARS }: AccountConfig,
    work: RecurringWork,
  ) {
    this.policy = retentionPolicy(ACTIVITY_RETENTION_YEARS);
    if (Object.keys(this.policy).length === 0) return;
    work.every(LOOK_EVERY_MS, 'removing entries of activity logs by policy', () => this.remove(), {
      firstAfterMs: FIRST_AFTER_MS,
      by: 'one replica',
    });
  }

  /** One transaction's worth; whether there may be more. */
  remove(): Promise<boolean> {
    return this.transactions.run(async ({ manager, now }) => {
      const removed: Removed[] = await manager.query('SELECT * FROM remove_activity($1, $2)', [
        JSON.stringify(this.policy),
        AT_ONCE,
      ]);
      await appendActivity(
        manager,
        removed.map(({ account_id: accountId, entries, years, recorded_until: until }) => ({
          accountId,
          occurredAt: now.toISOString(),
          kind: 'entries removed by policy',
          channel: 'platform',
          transmissionId: null,
          mailboxId: null,
          filingId: null,
          itemKind: 'activity log',
          subject: accountSubject(accountId),
          outcome: null,
          disposition: 'processed',
          summary: `the content of ${entries} entries, recorded up to ${until.toISOString()}, was removed after ${years} years`,
        })),
        now,
      );
      return removed.reduce((sum, { entries }) => sum + Number(entries), 0) === AT_ONCE;
    });
  }
}
