import { type Field, type Layout, summaryHeaderLayouts, summaryLineLayouts } from '#catair';
import { RULE_BOOK } from './rule-book';
import type { SummaryConditionCode } from './summary-conditions';
import { UNREADABLE } from './unreadable.table';

/** Items of a repeated field share one row. */
export const stemOf = (field: string): string => field.replace(/[1-9]$/, '');

/** Codes of rules that are functions: identity, importer, dates, payment, corrections, duty, fees and totals. */
export const RECKONED: Readonly<Record<string, readonly SummaryConditionCode[]>> = {
  '10 filingActionCode': ['B01', 'B02', 'B43'],
  '10 entryFilerCode': ['B05', 'B06', 'B53', 'W07'],
  '10 entryNumber': ['B14', 'B15', 'B16', 'B25', 'B26', 'B29', 'B30', 'B42', 'W08'],
  '10 portOfEntry': ['B03', 'B04', 'B10', 'B32', 'B44'],
  '10 entryTypeCode': ['B17', 'B18', 'B49', '281', '282'],
  '10 paymentTypeCode': ['197', '217', '209', '210', '263'],
  '10 preliminaryStatementPrintDate': ['199', '202', '203', '204', '205', '206', '218', 'B45'],
  '10 postSummaryCorrectionIndicator': ['B41', 'B46', 'B48', 'B50', 'B51', 'B54', 'B59', 'B60'],
  '10 acceleratedLiquidationRequestIndicator': ['275', '276'],
  '11 importerOfRecordNumber': ['100', '101', '102', '111', '103', '286', 'W05'],
  '11 estimatedEntryDate': ['125', '218'],
  '20 estimatedDateOfArrival': ['171'],
  '34 accountingClassCode': ['249', '250'],
  '34 headerFeeAmount': ['635', '636', '637'],
  '35 reasonCode': ['278', '279', '281', '282', '283', '284', '748'],
  '36 pscFilingExplanationText': ['277', '287'],
  '40 countryOfOriginCode': ['407', '408'],
  '40 countryOfExportCode': ['410', '411'],
  '40 categoryCode': ['425'],
  '40 chargesAmount': ['424'],
  '40 grossShippingWeight': ['27H', '421'],
  '50 htsNumber': ['433', '434', '603', '614', '616', '771'],
  '50 dutyAmount': ['622', '624', '627', 'W09'],
  '50 valueOfGoodsAmount': ['27P', '437'],
  '50 quantity': ['440', '442', '443', '444'],
  '50 unitOfMeasureCode': ['442', '443', '444'],
  '60 irTaxAmount': ['477', '658'],
  '61 otherRevenueAmount': ['668', '766'],
  '62 userFeeAmount': ['600', '601', '602', '632', '633', '634', '639'],
  '63 reasonCode': ['580', '582', '583', '748'],
  '89 accountingClassCode': ['249', '716'],
  '89 totalFeeAmount': ['712', '715', '719'],
  '90 grandTotalDutyAmount': ['720', '722'],
  '90 grandTotalUserFeeAmount': ['726'],
};

/** Read by people alone, or by a register that there is none of. */
export const FREE: readonly string[] = [
  ...['10 statementClientBranchIdentifier', '21 tripIdentifier', '43 rulingNumber'],
  '53 nonReimbursementDeclarationIdentifier',
];

export interface FieldRow {
  readonly record: string;
  readonly field: string;
  readonly columns: string;
  readonly fieldClass: Field['fieldClass'];
  readonly designation: Field['designation'];
  /** What is told of characters that are not of its class; null where every character of a keyboard is. */
  readonly unreadable: string | null;
  /** What its value may be told. */
  readonly codes: readonly string[];
}

const DICTIONARY = new Map(UNREADABLE.map(({ code, record, field }) => [`${record} ${field}`, code]));

/** What the reading of the gateway tells of a class, in so far as the dictionary has no code for the field. */
const unreadable = (recordId: string, { name, fieldClass, oneOf }: Field): string | null => {
  const code = DICTIONARY.get(`${recordId} ${stemOf(name)}`);
  if (code !== undefined) return code;
  if (oneOf !== null) return 'W93';
  if (fieldClass === 'D') return 'W92';
  if (fieldClass === 'N' || fieldClass === '(S)N') return 'W91';
  return fieldClass === 'X' ? null : recordId.startsWith('SE') ? 'W94' : 'W99';
};

/** Codes that a value of a field may be told, by record and field without the number of an item. */
export const codesOf = (place: string): string[] => [
  ...new Set([
    ...RULE_BOOK.flatMap(({ code, record, fields = [] }) =>
      (fields as readonly string[]).some((field) => `${record} ${stemOf(field)}` === place) ? [code] : [],
    ),
    ...(RECKONED[place] ?? []),
  ]),
];

const rowsOf = ({ recordId, fields }: Layout): FieldRow[] =>
  fields
    .filter(({ name }) => !/[2-9]$/.test(name))
    .map((field) => ({
      ...{ record: recordId, field: stemOf(field.name), columns: `${field.from}-${field.to}` },
      ...{ fieldClass: field.fieldClass, designation: field.designation },
      unreadable: unreadable(recordId, field),
      codes: codesOf(`${recordId} ${stemOf(field.name)}`).sort(),
    }));

/** Of every field of a summary, from its layout: class, presence, and the conditions that judge it. */
export const FIELD_ROWS: readonly FieldRow[] = [
  ...Object.values(summaryHeaderLayouts),
  ...Object.values(summaryLineLayouts),
].flatMap((layout) => rowsOf(layout as Layout));

const PRESENCE = { M: 'mandatory', C: 'conditional', O: 'optional' } as const;

/** The table of docs/partners/errors.md. */
export const fieldTable = (): string =>
  [
    '| record | columns | field | class | presence | not of its class | conditions of its value |',
    '|---|---|---|---|---|---|---|',
    ...FIELD_ROWS.map(
      ({ record, columns, field, fieldClass, designation, unreadable: code, codes }) =>
        `| ${record} | ${columns} | ${field} | ${fieldClass} | ${PRESENCE[designation]} | ${code ?? 'X40'} | ${codes.join(' ') || (FREE.includes(`${record} ${field}`) ? 'none: read by people' : 'kept, not judged (W95)')} |`,
    ),
  ].join('\n');
