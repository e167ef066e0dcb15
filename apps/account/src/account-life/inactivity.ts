import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { accountSubject, DeactivationAnnounced } from '#contracts';
import { Transactions, type UnitOfWork } from '#messaging';
import { currentCorrelation, RecurringWork } from '#service';
import { leftBy } from './account-life';
import { AccountConfig, peopleUrl } from '../config/account.config';
import { AccountMails } from '../mails/account-mails';
import { type Held, heldAccount, noteInLog, tellChange } from '../trade-account/held-account';
import { sideOf } from '../trade-account/role.rules';
import { inactivityPolicy } from './inactivity.policy';

const DAY_MS = 86_400_000;
/** The first look comes only after what was told while the service was away is heard. */
const LOOK_EVERY_MS = 3_600_000;
const AT_ONCE = 200;

const OFFICES = ['officer', 'port director', 'headquarters', 'operator'];
/** An account counts as used when it is opened. */
const LAST_USE = 'greatest(a.opened_at, u.last_used_at)';
const UNUSED = `SELECT a.id, ${LAST_USE} AS last_used_at, u.warned_at FROM account a LEFT JOIN account_use u ON u.account_id = a.id
  WHERE a.active AND NOT a.kinds && $2::text[] AND ${LAST_USE} <= $1`;

interface Unused {
  id: string;
  last_used_at: Date;
  warned_at: Date | null;
}

/** Accounts of the trade that nobody used for a year are deactivated, after their owners were warned; any use calls it off. */
@Injectable()
export class Inactivity {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly mails: AccountMails,
    private readonly config: AccountConfig,
    work: RecurringWork,
  ) {
    const options = { by: 'one replica' } as const;
    work.every(LOOK_EVERY_MS, 'warning accounts that nobody uses', () => this.warn(), options);
    work.every(LOOK_EVERY_MS, 'deactivating accounts that nobody uses', () => this.deactivate(), options);
  }

  /** @returns whether there are more */
  warn(now = new Date()): Promise<boolean> {
    const policy = inactivityPolicy(now);
    if (!policy) return Promise.resolve(false);
    const { deactivatedAfterDays, warnedDaysBefore, basis } = policy;
    const before = new Date(now.getTime() - (deactivatedAfterDays - warnedDaysBefore) * DAY_MS);
    return this.each(
      before,
      `(u.warned_at IS NULL OR u.warned_at <= ${LAST_USE})`,
      async (unit, held, { last_used_at: lastUsedAt }) => {
        const { account } = held;
        const from = new Date(
          Math.max(lastUsedAt.getTime() + deactivatedAfterDays * DAY_MS, now.getTime() + warnedDaysBefore * DAY_MS),
        );
        await unit.manager.query(
          `INSERT INTO account_use (account_id, last_used_at, warned_at) VALUES ($1, $2, $3)
           ON CONFLICT (account_id) DO UPDATE SET warned_at = excluded.warned_at`,
          [account.id, lastUsedAt, now],
        );
        const told = {
          accountId: account.id,
          lastUsedAt: lastUsedAt.toISOString(),
          deactivatedFrom: from.toISOString(),
        };
        unit.publish(
          DeactivationAnnounced,
          accountSubject(account.id),
          { ...told, basis },
          { correlationId: currentCorrelation() ?? account.id },
        );
        await this.write(unit, held, `${account.name} is about to be deactivated`, [
          `Nobody has used the trade account ${account.name} (${account.id}) since ${told.lastUsedAt}.`,
          `It is deactivated after ${told.deactivatedFrom} (${basis}). Whoever signs in, files, or uses a key of it before calls that off.`,
        ]);
        await noteInLog(unit, account.id, {
          kind: 'deactivation announced',
          summary: `The platform: not used since ${told.lastUsedAt}; it is deactivated after ${told.deactivatedFrom} (${basis})`,
          channel: 'account',
        });
      },
    );
  }

  /** @returns whether there are more */
  deactivate(now = new Date()): Promise<boolean> {
    const policy = inactivityPolicy(now);
    if (!policy) return Promise.resolve(false);
    const { deactivatedAfterDays, warnedDaysBefore, basis } = policy;
    const before = new Date(now.getTime() - deactivatedAfterDays * DAY_MS);
    return this.each(
      before,
      `u.warned_at > ${LAST_USE} AND u.warned_at <= $1::timestamptz + make_interval(days => ${deactivatedAfterDays - warnedDaysBefore})`,
      async (unit, held, { last_used_at: lastUsedAt }) => {
        const why = `not used since ${lastUsedAt.toISOString()} (${basis})`;
        leftBy(held.account, 'deactivated', why);
        await tellChange(unit, held, {
          kind: 'account deactivated',
          summary: `The platform: ${why}`,
          channel: 'account',
        });
        await this.write(unit, held, `${held.account.name} was deactivated`, [
          `The trade account ${held.account.name} (${held.account.id}) was deactivated: ${why}.`,
          `Its owners ask for it back after signing in: POST ${peopleUrl(this.config)}/me/reactivations. CBP decides with a reason.`,
        ]);
      },
    );
  }

  /** Each account in a transaction of its own, looked at again once it is locked. */
  private async each(
    before: Date,
    condition: string,
    work: (unit: UnitOfWork, held: Held, unused: Unused) => Promise<void>,
  ): Promise<boolean> {
    const find = (manager: Pick<EntityManager, 'query'>, more: string, values: unknown[]): Promise<Unused[]> =>
      manager.query(`${UNUSED} AND ${condition} ${more}`, [before, OFFICES, ...values]);
    const due = await find(this.source, 'ORDER BY a.id LIMIT $3', [AT_ONCE]);
    for (const { id } of due)
      await this.transactions.run(async (unit) => {
        const held = await heldAccount(unit.manager, id);
        const [unused] = await find(unit.manager, 'AND a.id = $3', [id]);
        if (unused && sideOf(held.account.kinds) === 'trade') await work(unit, held, unused);
      });
    return due.length === AT_ONCE;
  }

  private async write(unit: UnitOfWork, { roles }: Held, subject: string, lines: readonly string[]): Promise<void> {
    const owners = roles.filter(({ role }) => role === 'owner' || role === 'proxy owner');
    for (const to of new Set(owners.map(({ email }) => email)))
      await this.mails.post(unit, { to, subject, text: `${lines.join('\n\n')}\n` });
  }
}
