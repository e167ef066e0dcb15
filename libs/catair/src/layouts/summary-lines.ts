/** Entry summary lines, records 40 to 63, and totals, records 88 to 90 (guide of July 2026, pp. ESF-65..131). */
import { record } from '../layout';

export const AE_40 = record('40', 'input', [
  ['filler', 3, 4, 'S', 'M'],
  ['lineItemIdentifier', 5, 7, 'X', 'M'],
  ['articleSetIndicator', 8, 8, 'AN', 'C'],
  ['countryOfOriginCode', 9, 10, 'X', 'M'],
  ['countryOfExportCode', 11, 12, 'AN', 'C'],
  ['dateOfExportation', 13, 18, 'D', 'C'],
  ['textileExportationDate', 19, 24, 'D', 'C'],
  ['specialProgramClaimCode', 25, 26, 'AN', 'C'],
  ['chargesAmount', 27, 36, '(S)N', 'C'],
  ['foreignPortOfLadingCode', 37, 41, 'AN', 'C'],
  ['grossShippingWeight', 42, 51, '(S)N', 'C'],
  ['categoryCode', 52, 54, 'N', 'C'],
  ['productClaimCode', 55, 55, 'AN', 'C'],
  ['relatedPartyIndicator', 56, 56, 'AN', 'C'],
  ['naftaNetCostIndicator', 57, 57, 'AN', 'C'],
  ['feeExemptionCode', 58, 58, 'AN', 'C'],
  ['filler', 59, 59, 'S', 'M'],
  ['adCaseNonReimbursementStatement', 60, 60, 'AN', 'C'],
  ['filler', 61, 80, 'S', 'M'],
]);

export const AE_41 = record('41', 'input', [
  ['zoneStatusCode', 3, 3, 'AN', 'M'],
  ['privilegedFilingDate', 4, 9, 'D', 'C'],
  ['lineItemQuantity', 10, 19, 'N', 'M'],
  ['filler', 20, 80, 'S', 'M'],
]);

export const AE_42 = record(
  '42',
  'input',
  [
    ['supplierIdCode', 3, 17, 'AN', 'M'],
    ['invoiceNumber', 18, 34, 'X', 'M'],
    ['filler', 35, 35, 'S', 'M'],
    ['invoiceLineRangeBegin1', 36, 39, '(S)N', 'M'],
    ['filler', 40, 40, 'S', 'M'],
    ['invoiceLineRangeEnd1', 41, 44, '(S)N', 'M'],
    ['filler', 45, 45, 'S', 'M'],
    ['invoiceLineRangeBegin2', 46, 49, '(S)N', 'C'],
    ['filler', 50, 50, 'S', 'M'],
    ['invoiceLineRangeEnd2', 51, 54, '(S)N', 'C'],
    ['filler', 55, 55, 'S', 'M'],
    ['invoiceLineRangeBegin3', 56, 59, '(S)N', 'C'],
    ['filler', 60, 60, 'S', 'M'],
    ['invoiceLineRangeEnd3', 61, 64, '(S)N', 'C'],
    ['filler', 65, 65, 'S', 'M'],
    ['invoiceLineRangeBegin4', 66, 69, '(S)N', 'C'],
    ['filler', 70, 70, 'S', 'M'],
    ['invoiceLineRangeEnd4', 71, 74, '(S)N', 'C'],
    ['filler', 75, 80, 'S', 'M'],
  ],
  { items: ['invoiceLineRangeBegin'] },
);

export const AE_43 = record('43', 'input', [
  ['rulingTypeCode', 3, 3, 'AN', 'M'],
  ['filler', 4, 8, 'S', 'M'],
  ['rulingNumber', 9, 14, 'AN', 'C'],
  ['filler', 15, 80, 'S', 'M'],
]);

export const AE_44 = record('44', 'input', [
  ['commercialDescriptionText', 3, 72, 'X', 'M'],
  ['filler', 73, 80, 'S', 'M'],
]);

export const AE_47 = record('47', 'input', [
  ['articlePartyTypeCode', 3, 3, 'AN', 'M'],
  // The guide's table says AN and its usage note (f) asks for dashes in the numbers of buyer and of who gets the goods.
  ['articlePartyIdentifier', 4, 18, 'X', 'M'],
  ['filler', 19, 80, 'S', 'M'],
]);

export const AE_SE51 = record('SE51', 'input', [
  ['gbiIdentifierQualifier', 5, 8, 'A', 'M'],
  ['gbiIdentifier', 9, 43, 'AN', 'M'],
  ['filler', 44, 80, 'S', 'M'],
]);

export const AE_SE52 = record('SE52', 'input', [
  ['sequenceNumber', 5, 5, 'N', 'M'],
  ['description', 6, 80, 'X', 'M'],
]);

export const AE_50 = record('50', 'input', [
  ['htsNumber', 3, 12, 'AN', 'M'],
  ['filler', 13, 13, 'S', 'M'],
  ['dutyAmount', 14, 23, '(S)N', 'M', { decimals: 2 }],
  ['filler', 24, 24, 'S', 'M'],
  ['valueOfGoodsAmount', 25, 34, '(S)N', 'M'],
  ['filler', 35, 35, 'S', 'M'],
  ['quantity1', 36, 47, '(S)N', 'C', { decimals: 2 }],
  ['unitOfMeasureCode1', 48, 50, 'AN', 'M'],
  ['quantity2', 51, 62, '(S)N', 'C', { decimals: 2 }],
  ['unitOfMeasureCode2', 63, 65, 'AN', 'C'],
  ['quantity3', 66, 77, '(S)N', 'C', { decimals: 2 }],
  ['unitOfMeasureCode3', 78, 80, 'AN', 'C'],
]);

export const AE_SE60 = record('SE60', 'input', [
  ['sanctionDisclaimIndicator', 5, 5, 'A', 'C'],
  ['filler', 6, 80, 'S', 'M'],
]);

export const AE_51 = record('51', 'input', [
  ['standardVisaNumber', 3, 11, 'AN', 'M'],
  ['filler', 12, 80, 'S', 'M'],
]);

export const AE_52 = record('52', 'input', [
  ['licenseTypeCode', 3, 4, 'AN', 'M'],
  ['licenseNumber', 5, 14, 'X', 'M'],
  ['filler', 15, 24, 'S', 'M'],
  ['filler', 25, 80, 'S', 'M'],
]);

export const AE_53 = record('53', 'input', [
  ['caseNumber', 3, 12, 'AN', 'M'],
  ['bondCashClaimCode', 13, 13, 'AN', 'M'],
  ['caseDepositRate', 14, 21, '(S)N', 'M', { decimals: 2 }],
  ['caseRateTypeQualifierCode', 22, 22, 'AN', 'M'],
  ['filler', 23, 24, 'S', 'M'],
  ['valueOfGoodsAmount', 25, 34, '(S)N', 'C'],
  ['quantity', 35, 46, '(S)N', 'C', { decimals: 4 }],
  ['dutyAmount', 47, 56, '(S)N', 'M', { decimals: 2 }],
  ['nonReimbursementDeclarationIdentifier', 57, 66, 'AN', 'C'],
  ['filler', 67, 80, 'S', 'M'],
]);

export const AE_54 = record('54', 'input', [
  ['declarationTypeCode', 3, 4, 'AN', 'M'],
  ['declarationInformation', 5, 80, 'X', 'M', { verbatim: true }],
]);

export const AE_60 = record('60', 'input', [
  ['accountingClassCode', 3, 5, 'AN', 'M'],
  ['irTaxAmount', 6, 15, '(S)N', 'M', { decimals: 2 }],
  ['filler', 16, 80, 'S', 'M'],
]);

export const AE_61 = record('61', 'input', [
  ['accountingClassCode', 3, 5, 'AN', 'M'],
  ['otherRevenueAmount', 6, 15, '(S)N', 'M', { decimals: 2 }],
  ['filler', 16, 80, 'S', 'M'],
]);

export const AE_62 = record('62', 'input', [
  ['accountingClassCode', 3, 5, 'AN', 'M'],
  ['userFeeAmount', 6, 13, '(S)N', 'M', { decimals: 2 }],
  ['filler', 14, 80, 'S', 'M'],
]);

export const AE_SE62 = record('SE62', 'input', [
  ['recordId', 5, 6, 'N', 'M'],
  ['recordType', 7, 16, 'AN', 'M'],
  ['fieldName', 17, 80, 'AN', 'M'],
]);

export const AE_SE63 = record('SE63', 'input', [['fieldValue', 5, 80, 'AN', 'M']]);

export const AE_63 = record(
  '63',
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

export const AE_CW02 = record(
  'CW02',
  'input',
  [
    ['filler', 5, 9, 'S', 'M'],
    ['conditionCode1', 10, 12, 'AN', 'M'],
    ['overrideCode1', 13, 14, 'AN', 'M'],
    ['conditionCode2', 15, 17, 'AN', 'C'],
    ['overrideCode2', 18, 19, 'AN', 'C'],
    ['conditionCode3', 20, 22, 'AN', 'C'],
    ['overrideCode3', 23, 24, 'AN', 'C'],
    ['conditionCode4', 25, 27, 'AN', 'C'],
    ['overrideCode4', 28, 29, 'AN', 'C'],
    ['conditionCode5', 30, 32, 'AN', 'C'],
    ['overrideCode5', 33, 34, 'AN', 'C'],
    ['conditionCode6', 35, 37, 'AN', 'C'],
    ['overrideCode6', 38, 39, 'AN', 'C'],
    ['conditionCode7', 40, 42, 'AN', 'C'],
    ['overrideCode7', 43, 44, 'AN', 'C'],
    ['filler', 45, 80, 'S', 'M'],
  ],
  { items: ['conditionCode'] },
);

export const AE_88 = record('88', 'input', [
  ['totalBondedAdDutyAmount', 3, 13, '(S)N', 'C', { decimals: 2 }],
  ['filler', 14, 14, 'S', 'M'],
  ['totalCashDepositAdDutyAmount', 15, 25, '(S)N', 'C', { decimals: 2 }],
  ['filler', 26, 26, 'S', 'M'],
  ['totalBondedCvDutyAmount', 27, 37, '(S)N', 'C', { decimals: 2 }],
  ['filler', 38, 38, 'S', 'M'],
  ['totalCashDepositCvDutyAmount', 39, 49, '(S)N', 'C', { decimals: 2 }],
  ['filler', 50, 80, 'S', 'M'],
]);

export const AE_89 = record(
  '89',
  'input',
  [
    ['accountingClassCode1', 3, 5, 'N', 'M'],
    ['totalFeeAmount1', 6, 16, 'N', 'M', { decimals: 2 }],
    ['accountingClassCode2', 17, 19, 'N', 'C'],
    ['totalFeeAmount2', 20, 30, 'N', 'C', { decimals: 2 }],
    ['accountingClassCode3', 31, 33, 'N', 'C'],
    ['totalFeeAmount3', 34, 44, 'N', 'C', { decimals: 2 }],
    ['accountingClassCode4', 45, 47, 'N', 'C'],
    ['totalFeeAmount4', 48, 58, 'N', 'C', { decimals: 2 }],
    ['accountingClassCode5', 59, 61, 'N', 'C'],
    ['totalFeeAmount5', 62, 72, 'N', 'C', { decimals: 2 }],
    ['filler', 73, 80, 'S', 'M'],
  ],
  { items: ['accountingClassCode'] },
);

export const AE_90 = record('90', 'input', [
  ['grandTotalDutyAmount', 3, 13, '(S)N', 'C', { decimals: 2 }],
  ['filler', 14, 14, 'S', 'M'],
  ['grandTotalUserFeeAmount', 15, 25, '(S)N', 'C', { decimals: 2 }],
  ['filler', 26, 26, 'S', 'M'],
  ['grandTotalIrTaxAmount', 27, 37, '(S)N', 'C', { decimals: 2 }],
  ['filler', 38, 38, 'S', 'M'],
  ['grandTotalAdDutyAmount', 39, 49, '(S)N', 'C', { decimals: 2 }],
  ['filler', 50, 50, 'S', 'M'],
  ['grandTotalCvDutyAmount', 51, 61, '(S)N', 'C', { decimals: 2 }],
  ['filler', 62, 62, 'S', 'M'],
  ['grandTotalOtherRevenueAmount', 63, 73, '(S)N', 'C', { decimals: 2 }],
  ['filler', 74, 80, 'S', 'M'],
]);
