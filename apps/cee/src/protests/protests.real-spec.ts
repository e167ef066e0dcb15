import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AccountChanged,
  accountSubject,
  CeeAccountTold,
  CeeInteractionRecorded,
  type Contract,
  DowntimeChanged,
  DrawbackClaimChanged,
  entrySubject,
  LiquidationChanged,
  LiquidationOrdered,
  PowerOfAttorneyChanged,
  SummaryReported,
} from '#contracts';
import { addDays, type CustomsDate, entryCheckDigit } from '#kernel';
import { UnitOfWork } from '#messaging';
import { dueOf } from '#reference';
import { eventually } from '../../../../test/support';
import { analyze } from '../../../../test/support/plans';
import { received } from '../../../../test/support/handler-bench';
import { ceeBench, type CeeBench, importerNumber } from '../cee.fixture';
import { DrawbackClaimConsumer } from '../drawback/drawback-claim.consumer';
import { DowntimeConsumer } from '../downtimes/downtime.consumer';
import { LiquidationConsumer } from '../liquidation/liquidation.consumer';
import { PowerOfAttorneyConsumer } from '../powers/power-of-attorney.consumer';
import { SummaryWorkConsumer } from '../work/summary-work.consumer';
import { centerDay } from '../work/work-item';
import { Rulings } from '../rulings/rulings';
import { ProtestUpkeep } from './protest-upkeep';
import { countTogether } from './protests-together';

let bench: CeeBench;
let specialist: string;
let colleague: string;
let stranger: string;
let lead: string;
let headquarters: string;
let officer: string;
const said: { type: string; subject: string; data: any }[] = [];
const today = centerDay(new Date());

beforeAll(async () => {
  // Time is made to pass by the tests themselves.
  bench = await ceeBench({
    WORK_LOOK_MS: '600000',
    ACCOUNT_REQUESTS_PER_SECOND: '100000',
    ADDRESS_REQUESTS_PER_SECOND: '100000',
  });
  const publish = UnitOfWork.prototype.publish;
  jest.spyOn(UnitOfWork.prototype, 'publish').mockImplementation(function (this: UnitOfWork, ...told) {
    const [contract, subject, data] = told as unknown as [Contract, string, unknown];
    expect([contract.type, contract.faultOf(data)]).toEqual([contract.type, null]);
    said.push({ type: contract.type, subject, data });
    return (publish as (...all: unknown[]) => void).apply(this, told);
  });
  specialist = await bench.office('Center specialist', 'D. Nakamura', 'CEE009');
  colleague = await bench.office('Center specialist', 'L. Park', 'CEE009');
  stranger = await bench.office('Center specialist', 'R. Vogel', 'CEE007');
  lead = await bench.office('team lead', 'P. Adeyemi', 'CEE009');
  headquarters = await bench.office('headquarters', 'J. Whitfield');
  officer = await bench.office('officer', 'S. Reyes');
});
afterAll(async () => {
  jest.restoreAllMocks();
  await bench?.close();
});

const told = (type: string, subject: string): any[] =>
  said.filter((one) => one.type === type && one.subject === subject).map(({ data }) => data);
/** A downtime that touched a day, declared now, with days enough. */
const declared = (day: CustomsDate, port: string): Promise<void> => {
  const downtime: DowntimeChanged = {
    ...DowntimeChanged.example,
    ...{ downtimeId: randomUUID(), number: 'DT-26-000078' },
    scope: { modules: [], channels: [], directions: [], modes: [], ports: [port] },
    ...{ from: `${day}T17:00:00.000Z`, to: `${day}T20:00:00.000Z` },
    relief: { paymentBusinessDays: 12, otherBusinessDays: 12 },
  };
  return bench.handle((context) =>
    bench.service.app
      .get(DowntimeConsumer)
      .take([received(DowntimeChanged, `downtime:${downtime.downtimeId}`, downtime)], context),
  );
};
const upkeep = (of: 'deem' | 'judgeByNotice' | 'relieve', now?: Date): Promise<unknown> =>
  bench.source.transaction(async (manager) => {
    const unit = new UnitOfWork(manager, 4, now);
    await bench.service.app.get(ProtestUpkeep)[of](unit);
    await unit.flush();
  });
const noon = (day: CustomsDate): Date => new Date(`${day}T17:00:00.000Z`);

let serial = 7_000_000;
interface Entry {
  readonly filerCode: string;
  readonly number: string;
  readonly text: string;
}
const nextEntry = (): Entry => {
  const digits = String(++serial);
  const check = entryCheckDigit('B76', digits);
  return { filerCode: 'B76', number: `${digits}${check}`, text: `B76-${digits}-${check}` };
};
const liquidation = ({ filerCode, number }: Entry, changes: Partial<LiquidationChanged> = {}): LiquidationChanged => ({
  ...LiquidationChanged.example,
  ...{ filerCode, entryNumber: number, version: 1, noticeOn: addDays(today, -30), changeCents: 1_500_000 },
  liquidated: { dutyCents: 2_350_000, fees: [{ class: '499', cents: 8_660 }] },
  ...changes,
});
const liquidated = (...all: LiquidationChanged[]): Promise<void> =>
  bench.handle((context) =>
    bench.service.app.get(LiquidationConsumer).take(
      all.map((data) => received(LiquidationChanged, entrySubject(data), data)),
      context,
    ),
  );
/** An entry of an importer that a Center works on, liquidated. */
const entryOf = async (
  importer: string | null,
  filer: string,
  changes: Partial<LiquidationChanged> = {},
): Promise<Entry> => {
  const entry = nextEntry();
  const report: SummaryReported = {
    ...SummaryReported.example,
    ...{ filerCode: 'B76', entryNumber: entry.number, accountId: filer, importerNumber: importer, portOfEntry: '2704' },
    ...{ centerId: 'CEE009', teamNumber: '391', occurredAt: new Date().toISOString() },
  };
  await bench.handle((context) =>
    new SummaryWorkConsumer().take([received(SummaryReported, entrySubject(report), report)], context),
  );
  await liquidated(liquidation(entry, { accountId: filer, importerNumber: importer, ...changes }));
  return entry;
};
const importer = async (more: Partial<AccountChanged> = {}) => {
  const number = importerNumber();
  const opened = await bench.open({ importerNumbers: [number], ...more }, [{ role: 'owner', name: 'Maya Chen' }]);
  return { ...opened, number, key: opened.keys[0]! };
};
const broker = async () => {
  const opened = await bench.open(
    { name: 'Harbor Brokers', kinds: ['broker'], filerCodes: ['B76'] } as Partial<AccountChanged>,
    [{ role: 'owner', name: 'Kwame Osei' }],
  );
  return { ...opened, key: opened.keys[0]! };
};
const protest = (number: string | null, entries: readonly Entry[], changes: object = {}) => ({
  ...{ id: randomUUID(), type: '514', capacity: 'importer', decision: 'liquidation' },
  protestant: { name: 'Pacific Home Goods Inc', address: '100 Harbor Plaza, Long Beach CA', importerNumber: number },
  entries: entries.map(({ text }) => ({ entryNumber: text, enteredOn: '2026-01-16', decidedOn: addDays(today, -30) })),
  ...{ category: 'Household articles of plastics', merchandise: 'Food boxes of polypropylene, with lids' },
  objections: [{ claim: 'Classified in 3926.90; 3924.10 is claimed', justification: 'They are tableware.' }],
  ...{ drawback: 'none', ...changes },
});
const filed = async (changes: object = {}, entryChanges: Partial<LiquidationChanged> = {}) => {
  const account = await importer();
  const entry = await entryOf(account.number, account.id, entryChanges);
  const { body } = await bench
    .call('post', '/protests', account.key, protest(account.number, [entry], changes))
    .expect(201);
  return { account, entry, id: body.id as string, number: body.number as string, body };
};
const post = (path: string, key: string, body: object = {}) => bench.call('post', path, key, body);
const finally_ = { dutyCents: 850_000, fees: [{ class: '499', cents: 8_660 }] };
const approval = (entry: Entry, changes: object = {}) => ({
  ...{ id: randomUUID(), decision: 'approved', reason: 'Household articles of plastics are 3924 as claimed' },
  entries: [{ entryNumber: entry.text, decision: 'approved', finally: finally_ }],
  holdings: [{ kind: 'classification', goods: 'Food boxes of polypropylene, with lids', outcome: '3924.10' }],
  ...changes,
});
const denial = (changes: object = {}) => ({
  id: randomUUID(),
  decision: 'denied',
  reason: 'They are not tableware',
  ...changes,
});
let rulings = 400_000;
const ruling = (changes: object = {}) => ({
  ...{ id: randomUUID(), number: `HQ H${++rulings}`, issuedOn: '2026-03-02', subject: 'Classification of food boxes' },
  ...{ headings: ['3924'], text: 'Food boxes of plastics are tableware of heading 3924.', ...changes },
});
const issued = async (changes: object = {}): Promise<string> =>
  (await post('/rulings', headquarters, ruling(changes)).expect(201)).body.number;

test('a protest of the importer is filed once, taken by the Center, approved, and comes back as a reliquidation', async () => {
  const account = await importer();
  const entry = await entryOf(account.number, account.id);
  const wanted = protest(account.number, [entry], { documents: [randomUUID()], samples: 'Two boxes, at the Center' });
  const { body: one } = await post('/protests', account.key, wanted).expect(201);
  expect(one).toMatchObject({
    ...{
      state: 'open',
      status: 'OP',
      typeCode: '1',
      proven: true,
      filedBy: 'Maya Chen',
      centerId: 'CEE009',
      teamNumber: '391',
    },
    entries: [
      {
        ...{ startedBy: 'notice on file', timely: true, startedOn: addDays(today, -30) },
        // What the Center changes stands beside it, duty and fees.
        liquidated: { dutyCents: 2_350_000, fees: [{ class: '499', cents: 8_660 }] },
      },
    ],
    clocks: [{ clock: 'review of a protest', rule: '19 CFR 174.21(a)' }],
  });
  await post('/protests', account.key, wanted).expect(200);
  await post('/protests', account.key, { ...wanted, merchandise: 'Others' }).expect(409);
  expect((await post('/protests', account.key, protest(account.number, [entry])).expect(409)).body.detail).toContain(
    one.number,
  );

  // The Center sees of an account what the account sees of itself, and of another account nothing of it.
  const ofAccount = async (accountId: string) =>
    (await bench.call('get', `/protests?account=${accountId}`, specialist).expect(200)).body.protests.map(
      ({ number }: { number: string }) => number,
    );
  expect(await ofAccount(account.id)).toEqual([one.number]);
  expect(await ofAccount((await importer()).id)).toEqual([]);
  await bench.call('get', `/protests?account=${randomUUID()}`, specialist).expect(404);

  const path = `/protests/${one.id}`;
  expect((await post(`${path}/decision`, specialist, approval(entry)).expect(409)).body.detail).toContain(
    'take it first',
  );
  const { body: taken } = await post('/protests-at-hand/takes', specialist, { team: '391' }).expect(200);
  expect(taken.protest).toMatchObject({ id: one.id, takenBy: 'D. Nakamura', reasons: [{ rule: 'money', days: 30 }] });
  expect((await post(`${path}/takes`, colleague).expect(409)).body.detail).toContain('D. Nakamura took the protest');
  await post(`${path}/takes`, stranger).expect(403);
  const waits = { id: randomUUID(), ground: 'other case', reference: 'EAPA 7801', why: 'Same importer' };
  for (const [act, body] of [
    ['decision', approval(entry)],
    ['suspensions', waits],
    [
      'reliquidations',
      { id: randomUUID(), entryNumber: entry.text, finally: { dutyCents: 1, fees: [] }, reason: 'Again' },
    ],
    ['further-review/judgement', { decision: 'forwarded', why: 'New' }],
    ['center', { center: 'CEE007', team: '851', why: 'Ours' }],
    ['returns', { why: 'Not mine' }],
  ] as const)
    expect([act, (await post(`${path}/${act}`, stranger, body)).status]).toEqual([act, 403]);
  const order = approval(entry);
  const { body: done } = await post(`${path}/decision`, specialist, order).expect(200);
  expect(done).toMatchObject({
    ...{ state: 'approved', status: 'AP', decidedBy: 'D. Nakamura', clocks: [] },
    entries: [{ decision: 'approved', outcome: 'waits', finally: finally_ }],
  });
  await post(`${path}/decision`, specialist, order).expect(200);
  const orders = told(LiquidationOrdered.type, entrySubject({ filerCode: 'B76', entryNumber: entry.number }));
  expect(orders).toMatchObject([
    {
      order: 'reliquidate',
      basis: 'protest',
      reference: one.number,
      finally: finally_,
      centerId: 'CEE009',
      teamNumber: '391',
    },
  ]);

  const refusal = 'THE ENTRY IS SUSPENDED';
  await liquidated(liquidation(entry, { version: 2, order: { orderId: orders[0].orderId, refusal } }));
  expect((await bench.call('get', path, account.key).expect(200)).body.protest.entries).toMatchObject([
    { outcome: 'refused', refusal },
  ]);
  const again = { id: randomUUID(), entryNumber: entry.text, finally: finally_, reason: 'The suspension is over' };
  await post(`${path}/reliquidations`, colleague, again).expect(200);
  await post(`${path}/reliquidations`, colleague, again).expect(200);
  const otherwise = await post(`${path}/reliquidations`, colleague, { ...again, reason: 'Another' }).expect(409);
  expect(otherwise.body.errors.map(({ at }: any) => at)).toEqual(['/id', '/reason']);
  await liquidated(
    liquidation(entry, {
      ...{
        version: 3,
        state: 'reliquidated',
        noticeOn: today,
        changeCents: -1_500_000,
        order: { orderId: again.id, refusal: null },
      },
    }),
  );
  const { body: end } = await bench.call('get', path, account.key).expect(200);
  expect(end.protest.entries).toMatchObject([{ outcome: 'carried out', refusal: null }]);
  expect(end.history.events.map(({ event }: any) => event)).toEqual(['filed', 'taken', 'approved', 'ordered again']);
  expect(end.history.together).toBeNull();
  expect(told(LiquidationOrdered.type, entrySubject({ filerCode: 'B76', entryNumber: entry.number }))).toHaveLength(2);
  const log = told(CeeInteractionRecorded.type, accountSubject(account.id)) as CeeInteractionRecorded[];
  expect(log.map(({ kind, channel, disposition }) => `${kind} ${channel} ${disposition}`)).toEqual([
    'filed account filed',
    'viewed by CBP CBP viewed',
    'viewed by CBP CBP viewed',
    'decided CBP approved',
    'decided CBP refused',
    'decided CBP reliquidated',
  ]);
  expect(told(CeeAccountTold.type, accountSubject(account.id)).map(({ text }) => text)).toEqual([
    `Protest ${one.number}: approved: ${order.reason}`,
    expect.stringContaining(refusal),
    expect.stringMatching(/was reliquidated on .*: \$15000.00 less is owed$/),
  ]);
});

test('a protest on day 180 is in time; on day 181 it is kept, decided as untimely at once, and told', async () => {
  // The earliest notice whose last day is today or later, and the latest whose last day is over.
  const lastDay = (notice: CustomsDate): CustomsDate => dueOf('protest', { start: notice }).dueDate;
  let notice = addDays(today, -190);
  while (lastDay(notice) < today) notice = addDays(notice, 1);
  const { body: inTime } = await filed({}, { noticeOn: notice });
  expect(inTime).toMatchObject({ state: 'open', entries: [{ timely: true, startedOn: notice }] });
  // The same instant is the next day at no port of this test: by the clock of Los Angeles it may still be the day before.
  while (lastDay(notice) >= addDays(today, -1)) notice = addDays(notice, -1);
  const { account, body: late, entry } = await filed({}, { noticeOn: notice });
  expect(late).toMatchObject({
    ...{ state: 'untimely', status: 'UT', decidedBy: 'the platform', clocks: [] },
    entries: [{ timely: false, lastDay: lastDay(notice) }],
    reason: expect.stringContaining('19 CFR 174.12(e)'),
  });
  expect(told(CeeAccountTold.type, accountSubject(account.id))).toMatchObject([
    { text: expect.stringContaining('untimely') },
  ]);
  await post(`/protests/${late.id}/takes`, specialist).expect(409);

  // A downtime that touched the last day, declared afterwards, gives its days: here more than enough.
  const touched = lastDay(notice);
  const downtime: DowntimeChanged = {
    ...DowntimeChanged.example,
    ...{ downtimeId: randomUUID(), number: 'DT-26-000077' },
    scope: { modules: [], channels: [], directions: [], modes: [], ports: [] },
    ...{ from: `${touched}T15:00:00.000Z`, to: `${touched}T20:00:00.000Z` },
    relief: { paymentBusinessDays: 10, otherBusinessDays: 10 },
  };
  await bench.handle((context) =>
    bench.service.app
      .get(DowntimeConsumer)
      .take([received(DowntimeChanged, `downtime:${downtime.downtimeId}`, downtime)], context),
  );
  await upkeep('relieve');
  const { body: after } = await bench.call('get', `/protests/${late.id}`, account.key).expect(200);
  expect(after.protest).toMatchObject({
    ...{ state: 'open', decidedBy: null, reason: null },
    entries: [{ timely: true, relievedBy: 'DT-26-000077', entryNumber: entry.text }],
  });
  await bench.source.query('DELETE FROM downtime');
});

test('an entry that nothing is on file of is protested by the day that is said, and judged when the notice comes', async () => {
  const account = await importer();
  const entry = nextEntry();
  const { body: one } = await post('/protests', account.key, protest(account.number, [entry])).expect(201);
  expect(one).toMatchObject({ state: 'open', proven: false, centerId: null, entries: [{ startedBy: 'protestant' }] });
  await upkeep('judgeByNotice');
  expect(
    (await bench.call('get', '/protests-at-hand?center=none', headquarters).expect(200)).body.protests,
  ).toMatchObject([{ id: one.id }]);
  await post(`/protests/${one.id}/center`, specialist, { center: 'CEE009', team: '391', why: 'Plastics' }).expect(403);
  await post(`/protests/${one.id}/center`, headquarters, { center: 'CEE009', team: '871', why: 'Plastics' }).expect(
    422,
  );
  await post(`/protests/${one.id}/center`, headquarters, { center: 'CEE009', team: '391', why: 'Plastics' }).expect(
    200,
  );
  await liquidated(liquidation(entry, { noticeOn: addDays(today, -400) }));
  await upkeep('judgeByNotice');
  const { body } = await bench.call('get', `/protests/${one.id}`, account.key).expect(200);
  expect(body.protest).toMatchObject({ state: 'untimely', entries: [{ startedBy: 'notice on file', timely: false }] });
});

test('what a protest lacks, or who may not file it, is told by the field, and nothing is kept', async () => {
  const account = await importer();
  const entry = await entryOf(account.number, account.id);
  const { body } = await post('/protests', account.key, { id: randomUUID() }).expect(422);
  expect(body.errors.map(({ at }: any) => at)).toEqual([
    ...['/capacity', '/protestant/name', '/protestant/address', '/decision', '/entries', '/category', '/merchandise'],
    ...['/objections', '/drawback'],
  ]);
  const agent = await broker();
  const byAgent = (changes: object = {}) => ({
    ...protest(account.number, [entry]),
    agent: { name: 'Harbor Brokers', address: '1 Pier A, Long Beach CA', ...changes },
  });
  expect((await post('/protests', agent.key, protest(account.number, [entry])).expect(422)).body.errors).toMatchObject([
    { at: '/agent' },
  ]);
  expect((await post('/protests', agent.key, byAgent()).expect(422)).body.errors).toMatchObject([
    { at: '/agent/powerOfAttorney' },
  ]);
  const power = { ...PowerOfAttorneyChanged.example.powers[0]!, ports: null, revokedAt: null, revokedFrom: null };
  const grant = (version: number, changes: object) =>
    bench.handle((context) =>
      new PowerOfAttorneyConsumer().take(
        [
          received(PowerOfAttorneyChanged, `powers-of-attorney:${account.id}`, {
            ...{ importerNumber: `${account.number}00`, version, powers: [{ ...power, ...changes }] },
          }),
        ],
        context,
      ),
    );
  await grant(1, { scopes: ['cargo release'] });
  expect(
    (await post('/protests', agent.key, byAgent({ powerOfAttorney: 'On paper' })).expect(422)).body.errors,
  ).toMatchObject([{ at: '/agent', text: expect.stringContaining("not for 'entry summary'") }]);
  await grant(3, {});
  await grant(2, { to: '2020-01-01' });
  const { body: one } = await post('/protests', agent.key, byAgent()).expect(201);
  expect(one).toMatchObject({ proven: true, filedBy: 'Kwame Osei' });
  // The importer sees what was filed for it and may take it back; nobody else of the trade sees it.
  const other = await importer();
  await bench.call('get', `/protests/${one.id}`, other.key).expect(404);
  await post(`/protests/${one.id}/withdrawal`, other.key, { why: 'Mine' }).expect(404);
  await bench.call('get', `/protests/${one.id}`, officer).expect(200);
  await post(`/protests/${one.id}/withdrawal`, officer, { why: 'No' }).expect(403);
  expect(
    (await bench.call('get', '/protests', account.key).expect(200)).body.protests.map(({ id }: any) => id),
  ).toEqual([one.id]);
  const { body: back } = await post(`/protests/${one.id}/withdrawal`, account.key, { why: 'Settled' }).expect(200);
  expect(back).toMatchObject({ state: 'withdrawn', status: 'WD' });
  await post(`/protests/${one.id}/withdrawal`, account.key, { why: 'Settled' }).expect(200);
});

test('several entries of one category are one protest, which is amended in time, and decided entry by entry', async () => {
  const account = await importer();
  const entries = [await entryOf(account.number, account.id), await entryOf(account.number, account.id)];
  const old = await entryOf(account.number, account.id, { noticeOn: addDays(today, -300) });
  const { body: one } = await post('/protests', account.key, protest(account.number, [...entries, old])).expect(201);
  expect(one.entries.map(({ timely }: any) => timely)).toEqual([true, true, false]);
  const path = `/protests/${one.id}`;
  const more = {
    id: randomUUID(),
    objections: [{ claim: 'And the value is too high', justification: 'See the invoice' }],
  };
  expect((await post(`${path}/amendments`, account.key, { id: randomUUID() }).expect(422)).body.errors).toMatchObject([
    { at: '/objections' },
  ]);
  await post(`${path}/amendments`, account.key, more).expect(200);
  await post(`${path}/amendments`, account.key, more).expect(200);
  const started = addDays(today, -190);
  const last = dueOf('protest', { start: started }).dueDate;
  await bench.source.query('UPDATE protest_entry SET started_on = $2 WHERE protest_id = $1', [one.id, started]);
  expect(
    (await post(`${path}/amendments`, account.key, { ...more, id: randomUUID() }).expect(409)).body.detail,
  ).toContain(`until ${last} (19 CFR 174.14(a))`);
  // A downtime on the last day that is declared only now gives its days to amendments, and to the entry that was late.
  await declared(last, '2704');
  await post(`${path}/amendments`, account.key, { ...more, id: randomUUID() }).expect(200);
  await bench.source.query('DELETE FROM downtime');
  await post(`${path}/amendments`, account.key, { id: randomUUID(), kind: 'argument', text: 'A court said so' }).expect(
    200,
  );
  expect((await bench.call('get', path, account.key).expect(200)).body.history.amendments).toMatchObject([
    { kind: 'amendment', objections: more.objections, by: 'Maya Chen' },
    { kind: 'amendment', objections: more.objections, by: 'Maya Chen' },
    { kind: 'argument', text: 'A court said so' },
  ]);

  await post(`${path}/takes`, specialist).expect(200);
  const [first, second] = entries as [Entry, Entry];
  const whole = approval(first);
  expect((await post(`${path}/decision`, specialist, whole).expect(422)).body.errors).toEqual([
    { at: '/entries', text: `says nothing of ${second.text}` },
  ]);
  const byEntry = {
    ...{ ...whole, id: randomUUID(), decision: 'by entry' },
    entries: [...whole.entries, { entryNumber: second.text, decision: 'denied' }],
  };
  const { body: done } = await post(`${path}/decision`, specialist, byEntry).expect(200);
  expect(done).toMatchObject({
    ...{
      state: 'denied in part',
      status: 'PD',
      clocks: [{ clock: 'court action', rule: expect.stringContaining('174.31') }],
    },
    entries: [{ decision: 'approved', outcome: 'waits' }, { decision: 'denied', outcome: null }, { decision: null }],
  });
});

test('an entry that was late in a protest that goes on is decided too, where a downtime relieves it afterwards', async () => {
  const account = await importer();
  let notice = addDays(today, -190);
  while (dueOf('protest', { start: notice }).dueDate >= addDays(today, -1)) notice = addDays(notice, -1);
  const entries = [
    await entryOf(account.number, account.id),
    await entryOf(account.number, account.id, { noticeOn: notice }),
  ];
  const { body: one } = await post('/protests', account.key, protest(account.number, entries)).expect(201);
  expect([one.state, ...one.entries.map(({ timely }: any) => timely)]).toEqual(['open', true, false]);
  // Looked at before the downtime is declared, and again when it is.
  await upkeep('relieve');
  await declared(dueOf('protest', { start: notice }).dueDate, '2704');
  await upkeep('relieve');
  await upkeep('relieve');
  await bench.source.query('DELETE FROM downtime');
  const { body } = await bench.call('get', `/protests/${one.id}`, account.key).expect(200);
  expect(body.protest).toMatchObject({ state: 'open', entries: [{ timely: true }, { timely: true }] });
  expect(body.history.events.map(({ event }: any) => event)).toEqual(['filed', 'entries relieved']);
  expect(told(CeeAccountTold.type, accountSubject(account.id))).toMatchObject([
    { text: expect.stringContaining('one entry more is in time: relief of downtime') },
  ]);
});

test('an untimely protest is judged again only when something changed, and no later reliquidation makes it timely', async () => {
  let notice = addDays(today, -190);
  while (dueOf('protest', { start: notice }).dueDate >= addDays(today, -1)) notice = addDays(notice, -1);
  const { account, body: late, entry } = await filed({}, { noticeOn: notice });
  expect(late.state).toBe('untimely');
  const kept = (): Promise<unknown> =>
    bench.source.query(
      'SELECT p.xmin::text AS protest, e.xmin::text AS entry FROM protest p JOIN protest_entry e ON e.protest_id = p.id WHERE p.id = $1',
      [late.id],
    );
  const state = async (): Promise<unknown> =>
    (await bench.call('get', `/protests/${late.id}`, account.key).expect(200)).body.protest.state;
  const untouched = await kept();
  await upkeep('relieve');
  const judged = await kept();
  expect(judged).toEqual([{ ...(untouched as object[])[0], protest: expect.not.stringMatching(/^$/) }]);
  await upkeep('relieve');
  expect(await kept()).toEqual(judged);
  // The surety protested too, and was right: the entry is reliquidated today.
  const who = { accountId: account.id, importerNumber: account.number };
  await liquidated(liquidation(entry, { ...who, version: 2, state: 'reliquidated', noticeOn: today }));
  await declared(addDays(today, -1), '2704');
  await upkeep('relieve');
  await bench.source.query('DELETE FROM downtime');
  expect(await state()).toBe('untimely');
});

/** A protest as if it had been filed so many days ago, counted before anything else. */
const filedAgo = async (id: string, days: number): Promise<CustomsDate> => {
  const day = addDays(today, -days);
  await bench.source.query('UPDATE protest SET filed_on = $2, review_from = $2 WHERE id = $1', [id, day]);
  await together();
  return day;
};
const together = (): Promise<unknown> =>
  bench.source.transaction(async (manager) => {
    const unit = new UnitOfWork(manager, 4);
    while (await countTogether(unit));
    await unit.flush();
  });
const begunOn = async (id: string): Promise<string> =>
  (await bench.source.query('SELECT review_from::text AS began FROM protest WHERE id = $1', [id]))[0].began;

test('who only says that it is a consignee keeps no protest of another from becoming due', async () => {
  const { body: one, entry } = await filed();
  const began = await filedAgo(one.id, 20);
  const stranger = await importer();
  await post('/protests', stranger.key, protest(null, [entry], { capacity: 'consignee' })).expect(201);
  await together();
  expect(await begunOn(one.id)).toBe(began);
});

test('the two years of CBP begin with the last protest of a category, and where that is withdrawn as if it had not been filed', async () => {
  const { account, body: one, entry } = await filed();
  const began = await filedAgo(one.id, 20);
  const other = await importer({ importerNumbers: [account.number] } as Partial<AccountChanged>);
  const file = () => post('/protests', other.key, protest(account.number, [entry])).expect(201);
  const { body: second } = await file();
  await together();
  expect([await begunOn(one.id), await begunOn(second.id)]).toEqual([today, today]);
  // Of another category nothing is reviewed together.
  await post('/protests', other.key, protest(account.number, [entry], { category: 'Lids' })).expect(201);
  const withdraw = (id: string) => post(`/protests/${id}/withdrawal`, other.key, { why: 'Settled' }).expect(200);
  await withdraw(second.id);
  await together();
  expect(await begunOn(one.id)).toBe(began);
  // As often as it is filed and withdrawn.
  const { body: third } = await file();
  await together();
  await withdraw(third.id);
  await together();
  expect(await begunOn(one.id)).toBe(began);
  const { body } = await bench.call('get', `/protests/${one.id}`, account.key).expect(200);
  expect(body.protest.clocks).toMatchObject([{ clock: 'review of a protest', startedOn: began }]);
  expect(body.history.events.map(({ event }: any) => event)).toEqual([
    'filed',
    ...Array.from({ length: 4 }, () => 'counted anew'),
  ]);
  expect(told(CeeAccountTold.type, accountSubject(account.id)).map(({ text }) => text)).toEqual(
    [today, began, today, began].map((day) => expect.stringContaining(`counted from ${day}: another protest`)),
  );
});

test('the number of another account protests nobody without agent and power, in whichever capacity', async () => {
  const account = await importer();
  const entry = await entryOf(account.number, account.id);
  const other = await broker();
  for (const capacity of ['consignee', 'payer', 'seeking entry'])
    expect(
      (await post('/protests', other.key, protest(account.number, [entry], { capacity })).expect(422)).body.errors,
    ).toMatchObject([{ at: '/agent', text: expect.stringContaining('not one of your account') }]);
  await post('/protests', account.key, protest(account.number, [entry], { capacity: 'payer' })).expect(201);
});

test('what a protest decides binds later decisions on the goods, and to depart from earlier ones takes a second person', async () => {
  const goods = 'Boxes of bamboo fibre for noodles';
  const approve = async (outcome: string, changes: object = {}) => {
    const { id, entry } = await filed();
    await post(`/protests/${id}/takes`, specialist).expect(200);
    const holdings = [{ kind: 'classification', goods, outcome }];
    return post(`/protests/${id}/decision`, specialist, approval(entry, { holdings, ...changes }));
  };
  expect((await approve('3924.10', { holdings: [] })).body.errors).toMatchObject([{ at: '/holdings' }]);
  expect((await approve('boxes')).body.errors).toMatchObject([{ at: '/holdings/0/outcome' }]);
  expect((await approve('3924.10')).status).toBe(200);
  const { status, body } = await approve('4602.11');
  expect([status, body.detail]).toEqual([409, expect.stringContaining('classification): protest PR-')]);
  const departure = randomUUID();
  const proposal = { id: departure, kind: 'classification', goods, outcome: '4602.11', reason: 'They are plaited' };
  await post('/departures', specialist, proposal).expect(200);
  await post(`/departures/${departure}/decision`, lead, { decision: 'approved', why: 'Seen' }).expect(200);
  expect((await approve('4602.11')).status).toBe(200);
});

test('lists of protests are read in the order of an index, also of a Center with very many', async () => {
  // By parts: a statement of a service has its time, also where the machine is busy.
  const parts = Array.from({ length: 10 }, (_, at) => [at * 2_000 + 1, (at + 1) * 2_000]);
  for (const part of parts)
    await bench.source.query(
      `INSERT INTO protest (id, number, account_id, type, protested, category, contents, hash, proven, filed_by, filed_at, filed_on, review_from, further_review_state, state, center_id, team_number, place_on)
     SELECT gen_random_uuid(), 'PR-99-' || lpad(n::text, 6, '0'), gen_random_uuid(), '514', 'liquidation', 'X', (SELECT contents FROM protest LIMIT 1), 'x', false, 'X', now() - n * interval '1 minute', now(), now(), 'none', 'suspended', 'CEE004', '411', null
     FROM generate_series($1::int, $2::int) n`,
      part,
    );
  await analyze(bench.source, 'protest');
  const plans: string[] = [];
  const run = bench.source.manager.query.bind(bench.source.manager);
  jest.spyOn(bench.source.manager, 'query').mockImplementation((async (text: string, values?: unknown[]) => {
    if (text.includes('FROM protest p') && text.includes('ORDER BY'))
      plans.push(JSON.stringify(await run(`EXPLAIN ${text}`, values)));
    return run(text, values as never);
  }) as never);
  const director = await bench.office('team lead', 'T. Lang', 'CEE004');
  for (const path of [
    '/protests-at-hand?state=suspended&limit=2',
    '/protests-at-hand?state=suspended&team=411&limit=2',
    '/protests-at-hand?state=suspended&after=PR-99-000009&limit=2',
    '/protests?limit=2',
    '/protests?state=suspended&limit=2',
    '/protests?state=suspended&after=PR-99-000009&limit=2',
  ])
    expect((await bench.call('get', path, director).expect(200)).body.protests).toHaveLength(2);
  jest.mocked(bench.source.manager.query).mockRestore();
  for (const part of parts)
    await bench.source.query(
      `DELETE FROM protest WHERE number IN (SELECT 'PR-99-' || lpad(n::text, 6, '0') FROM generate_series($1::int, $2::int) n)`,
      part,
    );
  expect(plans).toHaveLength(6);
  for (const plan of plans) expect(plan).not.toMatch(/Sort|Seq Scan/);
});

test('until the cut-over of its Center the port of an entry decides a protest, from then on nobody but the Center', async () => {
  const { id, entry, account } = await filed();
  const path = `/protests/${id}`;
  const portOfficer = async (port: string, role: 'officer' | 'port director' = 'officer'): Promise<string> =>
    (
      await bench.open({ name: 'CBP', kinds: ['headquarters'] } as Partial<AccountChanged>, [
        { role, name: `${role} of ${port}`, ports: [port] },
      ])
    ).keys[0]!;
  const [own, other, directs] = [
    await portOfficer('2704'),
    await portOfficer('0401'),
    await portOfficer('2704', 'port director'),
  ];
  expect((await post(`${path}/takes`, own).expect(403)).body.detail).toContain('CEE009 decides, not the port');
  const rows = `UPDATE authority SET ordered = $1 WHERE center_id = 'CEE009' AND function_code = 'protests'`;
  await bench.source.query(rows, [false]);
  try {
    expect((await post(`${path}/takes`, other).expect(403)).body.detail).toContain('port of yours');
    expect((await post(`${path}/takes`, specialist).expect(403)).body.detail).toContain('the port decides');
    const waits = { id: randomUUID(), ground: 'other case', reference: 'EAPA 7801', why: 'Same importer' };
    await post(`${path}/suspensions`, specialist, waits).expect(403);
    expect((await post('/protests-at-hand/takes', other).expect(200)).body.protest).toBeNull();
    const list = await bench.call('get', '/protests-at-hand', own).expect(200);
    expect(list.body.protests.map((one: { id: string }) => one.id)).toContain(id);
    expect((await bench.call('get', '/protests-at-hand', other).expect(200)).body.protests).toEqual([]);
    let next: string | undefined;
    // Others that this file left open at the port come first, or not.
    for (let tried = 0; tried < 50 && next !== id; tried += 1)
      next = (await post('/protests-at-hand/takes', own).expect(200)).body.protest.id;
    expect(next).toBe(id);
    await post(`${path}/decision`, directs, approval(entry)).expect(409);
    await post(`${path}/decision`, own, approval(entry)).expect(200);
  } finally {
    await bench.source.query(rows, [true]);
  }
  const { body } = await bench.call('get', path, account.key).expect(200);
  expect(body.protest).toMatchObject({
    state: 'approved',
    decidedBy: 'officer of 2704',
    entries: [{ outcome: 'waits' }],
  });
});

test('a cut-over moves no open protest: who decided when it was filed goes on with it, until headquarters gives it to the Center', async () => {
  const { id } = await filed();
  const officer = (
    await bench.open({ name: 'CBP', kinds: ['headquarters'] } as Partial<AccountChanged>, [
      { role: 'officer', name: 'Officer at the cut-over', ports: ['2704'] },
    ])
  ).keys[0]!;
  // It was filed on the last day of the port.
  await bench.source.query('UPDATE protest SET filed_on = $2 WHERE id = $1', [id, '2016-03-22']);
  await post(`/protests/${id}/takes`, officer).expect(200);
  await post(`/protests/${id}/returns`, officer).expect(200);
  expect((await post(`/protests/${id}/takes`, specialist).expect(403)).body.detail).toContain('the port decides');
  const others: string[] = [];
  for (;;) {
    const { body } = await post('/protests-at-hand/takes', specialist).expect(200);
    if (body.protest === null) break;
    others.push(body.protest.id);
  }
  expect(others).not.toContain(id);
  for (const other of others) await post(`/protests/${other}/returns`, specialist).expect(200);
  expect((await post('/protests-at-hand/takes', officer).expect(200)).body.protest.id).toBe(id);
  const given = { center: 'CEE009', team: '391', why: 'The port has closed its desk' };
  await post(`/protests/${id}/center`, headquarters, given).expect(200);
  expect((await post(`/protests/${id}/takes`, officer).expect(403)).body.detail).toContain(
    'CEE009 decides, not the port',
  );
  await post(`/protests/${id}/takes`, specialist).expect(200);
});

test('a decision, a suspension and an amendment with the id of another content are refused with the fields that differ', async () => {
  const { id, entry, account } = await filed();
  await post(`/protests/${id}/takes`, specialist).expect(200);
  const differs = async (path: string, key: string, body: object): Promise<string[]> =>
    (await post(path, key, body).expect(409)).body.errors.map(({ at }: { at: string }) => at);
  const amendment = {
    ...{ id: randomUUID(), kind: 'argument', text: 'The boxes stack', documents: [], rulings: [], objections: [] },
  };
  for (const _again of [1, 2]) await post(`/protests/${id}/amendments`, account.key, amendment).expect(200);
  expect(await differs(`/protests/${id}/amendments`, account.key, { ...amendment, text: 'Otherwise' })).toEqual([
    ...['/id', '/text'],
  ]);
  const waits = { id: randomUUID(), ground: 'other case', reference: 'EAPA 7802', why: 'Same importer' };
  await post(`/protests/${id}/suspensions`, specialist, waits).expect(200);
  expect(await differs(`/protests/${id}/suspensions`, lead, { ...waits, why: 'Another' })).toEqual(['/id', '/why']);
  await post(`/protests/${id}/suspensions/${waits.id}/end`, specialist).expect(200);
  await post(`/protests/${id}/takes`, specialist).expect(200);
  const decided = approval(entry);
  for (const _again of [1, 2]) await post(`/protests/${id}/decision`, specialist, decided).expect(200);
  expect(
    await differs(`/protests/${id}/decision`, specialist, { ...decided, reason: 'Otherwise', holdings: [] }),
  ).toEqual(['/id', '/holdings', '/reason']);
});

test('of two decisions at the same instant exactly one takes effect, and the other is told who decided', async () => {
  const { id, entry } = await filed();
  await post(`/protests/${id}/takes`, specialist).expect(200);
  const answers = await Promise.all([
    post(`/protests/${id}/decision`, specialist, approval(entry)),
    post(`/protests/${id}/decision`, specialist, denial()),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)!.body.detail).toMatch(/already: decided by D. Nakamura on/);
});

test('accelerated disposition and exclusions are deemed denied by themselves, once, also where cee is killed in the middle and the day was missed', async () => {
  const { account, id, number } = await filed();
  await post(`/protests/${id}/accelerations`, account.key).expect(200);
  const { body } = await post(`/protests/${id}/accelerations`, account.key).expect(200);
  const last = addDays(today, 30);
  expect(body.clocks[0]).toMatchObject({
    clock: 'accelerated disposition',
    dueDate: last,
    daysLeft: 30,
    unit: 'consecutive days',
  });
  await post(`/protests/${id}/takes`, specialist).expect(200);
  await post(`/protests/${id}/suspensions`, lead, {
    id: randomUUID(),
    ground: 'court case',
    reference: 'CIT 26-00017',
    why: 'Same goods',
  }).expect(200);
  await upkeep('deem', noon(last));
  expect((await bench.call('get', `/protests/${id}`, account.key)).body.protest.state).toBe('suspended');

  // Everything is written but the commit: there its connection dies.
  const dying = bench.source.transaction(async (manager) => {
    const unit = new UnitOfWork(manager, 4, noon(addDays(last, 3)));
    await bench.service.app.get(ProtestUpkeep).deem(unit);
    await unit.flush();
    await manager.query('SELECT pg_terminate_backend(pg_backend_pid())');
  });
  await expect(dying).rejects.toThrow();
  expect((await bench.call('get', `/protests/${id}`, account.key)).body.protest.state).toBe('suspended');
  said.length = 0;
  await Promise.all([upkeep('deem', noon(addDays(last, 3))), upkeep('deem', noon(addDays(last, 3)))]);
  await upkeep('deem', noon(addDays(last, 4)));
  const { body: end } = await bench.call('get', `/protests/${id}`, account.key).expect(200);
  expect(end.protest).toMatchObject({
    ...{ state: 'deemed denied', status: 'DN', decidedOn: last, reason: expect.stringContaining('19 CFR 174.22(d)') },
    clocks: [{ clock: 'court action', startedOn: last }],
  });
  expect(end.history.events.filter(({ event }: any) => event === 'clock over')).toHaveLength(1);
  expect(told(CeeAccountTold.type, accountSubject(account.id))).toMatchObject([
    { text: expect.stringContaining(number) },
  ]);

  const { account: second, id: excluded, body: kept } = await filed({ decision: 'exclusion' });
  expect(kept.clocks[0]).toMatchObject({ clock: 'review of an exclusion', dueDate: last });
  await post(`/protests/${excluded}/takes`, specialist).expect(200);
  // The day came, and nobody looked yet: who decides now is told what the law did.
  await bench.source.query(
    `UPDATE protest SET filed_on = filed_on - 31, deemed_from = deemed_from - 31 WHERE id = $1`,
    [excluded],
  );
  expect((await post(`/protests/${excluded}/decision`, specialist, denial()).expect(409)).body.detail).toContain(
    'by law',
  );
  expect((await bench.call('get', `/protests/${excluded}`, second.key)).body.protest.state).toBe('deemed denied');
});

test('further review is set aside or forwarded before a denial, and the decision follows the ruling of headquarters', async () => {
  const asked = {
    ...{ criterion: 'inconsistent', noEarlierDecision: true, noCourtAction: true },
    statement: 'HQ H300111 says otherwise of the same goods.',
  };
  const { account, id, entry } = await filed();
  const path = `/protests/${id}`;
  expect(
    (await post(`${path}/further-review`, account.key, { criterion: 'other' }).expect(422)).body.errors,
  ).toHaveLength(4);
  await post(`${path}/further-review`, account.key, asked).expect(200);
  await post(`${path}/takes`, specialist).expect(200);
  expect((await post(`${path}/decision`, specialist, denial()).expect(409)).body.detail).toContain('174.26');
  await post(`${path}/further-review/decision`, headquarters, {
    outcome: 'approve',
    ruling: 'HQ H300999',
    reason: 'So',
  }).expect(422);
  await post(`${path}/further-review/judgement`, specialist, { decision: 'forwarded', why: 'Meets 174.24(a)' }).expect(
    200,
  );
  expect((await post(`${path}/takes`, specialist).expect(409)).body.detail).toContain('with headquarters');
  const number = await issued();
  const decided = { outcome: 'approve', ruling: number, reason: 'They are tableware' };
  await post(`${path}/further-review/decision`, specialist, decided).expect(403);
  await post(`${path}/further-review/decision`, headquarters, decided).expect(200);
  await post(`${path}/further-review/decision`, headquarters, decided).expect(200);
  await post(`${path}/takes`, specialist).expect(200);
  expect((await post(`${path}/decision`, specialist, denial({ rulings: [number] })).expect(409)).body.detail).toContain(
    '174.27',
  );
  expect((await post(`${path}/decision`, specialist, approval(entry)).expect(422)).body.errors).toMatchObject([
    { at: '/rulings' },
  ]);
  await post(`${path}/decision`, specialist, approval(entry, { rulings: [number] })).expect(200);

  // An entry that was late is decided by nobody, headquarters neither: what it approved of the others is approved.
  const owner = await importer();
  const both = [
    await entryOf(owner.number, owner.id),
    await entryOf(owner.number, owner.id, { noticeOn: addDays(today, -300) }),
  ] as const;
  const { body: partly } = await post(
    '/protests',
    owner.key,
    protest(owner.number, both, { furtherReview: asked }),
  ).expect(201);
  const at = `/protests/${partly.id}`;
  await post(`${at}/takes`, specialist).expect(200);
  await post(`${at}/further-review/judgement`, specialist, { decision: 'forwarded', why: 'So' }).expect(200);
  await post(`${at}/further-review/decision`, headquarters, decided).expect(200);
  await post(`${at}/takes`, specialist).expect(200);
  await post(`${at}/decision`, specialist, denial({ rulings: [number] })).expect(409);
  const { body: end } = await post(`${at}/decision`, specialist, approval(both[0], { rulings: [number] })).expect(200);
  expect(end).toMatchObject({ state: 'denied in part', entries: [{ decision: 'approved' }, { decision: null }] });

  const { account: other, id: aside } = await filed({ furtherReview: asked });
  await post(`/protests/${aside}/takes`, specialist).expect(200);
  await post(`/protests/${aside}/further-review/judgement`, specialist, {
    decision: 'set aside',
    why: 'No ruling is named',
  }).expect(200);
  await post(`/protests/${aside}/decision`, specialist, denial()).expect(200);
  expect(told(CeeAccountTold.type, accountSubject(other.id)).map(({ text }) => text)).toEqual([
    expect.stringContaining('set aside'),
    expect.stringContaining('They are not tableware. The Court of International Trade is open until'),
  ]);
});

test('a question to headquarters suspends the protest, its answer is a ruling that binds, and a refusal lets it go on', async () => {
  const { id, number, entry, account } = await filed();
  const path = `/protests/${id}`;
  const question = { id: randomUUID(), protestNumber: number, question: 'Are food boxes with lids tableware?' };
  await post('/internal-advice', account.key, question).expect(403);
  // Not by another Center or port, and not out of the hands of who has it.
  const portOfficer = async (port: string): Promise<string> =>
    (
      await bench.open({ name: 'CBP', kinds: ['headquarters'] } as Partial<AccountChanged>, [
        { role: 'officer', name: `Officer of ${port}`, ports: [port] },
      ])
    ).keys[0]!;
  await post('/internal-advice', stranger, question).expect(403);
  await post('/internal-advice', await portOfficer('0401'), question).expect(403);
  await post(`${path}/takes`, specialist).expect(200);
  for (const key of [colleague, await portOfficer('2704')])
    expect((await post('/internal-advice', key, question).expect(409)).body.detail).toContain('D. Nakamura has');
  await post(`${path}/returns`, specialist).expect(200);
  const { body: advice } = await post('/internal-advice', officer, question).expect(201);
  expect(advice).toMatchObject({
    state: 'open',
    clock: { clock: 'internal advice', rule: expect.stringContaining('177.11') },
  });
  await post('/internal-advice', officer, question).expect(200);
  expect((await bench.call('get', path, account.key)).body.protest).toMatchObject({ state: 'suspended', status: 'SP' });
  const suspension = { id: randomUUID(), ground: 'other case', reference: 'EAPA 7801', why: 'Same importer' };
  await post(`${path}/suspensions`, specialist, suspension).expect(200);
  const answer = { answer: 'They are', ruling: ruling() };
  await post(`/internal-advice/${advice.id}/answer`, specialist, answer).expect(403);
  const answered = await post(`/internal-advice/${advice.id}/answer`, headquarters, answer).expect(200);
  expect(answered.body).toMatchObject({ state: 'answered', ruling: answer.ruling.number, clock: null });
  await post(`/internal-advice/${advice.id}/answer`, headquarters, answer).expect(200);
  await post(`/internal-advice/${advice.id}/refusal`, headquarters, { why: 'No' }).expect(409);
  expect((await bench.call('get', path, account.key)).body.protest.state).toBe('suspended');
  await post(`${path}/suspensions/${advice.id}/end`, specialist).expect(409);
  await post(`${path}/suspensions/${suspension.id}/end`, specialist).expect(200);
  await post(`${path}/takes`, specialist).expect(200);
  expect((await post(`${path}/decision`, specialist, approval(entry)).expect(422)).body.errors).toEqual([
    {
      at: '/rulings',
      text: `does not name ${answer.ruling.number}: internal advice ${advice.number} binds this decision`,
    },
  ]);
  const { body: whole } = await bench
    .call('get', `/rulings/${encodeURIComponent(answer.ruling.number)}/whole`, officer)
    .expect(200);
  expect(whole).toMatchObject({ kind: 'internal advice', touches: { protests: [number], advice: [advice.number] } });
  await post(`${path}/decision`, specialist, approval(entry, { rulings: [answer.ruling.number] })).expect(200);

  const { id: other, number: otherNumber } = await filed();
  const { body: refused } = await post('/internal-advice', specialist, {
    ...question,
    id: randomUUID(),
    protestNumber: otherNumber,
  }).expect(201);
  await post(`/internal-advice/${refused.id}/withdrawal`, stranger, { why: 'Mine' }).expect(403);
  await post(`/internal-advice/${refused.id}/refusal`, headquarters, { why: 'Clear by note 1' }).expect(200);
  expect((await bench.call('get', `/protests/${other}`, officer)).body.protest.state).toBe('open');
  const closed = await entryOf(account.number, account.id);
  const about = { id: randomUUID(), entryNumber: closed.text, question: 'And this one?' };
  expect((await post('/internal-advice', specialist, about).expect(409)).body.detail).toContain('177.1(a)(2)');
});

test('rulings are found by words and heading without the names of their holders, and changed with notice', async () => {
  const holder = await importer();
  const old = ruling({
    ...{
      text: 'Zebrawood ladles of Pacific Home Goods Inc are of heading 4419.',
      subject: 'Ladles of PACIFIC HOME GOODS INC',
    },
    ...{
      headings: ['441990'],
      holder: 'Pacific Home Goods Inc',
      holderAccountId: holder.id,
      confidential: ['4419 SUPPLIER'],
    },
  });
  await post('/rulings', specialist, old).expect(403);
  await post('/rulings', headquarters, old).expect(201);
  await post('/rulings', headquarters, old).expect(200);
  await post('/rulings', headquarters, { ...old, id: randomUUID() }).expect(409);
  const at = (number: string): string => `/rulings/${encodeURIComponent(number)}`;
  const everybody = async (query: string): Promise<any[]> => {
    const answer = await fetch(`${bench.service.url}/rulings?${query}`);
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { rulings: any[] }).rulings;
  };
  const found = await everybody('q=zebrawood%20ladle&heading=4419&state=in%20force');
  expect(found).toMatchObject([
    { number: old.number, subject: 'Ladles of [confidential]', state: 'in force', changes: [] },
  ]);
  expect(JSON.stringify(found)).not.toMatch(/pacific/i);
  expect(await everybody('q=pacific%20zebrawood')).toEqual([]);
  expect((await bench.call('get', `${at(old.number)}/whole`, holder.key).expect(200)).body).toMatchObject({
    holder: 'Pacific Home Goods Inc',
    touches: null,
  });
  await bench.call('get', `${at(old.number)}/whole`, (await importer()).key).expect(404);

  // In effect for long: proposed, comments for 30 days, in effect 60 days after the final notice.
  const cites = await filed({ rulings: [old.number] });
  const instead = await issued({ subject: 'Ladles of wood', headings: ['4421'] });
  const change = { id: randomUUID(), kind: 'revocation', byNumber: instead, why: 'Ladles are tools, not tableware' };
  const { body: proposed } = await post(`${at(old.number)}/changes`, headquarters, change).expect(200);
  const until = dueOf('comments on a change of a ruling', { start: today }).dueDate;
  expect(proposed).toMatchObject({
    ...{ state: 'in force', touches: { protests: [cites.number] } },
    changes: [{ state: 'proposed', commentsUntil: until, clock: { rule: expect.stringContaining('177.12(b)') } }],
  });
  const aChange = `${at(old.number)}/changes/${change.id}`;
  expect(told(CeeAccountTold.type, accountSubject(holder.id)).at(-1)).toMatchObject({
    about: 'ruling',
    items: [{ dueDate: until }],
  });
  expect(told(CeeAccountTold.type, accountSubject(cites.account.id)).at(-1)).toMatchObject({ about: 'ruling' });
  expect((await post(`${aChange}/publication`, headquarters).expect(409)).body.detail).toContain(until);
  await post(`${aChange}/comments`, cites.account.key, { id: randomUUID(), comment: 'They are tableware' }).expect(200);
  const commentsFor = async (key: string) =>
    (await bench.call('get', `${aChange}/comments`, key).expect(200)).body.comments;
  const comments = await Promise.all([officer, cites.account.key, holder.key].map(commentsFor));
  expect(comments.map(({ length }) => length)).toEqual([1, 1, 0]);
  await bench.source.query('UPDATE ruling_change SET comments_until = $2 WHERE id = $1', [
    change.id,
    addDays(today, -1),
  ]);
  await post(`${aChange}/comments`, cites.account.key, { id: randomUUID(), comment: 'And more' }).expect(409);
  const { body: published } = await post(`${aChange}/publication`, headquarters).expect(200);
  expect(published).toMatchObject({
    state: 'in force',
    changes: [{ state: 'published', effectiveOn: addDays(today, 60) }],
  });
  await post(`${aChange}/publication`, headquarters).expect(200);
  await post(`${aChange}/end`, headquarters).expect(409);
  // It binds decisions until the change is in effect.
  const endedWhy = async (): Promise<string | null> => {
    await bench.service.app.get(Rulings, { strict: false }).endChanged();
    const [answer] = await bench.source.query(
      `SELECT ended_why AS why FROM earlier_answer WHERE source_kind = 'ruling' AND source_number = $1`,
      [old.number],
    );
    return answer.why;
  };
  expect(await endedWhy()).toBeNull();
  await bench.source.query('UPDATE ruling_change SET effective_on = $2 WHERE id = $1', [change.id, today]);
  expect(await endedWhy()).toContain(`in effect from ${today} on`);
  expect((await everybody('q=zebrawood&state=revoked')).map(({ number }) => number)).toEqual([old.number]);

  // Young: by notice to its holder, at once.
  const young = await issued({ issuedOn: addDays(today, -59), holder: 'Someone', holderAccountId: holder.id });
  const { body: modified } = await post(`${at(young)}/changes`, headquarters, {
    ...{ id: randomUUID(), kind: 'modification', byNumber: instead, why: 'A word was wrong' },
  }).expect(200);
  expect(modified).toMatchObject({
    state: 'modified',
    changes: [{ state: 'published', effectiveOn: today, proposedOn: null }],
  });
});

test('cee killed while a protest is filed: nothing is half kept, and the same sent again is filed once', async () => {
  const account = await importer();
  const entry = await entryOf(account.number, account.id);
  const wanted = protest(account.number, [entry]);
  // Everything is written but the messages: there its connection dies.
  const blocker = bench.source.createQueryRunner();
  await blocker.startTransaction();
  await blocker.query('LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE');
  const filing = post('/protests', account.key, wanted).then(({ status }) => status);
  const { pid } = await eventually(
    async () =>
      (
        await bench.source.query(
          `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO outbox%'`,
        )
      )[0] ?? false,
  );
  await bench.source.query('SELECT pg_terminate_backend($1)', [pid]);
  expect(await filing).toBe(503);
  await blocker.rollbackTransaction();
  await blocker.release();
  expect(await bench.source.query('SELECT 1 FROM protest WHERE id = $1', [wanted.id])).toEqual([]);
  await post('/protests', account.key, wanted).expect(201);
  await post('/protests', account.key, wanted).expect(200);
});

test("the example of the partners' document is a protest that is taken", async () => {
  const guide = readFileSync(join(__dirname, '../../../../docs/partners/protests.md'), 'utf8');
  const [, json] = /<!-- example of a protest -->\n```json\n([\s\S]*?)```/.exec(guide) ?? [];
  const example = JSON.parse(json!) as ReturnType<typeof protest>;
  const account = await importer();
  const wanted = {
    ...example,
    protestant: { ...example.protestant, importerNumber: account.number },
    entries: example.entries.map((entry) => ({ ...entry, decidedOn: addDays(today, -30) })),
  };
  const { body } = await post('/protests', account.key, wanted).expect(201);
  expect(body).toMatchObject({ id: example.id, state: 'open', rulings: ['HQ H300111'], entries: [{ lines: ['001'] }] });
});

test('the numbers of persons are shown by their last four digits', async () => {
  const opened = await bench.open({ importerNumbers: ['123-45-6789'] }, [{ role: 'owner', name: 'Ana Ruiz' }]);
  const { body } = await post('/protests', opened.keys[0]!, protest('123-45-6789', [nextEntry()])).expect(201);
  expect(body.protestant.importerNumber).toBe('***-**-6789');
});

test('drawback claims are listed for claimant, filer, Center and office page by page, stand with the entries of protests, and an older message undoes nothing', async () => {
  const { account, entry, id } = await filed();
  const [filer, other] = [await broker(), await importer()];
  const line = { ...DrawbackClaimChanged.example.designated[0]!, entryNumber: entry.number };
  const claim = (version: number, changes: Partial<DrawbackClaimChanged> = {}): DrawbackClaimChanged => ({
    ...DrawbackClaimChanged.example,
    ...{ entryNumber: nextEntry().number, accountId: filer.id, claimantNumber: account.number, centerId: 'CEE009' },
    ...{ designated: [line], version, ...changes },
  });
  const tell = (...all: DrawbackClaimChanged[]): Promise<void> =>
    bench.handle((context) =>
      bench.service.app.get(DrawbackClaimConsumer).take(
        all.map((data) => received(DrawbackClaimChanged, entrySubject(data), data)),
        context,
      ),
    );
  const [first, second] = [claim(2), claim(1, { filedOn: '2026-11-25', centerId: 'CEE004' })];
  await tell(first, second);
  const list = async (key: string, query = ''): Promise<{ claims: any[]; next: string | null }> =>
    (await bench.call('get', `/drawback-claims${query}`, key).expect(200)).body;
  const textOf = ({ entryNumber: number }: DrawbackClaimChanged): string =>
    `B76-${number.slice(0, 7)}-${number.slice(7)}`;
  const numbers = async (key: string, query = ''): Promise<string[]> =>
    (await list(key, query)).claims.map(({ claimNumber: text }) => text);
  for (const key of [account.key, filer.key]) expect(await numbers(key)).toEqual([second, first].map(textOf));
  expect(await numbers(other.key)).toEqual([]);
  await bench.call('get', `/drawback-claims?account=${account.id}`, other.key).expect(404);
  expect(await numbers(specialist, `?center=CEE009&account=${account.id}`)).toEqual([textOf(first)]);
  const page = await list(officer, `?account=${account.id}&limit=1`);
  expect(await numbers(officer, `?account=${account.id}&limit=1&after=${page.next}`)).toEqual([textOf(first)]);
  expect(page.claims[0]).toMatchObject({ lines: 1, linesNotOnFile: 0, clock: { clock: 'time for a drawback claim' } });
  const claimsOf = async (): Promise<string[]> =>
    (await bench.call('get', `/protests/${id}`, specialist).expect(200)).body.protest.entries[0].drawbackClaims;
  expect(await claimsOf()).toEqual([first, second].map(textOf).sort());
  await tell(claim(3, { ...first, version: 3, event: 'withdrawn', state: 'withdrawn' }));
  await tell(first);
  expect(await claimsOf()).toEqual([textOf(second)]);
  expect(await numbers(account.key, '?state=withdrawn')).toEqual([textOf(first)]);
});
