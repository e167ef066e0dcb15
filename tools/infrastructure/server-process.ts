import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readSync, fstatSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Foreseen, TimedOut } from './failure';
import { Patience, workOf } from './patience';
import { killTree, letOthersFirst, signal } from './processes';

/** How often a start is asked whether it is ready, looked at whether it still moves, and said that it does; in milliseconds. */
const ASK_EVERY = 100;
const LOOK_EVERY = 1_000;
const STILL_EVERY = 15_000;

export interface Launch {
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
  logFile: string;
  /** By how much others go first where processors are wanted: 0 to 19, as `nice`. */
  givesWay?: number;
}

/** One running program with its output in a log file, in a process group of its own: Ctrl-C does not reach it. */
export class ServerProcess {
  readonly exited: Promise<void>;
  private readonly child: ChildProcess;
  private gone = false;
  private outcome = '';

  constructor(private readonly launch: Launch) {
    const log = openLog(launch.logFile);
    this.child = spawn(launch.command, launch.args, {
      detached: true,
      stdio: ['ignore', log, log],
      cwd: launch.cwd,
      env: launch.env ?? process.env,
      uid: launch.uid,
      gid: launch.gid,
    });
    if (typeof log === 'number') closeSync(log);
    if (launch.givesWay && this.child.pid) void letOthersFirst(this.child.pid, launch.givesWay);
    this.exited = new Promise((resolve) => {
      const done = (outcome: string): void => {
        this.gone = true;
        this.outcome = outcome;
        resolve();
      };
      this.child.once('error', (error) => done(error.message));
      this.child.once('exit', (code, name) => done(name ? `ended by ${name}` : `exit code ${code}`));
    });
  }

  get pid(): number | undefined {
    return this.gone ? undefined : this.child.pid;
  }

  /** How it ended: `exit code 1`, `ended by SIGKILL`, or '' while it runs. */
  get ending(): string {
    return this.outcome;
  }

  /**
   * Polls `ready` until it answers true; a program that ends before, or stops working on it, is a foreseen failure.
   *
   * @param say hears every 15 seconds that it still starts
   */
  async untilReady(
    name: string,
    ready: () => Promise<boolean>,
    say: (line: string) => void = () => undefined,
  ): Promise<void> {
    const patience = new Patience();
    const begun = performance.now();
    for (let looked = begun, told = begun; !(await ready()); await pause(ASK_EVERY)) {
      if (this.gone) throw new Foreseen(`${name} did not start (${this.outcome}): ${this.lastWords()}`);
      const now = performance.now();
      if (now - told > STILL_EVERY) {
        told = now;
        say(`${name} is still starting, ${Math.round((now - begun) / 1000)} s`);
      }
      if (now - looked < LOOK_EVERY) continue;
      looked = now;
      const reason = patience.look(workOf(this.pid));
      if (!reason) continue;
      await this.kill();
      throw new TimedOut(`${name} did not start (${reason}): ${this.lastWords()}`);
    }
  }

  /** Asks with a signal, then insists after `within` milliseconds. */
  async stop(name: NodeJS.Signals, within: number): Promise<void> {
    const pid = this.pid;
    if (!pid) return;
    signal(pid, name);
    const inTime = await Promise.race([this.exited.then(() => true), pause(within, false, { ref: false })]);
    if (!inTime) await this.kill();
  }

  /** SIGKILL to the program, its process group and everything below it. */
  async kill(): Promise<void> {
    const pid = this.pid;
    if (!pid) return;
    const group = killTree(pid);
    signal(-pid, 'SIGKILL');
    await Promise.all([group, this.exited]);
  }

  private lastWords(): string {
    const lines = endOf(this.launch.logFile)
      .trimEnd()
      .split('\n')
      .filter((line) => line.trim() !== '');
    const telling =
      lines.findLast((line) => /error|fatal|cannot|failed/i.test(line)) ?? lines.at(-1) ?? 'it wrote nothing';
    return `${telling.trim().slice(0, 300)} (log: ${this.launch.logFile})`;
  }
}

/** A full disk keeps the log from being made, not the program from running. */
function openLog(file: string): number | 'ignore' {
  try {
    return openSync(file, 'a');
  } catch {
    return 'ignore';
  }
}

/** The last 64 KiB of a file; '' when there is none. */
export function endOf(file: string): string {
  try {
    const log = openSync(file, 'r');
    try {
      const buffer = Buffer.alloc(65_536);
      return buffer.toString(
        'utf8',
        0,
        readSync(log, buffer, 0, buffer.length, Math.max(0, fstatSync(log).size - buffer.length)),
      );
    } finally {
      closeSync(log);
    }
  } catch {
    return '';
  }
}
