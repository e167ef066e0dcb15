import { randomUUID } from 'node:crypto';
import { type AccountChanged, accountSubject, CeeInteractionRecorded } from '#contracts';
import { addDays, FEDERAL_CALENDAR } from '#kernel';
import { ceeBench, type CeeBench, importerNumber, OPERATIONS_TOKEN } from '../cee.fixture';
import { firstFreeDay, today } from '../days/customs-days';

let bench: CeeBench;
let headquarters: string;
beforeAll(async () => {
  bench = await ceeBench({ APPEAL_BUSINESS_DAYS: '20' });
  headquarters = await bench.office('headquarters', 'J. Whitfield');
});
afterAll(() => bench?.close());

const first = firstFreeDay(new Date());
const data = [{ heading: '8708', lines: 40, valueDollars: 120_000 }];
/** An account with two numbers at CEE009, and its owner's key. */
const account = async () => {
  const numbers = [importerNumber(), importerNumber()];
  const opened = await bench.open({ importerNumbers: numbers }, [
    { role: 'owner', name: 'Maya Chen' },
    { role: 'user', name: 'Ines Moreau' },
  ]);
  for (const importer of numbers)
    await bench
      .call('post', '/operations/assignments', OPERATIONS_TOKEN, {
        ...{ importer, center: 'CEE009', team: '391', from: '2026-01-01', source: 'predominant goods', actor: 'x' },
      })
      .expect(201);
  return { ...opened, numbers, owner: opened.keys[0]! };
};
const appeal = (numbers: string[], changes: object = {}) => ({
  ...{ id: randomUUID(), currentCenter: 'CEE009', preferredCenter: 'CEE003', form: 'new' },
  importers: numbers.map((number, at) => ({ number, bondNumber: `99123456${at}` })),
  ...{ justification: 'Our plastic goods are parts of vehicles.', projected: data, ...changes },
});

test('an appeal that is granted becomes the assignment of all its numbers, with a clock, a history and entries in the log', async () => {
  const { id, owner, numbers } = await account();
  const path = `/accounts/${id}/assignment-appeals`;
  const wanted = appeal(numbers);
  const { body: filed } = await bench.call('post', path, owner, wanted).expect(201);
  expect(filed).toMatchObject({
    ...{
      state: 'filed',
      filedBy: 'Maya Chen',
      businessDaysLeft: 20,
      dueRule: expect.stringContaining('19 CFR 101.10(c)'),
    },
    due: FEDERAL_CALENDAR.addBusinessDays(today(new Date()), 20),
  });
  await bench.call('post', path, owner, wanted).expect(200);
  await bench.call('post', path, owner, { ...wanted, justification: 'Another one.' }).expect(409);
  expect((await bench.call('post', path, owner, appeal(numbers)).expect(409)).body.detail).toContain(filed.number);

  const decision = `/assignment-appeals/${filed.id}/decision`;
  const granted = { decision: 'granted', team: '871', from: first, reason: 'They are parts of vehicles.' };
  await bench.call('post', decision, owner, granted).expect(403);
  await bench.call('post', decision, await bench.office('Center director'), granted).expect(403);
  const incomplete = await bench
    .call('post', decision, headquarters, { decision: 'granted', reason: 'Yes' })
    .expect(422);
  expect(incomplete.body.errors.map(({ at }: { at: string }) => at)).toEqual(['/team', '/from']);
  const wrongTeam = await bench.call('post', decision, headquarters, { ...granted, team: '611' }).expect(422);
  expect(wrongTeam.body.errors).toEqual([{ at: '/team', text: 'is not a team of CEE003' }]);
  const { body: done } = await bench.call('post', decision, headquarters, granted).expect(200);
  expect(done).toMatchObject({
    state: 'granted',
    decidedBy: 'J. Whitfield',
    center: 'CEE003',
    team: '871',
    from: first,
    businessDaysLeft: null,
  });
  await bench.call('post', decision, headquarters, granted).expect(200);
  await bench.call('post', decision, headquarters, { decision: 'denied', reason: 'No' }).expect(409);

  const { body } = await bench.call('get', `/accounts/${id}/assignments`, owner).expect(200);
  expect(body.assignments.map((one: any) => [one.centerId, one.from, one.to, one.source])).toEqual(
    numbers.flatMap(() => [
      ['CEE009', '2026-01-01', addDays(first, -1), 'predominant goods'],
      ['CEE003', first, null, `appeal ${filed.number}`],
    ]),
  );
  const log = (await bench.told(CeeInteractionRecorded.type, accountSubject(id))) as CeeInteractionRecorded[];
  for (const message of log) expect(CeeInteractionRecorded.faultOf(message)).toBeNull();
  expect(log.slice(2).map(({ kind, channel, person, disposition }) => [kind, channel, person, disposition])).toEqual([
    ['filed', 'account', 'Maya Chen', 'processed'],
    ['decided', 'CBP', 'J. Whitfield', 'assigned'],
    ['decided', 'CBP', 'J. Whitfield', 'assigned'],
    ['decided', 'CBP', 'J. Whitfield', 'granted'],
  ]);
  // Entries of before stay where they were, those of the day go to the new Center.
  const answers = await bench.ask(
    { importerNumber: numbers[0]!, entryDate: addDays(first, -1) },
    { importerNumber: numbers[0]!, entryDate: first },
  );
  expect(answers.map(({ centerId }) => centerId)).toEqual(['CEE009', 'CEE003']);
});

test('an appeal without its contents is told each of them by its field, and is not kept', async () => {
  const { id, owner, numbers } = await account();
  const path = `/accounts/${id}/assignment-appeals`;
  const { body } = await bench.call('post', path, owner, { id: randomUUID(), form: 'over a year' }).expect(422);
  expect(body.errors.map(({ at }: { at: string }) => at)).toEqual([
    ...['/currentCenter', '/preferredCenter', '/importers', '/justification', '/actual', '/actualFrom', '/actualTo'],
  ]);
  const one = await bench.call('post', path, owner, appeal(numbers.slice(0, 1))).expect(422);
  expect(one.body.errors).toMatchObject([{ at: '/importers', text: expect.stringContaining("1 of the account's 2") }]);
  const noNumber = await bench
    .call('post', path, owner, appeal(numbers, { projected: [{ heading: 'x', lines: 1.5 }] }))
    .expect(422);
  expect(noNumber.body.errors.map(({ at }: { at: string }) => at)).toEqual(
    expect.arrayContaining(['/projected/0/lines', '/projected/0/valueDollars']),
  );
  expect((await bench.call('get', path, owner).expect(200)).body.appeals).toEqual([]);
});

test('an appeal is withdrawn by its account, seen by nobody else of the trade, and denied with a reason', async () => {
  const { id, owner, keys, numbers } = await account();
  const stranger = await account();
  const path = `/accounts/${id}/assignment-appeals`;
  const { body: filed } = await bench.call('post', path, owner, appeal(numbers)).expect(201);
  await bench.call('get', path, stranger.owner).expect(404);
  await bench.call('post', `${path}/${filed.id}/withdrawal`, stranger.owner, { why: 'Mine' }).expect(404);
  await bench
    .call('post', `/accounts/${stranger.id}/assignment-appeals/${filed.id}/withdrawal`, stranger.owner, { why: 'Mine' })
    .expect(404);
  await bench.call('post', path, await bench.office('headquarters'), appeal(numbers)).expect(403);
  await bench.call('get', path, keys[1]!).expect(200);
  const { body: back } = await bench
    .call('post', `${path}/${filed.id}/withdrawal`, owner, { why: 'Settled' })
    .expect(200);
  expect(back).toMatchObject({ state: 'withdrawn', reason: 'Settled' });
  await bench
    .call('post', `/assignment-appeals/${filed.id}/decision`, headquarters, { decision: 'denied', reason: 'Late' })
    .expect(409);
  const { body: again } = await bench.call('post', path, owner, appeal(numbers)).expect(201);
  const denied = { decision: 'denied', reason: 'Most lines are household goods.' };
  expect(
    (await bench.call('post', `/assignment-appeals/${again.id}/decision`, headquarters, denied).expect(200)).body,
  ).toMatchObject({
    ...{ state: 'denied', center: null, from: null, reason: denied.reason },
  });
  const { body: list } = await bench.call('get', '/assignment-appeals?state=denied', headquarters).expect(200);
  expect(list.appeals).toMatchObject([{ id: again.id, accountName: expect.stringMatching(/\w/) }]);
  expect(list.appeals).toHaveLength(1);
});

test("an appeal that is granted assigns the numbers that are still the account's, says which were not, and cannot be granted for none", async () => {
  const { id, owner, numbers } = await account();
  const { body: filed } = await bench
    .call('post', `/accounts/${id}/assignment-appeals`, owner, appeal(numbers))
    .expect(201);
  const decision = `/assignment-appeals/${filed.id}/decision`;
  const granted = { decision: 'granted', team: '871', from: first, reason: 'Yes' };
  const has = (importerNumbers: string[], version: number) =>
    bench.open({ accountId: id, version, importerNumbers } as Partial<AccountChanged>, []);
  await has([], 2);
  expect((await bench.call('post', decision, headquarters, granted).expect(409)).body.detail).toContain(filed.number);
  await has(numbers.slice(1), 3);
  const { body: done } = await bench.call('post', decision, headquarters, granted).expect(200);
  expect(done).toMatchObject({ state: 'granted', leftOut: [numbers[0]] });
  expect((await bench.call('post', decision, headquarters, granted).expect(200)).body).toEqual(done);
  const placed = await bench.source.query(
    `SELECT importer_number AS number, center_id AS center FROM assignment WHERE importer_number = ANY($1) AND valid_to IS NULL ORDER BY 1`,
    [numbers],
  );
  expect(placed).toEqual([
    { number: numbers[0], center: 'CEE009' },
    { number: numbers[1], center: 'CEE003' },
  ]);
  const log = (await bench.told(CeeInteractionRecorded.type, accountSubject(id))) as any[];
  expect(JSON.stringify(log.at(-1))).toContain(`without ${numbers[0]}, not the account's any more`);
});

test('of two decisions at the same instant one counts', async () => {
  const { id, owner, numbers } = await account();
  const { body: filed } = await bench
    .call('post', `/accounts/${id}/assignment-appeals`, owner, appeal(numbers))
    .expect(201);
  const decision = `/assignment-appeals/${filed.id}/decision`;
  const answers = await Promise.all([
    bench.call('post', decision, headquarters, { decision: 'granted', team: '871', from: first, reason: 'Yes' }),
    bench.call('post', decision, await bench.office('headquarters', 'K. Two'), { decision: 'denied', reason: 'No' }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});
