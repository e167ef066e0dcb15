import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AccountChanged,
  accountSubject,
  CeeAccountTold,
  CeeInteractionRecorded,
  StandingChanged,
} from '#contracts';
import { addDays, daysBetween, FEDERAL_CALENDAR } from '#kernel';
import { Transactions } from '#messaging';
import { StandingUpkeep } from '../trusted-benefits/standing-upkeep';
import { ceeBench, type CeeBench, importerNumber, OPERATIONS_TOKEN } from '../cee.fixture';
import { today } from '../days/customs-days';
import { allMet, applied } from './trusted-trader.fixture';

let bench: CeeBench;
let headquarters: string;
let specialist: string;
let director: string;
beforeAll(async () => {
  bench = await ceeBench();
  headquarters = await bench.office('headquarters', 'J. Whitfield');
  specialist = await bench.office('Center specialist', 'D. Nakamura', 'CEE009');
  director = await bench.office('Center director', 'R. Alvarez', 'CEE009');
});
afterAll(() => bench?.close());

const day = today(new Date());
/** An account whose importer number is assigned to CEE009, its owner and a user of it. */
const account = async () => {
  const number = importerNumber();
  const { id, keys } = await bench.open({ importerNumbers: [number] }, [
    { role: 'owner', name: 'Maya Chen' },
    { role: 'user', name: 'Ines Moreau' },
  ]);
  await bench
    .call('post', '/operations/assignments', OPERATIONS_TOKEN, {
      ...{
        importer: number,
        center: 'CEE009',
        team: '391',
        from: '2026-01-01',
        source: 'predominant goods',
        actor: 'x',
      },
    })
    .expect(201);
  return { id, number, owner: keys[0]!, user: keys[1]!, path: `/accounts/${id}/trusted-participations` };
};
/** As one of those who listen was told. */
const standings = async (id: string): Promise<StandingChanged[]> =>
  (
    await bench.source.query(
      `SELECT data FROM outbox WHERE type = $1 AND subject = $2 AND destination = 'account' ORDER BY id`,
      [StandingChanged.type, accountSubject(id)],
    )
  ).map(({ data }: { data: string }) => JSON.parse(data));
/** What the platform does again and again, once. */
const upkeep = (): Promise<boolean> =>
  bench.service.app
    .get(Transactions)
    .run((unit) => bench.service.app.get(StandingUpkeep, { strict: false }).tellWaiting(unit));
const decide = (id: string, key: string, order: object) =>
  bench.call('post', `/trusted-participations/${id}/decision`, key, { why: 'All criteria are met', ...order });
const certified = async () => {
  const holder = await account();
  const { id, version } = await applied(bench, holder.id, holder.owner);
  const { body } = await decide(id, director, { version, decision: 'certified' }).expect(200);
  return { ...holder, participation: body };
};
/** Validated after a visit. */
const validated = async (tier = 2) => {
  const holder = await certified();
  const { id } = holder.participation;
  const visit = { id: randomUUID(), plannedFor: day, place: '100 Harbor Plaza' };
  await bench.call('post', `/trusted-participations/${id}/visits`, specialist, visit).expect(200);
  const { body } = await bench
    .call('post', `/trusted-participations/${id}/visits/${visit.id}/report`, specialist, {
      ...{
        heldOn: day,
        findings: [{ criterion: '6.1', finding: 'Seals are kept in a safe' }],
        conclusion: 'As described',
      },
    })
    .expect(200);
  const { body: done } = await decide(id, director, { version: body.version, decision: 'validated', tier }).expect(200);
  return { ...holder, participation: done };
};

test('an importer applies, is certified and validated, and each step changes what standing brings and is told, to others and to the account', async () => {
  const { id, owner, user, path } = await account();
  const wanted = { id: randomUUID(), program: 'CTPAT' };
  await bench.call('post', path, user, wanted).expect(403);
  await bench.call('post', path, owner, wanted).expect(201);
  await bench.call('post', path, owner, wanted).expect(200);
  const one = `${path}/${wanted.id}`;
  const empty = await bench.call('post', `${one}/submission`, owner).expect(422);
  expect(empty.body.errors[0]).toMatchObject({ at: '/agreement', text: 'is not signed' });
  expect(empty.body.errors).toContainEqual(expect.objectContaining({ at: '/answers/6.2' }));
  expect(empty.body.errors).toHaveLength(1 + allMet().length);
  await bench.call('post', `${one}/agreement`, owner, { version: 'CTPAT-2005' }).expect(422);
  await bench.call('post', `${one}/agreement`, owner, { version: 'CTPAT-2020' }).expect(200);
  const answers = allMet().map((answer) =>
    answer.criterion === '6.2' ? { ...answer, answer: 'not met', how: 'Bolts of another norm' } : answer,
  );
  await bench.call('post', `${one}/answers`, owner, { answers: [...answers, answers[0]] }).expect(422);
  await bench.call('post', `${one}/answers`, owner, { answers }).expect(200);
  const { body: sent } = await bench.call('post', `${one}/submission`, owner).expect(200);
  expect(sent).toMatchObject({ state: 'submitted', signedBy: 'Maya Chen', agreementVersion: 'CTPAT-2020' });
  expect(sent.clock).toMatchObject({ clock: 'certification of a trusted trader', rule: '6 U.S.C. 964' });
  expect(sent.judgement).toMatchObject({ isComplete: true, meetsMusts: false });

  // What is a must stands in the way, by name; a specialist gives it back with work to do.
  const order = { version: sent.version, decision: 'certified' };
  await decide(wanted.id, specialist, order).expect(403);
  await decide(wanted.id, await bench.office('Center director', 'X. Foreign', 'CEE003'), order).expect(403);
  const refused = await decide(wanted.id, director, order).expect(422);
  expect(refused.body.errors).toEqual([
    { at: '/answers/6.2', text: 'is not met, and must be: Seal security: Seals meet ISO 17712' },
  ]);
  const action = { id: randomUUID(), criterion: '6.2', what: 'Buy seals of ISO 17712', due: addDays(day, 30) };
  const elsewhere = await bench.office('Center specialist', 'K. Osei', 'CEE003');
  const back = { version: sent.version, why: 'Seals', actions: [action] };
  await bench.call('post', `/trusted-participations/${wanted.id}/return`, elsewhere, back).expect(403);
  await bench.call('post', `/trusted-participations/${wanted.id}/return`, specialist, back).expect(200);
  await bench.call('post', `/trusted-participations/${wanted.id}/return`, specialist, back).expect(200);
  const undone = await bench.call('post', `${one}/submission`, owner).expect(422);
  expect(undone.body.errors).toEqual([{ at: `/actions/${action.id}`, text: 'is not done: Buy seals of ISO 17712' }]);
  await bench
    .call('post', `${one}/actions/${action.id}/completion`, owner, { done: 'Bought', documents: [randomUUID()] })
    .expect(200);
  const met = { criterion: '6.2', answer: 'met', how: 'Seals of ISO 17712 since today' };
  await bench.call('post', `${one}/answers`, owner, { answers: [met] }).expect(200);
  const { body: again } = await bench.call('post', `${one}/submission`, owner).expect(200);
  expect((await decide(wanted.id, director, { ...order, version: again.version }).expect(422)).body.errors).toEqual([
    { at: `/actions/${action.id}`, text: 'is not accepted yet: Buy seals of ISO 17712' },
  ]);
  const { body: judged } = await bench
    .call('post', `/trusted-participations/${wanted.id}/actions/${action.id}/judgement`, specialist, {
      ...{ accepted: true, why: 'Invoice seen' },
    })
    .expect(200);
  expect(await standings(id)).toEqual([]);
  const { body: first } = await decide(wanted.id, director, { ...order, version: judged.version }).expect(200);
  expect(first).toMatchObject({ state: 'in force', tier: 1, clock: { clock: 'validation of a trusted trader' } });
  const tooEarly = await decide(wanted.id, director, { version: first.version, decision: 'validated', tier: 2 });
  expect(tooEarly.body.errors).toEqual([{ at: '/decision', text: `needs a validation visit held since ${day}` }]);

  const told = await standings(id);
  for (const message of told) expect(StandingChanged.faultOf(message)).toBeNull();
  expect(told).toMatchObject([
    { revision: 1, programs: [{ program: 'CTPAT', tier: 1, number: first.number, from: day, to: null }] },
  ]);
  expect(told[0]!.benefits).toContainEqual({
    ...{ benefit: 'lower exam rate', ports: null, modes: null, from: day, to: null, figure: 300 },
  });
  const log = (await bench.told(CeeInteractionRecorded.type, accountSubject(id))) as CeeInteractionRecorded[];
  for (const message of log) expect(CeeInteractionRecorded.faultOf(message)).toBeNull();
  expect(
    log
      .filter(({ items }) => items[0]?.kind === 'trusted trader')
      .map(({ person, items }) => [person, items[0]!.outcome]),
  ).toEqual([
    ['Maya Chen', 'preparing'],
    ['Maya Chen', 'agreement signed'],
    ['Maya Chen', 'answered'],
    ['Maya Chen', 'submitted'],
    ['D. Nakamura', 'returned'],
    ['Maya Chen', 'action done'],
    ['Maya Chen', 'answered'],
    ['Maya Chen', 'submitted'],
    ['D. Nakamura', 'action accepted'],
    ['R. Alvarez', 'certified'],
  ]);
  const mail = (await bench.told(CeeAccountTold.type, accountSubject(id))) as CeeAccountTold[];
  for (const message of mail) expect(CeeAccountTold.faultOf(message)).toBeNull();
  expect(mail[0]).toMatchObject({
    about: 'trusted trader decision',
    items: [{ reference: '6.2', text: action.what, dueDate: action.due }],
  });
});

test('a visit leads to a tier, a tier to other benefits, and Trade Compliance is only for who was validated', async () => {
  const { id, owner, path, participation } = await certified();
  const early = await bench.call('post', path, owner, { id: randomUUID(), program: 'Trade Compliance' }).expect(409);
  expect(early.body.detail).toContain('tier 2 or 3');
  const holder = await validated(3);
  expect(holder.participation).toMatchObject({
    tier: 3,
    validatedOn: day,
    clock: { rule: expect.stringContaining('969') },
  });
  const compliance = await applied(bench, holder.id, holder.owner, 'Trade Compliance');
  await decide(compliance.id, director, { version: compliance.version, decision: 'certified', tier: 2 }).expect(422);
  await decide(compliance.id, director, { version: compliance.version, decision: 'certified' }).expect(200);
  const { body } = await bench.call('get', `/accounts/${holder.id}/trusted-standing`, holder.user).expect(200);
  expect(body.programs).toEqual([
    { program: 'CTPAT', from: day, to: null, tier: 3 },
    { program: 'Trade Compliance', from: day, to: null, tier: null },
  ]);
  expect(body.benefits.map(({ benefit, figure }: any) => `${benefit} ${figure ?? ''}`)).toContain('lower exam rate 50');
  expect((await standings(holder.id)).map(({ revision }) => revision)).toEqual([1, 2, 3]);
  // Who loses CTPAT loses Trade Compliance with the same day.
  await decide(holder.participation.id, headquarters, {
    ...{ version: holder.participation.version, decision: 'suspended', from: addDays(day, 10) },
  }).expect(200);
  expect((await standings(holder.id)).at(-1)!.programs).toMatchObject([
    { program: 'CTPAT', to: addDays(day, 9) },
    { program: 'Trade Compliance', to: addDays(day, 9) },
  ]);
  await bench.call('get', `/accounts/${id}/trusted-standing`, holder.owner).expect(404);
  await bench.call('get', `/accounts/${id}/trusted-participations`, holder.owner).expect(404);
  expect(participation.tier).toBe(1);
});

test('who works at CBP finds a participation by words of the account or by its number, with what ends next', async () => {
  const { id, participation } = await certified();
  const [{ name }] = await bench.source.query(`SELECT data ->> 'name' AS name FROM account WHERE id = $1`, [id]);
  const find = async (query: string): Promise<any[]> =>
    (await bench.call('get', `/trusted-participations?limit=100&${query}`, specialist).expect(200)).body.participations;
  const line = {
    ...{ id: participation.id, accountName: name, state: 'in force' },
    clock: { clock: 'validation of a trusted trader' },
  };
  expect(await find(`words=${participation.number.toLowerCase()}`)).toMatchObject([line]);
  expect(await find(`words=${encodeURIComponent(name.slice(1).toUpperCase())}&center=CEE009`)).toContainEqual(
    expect.objectContaining({ id: participation.id }),
  );
  expect(await find('words=%25_no%20such%20trader')).toEqual([]);
});

test('of two decisions at the same instant one takes effect, and the other is told by whom it was overtaken', async () => {
  const { participation, id } = await validated();
  const { version } = participation;
  const answers = await Promise.all([
    decide(participation.id, director, { version, decision: 'suspended', why: 'Seals were broken' }),
    decide(participation.id, headquarters, { version, decision: 'removed', why: 'Left the country' }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const { body } = answers.find(({ status }) => status === 409)!;
  expect(body.errors).toMatchObject([{ at: '/version', text: `is ${version + 1} now` }]);
  expect((await standings(id)).at(-1)!.programs).toEqual([]);
  expect((await standings(id)).at(-1)!.benefits).toEqual([]);
});

test('a suspension is appealed against in time, decided by headquarters, and a granted appeal reinstates', async () => {
  const { participation, id, owner, path } = await validated();
  const filing = { id: randomUUID(), grounds: 'The seal was cut by the carrier.' };
  const appeals = `${path}/${participation.id}/appeals`;
  const nothing = await bench.call('post', appeals, owner, filing).expect(409);
  expect(nothing.body.detail).toContain('nothing to appeal against');
  const { body: suspended } = await decide(participation.id, director, {
    ...{ version: participation.version, decision: 'suspended', why: 'A seal was broken', falseStatement: true },
  }).expect(200);
  expect(suspended.appealClock).toMatchObject({
    ...{ clock: 'appeal against a finding of false statements', startedOn: day },
  });
  expect(suspended.appealClock.legalDueDate).toBe(FEDERAL_CALENDAR.onOrAfter(addDays(day, 30)));
  const { body: appeal } = await bench.call('post', appeals, owner, filing).expect(201);
  const { body: waits } = await bench.call('get', `/trusted-participations/${participation.id}`, director).expect(200);
  expect(waits).toMatchObject({ appealClock: null, appeals: [{ participationId: participation.id, state: 'filed' }] });
  await bench.call('post', appeals, owner, filing).expect(200);
  await bench.call('post', appeals, owner, { ...filing, id: randomUUID() }).expect(409);
  expect(appeal.clock).toMatchObject({ rule: '6 U.S.C. 967(c)', startedOn: day });
  expect(daysBetween(day, appeal.clock.legalDueDate)).toBeGreaterThanOrEqual(180);
  const decision = `/trusted-appeals/${appeal.appealId}/decision`;
  const granted = { decision: 'granted', reason: 'The carrier said so' };
  await bench.call('post', decision, director, granted).expect(403);
  const { body: done } = await bench.call('post', decision, headquarters, granted).expect(200);
  await bench.call('post', decision, headquarters, granted).expect(200);
  await bench.call('post', decision, headquarters, { ...granted, decision: 'denied' }).expect(409);
  expect(done).toMatchObject({ state: 'granted', decidedBy: 'J. Whitfield', clock: null });
  expect((await standings(id)).at(-1)!.programs).toMatchObject([{ program: 'CTPAT', tier: 2, from: day, to: null }]);

  expect((await bench.call('get', `${path}`, owner).expect(200)).body.participations[0].history.at(-1)).toMatchObject({
    ...{ event: 'reinstated', by: 'J. Whitfield', ofCbp: true, day, tier: 2 },
  });
  expect(suspended.state).toBe('suspended');

  // Where it rests on false statements there are 30 days, and no appeal is taken after them.
  await bench.source.query(`UPDATE trusted_participation SET state = 'removed' WHERE id = $1`, [participation.id]);
  await bench.source.query(
    `INSERT INTO trusted_event (participation_id, event, state, tier, day, by_name, of_cbp, false_statement, occurred_at)
     VALUES ($1, 'removed', 'removed', 2, $2, 'R. Alvarez', true, true, $3::timestamptz - interval '45 days')`,
    [participation.id, addDays(day, -45), new Date()],
  );
  const late = await bench.call('post', appeals, owner, { ...filing, id: randomUUID() }).expect(409);
  expect(late.body.detail).toContain('6 U.S.C. 967(c)(2)');
});

test('headquarters switches a benefit by port and mode, what stands is computed from it, and all trusted traders are told anew', async () => {
  const { id } = await validated();
  const order = {
    ...{ id: randomUUID(), effect: 'withhold', benefit: 'lower exam rate', ports: ['2704'], modes: ['11'] },
    ...{ from: day, to: addDays(day, 4), reason: 'A threat at one port' },
  };
  await bench.call('post', '/benefit-orders', director, order).expect(403);
  const wrong = await bench
    .call('post', '/benefit-orders', headquarters, { ...order, ports: ['0000'], figure: 3, from: addDays(day, -1) })
    .expect(422);
  expect(wrong.body.errors.map(({ at }: { at: string }) => at)).toEqual(['/figure', '/ports/0', '/from']);
  await bench.call('post', '/benefit-orders', headquarters, order).expect(201);
  await bench.call('post', '/benefit-orders', headquarters, order).expect(200);
  await upkeep();
  const last = (await standings(id)).at(-1)!;
  expect(last.reason).toBe('Headquarters: lower exam rate: A threat at one port');
  const rates = last.benefits.filter(({ benefit }) => benefit === 'lower exam rate');
  const at = (port: string, mode: string, on: string) =>
    rates.some(
      ({ ports, modes, from, to }) =>
        (ports?.includes(port) ?? true) && (modes?.includes(mode) ?? true) && from <= on && (to === null || on <= to),
    );
  expect([at('2704', '11', day), at('2704', '31', day), at('2709', '11', day)]).toEqual([false, true, true]);
  expect([at('2704', '11', addDays(day, 4)), at('2704', '11', addDays(day, 5))]).toEqual([false, true]);

  const before = (await standings(id)).length;
  await bench.call('post', '/trusted-standings/retelling', headquarters, { why: 'A new listener' }).expect(200);
  await upkeep();
  expect((await standings(id)).length).toBe(before + 1);
  await upkeep();
  expect((await standings(id)).length).toBe(before + 1);
  await bench.call('post', `/benefit-orders/${order.id}/end`, headquarters, { to: day, why: 'It is over' }).expect(200);
  // Who ends an order does not prolong it.
  await bench
    .call('post', `/benefit-orders/${order.id}/end`, headquarters, { to: addDays(day, 400), why: 'Longer' })
    .expect(422);
  await upkeep();
  const ended = (await standings(id)).at(-1)!.benefits.filter(({ benefit }) => benefit === 'lower exam rate');
  expect(ended.map(({ ports, from }) => [ports?.includes('2704') ?? true, from])).toContainEqual([
    true,
    addDays(day, 1),
  ]);
});

test('enforcement, new at an installation with trusted traders, is told how each stands, once', async () => {
  const { id } = await validated();
  await upkeep();
  const before = (await standings(id)).at(-1)!;
  await bench.source.query(`DELETE FROM outbox WHERE destination = 'enforcement'`);
  await bench.source.query(`DELETE FROM standing_listener WHERE service = 'enforcement'`);
  const tell = () =>
    bench.service.app
      .get(Transactions)
      .run((unit) => bench.service.app.get(StandingUpkeep, { strict: false }).tellNewListeners(unit));
  for (let time = 0; time < 2; time += 1) {
    await tell();
    while (await upkeep());
  }
  const heard: { data: string }[] = await bench.source.query(
    `SELECT data FROM outbox WHERE destination = 'enforcement' AND type = $1 AND subject = $2`,
    [StandingChanged.type, accountSubject(id)],
  );
  expect(heard.map(({ data }) => JSON.parse(data))).toMatchObject([
    { accountId: id, programs: before.programs, benefits: before.benefits },
  ]);
});

test('an account that changes its numbers, or closes, has its standing told anew with them', async () => {
  const { id, participation } = await validated();
  const [more, changed] = [importerNumber(), { accountId: id, version: 2 } as Partial<AccountChanged>];
  await bench.open({ ...changed, importerNumbers: [more] }, []);
  await upkeep();
  expect((await standings(id)).at(-1)!.importerNumbers).toEqual([more]);
  await bench.open({ ...changed, version: 3, importerNumbers: [], active: false }, []);
  await upkeep();
  expect((await standings(id)).at(-1)).toMatchObject({ programs: [], benefits: [] });
  expect(participation.state).toBe('in force');
});

test('what a trusted trader has goes on with the account into which it is merged, also where that one had begun an application', async () => {
  const { id, participation } = await validated();
  const survivor = await account();
  const begun = { id: randomUUID(), program: 'CTPAT' };
  await bench.call('post', `${survivor.path}`, survivor.owner, begun).expect(201);
  await bench.source.query(
    `INSERT INTO trusted_request (id, number, account_id, kind, state, text, certification, valid_from, valid_to, asked_by, asked_at, due, answered_by, answered_at, answer, granted)
     VALUES ($1, 'BC-26-999999', $2, 'blanket certification', 'answered', 'x', 'transfer to an exam location', $3, $4, 'x', now(), $3, 'x', now(), 'Granted', true)`,
    [randomUUID(), id, day, addDays(day, 300)],
  );
  const merged = { accountId: id, version: 2, active: false, mergedInto: survivor.id, importerNumbers: [] };
  await bench.open(merged as Partial<AccountChanged>, []);
  await upkeep();
  expect((await standings(survivor.id)).at(-1)).toMatchObject({
    programs: [{ program: 'CTPAT', tier: 2, number: participation.number }],
    blankets: [{ number: 'BC-26-999999' }],
  });
  expect((await standings(id)).at(-1)).toMatchObject({ programs: [], blankets: [] });
  const { body } = await bench.call('get', survivor.path, survivor.owner).expect(200);
  expect(body.participations.map(({ state }: { state: string }) => state).sort()).toEqual(['in force', 'withdrawn']);
});

test('who was removed is reinstated by an appeal alone, and an appeal against an earlier suspension leaves a later removal as it is', async () => {
  const { participation, id, owner, path } = await validated();
  const { body: suspended } = await decide(participation.id, director, {
    ...{ version: participation.version, decision: 'suspended', why: 'A seal was broken', falseStatement: false },
  }).expect(200);
  const { body: appeal } = await bench
    .call('post', `${path}/${participation.id}/appeals`, owner, { id: randomUUID(), grounds: 'It was the carrier.' })
    .expect(201);
  const { body: removed } = await decide(participation.id, director, {
    ...{ version: suspended.version, decision: 'removed', why: 'The answers were false', falseStatement: true },
  }).expect(200);
  const reinstated = { version: removed.version, decision: 'reinstated', why: 'Forgiven' };
  for (const key of [director, headquarters])
    expect((await decide(participation.id, key, reinstated).expect(409)).body.detail).toContain('granting an appeal');
  const { body: granted } = await bench
    .call('post', `/trusted-appeals/${appeal.appealId}/decision`, headquarters, {
      ...{ decision: 'granted', reason: 'The carrier said so' },
    })
    .expect(200);
  expect(granted.state).toBe('granted');
  expect((await standings(id)).at(-1)!.programs).toEqual([]);
  const { body } = await bench.call('get', path, owner).expect(200);
  expect(body.participations[0].state).toBe('removed');
  const said = (await bench.told(CeeAccountTold.type, accountSubject(id))).at(-1) as CeeAccountTold;
  expect(said.text).toContain(`'removed' from ${day} on, which came later, stands`);
});

test('a standing of before the platform is taken over by an operator, once', async () => {
  const { id } = await account();
  const former = {
    ...{ id: randomUUID(), accountId: id, program: 'CTPAT', tier: 2, from: '2024-03-01' },
    ...{ source: 'certificate of 2024', actor: 'the seeds' },
  };
  const take = (order: object) => bench.call('post', '/operations/trusted-participations', OPERATIONS_TOKEN, order);
  expect((await take({ ...former, tier: null }).expect(422)).body.errors[0].at).toBe('/tier');
  await take(former).expect(201);
  await take(former).expect(200);
  expect(await standings(id)).toMatchObject([{ revision: 1, programs: [{ tier: 2, from: '2024-03-01' }] }]);
});

test('what the document for partners says to send is taken as it stands there', async () => {
  const { id, owner, path } = await account();
  const guide = readFileSync(join(__dirname, '../../../../docs/partners/trusted-traders.md'), 'utf8');
  const [begin, sign, answers, appeal, blanket] = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) =>
    JSON.parse(text!),
  );
  const { body } = await bench.call('post', path, owner, begin).expect(201);
  const one = `${path}/${begin.id}`;
  await bench.call('post', `${one}/agreement`, owner, sign).expect(200);
  const { body: answered } = await bench.call('post', `${one}/answers`, owner, answers).expect(200);
  expect(answered.judgement.answered).toBe(answers.answers.length);
  expect(body.number).toMatch(/^TT-\d\d-\d{6}$/);
  // Of these the account has not the standing yet: they are understood, and refused for that alone.
  await bench.call('post', `${one}/appeals`, owner, appeal).expect(409);
  const days = { from: day, to: addDays(day, 364) };
  await bench.call('post', `/accounts/${id}/trusted-requests`, owner, { ...blanket, ...days }).expect(409);
});
