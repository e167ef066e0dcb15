const ROUNDS = 40;
/** What the rounds take on an ordinary core that has nothing else to do (milliseconds). */
const ORDINARY_MS = 15;
/** A machine slower than this is not one to bound anything on. */
const SLOWEST = 10;

let measured: number | undefined;

/**
 * How many times slower than an ordinary core this machine is; never below 1. What a test bounds in time it bounds in work, or it would test the
 * machine. Measured once, and briefly: the process that asks does nothing else meanwhile.
 */
export const slowness = (): number => (measured ??= Math.min(SLOWEST, Math.max(1, work() / ORDINARY_MS)));

/** Reading and writing of text and objects, which is what services do. */
const work = (): number => {
  const began = performance.now();
  let text = JSON.stringify(
    Array.from({ length: 1_000 }, (_, n) => ({ bill: `MAEU${n}`, pieces: n, consignees: [`B${n}`, `C${n}`] })),
  );
  for (let round = 0; round < ROUNDS; round += 1) text = JSON.stringify(JSON.parse(text));
  return performance.now() - began;
};

/** Milliseconds of processor that this process has used: what work takes, however many others have the processors meanwhile. */
export const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
