/** Long enough for what follows on something to have had its usual turn (milliseconds). */
const QUIET_AFTER_MS = 3_000;

/** What stands in line behind something that does not end goes on after this all the same (milliseconds). */
const IN_LINE_AT_MOST_MS = 1_000;

/**
 * Whether a process has had nothing to do lately: no message came, nobody ordered anything, it wrote nothing, and no other process of its service lives that could
 * have. Then there is nothing new to find, and what is looked for again and again may be looked for seldom. It ends at the first sign of anything.
 */
export class Quiet {
  private at = performance.now();
  private shared = true;
  private inHand = 0;
  private readonly ends = new Set<() => void>();
  private readonly line = new Set<() => void>();
  private turns = 0;

  constructor(private readonly afterMs = QUIET_AFTER_MS) {}

  get isNow(): boolean {
    return !this.shared && this.inHand === 0 && performance.now() - this.at >= this.afterMs;
  }

  /** Something came, or was written. Called with every one, so it costs a look at the clock. */
  end(): void {
    const was = this.isNow;
    this.at = performance.now();
    if (was) for (const ended of this.ends) ended();
  }

  /** Something has begun that may write; answers what to call when it is over. */
  begin(): () => void {
    this.end();
    this.inHand += 1;
    return () => {
      this.inHand -= 1;
      this.end();
    };
  }

  /**
   * What looks for something begins: one after the other, when it comes while it is quiet. All at once would open a connection each, to use it once a minute. What stands
   * in line stays there when the one before writes something.
   *
   * @returns what to call when it is over
   */
  async turn(): Promise<() => void> {
    if (this.turns > 0 && this.isNow) await this.inLine();
    this.turns += 1;
    return () => {
      this.turns -= 1;
      for (const goOn of this.line) return goOn();
    };
  }

  private inLine(): Promise<void> {
    return new Promise((resolve) => {
      const goOn = (): void => {
        clearTimeout(timer);
        this.line.delete(goOn);
        resolve();
      };
      const timer = setTimeout(goOn, IN_LINE_AT_MOST_MS).unref();
      this.line.add(goOn);
    });
  }

  /** Whether other processes do the same work: what they write is not seen here, so it is never quiet. Before it is known, they may. */
  share(others: boolean): void {
    if (others === this.shared) return;
    if (others) this.end();
    this.shared = others;
  }

  /** Called at the first sign of anything after it was quiet; answers how to be called no more. */
  onEnd(ended: () => void): () => void {
    this.ends.add(ended);
    return () => void this.ends.delete(ended);
  }
}
