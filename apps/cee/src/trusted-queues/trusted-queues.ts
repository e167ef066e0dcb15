import { Injectable } from '@nestjs/common';
import { Transactions, type UnitOfWork } from '#messaging';
import { RecurringWork } from '#service';
import { CeeConfig } from '../config/cee.config';
import { placeQuestionsOf } from '../hub/hub-questions';
import { placeProtestsOf } from '../protests/protest.repository';
import { judgeWorkOf } from '../work/work-item.repository';

const AT_ONCE = 50;

/** Puts what waits at the Centers in its place anew where a standing, or what it brings, has changed: work items, questions, protests. */
@Injectable()
export class TrustedQueues {
  constructor(transactions: Transactions, config: CeeConfig, work: RecurringWork) {
    work.every(
      config.WORK_LOOK_MS,
      'putting work of trusted traders in its place',
      () => transactions.run((unit) => this.follow(unit)),
      { by: 'one replica' },
    );
  }

  /** @returns whether there may be more */
  async follow(unit: UnitOfWork): Promise<boolean> {
    const rows: { accountId: string; queuesOf: string[] }[] = await unit.manager.query(
      `SELECT account_id AS "accountId", queues_of AS "queuesOf" FROM account_standing WHERE queues_of IS NOT NULL ORDER BY account_id LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [AT_ONCE],
    );
    for (const { accountId, queuesOf } of rows) {
      await judgeWorkOf(unit, queuesOf);
      await placeQuestionsOf(unit, accountId);
      await placeProtestsOf(unit, queuesOf);
      await unit.manager.query('UPDATE account_standing SET queues_of = NULL WHERE account_id = $1', [accountId]);
    }
    return rows.length === AT_ONCE;
  }
}
