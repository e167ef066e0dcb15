import { randomUUID } from 'node:crypto';
import pino from 'pino';
import {
  AccountChanged,
  BondChanged,
  BondFiled,
  bondSubject,
  CargoReleaseFiled,
  EntryFilingAnswered,
  entrySubject,
  EntrySummaryFiled,
  kindOf,
} from '#contracts';
import { addDays } from '#kernel';
import { handlerBench, received, type HandlerBench } from '../../../../test/support/handler-bench';
import { CargoReleaseConsumer } from '../cargo-release/cargo-release.consumer';
import { ReleaseDesk } from '../cargo-release/release-desk';
import { EntryConfig } from '../config/entry.config';
import { entryService } from '../entry.service-definition';
import { ImporterConsumer } from '../importer/importer.consumer';
import { ImporterRepository } from '../importer/importer.repository';
import { openFence } from '../paper-standing/paper-decision.fixture';
import { PaperDecisionRepository } from '../paper-standing/paper-decision.repository';
import { claimsOnEntry, liquidationDesk } from '../liquidation/liquidation.fixture';
import { AuthorityRepository } from '../authority/authority.repository';
import { DeadlineRepository } from '../deadlines/deadline.repository';
import { priced, worked } from '../entry-summary/summary.fixture';
import { EntrySummaryConsumer } from '../entry-summary/entry-summary.consumer';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import { CargoReleaseRepository } from '../release/cargo-release.repository';
import { entryNumber, filing } from '../release/release.fixture';
import { action, continuous, single, TODAY } from './bond.fixture';
import { InsufficientBonds } from './insufficient-bonds';
import { InsufficientBondsController } from './insufficient-bonds.controller';
import { SuretyStandings } from './surety-standing';
import { SuretyStandingController } from './surety-standing.controller';
import { BondConsumer } from './bond.consumer';
import { BondReader } from './bond.reader';
import { BondRepository } from './bond.repository';
import { BondCoverage } from './coverage';

const NOW = new Date(`${TODAY}T18:00:00Z`);
const silent = pino({ level: 'silent' }) as never;
const config = new EntryConfig();
config.BONDS_LOOKED_UP_FROM = '2026-11-24';
const importers = new ImporterRepository();
const repository = new BondRepository();
const bonds = new BondConsumer(config, importers, repository);
const decisions = new PaperDecisionRepository();
const releases = new CargoReleaseRepository();
const filings = new CargoReleaseConsumer(
  config,
  importers,
  releases,
  new ReleaseDesk(releases, decisions),
  decisions,
  openFence,
  new BondCoverage(config, repository),
);
const summaries = new EntrySummaryConsumer(
  config,
  importers,
  new AuthorityRepository(),
  new EntrySummaryRepository(),
  new DeadlineRepository(),
  liquidationDesk,
  claimsOnEntry,
  new BondCoverage(config, repository),
);
const IMPORTER = '12-3456789';
const USER = '12-3456789AB';

let bench: HandlerBench;
let reader: BondReader;
let serial = 500;

const origin = () => ({ ...BondFiled.example.origin, filingId: randomUUID(), receivedAt: NOW.toISOString() });
const nextEntry = (): string => entryNumber((serial += 1));
const refer = kindOf(BondFiled).reference as (data: BondFiled) => string;
const answersTo = async (all: readonly { origin: { filingId: string } }[]): Promise<EntryFilingAnswered[]> => {
  const published = await bench.published(EntryFilingAnswered);
  return all.map(({ origin: { filingId } }) => published.find(({ data }) => data.origin.filingId === filingId)!.data);
};
const takeAll = async (...all: BondFiled[]): Promise<EntryFilingAnswered[]> => {
  const filed = all.map((data) => ({ ...data, origin: origin() }));
  await bench.handle(
    (context) =>
      bonds.take(
        filed.map((data) => received(BondFiled, bondSubject(refer(data)), data, data.origin.filingId)),
        context,
      ),
    NOW,
  );
  return answersTo(filed);
};
const take = async (data: BondFiled): Promise<EntryFilingAnswered> => (await takeAll(data))[0]!;
const said = ({ conditions, entrySummary }: EntryFilingAnswered) => [
  ...conditions.map(({ code }) => code),
  entrySummary!.finalCode,
];
const numberOf = ({ entrySummary }: EntryFilingAnswered): string => entrySummary!.bond!.number!;
const forEntry = (number: string, change: Partial<BondFiled> = {}): BondFiled =>
  single({ transactions: [{ type: '1', entryType: '01', id: `B76${number}`, recordIndex: 1 }], ...change });
const release = (number: string, change: object = {}): CargoReleaseFiled => ({
  ...(filing({ entryNumber: number, filerCode: 'B76', ...change }) as CargoReleaseFiled),
  ...{ origin: { ...CargoReleaseFiled.example.origin, filingId: randomUUID(), receivedAt: NOW.toISOString() } },
  accountFilerCodes: ['B76'],
});
const underSingle = {
  bondType: '9',
  references: [
    ['V1', '036'],
    ['AMT', '60000'],
  ].map(([qualifier, value]) => ({ qualifier, value, recordIndex: 9 })),
};
const releaseAnswers = async (...all: CargoReleaseFiled[]): Promise<string[][]> => {
  await bench.handle(
    (context) =>
      filings.take(
        all.map((data) => received(CargoReleaseFiled, entrySubject(data), data, data.origin.filingId)),
        context,
      ),
    NOW,
  );
  return (await answersTo(all)).map(({ outcome, conditions }) => [
    outcome,
    ...conditions.filter(({ severity }) => severity === 'fatal').map(({ code }) => code),
  ]);
};

const ofToday = {
  ...{ entryDate: TODAY, importDate: TODAY, estimatedArrival: TODAY },
  paymentType: '1',
  statementDate: null,
  indicators: { electronicSignature: 'X' },
};
/** Of a summary of the entry, the conditions at its bonds, or none where it is on file. */
const summaryAnswer = async (
  number: string,
  ...bonds: NonNullable<EntrySummaryFiled['bonds']>
): Promise<EntryFilingAnswered['outcome'] | string[]> => {
  const data: EntrySummaryFiled = {
    ...(priced({ ...worked(), ...ofToday }, TODAY) as EntrySummaryFiled),
    ...{ entryNumber: number, importerNumber: IMPORTER, accountFilerCodes: ['B76'], origin: origin(), bonds },
    bond: { type: bonds[0]!.type, surety: bonds[0]!.surety, recordIndex: 5 },
  };
  await bench.handle(
    (context) => summaries.take([received(EntrySummaryFiled, entrySubject(data), data, data.origin.filingId)], context),
    NOW,
  );
  const [waiting] = await bench.source.query('SELECT answer FROM waiting_answer WHERE filing_id = $1', [
    data.origin.filingId,
  ]);
  if (waiting) return waiting.answer.outcome;
  const [{ conditions }] = (await answersTo([data])) as [EntryFilingAnswered];
  return conditions.filter(({ severity }) => severity === 'fatal').map(({ code }) => code);
};

beforeAll(async () => {
  bench = await handlerBench(entryService as never);
  reader = new BondReader(bench.source, repository, importers);
  const account: AccountChanged = {
    ...AccountChanged.example,
    name: 'Pacific Home Goods',
    importerNumbers: [IMPORTER, USER],
  };
  const accounts = new ImporterConsumer(importers);
  const agent = { agent: '123-45-6789', filerCode: 'S36', limitDollars: null, from: '2026-01-01', to: null };
  const surety: AccountChanged = {
    ...{ ...AccountChanged.example, accountId: randomUUID(), name: 'Second Surety', kinds: [], filerCodes: [] },
    ...{ suretyCodes: ['016', '032'], suretyAgents: [agent, { ...agent, filerCode: 'A77', limitDollars: 10_000 }] },
  };
  for (const one of [account, surety])
    await bench.handle((context) =>
      accounts.accountsChanged([received(AccountChanged, `account:${one.name}`, one)], context),
    );
});
afterAll(() => bench?.close());

test('an entry filed before its single transaction bond is refused with the code and taken once the bond is on file', async () => {
  const number = nextEntry();
  expect(await releaseAnswers(release(number, underSingle))).toEqual([['rejected', 'PK0']]);
  const answer = await take(forEntry(number));
  expect(said(answer)).toEqual(['992']);
  expect(numberOf(answer)).toMatch(/^269[0-9A-Z]{6}$/);
  expect(answer.entrySummary!.bond!.names).toContainEqual({ recordIndex: 2, name: 'Pacific Home Goods' });
  expect(await releaseAnswers(release(number, underSingle))).toEqual([['accepted']]);
  expect((await reader.read(numberOf(answer)))!.transaction).toMatchObject({ matched: true });
  // What an entry stands on is not taken away from under it.
  const void9 = action({ action: 'V', type: '9', executedOn: null, number: numberOf(answer) });
  expect(said(await take(void9))).toEqual(['S08', 'S98']);
  const adjusted = action({
    ...{ action: 'C', type: '9', executedOn: null, number: numberOf(answer), amountDollars: 70_000 },
    sureties: single().sureties,
  });
  expect(said(await take(adjusted))).toEqual(['995']);
  const superseding = await take(forEntry(number, { action: 'E' }));
  expect(said(superseding)).toEqual(['997']);
  const states = (await reader.list({ entry: `B76${number}`, limit: 10 })).bonds.map(({ number: of, state }) => [
    of,
    state,
  ]);
  expect(states).toEqual([
    [numberOf(answer), 'superseded'],
    [numberOf(superseding), 'active'],
  ]);
});

test('each change of a bond is told with whom it concerns: parties to be notified as first named, and the account of the principal', async () => {
  const number = nextEntry();
  const notify = { notify: [{ codes: ['2704QZ7', '1001QZ8'], recordIndex: 1 }] };
  const agent = { ...AccountChanged.example, accountId: randomUUID(), importerNumbers: [], suretyCodes: [] };
  await bench.handle(({ unit }) => importers.storeAccounts(unit.manager, [{ ...agent, filerCodes: ['QZ7'] }]));
  expect(said(await take(forEntry(number, notify)))).toEqual(['S64', 'S98']);
  await bench.handle(({ unit }) =>
    importers.storeAccounts(unit.manager, [{ ...agent, version: agent.version + 1, filerCodes: ['QZ7', 'QZ8'] }]),
  );
  const bond = numberOf(await take(forEntry(number, notify)));
  expect(said(await take(action({ action: 'V', type: '9', executedOn: null, number: bond })))).toEqual(['994']);
  const told = (await bench.published(BondChanged)).map(({ data }) => data).filter((data) => data.number === bond);
  expect(told.map(({ version, event, state, finalCode }) => [version, event, state, finalCode])).toEqual([
    [1, 'filed', 'active', '992'],
    [2, 'voided', 'void', '994'],
  ]);
  for (const { notify, principal, principalAccounts } of told) {
    expect(notify).toEqual(['2704QZ7', '1001QZ8']);
    expect(principal).toEqual({ idType: 'EI', number: '12-345678900', name: 'Pacific Home Goods' });
    expect(principalAccounts).toEqual([AccountChanged.example.accountId]);
  }
});

test('a bond that is void covers nothing, and a second basic bond of an entry is refused, also in one batch', async () => {
  const number = nextEntry();
  const [first, second] = await takeAll(forEntry(number), forEntry(number));
  expect([said(first!), said(second!)]).toEqual([['992'], ['S07', 'S98']]);
  expect(second!.entrySummary!.bond!.number).toBeNull();
  const voiding = action({ action: 'V', type: '9', executedOn: null, number: numberOf(first!) });
  expect(said(await take(voiding))).toEqual(['994']);
  expect(await releaseAnswers(release(number, underSingle))).toEqual([['rejected', 'PK0']]);
  expect(said(await take(voiding))).toEqual(['S09', 'S98']);
});

test('a continuous bond covers its principal, and a user from the day of the rider, until the day it ends', async () => {
  const [before] = await releaseAnswers(release(nextEntry(), { bondType: '8' }));
  expect(before).toEqual(['rejected', '018']);
  const answer = await take(continuous());
  expect(said(answer)).toEqual(['992']);
  const number = numberOf(answer);
  expect(said(await take(continuous()))).toEqual(['S96', 'S98']);
  const userOf = (change: object) => ({
    ...{ idType: 'EI', id: USER, name: null, action: null, addOn: null, deleteOn: null, recordIndex: 1, ...change },
  });
  const asUser = () => release(nextEntry(), { bondType: '8', importer: { type: 'EI', number: USER } });
  expect(await releaseAnswers(release(nextEntry(), { bondType: '8' }), asUser())).toEqual([
    ['accepted'],
    ['rejected', '018'],
  ]);
  const joining = action({ action: 'R', number, users: [userOf({ action: 'A', addOn: TODAY })] });
  expect(said(await take(joining))).toEqual(['SR6']);
  expect(await releaseAnswers(asUser())).toEqual([['accepted']]);
  const ending = action({ action: 'T', number, terminatesOn: '2026-12-09' });
  expect(said(await take(ending))).toEqual(['998']);
  expect(said(await take(ending))).toEqual(['S13', 'S98']);
  expect((await reader.read(number))!.history.map(({ event }) => event)).toEqual(['filed', 'rider', 'terminated']);
  // A new one may begin on the day on which that ends.
  expect(said(await take(continuous({ effectiveOn: '2026-12-09' })))).toEqual(['992']);
});

test('an entry summary stands on the bond of the register, which is then not taken away from under it', async () => {
  const number = nextEntry();
  const of9 = { type: '9', designation: 'B', surety: '036', amountDollars: 60_000 };
  expect(await summaryAnswer(number, of9)).toEqual(['752']);
  const bond = numberOf(await take(forEntry(number)));
  expect(await summaryAnswer(number, { ...of9, amountDollars: 50_000 })).toEqual(['756']);
  expect(await summaryAnswer(number, of9)).toBe('accepted');
  const void9 = action({ action: 'V', type: '9', executedOn: null, number: bond });
  expect(said(await take(void9))).toEqual(['S08', 'S98']);
  const adjusted = action({
    ...{ action: 'C', type: '9', executedOn: null, number: bond, amountDollars: 70_000 },
    sureties: single().sureties,
  });
  expect(said(await take(adjusted))).toEqual(['S11', 'S98']);
  const other = nextEntry();
  const voided = numberOf(await take(forEntry(other)));
  expect(said(await take(action({ action: 'V', type: '9', executedOn: null, number: voided })))).toEqual(['994']);
  expect(await summaryAnswer(other, of9)).toEqual(['753']);
  // Of the continuous bond that the importer had until 9 December, and of another surety.
  const of8 = { type: '8', designation: 'B', surety: '036', amountDollars: null };
  // The summary names its importer without the suffix, a bond with it: it is owed by the same.
  const full = `${IMPORTER}00`;
  const owed = async (): Promise<number> =>
    (await repository.owed(bench.source.manager, [full], new Date(0))).get(full) ?? 0;
  const before = await owed();
  expect(await summaryAnswer(nextEntry(), of8)).toBe('accepted');
  expect(await owed()).toBeGreaterThan(before);
  expect(await summaryAnswer(nextEntry(), { ...of8, surety: '016' })).toEqual(['145']);
});

test('nobody files, changes or ends a bond of a surety but the surety and the agents that it named, each up to its limit', async () => {
  const of032 = (filerCode: string, amountDollars: number, number = nextEntry()) =>
    forEntry(number, {
      ...{ accountSuretyCodes: [], accountFilerCodes: [filerCode], amountDollars },
      sureties: [{ ...single().sureties[0]!, code: '032' }],
    });
  const number = nextEntry();
  const [forged, ofAgent, tooMuch] = await takeAll(
    of032('B76', 5_000),
    of032('A77', 5_000, number),
    of032('A77', 10_001),
  );
  expect([said(forged!), said(ofAgent!), said(tooMuch!)]).toEqual([['S95', 'S98'], ['992'], ['S97', 'S98']]);
  const other = { accountSuretyCodes: ['036'], accountFilerCodes: ['S36Z'] };
  const void9 = action({ action: 'V', type: '9', executedOn: null, number: numberOf(ofAgent!), ...other });
  expect(said(await take(void9))).toEqual(['S80', 'S98']);
  expect(said(await take({ ...void9, accountSuretyCodes: [], accountFilerCodes: ['A77'] }))).toEqual(['994']);
});

test('a bond secures the entry that it names and no second one, and of ten bonds in a batch one that is wrong refuses itself alone', async () => {
  const entries = Array.from({ length: 10 }, nextEntry);
  const filed = entries.map((number, at) => forEntry(number, at === 4 ? { amountDollars: 0 } : {}));
  const answers = await takeAll(...filed);
  expect(answers.map(said)).toEqual(entries.map((_, at) => (at === 4 ? ['S15', 'S98'] : ['992'])));
  const [first, second] = [entries[0]!, nextEntry()];
  expect(await releaseAnswers(release(first, underSingle), release(second, underSingle))).toEqual([
    ['accepted'],
    ['rejected', 'PK0'],
  ]);
  expect(await summaryAnswer(second, { type: '9', designation: 'B', surety: '036', amountDollars: 60_000 })).toEqual([
    '752',
  ]);
});

test('a surety reads its bonds page by page with what it is liable for, and a query has the bonds of an importer', async () => {
  const { liability: before } = await reader.list({ sureties: ['016'], limit: 10 });
  expect(before).toEqual([]);
  const [{ code }] = [{ code: '016' }];
  const coSurety = { code, agent: '123-45-6789', name: null, liabilityDollars: 20_000, recordIndex: 4 };
  const sureties = [{ ...single().sureties[0]!, liabilityDollars: 40_000 }];
  for (let at = 0; at < 3; at += 1)
    expect(said(await take(forEntry(nextEntry(), { sureties, coSureties: [coSurety] })))).toEqual(['992']);
  const first = await reader.list({ sureties: [code], limit: 2 });
  const second = await reader.list({ sureties: [code], limit: 2, after: first.next! });
  expect([first.bonds.length, second.bonds.length, second.next]).toEqual([2, 1, null]);
  expect(first.liability).toEqual([{ code, bonds: 3, dollars: 60_000 }]);
  const [importer, stranger] = await reader.ofImporters([IMPORTER, '11-2223334']);
  expect(importer!.standing).toBe('active');
  expect(importer!.bonds.every(({ suretyCode, sufficient }) => suretyCode === '036' && sufficient === true)).toBe(true);
  expect(importer!.bonds.map(({ userActive }) => userActive)).toContain(false);
  expect(stranger).toEqual({ importerNumber: '11-2223334', standing: null, bonds: [] });
});

test('a bond is not voided while an entry is filed under it: whoever comes second sees the other', async () => {
  for (let at = 0; at < 4; at += 1) {
    const number = nextEntry();
    const bond = numberOf(await take(forEntry(number)));
    const filed = release(number, underSingle);
    const voiding = { ...action({ action: 'V', type: '9', executedOn: null, number: bond }), origin: origin() };
    await Promise.all([
      bench.handle(
        (context) =>
          filings.take([received(CargoReleaseFiled, entrySubject(filed), filed, filed.origin.filingId)], context),
        NOW,
      ),
      bench.handle(
        (context) =>
          bonds.take([received(BondFiled, bondSubject(refer(voiding)), voiding, voiding.origin.filingId)], context),
        NOW,
      ),
    ]);
    const [entryAnswer, bondAnswer] = await answersTo([filed, voiding]);
    expect([entryAnswer!.outcome, bondAnswer!.outcome].sort()).toEqual(['accepted', 'rejected']);
  }
});

test('a bond is held against what the operator told of its surety, by the day', async () => {
  const standings = new SuretyStandings(bench.source, silent);
  const controller = new SuretyStandingController(standings);
  const limit = { surety: '036', active: true, underwritingDollars: 59_999, from: '2026-11-01', to: TODAY };
  const load = (...sureties: (typeof limit)[]) => controller.load({ sureties, actor: 'D. Nakamura' });
  const answer = async () => said(await take(forEntry(nextEntry())));
  expect(await load(limit)).toEqual({ loaded: 1, onFile: 1 });
  expect(await answer()).toEqual(['S93', 'S98']);
  await load({ ...limit, active: false });
  expect(await answer()).toEqual(['S75', 'S93', 'S98']);
  await load({ ...limit, to: '2026-11-20' });
  expect(await answer()).toEqual(['992']);
  expect(await controller.periods('036')).toMatchObject({ periods: [{ surety: '036', to: '2026-11-20' }] });
  await expect(load({ ...limit, surety: '999' }, { ...limit, to: '2026-10-01' })).rejects.toMatchObject({
    errors: [{ at: '/sureties/0/surety' }, { at: '/sureties/1/to' }],
  });
  await expect(standings.of('016')).rejects.toMatchObject({ kind: 'not-found' });
});

test('under a continuous bond that CBP found insufficient nothing is entered on those days, and the bond is shown so', async () => {
  const found = new InsufficientBonds(bench.source, silent);
  const controller = new InsufficientBondsController(found);
  const [{ number: bondNumber }] = (await bench.source.query(
    `SELECT bond_number AS number FROM bond WHERE type = '8' AND state = 'active' ORDER BY bond_number LIMIT 1`,
  )) as [{ number: string }];
  const told = { bondNumber, reason: 'Ten percent of last year', actor: 'National Finance Center' };
  const tell = (to: string | null) => controller.tell({ ...told, from: TODAY, to });
  expect(await tell(null)).toMatchObject({ periods: [{ bondNumber, from: TODAY, to: null }] });
  expect((await repository.byNumber(bench.source.manager, [bondNumber]))[0]!.foundInsufficient).toEqual([
    { from: TODAY, to: null },
  ]);
  expect((await reader.read(bondNumber))!.foundInsufficient).toEqual([{ from: TODAY, to: null }]);
  await tell(addDays(TODAY, -1));
  expect((await controller.periods(bondNumber)).periods).toMatchObject([{ from: TODAY, to: addDays(TODAY, -1) }]);
  await expect(controller.tell({ ...told, bondNumber: '268ZZZZZZ', from: TODAY, to: null })).rejects.toMatchObject({
    kind: 'not-found',
  });
  await expect(tell(addDays(TODAY, -2))).rejects.toMatchObject({ errors: [{ at: '/to' }] });
});

test('without a day from which bonds are looked up a release is believed', async () => {
  const believing = new BondCoverage(new EntryConfig(), repository);
  const filed = release(nextEntry(), underSingle);
  await bench.handle(async ({ unit }) => {
    expect((await believing.of(unit.manager, [filed], NOW)).judge(filed)).toEqual([]);
  });
});
