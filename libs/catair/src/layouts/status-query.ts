/** Cargo, manifest and entry status query, WR1 in and C1 out (Cargo/Manifest/In-bond/Entry Status Query, revision 21, pp. ACMQ-12..44). WO10-WO72 are SO10-SO72. */
import { record } from '../layout';

export const WR1_INPUT = record('WR1', 'input', [
  ['filler', 4, 7, 'S', 'M'],
  ['entryFilerCode', 8, 10, 'AN', 'C'],
  ['entryNumber', 11, 19, 'AN', 'C'],
  ['inBondNumber', 20, 31, 'AN', 'C'],
  ['billIssuerCode', 32, 35, 'AN', 'C'],
  ['billNumber', 36, 47, 'AN', 'C'],
  ['airWaybillNumber', 48, 58, 'AN', 'C'],
  ['houseAirWaybillNumber', 59, 70, 'AN', 'O'],
  ['relatedBillsIndicator', 71, 71, 'AN', 'O'],
  ['billsOfEntryIndicator', 72, 72, 'AN', 'O'],
  ['limitOutputOption', 73, 73, 'AN', 'O'],
  ['filler', 74, 80, 'S', 'M'],
]);

export const WR0 = record('WR0', 'output', [
  ['entryFilerCode', 4, 6, 'AN', 'M'],
  ['entryNumber', 7, 15, 'AN', 'M'],
  ['filler', 16, 29, 'S', 'M'],
  ['errorCode', 30, 32, 'AN', 'M'],
  ['narrative', 33, 72, 'X', 'M'],
  ['filler', 73, 80, 'S', 'M'],
]);

export const WSA = record('WSA', 'output', [
  ['inBondNumber', 4, 15, 'AN', 'C'],
  ['billIssuerCode', 16, 19, 'AN', 'C'],
  ['billNumber', 20, 31, 'AN', 'C'],
  ['errorCode', 32, 34, 'AN', 'M'],
  ['narrative', 35, 74, 'X', 'M'],
  ['filler', 75, 80, 'S', 'M'],
]);

export const WSB = record('WSB', 'output', [
  ['airWaybillNumber', 4, 14, 'AN', 'M'],
  ['houseAirWaybillNumber', 15, 26, 'AN', 'O'],
  ['errorCode', 27, 29, 'AN', 'M'],
  ['narrative', 30, 69, 'X', 'M'],
  ['filler', 70, 80, 'S', 'M'],
]);

export const WR1_OUTPUT = record('WR1', 'output', [
  ['portOfEntry', 4, 7, 'N', 'C'],
  ['entryFilerCode', 8, 10, 'AN', 'C'],
  ['entryNumber', 11, 19, 'AN', 'C'],
  ['entryTypeCode', 20, 21, 'N', 'C'],
  ['importerOfRecordNumber', 22, 33, 'X', 'C'],
  ['brokerReference', 34, 42, 'X', 'C'],
  ['carrierCode', 43, 46, 'AN', 'C'],
  ['conveyanceName', 47, 66, 'AN', 'C'],
  ['voyageNumber', 67, 71, 'X', 'C'],
  ['arrivalDate', 72, 77, 'D', 'C'],
  ['filler', 78, 80, 'S', 'M'],
]);

export const WR2 = record('WR2', 'output', [
  ['tripNumber', 4, 28, 'AN', 'C'],
  ['filler', 29, 76, 'S', 'M'],
  ['firmsCode', 77, 80, 'AN', 'C'],
]);

export const WR4 = record('WR4', 'output', [
  ['inBondNumber', 4, 15, 'AN', 'C'],
  ['masterBillNumber', 16, 27, 'AN', 'C'],
  ['houseBillNumber', 28, 39, 'AN', 'C'],
  ['subHouseBillNumber', 40, 51, 'AN', 'C'],
  ['manifestQuantity', 52, 59, 'N', 'C'],
  ['unit', 60, 64, 'X', 'C'],
  ['masterIssuerCode', 65, 68, 'AN', 'C'],
  ['houseIssuerCode', 69, 72, 'AN', 'C'],
  ['billTypeCode', 73, 73, 'X', 'C'],
  ['securityFilingIndicator', 74, 74, 'X', 'C'],
  ['modeCode', 75, 75, 'X', 'C'],
  ['filler', 76, 80, 'S', 'M'],
]);

export const WS5 = record('WS5', 'output', [
  ['inBondStatus', 4, 5, 'AN', 'C'],
  ['inBondArrivalDate', 6, 11, 'N', 'C'],
  ['inBondExportDate', 12, 17, 'N', 'C'],
  ['filler', 18, 75, 'S', 'M'],
  ['inBondEntryType', 76, 77, 'AN', 'C'],
  ['filler', 78, 80, 'S', 'M'],
]);

export const WR5 = record('WR5', 'output', [
  ['dispositionDate', 4, 9, 'D', 'M'],
  ['dispositionTime', 10, 13, 'N', 'M'],
  ['dispositionCode', 14, 16, 'AN', 'M'],
  ['narrative', 17, 56, 'X', 'M'],
  ['filler', 57, 57, 'S', 'M'],
  ['releaseDate', 58, 63, 'D', 'C'],
  ['releaseOriginCode', 64, 65, 'N', 'C'],
  ['quantity', 66, 73, 'N', 'C'],
  ['filler', 74, 74, 'S', 'M'],
  ['sequence', 75, 77, 'N', 'C'],
  ['filler', 78, 80, 'S', 'M'],
]);

export const WN1 = record('WN1', 'output', [
  ['inBondNumber', 4, 15, 'AN', 'C'],
  ['manifestedPort', 16, 19, 'AN', 'C'],
  ['actualPort', 20, 23, 'AN', 'C'],
  ['divertedPort', 24, 27, 'AN', 'C'],
  ['inBondOriginPort', 28, 31, 'AN', 'C'],
  ['inBondDestinationPort', 32, 35, 'AN', 'C'],
  ['actualDestinationPort', 36, 39, 'AN', 'C'],
  ['divertedDestinationPort', 40, 43, 'AN', 'C'],
  ['departurePort', 44, 48, 'AN', 'C'],
  ['departureDate', 49, 54, 'D', 'C'],
  ['containerLoadPort', 55, 71, 'AN', 'C'],
  ['containerLoadDate', 72, 77, 'D', 'C'],
  ['filler', 78, 80, 'S', 'M'],
]);
