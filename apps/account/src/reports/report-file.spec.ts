import { eventually } from '../../../../test/support/eventually';
import { unpacked } from '../documents/checks/zip.rules';
import { type Cell, type Heading, type OpenReport, type ReportFormat, writtenAs } from './report-file';

const HEADINGS: Heading[] = [
  { name: 'reference', as: 'text' },
  { name: 'filedOn', as: 'day' },
  { name: 'dutyCents', as: 'cents' },
  { name: 'valueDollars', as: 'number' },
  { name: 'changedAt', as: 'instant' },
];
const LINE: Cell[] = ['B76-0324527-8', '2026-11-21', 85_050, 17_000, '2026-11-21T12:00:00.000Z'];

const report = (lines: AsyncIterable<Cell[]>, notes: string[] = []): OpenReport => ({
  name: 'all entries',
  notes,
  headings: HEADINGS,
  lines,
});
async function* of(...lines: Cell[][]): AsyncGenerator<Cell[]> {
  yield* lines;
}
const bytesOf = async (one: OpenReport, format: ReportFormat, rowsOfSheet?: number): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of writtenAs(one, format, rowsOfSheet)) pieces.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(pieces);
};

/** The workbook as its XML says it, read by nothing that wrote it: cells by place, with type, format and value. */
const sheetsOf = async (
  one: OpenReport,
  rowsOfSheet?: number,
): Promise<Record<string, { type: string; format: string | null; value: string }>[]> => {
  const bytes = await bytesOf(one, 'xlsx', rowsOfSheet);
  const parts = unpacked(bytes, { bytes: 50_000_000, ratio: 1_000, parts: 100 });
  if (!('value' in parts)) throw new Error(JSON.stringify(parts));
  const text = (name: string): string => (parts.value as Map<string, Buffer>).get(name)!.toString('utf8');
  const codes = new Map(
    [...text('xl/styles.xml').matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [
      id,
      code!,
    ]),
  );
  const styles = [...text('xl/styles.xml').matchAll(/<cellXfs[\s\S]*<\/cellXfs>/g)][0]![0];
  const formats = [...styles.matchAll(/<xf numFmtId="(\d+)"/g)].map(([, id]) => codes.get(id) ?? null);
  const names = [...(parts.value as Map<string, Buffer>).keys()]
    .filter((name) => /worksheets\/sheet/.test(name))
    .sort();
  return names.map((name) => {
    expect(text(name)).not.toContain('<f>');
    return Object.fromEntries(
      [...text(name).matchAll(/<c r="(\w+)"(?: t="(\w+)")?(?: s="(\d+)")?(?:\/>|>(.*?)<\/c>)/g)].map(
        ([, place, type, style, inner = '']) => [
          place,
          {
            type: type ?? 'n',
            format: style === undefined ? null : formats[Number(style)]!,
            value: inner
              .replace(/<[^>]+>/g, '')
              .replaceAll('&lt;', '<')
              .replaceAll('&amp;', '&'),
          },
        ],
      ),
    );
  });
};

test('in a workbook money is a decimal number of dollars, a value a number, a day and an instant a date', async () => {
  const [sheet] = await sheetsOf(report(of(LINE)));
  expect(['A1', 'B1', 'C1', 'D1', 'E1'].map((place) => sheet![place]!.value)).toEqual([
    'reference',
    'filedOn',
    'dutyDollars',
    'valueDollars',
    'changedAt',
  ]);
  expect(sheet!['A2']).toMatchObject({ type: 'inlineStr', value: 'B76-0324527-8' });
  // Days since 30 December 1899, as a workbook counts them.
  expect(sheet!['B2']).toEqual({ type: 'n', format: 'yyyy-mm-dd', value: '46347' });
  expect(sheet!['C2']).toEqual({ type: 'n', format: '#,##0.00', value: '850.5' });
  expect(sheet!['D2']).toMatchObject({ type: 'n', value: '17000' });
  expect(sheet!['E2']).toEqual({ type: 'n', format: 'yyyy-mm-dd hh:mm:ss', value: '46347.5' });
});

test('a cell that begins like a formula is text in a workbook, as it was', async () => {
  const signs = ['=1+cmd', '+1', '-1', '@SUM(A1)', '\tx', '=HYPERLINK("http://x")'];
  const [sheet] = await sheetsOf(report(of(...signs.map((sign): Cell[] => [sign, null, 0, 0, null]))));
  signs.forEach((sign, n) => {
    expect(sheet![`A${n + 2}`]!.type).toBe('inlineStr');
    expect(sheet![`A${n + 2}`]!.value.trim().replaceAll('&quot;', '"')).toBe(sign.trim());
  });
});

test('a sum that has more digits than a spreadsheet keeps is text, exact', async () => {
  const [sheet] = await sheetsOf(report(of(['x', null, '12345678901234567890', '98765432109876543210', null])));
  expect(sheet!['C2']).toMatchObject({ type: 'inlineStr', value: '123456789012345678.90' });
  expect(sheet!['D2']).toMatchObject({ type: 'inlineStr', value: '98765432109876543210' });
});

test('what does not fit in a sheet goes on in the next, under the same headings', async () => {
  const sheets = await sheetsOf(report(of(LINE, LINE, LINE, LINE, LINE), ['a note']), 4);
  expect(sheets.map((sheet) => ['A1', 'A2', 'A3', 'A4'].map((place) => sheet[place]?.value))).toEqual([
    ['a note', 'reference', LINE[0], LINE[0]],
    ['reference', LINE[0], LINE[0], LINE[0]],
  ]);
});

test('a note stands before all else, in each format', async () => {
  const one = (): OpenReport => report(of(LINE), ['Kept since 2021-03-05 only.']);
  expect((await bytesOf(one(), 'csv')).toString().split('\r\n').slice(0, 2)).toEqual([
    '# Kept since 2021-03-05 only.',
    'reference,filedOn,dutyCents,valueDollars,changedAt',
  ]);
  expect((await sheetsOf(one()))[0]!['A1']!.value).toBe('Kept since 2021-03-05 only.');
  expect(JSON.parse((await bytesOf(one(), 'json')).toString())).toEqual({
    report: 'all entries',
    notes: ['Kept since 2021-03-05 only.'],
    columns: HEADINGS.map(({ name }) => name),
    rows: [LINE],
  });
});

test('a report without a line is a whole file in each format', async () => {
  expect((await bytesOf(report(of()), 'csv')).toString()).toBe(
    'reference,filedOn,dutyCents,valueDollars,changedAt\r\n',
  );
  expect(JSON.parse((await bytesOf(report(of()), 'json')).toString())).toMatchObject({ rows: [] });
  expect(Object.keys((await sheetsOf(report(of())))[0]!)).toHaveLength(5);
});

test('lines are read as the file is taken: a report that nobody takes is not read into memory', async () => {
  for (const format of ['csv', 'xlsx', 'json'] as const) {
    let read = 0;
    let isClosed = false;
    const endless = async function* (): AsyncGenerator<Cell[]> {
      try {
        for (;;) {
          read += 1;
          yield [`B76-${read}-${Math.sin(read)}`, '2026-11-21', read, read, null];
        }
      } finally {
        isClosed = true;
      }
    };
    const file = writtenAs(report(endless()), format);
    for await (const piece of file) if ((piece as Buffer).length > 0 && read > 10) break;
    expect(read).toBeLessThan(20_000);
    await eventually(() => expect(isClosed).toBe(true));
  }
});
