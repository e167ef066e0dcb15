import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { endLeftover, readPid } from '../infrastructure/processes';
import { ServerProcess } from '../infrastructure/server-process';
import type { Program } from './unit';

export interface ServiceLaunch {
  /** Unique among the processes of this platform. */
  name: string;
  script: string;
  url: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  /** Where process ids are kept, so that the next start finds what a killed supervisor left behind. */
  runFolder: string;
}

const DRAIN = 15_000;
const LIVE_WITHIN = 60_000;
const LOG_LIMIT = 20 << 20;

/** Starts a service's process; `live` settles when it answers GET /health/live. */
export function startServiceProcess(launch: ServiceLaunch): Program {
  const child = new ServerProcess({ command: process.execPath, args: nodeArguments(launch.script), env: launch.env, logFile: launch.logFile });
  const pidFile = join(launch.runFolder, `${launch.name}.pid`);
  if (child.pid) writeFileSync(pidFile, `${child.pid}\n${launch.script}\n`);
  void child.exited.then(() => rmSync(pidFile, { force: true }));
  return {
    get pid() {
      return child.pid;
    },
    get ending() {
      return child.ending;
    },
    exited: child.exited,
    live: untilLive(child, launch.url),
    stop: () => child.stop('SIGTERM', DRAIN),
    kill: () => child.kill(),
  };
}

/** Brings a service's database up to date; answers '' or the reason why it could not. */
export async function migrate(launch: ServiceLaunch, signal?: AbortSignal): Promise<string> {
  try {
    await promisify(execFile)(process.execPath, [...nodeArguments(launch.script), 'migrate'], { env: launch.env, timeout: 120_000, signal });
    return '';
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    const lines = stderr.split('\n').map((line) => line.trim()).filter(Boolean);
    return lines.find((line) => /could not|cannot|error/i.test(line)) ?? lines.at(-1) ?? message;
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

/** Sets a grown log aside, so that what was written lately is at hand and the disk does not fill. */
export function turnLog(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT) renameSync(file, `${file}.before`);
}

/** A batch of messages lives for milliseconds: with room for several, the collector finds them dead instead of copying them. */
function nodeArguments(script: string): string[] {
  return ['--enable-source-maps', '--max-semi-space-size=32', script];
}

async function untilLive(child: ServerProcess, url: string): Promise<boolean> {
  const deadline = Date.now() + LIVE_WITHIN;
  while (child.pid && Date.now() < deadline) {
    const answer = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return true;
    await pause(50);
  }
  return false;
}
