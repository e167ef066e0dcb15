const AGAIN_SECONDS = 10;
const MOST_WAIT_SECONDS = 3_600;
const MOST_REFUSALS = 12;
const TRIED_DAYS = 14;
const DAY_MS = 86_400_000;

/** After this many tries, some five minutes, it is said in the log that an e-mail waits. */
export const TOLD_AFTER_TRIES = 6;

/** From a try that fails to the next one (milliseconds), twice as long each time, up to an hour. @param tries before this one */
export const waitAfter = (tries: number): number => Math.min(AGAIN_SECONDS * 2 ** tries, MOST_WAIT_SECONDS) * 1_000;

/**
 * Whether the mail server refused the e-mail itself: 5xx, but 530 to 539, which refuse whoever sends (RFC 4954 section 6). A server that is away, or takes none
 * at this moment, refused nothing.
 */
export const isRefusal = (status: number | null): boolean =>
  status !== null && status >= 500 && !(status >= 530 && status <= 539);

/** Whether an e-mail is not tried again: refused twelve times, or two weeks after it could have been sent first. */
export const isGivenUp = (refusals: number, since: Date, now: Date): boolean =>
  refusals >= MOST_REFUSALS || now.getTime() - since.getTime() >= TRIED_DAYS * DAY_MS;
