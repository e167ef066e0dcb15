import { type Asking, looksOf, type Shown } from '#access';
import { accountSubject } from '#contracts';
import { Transactions } from '#messaging';
import { Injectable } from '@nestjs/common';
import { entriesOf } from './activity-chain.rules';
import { appendActivity } from './activity.repository';

/** Writes into the logs of accounts that CBP looked at what this service has of them, before it is shown. */
@Injectable()
export class OwnLooks {
  constructor(private readonly transactions: Transactions) {}

  /** A part of an account, such as its people. */
  async atAccount(asking: Asking, accountId: string, part: string): Promise<void> {
    await this.tell(asking, part, [{ accountIds: [accountId], kind: part, subject: accountSubject(accountId) }]);
  }

  async tell(asking: Asking, what: string, shown: readonly Shown[]): Promise<void> {
    if (looksOf(asking, what, shown, new Date()).length === 0) return;
    await this.transactions.run(({ manager, now }) =>
      appendActivity(manager, looksOf(asking, what, shown, now).flatMap(entriesOf), now),
    );
  }
}
