import { claimsOnEntry, liquidationDesk } from '../liquidation/liquidation.fixture';
import { randomUUID } from 'node:crypto';
import { AccountChanged, DowntimeChanged, EntryFilingAnswered, EntrySummaryFiled, downtimeSubject } from '#contracts';
import { RecurringWork } from '#service';
import { handlerBench, received, type HandlerBench } from '../../../../test/support/handler-bench';
import { entryNumber } from '../release/release.fixture';
import { EntryConfig } from '../config/entry.config';
import { entryService } from '../entry.service-definition';
import { EntryRecordReader } from '../entry-record/entry-record.reader';
import { AnswerDeadlineTimer } from '../entry-summary/answer-deadline.timer';
import { AuthorityRepository } from '../authority/authority.repository';
import { EntrySummaryConsumer } from '../entry-summary/entry-summary.consumer';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import { priced, worked } from '../entry-summary/summary.fixture';
import { ImporterConsumer } from '../importer/importer.consumer';
import { ImporterRepository } from '../importer/importer.repository';
import { DeadlineRepository } from './deadline.repository';
import { DeadlineTimer } from './deadline.timer';
import { DowntimeConsumer } from './downtime.consumer';

/** Entry date 2 March 2026 at Los Angeles: due on Monday 16 March. */
const ENTRY_DATE = '2026-03-02';
const DUE = '2026-03-16';
/** The evening of the day after the due day. */
const DAY_LATE = '2026-03-18T01:00:00Z';
const PROCESSED = new Date('2026-03-27T20:00:00Z');

let bench: HandlerBench;
const config = new EntryConfig();
const importers = new ImporterRepository();
const deadlines = new DeadlineRepository();
const summaries = new EntrySummaryRepository();
const filings = new EntrySummaryConsumer(
  config,
  importers,
  new AuthorityRepository(),
  summaries,
  deadlines,
  liquidationDesk,
  claimsOnEntry,
);
const downtimes = new DowntimeConsumer(deadlines);
const work = new RecurringWork({} as never, { ownsLane: () => true });
const judging = new DeadlineTimer({} as never, deadlines, config, work);
const answering = new AnswerDeadlineTimer({} as never, summaries, config, work);

let serial = 7000;
const file = async (change: Partial<EntrySummaryFiled> = {}, receivedAt = DAY_LATE): Promise<EntrySummaryFiled> => {
  const draft = priced({ ...worked(), entryDate: ENTRY_DATE, statementDate: '2026-04-01' });
  const origin = { ...EntrySummaryFiled.example.origin, filingId: randomUUID(), receivedAt };
  const data = {
    ...(draft as EntrySummaryFiled),
    origin,
    accountFilerCodes: ['B76'],
    entryNumber: entryNumber((serial += 1)),
    ...change,
  };
  await bench.handle(
    (context) =>
      filings.take([received(EntrySummaryFiled, `entry:B76-${data.entryNumber}`, data, origin.filingId)], context),
    PROCESSED,
  );
  await bench.handle(
    async ({ unit }) => void (await answering.answerDue(unit)),
    new Date(PROCESSED.getTime() + 60_000),
  );
  return data;
};
const declare = (
  change: Partial<DowntimeChanged> = {},
  scope: Partial<DowntimeChanged['scope']> = {},
): Promise<void> => {
  const data: DowntimeChanged = {
    ...DowntimeChanged.example,
    downtimeId: randomUUID(),
    from: `${DUE}T15:00:00Z`,
    to: `${DUE}T21:30:00Z`,
    ...change,
    scope: { modules: ['entry'], channels: [], directions: [], modes: [], ports: [], ...scope },
  };
  return bench.handle(
    (context) => downtimes.take([received(DowntimeChanged, downtimeSubject(data.downtimeId), data)], context),
    PROCESSED,
  );
};
const judgeAll = async (): Promise<void> => {
  let more = true;
  while (more) await bench.handle(async ({ unit }) => void (more = await judging.judgeNext(unit)), PROCESSED);
};
const deadlineOf = async ({ entryNumber: number }: EntrySummaryFiled) =>
  (await new EntryRecordReader(bench.source).read('B76', number, null))!.summary!.deadline;
const answerTo = async ({ origin }: EntrySummaryFiled) => {
  const answers = (await bench.published(EntryFilingAnswered)).filter(
    ({ data }) => data.origin.filingId === origin.filingId,
  );
  expect(answers).toHaveLength(1);
  return answers[0]!.data;
};

beforeEach(async () => {
  bench ??= await handlerBench(entryService as never);
  await bench.source.query('DELETE FROM downtime');
  await bench.source.query('DELETE FROM summary_deadline');
  const account: AccountChanged = { ...AccountChanged.example, importerNumbers: ['12-3456789'] };
  await bench.handle((context) =>
    new ImporterConsumer(importers).accountsChanged([received(AccountChanged, 'account:1', account)], context),
  );
});
afterAll(() => bench?.close());

describe('the deadline of an entry summary', () => {
  test('it is late by the day it was received, not by the day it was processed', async () => {
    const inTime = await file({}, '2026-03-17T06:30:00Z');
    const late = await file({}, '2026-03-17T07:30:00Z');
    expect(await deadlineOf(inTime)).toEqual({
      legalDueDate: DUE,
      dueDate: DUE,
      paymentDueDate: DUE,
      filedOn: DUE,
      timeliness: 'on time',
      relievedBy: null,
    });
    expect(await deadlineOf(late)).toMatchObject({ filedOn: '2026-03-17', timeliness: 'late' });
    expect((await answerTo(late)).conditions.map(({ code }) => code)).not.toContain('R02');
  });

  test('one that fell due in a downtime is relieved, and the filer is told by which', async () => {
    await declare();
    const filed = await file();
    expect(await deadlineOf(filed)).toEqual({
      legalDueDate: DUE,
      dueDate: '2026-03-17',
      paymentDueDate: '2026-03-17',
      filedOn: '2026-03-17',
      timeliness: 'relieved',
      relievedBy: 'DT-26-000012',
    });
    const answer = await answerTo(filed);
    expect(answer.outcome).toBe('accepted');
    expect(answer.conditions).toMatchObject([
      {
        code: 'R02',
        severity: 'information',
        remedy: expect.stringContaining(`It was due ${DUE}; downtime DT-26-000012`),
      },
    ]);
  });

  test('a drill, and a downtime of another port, relieve nothing', async () => {
    await declare({ drill: true });
    await declare({ number: 'DT-26-000013' }, { ports: ['2304'] });
    expect(await deadlineOf(await file())).toMatchObject({ timeliness: 'late', dueDate: DUE });
  });

  test('a replacement keeps the deadline of the first filing', async () => {
    const first = await file({}, `${DUE}T18:00:00Z`);
    await file({ entryNumber: first.entryNumber, action: 'R' }, '2026-03-25T18:00:00Z');
    expect(await deadlineOf(first)).toMatchObject({ filedOn: DUE, timeliness: 'on time' });
  });

  test('a downtime that is declared after the fact relieves summaries that were late, by the thousand', async () => {
    const late = await file();
    await bench.source.query(
      `INSERT INTO summary_deadline SELECT 'B7699' || lpad(i::text, 6, '0'), account_id, port_of_entry, mode_of_transport, legal_due_date, due_date, payment_due_date, filed_on, timeliness, relieved_by
         FROM summary_deadline, generate_series(1, 2500) i`,
    );
    await declare();
    expect(await deadlineOf(late)).toMatchObject({ timeliness: 'late' });
    await judgeAll();
    expect(await deadlineOf(late)).toMatchObject({
      timeliness: 'relieved',
      relievedBy: 'DT-26-000012',
      paymentDueDate: '2026-03-17',
    });
    const counts = await bench.source.query(
      'SELECT timeliness, count(*)::int AS count FROM summary_deadline GROUP BY 1',
    );
    expect(counts).toEqual([{ timeliness: 'relieved', count: 2501 }]);
  });

  test('a downtime that is narrowed afterwards takes its relief back; an older version of it changes nothing', async () => {
    const downtimeId = randomUUID();
    await declare({ downtimeId, version: 2 });
    const filed = await file();
    expect(await deadlineOf(filed)).toMatchObject({ timeliness: 'relieved' });
    await declare({ downtimeId, version: 3 }, { modes: ['truck'] });
    await judgeAll();
    expect(await deadlineOf(filed)).toMatchObject({ timeliness: 'late', dueDate: DUE, relievedBy: null });
    await declare({ downtimeId, version: 1 });
    await judgeAll();
    expect(await deadlineOf(filed)).toMatchObject({ timeliness: 'late' });
  });

  test('a downtime that is revoked puts off what fell due until its end, and nothing after it', async () => {
    const downtimeId = randomUUID();
    const from = '2026-03-13T15:00:00Z';
    await declare({ downtimeId, version: 1, from, to: null });
    const [twoDaysLate, weekLate] = [await file({}, '2026-03-19T01:00:00Z'), await file({}, '2026-03-25T01:00:00Z')];
    expect(await deadlineOf(weekLate)).toMatchObject({ timeliness: 'relieved' });
    await declare({ downtimeId, version: 2, from, to: '2026-03-17T21:00:00Z', state: 'revoked' });
    await judgeAll();
    expect(await deadlineOf(twoDaysLate)).toMatchObject({ timeliness: 'relieved', dueDate: '2026-03-18' });
    expect(await deadlineOf(weekLate)).toMatchObject({ timeliness: 'late', dueDate: '2026-03-18' });
  });
});
