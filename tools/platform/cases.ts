import { readFileSync } from 'node:fs';
import { parseCsvObjects } from 'hucre/csv';
import { Foreseen, messageOf } from '../infrastructure/failure';
import type { DemoFile } from './launch';
import { askPatiently } from './ask-patiently';

/** Columns of the file of cases, and the field of `operations/ad-cvd-cases` that each is. Lists are parted by spaces. */
const COLUMNS = {
  Case: 'caseNumber',
  Name: 'name',
  From: 'from',
  Status: 'status',
  'Bond or cash': 'bondCash',
  'Ad valorem': 'adValorem',
  Specific: 'specific',
  Unit: 'unit',
  Country: 'country',
  Numbers: 'headings',
  Manufacturer: 'manufacturer',
  Exporter: 'exporter',
  Related: 'related',
  'Suspended until': 'suspendedUntil',
  'Decided on': 'decidedOn',
  'Critical circumstances': 'criticalCircumstances',
} as const;
const LISTS: readonly string[] = ['headings', 'related'];
const AT_ONCE = 1_000;

/** Cases of a CSV file with the columns above, as the address takes them. @throws Foreseen for a column that lacks */
export function casesIn(text: string): Record<string, unknown>[] {
  const rows = parseCsvObjects(text, { header: true, delimiter: ',', skipEmptyRows: true }).data as Record<
    string,
    string
  >[];
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(COLUMNS).map(([column, field]) => {
        if (!(column in row)) throw new Foreseen(`The file has no column "${column}".`);
        const cell = String(row[column] ?? '').trim();
        if (LISTS.includes(field)) return [field, cell.split(' ').filter(Boolean)];
        if (field === 'criticalCircumstances') return [field, cell === 'yes'];
        return [field, field === 'caseNumber' ? cell.replace(/-/g, '') : cell || null];
      }),
    ),
  );
}

/** Records the cases of a file with entry. @returns lines for the screen */
export async function loadCases(demo: Pick<DemoFile, 'services' | 'operationsToken'>, file: string): Promise<string[]> {
  let cases: Record<string, unknown>[];
  try {
    cases = casesIn(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Foreseen(`The cases in ${file} were not recorded: ${messageOf(error)}`);
  }
  const lines: string[] = [];
  for (let at = 0; at < cases.length; at += AT_ONCE) {
    const answer = await askPatiently(`${demo.services.entry}/operations/ad-cvd-cases`, {
      method: 'POST',
      headers: { authorization: `Bearer ${demo.operationsToken}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(30_000),
      body: JSON.stringify({ cases: cases.slice(at, at + AT_ONCE), actor: 'operator at the console' }),
    });
    const text = await answer.text();
    if (!answer.ok)
      throw new Foreseen(`From row ${at + 2} on nothing was recorded: ${answer.status} ${text.slice(0, 500)}`);
    const { recorded, onFile } = JSON.parse(text) as { recorded: number; onFile: number };
    lines.push(`${recorded} periods were recorded; ${onFile} cases are on file.`);
  }
  return lines;
}
