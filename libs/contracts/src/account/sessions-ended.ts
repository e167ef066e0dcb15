import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { Instant, Uuid } from '../shapes';

/** A digest of an e-mail address in its normal form: enough to find the person again, not to write to. */
export const EmailDigest = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** A person signed out everywhere: no token that was issued before is good any more, at any service that takes tokens. */
export const SessionsEnded = contract({
  type: 'account.sessions-ended',
  version: 1,
  owner: 'account',
  describes: 'A person signed out everywhere, or was signed out',
  subject: 'the person',
  schema: Type.Object({
    personId: Uuid,
    /** SHA-256 in hex of the person's e-mail address in normal form. */
    emailDigest: EmailDigest,
    /** Tokens issued before this instant open nothing. */
    endedBefore: Instant,
  }),
  example: {
    personId: '8c1f0e52-6a4e-4c57-9d0b-3f1f0f2a7b11',
    emailDigest: '5f2c1a9c7d0f4f4f0a5b7b3f1d2e3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b',
    endedBefore: '2026-11-21T14:05:09.000Z',
  },
});
export type SessionsEnded = DataOf<typeof SessionsEnded>;
