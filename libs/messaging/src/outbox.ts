import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Envelope } from './envelope';
import { roadName } from './road';

/** Rows, and bytes of them, read at once for one destination and lane. */
export const FETCH = 300;
export const FETCH_BYTES = 4 * 1024 * 1024;
const COUNTED = 1_000_000;

export const FIRST_ID = '0';
export const LAST_ID = '9223372036854775807';

/** What is written of a row; the rest is given to it. */
export const OUTBOX_COLUMNS = {
  destination: 'text',
  lane: 'smallint',
  message_id: 'uuid',
  type: 'text',
  version: 'smallint',
  subject: 'text',
  correlation_id: 'text',
  causation_id: 'uuid',
  hash: 'text',
  data: 'text',
  created_at: 'timestamptz',
  again: 'boolean',
  bulk: 'boolean',
};

export interface OutboxRow {
  id: string;
  destination: string;
  lane: number;
  message_id: string;
  type: string;
  version: number;
  subject: string;
  correlation_id: string;
  causation_id: string | null;
  hash: string;
  created_at: Date;
  data: string;
  again: boolean;
  bulk: boolean;
}

/** One destination and lane, and the part of it that is looked at: ids above `after`, up to `upTo`. */
export interface Road {
  readonly destination: string;
  readonly lane: number;
  readonly after: string;
  readonly upTo: string;
  /** Of them the first so many. */
  readonly atMost: number;
  /** Of bulk so many besides, behind the others; `alike`: bulk or not, in the order written. */
  readonly bulk: number | 'alike';
}

/**
 * Rows of one kind are asked for as a range of (bulk, id), in that order: only the index of roads has it. By `id` alone the planner, whose figures are old
 * after a large transmission, would go through the whole table for a kind of which there is none.
 */
export const ofKind = (bulk: string): string =>
  `(o.bulk, o.id) >= (${bulk}, ${FIRST_ID}) AND (o.bulk, o.id) <= (${bulk}, ${LAST_ID})`;

const headOf = (bulk: boolean, atMost: string): string =>
  `(SELECT * FROM outbox WHERE destination = road.destination AND lane = road.lane AND (bulk, id) > (${bulk}, road.after) AND (bulk, id) <= (${bulk}, road.up_to)
     ORDER BY bulk, id LIMIT ${atMost})`;

/** When the oldest row was written that waits on any road and is not bulk; `$1` names destinations, `$2` is the number of lanes. */
export const OLDEST_BUT_BULK = `SELECT min(head.created_at) FROM unnest($1::text[]) AS d(destination) CROSS JOIN generate_series(0, $2 - 1) AS l(lane)
  CROSS JOIN LATERAL (SELECT created_at FROM outbox o WHERE o.destination = d.destination AND o.lane = l.lane AND ${ofKind('false')}
                       ORDER BY o.bulk, o.id LIMIT 1) AS head`;

/** In the order written. Of a road of which more rows are there than were looked at, bulk behind the last of them is left out: something of its subject may lie between. */
export const readRoads = async (roads: readonly Road[], manager: EntityManager): Promise<OutboxRow[]> => {
  const rows: OutboxRow[] = await manager.query(
    `SELECT o.* FROM unnest($1::text[], $2::smallint[], $3::bigint[], $4::bigint[], $5::int[], $6::int[], $7::boolean[])
                       AS road(destination, lane, after, up_to, at_most, bulk_at_most, alike)
      CROSS JOIN LATERAL (
        SELECT head.*, sum(octet_length(data)) OVER (ORDER BY NOT road.alike AND bulk, id) - octet_length(data) AS before
          FROM (SELECT * FROM (${headOf(false, 'road.at_most')} UNION ALL ${headOf(true, 'road.bulk_at_most')}) AS heads
                 ORDER BY id LIMIT CASE WHEN road.alike THEN road.at_most END) AS head) AS o
     WHERE o.before < $8 ORDER BY o.id`,
    [
      roads.map((r) => r.destination),
      roads.map((r) => r.lane),
      roads.map((r) => r.after),
      roads.map((r) => r.upTo),
      roads.map((r) => r.atMost),
      roads.map((r) => (r.bulk === 'alike' ? r.atMost : r.bulk)),
      roads.map((r) => r.bulk === 'alike'),
      FETCH_BYTES,
    ],
  );
  if (!rows.some(({ bulk }) => bulk)) return rows;
  // More of these roads than was looked at may be there.
  const left = new Map(
    roads.flatMap(({ destination, lane, atMost, bulk }) =>
      bulk === 'alike' ? [] : [[roadName(destination, lane), atMost] as const],
    ),
  );
  return rows.filter(({ destination, lane, bulk }) => {
    const name = roadName(destination, lane);
    const looks = left.get(name);
    if (looks === undefined) return true;
    if (!bulk) left.set(name, looks - 1);
    return looks > 0;
  });
};

/** Of roads the rows that were put first, as `readRoads` reads all. */
export const readFirst = (roads: readonly Road[], manager: EntityManager): Promise<OutboxRow[]> =>
  manager.query(
    `SELECT o.* FROM unnest($1::text[], $2::smallint[], $3::bigint[], $4::bigint[], $5::int[]) AS road(destination, lane, after, up_to, at_most)
      CROSS JOIN LATERAL (
        SELECT head.*, sum(octet_length(data)) OVER (ORDER BY id) - octet_length(data) AS before
          FROM (SELECT * FROM outbox WHERE goes_first AND destination = road.destination AND lane = road.lane AND id > road.after AND id <= road.up_to
                 ORDER BY id LIMIT road.at_most) AS head) AS o
     WHERE o.before < $6 ORDER BY o.id`,
    [
      roads.map((r) => r.destination),
      roads.map((r) => r.lane),
      roads.map((r) => r.after),
      roads.map((r) => r.upTo),
      roads.map((r) => r.atMost),
      FETCH_BYTES,
    ],
  );

/**
 * Lets rows go first of what a gate lets out. With each row must come every earlier one of its subject that waits, or it overtakes them.
 *
 * @param ids of the outbox, decimal text
 */
export const putFirst = async (ids: readonly string[], manager: EntityManager): Promise<void> => {
  if (ids.length > 0) await manager.query('UPDATE outbox SET goes_first = true WHERE id = ANY($1)', [ids]);
};

export const readRows = (
  ids: readonly string[],
  destination: string,
  lanes: readonly number[],
  manager: EntityManager,
): Promise<OutboxRow[]> =>
  manager.query('SELECT * FROM outbox WHERE id = ANY($1) AND destination = $2 AND lane = ANY($3) ORDER BY id', [
    ids,
    destination,
    lanes,
  ]);

const LEAVING = createHash('sha256').update('outbox leaving').digest().readInt32BE(0);

/** A pass that obeys a gate holds this until its transaction ends: meanwhile nothing can be withdrawn that is on its way. */
export const holdLeaving = async (manager: EntityManager): Promise<void> => {
  await manager.query(`SELECT pg_advisory_xact_lock_shared(${LEAVING})`);
};

export interface Withdrawn {
  readonly messageId: string;
  readonly type: string;
  readonly subject: string;
  readonly correlationId: string;
}

/** Takes back what has not left; what is on its way is waited for, and like what has left before and is to leave again not among what is returned. */
export const withdrawRows = async (
  destination: string,
  correlationIds: readonly string[],
  manager: EntityManager,
): Promise<Withdrawn[]> => {
  await manager.query(`SELECT pg_advisory_xact_lock(${LEAVING})`);
  const [rows]: [Withdrawn[]] = await manager.query(
    `DELETE FROM outbox WHERE destination = $1 AND correlation_id = ANY($2) AND NOT again
     RETURNING message_id AS "messageId", type, subject, correlation_id AS "correlationId"`,
    [destination, correlationIds],
  );
  return rows;
};

export interface WaitingRows {
  readonly destination: string;
  /** Counted up to a million. */
  readonly depth: number;
  readonly oldestSeconds: number | null;
}

/** How much waits for each of these destinations, and since when. */
export const waitingRows = (
  destinations: readonly string[],
  lanes: number,
  manager: EntityManager,
): Promise<WaitingRows[]> =>
  manager.query(
    `SELECT road.destination,
            (SELECT count(*)::int FROM (SELECT 1 FROM outbox o WHERE o.destination = road.destination LIMIT ${COUNTED}) AS counted) AS depth,
            (SELECT greatest(0, extract(epoch FROM now() - min(head.created_at)))::float8
               FROM generate_series(0, $2 - 1) AS l(lane)
              CROSS JOIN (VALUES (false), (true)) AS kind(bulk)
              CROSS JOIN LATERAL (SELECT created_at FROM outbox o WHERE o.destination = road.destination AND o.lane = l.lane AND ${ofKind('kind.bulk')}
                                   ORDER BY o.bulk, o.id LIMIT 1) AS head
            ) AS "oldestSeconds"
       FROM unnest($1::text[]) AS road(destination)`,
    [destinations, lanes],
  );

export const envelopeOf = (row: OutboxRow): Envelope => ({
  id: row.message_id,
  type: row.type,
  version: row.version,
  subject: row.subject,
  correlationId: row.correlation_id,
  causationId: row.causation_id,
  hash: row.hash,
  at: row.created_at.toISOString(),
  ...(row.again ? { again: true as const } : {}),
  ...(row.bulk ? { bulk: true as const } : {}),
  data: row.data,
});
