import { randomUUID } from 'node:crypto';
import {
  type AccountChanged,
  accountSubject,
  CeeInteractionRecorded,
  entrySubject,
  LiquidationChanged,
  SummaryReported,
} from '#contracts';
import { formatEntryNumber } from '#kernel';
import { eventually } from '../../../../test/support';
import { received } from '../../../../test/support/handler-bench';
import { ceeBench, type CeeBench, importerNumber } from '../cee.fixture';
import { LiquidationConsumer } from '../liquidation/liquidation.consumer';
import { SummaryWorkConsumer } from '../work/summary-work.consumer';
import { today } from '../days/customs-days';
import { ComplianceRuns } from './compliance-runs';

let bench: CeeBench;
let specialist: string;
beforeAll(async () => {
  bench = await ceeBench({ ADDRESS_REQUESTS_PER_SECOND: '100000', ACCOUNT_REQUESTS_PER_SECOND: '100000' });
  specialist = await bench.office('Center specialist', 'D. Nakamura', 'CEE009');
});
afterAll(() => bench?.close());

/** `YYYY-MM`, so many months before this one. */
const month = (ago: number): string => {
  const [year, at] = today(new Date()).split('-').map(Number) as [number, number];
  const months = year * 12 + at - 1 - ago;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
};
let serial = 0;
const filed = SummaryReported.example.filed!;
interface Wanted {
  readonly importer: string;
  /** Months before this one. */
  readonly ago?: number;
  readonly late?: boolean;
  readonly dutyCents?: number;
}
const summary = ({ importer, ago = 0, late = false, dutyCents = 85_000 }: Wanted): SummaryReported => ({
  ...SummaryReported.example,
  ...{ importerNumber: importer, entryNumber: String(++serial).padStart(8, '0') },
  ...{ occurredAt: `${month(ago)}-01T15:00:00.000Z` },
  filed: {
    ...{ ...filed, dutyCents, timeliness: late ? 'late' : 'on time' },
    imports: { ...filed.imports!, entryDate: `${month(ago)}-01` },
  },
});
const after = (report: SummaryReported, changes: Partial<SummaryReported>): SummaryReported => ({
  ...report,
  version: report.version + 1,
  occurredAt: new Date(Date.parse(report.occurredAt) + 60_000).toISOString(),
  ...{ filed: null, ...changes },
});
const hear = (reports: readonly SummaryReported[]): Promise<void> =>
  bench.handle((context) =>
    new SummaryWorkConsumer().take(
      reports.map((data) => received(SummaryReported, entrySubject(data), data)),
      context,
    ),
  );
const measure = async (): Promise<any> => {
  const id = randomUUID();
  const runs = bench.service.app.get(ComplianceRuns);
  // The platform's own run of the month may be at work.
  await eventually(() => runs.order(id, null, 'test'));
  while ((await runs.one(id)).state !== 'done') await runs.turn();
  return runs.one(id);
};
const owned = async (numbers: string[]) => {
  const { id, keys } = await bench.open({ importerNumbers: numbers } as Partial<AccountChanged>, [
    { role: 'owner', name: 'Maya Chen' },
  ]);
  return { id, key: keys[0]! };
};
const figures = (): Promise<unknown[]> =>
  bench.source.query(
    'SELECT importer_id, month::text, kind, entries, dollars, effect_cents FROM compliance_figure WHERE entries <> 0 ORDER BY 1, 2, 3',
  );

test('an account is shown as a whole: by kind, by entries and value, month by month; strangers see nothing of it, and a look of CBP is told', async () => {
  const [one, two] = [importerNumber(), importerNumber()];
  const { id, key } = await owned([one, two]);
  const rejected = summary({ importer: one });
  await hear([rejected, summary({ importer: one, ago: 1, late: true }), summary({ importer: two })]);
  await hear([after(rejected, { state: 'rejected' })]);
  await hear([after(after(rejected, {}), { filed: { ...rejected.filed!, dutyCents: 95_000 } })]);
  const { body } = await bench.call('get', `/accounts/${id}/compliance`, key).expect(200);
  expect(body).toMatchObject({ accountId: id, heading: '3924', centerId: 'CEE009', entries: 3, valueDollars: 75_000 });
  expect(body.comparedWith).toMatch(/^nobody: there are fewer than 5 others/);
  expect(
    body.kinds
      .filter(({ slips }: any) => slips > 0)
      .map(({ kind, slips, effectCents, ...one }: any) => [kind, slips, effectCents, one]),
  ).toEqual([
    ['late', 1, 85_000, { entryShare: 3_333, valueShare: 3_333, peers: null }],
    ['rejected', 1, 10_000, { entryShare: 3_333, valueShare: 3_333, peers: null }],
  ]);
  expect(body.trend).toMatchObject([
    { month: `${month(1)}-01`, entries: 1, slips: [{ kind: 'late', entries: 1 }] },
    { month: `${month(0)}-01`, entries: 2, slips: [{ kind: 'rejected', entries: 1 }] },
  ]);
  const stranger = await owned([importerNumber()]);
  await bench.call('get', `/accounts/${id}/compliance`, stranger.key).expect(404);
  await bench.call('get', `/accounts/${id}/compliance/slips`, stranger.key).expect(404);
  await bench.call('get', '/pattern-changes', key).expect(403);
  const asCbp = await bench.call('get', `/accounts/${id}/compliance`, specialist).expect(200);
  expect(asCbp.body).toEqual(body);
  const log = (await bench.told(CeeInteractionRecorded.type, accountSubject(id))) as CeeInteractionRecorded[];
  expect(log.map(({ kind, person, summary: says }) => [kind, person, says])).toEqual([
    ['viewed by CBP', 'D. Nakamura', expect.stringContaining('the compliance of the account')],
  ]);
});

test('each slip says step by step whether it is worth weighing a penalty, in pages', async () => {
  const number = importerNumber();
  const { id, key } = await owned([number]);
  const open = summary({ importer: number });
  await hear([
    ...[summary({ importer: number, late: true }), summary({ importer: number, late: true, dutyCents: 600_000 }), open],
  ]);
  await hear([after(open, { state: 'rejected' })]);
  const path = `/accounts/${id}/compliance/slips`;
  const { body } = await bench.call('get', `${path}?limit=2`, key).expect(200);
  const { body: rest } = await bench.call('get', `${path}?limit=2&after=${body.next}`, key).expect(200);
  const all = [...body.slips, ...rest.slips];
  expect([all.length, rest.next]).toEqual([3, null]);
  expect(all.map(({ kind, effectCents, materiality }) => [kind, effectCents, materiality.outcome]).sort()).toEqual([
    ['late', 600_000, 'to be weighed'],
    ['late', 85_000, 'not worth a penalty'],
    ['rejected', null, 'not known yet'],
  ]);
  expect(all.find(({ effectCents }) => effectCents === 600_000).materiality.steps).toEqual([
    { step: 'amount', small: false, why: '$6,000.00; small up to $5,000.00' },
    { step: 'liquidation', small: true, why: expect.any(String) },
    { step: 'protest', small: true, why: 'no protest is on file' },
    { step: 'pattern', small: true, why: expect.stringContaining('2 of 3 entries in twelve months') },
    { step: 'notices', small: true, why: expect.stringContaining('0 entries') },
    { step: 'change', small: true, why: expect.any(String) },
  ]);
  const wrong = await bench.call('get', `${path}?after=x`, key).expect(422);
  expect(wrong.body.errors[0].at).toBe('/after');
});

test('notices, liquidations with change and protests are in the pattern: by entries, value and month, as long as they stand, and each slip is judged by them', async () => {
  const number = importerNumber();
  const { id, key } = await owned([number]);
  const late = summary({ importer: number, late: true, dutyCents: 100_000 });
  const others = [summary({ importer: number, ago: 1 }), summary({ importer: number }), summary({ importer: number })];
  await hear([late, ...others]);
  const seen = async (): Promise<Record<string, [number, number]>> => {
    const { body } = await bench.call('get', `/accounts/${id}/compliance`, key).expect(200);
    return Object.fromEntries(
      body.conduct
        .filter(({ entries }: any) => entries > 0)
        .map(({ kind, entries, effectCents }: any) => [kind, [entries, effectCents]]),
    );
  };
  const judged = async (): Promise<any> =>
    (await bench.call('get', `/accounts/${id}/compliance/slips`, key).expect(200)).body.slips[0].materiality;
  let version = 0;
  const liquidates = (of: SummaryReported, dutyCents: number, changes: object = {}) =>
    bench.handle((context) => {
      const owed = { dutyCents: 100_000, fees: [] };
      const data = {
        ...{
          ...LiquidationChanged.example,
          filerCode: of.filerCode,
          entryNumber: of.entryNumber,
          importerNumber: number,
        },
        ...{ version: ++version, filed: owed, liquidated: { ...owed, dutyCents }, changeCents: dutyCents - 100_000 },
        ...{ noticeOn: today(new Date()), ...changes },
      };
      return bench.service.app
        .get(LiquidationConsumer, { strict: false })
        .take([received(LiquidationChanged, entrySubject(data), data)], context);
    });
  await liquidates(late, 700_000);
  await liquidates(others[0]!, 90_000);
  await liquidates(others[1]!, 100_000);
  expect(await seen()).toEqual({ 'raised at liquidation': [1, 600_000], 'lowered at liquidation': [1, 10_000] });
  expect(await judged()).toMatchObject({ outcome: 'to be weighed' });
  expect((await judged()).steps.find(({ step }: any) => step === 'liquidation').small).toBe(false);

  // The importer protests; the Center approves, and the reliquidation says what is owed in the end.
  const wanted = {
    ...{ id: randomUUID(), capacity: 'importer', decision: 'liquidation', drawback: 'none', category: 'Plastics' },
    protestant: { name: 'Pacific Home Goods Inc', address: '100 Harbor Plaza', importerNumber: number },
    entries: [
      {
        entryNumber: formatEntryNumber(late.filerCode, late.entryNumber),
        ...{ enteredOn: '2026-01-16', decidedOn: today(new Date()) },
      },
    ],
    ...{ merchandise: 'Food boxes', objections: [{ claim: '3924.10 is claimed', justification: 'Tableware' }] },
  };
  await bench.call('post', '/protests', key, wanted).expect(201);
  expect((await seen())['protest filed']).toEqual([1, 0]);
  expect((await judged()).steps.find(({ step }: any) => step === 'protest').small).toBeNull();
  await bench.call('post', `/protests/${wanted.id}/takes`, specialist).expect(200);
  const amounts = { dutyCents: 100_000, fees: [] };
  await bench
    .call('post', `/protests/${wanted.id}/decision`, specialist, {
      ...{ id: randomUUID(), decision: 'approved', reason: 'As claimed' },
      entries: [{ entryNumber: wanted.entries[0]!.entryNumber, decision: 'approved', finally: amounts }],
      holdings: [{ kind: 'classification', goods: 'Food boxes of the pattern', outcome: '3924.10' }],
    })
    .expect(200);
  await liquidates(late, 100_000, { state: 'reliquidated' });
  expect(await seen()).toEqual({
    ...{ 'lowered at liquidation': [1, 10_000], 'protest filed': [1, 0], 'protest approved': [1, 0] },
  });
  expect((await judged()).outcome).toBe('not worth a penalty');

  // Notices count from their issue on, and no more once they are withdrawn.
  const [item] = await bench.source.query('SELECT id FROM work_item WHERE entry_number = $1', [others[2]!.entryNumber]);
  await bench.call('post', `/work-items/${item.id}/takes`, specialist).expect(200);
  const notice = { id: randomUUID(), form: 'CF-28', about: 'value', question: 'What was paid?', heading: '3924' };
  const issued = await bench.call('post', `/work-items/${item.id}/notices`, specialist, notice).expect(201);
  expect((await seen())['request for information']).toEqual([1, 0]);
  const { body } = await bench.call('get', `/accounts/${id}/compliance`, key).expect(200);
  expect(body.conduct.find(({ kind }: any) => kind === 'request for information')).toMatchObject({
    ...{ entryShare: 2_500, valueShare: 2_500, peers: null },
  });
  expect(body.trend.at(-1).conduct).toContainEqual({ kind: 'request for information', entries: 1 });
  const kept = await figures();
  expect((await measure()).putRight).toBe(0);
  expect(await figures()).toEqual(kept);
  await bench
    .call('post', `/notices/${issued.body.actionNumber}/decisions`, specialist, {
      ...{ id: randomUUID(), decision: 'withdrawn', reason: 'Found in the file' },
    })
    .expect(200);
  expect((await seen())['request for information']).toBeUndefined();
  expect((await measure()).putRight).toBe(0);
});

test('figures stay what the entries say through repeats, late messages, replacements and deletions; a run finds the same, and puts right what is not', async () => {
  const numbers = Array.from({ length: 4 }, importerNumber);
  let state = 7;
  const random = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  const told: SummaryReported[] = [];
  for (let at = 0; at < 60; at += 1) {
    let last = summary({ importer: numbers[random(4)]!, ago: 1 + random(9), late: random(4) === 0 });
    told.push(last);
    for (let change = random(4); change > 0; change -= 1) {
      const what = random(4);
      last = after(
        last,
        what === 0
          ? { state: 'rejected' }
          : what === 1
            ? { state: 'deleted' }
            : { state: 'accepted', filed: { ...summary({ importer: numbers[0]! }).filed!, dutyCents: random(90_000) } },
      );
      told.push(last);
    }
  }
  for (let from = 0; from < told.length; from += 16) {
    await hear(told.slice(from, from + 16));
    // Again, and something older once more.
    await hear([...told.slice(from, from + 16), ...told.slice(Math.max(0, from - 16), from)]);
  }
  const kept = await figures();
  expect(kept.length).toBeGreaterThan(30);
  expect(await measure()).toMatchObject({ state: 'done', putRight: 0 });
  expect(await figures()).toEqual(kept);
  await bench.source.query(`UPDATE compliance_figure SET entries = entries + 1 WHERE kind = 'late'`);
  await bench.source.query(`DELETE FROM compliance_figure WHERE kind = 'rejected'`);
  expect((await measure()).putRight).toBeGreaterThan(2);
  expect(await figures()).toEqual(kept);
});

test('peers are shown together where there are at least five with none that has most of it, and whose pattern changed is listed with its figures', async () => {
  // Six importers that nothing happens to, and one that sends late for two months; all import what no other test does.
  const others = Array.from({ length: 6 }, importerNumber);
  const worse = importerNumber();
  const { id, key } = await owned([worse]);
  const cotton = (report: SummaryReported): SummaryReported => ({
    ...report,
    filed: {
      ...report.filed!,
      imports: { ...report.filed!.imports!, tariffs: [{ hts: '6109100012', lines: 1, valueDollars: 25_000 }] },
    },
  });
  const months = [11, 10, 9, 7, 6, 5, 4, 2, 1];
  const reports = months.flatMap((ago) =>
    Array.from({ length: 10 }, (_, at) => [
      ...others.map((importer) => cotton(summary({ importer, ago, late: at === 0 && ago === 7 }))),
      cotton(summary({ importer: worse, ago, late: ago <= 2 && at < 5 })),
    ]).flat(),
  );
  await hear(reports);
  expect((await measure()).changes).toBeGreaterThan(0);
  const { body } = await bench.call('get', `/accounts/${id}/compliance`, key).expect(200);
  expect(body).toMatchObject({ centerId: 'CEE004', heading: '6109', peers: 6 });
  const late = body.kinds.find(({ kind }: any) => kind === 'late');
  expect(late.peers.entryShare).toBeLessThan(late.entryShare);
  const { body: listed } = await bench.call('get', '/pattern-changes?center=CEE004', specialist).expect(200);
  expect(listed.changes).toEqual([
    expect.objectContaining({
      ...{ accountId: id, importer: worse, kind: 'late', direction: 'worse', recentSlips: 10, pastSlips: 0 },
      inWords: expect.stringContaining('chance alone does this once in'),
    }),
  ]);
  const { body: slips } = await bench.call('get', `/accounts/${id}/compliance/slips`, key).expect(200);
  expect(slips.slips[0].materiality.steps.at(-1)).toMatchObject({ step: 'change', small: false });
  // One of four others fewer: with four nobody is compared.
  await bench.source.query(
    `DELETE FROM compliance_year WHERE importer_id IN (SELECT id FROM importer_on_record WHERE importer_identity LIKE ANY($1))`,
    [others.slice(0, 2).map((number) => `${number}%`)],
  );
  const few = await bench.call('get', `/accounts/${id}/compliance`, key).expect(200);
  expect([few.body.peers, few.body.comparedWith]).toEqual([null, expect.stringContaining('fewer than 5')]);
});

test('a run is ordered by a Center and listed; another day than today is for headquarters', async () => {
  await measure();
  const order = { id: randomUUID() };
  const answer = await bench.call('post', '/compliance-runs', specialist, order);
  expect([202, 409]).toContain(answer.status);
  await bench.call('post', '/compliance-runs', specialist, { id: randomUUID(), asOf: `${month(1)}-28` }).expect(403);
  for (const asOf of ['1999-12-31', '2099-01-01'])
    await bench
      .call('post', '/compliance-runs', await bench.office('headquarters'), { id: randomUUID(), asOf })
      .expect(422);
  // One that does not come to its end, here by a day that no rule covers, keeps nobody from ordering the next once it is ended.
  const headquarters = await bench.office('headquarters', 'H. Quarters');
  const stuck = randomUUID();
  await bench.source.query(`UPDATE compliance_run SET state = 'done', done_at = now() WHERE state = 'running'`);
  await bench.source.query(
    `INSERT INTO compliance_run (id, as_of, state, importers, ordered_by, ordered_at) VALUES ($1, '1999-12-31', 'running', 9, 'A. Test', now())`,
    [stuck],
  );
  await bench.call('post', '/compliance-runs', headquarters, { id: randomUUID() }).expect(409);
  const end = (key: string, why = 'It does not go on') =>
    bench.call('post', `/compliance-runs/${stuck}/end`, key, { why });
  await end(specialist).expect(403);
  for (const status of [200, 200])
    expect((await end(headquarters).expect(status)).body).toMatchObject({
      ...{ state: 'ended', doneAt: null, endedBy: 'H. Quarters', endReason: 'It does not go on' },
    });
  await end(headquarters, 'Another reason').expect(409);
  await bench.call('post', '/compliance-runs', headquarters, { id: randomUUID() }).expect(202);
  const { body } = await bench.call('get', '/compliance-runs', specialist).expect(200);
  await bench.call('get', `/compliance-runs/${body.runs[0].id}`, specialist).expect(200);
  await bench.call('get', `/compliance-runs/${randomUUID()}`, specialist).expect(404);
});
