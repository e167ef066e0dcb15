import type { EntityManager } from 'typeorm';
import { FETCH_BYTES, type OutboxRow } from './outbox';

/** How many positions of a road are set apart at once, so that one that was given out is never given out again, also after a crash. */
const RESERVED_AT_ONCE = 10_000;

const COLUMNS = 'message_id, type, version, subject, correlation_id, causation_id, hash, data, created_at';

/** A message that left, under the position that it left with. */
export interface SentRow extends OutboxRow {
  readonly position: number;
}

export interface RoadState {
  readonly destination: string;
  readonly lane: number;
  /** Nothing with a higher position has ever left. */
  readonly reserved: number;
  /** The last position that the broker took. */
  readonly confirmed: number;
}

/**
 * Rows that the broker took leave the outbox and are kept under their positions. Without waiting for the disk: should the server die
 * before it is there, the messages are sent again and recognised.
 */
export const settle = async (
  rows: readonly OutboxRow[],
  positions: readonly number[],
  manager: EntityManager,
): Promise<void> => {
  if (rows.length === 0) return;
  await manager.query(
    `WITH no_wait AS (SELECT set_config('synchronous_commit', 'off', true)),
          gone AS (DELETE FROM outbox USING no_wait WHERE id = ANY($1) RETURNING outbox.*)
     INSERT INTO sent (destination, lane, position, ${COLUMNS})
     SELECT destination, lane, position, ${COLUMNS} FROM gone JOIN unnest($1::bigint[], $2::bigint[]) AS p(id, position) USING (id)
     ON CONFLICT DO NOTHING`,
    [rows.map((row) => row.id), positions],
  );
};

/** What is kept of a road behind a position, in order: not more than these rows or some megabytes at once, and one at least where there is one. */
export const readSent = (
  destination: string,
  lane: number,
  after: number,
  atMost: number,
  manager: EntityManager,
): Promise<SentRow[]> =>
  manager.query(
    `SELECT '0' AS id, destination, lane, position::float8 AS position, false AS again, ${COLUMNS}
       FROM (SELECT head.*, sum(octet_length(data)) OVER (ORDER BY position) - octet_length(data) AS before
               FROM (SELECT * FROM sent WHERE destination = $1 AND lane = $2 AND position > $3 ORDER BY position LIMIT $4) AS head) AS s
      WHERE before < $5 ORDER BY position`,
    [destination, lane, after, atMost, FETCH_BYTES],
  );

/**
 * Sets positions apart on these roads and says how far each was used before. `known` is what this process remembers, which a
 * database that was put back may have forgotten.
 */
export const reserve = async (
  roads: readonly { destination: string; lane: number; known: number }[],
  manager: EntityManager,
): Promise<(RoadState & { from: number })[]> =>
  manager.query(
    `WITH given AS (
       INSERT INTO road AS r (destination, lane, reserved)
       SELECT destination, lane, known + ${RESERVED_AT_ONCE} FROM unnest($1::text[], $2::smallint[], $3::bigint[]) AS g(destination, lane, known)
       ON CONFLICT (destination, lane) DO UPDATE SET reserved = greatest(r.reserved, excluded.reserved - ${RESERVED_AT_ONCE}) + ${RESERVED_AT_ONCE}
       RETURNING destination, lane, reserved, cleaned)
     SELECT destination, lane, reserved::float8 AS reserved, (reserved - ${RESERVED_AT_ONCE})::float8 AS from,
            greatest(cleaned, (SELECT max(position) FROM sent s WHERE s.destination = given.destination AND s.lane = given.lane), 0)::float8 AS confirmed
       FROM given`,
    [roads.map((r) => r.destination), roads.map((r) => r.lane), roads.map((r) => r.known)],
  );

/** The position before the first message that left at or after an instant. */
export const positionBefore = async (
  destination: string,
  lane: number,
  since: string,
  manager: EntityManager,
): Promise<number | null> => {
  const [row] = await manager.query(
    `SELECT (min(position) - 1)::float8 AS position FROM sent WHERE destination = $1 AND lane = $2 AND sent_at >= $3`,
    [destination, lane, since],
  );
  return row.position as number | null;
};

/** Which of these messages left for a destination in the last so many seconds. */
export const leftWithin = async (
  destination: string,
  messageIds: readonly string[],
  seconds: number,
  manager: EntityManager,
): Promise<string[]> => {
  const rows: { id: string }[] = await manager.query(
    'SELECT message_id AS id FROM sent WHERE sent_at > now() - make_interval(secs => $3) AND destination = $1 AND message_id = ANY($2)',
    [destination, messageIds, seconds],
  );
  return rows.map(({ id }) => id);
};

/** Puts messages that left before into the outbox once more, under their own ids; answers which were found. */
export const sendAgain = async (
  destination: string,
  messageIds: readonly string[],
  manager: EntityManager,
): Promise<string[]> => {
  const rows: { message_id: string }[] = await manager.query(
    `INSERT INTO outbox (destination, lane, again, ${COLUMNS})
     SELECT destination, lane, true, ${COLUMNS}
       FROM unnest($2::uuid[]) WITH ORDINALITY AS wanted(id, place)
      CROSS JOIN LATERAL (SELECT * FROM sent WHERE message_id = wanted.id AND destination = $1 ORDER BY position DESC LIMIT 1) AS s
      ORDER BY place RETURNING message_id`,
    [destination, messageIds],
  );
  return rows.map(({ message_id }) => message_id);
};

/** What was said to a service because of these messages is said once more. */
export const answerAgain = async (
  destination: string,
  causes: readonly string[],
  manager: EntityManager,
): Promise<number> => {
  const rows: unknown[] = await manager.query(
    `INSERT INTO outbox (destination, lane, ${COLUMNS})
     SELECT destination, lane, ${COLUMNS}
       FROM (SELECT DISTINCT ON (s.message_id) s.*
               FROM unnest($2::uuid[]) AS wanted(id) CROSS JOIN LATERAL (SELECT * FROM sent WHERE causation_id = wanted.id AND destination = $1) AS s
              ORDER BY s.message_id, s.position) AS once
      ORDER BY position RETURNING id`,
    [destination, causes],
  );
  return rows.length;
};

/** Forgets what left long ago and was heard since; keeps how far the road had come. Answers how many rows went. */
export const cleanSent = async (
  { destination, lane, heard }: { destination: string; lane: number; heard: number },
  olderThan: string,
  atMost: number,
  manager: EntityManager,
): Promise<number> => {
  const [row] = await manager.query(
    `WITH gone AS (
       DELETE FROM sent WHERE destination = $1 AND lane = $2 AND position IN (
         SELECT position FROM (SELECT position, sent_at FROM sent WHERE destination = $1 AND lane = $2 AND position <= $3 ORDER BY position LIMIT $5) AS oldest
          WHERE sent_at < now() - $4::interval)
       RETURNING position),
     noted AS (
       UPDATE road SET cleaned = greatest(cleaned, (SELECT max(position) FROM gone)) WHERE destination = $1 AND lane = $2 AND EXISTS (SELECT 1 FROM gone))
     SELECT count(*)::int AS n FROM gone`,
    [destination, lane, heard, olderThan, atMost],
  );
  return row.n as number;
};
