import {
  digitsOf,
  encodeSpaced,
  type Layout,
  summaryHeaderLayouts as H,
  summaryLineLayouts as L,
  summaryQueryLayouts as Q,
} from '#catair';
import type { EntrySummaryFiled } from '#contracts';
import { catairDate } from '../port-clock';

/** A summary as it is on file: what was filed, without who sent it. */
export type SummaryContent = Omit<EntrySummaryFiled, 'origin' | 'accountFilerCodes' | 'reading'>;
type Line = SummaryContent['lines'][number];
type Values = Readonly<Record<string, string>>;

const TEXT_OF_44 = 70;
const TEXT_OF_36 = 75;

const number = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value);
const decimal = (value: string | null | undefined, places: number): string =>
  value === null || value === undefined ? '' : (digitsOf(value, places) ?? '');
const date = (value: string | null | undefined): string => catairDate(value ?? null);

/** The record; nothing where no field of it is filled. */
const written = <N extends string>(
  layout: Layout<N>,
  values: Partial<Record<N, string | null | undefined>>,
): string[] => {
  const filled = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? ''])) as Record<
    N,
    string
  >;
  return Object.values(filled).every((value) => value === '') ? [] : [encodeSpaced(layout, filled)];
};

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

/** Text cut between words where it can be. */
const wrapped = (text: string | null | undefined, width: number): string[] =>
  text ? (text.match(new RegExp(`\\S.{0,${width - 1}}(?=\\s|$)|\\S.{0,${width - 1}}`, 'g')) ?? []) : [];

const numbered = (items: readonly Values[]): Values =>
  Object.fromEntries(
    items.flatMap((item, at) => Object.entries(item).map(([name, value]) => [`${name}${at + 1}`, value])),
  );

const series = (layout: Layout, items: readonly Values[], size: number): string[] =>
  chunks(items, size).flatMap((some) => written(layout, numbered(some)));

const reasons = (layout: Layout, list: readonly { readonly code: string }[]): string[] =>
  series(
    layout,
    list.map(({ code }) => ({ reasonCode: code })),
    5,
  );

const header = (s: SummaryContent): string[] => {
  const { correction, warehouse, indicators = {} } = s;
  const bills = s.bills.map(({ componentType, issuer, billNumber }) =>
    written(H.AE_23, {
      ...{ manifestComponentTypeCode: componentType, manifestComponentIssuerCode: issuer },
      manifestComponentIdentifier: billNumber,
    }),
  );
  const manifests = s.manifests?.flatMap((manifest) => [
    ...written(H.AE_22, {
      manifestedQuantity: number(manifest.manifestedQuantity),
      manifestedQuantityUnitOfMeasureCode: manifest.manifestedQuantityUnitOfMeasureCode,
    }),
    ...manifest.bills.flatMap((place) => bills[place] ?? []),
  ]);
  return [
    ...written(H.AE_10, {
      ...indicators,
      ...{ filingActionCode: s.action, entryFilerCode: s.filerCode, entryNumber: s.entryNumber },
      ...{ portOfEntry: s.portOfEntry, brokerReferenceNumber: s.brokerReference, entryTypeCode: s.entryType },
      ...{ modeOfTransportationCode: s.modeOfTransport, paymentTypeCode: s.paymentType },
      preliminaryStatementPrintDate: date(s.statementDate),
      postSummaryCorrectionIndicator: correction?.indicator,
      acceleratedLiquidationRequestIndicator: correction?.accelerated,
    }),
    ...written(H.AE_11, {
      ...{ importerOfRecordNumber: s.importerNumber, consigneeNumber: s.consigneeNumber },
      ...{ designatedNotifyPartyNumber: s.designatedNotifyPartyNumber, estimatedEntryDate: date(s.entryDate) },
      ...{ dateOfImportation: date(s.importDate), stateOfDestinationCode: s.stateOfDestinationCode },
      foreignTradeZoneIdentifier: s.foreignTradeZoneIdentifier,
    }),
    ...written(H.AE_20, {
      ...{ carrierCode: s.carrierScac, portOfUnlading: s.portOfUnlading },
      ...{ estimatedDateOfArrival: date(s.estimatedArrival), locationOfGoodsCode: s.locationOfGoodsCode },
      ...{ conveyanceName: s.conveyanceName, vesselCode: s.vesselCode },
      ...{ designatedExamPortCode: s.designatedExamPortCode, inBondDate: date(s.inBondDate) },
    }),
    ...written(H.AE_21, { tripIdentifier: s.tripIdentifier }),
    ...(manifests ?? bills.flat()),
    ...written(H.AE_30, {
      associatedWarehouseEntryFilerCode: warehouse?.associatedWarehouseEntryFilerCode,
      associatedWarehouseEntryNumber: warehouse?.associatedWarehouseEntryNumber,
      associatedWarehouseEntryPort: warehouse?.associatedWarehouseEntryPort,
      finalWarehouseWithdrawalIndicator: warehouse?.finalWarehouseWithdrawalIndicator,
    }),
    ...bondsOf(s),
    ...series(
      H.AE_32,
      (s.consolidatedReleases ?? []).map(({ filerCode, entryNumber }) => ({
        ...{ releaseEntryFilerCode: filerCode ?? '', releaseEntryNumber: entryNumber ?? '' },
      })),
      6,
    ),
    ...series(
      H.AE_33,
      (s.missingDocuments ?? []).map(({ code }) => ({ missingDocumentCode: code })),
      2,
    ),
    ...series(
      H.AE_34,
      s.headerFees.map(({ classCode, cents }) => ({ accountingClassCode: classCode, headerFeeAmount: String(cents) })),
      2,
    ),
    ...reasons(H.AE_35, correction?.reasons ?? []),
    ...wrapped(correction?.explanation, TEXT_OF_36).flatMap((text) =>
      written(H.AE_36, { pscFilingExplanationText: text }),
    ),
  ];
};

const bondsOf = ({ bond, bonds }: SummaryContent): string[] =>
  (bonds ?? (bond ? [{ type: bond.type, designation: null, surety: bond.surety, amountDollars: null }] : [])).flatMap(
    ({ type, designation, surety, amountDollars, ...more }) =>
      written(H.AE_31, {
        ...{ bondTypeCode: type, bondDesignationTypeCode: designation, suretyCompanyCode: surety },
        singleTransactionBondAmount: number(amountDollars),
        ...('continuousBondIndicator' in more && { continuousBondIndicator: more.continuousBondIndicator }),
        ...('singleTransactionBondProducerAccountNumber' in more && {
          singleTransactionBondProducerAccountNumber: more.singleTransactionBondProducerAccountNumber,
        }),
      }),
  );

const rulingOf = (ruling: Line['ruling']): string[] =>
  ruling ? written(L.AE_43, { rulingTypeCode: ruling.rulingTypeCode, rulingNumber: ruling.rulingNumber }) : [];
const described = (text: string | null | undefined): string[] =>
  wrapped(text, TEXT_OF_44).flatMap((part) => written(L.AE_44, { commercialDescriptionText: part }));

const invoiceOf = (invoice: NonNullable<Line['invoices']>[number]): string[] => [
  ...written(L.AE_42, {
    ...{ supplierIdCode: invoice.supplierIdCode, invoiceNumber: invoice.invoiceNumber },
    ...Object.fromEntries(
      invoice.ranges.flatMap(({ begin, end, item }) => [
        [`invoiceLineRangeBegin${item}`, number(begin)],
        [`invoiceLineRangeEnd${item}`, number(end)],
      ]),
    ),
  }),
  ...rulingOf(invoice.ruling),
  ...described(invoice.description),
];

/** The description of a line has those of its invoices in it. */
const ownDescription = ({ description, invoices = [] }: Line): string => {
  const ofInvoices = invoices.flatMap((invoice) => invoice.description ?? []).join(' ');
  const text = description ?? '';
  return text.startsWith(ofInvoices) ? text.slice(ofInvoices.length).trimStart() : text;
};

const partiesOf = ({ articleParties = [], manufacturerId, invoices = [] }: Line): string[] => {
  const isNamed = articleParties.some((party) => party.articlePartyTypeCode === 'M') || invoices.length > 0;
  const maker =
    isNamed || !manufacturerId ? [] : [{ articlePartyTypeCode: 'M', articlePartyIdentifier: manufacturerId }];
  return [...maker, ...articleParties].flatMap(({ articlePartyTypeCode, articlePartyIdentifier }) =>
    written(L.AE_47, { articlePartyTypeCode, articlePartyIdentifier }),
  );
};

const tariffOf = ({ hts, dutyCents, valueDollars, quantities }: Line['tariffs'][number]): string =>
  encodeSpaced(L.AE_50, {
    ...{ htsNumber: hts.replaceAll('.', ''), dutyAmount: String(dutyCents), valueOfGoodsAmount: String(valueDollars) },
    ...numbered(
      quantities.map(({ quantity, unit }) => ({ quantity: decimal(quantity, 2), unitOfMeasureCode: unit ?? '' })),
    ),
  });

const moneyOf = (line: Line): string[] => [
  ...(line.adCvdCases ?? []).flatMap((one) =>
    written(L.AE_53, {
      ...{ caseNumber: one.caseNumber, bondCashClaimCode: one.bondCashClaimCode },
      ...{ caseDepositRate: decimal(one.caseDepositRate, 2), caseRateTypeQualifierCode: one.caseRateTypeQualifierCode },
      ...{ valueOfGoodsAmount: number(one.valueOfGoodsAmount), quantity: decimal(one.quantity, 4) },
      dutyAmount: number(one.dutyCents),
      nonReimbursementDeclarationIdentifier: one.nonReimbursementDeclarationIdentifier,
    }),
  ),
  ...(line.additionalDeclarations ?? []).flatMap(({ declarationTypeCode, declarationInformation }) =>
    written(L.AE_54, { declarationTypeCode, declarationInformation }),
  ),
  ...written(L.AE_60, { accountingClassCode: line.irTax?.classCode, irTaxAmount: number(line.irTax?.cents) }),
  ...written(L.AE_61, {
    accountingClassCode: line.otherRevenue?.classCode,
    otherRevenueAmount: number(line.otherRevenue?.cents),
  }),
  ...line.fees.flatMap(({ classCode, cents }) =>
    written(L.AE_62, { accountingClassCode: classCode, userFeeAmount: String(cents) }),
  ),
];

const lineOf = (line: Line, place: number): string[] => [
  encodeSpaced(Q.J_4A, {}).replace(/^4A.{5}/, `4A${String(place).padStart(5, '0')}`),
  ...written(L.AE_40, {
    ...{ lineItemIdentifier: line.lineNumber, articleSetIndicator: line.articleSetIndicator },
    ...{ countryOfOriginCode: line.countryOfOrigin, countryOfExportCode: line.countryOfExport },
    ...{ dateOfExportation: date(line.exportDate), textileExportationDate: date(line.textileExportationDate) },
    ...{ specialProgramClaimCode: line.tariffs[0]?.spi, chargesAmount: number(line.chargesDollars) },
    ...{ foreignPortOfLadingCode: line.foreignPortOfLadingCode, grossShippingWeight: decimal(line.grossWeight, 0) },
    ...{ categoryCode: line.categoryCode, productClaimCode: line.productClaimCode },
    ...{ relatedPartyIndicator: line.relatedPartyIndicator, naftaNetCostIndicator: line.naftaNetCostIndicator },
    ...{ feeExemptionCode: line.feeExemptionCode },
    adCaseNonReimbursementStatement: line.adCaseNonReimbursementStatement,
  }),
  ...written(L.AE_41, {
    ...{ zoneStatusCode: line.zone?.status, privilegedFilingDate: date(line.zone?.privilegedFilingDate) },
    lineItemQuantity: number(line.zone?.quantity),
  }),
  ...(line.invoices ?? []).flatMap(invoiceOf),
  ...rulingOf(line.ruling),
  ...described(ownDescription(line)),
  ...partiesOf(line),
  ...line.tariffs.map(tariffOf),
  ...written(L.AE_51, { standardVisaNumber: line.standardVisa?.standardVisaNumber }),
  ...written(L.AE_52, { licenseTypeCode: line.license?.licenseTypeCode, licenseNumber: line.license?.licenseNumber }),
  ...moneyOf(line),
  ...reasons(L.AE_63, line.correctionReasons ?? []),
  ...series(
    L.AE_CW02,
    (line.censusOverrides ?? []).map(({ conditionCode, overrideCode }) => ({
      conditionCode,
      overrideCode: overrideCode ?? '',
    })),
    7,
  ),
];

const totalsOf = ({ totals }: SummaryContent): string[] => [
  ...written(L.AE_88, {
    totalBondedAdDutyAmount: number(totals.adCvd?.bondedAdCents),
    totalCashDepositAdDutyAmount: number(totals.adCvd?.cashAdCents),
    totalBondedCvDutyAmount: number(totals.adCvd?.bondedCvCents),
    totalCashDepositCvDutyAmount: number(totals.adCvd?.cashCvCents),
  }),
  ...series(
    L.AE_89,
    totals.feesByClass.map(({ classCode, cents }) => ({
      accountingClassCode: classCode,
      totalFeeAmount: String(cents),
    })),
    5,
  ),
  encodeSpaced(L.AE_90, {
    ...{ grandTotalDutyAmount: number(totals.dutyCents), grandTotalUserFeeAmount: number(totals.feeCents) },
    ...{ grandTotalIrTaxAmount: number(totals.irTaxCents), grandTotalAdDutyAmount: number(totals.adDutyCents) },
    grandTotalCvDutyAmount: number(totals.cvDutyCents),
    grandTotalOtherRevenueAmount: number(totals.otherRevenueCents),
  }),
];

/**
 * A summary on file as its 10 to 90 records, each line behind its 4A: without SE records and without data of other agencies (Entry Summary Query, May 2026, pp. ESQ-23,
 * 52, 53).
 */
export const summaryRecords = (content: SummaryContent): string[] => [
  ...header(content),
  ...content.lines.flatMap((line, index) => lineOf(line, index + 1)),
  ...totalsOf(content),
];
