/** A field that cannot be read as what it is, and the condition that the dictionary has for it. */
export interface Unreadable {
  readonly code: string;
  readonly record: string;
  /** By the name of the layout, without the number of a repeated item. */
  readonly field: string;
  /** Left out where a rule of the book has the code too. */
  readonly text?: string;
}

const row = <C extends string>(code: C, record: string, field: string, text: string) =>
  ({ code, record, field, text }) as const;

/** Numbers and dates that are none (ACE error dictionary, July 2026). What is not in the table is told by Portway's own codes of reading. */
export const UNREADABLE_NUMBERS = [
  row('123', '31', 'singleTransactionBondAmount', 'BOND AMOUNT CONTAINS NON-NUMERICS'),
  row('264', '22', 'manifestedQuantity', 'MANIFEST QTY CONTAINS NON-NUMERICS'),
  row('253', '34', 'headerFeeAmount', 'USER FEE AMOUNT CONTAINS NON-NUMERICS'),
  row('421', '40', 'grossShippingWeight', 'GROSS SHP WGT CONTAINS NON-NUMERICS'),
  row('424', '40', 'chargesAmount', 'CHARGES CONTAINS NON-NUMERICS'),
  row('425', '40', 'categoryCode', 'CATEGORY CODE UNKNOWN'),
  row('682', '41', 'lineItemQuantity', 'FTZ LINE QTY CONTAINS NON-NUMERICS'),
  row('456', '42', 'invoiceLineRangeBegin', 'INVOICE LINE RANGE CONTAINS NON-NUMERICS'),
  row('437', '50', 'valueOfGoodsAmount', 'VALUE CONTAINS NON-NUMERICS'),
  row('438', '50', 'dutyAmount', 'DUTY CONTAINS NON-NUMERICS'),
  row('440', '50', 'quantity', 'QUANTITY CONTAINS NON-NUMERICS'),
  row('536', '53', 'caseDepositRate', 'CASE DEPOSIT RATE CONTAINS NON-NUMERICS'),
  row('537', '53', 'valueOfGoodsAmount', 'AD/CVD VALUE CONTAINS NON-NUMERICS'),
  row('538', '53', 'quantity', 'AD/CVD QTY CONTAINS NON-NUMERICS'),
  row('539', '53', 'dutyAmount', 'AD/CVD DUTY CONTAINS NON-NUMERICS'),
  row('477', '60', 'irTaxAmount', 'IR TAX CONTAINS NON-NUMERICS'),
  row('766', '61', 'otherRevenueAmount', 'OTH REV CONTAINS NON-NUMERICS'),
  row('736', '88', 'totalBondedAdDutyAmount', 'TOT BONDED AD DUTY CONTAINS NON-NUMERICS'),
  row('738', '88', 'totalCashDepositAdDutyAmount', 'TOT CASH AD DUTY CONTAINS NON-NUMERICS'),
  row('740', '88', 'totalBondedCvDutyAmount', 'TOT BONDED CV DUTY CONTAINS NON-NUMERICS'),
  row('742', '88', 'totalCashDepositCvDutyAmount', 'TOT CASH CV DUTY CONTAINS NON-NUMERICS'),
  row('714', '89', 'totalFeeAmount', 'TOTAL FEE AMOUNT CONTAINS NON-NUMERICS'),
  row('721', '90', 'grandTotalDutyAmount', 'GRAND TOTAL DUTY CONTAINS NON-NUMERICS'),
  row('725', '90', 'grandTotalUserFeeAmount', 'GRAND TOTAL FEE CONTAINS NON-NUMERICS'),
  row('723', '90', 'grandTotalIrTaxAmount', 'GRAND IR TAX TOT CONTAINS NON-NUMERICS'),
  row('728', '90', 'grandTotalAdDutyAmount', 'GRAND ADD DUTY TOT CONTAINS NON-NUMERICS'),
  row('729', '90', 'grandTotalCvDutyAmount', 'GRAND CVD DUTY TOT CONTAINS NON-NUMERICS'),
  row('767', '90', 'grandTotalOtherRevenueAmount', 'GRAND OTH REV TOT CONTAINS NON-NUMERICS'),
] as const;

/** Other fields with a code of the table above, and dates, whose codes other rules have too. */
const FURTHER: readonly Unreadable[] = [
  { code: '253', record: '62', field: 'userFeeAmount' },
  { code: '456', record: '42', field: 'invoiceLineRangeEnd' },
  { code: '203', record: '10', field: 'preliminaryStatementPrintDate' },
  { code: '125', record: '11', field: 'estimatedEntryDate' },
  { code: '128', record: '11', field: 'dateOfImportation' },
  { code: '171', record: '20', field: 'estimatedDateOfArrival' },
  { code: '189', record: '20', field: 'inBondDate' },
  { code: '419', record: '40', field: 'dateOfExportation' },
  { code: '430', record: '40', field: 'textileExportationDate' },
  { code: '675', record: '41', field: 'privilegedFilingDate' },
];

export const UNREADABLE: readonly Unreadable[] = [...UNREADABLE_NUMBERS, ...FURTHER];
