import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const PAGE = 'docs/operators/security.md';
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Requirements of levels 1 and 2 of the OWASP Application Security Verification Standard 5.0.0, by section: `2.3.1-4` is 2.3.1 to 2.3.4. */
const REQUIREMENTS = [
  '1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2',
  '2.1.1-3 2.2.1-3 2.3.1-4 2.4.1',
  '3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-5 3.7.1-2',
  '4.1.1-3 4.2.1 4.3.1-2 4.4.1-4',
  '5.1.1 5.2.1-3 5.3.1-2 5.4.1-3',
  '6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4 6.5.1-5 6.6.1-3 6.8.1-4',
  '7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2',
  '8.1.1-2 8.2.1-3 8.3.1 8.4.1',
  '9.1.1-3 9.2.1-4',
  '10.1.1-2 10.2.1-2 10.3.1-4 10.4.1-11 10.5.1-5 10.6.1-2 10.7.1-3',
  '11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1 11.6.1',
  '12.1.1-3 12.2.1-2 12.3.1-4',
  '13.1.1 13.2.1-5 13.3.1-2 13.4.1-5',
  '14.1.1-2 14.2.1-4 14.3.1-3',
  '15.1.1-3 15.2.1-3 15.3.1-7',
  '16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3',
  '17.1.1 17.2.1-4 17.3.1-2',
].flatMap((chapter) =>
  chapter.split(' ').flatMap((section) => {
    const at = section.lastIndexOf('.');
    return section
      .slice(at + 1)
      .split(',')
      .flatMap((part) => {
        const [from, to = from] = part.split('-').map(Number);
        return Array.from({ length: to! - from! + 1 }, (_, n) => `${section.slice(0, at)}.${from! + n}`);
      });
  }),
);

interface Row {
  readonly number: string;
  /** How it is shown, or why it is not. */
  readonly shown: string;
}

const rows: Row[] = [...text(PAGE).matchAll(/^\| (\d+\.\d+\.\d+) \| [^|]+ \| (.+) \|$/gm)].map(([, number, shown]) => ({
  number: number!,
  shown: shown!.replaceAll('*', ''),
}));

/** A link to a test: its name, or the part of it that is always there. */
const LINK = /\[([^\]]{12,})\]\((\.\.\/[^)]*spec\.tsx?)\)/g;
const testsIn = ({ shown }: Row): { title: string; file: string }[] =>
  [...shown.matchAll(LINK)].map(([, title, path]) => ({
    title: title!,
    file: relative(ROOT, resolve(ROOT, dirname(PAGE), path!)),
  }));

const titlesOf = (file: string): string[] =>
  [...text(file).matchAll(/\b(?:it|test|describe)(?:\.each)?\b[^;]*?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1,/g)].map(
    ([, , title]) => title!.replace(/\\(['"`])/g, '$1'),
  );

const ANSWERS = ['written', 'without a test', 'does not apply', "the operator's", 'not met'] as const;
const answerOf = (row: Row): string =>
  testsIn(row).length > 0 ? 'tests' : (ANSWERS.find((answer) => row.shown.startsWith(answer)) ?? 'nothing');

describe('What is said of security', () => {
  test('names every requirement of levels 1 and 2 once, each with a test or a reason', () => {
    expect(REQUIREMENTS).toHaveLength(253);
    expect(rows.map(({ number }) => number)).toEqual(REQUIREMENTS);
    expect(rows.filter((row) => answerOf(row) === 'nothing').map(({ number }) => number)).toEqual([]);
  });

  test('names tests that there are', () => {
    const known = new Map<string, string[]>();
    const missing = rows.flatMap((row) =>
      testsIn(row)
        .filter(({ title, file }) => {
          if (!known.has(file)) known.set(file, titlesOf(file));
          return !known.get(file)!.some((one) => one.includes(title));
        })
        .map(({ title, file }) => `${row.number}: ${file}: ${title}`),
    );
    expect(missing).toEqual([]);
  });

  test('counts what is shown and what is not met as its table does', () => {
    const count = (answer: string): number => rows.filter((row) => answerOf(row) === answer).length;
    const notMet = rows.filter(({ shown }) => shown.includes('not met')).map(({ number }) => number);
    expect(text(PAGE)).toContain(
      `253 requirements: ${count('tests')} shown by tests, ${count('written')} written down, ${count('without a test')} without a test, ` +
        `${count('does not apply')} that do not apply, ${count("the operator's")} the operator's, ${count('not met')} not met; ` +
        `${notMet.length} say what is not met, wholly or in part: ${notMet.join(', ')}.`,
    );
  });

  test('is found by operators, by who reports a fault and by developers', () => {
    for (const path of ['docs/operators/README.md', 'SECURITY.md', 'docs/developers/README.md'])
      expect([path, text(path)]).toEqual([path, expect.stringMatching(/\]\([^)]*security\.md\)/)]);
  });
});

/** What is used nowhere in services and pages, but in the files that say why. */
const RULED_OUT: readonly (readonly [what: string, use: RegExp, but: Readonly<Record<string, string>>])[] = [
  ['text that is run', /\beval\(|new Function\(|\bnode:vm\b|\bvm2?['"]/, {}],
  ['programs of the operating system', /child_process/, {}],
  [
    'MD5 and SHA-1',
    /['"](md5|sha-?1)['"]/i,
    {
      'libs/kernel/src/totp.ts': 'RFC 6238, as authenticator apps have it',
      'apps/account/src/documents/uploads/upload-headers.rules.ts':
        'checksums that partners choose, of the upload protocol',
      'apps/account/src/sign-in/stolen-passwords.ts': 'by which services of stolen passwords are asked',
    },
  ],
  ['ciphers but AES-GCM', /\baes(-\d+)?-(?!gcm|\d)|createCipher\(/i, {}],
  [
    'numbers that can be foreseen',
    /Math\.random/,
    {
      'libs/messaging/src/broker.ts': 'spreads attempts to connect',
      'libs/kernel/src/recurring.ts': 'spreads looks of work that rests',
      'apps/portal/web/pages/status/live.ts': 'spreads readers who come back',
    },
  ],
  [
    'messages between windows',
    /\bpostMessage\(/,
    {
      'apps/account/src/documents/checks/document-check.worker.ts': 'a thread tells its own process',
    },
  ],
  ['markup made of text', /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write\(/, {}],
  [
    'storage that outlives the tab, in clear',
    /localStorage/,
    {
      'apps/portal/web/words/language.tsx': 'the language',
      'apps/portal/web/pages/port-desk/picture.ts': 'the port that was looked at',
    },
  ],
];

test('services and pages use nothing of what is ruled out, but where it is said why', () => {
  const files = globSync(['apps/*/src/**/*.ts', 'apps/portal/web/**/*.{ts,tsx}', 'libs/*/src/**/*.ts'], {
    cwd: ROOT,
  }).filter((path) => !/(spec|fixture)\.tsx?$/.test(path));
  expect(files.length).toBeGreaterThan(1_000);
  const used = new Map(RULED_OUT.map(([what]) => [what, [] as string[]]));
  const follows: string[] = [];
  for (const path of files) {
    const source = text(path);
    for (const [what, use] of RULED_OUT) if (use.test(source)) used.get(what)!.push(path);
    const asks = source.match(/(?<![.\w])fetch\(|client\.fetch\(/g)?.length ?? 0;
    const refuses = source.match(/redirect: '(error|manual)'/g)?.length ?? 0;
    if (!path.startsWith('apps/portal/web/') && asks > refuses) follows.push(path);
  }
  for (const [what, , but] of RULED_OUT)
    expect([what, used.get(what)!.sort()]).toEqual([what, Object.keys(but).sort()]);
  expect(follows).toEqual([]);
});
