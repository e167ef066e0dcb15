import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Transactions, type UnitOfWork } from '#messaging';
import { LOG, type Log, RecurringWork } from '#service';
import { administrativeText } from './administrative-text';
import { GatewayConfig } from '../../config/gateway.config';
import { MailboxRepository } from '../../mailbox/mailbox.repository';
import type { Account } from '../../account/account';

const LOOK_EVERY_MS = 1_000;

interface Locked {
  readonly accountId: string;
  readonly password: string;
  readonly until: Date;
}

const passwordOf = (account: Account): string =>
  createHash('sha256').update(account.abi!.passwordHash).digest('base64');

/**
 * After some wrong passwords within a time nobody's password is taken for an account for a while, the right one neither: whoever guesses
 * learns nothing more. Counted in the database for all replicas; each looks once a second which accounts are locked.
 */
@Injectable()
export class AbiPasswordLocks {
  private locked = new Map<string, Locked>();

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly mailbox: MailboxRepository,
    private readonly config: GatewayConfig,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'looking which ABI passwords are locked', () => this.look(), { firstAfterMs: 0 });
  }

  /** Until when no password is taken for the account; null while they are. */
  lockedUntil(account: Account, now = new Date()): Date | null {
    const lock = this.locked.get(account.accountId);
    return lock && lock.until > now && lock.password === passwordOf(account) ? lock.until : null;
  }

  /** A wrong password was shown for the account; the last of too many locks it and tells its owner. */
  async noteWrong(account: Account): Promise<void> {
    const lock = await this.transactions.run(async (unit) => {
      const { wrong, until } = await this.count(account, unit);
      if (wrong !== this.config.ABI_WRONG_PASSWORDS || !until) return null;
      await this.tell(account, until, unit);
      return until;
    });
    if (!lock) return;
    this.locked.set(account.accountId, { accountId: account.accountId, password: passwordOf(account), until: lock });
    this.log.warn(
      { accountId: account.accountId, wrong: this.config.ABI_WRONG_PASSWORDS, lockedUntil: lock.toISOString() },
      'the ABI password of an account is locked after too many wrong ones',
    );
  }

  private async count(account: Account, unit: UnitOfWork): Promise<{ wrong: number; until: Date | null }> {
    const [row] = await unit.manager.query(
      `INSERT INTO abi_password_lock AS l (account_id, password, wrong, since, locked_until)
       VALUES ($1, $2, 1, now(), CASE WHEN $3 = 1 THEN now() + make_interval(secs => $4) END)
       ON CONFLICT (account_id) DO UPDATE SET (password, wrong, since, locked_until) = (
         SELECT $2, n.wrong, n.since, CASE WHEN n.wrong >= $3 THEN coalesce(n.until, now() + make_interval(secs => $4)) END
           FROM (SELECT CASE WHEN fresh THEN 1 ELSE l.wrong + 1 END AS wrong, CASE WHEN fresh THEN now() ELSE l.since END AS since,
                        CASE WHEN NOT fresh THEN l.locked_until END AS until
                   FROM (SELECT l.password <> $2 OR coalesce(l.locked_until, l.since + make_interval(secs => $4)) <= now() AS fresh) f) n)
       RETURNING wrong, locked_until AS until`,
      [account.accountId, passwordOf(account), this.config.ABI_WRONG_PASSWORDS, this.config.ABI_LOCK_SECONDS],
    );
    return row as { wrong: number; until: Date | null };
  }

  private tell(account: Account, until: Date, unit: UnitOfWork): Promise<void> {
    const body = administrativeText([
      'PORTWAY ADMINISTRATIVE MESSAGE',
      `${this.config.ABI_WRONG_PASSWORDS} WRONG ABI PASSWORDS CAME WITH THE API KEY OF THIS ACCOUNT.`,
      `NO BATCH IS TAKEN BY ABI PASSWORD UNTIL ${until.toISOString()}; THE RIGHT ONE NEITHER.`,
      'BATCHES SENT MEANWHILE ARE REFUSED WITH X09: SEND THEM AGAIN AFTERWARDS.',
      'IF IT WAS NOT YOU, HAVE KEY AND PASSWORD REPLACED NOW.',
    ]);
    return this.mailbox.enter(unit, [
      {
        event: 'notification',
        format: 'abi',
        contentType: 'text/plain',
        application: 'ADM',
        body,
        accountId: account.accountId,
        transmissionId: null,
        correlationId: account.accountId,
        disposition: 'rejected',
      },
    ]);
  }

  private async look(): Promise<void> {
    if (!this.source.isInitialized) return;
    const rows: Locked[] = await this.source.query(
      'SELECT account_id AS "accountId", password, locked_until AS until FROM abi_password_lock WHERE locked_until > now()',
    );
    this.locked = new Map(rows.map((row) => [row.accountId, row]));
  }
}
