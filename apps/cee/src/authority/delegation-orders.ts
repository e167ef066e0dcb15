import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import { Transactions } from '#messaging';
import { insertRows } from '#persistence';
import { Problem, requireSameContent } from '#service';
import { firstFreeDay, requireFreeDay, today } from '../days/customs-days';
import { importerIdentity } from '../importer/importer-identity';
import { changeAssignments } from '../locks/assignments.lock';
import { type DelegationEvent, type DelegationState, delegationStates } from './delegation-order.states';

export type Phase = 'test' | 'by function' | 'full';

export interface NewDelegationOrder {
  readonly id: string;
  readonly center: string;
  readonly phase: Phase;
  /** Codes; null for all that the Center does not have yet. */
  readonly functions: readonly string[] | null;
  /** Importer of record numbers, for the test phase. */
  readonly volunteers: readonly string[];
  readonly from: string;
  readonly staffNeeded: number;
  readonly trialCasesNeeded: number;
  readonly trialPercentNeeded: number;
  readonly source: string;
}

export interface NewReadiness {
  readonly staff: number;
  readonly trialCases: number;
  readonly trialAsExpected: number;
  readonly note: string;
}

export interface DelegationOrderView {
  readonly id: string;
  readonly number: string;
  readonly center: string;
  readonly phase: string;
  readonly state: string;
  readonly functions: string[];
  readonly volunteers: number;
  /** The day of the cut-over. */
  readonly from: CustomsDate;
  /** The last day, where it was rolled back. */
  readonly to: CustomsDate | null;
  readonly staffNeeded: number;
  readonly trialCasesNeeded: number;
  readonly trialPercentNeeded: number;
  readonly source: string;
  readonly preparedBy: string;
  /** Oldest first. */
  readonly readiness: (NewReadiness & { by: string; at: string; suffices: boolean })[];
  /** What was decided, oldest first. */
  readonly events: { event: string; day: CustomsDate | null; reason: string; by: string; at: string }[];
}

export interface AuthorityView {
  readonly function: string;
  readonly name: string;
  readonly center: string;
  readonly decides: string;
  /** Whether for all, or for volunteer accounts of a test only; null where no Center decides. */
  readonly reach: string | null;
  readonly from: CustomsDate | null;
  readonly to: CustomsDate | null;
  /** Number of the delegation order. */
  readonly order: string | null;
}

interface Row {
  id: string;
  number: string;
  center_id: string;
  phase: Phase;
  state: Exclude<DelegationState, 'in force' | 'over'>;
  staff_needed: number;
  trial_cases_needed: number;
  trial_percent_needed: number;
  source: string;
  prepared_by: string;
  valid_from: CustomsDate;
  valid_to: CustomsDate | null;
  functions: string[];
  volunteers: number;
}

const SELECT = `
  SELECT o.*, a.valid_from::text AS valid_from, a.valid_to::text AS valid_to, a.functions,
         (SELECT count(*)::int FROM delegation_volunteer v WHERE v.order_id = o.id) AS volunteers
  FROM delegation_order o
  JOIN LATERAL (SELECT min(valid_from) AS valid_from, max(valid_to) AS valid_to, array_agg(function_code ORDER BY function_code) AS functions FROM authority WHERE order_id = o.id) a ON true`;

const stateOf = ({ state, valid_from, valid_to }: Row, now: Date): DelegationState => {
  if (state !== 'ordered' || valid_from > today(now)) return state;
  return valid_to !== null && valid_to < today(now) ? 'over' : 'in force';
};

const suffices = (order: Row, { staff, trialCases, trialAsExpected }: NewReadiness): boolean =>
  staff >= order.staff_needed &&
  trialCases >= order.trial_cases_needed &&
  trialAsExpected * 100 >= trialCases * order.trial_percent_needed;

const reachOf = (phase: Phase): 'volunteers' | 'all' => (phase === 'test' ? 'volunteers' : 'all');

/** Moves functions from ports to Centers, by order of headquarters and by day. Nothing that was decided is decided again. */
@Injectable()
export class DelegationOrders {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Prepares an order. The same again is the same order (`fresh` false).
   *
   * @throws Problem `not-valid`; `state-conflict` where another order has a function on one of the days
   */
  prepare(wanted: NewDelegationOrder, by: string): Promise<{ fresh: boolean; order: DelegationOrderView }> {
    return this.transactions.run(async ({ manager, now }) => {
      // One at a time, and none beside a decision on an entry.
      await changeAssignments(manager);
      await requireSameContent(manager, 'delegation order', wanted.id, wanted);
      const [known] = await rowsOf(manager, 'WHERE o.id = $1', [wanted.id]);
      if (known) {
        if (known.center_id === wanted.center && known.phase === wanted.phase && known.prepared_by === by)
          return { fresh: false, order: await viewOf(manager, known, now) };
        throw new Problem('state-conflict', 'Another order has this id.', [{ at: '/id', text: 'is taken' }]);
      }
      const from = requireFreeDay('/from', wanted.from, now);
      const functions = await functionsOf(manager, wanted);
      const [{ place }] = await manager.query(`SELECT nextval('delegation_number')::int AS place`);
      const number = `DO-${now.toISOString().slice(2, 4)}-${String(place).padStart(6, '0')}`;
      await manager.query(
        `INSERT INTO delegation_order (id, number, center_id, phase, state, staff_needed, trial_cases_needed, trial_percent_needed, source, prepared_by, prepared_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          ...[wanted.id, number, wanted.center, wanted.phase, delegationStates.initial, wanted.staffNeeded],
          ...[wanted.trialCasesNeeded, wanted.trialPercentNeeded, wanted.source, by, now],
        ],
      );
      await manager.query(
        `INSERT INTO authority (order_id, center_id, function_code, reach, valid_from, standing, ordered)
         SELECT $1, $2, code, $4, $5, true, false FROM unnest($3::text[]) AS code`,
        [wanted.id, wanted.center, functions, reachOf(wanted.phase), from],
      );
      await insertRows(
        manager,
        'delegation_volunteer',
        { order_id: 'uuid', importer_identity: 'text' },
        [...new Set(wanted.volunteers.map(importerIdentity))].map((identity) => ({
          order_id: wanted.id,
          importer_identity: identity,
        })),
      );
      await note(manager, wanted.id, 'prepared', from, wanted.source, by, now);
      return { fresh: true, order: await read(manager, wanted.id, now) };
    });
  }

  /** Records staff and the trial. Whether they suffice is judged by what the order needs. @throws Problem `not-found`, `state-conflict` */
  recordReadiness(id: string, readiness: NewReadiness, by: string): Promise<DelegationOrderView> {
    return this.transactions.run(async ({ manager, now }) => {
      const order = await lock(manager, id);
      const event = suffices(order, readiness) ? 'staff and trial suffice' : 'staff or trial fall short';
      const state = after(order, event, now);
      await manager.query(
        `INSERT INTO delegation_readiness (order_id, staff, trial_cases, trial_as_expected, note, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, readiness.staff, readiness.trialCases, readiness.trialAsExpected, readiness.note, by, now],
      );
      await manager.query('UPDATE delegation_order SET state = $2 WHERE id = $1', [id, state]);
      return read(manager, id, now);
    });
  }

  /**
   * Go with the day of the cut-over, or no-go. The same decision of the same person again changes nothing; of two different ones the first counts.
   *
   * @param from null for the day that was prepared
   * @throws Problem `not-found`, `state-conflict`, `not-valid` for a day that has begun
   */
  decide(
    id: string,
    decision: 'go' | 'no-go',
    from: string | null,
    reason: string,
    by: string,
  ): Promise<DelegationOrderView> {
    return this.transactions.run(async ({ manager, now }) => {
      await changeAssignments(manager);
      const order = await lock(manager, id);
      const day = decision === 'go' ? (from ?? order.valid_from) : null;
      if (await isRepeated(manager, id, decision, day, by)) return viewOf(manager, order, now);
      const state = after(order, decision, now);
      if (day === null) await manager.query('UPDATE authority SET standing = false WHERE order_id = $1', [id]);
      else {
        requireFreeDay('/from', day, now);
        await requireFree(manager, order.center_id, order.functions, reachOf(order.phase), day, id);
        await manager.query('UPDATE authority SET ordered = true, valid_from = $2 WHERE order_id = $1', [id, day]);
      }
      await manager.query('UPDATE delegation_order SET state = $2, revision = revision + 1 WHERE id = $1', [id, state]);
      await note(manager, id, decision, day, reason, by, now);
      return read(manager, id, now);
    });
  }

  /**
   * Gives functions back to the ports from a day on. Entries before it stay the Center's.
   *
   * @param from null for the first day that has begun nowhere
   * @throws Problem `not-found`, `state-conflict`, `not-valid` for a day that has begun
   */
  rollBack(id: string, from: string | null, reason: string, by: string): Promise<DelegationOrderView> {
    return this.transactions.run(async ({ manager, now }) => {
      await changeAssignments(manager);
      const order = await lock(manager, id);
      const day = from ?? firstFreeDay(now);
      if (await isRepeated(manager, id, 'rollback', day, by)) return viewOf(manager, order, now);
      const state = after(order, 'rollback', now);
      requireFreeDay('/from', day, now);
      await manager.query(
        day <= order.valid_from
          ? 'UPDATE authority SET ordered = false, standing = false WHERE order_id = $1'
          : 'UPDATE authority SET valid_to = $2::date - 1 WHERE order_id = $1',
        day <= order.valid_from ? [id] : [id, day],
      );
      await manager.query('UPDATE delegation_order SET state = $2, revision = revision + 1 WHERE id = $1', [id, state]);
      await note(manager, id, 'rollback', day, reason, by, now);
      return read(manager, id, now);
    });
  }

  async list(center: string | null): Promise<DelegationOrderView[]> {
    const { manager } = this.source;
    const rows = await rowsOf(manager, 'WHERE $1::text IS NULL OR o.center_id = $1 ORDER BY a.valid_from, o.number', [
      center,
    ]);
    return viewsOf(manager, rows, new Date());
  }

  /** @throws Problem `not-found` */
  one(id: string): Promise<DelegationOrderView> {
    return read(this.source.manager, id, new Date());
  }

  /** Who decides on a day, by function and Center. */
  async onDay(day: CustomsDate, center: string | null, code: string | null): Promise<AuthorityView[]> {
    return this.source.query(
      `SELECT f.code AS function, f.name, c.id AS center,
              CASE WHEN f.holder = 'headquarters' THEN 'headquarters' WHEN a.reach = 'all' THEN 'Center' WHEN a.reach = 'volunteers' THEN 'Center for volunteers, else the port' ELSE 'port' END AS decides,
              a.reach, a.valid_from::text AS "from", a.valid_to::text AS "to", o.number AS order
       FROM trade_function f CROSS JOIN center c
       LEFT JOIN LATERAL (SELECT * FROM authority WHERE center_id = c.id AND function_code = f.code AND ordered AND valid_from <= $1 AND (valid_to IS NULL OR $1 <= valid_to)
                          ORDER BY reach LIMIT 1) a ON true
       LEFT JOIN delegation_order o ON o.id = a.order_id
       WHERE ($2::text IS NULL OR c.id = $2) AND ($3::text IS NULL OR f.code = $3) ORDER BY c.id, f.code`,
      [day, center, code],
    );
  }
}

const rowsOf = (manager: EntityManager, rest: string, values: readonly unknown[]): Promise<Row[]> =>
  manager.query(`${SELECT} ${rest}`, [...values]);

const read = async (manager: EntityManager, id: string, now: Date): Promise<DelegationOrderView> => {
  const [row] = await rowsOf(manager, 'WHERE o.id = $1', [id]);
  if (!row) throw new Problem('not-found', `There is no delegation order ${id}.`);
  return viewOf(manager, row, now);
};

const lock = async (manager: EntityManager, id: string): Promise<Row> => {
  const [locked] = await manager.query('SELECT 1 FROM delegation_order WHERE id = $1 FOR UPDATE', [id]);
  if (!locked) throw new Problem('not-found', `There is no delegation order ${id}.`);
  const [row] = await rowsOf(manager, 'WHERE o.id = $1', [id]);
  return row!;
};

/** The state to be kept after an event. @throws Problem `state-conflict` */
const after = (order: Row, event: DelegationEvent, now: Date): string => {
  const next = delegationStates.next(stateOf(order, now), event);
  if (next.ok) return next.value;
  throw new Problem('state-conflict', `Order ${order.number}: ${next.problem}.`);
};

const isRepeated = async (
  manager: EntityManager,
  id: string,
  event: string,
  day: string | null,
  by: string,
): Promise<boolean> => {
  const [last] = await manager.query(
    `SELECT event, day::text AS day, by FROM delegation_event WHERE order_id = $1 ORDER BY id DESC LIMIT 1`,
    [id],
  );
  return last !== undefined && last.event === event && last.day === day && last.by === by;
};

const note = (
  manager: EntityManager,
  id: string,
  event: string,
  day: string | null,
  reason: string,
  by: string,
  at: Date,
): Promise<unknown> =>
  manager.query('INSERT INTO delegation_event (order_id, event, day, reason, by, at) VALUES ($1, $2, $3, $4, $5, $6)', [
    ...[id, event, day, reason, by, at],
  ]);

/** The functions that an order moves. @throws Problem `not-valid`, `state-conflict` */
const functionsOf = async (manager: EntityManager, wanted: NewDelegationOrder): Promise<string[]> => {
  const [center] = await manager.query('SELECT 1 FROM center WHERE id = $1', [wanted.center]);
  const known: { code: string; holder: string }[] = await manager.query('SELECT code, holder FROM trade_function');
  const asked = wanted.functions;
  const errors = [
    ...(center ? [] : [{ at: '/center', text: `there is no Center ${wanted.center}` }]),
    ...(asked ?? []).flatMap((code, index) => {
      const found = known.find((one) => one.code === code);
      if (found?.holder === 'Center') return [];
      const text = found ? `${code} stays with the ${found.holder}` : `there is no function ${code}`;
      return [{ at: `/functions/${index}`, text }];
    }),
    ...(wanted.phase === 'by function' && !asked?.length
      ? [{ at: '/functions', text: 'is missing: an order by function names them' }]
      : []),
    ...(wanted.phase === 'full' && asked !== null
      ? [{ at: '/functions', text: 'a full order moves all that is left: leave them out' }]
      : []),
    ...(wanted.phase === 'test' && wanted.volunteers.length === 0
      ? [{ at: '/volunteers', text: 'is missing: a test is for volunteer accounts only' }]
      : []),
    ...(wanted.phase !== 'test' && wanted.volunteers.length > 0
      ? [{ at: '/volunteers', text: 'are for the test phase only' }]
      : []),
  ];
  if (errors.length > 0) throw new Problem('not-valid', 'The order cannot be prepared so.', errors);
  const reach = reachOf(wanted.phase);
  const own = known.filter(({ holder }) => holder === 'Center').map(({ code }) => code);
  if (wanted.phase !== 'full') {
    const functions = [...new Set(asked ?? own)];
    await requireFree(manager, wanted.center, functions, reach, wanted.from, wanted.id);
    return functions;
  }
  const taken: { function_code: string }[] = await overlapping(
    manager,
    wanted.center,
    own,
    reach,
    wanted.from,
    wanted.id,
  );
  const left = own.filter((code) => !taken.some((row) => row.function_code === code));
  if (left.length === 0) await requireFree(manager, wanted.center, own, reach, wanted.from, wanted.id);
  return left;
};

const overlapping = (
  manager: EntityManager,
  center: string,
  functions: readonly string[],
  reach: string,
  from: string,
  but: string,
): Promise<{ function_code: string; number: string; valid_from: string; valid_to: string | null }[]> =>
  manager.query(
    `SELECT a.function_code, o.number, a.valid_from::text, a.valid_to::text FROM authority a JOIN delegation_order o ON o.id = a.order_id
     WHERE a.standing AND a.center_id = $1 AND a.function_code = ANY($2) AND a.reach = $3 AND a.order_id <> $5 AND (a.valid_to IS NULL OR a.valid_to >= $4)
     ORDER BY a.function_code, a.valid_from`,
    [center, functions, reach, from, but],
  );

/** @throws Problem `state-conflict` that names the orders */
const requireFree = async (
  ...[manager, center, functions, reach, from, but]: Parameters<typeof overlapping>
): Promise<void> => {
  const taken = await overlapping(manager, center, functions, reach, from, but);
  if (taken.length === 0) return;
  throw new Problem(
    'state-conflict',
    `Another order of ${center} has some of these functions on days of this one.`,
    taken.map(({ function_code: code, number, valid_from: first, valid_to: last }) => ({
      at: '/functions',
      text: `${code}: ${number} from ${first} ${last ? `to ${last}` : 'on, without an end'}`,
      remedy: 'Roll the other order back first, or begin after its last day.',
    })),
  );
};

const viewOf = async (manager: EntityManager, row: Row, now: Date): Promise<DelegationOrderView> =>
  (await viewsOf(manager, [row], now))[0]!;

const viewsOf = async (manager: EntityManager, rows: readonly Row[], now: Date): Promise<DelegationOrderView[]> => {
  const ids = rows.map(({ id }) => id);
  const readiness: (NewReadiness & { orderId: string; by: string; at: Date })[] = await manager.query(
    `SELECT order_id AS "orderId", staff, trial_cases AS "trialCases", trial_as_expected AS "trialAsExpected", note, recorded_by AS by, recorded_at AS at
     FROM delegation_readiness WHERE order_id = ANY($1) ORDER BY id`,
    [ids],
  );
  const events: { orderId: string; event: string; day: string | null; reason: string; by: string; at: Date }[] =
    await manager.query(
      `SELECT order_id AS "orderId", event, day::text AS day, reason, by, at FROM delegation_event WHERE order_id = ANY($1) ORDER BY id`,
      [ids],
    );
  const of = <T extends { orderId: string }>(all: readonly T[], id: string): T[] =>
    all.filter(({ orderId }) => orderId === id);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    center: row.center_id,
    phase: row.phase,
    state: stateOf(row, now),
    functions: row.functions,
    volunteers: row.volunteers,
    from: row.valid_from,
    to: row.valid_to,
    staffNeeded: row.staff_needed,
    trialCasesNeeded: row.trial_cases_needed,
    trialPercentNeeded: row.trial_percent_needed,
    source: row.source,
    preparedBy: row.prepared_by,
    readiness: of(readiness, row.id).map(({ orderId: _, at, ...one }) => ({
      ...one,
      at: at.toISOString(),
      suffices: suffices(row, one),
    })),
    events: of(events, row.id).map(({ orderId: _, at, ...one }) => ({ ...one, at: at.toISOString() })),
  }));
};
