import { once } from 'node:events';
import {
  createServer,
  get,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { eventually } from '../../../../test/support';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';

interface Asked {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

let gate: GatewayBench;
let status: Server;
const asked: Asked[] = [];
const streams = new Set<ServerResponse>();

beforeAll(async () => {
  status = createServer((request, response) => {
    const parts: Buffer[] = [];
    request
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => {
        asked.push({
          method: request.method!,
          url: request.url!,
          headers: request.headers,
          body: Buffer.concat(parts).toString(),
        });
        if (request.url === '/status/events') {
          response.writeHead(200, { 'content-type': 'text/event-stream' }).write('id: 1\nevent: summary\ndata: {}\n\n');
          streams.add(response.on('close', () => streams.delete(response)));
          return undefined;
        }
        if (request.url === '/status/subscriptions')
          return response.writeHead(202, { 'content-type': 'application/json' }).end('{"state":"asked"}');
        if (request.headers['if-none-match'] === '"newest"') return response.writeHead(304, { etag: '"newest"' }).end();
        return response
          .writeHead(200, {
            'content-type': 'text/html; charset=utf-8',
            etag: '"newest"',
            'content-security-policy': "default-src 'none'",
          })
          .end('<h1>The status</h1>');
      });
  }).listen(0, '127.0.0.1');
  await once(status, 'listening');
  gate = await gatewayBench({
    SERVICE_URLS: JSON.stringify({ status: `http://127.0.0.1:${(status.address() as AddressInfo).port}` }),
    STATUS_STREAMS: '1',
  });
});
afterAll(async () => {
  status?.closeAllConnections();
  status?.close();
  await gate?.close();
});

const follow = (): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => get(`${gate.service.url}/status/events`, resolve).on('error', reject));

test('the page is read at the gateway as the status service wrote it, without a key, and its ETag saves the second reading', async () => {
  const page = await fetch(`${gate.service.url}/status?x=1`, {
    headers: { authorization: 'Bearer somebody', cookie: 'a=b' },
  });
  expect([page.status, page.headers.get('content-security-policy'), await page.text()]).toEqual([
    200,
    "default-src 'none'",
    '<h1>The status</h1>',
  ]);
  expect(asked.at(-1)).toMatchObject({ method: 'GET', url: '/status?x=1' });
  expect(asked.at(-1)!.headers).not.toHaveProperty('authorization');
  expect(asked.at(-1)!.headers).not.toHaveProperty('cookie');
  expect(
    (await fetch(`${gate.service.url}/status/summary.json`, { headers: { 'if-none-match': '"newest"' } })).status,
  ).toBe(304);
  expect((await fetch(`${gate.service.url}/status/components/entry/badge.svg`, { method: 'HEAD' })).status).toBe(200);
});

test('a subscription is handed on as it was sent, with the address it came from; a large one is not', async () => {
  const sent = JSON.stringify({ kind: 'e-mail', address: 'watch@example.com' });
  const answer = await fetch(`${gate.service.url}/status/subscriptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: sent,
  });
  expect([answer.status, await answer.json()]).toEqual([202, { state: 'asked' }]);
  expect(asked.at(-1)).toMatchObject({
    body: sent,
    headers: { 'x-portway-client': '127.0.0.1', 'x-portway-caller': 'gateway' },
  });
  await fetch(`${gate.service.url}/status/subscriptions`, {
    method: 'POST',
    body: new URLSearchParams([
      ['kind', 'e-mail'],
      ['ports', '2304'],
      ['ports', '2402'],
    ]),
  });
  expect(asked.at(-1)!.body).toBe('kind=e-mail&ports=2304&ports=2402');
  const large = await fetch(`${gate.service.url}/status/subscriptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ address: 'x'.repeat(20_000) }),
  });
  expect(large.status).toBe(413);
});

test.each(['/desk/search', '/downtime/incidents', '/status/..%2foperations/vitals', '/status/../operations/vitals'])(
  '%s of the status service cannot be reached through the gateway',
  async (path) => {
    const before = asked.length;
    const answer = await new Promise<IncomingMessage>((resolve, reject) =>
      get({ host: '127.0.0.1', port: new URL(gate.service.url).port, path }, resolve).on('error', reject),
    );
    answer.resume();
    expect(answer.statusCode).toBe(404);
    expect(asked).toHaveLength(before);
  },
);

test('events stream through as they come, to as many readers as are allowed, and end at the source when the reader leaves', async () => {
  const first = await follow();
  const [piece] = (await once(first, 'data')) as [Buffer];
  expect(piece.toString()).toContain('event: summary');
  for (const stream of streams) stream.write('event: incident\ndata: {"number":"IN-26-000001"}\n\n');
  expect(String((await once(first, 'data'))[0])).toContain('IN-26-000001');
  const second = await fetch(`${gate.service.url}/status/events`);
  expect([second.status, second.headers.get('retry-after')]).toEqual([503, '30']);
  expect(await second.json()).toMatchObject({ detail: expect.stringContaining('follow the status live') });
  first.destroy();
  await eventually(() => streams.size === 0);
});

test('readers of one address have so many places, and leave others theirs', async () => {
  const shared = await gatewayBench({
    SERVICE_URLS: JSON.stringify({ status: `http://127.0.0.1:${(status.address() as AddressInfo).port}` }),
    ADDRESS_STATUS_STREAMS: '1',
    TRUSTED_PROXIES: '127.0.0.1',
  });
  try {
    const from = (address: string): Promise<IncomingMessage> =>
      new Promise((resolve, reject) =>
        get(
          `${shared.service.url}/status/events`,
          { agent: false, headers: { 'x-forwarded-for': address } },
          resolve,
        ).on('error', reject),
      );
    const first = await from('192.0.2.1');
    const second = await from('192.0.2.1');
    expect([first.statusCode, second.statusCode, second.headers['retry-after']]).toEqual([200, 429, '10']);
    expect(await json(second)).toMatchObject({ type: 'urn:portway:problem:too-many-look-ups' });
    const other = await from('192.0.2.2');
    expect(other.statusCode).toBe(200);
    for (const reader of [first, other]) reader.destroy();
    await eventually(async () => {
      const again = await from('192.0.2.1');
      again.destroy();
      return again.statusCode === 200;
    });
  } finally {
    await shared.close();
  }
});

test('when the status service is dead, the gateway says so itself, with what it knows of its gates and nothing of its inside', async () => {
  status.closeAllConnections();
  status.close();
  const page = await fetch(`${gate.service.url}/status`, { headers: { accept: 'text/html' } });
  const text = await page.text();
  expect([page.status, page.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
  expect(text).toContain('The status service does not answer');
  expect(text).toContain('What is known of your filings');
  const data = await fetch(`${gate.service.url}/status/summary.json`);
  expect([data.status, data.headers.get('retry-after'), data.headers.get('content-type')]).toEqual([
    503,
    '10',
    'application/problem+json; charset=utf-8',
  ]);
  const body = (await data.json()) as Record<string, unknown>;
  expect(body).toMatchObject({
    type: 'urn:portway:problem:look-up-unavailable',
    detail: expect.stringContaining('Filing, answers and the mailbox go on'),
    gates: expect.any(Array),
  });
  expect(body).not.toHaveProperty('disposition');
  expect(JSON.stringify(body) + text).not.toMatch(/ECONNREFUSED|at .*\.ts/);
});

test('a sheet that a port prints is read at the port service, and is refused within the second while that is away; the page goes on', async () => {
  const seen: string[] = [];
  const owners = ['status', 'port'].map((name) =>
    createServer((request, response) => {
      seen.push(`${name} ${request.url}`);
      response.end(`<h1>Of ${name}</h1>`);
    }).listen(0, '127.0.0.1'),
  );
  const [pages, sheets] = owners as [Server, Server];
  const stop = (server: Server): void => {
    server.closeAllConnections();
    server.close();
  };
  await Promise.all(owners.map((server) => server.listening || once(server, 'listening')));
  const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const other = await gatewayBench({
    SERVICE_URLS: JSON.stringify({ status: urlOf(pages), port: urlOf(sheets) }),
  });
  try {
    const sheet = `${other.service.url}/status/sheets/2304/truck/carrier?day=1`;
    expect(await (await fetch(sheet)).text()).toBe('<h1>Of port</h1>');
    expect(seen).toEqual(['port /status/sheets/2304/truck/carrier?day=1']);
    stop(sheets);
    await eventually(async () => expect((await fetch(sheet)).status).toBe(503));
    expect(await (await fetch(`${other.service.url}/status/sheetsmusic`)).text()).toBe('<h1>Of status</h1>');
  } finally {
    stop(pages);
    await other.close();
  }
});
