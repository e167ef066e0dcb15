import { randomUUID } from 'node:crypto';
import {
  AccountChanged,
  AuthorityChanged,
  BillChanged,
  CargoReleaseFiled,
  type Condition,
  EntryFilingAnswered,
  EntryInteractionRecorded,
  EntryReviewOrdered,
  EntrySummaryFiled,
  ImporterAssigned,
  importerSubject,
  ReleaseStatusChanged,
  SummaryReported,
  SummaryStatusChanged,
  TeamAssigned,
  TeamRequested,
  billSubject,
  entrySubject,
  SummaryDecided,
} from '#contracts';
import { FEDERAL_CALENDAR, localDate } from '#kernel';
import { type OnDiscard, UnitOfWork, type Received } from '#messaging';
import { RecurringWork } from '#service';
import { handlerBench, received, type HandlerBench } from '../../../test/support/handler-bench';
import { BillConsumer } from './cargo-release/bill.consumer';
import { CargoReleaseConsumer } from './cargo-release/cargo-release.consumer';
import { CargoReleaseRepository } from './release/cargo-release.repository';
import { DecisionTimer } from './cargo-release/decision.timer';
import {
  billFiled,
  billOnFile,
  cancellation,
  entryNumber,
  filing,
  hold,
  NOW,
  update,
  type DraftRelease,
} from './release/release.fixture';
import { ReleaseDesk } from './cargo-release/release-desk';
import { CenterDecisionConsumer } from './review/center-decision.consumer';
import { ReviewConsumer } from './review/review.consumer';
import { DeadlineRepository } from './deadlines/deadline.repository';
import { EntryConfig } from './config/entry.config';
import { EntryRecordReader } from './entry-record/entry-record.reader';
import { entryService } from './entry.service-definition';
import { AnswerDeadlineTimer } from './entry-summary/answer-deadline.timer';
import { DiscardedDecisions } from './entry-summary/discarded-decisions';
import { AuthorityConsumer } from './authority/authority.consumer';
import { AuthorityRepository } from './authority/authority.repository';
import { EntrySummaryConsumer } from './entry-summary/entry-summary.consumer';
import { EntrySummaryRepository } from './summary-on-file/entry-summary.repository';
import { priced, worked } from './entry-summary/summary.fixture';
import { SummaryReviewDesk } from './entry-summary/summary-review.desk';
import { TeamConsumer } from './entry-summary/team.consumer';
import { claimsOnEntry, liquidationDesk } from './liquidation/liquidation.fixture';
import { ImporterConsumer } from './importer/importer.consumer';
import { ImporterRepository } from './importer/importer.repository';
import { openFence as fence } from './paper-standing/paper-decision.fixture';
import { PaperDecisionRepository } from './paper-standing/paper-decision.repository';

const DAY = 86_400_000;
const at = (days: number): Date => new Date(NOW.getTime() + days * DAY);
const ARRIVED = '2026-11-19T15:00:00Z';

let bench: HandlerBench;
const config = Object.assign(new EntryConfig(), { TEAM_WAIT_MS: 2_500 });
const importers = new ImporterRepository();
const releases = new CargoReleaseRepository();
const summaries = new EntrySummaryRepository();
const decisions = new PaperDecisionRepository();
const desk = new ReleaseDesk(releases, decisions);
const filings = new CargoReleaseConsumer(config, importers, releases, desk, decisions, fence);
const bills = new BillConsumer(releases, desk, fence);
const reviewDesk = new SummaryReviewDesk(summaries, liquidationDesk, new AuthorityRepository());
const reviews = new ReviewConsumer(releases, desk, reviewDesk, decisions, fence);
const centerDecisions = new CenterDecisionConsumer(reviewDesk);
const summaryFilings = new EntrySummaryConsumer(
  config,
  importers,
  new AuthorityRepository(),
  summaries,
  new DeadlineRepository(),
  liquidationDesk,
  claimsOnEntry,
);
const teams = new TeamConsumer(summaries);
const accounts = new ImporterConsumer(importers);
const log = { debug: () => undefined, error: () => undefined } as never;
const work = new RecurringWork({} as never, { ownsLane: () => true });
const timer = new DecisionTimer({} as never, releases, desk, fence, config, log, work);
const deadline = new AnswerDeadlineTimer({} as never, summaries, config, work);

let serial = 1000;
const nextEntry = (): string => entryNumber((serial += 1));
let billSerial = 500;
const nextBill = (): string => `T${(billSerial += 1)}`;

const messageOf = (draft: DraftRelease): Received<CargoReleaseFiled> =>
  received(CargoReleaseFiled, entrySubject(draft), draft as CargoReleaseFiled, draft.origin.filingId);
const file = (drafts: DraftRelease[], now = NOW) =>
  bench.handle((context) => filings.take(drafts.map(messageOf), context), now);
const billMessage = (bill: BillChanged) => received(BillChanged, billSubject(bill.billKey), bill);
const tellBills = (all: BillChanged[], now = NOW) =>
  bench.handle((context) => bills.take(all.map(billMessage), context), now);
const order = async (number: string, decision: EntryReviewOrdered['decision'], now = NOW, officerPorts = ['2704']) => {
  const data: EntryReviewOrdered = {
    ...EntryReviewOrdered.example,
    origin: { ...EntryReviewOrdered.example.origin, filingId: randomUUID() },
    entryNumber: number,
    decision,
    officerPorts,
  };
  await bench.handle(
    (context) => reviews.take([received(EntryReviewOrdered, `entry:B76-${number}`, data)], context),
    now,
  );
  return answerTo(data.origin.filingId);
};
/** What the activity log is told of decisions on an entry. */
const decidedOn = async (number: string) =>
  (await bench.published(EntryInteractionRecorded))
    .map(({ data }) => data)
    .filter(({ items }) => items.some(({ subject }) => subject === `entry:B76-${number}`));
const answersTo = async (filingId: string) =>
  (await bench.published(EntryFilingAnswered))
    .filter(({ data }) => data.origin.filingId === filingId)
    .map(({ data }) => data);
const answerTo = async (filingId: string) => {
  const answers = await answersTo(filingId);
  expect(answers).toHaveLength(1);
  return answers[0]!;
};
const told = async (number: string) =>
  (await bench.published(ReleaseStatusChanged))
    .filter(({ data }) => data.entryNumber === number)
    .map(({ data }) => data);
const codesTold = async (number: string) =>
  (await told(number)).flatMap((status) => [
    ...status.bills.flatMap((b) => (b.disposition ? [b.disposition.code] : [])),
    ...status.dispositions.map(({ code }) => code),
  ]);
const stateOf = async (number: string): Promise<string> =>
  (await bench.source.query('SELECT state FROM cargo_release WHERE entry_key = $1', [`B76${number}`]))[0]?.state;
const withEntry = (number: string, bill: string, change: Partial<DraftRelease> = {}) =>
  filing({ entryNumber: number, bills: [billFiled(bill)], ...change });

beforeAll(async () => {
  bench = await handlerBench(entryService as never);
  const account: AccountChanged = { ...AccountChanged.example, importerNumbers: ['12-3456789', '98-7654321'] };
  await bench.handle((context) => accounts.accountsChanged([received(AccountChanged, 'account:1', account)], context));
  const later: AccountChanged = { ...account, version: 2, importerNumbers: ['12-3456789'] };
  await bench.handle((context) => accounts.accountsChanged([received(AccountChanged, 'account:1', later)], context));
});
afterAll(() => bench?.close());

describe('a cargo release and its bill', () => {
  test('an entry whose bill comes later is matched when it comes, and released on arrival', async () => {
    const [number, bill] = [nextEntry(), nextBill()];
    const filed = withEntry(number, bill);
    await file([filed]);
    expect(await answerTo(filed.origin.filingId)).toMatchObject({
      outcome: 'accepted',
      kind: 'cargo release',
      conditions: [],
    });
    expect(await stateOf(number)).toBe('awaiting bill');
    await tellBills([billOnFile(bill)]);
    expect(await stateOf(number)).toBe('admissible');
    await tellBills([billOnFile(bill, { version: 2, change: 'arrived', arrivedAt: ARRIVED })], at(3));
    expect(await stateOf(number)).toBe('released');
    expect(await codesTold(number)).toEqual(['91', '93', '97', '95', '98']);
    expect((await told(number)).at(-1)).toMatchObject({
      state: 'released',
      dispositions: [{ releaseDate: '2026-11-19', releaseOrigin: '03' }],
    });
  });

  test('documents that it names are told of, also those of an update, and of a correction or a cancellation that CBP still decides on', async () => {
    const [number, bill] = [nextEntry(), nextBill()];
    const dis = (value: string) => ({ references: [{ qualifier: 'DIS', value, recordIndex: null }] });
    const named = async () => (await told(number)).at(-1)?.documentReferences;
    await file([withEntry(number, bill)]);
    expect(await named()).toBeUndefined();
    await file([update({ entryNumber: number, bills: [billFiled(bill)], ...dis('INV-1') })]);
    expect(await named()).toEqual(['INV-1']);
    const before = (await told(number)).length;
    await file([update({ entryNumber: number, bills: [billFiled(bill)], ...dis('INV-1') })]);
    expect(await told(number)).toHaveLength(before);
    await tellBills([billOnFile(bill)]);
    await file([withEntry(number, bill, { action: 'R', ...dis('FIX-2') })]);
    expect(await named()).toEqual(['INV-1', 'FIX-2']);
    const [other, otherBill] = [nextEntry(), nextBill()];
    await file([withEntry(other, otherBill)]);
    await tellBills([billOnFile(otherBill)]);
    await file([withEntry(other, otherBill, { action: 'D', cancellationReason: '01', ...dis('WHY-3') })]);
    expect((await told(other)).at(-1)).toMatchObject({ documentReferences: ['WHY-3'] });
  });

  test('what cannot be read refuses it, what is only kept is told and stays with it through an update', async () => {
    const [number, bill] = [nextEntry(), nextBill()];
    const found = (code: string, severity: Condition['severity']): Condition => ({
      ...{
        code,
        severity,
        text: 'SE11 KEPT, NOT JUDGED HERE',
        remedy: 'Nothing to do.',
        recordIndex: 1,
        record: 'SE11',
      },
      ...{ field: 'bondedWarehouseCode', at: null, grouping: null },
    });
    const unreadable = withEntry(number, bill, { reading: [found('PR1', 'fatal')], estimatedValueDollars: null });
    await file([unreadable]);
    expect(await answerTo(unreadable.origin.filingId)).toMatchObject({
      outcome: 'rejected',
      conditions: [{ code: 'PR1' }],
    });
    const carried = [{ record: 'SE11', recordIndex: 1, fields: { bondedWarehouseCode: 'W102' } }];
    const filed = withEntry(number, bill, { carried, reading: [found('PR5', 'information')] });
    await file([filed]);
    expect(await answerTo(filed.origin.filingId)).toMatchObject({ outcome: 'accepted', conditions: [{ code: 'PR5' }] });
    await file([update({ entryNumber: number, bills: [billFiled(bill, { quantity: 90 })], carried: [] })]);
    const { release } = (await new EntryRecordReader(bench.source).read('B76', number, null))!;
    expect(release).toMatchObject({ version: 2, filed: { carried } });
    expect(release!.filed).not.toHaveProperty('reading');
  });

  test('an older state of a bill that comes late changes nothing', async () => {
    const [number, bill] = [nextEntry(), nextBill()];
    await file([withEntry(number, bill)]);
    await tellBills([billOnFile(bill, { version: 3, holds: [hold()] })]);
    await tellBills([billOnFile(bill, { version: 2 })]);
    expect(await stateOf(number)).toBe('hold');
  });

  test('entry and bill that come at the very same moment always find each other', async () => {
    const rounds = Array.from({ length: 12 }, () =>
      Array.from({ length: 8 }, () => [nextEntry(), nextBill()] as const),
    );
    for (const pairs of rounds) {
      const mixed = [...pairs].reverse();
      await Promise.all([
        file(pairs.map(([number, bill]) => withEntry(number, bill))),
        tellBills(mixed.map(([, bill]) => billOnFile(bill))),
      ]);
    }
    const states = await Promise.all(rounds.flat().map(([number]) => stateOf(number)));
    expect(new Set(states)).toEqual(new Set(['admissible']));
  });

  test('a bill that is being written while the entry is filed is waited for, and the other way round', async () => {
    for (const billFirst of [true, false]) {
      const [number, bill] = [nextEntry(), nextBill()];
      const first = (context: never) =>
        billFirst
          ? bills.take([billMessage(billOnFile(bill))], context)
          : filings.take([messageOf(withEntry(number, bill))], context);
      const second = () => (billFirst ? file([withEntry(number, bill)]) : tellBills([billOnFile(bill)]));
      let other: Promise<void> | undefined;
      await bench.handle(async (context) => {
        await first(context as never);
        other = second();
        // The second one reaches the row that the first one holds before the first one commits.
        await waitsForLock();
      }, NOW);
      await other;
      expect(await stateOf(number)).toBe('admissible');
    }
  });

  test('a hold beats a release: before arrival, at arrival and after it', async () => {
    const [number, bill] = [nextEntry(), nextBill()];
    await tellBills([billOnFile(bill, { holds: [hold()] })]);
    await file([withEntry(number, bill)]);
    await tellBills([billOnFile(bill, { version: 2, holds: [hold()], arrivedAt: ARRIVED })], at(3));
    expect(await stateOf(number)).toBe('hold');
    await tellBills([billOnFile(bill, { version: 3, arrivedAt: ARRIVED })], at(3));
    expect(await stateOf(number)).toBe('released');
    await tellBills([billOnFile(bill, { version: 4, arrivedAt: ARRIVED, holds: [hold('7H')] })], at(4));
    expect(await stateOf(number)).toBe('release suspended');
    expect(await codesTold(number)).toEqual(['51', '95', '54', '98', '53', '99']);
  });

  test('time alone opens the five-day window', async () => {
    const [number, bill] = [nextEntry(), nextBill()];
    await tellBills([billOnFile(bill, { estimatedArrival: '2026-11-23' })]);
    await file([withEntry(number, bill)]);
    const look = (now: Date) => bench.handle(async ({ unit }) => void (await timer.decideDue(unit)), now);
    expect(await stateOf(number)).toBe('on file');
    await look(new Date('2026-11-18T07:59:00Z'));
    expect(await stateOf(number)).toBe('on file');
    await look(new Date('2026-11-18T08:00:00Z'));
    expect(await stateOf(number)).toBe('admissible');
  });
});

describe('an entry whose decision fails', () => {
  test('is named in the log and looked at an hour later; the other entries that are due are decided', async () => {
    const [broken, bill, sound, other] = [nextEntry(), nextBill(), nextEntry(), nextBill()];
    await tellBills([
      billOnFile(bill, { estimatedArrival: '2026-11-23' }),
      billOnFile(other, { estimatedArrival: '2026-11-23' }),
    ]);
    await file([withEntry(broken, bill), withEntry(sound, other)]);
    await bench.source.query(
      `UPDATE cargo_release SET content = '{"bills":null}', look_again_at = '2026-11-18T08:00:00Z' WHERE entry_key = $1`,
      [`B76${broken}`],
    );
    const logged: unknown[] = [];
    const now = new Date('2026-11-18T08:00:00Z');
    const transactions = {
      run: <T>(work: (unit: UnitOfWork) => Promise<T>) =>
        bench.source.transaction(async (manager) => {
          const unit = new UnitOfWork(manager, 4, now);
          const result = await work(unit);
          await unit.flush();
          return result;
        }),
    };
    const looking = new DecisionTimer(
      transactions as never,
      releases,
      desk,
      fence,
      config,
      {
        ...(log as object),
        error: (entry: unknown) => logged.push(entry),
      } as never,
      work,
    );
    await looking.look();
    expect(await stateOf(sound)).toBe('admissible');
    expect(logged).toMatchObject([{ entry: `B76-${broken.slice(0, 7)}-${broken[7]}` }]);
    const [row] = await bench.source.query('SELECT state, look_again_at FROM cargo_release WHERE entry_key = $1', [
      `B76${broken}`,
    ]);
    expect(row).toEqual({ state: 'on file', look_again_at: new Date('2026-11-18T09:00:00Z') });
    await looking.look();
    expect(logged).toHaveLength(1);
  });
});

describe('what filers and officers do to an entry', () => {
  test('after a bill match a correction is a request: refused it leaves the entry as it was, accepted it takes effect', async () => {
    const [number, bill, other] = [nextEntry(), nextBill(), nextBill()];
    await tellBills([billOnFile(bill), billOnFile(other, { arrivedAt: ARRIVED })]);
    await file([withEntry(number, bill)]);
    const correction = () => withEntry(number, other, { action: 'R', estimatedValueDollars: 30_000 });
    const [first, second, blocked] = [correction(), correction(), correction()];
    await file([first]);
    expect(await answerTo(first.origin.filingId)).toMatchObject({ outcome: 'referred' });
    await file([blocked]);
    expect(await answerTo(blocked.origin.filingId)).toMatchObject({
      outcome: 'rejected',
      conditions: [{ code: 'P71' }],
    });
    expect(await order(number, 'correction refused')).toMatchObject({ outcome: 'accepted', kind: 'entry review' });
    expect(await decidedOn(number)).toMatchObject([
      { accountId: first.origin.accountId, disposition: 'correction refused', person: 'Officer 2704-17', port: '2704' },
    ]);
    expect(await stateOf(number)).toBe('admissible');
    await file([second]);
    await order(number, 'correction accepted', at(3));
    expect(await stateOf(number)).toBe('released');
    expect(await codesTold(number)).toEqual(['93', '97', '90', '86', '97', '90', '95', '88', '98']);
    const record = await new EntryRecordReader(bench.source).read('B76', number, null);
    expect(record!.release).toMatchObject({
      bills: [{ billKey: `MAEU${other}`, onFile: true }],
      filed: { estimatedValueDollars: 30_000 },
    });
  });

  test('a cancellation before the match is final, and the number is never used again', async () => {
    const [number, bill] = [nextEntry(), nextBill()];
    await file([withEntry(number, bill)]);
    const cancel = cancellation({ entryNumber: number });
    await file([cancel]);
    expect(await answerTo(cancel.origin.filingId)).toMatchObject({ outcome: 'accepted' });
    await tellBills([billOnFile(bill)]);
    expect(await stateOf(number)).toBe('cancelled');
    const [reuse, change] = [withEntry(number, bill), update({ entryNumber: number })];
    await file([reuse]);
    await file([change]);
    expect(await answerTo(reuse.origin.filingId)).toMatchObject({ outcome: 'rejected', conditions: [{ code: '007' }] });
    expect(await answerTo(change.origin.filingId)).toMatchObject({
      outcome: 'rejected',
      conditions: [{ code: 'P70' }],
    });
  });

  test('an exam ordered by an officer keeps goods that arrive, until it is completed', async () => {
    const [number, bill] = [nextEntry(), nextBill()];
    await tellBills([billOnFile(bill)]);
    await file([withEntry(number, bill)]);
    await order(number, 'exam ordered');
    await tellBills([billOnFile(bill, { version: 2, arrivedAt: ARRIVED })], at(3));
    expect(await stateOf(number)).toBe('exam');
    await order(number, 'exam completed', at(4));
    expect((await told(number)).at(-1)).toMatchObject({
      state: 'released',
      dispositions: [{ code: '98', releaseOrigin: '05' }],
      examination: { endedAt: at(4).toISOString() },
      goods: [{ chapter: '39', countryOfOrigin: 'CN' }],
    });
    expect(await order(number, 'exam completed', at(4))).toMatchObject({
      outcome: 'rejected',
      conditions: [{ code: 'P80' }],
    });
  });

  test('an officer decides on entries at the ports of the account only; the port of an entry without one is that of its bill', async () => {
    const [planned, derived, bill, other] = [nextEntry(), nextEntry(), nextBill(), nextBill()];
    await tellBills([billOnFile(bill), billOnFile(other, { portCode: '5301' })]);
    await file([withEntry(planned, bill), withEntry(derived, other, { plannedPortOfEntry: null })]);
    for (const ports of [['5301'], []])
      expect(await order(planned, 'exam ordered', NOW, ports)).toMatchObject({
        outcome: 'rejected',
        conditions: [{ code: 'P81' }],
      });
    expect(await order(derived, 'exam ordered')).toMatchObject({ outcome: 'rejected', conditions: [{ code: 'P81' }] });
    expect(await stateOf(planned)).toBe('admissible');
    expect(await order(derived, 'exam ordered', NOW, ['5301'])).toMatchObject({ outcome: 'accepted' });
    expect(await stateOf(derived)).toBe('exam');
  });

  test('in a batch one bad filing is rejected and the others go through, each with one answer', async () => {
    const good = Array.from({ length: 5 }, () => withEntry(nextEntry(), nextBill()));
    const bad = [
      withEntry(nextEntry(), nextBill(), { accountFilerCodes: ['C11'] }),
      withEntry(nextEntry(), nextBill(), { importer: { type: 'EI', number: '98-7654321' } }),
      withEntry('1', nextBill()),
      withEntry('03245278999', nextBill()),
    ];
    await file([good[0]!, bad[0]!, good[1]!, bad[1]!, bad[2]!, bad[3]!, ...good.slice(2)]);
    for (const { origin } of good) expect(await answerTo(origin.filingId)).toMatchObject({ outcome: 'accepted' });
    const codes = await Promise.all(
      bad.map(async ({ origin }) => (await answerTo(origin.filingId)).conditions.map(({ code }) => code)),
    );
    expect(codes).toEqual([['P04'], ['333'], ['006'], ['006']]);
  });

  test('the greatest value and quantities the format carries are answered; greater quantities are refused', async () => {
    const [number, bill] = [nextEntry(), nextBill()];
    const great = withEntry(number, bill, {
      estimatedValueDollars: 9_999_999_999,
      bills: [billFiled(bill, { quantity: 99_999_999 })],
    });
    const tooGreat = withEntry(nextEntry(), nextBill(), {
      bills: [billFiled(nextBill(), { quantity: 9_999_999_999 })],
    });
    const inParts = withEntry(nextEntry(), nextBill(), {
      bills: [
        billFiled(nextBill(), {
          quantity: null,
          arrivals: [
            {
              carrierCode: 'MAEU',
              voyage: '1',
              arrivalDate: null,
              quantity: 100_000_000,
              unit: null,
              conveyanceName: null,
            },
          ],
        }),
      ],
    });
    await file([great, tooGreat, inParts]);
    expect(await answerTo(great.origin.filingId)).toMatchObject({ outcome: 'accepted' });
    for (const { origin } of [tooGreat, inParts])
      expect(await answerTo(origin.filingId)).toMatchObject({ outcome: 'rejected', conditions: [{ code: '030' }] });
    await tellBills([billOnFile(bill, { quantity: 9_999_999_999 })]);
    expect(await stateOf(number)).toBe('admissible');
  });

  test('the history of an entry is complete, and the database refuses to change it', async () => {
    const [number, bill] = [nextEntry(), nextBill()];
    await file([withEntry(number, bill)]);
    await tellBills([billOnFile(bill)]);
    const { release } = (await new EntryRecordReader(bench.source).read('B76', number, null))!;
    expect(release!.history.map(({ version, event, state }) => [version, event, state])).toEqual([
      [1, 'filed', 'awaiting bill'],
      [2, `bill MAEU${bill} added`, 'admissible'],
    ]);
    await expect(
      bench.source.query(`UPDATE cargo_release_event SET state = 'released' WHERE entry_key = $1`, [`B76${number}`]),
    ).rejects.toThrow('permission denied');
    expect(await new EntryRecordReader(bench.source).read('B76', number, randomUUID())).toBeNull();
  });
});

describe('an entry summary and its team', () => {
  const SUMMARY_NOW = new Date('2026-03-02T20:00:00Z');
  const summary = (number: string, change: Partial<EntrySummaryFiled> = {}): EntrySummaryFiled => ({
    ...(priced(worked()) as EntrySummaryFiled),
    origin: { ...EntrySummaryFiled.example.origin, filingId: randomUUID() },
    accountFilerCodes: ['B76'],
    entryNumber: number,
    ...change,
  });
  const fileSummary = (data: EntrySummaryFiled) =>
    bench.handle(
      (context) =>
        summaryFilings.take(
          [received(EntrySummaryFiled, `entry:B76-${data.entryNumber}`, data, data.origin.filingId)],
          context,
        ),
      SUMMARY_NOW,
    );
  const assign = (data: EntrySummaryFiled, change: Partial<TeamAssigned> = {}) => {
    const assigned: TeamAssigned = {
      ...TeamAssigned.example,
      filingId: data.origin.filingId,
      entryNumber: data.entryNumber,
      ...change,
    };
    return bench.handle(
      (context) => teams.take([received(TeamAssigned, `entry:B76-${data.entryNumber}`, assigned)], context),
      SUMMARY_NOW,
    );
  };
  const deadlineAt = (ms: number) =>
    bench.handle(async ({ unit }) => void (await deadline.answerDue(unit)), new Date(SUMMARY_NOW.getTime() + ms));
  const asked = async (number: string) =>
    (await bench.published(TeamRequested)).filter(({ data }) => data.entryNumber === number);
  const notified = async (number: string) =>
    (await bench.published(SummaryStatusChanged))
      .filter(({ data }) => data.entryNumber === number)
      .map(({ data }) => data);
  const reported = async (number: string) =>
    (await bench.published(SummaryReported)).filter(({ data }) => data.entryNumber === number).map(({ data }) => data);
  const summaryState = async (number: string) =>
    (await bench.source.query('SELECT state FROM entry_summary WHERE entry_key = $1', [`B76${number}`]))[0]?.state;

  test('the team that comes in time stands in the answer, and there is one answer', async () => {
    const data = summary(nextEntry());
    await fileSummary(data);
    expect(await summaryState(data.entryNumber)).toBe('accepted');
    expect(await answersTo(data.origin.filingId)).toEqual([]);
    expect((await asked(data.entryNumber))[0]).toMatchObject({
      data: { filingId: data.origin.filingId, entryDate: '2026-03-03', summaryVersion: '00100' },
    });
    await deadlineAt(2_499);
    await assign(data);
    await deadlineAt(60_000);
    expect((await answerTo(data.origin.filingId)).entrySummary).toMatchObject({
      teamNumber: '391',
      centerId: 'CEE009',
      version: '00100',
      finalCode: '995',
    });
    expect(await notified(data.entryNumber)).toEqual([]);
  });

  test('what no rule reads is kept and shown with it, and the answer says what was not judged', async () => {
    const found = (code: string, severity: Condition['severity']): Condition => ({
      code,
      text: '53 KEPT, NOT JUDGED HERE',
      remedy: 'Nothing to do.',
      severity,
      recordIndex: 12,
      record: '53',
      field: 'caseNumber',
      at: null,
      grouping: 'ADDCVD',
    });
    const carried = [{ record: '53', recordIndex: 12, fields: { caseNumber: 'A570000000', dutyAmount: '0000012000' } }];
    const data = summary(nextEntry(), { carried, reading: [found('PR5', 'information')] });
    await fileSummary(data);
    await deadlineAt(2_500);
    expect(await answerTo(data.origin.filingId)).toMatchObject({
      outcome: 'accepted',
      conditions: [{ code: 'PR5', record: '53', grouping: 'ADDCVD' }],
    });
    const onFile = async () =>
      (await new EntryRecordReader(bench.source).read('B76', data.entryNumber, null))!.summary!.history.map(
        ({ filed }) => (filed as EntrySummaryFiled).carried,
      );
    expect(await onFile()).toEqual([carried]);

    const unreadable = summary(nextEntry(), { lines: [], reading: [found('PR1', 'fatal')] });
    await fileSummary(unreadable);
    expect(await answerTo(unreadable.origin.filingId)).toMatchObject({
      outcome: 'rejected',
      conditions: [{ code: 'PR1' }],
    });
  });

  test('with cee away the summary is answered without a team, and a notification follows when the team is known', async () => {
    const data = summary(nextEntry());
    await fileSummary(data);
    await deadlineAt(2_500);
    expect((await answerTo(data.origin.filingId)).entrySummary).toMatchObject({ teamNumber: null, finalCode: '995' });
    await assign(data);
    await assign(data);
    expect(await notified(data.entryNumber)).toMatchObject([
      { dispositionType: 'T', teamNumber: '391', centerId: 'CEE009', brokerReference: 'PW0001' },
    ]);
    await answerTo(data.origin.filingId);
  });

  test('deadline and team that come together give one answer, whoever is first', async () => {
    const all = Array.from({ length: 10 }, () => summary(nextEntry()));
    for (const data of all) await fileSummary(data);
    await Promise.all([...all.map((data) => assign(data)), deadlineAt(2_500), deadlineAt(2_500)]);
    await deadlineAt(60_000);
    for (const data of all) {
      const answer = await answerTo(data.origin.filingId);
      expect(await notified(data.entryNumber)).toHaveLength(answer.entrySummary!.teamNumber === null ? 1 : 0);
    }
  });

  test('an importer whose team is known is answered at once, by the assignment of the entry date, and cee is not asked but told of its lines', async () => {
    const number = '12-345678900';
    const assignment = (assignmentId: number, teamNumber: string, from: string, to: string | null) =>
      bench.handle((context) =>
        accounts.importersAssigned(
          [
            received(ImporterAssigned, importerSubject(number, 'a key for importers of these tests'), {
              assignmentId,
              importerNumber: '12-3456789',
              centerId: 'CEE004',
              teamNumber,
              from,
              to,
            }),
          ],
          context,
        ),
      );
    await assignment(1, '101', '2026-01-01', '2026-03-02');
    await assignment(2, '102', '2026-03-03', null);
    // That it began may be heard after that it ended: messages from before a change of the digests' key go another way.
    await assignment(1, '101', '2026-01-01', null);
    const [then, now] = [summary(nextEntry(), { entryDate: '2026-03-02' }), summary(nextEntry())];
    await fileSummary(then);
    await fileSummary(now);
    expect((await answerTo(then.origin.filingId)).entrySummary).toMatchObject({ teamNumber: '101' });
    expect((await answerTo(now.origin.filingId)).entrySummary).toMatchObject({ teamNumber: '102', centerId: 'CEE004' });
    expect(await asked(now.entryNumber)).toEqual([]);
    const imports = { entryDate: '2026-03-02', tariffs: [{ hts: '8708998105', lines: 1, valueDollars: 10_000 }] };
    expect(await reported(then.entryNumber)).toMatchObject([{ centerId: 'CEE004', filed: { imports } }]);
    await bench.source.query('DELETE FROM importer_team');
  });

  test('before the cut-over the port decides, after it the Center, by the day of the entry: in the team, and in who may review; of what nothing is known both may', async () => {
    const told = (revision: number, authority: AuthorityChanged['authority'], volunteers: string[] = []) =>
      bench.handle((context) =>
        new AuthorityConsumer(new AuthorityRepository()).take(
          [
            received(AuthorityChanged, `delegation-order:${AuthorityChanged.example.orderId}`, {
              ...{ ...AuthorityChanged.example, revision, centerId: 'CEE004', authority, volunteers },
            }),
          ],
          context,
        ),
      );
    const reviewing = { function: 'entry-summary-review', reach: 'all', to: null } as const;
    await bench.handle((context) =>
      accounts.importersAssigned(
        [
          received(ImporterAssigned, importerSubject('12-345678900', 'a key for importers of these tests'), {
            ...{ assignmentId: 9, importerNumber: '12-3456789', centerId: 'CEE004', teamNumber: '611' },
            ...{ from: '2026-01-01', to: null },
          }),
        ],
        context,
      ),
    );
    const early = summary(nextEntry(), { entryDate: '2026-03-02' });
    const late = summary(nextEntry(), { entryDate: '2026-03-03' });
    // Of the test phase: its volunteer has the Center before.
    await told(1, [{ ...reviewing, reach: 'volunteers', from: '2026-03-01' }], ['12-345678900']);
    const volunteered = summary(nextEntry(), { entryDate: '2026-03-02' });
    await fileSummary(volunteered);
    expect((await answerTo(volunteered.origin.filingId)).entrySummary).toMatchObject({ centerId: 'CEE004' });
    await told(3, [{ ...reviewing, from: '2026-03-03' }]);
    await told(2, []);
    for (const data of [early, late]) await fileSummary(data);
    // The port's: cee is asked, and says so. The Center's: answered at once.
    expect(await asked(early.entryNumber)).toHaveLength(1);
    expect(await asked(late.entryNumber)).toEqual([]);
    await assign(early, { centerId: 'NOTELG', teamNumber: null });
    expect((await answerTo(early.origin.filingId)).entrySummary).toMatchObject({ centerId: 'NOTELG' });
    // The same entry replayed with another date goes where it belongs on that date.
    const replayed = summary(late.entryNumber, { action: 'R', entryDate: '2026-03-02' });
    await fileSummary(replayed);
    expect(await asked(late.entryNumber)).toHaveLength(1);
    const back = summary(late.entryNumber, { action: 'R', entryDate: '2026-03-03' });
    await fileSummary(back);
    expect((await answerTo(back.origin.filingId)).entrySummary).toMatchObject({
      centerId: 'CEE004',
      teamNumber: '611',
    });

    expect(await order(early.entryNumber, 'summary under review', SUMMARY_NOW)).toMatchObject({ outcome: 'accepted' });
    expect(await order(late.entryNumber, 'summary under review', SUMMARY_NOW)).toMatchObject({
      ...{ outcome: 'rejected', conditions: [{ code: 'P83' }] },
    });
    const decide = async (entryNumber: string, centerId: string): Promise<string | null> => {
      const data = { ...SummaryDecided.example, decisionId: randomUUID(), entryNumber, centerId };
      const decision: Partial<SummaryDecided> = { decision: 'summary under review', reasonCodes: [], findings: [] };
      await bench.handle(
        (context) =>
          centerDecisions.take(
            [received(SummaryDecided, `entry:B76-${entryNumber}`, { ...data, ...decision })],
            context,
          ),
        SUMMARY_NOW,
      );
      return (await reported(entryNumber)).at(-1)!.decision!.refusal;
    };
    expect(await decide(volunteered.entryNumber, 'CEE004')).toBe('THE PORT DECIDES ON THE DAY OF THIS SUMMARY');
    expect(await decide(late.entryNumber, 'CEE004')).toBeNull();
    // One that an earlier release took has no day: port and Center both may.
    await bench.source.query('UPDATE entry_summary SET entry_date = NULL');
    expect(await order(late.entryNumber, 'summary review ended', SUMMARY_NOW)).toMatchObject({ outcome: 'accepted' });
    await bench.source.query('DELETE FROM importer_team');
  });

  test('a correction that is fatally rejected deletes the summary in trade control; it can be filed again', async () => {
    const number = nextEntry();
    const [first, bad, anew] = [
      summary(number),
      summary(number, { action: 'R', importerNumber: null }),
      summary(number),
    ];
    await fileSummary(first);
    await fileSummary(bad);
    expect(await answerTo(bad.origin.filingId)).toMatchObject({
      outcome: 'rejected',
      entrySummary: { finalCode: '999', teamNumber: null },
    });
    expect(await summaryState(number)).toBe('deleted');
    await fileSummary(anew);
    await assign(anew);
    expect((await answerTo(anew.origin.filingId)).entrySummary).toMatchObject({ finalCode: '995', version: '00100' });
    const versions = await bench.source.query(
      'SELECT event FROM entry_summary_version WHERE entry_key = $1 ORDER BY revision',
      [`B76${number}`],
    );
    expect(versions.map(({ event }: { event: string }) => event)).toEqual([
      'added',
      'deleted by a rejected filing',
      'added',
    ]);
  });

  test('under review a summary is neither replaced nor deleted, and a rejected filing leaves it; the end of the review gives it back', async () => {
    const number = nextEntry();
    const [first, blocked, faulty, remove, later] = [
      summary(number),
      summary(number, { action: 'R' }),
      summary(number, { action: 'R', importerNumber: null }),
      summary(number, { action: 'D', lines: [] }),
      summary(number, { action: 'R' }),
    ];
    expect(await order(number, 'summary under review')).toMatchObject({
      outcome: 'rejected',
      conditions: [{ code: 'P82' }],
    });
    await fileSummary(first);
    expect(await order(number, 'summary under review', SUMMARY_NOW, ['5301'])).toMatchObject({
      outcome: 'rejected',
      conditions: [{ code: 'P81' }],
    });
    expect(await order(number, 'summary rejected', SUMMARY_NOW)).toMatchObject({
      outcome: 'rejected',
      conditions: [{ code: 'P80' }],
    });
    expect(await order(number, 'summary under review', SUMMARY_NOW)).toMatchObject({
      outcome: 'accepted',
      kind: 'entry review',
    });
    // Only what was carried out is in the log of the account whose entry it is, by the officer who decided.
    expect(await decidedOn(number)).toEqual([
      {
        ...{
          accountId: first.origin.accountId,
          kind: 'decided',
          channel: 'CBP',
          transmissionId: null,
          mailboxId: null,
        },
        disposition: 'summary under review',
        summary: `Officer 2704-17 of CBP decided on entry B76-${number}: summary under review`,
        person: 'Officer 2704-17',
        port: '2704',
        items: [{ kind: 'review', subject: `entry:B76-${number}`, filingId: null, outcome: 'summary under review' }],
        occurredAt: SUMMARY_NOW.toISOString(),
      },
    ]);
    for (const data of [blocked, faulty, remove]) {
      await fileSummary(data);
      expect((await answerTo(data.origin.filingId)).conditions.map(({ code }) => code)).toContain('B29');
      expect(await summaryState(number)).toBe('accepted');
    }
    await order(number, 'summary review ended', SUMMARY_NOW);
    await fileSummary(later);
    await assign(later);
    expect((await answerTo(later.origin.filingId)).entrySummary).toMatchObject({ finalCode: '996', version: '00100' });
    expect(await notified(number)).toEqual([]);
  });

  test('a Center decides on the summaries of its own: the filer is told findings and the last day, the Center what became of each decision', async () => {
    const number = nextEntry();
    const first = summary(number);
    await fileSummary(first);
    await assign(first);
    const decide = async (changes: Partial<SummaryDecided>): Promise<unknown> => {
      const data = { ...SummaryDecided.example, decisionId: randomUUID(), entryNumber: number, ...changes };
      await bench.handle(
        (context) => centerDecisions.take([received(SummaryDecided, `entry:B76-${number}`, data)], context),
        SUMMARY_NOW,
      );
      const { decision, state, control } = (await reported(number)).at(-1)!;
      expect(decision!.decisionId).toBe(data.decisionId);
      return [decision!.refusal, state, control];
    };
    const begin: Partial<SummaryDecided> = { decision: 'summary under review', reasonCodes: [], findings: [] };
    expect(await decide({ ...begin, centerId: 'CEE007' })).toEqual(['SUMMARY OF ANOTHER CENTER', 'accepted', 'trade']);
    expect(await decide({})).toEqual(['NO SUCH REQUEST IS PENDING', 'accepted', 'trade']);
    expect(await decide(begin)).toEqual([null, 'accepted', 'cbp']);
    expect(await decide(begin)).toEqual(['NO SUCH REQUEST IS PENDING', 'accepted', 'cbp']);
    expect(await decide({})).toEqual([null, 'rejected', 'cbp']);
    expect(await decide({})).toEqual(['NO SUCH REQUEST IS PENDING', 'rejected', 'cbp']);
    const [said, ...others] = await notified(number);
    const resubmitBy = FEDERAL_CALENDAR.addBusinessDays(localDate(SUMMARY_NOW, 'America/New_York'), 2);
    expect(others).toEqual([]);
    expect(said).toMatchObject({
      ...{ dispositionType: '4', source: '1', reasonCode: 'R01', centerId: 'CEE009', resubmitBy },
      findings: SummaryDecided.example.findings,
      remarks: [
        'R01 LINE 001: Household articles of plastics are 3924, not 3926',
        `SEND THE SUMMARY AGAIN BY ${resubmitBy} (19 CFR 141.64)`,
      ],
    });
    expect((await decidedOn(number)).map(({ person, center }) => [person, center])).toEqual([
      ['D. Nakamura', 'CEE009'],
      ['D. Nakamura', 'CEE009'],
    ]);
  });

  test('a decision of a Center is answered also where the summary is not on file, and where an operator discards it', async () => {
    const [missing, number] = [nextEntry(), nextEntry()];
    const decided = (entryNumber: string) => ({
      ...SummaryDecided.example,
      ...{ decisionId: randomUUID(), entryNumber },
    });
    const [first, second, third] = [decided(missing), decided(missing), decided(number)];
    await bench.handle((context) =>
      centerDecisions.take([received(SummaryDecided, `entry:B76-${missing}`, first)], context),
    );
    const data = summary(number);
    await fileSummary(data);
    await assign(data);
    let discard: OnDiscard | undefined;
    const worklist = { whenDiscarded: (_: string, owed: OnDiscard) => (discard = owed) } as never;
    new DiscardedDecisions(worklist, summaries).onModuleInit();
    for (const one of [second, third])
      await bench.handle(async ({ unit }) => {
        await discard!(one, unit, { correlationId: randomUUID() });
      });
    const outcomes = async (of: string) =>
      (await reported(of)).flatMap(({ decision, state, version }) =>
        decision ? [{ ...decision, state, version }] : [],
      );
    const discarded = 'NOT PROCESSED, DECIDE AGAIN';
    expect(await outcomes(missing)).toEqual([
      { decisionId: first.decisionId, refusal: 'ENTRY SUMMARY NOT ON FILE', state: 'deleted', version: 1 },
      { decisionId: second.decisionId, refusal: discarded, state: 'deleted', version: 1 },
    ]);
    expect(await outcomes(number)).toEqual([
      { decisionId: third.decisionId, refusal: discarded, state: 'accepted', version: 1 },
    ]);
  });

  test('a summary that an officer rejects is told to its filer, and its replacement is the next version in trade control', async () => {
    const number = nextEntry();
    const [first, remove, second] = [
      summary(number),
      summary(number, { action: 'D', lines: [] }),
      summary(number, { action: 'R' }),
    ];
    await fileSummary(first);
    await assign(first);
    await order(number, 'summary under review', SUMMARY_NOW);
    await order(number, 'summary rejected', SUMMARY_NOW);
    expect(await notified(number)).toMatchObject([
      {
        dispositionType: '4',
        source: '1',
        teamNumber: '391',
        accountId: first.origin.accountId,
        brokerReference: 'PW0001',
      },
    ]);
    await fileSummary(remove);
    expect(await answerTo(remove.origin.filingId)).toMatchObject({
      outcome: 'rejected',
      conditions: [{ code: 'B29' }],
    });
    await fileSummary(second);
    await assign(second);
    expect((await answerTo(second.origin.filingId)).entrySummary).toMatchObject({ finalCode: '996', version: '00200' });
    const [row] = await bench.source.query('SELECT state, control FROM entry_summary WHERE entry_key = $1', [
      `B76${number}`,
    ]);
    expect(row).toEqual({ state: 'accepted', control: 'trade' });
    const versions = await bench.source.query(
      'SELECT event, officer FROM entry_summary_version WHERE entry_key = $1 ORDER BY revision',
      [`B76${number}`],
    );
    expect(versions.map((v: { event: string; officer: string | null }) => [v.event, v.officer])).toEqual([
      ['added', null],
      ['taken under review', 'Officer 2704-17'],
      ['rejected by CBP', 'Officer 2704-17'],
      ['replaced', null],
    ]);
    const told = await reported(number);
    expect(told.map(({ version, state, centerId, filed }) => [version, state, centerId, filed !== null])).toEqual([
      [1, 'accepted', null, true],
      [1, 'accepted', 'CEE009', false],
      [2, 'accepted', 'CEE009', false],
      [3, 'rejected', 'CEE009', false],
      [4, 'accepted', null, true],
      [4, 'accepted', 'CEE009', false],
    ]);
    const { computed } = (await answerTo(second.origin.filingId)).entrySummary!;
    expect(told[4]).toMatchObject({
      acceptedAt: second.origin.receivedAt,
      filed: { timeliness: null, dutyCents: computed!.dutyCents, feeCents: computed!.feeCents },
    });
    expect(told[0]!.filed!.goods.reduce((sum, { dutyCents }) => sum + dutyCents, 0)).toBe(told[0]!.filed!.dutyCents);
  });

  test('a replacement in trade control keeps its version; a delete takes the summary off file', async () => {
    const number = nextEntry();
    const [first, second, remove, twice] = [
      summary(number),
      summary(number, { action: 'R' }),
      summary(number, { action: 'D', lines: [] }),
      summary(number, { action: 'D', lines: [] }),
    ];
    await fileSummary(first);
    await fileSummary(second);
    await assign(second);
    expect((await answerTo(second.origin.filingId)).entrySummary).toMatchObject({
      finalCode: '996',
      version: '00100',
      teamNumber: '391',
    });
    await fileSummary(remove);
    expect(await answerTo(remove.origin.filingId)).toMatchObject({
      outcome: 'accepted',
      entrySummary: { finalText: 'ENTRY SUMMARY DELETED' },
    });
    await fileSummary(twice);
    expect(await answerTo(twice.origin.filingId)).toMatchObject({ outcome: 'rejected', conditions: [{ code: 'B25' }] });
  });

  test('the greatest values, duties and quantities the format carries are answered and kept', async () => {
    const base = summary(nextEntry());
    const lines = base.lines.map((line) => ({
      ...line,
      tariffs: line.tariffs.map((tariff) => ({
        ...tariff,
        valueDollars: 9_999_999_999,
        dutyCents: 99_999_999_999,
        quantities: [{ quantity: '999999999999.9999', unit: 'KG' }],
      })),
    }));
    const data = {
      ...base,
      lines,
      totals: { ...base.totals, valueDollars: 9_999_999_999, dutyCents: 99_999_999_999, feeCents: 99_999_999_999 },
    };
    await fileSummary(data);
    expect(await answerTo(data.origin.filingId)).toMatchObject({
      outcome: 'rejected',
      entrySummary: { finalCode: '999' },
    });
    const dear = priced({
      ...base,
      lines: base.lines.map((line) => ({
        ...line,
        tariffs: line.tariffs.map((tariff, t) => ({
          ...tariff,
          valueDollars: t === 0 ? tariff.valueDollars : 9_999_999_999,
        })),
      })),
    } as never);
    const kept = {
      ...summary(nextEntry()),
      lines: dear.lines,
      totals: dear.totals,
      headerFees: dear.headerFees,
    } as EntrySummaryFiled;
    await fileSummary(kept);
    await deadlineAt(60_000);
    expect(await answerTo(kept.origin.filingId)).toMatchObject({ outcome: expect.stringMatching(/^accepted/) });
  });

  test('a summary must agree with the cargo release on file, and needs none', async () => {
    const number = nextEntry();
    await file([withEntry(number, nextBill(), { plannedPortOfEntry: '2809' })]);
    const [other, alone] = [summary(number), summary(nextEntry())];
    await fileSummary(other);
    await fileSummary(alone);
    expect((await answerTo(other.origin.filingId)).conditions).toMatchObject([{ code: 'B22', record: '10' }]);
    expect(await summaryState(alone.entryNumber)).toBe('accepted');
  });
});

/** Until some transaction of this database waits for a row that another one holds. */
async function waitsForLock(): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const rows = await bench.source.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
  }
  throw new Error('nobody waits for a lock');
}
