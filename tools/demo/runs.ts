import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LAST = 470_000;

/**
 * The first of `count` numbers in a row that nothing on this folder used before: entries, bills, voyages and control numbers are made
 * from them. After the last one they begin anew.
 */
export const takeRuns = (home: string, count = 1): number => {
  const file = join(home, 'demo-run');
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : Math.floor(Date.now() / 60_000) % 400_000;
  const first = Number.isInteger(last) && last + count <= LAST ? last + 1 : 1;
  writeFileSync(file, `${first + count - 1}\n`);
  return first;
};
