import { Type } from '@sinclair/typebox';
import { exampleOrigin } from '../examples';
import { type AnswerOf, requestContract } from '../request';
import { Instant, Uuid } from '../shapes';

const Id = Type.Integer({ minimum: 0 });

/** A head that was heard, signed by who keeps the log. */
export const HeldHead = Type.Object({
  id: Id,
  accountId: Uuid,
  sequence: Type.Integer({ description: "Number of the log's last entry" }),
  hash: Type.String({ description: 'Hash of that entry' }),
  signedAt: Instant,
  keyId: Type.String(),
  signature: Type.String({ description: 'Ed25519, base64' }),
  heardAt: Instant,
});

/** The signed heads of an account's activity log, in the order in which they were heard. */
export const ActivityHeadsRequest = requestContract({
  name: 'gateway.activity-heads',
  version: 1,
  owner: 'gateway',
  describes: "How far an account's activity log reached, signed, in the order in which the gateway heard it",
  method: 'GET',
  path: '/operations/activity-heads/:accountId',
  query: Type.Object({
    after: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
  }),
  answer: Type.Object({
    heads: Type.Array(HeldHead),
    next: Type.Union([Id, Type.Null()], { description: 'The `after` of the next page; null at the end' }),
  }),
  example: {
    parameters: { accountId: exampleOrigin.accountId },
    query: { after: 0 },
    answer: {
      heads: [
        {
          id: 1,
          accountId: exampleOrigin.accountId,
          sequence: 204,
          hash: '5f0c'.repeat(16),
          signedAt: '2026-11-21T14:10:00.000Z',
          keyId: '9c1f20aa6d3e4b57',
          signature: `${'mZ8Q'.repeat(21)}mQ==`,
          heardAt: '2026-11-21T14:10:00.350Z',
        },
      ],
      next: null,
    },
  },
});
export type ActivityHeadsPage = AnswerOf<typeof ActivityHeadsRequest>;
