import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { CustomsDate, Nullable, Uuid } from '../shapes';

/** Something that an account must hear of a case against it; the gateway puts it into the account's mailbox as a notification. */
export const EnforcementAccountTold = contract({
  type: 'enforcement.account-told',
  version: 1,
  owner: 'enforcement',
  describes: 'An account was told something of a case of fines, penalties and forfeitures',
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
    about: 'demand for liquidated damages',
    text: 'Case FP-26-000017: demand for liquidated damages of USD 25000.00, mailed 2026-11-27.',
    items: [{ reference: 'FP-26-000017-01', text: 'A petition is due (19 CFR 172.3(b)).', dueDate: '2027-01-26' }],
  },
});
export type EnforcementAccountTold = DataOf<typeof EnforcementAccountTold>;
