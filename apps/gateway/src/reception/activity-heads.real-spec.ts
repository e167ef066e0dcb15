import { generateKeyPairSync, randomUUID } from 'node:crypto';
import {
  ActivityHeadSigned,
  ActivityHeadsRequest,
  publicKeyText,
  type SignedHead,
  signHead,
  accountSubject,
} from '#contracts';
import { LOG, type Log } from '#service';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { received } from '../../../../test/support/handler-bench';
import { BROKER_KEY, CARRIER_KEY, partners } from '../gateway.fixture';
import { ActivityHeadsConsumer } from '../activity-heads/activity-heads.consumer';

const { privateKey } = generateKeyPairSync('ed25519');
let gate: GatewayBench;
let brokerId: string;
let told: jest.SpyInstance;
beforeAll(async () => {
  gate = await gatewayBench({ ACTIVITY_PUBLIC_KEYS: publicKeyText(privateKey) });
  brokerId = (await partners()).find(({ filerCodes }) => filerCodes.includes('B76'))!.accountId;
  told = jest.spyOn(gate.service.app.get<Log>(LOG), 'error');
});
beforeEach(() => told.mockClear());
afterAll(() => gate?.close());

const head = (accountId: string, sequence: number, minute: number, digit = 'a', key = privateKey): SignedHead =>
  signHead(
    {
      accountId,
      sequence,
      hash: digit.repeat(64),
      signedAt: `2026-11-21T14:${String(minute).padStart(2, '0')}:00.000Z`,
    },
    key,
  );
const hear = (heads: readonly SignedHead[], notice = false): Promise<void> =>
  gate.handle((context) =>
    gate.service.app.get(ActivityHeadsConsumer).take(
      heads.map((one) => received(ActivityHeadSigned, accountSubject(one.accountId), { ...one, notice })),
      context,
    ),
  );
const held = async (accountId: string): Promise<number[]> =>
  (
    await gate.source.query('SELECT sequence::int AS n FROM activity_head WHERE account_id = $1 ORDER BY id', [
      accountId,
    ])
  ).map(({ n }: { n: number }) => n);
const words = (): string[] => told.mock.calls.map(([, text]) => text as string);

test('heads are kept once, however often they are heard, and nothing is said of those that fit', async () => {
  const id = randomUUID();
  await hear([head(id, 3, 0), head(id, 3, 10), head(id, 7, 20, 'b')]);
  await hear([head(id, 3, 0), head(id, 9, 30, 'c')]);
  expect(await held(id)).toEqual([3, 3, 7, 9]);
  expect(words()).toEqual([]);
});

test('a head that says less than one before it, or as much with another hash, is told at once and kept as evidence', async () => {
  const [shorter, other] = [randomUUID(), randomUUID()];
  await hear([head(shorter, 7, 0), head(other, 7, 0)]);
  await hear([head(shorter, 5, 10, 'b'), head(other, 7, 10, 'b')]);
  const fault =
    'an activity log is not what it was when it was signed: entries were cut off or rewritten, or its database was put back';
  expect(words()).toEqual([fault, fault]);
  expect(told.mock.calls[0]![0]).toMatchObject({ accountId: shorter, before: { sequence: 7 }, now: { sequence: 5 } });
  expect([await held(shorter), await held(other)]).toEqual([
    [7, 5],
    [7, 7],
  ]);
});

test('a head that no known key signed, or that was changed on its way, is told and kept as evidence', async () => {
  const id = randomUUID();
  await hear([head(id, 3, 0, 'a', generateKeyPairSync('ed25519').privateKey), { ...head(id, 4, 10), sequence: 5 }]);
  expect(words()).toEqual(Array(2).fill('the head of an activity log is not signed by a key that is known here'));
  expect(await held(id)).toEqual([3, 5]);
});

test('a partner reads the own heads page by page, and finds the daily one in the mailbox', async () => {
  await hear([head(brokerId, 3, 0), head(brokerId, 7, 10, 'b')]);
  await hear([head(brokerId, 9, 20, 'c')], true);
  const first = (await gate.call('get', '/activity/heads?limit=2', BROKER_KEY).expect(200)).body;
  expect(ActivityHeadsRequest.faultOf(first)).toBeNull();
  expect(first.heads.map(({ sequence }: SignedHead) => sequence)).toEqual([3, 7]);
  const rest = (await gate.call('get', `/activity/heads?limit=2&after=${first.next}`, BROKER_KEY).expect(200)).body;
  expect(rest).toMatchObject({ heads: [{ ...head(brokerId, 9, 20, 'c'), heardAt: expect.any(String) }], next: null });
  expect((await gate.call('get', '/activity/heads', CARRIER_KEY).expect(200)).body).toEqual({ heads: [], next: null });
  await gate.call('get', '/activity/heads?after=1e21', BROKER_KEY).expect(422);
  expect(
    (await gate.mailbox(BROKER_KEY)).map(({ application, format, body }) => [application, format, JSON.parse(body)]),
  ).toEqual([['activity-log-head', 'json', head(brokerId, 9, 20, 'c')]]);
});
