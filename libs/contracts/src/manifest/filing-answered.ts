import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { ANSWER_VERSIONS, FilingAnswerSchema } from '../filing-answered';

export const ManifestFilingAnswered = contract({
  type: 'manifest.filing-answered',
  ...ANSWER_VERSIONS,
  owner: 'manifest',
  describes: 'A manifest, arrival or hold was accepted or rejected',
  subject: 'the filing',
  schema: FilingAnswerSchema,
  example: {
    origin: { ...exampleOrigin, channel: 'x12' },
    kind: 'manifest',
    reference: 'MAEU 0417W',
    outcome: 'accepted',
    conditions: [],
    entrySummary: null,
  },
});
export type ManifestFilingAnswered = DataOf<typeof ManifestFilingAnswered>;
