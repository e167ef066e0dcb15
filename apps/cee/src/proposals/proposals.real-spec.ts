import { randomUUID } from 'node:crypto';
import type { AccountChanged } from '#contracts';
import { CeeInteractionRecorded, entrySubject, ImporterAssigned, SummaryReported, accountSubject } from '#contracts';
import { addDays } from '#kernel';
import { eventually } from '../../../../test/support';
import { received } from '../../../../test/support/handler-bench';
import { ceeBench, type CeeBench, importerNumber, OPERATIONS_TOKEN } from '../cee.fixture';
import { firstFreeDay, today } from '../days/customs-days';
import { importerIdentity } from '../importer/importer-identity';
import { SummaryWorkConsumer } from '../work/summary-work.consumer';

let bench: CeeBench;
let headquarters: string;
beforeAll(async () => {
  bench = await ceeBench();
  headquarters = await bench.office('headquarters', 'J. Whitfield');
});
afterAll(() => bench?.close());

const day = today(new Date());
const first = firstFreeDay(new Date());
const lines = (hts: string, count: number, valueDollars = 100) =>
  Array.from({ length: count }, () => ({ hts, valueDollars }));
let serial = 80_000_000;
interface Filed extends Partial<Omit<SummaryReported, 'filed'>> {
  /** Null where the message tells of no content. */
  readonly lines?: readonly { hts: string; valueDollars: number }[] | null;
  readonly entryDate?: string;
}
const reportOf = ({ lines: filed = [], entryDate = day, ...changes }: Filed): SummaryReported => ({
  ...SummaryReported.example,
  ...{ entryNumber: String(++serial), occurredAt: new Date().toISOString() },
  filed: filed && {
    ...SummaryReported.example.filed!,
    imports: { entryDate, tariffs: filed.map((line) => ({ ...line, lines: 1 })) },
  },
  ...changes,
});
/** What the entry service tells of summaries, at once. */
const file = async (...summaries: Filed[]): Promise<void> => {
  const messages = summaries.map(reportOf).map((data) => received(SummaryReported, entrySubject(data), data));
  for (const { data } of messages) expect(SummaryReported.faultOf(data)).toBeNull();
  await bench.handle((context) => new SummaryWorkConsumer().take(messages, context));
};
const goodsOf = (number: string): Promise<{ heading: string; lines: number; dollars: number }[]> =>
  bench.source.query(
    'SELECT heading, lines::int, dollars::int FROM importer_goods WHERE importer_identity = $1 AND lines > 0 ORDER BY heading',
    [importerIdentity(number)],
  );
/** Orders a run and waits for its end. */
const run = async () => {
  const id = randomUUID();
  await bench.call('post', '/proposal-runs', headquarters, { id }).expect(202);
  let view: any;
  await eventually(async () => {
    view = (await bench.call('get', `/proposal-runs/${id}`, headquarters).expect(200)).body;
    return view.state === 'done';
  });
  return view;
};
const proposalOf = async (number: string, runId: string) => {
  const [row] = await bench.source.query(`SELECT id FROM assignment_proposal WHERE run_id = $1 AND importers ? $2`, [
    runId,
    number,
  ]);
  const { body } = await bench
    .call('get', `/assignment-proposals?run=${runId}&after=${Number(row.id) - 1}&limit=1`, headquarters)
    .expect(200);
  return body.proposals[0];
};
const yearAgo = async (number: string): Promise<void> =>
  bench.source.query(`UPDATE importer_on_record SET first_month = '2020-01-01' WHERE importer_identity = $1`, [
    importerIdentity(number),
  ]);

test('lines are counted when a summary comes: once an entry, however often and in whichever version it comes', async () => {
  const number = importerNumber();
  const entry = { importerNumber: number, entryNumber: '70000001' };
  const first = { ...entry, version: 1, lines: [...lines('3924104000', 3), ...lines('8471300100', 1)] };
  await file(first);
  await file(first, first);
  await file({ entryNumber: '70000002', importerNumber: `${number}00`, lines: lines('3926909990', 2) });
  expect(await goodsOf(number)).toEqual([
    { heading: '3924', lines: 3, dollars: 300 },
    { heading: '3926', lines: 2, dollars: 200 },
    { heading: '8471', lines: 1, dollars: 100 },
  ]);
  await file({ ...entry, version: 2, lines: lines('6109100012', 2, 50) });
  // What is older comes again, beside what is newer and alone.
  await file({ ...entry, version: 2, lines: lines('6109100012', 2, 50) }, first);
  await file(first);
  const replaced = [
    { heading: '3926', lines: 2, dollars: 200 },
    { heading: '6109', lines: 2, dollars: 100 },
  ];
  expect(await goodsOf(number)).toEqual(replaced);
  // A rejected summary is still on file, and its team is no content.
  await file({ ...entry, version: 3, state: 'rejected', control: 'cbp', lines: null });
  await file({ ...entry, version: 3, teamNumber: '611', lines: null });
  expect(await goodsOf(number)).toEqual(replaced);
  const other = importerNumber();
  await file({ ...entry, version: 4, importerNumber: other, lines: lines('3924104000', 1) });
  expect(await goodsOf(number)).toEqual(replaced.slice(0, 1));
  expect(await goodsOf(other)).toEqual([{ heading: '3924', lines: 1, dollars: 100 }]);
});

test('a summary that is deleted counts no more, also where what was filed comes after, until it is filed again', async () => {
  const number = importerNumber();
  const entry = { importerNumber: number, entryNumber: '70000003' };
  const filed = { ...entry, version: 1, lines: lines('3924104000', 3) };
  await file(filed);
  await file({ ...entry, version: 2, state: 'deleted', lines: null });
  await file(filed);
  expect(await goodsOf(number)).toEqual([]);
  await file({ ...entry, version: 3, lines: lines('3924104000', 1) });
  expect(await goodsOf(number)).toEqual([{ heading: '3924', lines: 1, dollars: 100 }]);
  const late = { ...entry, entryNumber: '70000004' };
  await file({ ...late, version: 2, state: 'deleted', lines: null });
  await file({ ...late, version: 1, lines: lines('8471300100', 1) });
  expect(await goodsOf(number)).toEqual([{ heading: '3924', lines: 1, dollars: 100 }]);
});

test('an importer that is assigned is counted like any other: entry asks no team for it', async () => {
  const number = importerNumber();
  await bench
    .call('post', '/operations/assignments', OPERATIONS_TOKEN, {
      ...{ importer: number, center: 'CEE009', team: '391', from: '2026-01-01', source: 'x', actor: 'x' },
    })
    .expect(201);
  await file({ importerNumber: number, lines: lines('8471300100', 4) });
  await yearAgo(number);
  expect(await proposalOf(number, (await run()).id)).toMatchObject({
    currentCenter: 'CEE009',
    center: 'CEE007',
    lines: 4,
  });
});

test('summaries of one importer that come to two replicas at once are all counted', async () => {
  const number = importerNumber();
  await Promise.all(
    Array.from({ length: 8 }, (_, at) =>
      file({
        ...{ importerNumber: number, entryNumber: String(71_000_000 + at) },
        lines: [...lines(at % 2 ? '3924104000' : '8471300100', 2), ...lines(at % 2 ? '8471300100' : '3924104000', 1)],
      }),
    ),
  );
  expect((await goodsOf(number)).map((one) => one.lines)).toEqual([12, 12]);
});

test('a run proposes for all importers, shows how far it is, and what a later one finds takes its place', async () => {
  const [alone, sister, ofBroker, stays] = [importerNumber(), importerNumber(), importerNumber(), importerNumber()];
  await bench.open({ importerNumbers: [alone, sister] }, []);
  await bench.open({ kinds: ['broker'], importerNumbers: [ofBroker] } as Partial<AccountChanged>, []);
  for (const [number, hts, count] of [
    [alone, '3924104000', 3],
    [sister, '6109100012', 5],
    [ofBroker, '3924104000', 4],
    [stays, '3924104000', 4],
  ] as const) {
    await file({ importerNumber: number, entryDate: day, lines: lines(hts, count) });
    await yearAgo(number);
  }
  await bench
    .call('post', '/operations/assignments', 'operations-token-of-this-test', {
      ...{ importer: stays, center: 'CEE009', team: '391', from: '2026-01-01', source: 'x', actor: 'x' },
    })
    .expect(201);
  const view = await run();
  expect(view).toMatchObject({ percent: 100, importersDone: view.importers, orderedBy: 'J. Whitfield' });
  // Two numbers of an account are placed together.
  expect(await proposalOf(alone, view.id)).toMatchObject({
    ...{ importerNumbers: [alone, sister], state: 'open', center: 'CEE004', team: '611', method: 'predominant goods' },
    ...{ lines: 8, centerLines: 5, runnerUp: 'CEE009', runnerUpLines: 3, marginPercent: 25, currentCenter: null },
  });
  expect(await proposalOf(ofBroker, view.id)).toMatchObject({ state: 'unchanged', method: 'broker', center: null });
  expect(await proposalOf(stays, view.id)).toMatchObject({ state: 'unchanged', center: 'CEE009', currentTeam: '391' });
  const later = await run();
  expect(await proposalOf(alone, view.id)).toMatchObject({ state: 'superseded' });
  expect(await proposalOf(alone, later.id)).toMatchObject({ state: 'open' });
  const all = await bench.source.query('SELECT unit FROM assignment_proposal WHERE run_id = $1', [later.id]);
  expect(new Set(all.map(({ unit }: { unit: string }) => unit)).size).toBe(all.length);
  expect(later.proposals + later.unchanged).toBe(all.length);
});

test('associated parties are placed together, and by intended use, as long as CBP finds so', async () => {
  const [one, other, used] = [importerNumber(), importerNumber(), importerNumber()];
  await file({ importerNumber: one, entryDate: day, lines: lines('3924104000', 2) });
  await file({ importerNumber: other, entryDate: day, lines: lines('8708995500', 5) });
  await file({ importerNumber: used, entryDate: day, lines: lines('3924104000', 2) });
  for (const number of [one, other, used]) await yearAgo(number);
  const find = (body: object, status: number) =>
    bench
      .call('post', '/assignment-factors', headquarters, { id: randomUUID(), why: 'Shared practices', ...body })
      .expect(status);
  const { body: factor } = await find({ kind: 'associated parties', importers: [one, other] }, 201);
  await find({ kind: 'intended use', importers: [used], center: 'CEE003', team: '871' }, 201);
  expect((await find({ kind: 'associated parties', importers: [one] }, 422)).body.errors).toMatchObject([
    { at: '/importers' },
  ]);
  expect(
    (await find({ kind: 'intended use', importers: [used], center: 'CEE003', team: '611' }, 422)).body.errors,
  ).toMatchObject([{ at: '/team' }]);
  const view = await run();
  expect(await proposalOf(one, view.id)).toMatchObject({
    ...{ importerNumbers: [one, other], center: 'CEE003', method: 'associated parties', lines: 7 },
  });
  // Each of the two is shown its own part, and nothing of what the other imports.
  const { id: others, keys } = await bench.open({ importerNumbers: [other] }, [{ role: 'owner', name: 'L. Haddad' }]);
  const { body: shown } = await bench.call('get', `/accounts/${others}/assignments`, keys[0]!).expect(200);
  expect(shown.proposal).toMatchObject({
    ...{ importerNumbers: [other], center: 'CEE003', lines: null, dollars: null, centerLines: null },
    ...{ runnerUpLines: null, accountId: null },
  });
  expect(await proposalOf(used, view.id)).toMatchObject({ center: 'CEE003', team: '871', method: 'intended use' });
  await bench.call('post', `/assignment-factors/${factor.id}/end`, headquarters, { why: 'Sold' }).expect(200);
  expect(await proposalOf(one, (await run()).id)).toMatchObject({ importerNumbers: [one], center: 'CEE009' });
});

test('who serves one Center finds for that one only, and makes the proposals of no other out of date', async () => {
  const specialist = await bench.office('Center specialist', 'D. Ortiz', 'CEE004');
  const use = { id: randomUUID(), kind: 'intended use', importers: [importerNumber()], why: 'Sold as parts' };
  const foreign = { ...use, center: 'CEE003', team: '871' };
  await bench.call('post', '/assignment-factors', specialist, foreign).expect(403);
  await bench.call('post', '/assignment-factors', headquarters, foreign).expect(201);
  await bench.call('post', `/assignment-factors/${use.id}/end`, specialist, { why: 'No' }).expect(403);
  await bench.call('post', '/proposal-runs', specialist, { id: randomUUID(), asOf: '2015-01-01' }).expect(403);
});

test('a new importer is placed by what it projects, before and after it begins', async () => {
  const number = importerNumber();
  const { id, keys } = await bench.open({ importerNumbers: [number] }, [{ role: 'owner', name: 'Maya Chen' }]);
  const order = {
    id: randomUUID(),
    importer: number,
    projected: [{ heading: '3004', lines: 240, valueDollars: 9_000 }],
  };
  const path = `/accounts/${id}/import-projections`;
  await bench.call('post', path, keys[0]!, order).expect(201);
  await bench.call('post', path, keys[0]!, order).expect(200);
  await bench.call('post', path, keys[0]!, { ...order, id: randomUUID(), importer: '11-1111111' }).expect(422);
  const tooMuch = [{ heading: '3004', lines: 1, valueDollars: 1e19 }];
  await bench.call('post', path, keys[0]!, { ...order, id: randomUUID(), projected: tooMuch }).expect(422);
  await bench.call('post', `/accounts/${randomUUID()}/import-projections`, keys[0]!, order).expect(404);
  expect(await proposalOf(number, (await run()).id)).toMatchObject({
    center: 'CEE001',
    method: 'projection',
    months: 0,
    lines: 240,
  });
  await file({ importerNumber: number, entryDate: day, lines: lines('3924104000', 3) });
  expect(await proposalOf(number, (await run()).id)).toMatchObject({
    ...{ center: 'CEE001', method: 'projection', months: 1, lines: 223, centerLines: 220, runnerUpLines: 3 },
  });
  const { body } = await bench.call('get', `/accounts/${id}/assignments`, keys[0]!).expect(200);
  expect(body).toMatchObject({ assignments: [], proposal: { center: 'CEE001', runnerUp: 'CEE009' } });
});

describe('a proposal', () => {
  test('that is accepted assigns all its importers from a day on, once, and moves no open work', async () => {
    const [number, sister] = [importerNumber(), importerNumber()];
    const { id } = await bench.open({ importerNumbers: [number, sister] }, []);
    await file({ importerNumber: number, lines: lines('3924104000', 3) });
    const [decided] = await bench.ask({ importerNumber: number, entryDate: day });
    const { id: runId } = await run();
    const proposal = await proposalOf(number, runId);
    await file({ importerNumber: sister, entryDate: day, lines: lines('3924104000', 1) });
    const second = await proposalOf(number, (await run()).id);
    expect(second.importerNumbers).toEqual([number, sister]);
    const accept = (body: object, status: number, key = headquarters, of = second.id) =>
      bench.call('post', `/assignment-proposals/${of}/acceptance`, key, { why: 'As computed', ...body }).expect(status);
    await accept({ from: first }, 409, headquarters, proposal.id);
    await accept({ from: addDays(first, -1) }, 422);
    await accept({ from: first }, 403, await bench.office('Center specialist', 'X. Foreign', 'CEE001'));
    await accept({ from: first }, 403, await bench.office('auditor'));
    const specialist = await bench.office('Center specialist', 'D. Nakamura', 'CEE009');
    expect((await accept({ from: first }, 200, specialist)).body).toMatchObject({
      state: 'accepted',
      decidedBy: 'D. Nakamura',
    });
    await accept({ from: first }, 200, specialist);
    await accept({ from: first }, 409);
    const kept = await bench.source.query(
      `SELECT importer_number, center_id, valid_from::text AS "from", source FROM assignment WHERE importer_number = ANY($1) ORDER BY id`,
      [[number, sister]],
    );
    const one = { center_id: 'CEE009', from: first, source: 'projection' };
    expect(kept).toEqual([
      { importer_number: number, ...one },
      { importer_number: sister, ...one },
    ]);
    const log = (await bench.told(CeeInteractionRecorded.type, accountSubject(id))) as CeeInteractionRecorded[];
    expect(log.map(({ person, disposition }) => [person, disposition])).toEqual([
      ['D. Nakamura', 'assigned'],
      ['D. Nakamura', 'assigned'],
    ]);
    for (const message of log) expect(CeeInteractionRecorded.faultOf(message)).toBeNull();
    const [{ n }] = await bench.source.query(`SELECT count(*)::int AS n FROM outbox WHERE type = $1`, [
      ImporterAssigned.type,
    ]);
    expect(n).toBeGreaterThan(1);
    // What was decided before stays with whom it was.
    const [{ decisions }] = await bench.source.query(
      `SELECT count(*)::int AS decisions FROM team_decision WHERE entry_number = $1`,
      [decided!.entryNumber],
    );
    expect(decisions).toBe(1);
  });

  test('whose importer was assigned since, as by a granted appeal, is not accepted any more: neither of the run before nor of one on a day before it begins', async () => {
    const [number, sister] = [importerNumber(), importerNumber()];
    await bench.open({ importerNumbers: [number, sister] }, []);
    for (const one of [number, sister]) await file({ importerNumber: one, lines: lines('3924104000', 3) });
    const accept = async (status: number) => {
      const { id } = await proposalOf(number, (await run()).id);
      return () =>
        bench
          .call('post', `/assignment-proposals/${id}/acceptance`, headquarters, { from: addDays(first, 1), why: 'Yes' })
          .expect(status);
    };
    const before = await accept(409);
    await bench
      .call('post', '/operations/assignments', OPERATIONS_TOKEN, {
        ...{ importer: sister, center: 'CEE003', team: '871', from: first, source: 'appeal AA-26-000001', actor: 'x' },
      })
      .expect(201);
    expect((await before()).body.detail).toContain('CEE003');
    const after = await accept(409);
    expect((await after()).body.detail).toContain('appeal AA-26-000001');
    expect(await bench.source.query('SELECT 1 FROM assignment WHERE importer_number = $1', [number])).toEqual([]);
  });

  test('that is rejected leaves its importers where they are, and of two decisions at the same instant one counts', async () => {
    const number = importerNumber();
    await file({ importerNumber: number, entryDate: day, lines: lines('8471300100', 3) });
    const { id } = await proposalOf(number, (await run()).id);
    const other = await bench.office('team lead', 'L. Fontaine');
    const answers = await Promise.all([
      bench.call('post', `/assignment-proposals/${id}/acceptance`, headquarters, { from: first, why: 'Yes' }),
      bench.call('post', `/assignment-proposals/${id}/rejection`, other, { why: 'Not yet' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const accepted = answers[0]!.status === 200;
    const rows = await bench.source.query('SELECT 1 FROM assignment WHERE importer_number = $1', [number]);
    expect(rows).toHaveLength(accepted ? 1 : 0);
  });
});
