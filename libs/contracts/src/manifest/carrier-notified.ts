import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { Instant, Nullable, Uuid } from '../shapes';
import { exampleOrigin } from '../examples';

/** Status of bills for their carrier (X12 350): holds, their removal, entry and release. */
export const CarrierNotified = contract({
  type: 'manifest.carrier-notified',
  version: 1,
  owner: 'manifest',
  describes: 'A carrier must be told of a hold, its removal, or a release on a bill',
  subject: 'the bill: SCAC and number',
  schema: Type.Object({
    accountId: Uuid,
    portCode: Type.String(),
    conveyance: Type.Object({
      scac: Type.String(),
      name: Nullable(Type.String()),
      voyage: Type.String(),
      modeOfTransport: Type.String(),
      vesselCode: Nullable(Type.String()),
      country: Nullable(Type.String()),
    }),
    bill: Type.Object({
      issuerScac: Type.String(),
      billNumber: Type.String(),
      quantity: Type.Integer({ minimum: 0 }),
      dispositionCode: Type.String(),
      text: Nullable(Type.String()),
      entryType: Nullable(Type.String()),
      entryNumber: Nullable(Type.String()),
    }),
    occurredAt: Instant,
  }),
  example: {
    accountId: exampleOrigin.accountId,
    portCode: '2704',
    conveyance: {
      scac: 'MAEU',
      name: 'PORTWAY MERCHANT',
      voyage: '0417W',
      modeOfTransport: '11',
      vesselCode: '9321483',
      country: 'DK',
    },
    bill: {
      issuerScac: 'MAEU',
      billNumber: '260000101',
      quantity: 100,
      dispositionCode: '1C',
      text: null,
      entryType: '01',
      entryNumber: 'B7603245278',
    },
    occurredAt: '2026-11-24T09:31:00Z',
  },
});
export type CarrierNotified = DataOf<typeof CarrierNotified>;
