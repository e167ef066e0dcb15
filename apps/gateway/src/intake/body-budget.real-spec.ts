import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { eventually } from '../../../../test/support';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { BROKER_KEY, sample } from '../gateway.fixture';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench({ BODY_BYTES: '100000' });
});
afterAll(() => gate?.close());

const begin = async (head: string): Promise<{ socket: Socket; answer: () => string }> => {
  const { hostname, port } = new URL(gate.service.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let answer = '';
  socket.on('data', (part: Buffer) => (answer += part.toString('latin1')));
  socket.on('error', () => undefined);
  socket.write(`POST ${head}`);
  return { socket, answer: () => answer };
};

test.each<[string, string, string]>([
  ['without a key', '/abi HTTP/1.1\r\nhost: x', '401'],
  ['with an unknown key', '/filings/cargo-release HTTP/1.1\r\nhost: x\r\nauthorization: Bearer pk_nobody', '401'],
  ['with the key of a broker, for officers', `/officer/bills/MAEU260000101/holds HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${BROKER_KEY}`, '403'],
])('who sends %s is refused before a single byte of the body is read', async (_who, head, status) => {
  const { socket, answer } = await begin(`${head}\r\ncontent-type: application/json\r\ncontent-length: 50000\r\n\r\n`);
  await eventually(() => answer().includes('\r\n\r\n'));
  expect(answer()).toMatch(new RegExp(`^HTTP/1.1 ${status}`));
  expect(/^www-authenticate: Bearer\r$/im.test(answer())).toBe(status === '401');
  socket.destroy();
});

test.each<[string, string]>([
  ['announces', 'content-length: 90000\r\n\r\n'],
  ['has sent in pieces', `transfer-encoding: chunked\r\n\r\n${(90_000).toString(16)}\r\n${'A'.repeat(90_000)}\r\n`],
])('while one body is under way, what a partner %s counts, and the next one is told to come again', async (_what, rest) => {
  const { socket } = await begin(`/abi HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${BROKER_KEY}\r\ncontent-type: text/plain\r\n${rest}`);
  const text = sample('cargo-release.abi').repeat(10).slice(0, 12_000);
  const refused = await eventually(async () => gate.fileAbi(text).expect(503));
  expect(refused.body).toMatchObject({ type: 'urn:portway:problem:unavailable', disposition: 'not processed, resend' });
  expect(refused.headers['retry-after']).toBe('2');
  socket.destroy();
  await eventually(async () => (await gate.fileAbi(text)).status === 202);
});

test('room is given back with every answer, whatever it was', async () => {
  const text = sample('cargo-release.abi').repeat(10).slice(0, 12_000);
  for (let n = 0; n < 12; n += 1) {
    await gate.fileAbi(text).expect(202);
    await gate.fileJson('/filings/cargo-release', `{ ${' '.repeat(12_000)}`).expect(400);
    await gate.fileJson('/filings/cargo-release', { padding: 'x'.repeat(12_000) }).expect(422);
  }
});
