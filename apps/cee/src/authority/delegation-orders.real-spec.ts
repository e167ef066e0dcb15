import { randomUUID } from 'node:crypto';
import { ceeBench, type CeeBench, importerNumber } from '../cee.fixture';
import { firstFreeDay } from '../days/customs-days';
import { AuthorityChanged, delegationOrderSubject } from '#contracts';
import { addDays } from '#kernel';
import { eventually } from '../../../../test/support';

let bench: CeeBench;
let headquarters: string;
let director: string;
beforeAll(async () => {
  bench = await ceeBench();
  headquarters = await bench.office('headquarters', 'J. Whitfield');
  director = await bench.office('Center director', 'S. Abara', 'CEE009');
});
afterAll(() => bench?.close());

const first = firstFreeDay(new Date());
const WHY = { why: 'Staff are there, the trial ran well.' };
const order = (changes: object = {}) => ({
  ...{ id: randomUUID(), center: 'CEE009', phase: 'by function', functions: ['refunds'], from: first },
  ...{ staffNeeded: 10, trialCasesNeeded: 100, trialPercentNeeded: 95, source: 'Memorandum 26-11', ...changes },
});
const ready = { staff: 12, trialCases: 200, trialAsExpected: 196, note: 'Trial of November' };
const post = async (path: string, body: object, key: string, status: number) => {
  const answer = await bench.call('post', `/delegation-orders${path}`, key, body);
  expect([answer.status, answer.status === status ? '' : answer.text]).toEqual([status, '']);
  return answer.body;
};
/** The Centers had everything from history: a Center whose functions were all given back has nothing, for tests. */
const emptied = async (center: string): Promise<void> => {
  const { body } = await bench.call('get', `/delegation-orders?center=${center}`, headquarters).expect(200);
  for (const { id, phase } of body.orders)
    if (phase === 'full') await post(`/${id}/rollback`, { from: first, why: 'For the test' }, headquarters, 200);
};
const centerOn = async (entryDate: string, importer = '12-9999999', hts = '3924104000') =>
  (await bench.ask({ entryDate, importerNumber: importer, lines: [{ hts, valueDollars: 5 }] }))[0]!.centerId;

test('history is there: the port decided before the delegation of 28 January 2015, the Center since', async () => {
  const on = async (day: string) =>
    (await bench.call('get', `/authority?on=${day}&center=CEE007&function=protests`, headquarters).expect(200)).body
      .authority[0];
  expect(await on('2012-08-27')).toMatchObject({ decides: 'port', order: null });
  expect(await on('2015-01-27')).toMatchObject({ decides: 'Center for volunteers, else the port', from: '2012-08-28' });
  expect(await on('2015-01-28')).toMatchObject({ decides: 'Center', from: '2015-01-28', to: null });
  const { body } = await bench.call('get', '/authority?on=2026-01-01&center=CEE007&function=release', headquarters);
  expect(body.authority).toMatchObject([{ decides: 'port' }]);
});

test('the entry service is told who decides: history once, and each order that is ordered or rolled back, whatever is killed in between', async () => {
  const told = async (id: string): Promise<AuthorityChanged[]> => {
    const messages = await bench.told(AuthorityChanged.type, delegationOrderSubject(id));
    for (const message of messages) expect(AuthorityChanged.faultOf(message)).toBeNull();
    return messages;
  };
  const { body } = await bench.call('get', '/delegation-orders?center=CEE006', headquarters).expect(200);
  const [test, full] = body.orders;
  // A test phase that is over is not in force.
  expect([test.phase, test.state, full.phase, full.state]).toEqual(['test', 'over', 'full', 'in force']);
  await eventually(async () => expect(await told(full.id)).toHaveLength(1));
  const [history] = await told(full.id);
  expect(history!.authority).toContainEqual({
    ...{ function: 'entry-summary-review', reach: 'all', from: '2015-01-28', to: null },
  });
  await post(`/${full.id}/rollback`, { from: first, why: 'For the test' }, headquarters, 200);
  await eventually(async () => expect(await told(full.id)).toHaveLength(2));
  expect((await told(full.id))[1]).toMatchObject({ revision: 2, centerId: 'CEE006' });
  expect((await told(full.id))[1]!.authority[0]).toMatchObject({ to: addDays(first, -1) });
  const volunteer = importerNumber();
  const wanted = order({ center: 'CEE006', phase: 'test', functions: null, volunteers: [volunteer] });
  await post('', wanted, headquarters, 201);
  await post(`/${wanted.id}/readiness`, ready, headquarters, 200);
  expect(await told(wanted.id)).toEqual([]);
  await post(`/${wanted.id}/decision`, { decision: 'go', ...WHY }, headquarters, 200);
  await eventually(async () => expect(await told(wanted.id)).toMatchObject([{ volunteers: [`${volunteer}00`] }]));
});

describe('an order', () => {
  test('goes from readiness to go and cut-over: the same entry goes where it belonged on its day, before and after', async () => {
    await emptied('CEE009');
    const prepared = await post('', order({ functions: ['entry-summary-review'] }), director, 201);
    expect(prepared).toMatchObject({ state: 'preparing', from: first, functions: ['entry-summary-review'] });
    const at = `/${prepared.id}`;
    expect(await post(`${at}/decision`, { decision: 'go', ...WHY }, headquarters, 409)).toMatchObject({
      detail: expect.stringContaining("'go' is not possible in state 'preparing'"),
    });
    expect(await post(`${at}/readiness`, { ...ready, staff: 9 }, director, 200)).toMatchObject({ state: 'preparing' });
    expect(await post(`${at}/readiness`, ready, director, 200)).toMatchObject({
      state: 'ready',
      readiness: [{ suffices: false }, { staff: 12, suffices: true, by: 'S. Abara' }],
    });
    await post(`${at}/decision`, { decision: 'go', ...WHY }, director, 403);
    const day = addDays(first, 10);
    const ordered = await post(`${at}/decision`, { decision: 'go', from: day, ...WHY }, headquarters, 200);
    expect(ordered).toMatchObject({ state: 'ordered', from: day });
    expect(ordered.events.at(-1)).toMatchObject({ event: 'go', by: 'J. Whitfield', day, reason: WHY.why });
    // Its history begins before: up to the day before the first free one it had it, then the port, then it again.
    const days = ['2016-03-22', '2016-03-23', addDays(first, -1), first, addDays(day, -1), day];
    const centers = [];
    for (const each of days) centers.push(await centerOn(each));
    expect(centers).toEqual(['NOTELG', 'CEE009', 'CEE009', 'NOTELG', 'NOTELG', 'CEE009']);
  });

  test('that was carried out moves no open work: what was decided stays with whom it was', async () => {
    const [before] = await bench.source.query(`SELECT count(*)::int AS n, max(id) AS last FROM team_decision`);
    await emptied('CEE010');
    const [after] = await bench.source.query(`SELECT count(*)::int AS n, max(id) AS last FROM team_decision`);
    expect(after).toEqual(before);
  });

  test('rolled back before it began never was; afterwards its last day is the one before', async () => {
    await emptied('CEE008');
    const { id } = await post('', order({ center: 'CEE008' }), headquarters, 201);
    await post(`/${id}/readiness`, ready, headquarters, 200);
    const day = addDays(first, 5);
    await post(`/${id}/decision`, { decision: 'go', from: day, ...WHY }, headquarters, 200);
    const back = await post(`/${id}/rollback`, { from: addDays(day, 3), why: 'Staff left' }, headquarters, 200);
    expect(back).toMatchObject({ state: 'rolled back', from: day, to: addDays(day, 2) });
    await post(`/${id}/rollback`, { from: addDays(day, 4), why: 'Again' }, headquarters, 409);
    const again = await post('', order({ center: 'CEE008', from: addDays(day, 3) }), headquarters, 201);
    await post(`/${again.id}/readiness`, ready, headquarters, 200);
    await post(`/${again.id}/decision`, { decision: 'go', ...WHY }, headquarters, 200);
    await post(`/${again.id}/rollback`, { from: addDays(day, 3), why: 'Not yet' }, headquarters, 200);
    const free = await post('', order({ center: 'CEE008', from: addDays(day, 3) }), headquarters, 201);
    expect(free.state).toBe('preparing');
  });

  test('that overlaps another is refused by the number of the other and its days', async () => {
    const refused = await post(
      '',
      order({ center: 'CEE001', functions: ['protests', 'liquidation'] }),
      headquarters,
      409,
    );
    expect(refused).toMatchObject({
      type: 'urn:portway:problem:state-conflict',
      errors: [
        { at: '/functions', text: 'liquidation: DO-15-full-CEE001 from 2015-01-28 on, without an end' },
        { at: '/functions', text: 'protests: DO-15-full-CEE001 from 2015-01-28 on, without an end' },
      ],
    });
    await expect(
      bench.source.query(
        `INSERT INTO authority (order_id, center_id, function_code, reach, valid_from, standing, ordered)
         SELECT id, 'CEE001', 'protests', 'all', '2030-01-01', true, true FROM delegation_order WHERE number = 'DO-12-test-CEE001'
         ON CONFLICT (order_id, function_code) DO UPDATE SET reach = 'all', valid_to = NULL`,
      ),
    ).rejects.toThrow(/one_order_a_day/);
  });

  test('two that overlap, prepared at the same instant, leave one; of go and no-go at the same instant one counts', async () => {
    await emptied('CEE005');
    const answers = await Promise.all(
      ['A. One', 'B. Two', 'C. Three'].map(async (name) =>
        bench.call('post', '/delegation-orders', await bench.office('headquarters', name), order({ center: 'CEE005' })),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const { id } = answers.find(({ status }) => status === 201)!.body;
    await post(`/${id}/readiness`, ready, headquarters, 200);
    const other = await bench.office('headquarters', 'B. Two');
    const decisions = await Promise.all([
      bench.call('post', `/delegation-orders/${id}/decision`, headquarters, { decision: 'go', ...WHY }),
      bench.call('post', `/delegation-orders/${id}/decision`, other, { decision: 'no-go', ...WHY }),
    ]);
    expect(decisions.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { body } = await bench.call('get', `/delegation-orders/${id}`, headquarters);
    expect(body.events.filter(({ event }: { event: string }) => event !== 'prepared')).toHaveLength(1);
  });

  test('sent again, because its answer was lost, is done once', async () => {
    await emptied('CEE004');
    const wanted = order({ center: 'CEE004' });
    await post('', wanted, headquarters, 201);
    await post('', wanted, headquarters, 200);
    await post(`/${wanted.id}/readiness`, ready, headquarters, 200);
    await post(`/${wanted.id}/decision`, { decision: 'go', ...WHY }, headquarters, 200);
    expect((await post(`/${wanted.id}/decision`, { decision: 'go', ...WHY }, headquarters, 200)).events).toHaveLength(
      2,
    );
  });

  test('moves what is left when it is full, and what stays with the port not at all', async () => {
    await emptied('CEE003');
    await post('', order({ center: 'CEE003', functions: ['protests', 'refunds'] }), headquarters, 201);
    const full = await post('', order({ center: 'CEE003', phase: 'full', functions: undefined }), headquarters, 201);
    expect(full.functions).toEqual(expect.arrayContaining(['revenue-collection', 'liquidation']));
    expect(full.functions).not.toEqual(expect.arrayContaining(['protests']));
    const wrong = order({ functions: ['examination', 'rulings', 'nothing'], from: '2026-02-30' });
    expect((await post('', wrong, headquarters, 422)).errors).toEqual([
      { at: '/from', text: "'2026-02-30' is not a day, YYYY-MM-DD" },
    ]);
    expect((await post('', { ...wrong, from: first }, headquarters, 422)).errors).toEqual([
      { at: '/functions/0', text: 'examination stays with the port' },
      { at: '/functions/1', text: 'rulings stays with the headquarters' },
      { at: '/functions/2', text: 'there is no function nothing' },
    ]);
    const begun = await post('', order({ center: 'CEE003', from: addDays(first, -1) }), headquarters, 422);
    expect(begun.errors[0]).toMatchObject({ at: '/from', text: expect.stringContaining('has begun') });
  });

  test('of a test gives the Center its volunteers only, all numbers of their accounts included', async () => {
    await emptied('CEE002');
    const [volunteer, sister, other] = [importerNumber(), importerNumber(), importerNumber()];
    await bench.open({ importerNumbers: [volunteer, sister] }, []);
    const functions = ['entry-summary-review'];
    const wanted = order({ center: 'CEE002', phase: 'test', functions });
    await post('', wanted, headquarters, 422);
    const { id } = await post('', { ...wanted, volunteers: [volunteer] }, headquarters, 201);
    await post(`/${id}/readiness`, ready, headquarters, 200);
    await post(`/${id}/decision`, { decision: 'go', ...WHY }, headquarters, 200);
    const goods = '0406102800';
    expect(await Promise.all([volunteer, sister, other].map((number) => centerOn(first, number, goods)))).toEqual([
      'CEE002',
      'CEE002',
      'NOTELG',
    ]);
  });

  test("is no matter of another Center's director", async () => {
    const foreign = await bench.office('Center director', 'X. Foreign', 'CEE001');
    expect(await post('', order(), foreign, 403)).toMatchObject({ detail: 'You serve CEE001; this is for CEE009.' });
    await post('', order(), await bench.office('Center specialist'), 403);
  });
});
