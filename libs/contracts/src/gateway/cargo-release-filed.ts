import { Static, Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { CarriedRecord, CustomsDate, Dollars, FilingOrigin, Index, Nullable, Party, Reading } from '../shapes';
import { exampleOrigin } from '../examples';
import { SecurityFiling } from './security-filing';
import { PrivilegedForeign, WAREHOUSE_FIELDS, ZoneOfLine } from './zone-and-warehouse';
import { FilingBlock } from './filing-block';

export const ReleaseBill = Type.Object({
  /** As sent: R regular, M master, H house, T express tracking, I in-bond (SE15 5); anything else is for the entry rules to refuse. */
  billType: Type.String(),
  issuer: Nullable(Type.String()),
  billNumber: Type.String(),
  quantity: Nullable(Type.Integer({ minimum: 0 })),
  nonAms: Type.Boolean(),
  arrivals: Type.Array(
    Type.Object({
      carrierCode: Nullable(Type.String()),
      voyage: Nullable(Type.String()),
      arrivalDate: Nullable(CustomsDate),
      quantity: Nullable(Type.Integer({ minimum: 0 })),
      unit: Nullable(Type.String()),
      conveyanceName: Nullable(Type.String()),
      recordIndex: Type.Optional(Index),
    }),
  ),
  equipment: Type.Array(Type.String()),
  /** Where each piece of equipment stood, in the same order. */
  equipmentRecords: Type.Optional(Type.Array(Index)),
  recordIndex: Index,
});

export const ReleaseLine = Type.Object({
  lineNumber: Nullable(Type.String()),
  countryOfOrigin: Nullable(Type.String()),
  description: Nullable(Type.String()),
  parties: Type.Array(Party),
  tariffs: Type.Array(
    Type.Object({
      hts: Nullable(Type.String()),
      valueDollars: Nullable(Dollars),
      recordIndex: Index,
      privilegedForeign: Type.Optional(PrivilegedForeign),
      /** Data of partner agencies (OI, PG01 to PG60), in the order sent; left out where there is none. */
      agencyRecords: Type.Optional(Type.Array(CarriedRecord)),
    }),
  ),
  zone: Type.Optional(ZoneOfLine),
  recordIndex: Index,
});

/** Where the header records stood, so that findings can point at them. */
const HeaderRecords = Type.Object({ SE10: Index, SE11: Index, SE13: Index });

const party = (entityCode: string, name: string, addressLine: string): Party => ({
  entityCode,
  name,
  idType: null,
  id: null,
  addressLines: [addressLine],
  city: 'NINGBO',
  state: null,
  postalCode: '315800',
  country: 'CN',
  recordIndex: null,
});

/** A party by its number. */
const numbered = (entityCode: string, id: string): Party => ({
  entityCode,
  name: null,
  idType: 'EI',
  id,
  addressLines: [],
  city: null,
  state: null,
  postalCode: null,
  country: null,
  recordIndex: null,
});

/** Cargo release as filed, whatever the format: CATAIR SE or JSON (Cargo Release guide v40, pp. 33-85). */
export const CargoReleaseFiled = contract({
  type: 'gateway.cargo-release-filed',
  version: 1,
  owner: 'gateway',
  describes: 'A filer sent a cargo release: add, replace, update or cancel',
  subject: 'the entry: filer code and entry number',
  schema: Type.Object({
    origin: FilingOrigin,
    /** Filer codes the sending account may file for. */
    accountFilerCodes: Type.Array(Type.String()),
    processingPort: Nullable(Type.String()),
    action: Type.String(),
    filerCode: Type.String(),
    /** Seven digits and the check digit. */
    entryNumber: Type.String(),
    entryType: Nullable(Type.String()),
    importer: Nullable(Type.Object({ type: Nullable(Type.String()), number: Nullable(Type.String()) })),
    modeOfTransport: Nullable(Type.String()),
    bondType: Nullable(Type.String()),
    estimatedValueDollars: Nullable(Dollars),
    plannedPortOfEntry: Nullable(Type.String()),
    portOfUnlading: Nullable(Type.String()),
    splitShipment: Nullable(Type.String()),
    entryDateElection: Nullable(Type.String()),
    electedEntryDate: Nullable(CustomsDate),
    locationOfGoods: Nullable(Type.String()),
    electedExamSite: Nullable(Type.String()),
    conveyanceName: Nullable(Type.String()),
    voyage: Nullable(Type.String()),
    contactName: Nullable(Type.String()),
    contactPhone: Nullable(Type.String()),
    cancellationReason: Nullable(Type.String()),
    /** `1`: documents for the filing were handed in (SE13 column 63). Absent where the format has no such field. */
    documentImageIndicator: Type.Optional(Type.String()),
    /** `1`: the goods have further dispositions beside the reason of the cancellation (SE13 column 62). */
    multipleDispositionsIndicator: Type.Optional(Type.String()),
    /** `1`: the entry is of a split shipment (SE13 column 64). */
    splitShipmentIndicator: Type.Optional(Type.String()),
    ...WAREHOUSE_FIELDS,
    bills: Type.Array(ReleaseBill),
    references: Type.Array(Type.Object({ qualifier: Type.String(), value: Type.String(), recordIndex: Index })),
    parties: Type.Array(Party),
    lines: Type.Array(ReleaseLine),
    securityFiling: Type.Optional(SecurityFiling),
    records: HeaderRecords,
    carried: Type.Optional(Type.Array(CarriedRecord)),
    block: Type.Optional(FilingBlock),
    reading: Type.Optional(Reading),
  }),
  example: {
    origin: exampleOrigin,
    accountFilerCodes: ['B76'],
    processingPort: '2704',
    action: 'A',
    filerCode: 'B76',
    entryNumber: '03245278',
    entryType: '01',
    importer: { type: 'EI', number: '12-3456789' },
    modeOfTransport: '11',
    bondType: '8',
    estimatedValueDollars: 25000,
    plannedPortOfEntry: '2704',
    portOfUnlading: '2704',
    splitShipment: null,
    entryDateElection: null,
    electedEntryDate: null,
    locationOfGoods: 'Y258',
    electedExamSite: null,
    conveyanceName: 'PORTWAY MERCHANT',
    voyage: '0417W',
    contactName: 'PAT FILER',
    contactPhone: '5625550100',
    cancellationReason: null,
    bills: [
      {
        billType: 'R',
        issuer: 'MAEU',
        billNumber: '260000101',
        quantity: 100,
        nonAms: false,
        arrivals: [],
        equipment: ['MSKU1234565'],
        recordIndex: 3,
      },
    ],
    references: [{ qualifier: 'CR', value: 'PW0001', recordIndex: 4 }],
    parties: [
      party('MF', 'NINGBO MOLDED GOODS CO', '8 BEILUN ROAD'),
      party('SE', 'NINGBO TRADING CO', '21 HARBOR STREET'),
      numbered('BY', '12-3456789'),
      numbered('CN', '12-3456789'),
    ],
    lines: [
      {
        lineNumber: '001',
        countryOfOrigin: 'CN',
        description: 'PLASTIC HOUSEWARES',
        parties: [],
        tariffs: [{ hts: '3924104000', valueDollars: 25000, recordIndex: 7 }],
        recordIndex: 5,
      },
    ],
    records: { SE10: 0, SE11: 1, SE13: 2 },
    carried: [
      {
        record: 'SE31',
        recordIndex: 5,
        fields: { gbiIdentifierQualifier: 'LEI', gbiIdentifier: '5493001KJTIIGC8Y1R12' },
      },
    ],
    block: {
      office: '01',
      preparerPort: '3901',
      preparerFiler: 'B76',
      preparerOffice: '02',
      preparerIndicator: '1',
      userText: 'DESK 7 / OAKLAND 3',
    },
    reading: [],
  },
});
export type CargoReleaseFiled = DataOf<typeof CargoReleaseFiled>;
export type ReleaseBill = Static<typeof ReleaseBill>;
export type ReleaseLine = Static<typeof ReleaseLine>;
