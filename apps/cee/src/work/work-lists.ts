import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addDays, type CustomsDate } from '#kernel';
import { Problem } from '#service';
import { Downtimes } from '../downtimes/downtimes';
import { centerDay, clockOfItem, viewOf, type WorkItem, type WorkItemView } from './work-item';
import { countsOf, type WorkCount } from './work-counts';
import { ITEM_COLUMNS } from './work-item.repository';
import { workItemStates } from './work-item.states';
import { foreseen, type Lateness } from './workload.rules';

export interface WorkAsked {
  /** A Center; or ports, with what no Center has. */
  readonly at: string | { readonly ports: readonly string[] };
  /** One entry, in whatever state: filer code and number. */
  readonly entryNumber: string | null;
  readonly team: string | null;
  /** Those that this person has or for whom they are set aside. */
  readonly personId: string | null;
  readonly state: string;
  /** The `next` of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

export interface WorkItemHistory {
  readonly event: string;
  readonly state: string;
  readonly by: string;
  readonly note: string | null;
  readonly at: Date;
}

export interface SpecialistLoad {
  readonly personId: string;
  readonly name: string;
  readonly taken: number;
  /** When the first of the leases is over. */
  readonly firstLeaseUntil: Date;
}

export interface TeamLoad {
  readonly teamNumber: string;
  readonly open: number;
  readonly taken: number;
  readonly withTheFiler: number;
  /** Requests and notices of them wait for an answer. */
  readonly withTheImporter: number;
  /** Open or taken, and past due. */
  readonly late: number;
  /** Finished in the last 28 days. */
  readonly finished: number;
  readonly finishedPerWorkingDay: number;
  /** What will be late at that pace, by due date. */
  readonly foreseen: readonly Lateness[];
  readonly specialists: readonly SpecialistLoad[];
}

const PACE_DAYS = 28;
const PACE_WORKING_DAYS = 20;

/** What there is to do in a Center, what will be late, and who has what. */
@Injectable()
export class WorkLists {
  constructor(
    private readonly source: DataSource,
    private readonly downtimes: Downtimes,
  ) {}

  /** By priority, due date and age. Of ports those of no Center, whatever state is asked. */
  async page(
    { at, entryNumber, team, personId, state, after, limit }: WorkAsked,
    now = new Date(),
  ): Promise<{ items: WorkItemView[]; next: string | null }> {
    const isOfCenter = typeof at === 'string';
    const values: unknown[] = [isOfCenter ? at : at.ports, limit + 1];
    const value = (given: unknown): string => `$${values.push(given)}`;
    // The state stands in the statement, so that the index of open items is used: it is one of the table's words.
    const where = [isOfCenter ? 'w.center_id = $1' : 'w.port_of_entry = ANY($1::text[])'];
    if (entryNumber === null) where.push(`w.state = '${isOfCenter ? state : workItemStates.initial}'`);
    else
      where.push(
        `w.filer_code = ${value(entryNumber.slice(0, 3))} AND w.entry_number = ${value(entryNumber.slice(3))}`,
      );
    if (team !== null) where.push(`w.team_number = ${value(team)}`);
    if (personId !== null) {
      const person = value(personId);
      where.push(state === 'open' ? `w.reserved_for = ${person}` : `w.holder_id = ${person}`);
    }
    if (after !== null) {
      const [rank, id] = after.split('.');
      where.push(`(w.rank, w.id) > (${value(Number(rank))}, ${value(id)})`);
    }
    const rows: WorkItem[] = await this.source.query(
      `SELECT ${ITEM_COLUMNS} FROM work_item w WHERE ${where.join(' AND ')} ORDER BY w.rank, w.id LIMIT $2`,
      values,
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items: await this.views(items, now), next: rows.length > limit ? `${last!.rank}.${last!.id}` : null };
  }

  async views(items: readonly WorkItem[], now = new Date()): Promise<WorkItemView[]> {
    const today = centerDay(now);
    const reliefsFor = items.some(({ state }) => state === 'with the filer')
      ? await this.downtimes.reliefsFor(this.source, now, 'by filing')
      : () => [];
    return items.map((item) =>
      viewOf(item, clockOfItem(item, reliefsFor({ accountId: item.accountId, port: item.portOfEntry }), today)),
    );
  }

  /** @throws Problem `not-found` */
  async item(itemId: string): Promise<WorkItem> {
    const [item]: WorkItem[] = await this.source.query(`SELECT ${ITEM_COLUMNS} FROM work_item w WHERE w.id = $1`, [
      itemId,
    ]);
    if (!item) throw new Problem('not-found', `There is no work item ${itemId}.`);
    return item;
  }

  /** The newest last. */
  history(itemId: string): Promise<WorkItemHistory[]> {
    return this.source.query(
      `SELECT event, state, by_name AS by, note, occurred_at AS at FROM work_item_event WHERE item_id = $1 ORDER BY id`,
      [itemId],
    );
  }

  /** From counts that are kept as work moves: however much there is. */
  async load(center: string, now = new Date()): Promise<TeamLoad[]> {
    const today = centerDay(now);
    const teams: { number: string }[] = await this.source.query(
      'SELECT number FROM team WHERE center_id = $1 ORDER BY number',
      [center],
    );
    const counts = await countsOf(this.source, center, addDays(today, -PACE_DAYS));
    const holders: (SpecialistLoad & { team: string })[] = await this.source.query(
      `SELECT team_number AS team, holder_id AS "personId", min(holder_name) AS name, count(*)::int AS taken, min(lease_until) AS "firstLeaseUntil"
         FROM work_item WHERE center_id = $1 AND state = 'taken' GROUP BY team_number, holder_id ORDER BY min(holder_name)`,
      [center],
    );
    const sum = (rows: readonly { items: number }[]): number => rows.reduce((total, { items }) => total + items, 0);
    return teams.map(({ number }) => {
      const own = counts.filter(({ team }) => team === number);
      const inState = (wanted: string): WorkCount[] => own.filter(({ state }) => state === wanted);
      const atHand = [...inState('open'), ...inState('taken')];
      const done = sum(inState('done'));
      const byDue = new Map<CustomsDate, number>();
      for (const { day, items } of atHand) if (day !== null) byDue.set(day, (byDue.get(day) ?? 0) + items);
      return {
        teamNumber: number,
        open: sum(inState('open')),
        taken: sum(inState('taken')),
        withTheFiler: sum(inState('with the filer')),
        withTheImporter: sum(inState('with the importer')),
        late: sum(atHand.filter(({ day }) => day !== null && day < today)),
        finished: done,
        finishedPerWorkingDay: done / PACE_WORKING_DAYS,
        foreseen: foreseen(
          [...byDue].map(([day, items]) => ({ due: day, items })),
          done / PACE_WORKING_DAYS,
          today,
        ).filter(({ willBeLate }) => willBeLate > 0),
        specialists: holders.filter(({ team }) => team === number).map(({ team: _team, ...specialist }) => specialist),
      };
    });
  }
}
