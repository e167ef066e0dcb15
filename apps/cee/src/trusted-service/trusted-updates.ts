import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { accountSubject, CeeAccountTold } from '#contracts';
import { addDays, type CustomsDate } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { RecurringWork } from '#service';
import { today } from '../days/customs-days';
import { monthOf } from '../imports/goods.rules';
import { cause } from '../trusted-traders/telling';
import { selectionsOf } from './selections.repository';
import { broughtBy, type Brought } from './statement.rules';
import { type MonthFigures, type Update, updateOf, wordsOf } from './update.rules';

const LOOK_EVERY_MS = 60_000;
const AT_ONCE = 50;
const MONTHS_BEFORE = 3;

/** First day of the month that is so many before. */
export const monthBefore = (month: CustomsDate, count = 1): CustomsDate => {
  let first = month;
  for (let left = count; left > 0; left -= 1) first = monthOf(addDays(first, -1));
  return first;
};
const lastDayOf = (month: CustomsDate): CustomsDate => addDays(monthOf(addDays(month, 32)), -1);

/** Tells trusted traders once a month how their imports did; with the update of December what standing brought in the year. */
@Injectable()
export class TrustedUpdates {
  constructor(
    private readonly source: DataSource,
    transactions: Transactions,
    work: RecurringWork,
  ) {
    work.every(
      LOOK_EVERY_MS,
      'sending trusted traders their monthly update',
      () => transactions.run((unit) => this.tellDue(unit)),
      { by: 'one replica' },
    );
  }

  /** Newest first. */
  of(accountId: string): Promise<{ month: string; toldAt: Date; content: Update }[]> {
    return this.source.query(
      `SELECT to_char(month, 'YYYY-MM') AS month, told_at AS "toldAt", content FROM trusted_update WHERE account_id = $1 ORDER BY trusted_update.month DESC LIMIT 60`,
      [accountId],
    );
  }

  /** What standing brought in a year, or in what there is of it. */
  async statement(accountId: string, year: string, manager: EntityManager = this.source.manager): Promise<Brought> {
    return broughtBy(await selectionsOf(manager, accountId, `${year}-01-01`, `${year}-12-31`));
  }

  /** Sends what of the month before is due. An account and month is a row that is written once, with the message. @returns whether there may be more */
  async tellDue(unit: UnitOfWork): Promise<boolean> {
    const { manager, now } = unit;
    const day = today(now);
    const month = monthBefore(monthOf(day));
    const due: { accountId: string }[] = await manager.query(
      `SELECT s.account_id AS "accountId" FROM account_standing s
        WHERE EXISTS (SELECT 1 FROM jsonb_array_elements(s.content -> 'benefits') b
                WHERE b ->> 'benefit' = 'monthly trends' AND b ->> 'from' <= $3 AND (b ->> 'to' IS NULL OR $1 <= b ->> 'to'))
          AND NOT EXISTS (SELECT 1 FROM trusted_update u WHERE u.account_id = s.account_id AND u.month = $2::date)
        ORDER BY s.account_id LIMIT $4 FOR UPDATE OF s SKIP LOCKED`,
      [day, month, lastDayOf(month), AT_ONCE],
    );
    for (const { accountId } of due) await this.tell(unit, accountId, month);
    return due.length === AT_ONCE;
  }

  private async tell(unit: UnitOfWork, accountId: string, month: CustomsDate): Promise<void> {
    const { manager, now } = unit;
    const before: MonthFigures[] = [];
    for (let count = 1; count <= MONTHS_BEFORE; count += 1)
      before.push(await figuresOf(manager, accountId, monthBefore(month, count)));
    const update = updateOf(month, await figuresOf(manager, accountId, month), before);
    const year = month.slice(0, 4);
    const brought = month.endsWith('-12-01') ? await this.statement(accountId, year, manager) : null;
    await manager.query('INSERT INTO trusted_update (account_id, month, content, told_at) VALUES ($1, $2, $3, $4)', [
      ...[accountId, month, JSON.stringify(update), now],
    ]);
    const { text, items } = wordsOf(update, brought);
    unit.publish(
      CeeAccountTold,
      accountSubject(accountId),
      {
        ...{ accountId, about: 'trusted trader update', text },
        items: items.map(({ reference, text: item }) => ({ reference, text: item, dueDate: null })),
      },
      cause(),
    );
  }
}

const figuresOf = async (manager: EntityManager, accountId: string, month: CustomsDate): Promise<MonthFigures> => {
  const [found]: [MonthFigures] = await manager.query(
    `WITH own AS (SELECT importer_identity FROM importer_account WHERE account_id = $1)
     SELECT goods.lines, goods.dollars AS "valueDollars", work.summaries, work.rejected, seen.screened, seen.exams FROM
       (SELECT coalesce(sum(lines), 0)::float8 AS lines, coalesce(sum(dollars), 0)::float8 AS dollars FROM importer_goods g
         WHERE g.importer_identity IN (SELECT importer_identity FROM own) AND g.month = $2::date) goods,
       (SELECT count(*)::int AS summaries, (count(*) FILTER (WHERE times_rejected > 0))::int AS rejected FROM work_item w
         WHERE w.importer_identity IN (SELECT importer_identity FROM own) AND w.filed_on BETWEEN $2::date AND $3::date) work,
       (SELECT count(*)::int AS screened, (count(*) FILTER (WHERE exam))::int AS exams FROM trusted_selection t
         WHERE t.account_id = $1 AND t.day BETWEEN $2::date AND $3::date) seen`,
    [accountId, month, lastDayOf(month)],
  );
  return found;
};
