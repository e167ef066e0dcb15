import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Foreseen, runProgram } from './failure';

const home = mkdtempSync(join(tmpdir(), 'portway-failure-'));
let screen: string;

beforeEach(() => {
  screen = '';
  process.env.PORTWAY_HOME = home;
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    screen += String(text);
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  delete process.env.PORTWAY_HOME;
  process.exitCode = undefined;
});

const failing = async (error: unknown): Promise<void> => runProgram(() => Promise.reject(error));

describe('a program that fails', () => {
  it('shows a foreseen failure as it is', async () => {
    await failing(new Foreseen('PORT is "x": give a number.'));
    expect(screen).toBe('\nPORT is "x": give a number.\n');
    expect(process.exitCode).toBe(1);
  });

  it('shows any other in one sentence and keeps its trace in the log', async () => {
    await failing(new TypeError('nothing to read\nsecond line'));
    expect(screen).toMatch(
      /^\nPortway failed unexpectedly: nothing to read \(where it happened is in .*logs\/platform\.log\)\.\n$/,
    );
    expect(readFileSync(join(home, 'logs', 'platform.log'), 'utf8')).toMatch(
      /^\d{4}-\S+Z TypeError: nothing to read\nsecond line\n +at /,
    );
    expect(process.exitCode).toBe(1);
  });

  it('says so when the log cannot be written either', async () => {
    process.env.PORTWAY_HOME = join(home, 'a-file');
    writeFileSync(process.env.PORTWAY_HOME, '');
    await failing(new Error('no disk'));
    expect(screen).toMatch(
      /^\nPortway failed unexpectedly: no disk \(and \S+platform\.log cannot be written: [^\n]+\)\.\n$/,
    );
  });
});

describe('a program whose reader has left', () => {
  it('goes on to its end, and fills no log', async () => {
    const program = `const { runProgram } = require(${JSON.stringify(join(__dirname, 'failure.ts'))});
      runProgram(() => new Promise((done) => process.stdin.once('end', () => {
        for (let line = 0; line < 1000; line++) process.stdout.write('line\\n');
        process.stderr.write('complaint\\n');
        setTimeout(() => done(7), 300);
      }).resume()));`;
    const register = resolve(__dirname, '../../test/support/register.cjs');
    const folder = mkdtempSync(join(tmpdir(), 'portway-failure-'));
    const child = spawn(process.execPath, ['-r', register, '-e', program], {
      stdio: 'pipe',
      env: { ...process.env, PORTWAY_HOME: folder },
    });
    child.stdout.destroy();
    child.stderr.destroy();
    child.stdin.end();
    expect(await new Promise((done) => child.once('exit', done))).toBe(7);
    expect(existsSync(join(folder, 'logs'))).toBe(false);
  });
});
