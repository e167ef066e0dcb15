import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '#service';
import { PortConfig } from '../apps/port/src/config/port.config';
import { DrillOrders } from '../apps/port/src/platform/drill-orders';
import { eventually } from './support/eventually';
import { DrillRunner } from '../tools/platform/drill-runner';

/** Stands for the drills, and breaks nothing: it lists three, of which one keeps every promise, one does not, and one goes on until it is broken off. */
const PROGRAM = `
const { writeFileSync } = require('node:fs');
const [name, , file] = process.argv.slice(2);
const drills = ['sound', 'bad', 'endless'].map((name) => ({ name, title: name, story: '', source: '', assumed: '', seconds: 1 }));
const rows = (kept) => JSON.stringify([{ what: 'lost', measured: kept ? '0' : '1', promised: '0', kept }]);
if (name === '--list') writeFileSync(process.argv[3], JSON.stringify(drills));
else {
  console.log('It begins: ' + name);
  if (name === 'endless') {
    writeFileSync(file + '.pid', String(process.pid));
    setInterval(() => undefined, 1000);
    process.once('SIGINT', () => { console.log('It is mended'); process.exit(130); });
  } else { writeFileSync(file, rows(name === 'sound')); process.exitCode = name === 'sound' ? 0 : 1; }
}`;

let folder: string;
let runner: DrillRunner;
let orders: DrillOrders;
const begun = (): DrillRunner => {
  const program = join(folder, 'drill.js');
  writeFileSync(program, PROGRAM);
  const one = new DrillRunner(join(folder, 'drills'), folder, program);
  one.start();
  return one;
};
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portway-drills-'));
  runner = begun();
  orders = new DrillOrders(Object.assign(new PortConfig(), { DRILLS_FOLDER: join(folder, 'drills') }));
  await eventually(async () => expect(await orders.drills()).toHaveLength(3), { within: 20_000 });
});
afterEach(async () => {
  await runner.stop();
  rmSync(folder, { recursive: true, force: true });
});

const BY = 'J. Whitfield (CBP headquarters)';
const inState = (id: string, state: string): Promise<unknown> =>
  eventually(async () => expect((await orders.one(id)).run.state).toBe(state), { within: 20_000 });
const refused = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    ({ kind }: Problem) => kind,
  );

test('a drill that is ordered is run, and its verdict and what it told are kept with who ordered it and why', async () => {
  for (const [outage, state, measured] of [
    ['sound', 'kept', '0'],
    ['bad', 'broken', '1'],
  ] as const) {
    const { id } = await orders.order(outage, 'The yearly one', BY);
    await inState(id, state);
    const { run, verdict, tail } = await orders.one(id);
    expect(run).toMatchObject({ outage, reason: 'The yearly one', by: BY, endedAt: expect.any(String) });
    expect([verdict, tail]).toEqual([
      [{ what: 'lost', measured, promised: '0', kept: measured === '0' }],
      [`It begins: ${outage}`],
    ]);
  }
  expect((await orders.runs()).map(({ outage }) => outage)).toEqual(['bad', 'sound']);
});

test('one goes after the other, a person breaks one off, and one that the platform did not outlive is told as broken off', async () => {
  const { id } = await orders.order('endless', 'Practice', BY);
  await eventually(async () => expect((await orders.one(id)).tail).toEqual(['It begins: endless']), { within: 20_000 });
  expect(await refused(orders.order('sound', 'Too', BY))).toBe('state-conflict');
  expect(await refused(orders.order('unheard', 'Of', BY))).toBe('not-found');
  await orders.breakOff(id, 'Enough', BY);
  await inState(id, 'broken off');
  expect((await orders.one(id)).tail).toEqual(['It begins: endless', 'It is mended']);
  expect(await refused(orders.breakOff(id, 'Again', BY))).toBe('state-conflict');
  const { id: second } = await orders.order('endless', 'Once more', BY);
  await inState(second, 'running');
  const pid = join(folder, 'drills', `${second}.verdict.json.pid`);
  await eventually(async () => expect(existsSync(pid)).toBe(true), { within: 20_000 });
  runner.kill();
  await eventually(async () => expect(existsSync(`/proc/${readFileSync(pid, 'utf8')}`)).toBe(false), {
    within: 20_000,
  });
  expect((await orders.one(second)).run.state).toBe('running');
  runner = begun();
  await inState(second, 'broken off');
});

test('where nobody runs drills none can be ordered', async () => {
  const elsewhere = new DrillOrders(new PortConfig());
  expect([await elsewhere.drills(), await elsewhere.runs()]).toEqual([null, []]);
  expect(await refused(elsewhere.order('sound', 'Practice', BY))).toBe('state-conflict');
});
