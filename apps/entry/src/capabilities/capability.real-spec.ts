import { claimsOnEntry, liquidationDesk } from '../liquidation/liquidation.fixture';
import { randomUUID } from 'node:crypto';
import {
  AccountChanged,
  type CapabilityAdmission,
  CapabilityChanged,
  EntryFilingAnswered,
  entrySubject,
  EntrySummaryFiled,
  SummaryReported,
} from '#contracts';
import { handlerBench, received, type HandlerBench } from '../../../../test/support/handler-bench';
import { believedBonds } from '../bonds/bond.fixture';
import { EntryConfig } from '../config/entry.config';
import { DeadlineRepository } from '../deadlines/deadline.repository';
import { EntryRecordReader } from '../entry-record/entry-record.reader';
import { entryService } from '../entry.service-definition';
import { AuthorityRepository } from '../authority/authority.repository';
import { EntrySummaryConsumer } from '../entry-summary/entry-summary.consumer';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import { priced, removal, withMonth, worked } from '../entry-summary/summary.fixture';
import { ImporterConsumer } from '../importer/importer.consumer';
import { ImporterRepository } from '../importer/importer.repository';
import { entryNumber } from '../release/release.fixture';
import { CapabilityConsumer } from './capability.consumer';

/** The filings of these tests come in at noon of a Monday in Los Angeles; the gate lets them through a day later. */
const RECEIVED = new Date('2026-03-02T20:00:00Z');
const PROCESSED = new Date('2026-03-03T20:00:00Z');
const MOMENT = 1;
const [importersAccount, broker] = [randomUUID(), randomUUID()];

let bench: HandlerBench;
const importers = new ImporterRepository();
const summaries = new EntrySummaryConsumer(
  new EntryConfig(),
  importers,
  new AuthorityRepository(),
  new EntrySummaryRepository(),
  new DeadlineRepository(),
  liquidationDesk,
  claimsOnEntry,
  believedBonds,
);
const capabilities = new CapabilityConsumer();

beforeAll(async () => {
  bench = await handlerBench(entryService as never);
  const account: AccountChanged = {
    ...AccountChanged.example,
    accountId: importersAccount,
    importerNumbers: ['12-3456789'],
  };
  const accounts = new ImporterConsumer(importers);
  await bench.handle((context) => accounts.accountsChanged([received(AccountChanged, 'account:1', account)], context));
});
afterAll(() => bench?.close());

let version = 0;
const tell = (code: string, admissions: CapabilityAdmission[], as = (version += 1)) =>
  bench.handle((context) => {
    const data: CapabilityChanged = { code, version: as, name: code, admissions };
    return capabilities.take([received(CapabilityChanged, `capability:${code}`, data)], context);
  });
const admission = (change: Partial<CapabilityAdmission> = {}): CapabilityAdmission => ({
  ...{ admissionId: randomUUID(), who: 'account', accountId: importersAccount, identity: null },
  ...{ from: '2026-01-01T00:00:00.000Z', to: null },
  ...change,
});

let serial = 7_600;
const file = async (
  change: Partial<EntrySummaryFiled> = {},
  receivedAt = RECEIVED,
  channel: 'abi' | 'json' = 'abi',
) => {
  const content = withMonth({
    ...(change.action === 'D' ? removal() : priced(worked(), '2026-03-03')),
    accountFilerCodes: ['B76'],
    entryNumber: entryNumber((serial += 1)),
    ...change,
  } as EntrySummaryFiled);
  const origin = {
    ...EntrySummaryFiled.example.origin,
    ...{ filingId: randomUUID(), accountId: broker, channel, receivedAt: receivedAt.toISOString() },
  };
  const data = { ...content, origin };
  const message = received(EntrySummaryFiled, entrySubject(data), data, origin.filingId);
  await bench.handle((context) => summaries.take([message], context), PROCESSED);
  const [answer] = (await bench.published(EntryFilingAnswered)).filter(
    ({ data: said }) => said.origin.filingId === origin.filingId,
  );
  // The answer to one that was taken waits for its team.
  const { conditions } = answer?.data ?? { conditions: [] };
  return { entryNumber: data.entryNumber, codes: conditions.map(({ code }) => code), conditions };
};
const reported = async (number: string) =>
  (await bench.published(SummaryReported)).filter(({ data }) => data.entryNumber === number).at(-1)?.data;

test('what was never rolled out to named accounts is open to all', async () => {
  const { codes, entryNumber: number } = await file();
  expect(codes).toEqual([]);
  expect((await reported(number))!.capabilities).toEqual([{ code: 'periodic-statement', admissionId: null }]);
});

test('a periodic statement by importer needs the importer, by its account or number; one by filer the filer; the others nobody', async () => {
  const own = admission();
  await tell('periodic-statement', [own]);
  expect((await file()).codes).toEqual([]);
  const { codes, conditions } = await file({ paymentType: '6' });
  expect(codes).toEqual(['209']);
  expect(conditions[0]).toMatchObject({
    text: 'PERIODIC STATEMENT REQUIRES ACE FILER',
    remedy: expect.stringContaining('yours is not among them'),
  });
  expect((await file({ paymentType: '2' })).codes).toEqual([]);
  await tell('periodic-statement', [admission({ who: 'filer code', accountId: null, identity: 'B76' })]);
  expect((await file({ paymentType: '6' })).codes).toEqual([]);
  await tell('periodic-statement', [{ ...own, to: own.from }]);
  expect((await file({ paymentType: '8' })).codes).toEqual(['210']);
  await tell('periodic-statement', [admission({ who: 'importer number', accountId: null, identity: '12-345678900' })]);
  expect((await file({ paymentType: '8' })).codes).toEqual([]);
});

test('turned off while filings wait behind a shut gate: what had been received before is finished, what came after is refused', async () => {
  const open = admission({ accountId: broker });
  await tell('json-summary', [open]);
  const [before, after] = [new Date(RECEIVED.getTime() - MOMENT), RECEIVED];
  await tell('json-summary', [{ ...open, to: RECEIVED.toISOString() }]);
  const taken = await file({}, before, 'json');
  expect(taken.codes).toEqual([]);
  expect((await reported(taken.entryNumber))!.capabilities).toContainEqual({
    code: 'json-summary',
    admissionId: open.admissionId,
  });
  expect((await file({}, after, 'json')).codes).toEqual(['W07']);
  expect((await file({}, after, 'abi')).codes).toEqual([]);

  // What is on file stays: a replacement that is refused takes nothing off, a deletion is always taken.
  const onFile = { entryNumber: taken.entryNumber };
  expect((await file({ ...onFile, action: 'R' }, after, 'json')).codes).toEqual(['W07']);
  const reader = new EntryRecordReader(bench.source);
  expect((await reader.read('B76', taken.entryNumber, null))!.summary).toMatchObject({ state: 'accepted' });
  expect((await file({ ...onFile, action: 'D' }, after, 'json')).codes).toEqual([]);
});

test('an older word that comes late changes nothing', async () => {
  const everybody = admission({ who: 'everybody', accountId: null });
  const newest = version + 2;
  await tell('json-summary', [{ ...everybody, to: RECEIVED.toISOString() }], newest);
  await tell('json-summary', [everybody], newest - 1);
  version = newest;
  expect((await file({}, RECEIVED, 'json')).codes).toEqual(['W07']);
});
