import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { Instant, Uuid } from '../shapes';

/**
 * An officer accepted a Center's referral to a hold. The manifest service places it at the officer's ports or says why it cannot, in `manifest.hold-answered`: who removes it is
 * the port, as with every hold.
 */
export const HoldRequested = contract({
  type: 'cee.hold-requested',
  version: 1,
  owner: 'cee',
  describes: 'An officer accepted the referral of a Center to a hold on a bill of lading',
  subject: 'the bill: SCAC and number',
  schema: Type.Object({
    requestId: Uuid,
    billKey: Type.String(),
    holdCode: Type.String(),
    reason: Type.String({ maxLength: 300 }),
    /** Number of the case, such as `IP-26-000017`. */
    caseNumber: Type.String(),
    officer: Type.String(),
    officerPorts: Type.Array(Type.String()),
    /** The account of CBP in which the officer accepted it. */
    accountId: Uuid,
    occurredAt: Instant,
  }),
  example: {
    requestId: '6b0a7c9e-0f5d-4c39-9a44-3c5e1f2a7b03',
    billKey: 'MAEU260000101',
    holdCode: '1H',
    reason: 'IP-26-000017: goods that bear a recorded mark',
    caseNumber: 'IP-26-000017',
    officer: 'K. Osei',
    officerPorts: ['2704'],
    accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b90',
    occurredAt: '2026-11-27T15:00:00.000Z',
  },
});
export type HoldRequested = DataOf<typeof HoldRequested>;
