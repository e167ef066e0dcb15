import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { CustomsDate, Instant, Nullable, OneOf, Uuid } from '../shapes';
import { exampleOrigin } from '../examples';
import { InBondMovement } from '../entry/in-bond';

/**
 * The whole state of one bill of lading after a change. `version` grows by one with each change of the bill, so that a reader
 * keeps the newest and ignores what it has seen.
 */
export const BillChanged = contract({
  type: 'manifest.bill-changed',
  version: 2,
  lifts: { 1: (data) => data },
  owner: 'manifest',
  describes:
    'A bill of lading was added, amended, deleted, arrived, arrived at the end of its in-bond movement, or had a hold placed or removed',
  subject: 'the bill: SCAC and number',
  schema: Type.Object({
    billKey: Type.String(),
    issuerScac: Type.String(),
    billNumber: Type.String(),
    version: Type.Integer({ minimum: 1 }),
    change: OneOf('added', 'amended', 'deleted', 'arrived', 'arrived in bond', 'hold placed', 'hold removed'),
    deleted: Type.Boolean(),
    /** The carrier's account. */
    accountId: Uuid,
    portCode: Type.String(),
    quantity: Type.Integer({ minimum: 0 }),
    unit: Nullable(Type.String()),
    billType: Nullable(Type.String()),
    masterBill: Nullable(Type.String()),
    conveyance: Type.Object({
      scac: Type.String(),
      name: Nullable(Type.String()),
      voyage: Type.String(),
      modeOfTransport: Type.String(),
    }),
    estimatedArrival: CustomsDate,
    arrivedAt: Nullable(Instant),
    holds: Type.Array(Type.Object({ code: Type.String(), reason: Type.String(), placedAt: Instant })),
    /** The in-bond movement that the carrier asked for with the bill; left out where it asked for none. */
    inBond: Type.Optional(InBondMovement),
    occurredAt: Instant,
  }),
  example: {
    billKey: 'MAEU260000101',
    issuerScac: 'MAEU',
    billNumber: '260000101',
    version: 1,
    change: 'added',
    deleted: false,
    accountId: exampleOrigin.accountId,
    portCode: '2704',
    quantity: 100,
    unit: 'CTN',
    billType: '00',
    masterBill: null,
    conveyance: { scac: 'MAEU', name: 'PORTWAY MERCHANT', voyage: '0417W', modeOfTransport: '11' },
    estimatedArrival: '2026-11-24',
    arrivedAt: null,
    holds: [],
    occurredAt: '2026-11-21T14:05:09.500Z',
  },
});
export type BillChanged = DataOf<typeof BillChanged>;
