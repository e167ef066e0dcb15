/** Cargo release status, SO records. The Cargo/Manifest/Entry Release Query guide v2.1 (pp. ACMQ-46..64) prints them as WO10-WO72. */
import { record } from '../layout';

export const SO10 = record('SO10', 'output', [
  ['portOfEntry', 5, 8, 'N', 'C'],
  ['entryFilerCode', 9, 11, 'AN', 'M'],
  ['filler', 12, 13, 'S', 'M'],
  ['entryNumber', 14, 21, 'AN', 'M'],
  ['filler', 22, 22, 'S', 'M'],
  ['entryTypeCode', 23, 24, 'N', 'M'],
  ['importerOfRecordNumber', 25, 36, 'X', 'M'],
  ['carrierCode', 37, 40, 'AN', 'C'],
  ['vesselName', 41, 60, 'AN', 'C'],
  ['voyageNumber', 61, 65, 'X', 'C'],
  ['estimatedDateOfArrival', 66, 71, 'D', 'C'],
  ['splitShipmentReleaseCode', 72, 72, 'AN', 'O'],
  ['correctionResponseIndicator', 73, 73, 'X', 'C'],
  ['filler', 74, 80, 'S', 'M'],
]);

export const SO20 = record('SO20', 'output', [
  ['referenceQualifier', 5, 7, 'AN', 'M'],
  ['referenceIdentifier', 8, 57, 'X', 'M'],
  ['filler', 58, 80, 'S', 'M'],
]);

export const SO30 = record('SO30', 'output', [
  ['lineItemIdentifier', 5, 7, 'N', 'M'],
  ['countryOfOriginCode', 8, 9, 'A', 'M'],
  ['htsNumber', 10, 19, 'AN', 'M'],
  ['filler', 20, 80, 'S', 'M'],
]);

export const SO40 = record('SO40', 'output', [
  ['billTypeIndicator', 5, 5, 'A', 'M'],
  ['billIssuerCode', 6, 9, 'AN', 'C'],
  ['billNumber', 10, 59, 'X', 'M'],
  ['quantity', 60, 67, 'N', 'C'],
  ['unitOfMeasure', 68, 72, 'X', 'C'],
  ['manifestedQuantity', 73, 80, 'X', 'C'],
]);

export const SO42 = record('SO42', 'output', [
  ['inBondNumber', 5, 16, 'AN', 'M'],
  ['inBondEntryType', 17, 18, 'N', 'M'],
  ['portOfDeparture', 19, 22, 'N', 'M'],
  ['portOfArrival', 23, 26, 'N', 'M'],
  ['createDate', 27, 32, 'D', 'M'],
  ['arrivalDate', 33, 38, 'D', 'C'],
  ['inBondQuantity', 39, 46, 'N', 'C'],
  ['filler', 47, 80, 'S', 'M'],
]);

export const SO50 = record('SO50', 'output', [
  ['dispositionDate', 5, 10, 'D', 'M'],
  ['dispositionTime', 11, 14, 'N', 'M'],
  ['dispositionCode', 15, 16, 'AN', 'M'],
  ['narrative', 17, 56, 'X', 'M'],
  ['splitIndicator', 57, 57, 'A', 'M'],
  ['carrierCode', 58, 61, 'AN', 'C'],
  ['voyageNumber', 62, 66, 'X', 'C'],
  ['arrivalDate', 67, 72, 'D', 'C'],
  ['portOfArrival', 73, 76, 'N', 'C'],
  ['filler', 77, 80, 'S', 'M'],
]);

export const SO60 = record('SO60', 'output', [
  ['dispositionDate', 5, 10, 'D', 'M'],
  ['dispositionTime', 11, 14, 'N', 'M'],
  ['dispositionCode', 15, 16, 'AN', 'M'],
  ['narrative', 17, 56, 'X', 'M'],
  ['releaseDate', 57, 62, 'D', 'C'],
  ['releaseOriginCode', 63, 64, 'N', 'C'],
  ['documentType', 65, 70, 'AN', 'C'],
  ['filler', 71, 80, 'S', 'M'],
]);

export const SO70 = record('SO70', 'output', [
  ['agencyCode', 5, 7, 'AN', 'M'],
  ['agencyProgramCode', 8, 10, 'AN', 'C'],
  ['statusDate', 11, 16, 'D', 'C'],
  ['statusTime', 17, 20, 'N', 'C'],
  ['entryStatusCode', 21, 22, 'AN', 'C'],
  ['entryStatusMessage', 23, 50, 'X', 'C'],
  ['entryLineStatusCode', 51, 52, 'AN', 'C'],
  ['pgaLineStatusCode', 53, 54, 'AN', 'C'],
  ['statusReasonCode', 55, 56, 'AN', 'C'],
  ['beginningLine', 57, 59, 'N', 'C'],
  ['beginningTariffPosition', 60, 61, 'N', 'C'],
  ['beginningPgaLine', 62, 64, 'N', 'C'],
  ['endingLine', 65, 67, 'N', 'C'],
  ['endingTariffPosition', 68, 69, 'N', 'C'],
  ['endingPgaLine', 70, 72, 'N', 'C'],
  ['documentType', 73, 77, 'AN', 'C'],
  ['pgaEntryHoldCode', 78, 78, 'X', 'C'],
  ['groupVersion', 79, 80, 'N', 'C'],
]);

export const SO71 = record('SO71', 'output', [
  ['referenceQualifier1', 5, 6, 'AN', 'C'],
  ['referenceNumber1', 7, 18, 'X', 'C'],
  ['referenceReceiptDate', 19, 24, 'D', 'C'],
  ['referenceReceiptTime', 25, 30, 'N', 'C'],
  ['lineSubReasonCode1', 31, 33, 'AN', 'C'],
  ['lineSubReasonCode2', 34, 36, 'AN', 'C'],
  ['lineSubReasonCode3', 37, 39, 'AN', 'C'],
  ['lineSubReasonCode4', 40, 42, 'AN', 'C'],
  ['lineSubReasonCode5', 43, 45, 'AN', 'C'],
  ['lineSubReasonCode6', 46, 48, 'AN', 'C'],
  ['lineSubReasonCode7', 49, 51, 'AN', 'C'],
  ['lineSubReasonCode8', 52, 54, 'AN', 'C'],
  ['lineSubReasonCode9', 55, 57, 'AN', 'C'],
  ['lineSubReasonCode10', 58, 60, 'AN', 'C'],
  ['referenceQualifier2', 61, 62, 'AN', 'C'],
  ['referenceNumber2', 63, 80, 'X', 'C'],
]);

export const SO72 = record('SO72', 'output', [['comments', 5, 80, 'X', 'M']]);
