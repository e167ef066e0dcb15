/**
 * A CATAIR record is 80 columns; a layout says which columns hold which field. Layouts are data: `layouts/*.ts` hold nothing
 * else, and the one codec in codec.ts reads and writes every record from them.
 */

/**
 * Field classes (Batch & Block Control v23, p. B&B-7). `A` letters, `AN` letters, digits and space, `X` any keyboard character,
 * all left-justified; `N` digits, zero-filled from the left; `(S)N` digits after optional spaces; `D` MMDDYY; `S` spaces only.
 * A field that is not used holds spaces, also when it is numeric.
 */
export type FieldClass = 'A' | 'AN' | 'X' | 'N' | '(S)N' | 'D' | 'S';

/** Mandatory, conditional, optional. */
export type Designation = 'M' | 'C' | 'O';

export interface FieldOptions {
  /** Implied decimal places: 2 means that `00012345` is 123.45. */
  readonly decimals?: number;
  /** The text these columns always hold. */
  readonly is?: string;
  /** Returned to the sender as sent: neither folded to upper case nor shifted to the left. */
  readonly verbatim?: true;
  /** Never shown in the text of a fault. */
  readonly secret?: true;
  /** The only values that can be read; anything else is a fault of its class. */
  readonly oneOf?: readonly string[];
}

/** `[name, from, to, class, designation, options?]`, columns from 1 to 80, both included. */
export type FieldRow = readonly [
  name: string,
  from: number,
  to: number,
  fieldClass: FieldClass,
  designation: Designation,
  options?: FieldOptions,
];

export interface Field<N extends string = string> {
  readonly name: N;
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly fieldClass: FieldClass;
  readonly designation: Designation;
  readonly decimals: number;
  readonly verbatim: boolean;
  readonly secret: boolean;
  readonly oneOf: readonly string[] | null;
}

/** Columns that never vary: fillers, the record identifier, and constants such as `REF ID:`. */
export interface FixedColumns {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly filler: boolean;
}

export type Flow = 'input' | 'output';

export interface Layout<N extends string = string> {
  readonly recordId: string;
  readonly flow: Flow;
  readonly fields: readonly Field<N>[];
  readonly fixed: readonly FixedColumns[];
  /** Repeated items of one record, first to last; a blank item followed by a filled one is X38. */
  readonly series: readonly (readonly Field<N>[])[];
  /** Every field, blank. */
  readonly unused: Readonly<Record<N, string>>;
}

type Unnamed = 'filler' | 'constant';
type NamesIn<R extends readonly FieldRow[]> = Exclude<R[number][0], Unnamed>;

/** The values of a record by field name; `''` is an unused field. */
export type ValuesOf<L> = L extends Layout<infer N> ? Record<N, string> : never;

/**
 * Declares a record. The identifier fills the first columns and is not listed among the rows; rows named `filler` hold
 * spaces, rows named `constant` hold the text of their `is` option. `items` names the repeated fields, numbered from 1.
 */
export function record<const R extends readonly FieldRow[]>(
  recordId: string,
  flow: Flow,
  rows: R,
  options: { readonly items?: readonly string[] } = {},
): Layout<NamesIn<R>> {
  const fields: Field<NamesIn<R>>[] = [];
  const fixed: FixedColumns[] = [{ from: 1, to: recordId.length, text: recordId, filler: false }];
  for (const [name, from, to, fieldClass, designation, more = {}] of rows) {
    const width = to - from + 1;
    if (name === 'filler' || name === 'constant') {
      fixed.push({ from, to, text: (more.is ?? '').padEnd(width), filler: name === 'filler' });
    } else {
      const { decimals = 0, verbatim = false, secret = false, oneOf = null } = more;
      fields.push({
        name: name as NamesIn<R>,
        from,
        to,
        width,
        fieldClass,
        designation,
        decimals,
        verbatim,
        secret,
        oneOf,
      });
    }
  }
  const series = (options.items ?? []).map((base) =>
    fields.filter((field) => field.name.startsWith(base) && /^\d+$/.test(field.name.slice(base.length))),
  );
  const unused = Object.fromEntries(fields.map(({ name }) => [name, ''])) as Record<NamesIn<R>, string>;
  return { recordId, flow, fields, fixed, series, unused };
}
