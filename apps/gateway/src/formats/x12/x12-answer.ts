import { replyEnvelope } from '#x12';
import type { NewAnswer } from '../../filing/transmission';
import { partsOf } from './manifest.mapping';
import { readX12 } from './manifest-reading';
import { x12Answer, type X12Envelope } from './x12-transmission';
import type { AnsweredFiling, CompletedTransmission } from '../../filing/answered-filing';
import { manifestAnswer } from './manifest-answer';

/** One 355 for each manifest of an interchange of which something went to the manifest module. */
export const x12Answers = async (
  transmission: CompletedTransmission,
  controls: (count: number) => Promise<number[]>,
  at: string,
): Promise<NewAnswer[]> => {
  const { header } = transmission.envelope as X12Envelope;
  const shares = sharesOf(
    (await readX12(transmission.body)).manifests.map((manifest) => partsOf(manifest).length),
    transmission.filings,
  );
  const wanted = shares.map(
    (share) =>
      new Set(
        share.flatMap(({ conditions }) =>
          conditions.map(({ recordIndex }) => recordIndex).filter((index) => index !== null),
        ),
      ),
  );
  const { manifests } = await readX12(transmission.body, { wanted });
  const due = manifests.map((manifest, n) => ({ manifest, share: shares[n]! })).filter(({ share }) => share.length > 0);
  const numbers = await controls(due.length);
  return due.map(({ manifest, share }, n) =>
    x12Answer(
      '355',
      manifestAnswer(
        manifest,
        share,
        replyEnvelope(header, manifest.group, { control: numbers[n]!, groupControl: numbers[n]!, at }),
      ),
    ),
  );
};

/** Which filings belong to which manifest: in order, as many as it had parts. */
const sharesOf = (parts: readonly number[], filings: readonly AnsweredFiling[]): AnsweredFiling[][] => {
  let from = 0;
  return parts.map((count) => filings.slice(from, (from += count)));
};
