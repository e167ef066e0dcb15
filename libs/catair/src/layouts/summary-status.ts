/** Entry summary status notification, UC records; E1 agrees with the example of Batch & Block Control p. B&B-38. */
import { record } from '../layout';

export const UC_E1 = record('E1', 'output', [
  ['dispositionTypeCode', 3, 3, 'AN', 'M'],
  ['sourceCode', 4, 4, 'N', 'M'],
  ['teamNumber', 5, 7, 'AN', 'C'],
  ['reasonCode', 8, 10, 'AN', 'C'],
  ['dispositionDate', 11, 16, 'D', 'M'],
  ['filler', 17, 50, 'S', 'M'],
  ['entryFilerCode', 51, 53, 'AN', 'M'],
  ['filler', 54, 55, 'S', 'M'],
  ['entryNumber', 56, 63, 'AN', 'M'],
  ['filler', 64, 65, 'S', 'M'],
  ['lineIdentifier', 66, 68, 'AN', 'C'],
  ['brokerReferenceNumber', 69, 77, 'X', 'C'],
  ['filler', 78, 80, 'S', 'M'],
]);

export const UC_E2 = record('E2', 'output', [
  ['filler', 3, 4, 'S', 'M'],
  ['userName', 5, 34, 'X', 'C'],
  ['filler', 35, 36, 'S', 'M'],
  ['phone', 37, 46, 'X', 'C'],
  ['filler', 47, 48, 'S', 'M'],
  ['actionIdentificationNumber', 49, 60, 'X', 'C'],
  ['filler', 61, 61, 'S', 'M'],
  ['phoneExtension', 62, 65, 'X', 'C'],
  ['filler', 66, 80, 'S', 'M'],
]);

export const UC_E3 = record('E3', 'output', [['remarks', 3, 80, 'X', 'M']]);
