import { Type } from '@sinclair/typebox';
import { type AnswerOf, requestContract } from '../request';
import { Instant, OneOf } from '../shapes';
import { ManualDecisionMade } from '../port/manual-decision-made';

/**
 * A release on paper that is about to take effect: the owner of the electronic ones records it, or says that it was released already. The
 * same decision again is answered as the first time.
 */
export const ReleaseClaim = requestContract({
  name: 'entry.release-claim',
  version: 1,
  owner: 'entry',
  describes:
    'Claims a release on paper before the goods go, so that of a paper and an electronic release only one takes place',
  method: 'POST',
  path: '/operations/manual-decisions',
  body: ManualDecisionMade.schema,
  answer: Type.Object({
    result: OneOf('recorded', 'already released electronically'),
    releasedAt: Type.Union([Instant, Type.Null()], {
      description: 'Instant of the electronic release; null when the decision was recorded',
    }),
  }),
  example: {
    parameters: {},
    query: {},
    answer: { result: 'recorded', releasedAt: null },
  },
});
export type ClaimResult = AnswerOf<typeof ReleaseClaim>;
