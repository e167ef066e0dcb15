import { Inject, Injectable } from '@nestjs/common';
import { accountSubject, actOfCbp, VIEWED } from '#contracts';
import { Transactions } from '#messaging';
import { currentCorrelation } from '#service';
import { type Asking } from './asking';
import { KEEPING, type Keeping } from './known-accounts';
import { CBP_VIEWERS, type Viewer } from './viewers';

/** A record that is shown, and the accounts that it is of. */
export interface Shown {
  readonly accountIds: readonly string[];
  /** `entry`, `bill of lading`, … */
  readonly kind: string;
  readonly subject: string;
}

const LISTED = 100;
const OF_CBP: readonly Viewer[] = CBP_VIEWERS;

const isOfCbp = ({ viewers }: Asking): boolean => viewers.some((viewer) => OF_CBP.includes(viewer));

/**
 * For each account, what it is told of somebody of CBP who looked at records of it; nothing where who asks is of the trade.
 *
 * @param what was looked at, for a person: `bill MAEU260000101`
 */
export const looksOf = (asking: Asking, what: string, shown: readonly Shown[], now: Date) => {
  if (!isOfCbp(asking)) return [];
  const { account, person, ports, center } = asking;
  const accountIds = [...new Set(shown.flatMap((record) => record.accountIds))]
    .filter((id) => id !== account.accountId)
    .sort();
  return accountIds.map((accountId) => {
    const records = shown.filter((record) => record.accountIds.includes(accountId));
    const more = records.length > LISTED ? ` (${records.length} records, the first ${LISTED} listed)` : '';
    return actOfCbp(
      {
        ...{ accountId, kind: VIEWED, person: person ?? account.name, disposition: 'viewed', ports, center },
        what: `looked at ${what}${more}`,
        records: records.slice(0, LISTED),
      },
      now,
    );
  });
};

/** Tells the activity logs of accounts that CBP looked at a record of theirs, before it is shown: where that cannot be written, nothing is shown. */
@Injectable()
export class Looks {
  constructor(
    private readonly transactions: Transactions,
    @Inject(KEEPING) private readonly keeping: Keeping,
  ) {}

  /** @param read the records; asked only where somebody of CBP looks */
  async tell(asking: Asking, what: string, read: () => readonly Shown[] | Promise<readonly Shown[]>): Promise<void> {
    if (!isOfCbp(asking)) return;
    const shown = await read();
    if (shown.every(({ accountIds }) => accountIds.length === 0)) return;
    await this.transactions.run(async (unit) => {
      const cause = { correlationId: currentCorrelation() ?? asking.account.accountId };
      for (const look of looksOf(asking, what, shown, unit.now))
        unit.publish(this.keeping.tells, accountSubject(look.accountId), look, cause);
    });
  }
}
