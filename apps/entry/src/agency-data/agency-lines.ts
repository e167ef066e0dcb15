import type { CarriedRecord } from '#contracts';

/** Lines of a cargo release, or of an entry summary. */
export type Lines = readonly {
  readonly tariffs: readonly {
    readonly hts?: string | null;
    readonly recordIndex?: number | null;
    readonly agencyRecords?: readonly CarriedRecord[];
  }[];
}[];

/** A record of an agency with where it stands in the body of a filing. */
export interface AgencyRecord extends CarriedRecord {
  /** JSON pointer. */
  readonly at: string;
}

/** What is filed for one agency behind a tariff number: its PG01, and what follows it up to the next one. */
export interface AgencyLine {
  /** Of the line within the entry, and of the tariff number within the line, from 1 (status query guide v21, p. ACMQ-58, note 4). */
  readonly line: number;
  readonly tariff: number;
  readonly head: AgencyRecord;
  readonly agency: string;
  readonly program: string;
  readonly processing: string;
  readonly pgaLine: string;
  /** Why no data is filed, one letter; `''` where there is data. */
  readonly disclaimer: string;
  /** What follows; of agencies that need exactly the same, what follows the last of them (message set, p. 65). */
  readonly records: readonly AgencyRecord[];
}

/** Everything of agencies behind one tariff number. */
export interface AgencyData {
  readonly line: number;
  readonly tariff: number;
  readonly records: readonly AgencyRecord[];
  readonly lines: readonly AgencyLine[];
}

/** The data of agencies in a filing, by tariff number; none where none is filed. */
export function agencyDataIn(lines: Lines): AgencyData[] {
  const found: AgencyData[] = [];
  lines.forEach(({ tariffs }, l) =>
    tariffs.forEach(({ agencyRecords }, t) => {
      if (!agencyRecords || agencyRecords.length === 0) return;
      const records = agencyRecords.map((one, at) => ({
        ...one,
        at: `/lines/${l}/tariffs/${t}/agencyRecords/${at}`,
      }));
      const place = { line: l + 1, tariff: t + 1 };
      found.push({ ...place, records, lines: linesOf(records, place) });
    }),
  );
  return found;
}

function linesOf(
  records: readonly AgencyRecord[],
  { line, tariff }: { readonly line: number; readonly tariff: number },
): AgencyLine[] {
  const sets: { head: AgencyRecord; records: AgencyRecord[] }[] = [];
  for (const one of records) {
    if (one.record === 'PG01') sets.push({ head: one, records: [] });
    else if (one.record !== 'OI') sets.at(-1)?.records.push(one);
  }
  const agencyOf = ({ head }: { head: AgencyRecord }): string => head.fields['governmentAgencyCode'] ?? '';
  for (let at = sets.length - 2; at >= 0; at -= 1) {
    const [one, next] = [sets[at]!, sets[at + 1]!];
    if (one.records.length === 0 && !one.head.fields['disclaimer'] && agencyOf(one) !== agencyOf(next))
      one.records = next.records;
  }
  return sets.map(({ head, records: following }) => ({
    ...{ line, tariff, head, records: following, agency: head.fields['governmentAgencyCode'] ?? '' },
    program: head.fields['governmentAgencyProgramCode'] ?? '',
    processing: head.fields['governmentAgencyProcessingCode'] ?? '',
    pgaLine: head.fields['pgaLineNumber'] ?? '',
    disclaimer: head.fields['disclaimer'] ?? '',
  }));
}

/** That two lines say the same, wherever their records stand. */
export const saysTheSame = (one: AgencyLine, other: AgencyLine): boolean =>
  JSON.stringify(saidBy(one)) === JSON.stringify(saidBy(other));

const saidBy = ({ head, records }: AgencyLine): unknown =>
  [head, ...records].map(({ record, fields }) => [record, Object.entries(fields).sort()]);
