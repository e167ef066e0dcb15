import { daysBetween, isCustomsDate, type CustomsDate } from '#kernel';
import { UNITS } from '../units';
import { namesComponents, parseRate } from '../rate-text';
import { lineOf, type ScheduleRow } from './schedule';

/** Movement, case, strap and battery (HTS chapter 91, statistical note 1). */
const WATCH_SUFFIXES = ['10', '20', '30', '40'];

/** A line of the schedule as the USITC exports it: the JSON of hts.usitc.gov, or a row of its CSV under the same headings. */
export interface OfficialLine {
  /** With dots; empty for a heading without a number. */
  readonly htsno: string;
  readonly units: readonly string[];
  readonly general: string;
  readonly special: string;
  readonly other: string;
}

/** Words of the schedule for units that are not the code with other letters (appendix C of the ABI guide). */
const UNIT_WORDS: Readonly<Record<string, string>> = {
  'no.': 'NO',
  'doz.': 'DOZ',
  'prs.': 'PRS',
  'pr.': 'PRS',
  'pcs.': 'PCS',
  'pk.': 'PK',
  'doz. prs.': 'DPR',
  'doz.prs.': 'DPR',
  'doz. pcs.': 'DPC',
  'doz.pcs.': 'DPC',
  liters: 'L',
  liter: 'L',
  'pf. liters': 'PFL',
  'pf.liters': 'PFL',
  'pf. liter': 'PFL',
  'm²': 'M2',
  'm³': 'M3',
  'cm²': 'CM2',
  'cy kg': 'CYK',
  carat: 'CAR',
  carats: 'CAR',
  gross: 'GR',
  'gross lines': 'GRL',
  hundreds: 'HUN',
  thousands: 'THS',
  '1000': 'THS',
  'thousand m³': 'KM3',
  'thousand m3': 'KM3',
  '1,000 m³': 'KM3',
  jewels: 'JWL',
  'fiber m': 'FBM',
  'linear m': 'LNM',
  squares: 'SQ',
  watts: 'W',
  doses: 'DS',
  'kg cmsc': 'CKG',
  'kg amc': 'CKG',
  'kg msc': 'CKG',
  'kg ttl sug': 'KTS',
  't adw': 'CTN',
  't dwb': 'CTN',
  'thousand m': 'KM',
  square: 'SQ',
  'dz pcs': 'DPC',
  'lin. m': 'LNM',
  'jwls.': 'JWL',
  pack: 'PK',
  'gr.lines': 'GRL',
  // Appendix C has no megawatt-hours.
  mwh: 'KWH',
};

/** Without markup, footnote marks and doubled spaces; raised digits as digits. */
const plain = (text: string | null | undefined): string =>
  (text ?? '')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+\d\/$/, '')
    .replace(/\|/g, '/')
    .replace(/\s+/g, ' ')
    .trim();

/** The code of a unit as the schedule prints it; a word that is not known stands in capitals, so that it is seen. */
export function unitOf(word: string): string {
  const text = plain(word);
  const known = UNIT_WORDS[text.toLowerCase()];
  if (known) return known;
  if (UNITS.has(text.toUpperCase())) return text.toUpperCase();
  // Kilograms, grams or tons of what the goods contain, such as `Cu kg` and `Ag g`.
  if (/^[A-Za-z\d]{1,5} kg$/.test(text)) return 'CKG';
  if (/^[A-Za-z\d]{1,5} g$/.test(text)) return 'CGM';
  if (/^[A-Za-z\d]{1,5} t$/.test(text)) return 'CTN';
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '') || 'X';
}

const COLUMNS: Readonly<Record<keyof OfficialLine, readonly string[]>> = {
  htsno: ['htsno', 'HTS Number'],
  units: ['units', 'Unit of Quantity'],
  general: ['general', 'General Rate of Duty'],
  special: ['special', 'Special Rate of Duty'],
  other: ['other', 'Column 2 Rate of Duty'],
};

const unitsIn = (cell: unknown): string[] => {
  if (Array.isArray(cell)) return cell.map(String);
  const text = String(cell ?? '').trim();
  if (!text.startsWith('[')) return text ? text.split(/\s*,\s*/) : [];
  try {
    return (JSON.parse(text) as unknown[]).map(String);
  } catch {
    return [text];
  }
};

/**
 * Lines of the official export from its JSON objects, or from the rows of its CSV as objects by heading.
 * @throws Error that names the line and the column, when one that is needed is not there
 */
export function officialLines(objects: readonly unknown[]): OfficialLine[] {
  return objects.map((object, at) => {
    const cells = (object ?? {}) as Readonly<Record<string, unknown>>;
    const cell = (name: keyof OfficialLine): unknown => {
      const column = COLUMNS[name].find((heading) => heading in cells);
      if (column === undefined) throw new Error(`Line ${at + 1} has no column ${COLUMNS[name].join(' or ')}`);
      return cells[column];
    };
    const text = (name: keyof OfficialLine) => plain(cell(name) === null ? '' : String(cell(name)));
    return {
      ...{ htsno: text('htsno'), units: unitsIn(cell('units')) },
      ...{ general: text('general'), special: text('special'), other: text('other') },
    };
  });
}

/**
 * The numbers of an official schedule, all of them in force from a day. A statistical number without rates has those of its eight digits;
 * eight digits without statistical numbers take any suffix.
 * @throws Error for a number that is not 4, 6, 8 or 10 digits
 */
export function scheduleRows(lines: readonly OfficialLine[], from: CustomsDate): ScheduleRow[] {
  interface Open {
    readonly number: string;
    readonly general: string;
    readonly special: string;
    readonly columnTwo: string;
    readonly units: string;
    readonly groups: Map<string, string[]>;
  }
  const found = new Map<string, Open>();
  const unitText = (units: readonly string[]) =>
    units
      .flatMap((unit) => unit.split(/ and /))
      .map(unitOf)
      .join(' ');
  for (const { htsno, units, general, special, other } of lines) {
    const digits = htsno.replace(/\./g, '');
    if (!/^(\d{4}|\d{6}|\d{8}|\d{10})?$/.test(digits)) throw new Error(`${htsno} is no number of 4, 6, 8 or 10 digits`);
    if (digits.length < 8) continue;
    const number = digits.slice(0, 8);
    const known = found.get(number);
    const open = known ?? { number, general, special, columnTwo: other, units: unitText(units), groups: new Map() };
    if (!known) found.set(number, open);
    if (digits.length === 8) continue;
    const own = unitText(units) || open.units || 'X';
    open.groups.set(own, [...(open.groups.get(own) ?? []), digits.slice(8)]);
  }
  return [...found.values()].map(({ number, general, special, columnTwo, units, groups }) => {
    const row = { number, general, special, columnTwo, from };
    if (groups.size > 0) return { ...row, units: [...groups.keys()], suffixes: [...groups.values()] };
    const rate = parseRate(general);
    // The export has the components of a watch in a note alone.
    if (rate && namesComponents(rate)) return { ...row, units: ['NO'], suffixes: [WATCH_SUFFIXES] };
    return { ...row, units: [units || 'X'], suffixes: [['*']] };
  });
}

export interface Amended {
  readonly rows: readonly ScheduleRow[];
  /** Numbers that were not there, that say something else than before, that are as they were, and that have ended. */
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly ended: number;
}

const dayBefore = (date: CustomsDate): CustomsDate => {
  const before = new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return before;
};

/** What a row says, apart from its days. */
const saying = (row: ScheduleRow): string => lineOf({ ...row, from: '0000-00-00', to: '' });

/**
 * A schedule amended by a revision that is whole: what it says holds from its day, what stood before it ends the day before, and what it leaves out
 * ends too. Amending by the same revision again changes nothing. Chapters that the revision has nothing of stay as they are.
 * @throws Error for a day that is none, and when a period of the schedule begins after it: revisions are loaded in their order
 */
export function amended(rows: readonly ScheduleRow[], revision: readonly ScheduleRow[], from: CustomsDate): Amended {
  if (!isCustomsDate(from)) throw new Error(`${from} is no day`);
  const chapters = new Set(revision.map(({ number }) => number.slice(0, 2)));
  const told = new Map(revision.map((row) => [row.number, row]));
  const seen = new Set<string>();
  const counts = { added: 0, changed: 0, same: 0, ended: 0 };
  const out: ScheduleRow[] = [];
  for (const row of rows) {
    const inForce = row.from <= from && (row.to === undefined || row.to >= from);
    if (!chapters.has(row.number.slice(0, 2))) {
      out.push(row);
      continue;
    }
    if (row.from > from) {
      throw new Error(
        `${row.number} has a period from ${row.from}, after ${from}: load revisions in the order of their days`,
      );
    }
    if (!inForce) {
      out.push(row);
      continue;
    }
    seen.add(row.number);
    const now = told.get(row.number);
    if (now && saying(now) === saying(row)) {
      counts.same += 1;
      out.push(row);
      continue;
    }
    if (daysBetween(row.from, from) > 0) out.push({ ...row, to: dayBefore(from) });
    if (now) {
      counts.changed += 1;
      out.push(now);
    } else counts.ended += 1;
  }
  for (const row of revision) {
    if (seen.has(row.number)) continue;
    counts.added += 1;
    out.push(row);
  }
  out.sort((a, b) => (a.number === b.number ? (a.from < b.from ? -1 : 1) : a.number < b.number ? -1 : 1));
  return { rows: out, ...counts };
}
