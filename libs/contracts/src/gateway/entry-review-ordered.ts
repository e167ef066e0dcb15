import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { FilingOrigin, Nullable, OneOf } from '../shapes';
import { exampleOrigin } from '../examples';

export const ReviewDecision = OneOf(
  'exam ordered', 'exam completed', 'documents required', 'documents received',
  'correction accepted', 'correction refused', 'cancellation accepted', 'cancellation refused',
);

/** An officer decides on an entry: examination, documents, or a filer's request to correct or cancel. */
export const EntryReviewOrdered = contract({
  type: 'gateway.entry-review-ordered',
  version: 1,
  owner: 'gateway',
  describes: 'A CBP officer decided on an entry under review',
  subject: 'the entry: filer code and entry number',
  schema: Type.Object({
    origin: FilingOrigin,
    filerCode: Type.String(),
    entryNumber: Type.String(),
    decision: ReviewDecision,
    note: Nullable(Type.String()),
    officer: Type.String(),
    /** Ports of the officer's account; an order on anything at another port is rejected. */
    officerPorts: Type.Array(Type.String()),
  }),
  example: {
    origin: { ...exampleOrigin, channel: 'json' },
    filerCode: 'B76', entryNumber: '03245278', decision: 'exam completed', note: null, officer: 'Officer 2704-17', officerPorts: ['2704'],
  },
});
export type EntryReviewOrdered = DataOf<typeof EntryReviewOrdered>;
