import {
  type Condition,
  EntryFilingAnswered,
  InteractionRecorded,
  ManifestFiled,
  ManifestFilingAnswered,
} from '#contracts';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { CARRIER_KEY, sample } from '../gateway.fixture';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
});
afterAll(() => gate?.close());

const discarded: Condition = {
  code: 'ZZZ',
  text: '** ACE SYSTEM FAILURE **',
  remedy: 'Send the same again.',
  severity: 'fatal',
  recordIndex: null,
  record: null,
  field: null,
  at: null,
  grouping: null,
};
const failed = { outcome: 'not processed', conditions: [discarded] } as const;
const told = { disposition: 'not processed, resend', resend: true };

describe('A filing that an operator had to discard', () => {
  test('in JSON is told to come again, and the same bytes under the same key are judged anew', async () => {
    const file = () =>
      gate
        .fileJson('/filings/cargo-release', sample('cargo-release.json'))
        .set('idempotency-key', 'order-9')
        .expect(202);
    const { body: first } = await file();
    const { body: copy } = await file();
    expect(copy.repeats).toBe(first.id);
    await gate.answer(EntryFilingAnswered, (await gate.releases()).slice(-1), { ...failed, conditions: [discarded] });
    for (const { status } of [first, copy]) {
      expect((await gate.call('get', status).expect(200)).body).toMatchObject({
        ...told,
        filings: [{ disposition: told.disposition, outcome: 'not processed' }],
      });
    }
    const own = (await gate.mailbox()).filter(({ transmissionId }) => transmissionId === first.id);
    expect(own.map(({ body }) => JSON.parse(body))).toMatchObject([
      { ...told, outcome: 'not processed', conditions: [{ code: 'ZZZ' }] },
    ]);
    const logged = (await gate.published(InteractionRecorded))
      .map(({ data }) => data)
      .filter(({ kind }) => kind === 'answer placed');
    expect(logged.at(-1)).toMatchObject({ disposition: told.disposition });

    const { body: again } = await file();
    expect(again.repeats).toBeUndefined();
    expect(again).toMatchObject({ disposition: 'accepted, being processed' });
    expect(await gate.releases()).toHaveLength(2);
    await gate.answer(EntryFilingAnswered, (await gate.releases()).slice(-1));
    expect((await gate.call('get', again.status).expect(200)).body).toMatchObject({ disposition: 'processed' });
  });

  test('in CATAIR is answered with ZZZ in the closing SE90', async () => {
    const { body } = await gate.fileAbi(sample('cargo-release.abi')).expect(202);
    await gate.answer(EntryFilingAnswered, (await gate.releases()).slice(-1), { ...failed, conditions: [discarded] });
    const { text, headers } = await gate.call('get', body.status).set('accept', 'text/plain').expect(200);
    expect(text.match(/^SE90.*/gm)!.map((record: string) => record.trimEnd())).toEqual([
      'SE9001ZZZ** ACE SYSTEM FAILURE **',
    ]);
    expect(headers['x-disposition']).toBe(told.disposition);
    expect((await gate.fileAbi(sample('cargo-release.abi')).expect(202)).body.repeats).toBeUndefined();
  });

  test('in CATAIR as a summary is answered with ZZZ in the closing E1 alone', async () => {
    const { body } = await gate.fileAbi(sample('entry-summary.abi')).expect(202);
    await gate.answer(EntryFilingAnswered, (await gate.summaries()).slice(-1), {
      ...failed,
      conditions: [discarded],
      kind: 'entry summary',
    });
    const { text } = await gate.call('get', body.status).set('accept', 'text/plain').expect(200);
    expect(text.match(/^E1.{34}/gm)).toEqual(['E1RFZZZ   ** ACE SYSTEM FAILURE **  ']);
  });

  test('in X12 is answered with a K1, and the same interchange is judged anew', async () => {
    const interchange = sample('manifest-ocean.309');
    const { body } = await gate.fileX12(interchange, CARRIER_KEY).expect(202);
    const [filed] = await gate.published(ManifestFiled);
    await gate.answer(ManifestFilingAnswered, [filed!.data], { ...failed, conditions: [discarded], kind: 'manifest' });
    const state = (await gate.call('get', body.status, CARRIER_KEY).expect(200)).body;
    expect(state).toMatchObject(told);
    expect(state.responses.at(-1).body).toMatch(/K1.MANIFEST REJECTED.*K1.ZZZ .* ACE SYSTEM FAILURE/s);
    expect((await gate.fileX12(interchange, CARRIER_KEY).expect(202)).body.repeats).toBeUndefined();
    expect(await gate.published(ManifestFiled)).toHaveLength(2);
  });

  test('among others that were processed leaves theirs as they are, and the transmission is not taken as a repeat', async () => {
    const text =
      sample('cargo-release.abi').replace('PW0001', 'PW0021') + sample('cargo-release.abi').replace('PW0001', 'PW0022');
    const { body } = await gate.fileAbi(text).expect(202);
    const [one, other] = (await gate.releases()).slice(-2);
    await gate.answer(EntryFilingAnswered, [one!], { ...failed, conditions: [discarded] });
    await gate.answer(EntryFilingAnswered, [other!]);
    const { body: state } = await gate.call('get', body.status).expect(200);
    expect(state).toMatchObject({
      disposition: 'processed',
      filings: [{ disposition: told.disposition }, { disposition: 'processed' }],
    });
    expect((await gate.fileAbi(text).expect(202)).body.repeats).toBeUndefined();
  });
});

describe('The activity log', () => {
  const log = async (transmissionId: string) =>
    (await gate.published(InteractionRecorded))
      .map(({ data }) => data)
      .filter((data) => data.transmissionId === transmissionId);

  test('tells of a conflict, and of the copies placed for a repeat', async () => {
    const body = { ...JSON.parse(sample('cargo-release.json')), entryNumber: 'B76-0000031-0' };
    const file = (more: object = {}) =>
      gate.fileJson('/filings/cargo-release', { ...body, ...more }).set('idempotency-key', 'order-31');
    await file().expect(202);
    await gate.answer(EntryFilingAnswered, (await gate.releases()).slice(-1));
    const { body: repeat } = await file().expect(202);
    expect((await log(repeat.id)).map(({ kind }) => kind).sort()).toEqual(['answer placed', 'transmission repeated']);
    await file({ action: 'cancel' }).expect(409);
    const rejected = (await gate.published(InteractionRecorded))
      .map(({ data }) => data)
      .filter(({ kind }) => kind === 'transmission rejected');
    expect(rejected).toMatchObject([
      { disposition: 'rejected', summary: expect.stringContaining('order-31 came before with other content') },
    ]);
  });
});
