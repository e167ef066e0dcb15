import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { Instant, Nullable, OneOf, Uuid } from '../shapes';

/** What became of a suggestion; the gateway puts it into the mailbox of the account that made it. */
export const SuggestionAnswered = contract({
  type: 'account.suggestion-answered',
  version: 1,
  owner: 'account',
  describes: 'CBP decided on a suggestion of an account',
  subject: 'the suggestion, by its number',
  schema: Type.Object({
    accountId: Uuid,
    number: Type.String(),
    /** As it was suggested. */
    title: Type.String(),
    decision: OneOf('accepted', 'declined', 'deferred', 'merged'),
    /** The number of the suggestion that it was merged with. */
    mergedWith: Nullable(Type.String()),
    reason: Type.String(),
    decidedBy: Type.String(),
    decidedAt: Instant,
  }),
  example: {
    accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
    number: 'SG-26-000017',
    title: 'Statement dates of a month in one list',
    decision: 'accepted',
    mergedWith: null,
    reason: 'It comes with the next wave.',
    decidedBy: 'J. Rivera (CBP headquarters)',
    decidedAt: '2026-11-21T14:05:09.120Z',
  },
});
export type SuggestionAnswered = DataOf<typeof SuggestionAnswered>;
