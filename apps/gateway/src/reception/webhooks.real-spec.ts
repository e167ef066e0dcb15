import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EntryFilingAnswered, InteractionRecorded } from '#contracts';
import { eventually } from '../../../../test/support';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { RIVAL_KEY, sample } from '../gateway.fixture';

interface Pushed {
  headers: IncomingHttpHeaders;
  body: string;
}

let gate: GatewayBench;
let receiver: Server;
let address: string;
let status = 200;
const pushed: Pushed[] = [];

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => {
        if (request.url === '/dead') return;
        pushed.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
        response.writeHead(status).end();
      });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  gate = await gatewayBench({ WEBHOOK_PRIVATE_ADDRESSES: 'true' });
});
afterAll(async () => {
  receiver?.closeAllConnections();
  receiver?.close();
  await gate?.close();
});

const subscribe = async (path: string): Promise<{ id: string; secret: string }> =>
  (await gate.fileJson('/webhooks', { url: `${address}${path}` }).expect(201)).body;
const deliveriesOf = async (
  id: string,
): Promise<{ state: string; attempts: number; status: number | null; error: string | null }[]> =>
  (await gate.call('get', `/webhooks/${id}/deliveries`).expect(200)).body.deliveries;
let serial = 0;
const answeredFiling = async (): Promise<void> => {
  serial += 1;
  const body = { ...JSON.parse(sample('cargo-release.json')), entryNumber: `B76-${String(serial).padStart(7, '0')}-0` };
  await gate.fileJson('/filings/cargo-release', body).expect(202);
  await gate.answer(EntryFilingAnswered, (await gate.releases()).slice(-1));
};

test('an answer is pushed with a signature that its secret proves, though another endpoint hangs', async () => {
  const dead = await subscribe('/dead');
  const { id, secret } = await subscribe('/answers');
  await answeredFiling();
  const first = await eventually(() => pushed[0] ?? false);
  const [, seconds, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(first.headers['portway-signature']))!;
  expect(given).toBe(createHmac('sha256', secret).update(`${seconds}.${first.body}`).digest('hex'));
  const document = JSON.parse(first.body);
  expect(document).toMatchObject({ event: 'answer', format: 'json', application: 'cargo release' });
  expect(JSON.parse(document.body)).toMatchObject({ disposition: 'processed' });
  await eventually(async () =>
    expect(await deliveriesOf(id)).toMatchObject([{ state: 'delivered', attempts: 1, status: 200 }]),
  );
  expect((await gate.mailbox()).map((entry) => entry.id)).toContain(document.mailboxId);
  await eventually(async () =>
    expect(await deliveriesOf(dead.id)).toMatchObject([
      { state: 'pending', attempts: 1, error: 'no answer within 5 seconds' },
    ]),
  );
  await gate.call('delete', `/webhooks/${dead.id}`).expect(204);
  expect(await deliveriesOf(dead.id)).toMatchObject([{ state: 'cancelled' }]);
  expect((await gate.published(InteractionRecorded)).map(({ data }) => data.kind)).toContain('webhook delivered');
});

test('an endpoint that refuses is tried again later and the log tells of it', async () => {
  status = 500;
  const { id } = await subscribe('/refusing');
  await answeredFiling();
  await eventually(async () =>
    expect(await deliveriesOf(id)).toMatchObject([
      { state: 'pending', attempts: 1, status: 500, error: 'answered 500' },
    ]),
  );
  status = 200;
  await gate.source.query(`UPDATE webhook SET paused_until = NULL WHERE id = $1`, [id]);
  await gate.source.query(`UPDATE webhook_delivery SET next_try_at = now() WHERE webhook_id = $1`, [id]);
  await eventually(async () => expect(await deliveriesOf(id)).toMatchObject([{ state: 'delivered', attempts: 2 }]));
});

test('a delivery that failed or arrived is pushed again when its account asks, at once and with attempts as from the first', async () => {
  status = 500;
  const { id } = await subscribe('/again');
  await answeredFiling();
  await eventually(async () => expect(await deliveriesOf(id)).toMatchObject([{ state: 'pending', attempts: 1 }]));
  // It fails for good while none of its attempts is under way.
  await gate.source.query(`UPDATE webhook SET paused_until = now() + interval '1 hour' WHERE id = $1`, [id]);
  await eventually(async () => {
    const [, failed] = await gate.source.query(
      `UPDATE webhook_delivery SET state = 'failed', finished_at = now() WHERE webhook_id = $1 AND (claimed_until IS NULL OR claimed_until <= now())`,
      [id],
    );
    expect(failed).toBe(1);
  });
  const [{ id: deliveryId }] = (await deliveriesOf(id)) as unknown as [{ id: number }];
  status = 200;
  const before = pushed.length;
  const again = `/webhooks/${id}/deliveries/${deliveryId}/resend`;
  await gate.call('post', again, RIVAL_KEY).expect(404);
  const claim = (until: string): Promise<unknown> =>
    gate.source.query(`UPDATE webhook_delivery SET claimed_until = ${until} WHERE id = $1`, [deliveryId]);
  await claim(`now() + interval '1 minute'`);
  expect((await gate.call('post', again).expect(409)).body.detail).toMatch(/^It is being pushed right now/);
  await claim('NULL');
  await gate.call('post', again).expect(202);
  await eventually(async () => expect(await deliveriesOf(id)).toMatchObject([{ state: 'delivered', attempts: 1 }]));
  expect(pushed).toHaveLength(before + 1);
  await gate.call('post', again).expect(202);
  await eventually(() => expect(pushed).toHaveLength(before + 2));
  expect(pushed.at(-1)!.body).toBe(pushed.at(-2)!.body);
  for (const none of ['99999999', '0', '12345678901234567890', 'x'])
    await gate.call('post', `/webhooks/${id}/deliveries/${none}/resend`).expect(404);
  await gate.call('delete', `/webhooks/${id}`).expect(204);
  await gate.call('post', again).expect(404);
});

test('everything that did not arrive since a time is pushed: what failed, and what came before the webhook; not what arrived or was acknowledged', async () => {
  const since = new Date().toISOString();
  const { id } = await subscribe('/since');
  for (const _ of ['arrives', 'fails', 'is acknowledged']) await answeredFiling();
  await eventually(async () =>
    expect((await deliveriesOf(id)).map(({ state }) => state)).toEqual(Array(3).fill('delivered')),
  );
  const [acknowledged, failed, arrived] = (await deliveriesOf(id)) as unknown as { mailboxId: number }[];
  await gate.call('post', `/mailbox/${acknowledged!.mailboxId}/ack`).expect(200);
  await gate.source.query(
    `UPDATE webhook_delivery SET state = 'failed' WHERE webhook_id = $1 AND mailbox_id = ANY($2::bigint[])`,
    [id, [failed!.mailboxId, acknowledged!.mailboxId]],
  );
  const later = await subscribe('/later');
  const recover = (webhook: string, body: object) => gate.fileJson(`/webhooks/${webhook}/recoveries`, body);
  expect((await recover(id, { since }).expect(202)).body).toEqual({ queued: 1, more: false });
  expect((await recover(later.id, { since }).expect(202)).body).toEqual({ queued: 2, more: false });
  const toLater = async () =>
    ((await deliveriesOf(later.id)) as unknown as { mailboxId: number; state: string }[])
      .filter(({ state }) => state === 'delivered')
      .map(({ mailboxId }) => mailboxId);
  await eventually(async () => expect(await toLater()).toEqual([failed!.mailboxId, arrived!.mailboxId]));
  await eventually(async () =>
    expect((await deliveriesOf(id)).map(({ state }) => state)).toEqual(['failed', 'delivered', 'delivered']),
  );
  expect((await recover(id, { since }).expect(202)).body).toEqual({ queued: 0, more: false });
  await gate.call('post', `/webhooks/${id}/recoveries`, RIVAL_KEY).send({ since }).expect(404);
  expect((await recover(id, { since: 'yesterday' }).expect(422)).body.errors).toMatchObject([{ at: '/since' }]);
});

test('a webhook belongs to its account, and its secret is shown once', async () => {
  const { id } = await subscribe('/mine');
  expect(JSON.stringify((await gate.call('get', '/webhooks').expect(200)).body)).not.toContain('whsec_');
  await gate.call('get', `/webhooks/${id}/deliveries`, RIVAL_KEY).expect(404);
  await gate.call('delete', `/webhooks/${id}`, RIVAL_KEY).expect(404);
});

test.each(['ftp://example.com/x', 'not a url', 'file:///etc/passwd', 'http://user:secret@example.com/'])(
  '%s is refused as an address',
  async (url) => {
    expect((await gate.fileJson('/webhooks', { url }).expect(422)).body.errors).toMatchObject([{ at: '/url' }]);
  },
);
