import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KeyRing } from '#kernel';
import { Colleagues } from './colleagues';
import { ServiceProbe } from './service-probe';

it('who listens at an address learns no secret by being asked, and a process of another start is not asked at all', async () => {
  const told: unknown[] = [];
  const server = createServer(({ url, headers }, response) => {
    if (url !== '/health/live')
      told.push({ url, authorization: headers.authorization, caller: headers['x-portway-caller'] });
    response.end(url === '/health/live' ? '{"status":"live","service":"entry","instance":"entry-1/first"}' : '{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [status, entry] = [generateKeyPairSync('x25519'), generateKeyPairSync('x25519')];
  const known = new Map([
    ['status', [status.publicKey]],
    ['entry', [entry.publicKey]],
  ]);
  const colleagues = new Colleagues('status', new KeyRing('portway', 'status', [status.privateKey], known), {
    OPERATIONS_TOKEN: 'a token of operators',
  });
  const [own, stranger] = [
    new ServiceProbe('entry', url, colleagues, 'first'),
    new ServiceProbe('entry', url, colleagues, 'second'),
  ];
  try {
    expect(await stranger.look()).toEqual({ kind: 'refused' });
    expect(told).toEqual([]);
    expect(await own.look()).toMatchObject({ kind: 'answered' });
    expect(told).toEqual([
      {
        url: '/operations/vitals',
        authorization: undefined,
        caller: expect.stringMatching(/^status [\w-]{43} [\w-]{43}$/),
      },
    ]);
  } finally {
    own.close();
    stranger.close();
    server.close();
  }
});
