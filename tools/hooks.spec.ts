import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// CommonJS without types: it runs before there is a compiler.
const { setHooks } = require('./install.cjs') as { setHooks: (root: string) => void };

const ROOT = join(__dirname, '..');
let clone: string;
const git = (...args: string[]) => spawnSync('git', args, { cwd: clone, encoding: 'utf8', env: outsideOfGit() });

/** A hook that runs these tests hands its own repository on by the environment. */
const outsideOfGit = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'portway-hooks-'));
});

afterEach(() => rmSync(clone, { recursive: true, force: true }));

const commit = (file: string, text: string) => {
  writeFileSync(join(clone, file), text);
  git('add', '-A');
  return git('-c', 'user.name=Contributor', '-c', 'user.email=contributor@example.com', 'commit', '-m', 'A change');
};

test('whoever commits with slips of form or lint is told which, and one without them commits', () => {
  git('init', '-q');
  for (const name of ['.githooks', '.gitignore', 'biome.json'])
    cpSync(join(ROOT, name), join(clone, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
  writeFileSync(join(clone, '.git', 'info', 'exclude'), 'node_modules\n');
  setHooks(clone);
  const refused = commit('gate.ts', 'export const isOpen = (state: string) => { debugger; return state == "open" }\n');
  expect(refused.status).toBe(1);
  expect(refused.stderr).toMatch(/noDebugger[\s\S]*npm run format/);
  expect(commit('gate.ts', "export const isOpen = (state: string) => state === 'open';\n")).toMatchObject({
    status: 0,
  });
});

test('hooks that somebody has set stay, and a folder that is no clone is left alone', () => {
  setHooks(clone);
  expect(git('config', '--local', 'core.hooksPath').status).not.toBe(0);
  git('init', '-q');
  git('config', 'core.hooksPath', 'my-hooks');
  setHooks(clone);
  expect(git('config', 'core.hooksPath').stdout.trim()).toBe('my-hooks');
});
