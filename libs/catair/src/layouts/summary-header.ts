/** Entry summary header, records 10 to 36, and the header records that certify a cargo release from the summary
 * (Entry Summary Create/Update guide, July 2026, pp. ESF-26..64). Records identical to cargo release are in cargo-release.ts. */
import { record } from '../layout';

export const AE_10 = record('10', 'input', [
  ['filingActionCode', 3, 3, 'A', 'M'],
  ['entryFilerCode', 4, 6, 'AN', 'M'],
  ['filler', 7, 8, 'S', 'M'],
  ['entryNumber', 9, 16, 'AN', 'M'],
  ['filler', 17, 17, 'S', 'M'],
  ['portOfEntry', 18, 21, 'AN', 'M'],
  ['brokerReferenceNumber', 22, 30, 'X', 'C'],
  ['filler', 31, 33, 'S', 'M'],
  ['entryTypeCode', 34, 35, 'AN', 'M'],
  ['modeOfTransportationCode', 36, 37, 'AN', 'C'],
  ['bondWaiverIndicator', 38, 38, 'AN', 'C'],
  ['electronicSignature', 39, 39, 'AN', 'C'],
  ['cargoReleaseCertificationRequest', 40, 40, 'AN', 'C'],
  ['electronicInvoiceIndicator', 41, 41, 'AN', 'C'],
  ['consolidatedSummaryIndicator', 42, 42, 'AN', 'C'],
  ['shipmentUsageTypeCode', 43, 43, 'AN', 'C'],
  ['liveEntryIndicator', 44, 44, 'AN', 'C'],
  ['deferredTaxPaymentCode', 45, 45, 'AN', 'C'],
  ['tradeAgreementReconciliationIndicator', 46, 46, 'AN', 'C'],
  ['reconciliationIssueCode', 47, 49, 'AN', 'C'],
  ['filler', 50, 50, 'S', 'M'],
  ['paymentTypeCode', 51, 51, 'AN', 'C'],
  ['preliminaryStatementPrintDate', 52, 57, 'D', 'C'],
  ['periodicStatementMonth', 58, 59, 'AN', 'C'],
  ['statementClientBranchIdentifier', 60, 61, 'AN', 'C'],
  ['bondWaiverReasonCode', 62, 64, 'AN', 'C'],
  ['postSummaryCorrectionIndicator', 65, 65, 'AN', 'C'],
  ['acceleratedLiquidationRequestIndicator', 66, 66, 'AN', 'C'],
  ['knownImporterIndicator', 67, 67, 'AN', 'O'],
  ['pgaDataIncludedIndicator', 68, 68, 'AN', 'C'],
  ['tibDeclarationIndicator', 69, 69, 'AN', 'C'],
  ['consolidatedExpressInformalIndicator', 70, 70, 'AN', 'C'],
  ['filler', 71, 80, 'S', 'M'],
]);

export const AE_11 = record('11', 'input', [
  ['importerOfRecordNumber', 3, 14, 'X', 'M'],
  ['consigneeNumber', 15, 26, 'X', 'C'],
  ['designatedNotifyPartyNumber', 27, 38, 'X', 'C'],
  ['filler', 39, 41, 'S', 'M'],
  ['estimatedEntryDate', 42, 47, 'D', 'C'],
  ['dateOfImportation', 48, 53, 'D', 'C'],
  ['filler', 54, 60, 'S', 'M'],
  ['stateOfDestinationCode', 61, 62, 'AN', 'C'],
  ['foreignTradeZoneIdentifier', 63, 71, 'AN', 'C'],
  ['filler', 72, 80, 'S', 'M'],
]);

export const AE_20 = record('20', 'input', [
  ['carrierCode', 3, 6, 'AN', 'C'],
  ['portOfUnlading', 7, 10, 'AN', 'C'],
  ['estimatedDateOfArrival', 11, 16, 'D', 'C'],
  ['locationOfGoodsCode', 17, 20, 'AN', 'C'],
  ['conveyanceName', 21, 40, 'X', 'C'],
  ['vesselCode', 41, 47, 'AN', 'C'],
  ['designatedExamPortCode', 48, 51, 'AN', 'C'],
  ['inBondDate', 52, 57, 'D', 'C'],
  ['filler', 58, 80, 'S', 'M'],
]);

export const AE_SE13 = record('SE13', 'input', [
  ['contactName', 5, 44, 'AN', 'M'],
  ['contactPhone', 45, 59, 'AN', 'M'],
  ['documentImageIndicator', 60, 60, 'N', 'O'],
  ['filler', 61, 80, 'S', 'M'],
]);

export const AE_21 = record('21', 'input', [
  ['tripIdentifier', 3, 7, 'X', 'M'],
  ['filler', 8, 80, 'S', 'M'],
]);

export const AE_22 = record('22', 'input', [
  ['manifestedQuantity', 3, 10, '(S)N', 'M'],
  ['manifestedQuantityUnitOfMeasureCode', 11, 15, 'X', 'M'],
  ['filler', 16, 80, 'S', 'M'],
]);

export const AE_23 = record('23', 'input', [
  ['manifestComponentTypeCode', 3, 3, 'AN', 'M'],
  ['manifestComponentIssuerCode', 4, 7, 'AN', 'C'],
  ['manifestComponentIdentifier', 8, 19, 'AN', 'M'],
  ['filler', 20, 57, 'S', 'M'],
  ['filler', 58, 80, 'S', 'M'],
]);

export const AE_30 = record('30', 'input', [
  ['associatedWarehouseEntryFilerCode', 3, 5, 'AN', 'M'],
  ['filler', 6, 7, 'S', 'M'],
  ['associatedWarehouseEntryNumber', 8, 15, 'AN', 'M'],
  ['filler', 16, 16, 'S', 'M'],
  ['associatedWarehouseEntryPort', 17, 20, 'AN', 'M'],
  ['finalWarehouseWithdrawalIndicator', 21, 21, 'AN', 'C'],
  ['filler', 22, 80, 'S', 'M'],
]);

export const AE_31 = record('31', 'input', [
  ['bondTypeCode', 3, 3, 'AN', 'M'],
  ['bondDesignationTypeCode', 4, 4, 'AN', 'M'],
  ['continuousBondIndicator', 5, 5, 'AN', 'C'],
  ['suretyCompanyCode', 6, 8, 'AN', 'M'],
  ['singleTransactionBondAmount', 9, 18, '(S)N', 'C'],
  ['singleTransactionBondProducerAccountNumber', 19, 28, 'AN', 'O'],
  ['filler', 29, 80, 'S', 'M'],
]);

export const AE_32 = record(
  '32',
  'input',
  [
    ['releaseEntryFilerCode1', 3, 5, 'AN', 'M'],
    ['filler', 6, 7, 'S', 'M'],
    ['releaseEntryNumber1', 8, 15, 'AN', 'M'],
    ['releaseEntryFilerCode2', 16, 18, 'AN', 'C'],
    ['filler', 19, 20, 'S', 'M'],
    ['releaseEntryNumber2', 21, 28, 'AN', 'C'],
    ['releaseEntryFilerCode3', 29, 31, 'AN', 'C'],
    ['filler', 32, 33, 'S', 'M'],
    ['releaseEntryNumber3', 34, 41, 'AN', 'C'],
    ['releaseEntryFilerCode4', 42, 44, 'AN', 'C'],
    ['filler', 45, 46, 'S', 'M'],
    ['releaseEntryNumber4', 47, 54, 'AN', 'C'],
    ['releaseEntryFilerCode5', 55, 57, 'AN', 'C'],
    ['filler', 58, 59, 'S', 'M'],
    ['releaseEntryNumber5', 60, 67, 'AN', 'C'],
    ['releaseEntryFilerCode6', 68, 70, 'AN', 'C'],
    ['filler', 71, 72, 'S', 'M'],
    ['releaseEntryNumber6', 73, 80, 'AN', 'C'],
  ],
  { items: ['releaseEntryFilerCode', 'releaseEntryNumber'] },
);

export const AE_33 = record(
  '33',
  'input',
  [
    ['missingDocumentCode1', 3, 4, 'AN', 'M'],
    ['missingDocumentCode2', 5, 6, 'AN', 'C'],
    ['filler', 7, 80, 'S', 'M'],
  ],
  { items: ['missingDocumentCode'] },
);

export const AE_34 = record(
  '34',
  'input',
  [
    ['accountingClassCode1', 3, 5, 'AN', 'M'],
    ['headerFeeAmount1', 6, 13, '(S)N', 'M', { decimals: 2 }],
    ['accountingClassCode2', 14, 16, 'AN', 'C'],
    ['headerFeeAmount2', 17, 24, '(S)N', 'C', { decimals: 2 }],
    ['filler', 25, 80, 'S', 'M'],
  ],
  { items: ['accountingClassCode'] },
);

export const AE_35 = record(
  '35',
  'input',
  [
    ['reasonCode1', 3, 5, 'AN', 'M'],
    ['reasonCode2', 6, 8, 'AN', 'C'],
    ['reasonCode3', 9, 11, 'AN', 'C'],
    ['reasonCode4', 12, 14, 'AN', 'C'],
    ['reasonCode5', 15, 17, 'AN', 'C'],
    ['filler', 18, 80, 'S', 'M'],
  ],
  { items: ['reasonCode'] },
);

export const AE_36 = record('36', 'input', [
  ['pscFilingExplanationText', 3, 77, 'X', 'M'],
  ['filler', 78, 80, 'S', 'M'],
]);

export const AE_SE31 = record('SE31', 'input', [
  ['gbiIdentifierQualifier', 5, 8, 'A', 'M'],
  ['gbiIdentifier', 9, 43, 'AN', 'M'],
  ['filler', 44, 80, 'S', 'M'],
]);

export const AE_SE32 = record('SE32', 'input', [
  ['sequenceNumber', 5, 5, 'N', 'M'],
  ['description', 6, 80, 'X', 'M'],
]);
