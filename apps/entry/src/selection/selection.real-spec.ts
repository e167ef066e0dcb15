import { randomUUID } from 'node:crypto';
import pino from 'pino';
import {
  AccountChanged,
  type BillChanged,
  BillChanged as Bill,
  billSubject,
  CargoReleaseFiled,
  EntryFilingAnswered,
  EntryReviewOrdered,
  entrySubject,
  SelectionMade,
  StandingChanged,
} from '#contracts';
import { handlerBench, received, type HandlerBench } from '../../../../test/support/handler-bench';
import { BillConsumer } from '../cargo-release/bill.consumer';
import { CargoReleaseConsumer } from '../cargo-release/cargo-release.consumer';
import { ReleaseDesk } from '../cargo-release/release-desk';
import { BondRepository } from '../bonds/bond.repository';
import { BondCoverage } from '../bonds/coverage';
import { EntryConfig } from '../config/entry.config';
import { EntryRecordReader } from '../entry-record/entry-record.reader';
import { entryService } from '../entry.service-definition';
import { AuthorityRepository } from '../authority/authority.repository';
import { liquidationDesk } from '../liquidation/liquidation.fixture';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import { SummaryReviewDesk } from '../entry-summary/summary-review.desk';
import { ImporterConsumer } from '../importer/importer.consumer';
import { ImporterRepository } from '../importer/importer.repository';
import { openFence } from '../paper-standing/paper-decision.fixture';
import { PaperDecisionRepository } from '../paper-standing/paper-decision.repository';
import { CargoReleaseRepository } from '../release/cargo-release.repository';
import { billFiled, billOnFile, type DraftRelease, entryNumber, filing, NOW, update } from '../release/release.fixture';
import { ReviewConsumer } from '../review/review.consumer';
import { StandingConsumer } from '../standing/standing.consumer';
import { lowerRate, promised } from './selection.fixture';
import { type NewRule, SelectionRules } from './selection-rules';

const TRUSTED = { type: 'EI', number: '12-3456789' };
const OTHER = { type: 'EI', number: '98-7654321' };
const ACCOUNT = '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b90';
const MINUTE = 60_000;
const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * MINUTE);

let bench: HandlerBench;
let rules: SelectionRules;
const importers = new ImporterRepository();
const releases = new CargoReleaseRepository();
const decisions = new PaperDecisionRepository();
const desk = new ReleaseDesk(releases, decisions);
const filings = new CargoReleaseConsumer(
  new EntryConfig(),
  importers,
  releases,
  desk,
  decisions,
  openFence,
  new BondCoverage(new EntryConfig(), new BondRepository()),
);
const bills = new BillConsumer(releases, desk, openFence);
const reviews = new ReviewConsumer(
  releases,
  desk,
  new SummaryReviewDesk(new EntrySummaryRepository(), liquidationDesk, new AuthorityRepository()),
  decisions,
  openFence,
);
const standings = new StandingConsumer();

let serial = 9_000;
const nextEntry = (): string => entryNumber((serial += 1));
const file = (draft: DraftRelease, now = NOW) =>
  bench.handle(
    (context) => filings.take([received(CargoReleaseFiled, entrySubject(draft), draft as CargoReleaseFiled)], context),
    now,
  );
/** A release of a bill that arrives in three days; answers its entry number. */
const fileOf = async (
  importer: DraftRelease['importer'],
  change: Partial<DraftRelease> = {},
  onFile: Partial<BillChanged> = {},
): Promise<string> => {
  const number = nextEntry();
  const bill = billOnFile(`S${number}`, onFile);
  await bench.handle((context) => bills.take([received(Bill, billSubject(bill.billKey), bill)], context), NOW);
  await file(filing({ entryNumber: number, importer, bills: [billFiled(`S${number}`)], ...change }));
  return number;
};
const order = async (number: string, change: Partial<EntryReviewOrdered>, now: Date): Promise<string[]> => {
  const filingId = randomUUID();
  const { origin, ...example } = EntryReviewOrdered.example;
  const data: EntryReviewOrdered = { ...example, origin: { ...origin, filingId }, entryNumber: number, ...change };
  await bench.handle((context) => reviews.take([received(EntryReviewOrdered, entrySubject(data), data)], context), now);
  const answers = await bench.published(EntryFilingAnswered);
  return answers
    .find(({ data: answer }) => answer.origin.filingId === filingId)!
    .data.conditions.map(({ code }) => code);
};
const recordOf = async (number: string) =>
  (await new EntryRecordReader(bench.source).read('B76', number, null))!.release!;
const toldOf = async (number: string) =>
  (await bench.published(SelectionMade)).map(({ data }) => data).filter((data) => data.entryNumber === number);
let revision = 0;
const tell = (benefits: StandingChanged['benefits'], change: Partial<StandingChanged> = {}) => {
  const data: StandingChanged = {
    ...StandingChanged.example,
    ...{ accountId: ACCOUNT, revision: (revision += 1), importerNumbers: [TRUSTED.number], benefits, blankets: [] },
    programs: [{ program: 'CTPAT', tier: 2, from: '2026-01-01', to: null }],
    ...change,
  };
  return bench.handle((context) => standings.take([received(StandingChanged, `account:${ACCOUNT}`, data)], context));
};
const add = (change: Partial<NewRule>) =>
  rules.add({
    ...{ name: 'Test', floor: false, ports: null, modes: null, origins: null, headings: null, rate: 10_000 },
    ...{ reason: 'Cargo at large', from: '2026-01-01', to: null, actor: 'D. Nakamura' },
    ...change,
  });
const endAll = async (): Promise<void> => {
  for (const { id, to } of await rules.all()) if (to === null) await rules.end(id, '2025-12-31', 'D. Nakamura');
};

beforeAll(async () => {
  bench = await handlerBench(entryService as never);
  rules = new SelectionRules(bench.source, pino({ level: 'silent' }) as never);
  const accounts = new ImporterConsumer(importers);
  const account: AccountChanged = {
    ...AccountChanged.example,
    importerNumbers: [TRUSTED.number, OTHER.number],
    filerCodes: ['B76'],
  };
  await bench.handle((context) => accounts.accountsChanged([received(AccountChanged, 'account:1', account)], context));
});
afterEach(endAll);
afterAll(() => bench?.close());

test('of two entries of the same kind the untrusted one is drawn for an examination that the trusted one is spared, and each says why', async () => {
  await tell([lowerRate(0), promised('named contacts')]);
  await add({ rate: 10_000 });
  const [trusted, untrusted] = [await fileOf(TRUSTED), await fileOf(OTHER)];
  expect(await recordOf(untrusted)).toMatchObject({
    ...{ state: 'exam', exam: 'required', benefits: [] },
    selection: {
      selectedBy: 'draw',
      draw: { rate: 10_000, drawnAt: 10_000 },
      reasons: [expect.stringContaining('Cargo at large')],
    },
    examination: { orderedAt: NOW.toISOString(), endedAt: null, site: null },
  });
  expect(await recordOf(trusted)).toMatchObject({
    ...{ state: 'admissible', exam: 'none', examination: null },
    selection: { selectedBy: null, draw: { rate: 10_000, drawnAt: 0, floor: 0 }, day: '2026-11-16' },
    benefits: [
      { benefit: 'lower exam rate', given: true, day: '2026-11-16' },
      { benefit: 'named contacts', given: true },
    ],
  });
  expect(await toldOf(trusted)).toMatchObject([
    { trustedAccountId: ACCOUNT, selectedBy: null, examAvoided: true, rate: 10_000, drawnAt: 0, examination: null },
  ]);
  expect(await toldOf(untrusted)).toMatchObject([
    { trustedAccountId: null, selectedBy: 'draw', examAvoided: false, risk: 70 },
  ]);
});

test('random examinations at the floor are for trusted traders too', async () => {
  await tell([lowerRate(0)]);
  await add({ rate: 10_000, floor: true, reason: 'Random check of everybody' });
  expect(await recordOf(await fileOf(TRUSTED))).toMatchObject({ state: 'exam', selection: { selectedBy: 'floor' } });
});

test('an older standing that comes late changes nothing, and one that takes a number away ends what it brought', async () => {
  await add({ rate: 10_000 });
  await tell([lowerRate(0)]);
  await tell([], { revision: 1 });
  expect(await recordOf(await fileOf(TRUSTED))).toMatchObject({ exam: 'none' });
  await tell([lowerRate(0)], { importerNumbers: [] });
  expect(await recordOf(await fileOf(TRUSTED))).toMatchObject({ exam: 'required', benefits: [] });
});

test('an importer of whose standing nothing was heard is not trusted, and waits for nobody', async () => {
  expect(await recordOf(await fileOf(OTHER))).toMatchObject({ state: 'admissible', selection: null, benefits: [] });
  expect(await toldOf(String(serial))).toEqual([]);
});

test('goods of a trusted importer are screened before their decision opens, and admissible when it does', async () => {
  await tell([promised('expedited screening')]);
  const due = { estimatedArrival: '2026-11-30' };
  const [trusted, untrusted] = [await fileOf(TRUSTED, {}, due), await fileOf(OTHER, {}, due)];
  expect(await recordOf(trusted)).toMatchObject({
    state: 'on file',
    benefits: [
      {
        benefit: 'expedited screening',
        given: true,
        reason: 'Screened 9 days before the decision opens on 2026-11-25.',
      },
    ],
  });
  const rows = await bench.source.query(
    'SELECT assessed FROM cargo_release WHERE entry_key = ANY($1) ORDER BY assessed',
    [[`B76${trusted}`, `B76${untrusted}`]],
  );
  expect(rows).toEqual([{ assessed: false }, { assessed: true }]);
});

test('a document is not asked for of who has certified it for all entries', async () => {
  const blanket = { number: 'BC-26-000004', certification: 'Lacey Act declaration', goods: ['4403'], ports: null };
  await tell([promised('blanket certifications')], {
    blankets: [{ ...blanket, from: '2026-01-01', to: '2026-12-31' }],
  });
  const lines = filing().lines.map((line) => ({ ...line, tariffs: [{ ...line.tariffs[0]!, hts: '4403110020' }] }));
  expect(await recordOf(await fileOf(OTHER, { lines }))).toMatchObject({
    documents: 'required',
    documentType: 'LACEY',
  });
  expect(await recordOf(await fileOf(TRUSTED, { lines }))).toMatchObject({
    ...{ state: 'admissible', documents: 'none' },
    benefits: [{ given: true, reason: 'LACEY not asked for, certified for all entries as BC-26-000004.' }],
  });
});

test('an examination is told with where it is, when it began and ended, and the hours that it took', async () => {
  await tell([promised('preferred exam location')]);
  const number = await fileOf(TRUSTED, { electedExamSite: 'Y123' });
  expect(await order(number, { decision: 'exam ordered', note: 'Seal broken' }, later(10))).toEqual([]);
  expect(await recordOf(number)).toMatchObject({
    selection: { selectedBy: 'officer', reasons: ['Seal broken'], risk: 80 },
    benefits: [{ benefit: 'preferred exam location', given: true, reason: 'At the elected station Y123.' }],
    examination: { site: 'Y123', begunAt: null, endedAt: null, hours: null },
  });
  const elsewhere = { site: 'Z999', begunAt: null, hours: null };
  expect(await order(number, { decision: 'exam ordered', examination: elsewhere }, later(20))).toEqual(['P84']);
  const begun = { ...elsewhere, begunAt: later(60).toISOString() };
  expect(
    await order(number, { decision: 'exam ordered', examination: begun, note: 'No cold store at Y123' }, later(61)),
  ).toEqual([]);
  expect(await order(number, { decision: 'exam completed', note: 'Nothing found' }, later(210))).toEqual([]);
  expect(await recordOf(number)).toMatchObject({
    state: 'admissible',
    benefits: [{ given: false, reason: 'At Z999, not at Y123: No cold store at Y123' }],
    examination: {
      orderedAt: later(10).toISOString(),
      begunAt: begun.begunAt,
      endedAt: later(210).toISOString(),
      site: 'Z999',
      hours: 2.5,
    },
  });
  const told = await toldOf(number);
  expect(told.map(({ version }) => version)).toEqual([...told.map(({ version }) => version)].sort((a, b) => a - b));
  expect(told.at(-1)).toMatchObject({
    selectedBy: 'officer',
    examination: { hours: 2.5, endedAt: later(210).toISOString() },
  });
});

test('the draws of a day that is over are found again with its seed; of a day that is not, nothing is told', async () => {
  await add({ rate: 5_000 });
  const numbers = [await fileOf(OTHER), await fileOf(OTHER)];
  const { draws, seed, next } = await rules.drawn('2026-11-16', '', new Date('2026-11-18T01:00:00Z'));
  expect(next).toBeNull();
  expect(seed).toMatch(/^[0-9a-f]{64}$/);
  expect(draws.length).toBeGreaterThanOrEqual(numbers.length);
  for (const draw of draws) expect(draw).toMatchObject({ isRepeated: true });
  for (const { number, drawnAt, selectedBy } of draws.filter(({ rate }) => rate === 5_000))
    expect(selectedBy === 'draw').toBe(number < drawnAt);
  await expect(rules.drawn('2026-11-16', '', new Date('2026-11-17T23:59:59Z'))).rejects.toThrow(
    'when the day is over at every port',
  );
  await expect(rules.drawn('2026-10-01', '', new Date('2026-11-18T01:00:00Z'))).rejects.toThrow('Nothing was drawn');
  await expect(bench.source.query(`UPDATE selection_seed SET seed = repeat('0', 64)`)).rejects.toThrow();
});

test('an entry that is amended on another day keeps the number that it drew', async () => {
  await add({ rate: 1 });
  const number = await fileOf(TRUSTED);
  const { selection } = await recordOf(number);
  await file(update({ entryNumber: number, bills: [billFiled(`S${number}`, { quantity: 90 })] }), later(3 * 24 * 60));
  await bench.source.query('UPDATE cargo_release SET assessed = false WHERE entry_key = $1', [`B76${number}`]);
  await file(update({ entryNumber: number, bills: [billFiled(`S${number}`, { quantity: 80 })] }), later(4 * 24 * 60));
  expect((await recordOf(number)).selection).toMatchObject({ day: '2026-11-16', draw: selection!.draw });
});

test('of decisions that are due those come first whose importers have priority at that port, in that mode, on that day, as it stands when they are looked at; a quarter of each look is left to the others', async () => {
  await tell([promised('named contacts')]);
  const due = { estimatedArrival: '2026-11-30' };
  const mine: string[] = [];
  for (let n = 0; n < 4; n += 1) mine.push(await fileOf(OTHER, {}, due));
  for (let n = 0; n < 4; n += 1) mine.push(await fileOf(TRUSTED, {}, due));
  const keys = mine.map((number) => `B76${number}`);
  const looked = async (limit: number, at = '2026-11-26T20:00:00Z'): Promise<string> =>
    bench.source.transaction(async (manager) =>
      [...(await releases.lockDue(manager, new Date(at), limit, keys)).keys()]
        .map((key) => (keys.indexOf(key) < 4 ? 'o' : 'T'))
        .join(''),
    );
  // Certified, but without the benefit.
  expect(await looked(4)).toBe('oooo');
  // Told while the entries wait already: nothing happens to them, and they go first.
  await tell([promised('priority', { ports: ['2704'], modes: [filing().modeOfTransport!] })]);
  expect(await looked(4)).toBe('TTTo');
  expect(await looked(8)).toBe('TTTToooo');
  await tell([promised('priority', { ports: ['5301'] })]);
  expect(await looked(4)).toBe('oooo');
  await tell([promised('priority', { modes: ['99'] })]);
  expect(await looked(4)).toBe('oooo');
  // By the day at the port: at seven in the evening of the 26th at Los Angeles it is the 27th by UTC.
  await tell([promised('priority', { from: '2026-11-27' })]);
  expect(await looked(4, '2026-11-27T03:00:00Z')).toBe('oooo');
  expect(await looked(4, '2026-11-27T08:00:00Z')).toBe('TTTo');
  await tell([promised('priority')], {
    programs: [{ program: 'CTPAT', tier: 2, from: '2026-01-01', to: '2026-11-25' }],
  });
  expect(await looked(4)).toBe('oooo');
});

test('an entry says whether it goes first in the queue of decisions, and why', async () => {
  const due = { estimatedArrival: '2026-11-30' };
  await tell([promised('priority', { ports: ['2704'] })]);
  const [trusted, other] = [await fileOf(TRUSTED, {}, due), await fileOf(OTHER, {}, due)];
  expect((await recordOf(trusted)).priority).toMatchObject({ benefit: 'priority', given: true });
  expect((await recordOf(other)).priority).toBeNull();
  await tell([promised('priority', { ports: ['5301'] })]);
  expect((await recordOf(trusted)).priority).toMatchObject({ given: false, reason: 'Not given at port 2704.' });
  await tell([promised('named contacts')]);
  expect((await recordOf(trusted)).priority).toMatchObject({
    given: false,
    reason: 'Not a benefit of its standing.',
  });
});
