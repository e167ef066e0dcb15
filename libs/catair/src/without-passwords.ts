import { bytesOf, foldedByte, RecordWalker } from './records';

const A = 65;
const SPACE = 32;
/** Columns 9-14 of an A record, counted from 0. */
const PASSWORD = { from: 8, to: 14 } as const;
const RECORDS_PER_TURN = 65_536;

/**
 * The transmission as it is read, one byte a character, with the password of every A record blanked, so that it can be kept. The
 * bytes given are changed: nothing of the password remains in memory either. What batches were read from them stays valid.
 */
export async function withoutPasswords(input: Uint8Array): Promise<Buffer> {
  const bytes = bytesOf(input);
  const walker = new RecordWalker(bytes);
  for (let records = 1; walker.next(); records += 1) {
    if (foldedByte(bytes, walker.start, walker.end) === A) {
      bytes.fill(
        SPACE,
        Math.min(walker.start + PASSWORD.from, walker.end),
        Math.min(walker.start + PASSWORD.to, walker.end),
      );
    }
    if (records % RECORDS_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return bytes;
}
