import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Options {
  total: number;
  count: () => number;
  say: (line: string) => void;
  stall: number;
  look: number;
}

// CommonJS without types: it runs before there is a compiler.
const { matchesLock, runPatiently } = require('./install.cjs') as {
  matchesLock: (root: string) => boolean;
  runPatiently: (command: string[], options: Options) => Promise<void>;
};

/** An npm that hangs as often as it is told, notes its arguments, and then installs three packages. */
function playedNpm(hangs: number): {
  command: string[];
  calls: () => string[][];
  options: (lines: string[]) => Options;
} {
  const folder = mkdtempSync(join(tmpdir(), 'portway-install-'));
  const file = (name: string): string => join(folder, name);
  writeFileSync(file('calls'), '');
  writeFileSync(file('count'), '0');
  // A shell starts at once also where the machine has little time for it.
  writeFileSync(
    file('npm.sh'),
    `echo "$*" >> '${file('calls')}'
     [ $(wc -l < '${file('calls')}') -le ${hangs} ] && exec sleep 1000000
     for n in 1 2 3; do sleep 0.15; echo $n > '${file('count')}'; done
     sleep 0.15\n`,
  );
  return {
    command: ['/bin/sh', file('npm.sh'), 'ci'],
    calls: () =>
      readFileSync(file('calls'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(' ')),
    options: (lines) => ({
      total: 3,
      count: () => Number(readFileSync(file('count'), 'utf8')),
      say: (line) => lines.push(line),
      stall: 1_000,
      look: 50,
    }),
  };
}

describe('installing the packages', () => {
  it('tells each step once, and none before something is there', async () => {
    const npm = playedNpm(0);
    const lines: string[] = [];
    await runPatiently(npm.command, npm.options(lines));
    expect(lines.slice(0, -1).map((line) => line.replace(/, \d+ s$/, ''))).toEqual(
      [1, 2, 3].map((count) => `installing: ${count} of about 3 packages`),
    );
    expect(lines.at(-1)).toMatch(/^installed in \d+ s$/);
    expect(npm.calls()).toEqual([['ci']]);
  });

  it('is begun again with shorter time-outs when nothing comes any more, and says so', async () => {
    const npm = playedNpm(1);
    const lines: string[] = [];
    await runPatiently(npm.command, npm.options(lines));
    expect(lines[0]).toBe('npm made no progress for 1 s: it is started again with shorter time-outs (2 of 4)');
    expect(npm.calls()[0]).toEqual(['ci']);
    expect(npm.calls()[1]).toContain('--fetch-timeout=15000');
  });

  it('is given up with one sentence after four times', async () => {
    const npm = playedNpm(9);
    await expect(runPatiently(npm.command, npm.options([]))).rejects.toThrow(
      /^The packages could not be installed: npm made no progress for 1 s, 4 times: check the network/,
    );
    expect(npm.calls()).toHaveLength(4);
  });
});

test('a package that npm only wrote down, and did not bring, is installed by the next command', () => {
  const root = mkdtempSync(join(tmpdir(), 'portway-install-'));
  const lock = JSON.stringify({ packages: { '': {}, 'node_modules/amqplib': { version: '2.0.1' } } });
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(join(root, 'package-lock.json'), lock);
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), lock);
  expect(matchesLock(root)).toBe(false);
  mkdirSync(join(root, 'node_modules', 'amqplib'));
  expect(matchesLock(root)).toBe(true);
});
