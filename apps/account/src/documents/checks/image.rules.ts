import { crc32 } from 'node:zlib';
import { ok, refused, type Result } from '#kernel';
import type { DocumentFault } from './document-faults.table';

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

type Checked = Result<ImageSize, DocumentFault>;

const cutOff = (found: string): Checked => refused({ code: 'DOC06', found });
const broken = (found: string): Checked => refused({ code: 'DOC07', found });

/** Zeros at the end are harmless: some cameras fill up sectors. */
const ended = (bytes: Buffer, end: number, size: ImageSize | null): Checked => {
  if (!size || size.width === 0 || size.height === 0) return broken('an image without a size');
  return bytes.subarray(end).every((byte) => byte === 0)
    ? ok(size)
    : refused({ code: 'DOC08', found: `${bytes.length - end} bytes behind the end of the image` });
};

const PNG_START = 8;

/** PNG (W3C, third edition): chunks with checksums from IHDR to IEND. */
export const checkedPng = (bytes: Buffer): Checked => {
  let size: ImageSize | null = null;
  let hasPixels = false;
  for (let at = PNG_START; ; ) {
    if (at + 12 > bytes.length) return cutOff('the chunk IEND is missing');
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const end = at + 12 + length;
    if (end > bytes.length) return cutOff(`the chunk ${JSON.stringify(type)} is not complete`);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4))
      return broken(`the chunk ${JSON.stringify(type)} has a wrong checksum`);
    if (at === PNG_START) {
      if (type !== 'IHDR' || length !== 13) return broken('it does not begin with its header');
      size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
    }
    hasPixels ||= type === 'IDAT';
    if (type === 'IEND') return hasPixels ? ended(bytes, end, size) : broken('an image without pixels');
    at = end;
  }
};

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/** JPEG (ITU T.81, annex B): segments from SOI to EOI, scans between them. */
export const checkedJpeg = (bytes: Buffer): Checked => {
  let size: ImageSize | null = null;
  let hasScan = false;
  for (let at = 2; ; ) {
    if (at + 2 > bytes.length) return cutOff('its end mark is missing');
    if (bytes[at] !== 0xff) return broken('something between its segments');
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    at += 2;
    if (marker === 0xd9) return hasScan ? ended(bytes, at, size) : broken('an image without pixels');
    if (standsAlone(marker)) continue;
    if (at + 2 > bytes.length) return cutOff('a segment is not complete');
    const length = bytes.readUInt16BE(at);
    if (length < 2) return broken('a segment without a length');
    if (at + length > bytes.length) return cutOff('a segment is not complete');
    if (isFrame(marker) && length >= 8)
      size = { height: bytes.readUInt16BE(at + 3), width: bytes.readUInt16BE(at + 5) };
    at += length;
    if (marker !== 0xda) continue;
    hasScan = true;
    for (;;) {
      at = bytes.indexOf(0xff, at);
      if (at < 0 || at + 1 >= bytes.length) return cutOff('its end mark is missing');
      const next = bytes[at + 1]!;
      if (next !== 0x00 && !(next >= 0xd0 && next <= 0xd7)) break;
      at += 2;
    }
  }
};

const colours = (packed: number): number => (packed & 0x80 ? 3 * 2 ** ((packed & 0x07) + 1) : 0);

/** GIF (89a): blocks from the screen descriptor to the trailer. */
export const checkedGif = (bytes: Buffer): Checked => {
  if (bytes.length < 13) return cutOff('its header is not complete');
  const size = { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  let at = 13 + colours(bytes[10]!);
  let hasPixels = false;
  const pastBlocks = (from: number): number => {
    for (let block = from; block < bytes.length; block += 1 + bytes[block]!) if (bytes[block] === 0) return block + 1;
    return bytes.length + 1;
  };
  while (at < bytes.length) {
    const introducer = bytes[at];
    if (introducer === 0x3b) return hasPixels ? ended(bytes, at + 1, size) : broken('an image without pixels');
    if (introducer === 0x21) at = pastBlocks(at + 2);
    else if (introducer === 0x2c && at + 10 < bytes.length) {
      hasPixels = true;
      at = pastBlocks(at + 11 + colours(bytes[at + 9]!));
    } else if (introducer === 0x2c) break;
    else return broken('a block that is none of GIF');
  }
  return cutOff('its trailer is missing');
};
