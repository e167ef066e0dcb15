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
  billSubject,
  entrySubject,
  SummaryDecided,
} from '#contracts';
import { FEDERAL_CALENDAR, localDate } from '#kernel';
import { type OnDiscard, UnitOfWork, type Received } from '#messaging';
import { RecurringWork } from '#service';
import { handlerBench, received, type HandlerBench } from '../../../test/support/handler-bench';
import { asOfMany, plansOf } from '../../../test/support/plans';
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
import { BondRepository } from './bonds/bond.repository';
import { BondCoverage } from './bonds/coverage';
import { believedBonds } from './bonds/bond.fixture';
import { EntryConfig } from './config/entry.config';
import { EntryRecordReader } from './entry-record/entry-record.reader';
import { entryService } from './entry.service-definition';
import { AnswerDeadlineTimer } from './entry-summary/answer-deadline.timer';
import { DiscardedDecisions } from './entry-summary/discarded-decisions';
import { AuthorityConsumer } from './authority/authority.consumer';
import { AuthorityRepository } from './authority/authority.repository';
import { EntrySummaryConsumer } from './entry-summary/entry-summary.consumer';
import { EntrySummaryRepository } from './summary-on-file/entry-summary.repository';
import { withdrawal } from './entry-summary/rule-book.fixture';
import { laptops, priced, removal, worked } from './entry-summary/summary.fixture';
import { SummaryReviewDesk } from './entry-summary/summary-review.desk';
import { TeamConsumer } from './entry-summary/team.consumer';
import { claimsOnEntry, liquidationDesk } from './liquidation/liquidation.fixture';
import { ACCOUNT_COLUMNS, followMergers } from './importer/account-mergers';
import { ImporterConsumer } from './importer/importer.consumer';
import { ImporterRepository } from './importer/importer.repository';
import { openFence as fence } from './paper-standing/paper-decision.fixture';
import { PaperDecisionRepository } from './paper-standing/paper-decision.repository';
import { Quotas } from './quotas/quotas';
import { SummaryQueryReader } from './summary-query/summary-query.reader';

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
const filings = new CargoReleaseConsumer(
  config,
  importers,
  releases,
  desk,
  decisions,
  fence,
  new BondCoverage(config, new BondRepository()),
);
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
  believedBonds,
);
const teams = new TeamConsumer(summaries);
const accounts = new ImporterConsumer(importers);
const log = { debug: () => undefined, error: () => undefined } as never;
const work = new RecurringWork({} as never, { ownsLane: () => true });
const timer = new DecisionTimer({} as never, releases, desk, fence, config, log, work);
const deadline = new AnswerDeadlineTimer({} as never, {} as never, summaries, config, work);

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
const order = async (
  number: string,
  decision: EntryReviewOrdered['decision'],
  now = NOW,
  officerPorts = ['2704'],
  more: Pick<EntryReviewOrdered, 'refusal' | 'day'> = {},
) => {
  const data: EntryReviewOrdered = {
    ...EntryReviewOrdered.example,
    origin: { ...EntryReviewOrdered.example.origin, filingId: randomUUID() },
    entryNumber: number,
    decision,
    officerPorts,
    ...more,
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
    await tellBills([billOnFile(bill, { quantity: 99, arrivedAt: ARRIVED })]);
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
    const unreadable = withEntry(number, bill, { reading: [found('W91', 'fatal')], estimatedValueDollars: null });
    await file([unreadable]);
    expect(await answerTo(unreadable.origin.filingId)).toMatchObject({
      outcome: 'rejected',
      conditions: [{ code: 'W91' }],
    });
    const carried = [{ record: 'SE11', recordIndex: 1, fields: { bondedWarehouseCode: 'W102' } }];
    const filed = withEntry(number, bill, { carried, reading: [found('W95', 'information')] });
    await file([filed]);
    expect(await answerTo(filed.origin.filingId)).toMatchObject({ outcome: 'accepted', conditions: [{ code: 'W95' }] });
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

describe('an announced cancellation', () => {
  test('is shown with its clock, and carried out by time alone seven days later', async () => {
    const [number, bill] = [nextEntry(), nextBill()];
    await file([withEntry(number, bill)]);
    await order(number, 'cancellation announced');
    const { release } = (await new EntryRecordReader(bench.source).read('B76', number, null))!;
    expect(release).toMatchObject({
      ordered: { cancelsOn: '2026-11-23' },
      findings: [{ code: '25', text: 'ENTRY WILL BE CANCELLED IN 7 DAYS' }],
      clocks: [
        { clock: 'first notice of a missing bill', dueDate: '2026-12-16' },
        { clock: 'second notice of a missing bill', dueDate: '2027-01-15' },
        { clock: 'announced cancellation', startedOn: '2026-11-16', dueDate: '2026-11-23' },
      ],
    });
    const look = (now: Date) => bench.handle(async ({ unit }) => void (await timer.decideDue(unit)), now);
    await look(new Date('2026-11-23T07:59:00Z'));
    expect(await stateOf(number)).toBe('awaiting bill');
    await look(new Date('2026-11-23T08:00:00Z'));
    expect(await stateOf(number)).toBe('cancelled');
    expect(await codesTold(number)).toEqual(['91', '25', '23']);
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
    // Whoever looks at all that is due later does not meet it.
    await bench.source.query('UPDATE cargo_release SET look_again_at = NULL WHERE entry_key = $1', [`B76${broken}`]);
  });
});

describe('what filers and officers do to an entry', () => {
  test('once goods arrived a correction is a request: refused it leaves the entry as it was, accepted it takes effect', async () => {
    const [number, bill, other] = [nextEntry(), nextBill(), nextBill()];
    // More is entered than there is: arrived, and not released.
    await tellBills([
      billOnFile(bill, { quantity: 99, arrivedAt: ARRIVED }),
      billOnFile(other, { arrivedAt: ARRIVED }),
    ]);
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
    expect(await order(number, 'correction refused')).toMatchObject({
      ...{ outcome: 'rejected', conditions: [{ code: 'PX2' }] },
    });
    const refusal = { reasonCode: '13', comments: ['PIECES DO NOT MATCH'] };
    expect(await order(number, 'correction refused', NOW, ['2704'], { refusal })).toMatchObject({
      ...{ outcome: 'accepted', kind: 'entry review' },
    });
    expect(await decidedOn(number)).toMatchObject([
      { accountId: first.origin.accountId, disposition: 'correction refused', person: 'Officer 2704-17', port: '2704' },
    ]);
    expect((await told(number)).at(-1)!.references).toEqual([
      { qualifier: 'CR', value: 'PW0001' },
      { qualifier: 'RSN', value: '13' },
      { qualifier: 'CMT', value: 'PIECES DO NOT MATCH' },
    ]);
    expect(await stateOf(number)).toBe('on file');
    await file([second]);
    await order(number, 'correction accepted', at(3));
    expect(await stateOf(number)).toBe('released');
    expect(await codesTold(number)).toEqual(['58', '90', '86', '90', '95', '88', '98']);
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
              arrivalDate: '2026-11-19',
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
  const deletion = (number: string): EntrySummaryFiled => ({
    ...(removal() as EntrySummaryFiled),
    origin: { ...EntrySummaryFiled.example.origin, filingId: randomUUID() },
    accountFilerCodes: ['B76'],
    entryNumber: number,
  });
  const fileSummary = (data: EntrySummaryFiled, on = SUMMARY_NOW) =>
    bench.handle(
      (context) =>
        summaryFilings.take(
          [received(EntrySummaryFiled, `entry:B76-${data.entryNumber}`, data, data.origin.filingId)],
          context,
        ),
      on,
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
    (await bench.published(SummaryReported)).filter(({ data }) => data.entryNumber === number && data.team);
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
      data: {
        team: { filingId: data.origin.filingId, summaryVersion: '00100' },
        filed: { imports: { entryDate: '2026-03-03' } },
        liquidation: { event: 'scheduled', version: 1 },
      },
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

  test('goods of an immediate delivery show the time for their summary from the release until one is on file, and the request is not taken back', async () => {
    const [number, bill] = [nextEntry(), nextBill()];
    const lookUp = async () =>
      (await new EntryRecordReader(bench.source).read('B76', number, null))!.release!.immediateDelivery;
    const outcome = async (draft: DraftRelease, now = at(3)) => {
      await file([draft], now);
      const { outcome: said, conditions } = await answerTo(draft.origin.filingId);
      return [said, ...conditions.map(({ code }) => code)];
    };
    expect(await outcome(withEntry(number, bill, { immediateDelivery: 'Y' }), NOW)).toEqual(['accepted']);
    expect(await lookUp()).toMatchObject({ askedBy: 'indicator', releasedOn: null, summaryDue: null });
    await tellBills([billOnFile(bill)]);
    await tellBills([billOnFile(bill, { version: 2, change: 'arrived', arrivedAt: ARRIVED })], at(3));
    expect(await lookUp()).toMatchObject({
      releasedOn: '2026-11-19',
      summaryDue: { clock: 'summary after immediate delivery', startedOn: '2026-11-19', legalDueDate: '2026-12-04' },
    });
    const moved = update({ entryNumber: number, bills: [], locationOfGoods: 'Y259', immediateDelivery: 'N' });
    expect(await outcome(moved)).toEqual(['rejected', 'PB2']);
    const data = summary(number, { portOfEntry: '2704', importerNumber: '12-3456789' });
    await fileSummary(data);
    await assign(data);
    expect(await summaryState(number)).toBe('accepted');
    expect(await lookUp()).toMatchObject({ summaryDue: null, summaryFiledOn: '2026-11-21', timeliness: 'on time' });
  });

  test('a warehouse entry comes from a warehouse entry, and from one that was imported within five years', async () => {
    const [consumption, warehouse] = [nextEntry(), nextEntry()];
    const bonded = { entryType: '21', bondedWarehouse: 'W123' };
    await file([withEntry(consumption, nextBill()), withEntry(warehouse, nextBill(), bonded)]);
    const from = async (entryNumber: string) => {
      const draft = filing({
        ...{ entryNumber: nextEntry(), entryType: '22', bondedWarehouse: 'W123', bills: [] },
        originatingEntry: { filerCode: 'B76', entryNumber },
      });
      await file([draft]);
      return (await answerTo(draft.origin.filingId)).conditions.map(({ code }) => code);
    };
    expect([await from(consumption), await from(warehouse), await from(nextEntry())]).toEqual([['PA6'], [], []]);
  });

  test('a withdrawal is from a warehouse entry that is on file, be it of the same batch; from none it is refused (298)', async () => {
    const [stored, first, second, lost] = [nextEntry(), nextEntry(), nextEntry(), nextEntry()];
    const taking = (number: string, from: string): EntrySummaryFiled => {
      const draft = withdrawal();
      draft.warehouse!.associatedWarehouseEntryNumber = from;
      return { ...summary(number), ...(priced(draft) as Partial<EntrySummaryFiled>), entryNumber: number };
    };
    const warehouse = summary(stored, { entryType: '21', locationOfGoodsCode: 'W123', importDate: '2026-03-02' });
    const filings = [warehouse, taking(first, stored), taking(lost, nextEntry())];
    await bench.handle(
      (context) =>
        summaryFilings.take(
          filings.map((data) =>
            received(EntrySummaryFiled, `entry:B76-${data.entryNumber}`, data, data.origin.filingId),
          ),
          context,
        ),
      SUMMARY_NOW,
    );
    const later = taking(second, stored);
    await fileSummary(later);
    const state = async (number: string) =>
      (await bench.source.query('SELECT state FROM entry_summary WHERE entry_key = $1', [`B76${number}`]))[0]?.state;
    expect(await Promise.all([stored, first, second, lost].map(state))).toEqual([
      ...['accepted', 'accepted', 'accepted', undefined],
    ]);
    expect((await answerTo(filings[2]!.origin.filingId)).conditions.map(({ code }) => code)).toContain('298');
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
    const data = summary(nextEntry(), { carried, reading: [found('W95', 'information')] });
    await fileSummary(data);
    await deadlineAt(2_500);
    expect(await answerTo(data.origin.filingId)).toMatchObject({
      outcome: 'accepted',
      conditions: [{ code: 'W95', record: '53', grouping: 'ADDCVD' }],
    });
    const onFile = async () =>
      (await new EntryRecordReader(bench.source).read('B76', data.entryNumber, null))!.summary!.history.map(
        ({ filed }) => (filed as EntrySummaryFiled).carried,
      );
    expect(await onFile()).toEqual([carried]);

    const unreadable = summary(nextEntry(), { lines: [], reading: [found('W91', 'fatal')] });
    await fileSummary(unreadable);
    expect(await answerTo(unreadable.origin.filingId)).toMatchObject({
      outcome: 'rejected',
      conditions: [{ code: 'W91' }],
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
    // A correction is reviewed under a function of its own, which the Center gets by itself.
    const correct = 'UPDATE entry_summary SET corrected = true WHERE entry_key = $1';
    await bench.source.query(correct, [`B76${late.entryNumber}`]);
    expect(await decide(late.entryNumber, 'CEE004')).toBe('THE PORT DECIDES ON THE DAY OF THIS SUMMARY');
    const corrections = { ...reviewing, function: 'post-summary-correction', from: '2026-03-03' };
    await told(4, [{ ...reviewing, from: '2026-03-03' }, corrections]);
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
      deletion(number),
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
    const [first, remove] = [summary(number), deletion(number)];
    const unpaid = { paymentType: null, statementDate: null, indicators: { electronicSignature: 'X' } };
    const second = summary(number, { action: 'R', ...unpaid });
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
    // When it was due is told with the first filing, and a replacement does not change it.
    const [due] = await bench.source.query(
      'SELECT due_date::text AS "dueDate", timeliness FROM summary_deadline WHERE entry_key = $1',
      [`B76${number}`],
    );
    expect(told[0]).toMatchObject({ filed: due });
    expect(told[4]!.filed!.dueDate).toBeUndefined();
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
      deletion(number),
      deletion(number),
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

  test('what an account filed goes on with the one into which it was merged; an older word of the account undoes nothing, and what says who filed stays', async () => {
    const [gone, stays] = [randomUUID(), randomUUID()];
    const [number, bill] = [nextEntry(), nextBill()];
    const ofGone = <D extends { origin: { accountId: string } }>(draft: D): D => ({
      ...draft,
      origin: { ...draft.origin, accountId: gone },
    });
    const draft = ofGone(withEntry(number, bill));
    await file([draft]);
    const data = ofGone(summary(number));
    await fileSummary(data);
    await assign(data);
    const tell = (change: Partial<AccountChanged>) =>
      bench.handle((context) =>
        accounts.accountsChanged(
          [
            received(AccountChanged, `account:${gone}`, {
              ...{ ...AccountChanged.example, accountId: gone, importerNumbers: [], version: 2 },
              ...change,
            }),
          ],
          context,
        ),
      );
    const whose = async () =>
      (
        await bench.source.query(
          `SELECT 'release' AS of, account_id::text AS account FROM cargo_release WHERE entry_key = $1
            UNION ALL SELECT 'summary', account_id::text FROM entry_summary WHERE entry_key = $1
            UNION ALL SELECT 'deadline', account_id::text FROM summary_deadline WHERE entry_key = $1
            UNION ALL SELECT 'version', account_id::text FROM entry_summary_version WHERE entry_key = $1 ORDER BY 1`,
          [`B76${number}`],
        )
      ).map(({ of, account }: { of: string; account: string }) => [of, account]);
    const all = (current: string) => [
      ['deadline', current],
      ['release', current],
      ['summary', current],
      ['version', gone],
    ];
    expect(await whose()).toEqual(all(gone));
    await tell({ active: false, mergedInto: stays });
    expect(await whose()).toEqual(all(stays));
    // Told once more, and an older word of it that comes late.
    await tell({ active: false, mergedInto: stays });
    await tell({ version: 1 });
    expect(await whose()).toEqual(all(stays));
    // From then on it hears of the goods and is told of as whose they are.
    await tellBills([billOnFile(bill, { arrivedAt: ARRIVED })]);
    expect((await told(number)).at(-1)).toMatchObject({ accountId: stays });
    const again = { ...summary(number, { action: 'R' }) };
    await fileSummary({ ...again, origin: { ...again.origin, accountId: stays } });
    expect((await reported(number)).at(-1)).toMatchObject({ accountId: stays });
  });

  test('every column that names an account says what a merger does to it', async () => {
    const rows: { table: string; column: string }[] = await bench.source.query(
      `SELECT c.table_name AS "table", c.column_name AS "column" FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.data_type = 'uuid' AND c.column_name ~ '(^|_)account(_id)?$'`,
    );
    const named = (of: readonly { table: string; column: string }[]): string[] =>
      of.map(({ table, column }) => `${table}.${column}`).sort();
    expect(named(ACCOUNT_COLUMNS)).toEqual(named(rows));
  });

  test('what an account has here is found by indexes when it is merged, however much others have', async () => {
    await asOfMany(
      bench.source,
      ACCOUNT_COLUMNS.filter(({ merger }) => merger === 'moves'),
    );
    const plans = await plansOf(bench.source, (manager) =>
      followMergers(manager, [{ from: randomUUID(), to: randomUUID() }]),
    );
    expect(plans).toHaveLength(ACCOUNT_COLUMNS.filter(({ merger }) => merger === 'moves').length);
    expect(plans.filter((plan) => !/Index Cond: \(\w+ = m\.id\)/.test(plan))).toEqual([]);
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

  test('goods under a quota wait for it, and then for the quota: the release is looked at again as soon as it is on file', async () => {
    const [number, bill] = [nextEntry(), nextBill()];
    await tellBills([billOnFile(bill, { arrivedAt: ARRIVED })]);
    await file([withEntry(number, bill, { entryType: '02' })]);
    const data = summary(number, { entryType: '02' });
    await fileSummary(data);
    expect(await summaryState(number)).toBe('accepted');
    await bench.handle(async ({ unit }) => void (await timer.decideDue(unit)), NOW);
    expect(await codesTold(number)).toEqual(['95', '76', '70']);
    await order(number, 'quota accepted');
    expect(await codesTold(number)).toEqual(['95', '76', '70', '73', '98']);
    const { release } = (await new EntryRecordReader(bench.source).read('B76', number, null))!;
    expect(release).toMatchObject({ state: 'released', ordered: { quota: 'accepted' } });
  });

  test('what an allotment of a quota gives decides the release: goods that are awaited are not allotted, and too little keeps them', async () => {
    const quotas = new Quotas(bench.source, { warn: () => undefined } as never);
    const { id } = await quotas.add(
      {
        ...{ name: 'Laptops of France', kind: 'tariff rate', headings: ['84713001'], paired: null, countries: ['FR'] },
        ...{ unit: 'NO', quantity: '12', opensAt: '2026-01-02T17:00:00Z', from: '2026-01-01', to: '2026-12-31' },
        status: 'open',
      },
      'D. Nakamura',
    );
    const claimed = async (arrivedAt: string | null, more: Partial<BillChanged> = {}): Promise<[string, string]> => {
      const [number, bill] = [nextEntry(), nextBill()];
      await tellBills([billOnFile(bill, { arrivedAt, ...more })]);
      await file([withEntry(number, bill, { entryType: '02' })]);
      const goods = priced({ ...worked(), entryType: '02', lines: [laptops(5_000, 'FR') as never] });
      const data = { ...summary(number), ...(goods as EntrySummaryFiled), entryNumber: number };
      await fileSummary(data);
      await deadlineAt(60_000);
      const { conditions } = await answerTo(data.origin.filingId);
      expect(conditions.map(({ code }) => code).includes('Q12')).toBe(arrivedAt === null || more.inBond !== undefined);
      return [number, bill];
    };
    // Unladen at another port, they come in bond.
    const inBond = { number: '123456782', entryType: '61', departurePort: '2809', destinationPort: '2704' };
    const elsewhere = (arrivedOn: string | null) => ({
      ...{ portCode: '2809', arrivedAt: ARRIVED, inBond: { ...inBond, createdOn: '2026-11-15', arrivedOn } },
    });
    const [moving, moved] = await claimed(ARRIVED, elsewhere(null));
    const [first, second] = [(await claimed(ARRIVED))[0], (await claimed(ARRIVED))[0]];
    const [awaited, bill] = await claimed(null);
    const asked = async (number: string) => {
      const all = await new SummaryQueryReader(bench.source, new BondRepository()).named([`B76${number}`], false);
      return all[0]!.quotaProcessed;
    };
    const allot = async () => {
      // After the goods arrived.
      const { decided } = await quotas.allot(id, at(5), 'D. Nakamura', at(5));
      const among = decided.map(({ entryKey }) => entryKey);
      await bench.handle(async ({ unit }) => void (await timer.decideDue(unit, among)), at(5));
      return decided.map(({ entryKey, status }) => [entryKey.slice(3), status]);
    };
    expect(await asked(first)).toBe(false);
    expect(await allot()).toEqual([
      [first, 'accepted'],
      [second, 'reserved'],
    ]);
    expect((await codesTold(first)).slice(-2)).toEqual(['73', '98']);
    expect((await codesTold(second)).at(-1)).toBe('72');
    expect([await asked(first), await asked(second), await asked(awaited)]).toEqual([true, true, false]);
    await tellBills([billOnFile(bill, { arrivedAt: ARRIVED, version: 2 })]);
    expect(await allot()).toEqual([[awaited, 'rejected']]);
    expect((await codesTold(awaited)).at(-1)).toBe('71');
    await tellBills([billOnFile(moved, { ...elsewhere('2026-11-18'), change: 'arrived in bond', version: 2 })]);
    expect(await allot()).toEqual([[moving, 'rejected']]);
    // A person at the port may decide otherwise.
    await order(second, 'quota accepted', at(5));
    expect((await codesTold(second)).slice(-2)).toEqual(['73', '98']);
  });

  test('under immediate delivery the rates are those of the day on which the summary was filed: a filing that takes it off file leaves that day, a deletion does not', async () => {
    const number = nextEntry();
    await file([withEntry(number, nextBill(), { immediateDelivery: 'Y' })]);
    const filedOn = (day: string, change: Partial<EntrySummaryFiled> = {}) => {
      const data = summary(number, change);
      return fileSummary({ ...data, origin: { ...data.origin, receivedAt: `${day}T20:00:00Z` } });
    };
    const days = async () =>
      (await new EntryRecordReader(bench.source).read('B76', number, null))!.summary!.history.map(
        ({ event, computed }) => [event, (computed as { rateDate: string } | null)?.rateDate ?? null],
      );
    await filedOn('2026-02-26');
    await filedOn('2026-02-27');
    await filedOn('2026-02-27', { totals: { ...summary(number).totals, dutyCents: 1 } });
    await filedOn('2026-02-28');
    await fileSummary(deletion(number));
    await filedOn('2026-03-01');
    expect(await days()).toEqual([
      ['added', '2026-02-26'],
      ['replaced', '2026-02-26'],
      ['deleted by a rejected filing', null],
      ['added', '2026-02-26'],
      ['deleted by the filer', null],
      ['added', '2026-03-01'],
    ]);
  });

  test('from the day on which its statement is printed a summary is under the control of CBP: nothing takes it off file any more, and queries say so', async () => {
    const [number, moved] = [nextEntry(), nextEntry()];
    const individual = { paymentType: '1', statementDate: null, indicators: { electronicSignature: 'X' } };
    for (const entry of [number, moved]) await fileSummary(summary(entry));
    await fileSummary(summary(moved, { action: 'R', ...individual }));
    const printed = new Date('2026-03-12T20:00:00Z');
    const later = { statementDate: '2026-03-17' };
    for (const entry of [number, moved])
      for (const data of [
        summary(entry, { action: 'R', ...later, totals: { ...summary(entry).totals, dutyCents: 1 } }),
        deletion(entry),
      ])
        await fileSummary(data, printed);
    expect([await summaryState(number), await summaryState(moved)]).toEqual(['accepted', 'deleted']);
    await fileSummary(summary(moved, individual));
    const told = await new SummaryQueryReader(bench.source, new BondRepository()).named(
      [`B76${number}`, `B76${moved}`],
      false,
    );
    expect(told.map(({ control, underReview }) => [control, underReview])).toEqual([
      ['cbp', false],
      ['trade', false],
    ]);
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
