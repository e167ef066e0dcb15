import type { CustomsDate } from '#kernel';

/** A number of eight digits in a period, as the schedule prints it. */
export interface ScheduleRow {
  /** Eight digits. */
  readonly number: string;
  /** Units of measure in order, separated by a space; one for each group of suffixes. */
  readonly units: readonly string[];
  readonly general: string;
  /** As printed, such as `Free (AU,BH) 2% (JP)`. A question mark at its end: the list is not held whole. */
  readonly special: string;
  /** A question mark: not held. */
  readonly columnTwo: string;
  /** Statistical suffixes in groups that share units; `*` for any. */
  readonly suffixes: readonly (readonly string[])[];
  readonly from: CustomsDate;
  /** Last day; left out while it holds. */
  readonly to?: CustomsDate;
}

/** What the schedule says of a number on a day. */
export interface ScheduleEntry {
  readonly general: string;
  readonly special: string;
  readonly columnTwo: string;
  readonly units: string;
  readonly from: CustomsDate;
  readonly to: CustomsDate | undefined;
}

const ANY = 255;
const OPEN = 99_991_231;

/** Filings of a day follow each other: the last date read is kept. */
let lastDate = '';
let lastDay = 0;
function dayOf(date: CustomsDate): number {
  if (date === lastDate) return lastDay;
  lastDay = Number(date.slice(0, 4)) * 10_000 + Number(date.slice(5, 7)) * 100 + Number(date.slice(8, 10));
  lastDate = date;
  return lastDay;
}

/** Digits of a text from a place on, as a number; -1 where something else stands among them. */
function digitsOf(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
const dateOf = (day: number): CustomsDate => {
  const text = String(day);
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
};

/** Texts kept once, by their number. */
class Texts {
  readonly all: string[] = [];
  private readonly places = new Map<string, number>();

  of(text: string): number {
    const known = this.places.get(text);
    if (known !== undefined) return known;
    // A piece of a long string would keep the whole of it: the copy stands alone.
    const own = Buffer.from(text, 'utf8').toString('utf8');
    this.places.set(own, this.all.length);
    return this.all.push(own) - 1;
  }

  seal(): void {
    this.places.clear();
  }
}

/** One row of the form: `number|units|general|special|column 2|suffixes|from|to`; groups of suffixes and their units are parted by `;`. */
export function rowOf(line: string): ScheduleRow {
  const cells = line.split('|');
  const [number = '', units = '', general = '', special = '', columnTwo = '', suffixes = '', from = '', to = ''] =
    cells;
  if (cells.length !== 8 || !/^\d{8}$/.test(number) || !/^\d{4}-\d\d-\d\d$/.test(from))
    throw new Error(`This is no row of a tariff: ${line.slice(0, 80)}`);
  const groups = suffixes.split(';').map((group) => group.split(' '));
  const perGroup = units.split(';');
  if (perGroup.length !== groups.length)
    throw new Error(`${number} has units for ${perGroup.length} of ${groups.length} groups of suffixes`);
  return { number, units: perGroup, general, special, columnTwo, suffixes: groups, from, ...(to && { to }) };
}

export const lineOf = (row: ScheduleRow): string =>
  [
    ...[row.number, row.units.join(';'), row.general, row.special, row.columnTwo],
    ...[row.suffixes.map((group) => group.join(' ')).join(';'), row.from, row.to ?? ''],
  ].join('|');

export const rowsOf = (text: string): ScheduleRow[] =>
  text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(rowOf);

/**
 * A whole tariff in memory: numbers, days and places of texts stand in typed arrays, every text once. A number is found by halving,
 * its period and its suffix by stepping. Nothing is parsed until it is asked for.
 */
export class Schedule {
  private readonly numbers: Uint32Array;
  private readonly from: Uint32Array;
  private readonly to: Uint32Array;
  private readonly rates: Uint16Array;
  /** Where the suffixes of a period begin; the next period's beginning ends them. */
  private readonly suffixesAt: Uint32Array;
  private readonly suffixes: Uint8Array;
  private readonly suffixUnits: Uint16Array;
  /** The period that a suffix stands in. */
  private readonly periods: Uint32Array;
  private readonly texts = new Texts();

  /** @throws Error when two periods of a number overlap: a day would have two rates */
  constructor(rows: readonly ScheduleRow[]) {
    const sorted = [...rows].sort((a, b) =>
      a.number === b.number ? (a.from < b.from ? -1 : 1) : a.number < b.number ? -1 : 1,
    );
    const count = sorted.length;
    const suffixCount = sorted.reduce(
      (sum, { suffixes }) => suffixes.reduce((some, group) => some + group.length, sum),
      0,
    );
    this.numbers = new Uint32Array(count);
    this.from = new Uint32Array(count);
    this.to = new Uint32Array(count);
    this.rates = new Uint16Array(count * 3);
    this.suffixesAt = new Uint32Array(count + 1);
    this.suffixes = new Uint8Array(suffixCount);
    this.suffixUnits = new Uint16Array(suffixCount);
    this.periods = new Uint32Array(suffixCount);
    let next = 0;
    sorted.forEach((row, at) => {
      const before = sorted[at - 1];
      if (before?.number === row.number && (before.to ?? '9999') >= row.from)
        throw new Error(`${row.number} has two periods on ${row.from}`);
      this.numbers[at] = Number(row.number);
      this.from[at] = dayOf(row.from);
      this.to[at] = row.to === undefined ? OPEN : dayOf(row.to);
      this.rates[at * 3] = this.texts.of(row.general);
      this.rates[at * 3 + 1] = this.texts.of(row.special);
      this.rates[at * 3 + 2] = this.texts.of(row.columnTwo);
      this.suffixesAt[at] = next;
      row.suffixes.forEach((group, place) => {
        const units = this.texts.of(row.units[place] ?? 'X');
        for (const suffix of group) {
          this.suffixes[next] = suffix === '*' ? ANY : Number(suffix);
          this.suffixUnits[next] = units;
          this.periods[next] = at;
          next += 1;
        }
      });
    });
    this.suffixesAt[count] = next;
    if (this.texts.all.length > 65_535) throw new Error('A tariff with more than 65,535 different texts does not fit');
    this.texts.seal();
  }

  /** Periods held. */
  get size(): number {
    return this.numbers.length;
  }

  /** True when the number of eight or ten digits has ever been in the tariff. */
  has(number: string): boolean {
    const suffix = suffixOf(number);
    const wanted = this.numbers[this.first(number)];
    if (wanted === undefined) return false;
    for (let at = this.first(number); this.numbers[at] === wanted; at += 1)
      if (this.placeOf(at, suffix) >= 0) return true;
    return false;
  }

  /** Where the number of eight or ten digits stands on a day, for `at`; -1 when it is not in force. */
  locate(number: string, date: CustomsDate): number {
    let at = this.first(number);
    if (at < 0) return -1;
    const day = dayOf(date);
    const wanted = this.numbers[at];
    for (; this.numbers[at] === wanted; at += 1)
      if (this.from[at]! <= day && this.to[at]! >= day) return this.placeOf(at, suffixOf(number));
    return -1;
  }

  /** Where the number stands in its first period, when that begins after a day; else -1. */
  locateAfter(number: string, date: CustomsDate): number {
    const at = this.first(number);
    return at >= 0 && this.from[at]! > dayOf(date) ? this.placeOf(at, suffixOf(number)) : -1;
  }

  /** What stands at a place. */
  at(place: number): ScheduleEntry {
    return this.entry(this.periods[place]!, place);
  }

  /** The period of a number of eight or ten digits on a day. */
  find(number: string, date: CustomsDate): ScheduleEntry | undefined {
    const place = this.locate(number, date);
    return place < 0 ? undefined : this.at(place);
  }

  /** Every row again, in the order of the numbers. */
  *rows(): Generator<ScheduleRow> {
    for (let at = 0; at < this.size; at += 1) {
      const groups = new Map<string, string[]>();
      for (let place = this.suffixesAt[at]!; place < this.suffixesAt[at + 1]!; place += 1) {
        const units = this.texts.all[this.suffixUnits[place]!]!;
        const suffix = this.suffixes[place] === ANY ? '*' : String(this.suffixes[place]).padStart(2, '0');
        groups.set(units, [...(groups.get(units) ?? []), suffix]);
      }
      const { general, special, columnTwo, from, to } = this.entry(at, this.suffixesAt[at]!);
      yield {
        ...{
          number: String(this.numbers[at]).padStart(8, '0'),
          units: [...groups.keys()],
          general,
          special,
          columnTwo,
        },
        ...{ suffixes: [...groups.values()], from, ...(to && { to }) },
      };
    }
  }

  private entry(at: number, place: number): ScheduleEntry {
    const { all } = this.texts;
    return {
      general: all[this.rates[at * 3]!]!,
      special: all[this.rates[at * 3 + 1]!]!,
      columnTwo: all[this.rates[at * 3 + 2]!]!,
      units: all[this.suffixUnits[place]!]!,
      from: dateOf(this.from[at]!),
      to: this.to[at] === OPEN ? undefined : dateOf(this.to[at]!),
    };
  }

  /** The first period of a number; -1 when there is none. */
  private first(number: string): number {
    if (number.length !== 8 && number.length !== 10) return -1;
    const wanted = digitsOf(number, 0, 8);
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.numbers[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return this.numbers[low] === wanted ? low : -1;
  }

  /** Where a suffix stands among those of a period; the first of them for a number of eight digits; -1 when it is not there. */
  private placeOf(at: number, suffix: number | undefined): number {
    const start = this.suffixesAt[at]!;
    if (suffix === undefined) return start;
    for (let place = start; place < this.suffixesAt[at + 1]!; place += 1)
      if (this.suffixes[place] === suffix || this.suffixes[place] === ANY) return place;
    return -1;
  }
}

const suffixOf = (number: string): number | undefined => (number.length === 10 ? digitsOf(number, 8, 10) : undefined);
