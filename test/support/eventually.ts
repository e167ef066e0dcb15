import { setTimeout as pause } from 'node:timers/promises';

/** The first looks come soon after each other; whoever waits long looks less often, so that looking does not keep busy what it waits for. In milliseconds. */
const SOONEST = 25;
const LATEST = 100;
/** Share of the time waited so far until the next look. */
const PATIENCE = 0.1;

/**
 * Repeats a check until it passes: until it neither throws nor answers `false`, and gives back what it answered.
 * When the time (milliseconds) is over, the last failure is the test's failure.
 *
 * @param every where a test needs to look at a steady pace
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { within = 60_000, every }: { within?: number; every?: number } = {},
): Promise<Exclude<T, false>> {
  const began = Date.now();
  for (;;) {
    let failure: unknown;
    try {
      const answer = await check();
      if (answer !== false) return answer as Exclude<T, false>;
      failure = new Error(`It did not come true within ${within} ms: ${check.toString().slice(0, 200)}`);
    } catch (error) {
      failure = error;
    }
    const waited = Date.now() - began;
    if (waited > within) throw failure;
    await pause(every ?? Math.min(LATEST, Math.max(SOONEST, waited * PATIENCE)));
  }
}
