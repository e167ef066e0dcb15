import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = join(__dirname, '..');
const IS_TEST = /\.(spec|real-spec|e2e-spec)\.ts$/;
const files = globSync('{apps,libs,tools,bench,test}/**/*.{ts,tsx,cjs}', { cwd: ROOT });
const texts = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
const source = (file: string): string => texts.get(file)!;

/** Programs, and what TypeORM, jest and tests load by path. */
const STARTED_BY_PATH = [
  /\/main\.ts$/,
  /\/migrations\//,
  /^bench\//,
  /^tools\/(audit|bootstrap|build|generate|verify-log|walls|walls-aliases|build-client)\./,
  /^tools\/(demo\/demo|drill\/drill|faults\/faults|frozen\/freeze|keys\/keys|kubernetes\/run-pods|new\/new|platform\/(start|ctl|dev|migrate-all|open-demo-accounts)|recovery\/(backup|restore)|sign-in\/sign-in)\.ts$/,
  /^test\/support\/(global-|plain-global|kept-packages|one-queue-runner|shared-|register|host-zone)/,
  /^apps\/portal\/web\/(app\/main\.tsx|offline\/service-worker\.ts|pages\/[^/]+\/pages\.ts|api\/(account|cee|enforcement|gateway|port|status)\.ts|.*\.d\.ts)$/,
  /^libs\/service\/src\/own-traces\.ts$/,
  /^libs\/(messaging\/test\/(entry-process|another-build\.fixture)|service\/test\/faulty-service\.fixture)\.ts$/,
];
const isStartedByPath = (file: string): boolean => STARTED_BY_PATH.some((pattern) => pattern.test(file));

const imported = (file: string): string[] =>
  [...source(file).matchAll(/(?:from|import|require|import\()\s*\(?\s*'([^']+)'/g)].flatMap(([, target = '']) => {
    const [, library] = /^#([a-z0-9]+)$/.exec(target) ?? [];
    const path = library ? `libs/${library}/src/index` : relative(ROOT, resolve(ROOT, dirname(file), target));
    return library || target.startsWith('.')
      ? [path, `${path}.ts`, `${path}.tsx`, `${path}.cjs`, `${path}/index.ts`]
      : [];
  });

test('every file is imported, or started by its path: what is neither is gone', () => {
  const reached = new Set(files.flatMap(imported));
  const dead = files.filter((file) => !IS_TEST.test(file) && !isStartedByPath(file) && !reached.has(file));
  expect(dead).toEqual([]);
});

test('every name that is exported is used: what nobody mentions, not even the file itself, is gone', () => {
  const mentions = new Map<string, number>();
  for (const text of texts.values())
    for (const [word] of text.matchAll(/[A-Za-z_$][\w$]*/g)) mentions.set(word, (mentions.get(word) ?? 0) + 1);
  const DECLARED = /^export (?:abstract |async )?(?:const|let|function\*?|class|interface|type|enum) ([\w$]+)/gm;
  const lonely = files.flatMap((file) =>
    isStartedByPath(file) || IS_TEST.test(file)
      ? []
      : [...source(file).matchAll(DECLARED)].flatMap(([, name = '']) =>
          mentions.get(name)! > 1 ? [] : [`${file}: ${name}`],
        ),
  );
  expect(lonely).toEqual([]);
});
