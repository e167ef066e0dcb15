import { abiSent } from '../formats/abi/abi-sent';
import { readAbi } from '../formats/abi/abi-reading';
import type { AbiEnvelope } from '../formats/abi/abi-transmission';
import { readX12 } from '../formats/x12/manifest-reading';
import { keptParts, sentManifest } from '../formats/x12/x12-sent';

/**
 * What answers need of filings that came before it was kept with them (0.5.0 and earlier), in the order sent: by reading the body with the
 * grammar of today, as those releases did.
 *
 * @throws Error when the grammar of today finds other filings: an answer is for a person to see then, and never for another filing
 *
 * It may go with the release after next, and at once where this counts nothing:
 * `SELECT count(*) FROM filing WHERE sent IS NULL AND channel <> 'json' AND transmission_id IN (SELECT id FROM transmission WHERE unanswered > 0)`.
 */
export const sentBeforeKept = async (
  channel: 'abi' | 'x12',
  body: Buffer,
  envelope: unknown,
  filings: number,
): Promise<object[]> => {
  const sent = channel === 'x12' ? await sentInX12(body) : await sentInAbi(body, envelope);
  if (sent.length !== filings)
    throw new Error(`${filings} filings came, and read again by this release there are ${sent.length}`);
  return sent;
};

const sentInX12 = async (body: Buffer): Promise<object[]> =>
  (await readX12(body)).manifests.flatMap((each, n) => keptParts(sentManifest(each), n));

const sentInAbi = async (body: Buffer, envelope: unknown): Promise<object[]> => {
  const { refused } = envelope as AbiEnvelope;
  const accepted = (await readAbi(body)).batches.filter(({ position }) => !refused.includes(position));
  return accepted.flatMap((batch) => Array.from(batch.transactions(), (each) => abiSent(batch, each)));
};
