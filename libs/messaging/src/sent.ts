import type { EntityManager } from 'typeorm';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { binaryArray, insertRows } from '#persistence';
import { unpack } from './envelope';
import { FETCH_BYTES, OUTBOX_COLUMNS, type OutboxRow } from './outbox';

/** How many positions of a road are set apart at once, so that one that was given out is never given out again, also after a crash. */
const RESERVED_AT_ONCE = 10_000;

const COLUMNS = 'message_id, type, version, subject, correlation_id, causation_id, hash, data, created_at';

/** The lowest level: messages of one bundle are so alike that it finds nearly all there is, at a gigabyte a second. */
const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** A message that left, under the position that it left with. */
export interface SentRow extends OutboxRow {
  readonly position: number;
}

/** What left as one AMQP message: rows of the outbox of one road, in order, the first of them under `first`. */
export interface SentBundle {
  readonly rows: readonly OutboxRow[];
  readonly first: number;
  /** As it was given to the broker. */
  readonly content: Buffer;
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
 * What the broker took leaves the outbox and is kept under its positions, a bundle in one row: kept for days and hardly ever read, it costs by the row.
 * Without waiting for the disk: should the server die before it is there, the messages are sent again and recognised.
 */
export const settle = async (bundles: readonly SentBundle[], manager: EntityManager): Promise<void> => {
  if (bundles.length === 0) return;
  const idsOf = (ids: readonly string[]): string => `{${ids.join()}}`;
  const kept = bundles.map(({ rows, first, content }) => {
    const messages = rows.map((row) => row.message_id);
    const causes = rows.flatMap((row) => row.causation_id ?? []);
    return { rows, first, content, messages, causes, messageEnds: endsOf(messages), causeEnds: endsOf(causes) };
  });
  await manager.query(
    `WITH no_wait AS (SELECT set_config('synchronous_commit', 'off', true)),
          gone AS (DELETE FROM outbox USING no_wait WHERE id = ANY($1))
     INSERT INTO sent_bundle (destination, lane, first_position, last_position, bytes, message_ids, message_from, message_to, causes, cause_from, cause_to, content)
     SELECT destination, lane, first, last, bytes, messages::uuid[], message_from, message_to, causes::uuid[], cause_from, cause_to, content
       FROM unnest($2::text[], $3::smallint[], $4::bigint[], $5::bigint[], $6::int[], $7::text[], $8::uuid[], $9::uuid[], $10::text[], $11::uuid[], $12::uuid[], $13::bytea[])
            AS g(destination, lane, first, last, bytes, messages, message_from, message_to, causes, cause_from, cause_to, content)
     ON CONFLICT DO NOTHING`,
    [
      kept.flatMap(({ rows }) => rows.map(({ id }) => id)),
      kept.map(({ rows }) => rows[0]!.destination),
      kept.map(({ rows }) => rows[0]!.lane),
      kept.map(({ first }) => first),
      kept.map(({ first, rows }) => first + rows.length - 1),
      kept.map(({ content }) => content.length),
      kept.map(({ messages }) => idsOf(messages)),
      kept.map(({ messageEnds }) => messageEnds.from),
      kept.map(({ messageEnds }) => messageEnds.to),
      kept.map(({ causes }) => idsOf(causes)),
      kept.map(({ causeEnds }) => causeEnds.from),
      kept.map(({ causeEnds }) => causeEnds.to),
      binaryArray(
        'bytea',
        kept.map(({ content }) => zstdCompressSync(content, FAST)),
      ),
    ],
  );
};

/** Ids are ordered by time, as text and as PostgreSQL orders them: between its ends a bundle's are looked for by an index of a few pages. */
const endsOf = (ids: readonly string[]): { from: string | null; to: string | null } => ({
  from: ids.length > 0 ? ids.reduce((a, b) => (b < a ? b : a)) : null,
  to: ids.length > 0 ? ids.reduce((a, b) => (b > a ? b : a)) : null,
});

/** A bundle, or (of a release that kept each message by itself) one message. */
interface Kept extends Partial<OutboxRow> {
  readonly destination: string;
  readonly lane: number;
  readonly first: number;
  readonly content: Buffer | null;
}

const BUNDLE = `destination, lane, first_position::float8 AS first, content, last_position AS last, bytes, last_position - first_position + 1 AS messages`;
const MESSAGE = `destination, lane, position::float8 AS first, NULL::bytea AS content, position AS last, octet_length(data) AS bytes, 1::bigint AS messages`;
const NO_COLUMNS =
  'NULL::uuid AS message_id, NULL AS type, NULL::smallint AS version, NULL AS subject, NULL AS correlation_id, NULL::uuid AS causation_id, NULL AS hash, NULL AS data, NULL::timestamptz AS created_at';

const rowsOf = ({ content, first, ...kept }: Kept): SentRow[] => {
  const { destination, lane } = kept;
  const road = { id: '0', destination, lane, again: false, bulk: false };
  if (!content) return [{ ...(kept as OutboxRow), ...road, position: first }];
  return unpack(zstdDecompressSync(content)).map(
    ({ id, type, version, subject, correlationId, causationId, hash, at, data }, n) => ({
      ...road,
      ...{ message_id: id, type, version, subject, hash, created_at: new Date(at) },
      ...{ correlation_id: correlationId, causation_id: causationId, data: JSON.stringify(data) },
      position: first + n,
    }),
  );
};

/** What is kept of a road behind a position, in order: not many more than so many messages or some megabytes at once, and one at least where there is one. */
export const readSent = async (
  destination: string,
  lane: number,
  after: number,
  atMost: number,
  manager: EntityManager,
): Promise<SentRow[]> => {
  const kept: Kept[] = await manager.query(
    `SELECT * FROM (
       SELECT head.*, sum(bytes) OVER (ORDER BY last) - bytes AS before, sum(messages) OVER (ORDER BY last) - messages AS messages_before
         FROM ((SELECT ${BUNDLE}, ${NO_COLUMNS} FROM sent_bundle WHERE destination = $1 AND lane = $2 AND last_position > $3 ORDER BY last_position LIMIT $4)
               UNION ALL
               (SELECT ${MESSAGE}, ${COLUMNS} FROM sent WHERE destination = $1 AND lane = $2 AND position > $3 ORDER BY position LIMIT $4)) AS head) AS s
      WHERE before < $5 AND messages_before < $4 ORDER BY last`,
    [destination, lane, after, atMost, FETCH_BYTES],
  );
  return kept.flatMap(rowsOf).filter(({ position }) => position > after);
};

/** How far each road has come, in SQL: `r` has `destination`, `lane` and `cleaned`. */
export const lastPosition = (r: string): string =>
  `greatest(cleaned, (SELECT max(last_position) FROM sent_bundle s WHERE s.destination = ${r}.destination AND s.lane = ${r}.lane),
            (SELECT max(position) FROM sent s WHERE s.destination = ${r}.destination AND s.lane = ${r}.lane), 0)::float8`;

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
     SELECT destination, lane, reserved::float8 AS reserved, (reserved - ${RESERVED_AT_ONCE})::float8 AS from, ${lastPosition('given')} AS confirmed
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
    `SELECT least((SELECT min(first_position) FROM sent_bundle WHERE destination = $1 AND lane = $2 AND sent_at >= $3),
                  (SELECT min(position) FROM sent WHERE destination = $1 AND lane = $2 AND sent_at >= $3))::float8 - 1 AS position`,
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
    `SELECT DISTINCT id FROM (
       SELECT unnest(message_ids) AS id FROM sent_bundle WHERE sent_at > now() - make_interval(secs => $3) AND destination = $1 AND message_ids && $2::uuid[]
       UNION ALL
       SELECT message_id FROM sent WHERE sent_at > now() - make_interval(secs => $3) AND destination = $1 AND message_id = ANY($2)) AS left_lately
      WHERE id = ANY($2)`,
    [destination, messageIds, seconds],
  );
  return rows.map(({ id }) => id);
};

/** By which of its ids a message that left is looked up, and where it is kept. */
const SEARCHED = {
  message: { of: 'message_id', from: 'message_from', to: 'message_to', among: 'message_ids' },
  cause: { of: 'causation_id', from: 'cause_from', to: 'cause_to', among: 'causes' },
} as const;

/** Messages that left for a destination and have one of these ids, or were caused by one, in the order they left. */
const leftWith = async (
  by: keyof typeof SEARCHED,
  destination: string,
  ids: readonly string[],
  manager: EntityManager,
): Promise<SentRow[]> => {
  const { of, from, to, among } = SEARCHED[by];
  const kept: Kept[] = await manager.query(
    `SELECT ${BUNDLE}, ${NO_COLUMNS} FROM sent_bundle
      WHERE (destination, lane, last_position) IN (
        SELECT b.destination, b.lane, b.last_position FROM unnest($2::uuid[]) AS wanted(id)
         CROSS JOIN LATERAL (SELECT * FROM sent_bundle WHERE ${from} <= wanted.id AND ${to} >= wanted.id AND wanted.id = ANY(${among}) AND destination = $1) AS b)
     UNION ALL
     SELECT ${MESSAGE}, ${COLUMNS} FROM unnest($2::uuid[]) AS wanted(id) CROSS JOIN LATERAL (SELECT * FROM sent WHERE ${of} = wanted.id AND destination = $1) AS s
     ORDER BY last`,
    [destination, ids],
  );
  const wanted = new Set(ids);
  return kept.flatMap(rowsOf).filter((row) => wanted.has(row[of] ?? ''));
};

/** Puts messages that left before into the outbox once more, under their own ids; answers which were found. */
export const sendAgain = async (
  destination: string,
  messageIds: readonly string[],
  manager: EntityManager,
): Promise<string[]> => {
  const last = new Map(
    (await leftWith('message', destination, messageIds, manager)).map((row) => [row.message_id, row]),
  );
  const rows = messageIds.flatMap((id) => last.get(id) ?? []);
  await insertRows(
    manager,
    'outbox',
    OUTBOX_COLUMNS,
    rows.map((row) => ({ ...row, again: true })),
  );
  return rows.map(({ message_id }) => message_id);
};

/** What was said to a service because of these messages is said once more. */
export const answerAgain = async (
  destination: string,
  causes: readonly string[],
  manager: EntityManager,
): Promise<number> => {
  const said = new Map<string, SentRow>();
  for (const row of await leftWith('cause', destination, causes, manager))
    if (!said.has(row.message_id)) said.set(row.message_id, row);
  await insertRows(manager, 'outbox', OUTBOX_COLUMNS, [...said.values()]);
  return said.size;
};

/** Forgets what left long ago and was heard since; keeps how far the road had come. Answers how many rows went. */
export const cleanSent = async (
  { destination, lane, heard }: { destination: string; lane: number; heard: number },
  olderThan: string,
  atMost: number,
  manager: EntityManager,
): Promise<number> => {
  let gone = 0;
  for (const { table, position } of KEPT) {
    const [row] = await manager.query(
      `WITH gone AS (
         DELETE FROM ${table} WHERE destination = $1 AND lane = $2 AND ${position} IN (
           SELECT ${position} FROM (SELECT ${position}, sent_at FROM ${table} WHERE destination = $1 AND lane = $2 AND ${position} <= $3 ORDER BY ${position} LIMIT $5) AS oldest
            WHERE sent_at < now() - $4::interval AND
                  -- Known by one look at the oldest: mostly nothing has to go, and the others are not read.
                  (SELECT sent_at FROM ${table} WHERE destination = $1 AND lane = $2 ORDER BY ${position} LIMIT 1) < now() - $4::interval)
         RETURNING ${position}),
       noted AS (
         UPDATE road SET cleaned = greatest(cleaned, (SELECT max(${position}) FROM gone)) WHERE destination = $1 AND lane = $2 AND EXISTS (SELECT 1 FROM gone))
       SELECT count(*)::int AS n FROM gone`,
      [destination, lane, heard, olderThan, atMost],
    );
    gone += row.n as number;
  }
  return gone;
};

/** Where it is kept, and by which of its positions it goes: releases before kept each message by itself. */
const KEPT = [
  { table: 'sent_bundle', position: 'last_position' },
  { table: 'sent', position: 'position' },
] as const;

/** For tools: every message that is kept of what left, oldest first on each road. */
export const everySent = async (manager: { query(text: string): Promise<any> }): Promise<SentRow[]> => {
  const kept: Kept[] = await manager.query(
    `SELECT ${BUNDLE}, ${NO_COLUMNS} FROM sent_bundle UNION ALL SELECT ${MESSAGE}, ${COLUMNS} FROM sent ORDER BY destination, lane, last`,
  );
  return kept.flatMap(rowsOf);
};
