import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { FilingOrigin, Instant, Nullable } from '../shapes';
import { exampleOrigin } from '../examples';

/** A carrier reports that a conveyance arrived: every bill on it for that port has arrived; or that an in-bond movement did. */
export const ArrivalReported = contract({
  type: 'gateway.arrival-reported',
  version: 1,
  owner: 'gateway',
  describes: 'A carrier reported the arrival of a conveyance at a port',
  subject: 'the conveyance: SCAC, voyage or trip number',
  schema: Type.Object({
    origin: FilingOrigin,
    carrierScacs: Type.Array(Type.String()),
    scac: Type.String(),
    voyage: Type.String(),
    portCode: Type.String(),
    arrivedAt: Instant,
    conveyanceName: Nullable(Type.String()),
    /**
     * Where goods in bond arrived at their destination rather than a conveyance with its manifest: the in-bond number of nine digits, or SCAC and number of the bill of a
     * movement without one (19 CFR 18.1(j)).
     */
    inBondMovement: Type.Optional(Type.String()),
  }),
  example: {
    origin: { ...exampleOrigin, channel: 'json' },
    carrierScacs: ['MAEU'],
    scac: 'MAEU',
    voyage: '0417W',
    portCode: '2704',
    arrivedAt: '2026-11-24T09:30:00Z',
    conveyanceName: 'PORTWAY MERCHANT',
  },
});
export type ArrivalReported = DataOf<typeof ArrivalReported>;
