import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setPriority } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

/** True while the process exists and has not merely left its exit code behind (a zombie counts as gone). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return processState(pid) !== 'Z';
}

/** The command line of a process, or '' when it is gone. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return listProcesses().find((entry) => entry.pid === pid)?.command ?? '';
  }
}

/** Every process below `pid`, however deep. */
export function descendants(pid: number): number[] {
  const all = listProcesses();
  const found: number[] = [];
  for (let parents = [pid]; parents.length > 0; ) {
    parents = all.filter((entry) => parents.includes(entry.parent)).map((entry) => entry.pid);
    found.push(...parents);
  }
  return found;
}

export function familyOf(pid: number): number[] {
  return [pid, ...descendants(pid)];
}

/** Processor time a process has used, in seconds; 0 where the system does not say. Linux counts it in hundredths. */
export function processorSeconds(pid: number): number {
  const [user, system] = statFields(pid)?.slice(11, 13) ?? [];
  return (Number(user ?? 0) + Number(system ?? 0)) / 100;
}

/** Linux lets whoever is not root change a session's weight ten times a second, of all sessions together. */
const WEIGH_AGAIN_AFTER = 110;
const WEIGH_TRIES = 50;

/**
 * Lets others go first where all processors are wanted. Linux weighs sessions against each other before it looks at the processes in them, so
 * that of a process that leads a session of its own has to give way too; a system that weighs none does without.
 *
 * @param by 0 to 19, as `nice`
 */
export async function letOthersFirst(pid: number, by: number): Promise<void> {
  try {
    setPriority(pid, by);
  } catch {
    return; // Gone already.
  }
  for (let tries = 0; tries < WEIGH_TRIES; tries++) {
    try {
      return writeFileSync(`/proc/${pid}/autogroup`, String(by));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
    }
    await pause(WEIGH_AGAIN_AFTER * (1 + Math.random()), undefined, { ref: false });
  }
}

/** Sends a signal; false when there was nobody left to receive it. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

/** Waits until all of these processes are gone; false when some outlived the time (milliseconds). */
export async function untilGone(pids: number[], within: number): Promise<boolean> {
  const deadline = Date.now() + within;
  while (pids.some(isAlive)) {
    if (Date.now() > deadline) return false;
    await pause(20);
  }
  return true;
}

/** SIGKILL to a process and everything below it; returns when the kernel has taken them away. */
export async function killTree(pid: number): Promise<void> {
  const family = familyOf(pid);
  for (const member of family) signal(member, 'SIGKILL');
  await untilGone(family, 10_000);
}

/**
 * Ends a process that an earlier run left behind. `marker` must appear in its command line: process ids are
 * reused, and a stranger must never be ended. Asks politely first when `polite` names a signal.
 */
export async function endLeftover(pid: number | undefined, marker: string, polite?: NodeJS.Signals): Promise<boolean> {
  if (!pid || pid === process.pid || !isAlive(pid) || !commandLine(pid).includes(marker)) return false;
  const family = familyOf(pid);
  if (polite) {
    signal(pid, polite);
    if (await untilGone(family, 10_000)) return true;
  }
  for (const member of family) signal(member, 'SIGKILL');
  await untilGone(family, 10_000);
  return true;
}

/** The process id a file holds on its first line, or undefined. */
export function readPid(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** True when nothing listens on this port. `host` empty means every address of the machine. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/**
 * A free loopback port below the range that systems lend to outgoing connections, so that a server which is
 * killed and started again on its port does not find a client of somebody else sitting there.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = 15_000 + Math.floor(Math.random() * 17_000);
    if (await isPortFree(port)) return port;
  }
  throw new Error('No free port was found between 15000 and 32000.');
}

interface ProcessEntry {
  pid: number;
  parent: number;
  command: string;
}

function listProcesses(): ProcessEntry[] {
  let pids: string[];
  try {
    pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    pids = [];
  }
  if (pids.length === 0) return listWithPs();
  return pids.flatMap((name) => {
    const parent = statFields(Number(name))?.[1];
    return parent === undefined ? [] : [{ pid: Number(name), parent: Number(parent), command: '' }];
  });
}

function listWithPs(): ProcessEntry[] {
  try {
    const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
    return table.split('\n').flatMap((line) => {
      const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
      return match ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3] ?? '' }] : [];
    });
  } catch {
    return [];
  }
}

function processState(pid: number): string | undefined {
  return statFields(pid)?.[0];
}

/** State and parent from /proc; the name before them may itself hold spaces and brackets. */
function statFields(pid: number): string[] | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return line.slice(line.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
