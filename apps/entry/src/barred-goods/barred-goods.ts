import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import { LOG, type Log, Problem, RecurringWork } from '#service';
import type { BarredGoods } from './barred-goods.rules';

export interface BarredView extends BarredGoods {
  readonly actor: string;
  readonly endedBy: string | null;
  /** When the entries on file were looked through for what it bars; null before that. */
  readonly lookedThroughAt: Date | null;
}

export type NewlyBarred = Omit<BarredGoods, 'id'> & { readonly actor: string };

const COLUMNS = `id, headings, origins, reason, valid_from::text AS "from", valid_to::text AS "to"`;
const VIEW = `${COLUMNS}, actor, ended_by AS "endedBy", looked_through_at AS "lookedThroughAt"`;
/** So long what was read is good enough: another replica may have been told of an order meanwhile. */
const FRESH_MS = 10_000;
const LOOK_EVERY_MS = 10_000;

const known = new WeakMap<DataSource, { readonly rows: readonly BarredGoods[]; readonly until: number }>();

/** What is barred now or later. A batch of filings costs no statement while what was read is fresh. */
export const barredGoods = async (manager: EntityManager): Promise<readonly BarredGoods[]> => {
  const { connection } = manager;
  const read = known.get(connection);
  if (read && read.until > performance.now()) return read.rows;
  const rows: BarredGoods[] = await manager.query(
    `SELECT ${COLUMNS} FROM barred_goods WHERE valid_to IS NULL OR valid_to >= (now() AT TIME ZONE 'UTC')::date - 1 ORDER BY id`,
  );
  known.set(connection, { rows, until: performance.now() + FRESH_MS });
  return rows;
};

/** Trade orders that bar goods by tariff number and origin. One is never changed: it ends, and another one begins. */
@Injectable()
export class TradeOrders {
  constructor(
    private readonly source: DataSource,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(LOOK_EVERY_MS, 'entries of goods that were barred', () => this.lookThrough(), { by: 'one replica' });
  }

  all(): Promise<BarredView[]> {
    return this.source.query(`SELECT ${VIEW} FROM barred_goods ORDER BY id`);
  }

  /** The same order again is the one that is on file. */
  async add({ headings, origins, reason, actor, from, to }: NewlyBarred): Promise<BarredView> {
    const order = [headings, origins, reason, from, to];
    const added = await this.source.transaction(async (manager): Promise<BarredView> => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('trade order ' || $1, 0))`, [
        JSON.stringify(order),
      ]);
      const [same]: BarredView[] = await manager.query(
        `SELECT ${VIEW} FROM barred_goods WHERE (headings, origins, reason, valid_from) = ($1, $2, $3, $4) AND valid_to IS NOT DISTINCT FROM $5 ORDER BY id LIMIT 1`,
        order,
      );
      if (same) return same;
      const [row]: BarredView[] = await manager.query(
        `INSERT INTO barred_goods (headings, origins, reason, valid_from, valid_to, actor) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${VIEW}`,
        [...order, actor],
      );
      this.log.warn({ order: row!.id, headings, origins, from, actor }, 'goods were barred from entry');
      return row!;
    });
    known.delete(this.source);
    return added;
  }

  /** @throws Problem `not-found`, `conflict` for one that ends before that day already */
  async end(id: number, to: CustomsDate, actor: string): Promise<BarredView> {
    const [rows]: [BarredView[]] = await this.source.query(
      `UPDATE barred_goods SET valid_to = greatest($2::date, valid_from - 1), ended_by = $3
        WHERE id = $1 AND (valid_to IS NULL OR valid_to > $2) RETURNING ${VIEW}`,
      [id, to, actor],
    );
    known.delete(this.source);
    if (rows[0]) {
      this.log.warn({ order: id, to, actor }, 'goods are no longer barred from entry');
      return rows[0];
    }
    const [found] = await this.source.query('SELECT valid_to::text AS "to" FROM barred_goods WHERE id = $1', [id]);
    if (!found) throw new Problem('not-found', `There is no trade order ${id}.`);
    throw new Problem('conflict', `Trade order ${id} ends on ${found.to} already.`);
  }

  /**
   * Has the entries decided anew that are not released and whose goods an order bars since it is in force, once its first day has begun at every port:
   * the decision cancels them.
   */
  async lookThrough(now = new Date()): Promise<void> {
    await this.source.transaction(async (manager) => {
      const due: { id: number }[] = await manager.query(
        `SELECT id FROM barred_goods WHERE looked_through_at IS NULL AND valid_from + interval '12 hours' <= $1::timestamptz AT TIME ZONE 'UTC'
            AND (valid_to IS NULL OR valid_to >= valid_from) FOR UPDATE SKIP LOCKED`,
        [now.toISOString()],
      );
      if (due.length === 0) return;
      const ids = due.map(({ id }) => id);
      await manager.query(
        `UPDATE cargo_release r SET look_again_at = least(r.look_again_at, $2)
           WHERE r.released_at IS NULL AND r.state <> 'cancelled' AND EXISTS
             (SELECT FROM json_array_elements(r.content->'lines') AS line, json_array_elements(line->'tariffs') AS tariff, barred_goods b, unnest(b.headings) AS heading
               WHERE b.id = ANY($1) AND starts_with(tariff->>'hts', heading))`,
        [ids, now.toISOString()],
      );
      await manager.query('UPDATE barred_goods SET looked_through_at = $2 WHERE id = ANY($1)', [
        ids,
        now.toISOString(),
      ]);
    });
  }
}
