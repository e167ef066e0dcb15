import { appendFileSync, copyFileSync, mkdirSync, statSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';

/** A log and its predecessor, `NAME.before`, each hold at most about this many bytes. */
export const LOG_LIMIT = 20 << 20;
const LOOK_MS = 1_000;

/**
 * Sets a grown log aside while its writers go on: all of them append, so that they begin anew in the emptied file. What is written in
 * the moment between copying and emptying is lost.
 */
export function turnLog(file: string, limit = LOG_LIMIT): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) <= limit) return;
  try {
    copyFileSync(file, `${file}.before`);
  } catch {
    // No room for both: the newer one is worth more, and emptying makes room.
  }
  truncateSync(file);
}

/** Keeps an eye on logs that others write. */
export class LogKeeper {
  private timer: NodeJS.Timeout | undefined;
  private readonly files = new Set<string>();

  constructor(private readonly limit = LOG_LIMIT) {}

  keep(...files: string[]): void {
    for (const file of files) this.files.add(file);
    this.timer ??= setInterval(() => this.look(), LOOK_MS).unref();
    this.look();
  }

  look(): void {
    for (const file of this.files) {
      try {
        turnLog(file, this.limit);
      } catch {
        // It is tried again in a second.
      }
    }
  }

  end(): void {
    clearInterval(this.timer);
  }
}

/** Adds to a log of our own. @throws when it cannot be written */
export function appendLog(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  turnLog(file);
  appendFileSync(file, text);
}
