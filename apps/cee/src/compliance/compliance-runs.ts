import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import { Transactions } from '#messaging';
import { insertRows } from '#persistence';
import { inForce } from '#reference';
import { Problem, RecurringWork, requireSameContent } from '#service';
import { today } from '../days/customs-days';
import { monthOf, windowOf } from '../imports/goods.rules';
import { complianceRunStates } from '../proposals/proposal.states';
import { readScope } from '../scope/scope.repository';
import { grouped, scopeOf } from '../scope/scope.rules';
import { figuresOf, holdFigures } from './conduct.repository';
import { changeOf, type Count, PATTERN_RULES, type PatternChange, periodsOf } from './pattern.rules';
import { type EventKind, FOUND_KINDS, SLIP_KINDS, type SlipKind } from './slip.rules';

export interface ComplianceRunView {
  readonly id: string;
  /** The day whose twelve months, scope and assignments it goes by. */
  readonly asOf: CustomsDate;
  readonly state: string;
  readonly importers: number;
  readonly importersDone: number;
  /** Patterns that changed. */
  readonly changes: number;
  /** Figures that were other than what the entries say; anything but 0 is a fault of the platform. */
  readonly putRight: number;
  readonly orderedBy: string;
  readonly orderedAt: string;
  readonly doneAt: string | null;
  /** Who ended it before it was done, and why; null where nobody did. */
  readonly endedBy: string | null;
  readonly endReason: string | null;
}

interface RunRow {
  id: string;
  as_of: CustomsDate;
  state: string;
  importers: number;
  importers_done: number;
  after_importer: string;
  changes: number;
  put_right: number;
  ordered_by: string;
  ordered_at: Date;
  done_at: Date | null;
  ended_by: string | null;
  end_reason: string | null;
}

/** Importers that one transaction goes through. */
const AT_ONCE = 500;
/** An order may come to a replica that does not lead; that which leads is woken. */
const LOOK_EVERY_MS = 5_000;
const PLATFORM = 'the platform';

/**
 * Measures all importers, on order and by itself once a month: adds up their figures anew from the entries, writes the twelve months by which peers are compared, and tests whether
 * their pattern changed. Killed, it goes on behind the last importer that was written.
 */
@Injectable()
export class ComplianceRuns {
  private readonly work;

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    work: RecurringWork,
  ) {
    this.work = work.every(LOOK_EVERY_MS, 'measuring the compliance of importers', () => this.turn(), {
      firstAfterMs: 1_500,
      by: 'one replica',
    });
  }

  /** The same id again is the same run. @throws Problem `state-conflict` while another is at work; `not-valid` for a day that is not there yet or that no rule covers */
  async order(id: string, asOf: CustomsDate | null, by: string): Promise<{ fresh: boolean; run: ComplianceRunView }> {
    const result = await this.transactions.run(async ({ manager, now }) => {
      await manager.query('LOCK TABLE compliance_run IN SHARE ROW EXCLUSIVE MODE');
      await requireSameContent(manager, 'compliance run', id, { asOf });
      const [known] = await rows(manager, 'WHERE id = $1', [id]);
      if (known) return { fresh: false, run: viewOf(known) };
      const day = asOf ?? today(now);
      if (day > today(now) || !inForce(PATTERN_RULES, day))
        throw new Problem('not-valid', 'Some fields are wrong.', [
          {
            at: '/asOf',
            text: `${day} is ${day > today(now) ? 'not there yet' : 'before the first rule of patterns'}`,
          },
        ]);
      const [other] = await rows(manager, `WHERE state = 'running'`, []);
      if (other) throw new Problem('state-conflict', `Run ${other.id} is at work.`);
      await begin(manager, id, day, by, now);
      return { fresh: true, run: viewOf((await rows(manager, 'WHERE id = $1', [id]))[0]!) };
    });
    this.work.wake();
    return result;
  }

  /** Ends a run that does not come to its end: what it found so far is shown to nobody. The same person's same again changes nothing. @throws Problem `not-found`, `state-conflict` */
  end(id: string, why: string, by: string): Promise<ComplianceRunView> {
    return this.transactions.run(async ({ manager }) => {
      const [run] = await rows(manager, 'WHERE id = $1 FOR UPDATE', [id]);
      if (!run) throw new Problem('not-found', `There is no run ${id}.`);
      if (run.ended_by === by && run.end_reason === why) return viewOf(run);
      const next = complianceRunStates.next(run.state as 'running', 'ended');
      if (!next.ok) throw new Problem('state-conflict', `Run ${id} is ${run.state}.`);
      await manager.query('UPDATE compliance_run SET state = $2, ended_by = $3, end_reason = $4 WHERE id = $1', [
        ...[id, next.value, by, why],
      ]);
      return viewOf((await rows(manager, 'WHERE id = $1', [id]))[0]!);
    });
  }

  /** Newest first. */
  async list(): Promise<ComplianceRunView[]> {
    return (await rows(this.source.manager, 'ORDER BY ordered_at DESC LIMIT 100', [])).map(viewOf);
  }

  /** @throws Problem `not-found` */
  async one(id: string): Promise<ComplianceRunView> {
    const [row] = await rows(this.source.manager, 'WHERE id = $1', [id]);
    if (!row) throw new Problem('not-found', `There is no run ${id}.`);
    return viewOf(row);
  }

  /** One transaction's worth of the run at work; false where there is none, or nothing is left of it. */
  turn(): Promise<boolean> {
    return this.transactions.run(async ({ manager, now }) => {
      const [run] = await rows(manager, `WHERE state = 'running' FOR UPDATE SKIP LOCKED`, []);
      if (!run) return beginMonthly(manager, now);
      const ids = (
        await manager.query('SELECT id FROM importer_on_record WHERE id > $1 ORDER BY id LIMIT $2', [
          run.after_importer,
          AT_ONCE,
        ])
      ).map((row: { id: string }) => row.id);
      if (ids.length === 0) {
        await manager.query(`UPDATE compliance_run SET state = 'done', done_at = $2 WHERE id = $1`, [run.id, now]);
        return false;
      }
      await holdFigures(manager);
      const putRight = await addUpAnew(manager, ids);
      const changes = await measure(manager, run, ids);
      await manager.query(
        `UPDATE compliance_run SET after_importer = $2, importers_done = importers_done + $3, changes = changes + $4, put_right = put_right + $5 WHERE id = $1`,
        [run.id, ids.at(-1), ids.length, changes, putRight],
      );
      return true;
    });
  }
}

const rows = (manager: EntityManager, rest: string, values: readonly unknown[]): Promise<RunRow[]> =>
  manager.query(`SELECT r.*, as_of::text AS as_of FROM compliance_run r ${rest}`, [...values]);

const begin = (manager: EntityManager, id: string | null, asOf: CustomsDate, by: string, now: Date) =>
  manager.query(
    `INSERT INTO compliance_run (id, as_of, state, importers, ordered_by, ordered_at)
     SELECT coalesce($1, gen_random_uuid()), $2, $3, count(*), $4, $5 FROM importer_on_record`,
    [id, asOf, complianceRunStates.initial, by, now],
  );

/** The first look of a month orders a run, once the month before has entries. */
const beginMonthly = async (manager: EntityManager, now: Date): Promise<boolean> => {
  const day = today(now);
  const [due] = await manager.query(
    `SELECT 1 WHERE EXISTS (SELECT 1 FROM compliance_figure WHERE month < $1) AND NOT EXISTS (SELECT 1 FROM compliance_run WHERE as_of BETWEEN $1 AND $2)`,
    [monthOf(day), day],
  );
  if (!due) return false;
  await manager.query('LOCK TABLE compliance_run IN SHARE ROW EXCLUSIVE MODE');
  const [running] = await rows(manager, `WHERE state = 'running'`, []);
  if (running) return false;
  await begin(manager, null, day, PLATFORM, now);
  return true;
};

const viewOf = (row: RunRow): ComplianceRunView => ({
  ...{ id: row.id, asOf: row.as_of, state: row.state, importers: row.importers, importersDone: row.importers_done },
  ...{ changes: row.changes, putRight: row.put_right, orderedBy: row.ordered_by },
  orderedAt: row.ordered_at.toISOString(),
  doneAt: row.done_at?.toISOString() ?? null,
  ...{ endedBy: row.ended_by, endReason: row.end_reason },
});

/** Figures of these importers from their entries. Answers how many were other than that. */
const addUpAnew = async (manager: EntityManager, ids: readonly string[]): Promise<number> => {
  await manager.query('DELETE FROM compliance_figure WHERE importer_id = ANY($1::bigint[]) AND entries = 0', [ids]);
  const fresh = `fresh AS (${figuresOf('e.importer_id = ANY($1::bigint[])')})`;
  const [, gone]: [unknown, number] = await manager.query(
    `WITH ${fresh} DELETE FROM compliance_figure f WHERE f.importer_id = ANY($1::bigint[])
       AND NOT EXISTS (SELECT 1 FROM fresh WHERE (fresh.importer_id, fresh.month, fresh.kind) = (f.importer_id, f.month, f.kind))`,
    [ids],
  );
  const written: unknown[] = await manager.query(
    `WITH ${fresh} INSERT INTO compliance_figure (importer_id, month, kind, entries, dollars, effect_cents) SELECT * FROM fresh
     ON CONFLICT (importer_id, month, kind) DO UPDATE SET entries = excluded.entries, dollars = excluded.dollars, effect_cents = excluded.effect_cents
       WHERE (compliance_figure.entries, compliance_figure.dollars, compliance_figure.effect_cents) <> (excluded.entries, excluded.dollars, excluded.effect_cents)
     RETURNING 1`,
    [ids],
  );
  return gone + written.length;
};

export interface Place {
  readonly centerId: string;
  /** By lines in twelve months. */
  readonly heading: string;
}

/** Center and main heading of importers on a day, taken together where `together`: by assignment, else by whose the heading is. Who imports nothing has none. */
export const placesOf = async (
  manager: EntityManager,
  ids: readonly string[],
  day: CustomsDate,
  together = false,
): Promise<Map<string, Place>> => {
  const { from } = windowOf(day);
  const goods: { id: string; heading: string }[] = await manager.query(
    `SELECT DISTINCT ON (id) id, heading FROM (
       SELECT ${together ? 'min(i.id) OVER ()' : 'i.id'} AS id, g.heading, g.lines FROM importer_on_record i JOIN importer_goods g USING (importer_identity)
       WHERE i.id = ANY($1::bigint[]) AND g.month >= $2 AND g.month <= $3) g
     GROUP BY id, heading HAVING sum(lines) > 0 ORDER BY id, sum(lines) DESC, heading`,
    [ids, from, day],
  );
  const assigned: { id: string; center: string }[] = await manager.query(
    `SELECT i.id, a.center_id AS center FROM importer_on_record i JOIN assignment a USING (importer_identity)
     WHERE i.id = ANY($1::bigint[]) AND a.valid_from <= $2 AND (a.valid_to IS NULL OR $2 <= a.valid_to) ORDER BY i.id DESC`,
    [ids, day],
  );
  const centers = new Map(assigned.map(({ id, center }) => [together ? '' : id, center]));
  const scope = await readScope(manager);
  return new Map(
    goods.flatMap(({ id, heading }) => {
      const centerId = centers.get(together ? '' : id) ?? scopeOf(heading, day, scope)?.centerId;
      return centerId === undefined ? [] : [[together ? '' : id, { centerId, heading }] as const];
    }),
  );
};

interface Cell extends Count {
  readonly id: string;
  readonly kind: SlipKind | EventKind | 'all';
  readonly dollars: number;
  readonly effectCents: number;
  readonly past: number;
  readonly recent: number;
}

/** Writes the twelve months of these importers and the changes of their patterns. Answers how many changed. */
const measure = async (manager: EntityManager, run: RunRow, ids: readonly string[]): Promise<number> => {
  const rule = inForce(PATTERN_RULES, run.as_of)!;
  const { pastFrom, recentFrom, to } = periodsOf(run.as_of, rule);
  const { from: yearFrom } = windowOf(run.as_of);
  const cells: Cell[] = await manager.query(
    `SELECT importer_id AS id, kind,
            coalesce(sum(entries) FILTER (WHERE month >= $4), 0)::int AS entries, coalesce(sum(dollars) FILTER (WHERE month >= $4), 0)::float8 AS dollars,
            coalesce(sum(effect_cents) FILTER (WHERE month >= $4), 0)::float8 AS "effectCents",
            coalesce(sum(entries) FILTER (WHERE month < $3), 0)::int AS past,
            coalesce(sum(entries) FILTER (WHERE month >= $3 AND month < $5), 0)::int AS recent
     FROM compliance_figure WHERE importer_id = ANY($1::bigint[]) AND month >= $2 AND month <= $6 GROUP BY 1, 2`,
    [ids, pastFrom, recentFrom, yearFrom, to, run.as_of],
  );
  const places = await placesOf(manager, ids, run.as_of);
  const holders: { id: string; account: string }[] = await manager.query(
    `SELECT i.id, min(a.account_id::text) AS account FROM importer_on_record i JOIN importer_account a USING (importer_identity) WHERE i.id = ANY($1::bigint[]) GROUP BY i.id`,
    [ids],
  );
  const accounts = new Map(holders.map(({ id, account }) => [id, account]));
  await manager.query('DELETE FROM compliance_year WHERE importer_id = ANY($1::bigint[])', [ids]);
  await insertRows(
    manager,
    'compliance_year',
    {
      ...{ importer_id: 'bigint', kind: 'text', center_id: 'text', heading: 'text', holder: 'text' },
      ...{ entries: 'int', dollars: 'bigint', effect_cents: 'bigint' },
    },
    cells.flatMap(({ id, kind, entries, dollars, effectCents }) => {
      const place = places.get(id);
      if (entries === 0 || !place) return [];
      return [
        {
          ...{ importer_id: id, kind, center_id: place.centerId, heading: place.heading },
          ...{ holder: accounts.get(id) ?? `importer ${id}`, entries, dollars, effect_cents: effectCents },
        },
      ];
    }),
  );
  const changes = changesIn(cells, rule);
  await insertRows(
    manager,
    'pattern_change',
    {
      ...{
        run_id: 'uuid',
        importer_id: 'bigint',
        account_id: 'uuid',
        center_id: 'text',
        heading: 'text',
        kind: 'text',
      },
      ...{ direction: 'text', past_entries: 'int', past_slips: 'int', recent_entries: 'int', recent_slips: 'int' },
      probability: 'double precision',
    },
    changes.map(({ id, kind, past, recent, change }) => ({
      ...{ run_id: run.id, importer_id: id, account_id: accounts.get(id) ?? null, kind },
      ...{ center_id: places.get(id)?.centerId ?? null, heading: places.get(id)?.heading ?? null },
      ...{ direction: change.direction, past_entries: past.entries, past_slips: past.slips },
      ...{ recent_entries: recent.entries, recent_slips: recent.slips, probability: change.probability },
    })),
  );
  return changes.length;
};

const changesIn = (cells: readonly Cell[], rule: (typeof PATTERN_RULES)[number]) =>
  [...grouped(cells, ({ id }) => id)].flatMap(([id, own]) => {
    const all = own.find(({ kind }) => kind === 'all');
    if (!all) return [];
    return [...SLIP_KINDS, ...FOUND_KINDS].flatMap((kind) => {
      const cell = own.find((one) => one.kind === kind);
      const past = { entries: all.past, slips: cell?.past ?? 0 };
      const recent = { entries: all.recent, slips: cell?.recent ?? 0 };
      const change: PatternChange | null = changeOf(past, recent, rule);
      return change ? [{ id, kind, past, recent, change }] : [];
    });
  });
