/** Cargo release: SE input records and the SE90 answer (Cargo Release guide v40, pp. SE-33..85). */
import { record } from '../layout';

export const SE10 = record('SE10', 'input', [
  ['actionCode', 5, 5, 'A', 'M'],
  ['entryFilerCode', 6, 8, 'AN', 'M'],
  ['filler', 9, 10, 'S', 'M'],
  ['entryNumber', 11, 18, 'AN', 'M'],
  ['filler', 19, 19, 'S', 'M'],
  ['entryTypeCode', 20, 21, 'AN', 'M'],
  ['importerOfRecordType', 22, 24, 'AN', 'C'],
  ['importerOfRecord', 25, 36, 'X', 'C'],
  ['modeOfTransportationCode', 37, 38, 'AN', 'C'],
  ['bondTypeCode', 39, 39, 'N', 'M'],
  ['estimatedEntryValue', 40, 49, 'N', 'M'],
  ['plannedPortOfEntry', 50, 54, 'AN', 'C'],
  ['splitShipmentReleaseCode', 55, 55, 'AN', 'O'],
  ['portOfUnlading', 56, 60, 'AN', 'C'],
  ['filler', 61, 80, 'S', 'M'],
]);

export const SE11 = record('SE11', 'input', [
  ['entryDateElection', 5, 5, 'X', 'C'],
  ['electedEntryDate', 6, 11, 'D', 'C'],
  ['locationOfGoodsCode', 12, 15, 'AN', 'C'],
  ['electedExamSiteCode', 16, 19, 'AN', 'O'],
  ['conveyanceName', 20, 39, 'X', 'C'],
  ['voyageNumber', 40, 44, 'X', 'C'],
  ['generalOrderNumber', 45, 64, 'AN', 'O'],
  ['bondedWarehouseCode', 65, 68, 'AN', 'C'],
  ['originatingWarehouseEntryFilerCode', 69, 71, 'AN', 'C'],
  ['originatingWarehouseEntryNumber', 72, 79, 'AN', 'C'],
  ['immediateDeliveryIndicator', 80, 80, 'X', 'C'],
]);

export const SE13 = record('SE13', 'input', [
  ['contactName', 5, 44, 'AN', 'M'],
  ['contactPhone', 45, 59, 'AN', 'M'],
  // Printed as letters (p. SE-42); the reasons listed beside it are digits.
  ['reasonCode', 60, 61, 'AN', 'C'],
  ['multipleDispositionsIndicator', 62, 62, 'N', 'O'],
  ['documentImageIndicator', 63, 63, 'N', 'O'],
  ['splitShipmentIndicator', 64, 64, 'N', 'O'],
  ['filler', 65, 80, 'S', 'M'],
]);

export const SE15 = record('SE15', 'input', [
  ['billTypeIndicator', 5, 5, 'A', 'M'],
  ['billIssuerCode', 6, 9, 'AN', 'C'],
  ['billNumber', 10, 59, 'X', 'M'],
  ['quantity', 60, 67, 'N', 'C'],
  ['filler', 68, 72, 'S', 'M'],
  ['nonAmsIndicator', 73, 73, 'X', 'M', { oneOf: ['Y', 'N'] }],
  ['filler', 74, 80, 'S', 'M'],
]);

export const SE16 = record('SE16', 'input', [
  ['carrierCode', 5, 8, 'AN', 'M'],
  ['voyageNumber', 9, 13, 'X', 'M'],
  ['dateOfArrival', 14, 19, 'D', 'M'],
  ['quantity', 20, 27, 'N', 'M'],
  ['unitOfMeasure', 28, 32, 'X', 'O'],
  ['conveyanceName', 33, 52, 'X', 'C'],
  ['filler', 53, 80, 'S', 'M'],
]);

export const SE17 = record('SE17', 'input', [
  ['equipmentNumber', 5, 24, 'AN', 'M'],
  ['filler', 25, 80, 'S', 'M'],
]);

export const SE20 = record('SE20', 'input', [
  ['referenceQualifier', 5, 7, 'AN', 'M'],
  // Values stand at the left (p. SE-20): spaces before one are kept, so that they can be told.
  ['referenceIdentifier', 8, 57, 'X', 'M', { verbatim: true }],
  ['filler', 58, 80, 'S', 'M'],
]);

export const SE30 = record('SE30', 'input', [
  ['entityCode', 5, 7, 'A', 'M'],
  ['entityName', 8, 42, 'X', 'C'],
  ['entityIdentifierQualifier', 43, 45, 'X', 'C'],
  ['entityIdentifier', 46, 65, 'X', 'C'],
  ['filler', 66, 80, 'S', 'M'],
]);

export const SE31 = record('SE31', 'input', [
  ['gbiIdentifierQualifier', 5, 8, 'A', 'M'],
  ['gbiIdentifier', 9, 28, 'AN', 'M'],
  ['filler', 29, 80, 'S', 'M'],
]);

export const SE35 = record('SE35', 'input', [
  ['addressComponentQualifier1', 5, 6, 'AN', 'M'],
  ['addressInformation1', 7, 41, 'X', 'M'],
  ['addressComponentQualifier2', 42, 43, 'AN', 'O'],
  ['addressInformation2', 44, 78, 'X', 'O'],
  ['filler', 79, 80, 'S', 'M'],
]);

export const SE36 = record('SE36', 'input', [
  ['cityName', 5, 39, 'X', 'M'],
  ['countrySubEntity', 40, 42, 'AN', 'O'],
  ['filler', 43, 48, 'S', 'M'],
  ['postalCode', 49, 63, 'X', 'C'],
  ['countryCode', 64, 65, 'A', 'M'],
  ['filler', 66, 80, 'S', 'M'],
]);

export const SE40 = record('SE40', 'input', [
  ['lineItemIdentifier', 5, 7, 'N', 'M'],
  ['countryOfOriginCode', 8, 9, 'A', 'M'],
  ['filler', 10, 10, 'S', 'M'],
  ['commercialInvoiceDescription', 11, 80, 'X', 'O'],
]);

export const SE41 = record('SE41', 'input', [
  ['zoneStatusCode', 5, 5, 'A', 'M'],
  ['privilegedFilingDate', 6, 11, 'D', 'C'],
  ['lineItemQuantity', 12, 19, 'N', 'M'],
  ['filler', 20, 80, 'S', 'M'],
]);

export const SE50 = record('SE50', 'input', [
  ['entityCode', 5, 7, 'A', 'M'],
  ['entityName', 8, 42, 'X', 'C'],
  ['entityIdentifierQualifier', 43, 45, 'X', 'O'],
  ['entityIdentifier', 46, 65, 'X', 'O'],
  ['filler', 66, 80, 'S', 'M'],
]);

export const SE51 = record('SE51', 'input', [
  ['gbiIdentifierQualifier', 5, 8, 'A', 'M'],
  ['gbiIdentifier', 9, 28, 'AN', 'M'],
  ['filler', 29, 80, 'S', 'M'],
]);

export const SE55 = record('SE55', 'input', [
  ['addressComponentQualifier1', 5, 6, 'AN', 'M'],
  ['addressInformation1', 7, 41, 'X', 'M'],
  ['addressComponentQualifier2', 42, 43, 'AN', 'O'],
  ['addressInformation2', 44, 78, 'X', 'O'],
  ['filler', 79, 80, 'S', 'M'],
]);

export const SE56 = record('SE56', 'input', [
  ['cityName', 5, 39, 'X', 'M'],
  ['countrySubEntity', 40, 42, 'AN', 'O'],
  ['filler', 43, 48, 'S', 'M'],
  ['postalCode', 49, 63, 'X', 'C'],
  ['countryCode', 64, 65, 'A', 'M'],
  ['filler', 66, 80, 'S', 'M'],
]);

export const SE60 = record('SE60', 'input', [
  ['htsNumber', 5, 14, 'AN', 'M'],
  ['lineItemValue', 15, 24, 'N', 'C'],
  ['filler', 25, 80, 'S', 'M'],
]);

export const SE61 = record('SE61', 'input', [
  ['currentHtsNumber', 5, 14, 'AN', 'M'],
  ['filler', 15, 80, 'S', 'M'],
]);

export const SE90 = record('SE90', 'output', [
  ['messageTypeCode', 5, 6, 'AN', 'M'],
  ['messageIdentifier', 7, 9, 'AN', 'C'],
  ['narrative', 10, 49, 'X', 'M'],
  ['filler', 50, 80, 'S', 'M'],
]);
