import { createHash, randomBytes } from 'node:crypto';
import { globSync } from 'node:fs';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { DataSource } from 'typeorm';
import type { RunningService } from '#service';
import { eventually } from '../../../../../test/support';
import { pdf } from '../checks/evil-documents.fixture';
import { deskOf, documentServices, ENTRY, keys } from '../documents.fixture';
import { SealedPieces } from '../storage/sealed-pieces';
import { DocumentUploads } from './document-uploads';

let services: Awaited<ReturnType<typeof documentServices>>;
let service: RunningService;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  services = await documentServices();
  service = await services.started({ DOCUMENT_MAX_BYTES: '6000000' });
  desk = deskOf(service);
});
afterAll(() => services?.close());

/** A PDF of some size; no two are the same. */
const scan = (bytes = 100_000): Buffer => {
  const noise = randomBytes(bytes);
  return pdf(
    'INVOICE',
    Buffer.concat([Buffer.from(`<</Length ${bytes}>>\nstream\n`), noise, Buffer.from('\nendstream')]),
  );
};

type Headers = Record<string, string>;
interface Said {
  readonly status: number;
  readonly headers: globalThis.Headers;
  readonly body: any;
}

const ask = async (
  accountId: string,
  method: string,
  path: string,
  headers: Headers = {},
  body?: Buffer,
  at = service,
): Promise<Said> => {
  const answer = await fetch(`${at.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${keys.get(accountId)}`, 'tus-resumable': '1.0.0', ...headers },
    ...(body && { body: new Uint8Array(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
};

const metadata = (name: string, subjects = ''): string =>
  Object.entries({ filename: name, subjects })
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');

const begin = async (accountId: string, content: Buffer, name = 'scan.pdf', subjects = ''): Promise<string> => {
  const { status, headers } = await ask(accountId, 'POST', '/document-uploads', {
    'upload-length': String(content.length),
    'upload-metadata': metadata(name, subjects),
  });
  expect(status).toBe(201);
  return headers.get('location')!;
};

const piece = (offset: number, checksum?: string): Headers => ({
  'content-type': 'application/offset+octet-stream',
  'upload-offset': String(offset),
  ...(checksum && { 'upload-checksum': checksum }),
});

const offsetOf = async (accountId: string, path: string, at = service): Promise<number | string> => {
  const { status, headers } = await ask(accountId, 'HEAD', path, {}, undefined, at);
  return status === 200 ? Number(headers.get('upload-offset')) : status;
};

const documentsOf = async (accountId: string): Promise<any[]> =>
  (await desk.ask(accountId, 'get', '/documents').expect(200)).body.documents;

/** A piece of which the first bytes are sent and the rest waits. */
const halfSent = (
  accountId: string,
  path: string,
  offset: number,
  length: number,
  first: Buffer,
  more: Headers = {},
): ClientRequest => {
  const sending = httpRequest(`${service.url}${path}`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${keys.get(accountId)}`,
      'tus-resumable': '1.0.0',
      'content-length': String(length),
      ...piece(offset),
      ...more,
    },
  });
  sending.on('error', () => {});
  sending.write(first);
  return sending;
};

const answered = (sending: ClientRequest): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    sending.on('error', reject).on('response', (response) => {
      let text = '';
      response.on('data', (one) => (text += one)).on('end', () => resolve({ status: response.statusCode!, text }));
    });
  });

const bodiesBeingReceived = async (): Promise<number> =>
  Number(/^portway_body_memory_bytes (.+)$/m.exec(await (await fetch(`${service.url}/metrics`)).text())?.[1]);

const cleaned = async (now = new Date()): Promise<void> => {
  while (await service.app.get(DocumentUploads).removeAbandoned(now));
  while (await service.app.get(SealedPieces).removeUnused());
};
/** Objects that are no documents. */
const pieces = async (): Promise<number> => {
  const [{ count }] = await service.app.get(DataSource).query('SELECT count(*)::int AS count FROM document_piece');
  const [{ documents }] = await service.app
    .get(DataSource)
    .query('SELECT count(*)::int AS documents FROM document_content');
  expect(globSync('*/*', { cwd: services.folder })).toHaveLength(count + documents);
  return count;
};

describe('A document that comes in pieces', () => {
  test('says what is spoken, comes piece by piece, and with the last one is a document like any other', async () => {
    const accountId = await desk.open();
    const spoken = await ask(accountId, 'OPTIONS', '/document-uploads');
    expect([
      spoken.status,
      ...['tus-version', 'tus-extension', 'tus-max-size', 'tus-checksum-algorithm'].map((one) =>
        spoken.headers.get(one),
      ),
    ]).toEqual([204, '1.0.0', 'creation,expiration,checksum,termination', '6000000', 'sha256,sha1']);
    const content = scan(5_000_000);
    const path = await begin(accountId, content, 'scan.pdf', ENTRY);
    const middle = 3_000_000;
    const first = content.subarray(0, middle);
    const sha256 = createHash('sha256').update(first).digest('base64');
    const one = await ask(accountId, 'PATCH', path, piece(0, `sha256 ${sha256}`), first);
    expect([one.status, one.headers.get('upload-offset'), one.headers.get('document-id')]).toEqual([
      204,
      String(middle),
      null,
    ]);
    expect(await documentsOf(accountId)).toEqual([]);
    expect(await offsetOf(accountId, path)).toBe(middle);
    const two = await ask(accountId, 'PATCH', path, piece(middle), content.subarray(middle));
    expect([two.status, two.headers.get('upload-offset')]).toEqual([204, String(content.length)]);
    const [document] = await documentsOf(accountId);
    expect(document).toMatchObject({
      id: two.headers.get('document-id'),
      sha256: createHash('sha256').update(content).digest('hex'),
      state: 'kept',
      links: [{ subject: ENTRY }],
    });
    const { body } = await ask(accountId, 'GET', path);
    expect(body).toMatchObject({ state: 'received', received: content.length, documentId: document.id, refusal: null });
    expect((await desk.content(accountId, document.id)).body.equals(content)).toBe(true);
    await cleaned();
    expect(await pieces()).toBe(0);
    expect(await ask(accountId, 'PATCH', path, piece(content.length), Buffer.alloc(1))).toMatchObject({ status: 409 });
  });

  test('that is cut off goes on from where it is, at another replica too, and what is there is sealed', async () => {
    const accountId = await desk.open();
    const content = scan(400_000);
    const path = await begin(accountId, content);
    const cut = halfSent(accountId, path, 0, content.length, content.subarray(0, 300_000));
    await eventually(async () => (await bodiesBeingReceived()) === 300_000);
    cut.destroy();
    await eventually(async () => (await offsetOf(accountId, path)) === 300_000);
    const [{ name }] = await service.app.get(DataSource).query('SELECT name FROM document_piece WHERE kept');
    const { readFileSync } = jest.requireActual<typeof import('node:fs')>('node:fs');
    expect(readFileSync(`${services.folder}/${name.slice(0, 2)}/${name}`).includes(content.subarray(0, 100))).toBe(
      false,
    );
    const other = await services.started({ DOCUMENT_MAX_BYTES: '6000000' });
    expect(await offsetOf(accountId, path, other)).toBe(300_000);
    const done = await ask(accountId, 'PATCH', path, piece(300_000), content.subarray(300_000), other);
    expect(done.status).toBe(204);
    expect(await documentsOf(accountId)).toHaveLength(1);
  });

  test('with a checksum is kept as a whole or not at all', async () => {
    const accountId = await desk.open();
    const content = scan(400_000);
    const path = await begin(accountId, content);
    const sha1 = createHash('sha1').update(content).digest('base64');
    const wrong = await ask(accountId, 'PATCH', path, piece(0, `sha1 ${sha1}`), content.subarray(0, 300_000));
    expect([wrong.status, wrong.body.type, wrong.body.disposition]).toEqual([
      460,
      'urn:portway:problem:checksum-mismatch',
      'not processed, resend',
    ]);
    const cut = halfSent(accountId, path, 0, content.length, content.subarray(0, 300_000), {
      'upload-checksum': `sha1 ${sha1}`,
    });
    await eventually(async () => (await bodiesBeingReceived()) === 300_000);
    cut.destroy();
    await eventually(async () => (await bodiesBeingReceived()) === 0);
    expect(await offsetOf(accountId, path)).toBe(0);
    expect((await ask(accountId, 'PATCH', path, piece(0, 'md5 AAAA'), content)).status).toBe(400);
    expect((await ask(accountId, 'PATCH', path, piece(0, `sha1 ${sha1}`), content)).status).toBe(204);
    await cleaned();
    expect(await pieces()).toBe(0);
  });

  test('at another offset, with more than was announced, or in another version of the protocol is refused and stays as it was', async () => {
    const accountId = await desk.open();
    const content = scan(1_000);
    const path = await begin(accountId, content);
    expect(await ask(accountId, 'PATCH', path, piece(5), content.subarray(5))).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('0 bytes are kept') },
    });
    const [one, other] = await Promise.all(
      [1, 2].map(() => ask(accountId, 'PATCH', path, piece(0), content.subarray(0, 100))),
    );
    expect([one!.status, other!.status].sort()).toEqual([204, 409]);
    expect(await ask(accountId, 'PATCH', path, piece(100), content)).toMatchObject({
      status: 413,
      body: { detail: expect.stringContaining(`${content.length} bytes`) },
    });
    const old = await ask(accountId, 'PATCH', path, { ...piece(100), 'tus-resumable': '0.2.2' }, content.subarray(100));
    expect([old.status, old.headers.get('tus-version')]).toEqual([412, '1.0.0']);
    expect(
      (
        await ask(
          accountId,
          'PATCH',
          path,
          { 'content-type': 'application/json', 'upload-offset': '100' },
          Buffer.from('{}'),
        )
      ).status,
    ).toBe(415);
    expect(
      (await ask(accountId, 'PATCH', path, { 'content-type': 'application/offset+octet-stream' }, content)).status,
    ).toBe(422);
    expect(await offsetOf(accountId, path)).toBe(100);
    for (const stranger of [await desk.open(), await desk.openOffice('officer', 'J. Rivera')])
      expect(await offsetOf(stranger, path)).toBe(404);
    const large = { 'upload-length': '6000001', 'upload-metadata': metadata('a.pdf') };
    expect((await ask(accountId, 'POST', '/document-uploads', large)).status).toBe(413);
    expect((await ask(accountId, 'POST', '/document-uploads', { 'upload-length': '5' })).status).toBe(422);
    expect((await ask(accountId, 'DELETE', path)).status).toBe(204);
    expect(await offsetOf(accountId, path)).toBe(404);
  });

  test('is not begun by an account that has a hundred of them open', async () => {
    const accountId = await desk.open();
    const path = await begin(accountId, scan(1_000));
    await service.app.get(DataSource).query(
      `INSERT INTO document_upload SELECT (jsonb_populate_record(u, jsonb_build_object('id', gen_random_uuid()))).*
         FROM document_upload u, generate_series(1, 99) WHERE u.id = $1`,
      [path.split('/').at(-1)],
    );
    const announced = { 'upload-length': '5', 'upload-metadata': metadata('a.pdf') };
    expect((await ask(accountId, 'POST', '/document-uploads', announced)).status).toBe(429);
    expect((await ask(accountId, 'DELETE', path)).status).toBe(204);
    expect((await ask(accountId, 'POST', '/document-uploads', announced)).status).toBe(201);
  });

  test('that breaks a rule is refused with its last piece, and nothing of it is left', async () => {
    const accountId = await desk.open();
    const content = pdf('a', '<</S/JavaScript/JS(app.alert(1))>>');
    const path = await begin(accountId, content, 'evil.pdf');
    expect(await ask(accountId, 'PATCH', path, piece(0), content)).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'DOC10' }] },
    });
    const { body } = await ask(accountId, 'GET', path);
    expect(body).toMatchObject({ state: 'refused', documentId: null, refusal: expect.stringMatching(/^DOC10/) });
    expect(await documentsOf(accountId)).toEqual([]);
    await cleaned();
    expect(await pieces()).toBe(0);
  });

  test('whose process dies when all is there is handed in by whichever goes on', async () => {
    const accountId = await desk.open();
    const content = scan();
    const path = await begin(accountId, content, 'scan.pdf', ENTRY);
    await ask(accountId, 'PATCH', path, piece(0), content.subarray(0, 50_000));
    // As it stands when the last piece is kept and nothing else happens any more.
    const id = path.split('/').at(-1)!;
    const [store, source] = [service.app.get(SealedPieces), service.app.get(DataSource)];
    const name = await store.write(id, 50_000, content.subarray(50_000));
    await store.keep(source.manager, [name]);
    await source.query(
      `UPDATE document_upload SET received = length, taken_until = now() + interval '2 minutes' WHERE id = $1`,
      [id],
    );
    await service.app.get(DocumentUploads).finishComplete();
    expect(await documentsOf(accountId)).toEqual([]);
    await service.app.get(DocumentUploads).finishComplete(new Date(Date.now() + 180_000));
    expect(await documentsOf(accountId)).toMatchObject([{ name: 'scan.pdf', links: [{ subject: ENTRY }] }]);
    expect((await ask(accountId, 'GET', path)).body).toMatchObject({ state: 'received' });
  });

  test('whose key, role or account ends in the middle of it is refused, and nothing of it is left', async () => {
    const endings: Record<string, [string, number]> = {
      'key revoked': ['UPDATE api_key SET revoked_at = now() WHERE account_id = $1', 401],
      'key expired': ['UPDATE api_key SET valid_until = now() WHERE account_id = $1', 401],
      'account closed': ['UPDATE account SET active = false, version = version + 1 WHERE id = $1', 401],
      'the person has no role any more': [
        `WITH person AS (INSERT INTO person (id, name, email, email_identity, known_since) VALUES (gen_random_uuid(), 'A', 'a@x.example', 'a@x.example', now()) RETURNING id)
         UPDATE api_key SET person_id = (SELECT id FROM person) WHERE account_id = $1`,
        403,
      ],
      'leave lost': [`UPDATE api_key SET leaves = '{"documents":"read"}' WHERE account_id = $1`, 403],
    };
    for (const [what, [sql, status]] of Object.entries(endings)) {
      const accountId = await desk.open();
      const content = scan();
      const path = await begin(accountId, content);
      const sending = halfSent(accountId, path, 0, content.length, content.subarray(0, 50_000));
      const answer = answered(sending);
      await eventually(async () => (await bodiesBeingReceived()) > 0);
      await service.app.get(DataSource).query(sql, [accountId]);
      sending.end(content.subarray(50_000));
      expect([what, (await answer).status]).toEqual([what, status]);
      await cleaned();
      expect([what, await pieces()]).toEqual([what, 0]);
      const left = await service.app
        .get(DataSource)
        .query(
          'SELECT id::text FROM document_upload WHERE account_id = $1 UNION ALL SELECT id::text FROM document WHERE account_id = $1',
          [accountId],
        );
      expect([what, left]).toEqual([what, []]);
    }
  });

  test('that is abandoned, or whose key ended between two pieces, goes with all that came of it', async () => {
    const [accountId, other] = [await desk.open(), await desk.open()];
    const content = scan();
    const [kept, ended] = [await begin(accountId, content), await begin(other, content)];
    for (const [id, path] of [
      [accountId, kept],
      [other, ended],
    ] as const)
      await ask(id, 'PATCH', path, piece(0), content.subarray(0, 1_000));
    await service.app.get(DataSource).query('UPDATE api_key SET revoked_at = now() WHERE account_id = $1', [other]);
    expect((await ask(other, 'PATCH', ended, piece(1_000), content.subarray(1_000))).status).toBe(401);
    await cleaned();
    expect(await pieces()).toBe(1);
    expect(await offsetOf(accountId, kept)).toBe(1_000);
    await cleaned(new Date(Date.now() + 25 * 3_600_000));
    expect(await pieces()).toBe(0);
    expect(await offsetOf(accountId, kept)).toBe(404);
  });
});
