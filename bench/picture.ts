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
  /** Documents and requests by port, mode and Center of what they are about, which is asked for by itself. */
  readonly papersByPlace: Percentiles;
  /** First page of the records behind one figure. */
  readonly page: Percentiles;
  readonly rebuildSeconds: number;
  /** Changes of entries kept with their figures, in batches of 200 on one connection. */
  readonly keptPerSecond: number;
  /** Rows that this PostgreSQL commits on one connection. */
  readonly floorRowsPerSecond: number;
}

/**
 * Three years at 30 ports, by five modes, in ten Centers, each with each, 40 chapters and 25 countries; two kinds of goods an entry.
 * A continuous bond, each year of another surety, and single transaction bonds of a third one.
 */
const FILL = `
  INSERT INTO trade_record (kind, key, parts, reference, importer, filer_code, entry_type, port, mode, center, team, state, summary_state, timeliness,
    filed_on, released_on, examined_on, summary_on, release_seconds, exam_seconds, value_dollars, duty_cents, fee_cents,
    chapters, chapter_dollars, chapter_duty_cents, countries, country_dollars, country_duty_cents, bond_types, bond_designations, bond_sureties, bond_cents, changed_at)
  SELECT 'entry', 'B76' || lpad(n::text, 8, '0'), '{}', 'B76-' || lpad(n::text, 8, '0'), $1, 'B76', '01', (2700 + n * 7 % 30)::text, (ARRAY['11', '30', '40', '21', '10'])[1 + n / 30 % 5],
    'CEE' || lpad((1 + n / 150 % 10)::text, 3, '0'), '401', CASE WHEN n % 50 = 0 THEN 'hold' ELSE 'released' END, 'accepted', CASE WHEN n % 20 = 0 THEN 'late' ELSE 'on time' END,
    d, CASE WHEN n % 50 <> 0 THEN d + 2 END, CASE WHEN n % 10 = 0 THEN d + 1 END, d + 8, CASE WHEN n % 50 <> 0 THEN 172800 END, CASE WHEN n % 10 = 0 THEN 7200 END,
    25000 + n % 1000, 85000 + n % 5000, 12000,
    ARRAY[lpad((1 + n * 11 % 40)::text, 2, '0'), '98'], ARRAY[20000, 5000 + n % 1000], ARRAY[85000 + n % 5000, 0],
    ARRAY[chr(65 + n % 25) || 'N', 'US'], ARRAY[20000, 5000 + n % 1000], ARRAY[85000 + n % 5000, 0],
    ARRAY[CASE WHEN n % 97 = 0 THEN '9' ELSE '8' END], ARRAY['B'], ARRAY[CASE WHEN n % 97 = 0 THEN '891' ELSE lpad(extract(year FROM d)::text, 3, '0') END],
    ARRAY[CASE WHEN n % 97 = 0 THEN 5000000 + n END], now()
  FROM (SELECT n, DATE '2024-01-01' + (n::bigint * 7919 % 1095)::int AS d FROM generate_series(1, $2::int) AS n) g`;

const DOCUMENTS = 50_000;
const REQUESTS = 5_000;
const MESSAGES = 1_000_000;
const POWERS = 200;
/** `$1` is the account. A document is linked to one entry, a request is about one; of messages all but some hundred are acknowledged. */
const PAPERS: readonly (readonly [statement: string, values: readonly unknown[]])[] = [
  [
    `WITH handed AS (
       INSERT INTO document (id, account_id, sha256, name, kind, bytes, state, words, channel, received_at, received_by)
       SELECT gen_random_uuid(), $1, md5(n::text), 'invoice ' || n || '.pdf', 'PDF', 100000, CASE WHEN n % 500 = 0 THEN 'being checked' ELSE 'kept' END, '', 'api',
         TIMESTAMPTZ '2024-01-01' + n * 7919 % 1095 * interval '1 day', 'Jane Roe' FROM generate_series(1, $2::int) AS n RETURNING id, name)
     INSERT INTO document_link (document_id, subject, linked_at, linked_by)
     SELECT id, 'entry:B76-' || lpad((substring(name FROM '\\d+')::int * 20)::text, 8, '0'), now(), 'Jane Roe' FROM handed`,
    [DOCUMENTS],
  ],
  [
    `INSERT INTO document_request (year, account_id, kind, filer_code, entry_number, state, asked_at, asked_by, remarks, due_date)
     SELECT 2026, $1, 'UC1', 'B76', lpad((n * 200)::text, 8, '0'), CASE WHEN n % 50 = 0 THEN 'asked' ELSE 'closed' END,
       TIMESTAMPTZ '2024-01-01' + n * 7919 % 1095 * interval '1 day', 'J. Rivera', '{}', DATE '2026-12-31' FROM generate_series(1, $2::int) AS n`,
    [REQUESTS],
  ],
  [
    `WITH placed AS (
       INSERT INTO mailbox_message (account_id, mailbox_id, kind, channel, placed_at, acknowledged_at)
       SELECT $1, n, 'answer', 'abi', TIMESTAMPTZ '2024-01-01' + n::bigint * 7919 % 1095 * interval '1 day', CASE WHEN n % 3000 <> 0 THEN now() END
         FROM generate_series(1, $2::int) AS n RETURNING account_id, placed_at, acknowledged_at)
     INSERT INTO message_figure (account_id, month, placed, acknowledged)
     SELECT account_id, date_trunc('month', placed_at AT TIME ZONE 'America/New_York')::date, count(*), count(acknowledged_at) FROM placed GROUP BY 1, 2`,
    [MESSAGES],
  ],
  [
    `WITH importer AS (INSERT INTO importer_with_powers (id, identity, version) VALUES (gen_random_uuid(), $3, 1) RETURNING id)
     INSERT INTO power_of_attorney (id, importer_id, filer_code, scopes, partnership, valid_from, granted_at, granted_by_account, granted_by)
     SELECT gen_random_uuid(), id, 'F' || lpad(n::text, 2, '0'), '{see}', false, DATE '2024-01-01' + n, now(), $1, 'Jane Roe' FROM importer, generate_series(1, $2::int) AS n`,
    [POWERS, IMPORTER],
  ],
];

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
  ...['surety', 'type', 'designation', 'port', 'center'].map(
    (value) =>
      `SELECT ${value}, date_trunc('month', filed_on) AS month, count(*), sum(cents)
         FROM trade_record, unnest(bond_types, bond_designations, bond_sureties, bond_cents) AS g(type, designation, surety, cents) WHERE importer = $1 GROUP BY 1, 2`,
  ),
];
/** `$1` is the account. */
const plainPapers = [
  `SELECT state, date_trunc('month', received_at), count(*) FROM document WHERE account_id = $1 GROUP BY 1, 2`,
  `SELECT state, date_trunc('month', asked_at), count(*) FROM document_request WHERE account_id = $1 GROUP BY 1, 2`,
  `SELECT acknowledged_at IS NULL, date_trunc('month', placed_at), count(*) FROM mailbox_message WHERE account_id = $1 GROUP BY 1, 2`,
  `SELECT filer_code, count(*) FROM power_of_attorney WHERE granted_by_account = $1 GROUP BY 1`,
  ...['port', 'mode', 'center'].map(
    (value) =>
      `SELECT t.${value}, count(*) FROM document d JOIN document_link l ON l.document_id = d.id JOIN trade_record t ON t.kind = 'entry' AND t.key = replace(substr(l.subject, 7), '-', '')
        WHERE d.account_id = $1 GROUP BY 1`,
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
    say(`${DOCUMENTS} documents, ${REQUESTS} requests, ${MESSAGES} messages, ${POWERS} powers of attorney`);
    for (const [statement, values] of PAPERS) await source.query(statement, [accountId, ...values]);
    say('adding up the figures of the entries');
    const began = performance.now();
    for (const statement of FIGURES_ANEW('importer')) await source.query(statement, [IMPORTER, 'importer number']);
    const rebuildSeconds = (performance.now() - began) / 1_000;
    await source.query('VACUUM ANALYZE trade_record');
    for (const table of [
      'trade_figure',
      'bond_figure',
      'document',
      'document_link',
      'document_request',
      'mailbox_message',
    ])
      await source.query(`VACUUM ANALYZE ${table}`);
    const [{ cells }] = await source.query(
      'SELECT ((SELECT count(*) FROM trade_figure) + (SELECT count(*) FROM bond_figure))::int AS cells',
    );
    say('the picture, and the same by plain SQL');
    const papers = new Papers(source);
    const reader = new PictureReader(source, papers);
    const search = new RecordSearch(source);
    await reader.read(accountId, null, null);
    const picture = await timed(READS, () => reader.read(accountId, null, null));
    const page = await timed(READS, () =>
      search.page(accountId, { port: '2704', month: '2026-06', monthOf: 'filing' }, null, 50),
    );
    const papersByPlace = await timed(5, () => papers.figures(accountId, null, null, new Date(), true));
    const plain = await timed(3, async () => {
      for (const statement of plainly) await source.query(statement, [IMPORTER]);
      for (const statement of plainPapers) await source.query(statement, [accountId]);
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
    return {
      entries: ENTRIES,
      cells,
      picture,
      papersByPlace,
      plain,
      page,
      rebuildSeconds,
      keptPerSecond,
      floorRowsPerSecond,
    };
  } finally {
    await source.destroy();
  }
};
