import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { eventually } from '../../../../test/support';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { certify, newAuthority } from '../../../../tools/infrastructure/certificates';
import { BROKER_KEY, CARRIER_KEY, sample } from '../gateway.fixture';

const BROKER = '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10';

let gate: GatewayBench | undefined;
afterEach(async () => {
  await gate?.close();
  gate = undefined;
});

/** As if it came from this address, by way of a balancer. */
const from = (address: string, path: string, key: string, method: 'get' | 'post' = 'get') =>
  gate!.call(method, path, key).set('x-forwarded-for', address);

test('who tries keys is soon told 429, without a look into the database; keys in use and other addresses go on', async () => {
  gate = await gatewayBench({ WRONG_KEYS_PER_MINUTE: '5', TRUSTED_PROXIES: '127.0.0.0/8' });
  await from('192.0.2.1', '/mailbox', BROKER_KEY).expect(200);
  for (let n = 0; n < 5; n += 1) await from('192.0.2.1', '/mailbox', `pk_guess-${n}`).expect(401);
  const looked = jest.spyOn(gate.source, 'query');
  const { body, headers } = await from('192.0.2.1', '/mailbox', 'pk_guess-6').expect(429);
  expect(body).toMatchObject({
    type: 'urn:portway:problem:too-many-look-ups',
    remedy: expect.stringContaining('Retry-After'),
  });
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(looked.mock.calls.filter(([text]) => String(text).includes('api_key'))).toEqual([]);
  looked.mockRestore();
  await from('192.0.2.1', '/filings/cargo-release', 'pk_guess-7', 'post')
    .expect(429)
    .expect((answer) => expect(answer.body.disposition).toBe('not processed, resend'));
  await from('192.0.2.1', '/mailbox', BROKER_KEY).expect(200);
  await from('192.0.2.2', '/mailbox', 'pk_guess-8').expect(401);
});

test('who tries operations tokens is soon told 429, and the right one is still taken', async () => {
  gate = await gatewayBench({ WRONG_KEYS_PER_MINUTE: '3' });
  for (let n = 0; n < 3; n += 1) await gate.call('get', '/operations/vitals', `guess-${n}`).expect(401);
  await gate.call('get', '/operations/vitals', 'guess-4').expect(429);
  await gate.call('get', '/operations/vitals', 'operations-token-of-this-test').expect(200);
  expect((await gate.call('get', '/metrics')).text).toMatch(
    /portway_refused_total\{reason="wrong operations token"\} 3/,
  );
});

test('an address has so many requests a second, and an account too', async () => {
  gate = await gatewayBench({ ADDRESS_REQUESTS_PER_SECOND: '3', TRUSTED_PROXIES: '127.0.0.1' });
  const answers = await Promise.all(Array.from({ length: 12 }, () => from('192.0.2.1', '/mailbox', BROKER_KEY)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
  await from('192.0.2.2', '/mailbox', BROKER_KEY).expect(200);
  await gate.close();
  gate = await gatewayBench({ ACCOUNT_REQUESTS_PER_SECOND: '3' });
  const more = await Promise.all(
    Array.from({ length: 12 }, () => gate!.fileJson('/filings/cargo-release', sample('cargo-release.json'))),
  );
  const refused = more.find(({ status }) => status === 429)!;
  expect(refused.body).toMatchObject({
    type: 'urn:portway:problem:too-many-requests',
    disposition: 'not processed, resend',
  });
  expect(refused.headers).toMatchObject({
    'ratelimit-policy': '"address";q=12000;w=2, "account";q=6;w=2',
    ratelimit: expect.stringMatching(/^"address";r=119\d\d;t=1, "account";r=0;t=2$/),
  });
  await gate.call('get', '/mailbox', CARRIER_KEY).expect(200);
});

test('the key of an account that is bound to a certificate opens nothing without it; other accounts are asked for none', async () => {
  const { certificate } = certify(newAuthority('A broker'), ['broker']);
  const { raw } = new X509Certificate(certificate);
  gate = await gatewayBench({
    CLIENT_CERTIFICATES: JSON.stringify({ [BROKER]: [createHash('sha256').update(raw).digest('hex')] }),
    TRUSTED_PROXIES: '127.0.0.1',
  });
  const { body } = await from('192.0.2.1', '/mailbox', BROKER_KEY).expect(403);
  expect(body.detail).toBe(
    'Keys of this account are taken with a client certificate only: the request came with none.',
  );
  await from('192.0.2.1', '/mailbox', BROKER_KEY)
    .set('client-cert', `:${raw.toString('base64')}:`)
    .expect(200);
  await from('192.0.2.1', '/mailbox', CARRIER_KEY).expect(200);
});

test('an address has so many connections; the next one is told so and closed', async () => {
  // A balancer elsewhere is named, which this address is not.
  gate = await gatewayBench({ ADDRESS_CONNECTIONS: '3', TRUSTED_PROXIES: '192.0.2.9' });
  const { hostname, port } = new URL(gate.service.url);
  const open = await Promise.all(
    Array.from({ length: 3 }, async () => {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      return socket;
    }),
  );
  const answer = await eventually(async () => {
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (part: Buffer) => (text += part.toString('latin1'))).on('error', () => undefined);
    await once(socket, 'close');
    return text;
  });
  expect(answer).toMatch(/^HTTP\/1.1 429 Too Many Requests\r\nretry-after: \d+/);
  open.forEach((socket) => socket.destroy());
  await eventually(async () => (await gate!.call('get', '/mailbox')).status === 200);
});
