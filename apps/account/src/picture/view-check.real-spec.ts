import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { InteractionRecorded, ReleaseStatusChanged } from '#contracts';
import { timeOrderedId } from '#kernel';
import type { Metrics, VitalsReader } from '#service';
import { handlerBench, type HandlerBench, received } from '../../../../test/support/handler-bench';
import { eventually } from '../../../../test/support/eventually';
import { analyze } from '../../../../test/support/plans';
import { account } from '../account.service-definition';
import { InteractionsConsumer } from '../activity-log/interactions.consumer';
import type { DocumentRegister } from '../documents/register/document-register';
import { searchDocuments } from '../documents/register/document.repository';
import type { DocumentRequests } from '../documents/requests/document-requests';
import { accountHolding } from './account-holding.fixture';
import { Papers } from './papers';
import { PictureConsumer } from './picture.consumer';
import { PictureReader } from './picture.reader';
import { RecordSearch } from './record-search';
import { ViewCheck } from './view-check';
import { Visibility } from './visibility';

let bench: HandlerBench;
let source: DataSource;
let registry: Registry;
let visibility: Visibility;
let check: ViewCheck;
let told: { message: string; view: string }[];
let accountId: string;
let number = 0;

beforeAll(async () => {
  bench = await handlerBench({ ...account, entities: account.entities as Function[] });
  source = bench.source;
});
afterAll(() => bench.close());
beforeEach(async () => {
  await source.query('DELETE FROM account_identifier');
  accountId = await accountHolding(source, ['filer code', 'B76']);
  registry = new Registry();
  visibility = new Visibility({ registry } as Metrics, {} as VitalsReader);
  told = [];
  const tell = ({ view }: { view: string }, message: string) => void told.push({ message, view });
  const papers = new Papers(source);
  check = new ViewCheck(
    source,
    new PictureReader(source, papers),
    new RecordSearch(source),
    papers,
    {
      search: (search: Parameters<DocumentRegister['search']>[0]) => searchDocuments(source.manager, search, 5),
    } as DocumentRegister,
    { search: () => Promise.resolve([]) } as never as DocumentRequests,
    visibility,
    { info: tell, warn: tell } as never,
    { every: () => undefined } as never,
  );
});

const SECOND_MS = 1_000;
const nextEntry = (): string => String((number += 1)).padStart(8, '0');
/** The gateway tells the log that a release was accepted, so many seconds ago. */
const answered = (entryNumber: string, secondsAgo: number, kind = 'cargo release'): Promise<void> => {
  const occurredAt = new Date(Date.now() - secondsAgo * SECOND_MS).toISOString();
  const item = {
    ...{ kind, subject: `entry:B76-${entryNumber}` },
    filingId: null,
    outcome: 'accepted',
  };
  const data = {
    ...{ ...InteractionRecorded.example, accountId, kind: 'answer placed' as const, occurredAt },
    ...{ mailboxId: number, items: [item] },
  };
  return bench.handle((context) =>
    new InteractionsConsumer().record([received(InteractionRecorded, accountId, data)], context),
  );
};
/** The entry service tells the picture of the same. */
const shown = (entryNumber: string, secondsAgo: number): Promise<void> => {
  const at = new Date(Date.now() - secondsAgo * SECOND_MS).toISOString();
  const data = {
    ...{ ...ReleaseStatusChanged.example, filerCode: 'B76', entryNumber },
    ...{ acceptedAt: at, filedAt: at, occurredAt: at },
  };
  return bench.handle((context) =>
    new PictureConsumer(visibility).releases([received(ReleaseStatusChanged, entryNumber, data)], context),
  );
};
const handIn = (): Promise<unknown> =>
  source.query(
    `INSERT INTO document (id, account_id, sha256, name, kind, bytes, state, words, channel, received_at, received_by)
     VALUES ($1, $2, $3, 'invoice.pdf', 'PDF', 1, 'kept', '', 'api', now(), 'Jane Roe')`,
    [timeOrderedId(), accountId, '0'.repeat(64)],
  );
const lateViews = (): string[] =>
  visibility
    .views()
    .filter(({ behindSeconds }) => behindSeconds > 2)
    .map(({ view }) => view)
    .sort();

test('what both the log and the picture were told of is in every view, and none is late', async () => {
  const entry = nextEntry();
  await answered(entry, 5);
  await shown(entry, 5);
  await handIn();
  await check.look();
  expect(visibility.views().map(({ view }) => view)).toHaveLength(11);
  expect(lateViews()).toEqual([]);
  expect(visibility.recent()?.view).toBeUndefined();
  expect(told).toEqual([]);
});

test('while the picture is told of nothing, each of its views is late by name, told to the status page and to Prometheus, until it catches up', async () => {
  const entry = nextEntry();
  await answered(entry, 30);
  await check.look();
  expect(lateViews()).toEqual(['picture figures', 'record search', 'records list', 'reports']);
  expect(visibility.recent()).toMatchObject({ behindSeconds: expect.closeTo(30, -1) });
  expect(lateViews()).toContain(visibility.recent()?.view);
  expect(await registry.metrics()).toMatch(/portway_view_behind_seconds\{view="record search"\} (29|3\d)/);
  expect(told).toHaveLength(4);

  // A newer filing does not make the older one forgotten.
  await shown(nextEntry(), 0);
  await check.look();
  expect(lateViews()).toContain('record search');

  await shown(entry, 31);
  await check.look();
  expect(lateViews()).toEqual([]);
  expect(told.filter(({ message }) => message.includes('again'))).toHaveLength(4);
});

test('a drawback claim, which has the number of an entry and is none, is looked for in no view of entries; the entry before it is', async () => {
  await answered(nextEntry(), 5, 'drawback claim');
  await check.look();
  expect(lateViews()).toEqual([]);

  await answered(nextEntry(), 30);
  await answered(nextEntry(), 20, 'drawback claim');
  await check.look();
  expect(lateViews()).toEqual(['picture figures', 'record search', 'records list', 'reports']);
});

test('while the log is told of nothing, its search is late', async () => {
  await shown(nextEntry(), 20);
  await check.look();
  expect(lateViews()).toEqual(['activity log search']);
});

test('a view that does not answer is named, keeps nobody waiting, and the others are looked at when it answers', async () => {
  const entry = nextEntry();
  await answered(entry, 0);
  await shown(entry, 0);
  await handIn();
  const holder = source.createQueryRunner();
  await holder.startTransaction();
  await holder.query('LOCK TABLE document_link IN ACCESS EXCLUSIVE MODE');
  try {
    await check.look(new Date(), 2_100);
    expect(lateViews()).toEqual(['documents list']);
    expect(visibility.recent()).toMatchObject({ view: 'documents list' });
    await check.look();
    expect(lateViews()).toEqual(['documents list']);
  } finally {
    await holder.rollbackTransaction();
    await holder.release();
  }
  await eventually(async () => {
    await check.look();
    expect(lateViews()).toEqual([]);
  });
});

/** While it runs, the database refuses each statement that names a table. */
const refusing = async (table: string, work: () => Promise<void>): Promise<void> => {
  const query = source.query.bind(source);
  const spy = jest
    .spyOn(source, 'query')
    .mockImplementation(((sql: string, values?: unknown[]) =>
      sql.includes(table) ? query('SELECT 1 / 0') : query(sql, values)) as never);
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
};

test('a view whose reader fails is late by name since what it must show was accepted, the others are looked at, and it shows again when it reads', async () => {
  const entry = nextEntry();
  await answered(entry, 30);
  await shown(entry, 30);
  await handIn();
  await refusing('bond_figure', async () => {
    await check.look();
    expect(visibility.views().map(({ view }) => view)).toHaveLength(11);
    expect(lateViews()).toEqual(['picture figures']);
    expect(visibility.recent()).toMatchObject({ view: 'picture figures', behindSeconds: expect.closeTo(30, -1) });
    await check.look();
    const reasons = told.filter(({ message }) => message === 'a view could not be looked at');
    expect(reasons).toEqual([expect.objectContaining({ view: 'picture figures' })]);
    // Not even when it was accepted so long ago that it would not be looked for any more.
    await check.look(new Date(Date.now() + 900_000));
    expect(lateViews()).toEqual(['picture figures']);
  });
  await check.look();
  expect(lateViews()).toEqual([]);
});

test('a view of which nobody can say what it must show is late by name since then', async () => {
  const began = Date.now();
  await refusing('FROM power_of_attorney ORDER BY place', async () => {
    await check.look(new Date(began));
    expect(lateViews()).toEqual([]);
    await check.look(new Date(began + 5_000));
    expect(lateViews()).toEqual(expect.arrayContaining(['powers of attorney']));
  });
  await check.look(new Date(began + 6_000));
  expect(lateViews()).not.toContain('powers of attorney');
});

/** A node of a plan that ran: rows that it gave and that it read for nothing, each time it was begun. */
interface Ran {
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Relation Name'?: string;
  Plans?: Ran[];
}
const mostRead = (plan: Ran): number =>
  Math.max(
    'Relation Name' in plan ? (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'] : 0,
    ...(plan.Plans ?? []).map(mostRead),
  );

test('however much an account has, a look reads a handful of rows of each table', async () => {
  const many = 20_000;
  await source.query(
    `INSERT INTO trade_record (kind, key, parts, reference, filer_code, filed_on, value_dollars, duty_cents, fee_cents, chapters, chapter_dollars,
        chapter_duty_cents, countries, country_dollars, country_duty_cents, changed_at)
     SELECT 'entry', 'B769' || lpad(n::text, 7, '0'), '{}', 'B76-9' || lpad(n::text, 6, '0') || '-0', 'B76', DATE '2020-01-01' + n / 10, 0, 0, 0, '{}', '{}', '{}', '{}', '{}', '{}', now()
       FROM generate_series(1, $1) n`,
    [many],
  );
  await source.query(
    `INSERT INTO mailbox_message (account_id, mailbox_id, kind, channel, placed_at)
     SELECT $2, 1000000 + n, 'answer', 'api', now() - make_interval(hours => 1, secs => n) FROM generate_series(1, $1) n`,
    [many, accountId],
  );
  await source.query(
    `INSERT INTO document (id, account_id, sha256, name, kind, bytes, state, words, channel, received_at, received_by)
     SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, $2, lpad(n::text, 64, '0'), 'invoice.pdf', 'PDF', 1, 'kept', '', 'api',
       now() - make_interval(days => 90, secs => n), 'Jane Roe' FROM generate_series(1, $1) n`,
    [many, accountId],
  );
  await analyze(source, 'trade_record', 'mailbox_message', 'document');
  const asked: [sql: string, values: unknown[] | undefined][] = [];
  const look = async (): Promise<void> => {
    const query = source.query.bind(source);
    const spy = jest.spyOn(source, 'query').mockImplementation(((sql: string, values?: unknown[]) => {
      asked.push([sql, values]);
      return query(sql, values);
    }) as never);
    await check.look().finally(() => spy.mockRestore());
  };
  const [there, away] = [nextEntry(), nextEntry()];
  await answered(there, 1);
  await shown(there, 1);
  await handIn();
  await look();
  expect(lateViews()).toEqual([]);
  // What is not there is looked for as cheaply.
  await answered(away, 0);
  await look();
  expect(asked.length).toBeGreaterThan(40);
  const reads: string[] = [];
  for (const [sql, values] of asked) {
    const [
      {
        'QUERY PLAN': [{ Plan: plan }],
      },
    ] = await source.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, values);
    if (mostRead(plan as Ran) > 200) reads.push(`${mostRead(plan as Ran)} rows: ${sql}`);
  }
  expect(reads).toEqual([]);
});
