import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually } from '../../../test/support/eventually';

const REGISTER = resolve(__dirname, '../../../test/support/register.cjs');
const LOG = resolve(__dirname, 'log.ts');
const file = join(mkdtempSync(join(tmpdir(), 'portway-log-')), 'entry.log');

/** Runs a program with `log` at hand, its output going where `output` says. */
function program(text: string, output: number | 'pipe') {
  const child = spawn(
    process.execPath,
    [
      '-r',
      REGISTER,
      '-e',
      `const { createLog } = require(${JSON.stringify(LOG)}); const log = createLog('entry', 'entry-1', 'info'); ${text}`,
    ],
    {
      stdio: ['pipe', output, 'pipe'],
    },
  );
  let complaints = '';
  child.stderr!.on('data', (chunk) => (complaints += chunk));
  const ended = new Promise<{ code: number | null; complaints: string }>((done) =>
    child.once('close', (code) => done({ code, complaints })),
  );
  return { child, ended };
}

describe('the log of a service', () => {
  it('is written within a second although nothing more happens, so that a killed process leaves its last words', async () => {
    const output = openSync(file, 'a');
    const { child, ended } = program(`log.info({}, 'filing accepted'); setInterval(() => {}, 1e6);`, output);
    closeSync(output);
    await eventually(() => expect(readFileSync(file, 'utf8')).toContain('filing accepted'));
    child.kill('SIGKILL');
    await ended;
  });

  it('holds the last words of a process that ends by a fault', async () => {
    const output = openSync(file, 'a');
    const { ended } = program(`log.info({}, 'last words'); setImmediate(() => { throw new Error('fault'); });`, output);
    closeSync(output);
    expect((await ended).code).toBe(1);
    expect(readFileSync(file, 'utf8')).toContain('last words');
  });

  it('holds no secret: neither a field that is one, nor the password in the address of a server that a fault speaks of', async () => {
    const output = openSync(file, 'a');
    const secrets = `{ password: 'S3CRET', token: 'S3CRET', secret: 'S3CRET', apiKey: 'S3CRET', cookie: 'S3CRET', authorization: 'Bearer S3CRET' }`;
    const address = 'amqps://entry:S3CRET@broker:5671/portway?x=1';
    const { ended } = program(
      `const said = ${secrets};
       log.info(said, 'by itself'); log.info({ person: said, headers: said }, 'in something');
       log.error({ err: new Error('no answer from ${address}, nor from postgres://portway_entry:S3%2FCRET@[::1]/x') }, 'a fault');
       log.warn({ reason: 'refused by ${address}' }, 'could not reach ${address}');`,
      output,
    );
    closeSync(output);
    expect((await ended).code).toBe(0);
    const written = readFileSync(file, 'utf8');
    expect(written).toContain('no answer from amqps://entry:…@broker:5671/portway?x=1');
    expect(written).toContain('could not reach amqps://entry:…@broker:5671');
    expect(written).not.toMatch(/S3CRET|CRET@/);
  });

  it('leads from a line to the trace of its filing while traces are on', async () => {
    const output = openSync(file, 'a');
    const id = '01963f2a-0000-7abc-8000-00000000002a';
    const { ended } = program(
      `createLog('entry', 'entry-1', 'info', true).info({ correlationId: '${id}' }, 'a line of a traced filing');
       log.info({ correlationId: '${id}' }, 'a line of another');`,
      output,
    );
    closeSync(output);
    await ended;
    const lines = readFileSync(file, 'utf8').split('\n');
    const lineOf = (words: string): object => JSON.parse(lines.find((line) => line.includes(words))!) as object;
    expect(lineOf('a line of a traced filing')).toMatchObject({ correlationId: id, trace_id: id.replaceAll('-', '') });
    expect(lineOf('a line of another')).not.toHaveProperty('trace_id');
  });

  it('stops nobody when its disk is full, also at the end', async () => {
    const full = openSync('/dev/full', 'a');
    const { child, ended } = program(
      `for (let i = 0; i < 200; i++) log.info({}, 'x'.repeat(100));
       process.stdin.once('end', () => log.flush(() => process.exit(0))).resume(); console.error('runs');`,
      full,
    );
    closeSync(full);
    await new Promise((done) => child.stderr!.once('data', done));
    child.stdin!.end();
    expect(await ended).toEqual({ code: 0, complaints: 'runs\n' });
  });

  it('stops nobody when its reader has left', async () => {
    const { child, ended } = program(
      `process.stdin.once('end', () => { for (let i = 0; i < 200; i++) log.info({}, 'x'.repeat(100)); console.log('straight'); setTimeout(() => process.exit(5), 1_500); }).resume();`,
      'pipe',
    );
    child.stdout!.destroy();
    child.stdin!.end();
    expect(await ended).toEqual({ code: 5, complaints: '' });
  });
});
