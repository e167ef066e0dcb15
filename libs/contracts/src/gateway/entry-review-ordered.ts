import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { CustomsDate, FilingOrigin, Instant, Nullable, OneOf } from '../shapes';
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
  'cancellation announced',
  'cancellation called off',
  'exam overridden',
  'in-bond arrived',
  'quota accepted',
  'quota reserved',
  'quota rejected',
  'release date updated',
  'release date removed',
] as const;
const SUMMARY_DECISIONS = ['summary under review', 'summary review ended', 'summary rejected'] as const;

/** Decisions on the cargo release and on the entry summary of an entry. */
export const ReviewDecision = OneOf(...RELEASE_DECISIONS, ...SUMMARY_DECISIONS);
export type ReleaseDecision = (typeof RELEASE_DECISIONS)[number];
export type SummaryDecision = (typeof SUMMARY_DECISIONS)[number];
export const isSummaryDecision = (decision: ReleaseDecision | SummaryDecision): decision is SummaryDecision =>
  (SUMMARY_DECISIONS as readonly string[]).includes(decision);

/** Version 1 knew fewer decisions, and refused requests without a reason. */
const fromVersion1 = (order: { readonly decision: string }): object =>
  order.decision === 'correction refused' || order.decision === 'cancellation refused'
    ? { ...order, refusal: { reasonCode: '13', comments: ['NO REASON WAS NAMED, ASK THE PORT'] } }
    : order;

/** An officer decides on an entry: examination, documents, a filer's request to correct or cancel, or the review of its summary. */
export const EntryReviewOrdered = contract({
  type: 'gateway.entry-review-ordered',
  version: 2,
  lifts: { 1: fromVersion1 },
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
    /** Why a request is refused: a code of the guide (SO20 RSN), with words for the filer (SO20 CMT). */
    refusal: Type.Optional(Type.Object({ reasonCode: Type.String(), comments: Type.Array(Type.String()) })),
    /** The day that a release date becomes, or on which an in-bond movement arrived, by the clock of the port. */
    day: Type.Optional(CustomsDate),
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
