import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoAccount } from './accounts';

/** Copies the partners' samples, so that the demo accounts of this data folder can send them as they are. */
export function writeSamples(from: string, to: string, accounts: readonly DemoAccount[]): void {
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) writeFileSync(join(to, name), signSample(readFileSync(join(from, name), 'latin1'), accounts), 'latin1');
}

/**
 * Puts the account's password into every A record of a CATAIR batch: site in positions 2-5, sender code in 6-8, password in
 * 9-14 (Batch & Block Control). Everything else, and every other kind of message, stays as it is.
 */
export function signSample(text: string, accounts: readonly DemoAccount[]): string {
  return text.replaceAll(/^A(.{4})(.{3}).{6}(?=\d{6})/gm, (record, site: string, id: string) => {
    const abi = accounts.find((account) => account.abi?.site === site && account.abi.id === id)?.abi;
    return abi ? `A${site}${id}${abi.password.padEnd(6)}` : record;
  });
}
