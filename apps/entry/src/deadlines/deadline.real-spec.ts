import { claimsOnEntry, liquidationDesk } from '../liquidation/liquidation.fixture';
import { randomUUID } from 'node:crypto';
import {
  AccountChanged,
  CargoReleaseFiled,
  DepositTold,
  DowntimeChanged,
  EntryFilingAnswered,
  EntrySummaryFiled,
  downtimeSubject,
} from '#contracts';
import { Transactions } from '#messaging';
import { DepositWatch } from '../deposits/deposit-watch';
import { RecurringWork } from '#service';
import { handlerBench, received, type HandlerBench } from '../../../../test/support/handler-bench';
import { entryNumber } from '../release/release.fixture';
import { believedBonds } from '../bonds/bond.fixture';
import { EntryConfig } from '../config/entry.config';
import { entryService } from '../entry.service-definition';
import { EntryRecordReader } from '../entry-record/entry-record.reader';
import { AnswerDeadlineTimer } from '../entry-summary/answer-deadline.timer';
import { AuthorityRepository } from '../authority/authority.repository';
import { EntrySummaryConsumer } from '../entry-summary/entry-summary.consumer';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import { priced, removal, worked } from '../entry-summary/summary.fixture';
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
  believedBonds,
);
const downtimes = new DowntimeConsumer(deadlines);
const work = new RecurringWork({} as never, { ownsLane: () => true });
const judging = new DeadlineTimer({} as never, deadlines, config, work);
const answering = new AnswerDeadlineTimer({} as never, {} as never, summaries, config, work);

let serial = 7000;
const file = async (change: Partial<EntrySummaryFiled> = {}, receivedAt = DAY_LATE): Promise<EntrySummaryFiled> => {
  const draft =
    change.action === 'D' ? removal() : priced({ ...worked(), entryDate: ENTRY_DATE, statementDate: '2026-04-01' });
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
    expect((await answerTo(late)).conditions.map(({ code }) => code)).not.toContain('W02');
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
        code: 'W02',
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

describe('the estimated duties on released goods', () => {
  /** As if it had been released at Los Angeles on 2 March 2026: summary and duties are due on 16 March, the last filing has come by the 17th. */
  const released = async (number: string, content: Partial<CargoReleaseFiled> = {}): Promise<void> => {
    const at = '2026-03-02T20:00:00Z';
    const filed = { ...CargoReleaseFiled.example, entryNumber: number, plannedPortOfEntry: '2704', ...content };
    await bench.source.query(
      `INSERT INTO cargo_release (entry_key, account_id, state, version, exam, documents, assessed, filed_at, released_at, release_date, release_origin, told, content)
       VALUES ($1, $2, 'released', 1, 'none', 'none', true, $3, $3, '2026-03-02', 'ABI', '{"bills":{},"portMismatch":false,"waitedDays":0}', $4)`,
      [`B76${number}`, CargoReleaseFiled.example.origin.accountId, at, JSON.stringify(filed)],
    );
  };
  const look = (at: string): Promise<void> =>
    new DepositWatch(bench.source, new Transactions(bench.source, 4, () => undefined), deadlines, config, work).look(
      new Date(at),
    );
  const told = async (number: string) =>
    (await bench.published(DepositTold)).map(({ data }) => data).filter(({ entryNumber: of }) => of === number);
  const NOT_YET = '2026-03-18T06:00:00Z';
  const OVER = '2026-03-18T08:00:00Z';
  beforeEach(() => bench.source.query(`UPDATE deposit_watch SET released_at = '2026-03-01', entry_key = ''`));

  test('without an entry summary in ten working days they are told to be missing, once, and that the summary came after all', async () => {
    const [none, filed, low, back] = [1, 2, 3, 4].map(() => entryNumber((serial += 1))) as [
      string,
      string,
      string,
      string,
    ];
    for (const number of [none, filed, back]) await released(number);
    await released(low, { entryType: '86' });
    await file({ entryNumber: filed }, '2026-03-10T18:00:00Z');
    await look(NOT_YET);
    expect(await told(none)).toEqual([]);
    await bench.source.query(`UPDATE cargo_release SET state = 'cancelled' WHERE entry_key = $1`, [`B76${back}`]);
    await look(OVER);
    await look(OVER);
    expect(await told(none)).toMatchObject([
      {
        step: 'missing',
        portOfEntry: '2704',
        releasedOn: '2026-03-02',
        dueDate: DUE,
        valueDollars: 25_000,
        filedOn: null,
      },
    ]);
    for (const number of [filed, low, back]) expect(await told(number)).toEqual([]);
    await file({ entryNumber: none }, '2026-03-20T18:00:00Z');
    await look('2026-03-20T19:00:00Z');
    await look('2026-03-20T20:00:00Z');
    expect((await told(none)).map(({ step, filedOn, timeliness }) => [step, filedOn, timeliness])).toEqual([
      ['missing', null, null],
      ['summary filed', '2026-03-20', 'late'],
    ]);
  });

  test('a summary that is deleted after it was looked for is missed again, after the next working day, unless another comes', async () => {
    const [taken, replaced, twice] = [1, 2, 3].map(() => entryNumber((serial += 1))) as [string, string, string];
    for (const number of [taken, replaced, twice]) await released(number);
    for (const number of [taken, replaced]) await file({ entryNumber: number }, '2026-03-10T18:00:00Z');
    await look(OVER);
    await file({ entryNumber: twice }, '2026-03-20T18:00:00Z');
    await look('2026-03-20T19:00:00Z');
    // Processed on Friday 27 March: what is filed anew may come until Monday.
    for (const number of [taken, replaced, twice]) await file({ entryNumber: number, action: 'D' });
    await file({ entryNumber: replaced });
    await look('2026-03-30T18:00:00Z');
    expect([...(await told(taken)), ...(await told(replaced))]).toEqual([]);
    await look('2026-03-31T18:00:00Z');
    await look('2026-03-31T19:00:00Z');
    expect(await told(taken)).toMatchObject([{ step: 'missing', dueDate: DUE, deletedOn: '2026-03-27' }]);
    expect(await told(replaced)).toEqual([]);
    expect((await told(twice)).map(({ step, deletedOn }) => [step, deletedOn])).toEqual([
      ['missing', undefined],
      ['summary filed', undefined],
      ['missing', '2026-03-27'],
    ]);
  });

  test('a summary that consolidates releases is the summary of each, due from the first of them, until it is deleted or lets one go', async () => {
    const [first, second, third] = [1, 2, 3].map(() => entryNumber((serial += 1))) as [string, string, string];
    for (const number of [first, second, third]) await released(number);
    await bench.source.query(`UPDATE cargo_release SET release_date = '2026-03-03' WHERE entry_key = $1`, [
      `B76${first}`,
    ]);
    const consolidating = (...numbers: string[]): Partial<EntrySummaryFiled> => ({
      indicators: { ...worked().indicators, consolidatedSummaryIndicator: 'Y' },
      consolidatedReleases: numbers.map((number, at) => ({
        ...{ filerCode: 'B76', entryNumber: number, item: at + 1, recordIndex: 6 },
      })),
    });
    const all = await file({ ...consolidating(first, second, third), entryDate: '2026-03-09' }, '2026-03-17T18:00:00Z');
    // Released on the 3rd, the 2nd and the 2nd: due on the 16th.
    expect(await deadlineOf(all)).toMatchObject({ legalDueDate: DUE, timeliness: 'late' });
    await look(OVER);
    for (const number of [first, second, third]) expect(await told(number)).toEqual([]);
    await file({ ...consolidating(first, second), entryNumber: all.entryNumber, action: 'R' }, '2026-03-17T19:00:00Z');
    // Processed on Friday 27 March: what accounts for the third may come until Monday.
    await look('2026-03-31T18:00:00Z');
    for (const number of [first, second]) expect(await told(number)).toEqual([]);
    expect(await told(third)).toMatchObject([{ step: 'missing', deletedOn: '2026-03-27' }]);
    await file({ entryNumber: all.entryNumber, action: 'D' });
    await look('2026-03-31T19:00:00Z');
    for (const number of [first, second])
      expect(await told(number)).toMatchObject([{ step: 'missing', dueDate: expect.stringContaining('2026-03-1') }]);
    const anew = await file(consolidating(first, second, third), '2026-03-31T20:00:00Z');
    await look('2026-03-31T21:00:00Z');
    expect((await told(third)).at(-1)).toMatchObject({
      ...{ step: 'summary filed', timeliness: 'late', filedOn: (await deadlineOf(anew))!.filedOn },
    });
  });

  test('a downtime on the last day gives more time, also where it is declared when they are awaited already', async () => {
    const number = entryNumber((serial += 1));
    await released(number);
    await look(NOT_YET);
    await declare({ relief: { paymentBusinessDays: 5, otherBusinessDays: 3 } });
    await look(OVER);
    expect(await told(number)).toEqual([]);
    await look('2026-03-25T08:00:00Z');
    expect(await told(number)).toMatchObject([{ step: 'missing', dueDate: '2026-03-23' }]);
  });
});
