import { setTimeout as pause } from 'node:timers/promises';

const ANSWERED_WITHIN_MS = 30_000;
/** So long a service that says "not now" is asked again, as it says. */
const PATIENCE_MS = 20_000;
const LATEST_MS = 5_000;

/**
 * Asks a service as whoever reads its answers would: where it says 503 or 429 nothing was done, and it is asked again after the seconds of `Retry-After`, for twenty seconds.
 * On a machine that has much else to do that comes to pass while the demo is put on file.
 *
 * @param patience milliseconds
 * @returns the answer, the last one where it stays so
 * @throws whatever `fetch` throws, of a service that cannot be reached or does not answer within thirty seconds
 */
export const askPatiently = async (url: string, order: RequestInit = {}, patience = PATIENCE_MS): Promise<Response> => {
  for (const deadline = performance.now() + patience; ; ) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWERED_WITHIN_MS), ...order });
    if ((answer.status !== 503 && answer.status !== 429) || performance.now() > deadline) return answer;
    await answer.arrayBuffer();
    await pause(Math.min(Number(answer.headers.get('retry-after') ?? 1) * 1_000 || 1_000, LATEST_MS));
  }
};
