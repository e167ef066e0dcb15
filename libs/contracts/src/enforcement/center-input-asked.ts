import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';

/** The officers of fines, penalties and forfeitures ask the Center of an account for what it knows, because it petitioned. */
export const CenterInputAsked = contract({
  type: 'enforcement.center-input-asked',
  version: 1,
  owner: 'enforcement',
  describes: 'The Center of an account was asked for its input on a case of fines, penalties and forfeitures',
  subject: 'the case',
  schema: Type.Object({
    inputId: Uuid,
    caseId: Uuid,
    caseNumber: Type.String(),
    kind: OneOf('seizure', 'penalty', 'liquidated damages'),
    law: Type.String(),
    port: Type.String(),
    /** Of the case; null where none was named: then the account's own are asked. */
    centerId: Nullable(Type.String()),
    accountId: Uuid,
    /** Its standing as a trusted trader, its own request, or that of an officer. */
    because: OneOf('trusted trader', 'request of the party', 'request of an officer'),
    petitionNumber: Nullable(Type.String()),
    /** What the petition says. */
    text: Type.String(),
    askedBy: Type.String(),
    askedOn: CustomsDate,
    dueOn: CustomsDate,
    occurredAt: Instant,
  }),
  example: {
    inputId: '0b7f5f5e-2c55-4a57-9f55-4f3a1d7c9d01',
    caseId: '4d1d4b0a-9f6e-4f0c-8f3a-2f9f1f0d7c11',
    caseNumber: 'FP-26-000017',
    kind: 'liquidated damages',
    law: '19 USC 1623',
    port: '2704',
    centerId: 'CEE009',
    accountId: exampleOrigin.accountId,
    because: 'trusted trader',
    petitionNumber: 'PT-26-000004',
    text: 'The summary was filed two days late because our software vendor was down.',
    askedBy: 'the platform',
    askedOn: '2026-11-27',
    dueOn: '2026-12-11',
    occurredAt: '2026-11-27T15:00:00.000Z',
  },
});
export type CenterInputAsked = DataOf<typeof CenterInputAsked>;
