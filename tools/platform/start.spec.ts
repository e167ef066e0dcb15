import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './home';

const asked = (...words: string[]) => {
  const home = mkdtempSync(join(tmpdir(), 'portway-start-'));
  const program = join(ROOT, 'dist', 'programs', 'platform', 'start.js');
  expect(existsSync(program)).toBe(true);
  const env = { ...process.env, PORTWAY_HOME: home };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { env, encoding: 'utf8' });
  return { status, stdout, stderr, kept: readdirSync(home).filter((name) => name !== 'logs') };
};

test('who asks for help with the start is told what there is, and nothing is started', () => {
  const { status, stdout, kept } = asked('--help');
  expect([status, kept]).toEqual([0, []]);
  for (const told of ['--observe', 'PORT', 'PORTWAY_HOME', 'DATABASE_URL', 'AMQP_URL', 'REPLICAS'])
    expect(stdout).toContain(told);
});

test('a word that the start does not know is named, and nothing is started', () => {
  const { status, stdout, stderr, kept } = asked('--observed');
  expect([status, kept]).toEqual([1, []]);
  expect(stdout + stderr).toContain('npm start does not know "--observed"');
});
