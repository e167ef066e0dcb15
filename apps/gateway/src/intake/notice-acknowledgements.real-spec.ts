import request from 'supertest';
import { CarrierNotified, InteractionRecorded, noticeSubject } from '#contracts';
import { received } from '../../../../test/support/handler-bench';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { BROKER_KEY, CARRIER_KEY, partners, sample } from '../gateway.fixture';
import { InterchangeWriter, type OutSegment } from '#x12';

const TOKEN = 'operations-token-of-this-test';
let gate: GatewayBench;
let carrier: string;
beforeAll(async () => {
  gate = await gatewayBench();
  carrier = (await partners()).find(({ scacs }) => scacs.includes('MAEU'))!.accountId;
});
afterAll(() => gate?.close());

let serial = 0;
const acknowledgement = (segments: OutSegment[], setId: '997' | '999' = '997'): string => {
  serial += 1;
  const envelope = {
    senderQualifier: '02',
    sender: 'MAEU',
    receiverQualifier: 'ZZ',
    receiver: 'PORTWAY',
    control: 7_000 + serial,
    groupControl: 7_000 + serial,
    at: '2026-11-24T10:00:00Z',
    usage: 'P' as const,
    groupVersion: '005010',
  };
  return new InterchangeWriter(envelope, 'FA').set(setId, segments).end();
};
/** A 350 for the carrier; its mailbox number and control number. */
const notice = async (): Promise<{ id: number; control: string }> => {
  serial += 1;
  const data = {
    ...CarrierNotified.example,
    accountId: carrier,
    conveyance: { ...CarrierNotified.example.conveyance, voyage: `N${serial}` },
  };
  await gate.handle((context) =>
    gate.notices().carriers([received(CarrierNotified, 'bill:MAEU260000101', data)], context),
  );
  const { id, body } = (await gate.mailbox(CARRIER_KEY)).at(-1)!;
  return { id, control: body.slice(90, 99) };
};
const rejecting = (control: string): OutSegment[] => [
  ['AK1', 'SO', Number(control)],
  ['AK2', '350', '0001'],
  ['AK3', 'X4', 4, 'X4', 8],
  ['AK4', 7, undefined, 7, '1H'],
  ['AK5', 'R', 5],
  ['AK9', 'R', 1, 1, 0],
];
const operations = (method: 'get' | 'post', path = '') =>
  request(gate.service.url)[method](`/operations/refused-notices${path}`).set('authorization', `Bearer ${TOKEN}`);
const open = async () => (await operations('get').expect(200)).body.notices as { id: number; control: string }[];
const interactions = async (transmissionId: string) =>
  (await gate.published(InteractionRecorded))
    .map(({ data }) => data)
    .filter(
      (data) =>
        data.transmissionId === transmissionId || data.items.some((item) => item.transmissionId === transmissionId),
    );

test('a 997 that accepts a notice is noted with it, reaches nobody, and is not acknowledged', async () => {
  const { id, control } = await notice();
  const before = (await gate.mailbox(CARRIER_KEY)).length;
  const { body } = await gate
    .fileX12(
      acknowledgement([
        ['AK1', 'SO', Number(control)],
        ['AK2', '350', '0001'],
        ['AK5', 'A'],
        ['AK9', 'A', 1, 1, 1],
      ]),
      CARRIER_KEY,
    )
    .expect(202);
  expect(body).toMatchObject({
    disposition: 'processed',
    filings: 0,
    acknowledges: [{ control, notice: '350', mailboxId: id, status: 'accepted' }],
  });
  expect(body.errors).toBeUndefined();
  expect((await gate.call('get', body.status, CARRIER_KEY).expect(200)).body).toMatchObject({
    disposition: 'processed',
    acknowledges: body.acknowledges,
    responses: [],
  });
  expect(await open()).toEqual([]);
  expect((await gate.mailbox(CARRIER_KEY)).length).toBe(before);
});

test.each(['997', '999'] as const)(
  'a %s that rejects a notice reaches a person, who sees what is at fault and settles it',
  async (setId) => {
    const { id, control } = await notice();
    const said = rejecting(control).map(
      ([name, ...elements]): OutSegment => [
        setId === '999' ? String(name).replace(/^AK([345])$/, 'IK$1') : name,
        ...elements,
      ],
    );
    const { body } = await gate.fileX12(acknowledgement(said, setId), CARRIER_KEY).expect(202);
    expect(body).toMatchObject({
      disposition: 'processed',
      acknowledges: [{ control, notice: '350', mailboxId: id, status: 'rejected' }],
    });
    expect(await interactions(body.id)).toMatchObject([
      {
        accountId: carrier,
        kind: 'transmission received',
        summary: `X12 ${setId}: 350 of control number ${control} rejected`,
        items: [{ kind: '350 acknowledged', subject: noticeSubject(control), outcome: 'rejected' }],
      },
    ]);
    const [waiting, ...others] = await open();
    expect(others).toEqual([]);
    expect(waiting).toMatchObject({
      accountId: carrier,
      accountName: 'Portway Lines',
      transmissionId: body.id,
      control,
      notice: '350',
      mailboxId: id,
      status: 'rejected',
      said: {
        status: 'R',
        sets: [
          {
            setId: '350',
            control: '0001',
            status: 'R',
            codes: ['5'],
            faults: [
              { segmentId: 'X4', position: 4, code: '8' },
              { segmentId: 'X4', position: 4, element: 7, code: '7', value: '1H' },
            ],
          },
        ],
      },
    });
    expect((await request(gate.service.url).get('/metrics')).text).toMatch(/^portway_refused_notices 1$/m);

    // The partner says it again: settled once, it is done with.
    await gate.fileX12(acknowledgement(said, setId), CARRIER_KEY).expect(202);
    expect(await open()).toHaveLength(2);
    await operations('post', `/${waiting!.id}/settle`).send({ actor: 'Operator' }).expect(422);
    await operations('post', `/${waiting!.id}/settle`)
      .send({ actor: 'Operator', note: 'Told by telephone.' })
      .expect(200);
    expect(await open()).toEqual([]);
    await operations('post', `/${waiting!.id}/settle`)
      .send({ actor: 'Operator', note: 'Told by telephone.' })
      .expect(404);
    await operations('post', '/x/settle').send({ actor: 'Operator', note: 'Told by telephone.' }).expect(404);
  },
);

test.each([
  [
    'accepted with errors',
    [
      ['AK5', 'E', 5],
      ['AK9', 'E', 1, 1, 1],
    ],
  ],
  [
    'partly accepted',
    [
      ['AK5', 'A'],
      ['AK2', '350', '0002'],
      ['AK5', 'R', 5],
      ['AK9', 'P', 2, 2, 1],
    ],
  ],
] as [string, OutSegment[]][])('a notice that was %s reaches a person too', async (status, rest) => {
  const { control } = await notice();
  const { body } = await gate
    .fileX12(acknowledgement([['AK1', 'SO', Number(control)], ['AK2', '350', '0001'], ...rest]), CARRIER_KEY)
    .expect(202);
  expect(body.acknowledges).toMatchObject([{ control, status }]);
  const [waiting] = await open();
  await operations('post', `/${waiting!.id}/settle`).send({ actor: 'Operator', note: 'Looked at.' }).expect(200);
});

test("nobody acknowledges another's notice: its number is not known in the account of who says it", async () => {
  const { control } = await notice();
  const { body } = await gate.fileX12(acknowledgement(rejecting(control)), BROKER_KEY).expect(202);
  expect(body.acknowledges).toEqual([{ control, notice: null, mailboxId: null, status: 'rejected' }]);
  const [waiting] = await open();
  expect(waiting).toMatchObject({ control, notice: null, accountName: 'Harbor Brokers' });
  await operations('post', `/${waiting!.id}/settle`).send({ actor: 'Operator', note: 'Not theirs.' }).expect(200);
});

test('an acknowledgement that is itself at fault is refused by segment and element, notes nothing, and is not acknowledged', async () => {
  const { control } = await notice();
  const before = (await gate.mailbox(CARRIER_KEY)).length;
  const broken = acknowledgement([
    ['AK1', 'SO', Number(control)],
    ['AK2', '350', '0001'],
    ['AK5', 'Q'],
    ['AK9', 'R', 1, 1, 0],
  ]);
  const { body } = await gate.fileX12(broken, CARRIER_KEY).expect(202);
  expect(body).toMatchObject({
    disposition: 'rejected',
    errors: [
      {
        at: '997 0001 segment 4 AK501',
        code: 'AK4 7',
        text: 'code value not allowed',
        remedy: expect.stringContaining('new control number'),
      },
    ],
  });
  expect(body.acknowledges).toBeUndefined();
  const counted = await gate
    .fileX12(
      acknowledgement([
        ['AK1', 'SO', Number(control)],
        ['AK9', 'R', 1, 1, 0],
      ]).replace('SE*4', 'SE*9'),
      CARRIER_KEY,
    )
    .expect(202);
  expect(counted.body).toMatchObject({ disposition: 'rejected', errors: [{ at: '997 0001', code: 'AK5 4' }] });
  expect([await open(), (await gate.mailbox(CARRIER_KEY)).length]).toEqual([[], before]);
});

test('an interchange may file a manifest and acknowledge a notice', async () => {
  const { control } = await notice();
  const [fa] = /GS\*FA.*GE\*\d+\*\d+~/s.exec(
    acknowledgement([
      ['AK1', 'SO', Number(control)],
      ['AK9', 'A', 1, 1, 1],
    ]),
  )!;
  const { body } = await gate
    .fileX12(sample('manifest-ocean.309').replace('IEA*1*', `${fa}IEA*2*`), CARRIER_KEY)
    .expect(202);
  expect(body).toMatchObject({ filings: 1, acknowledges: [{ control, status: 'accepted' }] });
});

test('without the operations token nobody sees or settles what waits', async () => {
  await request(gate.service.url).get('/operations/refused-notices').expect(401);
  await gate.call('get', '/operations/refused-notices', CARRIER_KEY).expect(401);
});
