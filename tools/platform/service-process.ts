import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { Patience, workOf } from '../infrastructure/patience';
import { endLeftover, readPid } from '../infrastructure/processes';
import { ServerProcess } from '../infrastructure/server-process';
import { ROOT } from './home';
import type { Program } from './unit';

export interface ServiceLaunch {
  /** Unique among the processes of this platform. */
  name: string;
  script: string;
  url: string;
  /** What it answers as `instance` at /health/live: nobody else on the machine can know it. */
  answersAs: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  /** Where process ids are kept, so that the next start finds what a killed supervisor left behind. */
  runFolder: string;
  /** Where it listens for a debugger, on this machine only. */
  inspect?: number;
  /** By how much others go first where processors are wanted: 0 to 19, as `nice`. */
  givesWay?: number;
}

const DRAIN = 15_000;
/** How often a service that starts is asked whether it lives: all of them start at once, and being asked costs them and us time. */
const ASK_EVERY = 200;

/** Starts a service's process; `live` settles when it, and nobody else, answers GET /health/live. */
export function startServiceProcess(launch: ServiceLaunch): Program {
  const child = new ServerProcess({
    command: process.execPath,
    args: [...(launch.inspect ? [`--inspect=127.0.0.1:${launch.inspect}`] : []), ...nodeArguments(launch.script)],
    env: { ...GIVEN_BACK, ...launch.env },
    logFile: launch.logFile,
    givesWay: launch.givesWay,
  });
  const pidFile = join(launch.runFolder, `${launch.name}.pid`);
  if (child.pid) keepPid(pidFile, `${child.pid}\n${launch.script}\n`);
  void child.exited.then(() => rmSync(pidFile, { force: true }));
  const answers = (): Promise<boolean> => answersAs(launch.url, launch.answersAs);
  return {
    get pid() {
      return child.pid;
    },
    get ending() {
      return child.ending;
    },
    exited: child.exited,
    live: untilLive(child, answers),
    answers,
    stop: () => child.stop('SIGTERM', DRAIN),
    kill: () => child.kill(),
  };
}

/** Whether the process at this address says that it is this one. Before it has, it is told no secret. */
export async function answersAs(url: string, instance: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(10_000), redirect: 'error' });
    return ((await response.json()) as { instance?: unknown }).instance === instance;
  } catch {
    return false;
  }
}

/**
 * Brings a service's database up to date, for as long as that takes while it makes progress; answers '' or the reason why it could not.
 *
 * @param say hears what it does, whenever that changes
 */
export async function migrate(
  launch: ServiceLaunch,
  say: (words: string) => void,
  signal: AbortSignal,
  patience = new Patience(Infinity),
): Promise<string> {
  const hear = ({ progress }: Progress): void => void (progress && say(progress));
  return toItsEnd([...nodeArguments(launch.script), 'migrate'], launch.env, '', hear, signal, patience);
}

/**
 * The same for all services together.
 *
 * @param environments of each service
 * @param compiled where compiled scripts are kept for the next start
 * @param say hears what is done for a service; without words when it is up to date
 */
export async function migrateAll(
  environments: Readonly<Record<string, NodeJS.ProcessEnv>>,
  compiled: string,
  say: (service: string, words?: string) => void,
  signal: AbortSignal,
): Promise<string> {
  const hear = ({ service, progress, done }: Progress): void => {
    if (service && (progress || done)) say(service, progress);
  };
  const script = join(ROOT, 'dist', 'programs', 'platform', 'migrate-all.js');
  return toItsEnd(
    nodeArguments(script),
    { NODE_COMPILE_CACHE: compiled, ...process.env },
    JSON.stringify(environments),
    hear,
    signal,
    new Patience(Infinity),
  );
}

interface Progress {
  readonly service?: string;
  readonly progress?: string;
  readonly done?: boolean;
}

async function toItsEnd(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  input: string,
  hear: (progress: Progress) => void,
  signal: AbortSignal,
  patience: Patience,
): Promise<string> {
  const child = spawn(process.execPath, args, { env, stdio: 'pipe', signal, killSignal: 'SIGKILL' });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  let doing = '';
  let complaints = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    const progress = progressIn(line);
    const words = progress.progress ?? '';
    if (words && words === doing) return;
    doing = words || doing;
    hear(progress);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints = (complaints + text).slice(-8_192)));
  let lost = '';
  const timer = setInterval(() => {
    lost ||= patience.look(workOf(child.pid), doing);
    if (lost) child.kill('SIGKILL');
  }, 1_000);
  const ending = await new Promise<string>((done) => {
    child.once('error', (error) => done(error.message));
    child.once('close', (code, name) => done(code === 0 ? '' : name ? `ended by ${name}` : `exit code ${code}`));
  });
  clearInterval(timer);
  if (!ending) return '';
  if (lost) return `${lost}${doing && ` (${doing})`}`;
  const lines = complaints
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.find((line) => /could not|cannot|error/i.test(line)) ?? lines.at(-1) ?? ending;
}

/** A service's log lines are JSON; those of a migration say how far it is. */
function progressIn(line: string): Progress {
  try {
    const { service, progress, done } = JSON.parse(line) as Record<string, unknown>;
    return {
      ...(typeof service === 'string' && { service }),
      ...(typeof progress === 'string' && { progress }),
      done: done === true,
    };
  } catch {
    return {};
  }
}

function keepPid(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch {
    // Only a start after our own violent end would read it.
  }
}

/** Ends services whose supervisor was killed; answers their names. */
export async function endLeftoverServices(runFolder: string, marker: string): Promise<string[]> {
  if (!existsSync(runFolder)) return [];
  const files = readdirSync(runFolder).filter((name) => name.endsWith('.pid'));
  const ended = await Promise.all(
    files.map(async (file) => {
      const path = join(runFolder, file);
      const found = await endLeftover(readPid(path), marker, 'SIGTERM');
      rmSync(path, { force: true });
      return found ? [file.replace(/\.pid$/, '')] : [];
    }),
  );
  return ended.flat();
}

/** The C library learns to keep ever larger pieces of what was freed, for as long as a process runs, unless it is told from which size on (bytes) it gives them back. */
export const GIVEN_BACK = { MALLOC_MMAP_THRESHOLD_: '1048576', MALLOC_TRIM_THRESHOLD_: '1048576' };

/** Traces name lines of our sources; without a build there is nothing to load for that, and Node finds out those of packages too. */
const OWN_TRACES = join(ROOT, 'dist', 'libs', 'service', 'src', 'own-traces.js');

/** A batch of messages lives for milliseconds: with room for several, the collector finds them dead instead of copying them. While nothing comes that room is given back. */
function nodeArguments(script: string): string[] {
  const traces = existsSync(OWN_TRACES) ? `--require=${OWN_TRACES}` : '--enable-source-maps';
  return [traces, '--max-semi-space-size=32', '--expose-gc', script];
}

/** @returns false when it ends, or no longer works on it; it may answer later all the same */
async function untilLive(child: ServerProcess, answers: () => Promise<boolean>): Promise<boolean> {
  const patience = new Patience();
  for (let looked = performance.now(); child.pid; await pause(ASK_EVERY)) {
    if (await answers()) return child.pid !== undefined;
    if (performance.now() - looked < 1_000) continue;
    looked = performance.now();
    if (patience.look(workOf(child.pid))) break;
  }
  return false;
}
