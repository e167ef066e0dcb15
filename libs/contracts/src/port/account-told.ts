import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { Nullable, OneOf, Uuid } from '../shapes';

/** Something that an account must hear about a downtime; the gateway puts it into the account's mailbox as a notification. */
export const AccountTold = contract({
  type: 'port.account-told',
  version: 1,
  owner: 'port',
  formerly: ['status.account-told'],
  describes: 'An account must be told what it still has to do after a downtime',
  subject: 'the account',
  schema: Type.Object({
    accountId: Uuid,
    about: OneOf('downtime follow-up', 'post-release hold'),
    downtimeNumber: Nullable(Type.String()),
    text: Type.String(),
    /** What is still to do, one thing an item. */
    items: Type.Array(Type.Object({ reference: Type.String(), text: Type.String(), dueDate: Nullable(Type.String()) })),
  }),
  example: {
    accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
    about: 'downtime follow-up',
    downtimeNumber: 'DT-26-000012',
    text: 'Cargo was released to you on paper. File what is missing electronically.',
    items: [
      {
        reference: 'B76-0324527-8',
        text: 'File the cargo release and the entry summary of control number MD-26-2704-000017.',
        dueDate: '2026-11-24',
      },
    ],
  },
});
export type AccountTold = DataOf<typeof AccountTold>;
