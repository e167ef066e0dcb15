import { randomUUID } from 'node:crypto';
import {
  type AccountChanged,
  CeeAccountTold,
  CeeInteractionRecorded,
  accountSubject,
  DocumentsKnownRequest,
  entrySubject,
  LiquidationChanged,
  LiquidationOrdered,
  NoticeDocumentHandedIn,
  NoticeTold,
  PowerOfAttorneyChanged,
  SummaryReported,
  DowntimeChanged,
} from '#contracts';
import { addDays, daysBetween, FEDERAL_CALENDAR } from '#kernel';
import { UnitOfWork } from '#messaging';
import { CannotBeAsked, Colleagues } from '#service';
import { received } from '../../../../test/support/handler-bench';
import { ceeBench, type CeeBench, importerNumber } from '../cee.fixture';
import { DowntimeConsumer } from '../downtimes/downtime.consumer';
import { LiquidationConsumer } from '../liquidation/liquidation.consumer';
import { NamedDocuments } from '../named-documents/named-documents';
import { PowerOfAttorneyConsumer } from '../powers/power-of-attorney.consumer';
import { SummaryWorkConsumer } from '../work/summary-work.consumer';
import { centerDay } from '../work/work-item';
import type { NoticeView } from './notice';
import { NoticeDocumentsConsumer } from './notice-documents.consumer';
import { NoticeUpkeep } from './notice-upkeep';

let bench: CeeBench;
let specialist: string;
let lead: string;
let stranger: string;
const today = centerDay(new Date());

beforeAll(async () => {
  // Time is made to pass by the tests themselves.
  bench = await ceeBench({
    ...{ WORK_LOOK_MS: '600000', ADDRESS_REQUESTS_PER_SECOND: '100000', ACCOUNT_REQUESTS_PER_SECOND: '100000' },
  });
  specialist = await bench.office('Center specialist', 'D. Nakamura', 'CEE009');
  lead = await bench.office('team lead', 'P. Lindgren', 'CEE009');
  stranger = await bench.office('Center specialist', 'R. Okafor', 'CEE007');
});
afterAll(() => bench?.close());

let serial = 7_000_000;
interface Case {
  readonly importer: string;
  readonly importerAccount: string;
  readonly importerKey: string;
  readonly filerAccount: string;
  readonly filerKey: string;
  readonly summary: SummaryReported;
  readonly itemId: string;
}
/** A summary of an importer with an account, filed by a broker, whose item the specialist has. */
const summaryInHand = async (
  changes: { owner?: boolean; taken?: boolean; port?: string; filesItself?: boolean; center?: string } = {},
): Promise<Case> => {
  const importer = importerNumber();
  const { owner = true, port = '2704', center = 'CEE009' } = changes;
  const isOfCenter = center.startsWith('CEE');
  const { taken = isOfCenter } = changes;
  const { id: importerAccount, keys } = await bench.open(
    { name: 'Pacific Home Goods', importerNumbers: [importer] },
    owner ? [{ role: 'owner', name: 'Maya Chen' }] : [{ role: 'user', name: 'Temp' }],
  );
  const filer = await bench.open({ name: 'Bay Brokers', kinds: ['broker'], filerCodes: ['B76'] } as never, [
    { role: 'owner', name: 'Sam Ortega' },
  ]);
  const summary: SummaryReported = {
    ...SummaryReported.example,
    ...{
      entryNumber: `0${++serial}`,
      accountId: changes.filesItself ? importerAccount : filer.id,
      importerNumber: importer,
    },
    ...{
      portOfEntry: port,
      centerId: center,
      teamNumber: isOfCenter ? '391' : null,
      occurredAt: new Date().toISOString(),
    },
    filed: { ...SummaryReported.example.filed!, filedOn: today },
  };
  await reported(summary);
  const [{ id: itemId }] = await bench.source.query('SELECT id FROM work_item WHERE entry_number = $1', [
    summary.entryNumber,
  ]);
  if (taken) await bench.call('post', `/work-items/${itemId}/takes`, specialist).expect(200);
  return {
    ...{ importer, importerAccount, importerKey: keys[0]!, filerAccount: filer.id, filerKey: filer.keys[0]! },
    ...{ summary, itemId },
  };
};
const reported = (summary: SummaryReported): Promise<void> =>
  bench.handle((context) =>
    new SummaryWorkConsumer().take([received(SummaryReported, entrySubject(summary), summary)], context),
  );
/** What the entry service is sent, whether it listens to it in this build or not. */
const published = jest.spyOn(UnitOfWork.prototype, 'publish');
const ordersOf = ({ entryNumber }: SummaryReported): LiquidationOrdered[] => {
  const sent = published.mock.calls.flatMap(([contract, , data]) =>
    contract.type === LiquidationOrdered.type ? [data as LiquidationOrdered] : [],
  );
  for (const data of sent) expect(LiquidationOrdered.faultOf(data)).toBeNull();
  return sent.filter((data) => data.entryNumber === entryNumber);
};
let version = 0;
/** The entry service says where the liquidation of an entry stands. */
const entrySays = (
  { filerCode, entryNumber, importerNumber: number }: SummaryReported,
  changes: Partial<LiquidationChanged>,
): Promise<void> => {
  const data = {
    ...LiquidationChanged.example,
    ...{ filerCode, entryNumber, importerNumber: number, version: ++version, occurredAt: new Date().toISOString() },
    ...changes,
  } as LiquidationChanged;
  return bench.handle((context) =>
    bench.service.app
      .get(LiquidationConsumer, { strict: false })
      .take([received(LiquidationChanged, entrySubject(data), data)], context),
  );
};

describe('the liquidation of an entry, ordered by a Center', () => {
  const extension = () => ({
    ...{ id: randomUUID(), order: 'extend', code: '50', until: addDays(today, 200), reference: 'Letter of 3 March' },
    reason: 'The importer waits for a certificate of origin',
  });

  test('is extended by who has the item, once, and shows what the entry service says became of it', async () => {
    const { summary, itemId, importerAccount, filerAccount } = await summaryInHand();
    const path = `/work-items/${itemId}/liquidation-orders`;
    const wanted = extension();
    const { body } = await bench.call('post', path, specialist, wanted).expect(200);
    expect(body).toMatchObject({ outcome: 'waits', basis: 'request of the importer', code: '50' });
    await bench.call('post', path, specialist, wanted).expect(200);
    await bench.call('post', path, specialist, { ...wanted, code: '49' }).expect(409);
    expect(ordersOf(summary)).toMatchObject([
      { orderId: wanted.id, order: 'extend', code: '50', until: wanted.until, finally: null, centerId: 'CEE009' },
    ]);

    const held = [{ code: '50', from: today, until: wanted.until, reference: wanted.reference }];
    await entrySays(summary, {
      ...{ state: 'not liquidated', heldBy: held, liquidated: null, noticeOn: null, changeCents: null },
      order: { orderId: wanted.id, refusal: null },
    });
    const shown = await bench.call('get', `/work-items/${itemId}/liquidation`, specialist).expect(200);
    expect(shown.body).toMatchObject({
      liquidation: { state: 'not liquidated', heldBy: held },
      orders: [{ outcome: 'carried out', refusal: null, specialist: 'D. Nakamura' }],
    });
    for (const account of [importerAccount, filerAccount])
      expect(
        (await bench.told(CeeInteractionRecorded.type, accountSubject(account))).filter(
          ({ kind }) => kind === 'decided',
        ),
      ).toMatchObject([{ disposition: 'extend', person: 'D. Nakamura', center: 'CEE009' }]);
  });

  test('a refusal of the entry service is shown, and an older word of it undoes nothing', async () => {
    const { summary, itemId } = await summaryInHand();
    const wanted = { ...extension(), order: 'suspend', code: '46', until: null, reference: 'CIT 26-00117' };
    await bench.call('post', `/work-items/${itemId}/liquidation-orders`, specialist, wanted).expect(200);
    const refusal = 'THE ENTRY IS LIQUIDATED';
    await entrySays(summary, { order: { orderId: wanted.id, refusal } });
    await entrySays(summary, { version: 1, state: 'not liquidated', order: { orderId: wanted.id, refusal: null } });
    const { body } = await bench.call('get', `/work-items/${itemId}/liquidation`, specialist).expect(200);
    expect(body).toMatchObject({
      liquidation: { state: 'liquidated' },
      orders: [{ outcome: 'refused', refusal, basis: 'court' }],
    });
    const [{ data }] = await bench.source.query('SELECT data FROM entry_liquidation WHERE entry_number = $1', [
      summary.entryNumber,
    ]);
    expect(data.importerNumber).toBeNull();
  });

  test.each([
    [{ code: '46' }, '/code', 'no code to extend'],
    [{ until: null }, '/until', 'is missing'],
    [{ until: '2026-02-30' }, '/until', 'is not a day'],
    [{ until: today }, '/until', 'is over'],
    [{ order: 'suspend', code: '47' }, '/until', 'lasts until it is ended'],
    [{ order: 'end suspension', code: '50', until: null }, '/code', 'no code to end suspension'],
  ])('an order with %j is refused at %s', async (changes, at, text) => {
    const { itemId } = await summaryInHand();
    const { body } = await bench
      .call('post', `/work-items/${itemId}/liquidation-orders`, specialist, { ...extension(), ...changes })
      .expect(422);
    expect(body.errors).toMatchObject([{ at, text: expect.stringContaining(text) }]);
  });

  test('a team lead orders without having the item, another specialist of the Center not, and nobody of another Center', async () => {
    const { itemId } = await summaryInHand({ taken: false });
    const path = `/work-items/${itemId}/liquidation-orders`;
    expect((await bench.call('post', path, specialist, extension()).expect(409)).body.detail).toContain(
      'take it first',
    );
    expect((await bench.call('post', path, stranger, extension()).expect(403)).body.detail).toContain('CEE007');
    await bench.call('get', `/work-items/${itemId}/liquidation`, stranger).expect(403);
    await bench.call('post', path, lead, extension()).expect(200);
  });

  test('a Center orders nothing on a day on which the port has the function', async () => {
    const { itemId } = await summaryInHand();
    const path = `/work-items/${itemId}/liquidation-orders`;
    const rows = `UPDATE authority SET ordered = $1 WHERE center_id = 'CEE009' AND function_code = 'liquidation'`;
    await bench.source.query(rows, [false]);
    const { body } = await bench.call('post', path, specialist, extension()).expect(403);
    await bench.source.query(rows, [true]);
    expect(body.detail).toContain('the port decides: CEE009 has no delegation order (liquidation)');
    await bench.call('post', path, specialist, extension()).expect(200);
  });
});

const ask = (changes: object = {}) => ({
  ...{ id: randomUUID(), form: 'CF-28', about: 'classification', product: 'Plastic trays', heading: '3924' },
  ...{ entryLines: ['001'], question: 'What are the trays of line 001 used for?', phone: '2025550100' },
  ...changes,
});
let series = 0;
const AMOUNTS = { dutyCents: 125_000, fees: [{ class: '499', cents: 8_660 }] };
const act = (changes: object = {}) =>
  ask({
    ...{ form: 'CF-29', action: 'rate advance', question: 'The trays are 3926, at 5.3 percent.', finally: AMOUNTS },
    ...{ outcome: '3926.90.99', product: `Plastic trays of series ${++series}` },
    ...changes,
  });
const mark = (changes: object = {}) =>
  ask({
    form: 'CF-4647',
    about: 'marking',
    action: 'mark',
    question: 'No country of origin on the trays.',
    ...changes,
  });
const issue = async (of: Case, order: object, who = specialist): Promise<NoticeView> =>
  (await bench.call('post', `/work-items/${of.itemId}/notices`, who, order).expect(201)).body;
const read = async (number: string, who: string): Promise<NoticeView> =>
  (await bench.call('get', `/notices/${number}`, who).expect(200)).body;
const answer = (number: string, who: string, says: string, changes: object = {}) =>
  bench.call('post', `/notices/${number}/answers`, who, {
    ...{ id: randomUUID(), says, text: 'They stack in dishwashers.' },
    ...changes,
  });
const decide = (number: string, decision: string, changes: object = {}, who = specialist) =>
  bench.call('post', `/notices/${number}/decisions`, who, {
    ...{ id: randomUUID(), decision, reason: 'As was found' },
    ...changes,
  });
const take = (of: Case) => bench.call('post', `/work-items/${of.itemId}/takes`, specialist).expect(200);
const itemState = async ({ itemId }: Case): Promise<string> =>
  (await bench.source.query('SELECT state FROM work_item WHERE id = $1', [itemId]))[0].state;
const noteOverdue = (days: number): Promise<boolean> =>
  bench.service.app.get(NoticeUpkeep).noteOverdue(new Date(`${addDays(today, days)}T20:00:00.000Z`));
/** What an account was told of a notice, in order. */
const toldOf = async (number: string, accountId: string): Promise<NoticeTold[]> =>
  published.mock.calls.flatMap(([contract, , data]) => {
    if (contract.type !== NoticeTold.type) return [];
    const one = data as NoticeTold;
    expect(NoticeTold.faultOf(one)).toBeNull();
    return one.actionNumber === number && one.accountId === accountId ? [one] : [];
  });
const stepsTold = async (number: string, accountId: string): Promise<string[]> =>
  (await toldOf(number, accountId)).map(({ step }) => step);

describe('a request for information, CF-28', () => {
  test('is a document to the importer that the filer sees, with a number, a clock and the rule it is from; its item is off the worklist', async () => {
    const of = await summaryInHand();
    const order = ask();
    const notice = await issue(of, order);
    expect(notice).toMatchObject({
      ...{ form: 'CF-28', state: 'issued', importer: 'Pacific Home Goods', takesAnswers: true, entryLines: ['001'] },
      clock: {
        ...{ clock: 'answer to a request for information', rule: 'CBP Form 28; 19 CFR 151.11', startedOn: today },
        ...{ dueDate: FEDERAL_CALENDAR.onOrAfter(addDays(today, 30)), unit: 'calendar days' },
      },
    });
    expect(notice.actionNumber).toMatch(/^RI\d{10}$/);
    expect((await bench.call('post', `/work-items/${of.itemId}/notices`, specialist, order).expect(200)).body).toEqual(
      notice,
    );
    await bench.call('post', `/work-items/${of.itemId}/notices`, specialist, { ...order, about: 'value' }).expect(409);
    expect(await itemState(of)).toBe('with the importer');
    for (const key of [of.importerKey, of.filerKey, specialist, stranger])
      expect((await read(notice.actionNumber, key)).question).toBe(order.question);
    const { keys } = await bench.open({ name: 'Somebody else' }, [{ role: 'owner', name: 'N. N.' }]);
    await bench.call('get', `/notices/${notice.actionNumber}`, keys[0]!).expect(404);
    await answer(notice.actionNumber, keys[0]!, 'answered').expect(404);

    const [importer] = await toldOf(notice.actionNumber, of.importerAccount);
    expect(importer).toMatchObject({
      ...{ to: 'importer', step: 'issued', officer: 'D. Nakamura', phone: '2025550100', centerId: 'CEE009' },
      remarks: [
        'CF-28 REQUEST FOR INFORMATION',
        `ANSWER BY ${notice.clock!.dueDate}`,
        'WHAT ARE THE TRAYS OF LINE 001 USED FOR?',
      ],
    });
    expect(await toldOf(notice.actionNumber, of.filerAccount)).toMatchObject([{ to: 'filer' }]);
    for (const account of [of.importerAccount, of.filerAccount])
      expect(await bench.told(CeeInteractionRecorded.type, accountSubject(account))).toContainEqual(
        expect.objectContaining({ kind: 'decided', disposition: 'issued', person: 'D. Nakamura', center: 'CEE009' }),
      );
    const lists = [
      [`/accounts/${of.importerAccount}/notices`, of.importerKey],
      [`/accounts/${of.filerAccount}/notices?form=CF-28`, of.filerKey],
      [`/work-items/${of.itemId}/notices`, specialist],
    ] as const;
    for (const [path, key] of lists)
      expect((await bench.call('get', path, key).expect(200)).body.notices).toMatchObject([
        { actionNumber: notice.actionNumber, state: 'issued' },
      ]);
    await bench.call('get', `/accounts/${of.importerAccount}/notices`, of.filerKey).expect(404);
  });

  test('is printed with all that it needs', async () => {
    const of = await summaryInHand();
    const notice = await issue(of, ask({ question: `${'A long question. '.repeat(40)}The end?` }));
    const { text, headers } = await bench
      .call('get', `/notices/${notice.actionNumber}/document`, of.importerKey)
      .expect(200);
    expect(headers['content-type']).toContain('text/plain');
    const { dueDate } = notice.clock!;
    for (const words of [
      ...['CF-28  REQUEST FOR INFORMATION', notice.actionNumber, `${dueDate} (CBP Form 28; 19 CFR 151.11)`],
      ...['Pacific Home Goods', 'CEE009', 'team 391', 'D. Nakamura', '2025550100', notice.entryNumber, 'Plastic trays'],
      ...[
        '3924',
        '001',
        'ABOUT CLASSIFICATION',
        'The end?',
        `request:${notice.actionNumber}`,
        'Signature',
        'issued, by',
      ],
    ])
      expect(text).toContain(words);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(78);
    const [{ remarks }] = (await toldOf(notice.actionNumber, of.filerAccount)) as [NoticeTold];
    expect(remarks).toHaveLength(7);
    expect(remarks.at(-1)).toBe(`... ALL OF IT: /notices/${notice.actionNumber}/document`);
  });

  test('is answered, found insufficient with a new clock, answered by a document alone, found sufficient and closed', async () => {
    const of = await summaryInHand();
    const { actionNumber } = await issue(of, ask());
    expect((await answer(actionNumber, of.importerKey, 'agreed').expect(422)).body.errors[0]).toMatchObject({
      ...{ at: '/says', remedy: 'Say answered.' },
    });
    await answer(actionNumber, of.importerKey, 'answered', { text: null }).expect(422);
    const id = randomUUID();
    for (const status of [200, 200])
      await answer(actionNumber, of.importerKey, 'answered', { id, documentReferences: ['INV-4711'] }).expect(status);
    await answer(actionNumber, of.importerKey, 'answered', { id, text: 'Otherwise' }).expect(409);
    await answer(actionNumber, of.importerKey, 'answered', { id, documentReferences: ['INV-4712'] }).expect(409);
    expect((await read(actionNumber, specialist)).answers).toMatchObject([
      { says: 'answered', by: 'Maya Chen', documentReferences: ['INV-4711'] },
    ]);
    expect(await itemState(of)).toBe('open');
    expect((await decide(actionNumber, 'found sufficient').expect(409)).body.detail).toContain('take it first');
    await take(of);
    const again = { id: randomUUID(), until: addDays(today, 45) };
    for (const status of [200, 200]) await decide(actionNumber, 'found insufficient', again).expect(status);
    expect(await itemState(of)).toBe('with the importer');
    const asked = await read(actionNumber, of.filerKey);
    expect(asked.clock).toMatchObject({ dueDate: FEDERAL_CALENDAR.onOrAfter(addDays(today, 45)), startedOn: today });

    await bench.handle((context) =>
      bench.service.app.get(NoticeDocumentsConsumer, { strict: false }).take(
        [
          received(NoticeDocumentHandedIn, entrySubject(of.summary), {
            ...{ ...NoticeDocumentHandedIn.example, accountId: of.filerAccount, actionNumber, by: 'Sam Ortega' },
          }),
        ],
        context,
      ),
    );
    expect(await read(actionNumber, of.importerKey)).toMatchObject({ state: 'answered', clock: null });
    await take(of);
    await decide(actionNumber, 'found sufficient').expect(200);
    await decide(actionNumber, 'closed').expect(200);
    // Whoever asks next finds what was asked, answered and decided.
    expect(
      await bench.source.query(
        'SELECT stage, kind, ended_at AS ended FROM earlier_answer WHERE source_number = $1 ORDER BY id',
        [actionNumber],
      ),
    ).toEqual(['request', 'answer', 'decision'].map((stage) => ({ stage, kind: 'classification', ended: null })));
    const done = await read(actionNumber, of.importerKey);
    expect(done).toMatchObject({ state: 'closed', takesAnswers: false });
    expect(done.history.map(({ event, by }) => `${event}, ${by}`)).toEqual([
      ...['issued, D. Nakamura', 'answered, Maya Chen', 'found insufficient, D. Nakamura'],
      ...['document handed in, Sam Ortega', 'found sufficient, D. Nakamura', 'closed, D. Nakamura'],
    ]);
    expect((await answer(actionNumber, of.importerKey, 'answered').expect(409)).body.detail).toContain('is closed');
    expect(await toldOf(actionNumber, of.filerAccount)).toMatchObject(
      [1, 2, 3, 4, 5, 6].map((version) => ({ version, takesAnswers: version < 5 })),
    );
  });

  test('that nobody answers is overdue on the day after its last day, named to the account, and back on the worklist by itself', async () => {
    const of = await summaryInHand();
    const { actionNumber, clock } = await issue(of, ask());
    const last = daysBetween(today, clock!.dueDate);
    await noteOverdue(last);
    expect((await read(actionNumber, specialist)).state).toBe('issued');
    await noteOverdue(last + 1);
    await noteOverdue(last + 1);
    expect(await read(actionNumber, of.importerKey)).toMatchObject({ state: 'overdue', takesAnswers: true });
    expect(await stepsTold(actionNumber, of.importerAccount)).toEqual(['issued', 'overdue']);
    expect(await itemState(of)).toBe('open');
    const { body } = await bench.call('get', `/work-items/${of.itemId}`, specialist).expect(200);
    expect(body.history.at(-1)).toMatchObject({ event: 'notice overdue', note: `CF-28 ${actionNumber}: overdue` });
    await answer(actionNumber, of.importerKey, 'answered').expect(200);
  });

  test('is put off by more time that is given, and by a downtime that kept the filer from it', async () => {
    const of = await summaryInHand({ port: '5301' });
    const { actionNumber, clock } = await issue(of, ask());
    await decide(actionNumber, 'more time given', { until: today }).expect(422);
    await decide(actionNumber, 'found insufficient').expect(409);
    await decide(actionNumber, 'more time given', { until: addDays(clock!.dueDate, 30) }).expect(200);
    const { dueDate } = (await read(actionNumber, specialist)).clock!;
    expect(dueDate).toBe(FEDERAL_CALENDAR.onOrAfter(addDays(clock!.dueDate, 30)));
    const downtime: DowntimeChanged = {
      ...DowntimeChanged.example,
      ...{ downtimeId: randomUUID(), drill: false, filerAccountId: null },
      scope: { modules: ['entry'], channels: [], directions: [], modes: [], ports: ['5301'] },
      ...{ from: `${dueDate}T14:00:00.000Z`, to: `${dueDate}T20:00:00.000Z` },
      relief: { paymentBusinessDays: 1, otherBusinessDays: 1 },
    };
    await bench.handle((context) =>
      bench.service.app
        .get(DowntimeConsumer, { strict: false })
        .take([received(DowntimeChanged, `downtime:${downtime.downtimeId}`, downtime)], context),
    );
    const relieved = FEDERAL_CALENDAR.addBusinessDays(dueDate, 1);
    expect((await read(actionNumber, of.importerKey)).clock).toMatchObject({
      ...{ dueDate: relieved, legalDueDate: dueDate, relievedBy: downtime.number },
    });
    await noteOverdue(daysBetween(today, relieved));
    expect((await read(actionNumber, specialist)).state).toBe('issued');
    await noteOverdue(daysBetween(today, relieved) + 1);
    expect((await read(actionNumber, specialist)).history.at(-1)).toMatchObject({
      ...{ event: 'overdue', by: 'the platform', note: `was due ${relieved}, put off by ${downtime.number}` },
    });
  });

  test('to an importer that filed the entry itself is told once', async () => {
    const of = await summaryInHand({ filesItself: true });
    const { actionNumber } = await issue(of, ask());
    expect(await toldOf(actionNumber, of.importerAccount)).toMatchObject([{ to: 'importer and filer' }]);
    expect(await toldOf(actionNumber, of.filerAccount)).toEqual([]);
  });

  test('goes with the importer number that CBP puts right to another account', async () => {
    const of = await summaryInHand();
    const { actionNumber } = await issue(of, ask());
    const wrong = { accountId: of.importerAccount, version: 2, importerNumbers: [] };
    const before = await bench.open(wrong as Partial<AccountChanged>, [{ role: 'owner', name: 'Maya Chen' }]);
    const right = await bench.open({ name: 'Harbor Goods', importerNumbers: [of.importer] }, [
      { role: 'owner', name: 'Kwame Osei' },
    ]);
    await bench.call('get', `/notices/${actionNumber}`, before.keys[0]!).expect(404);
    expect((await answer(actionNumber, right.keys[0]!, 'answered').expect(200)).body.answers).toMatchObject([
      { by: 'Kwame Osei', accountId: right.id },
    ]);
  });

  test('goes on with the account into which that of the importer was merged', async () => {
    const of = await summaryInHand();
    const { actionNumber } = await issue(of, ask());
    const next = await bench.open({ name: 'Harbor Goods' }, [{ role: 'owner', name: 'Kwame Osei' }]);
    const merged = { accountId: of.importerAccount, version: 2, active: false, mergedInto: next.id };
    await bench.open(merged as Partial<AccountChanged>, []);
    await bench.call('get', `/notices/${actionNumber}`, of.importerKey).expect(401);
    expect((await answer(actionNumber, next.keys[0]!, 'answered').expect(200)).body.answers).toMatchObject([
      { by: 'Kwame Osei', accountId: next.id },
    ]);
    expect(await stepsTold(actionNumber, next.id)).toEqual(['answered']);
  });

  test('that is withdrawn gives the item back, and says so', async () => {
    const of = await summaryInHand();
    const { actionNumber } = await issue(of, ask());
    const other = await issue(of, mark());
    await decide(actionNumber, 'withdrawn').expect(200);
    expect(await itemState(of)).toBe('with the importer');
    await decide(other.actionNumber, 'withdrawn').expect(200);
    expect(await itemState(of)).toBe('open');
    expect(await stepsTold(actionNumber, of.filerAccount)).toEqual(['issued', 'withdrawn']);
  });
});

describe('documents that an answer names', () => {
  const colleagues = () => jest.spyOn(bench.service.app.get(Colleagues, { strict: false }), 'ask');
  const check = (): Promise<boolean> => bench.service.app.get(NamedDocuments).check();
  const waiting = async (): Promise<number> =>
    (await bench.source.query(`SELECT count(*)::int AS n FROM named_document WHERE found = 'waits'`))[0].n;

  test('are looked for at the account service a moment later: the answer waits for nothing, and one that is not there is told, once', async () => {
    const of = await summaryInHand();
    const { actionNumber } = await issue(of, ask({ product: 'Trays with documents' }));
    const [there, lost] = [randomUUID(), randomUUID()];
    const documentReferences = [there, lost, 'INV-4711'];
    const asked = colleagues();
    // The account service is dead, or frozen, or of a build that does not know the question: nothing is lost by it.
    asked.mockRejectedValueOnce(new CannotBeAsked('the account service does not answer'));
    await answer(actionNumber, of.importerKey, 'answered', { documentReferences }).expect(200);
    expect(await check()).toBe(false);
    asked.mockResolvedValueOnce(null);
    expect(await check()).toBe(false);
    const found = async () =>
      ((await read(actionNumber, specialist)) as any).namedDocuments.map((one: any) => [one.document, one.found]);
    expect(await found()).toEqual([
      [there, 'waits'],
      [lost, 'waits'],
      ['INV-4711', 'not checked'],
    ]);
    asked.mockImplementation((async (callee: string, contract: unknown, { body }: any) => {
      expect([callee, contract, body.accountId]).toEqual(['account', DocumentsKnownRequest, of.importerAccount]);
      return { known: body.documents.filter((id: string) => id === there) };
    }) as never);
    // Two replicas ask at the same instant.
    await Promise.all([check(), check()]);
    await check();
    asked.mockRestore();
    expect(await waiting()).toBe(0);
    expect(await found()).toEqual([
      [there, 'there'],
      [lost, 'not there'],
      ['INV-4711', 'not checked'],
    ]);
    const told = (await bench.told(CeeAccountTold.type, accountSubject(of.importerAccount))) as CeeAccountTold[];
    expect(told.filter(({ about }) => about === 'document not found')).toMatchObject([
      { text: expect.stringContaining(lost), items: [{ reference: actionNumber, text: `document ${lost}` }] },
    ]);
    const { history, state } = (await read(actionNumber, of.importerKey)) as any;
    expect([state, history.at(-1).event, history.at(-1).by]).toEqual([
      ...['answered', 'document not found', 'the platform'],
    ]);
  });
});

describe('a notice of action, CF-29', () => {
  test('is proposed, disagreed with, taken as an order to liquidate, and the entry service says what became of it', async () => {
    const of = await summaryInHand();
    const notice = await issue(of, act());
    expect(notice).toMatchObject({ state: 'proposed', clock: { rule: 'CBP Form 29; 19 CFR 152.2' } });
    await answer(notice.actionNumber, of.importerKey, 'disagreed').expect(200);
    await take(of);
    const id = randomUUID();
    const lower = { dutyCents: 110_000, fees: [] };
    for (const status of [200, 200])
      await decide(notice.actionNumber, 'action ordered', { id, finally: lower }).expect(status);
    const otherwise = { id, finally: { dutyCents: 900, fees: [] } };
    expect((await decide(notice.actionNumber, 'action ordered', otherwise).expect(409)).body.errors).toMatchObject([
      { at: '/id' },
      { at: '/finally' },
    ]);
    const [order, ...others] = ordersOf(of.summary);
    expect(others).toEqual([]);
    expect(order).toMatchObject({
      ...{ orderId: id, order: 'liquidate', basis: 'notice of action', reference: notice.actionNumber, finally: lower },
    });
    expect((await read(notice.actionNumber, of.importerKey)).state).toBe('ordered');
    const refusal = 'THE LIQUIDATION IS SUSPENDED (44)';
    await entrySays(of.summary, { order: { orderId: id, refusal } });
    expect(await read(notice.actionNumber, of.importerKey)).toMatchObject({ state: 'refused', refusal });
    const again = randomUUID();
    await decide(notice.actionNumber, 'action ordered', { id: again }).expect(200);
    await entrySays(of.summary, { order: { orderId: again, refusal: null } });
    await entrySays(of.summary, { order: { orderId: again, refusal: null } });
    expect(await read(notice.actionNumber, of.importerKey)).toMatchObject({ state: 'taken', refusal: null });
    expect(await stepsTold(notice.actionNumber, of.importerAccount)).toEqual([
      ...['issued', 'disagreed', 'action ordered', 'refused', 'action ordered', 'carried out'],
    ]);
  });

  test('is agreed to by a filer only under a power in force, and never against the importer', async () => {
    const of = await summaryInHand();
    const { actionNumber } = await issue(of, act());
    await answer(actionNumber, of.importerKey, 'disagreed').expect(200);
    expect((await answer(actionNumber, of.filerKey, 'agreed').expect(409)).body.detail).toContain('only the importer');
    const power = { ...PowerOfAttorneyChanged.example.powers[0]!, filerCode: 'B76', ports: null, revokedAt: null };
    const granted = (at: number, revokedFrom: string | null) =>
      bench.handle((context) =>
        new PowerOfAttorneyConsumer().take(
          [
            received(PowerOfAttorneyChanged, `powers-of-attorney:${of.importerAccount}`, {
              ...{ importerNumber: `${of.importer}00`, version: at },
              powers: [{ ...power, scopes: ['entry summary'], from: '2020-01-01', to: null, revokedFrom }],
            } as never),
          ],
          context,
        ),
      );
    await granted(1, addDays(today, -1));
    expect((await answer(actionNumber, of.filerKey, 'disagreed').expect(403)).body.detail).toContain('not in force');
    await bench.handle((context) =>
      bench.service.app.get(NoticeDocumentsConsumer, { strict: false }).take(
        [
          received(NoticeDocumentHandedIn, entrySubject(of.summary), {
            ...NoticeDocumentHandedIn.example,
            ...{ actionNumber, accountId: of.filerAccount, documentId: randomUUID(), by: 'Sam Ortega' },
          }),
        ],
        context,
      ),
    );
    expect((await read(actionNumber, of.importerKey)).state).toBe('disagreed');
    await granted(2, null);
    await answer(actionNumber, of.filerKey, 'agreed').expect(409);
    await answer(actionNumber, of.importerKey, 'agreed').expect(200);
  });

  test('is not ordered with the id of an order on another entry', async () => {
    const elsewhere = await summaryInHand();
    const id = randomUUID();
    const wanted = {
      ...{ id, order: 'extend', code: '50', until: addDays(today, 200), reference: null },
      reason: 'Asked',
    };
    await bench.call('post', `/work-items/${elsewhere.itemId}/liquidation-orders`, specialist, wanted).expect(200);
    const of = await summaryInHand();
    const { actionNumber } = await issue(of, act());
    await answer(actionNumber, of.importerKey, 'agreed').expect(200);
    await take(of);
    expect((await decide(actionNumber, 'action ordered', { id }).expect(409)).body.errors).toMatchObject([
      { at: '/id', text: 'is taken' },
    ]);
    expect((await read(actionNumber, of.importerKey)).state).toBe('agreed');
    await decide(actionNumber, 'action ordered').expect(200);
  });

  test('is taken only once its 20 days are over, or importer or filer spoke', async () => {
    const of = await summaryInHand();
    const { actionNumber, clock } = await issue(of, act());
    expect((await decide(actionNumber, 'action ordered').expect(409)).body.detail).toContain('is proposed');
    await noteOverdue(daysBetween(today, clock!.dueDate) + 1);
    expect((await read(actionNumber, specialist)).state).toBe('lapsed');
    await take(of);
    await decide(actionNumber, 'action ordered').expect(200);
    expect(ordersOf(of.summary)).toMatchObject([{ finally: AMOUNTS }]);
  });

  test('may be taken without a proposal, and is none for an entry that is liquidated', async () => {
    const of = await summaryInHand();
    const order = act({ taken: true });
    const notice = await issue(of, order);
    expect(notice).toMatchObject({ state: 'ordered', liquidationOrderId: order.id, clock: null });
    const { text } = await bench.call('get', `/notices/${notice.actionNumber}/document`, of.filerKey).expect(200);
    expect(text).toContain('CF-29  NOTICE OF ACTION: ACTION TAKEN');
    expect(text).toContain('$1,336.60');
    await entrySays(of.summary, { state: 'liquidated', noticeOn: today });
    const { body } = await bench.call('post', `/work-items/${of.itemId}/notices`, specialist, act()).expect(409);
    expect(body.detail).toContain('was liquidated');
  });
});

describe('what a notice of action decides', () => {
  const decidedOn = async (product: string) =>
    bench.source.query(
      `SELECT a.kind, a.outcome, a.supplier, a.ended_at IS NOT NULL AS ended FROM earlier_answer a JOIN product p ON p.id = a.product_id
        WHERE p.goods = $1 AND a.stage = 'decision' ORDER BY a.id`,
      [product],
    );

  test('binds who decides on the goods next, whoever imports them; to depart from it takes a reason and a second person', async () => {
    const first = await summaryInHand();
    const product = 'Nested sorting trays of polypropylene';
    const taken = act({ product, outcome: '3924.90.56.50', taken: true, supplier: 'cnshapla12sha' });
    await issue(first, taken);
    expect(await decidedOn(product)).toEqual([
      { kind: 'classification', outcome: '3924.90.56', supplier: 'CNSHAPLA12SHA', ended: false },
    ]);

    const next = await summaryInHand();
    const path = `/work-items/${next.itemId}/notices`;
    const other = act({ product, outcome: '3926.90.99' });
    const { body } = await bench.call('post', path, specialist, other).expect(409);
    expect(body.detail).toContain('Decided otherwise before on the same product (classification): notice of action NA');
    expect(body.errors).toMatchObject([{ at: '/outcome', text: 'departs from 3924.90.56' }]);
    const departure = randomUUID();
    await bench
      .call('post', '/departures', specialist, {
        ...{ id: departure, kind: 'classification', goods: product, outcome: '3926.90.99' },
        reason: 'The ruling on sorting trays was not seen',
      })
      .expect(200);
    await bench.call('post', path, specialist, other).expect(409);
    await bench
      .call('post', `/departures/${departure}/decision`, lead, { decision: 'approved', why: 'The ruling says so' })
      .expect(200);
    const { actionNumber } = await issue(next, other);
    await answer(actionNumber, next.importerKey, 'disagreed').expect(200);
    await take(next);
    // Refused by the entry service and ordered again it is the same departure.
    for (const refusal of ['THE LIQUIDATION IS SUSPENDED (44)', null]) {
      const id = randomUUID();
      await decide(actionNumber, 'action ordered', { id }).expect(200);
      await entrySays(next.summary, { order: { orderId: id, refusal } });
    }
    expect(await decidedOn(product)).toMatchObject([
      { outcome: '3924.90.56', ended: false },
      { outcome: '3926.90.99', ended: true },
      { outcome: '3926.90.99', ended: false },
    ]);
    expect(await bench.source.query('SELECT state, used_by AS by FROM departure WHERE id = $1', [departure])).toEqual([
      { state: 'used', by: `notice of action ${actionNumber}` },
    ]);
  });

  test('is a rate with its value too, and may be ordered otherwise than it was proposed', async () => {
    const of = await summaryInHand();
    const product = 'Trays with a lid of beech';
    const { actionNumber } = await issue(of, act({ product, about: 'rate', outcome: '5.30 %' }));
    expect((await read(actionNumber, of.importerKey)).outcome).toBe('5.3%');
    await answer(actionNumber, of.importerKey, 'disagreed').expect(200);
    await take(of);
    await decide(actionNumber, 'closed', { outcome: 'free' }).expect(422);
    await decide(actionNumber, 'action ordered', { outcome: '3.4 percent' }).expect(200);
    expect(await decidedOn(product)).toMatchObject([{ kind: 'rate', outcome: '3.4%' }]);
    const { text } = await bench.call('get', `/notices/${actionNumber}/document`, of.importerKey).expect(200);
    expect(text).toContain('rate: 3.4%');
  });
});

describe('one question is asked once', () => {
  /** Another entry of the same importer, by another filer at another port, in the hands of another specialist. */
  const another = async (of: Case): Promise<{ itemId: string; key: string }> => {
    const summary: SummaryReported = {
      ...{ ...of.summary, entryNumber: `0${++serial}`, accountId: randomUUID(), portOfEntry: '5301' },
      occurredAt: new Date().toISOString(),
    };
    await reported(summary);
    const [{ id: itemId }] = await bench.source.query('SELECT id FROM work_item WHERE entry_number = $1', [
      summary.entryNumber,
    ]);
    const key = await bench.office('Center specialist', 'A. Brandt', 'CEE009');
    await bench.call('post', `/work-items/${itemId}/takes`, key).expect(200);
    return { itemId, key };
  };
  const question = async ({ importerAccount, importerKey }: Case) =>
    (await bench.call('get', `/accounts/${importerAccount}/questions`, importerKey).expect(200)).body.questions;

  test('a second port that asks the same reads the answer to the first request: one number, one clock, both items wait and come back', async () => {
    const of = await summaryInHand();
    const notice = await issue(of, ask());
    const second = await another(of);
    const path = `/work-items/${second.itemId}/notices`;
    const order = ask({ question: 'For what are these trays?' });
    for (const _again of [1, 2]) {
      const { body } = await bench.call('post', path, second.key, order).expect(200);
      expect(body).toMatchObject({
        actionNumber: notice.actionNumber,
        question: 'What are the trays of line 001 used for?',
      });
    }
    await bench.call('post', path, second.key, { ...order, about: 'value' }).expect(409);
    expect((await read(notice.actionNumber, of.importerKey)).readers).toMatchObject([
      { by: 'A. Brandt', centerId: 'CEE009', port: '5301' },
    ]);
    expect((await bench.call('get', path, second.key).expect(200)).body.notices).toMatchObject([
      { actionNumber: notice.actionNumber },
    ]);
    expect(
      await bench.source.query('SELECT count(*)::int AS n FROM center_notice WHERE importer_account_id = $1', [
        of.importerAccount,
      ]),
    ).toEqual([{ n: 1 }]);
    expect(await itemState(second as never)).toBe('with the importer');
    expect(await bench.told(CeeInteractionRecorded.type, accountSubject(of.importerAccount))).toContainEqual(
      expect.objectContaining({ person: 'A. Brandt', summary: expect.stringContaining('asks the same') }),
    );
    await answer(notice.actionNumber, of.importerKey, 'answered').expect(200);
    expect([await itemState(of), await itemState(second as never)]).toEqual(['open', 'open']);
    expect(await question(of)).toMatchObject([
      {
        ...{ state: 'answered', answer: 'They stack in dishwashers.', requestNumber: notice.actionNumber },
        askers: [{ name: 'D. Nakamura' }, { name: 'A. Brandt', port: '5301' }],
      },
    ]);
    // Answered once, it is asked again only with a reason.
    const third = await another(of);
    const anew = await bench.call('post', `/work-items/${third.itemId}/notices`, third.key, ask()).expect(409);
    expect(anew.body.errors).toMatchObject([{ at: '/whyAgain' }]);
    await bench
      .call('post', `/work-items/${third.itemId}/notices`, third.key, ask({ whyAgain: 'The moulds changed' }))
      .expect(201);
  });

  test('a request for information joins a question that the account has, and one answer serves both, by whichever door', async () => {
    const of = await summaryInHand();
    const officer = await bench.office('officer', 'J. Ferris');
    const asked = (
      await bench
        .call('post', '/account-questions', officer, {
          ...{
            id: randomUUID(),
            accountId: of.importerAccount,
            kind: 'classification',
            goods: 'Plastic trays',
            port: '3001',
          },
          text: 'What are the trays for?',
        })
        .expect(201)
    ).body;
    const { actionNumber } = await issue(of, ask());
    expect(await question(of)).toMatchObject([
      {
        number: asked.number,
        state: 'open',
        requestNumber: actionNumber,
        clock: { dueDate: FEDERAL_CALENDAR.onOrAfter(addDays(today, 30)) },
        askers: [{ port: '3001' }, { name: 'D. Nakamura' }],
      },
    ]);
    const path = `/accounts/${of.importerAccount}/questions/${asked.id}/answer`;
    await bench.call('post', path, of.importerKey, { answer: 'For sorting screws.' }).expect(200);
    const again = await bench.call('post', path, of.importerKey, { answer: 'For sorting screws.' }).expect(200);
    expect(again.body).toMatchObject({ state: 'answered', clock: null });
    expect(await read(actionNumber, specialist)).toMatchObject({
      ...{ state: 'answered', answers: [{ says: 'answered', text: 'For sorting screws.', by: 'Maya Chen' }] },
    });
    expect(await itemState(of)).toBe('open');
  });

  test('whoever withdraws a request takes back the question, which stays open for who asks the same', async () => {
    const of = await summaryInHand();
    const { actionNumber } = await issue(of, ask());
    const second = await another(of);
    await bench.call('post', `/work-items/${second.itemId}/notices`, second.key, ask()).expect(200);
    await decide(actionNumber, 'withdrawn').expect(200);
    expect([await itemState(of), await itemState(second as never)]).toEqual(['open', 'open']);
    expect(await question(of)).toMatchObject([{ state: 'open', requestNumber: null, askers: [{ name: 'A. Brandt' }] }]);
  });

  test('of two who ask the same at the same instant one asks and one reads', async () => {
    const of = await summaryInHand();
    const second = await another(of);
    const [one, two] = await Promise.all([
      bench.call('post', `/work-items/${of.itemId}/notices`, specialist, ask()),
      bench.call('post', `/work-items/${second.itemId}/notices`, second.key, ask()),
    ]);
    expect([one.status, two.status].sort()).toEqual([200, 201]);
    expect(one.body.actionNumber).toBe(two.body.actionNumber);
  });
});

describe('a notice to mark or redeliver, CF-4647', () => {
  test('is certified, found insufficient, lapses, and is closed', async () => {
    const of = await summaryInHand();
    const { actionNumber, clock } = await issue(of, mark());
    expect(clock).toMatchObject({ rule: '19 CFR 134.51, 134.54(a), 141.113' });
    await answer(actionNumber, of.importerKey, 'marked').expect(200);
    await take(of);
    await decide(actionNumber, 'found insufficient').expect(200);
    await noteOverdue(60);
    expect((await read(actionNumber, of.importerKey)).state).toBe('lapsed');
    await take(of);
    await decide(actionNumber, 'closed', { reason: 'Liquidated damages demanded, 19 CFR 134.54' }).expect(200);
    expect((await read(actionNumber, of.importerKey)).history.map(({ state }) => state)).toEqual([
      ...['issued', 'marked', 'insufficient', 'lapsed', 'closed'],
    ]);
  });

  test('demands nothing back once the liquidation is final', async () => {
    const of = await summaryInHand();
    const path = `/work-items/${of.itemId}/notices`;
    await entrySays(of.summary, { state: 'liquidated', noticeOn: addDays(today, -181) });
    const { body } = await bench.call('post', path, specialist, mark({ action: 'redeliver' })).expect(409);
    expect(body.detail).toContain('is final');
    await entrySays(of.summary, { state: 'liquidated', noticeOn: addDays(today, -180) });
    await bench.call('post', path, specialist, mark({ action: 'redeliver' })).expect(201);
  });
});

describe('who may issue a request or notice', () => {
  test('the holder of the item or a team lead of its Center; another specialist, another Center and the trade are refused', async () => {
    const of = await summaryInHand({ taken: false });
    const path = `/work-items/${of.itemId}/notices`;
    expect((await bench.call('post', path, specialist, ask()).expect(409)).body.detail).toContain('take it first');
    expect((await bench.call('post', path, stranger, ask()).expect(403)).body.detail).toContain('CEE007');
    await bench.call('post', path, of.importerKey, ask()).expect(403);
    const notice = await issue(of, ask(), lead);
    expect(await itemState(of)).toBe('with the importer');
    await decide(notice.actionNumber, 'withdrawn', {}, stranger).expect(403);
    await decide(notice.actionNumber, 'withdrawn', {}, of.importerKey).expect(403);
    await decide(notice.actionNumber, 'withdrawn').expect(409);
    await decide(notice.actionNumber, 'withdrawn', {}, lead).expect(200);
    await bench.call('get', '/notices?center=CEE009', stranger).expect(403);
    const { body } = await bench.call('get', '/notices?form=CF-28&state=withdrawn&limit=1', specialist).expect(200);
    expect(body.notices).toHaveLength(1);
  });

  test.each([
    ['requests-and-notices', ask],
    ['origin-marking', mark],
    ['redelivery', () => mark({ action: 'redeliver' })],
  ])('nobody of the Center on a day on which the port has %s', async (functionCode, order) => {
    const of = await summaryInHand();
    const path = `/work-items/${of.itemId}/notices`;
    const rows = `UPDATE authority SET ordered = $1 WHERE center_id = 'CEE009' AND function_code = $2`;
    await bench.source.query(rows, [false, functionCode]);
    const { body } = await bench.call('post', path, specialist, order()).expect(403);
    await bench.source.query(rows, [true, functionCode]);
    expect(body.detail).toContain(`the port decides: CEE009 has no delegation order (${functionCode})`);
    await bench.call('post', path, specialist, order()).expect(201);
  });

  test('to nobody: an importer without an account, or whose account has no owner, gets none, and the answer says what to do', async () => {
    const ownerless = await summaryInHand({ owner: false });
    const path = ({ itemId }: Case) => `/work-items/${itemId}/notices`;
    const { body } = await bench.call('post', path(ownerless), specialist, ask()).expect(409);
    expect(body.detail).toContain('Pacific Home Goods, has no owner');
    expect(body.detail).toContain(`POST /accounts/${ownerless.importerAccount}/people`);
    const unknown = await summaryInHand();
    await bench.source.query('DELETE FROM importer_account WHERE account_id = $1', [unknown.importerAccount]);
    expect((await bench.call('post', path(unknown), specialist, ask()).expect(409)).body.detail).toMatch(
      /No account has importer number .* apply for an account/,
    );
    expect(await bench.source.query('SELECT 1 FROM center_notice WHERE item_id = $1', [unknown.itemId])).toEqual([]);
  });

  test.each([
    [{ form: 'CF-30' }, '/form', ''],
    [{ question: 'Größe?' }, '/question', 'printable ASCII'],
    [{ entryLines: ['1'] }, '/entryLines', ''],
    [{ heading: '39' }, '/heading', ''],
    [{ action: 'mark' }, '/action', 'is not for CF-28'],
    [{ finally: AMOUNTS }, '/finally', 'is for CF-29'],
    [{ form: 'CF-29', action: 'rate advance' }, '/finally', 'is missing'],
    [{ form: 'CF-29', finally: AMOUNTS }, '/action', 'is missing'],
    [{ form: 'CF-4647', action: 'rate advance' }, '/action', 'is none of CF-4647'],
    [{ taken: true }, '/taken', 'is for CF-29'],
    [{ outcome: '3926' }, '/outcome', 'is for CF-29'],
    [{ ...act(), outcome: null }, '/outcome', 'is missing'],
    [{ ...act(), outcome: 'plastics' }, '/outcome', 'is no tariff number'],
    [{ ...act(), about: 'rate', outcome: 'more' }, '/outcome', 'is no rate'],
    [{ ...act(), about: 'quantity' }, '/outcome', 'is not for quantity'],
    [{ ...act(), product: null }, '/product', 'is missing'],
    [{ whyAgain: 'Anew', form: 'CF-4647', action: 'mark' }, '/whyAgain', 'is for CF-28'],
  ])('not with %j: the answer names %s', async (changes, at, text) => {
    const of = await summaryInHand();
    const { body } = await bench
      .call('post', `/work-items/${of.itemId}/notices`, specialist, ask(changes))
      .expect((res) => expect([400, 422]).toContain(res.status));
    expect(JSON.stringify(body.errors)).toContain(at);
    expect(JSON.stringify(body.errors)).toContain(text);
  });

  test('of two decisions at the same instant one counts', async () => {
    const of = await summaryInHand();
    const { actionNumber } = await issue(of, ask());
    await answer(actionNumber, of.importerKey, 'answered').expect(200);
    await take(of);
    const statuses = await Promise.all(
      ['found sufficient', 'found insufficient'].map((decision) =>
        decide(actionNumber, decision).then(({ status }) => status),
      ),
    );
    expect(statuses.sort()).toEqual([200, 409]);
    expect((await read(actionNumber, specialist)).history).toHaveLength(3);
  });
});

describe('the port of an entry, where no Center decides', () => {
  let officer: string;
  let director: string;
  let elsewhere: string;
  const ofPort = async (port: string, role: 'officer' | 'port director', name: string): Promise<string> =>
    (await bench.open({ name: 'CBP', kinds: ['headquarters'] } as never, [{ role, name, ports: [port] }])).keys[0]!;
  beforeAll(async () => {
    officer = await ofPort('2704', 'officer', 'J. Ferris');
    director = await ofPort('2704', 'port director', 'L. Osei');
    elsewhere = await ofPort('5301', 'officer', 'T. Vance');
  });
  const portsHave = (functions: readonly string[], isSo: boolean): Promise<unknown> =>
    bench.source.query(
      `UPDATE authority SET ordered = $1 WHERE center_id = 'CEE009' AND function_code = ANY($2::text[])`,
      [!isSo, functions],
    );

  test('issues the same document with the same clock, takes the answer and settles it; officers of another port and every Center are refused', async () => {
    const of = await summaryInHand({ center: 'NOTELG' });
    const path = `/work-items/${of.itemId}/notices`;
    expect((await bench.call('post', path, elsewhere, ask()).expect(403)).body.detail).toContain(
      'was made at port 2704; you are of 5301',
    );
    await bench.call('post', path, specialist, ask()).expect(403);
    const order = ask({ product: 'Racks of steel wire' });
    const notice = await issue(of, order, officer);
    expect(notice).toMatchObject({
      ...{ form: 'CF-28', centerId: null, teamNumber: null, portOfEntry: '2704', issuedBy: 'J. Ferris' },
      clock: { clock: 'answer to a request for information', rule: 'CBP Form 28; 19 CFR 151.11' },
    });
    expect((await bench.call('post', path, officer, order).expect(200)).body.actionNumber).toBe(notice.actionNumber);
    const other = await bench.call('post', path, officer, { ...order, about: 'value' }).expect(409);
    expect(other.body.errors).toMatchObject([{ at: '/id', text: 'is taken' }, { at: '/about' }]);
    expect(await toldOf(notice.actionNumber, of.importerAccount)).toMatchObject([
      { step: 'issued', centerId: 'NOTELG', teamNumber: null, portOfEntry: '2704', officer: 'J. Ferris' },
    ]);
    const { text } = await bench.call('get', `/notices/${notice.actionNumber}/document`, of.importerKey).expect(200);
    expect(text).toMatch(/Port +2704\nOfficer +J. Ferris/);
    await answer(notice.actionNumber, of.importerKey, 'answered').expect(200);
    const settling = { reason: 'As was found' };
    await decide(notice.actionNumber, 'found sufficient', settling, elsewhere).expect(403);
    await decide(notice.actionNumber, 'found sufficient', settling, specialist).expect(403);
    await decide(notice.actionNumber, 'found sufficient', settling, director).expect(200);
    // The work is no Center's, and its history says what the port did.
    const { body } = await bench.call('get', `/work-items/${of.itemId}`, officer).expect(200);
    expect(body.item).toMatchObject({
      ...{ state: 'without a Center', portOfEntry: '2704', takenBy: null },
      clock: { clock: 'review of a summary', startedOn: today },
    });
    expect(body.history).toMatchObject([
      { event: 'the port acted', note: `CF-28 ${notice.actionNumber}: issued` },
      { event: 'the port acted', note: `CF-28 ${notice.actionNumber}: answered` },
    ]);
  });

  test('finds its entries, those by number that a Center has too, and what it issued', async () => {
    const of = await summaryInHand({ center: 'NOTELG', port: '3801' });
    const centers = await summaryInHand({ port: '3801' });
    const here = await ofPort('3801', 'officer', 'M. Reyes');
    const number = ({ summary: { filerCode, entryNumber } }: Case): string => filerCode + entryNumber;
    const listed = async (query: string, who = here): Promise<number[]> =>
      (await bench.call('get', `/work-items${query}`, who).expect(200)).body.items.map(
        ({ itemId }: { itemId: number }) => itemId,
      );
    expect(await listed('')).toEqual([Number(of.itemId)]);
    expect(await listed('?port=3801')).toEqual([Number(of.itemId)]);
    expect(await listed(`?entryNumber=${number(centers)}`)).toEqual([Number(centers.itemId)]);
    expect((await bench.told(CeeInteractionRecorded.type, accountSubject(centers.filerAccount))).at(-1)).toMatchObject({
      ...{ disposition: 'viewed', person: 'M. Reyes' },
    });
    expect(await listed(`?entryNumber=${number(centers)}`, specialist)).toEqual([Number(centers.itemId)]);
    expect(await listed(`?entryNumber=${number(centers)}`, officer)).toEqual([]);
    await bench.call('get', '/work-items?port=2704', here).expect(403);
    await bench.call('get', '/work-items?entryNumber=B76', here).expect(422);
    await bench.call('get', `/work-items/${centers.itemId}`, here).expect(200);
    await bench.call('get', `/work-items/${centers.itemId}`, officer).expect(403);
    await bench.call('get', '/workload?center=CEE009', here).expect(403);
    await bench.call('post', '/work-items/takes', here, { count: 1 }).expect(403);
    const { actionNumber } = await issue(of, mark(), here);
    for (const query of ['', '?port=3801&form=CF-4647'])
      expect((await bench.call('get', `/notices${query}`, here).expect(200)).body.notices).toMatchObject([
        { actionNumber, centerId: null, portOfEntry: '3801' },
      ]);
    expect((await bench.call('get', '/notices', elsewhere).expect(200)).body.notices).toEqual([]);
    expect((await bench.call('get', `/work-items/${of.itemId}/notices`, here).expect(200)).body.notices).toHaveLength(
      1,
    );
  });

  test('acts until the cut-over and after a rollback, the Center in between; what is out stays with whoever issued it', async () => {
    const of = await summaryInHand();
    const path = `/work-items/${of.itemId}/notices`;
    const functions = ['requests-and-notices', 'liquidation'];
    const refusal = async (who: string): Promise<string> =>
      (await bench.call('post', path, who, ask()).expect(403)).body.detail;
    const centersOwn = await issue(of, act());
    expect(await refusal(officer)).toContain('CEE009 decides, not the port');
    await portsHave(functions, true);
    let portsOwn: NoticeView;
    try {
      await take(of).catch(() => undefined);
      expect(await refusal(lead)).toMatch(/the port decides: CEE009 has no delegation order .* It is for port 2704\./);
      portsOwn = await issue(of, act(), officer);
      // The Center goes on with its own work, and with what it had issued.
      expect((await decide(centersOwn.actionNumber, 'closed', {}, officer).expect(403)).body.detail).toContain(
        'was issued by CEE009, which goes on with it',
      );
      await decide(centersOwn.actionNumber, 'withdrawn', {}, lead).expect(200);
    } finally {
      await portsHave(functions, false);
    }
    expect(await refusal(officer)).toContain('CEE009 decides, not the port');
    await answer(portsOwn.actionNumber, of.importerKey, 'agreed').expect(200);
    expect((await decide(portsOwn.actionNumber, 'action ordered', {}, lead).expect(403)).body.detail).toContain(
      'was issued by port 2704, which goes on with it',
    );
    const ordered = randomUUID();
    await decide(portsOwn.actionNumber, 'action ordered', { id: ordered }, officer).expect(200);
    expect(ordersOf(of.summary)).toMatchObject([
      { orderId: ordered, order: 'liquidate', centerId: 'NOTELG', port: '2704', teamNumber: null, finally: AMOUNTS },
    ]);
    await entrySays(of.summary, { order: { orderId: ordered, refusal: null } });
    expect((await read(portsOwn.actionNumber, officer)).state).toBe('taken');
  });

  test('extends and suspends the liquidation by the same codes, and ends the suspension', async () => {
    const of = await summaryInHand({ center: 'NOTELG' });
    const path = `/work-items/${of.itemId}/liquidation-orders`;
    const order = (changes: object) => ({
      ...{ id: randomUUID(), order: 'suspend', code: '46', until: null, reference: 'CIT 26-00118' },
      ...{ reason: 'The court ordered it', ...changes },
    });
    await bench.call('post', path, elsewhere, order({})).expect(403);
    await bench.call('post', path, specialist, order({})).expect(403);
    const extend = order({ order: 'extend', code: '49', until: addDays(today, 100) });
    for (const one of [extend, extend, order({}), order({ order: 'end suspension' })])
      await bench.call('post', path, officer, one).expect(200);
    const other = await bench.call('post', path, officer, { ...extend, reason: 'Another' }).expect(409);
    expect(other.body.errors).toMatchObject([{ at: '/id' }, { at: '/reason' }]);
    expect(ordersOf(of.summary).map(({ order: what, port }) => [what, port])).toEqual([
      ['extend', '2704'],
      ['suspend', '2704'],
      ['end suspension', '2704'],
    ]);
    const { body } = await bench.call('get', `/work-items/${of.itemId}/liquidation`, officer).expect(200);
    expect(body.orders).toMatchObject([{ port: '2704', centerId: null, specialist: 'J. Ferris' }, {}, {}]);
    expect((await bench.told(CeeInteractionRecorded.type, accountSubject(of.importerAccount))).at(-1)).toMatchObject({
      ...{ kind: 'decided', person: 'J. Ferris', disposition: 'end suspension' },
    });
  });

  test('asks nothing that a Center asks already, nor the Center what the port asks: one number, one clock, both read the answer', async () => {
    const of = await summaryInHand();
    const notice = await issue(of, ask({ product: 'Shelves of glass' }));
    const ports: SummaryReported = {
      ...{ ...of.summary, entryNumber: `0${++serial}`, centerId: 'NOTELG', teamNumber: null },
      occurredAt: new Date().toISOString(),
    };
    await reported(ports);
    const [{ id }] = await bench.source.query('SELECT id FROM work_item WHERE entry_number = $1', [ports.entryNumber]);
    const own = { ...of, summary: ports, itemId: id } as Case;
    const joined = await bench
      .call('post', `/work-items/${id}/notices`, officer, ask({ product: 'Glass shelves' }))
      .expect(200);
    expect(joined.body.actionNumber).toBe(notice.actionNumber);
    expect(joined.body.readers).toMatchObject([{ by: 'J. Ferris', centerId: null, port: '2704' }]);
    // The other way round.
    const first = await issue(own, ask({ product: 'Doors of oak', heading: '4418' }), officer);
    const second = await summaryInHand();
    await bench.source.query(
      'UPDATE work_item SET importer_identity = (SELECT importer_identity FROM work_item WHERE id = $2) WHERE id = $1',
      [second.itemId, of.itemId],
    );
    const again = await bench
      .call('post', `/work-items/${second.itemId}/notices`, specialist, ask({ product: 'Oak doors', heading: '4418' }))
      .expect(200);
    expect(again.body.actionNumber).toBe(first.actionNumber);
    expect(await itemState(second)).toBe('with the importer');
    await answer(first.actionNumber, of.importerKey, 'answered').expect(200);
    expect(await itemState(second)).toBe('open');
    // What the port asked for moves no work of the Center that has the entry by then.
    await bench.source.query(
      `UPDATE work_item w SET state = 'done', done_at = now(), center_id = o.center_id, team_number = o.team_number FROM work_item o WHERE w.id = $1 AND o.id = $2`,
      [id, of.itemId],
    );
    await answer(notice.actionNumber, of.importerKey, 'answered').expect(200);
    expect(await itemState(own)).toBe('done');
    const found = await bench.call('get', '/earlier-answers?goods=Doors%20of%20oak', officer).expect(200);
    expect(JSON.stringify(found.body)).toContain(first.actionNumber);
  });

  test('departs from what a Center decided only with a second person, who is the port director or of headquarters', async () => {
    const of = await summaryInHand();
    const product = `Trays for the oven ${++series}`;
    const taken = act({ product, taken: true });
    await issue(of, taken);
    await entrySays(of.summary, { order: { orderId: taken.id, refusal: null } });
    const ports = await summaryInHand({ center: 'NOTELG' });
    const wanted = act({ product, outcome: '3924.10.40' });
    expect(
      (await bench.call('post', `/work-items/${ports.itemId}/notices`, officer, wanted).expect(409)).body.detail,
    ).toContain('3926.90.99');
    const departure = {
      ...{ id: randomUUID(), kind: 'classification', goods: product, outcome: '3924.10.40' },
      reason: 'They are for the kitchen',
    };
    const { body } = await bench.call('post', '/departures', officer, departure).expect(200);
    expect(body).toMatchObject({ center: null, proposedBy: 'J. Ferris' });
    const approval = { decision: 'approved', why: 'So it is' };
    await bench.call('post', `/departures/${departure.id}/decision`, officer, approval).expect(403);
    await bench.call('post', `/departures/${departure.id}/decision`, director, approval).expect(200);
    await issue(ports, wanted, officer);
    const centersOwn = { ...departure, id: randomUUID(), outcome: '3923.10' };
    await bench.call('post', '/departures', specialist, centersOwn).expect(200);
    expect(
      (await bench.call('post', `/departures/${centersOwn.id}/decision`, director, approval).expect(403)).body.detail,
    ).toContain('CEE009');
  });
});
