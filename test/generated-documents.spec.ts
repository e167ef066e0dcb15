import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentsNow } from '../tools/documents/documents';

const root = join(__dirname, '..');

test('the generated documents say what the code does (renew them with `npm run generate`)', async () => {
  const now = await documentsNow(root);
  const outdated = [...now].filter(([path, content]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== content);
  expect(outdated.map(([path]) => path)).toEqual([]);
});

test('every link between documents leads to a file', () => {
  const { globSync } = require('node:fs') as { globSync(pattern: string, options: object): string[] };
  const documents = ['README.md', 'CHANGELOG.md', ...globSync('docs/**/*.md', { cwd: root })];
  const broken = documents.flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .filter(([, target]) => !existsSync(join(root, path, '..', target!)))
      .map(([, target]) => `${path} -> ${target}`),
  );
  expect(broken).toEqual([]);
});
