import { connect } from 'node:net';
import { once } from 'node:events';
import { gatewayBench, type GatewayBench } from '../../../test/support/gateway-bench';
import { BROKER_KEY, CARRIER_KEY, OFFICER_KEY, RIVAL_KEY, sample } from './gateway.fixture';
import { eventually } from '../../../test/support';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench({ ABI_MAX_BYTES: '200000' });
});
afterAll(() => gate?.close());

const batch = (change: (text: string) => string): string => change(sample('cargo-release.abi'));
/** Text and code of the first X1 of the answer to a refused batch. */
const refusal = async (text: string | Buffer): Promise<string> => {
  const before = (await gate.releases()).length;
  const { body } = await gate.fileAbi(text).expect(202);
  expect(body).toMatchObject({ disposition: 'rejected', filings: 0 });
  expect((await gate.releases()).length).toBe(before);
  const answer = (await gate.call('get', body.status).set('accept', 'text/plain').expect(200)).text as string;
  expect(answer).toMatch(/^X1RF999 {3}BATCH REJECTED/m);
  expect(answer).not.toContain('PASSWD');
  return /^X1 F(...)/m.exec(answer)?.[1] ?? 'none';
};

describe('A batch is refused with the condition of the guide', () => {
  test.each<[string, string, (text: string) => string]>([
    ['a wrong password', 'X09', (t) => t.replace('PASSWD', 'GUESS1')],
    ['the site of somebody else', 'X09', (t) => t.replace('A2704B76', 'A5301B76').replace('Z2704B76', 'Z5301B76')],
    ['the filer code of somebody else in the block', 'X17', (t) => t.replace(/^([BY]) {2}2704B76/gm, '$1  2704WBN')],
    ['an unknown port in the block', 'X18', (t) => t.replace(/^([BY]) {2}2704/gm, '$1  9999')],
    ['an unknown application', 'X12', (t) => t.replace(/SE {32}SAMPLE/, 'ZZ                                SAMPLE')],
    [
      'an application of the guide that does not exist here',
      'PX1',
      (t) => t.replace(/SE {32}SAMPLE/, 'RE                                SAMPLE'),
    ],
    ['an unknown record', 'X34', (t) => t.replace(/^SE17/m, 'SE99')],
    ['a record out of order', 'X35', (t) => t.replace(/^(SE11.*\n)(SE13.*\n)/m, '$2$1')],
    ['data in filler', 'X39', (t) => t.replace(/^(SE10.{75})./m, '$1X')],
    ['an accented letter', 'X40', (t) => t.replace('PAT FILER', 'PAT FIL\u00c9R')],
    ['the end cut off', 'X05', (t) => t.slice(0, 900)],
  ])('%s: %s', async (_what, code, change) => {
    expect(await refusal(batch(change))).toBe(code);
  });

  test('bytes that are no text at all', async () => {
    expect(await refusal(Buffer.from([0xff, 0xfe, 0x00, 0x41, 0x99]))).toBe('PX2');
  });

  test('and lower case is no fault', async () => {
    expect(
      (await gate.fileAbi(batch((t) => t.toLowerCase().replace('passwd', 'passwd'))).expect(202)).body,
    ).toMatchObject({ filings: 1 });
  });

  test('and sent again after the password is right, it is judged anew', async () => {
    const text = batch((t) => t.replace(/PW0001/, 'PW0777'));
    expect(await refusal(text.replace('PASSWD', 'WRONG1'))).toBe('X09');
    expect((await gate.fileAbi(text).expect(202)).body).toMatchObject({ filings: 1 });
  });
});

describe('A message that cannot be taken is answered with a problem document', () => {
  const problem = (name: string) => ({
    type: `urn:portway:problem:${name}`,
    remedy: expect.any(String),
    detail: expect.any(String),
  });

  test('too large', async () => {
    expect((await gate.fileAbi('A'.repeat(300_000)).expect(413)).body).toMatchObject(problem('too-large'));
  });
  test('empty', async () => {
    expect((await gate.fileAbi('   \n').expect(400)).body).toMatchObject(problem('not-readable'));
  });
  test('of another content type', async () => {
    const { body } = await gate.call('post', '/abi').set('content-type', 'application/xml').send('<a/>').expect(415);
    expect(body).toMatchObject(problem('wrong-content-type'));
  });
  test('without a key, with an unknown one, with the key of somebody who may not', async () => {
    expect((await gate.fileAbi(sample('cargo-release.abi'), 'pk_nobody').expect(401)).body).toMatchObject(
      problem('not-authenticated'),
    );
    const hold = { code: '1H', reason: 'Review' };
    expect((await gate.fileJson('/officer/bills/MAEU260000101/holds', hold).expect(403)).body).toMatchObject(
      problem('not-authorized'),
    );
    await gate
      .fileJson('/officer/bills/MAEU260000101/holds', hold, OFFICER_KEY)
      .set('idempotency-key', 'hold-1')
      .expect(202);
  });
  test("an officer's order without a key of its own", async () => {
    const hold = { code: '1H', reason: 'Review' };
    const review = { decision: 'exam ordered' };
    for (const [path, order] of [
      ['bills/MAEU260000101/holds', hold],
      ['bills/MAEU260000101/holds/remove', hold],
      ['entries/B76/03245278/review', review],
    ] as const) {
      const { body } = await gate.fileJson(`/officer/${path}`, order, OFFICER_KEY).expect(422);
      expect(body).toMatchObject({
        ...problem('not-valid'),
        errors: [
          { at: 'Idempotency-Key', text: 'is missing', remedy: expect.stringContaining('a new UUID for each order') },
        ],
      });
    }
  });
  test('JSON that is none', async () => {
    const { body } = await gate.fileJson('/filings/cargo-release', '{"action": "add", ').expect(400);
    expect(body).toMatchObject(problem('not-readable'));
    expect(JSON.stringify(body)).not.toMatch(/\.ts|\.js|node_modules|at Object/);
  });
  test('fields that are unknown, missing or wrong are named by their pointer', async () => {
    const body = {
      ...JSON.parse(sample('cargo-release.json')),
      colour: 'red',
      action: 'file',
      bills: [{ type: 'R', number: '1', quantity: -4 }],
      entryNumber: undefined,
    };
    const answer = (await gate.fileJson('/filings/cargo-release', body).expect(422)).body;
    expect(answer).toMatchObject(problem('not-valid'));
    expect(answer.errors.map(({ at }: { at: string }) => at).sort()).toEqual([
      '/action',
      '/bills/0/quantity',
      '/colour',
      '/entryNumber',
    ]);
  });
  test('text that no database keeps', async () => {
    const body = sample('cargo-release.json').replace('PAT FILER', 'PAT\\u0000FILER');
    expect((await gate.fileJson('/filings/cargo-release', body).expect(422)).body.errors).toMatchObject([
      { at: '/contact/name' },
    ]);
    expect(
      (await gate.fileJson('/webhooks', { url: 'https://example.com/a\u0000b' }).expect(422)).body.errors,
    ).toMatchObject([{ at: '/url' }]);
    const { body: receipt } = await gate
      .fileX12(sample('manifest-ocean.309').replace('MAEU           ', 'MA\u0000U           '), CARRIER_KEY)
      .expect(202);
    expect(receipt).toMatchObject({
      disposition: 'rejected',
      errors: [expect.objectContaining({ at: 'segment 1 ISA06' })],
    });
  });
  test("a filing for somebody else's filer code or SCAC", async () => {
    await gate.fileJson('/filings/cargo-release', sample('cargo-release.json'), RIVAL_KEY).expect(403);
    await gate.fileJson('/filings/manifest', sample('manifest.json')).expect(403);
    await gate.fileJson('/filings/manifest', sample('manifest.json'), CARRIER_KEY).expect(202);
  });
  test('an interchange that is none, and one that was cut off', async () => {
    expect((await gate.fileX12('hello', CARRIER_KEY).expect(400)).body).toMatchObject({
      ...problem('not-readable'),
      errors: [expect.objectContaining({ code: 'no-isa' })],
    });
    const { body } = await gate.fileX12(sample('manifest-ocean.309').slice(0, 700), CARRIER_KEY).expect(202);
    expect(body).toMatchObject({
      disposition: 'rejected',
      filings: 0,
      errors: [expect.objectContaining({ text: expect.any(String) }), expect.anything()]
        .slice(0, 1)
        .concat(expect.anything()),
    });
  });
  test('an address or a method that is not there', async () => {
    expect((await gate.call('get', '/nowhere').expect(404)).body).toMatchObject(problem('not-found'));
    for (const path of ['/abi/not-an-id', '/x12/not-an-id', '/filings/not-an-id', '/webhooks/not-an-id/deliveries']) {
      expect((await gate.call('get', path).expect(404)).body).toMatchObject(problem('not-found'));
    }
    expect((await gate.call('delete', '/webhooks/17').expect(404)).body).toMatchObject(problem('not-found'));
    expect((await gate.call('post', '/mailbox/first/ack').expect(404)).body).toMatchObject(problem('not-found'));
  });
});

test('a request that is cut off half-way leaves nothing behind', async () => {
  const count = async (): Promise<number> =>
    (await gate.source.query('SELECT count(*)::int AS n FROM transmission'))[0].n;
  const before = await count();
  const { hostname, port } = new URL(gate.service.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const text = sample('cargo-release.abi');
  socket.write(
    `POST /abi HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${BROKER_KEY}\r\ncontent-type: text/plain\r\ncontent-length: ${text.length}\r\n\r\n${text.slice(0, 800)}`,
  );
  await eventually(() => socket.bytesWritten > 800);
  socket.destroy();
  await gate.fileAbi(text.replace('PW0001', 'PW0888')).expect(202);
  expect(await count()).toBe(before + 1);
});

test('an account sees only its own', async () => {
  const { body } = await gate.fileAbi(sample('entry-summary.abi')).expect(202);
  await gate.call('get', body.status, RIVAL_KEY).expect(404);
  const [entry] = await gate.mailbox();
  expect(await gate.mailbox(RIVAL_KEY)).toEqual([]);
  await gate.call('post', `/mailbox/${entry!.id}/ack`, RIVAL_KEY).expect(404);
  expect((await gate.mailbox()).map(({ id }) => id)).toContain(entry!.id);
});
