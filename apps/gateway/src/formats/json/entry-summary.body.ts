import { type Static, Type } from '@sinclair/typebox';
import { EntrySummaryFiled, type FilingOrigin } from '#contracts';
import type { Account } from '../../account/account';
import { filingOf, type NewFiling } from '../../filing/transmission';
import {
  BodyCheck,
  Choice,
  Closed,
  Code,
  Day,
  Decimal,
  EntryNumber,
  entryParts,
  PortCode,
  Text,
  Whole,
} from '../../edge/json-schema';

import {
  HEADER_BODY,
  headerFromJson,
  LINE_BODY,
  lineFromJson,
  TARIFF_BODY,
  tariffFromJson,
  TOTALS_BODY,
  totalsFromJson,
  unjudgedIn,
} from './summary-records.body';

const Cents = (description: string) =>
  Type.Integer({ minimum: 0, maximum: 99_999_999_999, description: `${description}, in cents` });

const FeeSchema = Closed({
  classCode: Code('\\d{3}', 'Accounting class: 499 merchandise processing, 501 harbor maintenance, …'),
  cents: Cents('Amount'),
});

const LineSchema = Closed({
  number: Code('\\d{1,3}', 'Line number'),
  countryOfOrigin: Type.Optional(Code('[A-Z]{2}', 'ISO 3166 country')),
  countryOfExport: Type.Optional(Code('[A-Z]{2}', 'ISO 3166 country')),
  exportDate: Type.Optional(Day('Day of export')),
  chargesDollars: Type.Optional(Whole('Freight, insurance and other charges in whole dollars')),
  grossWeightKg: Type.Optional(Decimal('Gross shipping weight in kilograms')),
  manufacturerId: Type.Optional(Text(15, 'Manufacturer identification code')),
  description: Type.Optional(Text(500, 'Commercial description')),
  specialProgram: Type.Optional(Text(2, 'Special program claimed')),
  tariffs: Type.Array(
    Closed({
      hts: Code('[0-9]{8,10}', 'Tariff number without dots; a chapter 99 number stands before the number it adds to'),
      valueDollars: Whole('Entered value in whole dollars'),
      dutyCents: Cents('Duty'),
      quantities: Type.Optional(
        Type.Array(Closed({ quantity: Decimal('Quantity'), unit: Type.Optional(Text(3, 'Unit of the tariff')) }), {
          maxItems: 3,
        }),
      ),
      ...TARIFF_BODY,
    }),
    { maxItems: 32 },
  ),
  ...LINE_BODY,
  fees: Type.Optional(Type.Array(FeeSchema, { maxItems: 5 })),
  correctionReasons: Type.Optional(
    Type.Array(Code('L\\d{2}', 'What a post summary correction changes in the line: L03 classification, …'), {
      maxItems: 5,
    }),
  ),
});

const BondSchema = Closed({
  type: Code('\\d', '0 waived, 8 continuous, 9 single transaction'),
  surety: Type.Optional(Code('\\d{3}', 'Surety company')),
  designation: Type.Optional(Code('[A-Z]', 'B basic, A additional, U substitution, E superseding')),
  amountDollars: Type.Optional(Whole('Amount of a single transaction bond in whole dollars')),
  continuousBondIndicator: Type.Optional(Text(1, 'Y: a continuous bond covers it too')),
  producerAccountNumber: Type.Optional(Text(10, 'Account of the producer of a single transaction bond')),
});

export const EntrySummaryBody = Closed({
  action: Choice('add', 'replace', 'delete'),
  entryNumber: EntryNumber,
  entryType: Type.Optional(Code('\\d{2}', 'Entry type')),
  processingPort: Type.Optional(PortCode('Port that processes the filing')),
  portOfEntry: Type.Optional(PortCode('Port of entry')),
  brokerReference: Type.Optional(Text(9, 'Your reference')),
  modeOfTransport: Type.Optional(Code('\\d{2}', '11 vessel in containers, 31 truck in containers, 40 air, …')),
  paymentType: Type.Optional(Code('\\d', '1 individual payment, 2 and 3 daily statement, 6 to 8 periodic statement')),
  statementDate: Type.Optional(Day('Day on which the summary is to appear on a statement')),
  importerNumber: Type.Optional(Text(12, 'Importer of record, `12-3456789`')),
  consigneeNumber: Type.Optional(Text(12, 'Ultimate consignee')),
  entryDate: Type.Optional(Day('Estimated entry date')),
  importDate: Type.Optional(Day('Day of importation')),
  estimatedArrival: Type.Optional(Day('Estimated day of arrival')),
  carrier: Type.Optional(Code('[A-Z0-9]{2,4}', 'Carrier code')),
  portOfUnlading: Type.Optional(PortCode('Port of unlading')),
  bond: Type.Optional(BondSchema),
  additionalBond: Type.Optional(BondSchema),
  bills: Type.Optional(
    Type.Array(
      Closed({
        type: Code('[IMHS]', 'I in-bond, M master, H house, S sub-house'),
        issuer: Type.Optional(Code('[A-Z]{2,4}', 'SCAC of the issuer')),
        number: Text(12, 'Bill of lading or in-bond number'),
      }),
      {
        maxItems: 4 * 999,
        description: 'Bills of at most 999 shipments, each by its in-bond, master, house and sub-house bill',
      },
    ),
  ),
  correction: Type.Optional(
    Closed({
      explanation: Text(7_425, 'Why the summary is corrected, in a sentence of your business'),
      headerReasons: Type.Optional(
        Type.Array(Code('H\\d{2}', 'What it changes in the header: H10 consignee, …'), { maxItems: 5 }),
      ),
      accelerateLiquidation: Type.Optional(Type.Boolean({ description: 'Ask for an earlier liquidation' })),
    }),
  ),
  headerFees: Type.Optional(Type.Array(FeeSchema, { maxItems: 2 })),
  lines: Type.Optional(Type.Array(LineSchema, { maxItems: 998 })),
  totals: Type.Optional(
    Closed({
      valueDollars: Type.Optional(Whole('Total entered value in whole dollars')),
      dutyCents: Type.Optional(Cents('Total duty')),
      feeCents: Type.Optional(Cents('Total fees')),
      feesByClass: Type.Optional(Type.Array(FeeSchema, { maxItems: 45 })),
      ...TOTALS_BODY,
    }),
  ),
  ...HEADER_BODY,
});
export type EntrySummaryBody = Static<typeof EntrySummaryBody>;

export const entrySummaryBody = new BodyCheck(EntrySummaryBody);

const ACTION = { add: 'A', replace: 'R', delete: 'D' } as const;
const reasonGiven = (code: string) => ({ code, recordIndex: null });
const placed = ({ classCode, cents }: Static<typeof FeeSchema>) => ({ classCode, cents, recordIndex: null });

const bondFromJson = (bond: Static<typeof BondSchema>): NonNullable<EntrySummaryFiled['bonds']>[number] => ({
  type: bond.type,
  designation: bond.designation ?? null,
  surety: bond.surety ?? null,
  amountDollars: bond.amountDollars ?? null,
  ...(bond.continuousBondIndicator && { continuousBondIndicator: bond.continuousBondIndicator }),
  ...(bond.producerAccountNumber && { singleTransactionBondProducerAccountNumber: bond.producerAccountNumber }),
  recordIndex: null,
});

export const entrySummaryFromJson = (body: EntrySummaryBody, account: Account, origin: FilingOrigin): NewFiling => {
  const { filerCode, entryNumber } = entryParts(body.entryNumber);
  const data: EntrySummaryFiled = {
    origin,
    accountFilerCodes: account.filerCodes,
    processingPort: body.processingPort ?? body.portOfEntry ?? null,
    action: ACTION[body.action],
    filerCode,
    entryNumber,
    portOfEntry: body.portOfEntry ?? null,
    brokerReference: body.brokerReference ?? null,
    entryType: body.entryType ?? null,
    modeOfTransport: body.modeOfTransport ?? null,
    paymentType: body.paymentType ?? null,
    statementDate: body.statementDate ?? null,
    importerNumber: body.importerNumber ?? null,
    consigneeNumber: body.consigneeNumber ?? null,
    entryDate: body.entryDate ?? null,
    importDate: body.importDate ?? null,
    estimatedArrival: body.estimatedArrival ?? null,
    carrierScac: body.carrier ?? null,
    portOfUnlading: body.portOfUnlading ?? null,
    bond: body.bond ? { type: body.bond.type, surety: body.bond.surety ?? null, recordIndex: null } : null,
    ...(body.bond && { bonds: [body.bond, body.additionalBond].flatMap((bond) => (bond ? [bondFromJson(bond)] : [])) }),
    bills: (body.bills ?? []).map(({ type, issuer, number }) => ({
      componentType: type,
      issuer: issuer ?? null,
      billNumber: number,
      recordIndex: null,
    })),
    headerFees: (body.headerFees ?? []).map(placed),
    lines: (body.lines ?? []).map((line, at) => ({
      lineNumber: line.number.padStart(3, '0'),
      countryOfOrigin: line.countryOfOrigin ?? null,
      countryOfExport: line.countryOfExport ?? null,
      exportDate: line.exportDate ?? null,
      chargesDollars: line.chargesDollars ?? null,
      grossWeight: line.grossWeightKg ?? null,
      manufacturerId: line.manufacturerId ?? null,
      description: line.description ?? null,
      tariffs: line.tariffs.map(({ hts, valueDollars, dutyCents, quantities, ...more }, place) => ({
        hts,
        valueDollars,
        dutyCents,
        spi: line.specialProgram ?? null,
        recordIndex: null,
        quantities: (quantities ?? []).map(({ quantity, unit }) => ({ quantity, unit: unit ?? null })),
        ...tariffFromJson(more, `/lines/${at}/tariffs/${place}`),
      })),
      fees: (line.fees ?? []).map(placed),
      ...(line.correctionReasons && { correctionReasons: line.correctionReasons.map(reasonGiven) }),
      ...lineFromJson(line),
      recordIndex: null,
    })),
    totals: {
      valueDollars: body.totals?.valueDollars ?? null,
      dutyCents: body.totals?.dutyCents ?? null,
      feeCents: body.totals?.feeCents ?? null,
      feesByClass: (body.totals?.feesByClass ?? []).map(placed),
      ...totalsFromJson(body.totals),
      recordIndex: null,
    },
    ...(body.correction && {
      correction: {
        ...{ indicator: 'Y', accelerated: body.correction.accelerateLiquidation ? 'Y' : null, recordIndex: null },
        ...{
          explanation: body.correction.explanation,
          reasons: (body.correction.headerReasons ?? []).map(reasonGiven),
        },
      },
    }),
    ...headerFromJson(body),
    records: {},
  };
  return filingOf(EntrySummaryFiled, { ...data, ...unjudgedIn(data) });
};
