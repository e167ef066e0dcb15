import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { Client } from 'pg';
import {
  AccountChanged,
  EntryFilingAnswered,
  EntryInteractionRecorded,
  EntryRequest,
  EntrySummaryFiled,
  LiquidationChanged,
  LiquidationNoticesRequest,
  LiquidationOrdered,
  SummaryDecided,
  SummaryReported,
  TeamAssigned,
} from '#contracts';
import { type MessageContext, type OnDiscard, type Received } from '#messaging';
import { RecurringWork } from '#service';
import { eventually, ownerOf } from '../../../../test/support';
import { handlerBench, received, type HandlerBench } from '../../../../test/support/handler-bench';
import { AuthorityRepository } from '../authority/authority.repository';
import { believedBonds } from '../bonds/bond.fixture';
import { EntryConfig } from '../config/entry.config';
import { DeadlineRepository } from '../deadlines/deadline.repository';
import { EntryRecordReader } from '../entry-record/entry-record.reader';
import { entryService } from '../entry.service-definition';
import { EntrySummaryConsumer } from '../entry-summary/entry-summary.consumer';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import { priced, removal, withMonth, worked } from '../entry-summary/summary.fixture';
import { SummaryReviewDesk } from '../entry-summary/summary-review.desk';
import { TeamConsumer } from '../entry-summary/team.consumer';
import { ImporterConsumer } from '../importer/importer.consumer';
import { ImporterRepository } from '../importer/importer.repository';
import { CenterDecisionConsumer } from '../review/center-decision.consumer';
import { entryNumber } from '../release/release.fixture';
import { DiscardedOrders } from './discarded-orders';
import { LiquidationOrderConsumer } from './liquidation-order.consumer';
import { LiquidationRepository } from './liquidation.repository';
import { LiquidationRun } from './liquidation.run';
import { NoticesReader } from './notices.reader';
import { claimsOnEntry, liquidationDesk as desk } from './liquidation.fixture';

/** Entered on 3 March 2026, filed the day before: due on Monday 11 January 2027, at the latest on 3 March. */
const FILED = new Date('2026-03-02T20:00:00Z');
const DUE = new Date('2027-01-11T20:00:00Z');
const ROOT = resolve(__dirname, '../../../..');

let bench: HandlerBench;
let child: ChildProcess | undefined;
let watcher: Client | undefined;
const config = new EntryConfig();
const importers = new ImporterRepository();
const summaries = new EntrySummaryRepository();
const repository = new LiquidationRepository();
const filings = new EntrySummaryConsumer(
  config,
  importers,
  new AuthorityRepository(),
  summaries,
  new DeadlineRepository(),
  desk,
  claimsOnEntry,
  believedBonds,
);
const teams = new TeamConsumer(summaries);
const decisions = new CenterDecisionConsumer(new SummaryReviewDesk(summaries, desk, new AuthorityRepository()));
const orders = new LiquidationOrderConsumer(summaries, repository, desk, claimsOnEntry);
const work = new RecurringWork({} as never, { ownsLane: () => true });
const run = new LiquidationRun({} as never, summaries, repository, desk, config, {} as never, work);

/** The step that is told with a summary, as it would be told by itself. */
const withSummary = (report: SummaryReported): LiquidationChanged[] => {
  const { accountId, filerCode, entryNumber: number, importerNumber, portOfEntry, occurredAt, liquidation } = report;
  return liquidation
    ? [{ ...{ accountId, filerCode, entryNumber: number, importerNumber, portOfEntry, occurredAt }, ...liquidation }]
    : [];
};
/** What was said of liquidations, whoever listens. */
const said: LiquidationChanged[] = [];
const handle = async (does: (context: MessageContext) => Promise<void>, now?: Date): Promise<void> => {
  const saying: LiquidationChanged[] = [];
  await bench.handle((context) => {
    const publish = context.unit.publish.bind(context.unit);
    context.unit.publish = ((contract: never, subject: string, data: never, cause: never) => {
      if (contract === (LiquidationChanged as never)) saying.push(data);
      if (contract === (SummaryReported as never)) saying.push(...withSummary(data));
      publish(contract, subject, data, cause);
    }) as never;
    return does(context);
  }, now);
  for (const data of saying) expect(LiquidationChanged.faultOf(data)).toBeNull();
  said.push(...saying);
};

let serial = 300_000;
const subjectOf = (number: string): string => `entry:B76-${number}`;
const filingOf = (change: Partial<EntrySummaryFiled> = {}, today?: string): EntrySummaryFiled =>
  withMonth({
    ...((change.action === 'D'
      ? removal()
      : priced({ ...worked(), ...(change as object) }, today)) as EntrySummaryFiled),
    origin: { ...EntrySummaryFiled.example.origin, filingId: randomUUID(), receivedAt: FILED.toISOString() },
    ...{ accountFilerCodes: ['B76'], entryNumber: entryNumber((serial += 1)) },
    ...change,
  });
const take = (all: readonly EntrySummaryFiled[], now = FILED) =>
  handle(
    (context) =>
      filings.take(
        all.map((data) => received(EntrySummaryFiled, subjectOf(data.entryNumber), data, data.origin.filingId)),
        context,
      ),
    now,
  );
const give = ({ entryNumber: number, origin }: EntrySummaryFiled) =>
  handle((context) => {
    const data = { ...TeamAssigned.example, filingId: origin.filingId, entryNumber: number };
    return teams.take([received(TeamAssigned, subjectOf(number), data)], context);
  }, FILED);
/** An entry of Center CEE009 on file. */
const onFile = async (change: Partial<EntrySummaryFiled> = {}): Promise<EntrySummaryFiled> => {
  const filed = filingOf(change);
  await take([filed]);
  await give(filed);
  return filed;
};
const orderOf = (number: string, change: Partial<LiquidationOrdered>): LiquidationOrdered => ({
  ...LiquidationOrdered.example,
  ...{ orderId: randomUUID(), entryNumber: number, code: null, until: null, finally: null, basis: 'review' },
  occurredAt: '2026-06-01T20:00:00.000Z',
  ...change,
});
const send = (all: readonly LiquidationOrdered[], now = new Date('2026-06-01T20:00:05Z')) =>
  handle((context) => {
    const messages: Received<LiquidationOrdered>[] = all.map((data) =>
      received(LiquidationOrdered, subjectOf(data.entryNumber), data),
    );
    return orders.take(messages, context);
  }, now);
const told = (number: string): LiquidationChanged[] => said.filter((data) => data.entryNumber === number);
const lastTold = (number: string): LiquidationChanged => told(number).at(-1)!;
const runAt = (now: Date) => handle(async ({ unit }) => void (await run.liquidateDue(unit)), now);
const read = async (number: string) => (await new EntryRecordReader(bench.source).read('B76', number, null))!;

beforeAll(async () => {
  bench = await handlerBench(entryService as never);
  const account: AccountChanged = { ...AccountChanged.example, importerNumbers: ['12-3456789'] };
  const accounts = new ImporterConsumer(importers);
  await handle((context) => accounts.accountsChanged([received(AccountChanged, 'account:1', account)], context));
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await watcher?.end();
  await bench?.close();
});

describe('the liquidation of an entry', () => {
  test('an accepted summary is scheduled, liquidated as filed when its day begins at the port, and posted; who asks sees how it came to that', async () => {
    const { entryNumber: number } = await onFile();
    expect(told(number)).toMatchObject([
      { event: 'scheduled', version: 1, state: 'not liquidated', scheduledFor: '2027-01-11', heldBy: [] },
    ]);
    await runAt(new Date('2027-01-11T07:59:59Z'));
    expect(told(number)).toHaveLength(1);
    await runAt(new Date('2027-01-11T08:00:00Z'));
    await runAt(DUE);
    const filed = {
      dutyCents: 275_000,
      fees: [
        { class: '499', cents: 3_464 },
        { class: '501', cents: 1_250 },
      ],
    };
    expect(told(number).slice(1)).toMatchObject([
      {
        ...{ event: 'liquidated', version: 2, state: 'liquidated', deemed: false, noticeOn: '2027-01-11' },
        ...{ scheduledFor: null, filed, liquidated: filed, changeCents: 0, importerNumber: '12-345678900' },
      },
    ]);
    const record = await read(number);
    expect(EntryRequest.faultOf(record)).toBeNull();
    expect(record.liquidation).toMatchObject({
      ...{ state: 'liquidated', status: '1', lastDay: null },
      history: [
        { event: 'scheduled', by: null, reason: 'The summary was added' },
        { event: 'liquidated', by: null, reason: 'Liquidated as filed, in the cycle' },
      ],
    });
    const log = (await bench.published(EntryInteractionRecorded)).filter(({ data }) =>
      data.items.some(({ subject }) => subject === subjectOf(number)),
    );
    expect(log.map(({ data }) => [data.person, data.disposition])).toEqual([['The liquidation run', 'liquidated']]);
  });

  test('what a Center orders is carried out, with who and why; the same order twice changes nothing and is answered alike', async () => {
    const { entryNumber: number } = await onFile();
    const extend = orderOf(number, { order: 'extend', code: '50', until: '2028-03-03', reason: 'Value is verified' });
    await send([extend]);
    await send([extend]);
    const suspend = orderOf(number, { order: 'suspend', code: '46', occurredAt: '2026-06-02T20:00:00.000Z' });
    const refused = orderOf(number, { order: 'liquidate', occurredAt: '2026-06-03T20:00:00.000Z' });
    // Of one batch, in the order in which they were given.
    await send([suspend, refused]);
    await send([refused]);
    expect(told(number).map(({ event, version, order }) => [event, version, order?.refusal])).toEqual([
      ['scheduled', 1, undefined],
      ['extended', 2, null],
      ['extended', 2, null],
      ['refused', 3, 'SUSPENDED BY 46: END THAT FIRST'],
      ['suspended', 3, null],
      ['refused', 3, 'SUSPENDED BY 46: END THAT FIRST'],
    ]);
    expect((await read(number)).liquidation).toMatchObject({
      ...{ scheduledFor: null, lastDay: null },
      heldBy: [
        { code: '50', says: 'extension for the importer', until: '2028-03-03' },
        { code: '46', says: 'court case', until: null },
      ],
      history: [
        {},
        { by: 'D. Nakamura', basis: 'review', reason: 'Value is verified', code: '50' },
        { event: 'suspended' },
      ],
    });
    await send([orderOf(number, { order: 'end suspension', code: '46', occurredAt: '2026-07-01T20:00:00.000Z' })]);
    expect(lastTold(number)).toMatchObject({ event: 'suspension ended', scheduledFor: '2028-03-03' });
    const amounts = {
      dutyCents: 250_000,
      fees: [
        { class: '499', cents: 3_464 },
        { class: '501', cents: 1_250 },
      ],
    };
    await send([orderOf(number, { order: 'liquidate', finally: amounts, occurredAt: '2026-08-01T20:00:00.000Z' })]);
    expect(lastTold(number)).toMatchObject({ state: 'liquidated', liquidated: amounts, changeCents: -25_000 });
    await send([orderOf(number, { order: 'reliquidate', basis: 'protest', occurredAt: '2027-08-01T20:00:00.000Z' })]);
    expect(lastTold(number)).toMatchObject({
      state: 'reliquidated',
      changeCents: 25_000,
      order: { refusal: null },
    });
  });

  test('an order of another Center, of an entry that nobody filed, and one that an operator discards are refused, and told so', async () => {
    const { entryNumber: number } = await onFile();
    await send([orderOf(number, { order: 'liquidate', centerId: 'CEE004' })]);
    expect(lastTold(number).order?.refusal).toBe('SUMMARY OF ANOTHER CENTER');
    // What is decided on a protest or a case is decided by who has that, whoever has the summary.
    await send([orderOf(number, { order: 'suspend', code: '65', basis: 'evasion case', centerId: 'CEE004' })]);
    expect(lastTold(number)).toMatchObject({ event: 'suspended', order: { refusal: null } });
    await send([orderOf(number, { order: 'reliquidate', basis: 'protest', centerId: 'CEE004' })]);
    expect(lastTold(number).order?.refusal).not.toBe('SUMMARY OF ANOTHER CENTER');
    // A port orders on entries that were made there, whichever Center has the summary.
    const ofPort = { order: 'suspend', code: '46', centerId: 'NOTELG', teamNumber: null } as const;
    await send([orderOf(number, { ...ofPort, port: '5301' })]);
    expect(lastTold(number).order?.refusal).toBe('ENTRY OF ANOTHER PORT');
    await send([orderOf(number, { ...ofPort, port: '2704' })]);
    expect(lastTold(number)).toMatchObject({ event: 'suspended', order: { refusal: null } });
    const unknown = entryNumber(999_999);
    await send([orderOf(unknown, { order: 'liquidate' })]);
    expect(told(unknown)).toMatchObject([
      { event: 'refused', version: 0, order: { refusal: 'NO SUMMARY IS ON FILE' } },
    ]);
    const tib = await onFile({ entryType: '23', headerFees: [] });
    const [{ state } = { state: 'rejected' }] = await bench.source.query(
      'SELECT state FROM entry_summary WHERE entry_key = $1',
      [`B76${tib.entryNumber}`],
    );
    if (state === 'accepted') {
      await send([orderOf(tib.entryNumber, { order: 'liquidate' })]);
      expect(lastTold(tib.entryNumber).order?.refusal).toContain('ARE NOT LIQUIDATED');
    }
    const discarded = orderOf(number, { order: 'liquidate' });
    let owed: OnDiscard | undefined;
    const worklist = { whenDiscarded: (_type: string, what: OnDiscard) => (owed = what) };
    new DiscardedOrders(worklist as never, summaries, repository).onModuleInit();
    await handle(async ({ unit }) => owed!(discarded, unit, { correlationId: 'discarded' }));
    await send([discarded]);
    const outcomes = told(number).filter(({ order }) => order?.orderId === discarded.orderId);
    expect(outcomes.map(({ order }) => order?.refusal)).toEqual([
      'NOT PROCESSED, ORDER AGAIN',
      'NOT PROCESSED, ORDER AGAIN',
    ]);
    expect((await read(number)).liquidation!.state).toBe('not liquidated');
  });

  test('an order that was given before the run, and heard after it, sets aside what the run did', async () => {
    const { entryNumber: number } = await onFile();
    await runAt(DUE);
    const heard = new Date(DUE.getTime() + 3_600_000);
    const given = new Date(DUE.getTime() - 3_600_000).toISOString();
    await send([orderOf(number, { order: 'suspend', code: '65', basis: 'evasion case', occurredAt: given })], heard);
    expect(told(number).map(({ event, version, state }) => [event, version, state])).toEqual([
      ['scheduled', 1, 'not liquidated'],
      ['liquidated', 2, 'liquidated'],
      ['set aside', 3, 'not liquidated'],
      ['suspended', 4, 'not liquidated'],
    ]);
  });

  test('the run waits while a Center reviews the summary, but no longer than the law; a rejected summary is not liquidated', async () => {
    const [reviewed, rejected] = [await onFile(), await onFile()];
    const decide = (number: string, decision: 'summary under review' | 'summary rejected') =>
      handle(async (context) => {
        const data = { ...SummaryDecided.example, decisionId: randomUUID(), entryNumber: number, decision };
        await decisions.take([received(SummaryDecided, subjectOf(number), data)], context);
      }, FILED);
    for (const { entryNumber: number } of [reviewed, rejected]) await decide(number, 'summary under review');
    await decide(rejected.entryNumber, 'summary rejected');
    expect(lastTold(rejected.entryNumber).event).toBe('unscheduled');
    await runAt(DUE);
    await runAt(new Date('2027-03-03T20:00:00Z'));
    expect(lastTold(reviewed.entryNumber).event).toBe('scheduled');
    await runAt(new Date('2027-03-04T20:00:00Z'));
    expect(lastTold(reviewed.entryNumber)).toMatchObject({ event: 'liquidated', deemed: true });
    expect(lastTold(rejected.entryNumber).event).toBe('unscheduled');
  });

  test('the bulletin has the notices of a day by port, page by page, without names', async () => {
    const reader = new NoticesReader(bench.source);
    await take(Array.from({ length: 5 }, () => filingOf({ entryDate: '2026-03-04' })));
    await runAt(new Date('2027-01-12T20:00:00Z'));
    const found: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = await reader.read('2027-01-12', '2704', after, 2);
      expect(LiquidationNoticesRequest.faultOf(page)).toBeNull();
      found.push(...page.notices.map(({ entry }) => entry));
      expect(Object.keys(page.notices[0] ?? {}).sort()).not.toContain('importerNumber');
      if ((after = page.next) === null) break;
    }
    expect(new Set(found).size).toBe(5);
    expect(found).toHaveLength(5);
    expect((await reader.read('2027-01-12', '4601', null, 10)).notices).toEqual([]);
    await expect(bench.source.query('DELETE FROM liquidation_notice')).rejects.toThrow();
  });

  test('summaries that a build before took are followed by the sweep', async () => {
    const { entryNumber: number } = await onFile();
    const owner = new Client({ connectionString: ownerOf((bench.source.options as { url: string }).url) });
    await owner.connect();
    await owner.query(`ALTER TABLE liquidation_event DISABLE TRIGGER USER; DELETE FROM liquidation_event WHERE entry_key = 'B76${number}';
      ALTER TABLE liquidation_event ENABLE TRIGGER USER; DELETE FROM liquidation WHERE entry_key = 'B76${number}'`);
    await owner.end();
    for (let more = true; more; )
      await handle(async ({ unit }) => {
        more = await run.sweep(unit);
      }, FILED);
    expect(told(number).map(({ event }) => event)).toEqual(['scheduled', 'scheduled']);
  });
});

describe('a post summary correction', () => {
  const answerTo = async ({ origin }: EntrySummaryFiled) =>
    (await bench.published(EntryFilingAnswered)).find(({ data }) => data.origin.filingId === origin.filingId)!.data;
  const correctionOf = (number: string, change: Partial<EntrySummaryFiled> = {}): EntrySummaryFiled => {
    const draft = worked();
    draft.lines[0]!.tariffs[1]!.valueDollars = 12_000;
    draft.lines[0]!.correctionReasons = [{ code: 'L04', recordIndex: null }];
    const correction = {
      indicator: 'Y',
      accelerated: null,
      explanation: 'The invoice was paid at 12,000',
      reasons: [],
    };
    return filingOf({
      ...(draft as Partial<EntrySummaryFiled>),
      ...{ entryNumber: number, action: 'R', paymentType: null, statementDate: null },
      ...{ correction: { ...correction, recordIndex: null } },
      ...change,
    });
  };
  const LATER = new Date('2026-06-01T20:00:00Z');

  test('replaces the summary as a whole, is told to its Center with reasons, and the chain shows what changed, by how much and why', async () => {
    const { entryNumber: number } = await onFile();
    const correction = correctionOf(number);
    await take([correction], LATER);
    await give(correction);
    expect(await answerTo(correction)).toMatchObject({ outcome: 'accepted', entrySummary: { finalCode: '996' } });
    const reports = (await bench.published(SummaryReported)).filter(({ data }) => data.entryNumber === number);
    expect(reports.find(({ data }) => data.filed?.correction)!.data.filed).toMatchObject({
      correction: { explanation: 'The invoice was paid at 12,000', reasons: ['L04'] },
      valueDollars: 12_000,
    });
    const record = await read(number);
    expect(EntryRequest.faultOf(record)).toBeNull();
    expect(record.summary!.history.map(({ event }) => event)).toEqual(['added', 'corrected']);
    const [, second] = record.summary!.history;
    expect(second!.changes).toContainEqual({ at: '/lines/0/tariffs/1/valueDollars', before: 10_000, after: 12_000 });
    // 25 and 2.5 percent, and both fees, of 2,000 dollars.
    expect(second!.changeCents).toBe(55_000 + 693 + 250);
    expect(lastTold(number)).toMatchObject({ event: 'scheduled', filed: { dutyCents: 330_000 } });
  });

  test('after it there is no ordinary replacement and no deletion, and one that is refused leaves what is on file', async () => {
    const { entryNumber: number } = await onFile();
    const [first, again, faulty] = [
      correctionOf(number),
      correctionOf(number),
      correctionOf(number, { portOfEntry: '2709', processingPort: '2709' }),
    ];
    const ordinary = filingOf({ entryNumber: number, action: 'R', statementDate: '2026-06-10' });
    const taken = filingOf({ entryNumber: number, action: 'D' });
    for (const filing of [first, ordinary, taken, faulty, again]) await take([filing], LATER);
    await give(again);
    expect((await answerTo(ordinary)).conditions.map(({ code }) => code)).toContain('B54');
    expect((await answerTo(taken)).conditions.map(({ code }) => code)).toContain('B54');
    expect((await answerTo(faulty)).conditions.map(({ code }) => code)).toContain('B44');
    expect((await read(number)).summary!.history.map(({ event }) => event)).toEqual([
      'added',
      'corrected',
      'corrected',
    ]);
  });

  test('one that a Center rejects is filed again as an ordinary summary; under review, extended or liquidated nothing is corrected', async () => {
    const [reviewed, extended, liquidated] = [await onFile(), await onFile(), await onFile()];
    const decide = (decision: SummaryDecided['decision']) =>
      handle((context) => {
        const number = reviewed.entryNumber;
        const data = { ...SummaryDecided.example, decisionId: randomUUID(), entryNumber: number, decision };
        return decisions.take([received(SummaryDecided, subjectOf(number), data)], context);
      }, LATER);
    await take([correctionOf(reviewed.entryNumber)], LATER);
    const corrected = correctionOf(reviewed.entryNumber);
    await bench.source.query("UPDATE entry_summary SET center_id = 'CEE009' WHERE entry_key = $1", [
      `B76${reviewed.entryNumber}`,
    ]);
    await decide('summary under review');
    await take([corrected], LATER);
    expect((await answerTo(corrected)).conditions.map(({ code }) => code)).toEqual(['B59']);
    await decide('summary rejected');
    const unpaid = { paymentType: null, statementDate: null };
    const anew = filingOf({ entryNumber: reviewed.entryNumber, action: 'R', ...unpaid });
    await take([anew], LATER);
    await give(anew);
    expect(await answerTo(anew)).toMatchObject({ outcome: 'accepted', entrySummary: { version: '00200' } });

    await send([orderOf(extended.entryNumber, { order: 'extend', code: '49', until: '2028-03-03' })]);
    await send([orderOf(liquidated.entryNumber, { order: 'liquidate' })]);
    for (const [{ entryNumber: number }, code] of [
      [extended, 'B59'],
      [liquidated, 'B50'],
    ] as const) {
      const refused = correctionOf(number);
      await take([refused], new Date('2026-06-02T20:00:00Z'));
      expect((await answerTo(refused)).conditions.map((found) => found.code)).toEqual([code]);
    }
    const late = filingOf({ entryNumber: liquidated.entryNumber, action: 'D' });
    await take([late], LATER);
    expect((await answerTo(late)).conditions.map(({ code }) => code)).toEqual(['B30']);
  });
});

test('killed in the middle of a liquidation run: each entry is liquidated once, and none is lost', async () => {
  const { url } = bench.source.options as { url: string };
  // Due since January 2026, whenever this runs.
  const due = Array.from({ length: 600 }, () =>
    filingOf({ entryDate: '2025-03-03', paymentType: '1', statementDate: null }, '2025-03-12'),
  );
  await bench.source.query('UPDATE liquidation SET run_at = NULL WHERE run_at < now()');
  for (let at = 0; at < due.length; at += 100) await take(due.slice(at, at + 100), new Date('2025-03-12T20:00:00Z'));
  const keys = due.map(({ entryNumber: number }) => `B76${number}`);
  const watching = (watcher = new Client({ connectionString: ownerOf(url) }));
  await watching.connect();
  const figures = async () =>
    (
      await watching.query(
        `SELECT count(*) FILTER (WHERE event = 'liquidated')::int AS events, (SELECT count(*)::int FROM liquidation WHERE state = 'liquidated' AND entry_key = ANY($1)) AS liquidated,
                (SELECT count(*)::int FROM liquidation_notice WHERE entry_key = ANY($1)) AS notices FROM liquidation_event WHERE entry_key = ANY($1)`,
        [keys],
      )
    ).rows[0];
  const start = (): (() => Promise<void>) => {
    const started = spawn(
      process.execPath,
      ['-r', `${ROOT}/test/support/register.cjs`, `${ROOT}/apps/entry/src/main.ts`],
      {
        cwd: ROOT,
        stdio: 'ignore',
        env: {
          ...{ PATH: process.env['PATH'], DATABASE_URL: url, AMQP_URL: 'amqp://guest:guest@127.0.0.1:1', PORT: '0' },
          ...{ HOST: '127.0.0.1', OPERATIONS_TOKEN: 'operations-token-of-this-test', INSTANCE: 'entry-killed' },
        },
      },
    );
    child = started;
    return () =>
      new Promise((done) => {
        started.once('exit', () => done());
        started.kill('SIGKILL');
      });
  };
  // What a batch writes last is locked: the first one has written all else, and waits.
  await watching.query('BEGIN; LOCK TABLE outbox IN SHARE MODE');
  const kill = start();
  await eventually(async () => {
    const { rows } = await watching.query(
      "SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND relation = 'outbox'::regclass",
    );
    return rows[0].n > 0;
  });
  await kill();
  await watching.query('COMMIT');
  expect(await figures()).toEqual({ events: 0, liquidated: 0, notices: 0 });
  // The next is killed between two batches, or in one; the third finishes.
  const killAgain = start();
  await eventually(async () => (await figures()).liquidated > 0);
  await killAgain();
  const end = start();
  await eventually(async () => (await figures()).liquidated === due.length);
  await end();
  expect(await figures()).toEqual({ events: due.length, liquidated: due.length, notices: due.length });
  const { rows } = await watching.query(
    'SELECT count(DISTINCT message_id)::int AS told, count(DISTINCT subject)::int AS entries FROM outbox WHERE type = $1 AND data LIKE \'%"event":"liquidated"%\' AND subject = ANY($2)',
    [LiquidationChanged.type, due.map(({ entryNumber: number }) => subjectOf(number))],
  );
  expect(rows[0]).toEqual({ told: due.length, entries: due.length });
});
