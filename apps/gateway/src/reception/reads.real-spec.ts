import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BillRequest, EntryRequest, entrySubject } from '#contracts';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { BROKER_KEY, CARRIER_KEY, OFFICER_KEY, RIVAL_KEY } from '../gateway.fixture';

const asked: { path: string; token: string | undefined }[] = [];
let owner: Server;
let gate: GatewayBench;

beforeAll(async () => {
  owner = createServer((request, response) => {
    asked.push({ path: request.url!, token: request.headers.authorization });
    if (request.url === '/operations/bills/MAEU260000199') return;
    const bill = { ...BillRequest.example.answer, accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b12' };
    const entry = { ...EntryRequest.example.answer, summary: null };
    const known: Record<string, object> = {
      '/operations/bills/MAEU260000101': bill,
      '/operations/bills/MAEU260000198': { ...bill, holds: 'none' },
      '/operations/entries/B76/03245278': entry,
    };
    const document = known[request.url!];
    response
      .writeHead(document ? 200 : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify(document ?? {}));
  }).listen(0, '127.0.0.1');
  await once(owner, 'listening');
  const url = `http://127.0.0.1:${(owner.address() as AddressInfo).port}`;
  gate = await gatewayBench({
    SERVICE_URLS: JSON.stringify({ manifest: url, entry: url, account: 'http://127.0.0.1:1' }),
  });
});
afterAll(async () => {
  owner?.closeAllConnections();
  owner?.close();
  await gate?.close();
});

test.each<[string, string, string, number]>([
  ['its carrier', '/bills/MAEU260000101', CARRIER_KEY, 200],
  ['an officer', '/bills/MAEU260000101', OFFICER_KEY, 200],
  ['a stranger', '/bills/MAEU260000101', RIVAL_KEY, 404],
  ['its filer', '/entries/B76/03245278', BROKER_KEY, 200],
  ['another filer', '/entries/B76/03245278', RIVAL_KEY, 404],
  ['somebody who climbs about', '/bills/..%2F..%2Foperations', CARRIER_KEY, 404],
])('%s asks for %s', async (_who, path, key, status) => {
  await gate.call('get', path, key).expect(status);
});

test('an entry shows how its filings went out after a downtime, and why', async () => {
  const reason = 'Ahead of 12 filings that came before: the standing of its importer gives priority at port 2704.';
  await gate.source.query(
    `INSERT INTO replay_place (filing_id, subject, goes_first, reason, judged_at) VALUES (gen_random_uuid(), $1, true, $2, now())`,
    [entrySubject({ filerCode: 'B76', entryNumber: '03245278' }), reason],
  );
  const { body } = await gate.call('get', '/entries/B76/03245278', BROKER_KEY).expect(200);
  expect(body.replays).toMatchObject([{ first: true, reason }]);
});

test('the owner is asked with the operations token where services have no keys', () => {
  // Somebody else on the machine may look for a process that had this port before.
  expect(new Set(asked.filter(({ path }) => path.startsWith('/operations/')).map(({ token }) => token))).toEqual(
    new Set(['Bearer operations-token-of-this-test']),
  );
});

test.each(['/activity', '/bills/MAEU260000199', '/bills/MAEU260000198'])(
  'while the owner of %s does not answer, or not as was agreed, the problem says that filing goes on',
  async (path) => {
    const { body, headers } = await gate.call('get', path, CARRIER_KEY).expect(503);
    expect(body).toMatchObject({
      type: 'urn:portway:problem:look-up-unavailable',
      detail: expect.stringContaining('Filing, answers and the mailbox go on'),
    });
    expect(body).not.toHaveProperty('disposition');
    expect(headers['retry-after']).toBe('10');
  },
);
