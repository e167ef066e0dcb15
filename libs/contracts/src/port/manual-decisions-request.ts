import { Type } from '@sinclair/typebox';
import { type AnswerOf, requestContract } from '../request';
import { ManualDecisionMade } from './manual-decision-made';

/**
 * What was decided on paper, oldest first. What is committed later has a higher sequence than all that was ever shown, so no page skips a
 * decision. Each decision is judged by the contract of its message, so that one that cannot be read keeps no other from being known.
 */
export const ManualDecisionsRequest = requestContract({
  name: 'port.manual-decisions',
  version: 1,
  owner: 'port',
  describes: 'Manual decisions after a sequence number, oldest first and without those of drills',
  method: 'GET',
  path: '/operations/manual-decisions',
  query: Type.Object({
    after: Type.Optional(Type.Integer({ minimum: 0 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
  }),
  answer: Type.Object({
    decisions: Type.Array(
      Type.Object({
        sequence: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
        decision: Type.Unknown({ description: 'As in the message port.manual-decision-made' }),
      }),
    ),
  }),
  example: {
    parameters: {},
    query: { after: 0, limit: 500 },
    answer: { decisions: [{ sequence: 17, decision: ManualDecisionMade.example }] },
  },
});
export type ManualDecisionsPage = AnswerOf<typeof ManualDecisionsRequest>;
