import { getHeapStatistics } from 'node:v8';
import { type Quiet, Recurring } from '#kernel';
import type { Log } from './log';

const LOOK_MS = 20_000;
/** More than this since the last time is worth it (bytes). */
const WORTHWHILE = 32 * 1024 * 1024;

/**
 * Gives memory back while nothing comes, the first time after the start and then whenever much came since the last: V8 keeps what it has for objects that live for a
 * moment, dead ones in it, for as long as next to nothing is made. Takes a fifth of a second, and seconds on a machine that is busy with others, so it is done seldom and never
 * while there is anything to do. Without `--expose-gc` nothing is given back.
 */
export const giveMemoryBack = (quiet: Pick<Quiet, 'isNow'>, log: Log): Recurring => {
  let needed: number | undefined;
  return new Recurring({ work: 'giving back memory', everyMs: LOOK_MS, log }, () => {
    const has = getHeapStatistics().total_heap_size;
    if (needed !== undefined) needed = Math.min(needed, has);
    if (!globalThis.gc || !quiet.isNow || (needed !== undefined && has - needed <= WORTHWHILE)) return;
    globalThis.gc({ type: 'major', flavor: 'last-resort' });
    needed = getHeapStatistics().total_heap_size;
  }).start();
};
