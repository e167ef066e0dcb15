/** Drawback entry summary, records 10 to 90 (Drawback/TFTEA Drawback Entry Summary Create/Resubmission guide, version 27, pp. 27..77). */
import { record } from '../layout';

export const DE_10 = record('10', 'input', [
  ['filingActionCode', 3, 3, 'A', 'M'],
  ['entryFilerCode', 4, 6, 'AN', 'M'],
  ['filler', 7, 8, 'S', 'M'],
  ['entryNumber', 9, 16, 'AN', 'M'],
  ['filler', 17, 17, 'S', 'M'],
  ['drawbackFilingPort', 18, 21, 'AN', 'M'],
  ['brokerReferenceNumber', 22, 30, 'X', 'O'],
  ['filler', 31, 33, 'S', 'M'],
  ['drawbackProvision', 34, 35, 'X', 'M'],
  ['bondWaiverIndicator', 36, 36, 'AN', 'C'],
  ['bondWaiverReasonCode', 37, 39, 'AN', 'C'],
  ['acceleratedPaymentRequestIndicator', 40, 40, 'AN', 'C'],
  ['oneTimeWaiverIndicator', 41, 41, 'AN', 'C'],
  ['waiverOfPriorNoticeIndicator', 42, 42, 'AN', 'C'],
  ['commercialInterchangeability', 43, 43, 'AN', 'C'],
  ['petroleumCertification', 44, 44, 'AN', 'C'],
  ['manufacturingPetroleumCertification', 45, 45, 'AN', 'C'],
  ['oilSpillTaxCertification', 46, 46, 'AN', 'C'],
  ['naftaClaimIndicator', 47, 47, 'AN', 'C'],
  ['electronicSignature', 48, 48, 'AN', 'M'],
  ['claimantNumber', 49, 60, 'X', 'M'],
  ['designatedNotifyPartyNumber', 61, 72, 'X', 'C'],
  ['wineCertification', 73, 73, 'AN', 'C'],
  ['billOfMaterialsCertification', 74, 74, 'AN', 'C'],
  ['destroyedValueCertification', 75, 75, 'AN', 'C'],
  ['usmcaClaimIndicator', 76, 76, 'AN', 'C'],
  ['retailSalesSubstitutionIndicator', 77, 77, 'AN', 'C'],
  ['superfundTaxCertification', 78, 78, 'AN', 'C'],
  ['filler', 79, 80, 'S', 'M'],
]);

export const DE_31 = record('31', 'input', [
  ['bondTypeCode', 3, 3, 'AN', 'M'],
  ['bondDesignationTypeCode', 4, 4, 'AN', 'M'],
  ['filler', 5, 5, 'S', 'M'],
  ['suretyCompanyCode', 6, 8, 'AN', 'M'],
  ['singleTransactionBondAmount', 9, 18, '(S)N', 'C'],
  ['singleTransactionBondNumber', 19, 28, 'AN', 'C'],
  ['filler', 29, 80, 'S', 'M'],
]);

export const DE_40 = record('40', 'input', [
  ['actionIndicator', 3, 3, 'AN', 'M'],
  ['filler', 4, 5, 'S', 'M'],
  ['importFilerCode', 6, 8, 'AN', 'C'],
  ['filler', 9, 10, 'S', 'M'],
  ['importEntryNumber', 11, 18, 'AN', 'C'],
  ['importLineNumber', 19, 23, '(S)N', 'C'],
  ['certificateOfDeliveryIndicator', 24, 24, 'AN', 'C'],
  ['manufacturingRulingNumber', 25, 34, 'AN', 'C'],
  ['filler', 35, 36, 'S', 'M'],
  ['basisOfClaim', 37, 38, 'AN', 'C'],
  ['manufacturingDateReceived', 39, 44, 'D', 'C'],
  ['manufacturingDateUsed', 45, 50, 'D', 'C'],
  ['importTrackingNumber', 51, 55, 'N', 'C'],
  ['accountingMethodCode', 56, 57, 'N', 'M'],
  ['filler', 58, 80, 'S', 'M'],
]);

export const DE_41 = record('41', 'input', [
  ['htsNumber', 3, 12, 'AN', 'M'],
  ['articleDescription', 13, 62, 'X', 'M'],
  ['filler', 63, 80, 'S', 'M'],
]);

export const DE_42 = record('42', 'input', [
  ['quantity', 3, 18, '(S)N', 'M', { decimals: 4 }],
  ['unitOfMeasureCode', 19, 21, 'X', 'M'],
  ['allowableQuantity', 22, 37, '(S)N', 'C', { decimals: 4 }],
  ['enteredValuePerUnit', 38, 53, '(S)N', 'M', { decimals: 4 }],
  ['substitutedValuePerUnit', 54, 69, '(S)N', 'C', { decimals: 4 }],
  ['filler', 70, 80, 'S', 'M'],
]);

export const DE_43 = record('43', 'input', [
  ['accountingClassCode', 3, 5, 'AN', 'M'],
  ['claimAmount', 6, 13, '(S)N', 'M', { decimals: 2 }],
  ['calculatedAmount', 14, 21, '(S)N', 'M', { decimals: 2 }],
  ['adjustedClaimAmount', 22, 29, '(S)N', 'O', { decimals: 2 }],
  ['qualifierIndicator', 30, 31, 'AN', 'C'],
  ['filler', 32, 80, 'S', 'M'],
]);

export const DE_50 = record('50', 'input', [
  ['actionIndicator', 3, 3, 'AN', 'M'],
  ['manufacturingRulingNumber', 4, 13, 'AN', 'M'],
  ['filler', 14, 15, 'S', 'M'],
  ['htsNumber', 16, 25, 'AN', 'M'],
  ['quantity', 26, 41, '(S)N', 'M', { decimals: 4 }],
  ['unitOfMeasureCode', 42, 44, 'X', 'M'],
  ['productionDate', 45, 50, 'D', 'M'],
  ['factoryLocation', 51, 80, 'AN', 'M'],
]);

export const DE_51 = record('51', 'input', [
  ['articleDescription', 3, 52, 'X', 'M'],
  ['manufacturingRulingNumber', 53, 62, 'AN', 'C'],
  ['manufacturedTrackingNumber', 63, 67, 'N', 'C'],
  ['filler', 68, 80, 'S', 'M'],
]);

/** Import tracking numbers of what went into a manufactured article. */
export const DE_52 = record(
  '52',
  'input',
  [
    ['importTrackingNumber1', 3, 7, 'N', 'C'],
    ['importTrackingNumber2', 8, 12, 'N', 'O'],
    ['importTrackingNumber3', 13, 17, 'N', 'O'],
    ['importTrackingNumber4', 18, 22, 'N', 'O'],
    ['importTrackingNumber5', 23, 27, 'N', 'O'],
    ['importTrackingNumber6', 28, 32, 'N', 'O'],
    ['importTrackingNumber7', 33, 37, 'N', 'O'],
    ['importTrackingNumber8', 38, 42, 'N', 'O'],
    ['importTrackingNumber9', 43, 47, 'N', 'O'],
    ['importTrackingNumber10', 48, 52, 'N', 'O'],
    ['importTrackingNumber11', 53, 57, 'N', 'O'],
    ['importTrackingNumber12', 58, 62, 'N', 'O'],
    ['importTrackingNumber13', 63, 67, 'N', 'O'],
    ['importTrackingNumber14', 68, 72, 'N', 'O'],
    ['importTrackingNumber15', 73, 77, 'N', 'O'],
    ['filler', 78, 80, 'S', 'M'],
  ],
  { items: ['importTrackingNumber'] },
);

/** Tracking numbers of manufactured articles that went into another one. */
export const DE_53 = record(
  '53',
  'input',
  [
    ['manufacturedTrackingNumber1', 3, 7, 'N', 'C'],
    ['manufacturedTrackingNumber2', 8, 12, 'N', 'C'],
    ['manufacturedTrackingNumber3', 13, 17, 'N', 'O'],
    ['manufacturedTrackingNumber4', 18, 22, 'N', 'O'],
    ['manufacturedTrackingNumber5', 23, 27, 'N', 'O'],
    ['manufacturedTrackingNumber6', 28, 32, 'N', 'O'],
    ['manufacturedTrackingNumber7', 33, 37, 'N', 'O'],
    ['manufacturedTrackingNumber8', 38, 42, 'N', 'O'],
    ['manufacturedTrackingNumber9', 43, 47, 'N', 'O'],
    ['manufacturedTrackingNumber10', 48, 52, 'N', 'O'],
    ['manufacturedTrackingNumber11', 53, 57, 'N', 'O'],
    ['manufacturedTrackingNumber12', 58, 62, 'N', 'O'],
    ['manufacturedTrackingNumber13', 63, 67, 'N', 'O'],
    ['manufacturedTrackingNumber14', 68, 72, 'N', 'O'],
    ['manufacturedTrackingNumber15', 73, 77, 'N', 'O'],
    ['filler', 78, 80, 'S', 'M'],
  ],
  { items: ['manufacturedTrackingNumber'] },
);

export const DE_60 = record('60', 'input', [
  ['exportOrDestroyIndicator', 3, 3, 'AN', 'M'],
  ['htsNumber', 4, 13, 'AN', 'M'],
  ['quantity', 14, 29, '(S)N', 'M', { decimals: 4 }],
  ['unitOfMeasureCode', 30, 32, 'X', 'M'],
  ['exportOrDestroyDate', 33, 38, 'D', 'M'],
  ['noticeOfIntentIndicator', 39, 39, 'AN', 'C'],
  ['waiverOfRightsIndicator', 40, 40, 'AN', 'C'],
  ['exporterName', 41, 70, 'AN', 'M'],
  ['countryOfDestination', 71, 72, 'AN', 'C'],
  ['billOfLadingIndicator', 73, 73, 'AN', 'O'],
  ['billOfLadingCarrierCode', 74, 77, 'AN', 'O'],
  ['filler', 78, 80, 'S', 'M'],
]);

export const DE_61 = record('61', 'input', [
  ['articleDescription', 3, 52, 'X', 'M'],
  ['uniqueIdentifier', 53, 80, 'AN', 'M'],
]);

export const DE_62 = record('62', 'input', [
  ['intendedPortOfExport', 3, 6, 'AN', 'C'],
  ['examinationIndicator', 7, 7, 'AN', 'C'],
  ['locationOfDestruction', 8, 37, 'AN', 'C'],
  ['resultOfExamination', 38, 38, 'AN', 'C'],
  ['filler', 39, 80, 'S', 'M'],
]);

export const DE_63 = record('63', 'input', [
  ['recordIndicator', 3, 3, 'AN', 'M'],
  ['nameOfOfficer', 4, 43, 'AN', 'M'],
  ['badgeNumber', 44, 55, 'AN', 'M'],
  ['phoneNumber', 56, 65, 'AN', 'M'],
  ['processingDate', 66, 71, 'D', 'M'],
  ['filler', 72, 80, 'S', 'M'],
]);

export const DE_64 = record('64', 'input', [
  ['foreignEntryNumber', 3, 22, 'AN', 'M'],
  ['foreignEntryDate', 23, 28, 'D', 'M'],
  ['foreignDutyPaid', 29, 38, '(S)N', 'M', { decimals: 2 }],
  ['exchangeRate', 39, 48, '(S)N', 'M', { decimals: 6 }],
  ['foreignTariffNumber1', 49, 58, 'AN', 'M'],
  ['foreignTariffNumber2', 59, 68, 'AN', 'C'],
  ['foreignTariffNumber3', 69, 78, 'AN', 'C'],
  ['countryOfExport', 79, 80, 'AN', 'M'],
]);

export const DE_70 = record('70', 'input', [
  ['exportOrDestroyIndicator', 3, 3, 'AN', 'M'],
  ['htsNumber', 4, 13, 'AN', 'M'],
  ['quantity', 14, 29, '(S)N', 'M', { decimals: 4 }],
  ['unitOfMeasureCode', 30, 32, 'X', 'M'],
  ['exportOrDestroyDate', 33, 38, 'D', 'M'],
  ['noticeOfIntentIndicator', 39, 39, 'AN', 'C'],
  ['waiverOfRightsIndicator', 40, 40, 'AN', 'C'],
  ['exporterName', 41, 70, 'AN', 'M'],
  ['countryOfDestination', 71, 72, 'AN', 'C'],
  ['billOfLadingIndicator', 73, 73, 'AN', 'O'],
  ['billOfLadingCarrierCode', 74, 77, 'AN', 'O'],
  ['scheduleBIndicator', 78, 78, 'AN', 'C'],
  ['filler', 79, 80, 'S', 'M'],
]);

export const DE_71 = record('71', 'input', [
  ['articleDescription', 3, 52, 'X', 'M'],
  ['uniqueIdentifier', 53, 80, 'AN', 'M'],
]);

/** Import tracking numbers of what was exported or destroyed as it came in. */
export const DE_72 = record(
  '72',
  'input',
  [
    ['importTrackingNumber1', 3, 7, 'N', 'C'],
    ['importTrackingNumber2', 8, 12, 'N', 'O'],
    ['importTrackingNumber3', 13, 17, 'N', 'O'],
    ['importTrackingNumber4', 18, 22, 'N', 'O'],
    ['importTrackingNumber5', 23, 27, 'N', 'O'],
    ['importTrackingNumber6', 28, 32, 'N', 'O'],
    ['importTrackingNumber7', 33, 37, 'N', 'O'],
    ['importTrackingNumber8', 38, 42, 'N', 'O'],
    ['importTrackingNumber9', 43, 47, 'N', 'O'],
    ['importTrackingNumber10', 48, 52, 'N', 'O'],
    ['importTrackingNumber11', 53, 57, 'N', 'O'],
    ['importTrackingNumber12', 58, 62, 'N', 'O'],
    ['importTrackingNumber13', 63, 67, 'N', 'O'],
    ['importTrackingNumber14', 68, 72, 'N', 'O'],
    ['importTrackingNumber15', 73, 77, 'N', 'O'],
    ['filler', 78, 80, 'S', 'M'],
  ],
  { items: ['importTrackingNumber'] },
);

/** Tracking numbers of manufactured articles that were exported or destroyed. */
export const DE_73 = record(
  '73',
  'input',
  [
    ['manufacturedTrackingNumber1', 3, 7, 'N', 'C'],
    ['manufacturedTrackingNumber2', 8, 12, 'N', 'O'],
    ['manufacturedTrackingNumber3', 13, 17, 'N', 'O'],
    ['manufacturedTrackingNumber4', 18, 22, 'N', 'O'],
    ['manufacturedTrackingNumber5', 23, 27, 'N', 'O'],
    ['manufacturedTrackingNumber6', 28, 32, 'N', 'O'],
    ['manufacturedTrackingNumber7', 33, 37, 'N', 'O'],
    ['manufacturedTrackingNumber8', 38, 42, 'N', 'O'],
    ['manufacturedTrackingNumber9', 43, 47, 'N', 'O'],
    ['manufacturedTrackingNumber10', 48, 52, 'N', 'O'],
    ['manufacturedTrackingNumber11', 53, 57, 'N', 'O'],
    ['manufacturedTrackingNumber12', 58, 62, 'N', 'O'],
    ['manufacturedTrackingNumber13', 63, 67, 'N', 'O'],
    ['manufacturedTrackingNumber14', 68, 72, 'N', 'O'],
    ['manufacturedTrackingNumber15', 73, 77, 'N', 'O'],
    ['filler', 78, 80, 'S', 'M'],
  ],
  { items: ['manufacturedTrackingNumber'] },
);

export const DE_89 = record(
  '89',
  'input',
  [
    ['accountingClassCode1', 3, 5, 'AN', 'M'],
    ['totalAmount1', 6, 16, '(S)N', 'M', { decimals: 2 }],
    ['filler', 17, 18, 'S', 'M'],
    ['accountingClassCode2', 19, 21, 'AN', 'C'],
    ['totalAmount2', 22, 32, '(S)N', 'C', { decimals: 2 }],
    ['filler', 33, 34, 'S', 'M'],
    ['accountingClassCode3', 35, 37, 'AN', 'C'],
    ['totalAmount3', 38, 48, '(S)N', 'C', { decimals: 2 }],
    ['filler', 49, 50, 'S', 'M'],
    ['accountingClassCode4', 51, 53, 'AN', 'C'],
    ['totalAmount4', 54, 64, '(S)N', 'C', { decimals: 2 }],
    ['filler', 65, 80, 'S', 'M'],
  ],
  { items: ['accountingClassCode'] },
);

export const DE_90 = record('90', 'input', [
  ['grandTotalDutyAmount', 3, 13, '(S)N', 'C', { decimals: 2 }],
  ['filler', 14, 14, 'S', 'M'],
  ['grandTotalUserFeeAmount', 15, 25, '(S)N', 'C', { decimals: 2 }],
  ['filler', 26, 26, 'S', 'M'],
  ['grandTotalIrTaxAmount', 27, 37, '(S)N', 'C', { decimals: 2 }],
  ['filler', 38, 80, 'S', 'M'],
]);
