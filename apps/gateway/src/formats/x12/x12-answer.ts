import { replyEnvelope } from '#x12';
import type { NewAnswer } from '../../filing/transmission';
import type { AnsweredFiling } from '../../filing/answered-filing';
import { manifestAnswer } from './manifest-answer';
import { fromParts, type X12Sent } from './x12-sent';
import { x12Answer, type X12Envelope } from './x12-transmission';

/** One 355 for each manifest of an interchange of which something went to the manifest module, from what was stored when it came. */
export const x12Answers = async (
  { header }: X12Envelope,
  filings: readonly AnsweredFiling[],
  controls: (count: number) => Promise<number[]>,
  at: string,
): Promise<(NewAnswer & { readonly filings: readonly AnsweredFiling[] })[]> => {
  const manifests = new Map<number, AnsweredFiling[]>();
  for (const filing of filings) {
    const { manifest } = filing.sent as X12Sent;
    const parts = manifests.get(manifest);
    if (parts) parts.push(filing);
    else manifests.set(manifest, [filing]);
  }
  const numbers = await controls(manifests.size);
  return [...manifests.values()].map((parts, n) => {
    const manifest = fromParts(parts.map(({ sent }) => sent as X12Sent));
    const own = { control: numbers[n]!, groupControl: numbers[n]!, at };
    const answer = x12Answer('355', manifestAnswer(manifest, parts, replyEnvelope(header, manifest.group, own)));
    return { ...answer, filings: parts };
  });
};
