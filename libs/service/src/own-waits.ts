import { AsyncLocalStorage } from 'node:async_hooks';
import { Problem } from './problem';

/** So long a request waits for us, all its waits together (milliseconds): with the looking and the telling, whoever asked is told within ten seconds. */
const LONGEST_MS = 9_500;

const requests = new AsyncLocalStorage<{ waitedMs: number }>();

/** Counts what a request waits for in the course of `work` and of all that it begins. What its sender takes to send it does not count. */
export const countWaits = <T>(work: () => T): T => requests.run({ waitedMs: 0 }, work);

/** How long the request at hand may still be kept waiting (milliseconds). */
export const waitLeftMs = (): number => Math.max(0, LONGEST_MS - (requests.getStore()?.waitedMs ?? 0));

/**
 * Waits as one of the waits of the request at hand; where there is none, as long as it takes.
 *
 * @throws Problem `unavailable` with this detail when the request has waited long enough; what was begun goes on
 */
export const ownWait = async <T>(begun: Promise<T>, detail: string): Promise<T> => {
  const request = requests.getStore();
  if (!request) return begun;
  const since = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('unavailable', detail, [], 5)), waitLeftMs()).unref();
  });
  try {
    return await Promise.race([begun, late]);
  } finally {
    clearTimeout(timer);
    request.waitedMs += performance.now() - since;
  }
};
