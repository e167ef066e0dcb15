import { Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import {
  CarriedRecord,
  CustomsDate,
  DecimalText,
  FilingOrigin,
  Index,
  Nullable,
  OneOf,
  Party,
  Reading,
} from '../shapes';
import { exampleOrigin } from '../examples';

export const ManifestBillFiled = Type.Object({
  /** Null on an original manifest; A add, D delete, R replace (M13 03). */
  amendment: Nullable(Type.Object({ action: OneOf('A', 'D', 'R'), reason: Nullable(Type.String()) })),
  issuerScac: Type.String(),
  billNumber: Type.String(),
  ladingPort: Nullable(Type.String()),
  quantity: Type.Integer({ minimum: 0 }),
  unit: Nullable(Type.String()),
  weight: Nullable(DecimalText),
  weightUnit: Nullable(Type.String()),
  billType: Nullable(Type.String()),
  masterBill: Nullable(Type.String()),
  secondaryNotify: Type.Array(Type.String()),
  parties: Type.Array(Party),
  references: Type.Array(Type.Object({ qualifier: Type.String(), value: Type.String() })),
  inBond: Nullable(
    Type.Object({
      entryType: Type.String(),
      number: Nullable(Type.String()),
      destinationPort: Nullable(Type.String()),
    }),
  ),
  equipment: Type.Array(
    Type.Object({
      initial: Nullable(Type.String()),
      number: Type.String(),
      seals: Type.Array(Type.String()),
      type: Nullable(Type.String()),
    }),
  ),
  cargo: Type.Array(
    Type.Object({
      quantity: Nullable(Type.Integer()),
      description: Type.String(),
      marks: Nullable(Type.String()),
      hts: Nullable(Type.String()),
    }),
  ),
  recordIndex: Index,
  at: Nullable(Type.String()),
  carried: Type.Optional(Type.Array(CarriedRecord)),
});

/** A carrier's manifest (X12 309 or JSON): one conveyance, its ports, its bills; original, amendment or deletion by bill. */
export const ManifestFiled = contract({
  type: 'gateway.manifest-filed',
  version: 1,
  owner: 'gateway',
  describes: 'A carrier filed a manifest or an amendment of one',
  subject: 'the conveyance: SCAC, voyage or trip number',
  schema: Type.Object({
    origin: FilingOrigin,
    carrierScacs: Type.Array(Type.String(), { description: 'SCACs the filing account may file for' }),
    conveyance: Type.Object({
      scac: Type.String(),
      /** Customs mode of transport: 10 11 vessel, 20 21 rail, 30 31 truck, 40 41 air. */
      modeOfTransport: Type.String(),
      country: Nullable(Type.String()),
      vesselCode: Nullable(Type.String()),
      name: Nullable(Type.String()),
      voyage: Type.String(),
      manifestSequence: Nullable(Type.String()),
      manifestType: Nullable(Type.String()),
    }),
    ports: Type.Array(
      Type.Object({
        portCode: Type.String(),
        estimatedArrival: CustomsDate,
        recordIndex: Index,
        bills: Type.Array(ManifestBillFiled),
        carried: Type.Optional(Type.Array(CarriedRecord)),
      }),
    ),
    /** Of the conveyance and its trip. */
    carried: Type.Optional(Type.Array(CarriedRecord)),
    reading: Type.Optional(Reading),
  }),
  example: {
    origin: { ...exampleOrigin, channel: 'x12' },
    carrierScacs: ['MAEU'],
    conveyance: {
      scac: 'MAEU',
      modeOfTransport: '11',
      country: 'DK',
      vesselCode: '9321483',
      name: 'PORTWAY MERCHANT',
      voyage: '0417W',
      manifestSequence: '260001',
      manifestType: 'W',
    },
    ports: [
      {
        portCode: '2704',
        estimatedArrival: '2026-11-24',
        recordIndex: 1,
        bills: [
          {
            amendment: null,
            issuerScac: 'MAEU',
            billNumber: '260000101',
            ladingPort: '57078',
            quantity: 100,
            unit: 'CTN',
            weight: '4100',
            weightUnit: 'K',
            billType: '00',
            masterBill: null,
            secondaryNotify: [],
            parties: [
              {
                entityCode: 'SH',
                name: 'Ems Kunststoffe',
                idType: null,
                id: null,
                addressLines: ['Hafenstrasse 4'],
                city: 'Emden',
                state: null,
                postalCode: '26725',
                country: 'DE',
                recordIndex: 4,
              },
              {
                entityCode: 'CN',
                name: 'Harbor Housewares',
                idType: null,
                id: null,
                addressLines: ['120 Pier Avenue'],
                city: 'Long Beach',
                state: 'CA',
                postalCode: '90802',
                country: 'US',
                recordIndex: 7,
              },
            ],
            references: [],
            inBond: null,
            equipment: [{ initial: 'MSKU', number: '1234565', seals: ['PW0001'], type: '45G1' }],
            cargo: [{ quantity: 100, description: 'PLASTIC HOUSEWARES', marks: 'NO MARKS', hts: null }],
            recordIndex: 3,
            at: null,
          },
        ],
      },
    ],
  },
});
export type ManifestFiled = DataOf<typeof ManifestFiled>;
