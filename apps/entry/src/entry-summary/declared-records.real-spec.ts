import { randomUUID } from 'node:crypto';
import pino from 'pino';
import {
  AccountChanged,
  BondFiled,
  CargoReleaseFiled,
  EntryFilingAnswered,
  entrySubject,
  EntrySummaryFiled,
  FilerSetUpChanged,
  type StatementProfile,
  SummariesRequest,
  SummaryReported,
  TeamAssigned,
} from '#contracts';
import { handlerBench, received, type HandlerBench } from '../../../../test/support/handler-bench';
import { plansOf } from '../../../../test/support/plans';
import { AdCvdCasesController } from '../ad-cvd-cases/ad-cvd-cases.controller';
import { AdCvdCases } from '../ad-cvd-cases/cases';
import { Quotas } from '../quotas/quotas';
import { QuotasController } from '../quotas/quotas.controller';
import { AuthorityRepository } from '../authority/authority.repository';
import { believedBonds, kept } from '../bonds/bond.fixture';
import { bondClock } from '../bonds/bond.model';
import { BondRepository } from '../bonds/bond.repository';
import { BondCoverage } from '../bonds/coverage';
import { CargoReleaseConsumer } from '../cargo-release/cargo-release.consumer';
import { ReleaseDesk } from '../cargo-release/release-desk';
import { EntryConfig } from '../config/entry.config';
import { DeadlineRepository } from '../deadlines/deadline.repository';
import { EntryRecordReader } from '../entry-record/entry-record.reader';
import { entryService } from '../entry.service-definition';
import { ImporterConsumer } from '../importer/importer.consumer';
import { ImporterRepository } from '../importer/importer.repository';
import { claimsOnEntry, liquidationDesk } from '../liquidation/liquidation.fixture';
import { openFence } from '../paper-standing/paper-decision.fixture';
import { PaperDecisionRepository } from '../paper-standing/paper-decision.repository';
import { CargoReleaseRepository } from '../release/cargo-release.repository';
import { billFiled, entryNumber, filing } from '../release/release.fixture';
import { EntrySummaryRepository } from '../summary-on-file/entry-summary.repository';
import { FilerSetUpConsumer } from '../statement-profiles/filer-set-up.consumer';
import { SummaryQueryReader } from '../summary-query/summary-query.reader';
import { withCases } from './declared-records.fixture';
import { EntrySummaryConsumer } from './entry-summary.consumer';
import { withdrawal } from './rule-book.fixture';
import { type DraftSummary, laptops, priced, removal, worked, IMPORTER } from './summary.fixture';
import { TeamConsumer } from './team.consumer';

/** Noon of a Monday in Los Angeles. */
const FILED = new Date('2026-03-02T20:00:00Z');

const config = new EntryConfig();
const importers = new ImporterRepository();
const repository = new EntrySummaryRepository();
const releases = new CargoReleaseRepository();
const decisions = new PaperDecisionRepository();
const cargo = new CargoReleaseConsumer(
  ...([config, importers, releases, new ReleaseDesk(releases, decisions), decisions, openFence] as const),
  new BondCoverage(config, new BondRepository()),
);
const filings = new EntrySummaryConsumer(
  ...([config, importers, new AuthorityRepository(), repository, new DeadlineRepository()] as const),
  liquidationDesk,
  claimsOnEntry,
  believedBonds,
);
const teams = new TeamConsumer(repository);

let bench: HandlerBench;
let serial = 820_000;
const nextEntry = (): string => entryNumber((serial += 1));

beforeAll(async () => {
  bench = await handlerBench(entryService as never);
  const account: AccountChanged = { ...AccountChanged.example, importerNumbers: ['12-3456789'] };
  const accounts = new ImporterConsumer(importers);
  await bench.handle((context) => accounts.accountsChanged([received(AccountChanged, 'account:1', account)], context));
});
afterAll(() => bench?.close());

const origin = () => ({
  ...EntrySummaryFiled.example.origin,
  filingId: randomUUID(),
  receivedAt: FILED.toISOString(),
});
const summaryOf = (draft: DraftSummary, change: Partial<EntrySummaryFiled> = {}): EntrySummaryFiled => ({
  ...(priced(draft) as EntrySummaryFiled),
  ...{ entryNumber: nextEntry(), origin: origin(), accountFilerCodes: ['B76'] },
  ...change,
});
const take = (...all: EntrySummaryFiled[]) => takeAt(FILED, ...all);
const takeAt = (at: Date, ...all: EntrySummaryFiled[]) =>
  bench.handle(
    (context) =>
      filings.take(
        all.map((data) => received(EntrySummaryFiled, entrySubject(data), data, data.origin.filingId)),
        context,
      ),
    at,
  );
const assigned = (data: EntrySummaryFiled) =>
  bench.handle((context) => {
    const team = { ...TeamAssigned.example, filingId: data.origin.filingId, entryNumber: data.entryNumber };
    return teams.take([received(TeamAssigned, entrySubject(data), team)], context);
  }, FILED);
const answersTo = async ({ origin: { filingId } }: EntrySummaryFiled): Promise<EntryFilingAnswered[]> =>
  (await bench.published(EntryFilingAnswered))
    .map(({ data }) => data)
    .filter((data) => data.origin.filingId === filingId);
/** Codes that refuse; none of one that waits for its team. */
const refusals = async (data: EntrySummaryFiled): Promise<string[]> =>
  (await answersTo(data)).flatMap(({ conditions }) =>
    conditions.filter(({ severity }) => severity === 'fatal').map(({ code }) => code),
  );

test('deposits of antidumping cases are kept, added up, answered, told to Centers and shown', async () => {
  const data = summaryOf(withCases());
  await take(data);
  await assigned(data);
  const declared = { adCashCents: 327_000, cvBondedCents: 10_500, payableCents: 327_000 };
  const [{ outcome, entrySummary }] = (await answersTo(data)) as [EntryFilingAnswered];
  expect(outcome).toBe('accepted');
  expect(entrySummary!.computed).toMatchObject({ declared });
  const { dutyCents, feeCents, totalCents } = entrySummary!.computed!;
  expect(totalCents).toBe(dutyCents + feeCents + 327_000);
  const told = (await bench.published(SummaryReported)).filter((one) => one.data.entryNumber === data.entryNumber);
  expect(told[0]!.data.filed).toMatchObject({ declared });
  const onFile = await new EntryRecordReader(bench.source).read('B76', data.entryNumber, null);
  const [first] = onFile!.summary!.history;
  expect(first).toMatchObject({
    filed: {
      lines: [{ adCvdCases: [{ caseNumber: 'A570909000', dutyCents: 327_000 }, { caseNumber: 'C570909000' }] }],
    },
    computed: { declared },
    accountId: data.origin.accountId,
  });
  expect(onFile!.liquidation!.filed).toMatchObject({ declared });
});

test('the case that a summary cites is looked up: what is recorded counts from its day, and every recording stays', async () => {
  config.AD_CVD_CASES_LOOKED_UP_FROM = '2026-01-01';
  const cases = new AdCvdCases(bench.source, pino({ level: 'silent' }) as never);
  const desk = new AdCvdCasesController(cases);
  const cited = (number: string, change: object = {}) => ({
    ...{ caseNumber: number, name: 'TABLEWARE FROM GERMANY', from: '2026-01-01', status: 'active' as const },
    ...{ bondCash: 'B' as const, adValorem: '1.05', specific: null, unit: null, country: 'DE', headings: ['3924'] },
    ...{ manufacturer: null, exporter: null, related: ['A570909000'], suspendedUntil: null, decidedOn: null },
    ...{ criticalCircumstances: false, ...change },
  });
  const filed = async (change: Partial<EntrySummaryFiled> = {}): Promise<string[]> => {
    const data = summaryOf(withCases(), change);
    await take(data);
    return refusals(data);
  };
  try {
    expect(await filed()).toEqual(['546', '546']);
    const antidumping = cited('A570909000', { adValorem: '32.7', bondCash: 'C', related: ['C570909000'] });
    expect(await desk.record({ cases: [antidumping, cited('C570909000')], actor: 'D. Nakamura' })).toEqual({
      recorded: 2,
      onFile: 2,
    });
    expect(await filed()).toEqual([]);
    // A final determination with critical circumstances, which reaches back over the day of the entry.
    const back = { adValorem: '40', from: '2026-02-10', decidedOn: '2026-02-27' };
    await expect(desk.record({ cases: [{ ...antidumping, ...back }], actor: 'D. Nakamura' })).rejects.toMatchObject({
      kind: 'not-valid',
      errors: [{ at: '/cases/0/from', text: expect.stringContaining('17 days before') }],
    });
    await desk.record({ cases: [{ ...antidumping, ...back, criticalCircumstances: true }], actor: 'E. Okafor' });
    expect(await filed()).toEqual(['573']);
    await desk.record({
      cases: [{ ...antidumping, ...back, criticalCircumstances: true, adValorem: '32.70' }],
      actor: 'E. Okafor',
    });
    expect(await filed()).toEqual([]);
    const { recordings } = await desk.recordings('A570909000');
    expect(recordings.map(({ from, adValorem, actor, counts }) => [from, adValorem, actor, counts])).toEqual([
      ['2026-02-10', '32.70', 'E. Okafor', true],
      ['2026-02-10', '40', 'E. Okafor', false],
      ['2026-01-01', '32.7', 'D. Nakamura', true],
    ]);
    const declare = (identifier: string, importerNumber: string | null) =>
      desk.declare({
        ...{ identifier, importerNumber, caseNumbers: ['A570909000'], from: '2026-01-01', to: null },
        actor: 'E. Okafor',
      });
    await declare('NR26000001', IMPORTER.slice(0, 10));
    await declare('NR26000002', '98-7654321');
    await expect(declare('NR26000003', '98-76')).rejects.toMatchObject({ errors: [{ at: '/importerNumber' }] });
    const citing = async (identifier: string): Promise<string[]> => {
      const declared = withCases();
      declared.lines[0]!.adCvdCases![0]!.nonReimbursementDeclarationIdentifier = identifier;
      const data = summaryOf(declared);
      await take(data);
      return refusals(data);
    };
    expect([await citing('NR26000001'), await citing('NR26000002')]).toEqual([[], ['554']]);
    await expect(desk.recordings('A570999000')).rejects.toMatchObject({ kind: 'not-found' });
    await expect(bench.source.query(`UPDATE ad_cvd_case_period SET actor = 'X'`)).rejects.toThrow(
      /append|permission|never/i,
    );
  } finally {
    config.AD_CVD_CASES_LOOKED_UP_FROM = '';
  }
});

test('lines under a quota are counted as they are presented: prorated at its opening, then first come, first served', async () => {
  const desk = new QuotasController(new Quotas(bench.source, pino({ level: 'silent' }) as never));
  const { id } = await desk.add({
    ...{ name: 'Laptops of France', kind: 'tariff rate', headings: ['84713001'], paired: null, countries: ['FR'] },
    ...{ unit: 'NO', quantity: '20', opensAt: FILED.toISOString(), from: '2026-01-01', to: '2026-12-31' },
    ...{ status: 'open', actor: 'D. Nakamura' },
  });
  const claim = async (
    minutes: number,
    pieces: number,
    entryType = '02',
    change: Partial<EntrySummaryFiled> = {},
  ): Promise<EntrySummaryFiled> => {
    const goods = laptops(5_000, 'FR');
    const tariffs = goods.tariffs.map((one) => ({ ...one, quantities: [{ quantity: String(pieces), unit: 'NO' }] }));
    const at = new Date(FILED.getTime() + minutes * 60_000);
    const data = summaryOf({ ...worked(), entryType, lines: [{ ...goods, tariffs } as never] }, change);
    // It is read long after: what counts is when the platform received it.
    await takeAt(new Date(at.getTime() + (minutes < 0 ? 3_600_000 : 0)), {
      ...data,
      origin: { ...data.origin, receivedAt: at.toISOString() },
    });
    return data;
  };
  expect(await refusals(await claim(0, 9, '01'))).toEqual(['Q09']);
  const [first, second] = [await claim(-2, 9), await claim(0, 6)];
  const third = await claim(1, 9);
  await takeAt(new Date(FILED.getTime() + 120_000), summaryOf(removal(), { entryNumber: second.entryNumber }));
  const fourth = await claim(3, 9);
  expect(await refusals(fourth)).toEqual([]);
  const { quota, decided } = await desk.allot(id, { upTo: null, actor: 'D. Nakamura' });
  expect(decided.map(({ entryKey, status, allotted }) => [entryKey.slice(3), status, Number(allotted)])).toEqual([
    [first.entryNumber, 'accepted', 9],
    [third.entryNumber, 'accepted', 9],
    [fourth.entryNumber, 'reserved', 2],
  ]);
  expect(quota).toMatchObject({ status: 'filled', allotted: '20.0000' });
  expect(await refusals(await claim(4, 1))).toEqual(['Q03']);
  expect((await desk.allot(id, { upTo: null, actor: 'D. Nakamura' })).decided).toEqual([]);
  const allotted = async () => {
    const { claims } = await desk.claims(id);
    const { quotas } = await desk.list();
    const quota = quotas.find((one) => one.id === id)!;
    return [
      ...claims.map(({ entryKey, status, quantity, allotted: got }) => [
        ...[entryKey.slice(3), status, Number(quantity), Number(got)],
      ]),
      [quota.status, Number(quota.allotted)],
    ];
  };
  const again = async (minutes: number, pieces: number, { entryNumber }: EntrySummaryFiled) =>
    refusals(await claim(minutes, pieces, '02', { action: 'R', entryNumber }));
  // Who was allotted something may still be replaced, though the quota is filled, up to what was allotted.
  expect(await again(5, 6, first)).toEqual([]);
  expect(await again(6, 2, fourth)).toEqual([]);
  expect(await allotted()).toEqual([
    [first.entryNumber, 'accepted', 6, 6],
    [third.entryNumber, 'accepted', 9, 9],
    [fourth.entryNumber, 'accepted', 2, 2],
    ['filled', 17],
  ]);
  expect(await again(7, 7, first)).toEqual(['Q13']);
  await takeAt(new Date(FILED.getTime() + 480_000), summaryOf(removal(), { entryNumber: third.entryNumber }));
  expect(await allotted()).toEqual([
    [fourth.entryNumber, 'accepted', 2, 2],
    ['filled', 2],
  ]);
  await desk.status(id, { status: 'open', actor: 'D. Nakamura' });
  const fifth = await claim(9, 19, '02', { entryNumber: third.entryNumber });
  expect((await desk.allot(id, { upTo: null, actor: 'D. Nakamura' })).quota).toMatchObject({ status: 'filled' });
  expect(await allotted()).toEqual([
    [fourth.entryNumber, 'accepted', 2, 2],
    [fifth.entryNumber, 'reserved', 19, 18],
    ['filled', 20],
  ]);
  await desk.status(id, { status: 'on hold', actor: 'D. Nakamura' });
  await expect(desk.allot(id, { upTo: null, actor: 'D. Nakamura' })).rejects.toMatchObject({ kind: 'conflict' });
  await expect(desk.claims(id + 1)).rejects.toMatchObject({ kind: 'not-found' });
});

test('one bad record of an agency refuses its summary, and none of the nine beside it', async () => {
  const all = Array.from({ length: 10 }, () => summaryOf({ ...worked(), lines: [laptops(5_000) as never] }));
  const bad = all[4]!;
  bad.lines[0]!.tariffs[0]!.agencyRecords = [
    { record: 'PG01', recordIndex: 9, fields: { pgaLineNumber: '001', governmentAgencyCode: 'FDA' } },
  ];
  await take(...all);
  expect(await refusals(bad)).toContain('P01');
  for (const each of all) if (each !== bad) expect(await refusals(each)).toEqual([]);
  const [{ kept }] = await bench.source.query(
    'SELECT count(*)::int AS kept FROM entry_summary WHERE entry_key = ANY($1)',
    [all.map(({ entryNumber: number }) => `B76${number}`)],
  );
  expect(kept).toBe(9);
});

describe('Releases that summaries consolidate', () => {
  const released = async (change: Partial<CargoReleaseFiled> = {}): Promise<string> => {
    const number = nextEntry();
    const data = filing({ entryNumber: number, bills: [billFiled(`P${number}`)], ...change }) as CargoReleaseFiled;
    await bench.handle(
      (context) => cargo.take([received(CargoReleaseFiled, entrySubject(data), data, data.origin.filingId)], context),
      FILED,
    );
    return number;
  };
  const consolidating = (numbers: readonly string[], change: Partial<EntrySummaryFiled> = {}): EntrySummaryFiled => {
    const draft = { ...worked(), lines: [laptops(5_000) as never] };
    draft.indicators = { ...draft.indicators, consolidatedSummaryIndicator: 'Y' };
    draft.consolidatedReleases = numbers.map((number, at) => ({
      ...{ filerCode: 'B76', entryNumber: number, item: at + 1, recordIndex: 6 },
    }));
    return summaryOf(draft, change);
  };

  test('must be on file, and one summary alone accounts for each until it is deleted', async () => {
    const numbers = [await released(), await released()];
    const unknown = consolidating([numbers[0]!, nextEntry()]);
    await take(unknown);
    expect(await refusals(unknown)).toEqual(['237']);

    const [first, second] = [consolidating(numbers), consolidating(numbers)];
    // In one batch: the first that is judged accounts for them.
    await take(first, second);
    expect(await refusals(first)).toEqual([]);
    expect(await refusals(second)).toEqual(['243', '243']);

    const later = consolidating(numbers);
    await take(later);
    expect(await refusals(later)).toEqual(['243', '243']);

    const again = consolidating(numbers, { action: 'R', entryNumber: first.entryNumber });
    await take(again);
    expect(await refusals(again)).toEqual([]);

    await take({
      ...(removal() as EntrySummaryFiled),
      entryNumber: first.entryNumber,
      origin: origin(),
      accountFilerCodes: ['B76'],
    });
    const afterwards = consolidating(numbers);
    await take(afterwards);
    expect(await refusals(afterwards)).toEqual([]);
  });

  test('are entered by it: the time after immediate delivery is over, and a bond of theirs is not substituted any more', async () => {
    const numbers = [await released({ immediateDelivery: 'Y' }), await released({ immediateDelivery: 'Y' })];
    const keys = numbers.map((number) => `B76${number}`);
    const seen = async () => {
      const onFile = await new EntryRecordReader(bench.source).read('B76', numbers[0]!, null);
      const entries = await new BondRepository().entries(bench.source.manager, keys);
      const { summaryFiledOn } = onFile!.release!.immediateDelivery!;
      return [summaryFiledOn, ...keys.map((key) => entries.get(key)!.hasSummary)];
    };
    expect(await seen()).toEqual([null, false, false]);
    const data = consolidating(numbers);
    await take(data);
    expect(await refusals(data)).toEqual([]);
    expect(await seen()).toEqual(['2026-03-02', true, true]);
    await take(summaryOf(removal(), { action: 'D', entryNumber: data.entryNumber }));
    expect(await seen()).toEqual([null, false, false]);
  });

  test('have one summary alone: neither are they consolidated beside their own, nor is one filed under a number that is consolidated', async () => {
    const [own, both] = [await released(), await released()];
    const alone = summaryOf({ ...worked(), lines: [laptops(5_000) as never] }, { entryNumber: own });
    await take(alone);
    const beside = consolidating([own, both]);
    await take(beside);
    expect(await refusals(beside)).toEqual(['W10']);

    const [third, fourth] = [await released(), await released()];
    const together = consolidating([third, fourth]);
    const late = summaryOf({ ...worked(), lines: [laptops(5_000) as never] }, { entryNumber: third });
    await take(together, late);
    expect([await refusals(together), await refusals(late)]).toEqual([[], ['B28']]);

    // The other way round, and in one batch.
    const [fifth, sixth] = [await released(), await released()];
    const early = summaryOf({ ...worked(), lines: [laptops(5_000) as never] }, { entryNumber: sixth });
    const after = consolidating([fifth, sixth]);
    await take(early, after);
    expect([await refusals(early), await refusals(after)]).toEqual([[], ['W10']]);
  });

  test('stay with their summary where it is corrected, and where it is replaced after CBP rejected it: neither may name them', async () => {
    const june = new Date('2026-06-01T20:00:00Z');
    const plain = (of: EntrySummaryFiled, change: Partial<EntrySummaryFiled>): EntrySummaryFiled => {
      const { consolidatedReleases: _named, ...rest } = of;
      return { ...rest, action: 'R', indicators: worked().indicators!, bills: [], origin: origin(), ...change };
    };
    const given = { indicator: 'Y', accelerated: null, explanation: 'The invoice was paid at 5,000', reasons: [] };
    const toCorrect = [await released(), await released()];
    const corrected = consolidating(toCorrect, { bills: [] });
    await take(corrected);
    const correction = plain(corrected, {
      ...{ paymentType: null, statementDate: null, indicators: { electronicSignature: 'X' } },
      lines: corrected.lines.map((line) => ({ ...line, correctionReasons: [{ code: 'L04', recordIndex: 7 }] })),
      correction: { ...given, recordIndex: 6 },
    });
    await takeAt(june, correction);
    expect(await refusals(correction)).toEqual([]);

    const toReject = [await released(), await released()];
    const rejected = consolidating(toReject, { bills: [] });
    await take(rejected);
    await bench.source.query(`UPDATE entry_summary SET state = 'rejected', control = 'cbp' WHERE entry_key = $1`, [
      `B76${rejected.entryNumber}`,
    ]);
    const unpaid = { paymentType: null, statementDate: null, indicators: { electronicSignature: 'X' } };
    const replacement = plain(rejected, unpaid);
    await take(replacement);
    expect(await refusals(replacement)).toEqual([]);

    for (const numbers of [toCorrect, toReject]) {
      const other = consolidating(numbers);
      await take(other);
      expect(await refusals(other)).toEqual(['243', '243']);
    }
  });
});

describe('Of a warehouse entry and the summaries that take goods from it', () => {
  type Name = 'warehouse' | 'first' | 'second' | 'third';
  type Step = { readonly of: Name; readonly as: 'filed' | 'final' | 'for consumption' | 'faulty' | 'deleted' };
  const entries = (): Readonly<Record<Name, string>> => {
    const [warehouse, first, second, third] = [nextEntry(), nextEntry(), nextEntry(), nextEntry()];
    return { warehouse, first, second, third } as Record<Name, string>;
  };
  const warehoused = (): DraftSummary => ({
    ...worked(),
    ...{ entryType: '21', importDate: '2026-03-01', locationOfGoodsCode: 'W123' },
  });
  const filingOf = (of: Readonly<Record<Name, string>>, { of: name, as }: Step): EntrySummaryFiled => {
    const change = { entryNumber: of[name] };
    if (as === 'deleted') return summaryOf(removal(), { ...change, action: 'D' });
    if (name === 'warehouse') {
      if (as === 'for consumption') return summaryOf(worked(), change);
      return summaryOf({ ...warehoused(), ...(as === 'faulty' && { importDate: null }) }, change);
    }
    const draft = withdrawal();
    draft.warehouse!.associatedWarehouseEntryNumber = of.warehouse;
    draft.warehouse!.finalWarehouseWithdrawalIndicator = as === 'final' ? 'Y' : null;
    return summaryOf(draft, change);
  };

  /** What is on file by the guide (usage note (bb), p. ESF-178; ACE error dictionary, 298 to 308, B65, B66). */
  class Model {
    warehouse: 'never' | 'warehoused' | 'for consumption' | 'deleted' | 'inactive' = 'never';
    readonly links = new Map<Name, boolean>();

    /** The code that refuses it; null for one that is taken. */
    take({ of, as }: Step): string | null {
      return of === 'warehouse' ? this.ofWarehouse(as) : this.ofWithdrawal(of, as);
    }

    private get isOnFile(): boolean {
      return this.warehouse === 'warehoused' || this.warehouse === 'for consumption';
    }

    private ofWarehouse(as: Step['as']): string | null {
      if (as === 'deleted') {
        if (!this.isOnFile) return 'not on file';
        if (this.links.size > 0) return 'B66';
        this.warehouse = 'deleted';
        return null;
      }
      if (as === 'faulty') {
        if (this.isOnFile && this.links.size === 0) this.warehouse = 'inactive';
        return '127';
      }
      const wanted = as === 'for consumption' ? 'for consumption' : 'warehoused';
      if (this.links.size > 0 && wanted !== 'warehoused') return 'B65';
      this.warehouse = wanted;
      return null;
    }

    private ofWithdrawal(of: Name, as: Step['as']): string | null {
      if (as === 'deleted') return this.links.delete(of) ? null : 'not on file';
      const refused = { never: '298', deleted: '303', inactive: '308', 'for consumption': '299', warehoused: null };
      if (refused[this.warehouse]) return refused[this.warehouse];
      const other = [...this.links].some(([name, isFinal]) => name !== of && isFinal);
      if (other && !this.links.has(of)) return '305';
      if (as === 'final') for (const name of this.links.keys()) this.links.set(name, false);
      this.links.set(of, as === 'final');
      return null;
    }
  }

  const NAMES: readonly Name[] = ['warehouse', 'first', 'second', 'third'];
  const STEPS: readonly Step[] = [
    ...(['filed', 'filed', 'for consumption', 'faulty', 'deleted'] as const).map((as) => ({ of: NAMES[0]!, as })),
    ...NAMES.slice(1).flatMap((of) => (['filed', 'filed', 'final', 'deleted'] as const).map((as) => ({ of, as }))),
  ];
  /** Numbers that look random and are the same in every run. */
  const drawn = (seed: number): (() => number) => {
    let state = seed;
    return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648);
  };

  test.each([1, 2, 3, 4])(
    'every order of filings comes to what the guide says, in batches of any size (%i)',
    async (seed) => {
      const next = drawn(seed * 7_919);
      const of = entries();
      const model = new Model();
      for (let turn = 0; turn < 14; turn += 1) {
        const steps: Step[] = [];
        for (let more = 1 + (next() % 3); more > 0; more -= 1) {
          const step = STEPS[(next() >> 8) % STEPS.length]!;
          if (!steps.some((one) => one.of === step.of)) steps.push(step);
        }
        const sent = steps.map((step) => filingOf(of, step));
        await take(...sent);
        for (const [at, step] of steps.entries()) {
          const expected = model.take(step);
          const found = await refusals(sent[at]!);
          const place = `seed ${seed}, turn ${turn}: ${JSON.stringify(steps)}`;
          if (expected === 'not on file') expect([place, found.length > 0]).toEqual([place, true]);
          else expect([place, ...found]).toEqual([place, ...(expected === null ? [] : [expected])]);
        }
        const links: { entry: string; isFinal: boolean }[] = await bench.source.query(
          'SELECT entry_key AS entry, is_final AS "isFinal" FROM warehouse_withdrawal WHERE warehouse_key = $1 ORDER BY 1',
          [`B76${of.warehouse}`],
        );
        expect(new Map(links.map(({ entry, isFinal }) => [entry, isFinal]))).toEqual(
          new Map([...model.links].map(([name, isFinal]) => [`B76${of[name]}`, isFinal])),
        );
      }
    },
  );

  test('of a deletion and a withdrawal that come at the same moment one sees the other', async () => {
    for (let round = 0; round < 4; round += 1) {
      const of = entries();
      await take(filingOf(of, { of: 'warehouse', as: 'filed' }));
      const [gone, taken] = [
        filingOf(of, { of: 'warehouse', as: 'deleted' }),
        filingOf(of, { of: 'first', as: 'filed' }),
      ];
      await Promise.all(round % 2 === 0 ? [take(gone), take(taken)] : [take(taken), take(gone)]);
      const told = [await refusals(gone), await refusals(taken)];
      expect([
        [[], ['303']],
        [['B66'], []],
      ]).toContainEqual(told);
    }
  });

  test('goods that were warehoused again are of the day on which they came first', async () => {
    const of = entries();
    const long = { ...warehoused(), importDate: '2021-03-01' };
    long.lines[0]!.exportDate = '2021-02-01';
    const first = summaryOf(long, { entryNumber: of.warehouse });
    await take(first);
    expect(await refusals(first)).toEqual([]);
    const again = withdrawal();
    Object.assign(again, { entryType: '22', entryDate: '2026-03-01', importDate: null });
    again.warehouse!.associatedWarehouseEntryNumber = of.warehouse;
    const rewarehoused = summaryOf(again, { entryNumber: of.first });
    await take(rewarehoused);
    expect(await refusals(rewarehoused)).toEqual([]);
    const out = withdrawal();
    out.warehouse!.associatedWarehouseEntryNumber = of.first;
    const data = summaryOf(out, { entryNumber: of.second });
    await take(data);
    expect(await refusals(data)).toEqual(['304']);
  });
});

describe('How entry summaries stand, as it is asked for', () => {
  const reader = () => new SummaryQueryReader(bench.source, new BondRepository());
  /** Nothing else of this file is filed on these days. */
  const at = (day: string): Date => new Date(`${day}T20:00:00Z`);
  const plain = (day: string, change: Partial<EntrySummaryFiled> = {}): EntrySummaryFiled => {
    const { indicators: _indicators, ...draft } = worked();
    const given = { paymentType: '1', statementDate: null, indicators: { electronicSignature: 'X' } };
    const days = { entryDate: day, importDate: day, estimatedArrival: day };
    return summaryOf({ ...draft, ...given, ...days, lines: [laptops(5_000) as never] }, { ...change });
  };
  const search = (day: string, more: Partial<Parameters<SummaryQueryReader['search']>[0]> = {}, by = reader()) =>
    by.search(
      {
        ...{ criterion: 'EES', acceptedFrom: `${day}T00:00:00Z`, acceptedTo: `${day}T23:59:59Z`, limit: 10 },
        ...{ kinds: ['summary', 'claim for drawback'], filerCodes: ['B76'], suretyCodes: [], ...more },
      },
      false,
    );
  const numbers = ({ summaries }: Awaited<ReturnType<typeof search>>): string[] =>
    summaries.map(({ entryNumber: number }) => number);

  test('is told by number: versions, dates, money, bonds, and what was filed only where it is asked for', async () => {
    await new BondRepository().save(
      bench.source.manager,
      [
        {
          after: kept(),
          event: 'filed',
          filingId: randomUUID(),
          accountId: kept().accountId,
          content: BondFiled.example,
        },
      ],
      FILED,
    );
    const data = plain('2026-03-10', { bond: { type: '8', surety: '036', recordIndex: 5 } });
    data.bonds![0]!.surety = '036';
    await takeAt(at('2026-03-10'), data);
    expect(await refusals(data)).toEqual([]);
    const key = `B76${data.entryNumber}`;
    const [told] = await reader().named([key, 'B7600000000'], false);
    expect(told).toMatchObject({
      ...{ kind: 'summary', version: '00100', acceptedAt: '2026-03-10T20:00:00.000Z', correctedOn: null },
      ...{ control: 'trade', status: 'accepted', statusOn: '2026-03-10', filedOn: '2026-03-10', late: false },
      ...{ entryType: '01', portOfEntry: '2704', lines: 1, census: 'none', release: null, withdrawals: null },
      liquidation: { status: '2', holdCodes: [], liquidated: null, liquidationReasons: [] },
      estimated: { dutyCents: data.totals.dutyCents, feeCents: data.totals.feeCents, taxCents: 0, adCvdCents: 0 },
      bonds: [{ suretyCode: '036', primary: true, type: '8', bondNumber: '268000001', amountDollars: 50_000 }],
    });
    expect(SummariesRequest.faultOf({ summaries: [told], more: false })).toBeNull();
    expect(told).not.toHaveProperty('content');
    expect((await reader().named([key], true))[0]!.content).toMatchObject({ entryNumber: data.entryNumber });
    await takeAt(at('2026-03-10'), summaryOf(removal(), { action: 'D', entryNumber: data.entryNumber }));
    expect(await reader().named([key], false)).toEqual([]);
  });

  test('is found by when the filing that stands was accepted, page after page, and by what became of it', async () => {
    const [first, second, third] = [plain('2026-03-11'), plain('2026-03-11'), plain('2026-03-11')] as const;
    await takeAt(at('2026-03-11'), first);
    await takeAt(new Date('2026-03-11T20:00:01Z'), second, third);
    const all = [first, second, third].map(({ entryNumber: number }) => number);
    const page = await search('2026-03-11', { limit: 2 });
    expect([numbers(page), page.more]).toEqual([all.slice(0, 2), true]);
    const last = page.summaries.at(-1)!;
    const after = { acceptedAt: last.acceptedAt, entry: `B76${last.entryNumber}` };
    expect(numbers(await search('2026-03-11', { limit: 2, after }))).toEqual(all.slice(2));
    const [hits] = await plansOf(bench.source, (manager) =>
      search(
        '2026-03-11',
        {},
        new SummaryQueryReader({ query: manager.query, manager } as never, new BondRepository()),
      ),
    );
    expect(hits).toMatch(/entry_summary_version_accepted.*\n *Index Cond: .*"left".* AND .*at >=/);

    const correction = {
      ...{ indicator: 'Y', accelerated: null, explanation: 'The invoice was paid at 5,000', reasons: [] },
      recordIndex: 6,
    };
    const corrected: EntrySummaryFiled = {
      ...{ ...second, action: 'R', origin: origin(), correction, paymentType: null },
      lines: second.lines.map((line) => ({ ...line, correctionReasons: [{ code: 'L04', recordIndex: 7 }] })),
    };
    await takeAt(at('2026-03-12'), corrected);
    expect(await refusals(corrected)).toEqual([]);
    expect(numbers(await search('2026-03-11'))).toEqual([first.entryNumber, third.entryNumber]);
    expect(numbers(await search('2026-03-12', { criterion: 'PSC' }))).toEqual([second.entryNumber]);
    const [told] = (await search('2026-03-12')).summaries;
    expect(told).toMatchObject({ correctedOn: '2026-03-12', filedOn: '2026-03-11' });
    const criteria = (['AII', 'DOC', 'RCN', 'LIQ', 'NLQ'] as const).map(
      async (criterion) => (await search('2026-03-11', { criterion })).summaries.length,
    );
    expect(await Promise.all(criteria)).toEqual([0, 0, 0, 0, 2]);
    expect(numbers(await search('2026-03-11', { kinds: ['claim for drawback'] }))).toEqual([]);
    expect(numbers(await search('2026-03-11', { filerCodes: ['QZ7'] }))).toEqual([]);
  });

  test('is found by a surety under whose bond it is, and by its agents', async () => {
    const data = plain('2026-03-13', { bond: { type: '8', surety: '036', recordIndex: 5 } });
    data.bonds![0]!.surety = '036';
    await takeAt(at('2026-03-13'), data);
    const nobody = { filerCodes: [], suretyCodes: [] };
    expect(numbers(await search('2026-03-13', { ...nobody, suretyCodes: ['036'] }))).toEqual([data.entryNumber]);
    expect(numbers(await search('2026-03-13', { ...nobody, suretyCodes: ['891'] }))).toEqual([]);
    await bench.source.query(
      `INSERT INTO surety_agent (account_id, surety_code, agent, filer_code, valid_from) VALUES ($1, '036', '123-45-6789', 'S36', '2026-01-01')`,
      [randomUUID()],
    );
    const found = await search('2026-03-13', { ...nobody, filerCodes: ['S36'] });
    expect(found.summaries).toMatchObject([{ entryNumber: data.entryNumber, suretyAgents: ['S36'] }]);

    await bench.source.query(
      `INSERT INTO surety_agent (account_id, surety_code, agent, filer_code, valid_from, valid_to) VALUES ($1, '036', '123-45-6790', 'S37', $2, $2)`,
      [randomUUID(), bondClock(new Date())],
    );
    // At any moment one of the two has another day than the clock of bonds.
    for (const zone of ['Pacific/Kiritimati', 'Etc/GMT+12'])
      await bench.source.transaction(async (manager) => {
        await manager.query(`SET LOCAL TIME ZONE '${zone}'`);
        const there = new SummaryQueryReader(
          { query: manager.query.bind(manager), manager } as never,
          new BondRepository(),
        );
        const { summaries } = await search('2026-03-13', { ...nobody, filerCodes: ['S37'] }, there);
        expect(summaries).toMatchObject([{ entryNumber: data.entryNumber, suretyAgents: ['S36', 'S37'] }]);
      });
  });

  test('says of a warehouse entry how many take goods from it, and whether one is final', async () => {
    const warehouse = summaryOf({
      ...worked(),
      ...{ entryType: '21', importDate: '2026-03-01', locationOfGoodsCode: 'W123' },
    });
    const out = withdrawal();
    Object.assign(out.warehouse!, {
      ...{ associatedWarehouseEntryNumber: warehouse.entryNumber, finalWarehouseWithdrawalIndicator: 'Y' },
    });
    await take(warehouse);
    await take(summaryOf(out));
    const [told] = await reader().named([`B76${warehouse.entryNumber}`], false);
    expect(told).toMatchObject({ entryType: '21', withdrawals: { count: 1, isFinal: true } });
  });
});

test('how a filer takes part in statements is told with its set-up, and an older one never replaces a newer one', async () => {
  const tell = (revision: number, statements?: StatementProfile) =>
    bench.handle((context) => {
      const { setUp, ...rest } = FilerSetUpChanged.example;
      const data = { ...rest, revision, setUp: { ...setUp, ...(statements && { statements }) } };
      return new FilerSetUpConsumer().take([received(FilerSetUpChanged, 'filer:B76', data)], context);
    });
  const profile = { authorised: false, clientBranches: false, periodicDay: null };
  const filed = async (): Promise<string[]> => {
    const data = summaryOf({ ...worked(), lines: [laptops(5_000) as never] });
    await take(data);
    return refusals(data);
  };
  expect(await filed()).toEqual([]);
  await tell(3, profile);
  await tell(2, { ...profile, authorised: true });
  expect(await filed()).toEqual(['207']);
  await tell(4);
  expect(await filed()).toEqual([]);
});
