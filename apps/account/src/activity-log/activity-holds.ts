import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Transactions } from '#messaging';
import { Problem } from '#service';
import { accountSubject } from '#contracts';
import type { ActivityEntry } from './activity-chain.rules';
import { appendActivity } from './activity.repository';

/** A legal hold on an account's log: while it is open nothing of the log is removed by policy. */
export interface ActivityHold {
  readonly id: string;
  readonly reason: string;
  readonly placedAt: Date;
  readonly placedBy: string;
  readonly liftedAt: Date | null;
  readonly liftedBy: string | null;
  readonly liftedWhy: string | null;
}

@Injectable()
export class ActivityHolds {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** The oldest first. */
  list(accountId: string): Promise<ActivityHold[]> {
    return this.source.query(
      `SELECT id, reason, placed_at AS "placedAt", placed_by AS "placedBy", lifted_at AS "liftedAt", lifted_by AS "liftedBy", lifted_why AS "liftedWhy"
         FROM activity_hold WHERE account_id = $1 ORDER BY placed_at, id`,
      [accountId],
    );
  }

  async place(accountId: string, reason: string, person: string): Promise<ActivityHold> {
    const id = randomUUID();
    await this.transactions.run(async (unit) => {
      const [account] = await unit.manager.query('SELECT 1 FROM account WHERE id = $1', [accountId]);
      if (!account) throw new Problem('not-found', `There is no account ${accountId}.`);
      await unit.manager.query(
        'INSERT INTO activity_hold (id, account_id, reason, placed_at, placed_by) VALUES ($1, $2, $3, $4, $5)',
        [id, accountId, reason, unit.now, person],
      );
      const summary = `${person} of CBP placed a legal hold on the activity log: ${reason}`;
      await appendActivity(
        unit.manager,
        [entryOf(accountId, 'legal hold placed', person, summary, unit.now)],
        unit.now,
      );
    });
    return (await this.list(accountId)).find((hold) => hold.id === id)!;
  }

  /** @throws Problem `not-found`, `state-conflict` for one that was lifted before */
  async lift(accountId: string, holdId: string, why: string, person: string): Promise<ActivityHold> {
    await this.transactions.run(async (unit) => {
      const [hold]: { lifted_by: string | null }[] = await unit.manager.query(
        'SELECT lifted_by FROM activity_hold WHERE id = $1 AND account_id = $2 FOR UPDATE',
        [holdId, accountId],
      );
      if (!hold) throw new Problem('not-found', `The log of account ${accountId} has no hold ${holdId}.`);
      if (hold.lifted_by !== null)
        throw new Problem('state-conflict', `The hold was lifted by ${hold.lifted_by} before.`);
      await unit.manager.query(
        'UPDATE activity_hold SET lifted_at = $2, lifted_by = $3, lifted_why = $4 WHERE id = $1',
        [holdId, unit.now, person, why],
      );
      const summary = `${person} of CBP lifted the legal hold on the activity log: ${why}`;
      await appendActivity(
        unit.manager,
        [entryOf(accountId, 'legal hold lifted', person, summary, unit.now)],
        unit.now,
      );
    });
    return (await this.list(accountId)).find((hold) => hold.id === holdId)!;
  }
}

const entryOf = (accountId: string, kind: string, person: string, summary: string, now: Date): ActivityEntry => ({
  accountId,
  occurredAt: now.toISOString(),
  kind,
  channel: 'CBP',
  transmissionId: null,
  mailboxId: null,
  filingId: null,
  itemKind: 'activity log',
  subject: accountSubject(accountId),
  outcome: null,
  disposition: 'processed',
  summary,
  person,
});
