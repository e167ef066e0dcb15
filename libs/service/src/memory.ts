import { getHeapStatistics } from 'node:v8';
import { type Quiet, Recurring } from '#kernel';
import type { Log } from './log';

const LOOK_MS = 20_000;
/** Less than this is not worth the time (bytes). */
const WORTHWHILE = 8 * 1024 * 1024;

/**
 * Gives memory back that came since the last time, while nothing comes: after a start, or after much work, V8 keeps what it has for objects that live for a
 * moment, dead ones in it, for as long as next to nothing is made. Takes a fifth of a second, so never while there is anything to do. Without `--expose-gc` nothing is given back.
 */
export const giveMemoryBack = (quiet: Pick<Quiet, 'isNow'>, log: Log): Recurring => {
  let needed = 0;
  return new Recurring({ work: 'giving back memory', everyMs: LOOK_MS, log }, () => {
    const has = getHeapStatistics().total_heap_size;
    needed = Math.min(needed, has);
    if (!globalThis.gc || !quiet.isNow || has - needed <= WORTHWHILE) return;
    globalThis.gc({ type: 'major', flavor: 'last-resort' });
    needed = getHeapStatistics().total_heap_size;
  }).start();
};
