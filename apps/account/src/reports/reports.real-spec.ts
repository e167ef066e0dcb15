import type { DataSource } from 'typeorm';
import { BillChanged, ReleaseStatusChanged, SummaryReported } from '#contracts';
import { Transactions } from '#messaging';
import { handlerBench, type HandlerBench } from '../../../../test/support/handler-bench';
import { account } from '../account.service-definition';
import { PictureReader } from '../picture/picture.reader';
import { Papers } from '../picture/papers';
import { RecordSearch } from '../picture/record-search';
import { keepReports } from '../picture/trade-record.repository';
import { reportOfBill, reportOfRelease, reportOfSummary } from '../picture/trade-record.rules';
import type { ReportDefinition } from './report.rules';
import { writtenAs } from './report-file';
import { Reports } from './reports';
import { accountHolding } from '../picture/account-holding.fixture';

const FILED = { monthOf: 'filing' } as const;
let bench: HandlerBench;
let source: DataSource;
let reports: Reports;
let accountId: string;

beforeAll(async () => {
  bench = await handlerBench({ ...account, entities: account.entities as Function[] });
  source = bench.source;
  reports = new Reports(source, new RecordSearch(source), new Transactions(source, 4, () => undefined));
  accountId = await open(['filer code', 'B76'], ['importer number', '12-345678900'], ['SCAC', 'MAEU']);
  const entry = { ...ReleaseStatusChanged.example, filerCode: 'B76' };
  await bench.handle(({ unit }) =>
    keepReports(
      unit.manager,
      [
        ...Array.from({ length: 1_203 }, (_, n) =>
          reportOfRelease({
            ...entry,
            entryNumber: String(n).padStart(8, '0'),
            portOfEntry: n % 3 === 0 ? '4601' : '2704',
          }),
        ),
        reportOfSummary({ ...SummaryReported.example, filerCode: 'B76', entryNumber: '00000000' }),
        reportOfSummary({
          ...SummaryReported.example,
          filerCode: 'B76',
          entryNumber: '00000001',
          version: 2,
          state: 'rejected',
        }),
        reportOfBill(BillChanged.example),
      ],
      unit.now,
    ),
  );
});
afterAll(() => bench.close());

const open = (...identifiers: (readonly [kind: string, identity: string])[]): Promise<string> =>
  accountHolding(source, ...identifiers);
const save = (name: string, definition: Partial<ReportDefinition>, of = accountId) =>
  reports.save(of, name, 'Jane Roe', { filters: FILED, groupBy: [], columns: ['reference'], ...definition });
const lines = async (reportId: string, of = accountId): Promise<string[]> => {
  const found: string[] = [];
  for await (const line of writtenAs(await reports.run(of, reportId, 'Jane Roe', 'csv'), 'csv'))
    found.push(String(line).trimEnd());
  return found;
};

test('a report has a line for each record behind the picture, each once, over as many pages as there are', async () => {
  const { id } = await save('all entries', {
    filters: { ...FILED, kind: 'entry' },
    columns: ['reference', 'port', 'dutyCents'],
  });
  const [heading, ...rows] = await lines(id);
  expect(heading).toBe('reference,port,dutyCents');
  expect(rows).toHaveLength(1_203);
  expect(new Set(rows).size).toBe(1_203);
  expect(rows).toContain('B76-0000000-0,4601,85000');
});

test('a report that is grouped has the sums of the picture', async () => {
  const { id } = await save('by port', {
    filters: { ...FILED, kind: 'entry', as: 'filer' },
    groupBy: ['port'],
    columns: ['records', 'dutyCents', 'feeCents'],
  });
  const { filer } = await new PictureReader(source, new Papers(source)).read(accountId, null, null);
  const [heading, ...rows] = await lines(id);
  expect(heading).toBe('port,records,dutyCents,feeCents');
  expect(rows).toEqual(
    filer.byPort.map(({ value, figures }) => [value, figures.entries, figures.duty_cents, figures.fee_cents].join(',')),
  );
  expect(rows.length).toBeGreaterThan(1);
  expect(filer.total.duty_cents).toBe(85_000);
});

test('a cell that a spreadsheet would take for a formula has an apostrophe before it, and a number stays a number', async () => {
  for (const sign of ['=', '+', '-', '@', '\t', '\r']) {
    await source.query(`UPDATE trade_record SET reference = $1 WHERE kind = 'bill'`, [`${sign}1+cmd`]);
    const { id } = await save(`bills ${sign.charCodeAt(0)}`, {
      filters: { ...FILED, kind: 'bill' },
      columns: ['reference', 'dutyCents'],
    });
    const [, row] = await lines(id);
    expect(row).toBe(sign === '\r' ? `"'\r1+cmd",0` : `'${sign}1+cmd,0`);
  }
});

test('what a report cannot be run by is refused by field', async () => {
  const faults = async (definition: Partial<ReportDefinition>) =>
    save('wrong', definition).then(
      () => [],
      (problem) => (problem.errors as { at: string }[]).map(({ at }) => at),
    );
  expect(await faults({ columns: [] })).toEqual(['/columns']);
  expect(await faults({ columns: ['reference', 'parts'] })).toEqual(['/columns/1']);
  expect(await faults({ columns: ['reference', 'reference'] })).toEqual(['/columns/1']);
  expect(await faults({ groupBy: ['port', 'importer'], columns: ['records'] })).toEqual(['/groupBy/1']);
  expect(await faults({ groupBy: ['port'], columns: ['reference'] })).toEqual(['/columns/0']);
});

test('reports are shared within the account, and those of another are not there', async () => {
  const stranger = await open();
  const { id } = await save('mine', {});
  expect((await reports.list(accountId)).find((report) => report.id === id)).toMatchObject({
    name: 'mine',
    owner: 'Jane Roe',
  });
  expect(await reports.list(stranger)).toEqual([]);
  await expect(reports.run(stranger, id, 'John Doe', 'csv')).rejects.toThrow('There is no report');
  await expect(reports.remove(stranger, id)).rejects.toThrow('There is no report');
  await expect(save('mine', {})).rejects.toThrow('There is a report');
  await reports.remove(accountId, id);
  await expect(lines(id)).rejects.toThrow('There is no report');
});

test('who ran which report is in the log of the account', async () => {
  const { id } = await save('logged', {});
  await lines(id);
  const [last] = await source.query(
    'SELECT kind, channel, person, summary FROM activity WHERE account_id = $1 ORDER BY sequence DESC LIMIT 1',
    [accountId],
  );
  expect(last).toEqual({ kind: 'exported', channel: 'reports', person: 'Jane Roe', summary: `report 'logged'` });
});

test('a report is limited to days, and says where it reaches behind what is kept, since when', async () => {
  const { id } = await save('of a day', {
    filters: { ...FILED, kind: 'entry', firstDay: '2026-11-22', lastDay: '2026-11-30' },
  });
  expect(await lines(id)).toEqual(['reference']);
  const { id: all } = await save('of all days', { filters: { ...FILED, kind: 'bill' }, columns: ['dutyCents'] });
  expect((await lines(all))[0]).toBe('dutyCents');
  await source.query(
    `INSERT INTO activity_removed (account_id, sequence, recorded_at, previous_hash, hash, removed_at, years)
     VALUES ($1, 1000001, '2019-03-04T12:00:00Z', 'a', 'b', now(), 6), ($1, 1000002, '2019-05-06T12:00:00Z', 'b', 'c', now(), 6)`,
    [accountId],
  );
  await source.query(
    `INSERT INTO document (id, account_id, sha256, name, kind, bytes, state, words, channel, received_at, received_by, deleted_at)
     VALUES (gen_random_uuid(), $1, 'x', 'x', 'PDF', 1, 'deleted', '', 'api', '2018-01-31T12:00:00Z', 'x', now())`,
    [accountId],
  );
  const heads = async (filters: Partial<ReportDefinition['filters']>) => {
    const { notes } = await reports.open(accountId, 'x', {
      filters: { ...FILED, ...filters },
      groupBy: [],
      columns: ['reference'],
    });
    return notes.map((note) => /whole since (\S+) only|there since (\S+) only/.exec(note)!.slice(1).find(Boolean));
  };
  expect(await heads({})).toEqual(['2019-05-07', '2018-02-01']);
  expect(await heads({ month: '2019-05' })).toEqual(['2019-05-07']);
  expect(await heads({ firstDay: '2019-05-07' })).toEqual([]);
  expect((await lines(all))[0]).toMatch(/^"?# This report reaches behind what is kept/);
  expect(
    (await reports.open(await open(), 'x', { filters: FILED, groupBy: [], columns: ['reference'] })).notes,
  ).toEqual([]);
});
