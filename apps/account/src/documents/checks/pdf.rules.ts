import { inflateSync } from 'node:zlib';
import { ok, refused, type Result } from '#kernel';
import type { DocumentFault, DocumentFaultCode } from './document-faults.table';
import { endsLikeZip } from './zip.rules';

const TAIL_BYTES = 1_024;
const MOST_OBJECT_STREAMS = 20_000;

/** A name as PDF lets it be written: each character as itself or as # and two hex digits (ISO 32000-1, 7.3.5). */
const named = (name: string): string =>
  [...name]
    .map(
      (character) =>
        `(?:${character}|#${character
          .charCodeAt(0)
          .toString(16)
          .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)})`,
    )
    .join('');

const names = (...all: string[]): RegExp => new RegExp(`/(?:${all.map(named).join('|')})(?![A-Za-z0-9#_])`);

/** Names that no harmless image needs. They are looked for in all bytes, and in the objects that are packed into streams. */
const FORBIDDEN: readonly { readonly code: DocumentFaultCode; readonly found: string; readonly names: RegExp }[] = [
  { code: 'DOC09', found: 'an encryption dictionary', names: names('Encrypt') },
  { code: 'DOC10', found: 'JavaScript', names: names('JavaScript', 'Rendition', 'XFA') },
  { code: 'DOC11', found: 'a launch action', names: names('Launch') },
  {
    code: 'DOC12',
    found: 'an embedded file or rich media',
    names: names('EmbeddedFile', 'EmbeddedFiles', 'RichMedia', 'GoToE'),
  },
];

const OBJECT_STREAM = names('ObjStm');
/** Some readers take a stream for one of objects that only says where its first object is. */
const FIRST_OBJECT = names('First');
const FLATE = names('FlateDecode', 'Fl');
const OTHERWISE_PACKED = names(
  ...['ASCIIHexDecode', 'AHx', 'ASCII85Decode', 'A85', 'LZWDecode', 'LZW', 'RunLengthDecode', 'RL', 'Crypt'],
  ...['DecodeParms', 'DP'],
);

const forbiddenIn = (text: string): DocumentFault | null => {
  const first = FORBIDDEN.find(({ names: wanted }) => wanted.test(text));
  return first ? { code: first.code, found: first.found } : null;
};

/** Whether a PDF file may be kept. @param mostBytes of objects, unpacked */
export const checkedPdf = (bytes: Buffer, mostBytes: number): Result<{ readonly kind: 'PDF' }, DocumentFault> => {
  const text = bytes.toString('latin1');
  const tail = text.slice(-TAIL_BYTES);
  const end = tail.lastIndexOf('%%EOF');
  if (end < 0) return refused({ code: 'DOC06', found: 'its end mark %%EOF is missing' });
  if (/[^\s\0]/.test(tail.slice(end + '%%EOF'.length)))
    return refused({ code: 'DOC08', found: 'something behind the end mark %%EOF' });
  if (endsLikeZip(bytes)) return refused({ code: 'DOC08', found: 'a packed archive' });
  if (!/startxref\s+\d+/.test(tail)) return refused({ code: 'DOC07', found: 'no place of its cross-reference table' });
  const plainly = forbiddenIn(text);
  if (plainly) return refused(plainly);

  let [from, left, streams] = [0, mostBytes, 0];
  for (const { index, 0: keyword } of text.matchAll(/stream(?:\r\n|\n|\r)/g)) {
    const before = text.slice(from, index);
    from = index + keyword.length;
    if (!OBJECT_STREAM.test(before) && !FIRST_OBJECT.test(before.slice(before.lastIndexOf('endobj') + 1))) continue;
    streams += 1;
    if (OTHERWISE_PACKED.test(before) || streams > MOST_OBJECT_STREAMS)
      return refused({ code: 'DOC13', found: 'objects that are packed in an unusual way' });
    const objects = objectsIn(bytes.subarray(from), left);
    if (objects === 'too much') return refused({ code: 'DOC16', found: `more than ${mostBytes} bytes of objects` });
    // What is not packed was looked at with all other bytes.
    if (objects === 'not packed') {
      if (FLATE.test(before)) return refused({ code: 'DOC13', found: 'objects that cannot be unpacked' });
      continue;
    }
    left -= objects.length;
    const hidden = forbiddenIn(objects.toString('latin1'));
    if (hidden) return refused({ ...hidden, found: `${hidden.found}, in an object stream` });
  }
  return ok({ kind: 'PDF' });
};

/** What is packed from here on, to the end that it has in itself: what stands around it may lie about that. */
const objectsIn = (packed: Buffer, mostBytes: number): Buffer | 'not packed' | 'too much' => {
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(mostBytes, 1) });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too much' : 'not packed';
  }
};
