import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import S3rver from 's3rver';
import { contentHash } from '#kernel';
import type { RunningService } from '#service';
import { eventually, ownFolder } from '../../../../../test/support';
import { pdf, png } from '../checks/evil-documents.fixture';
import { deskOf, documentServices } from '../documents.fixture';
import { DocumentScrubber } from './document-scrubber';
import { S3Store } from './s3-store';

let services: Awaited<ReturnType<typeof documentServices>>;
beforeAll(async () => {
  services = await documentServices();
});
afterAll(() => services?.close());

interface Raw {
  read(name: string): Promise<Buffer>;
  write(name: string, bytes: Buffer): Promise<void>;
  remove(name: string): Promise<void>;
}

/** What happens to objects: to the first of two. */
const DAMAGES: Record<string, (raw: Raw, name: string, other: string) => Promise<void>> = {
  'a bit turned': async (raw, name) => {
    const bytes = await raw.read(name);
    bytes[bytes.length - 30]! ^= 1;
    await raw.write(name, bytes);
  },
  'cut short': async (raw, name) => raw.write(name, (await raw.read(name)).subarray(0, 90)),
  emptied: (raw, name) => raw.write(name, Buffer.alloc(0)),
  'another in its place': async (raw, name, other) => raw.write(name, await raw.read(other)),
  removed: (raw, name) => raw.remove(name),
};

const damagedUnderLoad = async (service: RunningService, raw: Raw): Promise<void> => {
  const desk = deskOf(service);
  const accountId = await desk.open();
  const kinds = Object.keys(DAMAGES);
  const contents = [...kinds, 'good 1', 'good 2', 'good 3'].map((what) => pdf(`${what} ${accountId}`));
  const ids: string[] = [];
  for (const content of contents)
    ids.push((await desk.handIn(accountId, content, 'a.pdf').expect(201)).body.document.id);
  const isGood = (index: number): boolean => index >= kinds.length;
  const wrong: string[] = [];
  const refused = new Set<number>();
  let reading = true;
  const readers = [0, 1, 2].map(async () => {
    for (let turn = 0; reading || turn < ids.length; turn += 1) {
      const index = turn % ids.length;
      const { status, body } = await desk.content(accountId, ids[index]!);
      if (status === 200 && !body.equals(contents[index])) wrong.push(`${index}: other bytes`);
      else if (status !== 200 && isGood(index)) wrong.push(`${index}: ${status}`);
      else if (status !== 200) {
        if (status !== 503 || !/damaged/.test(JSON.parse(body).detail)) wrong.push(`${index}: ${status} ${body}`);
        refused.add(index);
      }
    }
  });
  for (const [index, damage] of Object.values(DAMAGES).entries())
    await damage(raw, contentHash(contents[index]!), contentHash(contents.at(-1)!));
  await eventually(() => refused.size === kinds.length);
  reading = false;
  await Promise.all(readers);
  expect(wrong).toEqual([]);

  const listed = async (): Promise<string[]> =>
    (await desk.operations('get', '/damaged-documents').expect(200)).body.contents.flatMap(
      ({ documentIds }: { documentIds: string[] }) => documentIds.filter((id) => ids.includes(id)),
    );
  expect((await listed()).sort()).toEqual(ids.slice(0, kinds.length).sort());
  for (const [index, content] of contents.entries())
    if (!isGood(index)) await desk.handIn(accountId, content, 'a.pdf').expect(200);
  expect(await listed()).toEqual([]);
  // The scrubber finds the same by itself.
  for (const [index, damage] of Object.values(DAMAGES).entries())
    await damage(raw, contentHash(contents[index]!), contentHash(contents.at(-1)!));
  while (await service.app.get(DocumentScrubber).scrub(new Date(Date.now() + 90 * 86_400_000)));
  expect((await listed()).sort()).toEqual(ids.slice(0, kinds.length).sort());
};

describe('Objects that are damaged, cut short, emptied, exchanged or removed while they are read', () => {
  test('are each found in a directory, refused with the reason and listed, while the others are served', async () => {
    const pathOf = (name: string): string => `${services.folder}/${name.slice(0, 2)}/${name}`;
    await damagedUnderLoad(await services.started(), {
      read: async (name) => readFileSync(pathOf(name)),
      write: async (name, bytes) => writeFileSync(pathOf(name), bytes),
      remove: async (name) => rmSync(pathOf(name)),
    });
  });

  test('are each found in a bucket just as well', async () => {
    const server = new S3rver({
      ...{ port: 0, address: '127.0.0.1', silent: true, directory: ownFolder('damaged-bucket') },
      configureBuckets: [{ name: 'documents', configs: [] }],
    });
    const { port } = await server.run();
    const address = `http://127.0.0.1:${port}/documents`;
    const raw = new S3Store({ address, region: 'us-east-1', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' });
    const settings = { DOCUMENT_STORE: address, DOCUMENT_STORE_KEY_ID: 'S3RVER', DOCUMENT_STORE_SECRET: 'S3RVER' };
    await damagedUnderLoad(await services.started(settings), {
      read: async (name) => (await raw.get(name))!,
      write: (name, bytes) => raw.put(name, bytes),
      remove: (name) => raw.remove(name),
    });
    await server.close();
  });
});

test('A bucket that takes requests and answers none lets nobody wait longer than its time, and nothing else of the service waits for it', async () => {
  const sockets = new Set<Socket>();
  const frozen: Server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
  }).listen(0, '127.0.0.1');
  await once(frozen, 'listening');
  const { port } = frozen.address() as AddressInfo;
  const desk = deskOf(
    await services.started({
      ...{
        DOCUMENT_STORE: `http://127.0.0.1:${port}/documents`,
        DOCUMENT_STORE_KEY_ID: 'a',
        DOCUMENT_STORE_SECRET: 'b',
      },
      ...{ DOCUMENT_STORE_SECONDS: '1', POOL_SIZE: '6' },
    }),
  );
  const accountId = await desk.open();
  const known = deskOf(await services.started());
  const { id } = (await known.handIn(accountId, png(51, 1), 'a.png').expect(201)).body.document;
  // More than there are connections with the database.
  const waiting = Array.from({ length: 12 }, (_, index) =>
    desk.handIn(accountId, png(52, index + 1), 'a.png').then((one) => one),
  );
  const reads = Array.from({ length: 12 }, () => desk.content(accountId, id).then((one) => one));
  await eventually(() => sockets.size > 0);
  for (let turn = 0; turn < 5; turn += 1) {
    await desk.ask(accountId, 'get', '/documents').expect(200);
    await desk.operations('get', `/accounts/${accountId}`).expect(200);
  }
  for (const { status, body, headers } of await Promise.all(waiting)) {
    expect([status, body.disposition, headers['retry-after']]).toEqual([503, 'not processed, resend', '5']);
    expect(body.detail).toMatch(/neither be stored nor read/);
  }
  for (const { status } of await Promise.all(reads)) expect(status).toBe(503);
  expect((await desk.ask(accountId, 'get', '/documents').expect(200)).body.documents).toHaveLength(1);
  for (const socket of sockets) socket.destroy();
  frozen.close();
});
