import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { billSubject, InBondTold } from '#contracts';
import type { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { portLocalDate } from '#reference';
import { type BillChangeAtHand, whenBillsChange } from '../bills/bills-at-hand';
import {
  type BillThen,
  heldUntil,
  mayMove,
  type Movement,
  movementKey,
  movementOf,
  type Run,
  runOf,
  timeOf,
} from './in-bond.rules';

const COLUMNS = {
  ...{
    movement_key: 'text',
    movement: 'text',
    in_bond_number: 'text',
    entry_type: 'text',
    account_id: 'uuid',
    carrier_scac: 'text',
  },
  ...{
    origin_port: 'text',
    destination_port: 'text',
    state: 'text',
    started_on: 'date',
    held_days: 'integer',
    due: 'date',
    known_on: 'date',
  },
};

/** @param rest after FROM, with the movement as `m` */
export const movementRows = (
  manager: Pick<EntityManager, 'query'>,
  rest: string,
  values: readonly unknown[],
): Promise<Movement[]> =>
  manager.query(
    `SELECT m.movement_key AS key, m.movement, m.in_bond_number AS "inBondNumber", m.entry_type AS "entryType", m.account_id AS "accountId", m.carrier_scac AS "carrierScac",
       m.origin_port AS "originPort", m.destination_port AS "destinationPort", m.state, m.started_on::text AS "startedOn", m.held_days AS "heldDays", m.held_since::text AS "heldSince", m.due::text AS due,
       m.arrived_on::text AS "arrivedOn" FROM in_bond_movement m ${rest}`,
    [...values],
  );

/** A movement `m` that waits for CBP waits with its time. */
export const NOT_HELD = `NOT EXISTS (SELECT 1 FROM in_bond_bill b JOIN bill_hold h ON h.bill_key = b.bill_key WHERE b.movement_key = m.movement_key AND h.removed_at IS NULL)`;

/** Begins, changes and withdraws movements with the bills of their goods. A bill that is taken off its movement leaves it; a movement without bills is withdrawn. */
const followBills = async ({ manager, now }: UnitOfWork, changes: readonly BillChangeAtHand[]): Promise<void> => {
  const concerned = changes.filter(
    ({ before, after }) => (before && movementOf(before) !== null) || movementOf(after) !== null,
  );
  if (concerned.length === 0) return;
  const begin = concerned.filter(({ after }) => movementOf(after) !== null && mayMove(after));
  const runs = await runsOf(manager, begin, now);
  const rows = new Map(
    begin.map(({ after: bill }) => {
      const movement = movementOf(bill)!;
      const { entryType, destinationPort } = bill.details.inBond!;
      const { startedOn, heldDays } = runs.get(bill.billKey)!;
      const { due, knownOn } = timeOf({ startedOn, heldDays });
      return [
        movementKey(bill)!,
        {
          ...{
            movement_key: movementKey(bill)!,
            movement,
            in_bond_number: movement === bill.billKey ? null : movement,
            entry_type: entryType,
          },
          ...{ account_id: bill.accountId, carrier_scac: bill.conveyance.scac, origin_port: bill.portCode },
          ...{ destination_port: destinationPort, state: 'under way', started_on: startedOn },
          ...{ held_days: heldDays, due, known_on: knownOn },
        },
      ] as const;
    }),
  );
  // A movement that is under way keeps its day; the number of one that arrived long ago begins a new one.
  const anew = `m.state = 'withdrawn' OR (m.state = 'arrived' AND excluded.started_on > m.started_on + 365)`;
  const kept = ['state', 'started_on', 'held_days', 'due', 'known_on', 'origin_port']
    .map((column) => `${column} = CASE WHEN ${anew} THEN excluded.${column} ELSE m.${column} END`)
    .join(', ');
  await insertRows(
    manager,
    'in_bond_movement AS m',
    COLUMNS,
    [...rows.values()].sort((a, b) => (a.movement_key < b.movement_key ? -1 : 1)),
    `ON CONFLICT (movement_key) DO UPDATE SET entry_type = excluded.entry_type, destination_port = excluded.destination_port, ${kept},
       held_since = CASE WHEN ${anew} THEN NULL ELSE m.held_since END, arrived_on = CASE WHEN ${anew} THEN NULL ELSE m.arrived_on END, reported_by = CASE WHEN ${anew} THEN NULL ELSE m.reported_by END`,
  );
  const [left]: [{ key: string }[], number] = await manager.query(
    `DELETE FROM in_bond_bill b USING unnest($1::text[], $2::text[]) AS now(bill_key, movement_key)
     WHERE b.bill_key = now.bill_key AND b.movement_key IS DISTINCT FROM now.movement_key RETURNING b.movement_key AS key`,
    [concerned.map(({ after }) => after.billKey), concerned.map(({ after }) => movementKey(after))],
  );
  // A bill that is held belongs to its movement all the same where others have begun it: their time waits for it.
  const there = concerned
    .map(({ after }) => after)
    .filter((bill) => bill.state === 'arrived' && movementOf(bill) !== null);
  await manager.query(
    `INSERT INTO in_bond_bill SELECT b.bill_key, b.movement_key FROM unnest($1::text[], $2::text[], $3::boolean[]) AS b(bill_key, movement_key, moves)
       JOIN in_bond_movement m USING (movement_key) WHERE b.moves OR m.state = 'under way' ON CONFLICT DO NOTHING`,
    [there.map(({ billKey }) => billKey), there.map(movementKey), there.map(mayMove)],
  );
  if (left.length > 0)
    await manager.query(
      `UPDATE in_bond_movement m SET state = 'withdrawn' WHERE movement_key = ANY($1::text[]) AND state IN ('under way', 'overdue')
         AND NOT EXISTS (SELECT 1 FROM in_bond_bill b WHERE b.movement_key = m.movement_key)`,
      [[...new Set(left.map(({ key }) => key))].sort()],
    );
  await followHolds(
    manager,
    concerned.flatMap(({ after }) => movementKey(after) ?? []).concat(left.map(({ key }) => key)),
    now,
  );
};

/** A bill begins to move when it has arrived and nothing holds it, or when that was asked for later; one that moved before goes on in the time that it had. */
const runsOf = async (
  manager: EntityManager,
  changes: readonly BillChangeAtHand[],
  now: Date,
): Promise<ReadonlyMap<string, Run>> => {
  const asked = changes.flatMap(({ after }) => (after.details.inBondSince === undefined ? [] : [after]));
  const versions: (Omit<BillThen, 'on'> & { key: string; at: Date })[] =
    asked.length === 0
      ? []
      : await manager.query(
          `SELECT v.bill_key AS key, CASE WHEN v.change = 'arrived' THEN (v.state ->> 'arrivedAt')::timestamptz ELSE v.occurred_at END AS at,
             v.state ->> 'arrivedAt' IS NOT NULL AND v.state ? 'inBond' AND NOT (v.state -> 'deleted')::boolean AS "isThere",
             v.state -> 'holds' <> '[]'::jsonb AS "isHeld"
           FROM bill_version v JOIN unnest($1::text[], $2::timestamptz[]) AS f(bill_key, filed_at) USING (bill_key) WHERE v.occurred_at >= f.filed_at ORDER BY v.bill_key, v.version`,
          [asked.map(({ billKey }) => billKey), asked.map(({ filedAt }) => filedAt)],
        );
  const ports = new Map(asked.map(({ billKey, portCode }) => [billKey, portCode]));
  const then = new Map<string, BillThen[]>(asked.map(({ billKey }) => [billKey, []]));
  for (const { key, at, isThere, isHeld } of versions)
    then.get(key)!.push({ on: portLocalDate(at, ports.get(key)!), isThere, isHeld });
  return new Map(
    changes.map(({ before, after }) => {
      const { billKey, arrivedAt, portCode, details } = after;
      const free = before && before.holds.length > 0 ? now.toISOString() : arrivedAt!;
      const since = details.inBondSince ?? free;
      const run = { startedOn: portLocalDate(since > free ? since : free, portCode), heldDays: 0 };
      return [billKey, runOf(then.get(billKey) ?? [], run)];
    }),
  );
};

/** Stops the time of movements of which CBP holds goods and lets it go on when nothing is held any more: the days between are not counted. */
const followHolds = async (manager: EntityManager, keys: readonly string[], now: Date): Promise<void> => {
  if (keys.length === 0) return;
  const turned = await movementRows(
    manager,
    `WHERE m.movement_key = ANY($1::text[]) AND m.state = 'under way' AND (m.held_since IS NOT NULL) = ${NOT_HELD} ORDER BY m.movement_key FOR UPDATE OF m`,
    [[...new Set(keys)].sort()],
  );
  for (const movement of turned) {
    const today = portLocalDate(now, movement.originPort);
    const heldDays = heldUntil(movement, today);
    const { due, knownOn } = timeOf({ ...movement, heldDays });
    await manager.query(
      'UPDATE in_bond_movement SET held_since = $2, held_days = $3, due = $4, known_on = $5 WHERE movement_key = $1',
      [movement.key, movement.heldSince === null ? today : null, heldDays, due, knownOn],
    );
  }
};

whenBillsChange(followBills);

/** Bills of movements, by the key of the movement, in the order of their own. */
export const billsOf = async (
  manager: Pick<EntityManager, 'query'>,
  movements: readonly Movement[],
): Promise<Map<string, string[]>> => {
  const rows: { key: string; bills: string[] }[] = await manager.query(
    'SELECT movement_key AS key, array_agg(bill_key ORDER BY bill_key) AS bills FROM in_bond_bill WHERE movement_key = ANY($1::text[]) GROUP BY movement_key',
    [movements.map(({ key }) => key)],
  );
  return new Map(rows.map(({ key, bills }) => [key, bills]));
};

export const tellMovement = (
  unit: UnitOfWork,
  { key: _key, state: _state, heldDays: _days, heldSince: _since, due, ...movement }: Movement,
  bills: readonly string[],
  step: InBondTold['step'],
): void =>
  unit.publish(
    InBondTold,
    billSubject(bills[0]!),
    { ...movement, step, bills: [...bills], dueDate: due, occurredAt: unit.now.toISOString() },
    { correlationId: randomUUID() },
  );
