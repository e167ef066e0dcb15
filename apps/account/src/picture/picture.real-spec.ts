import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import type { Asking, Viewer } from '#access';
import { BillChanged, ReleaseStatusChanged, SummaryReported } from '#contracts';
import { Transactions } from '#messaging';
import type { OwnLooks } from '../activity-log/own-looks';
import { handlerBench, type HandlerBench } from '../../../../test/support/handler-bench';
import { account } from '../account.service-definition';
import { BOND_FIGURE_NAMES, type BondFigures, FIGURE_NAMES, type Figures } from './figures';
import { bondsByHand, countedByHand } from './picture-oracle.fixture';
import { PictureController } from './picture.controller';
import { PictureRebuild } from './picture-rebuild';
import { Papers } from './papers';
import { PictureReader } from './picture.reader';
import { histories, type History } from './picture.fixture';
import { RecordSearch, type Wanted } from './record-search';
import { keepReports } from './trade-record.repository';
import { reportOfBill, reportOfRefusal, reportOfRelease, reportOfSummary, type Report } from './trade-record.rules';
import { accountHolding } from './account-holding.fixture';

const NOW = new Date('2026-11-29T02:00:00Z');
let bench: HandlerBench;
let source: DataSource;
let rebuild: PictureRebuild;

beforeAll(async () => {
  bench = await handlerBench({ ...account, entities: account.entities as Function[] });
  source = bench.source;
  rebuild = new PictureRebuild(
    source,
    new Transactions(source, 4, () => undefined),
    { info: () => undefined } as never,
    { every: () => undefined } as never,
  );
});
afterAll(() => bench.close());
const forget = () =>
  source.query(
    'DELETE FROM trade_record; DELETE FROM trade_figure; DELETE FROM bond_figure; DELETE FROM account_identifier; DELETE FROM account',
  );

const reportsOf = ({ releases, summaries, bills, refusals }: History): Report[] => [
  ...releases.map(reportOfRelease),
  ...summaries.map(reportOfSummary),
  ...bills.map(reportOfBill),
  ...refusals.map((answer) => reportOfRefusal(answer, NOW.toISOString())!),
];
const keep = (reports: readonly Report[]) => bench.handle(({ unit }) => keepReports(unit.manager, reports, NOW));

const figures = async (): Promise<Record<string, Figures>> => {
  const rows: Record<string, string>[] = await source.query(
    `SELECT identifier_kind, identifier, dimension, value, to_char(month, 'YYYY-MM') AS of_month, ${FIGURE_NAMES.join(', ')} FROM trade_figure`,
  );
  return Object.fromEntries(
    rows
      .map((row) => [
        [row['identifier_kind'], row['identifier'], row['dimension'], row['value'], row['of_month']].join('|'),
        Object.fromEntries(FIGURE_NAMES.map((name) => [name, Number(row[name])])) as Figures,
      ])
      .filter(([, numbers]) => Object.values(numbers as Figures).some((n) => n !== 0)),
  );
};
const bonds = async (): Promise<Record<string, BondFigures>> => {
  const rows: Record<string, string>[] = await source.query(
    `SELECT concat_ws('|', identifier_kind, identifier, surety, bond_type, designation, port, center, to_char(month, 'YYYY-MM')) AS cell,
       ${BOND_FIGURE_NAMES.join(', ')} FROM bond_figure`,
  );
  return Object.fromEntries(
    rows
      .map((row) => [
        row['cell'],
        Object.fromEntries(BOND_FIGURE_NAMES.map((name) => [name, Number(row[name])])) as BondFigures,
      ])
      .filter(([, numbers]) => Object.values(numbers as BondFigures).some((n) => n !== 0)),
  );
};
const rebuilt = async (): Promise<void> => {
  await rebuild.order('an operator');
  while (await rebuild.next());
};

test('figures are those that somebody counts by hand, in whatever order and however often records were told, and a rebuild finds the same', async () => {
  const shuffled = histories.chain((history) => {
    const reports = reportsOf(history);
    return fc.record({
      history: fc.constant(history),
      reports: fc.shuffledSubarray(reports, { minLength: reports.length }),
      again: fc.subarray(reports),
      size: fc.integer({ min: 1, max: 9 }),
    });
  });
  await fc.assert(
    fc.asyncProperty(shuffled, async ({ history, reports, again, size }) => {
      await forget();
      const all = [...reports, ...again];
      for (let from = 0; from < all.length; from += size) await keep(all.slice(from, from + size));
      const expected = Object.fromEntries(countedByHand(history));
      const named = Object.fromEntries(bondsByHand(history));
      expect(await figures()).toEqual(expected);
      expect(await bonds()).toEqual(named);
      await source.query('UPDATE trade_figure SET entries = entries + 1, duty_cents = 7');
      await source.query('UPDATE bond_figure SET bonds = bonds + 1, amount_cents = 7');
      await rebuilt();
      expect(await figures()).toEqual(expected);
      expect(await bonds()).toEqual(named);
    }),
    { numRuns: 25 },
  );
});

const hold = (...identifiers: (readonly [kind: string, identity: string])[]): Promise<string> =>
  accountHolding(source, ...identifiers);
const entry = (entryNumber: string, changes: Partial<ReleaseStatusChanged> = {}): Report =>
  reportOfRelease({ ...ReleaseStatusChanged.example, filerCode: 'B76', entryNumber, ...changes });
const reader = () => new PictureReader(source, new Papers(source));
const page = (accountId: string, wanted: Partial<Wanted> = {}, after: string | null = null, limit = 500) =>
  new RecordSearch(source).page(accountId, { monthOf: 'filing', ...wanted }, after, limit);

test('whatever a figure counts is found among the records by the words of the picture', async () => {
  await forget();
  const [history] = fc.sample(histories, { numRuns: 1, seed: 20_261_129 });
  const { releases, summaries } = history!;
  await keep(reportsOf(history!));
  const accountId = await hold(['filer code', 'B76'], ['filer code', 'X01']);
  const { filer } = await reader().read(accountId, null, null);
  expect(releases.length + summaries.length).toBeGreaterThan(4);
  expect(filer.total.entries).toBeGreaterThan(1);
  for (const [of, dimension] of [
    ['byPort', 'port'],
    ['byMode', 'mode'],
    ['byCenter', 'center'],
    ['byChapter', 'chapter'],
    ['byCountry', 'country'],
  ] as const)
    for (const { value, figures: counted } of filer[of]) {
      const { records } = await page(accountId, { as: 'filer', kind: 'entry', [dimension]: value });
      expect([of, value, records.filter(({ state }) => state !== 'cancelled').length]).toEqual([
        of,
        value,
        counted.entries,
      ]);
    }
  for (const [of, dimension] of [
    ['bySurety', 'surety'],
    ['byType', 'bondType'],
    ['byDesignation', 'bondDesignation'],
  ] as const)
    for (const { value, figures: counted } of filer.bonds[of]) {
      const { records } = await page(accountId, { as: 'filer', [dimension]: value });
      const column = { bySurety: 'sureties', byType: 'bondTypes', byDesignation: 'bondDesignations' } as const;
      const found = records
        .filter(({ state }) => state !== 'cancelled')
        .flatMap((record) => record[column[of]])
        .filter((one) => one === value);
      expect([of, value, found.length]).toEqual([of, value, counted.bonds + counted.bonds_not_required]);
    }
  expect(filer.bonds.total.bonds).toBeGreaterThan(1);
  for (const { value, figures: counted } of filer.byMonth) {
    const { records } = await page(accountId, { kind: 'entry', month: value, monthOf: 'release' });
    expect(records.filter(({ state }) => state !== 'cancelled')).toHaveLength(counted.released);
  }
});

test('an identifier that moves to another account takes its picture with it', async () => {
  await forget();
  await keep([entry('00000001'), entry('00000002')]);
  const one = await hold(['filer code', 'B76'], ['importer number', '12-345678900']);
  const other = await hold();
  expect((await reader().read(one, null, null)).importer.total.entries).toBe(2);
  await source.query(`UPDATE account_identifier SET valid_to = now() WHERE kind = 'importer number'`);
  await source.query(
    `INSERT INTO account_identifier (account_id, kind, value, identity, valid_from) VALUES ($1, 'importer number', '12-3456789', '12-345678900', now() + interval '1 second')`,
    [other],
  );
  expect((await reader().read(one, null, null)).importer.total.entries).toBe(0);
  expect((await reader().read(one, null, null)).filer.total.entries).toBe(2);
  expect((await reader().read(other, null, null)).importer.total.entries).toBe(2);
  expect((await page(other)).records).toHaveLength(2);
});

test('pages of records hold each record once, the newest first, also where an account has it in two roles', async () => {
  await forget();
  await keep(
    Array.from({ length: 7 }, (_, n) =>
      entry(`0000000${n}`, { filedAt: `2026-11-${String(10 + Math.floor(n / 2))}T18:00:00Z` }),
    ),
  );
  const accountId = await hold(['filer code', 'B76'], ['importer number', '12-345678900']);
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { records, next } = await page(accountId, {}, after, 3);
    seen.push(...records.map(({ key }) => key));
    after = next;
  } while (after !== null);
  expect(seen).toEqual(['6', '5', '4', '3', '2', '1', '0'].map((n) => `B760000000${n}`));
  await expect(page(accountId, {}, 'bm90aGluZw')).rejects.toThrow('given by no page');
  await expect(page(randomUUID())).rejects.toThrow('There is no account');
});

test('months and days are those of the port: what is filed at 02:00 UTC on the first is filed in the month before at Los Angeles', async () => {
  await forget();
  await keep([
    entry('00000001', { portOfEntry: '2704', filedAt: '2026-11-01T02:00:00Z' }),
    reportOfBill({ ...BillChanged.example, estimatedArrival: '2026-11-01' }),
  ]);
  const accountId = await hold(['filer code', 'B76'], ['SCAC', 'MAEU']);
  const { filer, carrier } = await reader().read(accountId, null, null);
  expect(filer.byMonth.map(({ value }) => value)).toEqual(['2026-10']);
  expect(carrier.byMonth.map(({ value }) => value)).toEqual(['2026-11']);
  expect((await reader().read(accountId, '2026-11', null)).filer.total.entries).toBe(0);
});

test('a summary that is rejected owes nothing until it is accepted again', async () => {
  await forget();
  const example = SummaryReported.example;
  await keep([reportOfSummary(example), reportOfSummary({ ...example, version: 2, state: 'rejected', filed: null })]);
  const accountId = await hold(['filer code', 'B76']);
  expect((await reader().read(accountId, null, null)).filer.total).toMatchObject({
    summaries: 1,
    summaries_rejected: 1,
    duty_cents: 0,
  });
  await keep([reportOfSummary({ ...example, version: 3 })]);
  expect((await reader().read(accountId, null, null)).filer.total).toMatchObject({
    summaries: 1,
    summaries_rejected: 0,
    duty_cents: 85_000,
    fee_cents: 11_785,
    on_time: 1,
  });
});

test('a bond is counted once in the picture of importer and filer, by surety, type, port, Center and month, with its amount exact', async () => {
  await forget();
  const single = { type: '9', designation: null, surety: '036', amountCents: 1_234_500 };
  await keep([
    entry('00000001', { bonds: [single] }),
    entry('00000002', { bonds: [{ ...single, type: '0', surety: null, amountCents: null }] }),
    entry('00000003', { bonds: [single], state: 'cancelled' }),
    reportOfSummary({ ...SummaryReported.example, entryNumber: '00000004' }),
  ]);
  const accountId = await hold(['filer code', 'B76'], ['importer number', '12-345678900']);
  const { importer, filer, notYetKnown } = await reader().read(accountId, null, null);
  const continuous = { bonds: 1, bonds_not_required: 0, amount_cents: 0, amounts_not_named: 1 };
  const named = { bonds: 1, bonds_not_required: 0, amount_cents: 1_234_500, amounts_not_named: 0 };
  const none = { bonds: 0, bonds_not_required: 1, amount_cents: 0, amounts_not_named: 0 };
  expect(importer.bonds).toEqual(filer.bonds);
  expect(filer.bonds).toMatchObject({
    total: { bonds: 2, bonds_not_required: 1, amount_cents: 1_234_500, amounts_not_named: 1 },
    bySurety: [
      { value: '', figures: none },
      { value: '001', figures: continuous },
      { value: '036', figures: named },
    ],
    byType: [
      { value: '0', figures: none },
      { value: '8', figures: continuous },
      { value: '9', figures: named },
    ],
    byCenter: [{ value: '' }, { value: 'CEE009', figures: continuous }],
    byPort: [{ value: '2704', figures: { bonds: 2 } }],
    byMonth: [{ value: '2026-11', figures: { bonds: 2 } }],
  });
  const [record, ...others] = (await page(accountId, { surety: '036', bondType: '9', state: 'released' })).records;
  expect(others).toEqual([]);
  expect(record).toMatchObject({ bondTypes: ['9'], sureties: ['036'], bondDesignations: [''], bondCents: 1_234_500 });
  expect((await page(accountId, { surety: '036', bondType: '8' })).records).toEqual([]);
  expect(notYetKnown.map(({ figure }) => figure)).toEqual([
    'duty and fees paid',
    'amounts of continuous bonds',
    'cases',
  ]);
});

test('an account sees its own picture and records; those of another are not there for it, and are for CBP', async () => {
  await forget();
  await keep([entry('00000001')]);
  const [one, other] = [await hold(['filer code', 'B76']), await hold()];
  const controller = new PictureController(reader(), new RecordSearch(source), new Papers(source), {
    atAccount: () => Promise.resolve(),
  } as unknown as OwnLooks);
  const asking = (accountId: string, viewer: Viewer, leaves: Asking['leaves'] = null): Asking =>
    ({ account: { accountId }, viewers: [viewer], leaves }) as unknown as Asking;
  const records = async (who: Asking) => (await controller.records(who, one, { monthOf: 'filing', limit: 50 })).records;
  expect(await records(asking(one, 'machine'))).toHaveLength(1);
  expect(await records(asking(one, 'user', { reports: 'read' }))).toHaveLength(1);
  expect(await records(asking(other, 'auditor'))).toHaveLength(1);
  expect((await controller.read(asking(other, 'account manager'), one, {})).filer.total.entries).toBe(1);
  for (const stranger of [asking(other, 'owner'), asking(one, 'user', { filing: 'write' })]) {
    await expect(controller.read(stranger, one, {})).rejects.toThrow('There is no account');
    await expect(records(stranger)).rejects.toThrow('There is no account');
  }
});
