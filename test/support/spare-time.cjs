const os = require('node:os');
const { setTimeout: pause } = require('node:timers/promises');

/** Milliseconds over which the processors are watched: what begins needs some of them to be at work. */
const WATCHED_MS = 4_000;
/** Share of the processors' time that must have been idle. */
const SPARE = 0.25;
/** Bytes of memory that must be free: a worker has half of it, its PostgreSQL and what a test starts the rest. */
const ROOM = 2 * 1024 ** 3;

const times = () => {
  const all = os.cpus().map((cpu) => cpu.times);
  const idle = all.reduce((sum, one) => sum + one.idle, 0);
  return {
    idle,
    total: all.reduce((sum, { user, nice, sys, irq, idle: own }) => sum + user + nice + sys + irq + own, 0),
  };
};

/** Share of the processors' time that nobody used between two looks; what waits for a disk is no use of them. */
const idleShare = (before, after) => {
  const total = after.total - before.total;
  return total > 0 ? (after.idle - before.idle) / total : 0;
};

/**
 * Begins one after the other as long as the processors have time to spare, and never more than `most` says at once: tests that wait for something leave them idle, and one
 * more may run meanwhile. Where others use the processors too, or this process may use only some of them, or memory is short, nothing is begun.
 *
 * @param {() => (Promise<unknown> | undefined)} begin undefined where nothing is left to begin
 * @param {{ most: () => number, over: AbortSignal, watch?: (over: AbortSignal) => Promise<number> }} options when nothing more is begun; what was idle since it was asked
 */
module.exports = async function inSpareTime(begin, { most, over, watch = watched }) {
  const running = new Set();
  while (!over.aborted) {
    const idle = await watch(over);
    if (over.aborted || idle < SPARE || running.size >= most()) continue;
    const begun = begin();
    if (!begun) break;
    const run = begun.finally(() => running.delete(run));
    running.add(run);
  }
  await Promise.all(running);
};

async function watched(over) {
  const before = times();
  await pause(WATCHED_MS, undefined, { ref: false, signal: over }).catch(() => undefined);
  const isOurs = os.availableParallelism() >= os.cpus().length && process.availableMemory() >= ROOM;
  return isOurs ? idleShare(before, times()) : 0;
}
