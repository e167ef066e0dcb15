import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { Instant, Uuid } from '../shapes';

/** How far an account's activity log reaches, signed: kept by the gateway, where whoever changes the log cannot reach it. */
export const ActivityHeadSigned = contract({
  type: 'account.activity-head-signed',
  version: 1,
  owner: 'account',
  describes: "The end of an account's activity log was signed, so that nobody can change what is before it unnoticed",
  subject: 'the account',
  schema: Type.Object({
    accountId: Uuid,
    sequence: Type.Integer({ minimum: 1 }),
    hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    signedAt: Instant,
    keyId: Type.String({ pattern: '^[0-9a-f]{16}$' }),
    /** Ed25519 in base64: see `headText`. */
    signature: Type.String({ pattern: '^[A-Za-z0-9+/]{86}==$' }),
    /** Whether the partner finds it in the mailbox too: once a day, where something else than such a notice happened. */
    notice: Type.Boolean(),
  }),
  example: {
    accountId: exampleOrigin.accountId,
    sequence: 571,
    hash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    signedAt: '2026-11-21T14:05:10.000Z',
    keyId: '0123456789abcdef',
    signature: `${'A'.repeat(86)}==`,
    notice: true,
  },
});
export type ActivityHeadSigned = DataOf<typeof ActivityHeadSigned>;
