import { StringDecoder } from 'node:string_decoder';
import { setImmediate as breathe } from 'node:timers/promises';
import { type PlainFault, plainFault } from './faults';

/** The four separators an ISA header declares (ASC X12.5). `repetition` is absent in releases before 00402. */
export interface Separators {
  element: string;
  segment: string;
  component: string;
  repetition?: string;
}

/**
 * One segment as received. `elements[0]` is the segment id, `elements[5]` is element 05; an element left out is `''` or
 * beyond the end. `position` counts from 1: within the transmission as tokenized, within the transaction set (ST is 1)
 * once read by an interchange reader.
 */
export interface Segment {
  id: string;
  elements: readonly string[];
  position: number;
  /** The segment holds control characters or bytes that are not UTF-8. */
  unclean?: boolean;
}

export type X12Source = string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

const ISA_LENGTH = 106;
const ISA_SEPARATOR_POSITIONS = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];
const ALPHANUMERIC = /[0-9A-Za-z]/;
const LINE_ENDS = /[\r\n]+/g;
const UNCLEAN = /[\u0000-\u001f\u007f\ufffd]/;
/** Longest segment taken, in characters. The longest lawful 309 segment is well under 2,000. */
export const LONGEST_SEGMENT = 8192;
/** Bytes or characters handled between two breaths of the event loop. */
const SLICE = 64 * 1024;

function isPadding(code: number): boolean {
  return code === 10 || code === 13 || code === 32 || code === 9 || code === 0 || code === 0xfeff;
}

/**
 * Push chunks, pull segments. The separators come from the fixed 106-character ISA (characters 3, 104 and 105). Line
 * ends after a terminator and a byte order mark are passed over. A line end within ISA says that the whole file is broken into
 * lines, at 80 columns or another width: then none of its line ends is content. Nothing throws: what cannot be read is in
 * `fault`, and no segment follows it.
 */
export class Tokenizer {
  separators?: Separators;
  fault?: PlainFault;
  private decoder?: StringDecoder;
  private rest = '';
  private from = 0;
  private searched = 0;
  private count = 0;
  private wrapped = false;

  push(chunk: string | Uint8Array): void {
    const read = typeof chunk === 'string' ? chunk : this.decode(chunk);
    const text = this.wrapped ? read.replace(LINE_ENDS, '') : read;
    this.rest = this.from === 0 ? this.rest + text : this.rest.slice(this.from) + text;
    this.searched -= this.from;
    this.from = 0;
  }

  next(): Segment | undefined {
    if (this.fault || (!this.separators && !this.readSeparators())) return undefined;
    const { element, segment } = this.separators!;
    for (;;) {
      this.skipPadding(segment);
      const end = this.rest.indexOf(segment, Math.max(this.from, this.searched));
      const length = (end < 0 ? this.rest.length : end) - this.from;
      if (length > LONGEST_SEGMENT) {
        this.fault = plainFault('segment-too-long', {
          position: this.count + 1,
          segmentId: this.rest.slice(this.from, this.from + 3),
        });
        return undefined;
      }
      if (end < 0) {
        this.searched = this.rest.length;
        return undefined;
      }
      const text = this.rest.slice(this.from, end);
      this.from = end + 1;
      // A terminator doubled by the sender's translator is no segment.
      if (text === '') continue;
      const elements = text.split(element);
      const read: Segment = { id: elements[0] ?? '', elements, position: ++this.count };
      if (UNCLEAN.test(text)) read.unclean = true;
      return read;
    }
  }

  /** Says that no more input comes; an unfinished header or segment becomes the fault. */
  end(): void {
    if (this.decoder) this.rest += this.decoder.end();
    if (this.fault) return;
    if (!this.separators) {
      this.fault = plainFault(this.rest.slice(this.from).startsWith('ISA') ? 'header-truncated' : 'no-isa', {});
      return;
    }
    this.skipPadding(this.separators.segment);
    if (this.from < this.rest.length) {
      this.fault = plainFault('last-segment-unterminated', {
        position: this.count + 1,
        segmentId: this.rest.slice(this.from, this.from + 3),
      });
    }
  }

  private decode(chunk: Uint8Array): string {
    this.decoder ??= new StringDecoder('utf8');
    return this.decoder.write(
      Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength),
    );
  }

  private skipPadding(terminator?: string): void {
    const terminatorCode = terminator?.charCodeAt(0);
    while (this.from < this.rest.length) {
      const code = this.rest.charCodeAt(this.from);
      // A line feed may itself be the terminator; then an empty line is an empty segment, passed over all the same.
      if (!isPadding(code) && code !== terminatorCode) break;
      this.from++;
    }
  }

  private unwrap(): void {
    // Only what stands before the segment terminator: that may itself be a line end.
    if (this.rest.slice(this.from, this.from + ISA_LENGTH - 1).search(LINE_ENDS) < 0) return;
    this.wrapped = true;
    this.rest = this.rest.slice(this.from).replace(LINE_ENDS, '');
    this.from = 0;
    this.searched = 0;
  }

  private readSeparators(): boolean {
    this.skipPadding();
    this.unwrap();
    const available = this.rest.length - this.from;
    const start = this.rest.slice(this.from, this.from + ISA_LENGTH);
    if (!'ISA'.startsWith(start.slice(0, 3))) {
      this.fault = plainFault('no-isa', { position: 1 });
      return false;
    }
    if (available < ISA_LENGTH) return false;
    const [element, component, segment] = [start.charAt(3), start.charAt(104), start.charAt(105)];
    const declared = [element, component, segment];
    if (ISA_SEPARATOR_POSITIONS.some((at) => start[at] !== element)) {
      this.fault = plainFault('isa-not-fixed-length', { position: 1, segmentId: 'ISA' });
      return false;
    }
    // ISA11 is the standards id 'U' up to release 00401 and the repetition separator from 00402 on; some senders keep
    // the 'U' in later releases, and splitting data at every U would destroy it.
    const separator = start.charAt(82);
    const repetition =
      start.slice(84, 89) >= '00402' && !ALPHANUMERIC.test(separator) && separator !== ' ' ? separator : undefined;
    if (repetition !== undefined) declared.push(repetition);
    if (declared.some((s) => ALPHANUMERIC.test(s) || s === ' ') || new Set(declared).size < declared.length) {
      this.fault = plainFault('separators-unusable', { position: 1, segmentId: 'ISA' });
      return false;
    }
    this.separators = { element, component, segment, repetition };
    return true;
  }
}

function* pieces(chunk: string | Uint8Array): Generator<string | Uint8Array> {
  for (let at = 0; at < chunk.length; at += SLICE) {
    yield typeof chunk === 'string' ? chunk.slice(at, at + SLICE) : chunk.subarray(at, at + SLICE);
  }
}

function drain(tokenizer: Tokenizer): Segment[] {
  const slice: Segment[] = [];
  for (let segment = tokenizer.next(); segment; segment = tokenizer.next()) slice.push(segment);
  return slice;
}

/** The segments of a text in slices of about 64 KB; after the last, `tokenizer.fault` says what could not be read. */
export function* tokenizeText(text: string, tokenizer = new Tokenizer()): Generator<Segment[]> {
  for (const piece of pieces(text)) {
    tokenizer.push(piece);
    yield drain(tokenizer);
    if (tokenizer.fault) return;
  }
  tokenizer.end();
}

/** As `tokenizeText` over a stream (a `Readable` will do), letting other work run between two slices. */
export async function* tokenize(source: X12Source, tokenizer = new Tokenizer()): AsyncGenerator<Segment[]> {
  const chunks = typeof source === 'string' || source instanceof Uint8Array ? [source] : source;
  for await (const chunk of chunks) {
    for (const piece of pieces(chunk)) {
      tokenizer.push(piece);
      yield drain(tokenizer);
      if (tokenizer.fault) return;
      await breathe();
    }
  }
  tokenizer.end();
}
