import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** In a process of its own: jest cannot load the bundler. */
const BUNDLE = `
  const { bundle } = require(process.argv[1]);
  bundle({ root: process.argv[2], configFile: false, logLevel: 'silent' }).then(() => process.stdout.write(JSON.stringify(process.env.NODE_ENV ?? null)));
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portway-pages-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>A page</title>');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['in none', undefined, null],
  ['for development', 'development', 'development'],
])(
  'what is started after the pages were bundled, %s before, runs in the environment it was started in',
  (_, NODE_ENV, after) => {
    const said = execFileSync(process.execPath, ['-e', BUNDLE, resolve(__dirname, 'build-web.cjs'), folder], {
      env: { ...process.env, NODE_ENV },
      encoding: 'utf8',
    });
    expect(existsSync(join(folder, 'dist', 'index.html'))).toBe(true);
    expect(JSON.parse(said)).toBe(after);
  },
);
