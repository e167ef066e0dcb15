import { Injectable } from '@nestjs/common';
import { dueOf } from '#reference';
import { Transactions, type UnitOfWork } from '#messaging';
import { RecurringWork } from '#service';
import { CeeConfig } from '../config/cee.config';
import { Downtimes } from '../downtimes/downtimes';
import { reviewDue } from './priority.rules';
import { centerDay, judged, type WorkItem } from './work-item';
import { ITEM_COLUMNS, type Happened, saveItems, trustedOn, writeEvents } from './work-item.repository';
import type { WorkItemEvent } from './work-item.states';

const AT_ONCE = 500;
const PLATFORM = 'the platform';

/** What time alone does to work items: leases end, priorities rise, filers let their clock run out. What somebody has in hand at the moment is passed over. */
@Injectable()
export class WorkUpkeep {
  constructor(
    private readonly transactions: Transactions,
    private readonly downtimes: Downtimes,
    config: CeeConfig,
    work: RecurringWork,
  ) {
    const every = (what: string, turn: (unit: UnitOfWork) => Promise<boolean>): void =>
      void work.every(config.WORK_LOOK_MS, what, () => this.transactions.run(turn), { by: 'one replica' });
    every('giving back work items whose lease is over', (unit) => this.endLeases(unit));
    every('judging the priority of work items anew', (unit) => this.judgeAgain(unit));
    every('looking for summaries that were not resubmitted', (unit) => this.notResubmitted(unit));
  }

  /** @returns whether there may be more */
  async endLeases({ manager, now }: UnitOfWork): Promise<boolean> {
    const [over]: [{ id: string; name: string }[], number] = await manager.query(
      `WITH over AS (SELECT id, holder_name FROM work_item WHERE state = 'taken' AND lease_until <= $1 ORDER BY lease_until LIMIT $2 FOR UPDATE SKIP LOCKED)
       UPDATE work_item w SET state = 'open', holder_id = NULL, holder_name = NULL, lease_until = NULL FROM over WHERE w.id = over.id
       RETURNING w.id, over.holder_name AS name`,
      [now, AT_ONCE],
    );
    await writeEvents(
      manager,
      over.map(({ id, name }) => ({ ...event(id, 'lease over'), note: `${name} had it` })),
      now,
    );
    return over.length === AT_ONCE;
  }

  async judgeAgain({ manager, now }: UnitOfWork): Promise<boolean> {
    const today = centerDay(now);
    const items: WorkItem[] = await manager.query(
      `SELECT ${ITEM_COLUMNS} FROM work_item w WHERE w.state = 'open' AND w.judge_again_on <= $1 ORDER BY w.judge_again_on LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [today, AT_ONCE],
    );
    const trusted = await trustedOn(manager, items, today);
    await saveItems(
      manager,
      items.map((item) => judged(item, trusted(item), today)),
    );
    return items.length === AT_ONCE;
  }

  /** A rejected summary whose filer let the clock run out is its team's again; a downtime that relieves the filer puts that off. */
  async notResubmitted({ manager, now }: UnitOfWork): Promise<boolean> {
    const today = centerDay(now);
    const items: WorkItem[] = await manager.query(
      `SELECT ${ITEM_COLUMNS} FROM work_item w WHERE w.state = 'with the filer' AND w.due_date < $1 ORDER BY w.due_date LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [today, AT_ONCE],
    );
    if (items.length === 0) return false;
    const reliefsFor = await this.downtimes.reliefsFor(manager, now, 'by filing');
    const trusted = await trustedOn(manager, items, today);
    const events: Happened[] = [];
    const saving = items.map((item) => {
      const reliefs = reliefsFor({ accountId: item.accountId, port: item.portOfEntry });
      const { dueDate, relievedBy } = dueOf('resubmission of a summary', { start: item.rejectedOn!, reliefs });
      if (dueDate >= today) return { ...item, dueDate };
      events.push({
        ...event(item.id, 'not resubmitted'),
        note: `due ${dueDate}${relievedBy === null ? '' : `, put off by ${relievedBy}`}`,
      });
      const back = { ...item, state: 'open' as const, dueDate: reviewDue(item.entryType, item.filedOn) };
      return judged(back, trusted(item), today);
    });
    await saveItems(manager, saving);
    await writeEvents(manager, events, now);
    return items.length === AT_ONCE;
  }
}

const event = (itemId: string, what: WorkItemEvent & ('lease over' | 'not resubmitted')): Happened => ({
  ...{ itemId, event: what, state: 'open', by: PLATFORM, byId: null, note: null },
});
