/** `npm run restore -- --to INSTANT` puts the databases back, with the platform running or not. */
import { Foreseen, runProgram } from '../infrastructure/failure';
import { homeFolder } from '../platform/home';
import { putBack } from './put-back';

const USAGE = `Use: npm run restore -- --to 2026-11-30T10:00:00Z   puts all databases back to that instant
  or npm run restore -- --latest                    puts them back to the end of the log
What is there now stays beside it. What services sent each other since, and what partners filed, comes back by itself where there is a second copy (docs/operators/restore.md).`;

async function restore(): Promise<void> {
  const { before, last, backup, awayMs } = await putBack(homeFolder(), { to: wished(process.argv.slice(2)), say });
  say(`the databases are as of ${last ?? backup.ended}; they were away for ${(awayMs / 1_000).toFixed(1)} s`);
  if (before) say(`what was there before is in ${before}, until you delete it`);
  say('`npm run ctl -- roads` shows how services send each other what was forgotten');
}

/** With its zone: an instant without one is another on every machine. */
function wished([flag, text, ...more]: readonly string[]): string | null {
  if (flag === '--latest' && text === undefined) return null;
  if (
    flag !== '--to' ||
    more.length > 0 ||
    !/T.*(Z|[+-]\d\d:\d\d)$/.test(text ?? '') ||
    Number.isNaN(Date.parse(text!))
  )
    throw new Foreseen(USAGE);
  return new Date(text!).toISOString();
}

const say = (line: string): void => void process.stdout.write(`  ${line}\n`);

void runProgram(restore);
