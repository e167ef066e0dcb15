import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Foreseen } from './failure';
import { killTree, signal } from './processes';

export interface Launch {
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
  logFile: string;
}

/** One running program with its output in a log file, in a process group of its own: Ctrl-C does not reach it. */
export class ServerProcess {
  readonly exited: Promise<void>;
  private readonly child: ChildProcess;
  private gone = false;
  private outcome = '';

  constructor(private readonly launch: Launch) {
    const log = openSync(launch.logFile, 'a');
    this.child = spawn(launch.command, launch.args, {
      detached: true,
      stdio: ['ignore', log, log],
      cwd: launch.cwd,
      env: launch.env ?? process.env,
      uid: launch.uid,
      gid: launch.gid,
    });
    closeSync(log);
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

  /** Polls `ready` until it answers true; a program that ends before, or takes longer, is a foreseen failure. */
  async untilReady(name: string, ready: () => Promise<boolean>, within: number): Promise<void> {
    const deadline = Date.now() + within;
    while (!(await ready())) {
      if (this.gone) throw new Foreseen(`${name} did not start (${this.outcome}): ${this.lastWords()}`);
      if (Date.now() > deadline) {
        await this.kill();
        throw new Foreseen(`${name} was not ready within ${within / 1000} seconds: ${this.lastWords()}`);
      }
      await pause(25);
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
    const text = existsSync(this.launch.logFile) ? readFileSync(this.launch.logFile, 'utf8') : '';
    const lines = text.trimEnd().split('\n').filter((line) => line.trim() !== '');
    const telling = lines.findLast((line) => /error|fatal|cannot|failed/i.test(line)) ?? lines.at(-1) ?? 'it wrote nothing';
    return `${telling.trim().slice(0, 300)} (log: ${this.launch.logFile})`;
  }
}
