import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { Instant, Uuid } from '../shapes';

/** A digest of an e-mail address in its normal form: enough to find the person again, not to write to. */
export const EmailDigest = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** A person signed out everywhere, or ended one sign-in: no token of that which was issued before is good any more, at any service that takes tokens. */
export const SessionsEnded = contract({
  type: 'account.sessions-ended',
  version: 1,
  owner: 'account',
  describes: 'A person signed out everywhere, or was signed out, or ended one sign-in',
  subject: 'the person',
  schema: Type.Object({
    personId: Uuid,
    /** SHA-256 in hex of the person's e-mail address in normal form; where one sign-in ended, the digest of that, by which its tokens name it. */
    emailDigest: EmailDigest,
    /** Whether one sign-in ended, and not all. A service that does not know it keeps a digest that is nobody's. */
    ofOneSignIn: Type.Optional(Type.Boolean()),
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
