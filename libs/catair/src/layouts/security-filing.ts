/** Importer Security Filing that comes with a cargo release: SF input records (Cargo Release guide v40, pp. SE-73..82). */
import { record } from '../layout';

export const SF10 = record('SF10', 'input', [
  ['submissionType', 5, 5, 'AN', 'M'],
  ['shipmentType', 6, 7, 'AN', 'M'],
  ['actionCode', 8, 8, 'A', 'M'],
  ['actionReasonCode', 9, 10, 'X', 'C'],
  ['importerNumberQualifier', 11, 13, 'X', 'M'],
  ['importerNumber', 14, 28, 'X', 'M'],
  ['reserved', 29, 36, 'X', 'O'],
  ['modeOfTransportationCode', 37, 38, 'AN', 'O'],
  ['transactionNumber', 39, 53, 'X', 'C'],
  ['carrierCode', 54, 57, 'AN', 'O'],
  ['bondHolder', 58, 72, 'X', 'O'],
  ['bondActivityCode', 73, 74, 'AN', 'O'],
  ['bondType', 75, 75, 'AN', 'O'],
  ['filler', 76, 78, 'S', 'M'],
  ['countryOfIssuance', 79, 80, 'AN', 'O'],
]);

export const SF20 = record('SF20', 'input', [
  ['referenceQualifier', 5, 7, 'AN', 'M'],
  ['referenceIdentifier', 8, 57, 'X', 'M'],
  ['filler', 58, 80, 'S', 'M'],
]);

export const SF25 = record('SF25', 'input', [
  ['equipmentDescriptionCode', 5, 6, 'X', 'M'],
  ['equipmentInitial', 7, 10, 'A', 'M'],
  ['equipmentNumber', 11, 25, 'AN', 'M'],
  ['equipmentCheckDigit', 26, 26, 'AN', 'C'],
  ['equipmentSizeType', 27, 30, 'AN', 'O'],
  ['filler', 31, 80, 'S', 'M'],
]);

export const SF30 = record('SF30', 'input', [
  ['entityCode', 5, 7, 'A', 'M'],
  ['entityName', 8, 42, 'X', 'C'],
  ['entityIdentifierQualifier', 43, 45, 'X', 'C'],
  ['entityIdentifier', 46, 65, 'X', 'C'],
  ['countryOfIssuance', 66, 67, 'AN', 'O'],
  ['dateOfBirth', 68, 75, 'X', 'O'],
  ['filler', 76, 80, 'S', 'M'],
]);

export const SF31 = record('SF31', 'input', [
  ['entityCode', 5, 7, 'A', 'M'],
  ['entityName', 8, 42, 'X', 'M'],
  ['filler', 43, 80, 'S', 'M'],
]);

export const SF35 = record('SF35', 'input', [
  ['addressComponentQualifier1', 5, 6, 'AN', 'M'],
  ['addressInformation1', 7, 41, 'X', 'M'],
  ['addressComponentQualifier2', 42, 43, 'AN', 'O'],
  ['addressInformation2', 44, 78, 'X', 'O'],
  ['filler', 79, 80, 'S', 'M'],
]);

export const SF36 = record('SF36', 'input', [
  ['cityName', 5, 39, 'X', 'M'],
  ['countrySubEntity', 40, 42, 'AN', 'O'],
  ['filler', 43, 48, 'S', 'M'],
  ['postalCode', 49, 63, 'X', 'C'],
  ['countryCode', 64, 65, 'A', 'M'],
  ['filler', 66, 80, 'S', 'M'],
]);
