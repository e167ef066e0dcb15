import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { FilingOrigin, OneOf } from '../shapes';
import { exampleOrigin } from '../examples';

/** An officer places or removes a hold on a bill of lading. Disposition codes as in the carrier status messages: 1H placed, 1I removed, 2H, 2I, 3H, 3I, 7H, 7I. */
export const BillHoldOrdered = contract({
  type: 'gateway.bill-hold-ordered',
  version: 1,
  owner: 'gateway',
  describes: 'A CBP officer placed or removed a hold on a bill of lading',
  subject: 'the bill: SCAC and number',
  schema: Type.Object({
    origin: FilingOrigin,
    billKey: Type.String(),
    action: OneOf('place', 'remove'),
    /** Code of the hold that is placed, also on removal. */
    holdCode: Type.String(),
    reason: Type.String(),
    officer: Type.String(),
    /** Ports of the officer's account; an order on anything at another port is rejected. */
    officerPorts: Type.Array(Type.String()),
  }),
  example: {
    origin: { ...exampleOrigin, channel: 'json' },
    billKey: 'MAEU260000101',
    action: 'place',
    holdCode: '1H',
    reason: 'Manifest review',
    officer: 'Officer 2704-17',
    officerPorts: ['2704'],
  },
});
export type BillHoldOrdered = DataOf<typeof BillHoldOrdered>;
