import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { InteractionRecorded, ReleaseStatusChanged } from '#contracts';
import { timeOrderedId } from '#kernel';
import type { Metrics, VitalsReader } from '#service';
import { handlerBench, type HandlerBench, received } from '../../../../test/support/handler-bench';
import { eventually } from '../../../../test/support/eventually';
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
const answered = (entryNumber: string, secondsAgo: number): Promise<void> => {
  const occurredAt = new Date(Date.now() - secondsAgo * SECOND_MS).toISOString();
  const item = {
    ...{ kind: 'cargo release', subject: `entry:B76-${entryNumber}` },
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
