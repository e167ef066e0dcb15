import { EntryFilingAnswered, ManifestFiled } from '#contracts';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { CARRIER_KEY, sample } from '../gateway.fixture';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
});
afterAll(() => gate?.close());

const release = (serial: number, changes: object = {}) => ({
  ...JSON.parse(sample('cargo-release.json')),
  entryNumber: `B76-${String(serial).padStart(7, '0')}-0`,
  ...changes,
});
const effectsOf = async (serial: number): Promise<number> =>
  (await gate.releases()).filter(({ entryNumber }) => entryNumber === `${String(serial).padStart(7, '0')}0`).length;

describe('The same transmission sent twice', () => {
  test('takes effect once and is answered twice, also when the second comes after the answer', async () => {
    const body = release(1);
    const [first, second] = await Promise.all([
      gate.fileJson('/filings/cargo-release', body).expect(202),
      gate.fileJson('/filings/cargo-release', body).expect(202),
    ]);
    const original = first.body.repeats ? second.body : first.body;
    const repeat = first.body.repeats ? first.body : second.body;
    expect(repeat.repeats).toBe(original.id);
    expect(await effectsOf(1)).toBe(1);
    await gate.answer(EntryFilingAnswered, (await gate.releases()).slice(-1));
    const late = await gate.fileJson('/filings/cargo-release', body).expect(202);
    expect(late.body).toMatchObject({ repeats: original.id, disposition: 'processed' });
    expect(await effectsOf(1)).toBe(1);
    const answered = (await gate.mailbox()).map(({ transmissionId }) => transmissionId);
    expect(answered).toEqual(expect.arrayContaining([original.id, repeat.id, late.body.id]));
    expect((await gate.call('get', repeat.status).expect(200)).body).toMatchObject({
      disposition: 'processed',
      repeats: original.id,
      filings: [{ outcome: 'accepted' }],
    });
  });

  test('is a new filing when something else was filed about the entry in between', async () => {
    for (const body of [release(2), release(2, { action: 'cancel' }), release(2)])
      await gate.fileJson('/filings/cargo-release', body).expect(202);
    expect(await effectsOf(2)).toBe(3);
    expect((await gate.fileJson('/filings/cargo-release', release(2)).expect(202)).body.repeats).toEqual(
      expect.any(String),
    );
    expect(await effectsOf(2)).toBe(3);
  });

  test('takes effect once in CATAIR too', async () => {
    const batch = sample('cargo-release.abi');
    const before = (await gate.releases()).length;
    const first = await gate.fileAbi(batch).expect(202);
    expect((await gate.fileAbi(batch).expect(202)).body).toMatchObject({ repeats: first.body.id });
    expect((await gate.releases()).length).toBe(before + 1);
  });
});

describe("A number of the partner's own", () => {
  test('with the same content is a repeat, with other content a conflict that changes nothing', async () => {
    const file = (body: object) => gate.fileJson('/filings/cargo-release', body).set('idempotency-key', 'order-17');
    const first = await file(release(3)).expect(202);
    expect((await file(release(3)).expect(202)).body.repeats).toBe(first.body.id);
    const refused = await file(release(4)).expect(409);
    expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(refused.body).toMatchObject({
      type: 'urn:portway:problem:conflict',
      disposition: 'rejected',
      remedy: expect.any(String),
    });
    expect([await effectsOf(3), await effectsOf(4)]).toEqual([1, 0]);
  });

  test('is the control number of an interchange', async () => {
    const interchange = sample('manifest-ocean.309');
    const first = await gate.fileX12(interchange, CARRIER_KEY).expect(202);
    expect((await gate.fileX12(interchange, CARRIER_KEY).expect(202)).body).toMatchObject({ repeats: first.body.id });
    await gate.fileX12(interchange.replace('SHANGHAI', 'NINGBO  '), CARRIER_KEY).expect(409);
    expect(await gate.published(ManifestFiled)).toHaveLength(1);
    expect((await gate.mailbox(CARRIER_KEY)).map(({ application }) => application)).toEqual(['997', '997']);
  });
});

test('many transmissions at one moment are all stored, each once', async () => {
  const before = (await gate.releases()).length;
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      gate.fileJson('/filings/cargo-release', release(1_000 + n)).then(({ status }) => status),
    ),
  );
  expect(new Set(answers)).toEqual(new Set([202]));
  expect((await gate.releases()).length).toBe(before + 200);
});
