/** Finds again, in a transmission that was kept, what was read in it before: by place, with no grammar. */
import { blockHeaderOf, envelopeOf, type BlockHeader, type Envelope } from './control';
import { RECORD_LENGTH } from './codec';
import { RecordWalker } from './records';
import type { RecordImage } from './transmission';

/**
 * The records in a part of a transmission, as `Transaction.records` had them. Nothing is judged: whatever stands there is cut into
 * its 80 columns.
 *
 * @param bytes from the first byte of the first record to the last of the last one
 * @param levels a digit for each record
 * @throws Error when there are not as many records as levels: then it is another part
 */
export function keptRecords(bytes: Buffer, levels: string): RecordImage[] {
  const walker = new RecordWalker(bytes);
  const records: RecordImage[] = [];
  while (walker.next()) {
    const image = walker.image().toUpperCase();
    const index = records.length;
    records.push({ recordId: recordIdIn(image), image, index, level: Number(levels[index]) });
  }
  if (records.length !== levels.length)
    throw new Error(`${records.length} records stand where ${levels.length} were read`);
  return records;
}

/** The A record at the beginning of `bytes`. */
export const keptEnvelope = (bytes: Buffer): Envelope => envelopeOf(firstRecord(bytes));

/** The B record at the beginning of `bytes`. */
export const keptBlockHeader = (bytes: Buffer): BlockHeader => blockHeaderOf(firstRecord(bytes));

function firstRecord(bytes: Buffer): string {
  const walker = new RecordWalker(bytes.subarray(0, RECORD_LENGTH));
  walker.next();
  return walker.image();
}

/** Records of the entry summary have two digits for a name, all others four characters. */
function recordIdIn(image: string): string {
  return image.slice(0, /^\d/.test(image) ? 2 : 4).trimEnd();
}
