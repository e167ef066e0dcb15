import { randomUUID } from 'node:crypto';
import {
  type AccountChanged,
  accountSubject,
  billSubject,
  CeeAccountTold,
  CeeInteractionRecorded,
  EnforcementCaseChanged,
  enforcementCaseSubject,
  EnforcementReferred,
  entrySubject,
  HoldAnswered,
  HoldRequested,
  LiquidationChanged,
  referralSubject,
  SummaryReported,
} from '#contracts';
import { addDays } from '#kernel';
import { UnitOfWork } from '#messaging';
import { dueOf } from '#reference';
import { eventually } from '../../../../test/support';
import { received } from '../../../../test/support/handler-bench';
import { ceeBench, type CeeBench, importerNumber } from '../cee.fixture';
import { LiquidationConsumer } from '../liquidation/liquidation.consumer';
import { dayAt } from '../days/customs-days';
import { SummaryWorkConsumer } from '../work/summary-work.consumer';
import { CenterCases } from './center-cases';
import { ReferralsAnsweredConsumer } from './referrals-answered.consumer';

let bench: CeeBench;
let director: string;
let specialist: string;
let headquarters: string;
let officer: string;
beforeAll(async () => {
  bench = await ceeBench({ ADDRESS_REQUESTS_PER_SECOND: '100000', ACCOUNT_REQUESTS_PER_SECOND: '100000' });
  director = await bench.office('Center director', 'A. Novak', 'CEE009');
  specialist = await bench.office('Center specialist', 'D. Nakamura', 'CEE009');
  headquarters = await bench.office('headquarters', 'J. Whitfield');
  const id = randomUUID();
  const port = await bench.open(
    { accountId: id, name: 'CBP 2704', kinds: ['officer'], ports: ['2704'] } as Partial<AccountChanged>,
    [{ role: 'officer', name: 'K. Osei' }],
  );
  await bench.source.query(
    `UPDATE account SET data = jsonb_set(data, '{people,0,ports}', '["2704"]'::jsonb) WHERE id = $1`,
    [id],
  );
  officer = port.keys[0]!;
});
afterAll(() => bench?.close());

const post = (path: string, key: string, body: object) => bench.call('post', path, key, body);
/** Of Los Angeles, where the goods of these cases are. */
const today = dayAt('2704', new Date());
let serial = 0;
/** Entries of an importer that the Centers know. */
const entriesOf = async (importer: string, count: number): Promise<string[]> => {
  const reports = Array.from({ length: count }, (): SummaryReported => {
    const entryNumber = String(70_000_000 + ++serial);
    return { ...SummaryReported.example, filerCode: 'B76', entryNumber, importerNumber: importer };
  });
  await bench.handle((context) =>
    new SummaryWorkConsumer().take(
      reports.map((data) => received(SummaryReported, entrySubject(data), data)),
      context,
    ),
  );
  return reports.map(({ entryNumber }) => `B76-${entryNumber.slice(0, 7)}-${entryNumber.slice(7)}`);
};
const alleger = () =>
  bench.open({ name: 'American Plastics Union', importerNumbers: [] } as Partial<AccountChanged>, [
    { role: 'owner', name: 'Rosa Klein' },
    { role: 'machine', name: 'Rosa Klein' },
  ]);
const allegation = (importer: string, changes: object = {}) => ({
  ...{ id: randomUUID(), subject: 'Kitchenware of plastics', facts: 'Sent by way of a third country.' },
  ...{ headings: ['3924'], importer, importerName: 'Pacific Home Goods', interest: 'producer of the same goods' },
  ...{ contact: 'R. Klein, 1 Union Sq, Dayton OH, r.klein@union.example', orderNumbers: ['A-570-900'] },
  ...{ evidence: 'Price lists and photographs of the plant.', certified: true, ...changes },
});
const step = (id: string, key: string, name: string, entries?: string[]) =>
  post(`/center-cases/${id}/steps`, key, { step: name, why: `Because of ${name}`, ...(entries && { entries }) });

test('evasion from allegation to determination: interim measures suspend entries under code 65, no evasion ends that, and the entry service has the last word', async () => {
  const importer = importerNumber();
  const accused = await bench.open({ importerNumbers: [importer] } as Partial<AccountChanged>, [
    { role: 'owner', name: 'Maya Chen' },
  ]);
  const { id: union, keys } = await alleger();
  const order = allegation(importer);
  await post(`/accounts/${union}/allegations`, keys[0]!, order).expect(201);
  await post(`/accounts/${union}/allegations`, keys[0]!, order).expect(200);
  const { id } = order;
  const { body: opened } = await bench.call('get', `/center-cases/${id}`, specialist).expect(200);
  expect(opened).toMatchObject({
    ...{ kind: 'evasion', centerId: 'CEE009', state: 'alleged', openedBy: 'an interested party', alleged: true },
    clocks: [
      { clock: 'decision on an allegation', rule: '19 U.S.C. 1517(b)(1); 19 CFR 165.15(b)', unit: 'working days' },
    ],
  });
  // A case says to each what they may do with it: a specialist decides on none.
  expect(opened.steps).toEqual([]);
  expect((await bench.call('get', `/center-cases/${id}`, director).expect(200)).body.steps).toEqual([
    'initiate',
    'decline',
  ]);
  await step(id, specialist, 'initiate').expect(403);
  expect((await step(id, director, 'initiate').expect(200)).body.clocks).toHaveLength(2);
  await step(id, director, 'initiate').expect(200);
  await post(`/center-cases/${id}/steps`, director, { step: 'initiate', why: 'Once more' }).expect(409);
  await post(`/accounts/${union}/allegations/${id}/withdrawal`, keys[0]!, { why: 'Settled' }).expect(409);

  const entries = await entriesOf(importer, 2);
  const [strange] = await entriesOf(importerNumber(), 1);
  const refused = await step(id, director, 'take interim measures', [...entries, strange!]).expect(422);
  expect(refused.body.errors).toEqual([
    { at: '/entries/2', text: "is no entry of the case's importer that the Centers know" },
  ]);
  const { body: measured } = await step(id, director, 'take interim measures', entries).expect(200);
  expect(measured).toMatchObject({
    state: 'interim measures',
    entries: entries.map((entryNumber) => ({ entryNumber, suspended: true, outcome: 'waits' })),
  });
  const ordered = (entry: string): Promise<any[]> =>
    bench.source.query(
      `SELECT id, "order", code, basis, reference, filer_code AS "filerCode", entry_number AS "entryNumber" FROM liquidation_order
       WHERE filer_code || entry_number = $1 ORDER BY ordered_at`,
      [entry.replaceAll('-', '')],
    );
  const [suspension] = await ordered(entries[0]!);
  expect(suspension).toMatchObject({ order: 'suspend', code: '65', basis: 'evasion case', reference: opened.number });
  await bench.handle((context) =>
    bench.service.app.get(LiquidationConsumer, { strict: false }).take(
      [
        received(LiquidationChanged, entrySubject(suspension), {
          ...LiquidationChanged.example,
          ...{ filerCode: suspension.filerCode, entryNumber: suspension.entryNumber },
          order: { orderId: suspension.id, refusal: 'ENTRY IS LIQUIDATED' },
        }),
      ],
      context,
    ),
  );
  const { body: after } = await bench.call('get', `/center-cases/${id}`, director).expect(200);
  expect(after.entries[0]).toMatchObject({ outcome: 'refused', refusal: 'ENTRY IS LIQUIDATED', suspended: false });
  // Named again it is ordered again.
  const covered = await post(`/center-cases/${id}/steps`, director, {
    ...{ step: 'cover more entries', why: 'The liquidation was set aside', entries: [entries[0]] },
  }).expect(200);
  expect(covered.body.entries[0]).toMatchObject({ outcome: 'waits', suspended: true });
  expect((await ordered(entries[0]!)).map(({ order: name }) => name)).toEqual(['suspend', 'suspend']);
  // A review has no determination to look at yet, which is said.
  await step(id, headquarters, 'begin review').expect(409);
  // Another case covers the second entry too: nothing is ordered twice, and its suspension outlasts this case.
  const second = allegation(importer);
  await post(`/accounts/${union}/allegations`, keys[0]!, second).expect(201);
  await step(second.id, director, 'initiate').expect(200);
  const { body: both } = await step(second.id, director, 'take interim measures', [entries[1]!]).expect(200);
  expect(both.entries).toMatchObject([{ entryNumber: entries[1], suspended: true }]);
  expect(await ordered(entries[1]!)).toHaveLength(1);

  await step(id, director, 'extend').expect(200);
  await post(`/center-cases/${id}/steps`, director, { step: 'extend', why: 'Again' }).expect(409);
  const { body: done } = await step(id, director, 'determine no evasion').expect(200);
  expect(done.entries.map(({ suspended }: any) => suspended)).toEqual([false, false]);
  expect((await ordered(entries[1]!)).map(({ order: name }) => name)).toEqual(['suspend']);
  await step(second.id, director, 'determine no evasion').expect(200);
  expect((await ordered(entries[1]!)).map(({ order: name }) => name)).toEqual(['suspend', 'end suspension']);
  expect((await step(id, director, 'close').expect(409)).body.detail).toContain('A review may still be asked for');
  await step(id, director, 'begin review').expect(403);
  await step(id, headquarters, 'begin review').expect(200);
  const { body: reversed } = await step(id, headquarters, 'reverse', entries).expect(200);
  expect(reversed.entries.map(({ suspended }: any) => suspended)).toEqual([true, true]);

  const log = (await bench.told(CeeInteractionRecorded.type, accountSubject(accused.id))) as CeeInteractionRecorded[];
  expect(log.map(({ disposition }) => disposition)).toEqual([
    'take interim measures',
    'cover more entries',
    'take interim measures',
    'extend',
    'determine no evasion',
    'determine no evasion',
    'begin review',
    'reverse',
  ]);
});

test('more entries are covered call after call, also where the reason is the same, and none is ordered twice', async () => {
  const importer = importerNumber();
  const { id: union, keys } = await alleger();
  const order = allegation(importer);
  await post(`/accounts/${union}/allegations`, keys[0]!, order).expect(201);
  await step(order.id, director, 'initiate').expect(200);
  const entries = await entriesOf(importer, 3);
  await step(order.id, director, 'take interim measures', [entries[0]!]).expect(200);
  const cover = (entry: string) =>
    post(`/center-cases/${order.id}/steps`, director, {
      ...{ step: 'cover more entries', why: 'Same manufacturer', entries: [entry] },
    }).expect(200);
  for (const entry of [entries[1]!, entries[2]!, entries[2]!]) await cover(entry);
  const { body } = await bench.call('get', `/center-cases/${order.id}`, director).expect(200);
  expect(body.entries.map(({ entryNumber, suspended }: any) => [entryNumber, suspended]).sort()).toEqual(
    entries.map((entry) => [entry, true]).sort(),
  );
  const [{ orders }] = await bench.source.query(
    `SELECT count(*)::int AS orders FROM liquidation_order WHERE filer_code || entry_number = ANY($1)`,
    [entries.map((entry) => entry.replaceAll('-', ''))],
  );
  expect(orders).toBe(3);
});

test('who alleged is known to who works on the case and to nobody else: not to the accused, other Centers, ports, auditors, nor to any log', async () => {
  const importer = importerNumber();
  const accused = await bench.open({ importerNumbers: [importer] } as Partial<AccountChanged>, [
    { role: 'owner', name: 'Maya Chen' },
  ]);
  const { id: union, keys } = await alleger();
  const order = allegation(importer);
  await post(`/accounts/${union}/allegations`, keys[0]!, order).expect(201);
  const path = `/center-cases/${order.id}/alleger`;
  expect((await bench.call('get', path, specialist).expect(200)).body).toMatchObject({
    ...{ name: 'American Plastics Union', interest: 'producer of the same goods', orderNumbers: ['A-570-900'] },
  });
  await bench.call('get', path, headquarters).expect(200);
  await bench.call('get', path, await bench.office('Center specialist', 'Other', 'CEE007')).expect(403);
  await bench.call('get', `/center-cases/${order.id}`, await bench.office('team lead', 'Other', 'CEE007')).expect(403);
  for (const role of ['auditor', 'FP&F officer', 'account manager'] as const)
    await bench.call('get', path, await bench.office(role, role)).expect(403);
  await bench.call('get', path, officer).expect(403);
  await bench.call('get', path, accused.keys[0]!).expect(403);
  await bench.call('get', `/center-cases/${order.id}`, accused.keys[0]!).expect(403);
  await bench.call('get', `/accounts/${union}/allegations`, accused.keys[0]!).expect(404);
  await bench.call('get', `/accounts/${union}/allegations`, specialist).expect(403);
  await post(`/accounts/${union}/allegations/${order.id}/withdrawal`, accused.keys[0]!, { why: 'No' }).expect(404);

  await step(order.id, director, 'initiate').expect(200);
  const [entry] = await entriesOf(importer, 1);
  await step(order.id, director, 'take interim measures', [entry!]).expect(200);
  const secret = /American Plastics|Klein|union\.example/;
  for (const key of [await bench.office('auditor', 'P. Auditor'), director, headquarters]) {
    const { text } = await bench.call('get', `/center-cases/${order.id}`, key).expect(200);
    expect(text).not.toMatch(secret);
  }
  const outbox: { data: string }[] = await bench.source.query('SELECT data FROM outbox WHERE data::text ~ $1', [
    order.id,
  ]);
  for (const { data } of outbox) expect(data).not.toMatch(secret);
  const log = await bench.told(CeeInteractionRecorded.type, accountSubject(union));
  expect(log).toEqual([]);
  const { body: own } = await bench.call('get', `/accounts/${union}/allegations`, keys[0]!).expect(200);
  expect(own.allegations).toMatchObject([{ id: order.id, state: 'interim measures' }]);
});

test('an allegation without what 19 CFR 165.11 asks for is told each of it by its field, and one nobody decided on is withdrawn', async () => {
  const { id, keys } = await alleger();
  const wrong = await post(`/accounts/${id}/allegations`, keys[0]!, {
    id: randomUUID(),
    headings: [],
    certified: false,
  }).expect(422);
  const fields = new Set<string>(wrong.body.errors.map(({ at }: { at: string }) => at));
  expect([...fields].sort()).toEqual(
    [
      '/certified',
      '/contact',
      '/evidence',
      '/facts',
      '/headings',
      '/importerName',
      '/interest',
      '/orderNumbers',
      '/subject',
    ].sort(),
  );
  const nobodys = await post(
    `/accounts/${id}/allegations`,
    keys[0]!,
    allegation(importerNumber(), { headings: ['9999'] }),
  ).expect(422);
  expect(nobodys.body.errors).toEqual([{ at: '/headings/0', text: 'is in the scope of no Center' }]);
  const order = allegation(importerNumber());
  await post(`/accounts/${id}/allegations`, keys[0]!, order).expect(201);
  await post(`/accounts/${id}/allegations`, keys[0]!, { ...order, evidence: 'Other' }).expect(409);
  const path = `/accounts/${id}/allegations/${order.id}/withdrawal`;
  const { body } = await post(path, keys[0]!, { why: 'Settled' }).expect(200);
  expect(body.allegations).toMatchObject([{ state: 'withdrawn' }]);
  await post(path, keys[0]!, { why: 'Settled' }).expect(200);
  await step(order.id, director, 'initiate').expect(409);
});

const mark = (changes: object = {}) => ({
  ...{ registration: `TMK 26-${String(++serial).padStart(5, '0')}`, kind: 'trademark', mark: 'FINE TIME' },
  ...{ headings: ['3924'], ownerName: 'Fine Time SA', ownerContact: 'legal@fine-time.example' },
  ...{ from: '2020-01-01', to: '2040-01-01', ...changes },
});
const propertyCase = (registration: string, changes: object = {}) => ({
  ...{ id: randomUUID(), kind: 'intellectual property', subject: 'Watches', facts: 'They bear the mark.' },
  ...{ headings: ['3924'], registration, port: '2704', presentedOn: today, ...changes },
});

test("goods that bear a recorded mark: the owner's notices tell what may be told by then, and a mark that is not recorded is refused", async () => {
  const recorded = mark();
  await post('/recorded-marks', specialist, recorded).expect(403);
  await post('/recorded-marks', director, recorded).expect(200);
  await post('/recorded-marks', director, { ...recorded, to: '2041-01-01' }).expect(200);
  await post('/recorded-marks', director, { ...recorded, mark: 'Another' }).expect(409);
  const { body: list } = await bench.call('get', '/recorded-marks?heading=3924', officer).expect(200);
  expect(list.marks).toContainEqual(expect.objectContaining({ registration: recorded.registration, to: '2041-01-01' }));
  const ownerName = `Sea Clock ${randomUUID()} Ltd`;
  const [clock, dial] = [mark({ ownerName, mark: 'SEA CLOCK' }), mark({ ownerName, mark: 'SEA DIAL', headings: [] })];
  for (const one of [clock, dial]) await post('/recorded-marks', director, one).expect(200);
  const words = encodeURIComponent(ownerName.toUpperCase());
  const { body: page } = await bench.call('get', `/recorded-marks?q=${words}&limit=1`, officer).expect(200);
  expect(page).toMatchObject({ marks: [{ mark: 'SEA CLOCK' }], next: clock.registration });
  const after = encodeURIComponent(page.next);
  const { body: rest } = await bench.call('get', `/recorded-marks?q=${words}&after=${after}`, officer).expect(200);
  expect(rest).toMatchObject({ marks: [{ mark: 'SEA DIAL' }], next: null });
  const over = mark({ to: '2020-12-31' });
  await post('/recorded-marks', director, over).expect(200);
  const refused = await post('/center-cases', specialist, propertyCase(over.registration)).expect(422);
  expect(refused.body.errors[0]).toMatchObject({ at: '/registration', text: expect.stringContaining('not recorded') });

  const wanted = propertyCase(recorded.registration);
  await post('/center-cases', specialist, { ...wanted, center: 'CEE007' }).expect(403);
  const { body: opened } = await post('/center-cases', specialist, wanted).expect(201);
  await post('/center-cases', specialist, wanted).expect(200);
  expect([opened.openedBy, opened.clocks[0].clock]).toEqual(['D. Nakamura', 'decision to detain']);
  const notice = (kind: string) => ({
    ...{ id: randomUUID(), kind },
    goods: {
      ...{ dateOfImportation: '2026-11-18', portOfEntry: '2704', description: 'Watches', quantity: '1200 PCS' },
      ...{ countryOfOrigin: 'CN', manufacturer: 'Shenzhen Fine Works', importer: 'J. Doe' },
    },
  });
  const path = `/center-cases/${wanted.id}/notices`;
  await post(path, specialist, notice('detention')).expect(409);
  await step(wanted.id, specialist, 'detain').expect(200);
  const detention = notice('detention');
  const { body: first } = await post(path, specialist, detention).expect(200);
  expect((await post(path, specialist, detention).expect(200)).body).toEqual(first);
  expect(first).toMatchObject({
    ownerContact: 'legal@fine-time.example',
    disclosure: { rule: expect.stringContaining('133.21') },
  });
  expect(JSON.stringify(first)).not.toContain('Shenzhen');
  await step(wanted.id, specialist, 'seize').expect(403);
  await step(wanted.id, director, 'seize').expect(200);
  const { body: second } = await post(path, specialist, notice('seizure')).expect(200);
  expect(second.disclosure.told).toMatchObject({ manufacturer: 'Shenzhen Fine Works', importer: 'J. Doe' });
  const { body: all } = await bench.call('get', path, director).expect(200);
  expect(all.notices).toHaveLength(2);
});

test('a case is referred to a port: its officer accepts, the manifest service places the hold or says why not; nobody of another port answers', async () => {
  const recorded = mark();
  await post('/recorded-marks', director, recorded).expect(200);
  const wanted = propertyCase(recorded.registration);
  await post('/center-cases', specialist, wanted).expect(201);
  const referral = (changes: object = {}) => ({
    ...{ id: randomUUID(), kind: 'hold', port: '2704', target: `MAEU26${String(++serial).padStart(7, '0')}` },
    ...{ holdCode: '1H', reason: 'Goods that bear a recorded mark', ...changes },
  });
  const path = `/center-cases/${wanted.id}/referrals`;
  const hold = referral();
  await post(path, specialist, referral({ holdCode: null })).expect(422);
  await post(path, specialist, referral({ port: '9998' })).expect(422);
  await post(path, specialist, hold).expect(200);
  await post(path, specialist, hold).expect(200);
  const otherwise = await post(path, specialist, { ...hold, holdCode: '2H', reason: 'Another' }).expect(409);
  expect(otherwise.body.errors.map(({ at }: { at: string }) => at)).toEqual(['/id', '/holdCode', '/reason']);
  const { body: mine } = await bench.call('get', '/case-referrals?state=made', officer).expect(200);
  expect(mine.referrals).toMatchObject([{ id: hold.id, state: 'made', centerId: 'CEE009' }]);
  const elsewhere = await bench.office('officer', 'L. Elsewhere');
  const answer = { accept: true, why: 'We hold it' };
  await post(`/case-referrals/${hold.id}/answer`, elsewhere, answer).expect(403);
  await post(`/case-referrals/${hold.id}/answer`, specialist, answer).expect(403);
  expect((await post(`/case-referrals/${hold.id}/answer`, officer, answer).expect(200)).body.state).toBe('accepted');
  await post(`/case-referrals/${hold.id}/answer`, officer, answer).expect(200);
  await post(`/case-referrals/${hold.id}/answer`, officer, { accept: false, why: 'No' }).expect(409);
  const [asked] = (await bench.told(HoldRequested.type, billSubject(hold.target))) as HoldRequested[];
  expect(asked).toMatchObject({ requestId: hold.id, officer: 'K. Osei', officerPorts: ['2704'], holdCode: '1H' });
  expect(HoldRequested.faultOf(asked!)).toBeNull();
  const answered = (id: string, billKey: string, refusal: string | null) =>
    bench.handle((context) =>
      bench.service.app
        .get(ReferralsAnsweredConsumer, { strict: false })
        .take(
          [received(HoldAnswered, billSubject(billKey), { ...HoldAnswered.example, requestId: id, billKey, refusal })],
          context,
        ),
    );
  await answered(hold.id, hold.target, 'BILL NOT ON FILE');
  await answered(hold.id, hold.target, null);
  const { body: told } = await bench.call('get', `/case-referrals?caseId=${wanted.id}`, specialist).expect(200);
  expect(told.referrals).toMatchObject([{ state: 'refused', answer: 'BILL NOT ON FILE' }]);

  const exam = referral({ kind: 'exam', target: 'B76-0324527-8', holdCode: null });
  await post(path, specialist, exam).expect(200);
  const done = await post(`/case-referrals/${exam.id}/answer`, officer, { accept: true, why: 'Intensive exam' });
  expect([done.status, done.body.state]).toEqual([200, 'done']);
  const answers = await Promise.all(
    [true, false].map(async (accept) => {
      const other = referral({ kind: 'enforcement', target: 'Pacific Home Goods', holdCode: null });
      await post(path, specialist, other).expect(200);
      return post(`/case-referrals/${other.id}/answer`, officer, { accept, why: 'Looked at' });
    }),
  );
  expect(answers.map(({ body }) => body.state)).toEqual(['accepted', 'declined']);
  const referralId = answers[0]!.body.id;
  const referred = await bench.told(EnforcementReferred.type, referralSubject(referralId));
  expect(referred.map((message) => EnforcementReferred.faultOf(message))).toEqual([null]);
  expect(referred).toMatchObject([{ referralId, target: 'Pacific Home Goods', officer: 'K. Osei' }]);
  const hear = (version: number, state: string) => {
    const data = { ...EnforcementCaseChanged.example, referralId, version, state };
    return bench.handle((context) =>
      bench.service.app
        .get(ReferralsAnsweredConsumer, { strict: false })
        .cases([received(EnforcementCaseChanged, enforcementCaseSubject(data.number), data)], context),
    );
  };
  await hear(2, 'noticed');
  await hear(1, 'opened');
  const { body: after } = await bench.call('get', '/case-referrals?state=done', officer).expect(200);
  expect(after.referrals.find(({ id }: { id: string }) => id === referralId)).toMatchObject({
    ...{ state: 'done', enforcementCase: 'FP-26-000017', enforcementState: 'noticed' },
  });
});

test('of two steps at the same instant one counts', async () => {
  const wanted = {
    ...{ id: randomUUID(), kind: 'import safety', subject: 'Toys with lead paint', facts: 'Found by a laboratory.' },
    ...{ headings: ['3924'], port: '2704', presentedOn: today },
  };
  await post('/center-cases', specialist, wanted).expect(201);
  const foreign = await bench.office('Center director', 'R. Vogel', 'CEE007');
  await step(wanted.id, foreign, 'detain').expect(403);
  await post(`/center-cases/${wanted.id}/referrals`, foreign, {
    ...{ id: randomUUID(), kind: 'exam', port: '2704', target: 'B76-0324527-8', reason: 'Lead' },
  }).expect(403);
  await step(wanted.id, specialist, 'detain').expect(200);
  const answers = await Promise.all([
    step(wanted.id, specialist, 'admit'),
    step(wanted.id, director, 'refuse admission'),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  await eventually(async () => {
    const { body } = await bench.call('get', '/center-cases?kind=import safety', specialist).expect(200);
    expect(body.cases[0]).toMatchObject({ id: wanted.id, clocks: expect.any(Array) });
    expect(Object.keys(body.cases[0])).not.toEqual(expect.arrayContaining([expect.stringMatching(/entries|history/)]));
    const { body: one } = await bench.call('get', `/center-cases/${wanted.id}`, specialist).expect(200);
    expect(one.history).toHaveLength(3);
  });
});

test('detained goods on which nobody decides in 30 days are deemed excluded, on their day, with the last day for a protest told; restricted ones and those of other agencies are not', async () => {
  const importer = importerNumber();
  const { id: account } = await bench.open({ importerNumbers: [importer] } as Partial<AccountChanged>, [
    { role: 'owner', name: 'Maya Chen' },
  ]);
  const opened = async (changes: object = {}) => {
    const wanted = {
      ...{ id: randomUUID(), kind: 'import safety', subject: 'Toys with lead paint', facts: 'Found by a laboratory.' },
      ...{ headings: ['3924'], port: '2704', importer, presentedOn: today, ...changes },
    };
    const { body } = await post('/center-cases', specialist, wanted).expect(201);
    return { id: wanted.id, number: body.number as string };
  };
  const act = (): Promise<unknown> =>
    bench.source.transaction(async (manager) => {
      const unit = new UnitOfWork(manager, 4);
      await bench.service.app.get(CenterCases).letLawAct(unit);
      await unit.flush();
    });
  const one = async (id: string) => (await bench.call('get', `/center-cases/${id}`, specialist).expect(200)).body;
  /** As if the goods had been presented so many days ago. */
  const presented = (id: string, day: string) =>
    bench.source.query(
      `UPDATE center_case SET presented_on = $2, law_from = CASE WHEN law_from IS NULL THEN NULL ELSE $2::date + 1 END WHERE id = $1`,
      [id, day],
    );
  await post('/center-cases', specialist, {
    ...{ id: randomUUID(), kind: 'import safety', subject: 'Toys', facts: 'Lead', headings: ['3924'] },
    ...{ port: '2704', presentedOn: addDays(today, 1) },
  }).expect(422);
  const toys = await opened();
  await step(toys.id, specialist, 'detain').expect(200);
  for (const name of ['not decided in time', 'not released in time']) await step(toys.id, specialist, name).expect(422);
  const lastDay = addDays(today, 30);
  await presented(toys.id, addDays(today, -30));
  await act();
  expect((await one(toys.id)).state).toBe('detained');
  // By the clock of the port where the goods are: one is hours before the other, headquarters between them.
  const [sanJuan, honolulu] = [dayAt('4909', new Date()), dayAt('3201', new Date())];
  const [inSanJuan, inHonolulu] = [
    await opened({ port: '4909', presentedOn: sanJuan, importer: null }),
    await opened({ port: '3201', presentedOn: honolulu, importer: null }),
  ];
  for (const { id } of [inSanJuan, inHonolulu]) await step(id, specialist, 'detain').expect(200);
  await presented(inSanJuan.id, addDays(sanJuan, -31));
  await presented(inHonolulu.id, addDays(honolulu, -30));
  await act();
  expect((await one(inSanJuan.id)).state).toBe('deemed excluded');
  expect(await one(inHonolulu.id)).toMatchObject({
    state: 'detained',
    clocks: expect.arrayContaining([
      expect.objectContaining({ clock: 'admissibility of detained goods', daysLeft: 0 }),
    ]),
  });
  await presented(toys.id, addDays(today, -31));
  await act();
  await act();
  const excluded = await one(toys.id);
  const protestUntil = dueOf('protest', { start: today }).dueDate;
  expect(excluded).toMatchObject({
    ...{ state: 'deemed excluded', clocks: [{ clock: 'protest', startedOn: today, dueDate: protestUntil }] },
  });
  expect(excluded.history.map(({ event, by }: any) => [event, by])).toEqual([
    ['opened', 'D. Nakamura'],
    ['detain', 'D. Nakamura'],
    ['not decided in time', 'the platform, by law'],
  ]);
  const told = (await bench.told(CeeAccountTold.type, accountSubject(account))) as CeeAccountTold[];
  expect(told.map((data) => CeeAccountTold.faultOf(data))).toEqual([null, null]);
  expect(told.map(({ items }) => items[0])).toMatchObject([
    { reference: toys.number, dueDate: lastDay, text: expect.stringContaining('the goods are deemed excluded') },
    { reference: toys.number, dueDate: protestUntil, text: expect.stringContaining(`deemed excluded since ${today}`) },
  ]);
  // A protest that is approved lets them in.
  expect((await step(toys.id, specialist, 'admit').expect(200)).body.state).toBe('admitted');

  // Nobody looked for weeks, and somebody decides before the platform does: what the law did is so first, each on its day.
  const late = await opened();
  await presented(late.id, addDays(today, -60));
  await step(late.id, specialist, 'refuse admission').expect(409);
  expect((await step(late.id, specialist, 'admit').expect(200)).body.history.map(({ event }: any) => event)).toEqual([
    ...['opened', 'not released in time', 'not decided in time', 'admit'],
  ]);

  const recorded = mark();
  await post('/recorded-marks', director, recorded).expect(200);
  const gray = await opened({ kind: 'intellectual property', registration: recorded.registration, restricted: true });
  const others = await opened({ agency: 'CPS' });
  for (const { id } of [gray, others]) {
    await step(id, specialist, 'detain').expect(200);
    await presented(id, addDays(today, -60));
  }
  await act();
  expect([(await one(gray.id)).state, (await one(others.id)).state]).toEqual(['detained', 'detained']);
  // Of restricted goods the thirty days may be extended, while they run: until then the owner is told, and the importer.
  const extend = (id: string, until: string | null, why = 'The importer shows its licence') =>
    post(`/center-cases/${id}/steps`, specialist, { step: 'extend detention', why, until });
  expect((await extend(gray.id, addDays(today, 20)).expect(422)).body.errors[0]).toMatchObject({ at: '/until' });
  expect((await extend(others.id, addDays(today, 20)).expect(409)).body.detail).toContain('extend detention');
  const later = await opened({ kind: 'intellectual property', registration: recorded.registration, restricted: true });
  await step(later.id, specialist, 'detain').expect(200);
  const until = addDays(today, 45);
  for (let times = 0; times < 2; times += 1) {
    const { body } = await extend(later.id, until).expect(200);
    expect(body.clocks.find(({ clock }: any) => clock === 'detention of restricted goods').dueDate).toBe(until);
    expect(body.history.map(({ event }: any) => event)).toEqual(['opened', 'detain', 'extend detention']);
    expect(body.history.at(-1).reason).toBe(`until ${until}: The importer shows its licence`);
  }
  await post(`/center-cases/${later.id}/steps`, specialist, { step: 'release', why: 'x', until }).expect(422);
  const daysTold = (await bench.told(CeeAccountTold.type, accountSubject(account))) as CeeAccountTold[];
  expect(daysTold.map(({ items }) => items[0]!).filter(({ reference }) => reference === later.number)).toMatchObject([
    { dueDate: addDays(today, 30) },
    { dueDate: until },
  ]);
  expect((await one(gray.id)).clocks.map(({ clock }: any) => clock)).toContain('detention of restricted goods');
  const { body: notice } = await post(`/center-cases/${gray.id}/notices`, specialist, {
    ...{ id: randomUUID(), kind: 'detention' },
    goods: {
      ...{ dateOfImportation: today, portOfEntry: '2704', description: 'Watches', quantity: '1200 PCS' },
      countryOfOrigin: 'CN',
    },
  }).expect(200);
  expect(notice.disclosure).toMatchObject({
    ...{ rule: '19 CFR 133.25(b)', detention: { lastDay: addDays(today, -30) } },
  });
});
