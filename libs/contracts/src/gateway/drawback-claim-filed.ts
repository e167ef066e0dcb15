import { type Static, Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { exampleOrigin } from '../examples';
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

const Text = Nullable(Type.String());
const Day = Nullable(CustomsDate);
const Quantity = Nullable(DecimalText);

/** What is claimed of one kind of revenue, by accounting class: 364 duty, 365 tax, 398 harbor maintenance, 399 merchandise processing, … */
export const RevenueClaimed = Type.Object({
  classCode: Type.String(),
  claimedCents: Nullable(Cents),
  calculatedCents: Nullable(Cents),
  /** What was paid later by a reconciliation, a prior disclosure or a duty demand; beside what is claimed. */
  adjustedCents: Nullable(Cents),
  /** `01`: the harbor fee was paid by the quarter. */
  qualifier: Text,
  recordIndex: Index,
});

/** A line of an import entry that is designated, record 40 with what stands under it. */
export const ImportDesignated = Type.Object({
  action: Type.String(),
  filerCode: Text,
  entryNumber: Text,
  /** As sent, without leading zeros; null where it was left out. */
  lineNumber: Text,
  certificateOfDelivery: Text,
  ruling: Text,
  receivedOn: Day,
  usedOn: Day,
  /** Import tracking number, by which manufactured and exported articles name it. */
  trackingNumber: Text,
  accountingMethod: Text,
  tariffs: Type.Array(
    Type.Object({
      hts: Type.String(),
      description: Text,
      quantities: Type.Array(Type.Object({ quantity: Quantity, unit: Text, recordIndex: Index })),
      revenues: Type.Array(RevenueClaimed),
      recordIndex: Index,
    }),
  ),
  recordIndex: Index,
});

export const ArticleManufactured = Type.Object({
  action: Type.String(),
  rulings: Type.Array(Type.String()),
  hts: Type.String(),
  quantity: Quantity,
  unit: Text,
  producedOn: Day,
  factory: Text,
  description: Text,
  trackingNumber: Text,
  imports: Type.Array(Type.String()),
  manufactured: Type.Array(Type.String()),
  recordIndex: Index,
});

export const NoticeOfIntentFiled = Type.Object({
  port: Text,
  examination: Text,
  place: Text,
  result: Text,
  officers: Type.Array(
    Type.Object({ role: Type.String(), name: Text, badge: Text, phone: Text, on: Day, recordIndex: Index }),
  ),
  recordIndex: Index,
});

export const ArticleExported = Type.Object({
  /** E exported, D destroyed. */
  how: Type.String(),
  hts: Type.String(),
  quantity: Quantity,
  unit: Text,
  on: Day,
  noticeOfIntent: Text,
  waiverOfRights: Text,
  exporter: Text,
  destination: Text,
  billOfLading: Text,
  carrier: Text,
  scheduleB: Text,
  description: Text,
  identifier: Text,
  imports: Type.Array(Type.String()),
  manufactured: Type.Array(Type.String()),
  intent: Nullable(NoticeOfIntentFiled),
  /** Country to which it went under NAFTA or USMCA: CA or MX; null where no duty paid abroad is reported. */
  abroad: Text,
  /** True for record 70 (TFTEA), false for record 60. */
  tftea: Type.Boolean(),
  recordIndex: Index,
});

/** Drawback entry summary as filed, whatever the format: CATAIR DE or JSON (Drawback Entry Summary Create/Resubmission guide, version 27). */
export const DrawbackClaimFiled = contract({
  type: 'gateway.drawback-claim-filed',
  version: 1,
  owner: 'gateway',
  describes: 'A filer sent a drawback claim: add, replace or delete',
  subject: 'the claim: filer code and claim number, which are those of an entry',
  schema: Type.Object({
    origin: FilingOrigin,
    accountFilerCodes: Type.Array(Type.String()),
    processingPort: Text,
    action: Type.String(),
    filerCode: Type.String(),
    entryNumber: Type.String(),
    filingPort: Text,
    brokerReference: Text,
    provision: Text,
    claimantNumber: Text,
    signature: Text,
    bondWaiver: Type.Object({ indicator: Text, reason: Text }),
    acceleratedPayment: Text,
    /** Further marks of the header that are filled, by the name of their field. */
    marks: Type.Record(Type.String(), Type.String()),
    bond: Nullable(
      Type.Object({
        type: Type.String(),
        designation: Text,
        surety: Text,
        amountDollars: Nullable(Dollars),
        number: Text,
        recordIndex: Index,
      }),
    ),
    imports: Type.Array(ImportDesignated),
    manufactured: Type.Array(ArticleManufactured),
    exported: Type.Array(ArticleExported),
    intent: Nullable(NoticeOfIntentFiled),
    abroad: Text,
    totals: Type.Object({
      byClass: Type.Array(Type.Object({ classCode: Type.String(), cents: Cents, recordIndex: Index })),
      dutyCents: Nullable(Cents),
      feeCents: Nullable(Cents),
      taxCents: Nullable(Cents),
      recordIndex: Index,
    }),
    /** Of its header. */
    recordIndex: Index,
    carried: Type.Optional(Type.Array(CarriedRecord)),
    reading: Type.Optional(Reading),
  }),
  example: {
    origin: exampleOrigin,
    accountFilerCodes: ['B76'],
    processingPort: '1001',
    action: 'A',
    filerCode: 'B76',
    entryNumber: '08000017',
    filingPort: '1001',
    brokerReference: 'DB0001',
    provision: '58',
    claimantNumber: '12-3456789',
    signature: 'X',
    bondWaiver: { indicator: '0', reason: '999' },
    acceleratedPayment: null,
    marks: {},
    bond: null,
    imports: [
      {
        action: 'E',
        ...{ filerCode: 'B76', entryNumber: '03245278', lineNumber: '1', certificateOfDelivery: null, ruling: null },
        ...{ receivedOn: null, usedOn: null, trackingNumber: '00001', accountingMethod: '01' },
        tariffs: [
          {
            hts: '3924104000',
            description: 'PLASTIC HOUSEWARES',
            quantities: [{ quantity: '200.0000', unit: 'KG', recordIndex: 3 }],
            revenues: [
              {
                ...{ classCode: '364', claimedCents: 13_464, calculatedCents: 13_464, adjustedCents: null },
                ...{ qualifier: null, recordIndex: 4 },
              },
            ],
            recordIndex: 2,
          },
        ],
        recordIndex: 1,
      },
    ],
    manufactured: [],
    exported: [
      {
        ...{ how: 'E', hts: '3924104000', quantity: '200.0000', unit: 'KG', on: '2026-11-10', noticeOfIntent: null },
        ...{ waiverOfRights: null, exporter: 'PORTWAY HOUSEWARES', destination: 'DE', billOfLading: null },
        ...{ carrier: null, scheduleB: null, description: 'PLASTIC HOUSEWARES', identifier: 'MAEU261110001' },
        ...{ imports: ['00001'], manufactured: [], intent: null, abroad: null, tftea: true, recordIndex: 5 },
      },
    ],
    intent: null,
    abroad: null,
    totals: {
      byClass: [{ classCode: '364', cents: 13_464, recordIndex: 8 }],
      ...{ dutyCents: 13_464, feeCents: 0, taxCents: 0, recordIndex: 9 },
    },
    recordIndex: 0,
    carried: [{ record: '42', recordIndex: 3, fields: { enteredValuePerUnit: '0000000000200000' } }],
    reading: [],
  },
});
export type DrawbackClaimFiled = DataOf<typeof DrawbackClaimFiled>;
export type ImportDesignated = Static<typeof ImportDesignated>;
export type ArticleExported = Static<typeof ArticleExported>;
export type NoticeOfIntentFiled = Static<typeof NoticeOfIntentFiled>;
