import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { Channel, Instant, Nullable, OneOf, Uuid } from '../shapes';
import { exampleOrigin } from '../examples';

/** One interaction between an account and the platform, for the account's permanent activity log. */
export const InteractionRecorded = contract({
  type: 'gateway.interaction-recorded',
  version: 1,
  owner: 'gateway',
  describes: "A partner sent something, or something was put in a partner's mailbox, acknowledged or delivered",
  subject: 'the account',
  schema: Type.Object({
    accountId: Uuid,
    kind: OneOf(
      'transmission received',
      'transmission repeated',
      'transmission rejected',
      'answer placed',
      'notification placed',
      'answer acknowledged',
      'webhook delivered',
      'webhook failed',
    ),
    channel: Channel,
    transmissionId: Nullable(Uuid),
    mailboxId: Nullable(Type.Integer()),
    disposition: Type.String(),
    /** One line for a person. */
    summary: Type.String(),
    /**
     * What it was about: one item a filing. Several interactions of the same kind may travel as one message; then each item
     * names its own transmission, mailbox entry and summary.
     */
    items: Type.Array(
      Type.Object({
        kind: Type.String(),
        subject: Type.String(),
        filingId: Nullable(Uuid),
        outcome: Nullable(Type.String()),
        transmissionId: Type.Optional(Nullable(Uuid)),
        mailboxId: Type.Optional(Nullable(Type.Integer())),
        summary: Type.Optional(Type.String()),
      }),
    ),
    occurredAt: Instant,
  }),
  example: {
    accountId: exampleOrigin.accountId,
    kind: 'transmission received',
    channel: 'abi',
    transmissionId: exampleOrigin.transmissionId,
    mailboxId: null,
    disposition: 'accepted, being processed',
    summary: 'CATAIR SE batch with 1 cargo release',
    items: [{ kind: 'cargo release', subject: 'entry:B76-03245278', filingId: exampleOrigin.filingId, outcome: null }],
    occurredAt: exampleOrigin.receivedAt,
  },
});
export type InteractionRecorded = DataOf<typeof InteractionRecorded>;
