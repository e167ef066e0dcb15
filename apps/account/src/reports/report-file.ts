import { Readable } from 'node:stream';
import { writeXlsxStream } from 'hucre/xlsx';
import { csvLine } from '#service';

export const REPORT_FORMATS = ['csv', 'xlsx', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<ReportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
};

/** As it is in the database: days `YYYY-MM-DD`, instants ISO 8601, money whole cents, large sums as text. */
export type Cell = string | number | null;

/** What stands in a column, and what a spreadsheet takes it for. */
export interface Heading {
  readonly name: string;
  readonly as: 'text' | 'number' | 'cents' | 'day' | 'instant';
}

/** A report as it is written, line by line. */
export interface OpenReport {
  readonly name: string;
  /** Sentences that stand before all else. */
  readonly notes: readonly string[];
  readonly headings: readonly Heading[];
  readonly lines: AsyncIterable<readonly Cell[]>;
}

/** Of a sheet (Excel specifications and limits). */
const MOST_ROWS = 1_048_576;
/** A spreadsheet knows numbers to 15 digits; what is longer stays text, exact. */
const MOST_DIGITS = 999_999_999_999_999;

/**
 * The bytes of a report. CSV and JSON have money as whole cents, XLSX as dollars with two decimals, under `dutyDollars`, `feeDollars` and `bondDollars`. No more than some lines are
 * in memory, however many there are.
 *
 * @param rowsOfSheet of XLSX: more go on in a further sheet, under the same headings
 */
export const writtenAs = (report: OpenReport, format: ReportFormat, rowsOfSheet = MOST_ROWS): Readable => {
  if (format === 'csv') return Readable.from(csvOf(report), { objectMode: false });
  if (format === 'json') return Readable.from(jsonOf(report), { objectMode: false });
  return Readable.fromWeb(
    writeXlsxStream(sheetRows(report, rowsOfSheet), {
      name: 'Report',
      columns: report.headings.map(({ as }) => ({ ...(FORMATS[as] && { numFmt: FORMATS[as] }), width: WIDTHS[as] })),
      maxRowsPerSheet: rowsOfSheet,
      repeatHeaders: false,
    }) as never,
  );
};

async function* csvOf({ notes, headings, lines }: OpenReport): AsyncGenerator<string> {
  yield notes.map((note) => csvLine([`# ${note}`])).join('') + csvLine(headings.map(({ name }) => name));
  for await (const cells of lines) yield csvLine(cells);
}

async function* jsonOf({ name, notes, headings, lines }: OpenReport): AsyncGenerator<string> {
  const head = JSON.stringify({ report: name, notes, columns: headings.map((heading) => heading.name) });
  yield `${head.slice(0, -1)},"rows":[`;
  let isFirst = true;
  for await (const cells of lines) {
    yield `${isFirst ? '' : ','}\n${JSON.stringify(cells)}`;
    isFirst = false;
  }
  yield '\n]}\n';
}

const FORMATS: Readonly<Partial<Record<Heading['as'], string>>> = {
  cents: '#,##0.00',
  day: 'yyyy-mm-dd',
  instant: 'yyyy-mm-dd hh:mm:ss',
};
const WIDTHS: Readonly<Record<Heading['as'], number>> = { text: 16, number: 14, cents: 16, day: 12, instant: 20 };

/** Each cell with a type of its own: what is text is never taken for a formula, whatever it begins with. */
async function* sheetRows(
  { notes, headings, lines }: OpenReport,
  rowsOfSheet: number,
): AsyncGenerator<(string | number | Date | null)[]> {
  const titles = headings.map(({ name, as }) => (as === 'cents' ? name.replace(/Cents$/, 'Dollars') : name));
  let written = 0;
  for (const note of notes) {
    yield [note];
    written += 1;
  }
  yield titles;
  written += 1;
  for await (const cells of lines) {
    if (written % rowsOfSheet === 0) {
      yield titles;
      written += 1;
    }
    yield cells.map((cell, n) => typed(cell, headings[n]!.as));
    written += 1;
  }
}

const typed = (cell: Cell, as: Heading['as']): string | number | Date | null => {
  if (cell === null || as === 'text') return cell;
  if (as === 'day') return new Date(`${cell}T00:00:00Z`);
  if (as === 'instant') return new Date(cell);
  const number = Number(cell);
  if (Math.abs(number) <= MOST_DIGITS) return as === 'cents' ? number / 100 : number;
  return as === 'cents' ? String(cell).replace(/(\d\d)$/, '.$1') : String(cell);
};
