import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Patience } from '../infrastructure/patience';
import { answersAs, migrate, type ServiceLaunch } from './service-process';

const folder = mkdtempSync(join(tmpdir(), 'portway-service-'));

function launchOf(name: string, program: string): ServiceLaunch {
  const script = join(folder, `${name}.js`);
  writeFileSync(script, program);
  return {
    name,
    script,
    url: '',
    answersAs: '',
    env: process.env,
    logFile: join(folder, `${name}.log`),
    runFolder: folder,
  };
}

const migrating = (program: string, still: number): { said: string[]; outcome: Promise<string> } => {
  const said: string[] = [];
  const outcome = migrate(
    launchOf('entry', program),
    (words) => said.push(words),
    new AbortController().signal,
    new Patience(Infinity, still),
  );
  return { said, outcome };
};

describe('bringing a database up to date', () => {
  it('takes as long as it says something new, and is heard', async () => {
    const { said, outcome } = migrating(
      `let n = 0; const t = setInterval(() => { console.log(JSON.stringify({ progress: 'step ' + ++n })); if (n === 5) clearInterval(t); }, 700);`,
      2_500,
    );
    expect(await outcome).toBe('');
    expect(said).toEqual(['step 1', 'step 2', 'step 3', 'step 4', 'step 5']);
  });

  it('ends as timed out, with what it did last, when nothing goes on any more', async () => {
    const { outcome } = migrating(
      `console.log(JSON.stringify({ progress: 'AddBills (3 of 9), waits for a lock that another session holds' })); setInterval(() => {}, 1e6);`,
      2_000,
    );
    expect(await outcome).toBe(
      'timed out: no progress for 2 s (AddBills (3 of 9), waits for a lock that another session holds)',
    );
  });

  it('says why it failed in the words of the service', async () => {
    const { outcome } = migrating(
      `console.error('entry: the database could not be brought up to date: disk full'); process.exit(1);`,
      60_000,
    );
    expect(await outcome).toBe('entry: the database could not be brought up to date: disk full');
  });
});

it('a process is taken for our own only when it says the name and start that were given to it', async () => {
  const server = createServer((_, response) =>
    response.end('{"status":"live","service":"entry","instance":"entry-1/of-another-start"}'),
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await answersAs(url, 'entry-1/of-another-start')).toBe(true);
  expect(await answersAs(url, 'entry-1/of-this-start')).toBe(false);
  await new Promise((done) => server.close(done));
  expect(await answersAs(url, 'entry-1/of-another-start')).toBe(false);
});
