import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const [meanings = '', unused = ''] = read('docs/developers/glossary.md').split('## Not used');
const rows = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => /^\| (?!word|not )/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));

/** Names of places are as they are. */
const NOT_OURS = /\.data\.ts$|\/migrations\/|glossary\.spec\.ts$/;

test('each word of the glossary leads to where it stands', () => {
  const places = rows(meanings).map(([, , , place = '']) => place.replaceAll('`', ''));
  expect(places.length).toBeGreaterThan(40);
  expect(places.filter((place) => !existsSync(join(ROOT, place)))).toEqual([]);
});

test('a word that the glossary gives up is nowhere in code', () => {
  const words = rows(unused).map(([, word = '']) => word);
  expect(words.length).toBeGreaterThan(5);
  const pattern = new RegExp(`(?<![A-Za-z])(${words.join('|')})s?(?![a-z])`, 'gi');
  const found = globSync('{apps,libs,tools,bench,test}/**/*.{ts,cjs}', { cwd: ROOT })
    .filter((file) => !NOT_OURS.test(file))
    .flatMap((file) => [...new Set(read(file).match(pattern))].map((word) => `${file}: ${word}`));
  expect(found).toEqual([]);
});
