import {
  BondChanged,
  CarrierNotified,
  LiquidationChanged,
  ReleaseStatusChanged,
  SummaryStatusChanged,
} from '#contracts';
import { received } from '../../../../test/support/handler-bench';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { CARRIER_KEY, sample } from '../gateway.fixture';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
});
afterAll(() => gate?.close());

const CARRIER = '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b12';

test('the filer of a CATAIR release reads its status in SO, by the clock of the port', async () => {
  await gate.fileAbi(sample('cargo-release.abi')).expect(202);
  const status = ReleaseStatusChanged.example;
  await gate.handle((context) =>
    gate.notices().releaseStatus([received(ReleaseStatusChanged, 'entry:B76-03245278', status)], context),
  );
  const [entry] = (await gate.mailbox()).filter(({ application }) => application === 'SO');
  const records = entry!.body.split('\n');
  expect(records.map((record) => record.slice(0, 4).trim())).toEqual([
    'A270',
    'B  2',
    'SO10',
    'SO20',
    'SO30',
    'SO40',
    'SO42',
    'SO50',
    'SO60',
    'SO70',
    'SO71',
    'Y  2',
    'Z270',
    '',
  ]);
  expect(records[8]).toMatch(/^SO60112426013098RELEASED/);
  expect(records[1]).toBe('B  2704B76SO'.padEnd(44) + '013901B76021   DESK 7 / OAKLAND 3   ');
  expect(records[6]).toBe('SO42260000101   6127043901112126'.padEnd(80));
});

test('the filer of a JSON release reads its status in JSON', async () => {
  await gate.fileJson('/filings/cargo-release', sample('cargo-release.json')).expect(202);
  const status = { ...ReleaseStatusChanged.example, entryNumber: '03245286' };
  await gate.handle((context) =>
    gate.notices().releaseStatus([received(ReleaseStatusChanged, 'entry:B76-03245286', status)], context),
  );
  const entry = (await gate.mailbox()).at(-1)!;
  expect(entry).toMatchObject({ format: 'json', application: 'release status' });
  expect(JSON.parse(entry.body)).toMatchObject({
    ...{ state: 'released', entryNumber: '03245286', block: { userText: 'DESK 7 / OAKLAND 3' } },
    so: {
      entry: { entryFilerCode: 'B76', portOfEntry: '2704' },
      references: [{ referenceQualifier: 'CR', referenceIdentifier: 'PW0001' }],
      bills: [{ inBonds: [{ inBondNumber: '260000101' }], disposition: { dispositionCode: '95' } }],
      dispositions: [{ dispositionCode: '98', releaseOriginCode: '03' }],
      agencies: [{ status: { agencyCode: 'FDA', entryStatusMessage: 'MAY PROCEED' } }],
    },
  });
});

test('a team assigned later is told in UC', async () => {
  await gate.handle((context) =>
    gate
      .notices()
      .summaryStatus([received(SummaryStatusChanged, 'entry:B76-03245278', SummaryStatusChanged.example)], context),
  );
  const entry = (await gate.mailbox()).at(-1)!;
  expect(entry.application).toBe('UC');
  expect(entry.body).toMatch(/^E1T2391 {3}112426/m);
  expect(entry.body).toMatch(/^E3CENTER CEE009 TEAM 391 ASSIGNED/m);
});

test('what became of a liquidation is told in JSON to everybody: CATAIR has no record for it', async () => {
  const data = LiquidationChanged.example;
  await gate.handle((context) =>
    gate.notices().liquidations([received(LiquidationChanged, 'entry:B76-03245278', data)], context),
  );
  const entry = (await gate.mailbox()).at(-1)!;
  expect(entry).toMatchObject({ format: 'json', application: 'liquidation' });
  expect(JSON.parse(entry.body)).toMatchObject({ event: 'liquidated', noticeOn: '2026-11-27', changeCents: 0 });
});

test('who is to be notified of a bond reads what became of it in BS with the records of its answer, once, and not as the one who filed it', async () => {
  const told = (change: Partial<BondChanged> = {}) =>
    received(BondChanged, 'bond:269000001', {
      ...(BondChanged.example as BondChanged),
      ...{ accountId: CARRIER, notify: ['2704B76', '2704QQQ'], ...change },
    });
  const before = (await gate.mailbox()).length;
  await gate.handle((context) => gate.notices().bonds([told()], context));
  const items = (await gate.mailbox()).slice(before);
  expect(items.map(({ application }) => application)).toEqual(['BS']);
  const records = items[0]!.body.split('\n');
  expect(records.map((record) => record.slice(0, 2).trim())).toEqual([
    'A2',
    'B',
    '10',
    '20',
    '30',
    '40',
    '90',
    'Y',
    'Z2',
    '',
  ]);
  expect(records[1]).toMatch(/^B {2}2704B76BS/);
  expect(records[2]).toMatch(/^10B91 {7}60000112426 {21}269000001/);
  expect(records[6]).toMatch(/^90AI992 {2}NEW EBOND TRANSMITTED/);
  // A number of a person is told to nobody but its account; who filed it has its answer.
  const person = { idType: '34', number: '123-45-6789', name: 'J. Doe' };
  await gate.handle((context) => gate.notices().bonds([told({ principal: person, event: 'voided' })], context));
  expect((await gate.mailbox()).at(-1)!.body).not.toContain('123-45-6789');
  const own = told({ accountId: BondChanged.example.accountId, notify: [] });
  await gate.handle((context) => gate.notices().bonds([own], context));
  expect(await gate.mailbox()).toHaveLength(before + 2);
});

test('a carrier reads the statuses of a conveyance in one 350, addressed as its manifest was', async () => {
  await gate.fileX12(sample('manifest-ocean.309'), CARRIER_KEY).expect(202);
  const [, , sender] = /^ISA\*.{2}\*.{10}\*.{2}\*.{10}\*(..)\*(.{15})/.exec(sample('manifest-ocean.309'))!;
  const voyage =
    /\nM10\*[^*]*\*[^*]*\*[^*]*\*[^*]*\*[^*]*\*([^*~]*)/.exec(sample('manifest-ocean.309'))?.[1] ?? '0417W';
  const notice = (billNumber: string) => ({
    ...CarrierNotified.example,
    accountId: CARRIER,
    conveyance: { ...CarrierNotified.example.conveyance, voyage },
    bill: { ...CarrierNotified.example.bill, billNumber },
  });
  const messages = ['260000101', '260000102'].map((bill) =>
    received(CarrierNotified, `bill:MAEU${bill}`, notice(bill)),
  );
  await gate.handle((context) => gate.notices().carriers(messages, context));
  const notices = (await gate.mailbox(CARRIER_KEY)).filter(({ application }) => application === '350');
  expect(notices).toHaveLength(1);
  expect(notices[0]!.body.match(/X4\*/g)).toHaveLength(2);
  expect(notices[0]!.body.slice(0, 106)).toContain(sender!.trim());
});
