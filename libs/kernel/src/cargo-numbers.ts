import { ok, refused, type Result } from './result';

const SCAC = /^[A-Z]{2,4}$/;
const BILL = /^([A-Z]{2,4}) *([A-Z0-9]{1,12})$/;

/** Standard Carrier Alpha Code: two to four letters (who holds a code is the carrier table's matter). */
export const isScac = (code: string): boolean => SCAC.test(code);

export interface BillNumber {
  readonly issuerScac: string;
  /** Up to twelve letters and digits, unique for its issuer for three years. */
  readonly number: string;
  /** Issuer and number joined, at most sixteen characters. */
  readonly text: string;
}

/**
 * A bill of lading number: the issuer's SCAC and up to twelve letters or digits (19 CFR 4.7a(c)(2)(iii)).
 * Takes the two parts, since a four-letter code and a number that begins with letters cannot be told apart when joined.
 */
export function parseBillNumber(issuerScac: string, number: string): Result<BillNumber> {
  const [scac, rest] = [issuerScac.trim().toUpperCase(), number.trim().toUpperCase()];
  if (!isScac(scac)) return refused(`bill issuer '${issuerScac}' is not a SCAC of two to four letters`);
  if (!BILL.test(`${scac} ${rest}`)) return refused(`bill number '${number}' is not one to twelve letters or digits`);
  return ok({ issuerScac: scac, number: rest, text: scac + rest });
}

/** ISO 6346 letter values: 10 upwards, leaving out the multiples of eleven. */
const LETTER_VALUES: Readonly<Record<string, number>> = (() => {
  const values: Record<string, number> = {};
  let value = 10;
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
    if (value % 11 === 0) value += 1;
    values[letter] = value;
    value += 1;
  }
  return values;
})();

const CONTAINER = /^([A-Z]{3}[UJZ])(\d{6})(\d)$/;

/** Check digit of the first ten characters: weights 1, 2, 4 … 512, sum modulo 11, ten counting as zero (ISO 6346). */
export function containerCheckDigit(firstTen: string): number {
  const sum = [...firstTen].reduce(
    (total, symbol, index) => total + (LETTER_VALUES[symbol] ?? Number(symbol)) * 2 ** index,
    0,
  );
  return (sum % 11) % 10;
}

/** Reads a freight container number such as `CSQU3054383`. */
export function parseContainerNumber(text: string): Result<string> {
  const compact = text.replace(/[\s-]/g, '').toUpperCase();
  if (!CONTAINER.test(compact)) return refused(`container '${text}' is not three letters, U, J or Z, and seven digits`);
  const expected = containerCheckDigit(compact.slice(0, 10));
  if (Number(compact[10]) !== expected)
    return refused(`container '${text}' ends in ${compact[10]}, its check digit is ${expected}`);
  return ok(compact);
}

/** In-bond control number of nine digits: eight digits and their remainder by seven, plus 0 to 3 granted to large filers. */
export function parseInBondNumber(text: string): Result<string> {
  const digits = text.trim();
  if (!/^\d{9}$/.test(digits)) return refused(`in-bond number '${text}' is not nine digits`);
  const base = Number(digits.slice(0, 8)) % 7;
  const check = Number(digits[8]);
  return [0, 1, 2, 3].some((offset) => (base + offset) % 10 === check)
    ? ok(digits)
    : refused(`in-bond number '${text}' fails its check digit`);
}
