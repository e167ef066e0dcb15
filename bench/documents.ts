import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Foreseen } from '../tools/infrastructure/failure';
import { startPortway, type Servers } from './servers';

const BYTES = 10_000_000;
const ROUNDS = 7;

export interface DocumentFigures {
  readonly bytes: number;
  readonly rounds: number;
  /** Milliseconds from the request to the answer: the middle one and the longest. */
  readonly receivedMs: number;
  readonly longestMs: number;
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

/** A document is handed in over HTTP, looked into, sealed, stored and on record when the answer comes. */
export const measureDocuments = async (servers: Servers, say: (line: string) => void): Promise<DocumentFigures> => {
  const { platform } = await startPortway(servers);
  const importer = platform.demo.accounts.find(({ role }) => role === 'importer');
  if (!importer || !platform.urls.account) throw new Foreseen('The demo has no importer.');
  const [received, plain]: [number[], number[]] = [[], []];
  say(`handing in ${ROUNDS} documents of ${BYTES} bytes, one after the other`);
  for (let round = 0; round < ROUNDS; round += 1) {
    const content = scan(BYTES);
    plain.push(plainly(content, join(servers.folder, `plain-${round}`)));
    const began = performance.now();
    const answer = await fetch(`${platform.urls.account}/documents?name=scan-${round}.pdf`, {
      method: 'POST',
      headers: { authorization: `Bearer ${importer.apiKey}`, 'content-type': 'application/pdf' },
      body: new Uint8Array(content),
    });
    const text = await answer.text();
    if (answer.status !== 201) throw new Foreseen(`A document was answered ${answer.status}: ${text.slice(0, 300)}`);
    received.push(performance.now() - began);
  }
  return {
    bytes: BYTES,
    rounds: ROUNDS,
    receivedMs: middle(received),
    longestMs: Math.max(...received),
    plainMs: middle(plain),
  };
};
