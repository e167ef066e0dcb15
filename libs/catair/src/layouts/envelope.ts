/** Batch and block control and its conditions: A, B, Y, Z, X0, X1 (Batch & Block Control v23, pp. B&B-9..33). */
import { record } from '../layout';

export const A_INPUT = record('A', 'input', [
  ['siteCode', 2, 5, 'AN', 'M'],
  ['idCode', 6, 8, 'AN', 'M'],
  ['password', 9, 14, 'AN', 'M', { secret: true }],
  ['transmissionDate', 15, 20, 'D', 'O'],
  ['filler', 21, 25, 'S', 'M'],
  ['applicationId', 26, 27, 'X', 'M'],
  ['filler', 28, 37, 'S', 'M'],
  ['officeCode', 38, 39, 'AN', 'C'],
  ['filler', 40, 59, 'S', 'M'],
  ['userData', 60, 80, 'X', 'O', { verbatim: true }],
]);

export const B_INPUT = record('B', 'input', [
  ['filler', 2, 3, 'S', 'M'],
  ['processingPortCode', 4, 7, 'AN', 'M'],
  ['processingFilerCode', 8, 10, 'AN', 'M'],
  ['applicationId', 11, 12, 'X', 'M'],
  ['filler', 13, 44, 'S', 'M'],
  ['processingOfficeCode', 45, 46, 'AN', 'C'],
  ['preparerPortCode', 47, 50, 'AN', 'C'],
  ['preparerFilerCode', 51, 53, 'AN', 'C'],
  ['preparerOfficeCode', 54, 55, 'AN', 'C'],
  ['preparerIndicator', 56, 56, 'AN', 'C'],
  ['filler', 57, 59, 'S', 'M'],
  ['userData', 60, 80, 'X', 'O', { verbatim: true }],
]);

export const Y_INPUT = record('Y', 'input', [
  ['filler', 2, 3, 'S', 'M'],
  ['processingPortCode', 4, 7, 'AN', 'M'],
  ['processingFilerCode', 8, 10, 'AN', 'M'],
  ['applicationId', 11, 12, 'X', 'M'],
  ['filler', 13, 44, 'S', 'M'],
  ['processingOfficeCode', 45, 46, 'AN', 'C'],
  ['filler', 47, 80, 'S', 'C'],
]);

export const Z_INPUT = record('Z', 'input', [
  ['siteCode', 2, 5, 'AN', 'M'],
  ['idCode', 6, 8, 'AN', 'M'],
  ['filler', 9, 14, 'S', 'M'],
  ['transmissionDate', 15, 20, 'D', 'C'],
  ['filler', 21, 37, 'S', 'M'],
  ['officeCode', 38, 39, 'AN', 'C'],
  ['filler', 40, 80, 'S', 'M'],
]);

export const A_OUTPUT = record('A', 'output', [
  ['siteCode', 2, 5, 'AN', 'M'],
  ['idCode', 6, 8, 'AN', 'M'],
  ['filler', 9, 14, 'S', 'M'],
  ['transmissionDate', 15, 20, 'X', 'C'],
  ['filler', 21, 25, 'S', 'M'],
  ['applicationId', 26, 27, 'X', 'C'],
  ['filler', 28, 37, 'S', 'M'],
  ['officeCode', 38, 39, 'AN', 'C'],
  ['filler', 40, 59, 'S', 'M'],
  ['userData', 60, 80, 'X', 'C', { verbatim: true }],
]);

export const B_OUTPUT = record('B', 'output', [
  ['filler', 2, 3, 'S', 'M'],
  ['processingPortCode', 4, 7, 'AN', 'M'],
  ['processingFilerCode', 8, 10, 'AN', 'M'],
  ['applicationId', 11, 12, 'X', 'M'],
  ['statementStatus', 13, 13, 'A', 'C'],
  ['statementNumber', 14, 23, 'AN', 'C'],
  ['preliminaryStatementPrintDate', 24, 29, 'D', 'C'],
  ['paymentTypeCode', 30, 30, 'AN', 'C'],
  ['importerOfRecordNumber', 31, 42, 'X', 'C'],
  ['statementClientBranchIdentifier', 43, 44, 'AN', 'C'],
  ['processingOfficeCode', 45, 46, 'AN', 'C'],
  ['preparerPortCode', 47, 50, 'AN', 'C'],
  ['preparerFilerCode', 51, 53, 'AN', 'C'],
  ['preparerOfficeCode', 54, 55, 'AN', 'C'],
  ['preparerIndicator', 56, 56, 'AN', 'C'],
  ['filler', 57, 59, 'S', 'M'],
  ['userData', 60, 80, 'X', 'C', { verbatim: true }],
]);

export const Y_OUTPUT = record('Y', 'output', [
  ['filler', 2, 3, 'S', 'M'],
  ['processingPortCode', 4, 7, 'AN', 'M'],
  ['processingFilerCode', 8, 10, 'AN', 'M'],
  ['applicationId', 11, 12, 'X', 'M'],
  ['imageCount', 13, 17, 'N', 'M'],
  ['filler', 18, 44, 'S', 'M'],
  ['processingOfficeCode', 45, 46, 'AN', 'C'],
  ['filler', 47, 80, 'S', 'C'],
]);

export const Z_OUTPUT = record('Z', 'output', [
  ['siteCode', 2, 5, 'AN', 'M'],
  ['idCode', 6, 8, 'AN', 'M'],
  ['filler', 9, 14, 'S', 'M'],
  ['transmissionDate', 15, 20, 'X', 'C'],
  ['filler', 21, 37, 'S', 'M'],
  ['officeCode', 38, 39, 'AN', 'C'],
  ['filler', 40, 80, 'S', 'M'],
]);

/** The generated B, Y and Z of a rejected batch carry their letter again in column 80. */
export const B_GENERATED = record('B', 'output', [
  ['filler', 2, 79, 'S', 'M'],
  ['constant', 80, 80, 'A', 'M', { is: 'B' }],
]);

export const Y_GENERATED = record('Y', 'output', [
  ['filler', 2, 12, 'S', 'M'],
  ['imageCount', 13, 17, 'N', 'M'],
  ['filler', 18, 79, 'S', 'M'],
  ['constant', 80, 80, 'A', 'M', { is: 'Y' }],
]);

export const Z_GENERATED = record('Z', 'output', [
  ['filler', 2, 79, 'S', 'M'],
  ['constant', 80, 80, 'A', 'M', { is: 'Z' }],
]);

/** X0 as a whole; the two variants below spell out the reference data of Table 1 (p. B&B-30). */
export const X0 = record('X0', 'output', [
  ['filler', 3, 3, 'S', 'M'],
  ['referenceType', 4, 9, 'AN', 'M'],
  ['filler', 10, 10, 'S', 'M'],
  ['occurrence', 11, 16, 'N', 'M'],
  ['filler', 17, 17, 'S', 'M'],
  ['constant', 18, 24, 'X', 'M', { is: 'REF ID:' }],
  ['filler', 25, 25, 'S', 'M'],
  ['referenceData', 26, 80, 'X', 'M'],
]);

export const X0_BLOCK = record('X0', 'output', [
  ['filler', 3, 3, 'S', 'M'],
  ['constant', 4, 9, 'AN', 'M', { is: 'BLOCK' }],
  ['filler', 10, 10, 'S', 'M'],
  ['occurrence', 11, 16, 'N', 'M'],
  ['filler', 17, 17, 'S', 'M'],
  ['constant', 18, 24, 'X', 'M', { is: 'REF ID:' }],
  ['filler', 25, 25, 'S', 'M'],
  ['processingPortCode', 26, 29, 'X', 'M'],
  ['filler', 30, 30, 'S', 'M'],
  ['processingFilerCode', 31, 33, 'X', 'M'],
  ['filler', 34, 34, 'S', 'M'],
  ['processingOfficeCode', 35, 36, 'X', 'C'],
  ['filler', 37, 37, 'S', 'M'],
  ['applicationId', 38, 39, 'X', 'M'],
  ['filler', 40, 40, 'S', 'M'],
  ['userData', 41, 61, 'X', 'C', { verbatim: true }],
  ['filler', 62, 62, 'S', 'M'],
  ['preparerPortCode', 63, 66, 'X', 'C'],
  ['preparerFilerCode', 67, 69, 'X', 'C'],
  ['preparerOfficeCode', 70, 71, 'X', 'C'],
  ['preparerIndicator', 72, 72, 'X', 'C'],
  ['filler', 73, 80, 'S', 'M'],
]);

export const X0_TRNACT = record('X0', 'output', [
  ['filler', 3, 3, 'S', 'M'],
  ['constant', 4, 9, 'AN', 'M', { is: 'TRNACT' }],
  ['filler', 10, 10, 'S', 'M'],
  ['occurrence', 11, 16, 'N', 'M'],
  ['filler', 17, 17, 'S', 'M'],
  ['constant', 18, 24, 'X', 'M', { is: 'REF ID:' }],
  ['filler', 25, 25, 'S', 'M'],
  ['recordPosition', 26, 32, 'N', 'M'],
  ['filler', 33, 33, 'S', 'M'],
  ['column', 34, 35, 'N', 'M'],
  ['filler', 36, 80, 'S', 'M'],
]);

/** The guide classes the narrative AN, yet its own texts hold `/` and `-`; it is X here. */
export const X1 = record('X1', 'output', [
  ['dispositionTypeCode', 3, 3, 'AN', 'C'],
  ['constant', 4, 4, 'AN', 'M', { is: 'F' }],
  ['conditionCode', 5, 7, 'AN', 'M'],
  ['filler', 8, 9, 'S', 'M'],
  ['reasonCode', 10, 10, 'AN', 'C'],
  ['narrative', 11, 50, 'X', 'M'],
  ['filler', 51, 80, 'S', 'M'],
]);
