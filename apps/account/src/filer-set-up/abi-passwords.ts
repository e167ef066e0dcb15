import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { accountSubject, SetUpTold } from '#contracts';
import { Transactions } from '#messaging';
import { currentCorrelation, hashPassword, Problem, RecurringWork, verifyPassword } from '#service';
import { AccountConfig } from '../config/account.config';
import { heldAccount, tellChange } from '../trade-account/held-account';
import { passwordEnd } from '../trade-account/password-end';

const LOOK_EVERY_MS = 3_600_000;
const FIRST_AFTER_MS = 5_000;
const AT_ONCE = 200;
/** So many days before its end an account is told, each once. */
const WARNED_AT = [14, 7, 1];

/** ABI passwords end; whose does is told before, and changes it itself. */
@Injectable()
export class AbiPasswords {
  constructor(
    private readonly transactions: Transactions,
    private readonly config: AccountConfig,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'telling accounts that their ABI password ends', () => this.warn(), {
      firstAfterMs: FIRST_AFTER_MS,
      by: 'one replica',
    });
  }

  /**
   * The new password is good as soon as the gateway was told; until then the one before is.
   *
   * @returns when it ends; null where passwords have no end
   * @throws Problem `state-conflict` for an account that sends nothing by ABI, `not-authorized` for a wrong current password, `not-valid` for the same one again
   */
  change(accountId: string, current: string, wanted: string, by: string): Promise<{ until: Date | null }> {
    return this.transactions.run(async (unit) => {
      const held = await heldAccount(unit.manager, accountId);
      const { account } = held;
      if (account.abiPasswordHash === null)
        throw new Problem('state-conflict', 'The account sends nothing by ABI: it has no password.');
      if (!(await verifyPassword(current, account.abiPasswordHash)))
        throw new Problem('not-authorized', 'The current password is not right. Nothing was changed.');
      if (await verifyPassword(wanted, account.abiPasswordHash))
        throw new Problem('not-valid', 'The password cannot be changed so.', [
          { at: '/wanted', text: 'is the password that is to be changed' },
        ]);
      account.abiPasswordHash = await hashPassword(wanted);
      account.abiPasswordUntil = passwordEnd(this.config, unit.now);
      account.abiPasswordWarned = null;
      const until = account.abiPasswordUntil;
      const told = until ? `; it ends ${until.toISOString()}` : '';
      await tellChange(unit, held, {
        kind: 'ABI password changed',
        summary: `The ABI password was changed by ${by}${told}`,
        channel: 'account',
        person: by,
      });
      unit.publish(
        SetUpTold,
        accountSubject(accountId),
        {
          ...{ accountId, about: 'password changed', filerCode: null },
          ...{ until: until?.toISOString() ?? null, by, reason: null },
        },
        { correlationId: currentCorrelation() ?? randomUUID() },
      );
      return { until };
    });
  }

  /** Tells whose password ends within two weeks, a week, a day; each once. */
  async warn(): Promise<void> {
    for (let told = AT_ONCE; told === AT_ONCE; )
      told = await this.transactions.run(async (unit) => {
        const [rows]: [{ id: string; until: Date }[]] = await unit.manager.query(
          `UPDATE account SET abi_password_warned = due.at
             FROM (SELECT id, at FROM (
                     SELECT id, abi_password_warned AS warned, (SELECT min(days) FROM unnest($3::int[]) AS days
                              WHERE abi_password_until <= $1::timestamptz + make_interval(days => days)) AS at
                       FROM account WHERE active AND abi_password_until > $1 AND abi_password_until <= $1::timestamptz + make_interval(days => $4)) a
                    WHERE warned IS NULL OR warned > at ORDER BY id LIMIT $2) due
            WHERE account.id = due.id RETURNING account.id, account.abi_password_until AS until`,
          [unit.now, AT_ONCE, WARNED_AT, Math.max(...WARNED_AT)],
        );
        for (const { id, until } of rows)
          unit.publish(
            SetUpTold,
            accountSubject(id),
            {
              ...{ accountId: id, about: 'password ends', filerCode: null },
              ...{ until: until.toISOString(), by: null, reason: null },
            },
            { correlationId: randomUUID() },
          );
        return rows.length;
      });
  }
}
