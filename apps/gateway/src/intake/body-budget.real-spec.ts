import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { eventually } from '../../../../test/support';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { BROKER_KEY, CARRIER_KEY, sample } from '../gateway.fixture';

const LARGEST = 600_000;
/** Room for one largest transmission, one and a half million bytes of memory, and a seventh more. */
const LITTLE_ROOM = {
  BODY_BYTES: '1',
  ABI_MAX_BYTES: String(LARGEST),
  X12_MAX_BYTES: '25000',
  JSON_MAX_BYTES: '50000',
};
let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench(LITTLE_ROOM);
});
afterAll(() => gate?.close());

/** What is begun and not ended would keep the gateway from closing. */
const sockets: Socket[] = [];
afterEach(() => sockets.splice(0).forEach((socket) => socket.destroy()));

interface Begun {
  readonly socket: Socket;
  readonly answer: () => string;
}

/** Sends the beginning of a request and leaves it at that. */
const begin = async (head: string, at = gate): Promise<Begun> => {
  const { hostname, port } = new URL(at.service.url);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  await once(socket, 'connect');
  let answer = '';
  socket.on('data', (part: Buffer) => (answer += part.toString('latin1')));
  socket.on('error', () => undefined);
  socket.write(`POST ${head}`);
  return { socket, answer: () => answer };
};
const answered = ({ answer }: Begun): Promise<string> => eventually(() => answer().includes('\r\n\r\n') && answer());
const abi = (rest: string, key = BROKER_KEY): string =>
  `/abi HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-type: text/plain\r\n${rest}`;
const chunk = (bytes: number): string => `${bytes.toString(16)}\r\n${'A'.repeat(bytes)}\r\n`;
/** Begins a transmission that does not end, and waits until all that was sent of it is counted: two and a half bytes of memory for each. */
const underWay = async (bytes: number): Promise<Begun> => {
  const begun = await begin(abi(`transfer-encoding: chunked\r\n\r\n${chunk(bytes)}`, CARRIER_KEY));
  await eventually(
    async () =>
      Number(/^portway_body_memory_bytes (\d+)/m.exec((await gate.call('get', '/metrics')).text)?.[1]) === bytes * 2.5,
  );
  return begun;
};
const small = (): string => sample('cargo-release.abi').repeat(10).slice(0, 12_000);

test.each<[string, string, string]>([
  ['without a key', '/abi HTTP/1.1\r\nhost: x', '401'],
  ['with an unknown key', '/filings/cargo-release HTTP/1.1\r\nhost: x\r\nauthorization: Bearer pk_nobody', '401'],
  [
    'with the key of a broker, for officers',
    `/officer/bills/MAEU260000101/holds HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${BROKER_KEY}`,
    '403',
  ],
  [
    'with a wrong token, for operators',
    '/operations/gates/entry/inbound/stop HTTP/1.1\r\nhost: x\r\nauthorization: Bearer nobody',
    '401',
  ],
])('who sends %s is refused before a single byte of the body is read', async (_who, head, status) => {
  const begun = await begin(`${head}\r\ncontent-type: application/json\r\ncontent-length: 10000\r\n\r\n`);
  expect(await answered(begun)).toMatch(new RegExp(`^HTTP/1.1 ${status}`));
  expect(/^www-authenticate: Bearer\r$/im.test(begun.answer())).toBe(status === '401');
  begun.socket.destroy();
});

test.each<[string, string]>([
  ['that is open to everybody', '/status/subscriptions HTTP/1.1\r\nhost: x'],
  ['that is not there', '/nowhere HTTP/1.1\r\nhost: x'],
  ['that takes no filing', `/webhooks HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${BROKER_KEY}`],
])('an address %s takes 16 KB and no more, announced or as they arrive', async (_which, head) => {
  for (const rest of [
    'content-length: 16385\r\n\r\n',
    `transfer-encoding: chunked\r\n\r\n${chunk(10_000)}${chunk(10_000)}`,
  ]) {
    const begun = await begin(`${head}\r\ncontent-type: application/json\r\n${rest}`);
    const text = await answered(begun);
    expect(text).toMatch(/^HTTP\/1.1 413/);
    expect(text).toContain('at most 16384 are taken here');
    begun.socket.destroy();
  }
});

test('what is announced and does not come keeps nobody out', async () => {
  const idle = await Promise.all(
    Array.from({ length: 64 }, () => begin(abi(`content-length: ${LARGEST}\r\n\r\n0123456789`, CARRIER_KEY))),
  );
  await gate.fileAbi(small()).expect(202);
  idle.forEach(({ socket }) => socket.destroy());
});

test('a body that does not arrive at a sensible pace is cut off, and its sender told', async () => {
  const hurried = await gatewayBench({ ...LITTLE_ROOM, BODY_PACE_SECONDS: '1' });
  const begun = await begin(abi('content-length: 100000\r\n\r\n0123456789'), hurried);
  const text = await answered(begun);
  expect(text).toMatch(/^HTTP\/1.1 408/);
  expect(text).toMatch(/"type":"urn:portway:problem:too-slow".*"disposition":"not processed, resend"/);
  begun.socket.destroy();
  await hurried.close();
});

test('one account has its share and no more, and leaves others theirs', async () => {
  const large = await underWay(450_000);
  const second = await answered(await begin(abi(`transfer-encoding: chunked\r\n\r\n${chunk(180_000)}`, CARRIER_KEY)));
  expect(second).toMatch(/^HTTP\/1.1 429/);
  expect(second).toMatch(/^retry-after: 2\r$/im);
  expect(second).toMatch(/"type":"urn:portway:problem:too-many-requests".*"disposition":"not processed, resend"/);
  await gate.fileAbi(small()).expect(202);
  expect(large.answer()).toBe('');
  large.socket.destroy();
});

test('while there is no room at all, the next one is told to come again', async () => {
  const large = await underWay(570_000);
  const text = 'A'.repeat(180_000);
  const refused = await gate.fileAbi(text).expect(503);
  expect(refused.body).toMatchObject({ type: 'urn:portway:problem:unavailable', disposition: 'not processed, resend' });
  expect(refused.headers['retry-after']).toBe('2');
  large.socket.destroy();
  await eventually(async () => (await gate.fileAbi(text)).status === 202);
});

test('room is given back with every answer, whatever it was', async () => {
  const padding = 'x'.repeat(40_000);
  for (let n = 0; n < 12; n += 1) {
    await gate.fileAbi(small()).expect(202);
    await gate.fileJson('/filings/cargo-release', `{ ${padding}`).expect(400);
    await gate.fileJson('/filings/cargo-release', { padding }).expect(422);
  }
});

test('what was refused is counted', async () => {
  const { text } = await gate.call('get', '/metrics').expect(200);
  for (const reason of ['body too large', 'no room for body', 'unknown key', 'wrong operations token'])
    expect(text).toContain(`portway_refused_total{reason="${reason}"}`);
});
