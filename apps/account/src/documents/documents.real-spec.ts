import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { deflateSync } from 'node:zlib';
import { join, resolve } from 'node:path';
import S3rver from 's3rver';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { DocumentsRequested } from '#contracts';
import { contentHash } from '#kernel';
import { createLog, loadConfig, startService, type RunningService } from '#service';
import { eventually, migrated, ownFolder, realServers } from '../../../../test/support';
import { account } from '../account.service-definition';
import { AccountConfig } from '../config/account.config';
import { docx, objectStream, pdf, png } from './checks/evil-documents.fixture';
import { DocumentRequests } from './requests/document-requests';
import { DocumentScanning } from './register/document-scanning';
import { DocumentScrubber } from './storage/document-scrubber';

const TOKEN = 'operations-token-of-this-test';
const ENTRY = 'entry:B76-03245278';
const [FIRST_KEY, SECOND_KEY] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const ACTIVITY_SIGNING_KEY = generateKeyPairSync('ed25519')
  .privateKey.export({ format: 'der', type: 'pkcs8' })
  .toString('base64');

// Threads of the service run its sources as they stand.
process.execArgv.push('--require', resolve(__dirname, '../../../../test/support/register.cjs'));

let DATABASE_URL: string;
const folder = join(ownFolder('documents'), 'store');
const running: RunningService[] = [];

const started = async (settings: Record<string, string> = {}): Promise<RunningService> => {
  const config = loadConfig(AccountConfig, {
    ...{ DATABASE_URL, AMQP_URL: 'amqp://guest:guest@127.0.0.1:1', PORT: '0', HOST: '127.0.0.1' },
    ...{ OPERATIONS_TOKEN: TOKEN, ACTIVITY_SIGNING_KEY },
    ...{ DOCUMENT_STORE: `directory:${folder}`, DOCUMENT_KEYS: FIRST_KEY, DOCUMENT_MAX_BYTES: '200000' },
    ...settings,
  });
  const service = await startService(account, config, createLog('account', 'test', 'silent' as 'error'));
  running.push(service);
  const source = service.app.get(DataSource);
  await eventually(() => source.isInitialized);
  return service;
};

/** Keys of the accounts that were opened, by account. */
const keys = new Map<string, string>();
type Method = 'get' | 'post';

/** What account holders, CBP and operators do at a service. */
const deskOf = (service: RunningService) => {
  const operations = (method: Method, path: string) =>
    request(service.url)[method](`/operations${path}`).set('authorization', `Bearer ${TOKEN}`);
  const ask = (accountId: string, method: Method, path: string) =>
    request(service.url)
      [method](path)
      .set('authorization', `Bearer ${keys.get(accountId)}`);
  const open = async (kinds: string[] = ['importer'], more: object = {}): Promise<string> => {
    const [id, apiKey] = [randomUUID(), `pk_${randomUUID()}`];
    const order = { id, name: 'Harbor', kinds, importerNumbers: [], filerCodes: [], scacs: [], ports: [], apiKey };
    await operations('post', '/accounts')
      .send({ ...order, ...more })
      .expect(201);
    keys.set(id, apiKey);
    return id;
  };
  return {
    operations,
    ask,
    open,
    /** CBP, with a person's key. */
    openOffice: (kind: string, person: string) => open([kind], { apiKeyPerson: person, ports: ['2704'] }),
    handIn: (
      accountId: string,
      content: Buffer,
      name: string,
      subjects: string[] = [],
      type = 'application/octet-stream',
    ) =>
      ask(accountId, 'post', '/documents')
        .query({ name, subjects: subjects.join(',') })
        .set('content-type', type)
        .serialize((body) => body)
        .send(content as never),
    content: (accountId: string, id: string) =>
      ask(accountId, 'get', `/documents/${id}/content`)
        .buffer(true)
        .parse((response, done) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => done(null, Buffer.concat(pieces)));
        }),
    log: async (accountId: string): Promise<string[]> => {
      const { body } = await operations('get', `/accounts/${accountId}/activity`).expect(200);
      return body.entries.map(
        ({ kind, subject, summary }: Record<string, string>) => `${kind} | ${subject} | ${summary}`,
      );
    },
  };
};

let desk: ReturnType<typeof deskOf>;
let service: RunningService;
/** Somebody at the port. */
let officer: string;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  DATABASE_URL = await migrated(await realServers().freshDatabase('account'), account);
  service = await started();
  desk = deskOf(service);
  officer = await desk.openOffice('officer', 'J. Rivera');
});
afterAll(async () => {
  for (const one of running) await one.close();
});

const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256);

describe('An image of a trade record', () => {
  test('is received, found by entry, filing and text, opened, and each of it is in the log', async () => {
    const accountId = await desk.open();
    const filing = `filing:${randomUUID()}`;
    const invoice = pdf('COMMERCIAL INVOICE 4711 of ACME');
    const { body } = await desk
      .handIn(accountId, invoice, 'inv-4711.pdf', [ENTRY, filing], 'application/pdf')
      .expect(201);
    expect(body).toMatchObject({
      disposition: 'processed',
      repeated: false,
      document: {
        kind: 'PDF',
        state: 'kept',
        pages: 1,
        sha256: contentHash(invoice),
        receivedBy: 'a machine of Harbor',
      },
    });
    const { id } = body.document;
    const found = async (query: object): Promise<string[]> =>
      (await desk.ask(accountId, 'get', '/documents').query(query).expect(200)).body.documents.map(
        (one: { id: string }) => one.id,
      );
    expect(await found({ subject: ENTRY })).toEqual([id]);
    expect(await found({ filingId: filing.slice(7) })).toEqual([id]);
    expect(await found({ contains: 'acme invoice' })).toEqual([id]);
    expect(await found({ contains: '4711' })).toEqual([id]);
    expect(await found({ contains: 'packing' })).toEqual([]);
    const { body: known } = await desk.ask(accountId, 'get', `/documents/${id}`).expect(200);
    expect(known.links.map(({ subject }: { subject: string }) => subject)).toEqual([ENTRY, filing]);

    const opened = await desk.content(officer, id).expect(200);
    const stranger = await desk.open();
    for (const path of [`/documents/${id}`, `/documents/${id}/content`, `/documents?accountId=${accountId}`])
      await desk.ask(stranger, 'get', path).expect(404);
    await desk
      .ask(stranger, 'post', `/documents/${id}/links`)
      .send({ subjects: [ENTRY] })
      .expect(404);
    await desk
      .ask(officer, 'post', `/documents/${id}/links`)
      .send({ subjects: [ENTRY] })
      .expect(403);
    expect((await desk.ask(stranger, 'get', '/documents').query({ subject: ENTRY })).body.documents).toEqual([]);
    expect(opened.body.equals(invoice)).toBe(true);
    expect(opened.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''inv-4711.pdf`,
      'x-content-type-options': 'nosniff',
    });
    expect(await desk.log(accountId)).toEqual([
      expect.stringContaining('account opened'),
      `document received | document:${id} | inv-4711.pdf was handed in by a machine of Harbor`,
      `document linked | ${ENTRY} | inv-4711.pdf (document:${id})`,
      `document linked | ${filing} | inv-4711.pdf (document:${id})`,
      `document opened | document:${id} | inv-4711.pdf was opened by J. Rivera`,
    ]);

    // What an account had before it was merged is found by the one that goes on.
    const heir = await desk.open();
    const headquarters = await desk.openOffice('headquarters', 'Mary Major');
    await desk
      .ask(headquarters, 'post', `/accounts/${accountId}/merge`)
      .send({ into: heir, why: 'one company' })
      .expect(200);
    const { body: listed } = await desk.ask(heir, 'get', '/documents').query({ subject: ENTRY }).expect(200);
    expect(listed.documents.map((one: { id: string }) => one.id)).toEqual([id]);
    await desk.content(heir, id).expect(200);
  });

  test('is the same document when the account hands in the same content again, even at the same instant; another account has its own', async () => {
    const [one, other] = [await desk.open(), await desk.open()];
    const content = png(9, 9);
    const answers = await Promise.all([1, 2, 3].map(() => desk.handIn(one, content, 'a.png')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.document.id)).size).toBe(1);
    const { body } = await desk.handIn(other, content, 'b.png').expect(201);
    expect(body.document.id).not.toBe(answers[0]!.body.document.id);
    expect(readdirSync(join(folder, contentHash(content).slice(0, 2)))).toEqual([contentHash(content)]);
  });

  test('that breaks a rule is refused with code and remedy, is not kept, and the refusal is in the log', async () => {
    const accountId = await desk.open();
    const refusals = [
      [pdf('a', '<</S/J#61vaScript/JS(app.alert(1))>>'), 'a.pdf', 'DOC10'],
      [pdf('b', objectStream('7 0 <</S/Launch/F(a)>>')), 'a.pdf', 'DOC11'],
      [docx({ name: 'word/vbaProject.bin', content: 'a' }), 'a.docx', 'DOC14'],
      [Buffer.from('49492a0008000000', 'hex'), 'a.tif', 'DOC04'],
      [png(), 'a.pdf', 'DOC05'],
    ] as const;
    for (const [content, name, code] of refusals) {
      const { body } = await desk.handIn(accountId, content, name).expect(422);
      expect(body).toMatchObject({ disposition: 'rejected', errors: [{ code, remedy: expect.any(String) }] });
    }
    await desk.handIn(accountId, Buffer.alloc(200_001), 'a.pdf').expect(413);
    expect((await desk.ask(accountId, 'get', '/documents')).body.documents).toEqual([]);
    expect((await desk.log(accountId)).slice(1)).toEqual(
      refusals.map(([, name, code]) =>
        expect.stringMatching(
          new RegExp(`^document refused \\| account:${accountId} \\| ${name} of a machine of Harbor: ${code}`),
        ),
      ),
    );
    await desk.handIn(randomUUID(), png(), 'a.png').expect(401);
    await desk.handIn(accountId, png(), 'a.png', ['entry:1']).expect(422);
  });

  test('whose reader is caught in it is refused after its time, and the service goes on meanwhile', async () => {
    const accountId = await desk.open();
    const hurried = deskOf(await started({ DOCUMENT_CHECK_SECONDS: '1', DOCUMENT_MAX_BYTES: '5000000' }));
    // A page of three million words, packed into a few kilobytes.
    const words = deflateSync(`BT /F1 9 Tf ${'(a) Tj '.repeat(3_000_000)}ET`);
    const packed = Buffer.concat([
      Buffer.from(`<</Filter/FlateDecode/Length ${words.length}>>\nstream\n`),
      words,
      Buffer.from('\nendstream'),
    ]);
    const content = pdf('a', packed);
    content.write('6', content.indexOf('/Contents 4') + '/Contents '.length);
    const answer = hurried.handIn(accountId, content, 'a.pdf').then((one) => one);
    await hurried.operations('get', `/accounts/${accountId}`).expect(200);
    const { status, body } = await answer;
    expect([status, body.errors?.[0].code]).toEqual([422, 'DOC18']);
  });

  test('under a legal hold or within its retention is not deleted; afterwards its content goes and its record stays', async () => {
    const accountId = await desk.open();
    const content = png(5, 4);
    const { document } = (await desk.handIn(accountId, content, 'a.png', [ENTRY]).expect(201)).body;
    const order = { reason: 'case FP-2026-17' };
    const headquarters = await desk.openOffice('headquarters', 'Mary Major');
    const deletion = () => desk.ask(accountId, 'post', `/documents/${document.id}/deletion`).send(order);
    const { body: hold } = await desk
      .ask(headquarters, 'post', `/documents/${document.id}/holds`)
      .send(order)
      .expect(201);
    const source = service.app.get(DataSource);
    await source.query(`UPDATE document SET received_at = '2001-01-01' WHERE id = $1`, [document.id]);
    expect((await deletion().expect(409)).body.detail).toBe('A legal hold is on the document: case FP-2026-17');
    const lift = () => desk.ask(headquarters, 'post', `/documents/${document.id}/holds/${hold.id}/lift`).send(order);
    await lift().expect(200);
    await lift().expect(409);
    expect((await deletion().expect(409)).body.detail).toMatch(/^The document is kept until 20/);
    await source.query(`UPDATE document_link SET linked_at = '2001-01-01' WHERE document_id = $1`, [document.id]);
    const { body: deleted } = await deletion().expect(200);
    expect(deleted).toMatchObject({ state: 'deleted', deletedBy: 'a machine of Harbor', links: [{ subject: ENTRY }] });
    await desk.content(accountId, document.id).expect(409);
    await service.app.get(DocumentScrubber).removeUnused();
    expect(() => readFileSync(pathOf(document.sha256))).toThrow('ENOENT');
    expect((await desk.handIn(accountId, content, 'a.png').expect(201)).body.document.id).not.toBe(document.id);
    expect((await desk.log(accountId)).map((line) => line.split(' | ')[0])).toEqual(
      expect.arrayContaining(['legal hold placed', 'legal hold lifted', 'document deleted']),
    );
  });
});

describe('CBP asks the filer of an entry for an image', () => {
  const order = { kind: 'UC1', entryNumber: 'B76-0324527-8', phone: '2025550100' };
  const told = async (): Promise<string[]> => {
    const rows: { data: string }[] = await service.app
      .get(DataSource)
      .query(`SELECT data FROM outbox WHERE type = $1 AND subject = $2 ORDER BY id`, [DocumentsRequested.type, ENTRY]);
    return rows.map(({ data }) => `${JSON.parse(data).actionNumber} ${JSON.parse(data).step}`);
  };

  test('who answers it by action number; it is found insufficient, answered again, accepted and closed, and each step is told and in the log', async () => {
    await desk.ask(officer, 'post', '/document-requests').send(order).expect(404);
    const accountId = await desk.open(['broker'], { filerCodes: ['B76'] });
    const { body: asked } = await desk
      .ask(officer, 'post', '/document-requests')
      .send({ ...order, remarks: ['INVOICE OF LINE 1'] })
      .expect(201);
    const { actionNumber } = asked;
    expect(asked).toMatchObject({
      actionNumber: expect.stringMatching(/^DR\d{10}$/),
      accountId,
      state: 'asked',
      kind: 'UC1',
    });
    const decide = (decision: string) =>
      desk.ask(officer, 'post', `/document-requests/${actionNumber}/decisions`).send({ decision });
    const stateNow = async () =>
      (await desk.ask(officer, 'get', `/document-requests/${actionNumber}`).expect(200)).body.state;
    await decide('accepted').expect(409);
    await desk
      .ask(accountId, 'post', `/document-requests/${actionNumber}/decisions`)
      .send({ decision: 'withdrawn' })
      .expect(403);
    await desk.ask(await desk.open(), 'get', `/document-requests/${actionNumber}`).expect(404);
    await desk.handIn(await desk.open(), png(11, 1), 'a.png', [`request:${actionNumber}`]).expect(422);
    const first = await desk.handIn(accountId, png(11, 1), 'a.png', [`request:${actionNumber}`, ENTRY]).expect(201);
    expect(await stateNow()).toBe('answered');
    await decide('found insufficient').expect(200);
    const second = await desk.handIn(accountId, png(11, 2), 'b.png', [`request:${actionNumber}`]).expect(201);
    await decide('accepted').expect(200);
    const { body: closed } = await decide('closed').expect(200);
    expect(closed).toMatchObject({
      state: 'closed',
      documentIds: [first, second].map(({ body }) => body.document.id),
    });
    await desk.handIn(accountId, png(11, 3), 'c.png', [`request:${actionNumber}`]).expect(409);
    expect(await told()).toEqual(
      ['asked', 'found insufficient', 'accepted', 'closed'].map((step) => `${actionNumber} ${step}`),
    );
    const log = (await desk.log(accountId)).map((line) => line.split(' | ')[0]!).filter((kind) => /request/.test(kind));
    expect(log).toEqual([
      'document request asked',
      'document request answered',
      'document request found insufficient',
      'document request answered',
      'document request accepted',
      'document request closed',
    ]);
  });

  test('and hears when it is overdue, once', async () => {
    const { actionNumber } = (
      await desk
        .ask(officer, 'post', '/document-requests')
        .send({ ...order, businessDays: 1 })
        .expect(201)
    ).body;
    const requests = service.app.get(DocumentRequests);
    const inTwoWeeks = new Date(Date.now() + 14 * 86_400_000);
    await requests.noteOverdue(inTwoWeeks);
    await requests.noteOverdue(inTwoWeeks);
    expect((await told()).filter((line) => line.startsWith(actionNumber))).toEqual([
      `${actionNumber} asked`,
      `${actionNumber} overdue`,
    ]);
    const { body } = await desk.ask(officer, 'get', '/document-requests').query({ state: 'overdue' }).expect(200);
    expect(body.requests.map((one: { actionNumber: string }) => one.actionNumber)).toEqual([actionNumber]);
  });
});

describe('What is stored', () => {
  test('is encrypted, and what was changed or is missing is never answered, but reported until it is handed in again', async () => {
    const accountId = await desk.open();
    const scrubber = service.app.get(DocumentScrubber);
    const contents = [pdf('TOP SECRET PRICE LIST'), png(7, 7)];
    const ids: string[] = [];
    for (const [index, content] of contents.entries()) {
      const sealed = await desk.handIn(accountId, content, ['a.pdf', 'a.png'][index]!).expect(201);
      ids.push(sealed.body.document.id);
      expect(readFileSync(pathOf(contentHash(content))).includes(content.subarray(0, 8))).toBe(false);
    }
    const [first, second] = contents.map((content) => pathOf(contentHash(content))) as [string, string];
    const bytes = readFileSync(first);
    bytes[bytes.length - 30]! ^= 1;
    writeFileSync(first, bytes);
    rmSync(second);
    const { body } = await desk.content(accountId, ids[0]!).expect(503);
    expect(JSON.parse(body).detail).toMatch(/damaged/);
    while (await scrubber.scrub(new Date(Date.now() + 30 * 86_400_000)));
    const damaged = (await desk.operations('get', '/damaged-documents').expect(200)).body.contents;
    expect(damaged.map(({ damage, documentIds }: any) => [damage, documentIds])).toEqual([
      ['it was changed since it was stored', [ids[0]]],
      ['it is missing', [ids[1]]],
    ]);
    const metrics = await request(service.url).get('/metrics');
    expect(metrics.text).toMatch(/^portway_documents_damaged 2$/m);
    for (const [index, content] of contents.entries())
      await desk.handIn(accountId, content, ['a.pdf', 'a.png'][index]!).expect(200);
    expect((await desk.operations('get', '/damaged-documents')).body.contents).toEqual([]);
    expect((await desk.content(accountId, ids[0]!).expect(200)).body.equals(contents[0])).toBe(true);
  });

  test('is sealed anew with the key in use when it is read for its checksum, and then needs the old key no more', async () => {
    const accountId = await desk.open();
    const content = png(8, 3);
    const { id } = (await desk.handIn(accountId, content, 'a.png').expect(201)).body.document;
    const rotated = await started({ DOCUMENT_KEYS: `${SECOND_KEY},${FIRST_KEY}` });
    const before = readFileSync(pathOf(contentHash(content))).subarray(0, 12);
    while (await rotated.app.get(DocumentScrubber).scrub(new Date(Date.now() + 90 * 86_400_000)));
    expect(
      readFileSync(pathOf(contentHash(content)))
        .subarray(0, 12)
        .equals(before),
    ).toBe(false);
    const alone = deskOf(await started({ DOCUMENT_KEYS: SECOND_KEY }));
    expect((await alone.content(accountId, id).expect(200)).body.equals(content)).toBe(true);
    await desk.content(accountId, id).expect(503);
  });

  test('lies in a bucket of an S3 server just as well', async () => {
    const bucket = new S3rver({
      ...{ port: 0, address: '127.0.0.1', silent: true, directory: ownFolder('bucket') },
      configureBuckets: [{ name: 'documents', configs: [] }],
    });
    const { port } = await bucket.run();
    const settings = { DOCUMENT_STORE_KEY_ID: 'S3RVER', DOCUMENT_STORE_SECRET: 'S3RVER' };
    const inBucket = await started({ DOCUMENT_STORE: `http://127.0.0.1:${port}/documents`, ...settings });
    const there = deskOf(inBucket);
    const accountId = await there.open();
    const content = png(6, 6);
    const { id } = (await there.handIn(accountId, content, 'a.png').expect(201)).body.document;
    expect((await there.content(accountId, id).expect(200)).body.equals(content)).toBe(true);
    await bucket.close();
    await there.content(accountId, id).expect(503);
    const { body } = await there.handIn(accountId, png(6, 7), 'b.png').expect(503);
    expect(body.disposition).toBe('not processed, resend');
    expect((await there.ask(accountId, 'get', '/documents')).body.documents).toHaveLength(1);
  });
});

describe('Where a virus scanner is set', () => {
  /** clamd, as far as INSTREAM goes: it finds what contains the word VIRUS. */
  const clamd = (port: number): Promise<Server> => {
    const server = createServer((socket: Socket) => {
      let heard = Buffer.alloc(0);
      socket.on('data', (piece) => {
        heard = Buffer.concat([heard, piece]);
        const start = heard.indexOf(0) + 1;
        expect(heard.toString('latin1', 0, start)).toBe('zINSTREAM\0');
        const content: Buffer[] = [];
        for (let at = start; at + 4 <= heard.length; ) {
          const length = heard.readUInt32BE(at);
          if (length === 0) {
            const isBad = Buffer.concat(content).includes('VIRUS');
            return void socket.end(isBad ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
          }
          if (at + 4 + length > heard.length) return;
          content.push(heard.subarray(at + 4, at + 4 + length));
          at += 4 + length;
        }
      });
    }).listen(port, '127.0.0.1');
    return once(server, 'listening').then(() => server);
  };

  test('a virus is refused; while the scanner is away a document waits, cannot be opened, and is looked at later', async () => {
    const first = await clamd(0);
    const { port } = first.address() as AddressInfo;
    const scanned = await started({ CLAMD: `127.0.0.1:${port}` });
    const clerk = deskOf(scanned);
    const accountId = await clerk.open();
    const { body } = await clerk.handIn(accountId, pdf('VIRUS'), 'a.pdf').expect(422);
    expect(body.errors[0]).toMatchObject({ code: 'DOC19', text: 'A VIRUS WAS FOUND: Eicar-Test-Signature' });
    await clerk.handIn(accountId, pdf('clean'), 'a.pdf').expect(201);
    first.close();

    const [good, bad] = [
      await clerk.handIn(accountId, pdf('good'), 'g.pdf'),
      await clerk.handIn(accountId, pdf('VIRUS 2'), 'b.pdf'),
    ];
    expect([good, bad].map(({ status, body: { disposition } }) => [status, disposition])).toEqual(
      Array(2).fill([201, 'accepted, being processed']),
    );
    const stateOf = async ({ body: { document } }: typeof good): Promise<string> =>
      (await clerk.ask(accountId, 'get', `/documents/${document.id}`)).body.state;
    await clerk.content(accountId, good.body.document.id).expect(409);
    await scanned.app.get(DocumentScanning).scan();
    expect([await stateOf(good), await stateOf(bad)]).toEqual(['being checked', 'being checked']);
    const second = await clamd(port);
    await scanned.app.get(DocumentScanning).scan();
    expect([await stateOf(good), await stateOf(bad)]).toEqual(['kept', 'refused']);
    await clerk.content(accountId, good.body.document.id).expect(200);
    await clerk.content(accountId, bad.body.document.id).expect(409);
    second.close();
  });
});

test('an installation that has no store for documents says so', async () => {
  const without = deskOf(await started({ DOCUMENT_STORE: '', DOCUMENT_KEYS: '' }));
  const { body } = await without.handIn(await without.open(), png(), 'a.png').expect(404);
  expect(body.detail).toMatch(/keeps no documents/);
});
