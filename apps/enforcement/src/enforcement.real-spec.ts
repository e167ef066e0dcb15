import { randomUUID } from 'node:crypto';
import {
  accountSubject,
  EnforcementAccountTold,
  EnforcementCaseChanged,
  enforcementCaseSubject,
  EnforcementInteractionRecorded,
  EnforcementReferred,
  entrySubject,
  referralSubject,
  SummaryReported,
} from '#contracts';
import { portLocalDate } from '#reference';
import { received } from '../../../test/support/handler-bench';
import { enforcementBench, type EnforcementBench } from './enforcement.fixture';
import { OpeningEventsConsumer } from './events/opening-events.consumer';
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
  const { id } = (await post('/enforcement-cases', fpf, penalty).expect(201)).body;
  expect((await step(id, fpf, 1, 'issue notice').expect(409)).body.detail).toContain('19 CFR 162.77');
  expect((await step(id, fpf, 1, 'issue pre-penalty notice').expect(422)).body.errors[0].at).toBe('/amount');
  expect((await step(id, fpf, 1, 'issue pre-penalty notice', '9000.005').expect(422)).body.errors).toEqual([
    { at: '/amount', text: "'9000.005' has more than two decimals: there is nothing below a cent" },
  ]);
  await step(id, fpf, 1, 'issue pre-penalty notice', '9000.00').expect(200);
  await step(id, fpf, 2, 'issue notice').expect(200);
  const { body: noticed } = await get(`/enforcement-cases/${id}`, fpf).expect(200);
  expect(noticed).toMatchObject({ state: 'noticed', owedCents: 900_000, entries: ['B76-0324527-8'] });
  expect((await step(id, fpf, 3, 'decide').expect(422)).body.errors[0].at).toMatch(/step/);
  expect((await get('/enforcement-cases?entry=B76-0324527-8', fpf).expect(200)).body.cases).toMatchObject([{ id }]);
});

test('seized property has a chain without a gap, and a seal or count that differs is told', async () => {
  const { id } = (await post('/enforcement-cases', fpf, seizure()).expect(201)).body;
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
  const next = (place: number, changes: object = {}) =>
    post(`${path}/${property.id}/custody`, officer, { hand: place, ...hand(changes) });
  expect((await next(3).expect(422)).body.errors[0]).toEqual({ at: '/hand', text: 'leaves a gap: the next is 2' });
  expect((await next(2, { handedBy: 'R. Vance' }).expect(422)).body.errors).toEqual([
    { at: '/handedBy', text: 'has it not: K. Osei has' },
  ]);
  await next(2).expect(200);
  await next(2).expect(200);
  await next(2, { takenBy: 'Somebody else' }).expect(409);
  const { body } = await next(3, {
    ...{ handedBy: 'Vault clerk M. Ruiz', takenBy: 'Laboratory', sealFound: 'SL-0043', pieces: 398 },
    at: '2026-03-03T15:00:00Z',
  }).expect(200);
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
      { role: 'surety', suretyCode: '001' },
    ],
  });
  const [told] = await bench.told(EnforcementCaseChanged.type, enforcementCaseSubject(opened.number));
  expect(EnforcementCaseChanged.faultOf(told)).toBeNull();
  expect(told).toMatchObject({ step: 'open', toldToParties: false, entries: ['B7670000010'], accountIds: [accountId] });
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
  const { id } = await find();
  const principal = async () => (await get(`/enforcement-cases/${id}`, fpf).expect(200)).body.parties[0];
  expect(await principal()).toMatchObject({ name: 'importer of record', accountId: null });
  const { id: accountId } = await bench.open({ importerNumbers: ['12-699900100'] }, [
    { role: 'owner', name: 'Maya Chen' },
  ]);
  expect(await principal()).toMatchObject({ accountId });
  expect((await get(`/enforcement-cases?account=${accountId}`, fpf).expect(200)).body.cases).toMatchObject([{ id }]);
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
