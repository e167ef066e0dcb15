import { type Static, Type } from '@sinclair/typebox';
import { ActivityTreeSigned } from '../account/activity-tree-signed';
import { requestContract } from '../request';
import { Instant } from '../shapes';

/** The newest signed heads that the gateway holds of the tree over all activity logs, the newest first, and the public keys by which they are checked. */
const ActivityTreeHeld = Type.Object({
  heads: Type.Array(Type.Composite([ActivityTreeSigned.schema, Type.Object({ heardAt: Instant })])),
  keys: Type.Array(Type.Object({ keyId: Type.String(), algorithm: Type.Literal('Ed25519'), publicKey: Type.String() })),
});
export type ActivityTreeHeld = Static<typeof ActivityTreeHeld>;

export const ActivityTreeRequest = requestContract({
  name: 'gateway.activity-tree',
  version: 1,
  owner: 'gateway',
  describes:
    'The newest signed heads of the tree over all activity logs, and the public keys by which they are checked',
  method: 'GET',
  path: '/operations/activity-tree',
  answer: ActivityTreeHeld,
  example: {
    parameters: {},
    query: {},
    answer: {
      heads: [{ ...ActivityTreeSigned.example, heardAt: '2026-11-21T14:05:11.000Z' }],
      keys: [{ keyId: '0123456789abcdef', algorithm: 'Ed25519', publicKey: `MCowBQYDK2VwAyEA${'A'.repeat(42)}A=` }],
    },
  },
});
