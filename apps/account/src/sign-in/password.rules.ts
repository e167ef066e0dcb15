import type { FieldError } from '#kernel';

/** What whoever guesses tries first: of this house, of the trade, and of any house. */
const GUESSED_FIRST = [
  ...[
    'portway',
    'customs',
    'broker',
    'importer',
    'carrier',
    'freight',
    'cargo',
    'entry',
    'filing',
    'abi',
    'cbp',
    'ace',
  ],
  ...[
    'password',
    'passwort',
    'contrasena',
    'secret',
    'welcome',
    'letmein',
    'login',
    'admin',
    'administrator',
    'iloveyou',
  ],
];
/** Of a keyboard and of the alphabet, read forwards and backwards. */
const ROWS = [
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
];
const ROW_FROM = 4;
/** Signs that must be left when all of that is taken out. */
const LEAST_LEFT = 8;

const bothWays = ROWS.flatMap((row) => [row + row, [...(row + row)].reverse().join('')]);

/** Takes out each run of signs as they follow each other in a row, or as the same sign is repeated. */
const withoutRows = (text: string): string => {
  let left = '';
  for (let at = 0; at < text.length; ) {
    let length = 1;
    const isRun = (run: string): boolean => new Set(run).size === 1 || bothWays.some((row) => row.includes(run));
    while (at + length < text.length && isRun(text.slice(at, at + length + 1))) length += 1;
    if (length < ROW_FROM) left += text.slice(at, at + length);
    at += length;
  }
  return left;
};

/**
 * Why a password is guessed too easily; null when it is not. Length is judged elsewhere, and no kind of sign is asked for.
 * Source: NIST SP 800-63B-4, 3.1.1.2.
 */
export const passwordFault = (
  password: string,
  { name, email }: { name: string; email: string },
): FieldError | null => {
  const own = [...name.split(/[^\p{L}\p{N}]+/u), ...email.split(/[^\p{L}\p{N}]+/u)].filter(({ length }) => length >= 3);
  const words = [...GUESSED_FIRST, ...own.map((word) => word.toLowerCase())].sort((a, b) => b.length - a.length);
  const once = password.toLowerCase().replace(/^(.{1,8}?)\1+$/u, '$1');
  const left = withoutRows(words.reduce((text, word) => text.replaceAll(word, ''), once));
  return left.replace(/[^\p{L}\p{N}]/gu, '').length >= LEAST_LEFT
    ? null
    : {
        at: '/password',
        text: 'is guessed too easily: it is made of names, common words, rows of keys or repetitions',
        remedy: 'Take some words that have nothing to do with each other, or let a password manager make one.',
      };
};
