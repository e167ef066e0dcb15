import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import {
  accountSubject,
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
import { portLocalDate } from '#reference';
import { realServers } from '../../../test/support';
import { received } from '../../../test/support/handler-bench';
import { CenterInputConsumer } from './center-input/center-input.consumer';
import { ClockSweep } from './clocks/clock-sweep';
import { DowntimeConsumer } from './downtimes/downtime.consumer';
import { type EnforcementBench, enforcementBench } from './enforcement.fixture';
import { PowerOfAttorneyConsumer } from './powers/power-of-attorney.consumer';
import { StandingConsumer } from './standing/standing.consumer';

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

interface Opened {
  readonly id: string;
  readonly number: string;
  readonly owner: { readonly id: string; readonly key: string; readonly number: string };
  readonly surety: { readonly id: string; readonly key: string };
}

/** A claim for liquidated damages whose notices were mailed some days ago. */
const noticed = async (assessed: string, mailedDaysAgo = 5, changes: object = {}): Promise<Opened> => {
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
      { role: 'surety', accountId: surety.id, suretyCode: '001', bondNumber: '26B000017' },
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
  const { body: supplemental } = await file(on, on.owner.key, { kind: 'supplemental petition' }).expect(201);
  expect(await stateOf(on)).toMatchObject({ state: 'supplemental', paidCents: 10_400 });
  await decide(supplemental.id, fpf, 1, { outcome: 'denied', amount: null }).expect(200);
  const told = await bench.told(EnforcementCaseChanged.type, enforcementCaseSubject(on.number));
  expect(told.slice(-5).map(({ state }) => state)).toEqual([
    'petitioned',
    'decided',
    'paid',
    'supplemental',
    'decided',
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
  await bench.handle((context) =>
    new DowntimeConsumer().take([received(DowntimeChanged, 'downtime', downtime)], context),
  );
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

test('after referral to Justice neither petition nor supplemental petition nor offer is taken, and what was open has ended', async () => {
  const on = await noticed('25000.00');
  const { body: filed } = await file(on, on.owner.key).expect(201);
  const offer = {
    id: randomUUID(),
    law: '19 USC 1617',
    amount: '900.00',
    deposit: 'CR-77',
    reasons: 'Costs of a suit',
  };
  await post(`/enforcement-cases/${on.id}/offers`, on.owner.key, offer).expect(201);
  const { version } = (await stateOf(on)) as { version: number };
  await post(`/enforcement-cases/${on.id}/steps`, fpf, {
    step: 'refer to Justice',
    version,
    why: 'Refused to pay',
  }).expect(200);
  for (const kind of ['petition', 'supplemental petition'])
    expect((await file(on, on.owner.key, { kind }).expect(409)).body.errors[0].code).toBe('FP02');
  expect(
    (await post(`/enforcement-cases/${on.id}/offers`, on.owner.key, { ...offer, id: randomUUID() }).expect(409)).body
      .errors[0].code,
  ).toBe('FP02');
  expect((await get(`/petitions/${filed.id}`, on.owner.key).expect(200)).body.state).toBe('ended');
  const { body: money } = await get(`/enforcement-cases/${on.id}/payments`, on.owner.key).expect(200);
  expect(money).toMatchObject({ suspenseCents: 0 });
  expect(money.entries.map(({ kind }: { kind: string }) => kind)).toEqual(['deposit', 'deposit refunded']);
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
  expect(await money()).toMatchObject({ suspenseCents: 0, paidCents: 500_000 });
  expect(await stateOf(on)).toMatchObject({ state: 'paid' });
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
  const seized = () =>
    noticed('0', 5, {
      ...{ law: '19 USC 1526', value: '12000.00', involvementOn: '2026-03-02', subject: 'Handbags' },
      parties: [
        { role: 'owner', name: 'Ana Ruiz' },
        { role: 'interested', name: 'A bank' },
      ],
    });
  const begin = async (on: Opened) => {
    const { version } = (await stateOf(on)) as { version: number };
    await post(`/enforcement-cases/${on.id}/steps`, fpf, {
      step: 'begin forfeiture',
      version,
      why: 'Nobody petitioned',
    }).expect(200);
    const { body } = await post(`/enforcement-cases/${on.id}/publication`, fpf, {
      firstOn: addDays(today(), -3),
    }).expect(200);
    return body.clocks.find(({ clock }: { clock: string }) => clock === 'claim to seized goods');
  };
  const on = await seized();
  expect(await begin(on)).toMatchObject({ rule: '19 USC 1608; 19 CFR 162.47', place: 0 });
  const claim = (bond: string) =>
    post(`/enforcement-cases/${on.id}/goods-claim`, fpf, { place: 1, bond, reference: 'B-1', receivedOn: today() });
  expect((await claim('250.00').expect(409)).body.errors[0].code).toBe('FP10');
  await claim('1200.00').expect(200);
  expect(await stateOf(on)).toMatchObject({ state: 'referred to Justice' });
  const lost = await seized();
  await begin(lost);
  const { version } = (await stateOf(lost)) as { version: number };
  await post(`/enforcement-cases/${lost.id}/steps`, fpf, {
    step: 'declare forfeited',
    version,
    why: 'No claim in time',
  }).expect(200);
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

test('clocks go on by themselves: a party is reminded once, a claim nobody petitioned against is due, a decision not paid in 60 days lapses, a short clock leads to Justice', async () => {
  const quiet = await noticed('25000.00', 55);
  const over = await noticed('25000.00', 70);
  const short = await noticed('25000.00', 0, { violationOn: addDays(addDays(today(), 100), -2192) });
  const lapsed = await noticed('25000.00', 5);
  const { body: filed } = await file(lapsed, lapsed.owner.key).expect(201);
  await decide(filed.id, fpf, 1).expect(200);
  await sweep();
  await sweep();
  const reminders = (on: Opened) =>
    bench
      .told(EnforcementAccountTold.type, accountSubject(on.owner.id))
      .then((all) => all.filter(({ about }) => about === 'end of a time limit'));
  expect(await reminders(quiet)).toHaveLength(1);
  expect(await stateOf(over)).toMatchObject({ state: 'claim due', owedCents: 2_500_000 });
  const [clock] = (await get(`/enforcement-cases/${over.id}/clocks`, over.owner.key).expect(200)).body.clocks;
  expect(clock).toMatchObject({ endedHow: 'over' });
  await sweep(days(70));
  expect(await stateOf(short)).toMatchObject({ state: 'referred to Justice' });
  expect(await stateOf(lapsed)).toMatchObject({ state: 'claim due', mitigatedCents: null, owedCents: 2_500_000 });
  expect(await stateOf(quiet)).toMatchObject({ state: 'claim due' });
  // A supplemental petition is taken when the full claim is due, too; a demand on the surety starts its own time.
  const { body } = await post(`/enforcement-cases/${over.id}/surety-demand`, fpf, {
    place: 2,
    mailedOn: today(),
  }).expect(200);
  expect(body.clocks[0]).toMatchObject({ clock: 'petition of a surety', place: 2, rule: '19 CFR 172.4' });
  await file(over, over.surety.key, { signedBy: 'Ray Sims' }).expect(201);
});

test('a decision is whole or not at all: where it breaks off in the middle, the petition is as it was, and is decided again', async () => {
  const on = await noticed('25000.00');
  const { body: filed } = await file(on, on.owner.key).expect(201);
  // The last thing that a decision writes fails, as where the process or its database dies.
  const url = new URL(await realServers().postgresUrl());
  const [{ name }] = await bench.source.query('SELECT current_database() AS name');
  url.pathname = name;
  const superuser = new Client({ connectionString: url.href });
  await superuser.connect();
  await superuser.query(
    `CREATE FUNCTION die() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'died'; END $$ LANGUAGE plpgsql`,
  );
  await superuser.query('CREATE TRIGGER die BEFORE INSERT ON case_clock FOR EACH ROW EXECUTE FUNCTION die()');
  await decide(filed.id, fpf, 1).expect(500);
  await superuser.query('DROP TRIGGER die ON case_clock');
  await superuser.end();
  expect((await get(`/petitions/${filed.id}`, fpf).expect(200)).body).toMatchObject({
    state: 'pending',
    version: 1,
    decision: null,
  });
  expect(await stateOf(on)).toMatchObject({ state: 'petitioned', mitigatedCents: null });
  await decide(filed.id, fpf, 1).expect(200);
});
