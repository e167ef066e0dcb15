/** One codec for every record: it knows nothing of any record, only what the layout says. */
import type { Field, FieldClass, Layout } from './layout';
import { isoDateOf } from './values';

export const RECORD_LENGTH = 80;

/**
 * What is wrong with the columns of one record.
 * - `length` the record has fewer than 80 columns (X42)
 * - `charset` a character no keyboard has: control characters, anything outside ASCII (X40)
 * - `filler` data in a filler (X39)
 * - `series` a repeated item is filled after a blank one (X38)
 * - `class` the characters do not fit the class of the field; the guides leave this to the rules of the transaction (SE90, E1)
 * - `constant` the record identifier or another constant is not there
 */
export type DataFaultKind = 'length' | 'charset' | 'filler' | 'series' | 'class' | 'constant';

export interface DataFault {
  readonly kind: DataFaultKind;
  /** The X1 condition that stands for it when the whole batch is refused. */
  readonly code: 'X38' | 'X39' | 'X40' | 'X42';
  readonly recordId: string;
  /** Name of the field; null for columns that are no field. */
  readonly field: string | null;
  readonly from: number;
  readonly to: number;
  /** One sentence that names record, field and columns. */
  readonly text: string;
}

export interface Decoded<N extends string> {
  /** Every field of the layout; `''` where the columns hold only spaces. */
  readonly values: Record<N, string>;
  readonly faults: readonly DataFault[];
}

const CODE_OF: Record<DataFaultKind, DataFault['code']> = {
  length: 'X42',
  charset: 'X40',
  filler: 'X39',
  series: 'X38',
  class: 'X40',
  constant: 'X40',
};

const CHARACTERS: Record<Exclude<FieldClass, 'S' | 'D'>, RegExp> = {
  A: /^[A-Z]*$/,
  AN: /^[A-Z0-9 ]*$/,
  X: /^[\x20-\x7e]*$/,
  N: /^\d*$/,
  '(S)N': /^\d*$/,
};

const EXPECTED: Record<FieldClass, string> = {
  A: 'letters',
  AN: 'letters, digits and spaces',
  X: 'keyboard characters',
  N: 'zero-filled digits',
  '(S)N': 'digits',
  D: 'a date as MMDDYY',
  S: 'spaces',
};

/**
 * Reads one record. Letters are folded to upper case and leading spaces of text fields dropped, as the guides say
 * (Batch & Block Control p. B&B-8); a record shorter than 80 columns is read as if spaces followed. Never throws.
 */
export function decode<N extends string>(layout: Layout<N>, image: string): Decoded<N> {
  const record = image.length === RECORD_LENGTH ? image : image.padEnd(RECORD_LENGTH).slice(0, RECORD_LENGTH);
  const { strange, anyLower } = charactersOf(record);
  let faults: DataFault[] | undefined;
  const add = (fault: DataFault): void => void (faults ??= []).push(fault);
  if (image.length < RECORD_LENGTH)
    add(
      faultOf(
        layout,
        'length',
        null,
        image.length + 1,
        RECORD_LENGTH,
        `the record has ${image.length} of 80 characters`,
      ),
    );
  if (strange > 0) add(faultOf(layout, 'charset', null, strange, strange, 'not a character of a standard keyboard'));

  for (const { from, to, text, filler } of layout.fixed) {
    if (filler ? isBlank(record, from, to) : record.startsWith(text, from - 1)) continue;
    const found = record.slice(from - 1, to);
    if (found.toUpperCase() === text) continue;
    if (filler) add(faultOf(layout, 'filler', null, from, to, 'data found in filler, send spaces'));
    else add(faultOf(layout, 'constant', null, from, to, `"${found}" found where "${text}" belongs`));
  }

  const values: Record<N, string> = { ...layout.unused };
  for (const field of layout.fields) {
    // Most columns of most records are not used.
    if (isBlank(record, field.from, field.to)) continue;
    const value = textOf(field, record, anyLower);
    values[field.name] = value;
    if (conforms(field, value)) continue;
    const shown = field.secret ? 'the value' : `"${value}"`;
    add(faultOf(layout, 'class', field.name, field.from, field.to, `${shown} is not ${expectedIn(field)}`));
  }
  for (const series of layout.series) {
    const gap = series.find((field, at) => at > 0 && values[field.name] !== '' && values[series[at - 1]!.name] === '');
    if (gap) add(faultOf(layout, 'series', gap.name, gap.from, gap.to, 'filled although the item before it is blank'));
  }
  return { values, faults: faults ?? NO_FAULTS };
}

const NO_FAULTS: readonly DataFault[] = [];

const faultOf = (
  { recordId }: Layout,
  kind: DataFaultKind,
  field: string | null,
  from: number,
  to: number,
  what: string,
): DataFault => {
  const columns = from === to ? `column ${from}` : `columns ${from}-${to}`;
  const place = field === null ? columns : `${field} (${columns})`;
  return { kind, code: CODE_OF[kind], recordId, field, from, to, text: `${recordId} ${place}: ${what}` };
};

/** Column (from 1) of the first character that no keyboard has, 0 without one, and whether any letter must be folded. */
const charactersOf = (record: string): { strange: number; anyLower: boolean } => {
  let [strange, anyLower] = [0, false];
  for (let at = 0; at < record.length; at += 1) {
    const code = record.charCodeAt(at);
    if (code >= 97 && code <= 122) anyLower = true;
    else if (code < 32 || code > 126) {
      if (strange === 0) strange = at + 1;
      anyLower = true;
    }
  }
  return { strange, anyLower };
};

/** Whether columns `from`..`to` hold nothing but spaces. */
const isBlank = (record: string, from: number, to: number): boolean => {
  for (let at = from - 1; at < to; at += 1) if (record.charCodeAt(at) !== 32) return false;
  return true;
};

/**
 * Writes one record, always 80 characters. Fields that are left out or `''` become spaces; numbers are zero-filled.
 * Throws a RangeError when a value is too long for its field or not of its class: what Portway sends is Portway's own duty.
 */
export function encode<N extends string>(layout: Layout<N>, values: Partial<Record<N, string>>): string {
  const columns = new Array<string>(RECORD_LENGTH).fill(' ');
  const put = (from: number, text: string): void => {
    for (let at = 0; at < text.length; at += 1) columns[from - 1 + at] = text[at]!;
  };
  for (const { from, text } of layout.fixed) put(from, text);
  for (const field of layout.fields) {
    const given = values[field.name] ?? '';
    if (given === '') continue;
    const value = field.verbatim ? given : given.toUpperCase();
    if (value.length > field.width || !conforms(field, value)) {
      throw new RangeError(
        `${layout.recordId} ${field.name} (columns ${field.from}-${field.to}): ${
          field.secret ? 'the value' : `"${given}"`
        } is not ${expectedIn(field)} of at most ${field.width}`,
      );
    }
    const numeric = field.fieldClass === 'N' || field.fieldClass === '(S)N';
    put(field.from, numeric ? value.padStart(field.width, '0') : value);
  }
  return columns.join('');
}

/** What a field must hold, in words. */
export function expectedIn(field: Pick<Field, 'fieldClass' | 'oneOf'>): string {
  return field.oneOf?.join(' or ') ?? EXPECTED[field.fieldClass];
}

function textOf(field: Field, record: string, anyLower: boolean): string {
  const text = record.slice(field.from - 1, field.to);
  if (field.verbatim) return text.trimEnd();
  // A class N field is zero-filled: spaces before its digits are a fault and must stay visible. Unused means all spaces.
  if (field.fieldClass === 'N' || field.fieldClass === 'D') return text.trim() === '' ? '' : text;
  return anyLower ? text.trim().toUpperCase() : text.trim();
}

function conforms(field: Field, value: string): boolean {
  if (value === '') return true;
  if (field.oneOf !== null) return field.oneOf.includes(value);
  if (field.fieldClass === 'D') return isoDateOf(value) !== null;
  if (field.fieldClass === 'S') return value.trim() === '';
  return CHARACTERS[field.fieldClass].test(value);
}
