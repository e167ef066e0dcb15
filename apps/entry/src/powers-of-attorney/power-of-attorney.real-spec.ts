import { claimsOnEntry, liquidationDesk } from '../liquidation/liquidation.fixture';
import { randomUUID } from 'node:crypto';
import {
  AccountChanged,
  CargoReleaseFiled,
  EntryFilingAnswered,
  entrySubject,
  EntrySummaryFiled,
  PowerOfAttorneyChanged,
  powersSubject,
  SummaryStatusChanged,
  type PowerOfAttorney,
} from '#contracts';
import { handlerBench, received, type HandlerBench } from '../../../../test/support/handler-bench';
import { CargoReleaseConsumer } from '../cargo-release/cargo-release.consumer';
import { ReleaseDesk } from '../cargo-release/release-desk';
import { BondRepository } from '../bonds/bond.repository';
import { BondCoverage } from '../bonds/coverage';
import { believedBonds } from '../bonds/bond.fixture';
import { EntryConfig } from '../config/entry.config';
import { DeadlineRepository } from '../deadlines/deadline.repository';
import { EntryRecordReader } from '../entry-record/entry-record.reader';
import { entryService } from '../entry.service-definition';
import { AuthorityRepository } from '../authority/authority.repository';
import { EntrySummaryConsumer } from '../entry-summary/entry-summary.consumer';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import { priced, removal, worked } from '../entry-summary/summary.fixture';
import { ImporterConsumer } from '../importer/importer.consumer';
import { ImporterRepository } from '../importer/importer.repository';
import { openFence } from '../paper-standing/paper-decision.fixture';
import { PaperDecisionRepository } from '../paper-standing/paper-decision.repository';
import { CargoReleaseRepository } from '../release/cargo-release.repository';
import { billFiled, cancellation, entryNumber, filing, update, type DraftRelease } from '../release/release.fixture';
import { PowerOfAttorneyConsumer } from './power-of-attorney.consumer';

const IMPORTER = '12-345678900';
/** Noon of a Monday in Los Angeles, on which the filings of these tests come in; the gate lets them through a day later. */
const RECEIVED = new Date('2026-03-02T20:00:00Z');
const PROCESSED = new Date('2026-03-03T20:00:00Z');

let bench: HandlerBench;
const importers = new ImporterRepository();
const releases = new CargoReleaseRepository();
const decisions = new PaperDecisionRepository();
const config = new EntryConfig();
const desk = new ReleaseDesk(releases, decisions);
const filings = new CargoReleaseConsumer(
  config,
  importers,
  releases,
  desk,
  decisions,
  openFence,
  new BondCoverage(config, new BondRepository()),
);
const summaries = new EntrySummaryConsumer(
  config,
  importers,
  new AuthorityRepository(),
  new EntrySummaryRepository(),
  new DeadlineRepository(),
  liquidationDesk,
  claimsOnEntry,
  believedBonds,
);
const accounts = new ImporterConsumer(importers);
const powers = new PowerOfAttorneyConsumer();
const importersAccount = randomUUID();
const broker = randomUUID();

let serial = 7000;
const nextEntry = (): string => entryNumber((serial += 1));
const power = (change: Partial<PowerOfAttorney> = {}): PowerOfAttorney => ({
  ...{ powerId: randomUUID(), filerCode: 'B76', scopes: ['cargo release', 'entry summary'], ports: null },
  ...{ from: '2026-01-01', to: null, revokedAt: null, revokedFrom: null },
  ...change,
});
let version = 0;
const tell = (list: PowerOfAttorney[], as = (version += 1)) =>
  bench.handle((context) => {
    const data: PowerOfAttorneyChanged = { importerNumber: IMPORTER, version: as, powers: list };
    return powers.take([received(PowerOfAttorneyChanged, powersSubject('of these tests'), data)], context);
  });
const originAt = (receivedAt: Date, accountId = broker) => ({
  ...CargoReleaseFiled.example.origin,
  filingId: randomUUID(),
  accountId,
  receivedAt: receivedAt.toISOString(),
});
const answerTo = async (filingId: string) => {
  const [answer] = (await bench.published(EntryFilingAnswered)).filter(({ data }) => data.origin.filingId === filingId);
  const { outcome, conditions } = answer!.data;
  return { outcome, codes: conditions.map(({ code }) => code) };
};
const file = async (draft: DraftRelease, receivedAt = RECEIVED, accountId = broker) => {
  const data = { ...draft, origin: originAt(receivedAt, accountId) } as CargoReleaseFiled;
  const message = received(CargoReleaseFiled, entrySubject(data), data, data.origin.filingId);
  await bench.handle((context) => filings.take([message], context), PROCESSED);
  return answerTo(data.origin.filingId);
};
const release = (number = nextEntry(), change: Partial<DraftRelease> = {}) =>
  filing({ entryNumber: number, bills: [billFiled(`P${number}`)], ...change });
const summary = (number = nextEntry(), change: Partial<EntrySummaryFiled> = {}) =>
  ({
    ...(change.action === 'D' ? removal() : priced(worked(), '2026-03-03')),
    accountFilerCodes: ['B76'],
    entryNumber: number,
    ...change,
  }) as EntrySummaryFiled;
const fileSummary = async (content: EntrySummaryFiled, receivedAt = RECEIVED, accountId = broker) => {
  const data = { ...content, origin: originAt(receivedAt, accountId) };
  const message = received(EntrySummaryFiled, entrySubject(data), data, data.origin.filingId);
  await bench.handle((context) => summaries.take([message], context), PROCESSED);
  // The answer to one that was taken waits for its team.
  const [{ waiting }] = await bench.source.query(
    `SELECT count(*)::int AS waiting FROM waiting_answer WHERE filing_id = $1`,
    [data.origin.filingId],
  );
  return waiting > 0 ? { outcome: 'accepted', codes: [] } : answerTo(data.origin.filingId);
};
const taken = { outcome: 'accepted', codes: [] };
const refused = { outcome: 'rejected', codes: ['P05'] };
const summaryRefused = { outcome: 'rejected', codes: ['W05'] };

beforeAll(async () => {
  bench = await handlerBench(entryService as never);
  const account: AccountChanged = {
    ...AccountChanged.example,
    accountId: importersAccount,
    importerNumbers: ['12-3456789'],
    filerCodes: ['B76'],
  };
  await bench.handle((context) => accounts.accountsChanged([received(AccountChanged, 'account:1', account)], context));
});
afterAll(() => bench?.close());

test('who files for an importer that never granted a power here is taken as before', async () => {
  expect(await file(release())).toEqual(taken);
  expect(await fileSummary(summary())).toEqual(taken);
});

test('a power for one kind of filing and one port is for no other, and the importer itself needs none', async () => {
  await tell([power({ scopes: ['cargo release'], ports: ['2704'] })]);
  expect(await file(release())).toEqual(taken);
  expect(await fileSummary(summary())).toEqual(summaryRefused);
  expect(await file(release(nextEntry(), { plannedPortOfEntry: '2809' }))).toEqual(refused);
  expect(await file(release(nextEntry(), { plannedPortOfEntry: '2809' }), RECEIVED, importersAccount)).toEqual(taken);
});

test('revoked while filings wait behind a shut gate: what had been received before is taken, what came after is refused', async () => {
  await tell([power({ revokedAt: RECEIVED.toISOString() })]);
  const before = new Date(RECEIVED.getTime() - 1);
  expect(await file(release(), before)).toEqual(taken);
  expect(await fileSummary(summary(), before)).toEqual(taken);
  expect(await file(release(), RECEIVED)).toEqual(refused);
  expect(await fileSummary(summary(), RECEIVED)).toEqual(summaryRefused);
});

test('a power that ended while a filing waited counts for the day on which the filing was received', async () => {
  await tell([power({ to: '2026-03-02' })]);
  expect(await file(release(), RECEIVED)).toEqual(taken);
  expect(await file(release(), PROCESSED)).toEqual(refused);
});

test('an older list of powers that comes late changes nothing', async () => {
  const newest = version + 2;
  await tell([], newest);
  await tell([power()], newest - 1);
  version = newest;
  expect(await file(release())).toEqual(refused);
});

test('whose power is gone can update and replace nothing, but take back what was filed', async () => {
  await tell([power()]);
  const [number, summarized] = [nextEntry(), nextEntry()];
  expect(await file(release(number))).toEqual(taken);
  expect(await fileSummary(summary(summarized))).toEqual(taken);
  await tell([]);
  const bills = [billFiled(`P${number}`, { quantity: 90 })];
  expect(await file(update({ entryNumber: number, bills }))).toEqual(refused);
  expect(await file(release(number, { action: 'R', bills }))).toEqual(refused);
  expect(await fileSummary(summary(summarized, { action: 'R' }))).toEqual(summaryRefused);
  // A replacement that is refused for other reasons too takes nothing off file.
  const wrong = { action: 'R', importerNumber: null } as const;
  expect((await fileSummary(summary(summarized, wrong))).codes).toContain('W05');
  const reader = new EntryRecordReader(bench.source);
  expect((await reader.read('B76', summarized, null))!.summary).toMatchObject({ state: 'accepted' });
  expect(await file(cancellation({ entryNumber: number }))).toEqual(taken);
  expect(await fileSummary(summary(summarized, { action: 'D' }))).toEqual(taken);
});

test('a correction by another filer is taken under a power that the importer has recorded; it becomes the owner, and who was it is told', async () => {
  const another = randomUUID();
  await tell([power(), power({ filerCode: 'WK1', scopes: ['entry summary'] })]);
  const number = nextEntry();
  const unpaid = { paymentType: '1', statementDate: null, indicators: { electronicSignature: 'X' } };
  expect(await fileSummary(summary(number, unpaid))).toEqual(taken);
  const draft = worked();
  draft.lines[0]!.tariffs[1]!.valueDollars = 12_000;
  draft.lines[0]!.correctionReasons = [{ code: 'L04', recordIndex: null }];
  const correction = { indicator: 'Y', accelerated: null, explanation: 'The invoice was paid at 12,000', reasons: [] };
  const corrected = (filerCode: string): EntrySummaryFiled =>
    summary(number, {
      ...(priced(draft, '2026-03-03') as Partial<EntrySummaryFiled>),
      ...{ ...unpaid, paymentType: null, entryNumber: number, action: 'R' },
      ...{ correction: { ...correction, recordIndex: null } },
      ...{ accountFilerCodes: [filerCode], processingFiler: filerCode },
    });
  expect(await fileSummary(corrected('XY2'), RECEIVED, randomUUID())).toEqual(summaryRefused);
  expect(await fileSummary(corrected('WK1'), RECEIVED, another)).toEqual(taken);
  const told = (await bench.published(SummaryStatusChanged)).filter(({ data }) => data.entryNumber === number);
  expect(told.map(({ data }) => [data.accountId, data.dispositionType, data.remarks])).toEqual([
    [broker, '8', ['CORRECTED BY FILER WK1, WHICH IS NOW THE OWNER OF THE SUMMARY']],
  ]);
  const owners = await bench.source.query('SELECT account_id FROM entry_summary WHERE entry_key LIKE $1', [
    `%${number}`,
  ]);
  expect(owners).toEqual([{ account_id: another }]);
  // An ordinary filing in the block of another is refused.
  const inAnothers = summary(nextEntry(), { ...unpaid, processingFiler: 'WK1' });
  expect((await fileSummary(inAnothers)).codes).toEqual(['B53']);
});
