import { Static, Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import {
  CarriedRecord,
  Cents,
  CustomsDate,
  DecimalText,
  Dollars,
  FilingOrigin,
  Index,
  Nullable,
  Reading,
} from '../shapes';
import { exampleOrigin } from '../examples';
import { SUMMARY_HEADER_FIELDS, SummaryBond } from './summary-header';
import { SUMMARY_LINE_FIELDS, SUMMARY_TARIFF_FIELDS, SUMMARY_TOTALS_FIELDS } from './summary-line';

/** A user fee, tax or charge by accounting class: 499 merchandise processing, 501 harbor maintenance, 311 informal, … */
export const DeclaredFee = Type.Object({ classCode: Type.String(), cents: Cents, recordIndex: Index });

/** Why something is changed by a post summary correction (entry summary guide, AE tables 14 and 15). */
export const ReasonGiven = Type.Object({ code: Type.String(), recordIndex: Index });

export const SummaryTariff = Type.Object({
  hts: Type.String(),
  valueDollars: Dollars,
  quantities: Type.Array(Type.Object({ quantity: DecimalText, unit: Nullable(Type.String()) })),
  dutyCents: Cents,
  spi: Nullable(Type.String()),
  ...SUMMARY_TARIFF_FIELDS,
  recordIndex: Index,
});

export const SummaryLine = Type.Object({
  lineNumber: Type.String(),
  countryOfOrigin: Nullable(Type.String()),
  countryOfExport: Nullable(Type.String()),
  exportDate: Nullable(CustomsDate),
  chargesDollars: Nullable(Dollars),
  grossWeight: Nullable(DecimalText),
  manufacturerId: Nullable(Type.String()),
  description: Nullable(Type.String()),
  /** In the order filed: a chapter 99 number stands before the number it adds to. */
  tariffs: Type.Array(SummaryTariff),
  fees: Type.Array(DeclaredFee),
  correctionReasons: Type.Optional(Type.Array(ReasonGiven)),
  ...SUMMARY_LINE_FIELDS,
  recordIndex: Index,
});

/** Entry summary as filed, whatever the format: CATAIR AE or JSON (Entry Summary Create/Update guide, July 2026). */
export const EntrySummaryFiled = contract({
  type: 'gateway.entry-summary-filed',
  version: 1,
  owner: 'gateway',
  describes: 'A filer sent an entry summary: add, replace or delete',
  subject: 'the entry: filer code and entry number',
  schema: Type.Object({
    origin: FilingOrigin,
    accountFilerCodes: Type.Array(Type.String()),
    processingPort: Nullable(Type.String()),
    /** Filer of the block, in CATAIR; a correction may be filed by another than that of the entry. */
    processingFiler: Type.Optional(Nullable(Type.String())),
    /** Filer that prepared it elsewhere than at the port that processes it, in CATAIR. */
    preparerFiler: Type.Optional(Nullable(Type.String())),
    action: Type.String(),
    filerCode: Type.String(),
    entryNumber: Type.String(),
    portOfEntry: Nullable(Type.String()),
    brokerReference: Nullable(Type.String()),
    entryType: Nullable(Type.String()),
    modeOfTransport: Nullable(Type.String()),
    paymentType: Nullable(Type.String()),
    statementDate: Nullable(CustomsDate),
    importerNumber: Nullable(Type.String()),
    consigneeNumber: Nullable(Type.String()),
    entryDate: Nullable(CustomsDate),
    importDate: Nullable(CustomsDate),
    estimatedArrival: Nullable(CustomsDate),
    carrierScac: Nullable(Type.String()),
    portOfUnlading: Nullable(Type.String()),
    bond: Nullable(Type.Object({ type: Type.String(), surety: Nullable(Type.String()), recordIndex: Index })),
    /** Every bond as filed, `bond` first, with its designation and, of a single transaction bond, its amount in whole dollars. */
    bonds: Type.Optional(Type.Array(SummaryBond)),
    bills: Type.Array(
      Type.Object({
        componentType: Type.String(),
        issuer: Nullable(Type.String()),
        billNumber: Type.String(),
        recordIndex: Index,
      }),
    ),
    headerFees: Type.Array(DeclaredFee),
    lines: Type.Array(SummaryLine),
    /** What the filer declared: 88, 89 by class, and 90. */
    totals: Type.Object({
      valueDollars: Nullable(Dollars),
      dutyCents: Nullable(Cents),
      feeCents: Nullable(Cents),
      feesByClass: Type.Array(DeclaredFee),
      ...SUMMARY_TOTALS_FIELDS,
      recordIndex: Index,
    }),
    /** Position of the first record of each kind, such as `{"10":0,"11":1}`. */
    records: Type.Record(Type.String(), Type.Integer({ minimum: 0 })),
    /** What makes it a post summary correction, or is sent as if it were one: `indicator` is `Y` where it is. Left out where nothing of it was sent. */
    correction: Type.Optional(
      Type.Object({
        indicator: Nullable(Type.String()),
        /** `Y` asks that the liquidation be accelerated. */
        accelerated: Nullable(Type.String()),
        explanation: Nullable(Type.String()),
        reasons: Type.Array(ReasonGiven),
        recordIndex: Index,
      }),
    ),
    ...SUMMARY_HEADER_FIELDS,
    /** Data of partner agencies in substitution groups of the header (PG00). */
    agencyRecords: Type.Optional(Type.Array(CarriedRecord)),
    carried: Type.Optional(Type.Array(CarriedRecord)),
    reading: Type.Optional(Reading),
  }),
  example: {
    origin: exampleOrigin,
    accountFilerCodes: ['B76'],
    processingPort: '2704',
    action: 'A',
    filerCode: 'B76',
    entryNumber: '03245278',
    portOfEntry: '2704',
    brokerReference: 'PW0001',
    entryType: '01',
    modeOfTransport: '11',
    paymentType: '7',
    statementDate: '2026-12-04',
    importerNumber: '12-3456789',
    consigneeNumber: '12-3456789',
    entryDate: '2026-11-24',
    importDate: '2026-11-24',
    estimatedArrival: '2026-11-24',
    carrierScac: 'MAEU',
    portOfUnlading: '2704',
    bond: { type: '8', surety: '001', recordIndex: 5 },
    bonds: [{ type: '8', designation: 'B', surety: '001', amountDollars: null }],
    bills: [{ componentType: 'M', issuer: 'MAEU', billNumber: '260000101', recordIndex: 4 }],
    headerFees: [],
    lines: [
      {
        lineNumber: '001',
        countryOfOrigin: 'DE',
        countryOfExport: 'DE',
        exportDate: '2026-11-01',
        chargesDollars: 500,
        grossWeight: '4100',
        manufacturerId: 'DEPORWAY12BER',
        description: 'PLASTIC HOUSEWARES',
        foreignPortOfLadingCode: '42870',
        relatedPartyIndicator: 'N',
        articleParties: [
          { articlePartyTypeCode: 'M', articlePartyIdentifier: 'DEPORWAY12BER', recordIndex: 7 },
          { articlePartyTypeCode: 'S', articlePartyIdentifier: '12-3456789', recordIndex: 8 },
        ],
        tariffs: [
          {
            hts: '3924104000',
            valueDollars: 10000,
            quantities: [{ quantity: '500', unit: 'KG' }],
            dutyCents: 34000,
            spi: null,
            recordIndex: 9,
          },
        ],
        fees: [
          { classCode: '499', cents: 3464, recordIndex: 10 },
          { classCode: '501', cents: 1250, recordIndex: 11 },
        ],
        recordIndex: 6,
      },
    ],
    totals: {
      valueDollars: 10000,
      dutyCents: 34000,
      feeCents: 4714,
      feesByClass: [
        { classCode: '499', cents: 3464, recordIndex: 12 },
        { classCode: '501', cents: 1250, recordIndex: 12 },
      ],
      recordIndex: 13,
    },
    records: { '10': 0, '11': 1, '20': 2, '21': 3 },
    indicators: { electronicSignature: 'X', periodicStatementMonth: '12' },
    stateOfDestinationCode: 'CA',
    conveyanceName: 'PORTWAY MERCHANT',
    tripIdentifier: '0417W',
    reading: [],
  },
});
export type EntrySummaryFiled = DataOf<typeof EntrySummaryFiled>;
export type SummaryLineFiled = Static<typeof SummaryLine>;
