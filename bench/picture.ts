import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ReleaseStatusChanged } from '#contracts';
import { messagingTables } from '#messaging';
import { createDataSource } from '#persistence';
import { account } from '../apps/account/src/account.service-definition';
import { Papers } from '../apps/account/src/picture/papers';
import { PictureReader } from '../apps/account/src/picture/picture.reader';
import { RecordSearch } from '../apps/account/src/picture/record-search';
import { FIGURES_ANEW, keepReports } from '../apps/account/src/picture/trade-record.repository';
import { reportOfRelease } from '../apps/account/src/picture/trade-record.rules';
import type { PostgresServer } from '../tools/infrastructure/postgres';
import { percentiles, type Percentiles } from './figures';
import { postgresFloor } from './floor';

const ENTRIES = 1_000_000;
const IMPORTER = '12-345678900';
const READS = 20;
const BATCH = 200;
const BATCHES = 20;

export interface PictureFigures {
  readonly entries: number;
  readonly cells: number;
  /** Milliseconds. */
  readonly picture: Percentiles;
  /** The same figures by plain `SELECT … GROUP BY` over the entries, one statement a dimension. */
  readonly plain: Percentiles;
  /** First page of the records behind one figure. */
  readonly page: Percentiles;
  readonly rebuildSeconds: number;
  /** Changes of entries kept with their figures, in batches of 200 on one connection. */
  readonly keptPerSecond: number;
  /** Rows that this PostgreSQL commits on one connection. */
  readonly floorRowsPerSecond: number;
}

/** Three years at 30 ports, by five modes, in ten Centers, 40 chapters and 25 countries; two kinds of goods an entry. */
const FILL = `
  INSERT INTO trade_record (kind, key, parts, reference, importer, filer_code, entry_type, port, mode, center, team, state, summary_state, timeliness,
    filed_on, released_on, examined_on, summary_on, release_seconds, exam_seconds, value_dollars, duty_cents, fee_cents,
    chapters, chapter_dollars, chapter_duty_cents, countries, country_dollars, country_duty_cents, changed_at)
  SELECT 'entry', 'B76' || lpad(n::text, 8, '0'), '{}', 'B76-' || lpad(n::text, 8, '0'), $1, 'B76', '01', (2700 + n * 7 % 30)::text, (ARRAY['11', '30', '40', '21', '10'])[1 + n % 5],
    'CEE' || lpad((1 + n * 3 % 10)::text, 3, '0'), '401', CASE WHEN n % 50 = 0 THEN 'hold' ELSE 'released' END, 'accepted', CASE WHEN n % 20 = 0 THEN 'late' ELSE 'on time' END,
    d, CASE WHEN n % 50 <> 0 THEN d + 2 END, CASE WHEN n % 10 = 0 THEN d + 1 END, d + 8, CASE WHEN n % 50 <> 0 THEN 172800 END, CASE WHEN n % 10 = 0 THEN 7200 END,
    25000 + n % 1000, 85000 + n % 5000, 12000,
    ARRAY[lpad((1 + n * 11 % 40)::text, 2, '0'), '98'], ARRAY[20000, 5000 + n % 1000], ARRAY[85000 + n % 5000, 0],
    ARRAY[chr(65 + n % 25) || 'N', 'US'], ARRAY[20000, 5000 + n % 1000], ARRAY[85000 + n % 5000, 0], now()
  FROM (SELECT n, DATE '2024-01-01' + (n::bigint * 7919 % 1095)::int AS d FROM generate_series(1, $2::int) AS n) g`;

const OVER: Readonly<Record<string, string>> = {
  month: `'' AS value`,
  port: 'port AS value',
  mode: 'mode AS value',
  center: 'center AS value',
};
const SUMS = 'count(*), sum(release_seconds), count(examined_on), sum(exam_seconds), count(timeliness)';
const plainly = [
  ...Object.values(OVER).map(
    (value) =>
      `SELECT ${value}, date_trunc('month', filed_on) AS month, ${SUMS}, sum(value_dollars), sum(duty_cents), sum(fee_cents) FROM trade_record WHERE importer = $1 GROUP BY 1, 2`,
  ),
  ...[
    ['chapters', 'chapter'],
    ['countries', 'country'],
  ].map(
    ([list, one]) =>
      `SELECT g.value, date_trunc('month', filed_on) AS month, ${SUMS}, sum(g.dollars), sum(g.duty)
         FROM trade_record, unnest(${list}, ${one}_dollars, ${one}_duty_cents) AS g(value, dollars, duty) WHERE importer = $1 GROUP BY 1, 2`,
  ),
];

const timed = async (times: number, work: () => Promise<unknown>): Promise<Percentiles> => {
  const all: number[] = [];
  for (let done = 0; done < times; done += 1) {
    const began = performance.now();
    await work();
    all.push(performance.now() - began);
  }
  return percentiles(all);
};

/** The picture of an importer with a million entries, beside the same by plain SQL; and what keeping it costs. */
export const measurePicture = async (
  postgres: PostgresServer,
  say: (line: string) => void,
): Promise<PictureFigures> => {
  const floorRowsPerSecond = await postgresFloor(postgres.url, 1);
  const source: DataSource = await createDataSource({
    url: postgres.url,
    applicationName: 'picture bench',
    entities: account.entities as Function[],
    migrations: [...messagingTables, ...account.migrations],
    poolSize: 4,
    forMigration: true,
  }).initialize();
  try {
    await source.runMigrations();
    const accountId = randomUUID();
    await source.query(
      `INSERT INTO account (id, name, kinds, ports, trusted, active, version, opened_at, changed_at) VALUES ($1, 'Bench', '{importer}', '{}', '[]', true, 1, now(), now())`,
      [accountId],
    );
    await source.query(
      `INSERT INTO account_identifier (account_id, kind, value, identity, valid_from) VALUES ($1, 'importer number', $2, $2, now())`,
      [accountId, IMPORTER],
    );
    say(`${ENTRIES} entries of one importer`);
    await source.query(FILL, [IMPORTER, ENTRIES]);
    say('adding up their figures');
    const began = performance.now();
    await source.query(FIGURES_ANEW('importer'), [IMPORTER, 'importer number']);
    const rebuildSeconds = (performance.now() - began) / 1_000;
    await source.query('VACUUM ANALYZE trade_record');
    await source.query('VACUUM ANALYZE trade_figure');
    const [{ cells }] = await source.query('SELECT count(*)::int AS cells FROM trade_figure');
    say('the picture, and the same by plain SQL');
    const papers = new Papers(source);
    const reader = new PictureReader(source, papers);
    const search = new RecordSearch(source);
    await reader.read(accountId, null, null);
    const picture = await timed(READS, () => reader.read(accountId, null, null));
    const page = await timed(READS, () =>
      search.page(accountId, { port: '2704', month: '2026-06', monthOf: 'filing' }, null, 50),
    );
    const plain = await timed(3, async () => {
      for (const statement of plainly) await source.query(statement, [IMPORTER]);
    });
    say('keeping changes');
    const writing = performance.now();
    for (let batch = 0; batch < BATCHES; batch += 1)
      await source.transaction((manager) =>
        keepReports(
          manager,
          Array.from({ length: BATCH }, (_, n) =>
            reportOfRelease({
              ...ReleaseStatusChanged.example,
              filerCode: 'X01',
              entryNumber: String(batch * BATCH + n).padStart(8, '0'),
            }),
          ),
          new Date(),
        ),
      );
    const keptPerSecond = (BATCH * BATCHES * 1_000) / (performance.now() - writing);
    return { entries: ENTRIES, cells, picture, plain, page, rebuildSeconds, keptPerSecond, floorRowsPerSecond };
  } finally {
    await source.destroy();
  }
};
