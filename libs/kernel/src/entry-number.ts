import { ok, refused, type Result } from './result';

/** Three letters or digits assigned by customs to whoever files (CATAIR appendix E lists the eight patterns: all of them, but 000). */
const FILER = /^(?!000)[A-Z0-9]{3}$/;
const ENTRY = /^((?!000)[A-Z0-9]{3})[- ]?\s*(\d{7})-?(\d)$/;

export interface EntryNumber {
  readonly filerCode: string;
  /** Seven digits chosen by the filer. */
  readonly serial: string;
  readonly checkDigit: number;
  /** Eight positions as the 10 record carries them: serial and check digit. */
  readonly number: string;
  /** Printed form, `B76-0324527-8`. */
  readonly text: string;
}

export const isFilerCode = (code: string): boolean => FILER.test(code);

/** A to I and J to R stand for 1 to 9, S to Z for 2 to 9. */
function worthOf(symbol: string): number {
  if (symbol <= '9') return Number(symbol);
  const place = symbol.charCodeAt(0) - 65;
  return place < 18 ? (place % 9) + 1 : place - 16;
}

/**
 * Check digit of an entry number. From the units position leftwards every other value is doubled; a product above
 * nine gains one and keeps its units digit; the check digit brings the sum to a multiple of ten.
 * A filer that has used up its ten million numbers is allowed an offset of 1 to 9, added to the digit.
 * Source: CATAIR appendix E; entry summary guide, p. ESF-213.
 */
export function entryCheckDigit(filerCode: string, serial: string, offset = 0): number {
  let sum = 0;
  [...(filerCode + serial)].forEach((symbol, index) => {
    let value = worthOf(symbol);
    if (index % 2 === 1) {
      value *= 2;
      if (value > 9) value = (value + 1) % 10;
    }
    sum += value;
  });
  return (((10 - (sum % 10)) % 10) + offset) % 10;
}

/**
 * Reads `FFF-NNNNNNN-C` or the same eleven characters without separators.
 * @param offset the filer's check digit offset, 0 unless customs has granted one
 */
export function parseEntryNumber(text: string, offset = 0): Result<EntryNumber> {
  const [, filerCode, serial, check] = ENTRY.exec(text.trim().toUpperCase()) ?? [];
  if (!filerCode || !serial || !check)
    return refused(`entry number '${text}' is not a filer code, seven digits and a check digit`);
  const expected = entryCheckDigit(filerCode, serial, offset);
  if (Number(check) !== expected)
    return refused(`entry number '${text}' ends in ${check}, its check digit is ${expected}`);
  return ok({
    filerCode,
    serial,
    checkDigit: expected,
    number: serial + check,
    text: `${filerCode}-${serial}-${check}`,
  });
}

/** `('B76', '03245278')` becomes `B76-0324527-8`. */
export function formatEntryNumber(filerCode: string, number: string): string {
  return `${filerCode}-${number.slice(0, 7)}-${number.slice(7)}`;
}
