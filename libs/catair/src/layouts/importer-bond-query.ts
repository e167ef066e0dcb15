/** Importer and bond query, K in and KR out (Importer/Bond Query, revision 7, pp. QIB-8..20). */
import { type FieldRow, record } from '../layout';

const ASKED = [1, 2, 3, 4, 5, 6] as const;
/** Up to six importers, filled from the first on without gaps. */
const askedFor = (n: number): FieldRow[] => {
  const from = 3 + (n - 1) * 13;
  return [
    [`importerNumber${n}`, from, from + 11, 'X', n === 1 ? 'M' : 'C'],
    [`addressRequest${n}`, from + 12, from + 12, 'AN', 'C'],
  ];
};

export const K_INPUT = record('K', 'input', [['filler', 2, 2, 'S', 'M'], ...ASKED.flatMap(askedFor)], {
  items: ['importerNumber'],
});

export const K1 = record('K1', 'output', [
  ['importerNumber', 3, 14, 'X', 'M'],
  ['resultCode', 15, 15, 'N', 'M'],
  ['name', 16, 47, 'AN', 'C'],
  ['suretyCode', 48, 50, 'AN', 'C'],
  ['activityCode', 51, 51, 'AN', 'C'],
  ['amount', 52, 60, 'N', 'C'],
  ['portFiled', 61, 64, 'AN', 'C'],
  ['effectiveDate', 65, 70, 'D', 'C'],
  ['bondNumber', 71, 79, 'AN', 'C'],
  ['amountRecord', 80, 80, 'AN', 'C'],
]);

export const K2 = record('K2', 'output', [
  ['nameQualifier', 3, 5, 'A', 'C'],
  ['nameLineTwo', 6, 37, 'AN', 'C'],
  ['filler', 38, 38, 'S', 'M'],
  ['terminationDate', 39, 44, 'D', 'C'],
  ['filler', 45, 45, 'S', 'M'],
  ['periodicMonthly', 46, 46, 'AN', 'C'],
  ['filler', 47, 47, 'S', 'M'],
  ['sufficiency', 48, 48, 'AN', 'C'],
  ['filler', 49, 49, 'S', 'M'],
  ['userStatus', 50, 50, 'AN', 'C'],
  ['filler', 51, 51, 'S', 'M'],
  ['userTerminationDate', 52, 57, 'D', 'C'],
  ['amount', 58, 67, 'N', 'C'],
  ['filler', 68, 80, 'S', 'M'],
]);

export const K7 = record('K7', 'output', [
  ['legalName', 3, 32, 'X', 'M'],
  ['filler', 33, 33, 'S', 'M'],
  ['centerId', 34, 39, 'AN', 'M'],
  ['filler', 40, 40, 'S', 'M'],
  ['centerName', 41, 70, 'AN', 'M'],
  ['filler', 71, 80, 'S', 'M'],
]);

export const K8 = record('K8', 'output', [
  ['qualifier', 3, 5, 'AN', 'M'],
  ['text', 6, 75, 'X', 'M'],
  ['filler', 76, 80, 'S', 'M'],
]);
