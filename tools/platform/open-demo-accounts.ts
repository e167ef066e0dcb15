import { readFileSync } from 'node:fs';
import { Foreseen, runProgram } from '../infrastructure/failure';
import { Secrets } from '../infrastructure/secrets';
import { demoAccounts } from './accounts';
import { grantPowers, seedAccounts, seedStanding } from './seed';

/**
 * For platforms in containers: opens the demo accounts at ACCOUNT_URL, has the importer's standing taken over by the Centers at CEE_URL, and prints the accounts; their keys are kept
 * in the given file.
 */
async function openDemoAccounts(): Promise<void> {
  const [file] = process.argv.slice(2);
  const { ACCOUNT_URL, CEE_URL, OPERATIONS_TOKEN_FILE } = process.env;
  if (!file || !ACCOUNT_URL || !CEE_URL || !OPERATIONS_TOKEN_FILE) {
    throw new Foreseen(
      'Give the file for the keys as argument, and ACCOUNT_URL, CEE_URL and OPERATIONS_TOKEN_FILE in the environment.',
    );
  }
  const accounts = demoAccounts(new Secrets(file));
  const token = readFileSync(OPERATIONS_TOKEN_FILE, 'utf8').trim();
  const at = (url: string) => ({ url, isItself: () => Promise.resolve(true) });
  const reason =
    (await seedAccounts(ACCOUNT_URL, token, accounts)) ||
    (await grantPowers(at(ACCOUNT_URL), token, accounts)) ||
    (await seedStanding(at(CEE_URL), token, accounts));
  if (reason) throw new Foreseen(`The demo accounts could not be opened: ${reason}.`);
  process.stdout.write(`${JSON.stringify(accounts, null, 2)}\n`);
}

void runProgram(openDemoAccounts);
