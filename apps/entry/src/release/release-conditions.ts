import type { Condition } from '#contracts';
import { AGENCY_CONDITIONS } from '../agency-data/agency.rules';
import type { BookRule } from './rule';
import { COVERAGE_CONDITIONS } from './coverage-conditions';
import { type BookCode, RULE_BOOK } from './rule-book';
import { catalogue, catalogueTable, type Rule } from '#kernel';

type Row = readonly [code: string, text: string, remedy: string, source: string, severity?: 'warning'];

const RULES_2014 = 'SE input validation rules, edition of 4 January 2014';
const guide = (page: number): string => `Cargo Release guide v40, p. SE-${page}`;

/**
 * Codes 001 to 333 carry the number and text CBP publishes. Codes that begin with P are Portway's own: the guide states the rule,
 * its published list of codes does not show a number for it. These speak of the entry on file and of orders on it; what a filing breaks by itself is in the rule book.
 */
const ON_FILE = [
  [
    '007',
    'ENTRY NUMBER ALREADY ON FILE',
    'To change the entry send R or U; for other goods take another number. A cancelled number is never used again.',
    RULES_2014,
  ],
  ['008', 'ENTRY NUMBER NOT ON FILE', 'Send A first, or correct the entry number.', RULES_2014],
  [
    '157',
    'FROB OR EMPTY CONTAINER NOT ELIGIBLE',
    'Leave the bill out: its carrier manifested it as cargo that remains on board or as empty equipment, which is not entered.',
    'SE input validation rules, edition of 22 October 2018',
  ],
  ...COVERAGE_CONDITIONS,
  [
    '210',
    'ENTRY TYPE CODE CHANGE IS NOT ALLOWED',
    'Keep the entry type; for another one cancel and file under a new number.',
    'SE input validation rules, added 28 June 2018',
  ],
  [
    '211',
    'REPLACE NOT ALLOWED DUE TO QUOTA STATUS',
    'CBP has decided on the claim to the quota: ask the port, or cancel and file under a new number.',
    'SE input validation rules, in production 18 September 2018',
  ],
  [
    'P98',
    'IMPORTER CHANGE BY UPDATE NOT ALLOWED',
    'Name the importer of record that is on file, or send R to replace the entry.',
    guide(33),
  ],
  [
    'PX3',
    'NOT CHANGED BY AN UPDATE',
    'The update was taken and this stays as it is on file: send R to replace the entry.',
    guide(25),
    'warning',
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
  [
    'PB2',
    'IMMEDIATE DELIVERY CANNOT BE TAKEN BACK',
    'Keep Y in SE11 column 80: the goods are released, or the entry summary is on file.',
    guide(41),
  ],
  ['PB3', 'IMMEDIATE DELIVERY ASKED AFTER RELEASE', 'Leave SE11 column 80 empty: the goods are released.', guide(41)],
  ['PD9', 'NO SECURITY FILING ON FILE', 'Send A in SF10: the entry has none to replace or delete.', guide(74)],
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
  ['PX1', 'DAY IS YET TO COME', 'Give today or a day before it, by the clock of the port.', 'Portway'],
  [
    'PX2',
    'REASON FOR THE REFUSAL MISSING OR WRONG',
    'Name a reason of the guide that is of such a request; 13 with comments for the filer.',
    'Status Query guide v21, p. ACMQ-48',
  ],
  ...AGENCY_CONDITIONS,
] as const satisfies readonly Row[];

export type ReleaseConditionCode = (typeof ON_FILE)[number][0] | BookCode;

/** Where a rule is written. */
export const sourceOf = ({ page }: Pick<BookRule, 'page'>): string => (typeof page === 'number' ? guide(page) : page);

/** The rules of the book, each code once: a rule for parties stands there for the entry and for its lines. */
const BOOK: readonly Rule<BookCode>[] = [...new Map(RULE_BOOK.map((rule) => [rule.code, rule])).values()].map(
  ({ code, text, remedy, page, severity }) => ({
    ...{ code, text, remedy, severity: severity ?? 'fatal' },
    source: sourceOf({ page }),
    resend: false,
  }),
);

/** Every condition a cargo release or an order on it may get, as SE90 carries it: three characters and at most forty. */
export const RELEASE_CONDITIONS = catalogue<Rule<ReleaseConditionCode>>([
  ...BOOK,
  ...ON_FILE.map(
    ([code, text, remedy, source, severity = 'fatal' as const]): Rule<ReleaseConditionCode> => ({
      ...{ code, text, remedy, source, severity },
      resend: false,
    }),
  ),
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
