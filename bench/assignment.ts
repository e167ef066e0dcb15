import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { SummaryReported } from '#contracts';
import { MessageContext, Transactions, UnitOfWork, messagingTables } from '#messaging';
import { createDataSource } from '#persistence';
import { cee } from '../apps/cee/src/cee.service-definition';
import { today } from '../apps/cee/src/days/customs-days';
import { ProposalRuns } from '../apps/cee/src/proposals/proposal-runs';
import { SummaryWorkConsumer } from '../apps/cee/src/work/summary-work.consumer';
import type { PostgresServer } from '../tools/infrastructure/postgres';
import { Foreseen } from '../tools/infrastructure/failure';
import { postgresFloor } from './floor';

const ACCOUNTS = 100_000;
/** Twelve months, five headings an account: 8 1/3 lines each. */
const LINES = 50_000_000;
const HEADINGS = 5;
/** One in ten of the accounts for the peer, with all their lines. */
const SAMPLE = 10;
const BATCH = 200;
const BATCHES = 20;
const LINES_OF_A_SUMMARY = 10;
const LANES = 4;

export interface AssignmentFigures {
  readonly accounts: number;
  readonly lines: number;
  readonly cells: number;
  /** Proposals for all accounts, from the order to the last one. */
  readonly seconds: number;
  readonly proposals: number;
  /** Counting lines as they come: summaries of ten lines a second, in batches of 200 on one connection, their work items written beside it. */
  readonly linesCountedPerSecond: number;
  /** Plain SELECT … GROUP BY over the lines of a tenth of the accounts, seconds; it proposes nothing. */
  readonly plainSampleSeconds: number;
  readonly plainSampleLines: number;
  /** Rows that this PostgreSQL commits on one connection. */
  readonly floorRowsPerSecond: number;
}

const NUMBER = `(10 + n % 90)::text || '-' || lpad(n::text, 7, '0') || '00'`;
const CHAPTERS = `ARRAY['3924', '6109', '8471', '8708', '3004', '7208', '0406', '9403', '2710', '8421']`;

/** Proposals for a hundred thousand accounts over fifty million lines that were counted as they came, beside plain SQL over the lines themselves. */
export const measureAssignment = async (
  postgres: PostgresServer,
  say: (line: string) => void,
): Promise<AssignmentFigures> => {
  const floorRowsPerSecond = await postgresFloor(postgres.url, 1);
  const source: DataSource = await createDataSource({
    url: postgres.url,
    applicationName: 'assignment bench',
    entities: cee.entities as Function[],
    migrations: [...messagingTables, ...cee.migrations],
    poolSize: 4,
    forMigration: true,
  }).initialize();
  try {
    await source.runMigrations();
    const day = today(new Date());
    say(`${ACCOUNTS} accounts with what ${LINES} lines count`);
    await source.query(
      `INSERT INTO importer_on_record SELECT ${NUMBER}, ${NUMBER}, '2020-01-01' FROM generate_series(1, $1::int) n`,
      [ACCOUNTS],
    );
    await source.query(
      `INSERT INTO importer_account SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, ${NUMBER} FROM generate_series(1, $1::int) n`,
      [ACCOUNTS],
    );
    // 500 lines an account in a year: sixty cells of 8 or 9.
    await source.query(
      `INSERT INTO importer_goods
       SELECT ${NUMBER}, (${CHAPTERS})[1 + (n + h * 3) % 10], (date_trunc('month', $2::date) - make_interval(months => m))::date, CASE WHEN (h + m) % 3 = 0 THEN 9 ELSE 8 END, 1000 + (n * h) % 9000
       FROM generate_series(1, $1::int) n, generate_series(0, $3::int - 1) h, generate_series(0, 11) m`,
      [ACCOUNTS, day, HEADINGS],
    );
    await source.query('VACUUM ANALYZE importer_goods');
    await source.query('VACUUM ANALYZE importer_on_record');
    const [{ cells, lines }] = await source.query(
      'SELECT count(*)::int AS cells, sum(lines)::float8 AS lines FROM importer_goods',
    );

    say('the run over all of them');
    const transactions = new Transactions(source, LANES, () => undefined);
    const work = { every: () => ({ wake: () => undefined }) };
    const runs = new ProposalRuns(source, transactions, work as never);
    const began = performance.now();
    const { run } = await runs.order(randomUUID(), day, 'bench');
    while (await runs.turn());
    const seconds = (performance.now() - began) / 1_000;
    const done = await runs.one(run.id);
    if (done.state !== 'done' || done.proposals !== ACCOUNTS)
      throw new Foreseen(`The run is ${done.state} with ${done.proposals} proposals.`);

    say('counting lines as they come');
    const consumer = new SummaryWorkConsumer();
    const counting = performance.now();
    for (let batch = 0; batch < BATCHES; batch += 1)
      await source.transaction(async (manager) => {
        const unit = new UnitOfWork(manager, LANES);
        const messages = Array.from({ length: BATCH }, (_, at) => summaryAt(batch * BATCH + at, day));
        await consumer.take(messages as never, new MessageContext(unit));
        await unit.flush();
      });
    const linesCountedPerSecond = (BATCHES * BATCH * LINES_OF_A_SUMMARY * 1_000) / (performance.now() - counting);

    say('the same figures by plain SQL, of a tenth of the accounts');
    await source.query('CREATE UNLOGGED TABLE plain_line (importer text, hts text, entry_date date, dollars int)');
    const [{ count }] = await source.query(
      `WITH written AS (
         INSERT INTO plain_line SELECT importer_identity, heading || '100000', month + l * 3, dollars / lines
         FROM importer_goods, generate_series(1, lines::int) l WHERE importer_identity IN (SELECT importer_identity FROM importer_on_record ORDER BY 1 LIMIT $1) RETURNING 1)
       SELECT count(*)::int AS count FROM written`,
      [ACCOUNTS / SAMPLE],
    );
    await source.query('VACUUM ANALYZE plain_line');
    const grouping = performance.now();
    await source.query(
      `SELECT count(*) FROM (SELECT importer, left(hts, 4) AS heading, count(*), sum(dollars) FROM plain_line
         WHERE entry_date >= date_trunc('month', $1::date) - interval '11 months' GROUP BY 1, 2) g`,
      [day],
    );
    const plainSampleSeconds = (performance.now() - grouping) / 1_000;
    return {
      ...{ accounts: ACCOUNTS, lines, cells, seconds, proposals: done.proposals, linesCountedPerSecond },
      ...{ plainSampleSeconds, plainSampleLines: count, floorRowsPerSecond },
    };
  } finally {
    await source.destroy();
  }
};

const summaryAt = (at: number, entryDate: string) => ({
  id: randomUUID(),
  type: SummaryReported.type,
  subject: `entry:X01-${at}`,
  correlationId: 'bench',
  at: new Date().toISOString(),
  data: {
    ...SummaryReported.example,
    ...{ filerCode: 'X01', entryNumber: String(at).padStart(8, '0'), occurredAt: new Date().toISOString() },
    importerNumber: `${10 + (at % 90)}-${String(1 + ((at * 7_919) % ACCOUNTS)).padStart(7, '0')}`,
    filed: {
      ...SummaryReported.example.filed!,
      imports: {
        entryDate,
        tariffs: Array.from({ length: LINES_OF_A_SUMMARY }, (_, line) => ({
          ...{ hts: line % 3 === 0 ? '3924104000' : '8471300100', lines: 1, valueDollars: 100 + line },
        })),
      },
    },
  },
});
