import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import {
  accountSubject,
  BondChanged,
  bondSubject,
  CenterInputAsked,
  CenterInputTold,
  DowntimeChanged,
  EnforcementAccountTold,
  EnforcementCaseChanged,
  enforcementCaseSubject,
  EnforcementInteractionRecorded,
  PowerOfAttorneyChanged,
  StandingChanged,
} from '#contracts';
import { addDays } from '#kernel';
import { dueOf, portLocalDate } from '#reference';
import { realServers } from '../../../test/support';
import { received } from '../../../test/support/handler-bench';
import { legalDue } from './clocks/case-clock.rules';
import { CenterInputConsumer } from './center-input/center-input.consumer';
import { ClockSweep } from './clocks/clock-sweep';
import { DowntimeConsumer } from './downtimes/downtime.consumer';
import { type EnforcementBench, enforcementBench } from './enforcement.fixture';
import { PowerOfAttorneyConsumer } from './powers/power-of-attorney.consumer';
import { StandingConsumer } from './standing/standing.consumer';
import { BondsConsumer } from './bonds/bonds.consumer';

let bench: EnforcementBench;
let fpf: string;
let second: string;
let hq: string;
beforeAll(async () => {
  bench = await enforcementBench({ CLOCK_LOOK_MS: '600000' });
  fpf = await bench.office('FP&F officer', 'G. Romano', ['2704']);
  second = await bench.office('FP&F officer', 'H. Adeyemi', ['2704']);
  hq = await bench.office('headquarters', 'I. Sato');
});
afterAll(() => bench?.close());

const get = (path: string, key: string) => bench.call('get', path, key);
const post = (path: string, key: string, body: object) => bench.call('post', path, key, body);
const today = (): string => portLocalDate(new Date(), '2704');
const days = (n: number): Date => new Date(Date.now() + n * 86_400_000);
const sweep = (at = new Date()): Promise<void> => bench.service.app.get(ClockSweep).sweep(at);
let serial = 0;

/** Mails every notice of a case that waits: with the day the times of a decision begin. */
const mailed = async (on: { readonly id: string }, key = fpf) => {
  const { body } = await get(`/enforcement-cases/${on.id}/notices`, key).expect(200);
  const { version } = (await get(`/enforcement-cases/${on.id}`, key).expect(200)).body;
  const waiting = body.notices.filter(({ mailedOn }: { mailedOn: string | null }) => mailedOn === null);
  const proofs = waiting.map(({ number }: { number: string }) => ({ servedNotice: number, reference: '9409' }));
  return post(`/enforcement-cases/${on.id}/mailings`, key, {
    ...{ version, mailedOn: today(), how: 'certified mail', proofs },
  }).expect(200);
};

/** Rows of a table cannot be written any more, all or those with a condition. @returns mends it */
const breaking = async (table: string, when = 'true'): Promise<() => Promise<void>> => {
  const url = new URL(await realServers().postgresUrl());
  const [{ name }] = await bench.source.query('SELECT current_database() AS name');
  url.pathname = name;
  const superuser = new Client({ connectionString: url.href });
  await superuser.connect();
  await superuser.query(
    `CREATE OR REPLACE FUNCTION die() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'died'; END $$ LANGUAGE plpgsql`,
  );
  await superuser.query(
    `CREATE TRIGGER die BEFORE INSERT ON ${table} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION die()`,
  );
  return async () => {
    await superuser.query(`DROP TRIGGER die ON ${table}`);
    await superuser.end();
  };
};

interface Opened {
  readonly id: string;
  readonly number: string;
  readonly owner: { readonly id: string; readonly key: string; readonly number: string };
  readonly surety: { readonly id: string; readonly key: string };
}

/** A claim for liquidated damages whose notices were mailed some days ago. */
const noticed = async (
  assessed: string,
  mailedDaysAgo = 5,
  changes: object = {},
  bondNumber = '26B000017',
): Promise<Opened> => {
  serial += 1;
  const number = `12-${6_300_000 + serial}`;
  const owner = await bench.open({ importerNumbers: [number] }, [{ role: 'owner', name: 'Maya Chen' }]);
  const surety = await bench.open({ name: 'Travelers' }, [{ role: 'owner', name: 'Ray Sims' }]);
  const { body: opened } = await post('/enforcement-cases', fpf, {
    ...{
      id: randomUUID(),
      law: '19 USC 1623',
      event: { kind: 'found at a port', reference: `LD-26-${String(serial).padStart(5, '0')}` },
    },
    ...{ port: '2704', subject: 'Summary filed late', facts: 'Filed two days late (19 CFR 142.12(b)).' },
    ...{ violationOn: '2026-03-02', assessed },
    parties: [
      { role: 'principal', accountId: owner.id },
      { role: 'surety', accountId: surety.id, suretyCode: '001', bondNumber },
    ],
    ...changes,
  }).expect(201);
  const why = { why: 'For the test' };
  await post(`/enforcement-cases/${opened.id}/steps`, fpf, { ...why, step: 'issue notice', version: 1 }).expect(200);
  const { body: issued } = await get(`/enforcement-cases/${opened.id}/notices`, fpf).expect(200);
  const proofs = issued.notices.map((notice: { number: string }) => ({
    servedNotice: notice.number,
    reference: '9407',
  }));
  await post(`/enforcement-cases/${opened.id}/mailings`, fpf, {
    version: 2,
    mailedOn: today(),
    how: 'certified mail',
    proofs,
  }).expect(200);
  // As if the notices had been mailed earlier.
  await bench.source.query(
    'UPDATE case_clock SET started_on = started_on - $2::int, legal_due = legal_due - $2::int, due = due - $2::int, remind_on = remind_on - $2::int WHERE case_id = $1',
    [opened.id, mailedDaysAgo],
  );
  return {
    id: opened.id,
    number: opened.number,
    owner: { id: owner.id, key: owner.keys[0]!, number },
    surety: { id: surety.id, key: surety.keys[0]! },
  };
};

const petition = (changes: object = {}) => ({
  ...{ id: randomUUID(), kind: 'petition', happenedOn: '2026-03-02', happenedAt: 'Los Angeles' },
  ...{
    facts: 'The software vendor was down for two days.',
    signedBy: 'Maya Chen',
    capacity: 'officer of the petitioner',
  },
  ...changes,
});
const file = (on: Opened, key: string, changes: object = {}) =>
  post(`/enforcement-cases/${on.id}/petitions`, key, petition(changes));
const decide = (id: string, key: string, version: number, changes: object = {}) =>
  post(`/petitions/${id}/decision`, key, {
    version,
    outcome: 'mitigated',
    amount: '104.00',
    reasons: 'A first violation',
    ...changes,
  });
const stateOf = async ({ id }: Opened): Promise<object> =>
  (await get(`/enforcement-cases/${id}`, fpf).expect(200)).body;

test('a petition in time is taken once, decided within the guidelines with the steps kept, paid to the cent, and payment bars no supplemental petition', async () => {
  const on = await noticed('25000.00');
  const order = petition();
  const { body: filed } = await post(`/enforcement-cases/${on.id}/petitions`, on.owner.key, order).expect(201);
  expect(filed).toMatchObject({
    state: 'pending',
    kind: 'petition',
    decider: 'one officer',
    filedBy: 'Maya Chen',
    history: [],
    proposal: null,
  });
  await post(`/enforcement-cases/${on.id}/petitions`, on.owner.key, order).expect(200);
  expect((await file(on, on.owner.key).expect(409)).body.errors[0].code).toBe('FP04');
  expect(await stateOf(on)).toMatchObject({ state: 'petitioned' });
  const facts = { guideline: 'late summary', withheld: '1234.99', daysLate: 3 };
  const { body: shown } = await post(`/enforcement-cases/${on.id}/guideline`, fpf, facts).expect(200);
  expect(shown).toMatchObject({ atLeast: '104.00', atMost: '104.00', suggested: '104.00' });
  await post(`/enforcement-cases/${on.id}/guideline`, on.owner.key, facts).expect(403);
  expect((await decide(filed.id, fpf, 1, { amount: '104.005' }).expect(422)).body.errors[0].at).toBe('/amount');
  expect((await decide(filed.id, fpf, 1, { amount: '500.00', facts }).expect(422)).body.errors[0].at).toBe(
    '/departure',
  );
  const { body: decided } = await decide(filed.id, fpf, 1, { facts }).expect(200);
  expect(decided.decision).toMatchObject({
    outcome: 'mitigated',
    amountCents: 10_400,
    by: 'G. Romano',
    agreedBy: null,
  });
  expect(decided.decision.computation.steps.map(({ amount }: { amount: string }) => amount)).toEqual([
    '1234.00',
    '4.00',
    '100.00',
    '104.00',
  ]);
  expect(await stateOf(on)).toMatchObject({ state: 'decided', mitigatedCents: 10_400, owedCents: 10_400 });
  const pay = (amount: string, id = randomUUID()) =>
    post(`/enforcement-cases/${on.id}/payments`, fpf, { id, place: 1, amount, reference: 'CR-1', receivedOn: today() });
  expect((await pay('103.99').expect(422)).body.errors[0].text).toBe('is 103.99, but 104.00 is owed');
  const id = randomUUID();
  expect((await pay('104.00', id).expect(200)).body).toMatchObject({
    owedCents: 0,
    paidCents: 10_400,
    suspenseCents: 0,
  });
  await pay('104.00', id).expect(200);
  const fieldsOf = ({ body }: { body: { errors: { at: string }[] } }): string[] => body.errors.map(({ at }) => at);
  expect(fieldsOf(await pay('105.00', id).expect(409))).toEqual(['/id', '/amount']);
  const { body: supplemental } = await file(on, on.owner.key, { kind: 'supplemental petition' }).expect(201);
  expect(await stateOf(on)).toMatchObject({ state: 'supplemental', paidCents: 10_400 });
  // No further relief on a supplemental petition is for headquarters to say.
  for (const no of [{ outcome: 'denied', amount: null }, { amount: '104.00' }])
    expect((await decide(supplemental.id, fpf, 1, no).expect(403)).body.detail).toContain('171.62(a)');
  await decide(supplemental.id, hq, 1, { outcome: 'denied', amount: null }).expect(200);
  const told = await bench.told(EnforcementCaseChanged.type, enforcementCaseSubject(on.number));
  expect(told.slice(-6).map(({ state }) => state)).toEqual([
    'petitioned',
    'decided',
    'paid',
    'supplemental',
    'decided',
    'paid',
  ]);
  const log = await bench.told(EnforcementInteractionRecorded.type, accountSubject(on.owner.id));
  expect(log.map(({ summary }) => summary)).toContainEqual(
    `Maya Chen filed petition ${filed.number} in case ${on.number}`,
  );
  const mail = await bench.told(EnforcementAccountTold.type, accountSubject(on.owner.id));
  expect(mail.map(({ about }) => about)).toEqual(
    expect.arrayContaining(['decision on a petition', 'payment received']),
  );
});

test('a petition a day late is refused with its code, until the officer extends the time, also after it is over', async () => {
  const on = await noticed('25000.00', 70);
  const { body } = await file(on, on.owner.key).expect(409);
  expect(body.errors[0]).toMatchObject({ code: 'FP01', at: '/receivedOn' });
  const { body: shown } = await get(`/enforcement-cases/${on.id}/clocks`, on.owner.key).expect(200);
  expect(shown.clocks).toHaveLength(1);
  const [clock] = shown.clocks;
  expect(clock).toMatchObject({
    clock: 'petition against liquidated damages',
    rule: '19 CFR 172.3(b)',
    endedHow: null,
  });
  expect(clock.daysLeft).toBeLessThan(0);
  const extend = (until: string, key: string, id = clock.id) =>
    post(`/enforcement-cases/${on.id}/clocks/${id}/extension`, key, { until, why: 'The notice was returned' });
  await extend(addDays(today(), 10), on.owner.key).expect(403);
  await extend(clock.dueDate, fpf).expect(422);
  await extend('2032-03-03', fpf).expect(422);
  const { body: extended } = await extend(addDays(today(), 10), fpf).expect(200);
  expect(extended.clocks.find(({ id }: { id: string }) => id === clock.id)).toMatchObject({
    dueDate: addDays(today(), 10),
    extendedBy: 'G. Romano',
  });
  const { body: filed } = await file(on, on.owner.key).expect(201);
  expect(filed.daysLate).toBe(-clock.daysLeft);
});

test('a downtime on the last day gives the trade its time, by the clock as it is shown and as it is judged', async () => {
  const on = await noticed('25000.00', 5);
  const due = addDays(today(), -1);
  await bench.source.query('UPDATE case_clock SET legal_due = $2, due = $2 WHERE case_id = $1 AND place = 1', [
    on.id,
    due,
  ]);
  await file(on, on.owner.key).expect(409);
  const downtime = {
    ...DowntimeChanged.example,
    ...{ downtimeId: randomUUID(), version: 1, drill: false, filerAccountId: on.owner.id, number: 'DT-26-000031' },
    ...{
      from: `${due}T12:00:00.000Z`,
      to: `${due}T23:00:00.000Z`,
      relief: { paymentBusinessDays: 3, otherBusinessDays: 3 },
    },
    scope: { modules: [], directions: [], channels: [], modes: [], ports: [] },
  } as unknown as DowntimeChanged;
  const hear = (modules: readonly string[]) => {
    const told = { ...downtime, version: ++version, scope: { ...downtime.scope, modules } } as DowntimeChanged;
    return bench.handle((context) =>
      new DowntimeConsumer().take([received(DowntimeChanged, 'downtime', told)], context),
    );
  };
  const relieved = async () =>
    (await get(`/enforcement-cases/${on.id}/clocks`, on.owner.key).expect(200)).body.clocks[0].relievedBy;
  // Petitions are filed at this service itself: of others alone none keeps a party from it.
  let version = 0;
  for (const [modules, by] of [
    [['gateway', 'account'], null],
    [['enforcement'], 'DT-26-000031'],
    [['manifest'], null],
    [[], 'DT-26-000031'],
  ] as const) {
    await hear(modules);
    expect([modules, await relieved()]).toEqual([modules, by]);
  }
  const { body } = await get(`/enforcement-cases/${on.id}/clocks`, on.owner.key).expect(200);
  expect(body.clocks[0]).toMatchObject({ relievedBy: 'DT-26-000031', legalDueDate: expect.any(String) });
  await file(on, on.owner.key).expect(201);
});

test('an outsider finds nothing, the surety its own petitions alone; who has a power of attorney petitions for the principal', async () => {
  const on = await noticed('25000.00');
  const other = await bench.open({ name: 'Somebody', filerCodes: ['B76'] }, [{ role: 'owner', name: 'A. Lind' }]);
  const broker = other.keys[0]!;
  for (const path of ['petitions', 'offers', 'payments', 'clocks'])
    await get(`/enforcement-cases/${on.id}/${path}`, broker).expect(404);
  await file(on, broker).expect(404);
  const { body: filed } = await file(on, on.owner.key).expect(201);
  await get(`/petitions/${filed.id}`, broker).expect(404);
  await get(`/petitions/${filed.id}`, on.surety.key).expect(404);
  expect((await get(`/enforcement-cases/${on.id}/petitions`, on.surety.key).expect(200)).body.petitions).toEqual([]);
  await post(`/petitions/${filed.id}/withdrawal`, on.owner.key, { why: 'Our broker does it' }).expect(200);
  expect(await stateOf(on)).toMatchObject({ state: 'noticed' });
  const power = {
    ...PowerOfAttorneyChanged.example.powers[0]!,
    powerId: randomUUID(),
    ports: null,
    from: '2020-01-01',
    to: null,
    revokedAt: null,
    revokedFrom: null,
  };
  const powers = { importerNumber: `${on.owner.number}00`, version: 1, powers: [power] };
  await bench.handle((context) =>
    new PowerOfAttorneyConsumer().take(
      [received(PowerOfAttorneyChanged, 'importer', powers as PowerOfAttorneyChanged)],
      context,
    ),
  );
  const { body: byBroker } = await file(on, broker, { signedBy: 'A. Lind', capacity: 'customs broker' }).expect(201);
  expect(byBroker).toMatchObject({ place: 1, filedBy: 'A. Lind' });
  // It reads the case, its notices and its list for the principal, and nothing of the surety's.
  const { body: seen } = await get(`/enforcement-cases/${on.id}`, broker).expect(200);
  expect(seen.parties.map((party: { accountId: string | null }) => party.accountId)).toEqual([on.owner.id, null]);
  const { body: notices } = await get(`/enforcement-cases/${on.id}/notices`, broker).expect(200);
  expect(notices.notices.map(({ party }: { party: { role: string } }) => party.role)).toEqual(['principal']);
  const listed = async () =>
    (await get('/enforcement-cases?limit=200', broker).expect(200)).body.cases.map(({ id }: { id: string }) => id);
  expect(await listed()).toEqual([on.id]);
  const changed = async (version: number, change: object) =>
    bench.handle((context) =>
      new PowerOfAttorneyConsumer().take(
        [
          received(PowerOfAttorneyChanged, 'importer', {
            ...{ ...powers, version, powers: [{ ...power, ...change }] },
          } as PowerOfAttorneyChanged),
        ],
        context,
      ),
    );
  for (const [at, change] of [
    { ports: ['1001'] },
    { to: addDays(today(), -1) },
    { revokedFrom: today(), revokedAt: new Date().toISOString() },
    { scopes: ['see'] },
  ].entries()) {
    await changed(at + 2, change);
    for (const path of ['', '/notices', '/petitions'])
      await get(`/enforcement-cases/${on.id}${path}`, broker).expect(404);
    expect(await listed()).toEqual([]);
  }
  await get(`/petitions/${byBroker.id}`, on.owner.key).expect(200);
  const { body: ofSurety } = await file(on, on.surety.key, { signedBy: 'Ray Sims' }).expect(201);
  expect(ofSurety).toMatchObject({ place: 2 });
  await get(`/petitions/${ofSurety.id}`, on.owner.key).expect(404);
  const paper = { place: 1, receivedOn: today(), copies: 2 };
  expect((await file(on, fpf, paper).expect(409)).body.errors[0].code).toBe('FP04');
});

test('of two officers who decide at once one wins, the other is told who; above the limit a second must agree, above that it is for headquarters', async () => {
  const on = await noticed('50000.00');
  const { body: filed } = await file(on, on.owner.key).expect(201);
  const both = await Promise.all([decide(filed.id, fpf, 1), decide(filed.id, second, 1, { amount: '200.00' })]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const lost = both.find(({ status }) => status === 409)!;
  expect(lost.body.detail).toMatch(/was changed meanwhile: (G. Romano|H. Adeyemi), 'decide' at/);

  const larger = await noticed('50000.01');
  const { body: two } = await file(larger, larger.owner.key).expect(201);
  expect(two).toMatchObject({ decider: 'two officers', delegation: { source: 'T.D. 00-58; 19 CFR 171.11, 172.11' } });
  const { body: proposed } = await decide(two.id, fpf, 1).expect(200);
  expect(proposed).toMatchObject({
    state: 'awaiting a second officer',
    decision: null,
    proposal: { amountCents: 10_400 },
  });
  expect((await get(`/petitions/${two.id}`, larger.owner.key).expect(200)).body.proposal).toBeNull();
  const agree = (key: string, version: number, agrees: boolean) =>
    post(`/petitions/${two.id}/agreement`, key, { version, agrees, why: 'Read it' });
  await agree(fpf, 2, true).expect(403);
  await agree(second, 2, false).expect(200);
  await decide(two.id, fpf, 3).expect(200);
  expect((await agree(second, 4, true).expect(200)).body.decision).toMatchObject({
    by: 'G. Romano',
    agreedBy: 'H. Adeyemi',
  });

  const largest = await noticed('200000.01');
  const { body: high } = await file(largest, largest.owner.key).expect(201);
  expect(high).toMatchObject({ state: 'at headquarters', decider: 'headquarters' });
  await decide(high.id, fpf, 2).expect(403);
  await decide(high.id, hq, 2, { amount: '1000.00' }).expect(200);

  const none = await noticed('200000.01');
  const { body: no } = await file(none, none.owner.key).expect(201);
  await decide(no.id, fpf, 2, { outcome: 'cancelled', amount: null, reasons: 'The summary was filed in time' }).expect(
    200,
  );
  expect(await stateOf(none)).toMatchObject({ state: 'cancelled' });
});

test('an operator reads which settings are still a default of the platform; nobody else does', async () => {
  await get('/operations/settings', fpf).expect(401);
  const { body } = await get('/operations/settings', 'operations-token-of-this-test').expect(200);
  expect(body.settings).toMatchObject([
    { setting: 'delegation', isDefault: true },
    { setting: 'longestWaiver', isDefault: true, rows: [{ months: 24 }] },
  ]);
});

test('a novel issue goes to headquarters for advice, while which nothing is decided', async () => {
  const on = await noticed('25000.00');
  const { body: filed } = await file(on, on.owner.key).expect(201);
  const route = (event: string, key: string, version: number) =>
    post(`/petitions/${filed.id}/${event}`, key, { version, why: 'No ruling on this' });
  await route('advice', fpf, 1).expect(200);
  await decide(filed.id, fpf, 2).expect(409);
  await route('advice-answer', fpf, 2).expect(403);
  await route('advice-answer', hq, 2).expect(200);
  await route('referral', fpf, 3).expect(200);
  await route('return', hq, 4).expect(200);
  await decide(filed.id, fpf, 5).expect(200);
});

test('a petition of a case that is with Justice is kept and forwarded with its record, late or not, those that were open too; an offer is refused; with the case those that were in time come back', async () => {
  const on = await noticed('25000.00');
  const { body: filed } = await file(on, on.owner.key).expect(201);
  const offer = {
    id: randomUUID(),
    law: '19 USC 1617',
    amount: '900.00',
    deposit: 'CR-77',
    reasons: 'Costs of a suit',
  };
  const offers = `/enforcement-cases/${on.id}/offers`;
  await post(offers, on.owner.key, offer).expect(201);
  await post(offers, on.owner.key, offer).expect(200);
  const { body: refused } = await post(offers, on.owner.key, { ...offer, amount: '800.00', reasons: 'Less' }).expect(
    409,
  );
  expect(refused.errors.map(({ at }: { at: string }) => at)).toEqual(['/id', '/amount', '/reasons']);
  const step = async (name: string) => {
    const { version } = (await stateOf(on)) as { version: number };
    return post(`/enforcement-cases/${on.id}/steps`, fpf, { step: name, version, why: 'Refused to pay' }).expect(200);
  };
  await step('refer to Justice');
  expect(
    (await post(`/enforcement-cases/${on.id}/offers`, on.owner.key, { ...offer, id: randomUUID() }).expect(409)).body
      .errors[0].code,
  ).toBe('FP02');
  const { body: money } = await get(`/enforcement-cases/${on.id}/payments`, on.owner.key).expect(200);
  expect(money).toMatchObject({ suspenseCents: 0 });
  expect(money.entries.map(({ kind }: { kind: string }) => kind)).toEqual(['deposit', 'deposit refunded']);

  // What was open goes there; what comes is kept, and nobody here decides it.
  const forwardBy = dueOf('forwarding of a petition', { start: today() }).dueDate;
  const waiting = { state: 'to be forwarded', decision: null, forwarding: { forwardBy, forwardedOn: null } };
  expect((await get(`/petitions/${filed.id}`, on.owner.key).expect(200)).body).toMatchObject(waiting);
  expect((await file(on, on.owner.key).expect(409)).body.errors[0].code).toBe('FP04');
  await bench.source.query(
    "UPDATE case_clock SET due = '2026-01-05', legal_due = '2026-01-05' WHERE case_id = $1 AND place = 2",
    [on.id],
  );
  const order = petition({ signedBy: 'Ray Sims', facts: 'The surety was never told of the entry.' });
  const ofSurety = (status: number) =>
    post(`/enforcement-cases/${on.id}/petitions`, on.surety.key, order).expect(status);
  const { body: late } = await ofSurety(201);
  expect(late).toMatchObject({
    ...waiting,
    due: '2026-01-05',
    forwarding: { says: expect.stringContaining('172.13(a)') },
  });
  expect((await ofSurety(200)).body.id).toBe(late.id);
  expect((await bench.told(EnforcementAccountTold.type, accountSubject(on.surety.id))).at(-1).text).toContain(
    `No action is taken on petition ${late.number} by CBP: it is kept, and forwarded there`,
  );
  expect(await bench.told(CenterInputAsked.type, enforcementCaseSubject(on.number))).toEqual([]);
  expect((await stateOf(on)) as object).toMatchObject({ state: 'referred to Justice' });
  for (const outcome of ['denied', 'cancelled']) await decide(late.id, hq, 1, { outcome, amount: null }).expect(409);
  // No party is reminded of what CBP has to do, and it stays on the list until it is done.
  await sweep(days(90));
  const { body: list } = await get('/enforcement-times?within=30', fpf).expect(200);
  const ofCase = list.items.filter(({ caseId }: { caseId: string }) => caseId === on.id);
  expect(ofCase).toMatchObject(
    [1, 2].map(() => ({
      what: 'forwarding of a petition',
      whoActs: expect.stringMatching(/^FP&F office, for (Pacific Home Goods|TRAVELERS)/),
      dueDate: forwardBy,
      reminded: false,
    })),
  );

  // Where it went, with what, and that it was told.
  await get(`/petitions/${late.id}/record`, on.surety.key).expect(403);
  const { text: record } = await get(`/petitions/${late.id}/record`, fpf).expect(200);
  for (const said of [
    late.number,
    on.number,
    'The surety was never told of the entry.',
    'Received',
    'NOTICES AND THEIR MAILING',
    '9407',
    filed.number,
    'refer to Justice',
  ])
    expect(record).toContain(said);
  for (const line of record.split('\n')) expect(line.length).toBeLessThanOrEqual(78);
  const forwarding = {
    version: 1,
    forwardedOn: today(),
    addressee: 'Civil Division, National Courts Section',
    reference: '9410',
  };
  const forward = (key: string, changes: object = {}) =>
    post(`/petitions/${late.id}/forwarding`, key, { ...forwarding, ...changes });
  await forward(on.surety.key).expect(403);
  expect((await forward(fpf, { forwardedOn: addDays(today(), 1) }).expect(422)).body.errors[0].at).toBe('/forwardedOn');
  expect((await forward(fpf, { forwardedOn: '2026-11-31' }).expect(422)).body.errors[0].at).toBe('/forwardedOn');
  const { body: went } = await forward(fpf).expect(200);
  expect(went).toMatchObject({
    state: 'forwarded',
    forwarding: { forwardBy: null, forwardedOn: today(), addressee: forwarding.addressee, reference: '9410' },
  });
  await forward(fpf).expect(200);
  await forward(fpf, { reference: '9411' }).expect(409);
  expect((await get(`/petitions/${late.id}/record`, fpf).expect(200)).text).toBe(record);
  expect((await get(`/petitions/${late.id}`, on.surety.key).expect(200)).body.forwarding).toMatchObject({
    addressee: forwarding.addressee,
  });
  expect((await bench.told(EnforcementAccountTold.type, accountSubject(on.surety.id))).at(-1).text).toContain(
    `to ${forwarding.addressee} on ${today()}`,
  );

  await step('return from Justice');
  expect(await stateOf(on)).toMatchObject({ state: 'petitioned', owedCents: 2_500_000 });
  const stateOfPetition = async (id: string) => (await get(`/petitions/${id}`, fpf).expect(200)).body.state;
  expect([await stateOfPetition(filed.id), await stateOfPetition(late.id)]).toEqual(['pending', 'ended']);
  await decide(filed.id, fpf, 3).expect(200);
});

test('a case that is back from Justice has a decision as long as it was good, the times that parties had, and one petition of each', async () => {
  const step = async (on: Opened, name: string) => {
    const { version } = (await stateOf(on)) as { version: number };
    return post(`/enforcement-cases/${on.id}/steps`, fpf, { step: name, version, why: 'For the test' }).expect(200);
  };
  const stateOfPetition = async (id: string) => (await get(`/petitions/${id}`, fpf).expect(200)).body.state;
  const filed = async (on: Opened, changes: object = {}): Promise<any> =>
    (await file(on, on.owner.key, changes).expect(201)).body;
  const away = async (on: Opened, meanwhile: () => Promise<unknown> = async () => undefined): Promise<void> => {
    await step(on, 'refer to Justice');
    await meanwhile();
    await step(on, 'return from Justice');
  };

  // Its 60 days were not longer for it (19 CFR 172.21).
  const decided = await noticed('25000.00');
  await decide((await filed(decided)).id, fpf, 1).expect(200);
  await mailed(decided);
  await away(decided);
  expect(await stateOf(decided)).toMatchObject({ state: 'claim due', owedCents: 10_400 });
  await sweep(days(70));
  expect(await stateOf(decided)).toMatchObject({ state: 'claim due', mitigatedCents: null, owedCents: 2_500_000 });

  // Who takes a petition back there has the days that were left when the case comes back.
  const withdrawn = await noticed('25000.00');
  const first = await filed(withdrawn);
  await away(withdrawn, () =>
    post(`/petitions/${first.id}/withdrawal`, withdrawn.owner.key, { why: 'By mistake' }).expect(200),
  );
  const { body: running } = await get(`/enforcement-cases/${withdrawn.id}/clocks`, withdrawn.owner.key).expect(200);
  expect(running.clocks).toContainEqual(
    expect.objectContaining({ clock: 'petition against liquidated damages', endedAt: null }),
  );
  expect(await filed(withdrawn)).toMatchObject({ state: 'pending' });

  // Of two of one party the first is pending again.
  const twice = await noticed('25000.00');
  const one = await filed(twice);
  let other: { id: string } | undefined;
  await away(twice, async () => {
    const { body: to } = await post(`/petitions/${one.id}/forwarding`, fpf, {
      ...{ version: 2, forwardedOn: today(), addressee: 'Civil Division', reference: '9412' },
    }).expect(200);
    expect(to.state).toBe('forwarded');
    other = await filed(twice);
  });
  expect([await stateOfPetition(one.id), await stateOfPetition(other!.id)]).toEqual(['pending', 'ended']);
  // Sent a second time, it goes with the record of the second time.
  await step(twice, 'refer to Justice');
  expect((await get(`/petitions/${one.id}/record`, fpf).expect(200)).text).toContain('return from Justice');

  // The notice of the decision was not mailed: a supplemental petition is not late.
  const unmailed = await noticed('25000.00');
  await decide((await filed(unmailed)).id, fpf, 1).expect(200);
  let supplemental: { id: string } | undefined;
  await away(unmailed, async () => (supplemental = await filed(unmailed, { kind: 'supplemental petition' })));
  expect(await stateOfPetition(supplemental!.id)).toBe('pending');
  expect(await stateOf(unmailed)).toMatchObject({ state: 'supplemental' });
});

test('an offer cites the law and comes with its money, which is held until it is accepted in writing or refunded', async () => {
  const on = await noticed('25000.00');
  const make = (changes: object = {}) =>
    post(`/enforcement-cases/${on.id}/offers`, on.owner.key, {
      id: randomUUID(),
      law: '19 USC 1617',
      amount: '900.00',
      deposit: 'CR-78',
      reasons: 'Costs of a suit',
      ...changes,
    });
  expect((await make({ law: null }).expect(422)).body.errors[0]).toMatchObject({ at: '/law', code: 'FP06' });
  expect((await make({ law: 'equity' }).expect(422)).body.errors[0].code).toBe('FP06');
  expect((await make({ deposit: null }).expect(422)).body.errors[0].code).toBe('FP07');
  expect((await make({ amount: '900.005' }).expect(422)).body.errors[0].at).toBe('/amount');
  const { body: first } = await make().expect(201);
  const money = async () => (await get(`/enforcement-cases/${on.id}/payments`, on.owner.key).expect(200)).body;
  expect(await money()).toMatchObject({ suspenseCents: 90_000, paidCents: 0 });
  await make().expect(409);
  await post(`/offers-in-compromise/${first.id}/decision`, fpf, { decision: 'accept', why: 'Fair' }).expect(403);
  expect(
    (
      await post(`/offers-in-compromise/${first.id}/decision`, fpf, { decision: 'refuse', why: 'Too little' }).expect(
        200,
      )
    ).body.state,
  ).toBe('refused');
  expect(await money()).toMatchObject({ suspenseCents: 0, paidCents: 0 });
  const { body: next } = await make({ amount: '5000.00' }).expect(201);
  await post(`/offers-in-compromise/${next.id}/decision`, hq, { decision: 'accept', why: 'Litigation risk' }).expect(
    200,
  );
  expect(await money()).toMatchObject({ suspenseCents: 0, paidCents: 500_000, owedCents: 0 });
  expect(await stateOf(on)).toMatchObject({ state: 'paid', mitigatedCents: 500_000, owedCents: 0 });
});

test('where all is paid no offer is made or accepted, and the deposit of one that waits goes back', async () => {
  const on = await noticed('25000.00');
  const offer = (key: string) =>
    post(`/enforcement-cases/${on.id}/offers`, key, {
      ...{ id: randomUUID(), law: '19 USC 1617', amount: '5000.00', deposit: 'CR-79', reasons: 'Costs of a suit' },
    });
  await file(on, on.owner.key).expect(201);
  const { body: made } = await offer(on.owner.key).expect(201);
  await post(`/enforcement-cases/${on.id}/payments`, fpf, {
    ...{ id: randomUUID(), place: 2, amount: '25000.00', reference: 'CR-80', receivedOn: today() },
  }).expect(200);
  expect(await stateOf(on)).toMatchObject({ state: 'petitioned', owedCents: 0 });
  const { body: shown } = await get(`/enforcement-cases/${on.id}/offers`, on.owner.key).expect(200);
  expect(shown.offers).toMatchObject([{ id: made.id, state: 'refused', decision: 'nothing is owed any more' }]);
  const { body: money } = await get(`/enforcement-cases/${on.id}/payments`, on.owner.key).expect(200);
  expect(money).toMatchObject({ suspenseCents: 0, paidCents: 2_500_000 });
  const mail = await bench.told(EnforcementAccountTold.type, accountSubject(on.owner.id));
  expect(mail.map(({ text }) => text)).toContainEqual(
    `Case ${on.number}: offer ${made.number} of USD 5000.00 ended, because nothing is owed any more; the deposit is refunded.`,
  );
  // One that a build before left waiting is not accepted, and none is made.
  await bench.source.query(`UPDATE offer_in_compromise SET state = 'pending', decided_by = NULL WHERE id = $1`, [
    made.id,
  ]);
  const accept = { decision: 'accept', why: 'Fair' };
  expect((await post(`/offers-in-compromise/${made.id}/decision`, hq, accept).expect(409)).body.detail).toContain(
    'nothing is owed',
  );
  await post(`/offers-in-compromise/${made.id}/withdrawal`, on.owner.key, { why: 'Paid' }).expect(200);
  expect((await offer(on.owner.key).expect(409)).body.detail).toContain('nothing is owed');
  expect(await stateOf(on)).toMatchObject({ state: 'petitioned', paidCents: 2_500_000, mitigatedCents: null });
});

test('when a trusted trader petitions its Center is asked; answer or silence, and how the account stood and did that day, are part of the decision', async () => {
  const on = await noticed('25000.00');
  const standing = (revision: number, benefits: object[], occurredAt = new Date().toISOString()) => ({
    ...{ ...StandingChanged.example, accountId: on.owner.id, revision, benefits, occurredAt },
    programs: [{ program: 'CTPAT', tier: 3, from: '2026-01-01', to: null }],
  });
  const all = { ports: null, modes: null, from: '2026-01-01', to: null, figure: null };
  const tell = (...data: object[]) =>
    bench.handle((context) =>
      new StandingConsumer().take(
        data.map((one) => received(StandingChanged, accountSubject(on.owner.id), one as StandingChanged)),
        context,
      ),
    );
  await tell(standing(1, [{ benefit: 'penalty input', ...all }]));
  const { body: filed } = await file(on, on.owner.key).expect(201);
  await tell(standing(2, []));
  expect(filed).toMatchObject({
    standing: { revision: 1, programs: [{ program: 'CTPAT', tier: 3 }], centerIsAsked: true },
  });
  expect(filed.centerInput).toMatchObject([
    { because: 'trusted trader', askedBy: 'the platform', answeredAt: null, clock: { clock: 'input on a penalty' } },
  ]);
  const subject = enforcementCaseSubject(on.number);
  const [asked] = (await bench.told(CenterInputAsked.type, subject)) as CenterInputAsked[];
  expect(asked).toMatchObject({
    accountId: on.owner.id,
    petitionNumber: filed.number,
    dueOn: filed.centerInput[0].due,
  });
  const waits = await decide(filed.id, fpf, 1).expect(409);
  expect(waits.body.detail).toContain('that the question reached the Center is not known');
  const hear = (data: object) =>
    bench.handle((context) =>
      new CenterInputConsumer().take(
        [
          received(CenterInputTold, subject, {
            ...CenterInputTold.example,
            inputId: asked!.inputId,
            ...data,
          } as CenterInputTold),
        ],
        context,
      ),
    );
  await hear({});
  expect((await decide(filed.id, fpf, 1).expect(409)).body.detail).toContain('CEE009 has the question until');
  await hear({ step: 'answered', pattern: null, recommendation: 'mitigate', answer: 'A good record', by: 'A. Novak' });
  const { body: decided } = await decide(filed.id, fpf, 1).expect(200);
  expect(decided.decision.centerInput).toMatchObject([
    {
      recommendation: 'mitigate',
      answeredBy: 'A. Novak',
      pattern: { entries: 1_204 },
      says: 'CEE009 answered by A. Novak: mitigate',
    },
  ]);

  const silent = await noticed('25000.00');
  const { body: other } = await file(silent, silent.owner.key, { askCenter: true }).expect(201);
  expect(other.centerInput).toMatchObject([{ because: 'request of the party' }]);
  await post(`/petitions/${other.id}/center-input`, fpf, { text: 'Again?' }).expect(409);
  await bench.source.query(`UPDATE center_input SET asked_on = asked_on - 30, due = due - 30 WHERE case_id = $1`, [
    silent.id,
  ]);
  const { body: unheard } = await decide(other.id, fpf, 1).expect(200);
  expect(unheard.decision.centerInput[0].says).toContain('that the question reached the Center is not known');
  expect(unheard.decision.centerInput[0]).toMatchObject({ receivedAt: null, answer: null });

  const without = await noticed('25000.00');
  const { body: plain } = await file(without, without.owner.key).expect(201);
  expect(plain.centerInput).toEqual([]);
});

test('seized goods: published, claimed with the right cost bond in 20 days, else forfeited, and the proceeds petitioned for in three months', async () => {
  const seized = (value = '12000.00') =>
    noticed('0', 5, {
      ...{ law: '19 USC 1526', value, involvementOn: '2026-03-02', subject: 'Handbags' },
      parties: [
        { role: 'owner', name: 'Ana Ruiz' },
        { role: 'interested', name: 'A bank' },
      ],
    });
  const step = async (on: Opened, name: string) => {
    const { version } = (await stateOf(on)) as { version: number };
    return post(`/enforcement-cases/${on.id}/steps`, fpf, { step: name, version, why: 'Nobody claimed' });
  };
  const begin = async (on: Opened, days = 3) => {
    expect((await step(on, 'begin forfeiture')).status).toBe(200);
    expect((await step(on, 'declare forfeited')).body.detail).toContain('was not published');
    const firstOn = addDays(today(), -days);
    for (const _again of [1, 2]) await post(`/enforcement-cases/${on.id}/publication`, fpf, { firstOn }).expect(200);
    const { history } = (await stateOf(on)) as { history: { step: string }[] };
    expect(history.filter(({ step: taken }) => taken === 'seizure published')).toMatchObject([
      { reason: `First published on ${firstOn}.`, state: 'forfeiture' },
    ]);
    const { body } = await get(`/enforcement-cases/${on.id}/clocks`, fpf).expect(200);
    return body.clocks.find(({ clock }: { clock: string }) => clock === 'claim to seized goods');
  };
  const on = await seized();
  expect(await begin(on)).toMatchObject({ rule: '19 USC 1608; 19 CFR 162.47', place: 0 });
  const claim = (bond: string, of = on) =>
    post(`/enforcement-cases/${of.id}/goods-claim`, fpf, { place: 1, bond, reference: 'B-1', receivedOn: today() });
  expect((await claim('250.00').expect(409)).body.errors[0].code).toBe('FP10');
  await claim('1200.00').expect(200);
  expect(await stateOf(on)).toMatchObject({ state: 'referred to Justice' });
  // A petition does not keep its owner from claiming the goods in time.
  const both = await seized();
  await begin(both);
  const wanted = { place: 1, receivedOn: today(), copies: 2, property: 'Handbags', interest: 'Owner' };
  await file(both, fpf, { ...wanted, capacity: 'petitioner' }).expect(201);
  await claim('1200.00', both).expect(200);
  expect(await stateOf(both)).toMatchObject({ state: 'referred to Justice' });
  const lost = await seized();
  const { dueDate } = await begin(lost, 20);
  expect((await step(lost, 'declare forfeited')).body.detail).toContain(`may be claimed until ${dueDate}`);
  await bench.source.query(
    `UPDATE case_clock SET legal_due = $2, due = $2 WHERE case_id = $1 AND clock = 'claim to seized goods'`,
    [lost.id, addDays(today(), -1)],
  );
  expect((await step(lost, 'declare forfeited')).status).toBe(200);
  const dear = await seized('500000.01');
  await step(dear, 'begin forfeiture');
  const { status, body: refused } = await step(dear, 'declare forfeited');
  expect([status, refused.detail]).toEqual([409, expect.stringContaining('forfeited by a court (19 USC 1607)')]);
  const paper = {
    place: 1,
    receivedOn: today(),
    copies: 2,
    property: 'Handbags',
    interest: 'Owner',
    capacity: 'petitioner',
  };
  expect((await file(lost, fpf, paper).expect(409)).body.errors[0].code).toBe('FP08');
  const { body: proceeds } = await file(lost, fpf, { ...paper, kind: 'petition for proceeds' }).expect(201);
  await decide(proceeds.id, fpf, 1, { outcome: 'remitted', amount: null }).expect(200);
  expect(await stateOf(lost)).toMatchObject({ state: 'remitted' });
});

test('a notice with less than 180 days to the limitation gives seven working days to petition, or as many more as its mailing names', async () => {
  const mailed = async (violationOn: string, more: object) => {
    serial += 1;
    const { body: opened } = await post('/enforcement-cases', fpf, {
      ...{ id: randomUUID(), law: '19 USC 1623', port: '2704', subject: 'Filed late', facts: 'Two days late.' },
      event: { kind: 'found at a port', reference: `WD-26-${String(serial).padStart(5, '0')}` },
      ...{ violationOn, assessed: '1000.00', parties: [{ role: 'principal', name: 'Harbor Truckers' }] },
    }).expect(201);
    const why = 'For the test';
    await post(`/enforcement-cases/${opened.id}/steps`, fpf, { step: 'issue notice', version: 1, why }).expect(200);
    return post(`/enforcement-cases/${opened.id}/mailings`, fpf, {
      ...{ version: 2, mailedOn: today(), how: 'certified mail', ...more },
      proofs: [{ servedNotice: `${opened.number}-01`, reference: '9407' }],
    });
  };
  const soon = addDays(addDays(today(), 100), -2192);
  const [seven, twelve] = [await mailed(soon, {}), await mailed(soon, { workingDays: 12 })];
  for (const { body } of [seven, twelve])
    expect(body.notices).toMatchObject([{ rule: expect.stringContaining('172.3(e)') }]);
  expect(twelve.body.notices[0].dueOn).toBe(legalDue('short petition', today(), 12));
  expect(seven.body.notices[0].dueOn).toBe(legalDue('short petition', today(), 7));
  for (const [violationOn, workingDays] of [
    [soon, 6],
    [soon, 61],
    [addDays(addDays(today(), 20), -2192), 20],
    [today(), 12],
  ] as const) {
    const { status, body } = await mailed(violationOn, { workingDays });
    expect([status, body.errors[0].at]).toEqual([422, '/workingDays']);
  }
});

test('clocks go on by themselves: a party is reminded once, a claim nobody petitioned against is due, a decision not paid in 60 days lapses, a short clock leads to Justice', async () => {
  const quiet = await noticed('25000.00', 55);
  const over = await noticed('25000.00', 70);
  const short = await noticed('25000.00', 0, { violationOn: addDays(addDays(today(), 100), -2192) });
  const lapsed = await noticed('25000.00', 5);
  const { body: filed } = await file(lapsed, lapsed.owner.key).expect(201);
  await decide(filed.id, fpf, 1).expect(200);
  await mailed(lapsed);
  // Two replicas at the same moment, and once more: what is due happens once.
  await Promise.all([sweep(), sweep()]);
  await sweep();
  const claimed = await bench.told(EnforcementCaseChanged.type, enforcementCaseSubject(over.number));
  // Its principal and its surety had a time to petition each: with the last of them the claim is due.
  expect(claimed.filter(({ step }) => step === 'find claim due')).toMatchObject([
    { version: 4, state: 'claim due', accountIds: [over.owner.id, over.surety.id].sort(), holderId: over.owner.id },
  ]);
  const reminders = (on: Opened) =>
    bench
      .told(EnforcementAccountTold.type, accountSubject(on.owner.id))
      .then((all) => all.filter(({ about }) => about === 'end of a time limit'));
  expect(await reminders(quiet)).toHaveLength(1);
  // Looked at days too late, as after an outage: nobody is reminded of what is over, and it is over since its own day.
  expect(await reminders(over)).toHaveLength(0);
  const { body: late } = await get(`/enforcement-cases/${over.id}/clocks`, fpf).expect(200);
  const { dueDate: lastDay } = late.clocks.find(({ place }: { place: number }) => place === 1);
  expect(lastDay < today()).toBe(true);
  const { body: history } = await get(`/enforcement-cases/${over.id}`, fpf).expect(200);
  expect(history.history.at(-1)).toMatchObject({
    step: 'find claim due',
    reason: expect.stringContaining(`over since ${lastDay}`),
  });
  expect(await stateOf(over)).toMatchObject({ state: 'claim due', owedCents: 2_500_000 });
  const [clock] = (await get(`/enforcement-cases/${over.id}/clocks`, over.owner.key).expect(200)).body.clocks;
  expect(clock).toMatchObject({ endedHow: 'over' });
  await sweep(days(70));
  expect(await stateOf(short)).toMatchObject({ state: 'referred to Justice' });
  expect(await stateOf(lapsed)).toMatchObject({ state: 'claim due', mitigatedCents: null, owedCents: 2_500_000 });
  expect(await stateOf(quiet)).toMatchObject({ state: 'claim due' });
  // A supplemental petition is taken when the full claim is due, too; a demand on the surety starts its own time.
  const demand = (place: number, key = fpf) =>
    post(`/enforcement-cases/${over.id}/surety-demands`, key, { place, mailedOn: today(), reference: '9408' });
  const { body } = await demand(2).expect(200);
  expect(body.demands).toMatchObject([
    { state: 'demanded', suretyCode: '001', amountCents: 2_500_000, dueOn: legalDue('petition of a surety', today()) },
  ]);
  await file(over, over.surety.key, { signedBy: 'Ray Sims' }).expect(201);
});

/** As if all that began in a case had begun so many days earlier. */
const back = (on: Opened, n: number): Promise<unknown> =>
  bench.source.query(
    `UPDATE case_clock SET started_on = started_on - $2::int, legal_due = legal_due - $2::int, due = due - $2::int, remind_on = remind_on - $2::int WHERE case_id = $1 AND ended_at IS NULL`,
    [on.id, n],
  );

test('of a surety no more is demanded than it is liable for in its bond, as the register told it last', async () => {
  const on = await noticed('25000.00', 5, {}, '26B000018');
  const bonds = new BondsConsumer();
  const told = (version: number, change: object) => {
    const data = { ...BondChanged.example, number: '26B000018', version, ...change } as BondChanged;
    return bench.handle((context) => bonds.take([received(BondChanged, bondSubject(data.number), data)], context));
  };
  const share = (liabilityDollars: number) => ({ sureties: [{ role: 'surety', code: '001', liabilityDollars }] });
  await told(2, share(10_000));
  await told(1, share(90_000));
  await back(on, 70);
  await sweep();
  const demand = { place: 2, mailedOn: today(), reference: '9409' };
  const { body } = await post(`/enforcement-cases/${on.id}/surety-demands`, fpf, demand).expect(200);
  expect(body.demands).toMatchObject([
    { amountCents: 1_000_000, bond: { type: '9', state: 'active', amountDollars: 60_000, liableDollars: 10_000 } },
  ]);
  const [{ data }] = await bench.source.query(`SELECT data::text FROM bond_on_file WHERE bond_number = '26B000018'`);
  expect(data).not.toContain(BondChanged.example.principal.number);
  // The bond of another surety is no bond of this one.
  await told(3, { sureties: [{ role: 'surety', code: '036', liabilityDollars: null }] });
  const stranger = await post('/enforcement-cases', fpf, {
    ...{ id: randomUUID(), law: '19 USC 1623', event: { kind: 'found at a port', reference: 'LD-26-BOND' } },
    ...{ port: '2704', subject: 'Summary filed late', facts: 'Filed two days late.', violationOn: '2026-03-02' },
    assessed: '100.00',
    parties: [
      { role: 'principal', name: 'Harbor Truckers' },
      { role: 'surety', suretyCode: '001', bondNumber: '26B000018' },
    ],
  }).expect(422);
  expect(stranger.body.errors).toEqual([{ at: '/parties/1/bondNumber', text: 'is of surety 036' }]);
  await bench.source.query('DELETE FROM bond_on_file');
});

test('a surety pays what is demanded of it, which meets its demand and leaves the rest to the principal; one bond is good for its amount once', async () => {
  const number = '26B000019';
  const bond = {
    ...BondChanged.example,
    number,
    sureties: [{ role: 'surety', code: '001', liabilityDollars: 12_000 }],
  };
  const data = bond as unknown as BondChanged;
  await bench.handle((context) =>
    new BondsConsumer().take([received(BondChanged, bondSubject(number), data)], context),
  );
  const due = async (assessed: string): Promise<Opened> => {
    const on = await noticed(assessed, 5, {}, number);
    await back(on, 70);
    await sweep();
    return on;
  };
  const demand = (on: Opened) =>
    post(`/enforcement-cases/${on.id}/surety-demands`, fpf, { place: 2, mailedOn: today(), reference: '9410' });
  const paysOf = (on: Opened, place: number, amount: string) =>
    post(`/enforcement-cases/${on.id}/payments`, fpf, {
      ...{ id: randomUUID(), place, amount, reference: 'CR-4', receivedOn: today() },
    });
  const small = await due('2000.00');
  expect((await demand(small).expect(200)).body.demands).toMatchObject([{ amountCents: 200_000 }]);
  const on = await due('25000.00');
  expect((await demand(on).expect(200)).body.demands).toMatchObject([{ amountCents: 1_000_000, state: 'demanded' }]);
  const third = await due('500.00');
  expect((await demand(third).expect(409)).body.detail).toContain('12000.00');
  expect((await paysOf(on, 1, '10000.00').expect(422)).body.errors[0].text).toBe('is 10000.00, but 25000.00 is owed');
  expect((await paysOf(on, 2, '9999.99').expect(422)).body.errors[0].text).toContain('10000.00 is demanded of');
  expect((await paysOf(on, 2, '10000.00').expect(200)).body).toMatchObject({
    ...{ owedCents: 1_500_000, paidCents: 1_000_000, mitigatedCents: null },
  });
  const shown = (await get(`/enforcement-cases/${on.id}/surety-demands`, on.surety.key).expect(200)).body;
  expect(shown.demands).toMatchObject([{ state: 'met' }]);
  expect(await stateOf(on)).toMatchObject({ state: 'claim due', owedCents: 1_500_000 });
  // What it paid counts as what is demanded did; what another paid for it does not.
  await demand(third).expect(409);
  await paysOf(small, 1, '2000.00').expect(200);
  expect((await demand(third).expect(200)).body.demands).toMatchObject([{ amountCents: 50_000 }]);
  await paysOf(on, 1, '15000.00').expect(200);
  expect(await stateOf(on)).toMatchObject({ state: 'paid', owedCents: 0, paidCents: 2_500_000 });
  await bench.source.query('DELETE FROM bond_on_file');
});

test('a surety is asked when its principal did nothing in time, once, with a time of its own; a demand on who is no surety is refused', async () => {
  const on = await noticed('25000.00', 5);
  const ask = (place: number, mailedOn = today()) =>
    post(`/enforcement-cases/${on.id}/surety-demands`, fpf, { place, mailedOn, reference: '9408' });
  const demands = async (key: string) =>
    (await get(`/enforcement-cases/${on.id}/surety-demands`, key).expect(200)).body.demands;
  expect((await ask(2).expect(409)).body.detail).toContain("is 'noticed'");
  await back(on, 70);
  await sweep();
  expect((await ask(1).expect(422)).body.errors).toEqual([
    { at: '/place', text: 'Pacific Home Goods is no surety of the case' },
  ]);
  expect((await ask(9).expect(422)).body.errors).toEqual([{ at: '/place', text: 'is no party of the case' }]);
  const { body } = await ask(2).expect(200);
  expect((await ask(2).expect(200)).body).toEqual(body);
  expect((await ask(2, addDays(today(), -1)).expect(409)).body.errors[0].text).toBe('has a demand already');
  expect(await demands(on.surety.key)).toEqual(body.demands);
  expect(await demands(on.owner.key)).toEqual([]);
  const told = await bench.told(EnforcementAccountTold.type, accountSubject(on.surety.id));
  expect(told.at(-1)).toMatchObject({ about: 'demand on the surety', text: expect.stringContaining('25000.00') });
  // It lets its time go by, is given more, and petitions.
  await bench.source.query(`UPDATE case_clock SET due = due - 90 WHERE case_id = $1 AND ended_at IS NULL`, [on.id]);
  await bench.source.query(`UPDATE case_clock SET legal_due = due WHERE case_id = $1 AND ended_at IS NULL`, [on.id]);
  await sweep();
  const overdue = await get('/sureties/demands?suretyCode=001&state=overdue&limit=200', hq).expect(200);
  expect(overdue.body.demands).toMatchObject([{ number: body.demands[0].number, caseNumber: on.number }]);
  await get('/sureties/demands', on.surety.key).expect(403);
  const { body: shown } = await get(`/enforcement-cases/${on.id}/clocks`, fpf).expect(200);
  const clock = shown.clocks.find((one: { clock: string }) => one.clock === 'petition of a surety');
  const more = { until: addDays(today(), 9), why: 'The demand was returned' };
  await post(`/enforcement-cases/${on.id}/clocks/${clock.id}/extension`, fpf, more).expect(200);
  expect(await demands(fpf)).toMatchObject([{ state: 'demanded', dueOn: more.until }]);
  await file(on, on.surety.key, { signedBy: 'Ray Sims' }).expect(201);
  expect(await demands(fpf)).toMatchObject([{ state: 'petitioned' }]);
});

test('on petitions that come after a surety was told to show cause no action is taken, of its principals neither, until headquarters ends it', async () => {
  const parties = (owner: string) => [
    { role: 'principal', accountId: owner },
    { role: 'surety', suretyCode: '004', bondNumber: '26B000018' },
  ];
  const owner = await bench.open({}, [{ role: 'owner', name: 'Maya Chen' }]);
  const on = await noticed('25000.00', 5, { parties: parties(owner.id) });
  const key = owner.keys[0]!;
  const yesterday = addDays(today(), -1);
  const notice = { id: randomUUID(), suretyCode: '004', issuedOn: yesterday, why: 'Bills of six months are open' };
  await post('/sureties/show-cause-notices', fpf, notice).expect(403);
  expect(
    (await post('/sureties/show-cause-notices', hq, { ...notice, suretyCode: '000' }).expect(422)).body.errors,
  ).toEqual([{ at: '/suretyCode', text: 'there is no active surety 000' }]);
  const { body: issued } = await post('/sureties/show-cause-notices', hq, notice).expect(201);
  expect(issued).toMatchObject({ issuedBy: 'I. Sato', endedOn: null });
  await post('/sureties/show-cause-notices', hq, notice).expect(200);
  await post('/sureties/show-cause-notices', hq, { ...notice, id: randomUUID() }).expect(409);
  const refused = await file(on, key).expect(409);
  expect(refused.body.errors[0]).toMatchObject({ code: 'FP12' });
  expect(refused.body.detail).toContain('172.13(b)');
  const elsewhere = await noticed('25000.00');
  await file(elsewhere, elsewhere.owner.key).expect(201);
  // What came in on paper on the day of the notice came before it.
  const { body: paper } = await file(on, fpf, { place: 1, receivedOn: yesterday, copies: 2 }).expect(201);
  await post(`/petitions/${paper.id}/withdrawal`, key, { why: 'Filed again' }).expect(200);
  const ended = { endedOn: today(), why: 'All bills were paid' };
  await post(`/sureties/show-cause-notices/${notice.id}/end`, fpf, ended).expect(403);
  for (const _twice of [1, 2]) await post(`/sureties/show-cause-notices/${notice.id}/end`, hq, ended).expect(200);
  expect((await get('/sureties/show-cause-notices', fpf).expect(200)).body.showCauseNotices).toMatchObject([
    { suretyCode: '004', endedBy: 'I. Sato' },
  ]);
  await file(on, key).expect(201);
});

test('with less than a year to the limitation a supplemental petition comes with a waiver of it, which binds the party that gives it alone and has an end', async () => {
  const on = await noticed('25000.00', 5, { violationOn: addDays(addDays(today(), 300), -2192) });
  const { body: filed } = await file(on, on.owner.key).expect(201);
  await decide(filed.id, fpf, 1).expect(200);
  const { limitationOn } = (await stateOf(on)) as { limitationOn: string };
  const supplemental = (changes: object) => file(on, on.owner.key, { kind: 'supplemental petition', ...changes });
  expect((await supplemental({}).expect(409)).body.errors[0]).toMatchObject({ at: '/waivedUntil', code: 'FP13' });
  expect((await supplemental({ waivedUntil: limitationOn }).expect(422)).body.errors[0].at).toBe('/waivedUntil');
  // Too short to leave a year, and longer than is taken at a time.
  expect((await supplemental({ waivedUntil: addDays(limitationOn, 30) }).expect(409)).body.errors[0].code).toBe('FP13');
  expect((await supplemental({ waivedUntil: addDays(limitationOn, 740) }).expect(422)).body.errors).toMatchObject([
    { at: '/waivedUntil', text: expect.stringContaining('one waiver gives up to 24 months more') },
  ]);
  const waivedUntil = addDays(limitationOn, 730);
  await supplemental({ waivedUntil }).expect(201);
  const limits = async (key: string) =>
    (await get(`/enforcement-cases/${on.id}`, key).expect(200)).body.parties.map((party: any) => [
      party.limitationOn,
      party.waivedUntil,
    ]);
  // The surety did not waive: against it, and so of the case, the day stays what it is.
  expect(await stateOf(on)).toMatchObject({ state: 'supplemental', limitationOn });
  expect(await limits(fpf)).toEqual([
    [waivedUntil, waivedUntil],
    [limitationOn, null],
  ]);
  expect(await limits(on.owner.key)).toEqual([
    [waivedUntil, waivedUntil],
    [null, null],
  ]);
  expect(await limits(on.surety.key)).toEqual([
    [null, null],
    [limitationOn, null],
  ]);
  const ofSurety = await file(on, on.surety.key, { signedBy: 'Ray Sims', waivedUntil: addDays(limitationOn, 400) });
  expect(ofSurety.status).toBe(201);
  expect(await stateOf(on)).toMatchObject({ limitationOn: addDays(limitationOn, 400) });
});

test('a case whose clock cannot be worked off is named, and holds the clocks of no other case', async () => {
  const before = await noticed('25000.00', 70);
  const broken = await noticed('25000.00', 70);
  const after = await noticed('25000.00', 70);
  const mend = await breaking('enforcement_case_event', `new.case_id = '${broken.id}'`);
  await expect(sweep()).rejects.toThrow(`Clocks of cases cannot be worked off: ${broken.number} (died)`);
  for (const on of [before, after]) expect(await stateOf(on)).toMatchObject({ state: 'claim due' });
  expect(await stateOf(broken)).toMatchObject({ state: 'noticed' });
  await mend();
  await sweep();
  expect(await stateOf(broken)).toMatchObject({ state: 'claim due' });
});

test('a decision is whole or not at all: where it breaks off in the middle, the petition is as it was, and is decided again', async () => {
  const on = await noticed('25000.00');
  const { body: filed } = await file(on, on.owner.key).expect(201);
  // The last thing that a decision writes fails, as where the process or its database dies.
  const mend = await breaking('case_notice');
  await decide(filed.id, fpf, 1).expect(500);
  await mend();
  expect((await get(`/petitions/${filed.id}`, fpf).expect(200)).body).toMatchObject({
    state: 'pending',
    version: 1,
    decision: null,
  });
  expect(await stateOf(on)).toMatchObject({ state: 'petitioned', mitigatedCents: null });
  await decide(filed.id, fpf, 1).expect(200);
});

/** A claim of 25,000.00 of which 104.00 is to be paid. */
const mitigated = async (): Promise<Opened> => {
  const on = await noticed('25000.00');
  const { body: filed } = await file(on, on.owner.key).expect(201);
  await decide(filed.id, fpf, 1).expect(200);
  await mailed(on);
  return on;
};
const pay = (on: Opened, amount: string, receivedOn = today()) =>
  post(`/enforcement-cases/${on.id}/payments`, fpf, {
    ...{ id: randomUUID(), place: 1, amount, reference: 'CR-2', receivedOn },
  });

test('what was paid stays paid: a supplemental petition that is denied keeps the earlier amount, one that is mitigated further, remitted or cancelled gives the rest back', async () => {
  const again = async (outcome: string, amount: string | null): Promise<Opened> => {
    const on = await mitigated();
    await pay(on, '104.00').expect(200);
    const { body } = await file(on, on.owner.key, { kind: 'supplemental petition' }).expect(201);
    await decide(body.id, hq, 1, { outcome, amount }).expect(200);
    return on;
  };
  const moneyOf = async (on: Opened) => (await get(`/enforcement-cases/${on.id}/payments`, fpf).expect(200)).body;
  const denied = await again('denied', null);
  expect(await stateOf(denied)).toMatchObject({ state: 'paid', mitigatedCents: 10_400, owedCents: 0 });
  expect((await moneyOf(denied)).entries).toHaveLength(1);
  const lower = await again('mitigated', '50.00');
  expect(await stateOf(lower)).toMatchObject({ state: 'paid', mitigatedCents: 5_000, paidCents: 5_000, owedCents: 0 });
  expect((await moneyOf(lower)).entries).toMatchObject([
    { kind: 'payment', amountCents: 10_400 },
    { kind: 'refund', amountCents: 5_400, place: 1, by: 'I. Sato' },
  ]);
  const higher = await again('mitigated', '300.00');
  await mailed(higher);
  expect(await stateOf(higher)).toMatchObject({ state: 'decided', owedCents: 19_600 });
  for (const [outcome, on] of [
    ['remitted', await again('remitted', null)],
    ['cancelled', await again('cancelled', null)],
  ] as const) {
    expect(await stateOf(on)).toMatchObject({ state: outcome, paidCents: 0, owedCents: 0 });
    expect((await moneyOf(on)).entries.at(-1)).toMatchObject({ kind: 'refund', amountCents: 10_400 });
  }
  await sweep(days(70));
  for (const on of [denied, lower]) expect(await stateOf(on)).toMatchObject({ state: 'paid', owedCents: 0 });
  expect(await stateOf(higher)).toMatchObject({ state: 'claim due', owedCents: 2_489_600 });
  const back = await mitigated();
  await pay(back, '104.00').expect(200);
  const { body } = await file(back, back.owner.key, { kind: 'supplemental petition' }).expect(201);
  await post(`/petitions/${body.id}/withdrawal`, back.owner.key, { why: 'Paid is paid' }).expect(200);
  expect(await stateOf(back)).toMatchObject({ state: 'paid', mitigatedCents: 10_400, owedCents: 0 });
});

const clockNamed = async (on: Opened, name: string) =>
  (await get(`/enforcement-cases/${on.id}/clocks`, fpf).expect(200)).body.clocks.find(
    ({ clock }: { clock: string }) => clock === name,
  );

test('what came in on the last day keeps the decision, also where it is entered after the decision lapsed; a day later the full claim is owed', async () => {
  const lapsed = async () => {
    const on = await mitigated();
    await back(on, 70);
    await sweep();
    expect(await stateOf(on)).toMatchObject({ state: 'claim due', owedCents: 2_500_000 });
    return { on, lastDay: (await clockNamed(on, 'life of a decision on a petition')).dueDate as string };
  };
  const { on, lastDay } = await lapsed();
  expect((await pay(on, '104.00', addDays(lastDay, 1)).expect(422)).body.errors[0].text).toBe(
    'is 104.00, but 25000.00 is owed',
  );
  await pay(on, '104.00', lastDay).expect(200);
  expect(await stateOf(on)).toMatchObject({ state: 'paid', mitigatedCents: 10_400, owedCents: 0 });
  const late = await lapsed();
  // A supplemental petition that is taken back leaves the claim due: the life of the decision is over.
  const { body: taken } = await file(late.on, fpf, {
    ...{ place: 1, receivedOn: late.lastDay, copies: 2, kind: 'supplemental petition' },
  }).expect(201);
  await post(`/petitions/${taken.id}/withdrawal`, late.on.owner.key, { why: 'Too late' }).expect(200);
  expect(await stateOf(late.on)).toMatchObject({ state: 'claim due', owedCents: 2_500_000 });
  await pay(late.on, '25000.00', addDays(late.lastDay, 1)).expect(200);
  const again = await lapsed();
  const paper = { place: 1, receivedOn: again.lastDay, copies: 2, kind: 'supplemental petition' };
  const { body } = await file(again.on, fpf, paper).expect(201);
  await decide(body.id, hq, 1, { outcome: 'denied', amount: null }).expect(200);
  expect(await stateOf(again.on)).toMatchObject({ state: 'decided', mitigatedCents: 10_400, owedCents: 10_400 });
});

test('a decision that mitigates nothing has its 60 days to pay, told and counted, and then the claim is due', async () => {
  const on = await noticed('25000.00');
  const { body: filed } = await file(on, on.owner.key).expect(201);
  const { body: decided } = await decide(filed.id, fpf, 1, { outcome: 'denied', amount: null }).expect(200);
  const due = legalDue('life of a decision on a petition', today());
  expect(decided.decision).toMatchObject({ goodUntil: null, mailedOn: null });
  await mailed(on);
  expect((await get(`/petitions/${filed.id}`, on.owner.key).expect(200)).body.decision).toMatchObject({
    ...{ goodUntil: due, mailedOn: today(), noticeNumber: `${on.number}-03` },
  });
  const mail = await bench.told(EnforcementAccountTold.type, accountSubject(on.owner.id));
  expect(mail.at(-1)).toMatchObject({
    ...{ about: 'decision on a petition', text: expect.stringContaining(`USD 25000.00 is to be paid by ${due}`) },
    items: [{ dueDate: due }],
  });
  await sweep(days(70));
  expect(await stateOf(on)).toMatchObject({ state: 'claim due', owedCents: 2_500_000 });
});

test("what its Center said about one party and how a decision was computed from that party's facts is shown to it and to CBP alone", async () => {
  const on = await noticed('25000.00');
  const { body: own } = await file(on, on.owner.key, { askCenter: true }).expect(201);
  const { body: other } = await file(on, on.surety.key, { signedBy: 'Ray Sims' }).expect(201);
  const facts = { guideline: 'late summary', withheld: '1234.99', daysLate: 3 };
  await decide(own.id, fpf, 1, { facts, notAwaited: 'The Center is down' }).expect(200);
  const shown = async (id: string, key: string) => (await get(`/petitions/${id}`, key).expect(200)).body;
  for (const key of [on.owner.key, fpf])
    expect(await shown(own.id, key)).toMatchObject({
      ...{ centerInput: [{}], decision: { centerInput: [{}], computation: { suggested: '104.00' } } },
    });
  const ofSurety = await shown(other.id, on.surety.key);
  expect(ofSurety.decision).toMatchObject({ outcome: 'mitigated', amountCents: 10_400, centerInput: [] });
  expect([ofSurety.decision.computation, ofSurety.centerInput]).toEqual([null, []]);
});

test('each party petitions, pays and takes back for itself: the case is petitioned as long as one petition is open, and afterwards what it was before', async () => {
  const withdraw = (id: string, key: string) =>
    post(`/petitions/${id}/withdrawal`, key, { why: 'Not needed' }).expect(200);
  const ofSurety = (on: Opened, changes: object = {}) => file(on, on.surety.key, { signedBy: 'Ray Sims', ...changes });
  // The principal's decision stands while and after the surety petitions.
  const on = await mitigated();
  const { body: surety } = await ofSurety(on).expect(201);
  expect(await stateOf(on)).toMatchObject({ state: 'petitioned', owedCents: 10_400 });
  await withdraw(surety.id, on.surety.key);
  expect(await stateOf(on)).toMatchObject({ state: 'decided', mitigatedCents: 10_400 });
  // It pays while the surety's petition is open, which is decided all the same; the case is paid then, and what is too much goes back to it.
  const { body: second } = await ofSurety(on).expect(201);
  await pay(on, '104.00').expect(200);
  expect(await stateOf(on)).toMatchObject({ state: 'petitioned', owedCents: 0, paidCents: 10_400 });
  await decide(second.id, fpf, 1, { amount: '54.00' }).expect(200);
  expect(await stateOf(on)).toMatchObject({ state: 'paid', mitigatedCents: 5_400, paidCents: 5_400 });
  expect(await clockNamed(on, 'supplemental petition')).toMatchObject({ place: 1, endedHow: null });
  // Paid is paid for all: the surety has nothing to petition against.
  const paid = await noticed('25000.00');
  await pay(paid, '25000.00').expect(200);
  expect((await ofSurety(paid).expect(409)).body.errors[0].code).toBe('FP08');

  // The surety pays all while the principal petitions, which then takes its petition back.
  const all = await noticed('25000.00');
  const { body: first } = await file(all, all.owner.key).expect(201);
  await post(`/enforcement-cases/${all.id}/payments`, fpf, {
    ...{ id: randomUUID(), place: 2, amount: '25000.00', reference: 'CR-3', receivedOn: today() },
  }).expect(200);
  expect(await stateOf(all)).toMatchObject({ state: 'petitioned', owedCents: 0 });
  await withdraw(first.id, all.owner.key);
  expect(await stateOf(all)).toMatchObject({ state: 'paid', owedCents: 0 });
  const { body: shown } = await get(`/enforcement-cases/${all.id}/clocks`, fpf).expect(200);
  expect(shown.clocks.filter(({ endedHow }: { endedHow: string | null }) => endedHow === null)).toEqual([]);

  // Of a supplemental petition and an ordinary one that are open, what is left when one is taken back is the other.
  const both = await mitigated();
  const { body: again } = await file(both, both.owner.key, { kind: 'supplemental petition' }).expect(201);
  expect(await stateOf(both)).toMatchObject({ state: 'supplemental' });
  const { body: other } = await ofSurety(both).expect(201);
  expect(await stateOf(both)).toMatchObject({ state: 'petitioned' });
  await withdraw(other.id, both.surety.key);
  expect(await stateOf(both)).toMatchObject({ state: 'supplemental' });
  await withdraw(again.id, both.owner.key);
  expect(await stateOf(both)).toMatchObject({ state: 'decided', owedCents: 10_400 });

  // The claim was due before the surety got more time, and is due again; a decision lapses while another petition is open.
  const late = await noticed('25000.00', 70);
  await sweep();
  const { body: clocks } = await get(`/enforcement-cases/${late.id}/clocks`, fpf).expect(200);
  const { id } = clocks.clocks.find(({ place }: { place: number }) => place === 2);
  const more = { until: addDays(today(), 9), why: 'It was returned' };
  await post(`/enforcement-cases/${late.id}/clocks/${id}/extension`, fpf, more).expect(200);
  const { body: extended } = await ofSurety(late).expect(201);
  await withdraw(extended.id, late.surety.key);
  expect(await stateOf(late)).toMatchObject({ state: 'claim due' });
  const lapsing = await mitigated();
  const { body: open } = await ofSurety(lapsing).expect(201);
  await back(lapsing, 70);
  await sweep();
  expect(await stateOf(lapsing)).toMatchObject({ state: 'petitioned', mitigatedCents: null, owedCents: 2_500_000 });
  await withdraw(open.id, lapsing.surety.key);
  expect(await stateOf(lapsing)).toMatchObject({ state: 'claim due', owedCents: 2_500_000 });
});

test('where all is paid no party petitions for the first time, and who did under a build before takes it back', async () => {
  const on = await mitigated();
  await pay(on, '104.00').expect(200);
  const { body: first } = await file(on, on.owner.key, { kind: 'supplemental petition' }).expect(201);
  const ofSurety = () => file(on, on.surety.key, { signedBy: 'Ray Sims' });
  await bench.source.query('UPDATE case_clock SET ended_at = NULL, ended_how = NULL WHERE case_id = $1', [on.id]);
  expect((await ofSurety().expect(409)).body.errors[0].code).toBe('FP08');
  await bench.source.query('UPDATE enforcement_case SET paid_cents = 0 WHERE id = $1', [on.id]);
  const { body: second } = await ofSurety().expect(201);
  await bench.source.query('UPDATE enforcement_case SET paid_cents = 10400 WHERE id = $1', [on.id]);
  const withdraw = (id: string, key: string) => post(`/petitions/${id}/withdrawal`, key, { why: 'Paid is paid' });
  await withdraw(first.id, on.owner.key).expect(200);
  expect(await stateOf(on)).toMatchObject({ state: 'petitioned', owedCents: 0 });
  await withdraw(second.id, on.surety.key).expect(200);
  expect(await stateOf(on)).toMatchObject({ state: 'paid', owedCents: 0, paidCents: 10_400 });
});

test('a decision is a notice to who petitioned and to every other party that was notified, and its times begin with the proof of its mailing', async () => {
  const on = await noticed('25000.00');
  const { body: filed } = await file(on, on.owner.key).expect(201);
  await decide(filed.id, fpf, 1).expect(200);
  const life = 'life of a decision on a petition';
  expect([await clockNamed(on, life), await clockNamed(on, 'supplemental petition')]).toEqual([undefined, undefined]);
  // Before it is mailed nothing lapses, and a supplemental petition is in time.
  await sweep(days(200));
  expect(await stateOf(on)).toMatchObject({ state: 'decided', owedCents: 10_400 });
  const number = `${on.number}-03`;
  await get(`/enforcement-notices/${number}`, on.owner.key).expect(404);
  const { body: early } = await file(on, on.owner.key, { kind: 'supplemental petition' }).expect(201);
  const { body: served } = await mailed(on);
  expect(served.notices.at(-2)).toMatchObject({
    ...{
      number,
      form: 'decision on a petition',
      mailedOn: today(),
      mailedReference: '9409',
      dueOn: legalDue(life, today()),
    },
    ...{ rule: '19 CFR 171.22, 172.21', party: { role: 'principal' } },
    decision: { petitionNumber: filed.number, outcome: 'mitigated', amountCents: 10_400, reasons: 'A first violation' },
  });
  // What runs for who petitioned again stands still until that is taken back.
  for (const name of [life, 'supplemental petition'])
    expect(await clockNamed(on, name)).toMatchObject({ startedOn: today(), endedHow: `petition ${early.number}` });
  await post(`/petitions/${early.id}/withdrawal`, on.owner.key, { why: 'Not needed' }).expect(200);
  for (const name of [life, 'supplemental petition'])
    expect(await clockNamed(on, name)).toMatchObject({ endedHow: null, dueDate: legalDue(life, today()) });
  const { text } = await get(`/enforcement-notices/${number}/text`, on.owner.key).expect(200);
  for (const said of [
    'DECISION ON A PETITION FOR RELIEF',
    filed.number,
    'mitigated',
    'USD 104.00',
    'A first violation',
    'REASONS',
  ])
    expect(text).toContain(said);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(78);
  expect((await get(`/enforcement-notices/${number}/page`, on.owner.key).expect(200)).text).toContain(
    '<h2>Reasons</h2>',
  );
  await get(`/enforcement-notices/${number}`, on.surety.key).expect(404);
  // The surety, which did not petition, hears it at the same time, and keeps the time that it has for itself.
  const { body: heard } = await get(`/enforcement-notices/${on.number}-04`, on.surety.key).expect(200);
  expect(heard).toMatchObject({
    ...{ form: 'decision on a petition', mailedOn: today(), dueOn: legalDue(life, today()), party: { role: 'surety' } },
    ...{ others: ['Pacific Home Goods (principal)'], decision: { amountCents: 10_400, times: [life] } },
  });
  expect(heard.whatToDo[0]).toContain('petition of the party named above');
  const { body: ofAll } = await get(`/enforcement-cases/${on.id}/clocks`, fpf).expect(200);
  expect(
    ofAll.clocks
      .filter(({ place }: { place: number }) => place === 2)
      .map(({ clock, endedHow }: any) => [clock, endedHow]),
  ).toEqual([['petition against liquidated damages', 'over']]);
  expect(
    (await file(on, on.surety.key, { kind: 'supplemental petition', signedBy: 'Ray Sims' }).expect(409)).body.errors[0]
      .code,
  ).toBe('FP05');
  expect((await bench.told(EnforcementAccountTold.type, accountSubject(on.surety.id))).at(-1).text).toContain(
    `petition ${filed.number} was decided: mitigated to USD 104.00`,
  );
  await back(on, 70);
  await sweep();
  expect(await stateOf(on)).toMatchObject({ state: 'claim due', owedCents: 2_500_000 });

  // Of a case that is over its last decision is mailed all the same, and starts nothing.
  const over = await noticed('25000.00');
  const { body: none } = await file(over, over.owner.key).expect(201);
  await decide(none.id, fpf, 1, { outcome: 'cancelled', amount: null, reasons: 'Filed in time' }).expect(200);
  expect((await mailed(over)).body.notices.at(-1)).toMatchObject({ mailedOn: today(), dueOn: null });
  expect(await stateOf(over)).toMatchObject({ state: 'cancelled' });
});

test('a clock of a whole case reminds every party, and the office reads what runs out, what must be mailed and which limitation ends', async () => {
  const ana = await bench.open({ name: 'Ana Ruiz' }, [{ role: 'owner', name: 'Ana Ruiz' }]);
  const bank = await bench.open({ name: 'A bank' }, [{ role: 'owner', name: 'B. Lee' }]);
  const on = await noticed('0', 5, {
    ...{ law: '19 USC 1526', value: '12000.00', involvementOn: '2026-03-02', subject: 'Handbags' },
    parties: [
      { role: 'owner', accountId: ana.id },
      { role: 'interested', accountId: bank.id },
    ],
  });
  const { version } = (await stateOf(on)) as { version: number };
  const why = 'Nobody petitioned';
  await post(`/enforcement-cases/${on.id}/steps`, fpf, { step: 'begin forfeiture', version, why }).expect(200);
  const firstOn = addDays(today(), -15);
  await post(`/enforcement-cases/${on.id}/publication`, fpf, { firstOn }).expect(200);
  for (const _twice of [1, 2]) await sweep();
  for (const account of [ana, bank]) {
    const told = await bench.told(EnforcementAccountTold.type, accountSubject(account.id));
    const reminders = told.filter(({ items }) => items[0].text === 'claim to seized goods');
    expect(reminders).toMatchObject([
      { about: 'end of a time limit', text: expect.stringContaining('claim to seized goods') },
    ]);
  }
  const ending = await noticed('25000.00', 5, { violationOn: addDays(addDays(today(), 150), -2192) });
  const { body: filed } = await file(ending, ending.owner.key).expect(201);
  await decide(filed.id, fpf, 1).expect(200);
  const items: { caseId: string; what: string; whoActs: string; reminded: boolean | null; dueDate: string }[] = [];
  let next: string | null = null;
  do {
    const after: string = next === null ? '' : `&afterItem=${encodeURIComponent(next)}`;
    const { body } = await get(`/enforcement-times?within=14&limit=20${after}`, fpf).expect(200);
    items.push(...body.items);
    next = body.next;
  } while (next !== null);
  const whats = (caseId: string) => items.filter((one) => one.caseId === caseId);
  expect(whats(on.id)).toMatchObject([{ what: 'claim to seized goods', whoActs: 'all parties', reminded: true }]);
  expect(whats(ending.id).map(({ what, whoActs }) => [what, whoActs])).toEqual(
    expect.arrayContaining([
      [`mail decision on a petition ${ending.number}-03`, 'FP&F office'],
      ['limitation', 'FP&F office'],
    ]),
  );
  expect(items.map(({ dueDate }) => dueDate)).toEqual(items.map(({ dueDate }) => dueDate).sort());
  expect(new Set(items.map((one) => `${one.caseId} ${one.what} ${one.whoActs}`)).size).toBe(items.length);
  const elsewhere = await bench.office('FP&F officer', 'L. Brandt', ['1001']);
  expect((await get('/enforcement-times', elsewhere).expect(200)).body.items).toEqual([]);
  await get('/enforcement-times?port=2704', elsewhere).expect(403);
  await get('/enforcement-times', on.owner.key).expect(403);
  await get('/enforcement-times?afterItem=nonsense', fpf).expect(422);
});

test('counsel without a filer code acts for the party that names it, in that case alone, until that ends', async () => {
  const on = await noticed('25000.00');
  const other = await noticed('25000.00');
  const counsel = await bench.open({ name: 'Reyes LLP', kinds: ['other'] as never }, [
    { role: 'owner', name: 'C. Reyes' },
  ]);
  const key = counsel.keys[0]!;
  const path = `/enforcement-cases/${on.id}/representatives`;
  const order = { id: randomUUID(), accountId: counsel.id, capacity: 'attorney-at-law' };
  await get(`/enforcement-cases/${on.id}`, key).expect(404);
  await post(path, fpf, order).expect(403);
  await post(path, key, order).expect(404);
  expect((await post(path, on.owner.key, { ...order, accountId: randomUUID() }).expect(422)).body.errors[0].at).toBe(
    '/accountId',
  );
  expect((await post(path, on.owner.key, { ...order, accountId: on.surety.id }).expect(422)).body.errors[0].at).toBe(
    '/accountId',
  );
  for (const _twice of [1, 2])
    expect((await post(path, on.owner.key, order).expect(200)).body.representatives).toMatchObject([
      { place: 1, accountName: 'Reyes LLP', capacity: 'attorney-at-law', namedBy: 'Maya Chen', endedAt: null },
    ]);
  await post(path, on.owner.key, { ...order, id: randomUUID() }).expect(409);
  expect((await get('/enforcement-cases', key).expect(200)).body.cases.map(({ id }: { id: string }) => id)).toEqual([
    on.id,
  ]);
  await get(`/enforcement-cases/${other.id}`, key).expect(404);
  // What else its client has is no page of counsel's.
  await noticed('25000.00', 5, {
    ...{ violationOn: '2026-02-01', parties: [{ role: 'principal', accountId: on.owner.id }] },
  });
  expect((await get('/enforcement-cases?limit=1', key).expect(200)).body.cases).toMatchObject([{ id: on.id }]);
  expect((await get(path, on.surety.key).expect(200)).body.representatives).toEqual([]);
  // It does not pass on what it was given.
  await post(path, key, { ...order, id: randomUUID(), accountId: other.owner.id }).expect(403);
  const { body: filed } = await file(on, key, { signedBy: 'C. Reyes', capacity: 'attorney-at-law' }).expect(201);
  expect(filed).toMatchObject({ place: 1, filedBy: 'C. Reyes' });
  // Merged into another firm, that one acts.
  const firm = await bench.open({ name: 'Reyes and Lee LLP' }, [{ role: 'owner', name: 'D. Lee' }]);
  await bench.open({ accountId: counsel.id, version: 2, active: false, mergedInto: firm.id }, []);
  await get(`/petitions/${filed.id}`, firm.keys[0]!).expect(200);
  for (const _twice of [1, 2])
    expect((await post(`${path}/${order.id}/end`, on.owner.key, {}).expect(200)).body.representatives).toMatchObject([
      { endedBy: 'Maya Chen' },
    ]);
  for (const what of ['', '/petitions', '/notices'])
    await get(`/enforcement-cases/${on.id}${what}`, firm.keys[0]!).expect(404);
  expect((await get('/enforcement-cases', firm.keys[0]!).expect(200)).body.cases).toEqual([]);
});

test('a party has no more than twenty act for it at once in a case', async () => {
  const on = await noticed('25000.00');
  const counsel = await bench.open({ name: 'Reyes LLP', kinds: ['other'] as never }, []);
  const path = `/enforcement-cases/${on.id}/representatives`;
  const name = (accountId: string) =>
    post(path, on.owner.key, { id: randomUUID(), accountId, capacity: 'attorney-at-law' });
  await bench.source.query(
    `INSERT INTO case_representative (id, case_id, place, account_id, capacity, named_by, named_at)
     SELECT gen_random_uuid(), $1, 1, gen_random_uuid(), 'customs broker', 'Maya Chen', now() FROM generate_series(1, 20)`,
    [on.id],
  );
  const { body: refused } = await name(counsel.id).expect(409);
  expect(refused.errors).toEqual([
    { at: '/accountId', text: 'is one more than the 20 that may act for a party at once' },
  ]);
  await bench.source.query(
    `UPDATE case_representative SET ended_at = now(), ended_by = 'Maya Chen' WHERE id = (SELECT id FROM case_representative WHERE case_id = $1 LIMIT 1)`,
    [on.id],
  );
  await name(counsel.id).expect(200);
});

test('who acts for many accounts reads its cases page by page, each once, in the order in which their limitation ends', async () => {
  const filer = await bench.open({ name: 'Many Brokers', filerCodes: ['M77'] }, [{ role: 'owner', name: 'A. Lind' }]);
  const cases: string[] = [];
  for (const [at, violationOn] of ['2026-05-04', '2026-05-02', '2026-05-03', '2026-05-02'].entries()) {
    const on = await noticed('25000.00', 5, { violationOn });
    cases.push(on.id);
    const power = {
      ...{ ...PowerOfAttorneyChanged.example.powers[0]!, powerId: randomUUID(), filerCode: 'M77', ports: null },
      ...{ from: '2020-01-01', to: null, revokedAt: null, revokedFrom: null },
    };
    const powers = { importerNumber: `${on.owner.number}00`, version: 1, powers: [power] };
    await bench.handle((context) =>
      new PowerOfAttorneyConsumer().take(
        [received(PowerOfAttorneyChanged, `importer ${at}`, powers as PowerOfAttorneyChanged)],
        context,
      ),
    );
  }
  const seen: { id: string; limitationOn: string }[] = [];
  let next: string | null = null;
  do {
    const after: string = next === null ? '' : `&afterCase=${encodeURIComponent(next)}`;
    const { body } = await get(`/enforcement-cases?limit=1${after}`, filer.keys[0]!).expect(200);
    expect(body.cases.length).toBeLessThanOrEqual(1);
    seen.push(...body.cases);
    next = body.next;
  } while (next !== null);
  expect(seen.map(({ id }) => id).sort()).toEqual([...cases].sort());
  expect(seen.map(({ limitationOn }) => limitationOn)).toEqual([
    '2032-05-02',
    '2032-05-02',
    '2032-05-03',
    '2032-05-04',
  ]);
});

test('a claim that is due goes to Justice and back, and is written off by an officer; a case that was paid is closed, and neither takes a petition any more', async () => {
  const step = async (on: Opened, name: string, key = fpf) => {
    const { version } = (await stateOf(on)) as { version: number };
    return post(`/enforcement-cases/${on.id}/steps`, key, { step: name, version, why: 'For the test' });
  };
  const due = await noticed('25000.00', 70);
  await sweep();
  for (const [name, state] of [
    ['refer to Justice', 'referred to Justice'],
    ['return from Justice', 'claim due'],
    ['write off', 'written off'],
  ]) {
    expect([name, (await step(due, name!, due.owner.key)).status]).toEqual([name, 403]);
    expect([name, (await step(due, name!)).body.state]).toEqual([name, state]);
    if (state !== 'referred to Justice') continue;
    const { body: late } = await file(due, due.owner.key).expect(201);
    await post(`/petitions/${late.id}/withdrawal`, due.owner.key, { why: 'Paid there' }).expect(200);
    const { body: kept } = await get(`/enforcement-cases/${due.id}/clocks`, fpf).expect(200);
    expect(kept.clocks.filter(({ endedAt }: { endedAt: string | null }) => endedAt === null)).toEqual([]);
  }
  expect(await stateOf(due)).toMatchObject({ owedCents: 0, steps: [] });
  // A surety that used its time while the case was at Justice has petitioned; one that did not has the days that are left, and no more.
  for (const petitions of [true, false]) {
    const on = await noticed('25000.00', 70);
    await sweep();
    const demand = { place: 2, mailedOn: today(), reference: '9411' };
    await post(`/enforcement-cases/${on.id}/surety-demands`, fpf, demand).expect(200);
    await step(on, 'refer to Justice');
    if (petitions) await file(on, on.surety.key, { signedBy: 'Ray Sims' }).expect(201);
    expect((await step(on, 'return from Justice')).body.state).toBe(petitions ? 'petitioned' : 'claim due');
    const demands = async () =>
      (await get(`/enforcement-cases/${on.id}/surety-demands`, fpf).expect(200)).body.demands[0].state;
    expect(await demands()).toBe(petitions ? 'petitioned' : 'demanded');
    await sweep(days(90));
    expect(await demands()).toBe(petitions ? 'petitioned' : 'overdue');
  }
  const paid = await noticed('25000.00');
  await pay(paid, '25000.00').expect(200);
  expect((await step(paid, 'close')).body.state).toBe('closed');
  for (const on of [due, paid]) expect((await file(on, on.owner.key).expect(409)).body.errors[0].code).toBe('FP08');
});
