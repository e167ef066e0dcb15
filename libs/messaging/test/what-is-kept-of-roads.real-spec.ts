import type { DataSource } from 'typeorm';
import { createDataSource } from '#persistence';
import { realServers } from '../../../test/support';
import { keepHeardAsJudged, readHeard } from '../src/road';
import { pack } from '../src/envelope';
import { envelopeOf, type OutboxRow } from '../src/outbox';
import { answerAgain, cleanSent, leftWithin, positionBefore, readSent, reserve, sendAgain, settle } from '../src/sent';
import { prepareDatabase } from './desk-database.fixture';

let source: DataSource;
beforeAll(async () => {
  const url = await realServers().freshDatabase('roads');
  await prepareDatabase(url);
  source = await createDataSource({
    url,
    applicationName: 'test',
    entities: [],
    migrations: [],
    poolSize: 2,
  }).initialize();
});
afterAll(() => source?.destroy());

test('a database that was put back while messages were in hand is not told that it has heard what it forgot', async () => {
  const reached = { sender: 'gateway', lane: 0, position: 20, beat: 5 };
  expect(await keepHeardAsJudged([reached], [], source)).toEqual([{ sender: 'gateway', lane: 0 }]);
  const judged = await readHeard([0], source);
  expect(judged).toEqual([reached]);

  // Put back: less was heard than when the bundle behind 20 was judged to follow.
  await source.query('UPDATE heard SET position = 12');
  expect(await keepHeardAsJudged([{ ...reached, position: 30 }], judged, source)).toEqual([]);
  expect(await readHeard([0], source)).toEqual([{ ...reached, position: 12 }]);
  await source.query('DELETE FROM heard');
  expect(await keepHeardAsJudged([{ ...reached, position: 30 }], judged, source)).toEqual([]);
  expect(await readHeard([0], source)).toEqual([]);
});

const rowsInOutbox = async (): Promise<OutboxRow[]> =>
  (await source.query(`SELECT * FROM outbox ORDER BY id`)).map((row: OutboxRow) => ({ ...row }));

/** So many messages in the outbox, each because of another; as the outbox has them. */
const written = async (count: number, characters = 10): Promise<OutboxRow[]> => {
  await source.query(
    `INSERT INTO outbox (destination, lane, message_id, type, version, subject, correlation_id, causation_id, hash, data, created_at)
     SELECT 'entry', 0, gen_random_uuid(), 'gateway.cargo-release-filed', 1, 'entry:' || n, 'c' || n, CASE WHEN n > 1 THEN gen_random_uuid() END, 'h' || n,
            '{"n":' || n || ',"text":' || to_json(repeat('é"x', $2::int / 3))::text || '}', '2026-03-01T10:00:00.123Z' FROM generate_series(1, $1::int) n`,
    [count, characters],
  );
  return rowsInOutbox();
};

const leave = async (rows: readonly OutboxRow[], first: number): Promise<void> =>
  settle([{ rows, first, content: pack(rows.map(envelopeOf)) }], source.manager);

/** As a release before kept it. */
const leaveOneByOne = async (rows: readonly OutboxRow[], first: number): Promise<void> => {
  await source.query(
    `WITH gone AS (DELETE FROM outbox WHERE id = ANY($1) RETURNING *)
     INSERT INTO sent (destination, lane, position, message_id, type, version, subject, correlation_id, causation_id, hash, data, created_at)
     SELECT destination, lane, $2::int - 1 + row_number() OVER (ORDER BY id), message_id, type, version, subject, correlation_id, causation_id, hash, data, created_at FROM gone`,
    [rows.map(({ id }) => id), first],
  );
};

const asLeft = ({
  message_id,
  type,
  version,
  subject,
  correlation_id,
  causation_id,
  hash,
  data,
  created_at,
}: OutboxRow) => ({
  ...{ message_id, type, version, subject, correlation_id, causation_id, hash, created_at, data: JSON.parse(data) },
});

describe('what left', () => {
  beforeEach(async () => {
    for (const table of ['outbox', 'sent', 'sent_bundle', 'road']) await source.query(`DELETE FROM ${table}`);
  });

  it.each([
    ['bundle by bundle', leave],
    ['message by message, as a release before did', leaveOneByOne],
  ])('and was kept %s is read again in parts that fit into memory, and to its end', async (_, keep) => {
    const rows = await written(8, 1_500_000);
    for (const [n, row] of rows.entries()) await keep([row], n + 1);
    const parts: number[][] = [];
    for (let after = 0; ; after = parts.at(-1)!.at(-1)!) {
      const part = await readSent('entry', 0, after, 500, source.manager);
      if (part.length === 0) break;
      parts.push(part.map(({ position }) => position));
    }
    expect(parts.flat()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(parts.every((part) => part.length <= 3)).toBe(true);
  });

  it('leaves again as it was and from any message of a bundle on, also what a release before kept between', async () => {
    const rows = await written(12);
    await leave(rows.slice(0, 5), 1);
    await leaveOneByOne(rows.slice(5, 8), 6);
    await leave(rows.slice(8), 9);
    expect(await rowsInOutbox()).toEqual([]);

    const read = await readSent('entry', 0, 3, 500, source.manager);
    expect(read.map(({ position }) => position)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(read.map(asLeft)).toEqual(rows.slice(3).map(asLeft));
    // The text is the one that its hash was made of.
    expect(read.map(({ data }) => data)).toEqual(rows.slice(3).map(({ data }) => data));
    expect((await readSent('entry', 0, 3, 2, source.manager)).map(({ position }) => position)).toEqual([4, 5]);
    const [road] = await reserve([{ destination: 'entry', lane: 0, known: 0 }], source.manager);
    expect(road!.confirmed).toBe(12);
    expect(await positionBefore('entry', 0, '2020-01-01', source.manager)).toBe(0);
    expect(await positionBefore('entry', 0, '2100-01-01', source.manager)).toBeNull();
  });

  it('is found by its id and by what it answered, wherever it is kept, and goes into the outbox once more', async () => {
    const rows = await written(9);
    await leave(rows.slice(0, 6), 1);
    await leaveOneByOne(rows.slice(6), 7);
    const ids = [rows[7]!, rows[2]!, rows[4]!].map((row) => row.message_id);
    const unknown = '00000000-0000-4000-8000-000000000000';

    expect((await leftWithin('entry', [...ids, unknown], 60, source.manager)).sort()).toEqual([...ids].sort());
    expect(await leftWithin('manifest', ids, 60, source.manager)).toEqual([]);
    expect(await sendAgain('entry', [...ids, unknown], source.manager)).toEqual(ids);
    const again = await rowsInOutbox();
    expect(again.map(asLeft)).toEqual([rows[7]!, rows[2]!, rows[4]!].map(asLeft));
    expect(again.every((row) => row.again && row.lane === 0 && row.destination === 'entry')).toBe(true);

    await source.query('DELETE FROM outbox');
    // Twice kept (it left again) is said once.
    await leave(rows.slice(1, 3), 10);
    const causes = [rows[2]!, rows[8]!].map((row) => row.causation_id!);
    expect(await answerAgain('entry', [...causes, unknown], source.manager)).toBe(2);
    const answered = await rowsInOutbox();
    expect(new Set(answered.map((row) => row.message_id))).toEqual(new Set([rows[2]!.message_id, rows[8]!.message_id]));
    expect(answered.some((row) => row.again)).toBe(false);
  });

  it('long ago, and was heard, is forgotten; how far the road had come is not', async () => {
    const rows = await written(10);
    await leave(rows.slice(0, 4), 1);
    await leave(rows.slice(4, 8), 5);
    await leave(rows.slice(8), 9);
    await reserve([{ destination: 'entry', lane: 0, known: 0 }], source.manager);
    await source.query(`UPDATE sent_bundle SET sent_at = now() - interval '4 days' WHERE last_position <= 8`);
    const road = { destination: 'entry', lane: 0 };

    expect(await cleanSent({ ...road, heard: 7 }, '72 hours', 100, source.manager)).toBe(1);
    expect((await readSent('entry', 0, 0, 500, source.manager)).map(({ position }) => position)).toEqual([
      5, 6, 7, 8, 9, 10,
    ]);
    expect(await cleanSent({ ...road, heard: 10 }, '72 hours', 100, source.manager)).toBe(1);
    await source.query(`UPDATE sent_bundle SET sent_at = now() - interval '4 days'`);
    expect(await cleanSent({ ...road, heard: 10 }, '72 hours', 100, source.manager)).toBe(1);
    expect(await readSent('entry', 0, 0, 500, source.manager)).toEqual([]);
    expect((await reserve([{ ...road, known: 0 }], source.manager))[0]!.confirmed).toBe(10);
  });
});
