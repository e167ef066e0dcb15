import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import { Transactions } from '#messaging';
import { RecurringWork } from '#service';

type Reader = Pick<EntityManager, 'query'>;

/** Items of a team in a state by day: of what is done the day on which it was, else the due date; null where it has none. */
export interface WorkCount {
  readonly team: string;
  readonly state: string;
  readonly day: CustomsDate | null;
  readonly items: number;
}

/** Of a Center, as they stand: what is counted, and what moved since. @param doneFrom what was done before is left out */
export const countsOf = (reader: Reader, center: string, doneFrom: CustomsDate): Promise<WorkCount[]> =>
  reader.query(
    `SELECT team_number AS team, state, nullif(day, 'infinity')::text AS day, sum(items)::int AS items FROM (
       SELECT team_number, state, day, items FROM work_count WHERE center_id = $1 AND (state <> 'done' OR day >= $2)
       UNION ALL SELECT team_number, state, day, items FROM work_moved WHERE center_id = $1 AND (state <> 'done' OR day >= $2)) AS counted
      GROUP BY team_number, state, day HAVING sum(items) <> 0 ORDER BY 1, 2, 3`,
    [center, doneFrom],
  );

const AT_ONCE = 5_000;
/** Counts are read with what moved since, so that they are right however seldom it is added up. */
const LOOK_EVERY_MS = 10_000;

/** Adds up what moved: whoever moves work writes a difference of its own, and waits for nobody. */
@Injectable()
export class WorkCounts {
  constructor(
    private readonly transactions: Transactions,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'adding up the work of the Centers', () => this.addUp(), { by: 'one replica' });
  }

  /** @returns whether there may be more */
  addUp(): Promise<boolean> {
    return this.transactions.run(async ({ manager }) => {
      const [{ moved }] = await manager.query(
        `WITH taken AS (DELETE FROM work_moved WHERE id IN (SELECT id FROM work_moved ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING *),
         added AS (
           INSERT INTO work_count (center_id, team_number, state, day, items)
           SELECT center_id, team_number, state, day, sum(items) FROM taken GROUP BY 1, 2, 3, 4 HAVING sum(items) <> 0 ORDER BY 1, 2, 3, 4
           ON CONFLICT (center_id, team_number, state, day) DO UPDATE SET items = work_count.items + excluded.items)
         SELECT count(*)::int AS moved FROM taken`,
        [AT_ONCE],
      );
      if (moved > 0) await manager.query('DELETE FROM work_count WHERE items = 0');
      return moved === AT_ONCE;
    });
  }
}
