import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTROL_CONDITIONS } from '#catair';
import { documentsNow } from '../tools/documents/documents';

const root = join(__dirname, '..');

test('the generated documents say what the code does (renew them with `npm run generate`)', async () => {
  const now = await documentsNow(root);
  const outdated = [...now].filter(
    ([path, content]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== content,
  );
  expect(outdated.map(([path]) => path)).toEqual([]);
});

test('every link between documents leads to a file', () => {
  const documents = ['README.md', 'CHANGELOG.md', ...globSync('docs/**/*.md', { cwd: root })];
  const broken = documents.flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .filter(([, target]) => !existsSync(join(root, path, '..', target!)))
      .map(([, target]) => `${path} -> ${target}`),
  );
  expect(broken).toEqual([]);
});

test('the batch conditions said to be given here are those that some code gives', () => {
  const sources = ['libs/catair/src', 'apps/gateway/src']
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }))
    .filter((path) => !/\.(spec|real-spec|fixture)\.ts$/.test(path) && !path.endsWith('catair/src/conditions.ts'))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  for (const { code, raised } of CONTROL_CONDITIONS.values())
    expect([code, sources.includes(`'${code}'`)]).toEqual([code, raised]);
});
