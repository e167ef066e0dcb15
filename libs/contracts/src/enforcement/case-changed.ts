import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
import { Cents, CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';

/** A case of fines, penalties and forfeitures after a step of it. `version` grows by one with each step. */
export const EnforcementCaseChanged = contract({
  type: 'enforcement.case-changed',
  version: 1,
  owner: 'enforcement',
  describes: 'A case of seizure, penalty or liquidated damages was opened, or a step of it was taken',
  subject: 'the case',
  schema: Type.Object({
    caseId: Uuid,
    /** Such as `FP-26-000017`. */
    number: Type.String(),
    version: Type.Integer({ minimum: 1 }),
    kind: OneOf('seizure', 'penalty', 'liquidated damages'),
    /** Such as `19 USC 1592`. */
    law: Type.String(),
    step: Type.String(),
    state: Type.String(),
    port: Type.String(),
    centerId: Nullable(Type.String()),
    /** The referral of a Center that it was opened for; null where something else was. */
    referralId: Nullable(Uuid),
    /** Accounts of its parties. Before `toldToParties` they know nothing of it, and must not. */
    accountIds: Type.Array(Uuid),
    /** The account that talks with CBP about the case: of the first party that has one, of a surety only where no other has; null where none has. */
    holderId: Type.Optional(Nullable(Uuid)),
    toldToParties: Type.Boolean(),
    /** Filer code and number of entries: `B7603245278`. */
    entries: Type.Array(Type.String()),
    bills: Type.Array(Type.String()),
    assessedCents: Cents,
    /** Null before it was mitigated. */
    mitigatedCents: Nullable(Cents),
    paidCents: Cents,
    openedOn: CustomsDate,
    occurredAt: Instant,
  }),
  example: {
    caseId: '4d1d4b0a-9f6e-4f0c-8f3a-2f9f1f0d7c11',
    number: 'FP-26-000017',
    version: 2,
    kind: 'liquidated damages',
    law: '19 USC 1623',
    step: 'issue notice',
    state: 'noticed',
    port: '2704',
    centerId: 'CEE009',
    referralId: null,
    accountIds: [exampleOrigin.accountId],
    holderId: exampleOrigin.accountId,
    toldToParties: true,
    entries: ['B7603245278'],
    bills: [],
    assessedCents: 2_500_000,
    mitigatedCents: null,
    paidCents: 0,
    openedOn: '2026-11-26',
    occurredAt: '2026-11-27T15:00:00.000Z',
  },
});
export type EnforcementCaseChanged = DataOf<typeof EnforcementCaseChanged>;
