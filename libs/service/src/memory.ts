import { getHeapStatistics } from 'node:v8';
import { type Quiet, Recurring } from '#kernel';
import type { Log } from './log';

const LOOK_MS = 20_000;
/** Less than this is not worth the time (bytes). */
const WORTHWHILE = 32 * 1024 * 1024;

/**
 * Gives memory back that the process has and does not use, while nothing comes: after a start, or after much work, V8 keeps half of what it has for objects that live for a
 * moment, for as long as next to nothing is made. Takes a fifth of a second, so never while there is anything to do. Without `--expose-gc` nothing is given back.
 */
export const giveMemoryBack = (quiet: Pick<Quiet, 'isNow'>, log: Log): Recurring =>
  new Recurring({ work: 'giving back memory', everyMs: LOOK_MS, log }, () => {
    const { total_heap_size: has, used_heap_size: uses } = getHeapStatistics();
    if (globalThis.gc && quiet.isNow && has - uses > WORTHWHILE)
      globalThis.gc({ type: 'major', flavor: 'last-resort' });
  }).start();
