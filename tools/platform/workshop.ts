import { closeSync, fstatSync, openSync, readSync, watch } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../infrastructure/failure';
import type { ControlRequest } from './control';
import { ROOT } from './home';

/** An editor writes a file in several steps, and saves several files at once; in milliseconds. */
const SETTLE = 150;
const READ_EVERY = 250;

export interface Build {
  compiled: number;
  copied: number;
  removed: number;
}

export interface WorkshopOptions {
  /** A unit of the running platform. */
  service: string;
  inspect: number;
  build: () => Promise<Build>;
  control: (request: ControlRequest) => Promise<unknown>;
  say: (line: string) => void;
}

/** One service that somebody works on: after a change it is built, its database brought up to date, and started again with a debugger's port. */
export class Workshop {
  private turn: Promise<void> = Promise.resolve();
  private waiting: NodeJS.Timeout | undefined;

  constructor(private readonly options: WorkshopOptions) {}

  /** Takes the service over from the platform. */
  open(): Promise<void> {
    return this.startAgain(this.options.inspect);
  }

  /** Gives it back, without a debugger. */
  async close(): Promise<void> {
    clearTimeout(this.waiting);
    await this.turn;
    await this.startAgain();
  }

  /** A source was saved; several in short order are one change. */
  changed(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => (this.turn = this.turn.then(() => this.renew())), SETTLE);
  }

  /** @returns a function that ends the watch */
  watch(folders: readonly string[] = [join('apps', this.options.service), 'libs']): () => void {
    const watches = folders.map((folder) => watch(join(ROOT, folder), { recursive: true }, () => this.changed()));
    return () => {
      for (const each of watches) each.close();
    };
  }

  /** A source that cannot be compiled leaves the service as it is. */
  private async renew(): Promise<void> {
    const { service, build, say } = this.options;
    try {
      const { compiled, copied, removed } = await build();
      if (compiled + copied + removed === 0) return;
      say(`built ${compiled + copied} files; ${service} starts again`);
      await this.startAgain(this.options.inspect);
    } catch (error) {
      say(`${messageOf(error)}\n  ${service} goes on as it was, or waits for the next change`);
    }
  }

  private async startAgain(inspect?: number): Promise<void> {
    const { service: name, control } = this.options;
    await control({ action: 'stop', name });
    await control({ action: 'start', name, inspect });
  }
}

/** A line of a service's log as a person reads it; whatever is no such line is left as it is. */
export function readable(line: string): string {
  try {
    const { time, level, msg, service, instance, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
    if (typeof time !== 'string' || typeof level !== 'string') return line;
    const fields = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : '';
    const stack = (err as { stack?: unknown } | undefined)?.stack;
    return `${time.slice(11, 23)} ${level.padEnd(5)} ${msg ?? ''}${fields}${stack ? `\n${String(stack)}` : ''}`;
  } catch {
    return line;
  }
}

/** Shows what is added to a log from now on, also after it was begun anew. @returns a function that ends it */
export function follow(file: string, show: (line: string) => void): () => void {
  let at = sizeOf(file);
  let rest = '';
  const look = (): void => {
    const size = sizeOf(file);
    if (size < at) at = 0;
    if (size === at) return;
    const log = openSync(file, 'r');
    try {
      const buffer = Buffer.alloc(size - at);
      at += readSync(log, buffer, 0, buffer.length, at);
      const lines = (rest + buffer.toString()).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(show);
    } finally {
      closeSync(log);
    }
  };
  const timer = setInterval(look, READ_EVERY);
  return () => clearInterval(timer);
}

function sizeOf(file: string): number {
  try {
    const log = openSync(file, 'r');
    try {
      return fstatSync(log).size;
    } finally {
      closeSync(log);
    }
  } catch {
    return 0;
  }
}
