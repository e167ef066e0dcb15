import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const BUILT = join(ROOT, 'dist', 'programs');
const OWN_TRACES = join(ROOT, 'dist', 'libs', 'service', 'src', 'own-traces.js');

/** Where the library of decimals lies among what is built, and a number that it refuses. */
const REFUSED = `
  for (const file of require('node:fs').readdirSync('shared').filter((name) => name.endsWith('.js')))
    for (const [name, open] of Object.entries(require('./shared/' + file)))
      if (name.startsWith('require_')) {
        const { Decimal } = open() ?? {};
        if (Decimal?.of) {
          try { Decimal.of(0.5); } catch ({ stack }) { console.log(stack); process.exit(); }
        }
      }`;

describe('The program of each service', () => {
  test.each(readdirSync(join(ROOT, 'apps')))('%s is in few files, which do not know where they were built', (name) => {
    const program = readFileSync(join(BUILT, name, 'main.js'), 'utf8');
    expect(program).toContain('/shared/');
    expect(program).not.toContain(ROOT);
  });

  test('names the lines of our sources in a trace', () => {
    const trace = execFileSync(process.execPath, ['--require', OWN_TRACES, '-e', REFUSED], {
      cwd: BUILT,
      encoding: 'utf8',
    });
    expect(trace).toMatch(/^RangeError: .*not a whole number[\s\S]*\/libs\/kernel\/src\/decimal\.ts:\d+:\d+/);
  });
});
