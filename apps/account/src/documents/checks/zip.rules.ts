import { crc32, inflateRawSync } from 'node:zlib';
import { ok, refused, type Result } from '#kernel';
import type { DocumentFault } from './document-faults.table';

/** How much a packed document may unpack to. */
export interface ZipLimits {
  readonly bytes: number;
  /** Unpacked to packed bytes of one part. */
  readonly ratio: number;
  readonly parts: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
/** Below this a high ratio harms nobody: empty sheets pack to almost nothing. */
const SMALL_PART = 64 * 1024;
const ENCRYPTED = 0x1;
const STORED = 0;
const DEFLATED = 8;

const damaged = (found: string): Result<never, DocumentFault> => refused({ code: 'DOC07', found });

/** Where the directory of a ZIP archive ends that reaches just to the end of these bytes; -1 where there is none. */
const endOfZip = (bytes: Buffer): number => {
  for (let at = bytes.length - END_BYTES; at >= Math.max(0, bytes.length - END_BYTES - LONGEST_COMMENT); at -= 1)
    if (bytes.readUInt32LE(at) === END && at + END_BYTES + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  return -1;
};

/** Whether some reader may take the end of these bytes for that of an archive: many let anything stand behind it. */
export const endsLikeZip = (bytes: Buffer): boolean =>
  bytes.subarray(-(END_BYTES + LONGEST_COMMENT)).includes(Buffer.from('PK\x05\x06', 'latin1'));

/**
 * The parts of an archive, unpacked. It must be what every reader takes it for: the directory covers the whole file, and each part is what
 * the directory says of it.
 */
export const unpacked = (bytes: Buffer, limits: ZipLimits): Result<Map<string, Buffer>, DocumentFault> => {
  const end = endOfZip(bytes);
  if (end < 0) return refused({ code: 'DOC06', found: 'the directory of its parts is missing' });
  const [count, size, start] = [
    bytes.readUInt16LE(end + 10),
    bytes.readUInt32LE(end + 12),
    bytes.readUInt32LE(end + 16),
  ];
  if (bytes.readUInt16LE(end + 4) !== 0 || count === 0xffff || start === 0xffffffff)
    return damaged('it is packed in several volumes or in 64-bit form');
  if (start + size !== end) return refused({ code: 'DOC08', found: 'bytes that belong to no part' });
  if (count > limits.parts)
    return refused({ code: 'DOC16', found: `${count} parts; at most ${limits.parts} are read` });

  const parts = new Map<string, Buffer>();
  const places: { from: number; to: number }[] = [];
  let [at, total] = [start, 0];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) return damaged('the directory of its parts is broken');
    const [flags, method, crc, packed, plain] = [
      bytes.readUInt16LE(at + 8),
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 16),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 24),
    ];
    const nameBytes = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameBytes);
    at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (flags & ENCRYPTED) return refused({ code: 'DOC09', found: `${name} has a password` });
    if (method !== STORED && method !== DEFLATED) return damaged(`${name} is packed in an unusual way`);
    if (/^[\\/]|\.\.|\0/.test(name) || parts.has(name.toLowerCase()))
      return damaged(`the part ${JSON.stringify(name)}`);
    if (local + 30 > start || bytes.readUInt32LE(local) !== LOCAL) return damaged(`${name} is not where it should be`);
    const localName = bytes.readUInt16LE(local + 26);
    const from = local + 30 + localName + bytes.readUInt16LE(local + 28);
    if (bytes.toString('utf8', local + 30, local + 30 + localName) !== name || from + packed > start)
      return damaged(`${name} has two names or two sizes`);
    places.push({ from: local, to: from + packed });
    total += plain;
    if (total > limits.bytes) return refused({ code: 'DOC16', found: `more than ${limits.bytes} bytes when unpacked` });
    if (plain > SMALL_PART && plain > packed * limits.ratio)
      return refused({ code: 'DOC16', found: `${name} unpacks to more than ${limits.ratio} times its size` });
    const content = contentOf(bytes.subarray(from, from + packed), method, plain);
    if (!content || crc32(content) !== crc) return damaged(`${name} is not what the directory says of it`);
    parts.set(name.toLowerCase(), content);
  }
  if (at !== end) return damaged('the directory of its parts is broken');
  return gapless(places) ? ok(parts) : refused({ code: 'DOC08', found: 'bytes that belong to no part' });
};

/** A part's content, never more than was announced; null when it is other. */
const contentOf = (packed: Buffer, method: number, plain: number): Buffer | null => {
  if (method === STORED) return packed.length === plain ? packed : null;
  try {
    const content = inflateRawSync(packed, { maxOutputLength: Math.max(plain, 1) });
    return content.length === plain ? content : null;
  } catch {
    return null;
  }
};

/** Behind a part its sizes may stand once more (16 bytes); parts that overlap unpack to more than there is. */
const SIZES_AGAIN = 16;
const gapless = (places: { from: number; to: number }[]): boolean => {
  const ordered = [...places].sort((a, b) => a.from - b.from);
  if (ordered[0]?.from !== 0) return false;
  return ordered.every(({ to }, index) => {
    const next = ordered[index + 1]?.from ?? to;
    return next >= to && next - to <= SIZES_AGAIN;
  });
};
