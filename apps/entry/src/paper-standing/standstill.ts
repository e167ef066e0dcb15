/** Shorter than the officer's desk waits for the answer to a claim (1.5 s). */
const LIMIT_MS = 1_000;

const CLOCKS = [() => Date.now(), () => performance.now()] as const;

/**
 * Notices that this process did nothing for a while: it was stopped, its machine was frozen, or something kept it from its timers.
 * Two clocks, because the monotonic one of a suspended machine stands still as well and the other may be set back.
 */
export class Standstill {
  private last: readonly number[];

  /** @param clocks each in milliseconds */
  constructor(private readonly clocks: readonly (() => number)[] = CLOCKS) {
    this.last = clocks.map((clock) => clock());
  }

  /** To be called many times a second: whether more than a second has gone by since the last call. */
  beat(): boolean {
    const now = this.clocks.map((clock) => clock());
    const stood = now.some((at, index) => at - this.last[index]! > LIMIT_MS);
    this.last = now;
    return stood;
  }
}
