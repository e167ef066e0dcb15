import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { createLog, loadConfig, type RunningService, startFront } from '#service';
import { PortalConfig } from './config/portal.config';
import { certify, newAuthority } from '../../../tools/infrastructure/certificates';
import { portal } from './portal.definition';

const [OLD, NEW] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64')) as [string, string];
const KEY = 'pk_of_the_broker';

/** A module, and whoever else is at hand: says what it was asked, and knows one key. */
const listening = async (name: string, heard: IncomingMessage[]): Promise<{ server: Server; url: string }> => {
  const server = createServer((request, response) => {
    heard.push(request);
    const known = request.headers.authorization === `Bearer ${KEY}`;
    const body = known ? { name, accounts: [{ name: 'Harbor Brokers' }] } : { detail: 'no' };
    request.resume().once('end', () => {
      response.writeHead(known ? 200 : 401, {
        'content-type': 'application/json',
        'set-cookie': 'theirs=1',
        'content-security-policy': "default-src 'none'",
      });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const started = (
  secrets: string,
  modules: Record<string, string>,
  knobs: Record<string, string> = {},
): Promise<RunningService> => {
  const config = loadConfig(PortalConfig, {
    PORTAL_URL: 'http://localhost:1',
    MODULE_URLS: JSON.stringify(modules),
    SESSION_SECRETS: secrets,
    KEY_SIGN_IN: 'yes',
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    ...knobs,
  });
  return startFront(portal, config, createLog('portal', 'test', 'error'));
};

const OURS = { origin: 'http://localhost:1', 'x-portway-page': '1' };
const heard: IncomingMessage[] = [];
const strangers: IncomingMessage[] = [];
let behind: { server: Server; url: string };
let stranger: { server: Server; url: string };
let pages: RunningService;
let cookie: string;

beforeAll(async () => {
  behind = await listening('the module', heard);
  stranger = await listening('a stranger', strangers);
  pages = await started(OLD, { gateway: behind.url, account: behind.url, cee: 'http://127.0.0.1:1' });
  const answer = await fetch(`${pages.url}/session/key`, {
    method: 'POST',
    headers: { ...OURS, authorization: `Bearer ${KEY}` },
  });
  expect(await answer.json()).toMatchObject({ name: 'Harbor Brokers', by: 'key' });
  expect(heard.at(-1)!.headers['x-forwarded-for']).toBe('127.0.0.1');
  const set = answer.headers.get('set-cookie')!;
  expect(set).toMatch(/^portway=[^;]+; Path=\/; Max-Age=28\d\d\d; HttpOnly; SameSite=Lax$/);
  cookie = set.split(';')[0]!;
  expect(cookie).not.toContain(KEY);
});

afterAll(async () => {
  await pages.close();
  for (const { server } of [behind, stranger]) {
    server.closeAllConnections();
    server.close();
  }
});

const asked = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(pages.url + path, { ...init, headers: { cookie, ...init.headers } });

test('what is asked under the cookie reaches the module with the key, and the cookie stays here; the answer is shown as a guest', async () => {
  const answer = await asked('/api/gateway/mailbox?after=1..2', { headers: { 'client-cert': ':AAAA:' } });
  expect([answer.status, await answer.json()]).toMatchObject([200, { name: 'the module' }]);
  const { url, headers } = heard.at(-1)!;
  expect(headers['client-cert']).toBeUndefined();
  expect([url, headers.authorization, headers.cookie]).toEqual(['/mailbox?after=1..2', `Bearer ${KEY}`, undefined]);
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
});

test('who gives a key of their own is asked for no session, and theirs is the one that is shown', async () => {
  const answer = await asked('/api/gateway/mailbox', { headers: { authorization: 'Bearer another-key' } });
  expect([answer.status, heard.at(-1)!.headers.authorization]).toEqual([401, 'Bearer another-key']);
});

test.each([
  ['another origin', { ...OURS, origin: 'https://elsewhere.example' }],
  ['no origin', { 'x-portway-page': '1' }],
  ['a form, which has no header of ours', { origin: OURS.origin }],
  ['another site, as the browser says', { ...OURS, 'sec-fetch-site': 'cross-site' }],
])('an order from %s is refused, and the module hears nothing of it', async (_from, headers) => {
  const before = heard.length;
  const answer = await asked('/api/gateway/mailbox/ack', { method: 'POST', headers });
  expect([answer.status, heard.length]).toEqual([403, before]);
});

test.each([
  '/api/gateway/operations/vitals',
  '/api/gateway//operations/vitals',
  '/api/gateway/%6fperations/vitals',
  '/api/gateway/x/%2e%2e/operations/vitals',
  '/api/gateway/%5coperations/vitals',
  '/api/gateway/metrics',
  '/api/gatewa%79/operations/vitals',
  '/api/account/oidc/token',
  '/api/entry/health/live',
  '/api/__proto__/x',
])('%s is not reached', async (path) => {
  const before = heard.length;
  expect([(await asked(path)).status, heard.length]).toEqual([404, before]);
});

test('an address that names another host stays with the module: nobody else is shown the key', async () => {
  const { host } = new URL(stranger.url);
  for (const path of [`/api/gateway//${host}/x`, `/api/gateway/\\${host}/x`, `/api/gateway/@${host}/x`])
    await asked(path);
  expect(strangers).toEqual([]);
});

/** What is answered to a request exactly as it is written, which `fetch` would put right. */
const written = async (target: string, method = 'GET', rest = ''): Promise<string> => {
  const socket = connect(Number(new URL(pages.url).port), '127.0.0.1');
  socket.write(`${method} ${target} HTTP/1.1\r\nhost: localhost:1\r\nconnection: close\r\n${rest || '\r\n'}`);
  return text(socket);
};

test('an address with a host in it, with a fragment or a tab reaches nobody else and nothing that is not for people', async () => {
  const before = heard.length;
  const { host } = new URL(stranger.url);
  for (const target of [
    `http://12345@${host}/api/gateway/x`,
    'http://a/api/gateway/x',
    '/api/gateway/metrics#x',
    '/api/gateway/oper\tations/vitals',
    '/api/gateway/x/.\t./operations/vitals',
  ])
    expect(await written(target)).toMatch(/^HTTP\/1\.1 40[04] /);
  expect([strangers, heard.length]).toEqual([[], before]);
});

test.each(['GET', 'DELETE'])('the body of a %s is no request of its own', async (method) => {
  const before = heard.length;
  const hidden = 'GET /operations/vitals HTTP/1.1\r\nhost: a\r\n\r\n';
  const body = `${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n`;
  expect(await written('/api/gateway/x', method, `transfer-encoding: chunked\r\n\r\n${body}`)).toMatch(/ 401 /);
  expect(heard.slice(before).map(({ url }) => url)).toEqual(['/x']);
});

test('a module is waited for once it has the whole request: a slow sender is not told that it does not answer', async () => {
  const impatient = await started(OLD, { gateway: behind.url }, { ANSWER_SECONDS: '1' });
  const body = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from('first');
    await pause(1_200);
    yield Buffer.from('last');
  };
  const answer = await fetch(`${impatient.url}/api/gateway/abi`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}` },
    body: body() as never,
    duplex: 'half',
  } as RequestInit);
  await impatient.close();
  expect(answer.status).toBe(200);
});

test('the pages stop though somebody follows live', async () => {
  const live = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': here\n\n');
  });
  await new Promise<void>((resolve) => live.listen(0, '127.0.0.1', resolve));
  const other = await started(OLD, { status: `http://127.0.0.1:${(live.address() as AddressInfo).port}` });
  const stream = await fetch(`${other.url}/api/status/status/events`);
  const ended = expect(stream.text()).rejects.toThrow();
  await other.close();
  await ended;
  live.closeAllConnections();
  live.close();
}, 15_000);

test('who cannot be asked whose key it is opens nothing', async () => {
  const busy = createServer((_request, response) => response.writeHead(503).end());
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
  const other = await started(OLD, { account: `http://127.0.0.1:${(busy.address() as AddressInfo).port}` });
  const answer = await fetch(`${other.url}/session/key`, {
    method: 'POST',
    headers: { ...OURS, authorization: `Bearer ${KEY}` },
  });
  await other.close();
  busy.closeAllConnections();
  busy.close();
  expect([answer.status, answer.headers.get('set-cookie')]).toEqual([503, null]);
});

/** A provider that says this of itself; null while it is too busy. */
const aProvider = async (told: (address: string) => object | null): Promise<{ provider: Server; address: string }> => {
  const provider = createServer((_request, response) => {
    const said = told(address);
    response.writeHead(said ? 200 : 429, { 'content-type': 'application/json' }).end(JSON.stringify(said ?? {}));
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  return { provider, address };
};

test('nobody signs in at a provider that calls itself by another name than the one that is set', async () => {
  const { provider, address } = await aProvider((issuer) => ({
    issuer: `${issuer}/another`,
    authorization_endpoint: 'https://provider.example/authorize',
  }));
  const other = await started(OLD, {}, { SIGN_IN_ISSUER: address });
  const answer = await fetch(`${other.url}/session/sign-in`, { redirect: 'manual' });
  await other.close();
  provider.closeAllConnections();
  provider.close();
  expect([answer.status, answer.headers.get('location'), answer.headers.get('set-cookie')]).toEqual([
    303,
    '/sign-in?failed=away&back=%2F',
    null,
  ]);
});

test('people sign in as soon as the provider answers again; under https no neighbouring site can give them a way that is not theirs', async () => {
  let isBusy = true;
  const { provider, address } = await aProvider((issuer) =>
    isBusy ? null : { issuer, authorization_endpoint: 'https://provider.example/authorize' },
  );
  const other = await started(OLD, {}, { PORTAL_URL: 'https://portal.example', SIGN_IN_ISSUER: address });
  const begin = (): Promise<Response> => fetch(`${other.url}/session/sign-in?back=/desk`, { redirect: 'manual' });
  const said = await begin();
  expect([said.status, said.headers.get('location')]).toEqual([303, '/sign-in?failed=away&back=%2Fdesk']);
  isBusy = false;
  const away = await begin();
  // It was there, and is not any more: a browser is not sent to it.
  isBusy = true;
  expect((await begin()).headers.get('location')).toBe('/sign-in?failed=away&back=%2Fdesk');
  await other.close();
  provider.closeAllConnections();
  provider.close();
  expect([away.status, away.headers.get('location')]).toEqual([
    303,
    expect.stringContaining('https://provider.example/authorize?client_id='),
  ]);
  expect(away.headers.get('set-cookie')).toMatch(
    /^__Host-[^;]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
  );
});

test('a module that is dead: who reads asks again, who ordered is told that nothing was processed', async () => {
  const read = await asked('/api/cee/notices');
  expect([read.status, await read.json()]).toMatchObject([
    503,
    { type: 'urn:portway:problem:look-up-unavailable', detail: 'This part does not answer: Center assignment.' },
  ]);
  const order = await asked('/api/cee/notices', { method: 'POST', headers: OURS, body: '{}' });
  expect([order.status, await order.json()]).toMatchObject([503, { disposition: 'not processed, resend' }]);
});

describe('A session that nobody uses', () => {
  const [MINUTE, HOUR] = [60_000, 3_600_000];
  const signedInAt = Date.now();
  afterEach(() => jest.restoreAllMocks());

  /** Who is signed in so long after signing in, and what the answer notes of the use. */
  const lookedAt = async (afterMs: number, used: string, headers: Record<string, string>) => {
    jest.spyOn(Date, 'now').mockReturnValue(signedInAt + afterMs);
    // `fetch` would say itself in which way it asks.
    const [answer] = (await once(
      get(`${pages.url}/session`, { headers: { cookie: `${cookie}; ${used}`, ...headers } }),
      'response',
    )) as [IncomingMessage];
    const { session } = JSON.parse(await text(answer)) as { session: { name: string } | null };
    const [set] = answer.headers['set-cookie'] ?? [];
    return { name: session?.name ?? null, used: set?.split(';')[0] ?? used };
  };
  const [touched, byItself] = [{ 'x-portway-untouched': '5' }, { 'x-portway-untouched': '4000' }];

  test('ends after an hour, whatever its pages ask by themselves meanwhile', async () => {
    let { name, used } = { name: '' as string | null, used: 'x=1' };
    for (const minutes of [10, 20, 30, 40, 50, 58])
      ({ name, used } = await lookedAt(minutes * MINUTE, used, minutes % 20 === 0 ? {} : byItself));
    expect([name, used]).toEqual(['Harbor Brokers', 'x=1']);
    expect((await lookedAt(61 * MINUTE, used, touched)).name).toBeNull();
    expect((await asked('/api/gateway/mailbox')).status).toBe(401);
  });

  test('goes on while somebody touches a page or opens one, and ends by its age all the same', async () => {
    let { name, used } = { name: '' as string | null, used: 'x=1' };
    for (const hours of [0.9, 1.8, 2.7, 3.6, 4.5, 5.4, 6.3, 7.2, 7.9])
      ({ name, used } = await lookedAt(hours * HOUR, used, hours < 4 ? touched : { 'sec-fetch-mode': 'navigate' }));
    expect(name).toBe('Harbor Brokers');
    expect((await lookedAt(8.1 * HOUR, used, touched)).name).toBeNull();
  });

  test('is not used by what another session noted', async () => {
    const { used } = await lookedAt(30 * MINUTE, 'x=1', touched);
    expect(used).toMatch(/^portway-used=./);
    expect((await lookedAt(80 * MINUTE, used, touched)).name).toBe('Harbor Brokers');
    jest.restoreAllMocks();
    const answer = await fetch(`${pages.url}/session/key`, {
      method: 'POST',
      headers: { ...OURS, authorization: `Bearer ${KEY}` },
    });
    const another = answer.headers.get('set-cookie')!.split(';')[0]!;
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 80 * MINUTE);
    const seen = await fetch(`${pages.url}/session`, { headers: { cookie: `${another}; ${used}` } });
    expect(await seen.json()).toMatchObject({ session: null });
  });
});

test('with a new secret in front, who is signed in stays so; without the old one, nobody is', async () => {
  const bySecrets = async (secrets: string): Promise<unknown> => {
    const other = await started(secrets, { gateway: behind.url });
    const answer = await fetch(`${other.url}/session`, { headers: { cookie } });
    const { session } = (await answer.json()) as { session: { name: string } | null };
    await other.close();
    return session?.name ?? null;
  };
  expect(await bySecrets(`${NEW},${OLD}`)).toBe('Harbor Brokers');
  expect(await bySecrets(NEW)).toBeNull();
});

test('modules that speak TLS are asked over it, answers and streams; one for which CA does not vouch is told nothing', async () => {
  const authority = newAuthority('Portway authority');
  const told: string[] = [];
  const secure = async (by: typeof authority): Promise<Server> => {
    const { certificate, key } = certify(by, ['localhost']);
    const server = createSecureServer({ cert: certificate, key }, (request, response) => {
      told.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      if (request.url !== '/events') return void request.pipe(response);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: the first\n\n');
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    return server;
  };
  const [ours, theirs] = [await secure(authority), await secure(newAuthority('Another authority'))];
  const addressOf = (server: Server): string => `https://localhost:${(server.address() as AddressInfo).port}`;
  const front = await started(
    OLD,
    { gateway: addressOf(ours), account: addressOf(theirs) },
    { CA: authority.certificate },
  );
  const headers = { ...OURS, authorization: `Bearer ${KEY}` };
  const filed = await fetch(`${front.url}/api/gateway/filings`, { method: 'POST', headers, body: 'a filing' });
  expect([filed.status, await filed.text()]).toEqual([200, 'a filing']);
  const ends = new AbortController();
  const stream = await fetch(`${front.url}/api/gateway/events`, { headers, signal: ends.signal });
  const { value } = await stream.body!.getReader().read();
  expect(new TextDecoder().decode(value)).toBe('data: the first\n\n');
  ends.abort();
  expect((await fetch(`${front.url}/api/account/me`, { headers })).status).toBe(503);
  expect(told).toEqual([`POST /filings Bearer ${KEY}`, `GET /events Bearer ${KEY}`]);
  await front.close();
  for (const server of [ours, theirs]) {
    server.closeAllConnections();
    server.close();
  }
});
