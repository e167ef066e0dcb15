import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Foreseen, runProgram } from '../infrastructure/failure';
import { sendControl } from './control';
import { homeFolder, ROOT } from './home';
import { SERVICES } from './services';
import type { UnitStatus } from './unit';
import { follow, readable, Workshop, type Build } from './workshop';

const USAGE = `Use: npm run dev -- SERVICE [--inspect PORT]   (${SERVICES.map(({ name }) => name).join(', ')})
It uses the platform that runs on this folder, or starts it. The service is built and started again whenever its sources or those of libs/ change.`;
const INSPECT = 9229;

const show = (line: string): void => void process.stdout.write(`${line}\n`);
const say = (line: string): void => show(`  ${line}`);

async function dev(): Promise<void> {
  const { service, inspect } = asked(process.argv.slice(2));
  const home = homeFolder();
  const stopped = new Promise<void>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => resolve());
  });
  const own = await platformAt(home);
  const units = await untilRunning(home, service, own);
  const { build } = require(join(ROOT, 'tools', 'build.cjs')) as { build: () => Promise<Build> };
  const workshop = new Workshop({ service, inspect, build, control: (request) => sendControl(home, request), say });
  const ends = units.map(({ name }) => follow(join(home, 'logs', `${name}.log`), (line) => show(readable(line))));
  await workshop.open();
  ends.push(workshop.watch());
  say(
    `${service} runs from its sources; debugger: 127.0.0.1:${inspect} (chrome://inspect, or "attach" of your editor); Ctrl-C ends it`,
  );
  await Promise.race([stopped, own ? once(own, 'exit') : new Promise(() => undefined)]);
  for (const end of ends) end();
  if (own) {
    own.kill('SIGTERM');
    if (own.exitCode === null) await once(own, 'exit');
  } else {
    await workshop.close();
    say(`${service} runs as before, without a debugger`);
  }
}

function asked([service, ...rest]: string[]): { service: string; inspect: number } {
  const inspect = rest[0] === '--inspect' ? Number(rest[1]) : INSPECT;
  const isKnown = SERVICES.some(({ name }) => name === service);
  if (!service || !isKnown || !Number.isInteger(inspect) || inspect < 1024 || inspect > 65_535)
    throw new Foreseen(USAGE);
  return { service, inspect };
}

/** The platform as a program of our own where none runs on this folder. */
async function platformAt(home: string): Promise<ChildProcess | undefined> {
  try {
    await sendControl(home, { action: 'status' });
    return undefined;
  } catch {
    const script = join(ROOT, 'dist', 'programs', 'platform', 'start.js');
    return spawn(process.execPath, ['--enable-source-maps', script], { stdio: 'inherit' });
  }
}

async function untilRunning(home: string, service: string, own: ChildProcess | undefined): Promise<UnitStatus[]> {
  for (;;) {
    const units = await sendControl(home, { action: 'status' }).catch(() => []);
    const mine = units.filter((unit) => unit.service === service);
    // A service that somebody has stopped, or that cannot start, is what there may be to work on.
    if (mine.length > 0 && units.every(({ state }) => state !== 'starting')) return mine;
    if (own && own.exitCode !== null) throw new Foreseen('The platform did not start; it says why above.');
    await pause(500);
  }
}

void runProgram(dev).then(() => process.exit());
