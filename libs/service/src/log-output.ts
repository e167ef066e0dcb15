import { write, writeSync } from 'node:fs';

/** Lines are written together, for speed, but none is kept back longer than this. */
const FLUSH_MS = 1_000;
const TOGETHER = 4_096;
/** While nothing can be written, lines wait up to this many characters; later ones are dropped. */
const MOST_WAITING = 8 << 20;
/** A flush is not waited for longer, whoever reads us or does not. */
const FLUSH_WITHIN_MS = 2_000;
/** How long a reader who does not keep up is waited for at the very end, in tenths of a second. */
const LAST_ATTEMPTS = 20;

export interface LostLines {
  failedWrites: number;
  droppedLines: number;
}

/** All of this process: one, except in tests. */
const outputs: LogOutput[] = [];

/**
 * Where a service's log lines go. An output that cannot be written – its reader gone, its disk full – stops nobody: the lines wait, up to
 * a limit, for the next attempt, and the process ends without them.
 *
 * (pino's own destination throws when a disk is full, and at the end of a process tries for ever.)
 */
export class LogOutput {
  private lines: string[] = [];
  private length = 0;
  private batch: Buffer | undefined;
  private writing = false;
  /** A reader that left does not come back. */
  private unread = false;
  private lost: LostLines = { failedWrites: 0, droppedLines: 0 };
  private flushed: (() => void)[] = [];
  private next: NodeJS.Timeout | undefined;

  /** @param recovered hears what was lost, once writing works again */
  constructor(
    private readonly fd: number,
    private readonly recovered: (lost: LostLines) => void,
  ) {
    if (outputs.push(this) === 1) process.once('exit', () => outputs.forEach((output) => output.writeAtExit()));
  }

  write(line: string): void {
    if (this.unread) return;
    if (this.length > MOST_WAITING) {
      this.lost.droppedLines++;
      return;
    }
    this.lines.push(line);
    this.length += line.length;
    this.passSoon();
    // After a failure the next attempt is the timer's: a log line must not become a system call each.
    if (this.length >= TOGETHER && this.lost.failedWrites === 0) this.pass();
  }

  /** Calls back when all is written, or cannot be. */
  flush(done: () => void = () => undefined): void {
    let timer: NodeJS.Timeout | undefined;
    const once = (): void => {
      clearTimeout(timer);
      done();
    };
    timer = setTimeout(() => {
      this.flushed = this.flushed.filter((each) => each !== once);
      once();
    }, FLUSH_WITHIN_MS);
    this.flushed.push(once);
    this.pass();
  }

  /** Who writes nothing needs no timer. */
  private passSoon(): void {
    this.next ??= setTimeout(() => {
      this.next = undefined;
      this.pass();
    }, FLUSH_MS).unref();
  }

  private pass(): void {
    if (this.writing) return;
    this.batch ??= this.takeLines();
    if (!this.batch) return this.settle();
    this.writing = true;
    write(this.fd, this.batch, (error, count) => {
      this.writing = false;
      if (error) {
        this.lost.failedWrites++;
        if (error.code === 'EPIPE') this.leaveUnread();
        else this.passSoon();
        return this.settle();
      }
      this.batch = count < this.batch!.length ? this.batch!.subarray(count) : undefined;
      if (this.lost.failedWrites > 0) {
        const { lost } = this;
        this.lost = { failedWrites: 0, droppedLines: 0 };
        this.recovered(lost);
      }
      if (this.batch || this.length >= TOGETHER || this.flushed.length > 0) this.pass();
      else if (this.length > 0) this.passSoon();
    });
  }

  private leaveUnread(): void {
    this.unread = true;
    this.batch = undefined;
    this.takeLines();
  }

  private takeLines(): Buffer | undefined {
    if (this.length === 0) return undefined;
    const batch = Buffer.from(this.lines.join(''));
    this.lines = [];
    this.length = 0;
    return batch;
  }

  private settle(): void {
    const waiting = this.flushed;
    this.flushed = [];
    for (const done of waiting) done();
  }

  /** What is being written at this moment is left to the system; the rest is written while the process still stands. */
  writeAtExit(): void {
    const parts = [this.writing ? undefined : this.batch, this.takeLines()].filter((part) => part !== undefined);
    let rest = Buffer.concat(parts);
    for (let attempt = 0; rest.length > 0 && attempt < LAST_ATTEMPTS; ) {
      try {
        rest = rest.subarray(writeSync(this.fd, rest));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
        attempt++;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      }
    }
  }
}
