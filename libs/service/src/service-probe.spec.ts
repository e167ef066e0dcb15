import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KeyRing } from '#kernel';
import { Colleagues } from './colleagues';
import { ServiceProbe } from './service-probe';

it('where a process has said which it is, it is asked on that connection how it is and nothing else; when that ends it is heard at once', async () => {
  const asked: unknown[] = [];
  const server = createServer(({ url }, response) => {
    asked.push(url);
    response.end('{"status":"live","service":"entry","instance":"entry-1/first"}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let ended: () => void;
  const heard = new Promise<void>((resolve) => (ended = resolve));
  const colleagues = new Colleagues('status', undefined, { OPERATIONS_TOKEN: 'a token of operators' });
  const probe = new ServiceProbe('entry', url, colleagues, 'first', () => ended());
  try {
    for (let look = 0; look < 3; look += 1) expect(await probe.look()).toMatchObject({ kind: 'answered' });
    expect(asked).toEqual(['/health/live', ...Array.from({ length: 3 }, () => '/operations/vitals')]);
    server.closeAllConnections();
    server.close();
    await heard;
    expect(await probe.look()).toEqual({ kind: 'refused' });
  } finally {
    probe.close();
    server.close();
  }
});

it('who lives and does not say how it is is known to live', async () => {
  let isSilent = false;
  const server = createServer(({ url }, response) => {
    if (url === '/health/live' || !isSilent) response.end('{"instance":"entry-1/first"}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const probe = new ServiceProbe('entry', url, new Colleagues('status', undefined, { OPERATIONS_TOKEN: 'x' }), 'first');
  try {
    expect(await probe.look()).toMatchObject({ kind: 'answered' });
    isSilent = true;
    expect(await probe.look()).toMatchObject({ kind: 'alive only' });
    expect(await probe.look()).toMatchObject({ kind: 'alive only' });
  } finally {
    probe.close();
    server.closeAllConnections();
    server.close();
  }
});

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
