import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ServiceProbe } from './service-probe';

it('the operations token is told only to a process of the same start', async () => {
  const tokens: unknown[] = [];
  const server = createServer((request, response) => {
    if (request.headers.authorization) tokens.push([request.url, request.headers.authorization]);
    response.end(request.url === '/health/live' ? '{"status":"live","service":"entry","instance":"entry-1/first"}' : '{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [own, stranger] = [new ServiceProbe(url, 'token', 'first'), new ServiceProbe(url, 'token', 'second')];
  try {
    expect(await stranger.look()).toEqual({ kind: 'refused' });
    expect(tokens).toEqual([]);
    expect(await own.look()).toMatchObject({ kind: 'answered' });
    expect(tokens).toEqual([['/operations/vitals', 'Bearer token']]);
  } finally {
    own.close();
    stranger.close();
    server.close();
  }
});
