import { mkdtempSync, openSync, readFileSync, statSync, writeSync, closeSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogKeeper } from './logs';

describe('the log of a program that runs', () => {
  it('never grows beyond its limit, keeps what was written lately, and its writer notices nothing', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'portway-logs-')), 'entry.log');
    const writer = openSync(file, 'a');
    const keeper = new LogKeeper(1_000);
    keeper.keep(file);
    let last = '';
    for (let line = 1; line <= 500; line++) {
      writeSync(writer, (last = `line ${String(line).padStart(4, '0')}\n`));
      if (line % 20 === 0) keeper.look();
    }
    closeSync(writer);
    keeper.end();
    expect(statSync(file).size).toBeLessThan(1_300);
    expect(statSync(`${file}.before`).size).toBeLessThan(1_300);
    const kept = readFileSync(`${file}.before`, 'utf8') + readFileSync(file, 'utf8');
    expect(kept.startsWith('line ')).toBe(true);
    expect(kept.endsWith(last)).toBe(true);
    const numbers = [...kept.matchAll(/^line (\d+)$/gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual(numbers.map((_, index) => numbers[0]! + index));
  });

  it('is emptied also when there is no room to set it aside', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'portway-logs-')), 'entry.log');
    const writer = openSync(file, 'a');
    symlinkSync('/dev/full', `${file}.before`);
    writeSync(writer, 'x'.repeat(2_000));
    closeSync(writer);
    const keeper = new LogKeeper(1_000);
    keeper.keep(file);
    keeper.end();
    expect(statSync(file).size).toBe(0);
  });
});
