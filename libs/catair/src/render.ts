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

/** The same with numbers as a query returns them: right justified behind spaces, a zero with its decimal places (Entry Summary Query, May 2026, pp. ESQ-52, 53). */
export function encodeSpaced<N extends string>(layout: Layout<N>, values: Partial<Record<N, string>>): string {
  let image = encodeFitted(layout, values);
  for (const { from, to, width, fieldClass, decimals, name } of layout.fields) {
    if ((fieldClass !== 'N' && fieldClass !== '(S)N') || (values[name] ?? '') === '') continue;
    const digits = image.slice(from - 1, to).replace(/^0+/, '') || '0'.repeat(decimals > 0 ? decimals + 1 : 1);
    image = image.slice(0, from - 1) + digits.padStart(width) + image.slice(to);
  }
  return image;
}

/** A count for a field of `width` digits; one that outgrows its field shows as all nines. */
export function counted(count: number, width: number): string {
  return String(Math.min(count, 10 ** width - 1));
}
