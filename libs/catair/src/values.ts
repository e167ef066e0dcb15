/**
 * From the text of a field to what it means, and back. Field values stay strings all through the platform; arithmetic is done on
 * bigint, never on floating point.
 */

/** Digits and nothing else, one at least. */
export function isInteger(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return text !== '';
}

/** Whole units of the last implied decimal (cents for `decimals: 2`); null when the field is unused or not digits. */
export function integerOf(text: string): bigint | null {
  return isInteger(text) ? BigInt(text) : null;
}

/** `decimalOf('00012345', 2)` is `'123.45'`; null when the field is unused or not digits. */
export function decimalOf(text: string, decimals: number): string | null {
  if (!isInteger(text)) return null;
  const units = text.replace(/^0+(?=\d)/, '');
  if (decimals === 0) return units;
  const digits = units.padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** `digitsOf('123.45', 2)` is `'12345'`; null for anything that is not an unsigned exact decimal of at most that many places. */
export function digitsOf(decimal: string, decimals: number): string | null {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(decimal);
  const [, whole, fraction = ''] = match ?? [];
  if (whole === undefined || fraction.length > decimals) return null;
  return BigInt(whole + fraction.padEnd(decimals, '0')).toString();
}

/** ABI began in the 1980s and zone merchandise may keep its filing date for decades: YY 80-99 is 1980-1999, 00-79 is 2000-2079. */
const FIRST_YEAR_OF_LAST_CENTURY = 80;

/** `MMDDYY` to `YYYY-MM-DD`; null when it is no date of the calendar. */
export function isoDateOf(mmddyy: string): string | null {
  if (mmddyy.length !== 6 || !isInteger(mmddyy)) return null;
  const [month, day, inCentury] = [mmddyy.slice(0, 2), mmddyy.slice(2, 4), mmddyy.slice(4)];
  const year = Number(inCentury) + (Number(inCentury) >= FIRST_YEAR_OF_LAST_CENTURY ? 1900 : 2000);
  if (Number(day) < 1 || Number(day) > daysIn(year, Number(month))) return null;
  return `${year}-${month}-${day}`;
}

const DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Of these years each fourth has a leap day; a month that there is not has no day. */
const daysIn = (year: number, month: number): number =>
  month === 2 && year % 4 === 0 ? 29 : (DAYS_IN[month - 1] ?? 0);

/** `YYYY-MM-DD`, 1980 to 2079, to `MMDDYY`; null when it is not such a date. */
export function mmddyyOf(iso: string): string | null {
  const match = /^(\d\d)(\d\d)-(\d\d)-(\d\d)$/.exec(iso);
  const [, , year, month, day] = match ?? [];
  const text = `${month}${day}${year}`;
  return isoDateOf(text) === iso ? text : null;
}

/** Text fit for an answer: upper case, printable ASCII, cut to the width of its field. Other characters become spaces. */
export function wireText(text: string, width: number): string {
  return text
    .toUpperCase()
    .replace(/[^\x20-\x7e]/g, ' ')
    .slice(0, width)
    .trimEnd();
}
