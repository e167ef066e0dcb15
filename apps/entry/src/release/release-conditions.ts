import type { Condition } from '#contracts';
import { type BookCode, RULE_BOOK } from './rule-book';
import { catalogue, catalogueTable, type Rule, type Severity } from '#kernel';

type Row = readonly [code: string, text: string, remedy: string, source: string];

const RULES_2014 = 'SE input validation rules, edition of 4 January 2014';
const guide = (page: number): string => `Cargo Release guide v40, p. SE-${page}`;

/**
 * Codes 001 to 333 carry the number and text CBP publishes. Codes that begin with P are Portway's own: the guide states the rule,
 * its published list of codes does not show a number for it.
 */
const FATAL = [
  ['001', 'MISSING ACTION CODE', 'Send A to add, R to replace, U to update or D to cancel.', RULES_2014],
  ['002', 'INVALID ACTION CODE', 'Send A to add, R to replace, U to update or D to cancel.', RULES_2014],
  ['003', 'MISSING FILER CODE', 'Send your three-character filer code.', RULES_2014],
  ['004', 'FILER CODE NOT ON FILE', 'Send a filer code of three letters or digits.', RULES_2014],
  [
    'P04',
    'FILER CODE IS NOT OF THIS ACCOUNT',
    'File under a filer code that your trade account holds, or ask for it to be added.',
    guide(31),
  ],
  [
    'P05',
    'NO POWER OF ATTORNEY OF THE IMPORTER',
    'Ask the importer of record to grant your filer code a power of attorney in its account, then file again.',
    'Portway; 19 CFR 141.46',
  ],
  ['005', 'MISSING ENTRY NUMBER', 'Send the seven digits and the check digit of the entry number.', RULES_2014],
  ['006', 'INVALID ENTRY NUMBER', 'Send seven digits and the right check digit.', RULES_2014],
  [
    '007',
    'ENTRY NUMBER ALREADY ON FILE',
    'To change the entry send R or U; for other goods take another number. A cancelled number is never used again.',
    RULES_2014,
  ],
  ['008', 'ENTRY NUMBER NOT ON FILE', 'Send A first, or correct the entry number.', RULES_2014],
  ['009', 'MISSING ENTRY TYPE', 'Send the two-digit entry type.', RULES_2014],
  ['010', 'INVALID ENTRY TYPE', 'Use 01, 02, 03, 06, 07, 11, 12, 21, 22, 23 or 52.', RULES_2014],
  ['011', 'MISSING IMPORTER OF RECORD TYPE', 'Send EI, ANI or 34.', RULES_2014],
  ['012', 'INVALID IMPORTER OF RECORD TYPE', 'Send EI, ANI or 34.', RULES_2014],
  ['013', 'MISSING IMPORTER OF RECORD', 'Send the number of the importer of record.', RULES_2014],
  [
    '014',
    'IMPORTER OF RECORD NOT ON FILE',
    'Have the importer registered with a trade account, or correct the number.',
    RULES_2014,
  ],
  [
    'P14',
    'INVALID IMPORTER OF RECORD NUMBER',
    'Send NN-NNNNNNNXX with EI, YYDDPP-NNNNN with ANI, NNN-NN-NNNN with 34.',
    guide(34),
  ],
  [
    '333',
    'IMPORTER OF RECORD INACTIVE FOR ENTRY',
    "Have the importer's number made active again.",
    'SE input validation rules, edition of 24 June 2026',
  ],
  [
    'P15',
    'MISSING MODE OF TRANSPORTATION',
    'Send the mode of transportation; only type 06 without a bill may leave it out.',
    guide(36),
  ],
  ['P16', 'INVALID MODE OF TRANSPORTATION', 'Use a mode from 10 to 70 of the published table.', guide(34)],
  ['P17', 'INVALID BOND TYPE', 'Send 8 continuous, 9 single transaction or 0 none required.', guide(31)],
  [
    'P18',
    'SINGLE BOND NEEDS SURETY AND AMOUNT',
    'Send the surety (SE20 V1) and the bond amount in dollars (SE20 AMT).',
    guide(57),
  ],
  [
    '022',
    'INVALID SHIPMENT VALUE',
    'Send the value in whole dollars, within the limit of the entry type.',
    'as returned by ACE; limits: Cargo Release guide v40, p. SE-36',
  ],
  [
    '119',
    'VALUE LESS THAN ALL LINE-ITEM VALUES',
    'Send an entry value that is not below the sum of the lines.',
    'CSMS 63690754',
  ],
  ['P20', 'PORT OF ENTRY UNKNOWN', 'Use a port of entry of Schedule D.', guide(32)],
  [
    'P21',
    'PORT OF ENTRY REQUIRED',
    'Name the planned port of entry: this entry type, action or bill requires it.',
    guide(35),
  ],
  ['P22', 'PORT OF UNLADING UNKNOWN', 'Use a port of Schedule D.', guide(32)],
  ['P23', 'PORT OF UNLADING REQUIRED', 'Name the port of unlading: modes 50, 60 and 70 require it.', guide(32)],
  ['P24', 'INVALID SPLIT SHIPMENT RELEASE CODE', 'Send 1 to hold all, 2 for release in parts, or nothing.', guide(35)],
  [
    'P25',
    'INVALID ENTRY DATE ELECTION',
    'W is for type 06 and needs a date from today to seven days ahead.',
    guide(39),
  ],
  ['208', 'MISSING CONTACT INFO', 'Send a contact name and telephone number (SE13).', guide(23)],
  [
    'P28',
    'DIS INDICATOR WITHOUT DIS REFERENCE',
    'Name the documents by your reference (SE20 DIS), or leave the indicator out (SE13).',
    guide(43),
  ],
  ['P29', 'INVALID CANCELLATION REASON', 'Send a reason from 01 to 12 (SE13).', guide(42)],
  [
    '030',
    'INVALID BILL QUANTITY',
    'Send a quantity of one to eight digits, above zero, on the lowest bill, none on an in-bond number.',
    'SE input validation rules, edition of 22 October 2018',
  ],
  ['P30', 'BILL OF LADING REQUIRED', 'Name at least one bill; only types 06 and 22 may come without.', guide(47)],
  [
    'P31',
    'INVALID BILL ISSUER',
    "Send the issuer's SCAC; leave it empty for air, in-bond and modes 32, 33, 34, 50 and 60.",
    guide(45),
  ],
  ['P32', 'BILL ISSUER UNKN IS NOT ACCEPTED', 'Send the SCAC of the carrier that issued the bill.', guide(45)],
  [
    'P33',
    'INVALID BILL NUMBER',
    'Send letters and digits only, without the issuer; at most 12 for a bill on a manifest.',
    guide(45),
  ],
  [
    'P34',
    'MASTER BILL WITHOUT HOUSE BILL',
    'Put the house bill behind its master; report a simple bill as R.',
    guide(46),
  ],
  [
    'P35',
    'BILL TYPE NOT ALLOWED FOR THIS MODE',
    'Use R for rail, truck, pipeline, mail and persons; T for air only.',
    guide(49),
  ],
  [
    'P36',
    'BILL MUST BE REPORTED AS NON-AMS',
    'Set the non-AMS indicator to Y for modes 32, 33, 34, 50, 60 and 70.',
    guide(48),
  ],
  [
    'P37',
    'BILL CANNOT BE NON-AMS',
    'Set the non-AMS indicator to N for in-bond numbers and express tracking numbers.',
    guide(49),
  ],
  [
    'P38',
    'NON-AMS BILL NEEDS ITS CONVEYANCE',
    'Send SE16 with carrier, voyage, date of arrival and quantity.',
    guide(51),
  ],
  ['P39', 'BILL REPORTED TWICE', 'Report each bill once.', guide(46)],
  ['P50', 'LINE ITEM MISSING', 'Report at least one line.', guide(22)],
  ['P51', 'LINE NUMBERS NOT IN SEQUENCE', 'Number the lines 001, 002 and so on.', guide(64)],
  ['P52', 'INVALID COUNTRY OF ORIGIN', 'Send the ISO code of the country of origin.', guide(64)],
  ['P53', 'INVALID HTS NUMBER', 'Send the ten digits of the tariff number.', guide(73)],
  ['037', 'MISSING SELLER', 'Name the seller for the entry or for each line.', guide(19)],
  ['038', 'MISSING MANUFACTURER', 'Name the manufacturer for the entry or for each line.', guide(17)],
  ['P55', 'MISSING CONSIGNEE', "Give the consignee's number for the entry or for each line.", guide(17)],
  ['P56', 'PARTY NEEDS NAME AND ADDRESS', "Send the party's name, city and country.", guide(17)],
  [
    'P57',
    'CONSIGNEE NUMBER REQUIRED',
    'Give the consignee by its EI, ANI or 34 number; name and address do for type 11 only.',
    guide(17),
  ],
  [
    '210',
    'ENTRY TYPE CODE CHANGE IS NOT ALLOWED',
    'Keep the entry type; for another one cancel and file under a new number.',
    'SE input validation rules, added 28 June 2018',
  ],
  ['P70', 'ENTRY HAS BEEN CANCELLED', 'File under a new entry number: this one is never used again.', guide(17)],
  [
    'P71',
    'REQUEST ALREADY UNDER CBP REVIEW',
    'Wait for the decision on the request that was sent before.',
    'CSMS 15-000938',
  ],
  [
    'P72',
    'REPLACE NOT ALLOWED AFTER RELEASE',
    'Send U to correct bill, manifest or port data within 15 days after release.',
    guide(23),
  ],
  [
    'P73',
    'UPDATE PERIOD AFTER RELEASE IS OVER',
    'Ask the port: 15 calendar days after release have passed.',
    guide(23),
  ],
  ['P74', 'NOTHING TO UPDATE', 'Send the bills, port, location or conveyance to be changed.', guide(25)],
  ['P80', 'NO SUCH REQUEST IS PENDING', 'Look at the entry: this decision is not open on it.', 'Portway'],
  [
    'P81',
    'ENTRY OF ANOTHER PORT',
    "An officer decides at the ports of the account only: ask an officer of the entry's port, or have the port added to the account.",
    'Portway',
  ],
  ['P82', 'ENTRY SUMMARY NOT ON FILE', 'Check the entry number: no entry summary stands under it.', 'Portway'],
  [
    'P83',
    'THE CENTER DECIDES ON THIS SUMMARY',
    'From its cut-over on the Center reviews entry summaries of its importers: ask the Center that the summary names.',
    '19 CFR 141.113',
  ],
  [
    'P84',
    'EXAM SITE IS NOT THE ELECTED ONE',
    'Say in the note why the goods are not examined at the station that was elected.',
    '19 CFR 151.15',
  ],
  [
    'P85',
    'EXAM CANNOT HAVE BEGUN AT THAT TIME',
    'Give a time between the order of the examination and now.',
    'Portway',
  ],
] as const satisfies readonly Row[];

const WARNINGS = [
  ['P60', 'QUANTITY GIVEN TWICE FOR ONE BILL', 'Leave the quantity off the bill where SE16 gives it.', guide(47)],
] as const satisfies readonly Row[];

/** The rules of the book, each code once: a rule for parties stands there for the entry and for its lines. */
const BOOK = [...new Map(RULE_BOOK.map((rule) => [rule.code, rule])).values()].map(
  ({ code, text, remedy, page }) => [code, text, remedy, guide(page)] as const,
);

export type ReleaseConditionCode = (typeof FATAL | typeof WARNINGS)[number][0] | BookCode;

const rulesOf = (
  rows: readonly (readonly [ReleaseConditionCode, string, string, string])[],
  severity: Severity,
): Rule<ReleaseConditionCode>[] =>
  rows.map(([code, text, remedy, source]) => ({ code, text, remedy, source, severity, resend: false }));

/** Every condition a cargo release or an order on it may get, as SE90 carries it: three characters and at most forty. */
export const RELEASE_CONDITIONS = catalogue<Rule<ReleaseConditionCode>>([
  ...rulesOf([...FATAL, ...BOOK], 'fatal'),
  ...rulesOf(WARNINGS, 'warning'),
]);

/** Where in the filing a condition was found. `at` is a JSON pointer, used where the filing had no records. */
export interface Place {
  readonly record: string;
  readonly recordIndex: number | null;
  readonly at: string;
  readonly field: string | null;
}

/** A condition ready to be answered. `detail` is added to the remedy when the values at hand say more than the rule. */
export function releaseCondition(code: ReleaseConditionCode, place: Place | null, detail?: string): Condition {
  const { text, remedy, severity } = RELEASE_CONDITIONS.get(code);
  return {
    code,
    text,
    severity,
    remedy: detail ? `${remedy} ${detail}` : remedy,
    recordIndex: place?.recordIndex ?? null,
    record: place?.record ?? null,
    field: place?.field ?? null,
    at: place && place.recordIndex === null ? place.at : null,
    grouping: null,
  };
}

/** The conditions as a Markdown table, for the partner documents. */
export const releaseConditionTable = (): string => catalogueTable(RELEASE_CONDITIONS.all);
