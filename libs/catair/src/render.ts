/** Writing answers: text from anywhere is made to fit its columns, numbers and dates must be right. */
import { encode } from './codec';
import type { Layout } from './layout';
import { wireText } from './values';

export interface RenderOptions {
  /**
   * What follows each 80-character record, a line feed unless told otherwise: partners read answers as text. On a link where
   * the guide's rule of no carriage returns counts to the letter, give `''`.
   */
  readonly lineEnd?: '' | '\n' | '\r\n';
}

export function joined(records: readonly string[], { lineEnd = '\n' }: RenderOptions): string {
  return records.map((record) => record + lineEnd).join('');
}

/** Encodes a record; text is folded to upper case, stripped of characters its class lacks and cut to its width. */
export function encodeFitted<N extends string>(layout: Layout<N>, values: Partial<Record<N, string>>): string {
  const fitted: Partial<Record<N, string>> = {};
  for (const { name, fieldClass, width, verbatim } of layout.fields) {
    const value = values[name] ?? '';
    if (verbatim) fitted[name] = value.replace(/[^\x20-\x7e]/g, ' ').slice(0, width);
    else if (fieldClass === 'X') fitted[name] = wireText(value, width);
    else if (fieldClass === 'AN') fitted[name] = wireText(value.toUpperCase().replace(/[^A-Z0-9 ]/g, ' '), width);
    else if (fieldClass === 'A')
      fitted[name] = value
        .toUpperCase()
        .replace(/[^A-Z]/g, '')
        .slice(0, width);
    else fitted[name] = value;
  }
  return encode(layout, fitted);
}

/** A count for a field of `width` digits; one that outgrows its field shows as all nines. */
export function counted(count: number, width: number): string {
  return String(Math.min(count, 10 ** width - 1));
}
