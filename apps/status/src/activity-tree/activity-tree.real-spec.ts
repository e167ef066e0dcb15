import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { type ActivityTreeHeld, headKeys, isTreeHeadSigned, keyIdOf, publicKeyText, signTreeHead } from '#contracts';
import { eventually, realServers } from '../../../../test/support';
import { statusBench } from '../public-page.fixture';

const { privateKey } = generateKeyPairSync('ed25519');
const publicKey = publicKeyText(privateKey);
const headOf = (size: number): ActivityTreeHeld['heads'][number] => ({
  ...signTreeHead({ size, rootHash: 'ab'.repeat(32), signedAt: `2026-11-2${size}T00:00:00.000Z` }, privateKey),
  heardAt: `2026-11-2${size}T00:00:01.000Z`,
});

/** A gateway as far as the status service asks it for heads. */
const gatewayWith = async (held: ActivityTreeHeld): Promise<{ server: Server; url: string }> => {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url?.startsWith('/operations/activity-tree')) response.end(JSON.stringify(held));
    else response.writeHead(404).end('{}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

test('signed heads of activity logs are on the page and as data, can be checked by the key beside them, and stay with their age while the gateway is away', async () => {
  const held: ActivityTreeHeld = {
    heads: [headOf(2), headOf(1)],
    keys: [{ keyId: keyIdOf(privateKey), algorithm: 'Ed25519', publicKey }],
  };
  const gateway = await gatewayWith(held);
  const url = await realServers().freshDatabase('status');
  const more = (urls: object) => ({ SERVICE_URLS: urls, ACTIVITY_TREE_ASKED_SECONDS: 1 }) as never;
  const status = await statusBench(url, more({ gateway: gateway.url }));
  try {
    await eventually(async () =>
      expect(await status.json('/status/activity-log.json')).toMatchObject({
        asOf: expect.any(String),
        head: { size: 2 },
        earlier: [{ size: 1 }],
        keys: [{ publicKey }],
      }),
    );
    const { head, keys } = await status.json('/status/activity-log.json');
    expect(isTreeHeadSigned(head, headKeys(keys[0].publicKey))).toBe(true);
    const { text } = await status.text('/status/activity-log');
    for (const part of ['ab'.repeat(32), publicKey, 'As of', 'activity-log.json']) expect(text).toContain(part);

    await eventually(async () => expect(await status.source.query('SELECT 1 FROM activity_tree_head')).toHaveLength(2));

    // A gateway that was put back tells fewer heads: what was published stays.
    held.heads.splice(0, 1);
    gateway.server.close();
    const put = await gatewayWith(held);
    const other = await statusBench(url, more({ gateway: put.url }));
    try {
      await eventually(async () =>
        expect((await other.json('/status/activity-log.json')).head).toMatchObject({ size: 2 }),
      );
    } finally {
      await other.close();
      put.server.close();
    }
    const alone = await statusBench(url, more({ gateway: 'http://127.0.0.1:1' }));
    try {
      await eventually(async () =>
        expect(await alone.json('/status/activity-log.json')).toMatchObject({
          asOf: expect.any(String),
          head: { size: 2 },
          earlier: [{ size: 1 }],
        }),
      );
    } finally {
      await alone.close();
    }
  } finally {
    await status.close();
  }
});
