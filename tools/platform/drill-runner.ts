import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  closeSync,
} from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './home';

const LOOK_EVERY_MS = 500;
/** So long a drill has to mend what it broke when the platform ends. */
const MENDS_WITHIN_MS = 15_000;

/** What the port service reads of a run; it writes the order beside it. */
interface Run {
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** `kept`: every promise; `broken`: one was not; `broken off`: by a person, or with the platform; `failed`: no verdict. */
  readonly result: 'running' | 'kept' | 'broken' | 'broken off' | 'failed';
  readonly verdict: readonly { what: string; measured: string; promised: string; kept: boolean }[];
}

/**
 * Runs the drills that people order in the pages. An order is a file that the port service puts into a folder, `ID.order.json`; beside it are written
 * how it goes on (`ID.run.json`, `ID.log`), and which drills there are (`drills.json`). One after the other: two outages at once are another outage.
 */
export class DrillRunner {
  private looking: NodeJS.Timeout | undefined;
  private child: { readonly id: string; readonly process: ChildProcess; readonly ended: Promise<void> } | null = null;

  constructor(
    private readonly folder: string,
    /** Of the platform. */
    private readonly home: string,
    private readonly program = join(ROOT, 'dist', 'tools', 'drill', 'drill.js'),
  ) {}

  /** Nothing where the drills were not built. */
  start(): void {
    rmSync(join(this.folder, 'drills.json'), { force: true });
    if (!existsSync(this.program)) return;
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    for (const id of this.named('run')) {
      const run = this.read<Run>(`${id}.run.json`);
      if (run.result === 'running') this.write(id, { ...run, endedAt: new Date().toISOString(), result: 'broken off' });
    }
    this.spawned(['--list', join(this.folder, 'drills.json')], 'ignore');
    this.looking = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** A drill that runs mends first what it broke. */
  async stop(): Promise<void> {
    clearInterval(this.looking);
    if (!this.child) return;
    this.child.process.kill('SIGINT');
    const late = setTimeout(() => this.child?.process.kill('SIGKILL'), MENDS_WITHIN_MS);
    await this.child.ended;
    clearTimeout(late);
  }

  /** As a machine that fails: nothing more is written of the drill, the next start tells that it was broken off. */
  kill(): void {
    clearInterval(this.looking);
    this.child?.process.removeAllListeners('close').kill('SIGKILL');
    this.child = null;
  }

  private look(): void {
    if (this.child) {
      if (existsSync(join(this.folder, `${this.child.id}.stop.json`))) this.child.process.kill('SIGINT');
      return;
    }
    const begun = new Set(this.named('run'));
    const [next] = this.named('order')
      .filter((id) => !begun.has(id))
      .map((id) => ({ id, ...this.read<{ outage: string; orderedAt: string }>(`${id}.order.json`) }))
      .sort((one, other) => one.orderedAt.localeCompare(other.orderedAt));
    if (next) this.run(next.id, next.outage);
  }

  private run(id: string, outage: string): void {
    const startedAt = new Date().toISOString();
    this.write(id, { startedAt, endedAt: null, result: 'running', verdict: [] });
    const log = openSync(join(this.folder, `${id}.log`), 'a', 0o600);
    const result = join(this.folder, `${id}.verdict.json`);
    const process = this.spawned([outage, '--verdict', result], log);
    closeSync(log);
    const ended = new Promise<void>((resolve) => {
      process.once('close', (code, signal) => {
        const verdict = existsSync(result) ? this.read<Run['verdict']>(`${id}.verdict.json`) : [];
        const isBrokenOff = signal !== null || code === 130;
        this.write(id, {
          ...{ startedAt, endedAt: new Date().toISOString(), verdict },
          result: isBrokenOff ? 'broken off' : verdict.length === 0 ? 'failed' : code === 0 ? 'kept' : 'broken',
        });
        this.child = null;
        resolve();
      });
    });
    this.child = { id, process, ended };
  }

  private spawned(words: readonly string[], out: number | 'ignore'): ChildProcess {
    return spawn(process.execPath, [this.program, ...words], {
      cwd: ROOT,
      env: { ...process.env, PORTWAY_HOME: this.home, NO_COLOR: '1', FORCE_COLOR: undefined },
      stdio: ['ignore', out, out],
    });
  }

  private named(kind: 'order' | 'run'): string[] {
    return readdirSync(this.folder).flatMap((name) =>
      name.endsWith(`.${kind}.json`) ? [name.slice(0, -`.${kind}.json`.length)] : [],
    );
  }

  private read<T>(name: string): T {
    return JSON.parse(readFileSync(join(this.folder, name), 'utf8')) as T;
  }

  private write(id: string, run: Run): void {
    const path = join(this.folder, `${id}.run.json`);
    writeFileSync(`${path}.new`, `${JSON.stringify(run)}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
}
