import 'reflect-metadata';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { Controller, Get, Module, Post } from '@nestjs/common';
import pino from 'pino';
import { loadConfig, OpenTo, type RunningService, ServiceConfig, startService } from '#service';

const TOKEN = 'a-token-for-operators';

@OpenTo('everybody')
@Controller('bills')
class Desk {
  @Get()
  list(): object {
    return { bills: [] };
  }

  @Post()
  file(): object {
    return {};
  }
}

@Module({ controllers: [Desk] })
class DeskModule {}

let service: RunningService | undefined;
afterEach(async () => {
  await service?.close();
  service = undefined;
});

const start = async (more: Record<string, string>): Promise<RunningService> => {
  const environment = {
    DATABASE_URL: 'postgres://nobody:x@127.0.0.1:9/nothing',
    AMQP_URL: 'amqp://127.0.0.1:9',
    PORT: '0',
    HOST: '127.0.0.1',
    OPERATIONS_TOKEN: TOKEN,
    ...more,
  };
  service = await startService(
    { name: 'a desk', config: ServiceConfig, module: DeskModule, entities: [], migrations: [] },
    loadConfig(ServiceConfig, environment),
    pino({ level: 'silent' }),
  );
  return service;
};

/** As it is written: `fetch` would tidy an address up. */
const ask = (
  base: string,
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base);
    request({ hostname, port, path, ...options }, (response) => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (piece: string) => (text += piece))
        .on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }));
    })
      .on('error', reject)
      .end();
  });
const operator = { headers: { authorization: `Bearer ${TOKEN}` } };
const ofOperators = ['/metrics', '/operations/vitals', '/operations/worklist'];

test('where operations have a port of their own, the other one knows neither /metrics nor /operations, however they are written', async () => {
  const { url, operationsUrl } = await start({ OPERATIONS_PORT: '0' });
  expect(operationsUrl).not.toBe(url);
  for (const path of [...ofOperators, '/%6Detrics', '/%6fperations/vitals', '/operations/vitals?limit=1']) {
    const answer = await ask(url, path, operator);
    expect([path, answer.status, JSON.parse(answer.text)]).toEqual([
      path,
      404,
      expect.objectContaining({ type: 'urn:portway:problem:not-found' }),
    ]);
  }
  const wrongMethod = await ask(url, '/metrics', { method: 'POST' });
  expect([wrongMethod.status, wrongMethod.headers['allow']]).toEqual([404, undefined]);
  expect((await ask(url, '/health/live')).status).toBe(200);
  expect((await ask(url, '/bills')).status).toBe(200);
});

test('and the port for operations answers all, to the other services too', async () => {
  const { operationsUrl } = await start({ OPERATIONS_PORT: '0' });
  expect((await ask(operationsUrl, '/metrics')).text).toContain('portway_broker_connected');
  expect((await ask(operationsUrl, '/operations/vitals', operator)).status).toBe(200);
  expect((await ask(operationsUrl, '/operations/vitals')).status).toBe(401);
  expect((await ask(operationsUrl, '/health/live')).status).toBe(200);
  expect((await ask(operationsUrl, '/bills')).status).toBe(200);
  const wrongMethod = await ask(operationsUrl, '/metrics', { method: 'POST' });
  expect([wrongMethod.status, wrongMethod.headers['allow']]).toEqual([405, 'GET, HEAD']);
});

test('both ports are given up when the service ends, also while somebody holds a connection', async () => {
  const { url, operationsUrl, close } = await start({ OPERATIONS_PORT: '0' });
  const reader = connect(Number(new URL(operationsUrl).port), '127.0.0.1');
  await once(reader, 'connect');
  service = undefined;
  await close();
  for (const base of [url, operationsUrl]) await expect(ask(base, '/health/live')).rejects.toThrow();
});

test('with one port, on this machine alone, it answers all', async () => {
  const { url, operationsUrl } = await start({});
  expect(operationsUrl).toBe(url);
  for (const path of ofOperators) expect([path, (await ask(url, path, operator)).status]).not.toEqual([path, 404]);
});

test('browsers are told to come by TLS only in answers that go over TLS', async () => {
  const { url } = await start({});
  expect((await ask(url, '/bills')).headers['strict-transport-security']).toBeUndefined();
  for (const path of ['/bills', '/nowhere', '/bills/%']) {
    expect(
      (await ask(url, path, { headers: { 'x-forwarded-proto': 'https' } })).headers['strict-transport-security'],
    ).toBe('max-age=31536000');
  }
});

test('every answer tells the share of the network address, and what is left of it; the one that refuses too', async () => {
  const { url } = await start({ ADDRESS_REQUESTS_PER_SECOND: '2' });
  const answers = [];
  for (const path of ['/bills', '/nowhere', '/operations/vitals', '/health/live']) answers.push(await ask(url, path));
  const told = answers.map(({ headers }) => [headers['ratelimit-policy'], headers['ratelimit']]);
  expect(new Set(told.map(([policy]) => policy))).toEqual(new Set(['"address";q=4;w=2']));
  expect(told[0]).toEqual(['"address";q=4;w=2', '"address";r=3;t=1']);
  for (const [, left] of told) expect(left).toMatch(/^"address";r=[0-3];t=[12]$/);
  let refused = await ask(url, '/bills');
  for (let n = 0; n < 50 && refused.status !== 429; n += 1) refused = await ask(url, '/bills');
  expect([refused.status, refused.headers['ratelimit']]).toEqual([429, '"address";r=0;t=2']);
});

test('whatever is answered, browsers tell no other site where they come from', async () => {
  const { url } = await start({});
  for (const path of ['/bills', '/nowhere', '/bills/%', '/operations/vitals'])
    expect([path, (await ask(url, path)).headers['referrer-policy']]).toEqual([path, 'no-referrer']);
});

test('what is no request at all is answered with a problem document too', async () => {
  const { url } = await start({});
  const say = async (text: string): Promise<string> => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let answer = '';
    socket
      .setEncoding('utf8')
      .on('data', (piece: string) => (answer += piece))
      .on('error', () => undefined);
    socket.write(text);
    await once(socket, 'close');
    return answer;
  };
  expect(await say('HELLO\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*"type":"urn:portway:problem:not-readable"/,
  );
  expect(await say(`GET /bills HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(40_000)}\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 413 [\s\S]*"type":"urn:portway:problem:too-large"/,
  );
});
