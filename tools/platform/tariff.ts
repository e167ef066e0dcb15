import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseCsvObjects } from 'hucre/csv';
import {
  amended,
  lineOf,
  officialLines,
  scheduleRows,
  tariffInUse,
  UNITS,
  useTariff,
  type ScheduleRow,
} from '#reference';
import { isCustomsDate } from '#kernel';
import { Foreseen } from '../infrastructure/failure';

/** Where a platform that `npm start` runs keeps the tariff that was loaded; entry takes it from there when it starts. */
export const loadedTariff = (home: string): string => join(home, 'tariff.txt');

const HEAD = `# The tariff in Portway's own form: number|units|general rate|special rates|column 2 rate|statistical suffixes|from|to
# Amended by revisions of the Harmonized Tariff Schedule of the United States as the USITC publishes them; see docs/operators/tariff.md.
`;

/** The rows of the official export, JSON or CSV, by what the file begins with. */
function officialObjects(text: string): readonly unknown[] {
  if (/^\uFEFF?\s*\[/.test(text)) return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown[];
  return parseCsvObjects(text, { header: true, delimiter: ',', skipEmptyRows: true }).data;
}

/**
 * Amends the tariff in use by an official revision and keeps the whole, so that what was in force on earlier days stays.
 * @returns lines for the screen
 * @throws Foreseen that says what is wrong with the file or the day; nothing is written then
 */
export function loadTariff(home: string, file: string, from: string, into = loadedTariff(home)): string[] {
  if (!isCustomsDate(from))
    throw new Foreseen(`${from} is no day: say from which one the revision holds, as --from 2026-12-01.`);
  let rows: readonly ScheduleRow[];
  let revision: readonly ScheduleRow[];
  let counts: ReturnType<typeof amended>;
  try {
    const before = existsSync(into) ? useTariff(into) : tariffInUse();
    revision = scheduleRows(officialLines(officialObjects(readFileSync(file, 'utf8'))), from);
    if (revision.length === 0) throw new Error('it has no number of eight digits or more');
    counts = amended([...before.rows()], revision, from);
    rows = counts.rows;
    mkdirSync(dirname(into), { recursive: true });
    const next = `${into}.next`;
    writeFileSync(next, `${HEAD}${rows.map(lineOf).join('\n')}\n`);
    // Read again as services read it, so that what cannot be taken is not left behind.
    useTariff(next);
    renameSync(next, into);
  } catch (error) {
    throw new Foreseen(`The tariff in ${file} was not loaded: ${(error as Error).message}.`);
  }
  const units = new Set(revision.flatMap((row) => row.units.flatMap((group) => group.split(' '))));
  const unknown = [...units].filter((unit) => !UNITS.has(unit));
  return [
    `${revision.length} numbers from ${from}: ${counts.added} new, ${counts.changed} changed, ${counts.same} as before; ${counts.ended} ended the day before.`,
    `${rows.length} periods are now in ${into}. Entry takes them when it starts again: npm run ctl -- stop entry, then start entry.`,
    ...(unknown.length > 0 ? [`Units that appendix C does not have, kept as printed: ${unknown.join(', ')}.`] : []),
  ];
}
