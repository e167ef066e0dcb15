import type { Condition } from '#contracts';
import { catalogue, type Rule, type Severity } from '#kernel';

type Row = readonly [code: string, grouping: string, record: string, text: string, remedy: string];

const FATAL = [
  ['PD1', 'SUMMRY', '10', 'ACTION REQUEST CODE UNKNOWN', 'Send A or R to file the claim, D to take it back.'],
  ['PD2', 'SUMMRY', '10', 'CLAIM NUMBER INVALID', 'Use seven digits of your choice and their check digit.'],
  ['PD3', 'SUMMRY', '10', 'ENTRY FILER UNKNOWN', 'File under a filer code that your trade account holds.'],
  ['PD4', 'SUMMRY', '10', 'FILING PORT IS NO DRAWBACK OFFICE', 'Use 1001, 2809, 3901 or 5301.'],
  ['PD5', 'SUMMRY', '10', 'DRAWBACK PROVISION UNKNOWN', 'Use a provision of appendix A: 01 to 23, or 51 to 77.'],
  ['PD6', 'SUMMRY', '10', 'ELECTRONIC SIGNATURE MISSING', 'Sign the claim: X in column 48.'],
  ['PD7', 'SUMMRY', '10', 'CLAIMANT UNKNOWN', 'Name the claimant by the importer number of its active trade account.'],
  [
    'PD8',
    'SUMMRY',
    '10',
    'NO POWER OF ATTORNEY OF THE CLAIMANT',
    'Ask the claimant to grant your filer code a power of attorney for entry summaries in its account, then file again.',
  ],
  [
    'PD9',
    'SUMMRY',
    '10',
    'NUMBER IS THAT OF AN ENTRY',
    'Give the claim a number of its own: an entry is on file under this one.',
  ],
  ['PDA', 'SUMMRY', '10', 'CLAIM NOT FOUND', 'Nothing to do: no claim is on file under this number.'],
  [
    'PDB',
    'SUMMRY',
    '10',
    'CLAIM ON FILE DIFFERS',
    'Leave claimant, filing port, bond, waiver and request for accelerated payment as they are on file, or take the claim back (D) and file it anew.',
  ],
  [
    'PDC',
    'SUMMRY',
    '10',
    'MARK NOT ALLOWED OR UNKNOWN',
    'Leave the column empty, or send what the guide allows for the provision.',
  ],
  [
    'PDD',
    'SUMMRY',
    '10',
    'CERTIFICATION MISSING FOR PROVISION',
    'Certify what the provision requires: X in its column.',
  ],
  [
    'PDE',
    'BNDDTL',
    '31',
    'BOND AND WAIVER DO NOT AGREE',
    'Send a bond (type 8, or 9 with its amount and number; designation B) or its waiver (0 and a reason); accelerated payment needs the bond.',
  ],
  ['PDF', 'SUMMRY', '10', 'NO IMPORT IS DESIGNATED', 'Designate at least one import line (record 40).'],
  ['PDG', 'IMPORT', '40', 'ACTION INDICATOR UNKNOWN', 'Use D, L, M, G, V, E, X, T or F.'],
  [
    'PDH',
    'IMPORT',
    '40',
    'IMPORT ENTRY OR LINE WRONG FOR PROVISION',
    'Send filer code, number with its check digit and line of the import entry; none of them under 1313(d).',
  ],
  [
    'PDI',
    'IMPORT',
    '40',
    'IMPORT TRACKING NUMBER MISSING OR TWICE',
    'Give each import and manufactured article a number of its own.',
  ],
  [
    'PDJ',
    'IMPORT',
    '40',
    'IMPORT LINE DESIGNATED TWICE',
    'Designate what happened alike to the goods of a line once, with all of its quantity.',
  ],
  [
    'PDK',
    'IMPORT',
    '40',
    'MANUFACTURING DATA MISSING',
    'Of goods that were manufactured (X, T) send the ruling and at least one manufactured article (record 50).',
  ],
  [
    'PDL',
    'IMPORT',
    '40',
    'ACCOUNTING METHOD WRONG FOR PROVISION',
    'Use 01 to 08 where the provision has a method of accounting, else 00.',
  ],
  ['PDM', 'CLASSI', '41', 'HTS NUMBER INCOMPLETE', 'Send ten digits; six to ten in a core claim (01 to 23).'],
  [
    'PDN',
    'QTYUOM',
    '42',
    'QUANTITY OR UNIT MISSING',
    'Send a quantity above zero and its unit, or unit X without a quantity.',
  ],
  [
    'PDO',
    'HDRREV',
    '43',
    'REVENUE CLAIMED IS WRONG',
    'Claim each class of appendix D once for a tariff number, above zero and no more than its calculated amount.',
  ],
  [
    'PDP',
    'MANUFD',
    '50',
    'MANUFACTURED ARTICLE IS WRONG',
    'Send its ruling as on an import, its quantity, the day of production not after today, and its tracking number.',
  ],
  [
    'PDQ',
    'SUMMRY',
    '10',
    'EXPORTED ARTICLE MISSING',
    'Send what was exported or destroyed: record 60 in a core claim, 70 in one of TFTEA, and never the other.',
  ],
  [
    'PDR',
    'TFTEAE',
    '70',
    'EXPORTED ARTICLE IS WRONG',
    'Send E or D, its tariff number, quantity, exporter, day not after today, and of an export its destination.',
  ],
  [
    'PDS',
    'TFTEAE',
    '72',
    'TRACKING NUMBER NOT IN THE CLAIM',
    'Name tracking numbers of imports and manufactured articles of this claim.',
  ],
  [
    'PDT',
    'SUMMRY',
    '10',
    'DUTY PAID ABROAD MISSING OR WRONG',
    'Of a claim under NAFTA or USMCA send record 64 with CA or MX; of no other.',
  ],
  [
    'PDU',
    'NOIHDR',
    '62',
    'NOTICE OF INTENT INCOMPLETE',
    'Send who processed it (P); of an examination (X) its result, and who examined (E).',
  ],
  [
    'PDV',
    'REVTOT',
    '89',
    'TOTAL OF CLASS NOT = CLAIMED',
    'Report each class once, with the sum of what is claimed of it.',
  ],
  [
    'PDW',
    'TOTALS',
    '90',
    'GRAND TOTAL NOT = CLASSES',
    'Report the sums of the classes: duty 364 and 369; tax 365, 374, 674 and 675; fees all others.',
  ],
  [
    'PDX',
    'IMPORT',
    '40',
    'LINE NOT ON THE ENTRY SUMMARY',
    'Designate a line that is on the entry summary as it stands.',
  ],
  [
    'PDY',
    'CLASSI',
    '41',
    'HTS NUMBER NOT ON THE LINE',
    'Use a tariff number of the line as it stands on the entry summary.',
  ],
  ['PDZ', 'QTYUOM', '42', 'UNIT NOT ON THE LINE', 'Use the unit that the tariff number has on the entry summary.'],
  [
    'PQ1',
    'IMPORT',
    '40',
    'CLAIMANT IS NOT THE IMPORTER',
    'Show that the right came to the claimant: X in column 24, or action T.',
  ],
  [
    'PQ2',
    'IMPORT',
    '40',
    'QUANTITY OF THE LINE EXCEEDED',
    'Claim no more than is left of the line after all claims on it.',
  ],
  [
    'PQ3',
    'IMPORT',
    '40',
    'REVENUE OF THE LINE EXCEEDED',
    'Claim no more than 99 percent of what was paid on the line, less what is claimed of it already.',
  ],
  [
    'PQ4',
    'IMPORT',
    '40',
    'REVENUE OF THE ENTRY EXCEEDED',
    'Claim no more than 99 percent of what the entry owes, less what is claimed of it already.',
  ],
  [
    'PQ5',
    'IMPORT',
    '40',
    'REVENUE OF THE ENTRY WAS REFUNDED',
    'Claim no more than 99 percent of what the entry still owes after its liquidation.',
  ],
  [
    'PQ6',
    'IMPORT',
    '40',
    'TIME TO CLAIM IS OVER',
    'Designate goods that were imported within five years of this claim.',
  ],
  [
    'PQ7',
    'SUMMRY',
    '10',
    'EXPORTED TOO LONG AGO',
    'A core claim is filed within three years of the export, a claim of TFTEA within five.',
  ],
  [
    'PQ8',
    'SUMMRY',
    '10',
    'EXPORTED BEFORE IT WAS IMPORTED',
    'Under this provision claim for goods that were exported or destroyed after they were imported.',
  ],
] as const satisfies readonly Row[];

const NOTICES = [
  ['PI1', 'IMPORT', '40', 'IMPORT NOT ON FILE HERE', 'Nothing to do: it is kept, and was compared with nothing.'],
  [
    'PI2',
    'SUMMRY',
    '10',
    'ACCELERATED PAYMENT REQUEST REMOVED',
    'Nothing to do: a claim with this accounting class is not paid before liquidation.',
  ],
  [
    'PI3',
    'SUMMRY',
    '10',
    'OTW APRVL OR APP FILED LTRHD',
    'Hand in the approval of the one time waiver, or the letter on its application.',
  ],
  [
    'PI4',
    'HDRREV',
    '43',
    'REVENUE NOT COMPARED',
    'Nothing to do: no line of an entry summary shows this class, so it is kept as claimed.',
  ],
] as const satisfies readonly Row[];

export type ClaimConditionCode = (typeof FATAL | typeof NOTICES)[number][0];

interface ClaimRule extends Rule<ClaimConditionCode> {
  readonly grouping: string;
  readonly record: string;
}

const rulesOf = (
  rows: readonly (Row & readonly [ClaimConditionCode, ...string[]])[],
  severity: Severity,
): ClaimRule[] =>
  rows.map(([code, grouping, record, text, remedy]) => ({
    ...{ code, grouping, record, text, remedy, severity, resend: false },
    source: 'Portway; Drawback Entry Summary guide, version 27',
  }));

/**
 * Every condition a drawback claim may get here. The guide prints rules and no codes for them, so all codes are Portway's own; the words of PI2 and PI3 are the guide's.
 */
export const CLAIM_CONDITIONS = catalogue<ClaimRule>([...rulesOf(FATAL, 'fatal'), ...rulesOf(NOTICES, 'information')]);

/** Where in the claim a condition was found. */
export interface ClaimPlace {
  readonly recordIndex: number | null;
  /** JSON pointer into the body, for filings that have no records. */
  readonly at: string;
  readonly field?: string;
  readonly record?: string;
  readonly grouping?: string;
}

/** A condition ready to be answered. `detail` is added to the remedy when the values at hand say more than the rule. */
export const found = (code: ClaimConditionCode, place: ClaimPlace, detail?: string): Condition => {
  const { text, remedy, severity, grouping, record } = CLAIM_CONDITIONS.get(code);
  return {
    ...{ code, text, remedy: detail ? `${remedy} ${detail}` : remedy, severity },
    ...{ grouping: place.grouping ?? grouping, record: place.record ?? record, recordIndex: place.recordIndex },
    ...{ field: place.field ?? null, at: place.recordIndex === null ? place.at : null },
  };
};

/** The condition list as a Markdown table, generated for the partner documents. */
export const claimConditionTable = (): string =>
  [
    '| code | severity | record | grouping | narrative | what to do |',
    '|---|---|---|---|---|---|',
    ...CLAIM_CONDITIONS.all.map(
      ({ code, severity, record, grouping, text, remedy }) =>
        `| ${code} | ${severity} | ${record} | ${grouping} | ${text} | ${remedy} |`,
    ),
  ].join('\n');
