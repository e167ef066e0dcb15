import type { DataSource } from 'typeorm';
import { createDataSource } from '#persistence';
import { realServers } from '../../../test/support';
import { keepHeardAsJudged, readHeard } from '../src/road';
import { readSent } from '../src/sent';
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

test('what left is read again in parts that fit into memory, and to its end', async () => {
  await source.query(
    `INSERT INTO sent (destination, lane, position, message_id, type, version, subject, correlation_id, hash, data, created_at)
     SELECT 'entry', 0, n, gen_random_uuid(), 'gateway.cargo-release-filed', 1, 'entry:1', 'c', 'h', repeat('x', 1500000), now() FROM generate_series(1, 8) n`,
  );
  const parts: number[][] = [];
  for (let after = 0; ; after = parts.at(-1)!.at(-1)!) {
    const rows = await readSent('entry', 0, after, 500, source.manager);
    if (rows.length === 0) break;
    parts.push(rows.map(({ position }) => position));
  }
  expect(parts.flat()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(parts.every((part) => part.length <= 3)).toBe(true);
});
