import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ActivityHeadSigned, accountSubject } from '#contracts';
import { Transactions } from '#messaging';
import { RecurringWork } from '#service';
import { AccountConfig } from '../config/account.config';
import { ActivityKeys } from './activity-keys';
import { headsDue, keepSigned } from './activity.repository';

const HEADS_AT_ONCE = 500;
/** How often it is looked whether anything is due, within the time after which it is. */
const LOOKS = 10;

/**
 * Signs how far each account's log reaches and tells it to the gateway, which keeps it: soon after the log grew, and once a day where it did not. What
 * was told cannot be taken back by whoever holds this database.
 */
@Injectable()
export class HeadSigner {
  constructor(
    private readonly transactions: Transactions,
    private readonly keys: ActivityKeys,
    private readonly config: AccountConfig,
    work: RecurringWork,
  ) {
    const everyMs = (config.ACTIVITY_HEAD_SECONDS * 1_000) / LOOKS;
    work.every(everyMs, 'signing how far activity logs reach', () => this.sign());
  }

  /** One transaction's worth of what is due; whether there is more. Another process at the same work is passed by. */
  sign(): Promise<boolean> {
    return this.transactions.run(async (unit) => {
      const due = await headsDue(unit.manager, unit.now, this.config.ACTIVITY_HEAD_SECONDS, HEADS_AT_ONCE);
      for (const { accountId, sequence, hash, notice } of due) {
        const head = this.keys.sign({ accountId, sequence, hash, signedAt: unit.now.toISOString() });
        unit.publish(
          ActivityHeadSigned,
          accountSubject(accountId),
          { ...head, notice },
          { correlationId: randomUUID() },
        );
      }
      await keepSigned(unit.manager, due, unit.now);
      return due.length === HEADS_AT_ONCE;
    });
  }
}
