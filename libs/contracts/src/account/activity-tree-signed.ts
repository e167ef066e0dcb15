import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { Instant } from '../shapes';

/** How far the tree over all activity logs reaches, signed: kept and published by the gateway, where whoever changes the logs cannot reach it. */
export const ActivityTreeSigned = contract({
  type: 'account.activity-tree-signed',
  version: 1,
  owner: 'account',
  describes:
    'The tree over the activity logs of all accounts was signed, so that nobody can change what is in it unnoticed',
  subject: 'the tree of activity logs',
  schema: Type.Object({
    size: Type.Integer({ minimum: 1 }),
    rootHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    signedAt: Instant,
    keyId: Type.String({ pattern: '^[0-9a-f]{16}$' }),
    /** Ed25519 in base64: see `treeHeadText`. */
    signature: Type.String({ pattern: '^[A-Za-z0-9+/]{86}==$' }),
  }),
  example: {
    size: 18_204_571,
    rootHash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    signedAt: '2026-11-21T14:05:10.000Z',
    keyId: '0123456789abcdef',
    signature: `${'A'.repeat(86)}==`,
  },
});
export type ActivityTreeSigned = DataOf<typeof ActivityTreeSigned>;
