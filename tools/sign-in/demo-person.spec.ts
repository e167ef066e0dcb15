import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { base32, totpStepOf } from '#kernel';
import type { Secrets } from '../infrastructure/secrets';
import type { DemoAccount } from '../platform/accounts';
import { setUpDemoPerson } from './demo-person';

const SECRET = Buffer.from('12345678901234567890');
const accounts = [
  { name: 'Harbor', people: [{ role: 'owner', name: 'Maya', email: 'maya@harbor.example' }] },
] as unknown as DemoAccount[];
const secrets = (): Secrets => ({ get: (_: string, make: () => string) => make(), known: () => undefined }) as never;

afterEach(() => jest.restoreAllMocks());

/** An account service to which each code comes so late, in milliseconds, that another half minute may have begun. */
const setUpLate = async (delays: readonly number[]) => {
  let now = Date.parse('2026-03-02T10:00:25Z');
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  const answers: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      if (request.url === '/operations/set-up-links') response.end(JSON.stringify({ path: '/set-up/1' }));
      else if (request.method === 'GET') response.end(`<code>${base32(SECRET)}</code>`);
      else {
        now += delays[answers.length] ?? 0;
        const status = totpStepOf(SECRET, form.get('code') ?? '', now, 0) === null ? 422 : 200;
        answers.push(status);
        response.writeHead(status).end();
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { person: await setUpDemoPerson(url, 'token', accounts, secrets()), answers };
  } finally {
    server.close();
  }
};

test('the person of the demo is set up though another half minute begins while the code of the last one is on its way', async () => {
  expect(await setUpLate([6_000])).toEqual({
    person: expect.objectContaining({ email: 'maya@harbor.example', secret: base32(SECRET) }),
    answers: [422, 200],
  });
});

test('what is refused again and again is told', async () => {
  const { person, answers } = await setUpLate([40_000, 40_000, 40_000, 40_000]);
  expect([person, answers]).toEqual(['it answered 422', [422, 422, 422]]);
});
