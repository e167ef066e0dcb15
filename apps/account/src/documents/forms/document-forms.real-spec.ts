import { connect } from 'node:net';
import { DataSource } from 'typeorm';
import type { RunningService } from '#service';
import { eventually } from '../../../../../test/support';
import { pdf, png } from '../checks/evil-documents.fixture';
import { deskOf, documentServices, ENTRY, keys } from '../documents.fixture';

let services: Awaited<ReturnType<typeof documentServices>>;
let service: RunningService;
let desk: ReturnType<typeof deskOf>;
beforeAll(async () => {
  services = await documentServices();
  service = await services.started({ DOCUMENT_MAX_BYTES: '100000', DOCUMENT_MESSAGE_BYTES: '300000' });
  desk = deskOf(service);
});
afterAll(() => services?.close());

type Part = { subjects: string } | { file: Buffer; name: string; type?: string };

const form = (...parts: Part[]): FormData => {
  const data = new FormData();
  for (const part of parts)
    if ('subjects' in part) data.append('subjects', part.subjects);
    else data.append('file', new Blob([new Uint8Array(part.file)], { type: part.type ?? '' }), part.name);
  return data;
};

/** Over a connection of its own: who refuses a body need not read it. */
const send = async (
  accountId: string,
  body: FormData | string,
  headers: Record<string, string> = {},
  path = '/document-forms',
) => {
  const written = new Response(body);
  return desk
    .ask(accountId, 'post', path)
    .set('content-type', written.headers.get('content-type')!)
    .set(headers)
    .serialize((content) => content)
    .send(Buffer.from(await written.arrayBuffer()) as never);
};

const documentsOf = async (accountId: string): Promise<any[]> =>
  (await desk.ask(accountId, 'get', '/documents').expect(200)).body.documents;

describe('Several documents in one form', () => {
  test('are each answered by themselves, and linked to what stands before them in the form', async () => {
    const accountId = await desk.open();
    const { status, body } = await send(
      accountId,
      form(
        { subjects: `${ENTRY}, bill:MAEU260000101` },
        { file: pdf('INVOICE'), name: 'invoice.pdf', type: 'application/pdf' },
        { file: png(4, 4), name: 'stamp.png' },
        { subjects: 'case:FP-2026-17' },
        { file: pdf('b', '<</S/JavaScript/JS(app.alert(1))>>'), name: 'evil.pdf' },
        { file: Buffer.alloc(100_001), name: 'large.pdf' },
        { file: png(4, 5), name: 'permit.png', type: 'image/png' },
        { file: Buffer.alloc(0), name: '' },
        { subjects: 'nothing' },
        { file: png(4, 6), name: 'lost.png' },
      ),
    );
    expect(status).toBe(200);
    expect(
      body.documents.map(({ name, disposition, document, errors }: any) => [
        name,
        disposition,
        document?.links.map(({ subject }: any) => subject) ?? errors.map(({ at, code }: any) => `${at} ${code ?? ''}`),
      ]),
    ).toEqual([
      ['invoice.pdf', 'processed', ['bill:MAEU260000101', ENTRY]],
      ['stamp.png', 'processed', ['bill:MAEU260000101', ENTRY]],
      ['evil.pdf', 'rejected', ['/ DOC10']],
      ['large.pdf', 'rejected', ['/ DOC02']],
      ['permit.png', 'processed', ['case:FP-2026-17']],
      ['lost.png', 'rejected', ['/subjects ']],
    ]);
    expect((await documentsOf(accountId)).map(({ name }) => name)).toEqual(['invoice.pdf', 'stamp.png', 'permit.png']);
    const again = await send(accountId, form({ file: png(4, 4), name: 'stamp.png' }));
    expect(again.body.documents).toMatchObject([{ disposition: 'processed', repeated: true }]);
  });

  test('that is none, has no file, an unknown field, or is too large, is refused as a whole with the reason', async () => {
    const accountId = await desk.open();
    const unknown = form({ file: png(), name: 'a.png' });
    unknown.append('subject', ENTRY);
    const refusals: [FormData | string, Record<string, string>, number, RegExp][] = [
      [form({ subjects: ENTRY }), {}, 422, /no file in it/],
      [unknown, {}, 422, /a field 'subject'/],
      [form(...Array.from({ length: 21 }, () => ({ file: png(), name: 'a.png' }))), {}, 422, /more than 20 files/],
      ['abc', { 'content-type': 'multipart/form-data; boundary=x' }, 400, /no form/],
      [
        '--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\nab',
        { 'content-type': 'multipart/form-data; boundary=x' },
        400,
        /no form/,
      ],
      ['abc', { 'content-type': 'multipart/form-data' }, 400, /no form/],
      ['{}', { 'content-type': 'application/json' }, 415, /Send a form/],
    ];
    for (const [body, headers, status, detail] of refusals)
      expect(await send(accountId, body, headers)).toMatchObject({
        status,
        body: { detail: expect.stringMatching(detail) },
      });
    const elsewhere = await send(accountId, form({ file: png(), name: 'a.png' }), {}, '/documents?name=a.png');
    expect(elsewhere.status).toBe(415);
    const { hostname, port } = new URL(service.url);
    const large = connect(Number(port), hostname);
    let answer = '';
    large.on('data', (text) => (answer += text.toString()));
    large.write(
      `POST /document-forms HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${keys.get(accountId)}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: 300001\r\n\r\n`,
    );
    await eventually(() => /^HTTP\/1.1 413 [\s\S]*at most 300000/.test(answer));
    large.destroy();
    expect(await documentsOf(accountId)).toEqual([]);
  });

  test('that is cut off leaves nothing, and what its key was worth ended meanwhile opens nothing', async () => {
    const accountId = await desk.open();
    const sending = async (): Promise<ReturnType<typeof connect>> => {
      const { hostname, port } = new URL(service.url);
      const socket = connect(Number(port), hostname);
      socket.write(
        `POST /document-forms HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${keys.get(accountId)}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: ${head.length + rest.length}\r\n\r\n`,
      );
      socket.write(head);
      return socket;
    };
    const head = Buffer.concat([
      Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n'),
      png(3, 9),
    ]);
    // More than is counted at once, so that it is read as it comes.
    const rest = Buffer.from(
      `\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="b.pdf"\r\n\r\n${'x'.repeat(50_000)}\r\n--x--\r\n`,
    );
    const cut = await sending();
    await eventually(async () => (await metric('portway_body_memory_bytes')) > 0);
    cut.destroy();
    await eventually(async () => (await metric('portway_body_memory_bytes')) === 0);
    expect(await documentsOf(accountId)).toEqual([]);

    const revoked = await sending();
    let answer = '';
    revoked.on('data', (text) => (answer += text.toString()));
    await eventually(async () => (await metric('portway_body_memory_bytes')) > 0);
    await service.app.get(DataSource).query('UPDATE api_key SET revoked_at = now() WHERE account_id = $1', [accountId]);
    revoked.write(rest);
    await eventually(() => /^HTTP\/1.1 401 [\s\S]*ended while the message came/.test(answer));
    revoked.destroy();
    const kept = await service.app.get(DataSource).query('SELECT id FROM document WHERE account_id = $1', [accountId]);
    expect(kept).toEqual([]);
  });
});

const metric = async (name: string): Promise<number> => {
  const text = await (await fetch(`${service.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1]);
};
