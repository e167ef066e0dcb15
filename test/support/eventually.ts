import { setTimeout as pause } from 'node:timers/promises';

/**
 * Repeats a check until it passes: until it neither throws nor answers `false`, and gives back what it answered.
 * When the time (milliseconds) is over, the last failure is the test's failure.
 */
export async function eventually<T>(check: () => T | Promise<T>, { within = 30_000, every = 25 } = {}): Promise<Exclude<T, false>> {
  const deadline = Date.now() + within;
  for (;;) {
    let failure: unknown;
    try {
      const answer = await check();
      if (answer !== false) return answer as Exclude<T, false>;
      failure = new Error(`It did not come true within ${within} ms: ${check.toString().slice(0, 200)}`);
    } catch (error) {
      failure = error;
    }
    if (Date.now() > deadline) throw failure;
    await pause(every);
  }
}
