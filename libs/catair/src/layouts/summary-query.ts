/** Entry summary query, EQ in and ER out (Entry Summary Query, May 2026, revision 26, pp. ESQ-16..53). */
import { type FieldRow, record } from '../layout';

export const J0_INPUT = record('J0', 'input', [
  ['returnDetailRequestIndicator', 3, 3, 'AN', 'M'],
  ['filler', 4, 80, 'S', 'M'],
]);

/** Five entries, 13 columns each from column 6. */
const ASKED = [1, 2, 3, 4, 5] as const;
const askedFor = (n: number): FieldRow[] => {
  const from = 6 + (n - 1) * 13;
  const isFirst = n === 1;
  return [
    [`entryFilerCode${n}`, from, from + 2, 'AN', isFirst ? 'M' : 'C'],
    ['filler', from + 3, from + 4, 'S', 'M'],
    [`entryNumber${n}`, from + 5, from + 12, 'AN', isFirst ? 'M' : 'C'],
  ];
};

export const J1_INPUT = record('J1', 'input', [
  ['filler', 3, 5, 'S', 'M'],
  ...ASKED.flatMap(askedFor),
  ['filler', 71, 80, 'S', 'M'],
]);

export const J2_INPUT = record('J2', 'input', [
  ['filler', 3, 3, 'S', 'M'],
  ['criteriaQueryTypeCode', 4, 6, 'AN', 'M'],
  ['filler', 7, 7, 'S', 'M'],
  ['requestedFromDateTime', 8, 21, 'AN', 'M'],
  ['requestedToDateTime', 22, 35, 'AN', 'M'],
  ['filler', 36, 36, 'S', 'M'],
  ['entrySummariesFlag', 37, 37, 'AN', 'O'],
  ['ftaReconSummariesFlag', 38, 38, 'AN', 'O'],
  ['otherReconSummariesFlag', 39, 39, 'AN', 'O'],
  ['drawbackSummariesFlag', 40, 40, 'AN', 'O'],
  ['dutyDeferralSummariesFlag', 41, 41, 'AN', 'O'],
  ['collectionBillInformationCode', 42, 42, 'AN', 'O'],
  ['filler', 43, 80, 'S', 'M'],
]);

export const JA = record('JA', 'output', [
  ['filler', 3, 3, 'S', 'M'],
  ['criteriaQueryTypeCode', 4, 6, 'AN', 'M'],
  ['filler', 7, 7, 'S', 'M'],
  ['requestedFromDateTime', 8, 21, 'AN', 'M'],
  ['requestedToDateTime', 22, 35, 'AN', 'M'],
  ['filler', 36, 80, 'S', 'M'],
]);

export const JB = record('JB', 'output', [
  ['entryFilerCode', 3, 5, 'AN', 'M'],
  ['filler', 6, 7, 'S', 'M'],
  ['entryNumber', 8, 15, 'AN', 'M'],
  ['versionNumber', 16, 20, 'AN', 'M'],
  ['acceptDateTime', 21, 34, 'AN', 'M'],
  ['pscIndicator', 35, 35, 'AN', 'M'],
  ['pscAcceptDate', 36, 41, 'D', 'C'],
  ['ownershipDataReturnedIndicator', 42, 42, 'AN', 'M'],
  ['liquidationStatusCode', 43, 43, 'AN', 'M'],
  ['liquidationDate', 44, 49, 'D', 'C'],
  ['filler', 50, 50, 'S', 'M'],
  ['centerId', 51, 56, 'AN', 'M'],
  ['filler', 57, 80, 'S', 'M'],
]);

export const JC = record('JC', 'output', [
  ['controlStatus', 3, 3, 'AN', 'M'],
  ['statusCode', 4, 4, 'AN', 'M'],
  ['statusDate', 5, 10, 'D', 'M'],
  ['lateFilingStatusCode', 11, 11, 'AN', 'M'],
  ['releaseStatusCode', 12, 12, 'AN', 'C'],
  ['releaseDate', 13, 18, 'D', 'C'],
  ['filler', 19, 19, 'S', 'M'],
  ['collectionStatusCode', 20, 20, 'AN', 'M'],
  ['collectionDate', 21, 26, 'D', 'C'],
  ['filler', 27, 27, 'S', 'M'],
  ['extensionSuspensionDate', 28, 33, 'D', 'C'],
  ['extensionSuspensionNoticeDate', 34, 39, 'D', 'C'],
  ['censusHeaderStatusCode', 40, 40, 'AN', 'M'],
  ['invoiceStatusCode', 41, 41, 'AN', 'M'],
  ['protestStatusCode', 42, 43, 'AN', 'M'],
  ['quotaStatusCode', 44, 44, 'AN', 'M'],
  ['tradeAgreementReconciliationFilerCode', 45, 47, 'AN', 'C'],
  ['filler', 48, 49, 'S', 'M'],
  ['tradeAgreementReconciliationEntryNumber', 50, 57, 'AN', 'C'],
  ['otherReconciliationFilerCode', 58, 60, 'AN', 'C'],
  ['filler', 61, 62, 'S', 'M'],
  ['otherReconciliationEntryNumber', 63, 70, 'AN', 'C'],
  ['extensionSuspensionCode1', 71, 72, 'AN', 'C'],
  ['extensionSuspensionCode2', 73, 74, 'AN', 'O'],
  ['extensionSuspensionCode3', 75, 76, 'AN', 'O'],
  ['extensionSuspensionCode4', 77, 78, 'AN', 'O'],
  ['filler', 79, 80, 'S', 'M'],
]);

export const JD = record('JD', 'output', [
  ['cbpReviewIndicator', 3, 3, 'AN', 'M'],
  ['entryDate', 4, 9, 'D', 'C'],
  ['liquidatedDuty', 10, 21, 'N', 'C', { decimals: 2 }],
  ['liquidatedTax', 22, 33, 'N', 'C', { decimals: 2 }],
  ['liquidatedFees', 34, 45, 'N', 'C', { decimals: 2 }],
  ['liquidatedInterest', 46, 57, 'N', 'C', { decimals: 2 }],
  ['liquidatedAdCvd', 58, 69, 'N', 'C', { decimals: 2 }],
  ['liquidationReasonCode1', 70, 71, 'AN', 'C'],
  ['liquidationReasonCode2', 72, 73, 'AN', 'C'],
  ['liquidationReasonCode3', 74, 75, 'AN', 'C'],
  ['immediateDeliveryIndicator', 76, 76, 'AN', 'M'],
  ['filler', 77, 80, 'S', 'M'],
]);

export const JE = record('JE', 'output', [
  ['estimatedDuty', 3, 15, 'N', 'C', { decimals: 2 }],
  ['estimatedTax', 16, 28, 'N', 'C', { decimals: 2 }],
  ['estimatedFees', 29, 41, 'N', 'C', { decimals: 2 }],
  ['estimatedInterest', 42, 54, 'N', 'C', { decimals: 2 }],
  ['estimatedAdCvd', 55, 67, 'N', 'C', { decimals: 2 }],
  ['filler', 68, 80, 'S', 'M'],
]);

export const JF = record('JF', 'output', [
  ['importerOfRecordNumber', 3, 14, 'X', 'C'],
  ['entryType', 15, 16, 'N', 'C'],
  ['rejectDate', 17, 22, 'D', 'C'],
  ['acceleratedDrawbackIndicator', 23, 23, 'N', 'C'],
  ['electronicInvoiceIndicator', 24, 24, 'A', 'C'],
  ['districtPortOfEntry', 25, 28, 'AN', 'M'],
  ['entrySummaryFilingDate', 29, 34, 'D', 'C'],
  ['filler', 35, 80, 'S', 'M'],
]);

export const JG = record('JG', 'output', [
  ['numberOfWithdrawals', 3, 5, 'N', 'C'],
  ['warehouseFinalWithdrawalIndicator', 6, 6, 'A', 'C'],
  ['importSpecialistTeam', 7, 9, 'AN', 'C'],
  ['centerId', 10, 15, 'AN', 'C'],
  ['numberOfLineItems', 16, 18, 'N', 'C'],
  ['filler', 19, 80, 'S', 'M'],
]);

export const JH = record('JH', 'output', [
  ['cbpForm4811ReferenceNumber', 3, 14, 'X', 'C'],
  ['preliminaryStatementPrintDate', 15, 20, 'D', 'C'],
  ['brokerReferenceNumber', 21, 29, 'X', 'C'],
  ['filler', 30, 80, 'S', 'M'],
]);

export const JI = record('JI', 'output', [
  ['suretyCode', 3, 5, 'N', 'C'],
  ['primarySuretyIndicator', 6, 6, 'AN', 'C'],
  ['bondTypeCode', 7, 7, 'N', 'C'],
  ['bondDesignationTypeCode', 8, 8, 'AN', 'C'],
  ['multipleBondsIndicator', 9, 9, 'AN', 'C'],
  ['bondNumber', 10, 18, 'AN', 'C'],
  ['singleEntryBondAmount', 19, 33, 'N', 'C', { decimals: 2 }],
  ['suretyLiabilityAmount', 34, 43, 'N', 'C'],
  ['filler', 44, 80, 'S', 'M'],
]);

/** JI, JK, JL and JN where nothing is on file: the words of the guide from column 3 on. */
const words = (recordId: string) => record(recordId, 'output', [['text', 3, 80, 'X', 'M', { verbatim: true }]]);
export const JI_NONE = words('JI');
export const JK_NONE = words('JK');
export const JL_NONE = words('JL');
export const JN_NONE = words('JN');

export const JJ = record('JJ', 'output', [
  ['protestNumber', 3, 14, 'AN', 'C'],
  ['protestType', 15, 15, 'N', 'C'],
  ['protestStatus', 16, 17, 'A', 'C'],
  ['protestDecisionDate', 18, 23, 'D', 'C'],
  ['summonsIndicator', 24, 24, 'N', 'C'],
  ['filler', 25, 80, 'S', 'M'],
]);

export const JZ = record('JZ', 'output', [
  ['conditionCode', 3, 5, 'AN', 'M'],
  ['reasonCode', 6, 8, 'AN', 'C'],
  ['narrativeText', 9, 48, 'X', 'M'],
  ['filler', 49, 49, 'S', 'M'],
  ['entryFilerCode', 50, 52, 'AN', 'C'],
  ['filler', 53, 54, 'S', 'C'],
  ['entryNumber', 55, 62, 'AN', 'C'],
  ['filler', 63, 64, 'S', 'M'],
  ['districtPortOfEntry', 65, 68, 'AN', 'M'],
  ['filler', 69, 80, 'S', 'M'],
]);

/** Ahead of each 40 of the content: the line by its place. */
export const J_4A = record('4A', 'output', [
  ['cbpLineNumber', 3, 7, 'N', 'M'],
  ['filler', 8, 80, 'S', 'M'],
]);
