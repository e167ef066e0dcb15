import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../test/support/eventually';
import type { ControlRequest } from './control';
import { follow, readable, Workshop, type Build } from './workshop';

const NOTHING: Build = { compiled: 0, copied: 0, removed: 0 };

function workshop(builds: (() => Build)[]) {
  const asked: ControlRequest[] = [];
  const said: string[] = [];
  const open = new Workshop({
    service: 'entry',
    inspect: 9229,
    build: async () => (builds.shift() ?? (() => NOTHING))(),
    control: async (request) => asked.push(request),
    say: (line) => said.push(line),
  });
  return { open, asked, said, left: () => builds.length };
}

const stopped = { action: 'stop', name: 'entry' };
const started = { action: 'start', name: 'entry', inspect: 9229 };

test('files saved together are one change: the service is built and started again once, with the debugger', async () => {
  const { open, asked, said } = workshop([() => ({ compiled: 2, copied: 0, removed: 0 })]);
  for (let file = 0; file < 5; file++) open.changed();
  await eventually(() => expect(asked).toEqual([stopped, started]));
  expect(said).toEqual(['built 2 files; entry starts again']);
});

test('a saved test, of which nothing is built, and a source that cannot be compiled leave the service alone', async () => {
  const { open, asked, said, left } = workshop([
    () => NOTHING,
    () => {
      throw new Error("apps/entry/src/release.ts: Expected ';'");
    },
  ]);
  open.changed();
  await eventually(() => expect(left()).toBe(1));
  open.changed();
  await eventually(() => expect(said.join()).toMatch(/Expected ';'[\s\S]*goes on as it was/));
  expect(asked).toEqual([]);
});

test('it is given back without a debugger', async () => {
  const { open, asked } = workshop([]);
  await open.open();
  await open.close();
  expect(asked).toEqual([stopped, started, stopped, { action: 'start', name: 'entry', inspect: undefined }]);
});

test('a log line is shown as time, level, words and fields; what is no log line is shown as it is', () => {
  const line = { level: 'warn', time: '2026-11-28T18:25:09.123Z', service: 'entry', instance: 'entry-1', lane: 3 };
  expect(readable(JSON.stringify({ ...line, msg: 'waits' }))).toBe('18:25:09.123 warn  waits {"lane":3}');
  expect(readable(JSON.stringify({ ...line, msg: 'failed', err: { stack: 'Error: x\n    at y' } }))).toBe(
    '18:25:09.123 warn  failed {"lane":3}\nError: x\n    at y',
  );
  expect(readable('Debugger attached.')).toBe('Debugger attached.');
});

test('a log is followed from where it is, line by line, and from the start again when it was begun anew', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portway-log-'));
  const file = join(folder, 'entry.log');
  const lines: string[] = [];
  writeFileSync(file, 'what was before, and longer than what comes\n');
  const end = follow(file, (line) => lines.push(line));
  try {
    appendFileSync(file, 'one\ntw');
    await eventually(() => expect(lines).toEqual(['one']));
    appendFileSync(file, 'o\n');
    await eventually(() => expect(lines).toEqual(['one', 'two']));
    writeFileSync(file, 'anew\n');
    await eventually(() => expect(lines).toEqual(['one', 'two', 'anew']));
  } finally {
    end();
    rmSync(folder, { recursive: true });
  }
});
