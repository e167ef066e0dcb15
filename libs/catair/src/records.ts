/** Cuts a transmission into 80-column records without copying it. */
import { isAscii, isUtf8 } from 'node:buffer';
import { RECORD_LENGTH } from './codec';

/** Clients of ABI must be able to take messages of up to 100 MB (ABI requirements overview, p. REQ-4); no sender needs more. */
export const MAXIMUM_TRANSMISSION_BYTES = 100 * 1024 * 1024;

const LF = 10;
const CR = 13;
const SPACE = 32;
const TILDE = 126;
const DEL = 127;
/** Of the bytes of a character that has several; those behind it are below. */
const FIRST_OF_SEVERAL = 0xc0;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * One byte for each character, so that columns stay columns. Text of other alphabets is kept as DEL, which no record may hold:
 * it is reported as non-standard data at its column. A byte order mark at the start is dropped.
 */
export function bytesOf(input: string | Uint8Array): Buffer {
  if (typeof input !== 'string') {
    const buffer = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
    return isAscii(buffer) || !isUtf8(buffer) ? buffer : oneByteEach(buffer);
  }
  return Buffer.from(input.replace(/^\ufeff/, '').replace(/[^\x00-\x7f]/gu, '\x7f'), 'latin1');
}

/** Of UTF-8: a DEL for each character that is not ASCII. As bytes, because a text of 100 MB would be in memory four times. */
function oneByteEach(utf8: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(utf8.length);
  let length = 0;
  for (
    let at = utf8.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    at < utf8.length;
    at += 1
  ) {
    const byte = utf8[at]!;
    if (byte < 0x80) bytes[length++] = byte;
    else if (byte >= FIRST_OF_SEVERAL) bytes[length++] = DEL;
  }
  return bytes.subarray(0, length);
}

/**
 * Walks over the records of a transmission. On the wire records follow each other without separators; files kept by people end
 * each record with CR, LF or CRLF and often lack the trailing spaces. Both are read: a line end closes a record, blank lines are
 * skipped, a longer run is cut every 80 characters. What is left over at the end of such a run is `cut`: a record that lost its
 * tail, unless it is a text line of its own.
 */
export class RecordWalker {
  /** First byte of the current record and the byte after its last. */
  start: number;
  end: number;
  /** The record ended before column 80 without a line of its own. */
  cut = false;
  private lineStart: number;
  private nextLf = -1;
  private nextCr = -1;

  constructor(
    private readonly bytes: Buffer,
    from = 0,
  ) {
    this.start = from;
    this.end = from;
    this.lineStart = from;
  }

  /** Moves to the next record; false at the end of the transmission. */
  next(): boolean {
    const { bytes } = this;
    for (;;) {
      let at = this.end;
      while (at < bytes.length && (bytes[at] === LF || bytes[at] === CR)) {
        at += 1;
        this.lineStart = at;
      }
      if (at >= bytes.length) return false;
      const lineEnd = this.lineEndAfter(at);
      this.start = at;
      this.end = Math.min(at + RECORD_LENGTH, lineEnd);
      const short = this.end - at < RECORD_LENGTH;
      if (short && this.isBlank()) continue;
      this.cut = short && (at > this.lineStart || (lineEnd === bytes.length && this.isWire()));
      return true;
    }
  }

  /** Column (from 1) of the first character that no keyboard has; 0 when there is none. */
  strangeColumn(): number {
    for (let at = this.start; at < this.end; at += 1) {
      const byte = this.bytes[at]!;
      if (byte < SPACE || byte > TILDE) return at - this.start + 1;
    }
    return 0;
  }

  /** First column of `from`..`to` that holds no space; 0 when all do. */
  filledColumn(from: number, to: number): number {
    const last = Math.min(this.start + to, this.end);
    for (let at = this.start + from - 1; at < last; at += 1) {
      if (this.bytes[at] !== SPACE) return at - this.start + 1;
    }
    return 0;
  }

  /** The record as 80 characters, as sent. */
  image(): string {
    return this.bytes.toString('latin1', this.start, this.end).padEnd(RECORD_LENGTH);
  }

  private isBlank(): boolean {
    return this.filledColumn(1, RECORD_LENGTH) === 0;
  }

  /** No line end anywhere before the end of the input: the input is one run of records. */
  private isWire(): boolean {
    return this.lineStart === 0;
  }

  private lineEndAfter(at: number): number {
    if (this.nextLf < at) this.nextLf = this.find(LF, at);
    if (this.nextCr < at) this.nextCr = this.find(CR, at);
    return Math.min(this.nextLf, this.nextCr);
  }

  private find(byte: number, from: number): number {
    const at = this.bytes.indexOf(byte, from);
    return at < 0 ? this.bytes.length : at;
  }
}

/** The character code at `at`, folded to upper case; a space from `end` on. */
export function foldedByte(bytes: Buffer, at: number, end: number): number {
  if (at >= end) return SPACE;
  const byte = bytes[at]!;
  return byte >= 97 && byte <= 122 ? byte - 32 : byte;
}

const J = 74;

/**
 * Record identifiers as numbers, so that a million records need no million strings: two characters for the numeric records of
 * the entry summary and the J records of its query, four for all others.
 */
export function recordKey(bytes: Buffer, start: number, end: number): number {
  const first = foldedByte(bytes, start, end);
  const second = foldedByte(bytes, start + 1, end);
  // A name of one letter has a filler behind it.
  if (isDigit(first) || second === SPACE || (first === J && isDigit(second))) return (first << 8) | second;
  return (
    ((first << 24) | (second << 16) | (foldedByte(bytes, start + 2, end) << 8) | foldedByte(bytes, start + 3, end)) >>>
    0
  );
}

/** The key of a record identifier written as text. */
export function keyOf(recordId: string): number {
  const bytes = Buffer.from(recordId, 'latin1');
  return recordKey(bytes, 0, bytes.length);
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}
