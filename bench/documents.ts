import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { Foreseen } from '../tools/infrastructure/failure';
import type { DemoAccount } from '../tools/platform/accounts';
import type { LaunchedPlatform } from '../tools/platform/launch';
import { startPortway, type Servers } from './servers';

const BYTES = 10_000_000;
const ROUNDS = 7;
const MAIL_WITHIN_MS = 120_000;

export const WAYS = ['one request', 'form', 'pieces'] as const;
export type Way = (typeof WAYS)[number];
/** Of an upload in pieces. */
const PIECE_BYTES = 4_000_000;

export interface DocumentFigures {
  readonly bytes: number;
  readonly rounds: number;
  /** Milliseconds from the first request to the answer by which it is on record, by each way in: the middle one and the longest. */
  readonly ways: Readonly<Record<Way, { readonly receivedMs: number; readonly longestMs: number }>>;
  /** Resident memory of the account service, in megabytes: before, and the most it ever had after as many forms, then e-mails, of so many bytes at once. */
  readonly memory: {
    readonly idle: number;
    readonly forms: number;
    readonly mails: number;
    readonly atOnce: number;
    readonly bytes: number;
  };
  /** The floor: the same bytes digested and written to the same disk. */
  readonly plainMs: number;
}

/** A PDF file of so many bytes: one page with a picture that nobody can pack. */
const scan = (bytes: number): Buffer => {
  const objects = (picture: Buffer): Buffer[] => [
    Buffer.from('<</Type/Catalog/Pages 2 0 R>>'),
    Buffer.from('<</Type/Pages/Kids[3 0 R]/Count 1>>'),
    Buffer.from('<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>'),
    Buffer.from('<</Length 24>>\nstream\nq 612 0 0 792 0 0 cm /I Do\nendstream'),
    Buffer.concat([
      Buffer.from(
        `<</Type/XObject/Subtype/Image/Width 1000/Height ${Math.floor(picture.length / 1_000)}/ColorSpace/DeviceGray/BitsPerComponent 8/Length ${picture.length}>>\nstream\n`,
      ),
      picture,
      Buffer.from('\nendstream'),
    ]),
  ];
  const written = (picture: Buffer): Buffer => {
    const parts = [Buffer.from('%PDF-1.7\n')];
    let at = parts[0]!.length;
    const places = objects(picture).map((object, index) => {
      const whole = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
      parts.push(whole);
      at += whole.length;
      return at - whole.length;
    });
    const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
    parts.push(
      Buffer.from(`xref\n0 6\n0000000000 65535 f \n${table}trailer\n<</Root 1 0 R/Size 6>>\nstartxref\n${at}\n%%EOF\n`),
    );
    return Buffer.concat(parts);
  };
  const beside = written(Buffer.alloc(bytes)).length - bytes;
  return written(randomBytes(bytes - beside));
};

const middle = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

/** What the least takes that keeps bytes and knows them again. */
const plainly = (content: Buffer, path: string): number => {
  const began = performance.now();
  createHash('sha256').update(content).digest();
  const file = openSync(path, 'w');
  writeSync(file, content);
  fsyncSync(file);
  closeSync(file);
  return performance.now() - began;
};

type Sender = (path: string, request: RequestInit, status: number) => Promise<Response>;

/** Hands a document in, by each of the ways. */
const HAND_IN: Readonly<Record<Way, (send: Sender, content: Buffer, name: string) => Promise<void>>> = {
  'one request': async (send, content, name) => {
    const headers = { 'content-type': 'application/pdf' };
    const answer = await send(
      `/documents?name=${name}`,
      { method: 'POST', headers, body: new Uint8Array(content) },
      201,
    );
    await answer.text();
  },
  form: async (send, content, name) => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(content)], { type: 'application/pdf' }), name);
    const { documents } = (await (await send('/document-forms', { method: 'POST', body: form }, 200)).json()) as {
      documents: { disposition: string }[];
    };
    if (documents[0]?.disposition !== 'processed')
      throw new Foreseen(`A form was answered ${JSON.stringify(documents)}`);
  },
  pieces: async (send, content, name) => {
    const tus = { 'tus-resumable': '1.0.0' };
    const metadata = { 'upload-length': String(content.length), 'upload-metadata': `filename ${btoa(name)}` };
    const begun = await send('/document-uploads', { method: 'POST', headers: { ...tus, ...metadata } }, 201);
    await begun.text();
    let last: Response = begun;
    for (let at = 0; at < content.length; at += PIECE_BYTES)
      last = await send(
        begun.headers.get('location')!,
        {
          method: 'PATCH',
          headers: { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(at) },
          body: new Uint8Array(content.subarray(at, at + PIECE_BYTES)),
        },
        204,
      );
    if (!last.headers.get('document-id')) throw new Foreseen('An upload in pieces became no document.');
  },
};

const AT_ONCE = 4;
const PER_MESSAGE = 3;
const FORM_BYTES = 29_900_000;
/** An e-mail has a third more than what is attached to it. */
const MAIL_BYTES = 21_600_000;

const megabytes = (pid: number, what: 'VmHWM' | 'VmRSS'): number =>
  Math.round(Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);

/** As many messages of nearly 30 MB at once, as forms and as e-mails. */
const measureMemory = async (
  platform: LaunchedPlatform,
  importer: DemoAccount,
  send: Sender,
): Promise<DocumentFigures['memory']> => {
  const [unit] = await platform.ctl('status', 'account');
  if (!unit?.pid || !platform.demo.mail) throw new Foreseen('The account service has no process, or takes no e-mail.');
  const { pid } = unit;
  const idle = megabytes(pid, 'VmRSS');
  const files = (bytes: number) => Array.from({ length: PER_MESSAGE }, () => scan(Math.floor(bytes / PER_MESSAGE)));
  const inForm = async (): Promise<void> => {
    const form = new FormData();
    for (const [index, file] of files(FORM_BYTES).entries())
      form.append('file', new Blob([new Uint8Array(file)]), `at-once-${index}.pdf`);
    const { documents } = (await (await send('/document-forms', { method: 'POST', body: form }, 200)).json()) as {
      documents: { disposition: string }[];
    };
    if (documents.some(({ disposition }) => disposition !== 'processed'))
      throw new Foreseen(`A form was answered ${JSON.stringify(documents).slice(0, 300)}`);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, inForm));
  const forms = megabytes(pid, 'VmHWM');
  const { hostname: host, port } = new URL(platform.demo.mail);
  const transport = createTransport({
    host,
    port: Number(port),
    ignoreTLS: true,
    auth: { user: importer.id, pass: importer.apiKey },
  });
  const stored = async (): Promise<number> => {
    const { documents } = (await (await send('/documents?contains=mailed&limit=1000', {}, 200)).json()) as {
      documents: unknown[];
    };
    return documents.length;
  };
  const byMail = (_: unknown, mail: number): Promise<unknown> =>
    transport.sendMail({
      ...{ from: 'bench@portway.example', to: 'documents@localhost', subject: 'bench' },
      attachments: files(MAIL_BYTES).map((content, index) => ({ filename: `mailed-${mail}-${index}.pdf`, content })),
    });
  await Promise.all(Array.from({ length: AT_ONCE }, byMail));
  const deadline = performance.now() + MAIL_WITHIN_MS;
  while ((await stored()) < AT_ONCE * PER_MESSAGE) {
    if (performance.now() > deadline)
      throw new Foreseen(`Of ${AT_ONCE * PER_MESSAGE} attachments ${await stored()} became documents.`);
    await pause(250);
  }
  return { idle, forms, mails: megabytes(pid, 'VmHWM'), atOnce: AT_ONCE, bytes: FORM_BYTES };
};

/** A document is handed in over HTTP, looked into, sealed, stored and on record when the answer comes. */
export const measureDocuments = async (servers: Servers, say: (line: string) => void): Promise<DocumentFigures> => {
  const { platform } = await startPortway(servers);
  const importer = platform.demo.accounts.find(({ role }) => role === 'importer');
  const { account } = platform.urls;
  if (!importer || !account) throw new Foreseen('The demo has no importer.');
  const send: Sender = async (path, { headers, ...request }, status) => {
    const answer = await fetch(`${account}${path}`, {
      ...request,
      headers: { authorization: `Bearer ${importer.apiKey}`, ...(headers as Record<string, string>) },
    });
    if (answer.status !== status)
      throw new Foreseen(`A document was answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
    return answer;
  };
  const took: Record<Way, number[]> = { 'one request': [], form: [], pieces: [] };
  const plain: number[] = [];
  say(`handing in ${ROUNDS} documents of ${BYTES} bytes by each of ${WAYS.join(', ')}, one after the other`);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const way of WAYS) {
      const content = scan(BYTES);
      plain.push(plainly(content, join(servers.folder, `plain-${round}`)));
      const began = performance.now();
      await HAND_IN[way](send, content, `scan-${round}.pdf`);
      took[way].push(performance.now() - began);
    }
  const figures = (way: Way) => ({ receivedMs: middle(took[way]), longestMs: Math.max(...took[way]) });
  return {
    bytes: BYTES,
    rounds: ROUNDS,
    ways: { 'one request': figures('one request'), form: figures('form'), pieces: figures('pieces') },
    memory: await measureMemory(platform, importer, send),
    plainMs: middle(plain),
  };
};
