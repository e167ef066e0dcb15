/** eBond create and update, records 10 to 90, input and output (eBond Create/Update guide v1.9, pp. CB-22..41). */
import { record } from '../layout';

export const CB_10 = record('10', 'input', [
  ['bondDesignationTypeCode', 3, 3, 'AN', 'M'],
  ['bondTypeCode', 4, 4, 'N', 'M'],
  ['bondActivityCode', 5, 7, 'AN', 'C'],
  ['bondAmount', 8, 17, '(S)N', 'C'],
  ['executionDate', 18, 23, 'D', 'C'],
  ['suretyReferenceNumber', 24, 32, 'X', 'O'],
  ['effectiveDate', 33, 38, 'D', 'C'],
  ['terminationDate', 39, 44, 'D', 'C'],
  ['bondNumber', 45, 53, 'AN', 'C'],
  ['filler', 54, 54, 'S', 'M'],
  ['reconciliationBondRiderFlag', 55, 55, 'AN', 'C'],
  ['usviBondRiderFlag', 56, 56, 'AN', 'C'],
  ['filler', 57, 80, 'S', 'M'],
]);

export const CB_12 = record('12', 'input', [
  ['secondaryNotifyPartyCode1', 3, 11, 'AN', 'M'],
  ['secondaryNotifyPartyCode2', 12, 20, 'AN', 'O'],
  ['secondaryNotifyPartyCode3', 21, 29, 'AN', 'O'],
  ['secondaryNotifyPartyCode4', 30, 38, 'AN', 'O'],
  ['filler', 39, 80, 'S', 'M'],
]);

export const CB_20 = record('20', 'input', [
  ['transactionIdTypeCode', 3, 3, 'AN', 'M'],
  ['entryTypeCode', 4, 5, 'AN', 'C'],
  ['transactionId', 6, 45, 'X', 'M'],
  ['filler', 46, 80, 'S', 'M'],
]);

export const CB_30 = record('30', 'input', [
  ['principalIdNumberType', 3, 5, 'AN', 'M'],
  ['principalIdNumber', 6, 17, 'X', 'M'],
  ['principalName', 18, 57, 'X', 'C'],
  ['filler', 58, 80, 'S', 'M'],
]);

export const CB_35 = record('35', 'input', [
  ['coPrincipalIdNumberType', 3, 5, 'AN', 'M'],
  ['coPrincipalIdNumber', 6, 17, 'X', 'M'],
  ['coPrincipalName', 18, 57, 'X', 'C'],
  ['filler', 58, 80, 'S', 'M'],
]);

export const CB_36 = record('36', 'input', [
  ['bondUserIdNumberType', 3, 5, 'AN', 'M'],
  ['bondUserIdNumber', 6, 17, 'X', 'M'],
  ['bondUserName', 18, 57, 'X', 'C'],
  ['userRiderActionCode', 58, 58, 'AN', 'C'],
  ['userAddDate', 59, 64, 'D', 'C'],
  ['userDeleteDate', 65, 70, 'D', 'C'],
  ['filler', 71, 80, 'S', 'M'],
]);

export const CB_40 = record('40', 'input', [
  ['suretyCode', 3, 5, 'N', 'M'],
  ['agentIdNumber', 6, 16, 'X', 'M'],
  ['suretyName', 17, 56, 'X', 'C'],
  ['suretyLiabilityAmount', 57, 66, '(S)N', 'C'],
  ['filler', 67, 80, 'S', 'M'],
]);

export const CB_45 = record('45', 'input', [
  ['coSuretyCode', 3, 5, 'N', 'M'],
  ['agentIdNumber', 6, 16, 'X', 'M'],
  ['coSuretyName', 17, 56, 'X', 'C'],
  ['coSuretyLiabilityAmount', 57, 66, '(S)N', 'M'],
  ['filler', 67, 80, 'S', 'M'],
]);

export const CB_46 = record('46', 'input', [
  ['suretyCodeForReinsurer', 3, 5, 'N', 'M'],
  ['agentIdNumber', 6, 16, 'X', 'M'],
  ['suretyName', 17, 56, 'X', 'C'],
  ['filler', 57, 80, 'S', 'M'],
]);

export const CX_90 = record('90', 'output', [
  ['dispositionTypeCode', 3, 3, 'AN', 'M'],
  ['severityCode', 4, 4, 'AN', 'M'],
  ['conditionCode', 5, 7, 'AN', 'M'],
  ['filler', 8, 9, 'S', 'M'],
  ['narrativeText', 10, 80, 'X', 'M'],
]);
