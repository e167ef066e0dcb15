import { EntryFilingAnswered, ManifestFiled } from '#contracts';
import { gatewayBench, type GatewayBench } from '../../../test/support/gateway-bench';
import { BROKER_KEY, CARRIER_KEY, OFFICER_KEY, RIVAL_KEY, sample } from './gateway.fixture';

/** Whatever has a number or a name is its account's: another that uses the same takes nothing, blocks nothing and learns nothing. */
let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
});
afterAll(() => gate?.close());

const release = (serial: number) => ({
  ...JSON.parse(sample('cargo-release.json')),
  entryNumber: `B76-${String(serial).padStart(7, '0')}-0`,
});
/** The broker's batch as the rival sends it: under its own site, code and password, about the broker's entry. */
const asRival = (batch: string): string =>
  batch
    .replace('A2704B76PASSWD', 'A5301WBNRIVAL1')
    .replaceAll(/^([BY]) {2}2704B76/gm, '$1  5301WBN')
    .replace('Z2704B76', 'Z5301WBN');

describe('An entry number', () => {
  test('is filed in JSON by who holds its filer code only', async () => {
    await gate.fileJson('/filings/cargo-release', release(1), RIVAL_KEY).expect(403);
    await gate.fileJson('/filings/entry-summary', sample('entry-summary.json'), RIVAL_KEY).expect(403);
  });

  test("of another filer in one's own batch goes to the module with the codes of who sends it, for it to refuse (P04)", async () => {
    const { body } = await gate.fileAbi(asRival(sample('cargo-release.abi')), RIVAL_KEY).expect(202);
    expect((await gate.releases()).find(({ origin }) => origin.transmissionId === body.id)).toMatchObject({
      filerCode: 'B76',
      accountFilerCodes: ['WBN'],
    });
  });

  test('that another filed about, and that is not decided, makes a repeat of its owner no new filing', async () => {
    const batch = sample('cargo-release.abi');
    const first = await gate.fileAbi(batch).expect(202);
    await gate.fileAbi(asRival(batch).replace('SAMPLE', 'THEFT '), RIVAL_KEY).expect(202);
    expect((await gate.fileAbi(batch).expect(202)).body.repeats).toBe(first.body.id);
  });
});

describe('A control number of X12', () => {
  test("that another account used, also under one's own sender id, is neither a repeat nor a conflict", async () => {
    const text = sample('manifest-ocean.309').replaceAll('000000041', '000000841');
    await gate.fileX12(text.replace('SHANGHAI', 'NINGBO'), RIVAL_KEY).expect(202);
    await gate.fileX12(text, BROKER_KEY).expect(202);
    const { body } = await gate.fileX12(text, CARRIER_KEY).expect(202);
    expect([body.repeats, body.disposition]).toEqual([undefined, 'accepted, being processed']);
    const owners = (await gate.published(ManifestFiled)).map(({ data }) => data.carrierScacs);
    expect(owners).toEqual([[], [], ['MAEU']]);
  });
});

describe('An Idempotency-Key', () => {
  test("is the account's own: another's use of it changes nothing", async () => {
    const file = (body: object, key: string) =>
      gate.fileJson('/filings/cargo-release', body, key).set('idempotency-key', 'order-1');
    const rivals = { ...release(2), entryNumber: 'WBN-0000002-0' };
    const theirs = await file(rivals, RIVAL_KEY).expect(202);
    const ours = await file(release(2), BROKER_KEY).expect(202);
    expect(ours.body.repeats).toBeUndefined();
    expect((await file(release(2), BROKER_KEY).expect(202)).body.repeats).toBe(ours.body.id);
    expect((await file(rivals, RIVAL_KEY).expect(202)).body.repeats).toBe(theirs.body.id);
  });
});

describe('What lies at the gateway', () => {
  test('is read and acknowledged by its account only, and another learns not even that it is there', async () => {
    const { body } = await gate.fileJson('/filings/cargo-release', release(3)).expect(202);
    await gate.answer(
      EntryFilingAnswered,
      (await gate.releases()).filter(({ origin }) => origin.transmissionId === body.id),
    );
    const mail = (await gate.mailbox()).find(({ transmissionId }) => transmissionId === body.id)!;
    for (const key of [RIVAL_KEY, CARRIER_KEY, OFFICER_KEY]) {
      await gate.call('get', body.status, key).expect(404);
      await gate.call('post', `/mailbox/${mail.id}/ack`, key).expect(404);
      const bulk = await gate.call('post', '/mailbox/ack', key).send({ ids: [mail.id] });
      expect(JSON.stringify(bulk.body.acknowledged ?? [])).toBe('[]');
      expect((await gate.mailbox(key)).map(({ id }) => id)).not.toContain(mail.id);
      await gate.call('get', `/downtime-summaries/1/filings`, key).expect(404);
    }
    expect((await gate.mailbox()).map(({ id }) => id)).toContain(mail.id);
  });

  test("is pushed to the webhooks of its account only, and those are nobody else's to see or remove", async () => {
    const { body: hook } = await gate
      .call('post', '/webhooks')
      .send({ url: 'https://partner.example/hook' })
      .expect(201);
    expect(JSON.stringify((await gate.call('get', '/webhooks', RIVAL_KEY).expect(200)).body)).not.toContain(hook.id);
    await gate.call('delete', `/webhooks/${hook.id}`, RIVAL_KEY).expect(404);
    await gate.call('get', `/webhooks/${hook.id}/deliveries`, RIVAL_KEY).expect(404);
    expect(JSON.stringify((await gate.call('get', '/webhooks').expect(200)).body)).toContain(hook.id);
  });
});
