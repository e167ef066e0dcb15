import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const [costs = '', rest = ''] = readFileSync(join(ROOT, 'docs/developers/adding.md'), 'utf8').split('## What reminds');
const sources = globSync('{apps,libs}/**/*.ts', { cwd: ROOT })
  // Types of the pages are generated, and forms take a field from the interface: naming it there too only says what comes first.
  .filter((file) => !/(spec|fixture)\.ts$|^apps\/portal\/web\/(api|pages\/filing)\//.test(file))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));

const rows = costs
  .split('\n')
  .filter((line) => /^\| an? /.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, change = '', files = '', , example = '']) => ({
    change,
    files: Number(files),
    example: example.slice(1, -1),
  }));
const counted = rows.filter(({ example }) => example);

/** Where a field is judged is counted with its conditions; what sends or handles a message is what the message is for. */
const isCounted = (change: string, file: string): boolean =>
  change.includes('field')
    ? !/^apps\/entry/.test(file)
    : change.includes('message')
      ? /^libs\/contracts/.test(file)
      : true;

test('the page says what each usual change costs', () => {
  expect(counted).toHaveLength(6);
  expect(rows).toHaveLength(7);
});

test.each(counted)('$change costs no more than $files files', ({ change, files, example }) => {
  const found = sources.filter(({ file, text }) => text.includes(example) && isCounted(change, file));
  expect(found.length).toBeGreaterThan(1);
  expect(found.map(({ file }) => file)).toHaveLength(Math.min(found.length, files));
});

test('what a service costs by hand is no more than is said, and stands where it is said', () => {
  const byHand = rest.slice(rest.indexOf('| by hand'));
  const files = new Set([...byHand.matchAll(/`([\w/.-]+\.(?:ts|yaml|yml))`/g)].map(([, file = '']) => file));
  files.delete('test/degradation.e2e-spec.ts');
  expect([...files].filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  expect(files.size).toBeLessThanOrEqual(8 + ['k8s/base/network-policies.yaml'].length);
});
