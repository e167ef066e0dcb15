import type { FieldError } from '#kernel';
import type { ListedRecord, Wanted } from '../picture/record-search';
import type { Heading } from './report-file';

/** What is saved: which records, and either a line for each of them or one for each group. */
export interface ReportDefinition {
  /** Which records: the words of the picture. */
  readonly filters: Wanted;
  /** What lines are grouped by; empty for a line a record. */
  readonly groupBy: readonly string[];
  /** What stands in a line, in this order; behind what it is grouped by. */
  readonly columns: readonly string[];
}

/** What a line a record may have. Money is whole cents, values are whole dollars, days are those of the port. */
export const RECORD_COLUMNS = [
  ...[
    'kind',
    'reference',
    'filing',
    'entryType',
    'port',
    'mode',
    'center',
    'team',
    'state',
    'summaryState',
    'timeliness',
  ],
  ...['filedOn', 'releasedOn', 'examinedOn', 'summaryOn', 'releaseSeconds', 'examSeconds'],
  ...[
    'valueDollars',
    'dutyCents',
    'feeCents',
    'chapters',
    'countries',
    'bondTypes',
    'sureties',
    'bondDesignations',
    'bondCents',
    'changedAt',
  ],
] as readonly (keyof ListedRecord)[];

const KINDS_OF_CELL: Readonly<Record<string, Heading['as']>> = {
  ...{ filedOn: 'day', releasedOn: 'day', examinedOn: 'day', summaryOn: 'day', changedAt: 'instant' },
  ...{ valueDollars: 'number', dutyCents: 'cents', feeCents: 'cents', releaseSeconds: 'number', examSeconds: 'number' },
  ...{ records: 'number', released: 'number', examined: 'number', bonds: 'number', bondCents: 'cents' },
};

/** What stands in the columns of a report, from left to right. */
export const headingsOf = ({ groupBy, columns }: ReportDefinition): Heading[] =>
  [...groupBy, ...columns].map((name) => ({ name, as: KINDS_OF_CELL[name] ?? 'text' }));

const ACCEPTED = (what: string): string => `coalesce(sum(${what}) FILTER (WHERE r.summary_state = 'accepted'), 0)`;

/** What records may be grouped by, and by which expression. */
export const GROUPINGS: Readonly<Record<string, string>> = {
  kind: 'r.kind',
  entryType: 'r.entry_type',
  port: 'r.port',
  mode: 'r.mode',
  center: 'r.center',
  team: 'r.team',
  state: 'r.state',
  summaryState: 'r.summary_state',
  timeliness: 'r.timeliness',
  surety: `array_to_string(r.bond_sureties, ' ', '')`,
  bondType: `array_to_string(r.bond_types, ' ')`,
  filedMonth: `to_char(r.filed_on, 'YYYY-MM')`,
  releasedMonth: `to_char(r.released_on, 'YYYY-MM')`,
  summaryMonth: `to_char(r.summary_on, 'YYYY-MM')`,
};

/** What is added up of a group: figures of money are of accepted summaries, as in the picture. */
export const SUMS: Readonly<Record<string, string>> = {
  records: 'count(*)',
  valueDollars: ACCEPTED('r.value_dollars'),
  dutyCents: ACCEPTED('r.duty_cents'),
  feeCents: ACCEPTED('r.fee_cents'),
  bonds: `coalesce(sum(cardinality(array_remove(r.bond_types, '0'))) FILTER (WHERE r.state IS DISTINCT FROM 'cancelled'), 0)`,
  bondCents: `coalesce(sum((SELECT sum(c) FROM unnest(r.bond_cents) c)) FILTER (WHERE r.state IS DISTINCT FROM 'cancelled'), 0)`,
  released: 'count(r.released_on)',
  releaseSeconds: 'coalesce(sum(r.release_seconds), 0)',
  examined: 'count(r.examined_on)',
  examSeconds: 'coalesce(sum(r.exam_seconds), 0)',
};

const MOST_GROUPINGS = 4;

const namesFault = (at: string, names: readonly string[], known: readonly string[]): FieldError[] =>
  names.flatMap((name, index): FieldError[] => {
    if (!known.includes(name)) return [{ at: `${at}/${index}`, text: `'${name}' is none of ${known.join(', ')}` }];
    return names.indexOf(name) < index ? [{ at: `${at}/${index}`, text: `'${name}' is there twice` }] : [];
  });

/** What is wrong with a report that is to be saved; nothing where it can be run. */
export const reportFaults = ({ groupBy, columns }: ReportDefinition): FieldError[] => {
  const faults = [
    ...namesFault('/groupBy', groupBy, Object.keys(GROUPINGS)),
    ...namesFault('/columns', columns, groupBy.length > 0 ? Object.keys(SUMS) : RECORD_COLUMNS),
  ];
  if (columns.length === 0) faults.push({ at: '/columns', text: 'names nothing that stands in a line' });
  if (groupBy.length > MOST_GROUPINGS)
    faults.push({ at: '/groupBy', text: `groups by ${groupBy.length}; ${MOST_GROUPINGS} at most` });
  return faults;
};

/** What a report may have, for the partner documents. */
export const reportTables = (): Readonly<Record<string, string>> => {
  const listed = (names: readonly string[]): string => `  ${names.map((name) => `\`${name}\``).join(', ')}`;
  return {
    'record columns': listed(RECORD_COLUMNS),
    groupings: listed(Object.keys(GROUPINGS)),
    sums: listed(Object.keys(SUMS)),
  };
};
