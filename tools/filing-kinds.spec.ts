import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { EVERY_KIND, FILING_MODULES } from '#contracts';

const ROOT = resolve(__dirname, '..');
const TABLE = ['libs/contracts/src/filing-kinds.table.ts', 'libs/contracts/src/subjects.ts'];

/** Where words stand that are written alike and mean something else, and why. */
const OTHER_WORDS: readonly { readonly in: RegExp; readonly why: string }[] = [
  {
    in: /\/(model\/(functions|filer-acts)|proposals\/suggestion\.rules)\.ts$/,
    why: 'what a notice of a downtime calls functions and records of the trade; more of them than kinds, and most are not filed here',
  },
  {
    in: /\/decisions\/decision\.(model|rules)\.ts$/,
    why: 'where a known hold comes from, beside states of releases and decisions by hand',
  },
  {
    in: /\/paper-standing\/paper-decision\.repository\.ts$/,
    why: 'what rows of paper decisions are found by, in a form of their own that stands in the database',
  },
  {
    in: /^apps\/portal\/web\//,
    why: 'the pages know modules by their documents alone: the types made of these are what words are held against',
  },
  { in: /^libs\/service\/src\/example-values\.ts$/, why: 'examples of fields in the documents of addresses' },
  { in: /\/announcements\.repository\.ts$/, why: 'names of announcements to subscribers' },
  { in: /^libs\/contracts\/src\/[a-z]+\/[a-z-]+\.ts$/, why: 'examples of messages, which say what they look like' },
];

const escaped = (words: readonly string[]): string =>
  words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
const names = EVERY_KIND.map(({ kind }) => kind as string);
const unmistakable = names.filter((name) => name.includes(' '));
const ambiguous = names.filter((name) => !name.includes(' '));
const list = (items: readonly string[]): string => `['"](${escaped(items)})['"]`;

/** What must not be written out, with the sentence for who wrote it. */
const WRITTEN_OUT: readonly { readonly pattern: RegExp; readonly instead: string }[] = [
  {
    pattern: new RegExp(list(unmistakable)),
    instead: 'a kind of filing: take it from the table by its contract (kindOf)',
  },
  {
    pattern: new RegExp(`kinds?: \\[?${list(ambiguous)}`),
    instead: 'a kind of filing: take it from the table (kindOf)',
  },
  {
    pattern: new RegExp(`\\[\\s*${list(FILING_MODULES)}\\s*(,\\s*${list(FILING_MODULES)}\\s*)+,?\\s*\\]`),
    instead: 'a list of modules: read FILING_MODULES',
  },
  {
    pattern: new RegExp(`${list(FILING_MODULES)}\\s*\\|\\s*${list(FILING_MODULES)}(?!\\s*\\|)`),
    instead: 'the modules that take filings: FilingModule',
  },
  {
    pattern: /[`'"](account|bill|conveyance|downtime|entry|filing|importer|notice):(\$\{|['"]\s*(\+|\|\|))/,
    instead: 'the subject of a message: build it with subjects.ts',
  },
];

const faultsIn = (source: string): string[] => {
  const code = source
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/\/\/.*$/gm, '');
  return WRITTEN_OUT.flatMap(({ pattern, instead }) =>
    [...code.matchAll(new RegExp(pattern, 'g'))].map(
      ({ index, 0: found }) => `${code.slice(0, index).split('\n').length}: ${found} is ${instead}`,
    ),
  );
};

const sources = ['apps', 'libs'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => relative(ROOT, join(ROOT, folder, name)))
    .filter((name) => /\.ts$/.test(name) && !/\.(spec|real-spec|fixture)\.ts$|\/(migrations|test)\//.test(name)),
);

test('kinds of filing, lists of modules and subjects are written out in their tables and nowhere else', () => {
  const found = sources
    .filter((name) => !TABLE.includes(name) && !OTHER_WORDS.some((words) => words.in.test(name)))
    .flatMap((name) => faultsIn(readFileSync(join(ROOT, name), 'utf8')).map((fault) => `${name}:${fault}`));
  expect(found).toEqual([]);
});

test('every exception is needed', () => {
  const idle = OTHER_WORDS.filter(
    (words) =>
      !sources.some((name) => words.in.test(name) && faultsIn(readFileSync(join(ROOT, name), 'utf8')).length > 0),
  );
  expect(idle.map(({ why }) => why)).toEqual([]);
});

test.each([
  ["const kind = 'cargo release';"],
  ["{ kind: 'manifest', reference }"],
  ["waitingFor(['manifest', 'entry'])"],
  ["type Module = 'manifest' | 'entry';"],
  ['const subject = `entry:$' + '{filerCode}`;'],
  ["SELECT 'bill:' || bill_key"],
])('%s would be found', (source) => {
  expect(faultsIn(source)).toHaveLength(1);
});
