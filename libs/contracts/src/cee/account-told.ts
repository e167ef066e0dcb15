import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { CustomsDate, Nullable, Uuid } from '../shapes';

/** Something that an account must hear from a Center; the gateway puts it into the account's mailbox as a notification. */
export const CeeAccountTold = contract({
  type: 'cee.account-told',
  version: 1,
  owner: 'cee',
  describes: 'A Center told an account something',
  subject: 'the account',
  schema: Type.Object({
    accountId: Uuid,
    /** In words; joined by hyphens the application by which partners find it in the mailbox. */
    about: Type.String({ pattern: '^[a-z]+( [a-z]+){0,5}$', maxLength: 60 }),
    text: Type.String(),
    items: Type.Array(Type.Object({ reference: Type.String(), text: Type.String(), dueDate: Nullable(CustomsDate) })),
  }),
  example: {
    accountId: exampleOrigin.accountId,
    about: 'trusted trader update',
    text: 'Your imports in November 2026, and how they compare with the months before.',
    items: [{ reference: 'exams', text: '2 exams in 140 entries; untrusted peers had 9', dueDate: null }],
  },
});
export type CeeAccountTold = DataOf<typeof CeeAccountTold>;
