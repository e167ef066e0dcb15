import type { CustomsDate } from '#kernel';

/** A record that an agency needs for a program, with the condition that is told where it is missing. */
export interface Need {
  readonly record: string;
  readonly code: NeedCode;
  /** Fields that one of the records must have, each with the values that will do; none for any value. */
  readonly fields?: Readonly<Record<string, readonly string[]>>;
  /** Each of these in some record of that name: roles of entities. */
  readonly each?: { readonly field: string; readonly values: readonly string[] };
  /** Only for these modes of transport. */
  readonly modes?: readonly string[];
  /** Another record that will do as well. */
  readonly or?: { readonly record: string; readonly fields: Readonly<Record<string, readonly string[]>> };
}

/** What an agency needs beside what the message set asks of every line. A day outside `from`..`to` is not theirs. */
export interface Requirement {
  readonly agency: string;
  /** Programs that it is for; `*` for all of the agency. */
  readonly programs: readonly string[] | '*';
  /** Processing codes; `*` for all, and where none is given. */
  readonly processing: readonly string[] | '*';
  readonly from: CustomsDate;
  /** Last day; null while no end is known. */
  readonly to: CustomsDate | null;
  readonly needs: readonly Need[];
  /** Records that the agency does not take for it. */
  readonly not?: readonly string[];
  /** A text that can be cited says so: what is missing refuses the transaction. Else it is told as a warning, and the agency asks for it or does not. */
  readonly printed: boolean;
  readonly basis: string;
}

export type NeedCode =
  | 'G37'
  | 'G43'
  | 'G44'
  | 'G45'
  | 'G46'
  | 'G47'
  | 'G48'
  | 'G50'
  | 'G51'
  | 'G52'
  | 'G53'
  | 'G60'
  | 'PE5'
  | 'PDL'
  | 'PN9'
  | 'PS1'
  | 'PW5';

const SINCE = '2016-02-28';
/** Edition of the message set that the rows were read from. */
const MESSAGE_SET = 'PGA message set, July 2026';
const OBSERVED = 'returned by ACE in certification, August 2026';
/** Of agencies' guidance no text is held here. */
const UNPRINTED = 'no text held here says when';

/**
 * Programs by agency, as they are known here; of an agency that is not named, any program is taken. The lists of Appendix PGA are not held, so that a program that is not among them is
 * told of and taken. Readable and dated: a change of an agency's guidance is a new row, and the old one ends.
 */
export const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  APH: ['AAC', 'ABS', 'APL', 'APQ', 'AVS', 'BRS'],
  FDA: ['BIO', 'COS', 'DEV', 'DRU', 'FOO', 'RAD', 'TOB', 'VME'],
};

const PRODUCT_CODE: Need = { record: 'PG02', code: 'G60', fields: { productCodeNumber1: [] } };
const SOURCE: Need = { record: 'PG06', code: 'PE5', fields: { sourceTypeCode: [] } };
const DESCRIPTION: Need = { record: 'PG10', code: 'G50', fields: { commodityCharacteristicDescription: [] } };
const ENTITIES: Need = {
  record: 'PG19',
  code: 'PDL',
  each: { field: 'entityRoleCode', values: ['MF', 'DEQ', 'FD1', 'DP'] },
};

export const REQUIREMENTS: readonly Requirement[] = [
  {
    ...{ agency: 'FDA', programs: ['FOO'], processing: '*', from: SINCE, to: null, printed: true },
    needs: [
      PRODUCT_CODE,
      SOURCE,
      { record: 'PG26', code: 'G52' },
      {
        record: 'PG30',
        code: 'PS1',
        fields: { inspectionOrLaboratoryTestingStatus: ['A'], inspectionDate: [] },
        or: { record: 'PG23', fields: { affirmationOfComplianceCode: ['PNC'] } },
      },
      { record: 'PG27', code: 'PW5', modes: ['11'] },
    ],
    basis: `21 CFR 1.281(a) (product code, country of production, quantity, arrival, container numbers); ${OBSERVED} (PE5, PS1, PW5); ${MESSAGE_SET}, pp. 42, 43, 48`,
  },
  {
    ...{ agency: 'FDA', programs: ['FOO'], processing: '*', from: SINCE, to: null, printed: false },
    needs: [DESCRIPTION, ENTITIES],
    basis: `${OBSERVED} (PDL), without the roles; ${UNPRINTED}`,
  },
  {
    ...{ agency: 'FDA', programs: ['BIO', 'COS', 'DEV', 'DRU', 'RAD', 'TOB', 'VME'], processing: '*' },
    ...{ from: SINCE, to: null, printed: false },
    needs: [PRODUCT_CODE, SOURCE, DESCRIPTION, ENTITIES],
    basis: UNPRINTED,
  },
  {
    ...{ agency: 'FDA', programs: ['BIO', 'DEV', 'DRU', 'TOB', 'VME'], processing: '*' },
    ...{ from: SINCE, to: null, printed: false },
    needs: [{ record: 'PG23', code: 'PN9' }],
    basis: `${OBSERVED} (PN9), without the program; ${UNPRINTED}`,
  },
  {
    ...{ agency: 'APH', programs: ['APL'], processing: '*', from: SINCE, to: null, printed: true },
    needs: [
      { record: 'PG05', code: 'G60', fields: { scientificGenusName: [], scientificSpeciesName: [] } },
      { record: 'PG06', code: 'G43', fields: { sourceTypeCode: ['HRV'], countryCode: [] } },
    ],
    not: ['PG17'],
    basis: `${MESSAGE_SET}, pp. 25, 26 (Lacey Act)`,
  },
  {
    ...{ agency: 'EPA', programs: ['VNE'], processing: '*', from: SINCE, to: null, printed: false },
    needs: [
      { record: 'PG10', code: 'G50' },
      { record: 'PG19', code: 'G46' },
      { record: 'PG21', code: 'G47' },
      { record: 'PG22', code: 'G48', fields: { documentIdentifier: [] } },
      { record: 'PG24', code: 'G37' },
    ],
    basis: `the example of ${MESSAGE_SET}, p. 70; ${UNPRINTED}`,
  },
  {
    ...{ agency: 'FSI', programs: '*', processing: '*', from: SINCE, to: null, printed: false },
    needs: [
      { record: 'PG13', code: 'G44' },
      { record: 'PG14', code: 'G45', fields: { lpcoNumber: [] } },
      { record: 'PG19', code: 'G46' },
      { record: 'PG25', code: 'G51', fields: { lotNumber: [] } },
      { record: 'PG26', code: 'G52' },
      { record: 'PG29', code: 'G53' },
    ],
    basis: `the example of ${MESSAGE_SET}, pp. 66, 67 (inspection certificates and lots); ${UNPRINTED}`,
  },
];

/** A tariff number that an agency has flagged: its data must be filed behind it, or, unless it is a must, why it is not. */
export interface AgencyFlag {
  /** As in Appendix V. */
  readonly agency: string;
  /** Beginnings of tariff numbers, digits alone. */
  readonly tariffs: readonly string[];
  /** No disclaimer will do (message set, p. 20). */
  readonly must?: boolean;
}

/** What counts for a line on a day. */
export const requirementsOf = (
  { agency, program, processing }: { readonly agency: string; readonly program: string; readonly processing: string },
  day: CustomsDate,
): Requirement[] =>
  REQUIREMENTS.filter(
    (row) =>
      row.agency === agency &&
      (row.programs === '*' || row.programs.includes(program)) &&
      (row.processing === '*' || row.processing.includes(processing)) &&
      row.from <= day &&
      (row.to === null || day <= row.to),
  );

const words = (list: readonly string[] | '*'): string => (list === '*' ? 'all' : list.join(', '));

/** The table in Markdown, for the partner documents. */
export const requirementTable = (): string =>
  [
    '| agency | program | processing | needs | takes no | missing | from | source |',
    '|---|---|---|---|---|---|---|---|',
    ...REQUIREMENTS.map(
      ({ agency, programs, processing, needs, not = [], printed, from, basis }) =>
        `| ${agency} | ${words(programs)} | ${words(processing)} | ${needs.map(wordsOfNeed).join('<br>')} | ${not.join(', ') || '–'} | ${printed ? 'refused' : 'warning'} | ${from} | ${basis} |`,
    ),
  ].join('\n');

const wordsOfNeed = ({ record, code, fields = {}, each, modes, or }: Need): string =>
  [
    `${record} (${code})`,
    Object.entries(fields)
      .map(([field, values]) => `${field}${values.length > 0 ? ` ${values.join(' or ')}` : ''}`)
      .join(', '),
    each ? `${each.field} ${each.values.join(', ')}` : '',
    modes ? `in mode ${modes.join(', ')}` : '',
    or ? `or ${wordsOfNeed({ ...or, code })}` : '',
  ]
    .filter(Boolean)
    .join(': ');
