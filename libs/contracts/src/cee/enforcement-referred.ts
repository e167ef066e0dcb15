import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { CustomsDate, Instant, Nullable, Uuid } from '../shapes';

/** A port or FP&F officer accepted a Center's referral to an enforcement case. The enforcement service opens one, once. */
export const EnforcementReferred = contract({
  type: 'cee.enforcement-referred',
  version: 1,
  owner: 'cee',
  describes: 'An officer accepted the referral of a Center to an enforcement case',
  subject: 'the referral',
  schema: Type.Object({
    referralId: Uuid,
    /** Number of the Center's case, such as `IP-26-000017`, and what it is about. */
    caseNumber: Type.String(),
    caseKind: Type.String(),
    caseSubject: Type.String(),
    centerId: Type.String(),
    port: Type.String({ pattern: '^\\d{4}$' }),
    /** Entry, bill or whatever else the Center named. */
    target: Type.String(),
    reason: Type.String(),
    importer: Nullable(Type.String()),
    importerName: Nullable(Type.String()),
    seizedOn: Nullable(CustomsDate),
    madeBy: Type.String(),
    officer: Type.String(),
    occurredAt: Instant,
  }),
  example: {
    referralId: '6b0a7c9e-0f5d-4c39-9a44-3c5e1f2a7b03',
    caseNumber: 'IP-26-000017',
    caseKind: 'intellectual property',
    caseSubject: 'Handbags that bear a recorded mark',
    centerId: 'CEE009',
    port: '2704',
    target: 'B76-0324527-8',
    reason: 'Counterfeit: seize',
    importer: '12-3456789',
    importerName: 'Pacific Home Goods',
    seizedOn: null,
    madeBy: 'A. Novak',
    officer: 'R. Vance',
    occurredAt: '2026-11-27T15:00:00.000Z',
  },
});
export type EnforcementReferred = DataOf<typeof EnforcementReferred>;
