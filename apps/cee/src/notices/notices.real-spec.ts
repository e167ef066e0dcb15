import { randomUUID } from 'node:crypto';
import {
  CeeInteractionRecorded,
  accountSubject,
  entrySubject,
  LiquidationChanged,
  LiquidationOrdered,
  SummaryReported,
} from '#contracts';
import { addDays } from '#kernel';
import { UnitOfWork } from '#messaging';
import { received } from '../../../../test/support/handler-bench';
import { ceeBench, type CeeBench, importerNumber } from '../cee.fixture';
import { LiquidationConsumer } from '../liquidation/liquidation.consumer';
import { SummaryWorkConsumer } from '../work/summary-work.consumer';
import { centerDay } from '../work/work-item';

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
const summaryInHand = async (changes: { owner?: boolean; taken?: boolean } = {}): Promise<Case> => {
  const importer = importerNumber();
  const { owner = true, taken = true } = changes;
  const { id: importerAccount, keys } = await bench.open(
    { name: 'Pacific Home Goods', importerNumbers: [importer] },
    owner ? [{ role: 'owner', name: 'Maya Chen' }] : [{ role: 'user', name: 'Temp' }],
  );
  const filer = await bench.open({ name: 'Bay Brokers', kinds: ['broker'], filerCodes: ['B76'] } as never, [
    { role: 'owner', name: 'Sam Ortega' },
  ]);
  const summary: SummaryReported = {
    ...SummaryReported.example,
    ...{ entryNumber: `0${++serial}`, accountId: filer.id, importerNumber: importer },
    ...{ centerId: 'CEE009', teamNumber: '391', occurredAt: new Date().toISOString() },
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
