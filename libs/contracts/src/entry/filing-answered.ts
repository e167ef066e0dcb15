import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { ANSWER_VERSIONS, FilingAnswerSchema } from '../filing-answered';

export const EntryFilingAnswered = contract({
  type: 'entry.filing-answered',
  ...ANSWER_VERSIONS,
  owner: 'entry',
  describes: 'A cargo release, entry summary or review order was accepted or rejected',
  subject: 'the entry: filer code and entry number',
  schema: FilingAnswerSchema,
  example: {
    origin: exampleOrigin,
    kind: 'cargo release',
    reference: 'B76-0324527-8',
    outcome: 'accepted',
    conditions: [],
    entrySummary: null,
  },
});
export type EntryFilingAnswered = DataOf<typeof EntryFilingAnswered>;
