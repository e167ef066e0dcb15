import type { FileHandle } from 'node:fs/promises';
import type { Channel, FilingKind } from '#contracts';
import type { Account } from '../account/account';

/** The account as it was when the transmission came, without anything secret: what it may file is part of the messages. */
export interface AccountRecord {
  readonly account: Omit<Account, 'abi'> & { readonly abi: { readonly site: string; readonly id: string } | null };
}

/** A transmission that was accepted. Its body follows; a repeat has none. */
export interface TransmissionRecord {
  readonly id: string;
  readonly accountId: string;
  readonly channel: Channel;
  readonly format: string;
  readonly key: string | null;
  readonly contentHash: string;
  readonly receivedAt: string;
  readonly correlationId: string;
  readonly envelope: unknown;
  readonly filings: number;
  /** The transmission that it is a repeat of. */
  readonly of?: string;
  /** Kinds of its filings that were answered at once with "not processed, resend": they went nowhere. */
  readonly notTaken?: readonly FilingKind[];
}

export type CopyRecord = AccountRecord | TransmissionRecord;

export const isAccount = (record: CopyRecord): record is AccountRecord => 'account' in record;

const PREFIX_BYTES = 8;
const WINDOW_BYTES = 256 * 1024;
/** No head is longer; what says so is no record. */
const LONGEST_HEAD = 1024 * 1024;

/** Bytes of the head, bytes of the body (unsigned, 32 bits, the high byte first), the head as JSON in UTF-8, the body as it is. */
export const encode = (record: CopyRecord, body: Buffer = Buffer.alloc(0)): Buffer[] => {
  const head = Buffer.from(JSON.stringify(record));
  const prefix = Buffer.allocUnsafe(PREFIX_BYTES);
  prefix.writeUInt32BE(head.length, 0);
  prefix.writeUInt32BE(body.length, 4);
  return body.length === 0 ? [prefix, head] : [prefix, head, body];
};

export interface PlacedRecord {
  readonly record: CopyRecord;
  /** Where its body is in the file. */
  readonly bodyAt: number;
  readonly bodyBytes: number;
}

/** Reads a file at any place, a window at a time. */
class Window {
  private held = Buffer.alloc(0);
  private from = 0;

  constructor(private readonly file: FileHandle) {}

  /** Fewer bytes where the file ends. */
  async read(at: number, bytes: number): Promise<Buffer> {
    if (at < this.from || at + bytes > this.from + this.held.length) {
      const buffer = Buffer.allocUnsafe(Math.max(bytes, WINDOW_BYTES));
      let got = 0;
      for (let more = 1; more > 0 && got < bytes; got += more)
        ({ bytesRead: more } = await this.file.read(buffer, got, buffer.length - got, at + got));
      this.held = buffer.subarray(0, got);
      this.from = at;
    }
    return this.held.subarray(at - this.from, at - this.from + bytes);
  }
}

/** All records of a file in the order written, without their bodies. It ends before a record that was not written to its end. */
export async function* recordsOf(file: FileHandle): AsyncGenerator<PlacedRecord> {
  const { size } = await file.stat();
  const window = new Window(file);
  for (let at = 0; at + PREFIX_BYTES <= size; ) {
    const prefix = await window.read(at, PREFIX_BYTES);
    const [headBytes, bodyBytes] = [prefix.readUInt32BE(0), prefix.readUInt32BE(4)];
    const bodyAt = at + PREFIX_BYTES + headBytes;
    if (headBytes > LONGEST_HEAD || bodyAt + bodyBytes > size) return;
    const head = await window.read(at + PREFIX_BYTES, headBytes);
    yield { record: JSON.parse(head.toString('utf8')) as CopyRecord, bodyAt, bodyBytes };
    at = bodyAt + bodyBytes;
  }
}

export const bodyOf = async (file: FileHandle, { bodyAt, bodyBytes }: PlacedRecord): Promise<Buffer> => {
  const body = Buffer.alloc(bodyBytes);
  for (let got = 0; got < bodyBytes; ) {
    const { bytesRead } = await file.read(body, got, bodyBytes - got, bodyAt + got);
    if (bytesRead === 0) throw new Error('the copy of the journal ends within a body');
    got += bytesRead;
  }
  return body;
};
