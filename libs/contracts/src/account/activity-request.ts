import { Type } from '@sinclair/typebox';
import { exampleOrigin } from '../examples';
import { type AnswerOf, requestContract } from '../request';
import { Instant, Nullable, Uuid } from '../shapes';

const Sequence = Type.Integer({ minimum: 0 });
const Text = Nullable(Type.String());

/** An account's activity log, oldest first. `next` is the `after` of the following page, null when there is no more at this moment. */
export const ActivityRequest = requestContract({
  name: 'account.activity',
  version: 1,
  owner: 'account',
  describes: 'Entries of the activity log of an account, oldest first, each chained to the one before',
  method: 'GET',
  path: '/operations/accounts/:accountId/activity',
  query: Type.Object({
    after: Type.Optional(Sequence),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
  }),
  answer: Type.Object({
    entries: Type.Array(
      Type.Object({
        accountId: Uuid,
        sequence: Sequence,
        occurredAt: Instant,
        recordedAt: Instant,
        kind: Type.String(),
        channel: Type.String(),
        transmissionId: Nullable(Uuid),
        mailboxId: Nullable(Type.Integer()),
        filingId: Nullable(Uuid),
        itemKind: Text,
        subject: Text,
        outcome: Text,
        disposition: Type.String(),
        summary: Type.String(),
        person: Type.Optional(Type.String()),
        port: Type.Optional(Type.String()),
        center: Type.Optional(Type.String()),
        previousHash: Type.String(),
        hash: Type.String(),
        removedAt: Type.Optional(
          Type.String({ ...Instant, description: 'When its content was removed by policy; only its hashes are left' }),
        ),
      }),
    ),
    next: Nullable(Sequence),
  }),
  example: {
    parameters: { accountId: exampleOrigin.accountId },
    query: { after: 0, limit: 100 },
    answer: {
      entries: [
        {
          accountId: exampleOrigin.accountId,
          sequence: 1,
          occurredAt: exampleOrigin.receivedAt,
          recordedAt: '2026-11-21T14:05:09.400Z',
          kind: 'transmission received',
          channel: 'abi',
          transmissionId: exampleOrigin.transmissionId,
          mailboxId: null,
          filingId: exampleOrigin.filingId,
          itemKind: 'cargo release',
          subject: 'entry:B76-03245278',
          outcome: null,
          disposition: 'accepted, being processed',
          summary: 'CATAIR SE batch with 1 cargo release',
          previousHash: '0'.repeat(64),
          hash: '5f0c'.repeat(16),
        },
      ],
      next: null,
    },
  },
});
export type ActivityPage = AnswerOf<typeof ActivityRequest>;
