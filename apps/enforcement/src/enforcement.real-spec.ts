import { randomUUID } from 'node:crypto';
import {
  accountSubject,
  billSubject,
  BondChanged,
  bondSubject,
  DepositTold,
  EnforcementAccountTold,
  EnforcementCaseChanged,
  enforcementCaseSubject,
  EnforcementInteractionRecorded,
  EnforcementReferred,
  entrySubject,
  InBondTold,
  referralSubject,
  SummaryReported,
} from '#contracts';
import { entryCheckDigit, formatEntryNumber } from '#kernel';
import { portLocalDate } from '#reference';
import { eventually } from '../../../test/support';
import { received } from '../../../test/support/handler-bench';
import { lockCase } from './cases/case-row';
import { enforcementBench, type EnforcementBench } from './enforcement.fixture';
import { OpeningEventsConsumer } from './events/opening-events.consumer';
import { BondsConsumer } from './bonds/bonds.consumer';
import { ReferralsConsumer } from './referrals/referrals.consumer';

let bench: EnforcementBench;
let fpf: string;
let second: string;
let officer: string;
let elsewhere: string;
let auditor: string;
beforeAll(async () => {
  bench = await enforcementBench();
  [fpf, second, officer, elsewhere, auditor] = (await Promise.all([
    bench.office('FP&F officer', 'G. Romano', ['2704']),
    bench.office('FP&F officer', 'H. Adeyemi', ['2704']),
    bench.office('officer', 'K. Osei', ['2704']),
    bench.office('FP&F officer', 'L. Brandt', ['1001']),
    bench.office('auditor', 'P. Quist'),
  ])) as [string, string, string, string, string];
});
afterAll(() => bench?.close());

const get = (path: string, key: string) => bench.call('get', path, key);
const post = (path: string, key: string, body: object) => bench.call('post', path, key, body);
let serial = 0;
const reference = (): string => `SZ-26-${String(++serial).padStart(5, '0')}`;
const importerOf = async () => {
  const number = `12-${6_100_000 + ++serial}`;
  const account = await bench.open({ importerNumbers: [number] }, [{ role: 'owner', name: 'Maya Chen' }]);
  return { number, id: account.id, key: account.keys[0]! };
};
const order = (changes: object = {}) => ({
  ...{ id: randomUUID(), law: '19 USC 1623', event: { kind: 'in-bond not arrived', reference: reference() } },
  ...{ port: '2704', subject: 'In-bond shipment that did not arrive', facts: 'No arrival in 30 days (19 CFR 18.8).' },
  ...{ violationOn: '2026-03-02', assessed: '25000.00', bills: ['MAEU260000101'] },
  parties: [
    { role: 'principal', name: 'Harbor Truckers' },
    { role: 'surety', suretyCode: '001', bondNumber: '26B000017' },
  ],
  ...changes,
});
const seizure = (changes: object = {}) =>
  order({
    ...{ law: '19 USC 1526', event: { kind: 'found at a port', reference: reference() }, assessed: '0' },
    ...{ subject: 'Handbags that bear a counterfeit mark', value: '12000.00', involvementOn: '2026-03-02', bills: [] },
    parties: [{ role: 'owner', name: 'Pacific Home Goods' }],
    ...changes,
  });
const step = (id: string, key: string, version: number, name: string, amount?: string) =>
  post(`/enforcement-cases/${id}/steps`, key, {
    step: name,
    version,
    why: `Because of ${name}`,
    ...(amount && { amount }),
  });
const today = (): string => portLocalDate(new Date(), '2704');
const mail = async (id: string, key: string, version: number) => {
  const { body } = await get(`/enforcement-cases/${id}/notices`, key).expect(200);
  const proofs = body.notices
    .filter(({ mailedOn }: { mailedOn: string | null }) => mailedOn === null)
    .map(({ number }: { number: string }, at: number) => ({ servedNotice: number, reference: `9407 ${at}` }));
  return post(`/enforcement-cases/${id}/mailings`, key, { version, mailedOn: today(), how: 'certified mail', proofs });
};

test('of one event there is one case, whoever opens it and however often; the same again is the same', async () => {
  const wanted = order();
  const { body: opened } = await post('/enforcement-cases', officer, wanted).expect(201);
  expect(opened).toMatchObject({
    ...{
      kind: 'liquidated damages',
      state: 'opened',
      version: 1,
      assessedCents: 2_500_000,
      limitationOn: '2032-03-02',
    },
    ...{ openedBy: 'K. Osei', steps: ['amend', 'issue notice', 'cancel'], bills: ['MAEU260000101'] },
    parties: [{ name: 'Harbor Truckers' }, { name: 'TRAVELERS CASUALTY AND SURETY CO', suretyCode: '001' }],
  });
  expect((await post('/enforcement-cases', officer, wanted).expect(200)).body.number).toBe(opened.number);
  const other = await post('/enforcement-cases', officer, { ...wanted, assessed: '1.00', facts: 'Other' }).expect(409);
  expect(other.body.errors.map(({ at }: { at: string }) => at)).toEqual(['/id', '/assessed', '/facts']);
  const elses = await post('/enforcement-cases', fpf, wanted).expect(409);
  expect(elses.body.errors).toEqual([{ at: '/id', text: 'is that of a case that K. Osei opened' }]);
  const again = await post('/enforcement-cases', fpf, order({ event: wanted.event })).expect(409);
  expect(again.body.detail).toContain(`Case ${opened.number} was opened for this event`);
  const two = await Promise.all(
    [1, 2].map(() => post('/enforcement-cases', fpf, order({ event: { kind: 'missing deposit', reference: 'MD-7' } }))),
  );
  expect(two.map(({ status }) => status).sort()).toEqual([201, 409]);
  await post('/enforcement-cases', elsewhere, order()).expect(403);
  await post('/enforcement-cases', auditor, order()).expect(403);
});

test('what is wrong with a case names its field: no such surety, three decimals, a day to come, nobody it is against', async () => {
  const { body } = await post(
    '/enforcement-cases',
    fpf,
    order({ assessed: '100.123', violationOn: '2999-01-01', parties: [{ role: 'interested', name: 'A bank' }] }),
  ).expect(422);
  expect(body.errors.map(({ at }: { at: string }) => at)).toEqual(['/assessed', '/violationOn', '/parties']);
  const unknown = order({
    parties: [
      { role: 'principal', name: 'Harbor Truckers' },
      { role: 'surety', suretyCode: '000', bondNumber: '26B000017' },
    ],
  });
  expect((await post('/enforcement-cases', fpf, unknown).expect(422)).body.errors).toEqual([
    { at: '/parties/1/suretyCode', text: 'there is no active surety 000' },
  ]);
});

test('a demand goes to principal and surety at the same time, begins its clock with the proof of mailing, and is seen by the parties from then on', async () => {
  const { number, id: accountId, key } = await importerOf();
  const parties = [
    { role: 'principal', importer: number },
    { role: 'surety', suretyCode: '001', bondNumber: '26B000017' },
  ];
  const { body: opened } = await post('/enforcement-cases', fpf, order({ parties })).expect(201);
  await get(`/enforcement-cases/${opened.id}`, key).expect(404);
  await step(opened.id, fpf, 1, 'issue notice').expect(200);
  await get(`/enforcement-cases/${opened.id}`, key).expect(404);
  const { body: issued } = await get(`/enforcement-cases/${opened.id}/notices`, fpf).expect(200);
  expect(issued.notices).toMatchObject([
    { number: `${opened.number}-01`, form: 'demand for liquidated damages', mailedOn: null, dueOn: null },
    { number: `${opened.number}-02`, party: { role: 'surety', bond: '26B000017, surety 001' } },
  ]);
  const one = {
    version: 2,
    mailedOn: today(),
    how: 'certified mail',
    proofs: [{ servedNotice: `${opened.number}-01`, reference: '9407 1' }],
  };
  const { body: refused } = await post(`/enforcement-cases/${opened.id}/mailings`, fpf, one).expect(422);
  expect(refused.errors).toEqual([
    { at: '/proofs', text: `${opened.number}-02 is missing: all parties are notified at the same time (19 CFR 172.1)` },
  ]);
  const { body: mailed } = await mail(opened.id, fpf, 2).then((answer) => answer);
  expect(mailed.notices.map(({ mailedOn, rule }: any) => [mailedOn, rule])).toEqual([
    [today(), '19 CFR 172.3(b)'],
    [today(), '19 CFR 172.3(b)'],
  ]);
  expect(mailed.notices[0].dueOn > today()).toBe(true);

  const [told] = await bench.told(EnforcementAccountTold.type, accountSubject(accountId));
  expect(EnforcementAccountTold.faultOf(told)).toBeNull();
  expect(told.items).toMatchObject([{ reference: `${opened.number}-01`, dueDate: mailed.notices[0].dueOn }]);
  const log = await bench.told(EnforcementInteractionRecorded.type, accountSubject(accountId));
  expect(log.map(({ kind, summary }) => [kind, summary])).toEqual([
    ['decided', `G. Romano of CBP took a step in case ${opened.number} (liquidated damages, 19 USC 1623): mail notice`],
  ]);
  // A party sees the case and the notice to itself, not the one to the surety.
  expect((await get('/enforcement-cases', key).expect(200)).body.cases).toMatchObject([{ number: opened.number }]);
  const { body: seen } = await get(`/enforcement-cases/${opened.id}`, key).expect(200);
  expect([seen.steps, seen.history.map(({ step }: { step: string }) => step)]).toEqual([[], ['mail notice']]);
  expect(seen.parties.map((party: { accountId: string | null }) => party.accountId)).toEqual([accountId, null]);
  expect((await get(`/enforcement-cases/${opened.id}/notices`, key).expect(200)).body.notices).toHaveLength(1);
  await get(`/enforcement-notices/${opened.number}-02`, key).expect(404);
  const text = await get(`/enforcement-notices/${opened.number}-01/text`, key).expect(200);
  expect(text.text).toContain('DEMAND FOR LIQUIDATED DAMAGES');
  expect(text.text).toContain('USD 25000.00');
  for (const line of text.text.split('\n')) expect(line.length).toBeLessThanOrEqual(78);
  const page = await get(`/enforcement-notices/${opened.number}-01/page`, key).expect(200);
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(page.text).toContain('@page { size: letter');
  // Another account sees none of it.
  const { key: stranger } = await importerOf();
  await get(`/enforcement-cases/${opened.id}`, stranger).expect(404);
  await get(`/enforcement-notices/${opened.number}-01/text`, stranger).expect(404);
  expect((await get('/enforcement-cases', stranger).expect(200)).body.cases).toEqual([]);
  // That CBP looks is told.
  await get(`/enforcement-cases/${opened.id}`, auditor).expect(200);
  expect((await bench.told(EnforcementInteractionRecorded.type, accountSubject(accountId))).at(-1)).toMatchObject({
    kind: 'viewed by CBP',
    person: 'P. Quist',
  });
});

test('of two officers at once one takes the step, the other is told what happened', async () => {
  const { body: opened } = await post('/enforcement-cases', fpf, order()).expect(201);
  const answers = await Promise.all([step(opened.id, fpf, 1, 'issue notice'), step(opened.id, second, 1, 'cancel')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const { body: lost } = answers.find(({ status }) => status === 409)!;
  expect(lost.detail).toMatch(/was changed meanwhile: (G\. Romano|H\. Adeyemi) took the step '(issue notice|cancel)'/);
  expect(lost.errors).toEqual([{ at: '/version', text: 'is 2 by now' }]);
  const { body: after } = await get(`/enforcement-cases/${opened.id}`, fpf).expect(200);
  expect(after.history.map(({ version }: { version: number }) => version)).toEqual([1, 2]);
  await step(opened.id, elsewhere, 2, 'cancel').expect(403);
  await step(opened.id, officer, 2, 'cancel').expect(403);
});

test('under 1592 a pre-penalty notice goes first; a notice needs an amount, and what has an address of its own is no step by name', async () => {
  const penalty = order({
    ...{ law: '19 USC 1592', culpability: 'negligence', assessed: '0', bills: [], entries: ['B76-0324527-8'] },
    parties: [{ role: 'violator', name: 'Pacific Home Goods' }],
  });
  const small = (
    await post('/enforcement-cases', fpf, {
      ...penalty,
      id: randomUUID(),
      entries: [],
      event: { ...penalty.event, reference: reference() },
      assessed: '1000.00',
    }).expect(201)
  ).body;
  expect((await step(small.id, fpf, 1, 'issue pre-penalty notice').expect(409)).body.detail).toContain('1592(b)(1)(B)');
  await step(small.id, fpf, 1, 'issue notice').expect(200);
  const { id } = (await post('/enforcement-cases', fpf, penalty).expect(201)).body;
  expect((await step(id, fpf, 1, 'issue notice').expect(409)).body.detail).toContain('19 CFR 162.77');
  expect((await step(id, fpf, 1, 'issue pre-penalty notice').expect(422)).body.errors[0].at).toBe('/amount');
  expect((await step(id, fpf, 1, 'issue pre-penalty notice', '9000.005').expect(422)).body.errors).toEqual([
    { at: '/amount', text: "'9000.005' has more than two decimals: there is nothing below a cent" },
  ]);
  await step(id, fpf, 1, 'issue pre-penalty notice', '9000.00').expect(200);
  expect((await step(id, fpf, 2, 'issue notice').expect(409)).body.detail).toContain('was not mailed yet');
  expect((await step(id, fpf, 2, 'receive answer').expect(409)).body.detail).toContain('was not mailed yet');
  expect((await mail(id, fpf, 2)).status).toBe(200);
  expect((await step(id, fpf, 3, 'issue notice').expect(409)).body.detail).toContain('the time to answer');
  await step(id, fpf, 3, 'receive answer').expect(200);
  await step(id, fpf, 4, 'issue notice').expect(200);
  const { body: noticed } = await get(`/enforcement-cases/${id}`, fpf).expect(200);
  expect(noticed).toMatchObject({ state: 'noticed', owedCents: 900_000, entries: ['B76-0324527-8'] });
  expect((await step(id, fpf, 5, 'decide').expect(422)).body.errors[0].at).toMatch(/step/);
  expect((await get('/enforcement-cases?entry=B76-0324527-8', fpf).expect(200)).body.cases).toMatchObject([{ id }]);
});

test('while a case is opened an officer corrects its days, by which the limitation is counted anew, and adds or corrects its parties', async () => {
  const { number, id: accountId } = await importerOf();
  const { body: opened } = await post('/enforcement-cases', fpf, order()).expect(201);
  const amend = (version: number, changes: object, name = 'amend') =>
    post(`/enforcement-cases/${opened.id}/steps`, fpf, { step: name, version, why: 'As found', ...changes });
  const fieldsOf = ({ body }: { body: { errors: { at: string }[] } }): string[] => body.errors.map(({ at }) => at);
  const principal = { place: 1, role: 'principal', importer: number };
  expect(fieldsOf(await amend(1, { violationOn: '2999-01-01', parties: [{ ...principal, place: 9 }] }))).toEqual([
    ...['/violationOn', '/parties/0/place'],
  ]);
  expect(fieldsOf(await amend(1, { parties: [{ ...principal, role: 'interested' }] }))).toEqual(['/parties']);
  expect(fieldsOf(await amend(1, { violationOn: '2026-02-02' }, 'issue notice'))).toEqual(['/violationOn']);
  const bank = { role: 'interested', name: 'A bank' };
  const changes = { violationOn: '2026-02-02', discoveredOn: '2026-02-03', parties: [principal, bank] };
  const { body: amended } = await amend(1, { ...changes, culpability: 'negligence' }).expect(200);
  expect(amended).toMatchObject({
    ...{ version: 2, violationOn: '2026-02-02', discoveredOn: '2026-02-03', limitationOn: '2032-02-02' },
    ...{ culpability: 'negligence', assessedCents: 2_500_000 },
    parties: [
      { place: 1, role: 'principal', accountId },
      { place: 2, role: 'surety' },
      { place: 3, role: 'interested', name: 'A bank' },
    ],
  });
  await step(opened.id, fpf, 2, 'issue notice').expect(200);
  await amend(3, { violationOn: '2026-01-02' }).expect(409);
});

test('seized property has a chain without a gap, and a seal or count that differs is told', async () => {
  const { id, number } = (await post('/enforcement-cases', fpf, seizure()).expect(201)).body;
  const hand = (changes: object = {}) => ({
    ...{
      handedBy: 'K. Osei',
      takenBy: 'Vault clerk M. Ruiz',
      location: 'Seized property vault, Long Beach',
      seal: 'SL-0042',
    },
    ...{ pieces: 400, why: 'Storage', at: '2026-03-02T18:00:00Z', ...changes },
  });
  const property = {
    ...{ id: randomUUID(), description: 'Handbags', unit: 'PCS', value: '12000.00' },
    seized: hand({ handedBy: 'Pacific Home Goods', takenBy: 'K. Osei', at: '2026-03-02T15:00:00Z', why: 'Seized' }),
  };
  const path = `/enforcement-cases/${id}/property`;
  await post(path, officer, property).expect(200);
  await post(path, officer, property).expect(200);
  const { body: taken } = await post(path, officer, { ...property, value: '1.00', unit: 'PRS' }).expect(409);
  expect(taken.errors.map(({ at }: { at: string }) => at)).toEqual(['/id', '/unit', '/value']);
  const next = (place: number, changes: object = {}) =>
    post(`${path}/${property.id}/custody`, officer, { hand: place, ...hand(changes) });
  expect((await next(3).expect(422)).body.errors[0]).toEqual({ at: '/hand', text: 'leaves a gap: the next is 2' });
  expect((await next(2, { handedBy: 'R. Vance' }).expect(422)).body.errors).toEqual([
    { at: '/handedBy', text: 'has it not: K. Osei has' },
  ]);
  await next(2).expect(200);
  await next(2).expect(200);
  await next(2, { takenBy: 'Somebody else' }).expect(409);
  const found = {
    ...{ handedBy: 'Vault clerk M. Ruiz', takenBy: 'Laboratory', sealFound: 'SL-0043', pieces: 398 },
    at: '2026-03-03T15:00:00Z',
  };
  const { body } = await next(3, found).expect(200);
  await next(3, found).expect(200);
  expect(body.property).toMatchObject([
    {
      discrepancies: 1,
      custody: [
        { hand: 1, takenBy: 'K. Osei', discrepancy: null },
        { hand: 2, discrepancy: null },
        {
          hand: 3,
          discrepancy: 'seal SL-0043 was found where SL-0042 was put; 398 were counted where 400 were handed over',
        },
      ],
    },
  ]);
  // The port and the Center of the case read it in its history, and who listens to cases hears it, once.
  const why =
    'Handbags, hand 3, Laboratory: seal SL-0043 was found where SL-0042 was put; 398 were counted where 400 were handed over';
  for (const key of [fpf, officer]) {
    const { history } = (await get(`/enforcement-cases/${id}`, key).expect(200)).body;
    expect(history.at(-1)).toMatchObject({ version: 2, step: 'custody discrepancy', reason: why, by: 'K. Osei' });
  }
  expect(await bench.told(EnforcementCaseChanged.type, enforcementCaseSubject(number))).toMatchObject([
    { version: 1, step: 'open' },
    { version: 2, step: 'custody discrepancy', state: 'opened', port: '2704' },
  ]);
  await expect(
    bench.source.query(
      `INSERT INTO custody_transfer SELECT property_id, 5, 'x', 'y', location, seal, seal_found, quantity, reason, discrepancy, now(), recorded_by, now() FROM custody_transfer LIMIT 1`,
    ),
  ).rejects.toThrow(/custody has a gap/);
  await get(path, (await importerOf()).key).expect(403);
});

test('a summary that is late opens a case once, of the day of the event however late it is heard of, and finds the importer and its surety', async () => {
  const { number, id: accountId } = await importerOf();
  const entry = { filerCode: 'B76', entryNumber: '70000010' };
  const data = {
    ...{ ...SummaryReported.example, ...entry, importerNumber: number, portOfEntry: '2704' },
    filed: { ...SummaryReported.example.filed, timeliness: 'late', filedOn: '2026-02-03' },
  } as SummaryReported;
  const consumer = bench.service.app.get(OpeningEventsConsumer, { strict: false });
  const hear = (more: object = {}) =>
    bench.handle((context) =>
      consumer.summaries([received(SummaryReported, entrySubject(entry), { ...data, ...more })], context),
    );
  const bond = { ...BondChanged.example, number: '268000002', type: '8', transaction: null } as BondChanged;
  const inForce = { ...bond, executedOn: '2026-01-05', effectiveOn: '2026-01-05', principalAccounts: [accountId] };
  const sureties: BondChanged['sureties'] = [{ role: 'surety', code: '001', liabilityDollars: null }];
  await bench.handle((context) =>
    new BondsConsumer().take([received(BondChanged, bondSubject(bond.number), { ...inForce, sureties })], context),
  );
  await hear();
  await hear({ version: 2 });
  const { body } = await get(`/enforcement-cases?port=2704&kind=liquidated%20damages&limit=200`, fpf).expect(200);
  const mine = body.cases.filter(({ subject }: { subject: string }) => subject.includes('B76-7000001-0'));
  expect(mine).toMatchObject([{ openedOn: '2026-02-03', state: 'opened', limitationOn: '2032-02-03' }]);
  const { body: opened } = await get(`/enforcement-cases/${mine[0].id}`, fpf).expect(200);
  expect(opened).toMatchObject({
    ...{
      openedBy: 'the platform',
      event: { kind: 'late summary', reference: 'B7670000010' },
      assessedCents: 2_596_785,
    },
    parties: [
      { role: 'principal', accountId },
      { role: 'surety', suretyCode: '001', bondNumber: '268000002' },
    ],
  });
  const [told] = await bench.told(EnforcementCaseChanged.type, enforcementCaseSubject(opened.number));
  expect(EnforcementCaseChanged.faultOf(told)).toBeNull();
  expect(told).toMatchObject({ step: 'open', toldToParties: false, entries: ['B7670000010'], accountIds: [accountId] });
});

test('a claim for a late summary is settled by the reduced amount without a petition, by either party, in the time to petition and not after it', async () => {
  const consumer = bench.service.app.get(OpeningEventsConsumer, { strict: false });
  const late = async (at: number, reduced = true) => {
    const { number, key } = await importerOf();
    const body = `70001${String(at).padStart(2, '0')}`;
    const entry = { filerCode: 'B76', entryNumber: body + entryCheckDigit('B76', body) };
    const filed = {
      ...SummaryReported.example.filed!,
      timeliness: 'late',
      filedOn: '2026-11-23',
      dueDate: '2026-11-20',
    };
    const told = { ...SummaryReported.example, ...entry, importerNumber: number, portOfEntry: '2704', filed };
    await bench.handle((context) =>
      consumer.summaries([received(SummaryReported, entrySubject(entry), told as SummaryReported)], context),
    );
    const found = await get(`/enforcement-cases?entry=${formatEntryNumber('B76', entry.entryNumber)}`, fpf).expect(200);
    const [opened] = found.body.cases;
    await step(opened.id, fpf, 1, 'issue notice').expect(200);
    if (reduced) expect((await mail(opened.id, fpf, 2)).status).toBe(200);
    return { id: opened.id as string, key };
  };
  const pay = (id: string, amount: string, place = 1, receivedOn = today()) =>
    post(`/enforcement-cases/${id}/payments`, fpf, {
      ...{ id: randomUUID(), place, amount, reference: 'CR-9', receivedOn },
    });
  const optionOf = async (id: string, key: string) =>
    (await get(`/enforcement-cases/${id}/payments`, key).expect(200)).body.lateSummaryOption;
  // 0.1 % of 967.00 for each of three days, rounded up to 3.00, and the fee of 100.00.
  const first = await late(1);
  const option = await optionOf(first.id, first.key);
  expect(option).toMatchObject({ amountCents: 10_300, computation: { suggested: '103.00' } });
  const { body: notices } = await get(`/enforcement-cases/${first.id}/notices`, first.key).expect(200);
  expect(notices.notices[0]).toMatchObject({ dueOn: option.optionUntil });
  expect(notices.notices[0].whatToDo[0]).toContain('settled by payment of USD 103.00 within the time to petition');
  expect((await pay(first.id, '103.01').expect(422)).body.errors[0].at).toBe('/amount');
  expect((await pay(first.id, '103.00').expect(200)).body).toMatchObject({
    ...{ owedCents: 0, paidCents: 10_300, mitigatedCents: 10_300, lateSummaryOption: null },
  });
  const { body: paid } = await get(`/enforcement-cases/${first.id}`, first.key).expect(200);
  expect([paid.state, paid.history.at(-1).step]).toEqual(['paid', 'take option']);
  // The surety takes it too.
  const second = await late(2);
  await pay(second.id, '103.00', 2).expect(200);
  // Not before the demand was mailed, not after the time, and not by who petitions.
  const early = await late(3, false);
  expect((await pay(early.id, '103.00').expect(409)).body.detail).toContain('not mailed');
  const over = await late(4);
  await bench.source.query('UPDATE case_clock SET legal_due = legal_due - 90, due = due - 90 WHERE case_id = $1', [
    over.id,
  ]);
  const refused = await pay(over.id, '103.00').expect(409);
  expect(refused.body.errors[0].at).toBe('/receivedOn');
  const petitioned = await late(5);
  await post(`/enforcement-cases/${petitioned.id}/petitions`, petitioned.key, {
    ...{ id: randomUUID(), happenedOn: '2026-11-20', happenedAt: 'Los Angeles', facts: 'The vendor was down.' },
    ...{ signedBy: 'Maya Chen', capacity: 'officer of the petitioner' },
  }).expect(201);
  expect(await optionOf(petitioned.id, petitioned.key)).toBeNull();
  await pay(petitioned.id, '103.00').expect(422);
});

test('the reduced amount follows the summary: replaced, it is of what is declared now; deleted, there is none until another is on file', async () => {
  const consumer = bench.service.app.get(OpeningEventsConsumer, { strict: false });
  const { number, id: accountId, key } = await importerOf();
  const entry = { filerCode: 'B76', entryNumber: `7000190${entryCheckDigit('B76', '7000190')}` };
  const content = { ...SummaryReported.example.filed!, dutyCents: 100, feeCents: 0, filedOn: '2026-11-23' };
  const late = { ...content, timeliness: 'late', dueDate: '2026-11-20' };
  const replaced = { ...content, timeliness: null, dutyCents: 40_000_000, filedOn: '2026-11-24' };
  const hear = (version: number, state: 'accepted' | 'deleted', filed: object | null, more: object = {}) => {
    const where = { ...entry, importerNumber: number, portOfEntry: '2704' };
    const told = { ...SummaryReported.example, ...where, version, state, filed, ...more } as SummaryReported;
    return bench.handle((context) =>
      consumer.summaries([received(SummaryReported, entrySubject(entry), told)], context),
    );
  };
  await hear(1, 'accepted', late);
  const found = await get(`/enforcement-cases?entry=${formatEntryNumber('B76', entry.entryNumber)}`, fpf).expect(200);
  const { id, number: caseNumber } = found.body.cases[0];
  await step(id, fpf, 1, 'issue notice').expect(200);
  expect((await mail(id, fpf, 2)).status).toBe(200);
  const money = async () => (await get(`/enforcement-cases/${id}/payments`, key).expect(200)).body;
  const pay = (amount: string) =>
    post(`/enforcement-cases/${id}/payments`, fpf, {
      ...{ id: randomUUID(), place: 1, amount, reference: 'CR-9', receivedOn: today() },
    });
  expect(await money()).toMatchObject({ lateSummaryOption: { amountCents: 10_100 } });
  // 0.1 % of 400000.00 for each of three days, and the fee: what was withheld is what is declared now, the days are those of the first filing.
  for (const _twice of [1, 2]) await hear(2, 'accepted', replaced);
  expect(await money()).toMatchObject({ lateSummaryOption: { amountCents: 130_000 } });
  await pay('101.00').expect(422);
  const decision = { decisionId: randomUUID(), refusal: 'It is liquidated' };
  await hear(3, 'deleted', null, { decision });
  expect(await money()).toMatchObject({ lateSummaryOption: { amountCents: 130_000 } });
  await hear(3, 'deleted', null);
  await hear(2, 'accepted', replaced);
  expect(await money()).toMatchObject({ lateSummaryOption: null });
  await pay('1300.00').expect(422);
  await hear(4, 'accepted', { ...late, dutyCents: 40_000_000, filedOn: '2026-11-30' });
  expect(await money()).toMatchObject({ lateSummaryOption: { amountCents: 410_000 } });
  const told = await bench.told(EnforcementAccountTold.type, accountSubject(accountId));
  expect(told.filter(({ about }) => about === 'reduced amount for a late summary').map(({ text }) => text)).toEqual([
    `Case ${caseNumber}: the entry summary was replaced: the claim is settled without a petition by USD 1300.00 now.`,
    `Case ${caseNumber}: the entry summary is not on file any more: there is no reduced amount until one is.`,
    `Case ${caseNumber}: the entry summary was filed again: the claim is settled without a petition by USD 4100.00 now.`,
  ]);
  const { body } = await get(`/enforcement-cases/${id}`, fpf).expect(200);
  expect(body.history.slice(-3).map((one: { step: string }) => one.step)).toEqual(
    Array.from({ length: 3 }, () => 'reduced amount changed'),
  );
  await pay('4100.00').expect(200);
  await hear(5, 'accepted', { ...replaced, dutyCents: 41_000_000 });
  expect(await money()).toMatchObject({ owedCents: 0, paidCents: 410_000, mitigatedCents: 410_000 });
});

test('goods without summary and duties open one case with the summary that is late, and the officer reads in it that the summary came', async () => {
  const { number, id: accountId } = await importerOf();
  const entry = { filerCode: 'B76', entryNumber: `7000003${entryCheckDigit('B76', '7000003')}` };
  const consumer = bench.service.app.get(OpeningEventsConsumer, { strict: false });
  const told = { ...DepositTold.example, ...entry, importerNumber: number } as DepositTold;
  const hear = (data: DepositTold) =>
    bench.handle((context) => consumer.deposits([received(DepositTold, entrySubject(entry), data)], context));
  const text = formatEntryNumber(entry.filerCode, entry.entryNumber);
  const found = async () => (await get(`/enforcement-cases?entry=${text}&limit=200`, fpf).expect(200)).body.cases;
  await hear(told);
  const late = { ...SummaryReported.example, ...entry, importerNumber: number, portOfEntry: '2704' } as SummaryReported;
  const filed = { ...late.filed!, timeliness: 'late' as const };
  await bench.handle((context) =>
    consumer.summaries([received(SummaryReported, entrySubject(entry), { ...late, filed })], context),
  );
  await hear({ ...told, step: 'summary filed', filedOn: '2026-11-23', timeliness: 'late' });
  const cases = await found();
  expect(cases).toMatchObject([{ openedOn: '2026-11-19', assessedCents: 2_500_000, state: 'opened' }]);
  const { body } = await get(`/enforcement-cases/${cases[0].id}`, fpf).expect(200);
  expect(body.parties).toMatchObject([{ accountId }, { role: 'surety', suretyCode: '001' }]);
  expect(body.history.map(({ step }: { step: string }) => step)).toEqual(['open', 'summary filed']);
  const again = order({ event: { kind: 'missing deposit', reference: text } });
  expect((await post('/enforcement-cases', fpf, again).expect(409)).body.detail).toContain(cases[0].number);
});

test('a movement in bond that did not arrive opens one case, by rule or by an officer; the same number of another carrier is another one', async () => {
  const carrier = await bench.open({ name: 'Maersk', scacs: ['MAEU'] }, [{ role: 'owner', name: 'N. Holm' }]);
  const other = await bench.open({ name: 'Line B', scacs: ['LINB'] }, [{ role: 'owner', name: 'O. Bell' }]);
  const consumer = bench.service.app.get(OpeningEventsConsumer, { strict: false });
  const movement = { ...InBondTold.example, movement: '700000006', inBondNumber: '700000006' } as InBondTold;
  const mine = { ...movement, accountId: carrier.id, bills: ['MAEU7000001', 'MAEU7000002'] };
  const theirs = { ...movement, accountId: other.id, carrierScac: 'LINB', bills: ['LINB7000001'] };
  const hear = (...told: InBondTold[]) =>
    bench.handle((context) =>
      consumer.movements(
        told.map((data) => received(InBondTold, billSubject(data.bills[0]!), data)),
        context,
      ),
    );
  await hear(mine, theirs);
  await hear({ ...theirs, step: 'arrived', arrivedOn: '2026-11-28' });
  const of = async (bill: string) => (await get(`/enforcement-cases?bill=${bill}`, fpf).expect(200)).body.cases;
  const [[first], [second]] = [await of('MAEU7000002'), await of('LINB7000001')];
  expect(first).toMatchObject({ openedOn: '2026-11-24', port: '2704', law: '19 USC 1623' });
  expect(second.id).not.toBe(first.id);
  const { body } = await get(`/enforcement-cases/${second.id}`, fpf).expect(200);
  expect(body.parties).toMatchObject([{ role: 'principal', name: 'Line B', accountId: other.id }]);
  expect(body.history.map(({ step }: { step: string }) => step)).toEqual(['open', 'movement arrived']);
  const again = order({ event: { kind: 'in-bond not arrived', reference: '700000006' } });
  expect((await post('/enforcement-cases', fpf, again).expect(409)).body.detail).toContain(first.number);
});

test('a case against an importer that has no account yet is that of the account which gets its number later', async () => {
  const [number, entry] = ['12-6999001', { filerCode: 'B76', entryNumber: '70000028' }];
  const data = {
    ...{ ...SummaryReported.example, ...entry, importerNumber: number },
    filed: { ...SummaryReported.example.filed, timeliness: 'late' },
  } as SummaryReported;
  const consumer = bench.service.app.get(OpeningEventsConsumer, { strict: false });
  await bench.handle((context) => consumer.summaries([received(SummaryReported, entrySubject(entry), data)], context));
  const find = async () => (await get('/enforcement-cases?entry=B76-7000002-8', fpf).expect(200)).body.cases[0];
  const { id, number: caseNumber } = await find();
  const principal = async () => (await get(`/enforcement-cases/${id}`, fpf).expect(200)).body.parties[0];
  expect(await principal()).toMatchObject({ name: 'importer of record', accountId: null });
  const told = async () => (await bench.told(EnforcementCaseChanged.type, enforcementCaseSubject(caseNumber))).at(-1);
  expect(await told()).toMatchObject({ holderId: null, accountIds: [] });
  const { id: accountId } = await bench.open({ importerNumbers: ['12-699900100'] }, [
    { role: 'owner', name: 'Maya Chen' },
  ]);
  expect(await principal()).toMatchObject({ accountId });
  expect((await get(`/enforcement-cases?account=${accountId}`, fpf).expect(200)).body.cases).toMatchObject([{ id }]);
  // Whoever keeps with whom a case is talked about hears of it.
  expect(await told()).toMatchObject({
    version: 2,
    step: 'party has an account',
    holderId: accountId,
    accountIds: [accountId],
  });
});

test('a surety that opens its account later, or has it already, is the party of its cases and sees them once it was given notice', async () => {
  const parties = [
    { role: 'principal', name: 'Harbor Truckers' },
    { role: 'surety', suretyCode: '036', bondNumber: '26B000036' },
  ];
  const { body: first } = await post('/enforcement-cases', fpf, order({ parties })).expect(201);
  await step(first.id, fpf, 1, 'issue notice').expect(200);
  await mail(first.id, fpf, 2);
  const { id: accountId, keys } = await bench.open({ suretyCodes: ['036'] }, [{ role: 'owner', name: 'Sue Ridge' }]);
  const { body: seen } = await get(`/enforcement-cases/${first.id}`, keys[0]!).expect(200);
  expect(seen.parties).toMatchObject([{ accountId: null }, { role: 'surety', accountId }]);
  const [told] = (await bench.told(EnforcementCaseChanged.type, enforcementCaseSubject(first.number))).slice(-1);
  expect(told).toMatchObject({ step: 'party has an account', holderId: accountId, toldToParties: true });
  const { body: second } = await post('/enforcement-cases', fpf, order({ parties })).expect(201);
  expect(second.parties[1]).toMatchObject({ accountId });
});

test('an account that joins its cases, or is merged, waits for who holds a case, and holds nothing that this one needs', async () => {
  const parties = [{ role: 'principal', importer: '12-6999003' }];
  const { body: opened } = await post('/enforcement-cases', fpf, order({ parties })).expect(201);
  const waits = async (): Promise<boolean> =>
    (
      await bench.source.query(
        `SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted AND a.datname = current_database()`,
      )
    ).length > 0;
  /** As a petition with a waiver does: the case first, then the party. */
  const holding = async (told: () => Promise<{ id: string }>): Promise<string> => {
    let joining: Promise<{ id: string }> | null = null;
    await bench.source.transaction(async (manager) => {
      await lockCase(manager, opened.id);
      joining = told();
      await eventually(waits);
      await manager.query(`UPDATE case_party SET address = 'Pier 9' WHERE case_id = $1`, [opened.id]);
    });
    return (await joining!).id;
  };
  const owner = [{ role: 'owner', name: 'Maya Chen' }] as const;
  const first = await holding(() => bench.open({ importerNumbers: ['12-699900300'] }, owner));
  const { id: next } = await bench.open({}, owner);
  await holding(() => bench.open({ accountId: first, version: 2, active: false, mergedInto: next }, []));
  const { body } = await get(`/enforcement-cases/${opened.id}`, fpf).expect(200);
  expect(body.parties).toMatchObject([{ accountId: next, address: 'Pier 9' }]);
});

test('a case finds the continuous bond of its importer after accounts were merged, and where the importer got its account after the bond', async () => {
  const consumer = bench.service.app.get(OpeningEventsConsumer, { strict: false });
  const tell = (change: object) => {
    const sureties = [{ role: 'surety', code: '001', liabilityDollars: null }];
    const days = { executedOn: '2026-01-05', effectiveOn: '2026-01-05' };
    const told = { ...BondChanged.example, type: '8', transaction: null, sureties, ...days, ...change };
    const data = told as unknown as BondChanged;
    return bench.handle((context) =>
      new BondsConsumer().take([received(BondChanged, bondSubject(data.number), data)], context),
    );
  };
  const bondOf = async (at: number, importerNumber: string): Promise<unknown> => {
    const body = `70002${at}`;
    const entry = { filerCode: 'B76', entryNumber: body + entryCheckDigit('B76', body) };
    const filed = { ...SummaryReported.example.filed!, timeliness: 'late' };
    const told = {
      ...SummaryReported.example,
      ...entry,
      importerNumber,
      portOfEntry: '2704',
      filed,
    } as SummaryReported;
    await bench.handle((context) =>
      consumer.summaries([received(SummaryReported, entrySubject(entry), told)], context),
    );
    const found = await get(`/enforcement-cases?entry=${formatEntryNumber('B76', entry.entryNumber)}`, fpf).expect(200);
    const { body: opened } = await get(`/enforcement-cases/${found.body.cases[0].id}`, fpf).expect(200);
    return opened.parties[1].bondNumber;
  };
  const principal = (number: string) => ({ idType: 'EI', number, name: null });
  // Told under the account of its principal, which is merged into another.
  const was = await importerOf();
  const is = await bench.open({}, [{ role: 'owner', name: 'Maya Chen' }]);
  await tell({ number: '268000031', principal: principal('12-699800100'), principalAccounts: [was.id, is.id] });
  await bench.open({ accountId: was.id, version: 2, active: false, mergedInto: is.id }, []);
  await bench.open({ accountId: is.id, version: 2, importerNumbers: [was.number] }, []);
  const [{ accounts }] = await bench.source.query(
    `SELECT principal_accounts AS accounts FROM bond_on_file WHERE bond_number = '268000031'`,
  );
  expect(accounts).toEqual([is.id]);
  expect(await bondOf(11, was.number)).toBe('268000031');
  // Told before its principal had an account.
  await tell({ number: '268000032', principal: principal('12-699800200'), principalAccounts: [] });
  expect(await bondOf(12, '12-6998002')).toBe('268000032');
  await bench.open({ importerNumbers: ['12-6998002', '12-6998003'] }, [{ role: 'owner', name: 'Maya Chen' }]);
  expect(await bondOf(13, '12-6998003')).toBe('268000032');
  // What a bond is for may change with it.
  const transaction = { type: '1', id: `B767000214${entryCheckDigit('B76', '7000214')}`, entryType: '01' };
  await tell({ number: '268000033', version: 1, type: '9', principalAccounts: [] });
  await tell({ number: '268000033', version: 2, type: '9', principalAccounts: [], transaction });
  expect(await bondOf(14, '12-6998009')).toBe('268000033');
});

test("a Center's referral that an officer accepted opens a case, once, and the Center is told its number", async () => {
  const referral = { ...EnforcementReferred.example, referralId: randomUUID() } as EnforcementReferred;
  const consumer = bench.service.app.get(ReferralsConsumer, { strict: false });
  const hear = () =>
    bench.handle((context) =>
      consumer.take([received(EnforcementReferred, referralSubject(referral.referralId), referral)], context),
    );
  await hear();
  await hear();
  const center = await bench.office('Center specialist', 'D. Nakamura', [], 'CEE009');
  const { body } = await get('/enforcement-cases?kind=seizure', center).expect(200);
  const [opened] = body.cases.filter(({ subject }: { subject: string }) => subject === referral.caseSubject);
  expect(opened).toMatchObject({ law: '19 USC 1526', port: '2704', centerId: 'CEE009' });
  const told = await bench.told(EnforcementCaseChanged.type, enforcementCaseSubject(opened.number));
  expect(told).toMatchObject([{ referralId: referral.referralId, state: 'opened' }]);
});

test('the work list goes on page by page, the one first whose limitation ends first', async () => {
  const limits: string[] = [];
  let after = '';
  do {
    const { body } = await get(
      `/enforcement-cases?port=2704&limit=3${after && `&afterCase=${encodeURIComponent(after)}`}`,
      fpf,
    ).expect(200);
    limits.push(...body.cases.map(({ limitationOn, id }: any) => `${limitationOn} ${id}`));
    after = body.next ?? '';
  } while (after);
  expect(limits).toEqual([...new Set(limits)].sort());
  expect(limits.length).toBeGreaterThan(5);
});
