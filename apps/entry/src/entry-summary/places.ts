import type { EntrySummary, Grouping, SummaryLine } from '../summary-on-file/summary.model';

/** Where in the filing a condition was found. */
export interface Place {
  readonly recordIndex: number | null;
  /** JSON pointer into the summary, for filings that have no records. */
  readonly at: string;
  readonly lineNumber?: string;
  readonly field?: string;
  /** Only where it differs from the record and grouping the rule names. */
  readonly record?: string;
  readonly grouping?: Grouping;
}

/** A field of the header, in the 10, 11 or 20 record. */
export const inHeader = (summary: EntrySummary, record: string, field: keyof EntrySummary): Place => ({
  recordIndex: summary.records[record] ?? summary.records['10'] ?? null,
  at: `/${field}`,
  field,
});

export const onLine = (line: SummaryLine, index: number, field?: keyof SummaryLine): Place => ({
  recordIndex: line.recordIndex,
  at: `/lines/${index}${field ? `/${field}` : ''}`,
  lineNumber: line.lineNumber,
  ...(field && { field }),
});
