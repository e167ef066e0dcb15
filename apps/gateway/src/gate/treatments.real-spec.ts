import {
  CargoReleaseFiled,
  EntryFilingAnswered,
  EntrySummaryFiled,
  InteractionRecorded,
  ManifestFiled,
  ManifestFilingAnswered,
  type TransactionTreatment,
} from '#contracts';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { CARRIER_KEY, sample } from '../gateway.fixture';
import { open, stop } from '../downtime/downtime.fixture';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
});
afterAll(() => gate?.close());

const treating = (kind: string, disposition: TransactionTreatment['disposition']): TransactionTreatment[] => [
  { kind, disposition },
];
const RESEND = 'not processed, resend';
const HELD = 'held, do not resend';
const release = (serial: string): string => sample('cargo-release.abi').replace('PW0001', serial);
const mailOf = async (id: string, key?: string) =>
  (await gate.mailbox(key)).filter(({ transmissionId }) => transmissionId === id);

describe('While the gate to a module is shut, a filing that is held', () => {
  beforeAll(async () => {
    await stop(gate, 'entry', 'inbound');
    await stop(gate, 'manifest', 'inbound');
  });
  afterAll(async () => {
    await open(gate, 'entry', 'inbound');
    await open(gate, 'manifest', 'inbound');
  });

  test('in CATAIR is told so once in the mailbox, in words that are no record, and its SX comes once later', async () => {
    const { body } = await gate.fileAbi(release('PW0101')).expect(202);
    expect(body).toMatchObject({
      disposition: HELD,
      resend: false,
      treated: [{ kind: 'cargo release', disposition: HELD, filings: 1 }],
    });
    const [notice, ...others] = await mailOf(body.id);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ application: 'ADM', format: 'abi' });
    const lines = notice!.body.split('\n').slice(0, -1);
    expect(lines.every((line) => line.length === 80 && line.startsWith('* '))).toBe(true);
    expect(lines.map((line) => line.trimEnd())).toEqual(
      expect.arrayContaining(['* CARGO RELEASE: 1 HELD, DO NOT RESEND', '*   B76-0324527-8']),
    );
    expect((await gate.releases()).filter(({ origin }) => origin.transmissionId === body.id)).toHaveLength(1);
    await gate.answer(EntryFilingAnswered, (await gate.releases()).slice(-1));
    expect((await mailOf(body.id)).map(({ application }) => application)).toEqual(['ADM', 'SX']);
    const { text } = await gate.call('get', body.status).set('accept', 'text/plain').expect(200);
    expect(text).toMatch(/^A2704/);
    expect(text).not.toContain('*');
  });

  test('in X12 has its 997, then the administrative message, and its 355 later', async () => {
    const { body, headers } = await gate.fileX12(sample('manifest-ocean.309'), CARRIER_KEY).expect(202);
    expect([body.disposition, headers['x-disposition']]).toEqual([HELD, HELD]);
    expect((await mailOf(body.id, CARRIER_KEY)).map(({ application, format }) => [application, format])).toEqual([
      ['997', 'x12'],
      ['ADM', 'x12'],
    ]);
    await gate.answer(
      ManifestFilingAnswered,
      (await gate.published(ManifestFiled)).slice(-1).map(({ data }) => data),
      { kind: 'manifest' },
    );
    expect((await mailOf(body.id, CARRIER_KEY)).map(({ application }) => application)).toEqual(['997', 'ADM', '355']);
  });

  test('in JSON is told so in the receipt and by its state, and nothing is in the mailbox until its answer', async () => {
    const { body } = await gate.fileJson('/filings/cargo-release', sample('cargo-release.json')).expect(202);
    expect(body.disposition).toBe(HELD);
    expect((await gate.call('get', body.status).expect(200)).body).toMatchObject({ disposition: HELD, resend: false });
    expect(await mailOf(body.id)).toEqual([]);
  });
});

describe('By the treatment "not processed, resend" a filing is stored, answered at once and kept from its module', () => {
  beforeAll(async () => {
    await stop(gate, 'entry', 'inbound', [...treating('cargo release', RESEND)]);
    await stop(gate, 'manifest', 'inbound', treating('manifest', RESEND));
  });
  afterAll(async () => {
    await open(gate, 'entry', 'inbound');
    await open(gate, 'manifest', 'inbound');
  });

  test('in CATAIR with ZZZ in its SX; among summaries that are held each goes its own way, and each is answered once', async () => {
    const before = (await gate.published(CargoReleaseFiled)).length;
    const mixed = release('PW0102') + sample('entry-summary.abi').replaceAll('PW0001', 'PW0103');
    const { body } = await gate.fileAbi(mixed).expect(202);
    expect(body).toMatchObject({
      disposition: HELD,
      treated: [
        { kind: 'cargo release', disposition: RESEND, filings: 1 },
        { kind: 'entry summary', disposition: HELD, filings: 1 },
      ],
    });
    expect(await gate.published(CargoReleaseFiled)).toHaveLength(before);
    const mail = await mailOf(body.id);
    expect(mail.map(({ application }) => application)).toEqual(['ADM', 'SX']);
    expect(mail[1]!.body).toContain('SE9001ZZZ** ACE SYSTEM FAILURE **');
    expect((await gate.call('get', body.status).expect(200)).body).toMatchObject({
      disposition: HELD,
      filings: [{ disposition: RESEND }, { disposition: HELD }],
    });
    await gate.answer(EntryFilingAnswered, (await gate.summaries()).slice(-1), { kind: 'entry summary' });
    expect((await mailOf(body.id)).map(({ application }) => application)).toEqual(['ADM', 'SX', 'AX']);
    expect((await gate.call('get', body.status).expect(200)).body).toMatchObject({
      disposition: 'processed',
      filings: [{ disposition: RESEND }, { disposition: 'processed' }],
    });
  });

  test('and the activity log tells the same', async () => {
    const { body } = await gate
      .fileAbi(release('PW0121') + sample('entry-summary.abi').replaceAll('PW0001', 'PW0122'))
      .expect(202);
    const logged = (await gate.published(InteractionRecorded))
      .map(({ data }) => data)
      .filter(
        ({ transmissionId, items }) =>
          transmissionId === body.id || items.some((item) => item.transmissionId === body.id),
      );
    expect(logged.map(({ kind, disposition }) => [kind, disposition]).sort()).toEqual([
      ['answer placed', RESEND],
      ['notification placed', HELD],
      ['transmission received', HELD],
    ]);
  });

  test('in CATAIR for entry summaries with ZZZ in the closing E1', async () => {
    await stop(gate, 'entry', 'inbound', treating('entry summary', RESEND));
    const before = (await gate.published(EntrySummaryFiled)).length;
    const { body } = await gate.fileAbi(sample('entry-summary.abi').replaceAll('PW0001', 'PW0104')).expect(202);
    expect(body).toMatchObject({ disposition: RESEND, resend: true });
    expect((await mailOf(body.id)).map((entry) => [entry.application, /^E1.{34}/m.exec(entry.body)?.[0]])).toEqual([
      ['AX', 'E1RFZZZ   ** ACE SYSTEM FAILURE **  '],
    ]);
    expect(await gate.published(EntrySummaryFiled)).toHaveLength(before);
    await stop(gate, 'entry', 'inbound', treating('cargo release', RESEND));
  });

  test('in X12 with a 355 behind the 997', async () => {
    const before = (await gate.published(ManifestFiled)).length;
    const { body } = await gate
      .fileX12(sample('manifest-ocean.309').replaceAll('000000041', '000000901'), CARRIER_KEY)
      .expect(202);
    expect(body).toMatchObject({ disposition: RESEND, resend: true });
    const mail = await mailOf(body.id, CARRIER_KEY);
    expect(mail.map(({ application }) => application)).toEqual(['997', '355']);
    expect(mail[1]!.body).toMatch(/K1.MANIFEST REJECTED.*K1.ZZZ .* ACE SYSTEM FAILURE/s);
    expect(await gate.published(ManifestFiled)).toHaveLength(before);
  });

  test('in JSON, and the same message sent again when the gate is open is one new filing, also when it is sent twice', async () => {
    const file = () =>
      gate
        .fileJson('/filings/cargo-release', sample('cargo-release.json'))
        .set('idempotency-key', 'order-77')
        .expect(202);
    const before = (await gate.releases()).length;
    const { body } = await file();
    expect(body).toMatchObject({ disposition: RESEND, resend: true });
    expect((await mailOf(body.id)).map((entry) => JSON.parse(entry.body))).toMatchObject([
      { disposition: RESEND, resend: true, conditions: [{ code: 'ZZZ' }] },
    ]);
    expect((await file()).body).toMatchObject({ disposition: RESEND });
    expect(await gate.releases()).toHaveLength(before);
    await open(gate, 'entry', 'inbound');
    const { body: again } = await file();
    expect(again).toMatchObject({ disposition: 'accepted, being processed' });
    expect((await file()).body.repeats).toBe(again.id);
    expect(await gate.releases()).toHaveLength(before + 1);
    await stop(gate, 'entry', 'inbound', treating('cargo release', RESEND));
  });
});

describe('By the treatment "stop sending" nothing is stored', () => {
  beforeAll(async () => {
    await stop(gate, 'entry', 'inbound', treating('entry summary', 'stop sending'));
    await stop(gate, 'manifest', 'inbound', treating('manifest', 'stop sending'));
  });
  afterAll(async () => {
    await open(gate, 'entry', 'inbound');
    await open(gate, 'manifest', 'inbound');
  });
  const stored = async (): Promise<number> =>
    (await gate.source.query('SELECT count(*)::int AS n FROM transmission'))[0].n;
  const refusal = { type: 'urn:portway:problem:stop-sending', disposition: 'stop sending' };

  test('of a CATAIR transmission one of whose batches is of that kind, of an interchange, or of a JSON message; other kinds are held', async () => {
    const before = await stored();
    const mixed = await gate
      .fileAbi(release('PW0105') + sample('entry-summary.abi').replaceAll('PW0001', 'PW0106'))
      .expect(503);
    expect(mixed.body).toMatchObject({ ...refusal, detail: expect.stringContaining('entry summary') });
    expect(Number(mixed.headers['retry-after'])).toBeGreaterThan(0);
    expect(
      (await gate.fileX12(sample('manifest-ocean.309').replaceAll('000000041', '000000902'), CARRIER_KEY).expect(503))
        .body,
    ).toMatchObject(refusal);
    expect(
      (await gate.fileJson('/filings/entry-summary', sample('entry-summary.json')).expect(503)).body,
    ).toMatchObject(refusal);
    expect(await stored()).toBe(before);
    expect((await gate.fileAbi(release('PW0107')).expect(202)).body).toMatchObject({ disposition: HELD });
  });
});

test('the same sent twice in the same moment is told the same twice, and each is answered', async () => {
  await stop(gate, 'entry', 'inbound', treating('cargo release', RESEND));
  const file = () =>
    gate
      .fileJson('/filings/cargo-release', sample('cargo-release.json'))
      .set('idempotency-key', 'order-78')
      .expect(202);
  const both = await Promise.all([file(), file(), file()]);
  expect(both.map(({ body }) => body.disposition)).toEqual([RESEND, RESEND, RESEND]);
  for (const { body } of both)
    expect((await mailOf(body.id)).map((entry) => JSON.parse(entry.body).disposition)).toEqual([RESEND]);
  await open(gate, 'entry', 'inbound');
});

test('while all gates flow nobody is told anything of it', async () => {
  const { body } = await gate.fileAbi(release('PW0108')).expect(202);
  expect(body.disposition).toBe('accepted, being processed');
  expect(body.treated).toBeUndefined();
  expect(await mailOf(body.id)).toEqual([]);
});

test('a transmission of very many filings is told as a small one is', async () => {
  await stop(gate, 'entry', 'inbound', treating('cargo release', RESEND));
  const batches = Array.from({ length: 600 }, (_, n) => release(`PX${String(n).padStart(4, '0')}`)).join('');
  const before = (await gate.source.query('SELECT count(*)::int AS n FROM outbox WHERE destination = $1', ['entry']))[0]
    .n;
  const { body } = await gate.fileAbi(batches + sample('entry-summary.abi').replaceAll('PW0001', 'PW0123')).expect(202);
  expect(body).toMatchObject({
    filings: 601,
    treated: [
      { filings: 600, disposition: RESEND },
      { filings: 1, disposition: HELD },
    ],
  });
  const placed: { application: string; n: number }[] = await gate.source.query(
    'SELECT application, count(*)::int AS n FROM mailbox WHERE transmission_id = $1 GROUP BY 1 ORDER BY 1',
    [body.id],
  );
  expect(placed).toEqual([
    { application: 'ADM', n: 1 },
    { application: 'SX', n: 600 },
  ]);
  expect(
    (await gate.source.query('SELECT count(*)::int AS n FROM outbox WHERE destination = $1', ['entry']))[0].n,
  ).toBe(before + 1);
});
