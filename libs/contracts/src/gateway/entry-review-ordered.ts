import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { FilingOrigin, Instant, Nullable, OneOf } from '../shapes';
import { exampleOrigin } from '../examples';

const RELEASE_DECISIONS = [
  'exam ordered',
  'exam completed',
  'documents required',
  'documents received',
  'correction accepted',
  'correction refused',
  'cancellation accepted',
  'cancellation refused',
] as const;
const SUMMARY_DECISIONS = ['summary under review', 'summary review ended', 'summary rejected'] as const;

/** Decisions on the cargo release and on the entry summary of an entry. */
export const ReviewDecision = OneOf(...RELEASE_DECISIONS, ...SUMMARY_DECISIONS);
export type ReleaseDecision = (typeof RELEASE_DECISIONS)[number];
export type SummaryDecision = (typeof SUMMARY_DECISIONS)[number];
export const isSummaryDecision = (decision: ReleaseDecision | SummaryDecision): decision is SummaryDecision =>
  (SUMMARY_DECISIONS as readonly string[]).includes(decision);

/** An officer decides on an entry: examination, documents, a filer's request to correct or cancel, or the review of its summary. */
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
    /** Of an examination that is ordered or completed: where it is, when it began, and the hours that it took. */
    examination: Type.Optional(
      Type.Object({
        site: Nullable(Type.String()),
        begunAt: Nullable(Instant),
        hours: Nullable(Type.Number({ minimum: 0 })),
      }),
    ),
    officer: Type.String(),
    /** Ports of the officer's account; an order on anything at another port is rejected. */
    officerPorts: Type.Array(Type.String()),
  }),
  example: {
    origin: { ...exampleOrigin, channel: 'json' },
    filerCode: 'B76',
    entryNumber: '03245278',
    decision: 'exam completed',
    note: null,
    officer: 'Officer 2704-17',
    officerPorts: ['2704'],
  },
});
export type EntryReviewOrdered = DataOf<typeof EntryReviewOrdered>;
