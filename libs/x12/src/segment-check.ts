import { ELEMENT_CODES, type ElementCode, type ElementFault } from './faults';
import type { ElementLayout, SegmentLayout, SyntaxNote } from './segments';
import type { Segment } from './tokenizer';

const INTEGER = /^-?\d+$/;
const DECIMAL = /^-?(?:\d+\.?\d*|\.\d+)$/;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const UNCLEAN = /[\u0000-\u001f\u007f\ufffd]/;

/** YYMMDD or YYYYMMDD naming a day of the calendar; a two-digit year may be a leap year. */
export function isX12Date(value: string): boolean {
  if (!/^(?:\d{6}|\d{8})$/.test(value)) return false;
  const [month, day] = [Number(value.slice(-4, -2)), Number(value.slice(-2))];
  if (month < 1 || month > 12 || day < 1 || day > (DAYS[month - 1] ?? 0)) return false;
  if (month !== 2 || day !== 29) return true;
  const year = Number(value.slice(0, -4));
  return value.length === 6 ? year % 4 === 0 : year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** HHMM, HHMMSS or HHMMSS and hundredths. */
export function isX12Time(value: string): boolean {
  return /^(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d\d{0,2})?$/.test(value);
}

function judge(layout: ElementLayout, value: string): ElementCode | undefined {
  const { type } = layout;
  let length = value.length;
  if (type === 'N') {
    if (!INTEGER.test(value)) return '6';
    if (value[0] === '-') length--;
  } else if (type === 'R') {
    if (!DECIMAL.test(value)) return '6';
    if (value[0] === '-') length--;
    if (value.includes('.')) length--;
  }
  if (length < layout.min) return '4';
  // What is no day, time or code is that first, however long it is.
  if (type === 'DT' && !isX12Date(value)) return '8';
  if (type === 'TM' && !isX12Time(value)) return '9';
  if (layout.codes && !layout.codes.has(value)) return '7';
  return length > layout.max ? '5' : undefined;
}

/** Of a number the digits before its point say how large it is: what is larger than its place holds is not kept as sent by anything. */
const isTooLarge = ({ type, max }: ElementLayout, value: string): boolean =>
  (type === 'N' || type === 'R') && value.replace(/^-?0*/, '').split('.')[0]!.length > max;

/** The elements a syntax note asks to be filled in. */
function broken(note: SyntaxNote, elements: readonly string[]): number[] {
  const present = note.elements.filter((at) => elements[at]);
  const absent = note.elements.filter((at) => !elements[at]);
  switch (note.kind) {
    case 'P':
      return present.length > 0 ? absent : [];
    case 'R':
      return present.length === 0 ? note.elements.slice(0, 1) : [];
    case 'C':
      return elements[note.elements[0] ?? 0] ? absent : [];
  }
}

/** All element faults of a segment, in element order; an empty list for a sound one. */
export function checkElements(segment: Segment, layout: SegmentLayout): ElementFault[] {
  const faults: ElementFault[] = [];
  const { elements } = segment;
  const fault = (at: number, code: ElementCode, severity = ELEMENT_CODES[code].severity) =>
    faults.push({
      element: at,
      name: layout.elements[at - 1]?.name ?? '',
      code,
      severity,
      value: (elements[at] ?? '').slice(0, 99),
    });
  const declared = layout.elements;
  for (const [index, entry] of declared.entries()) {
    const at = index + 1;
    const value = elements[at];
    if (!value) {
      if (entry.requirement === 'M') fault(at, '1');
      continue;
    }
    const code = segment.unclean && UNCLEAN.test(value) ? '6' : judge(entry, value);
    if (code) fault(at, code, code === '5' && isTooLarge(entry, value) ? 'reject' : undefined);
  }
  if (elements.length - 1 > declared.length) fault(declared.length + 1, '3');
  for (const note of layout.notes) for (const at of broken(note, elements)) fault(at, '2');
  return faults;
}
