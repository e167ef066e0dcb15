import {
  CargoReleaseFiled,
  EntryFilingAnswered,
  EntrySummaryFiled,
  ManifestFiled,
  ManifestFilingAnswered,
} from '#contracts';
import { gatewayBench, type GatewayBench } from '../../../test/support/gateway-bench';
import { CARRIER_KEY, sample } from './gateway.fixture';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
});
afterAll(() => gate?.close());

describe('A cargo release in JSON', () => {
  test('is stored, sent to the entry module, answered once and taken out of the mailbox by its filer', async () => {
    const { body: receipt } = await gate.fileJson('/filings/cargo-release', sample('cargo-release.json')).expect(202);
    expect(receipt).toMatchObject({
      disposition: 'accepted, being processed',
      resend: false,
      filings: 1,
      filingId: receipt.id,
    });
    const [filed] = await gate.published(CargoReleaseFiled);
    expect(CargoReleaseFiled.faultOf(filed!.data)).toBeNull();
    expect(filed).toMatchObject({ subject: 'entry:B76-03245286', correlationId: receipt.filingId });
    const before = await gate.call('get', receipt.status).expect(200);
    expect(before.body).toMatchObject({
      disposition: 'accepted, being processed',
      counts: { filings: 1, unanswered: 1 },
      responses: [],
    });

    await gate.answer(EntryFilingAnswered, [filed!.data]);
    await gate.answer(EntryFilingAnswered, [filed!.data], { outcome: 'rejected' });
    const after = await gate.call('get', receipt.status).expect(200);
    expect(after.body).toMatchObject({
      disposition: 'processed',
      counts: { unanswered: 0, rejected: 0 },
      filings: [{ outcome: 'accepted', disposition: 'processed' }],
    });
    const own = (await gate.mailbox()).filter(({ transmissionId }) => transmissionId === receipt.id);
    expect(own).toHaveLength(1);
    expect(JSON.parse(own[0]!.body)).toMatchObject({
      kind: 'cargo release',
      disposition: 'processed',
      outcome: 'accepted',
      conditions: [],
      documents: `/documents?filingId=${JSON.parse(own[0]!.body).filingId}`,
    });
    await gate.call('post', `/mailbox/${own[0]!.id}/ack`).expect(200);
    await gate.call('post', `/mailbox/${own[0]!.id}/ack`).expect(200);
    expect((await gate.mailbox()).filter(({ transmissionId }) => transmissionId === receipt.id)).toEqual([]);
  });
});

describe('An ABI batch', () => {
  test('of a cargo release is answered in SX with the records of the filing and its disposition', async () => {
    const { body: receipt } = await gate.fileAbi(sample('cargo-release.abi')).expect(202);
    expect(receipt).toMatchObject({ disposition: 'accepted, being processed', filings: 1 });
    const filed = (await gate.releases()).find(({ origin }) => origin.transmissionId === receipt.id)!;
    expect(filed).toMatchObject({
      filerCode: 'B76',
      entryNumber: '03245278',
      processingPort: '2704',
      action: 'A',
      estimatedValueDollars: 10_000,
    });
    await gate.answer(EntryFilingAnswered, [filed], {
      outcome: 'accepted with warnings',
      conditions: [
        {
          code: 'P53',
          text: 'VALUE IS LOW',
          remedy: 'Check it.',
          severity: 'warning',
          recordIndex: 17,
          record: 'SE60',
          field: 'hts',
          at: null,
          grouping: null,
        },
      ],
    });
    const { text } = await gate.call('get', receipt.status).set('accept', 'text/plain').expect(200);
    const records = text.split('\n').slice(0, -1);
    expect(records.map((record) => record.slice(0, 4).trim())).toEqual([
      'A270',
      'B  2',
      'SE10',
      'SE11',
      'SE15',
      'SE40',
      'SE60',
      'SE90',
      'SE90',
      'Y  2',
      'Z270',
    ]);
    expect(records.every((record) => record.length === 80)).toBe(true);
    expect(records.at(-4)).toMatch(/^SE9013P53VALUE IS LOW/);
    expect(records.at(-3)).toMatch(/^SE9003 {3}TRANSACTION ACCEPTED WITH WARNINGS/);
    expect(text).not.toContain('PASSWD');
  });

  test('of an entry summary is answered in AX with its version and team', async () => {
    const { body: receipt } = await gate.fileAbi(sample('entry-summary.abi')).expect(202);
    const filed = (await gate.published(EntrySummaryFiled)).at(-1)!.data;
    expect(EntrySummaryFiled.faultOf(filed)).toBeNull();
    await gate.answer(EntryFilingAnswered, [filed], {
      kind: 'entry summary',
      entrySummary: {
        teamNumber: '391',
        centerId: 'CEE009',
        version: '00100',
        finalCode: '995',
        finalText: 'SUMMARY HAS BEEN ADDED',
        computed: null,
      },
    });
    const { text } = await gate.call('get', receipt.status).set('accept', 'text/plain').expect(200);
    expect(text).toMatch(/^E0 SUMMRY 000001 REF ID: B76 03245278 PW0001 {7}391/m);
    expect(text).toMatch(/^E1A 995 {3}SUMMARY HAS BEEN ADDED {18}B76 {2}0324527800100PW0001/m);
  });
});

describe('An X12 manifest', () => {
  test('is acknowledged with a 997 at once and answered with a 355 when the manifest module has decided', async () => {
    const { body: receipt } = await gate.fileX12(sample('manifest-ocean.309'), CARRIER_KEY).expect(202);
    expect(receipt).toMatchObject({ disposition: 'accepted, being processed', filings: 1 });
    expect((await gate.mailbox(CARRIER_KEY)).map(({ application }) => application)).toEqual(['997']);
    const [filed] = await gate.published(ManifestFiled);
    expect(ManifestFiled.faultOf(filed!.data)).toBeNull();
    await gate.answer(ManifestFilingAnswered, [filed!.data], { kind: 'manifest' });
    const mail = await gate.mailbox(CARRIER_KEY);
    expect(mail.map(({ application }) => application)).toEqual(['997', '355']);
    expect(mail[1]!.body).toContain('MANIFEST ACCEPTED');
    expect(await gate.mailbox()).not.toContainEqual(expect.objectContaining({ format: 'x12' }));
  });
});
