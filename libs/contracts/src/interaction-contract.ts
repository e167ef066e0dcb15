import { type Static, type TSchema, Type } from '@sinclair/typebox';
import type { Lifts } from '#kernel';
import { type Contract, contract, type ServiceName } from './contract';
import { exampleOrigin } from './examples';
import { Instant, Nullable, Uuid } from './shapes';

/** CBP looked at a record of an account. */
export const VIEWED = 'viewed by CBP';

const schemaOf = <K extends TSchema, C extends TSchema>(kind: K, channel: C) =>
  Type.Object({
    accountId: Uuid,
    kind,
    channel,
    transmissionId: Nullable(Uuid),
    mailboxId: Nullable(Type.Integer()),
    disposition: Type.String(),
    /** One line for a person. */
    summary: Type.String(),
    /** Who acted, by name. */
    person: Type.Optional(Type.String()),
    /** Port code and Center id of where it was done or what it was about. */
    port: Type.Optional(Type.String()),
    center: Type.Optional(Type.String()),
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
  });

/** One interaction between an account and the platform or CBP, for the account's permanent activity log: each service tells of its own. */
export const interactionContract = <N extends ServiceName, K extends TSchema, C extends TSchema>(definition: {
  readonly owner: N;
  readonly describes: string;
  readonly kind: K;
  readonly channel: C;
  readonly version?: number;
  readonly lifts?: Lifts;
  readonly example: Partial<Static<ReturnType<typeof schemaOf<K, C>>>>;
}): Contract<ReturnType<typeof schemaOf<K, C>>> => {
  const { owner, describes, kind, channel, version = 1, lifts = {}, example } = definition;
  return contract({
    type: `${owner}.interaction-recorded`,
    version,
    lifts,
    owner,
    describes,
    subject: 'the account',
    schema: schemaOf(kind, channel),
    example: {
      accountId: exampleOrigin.accountId,
      transmissionId: null,
      mailboxId: null,
      items: [],
      occurredAt: exampleOrigin.receivedAt,
      ...example,
    } as never,
  }) as never;
};
