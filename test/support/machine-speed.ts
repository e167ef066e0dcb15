/** What this loop takes on an ordinary core that has nothing else to do (milliseconds). */
const ORDINARY_MS = 60;

/**
 * How many times slower than an ordinary core this machine is at this moment; never below 1. What a test bounds in time it bounds in
 * work, or it would test the machine.
 */
export const slowness = (): number => {
  const began = performance.now();
  let x = 1;
  for (let i = 0; i < 50_000_000; i += 1) x = (Math.imul(x, 31) + i) | 0;
  return Math.max(1, (performance.now() - began + (x === 0 ? 1 : 0)) / ORDINARY_MS);
};
