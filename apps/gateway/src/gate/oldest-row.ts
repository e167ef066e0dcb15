const REMEMBERED_MS = 60_000;
/** Two looks that are farther apart say nothing of the time between them. */
const GAP_MS = 5_000;

/**
 * How long the oldest row of an outbox has been there, as it was watched: by the order of the rows and a clock that nobody sets, not by the
 * times in them. Bounded: what is older than a minute is as old as a minute.
 */
export class OldestRow {
  private looks: { readonly at: number; readonly newest: bigint }[] = [];
  private oldest: bigint | null = null;
  private since = 0;

  /** @param at milliseconds of a clock that is never set */
  note(oldest: string | null, newest: string | null, at: number): void {
    const last = this.looks.at(-1);
    if (last && at - last.at > GAP_MS) this.looks = [];
    this.oldest = oldest === null ? null : BigInt(oldest);
    this.looks = [
      ...this.looks.filter((look) => at - look.at <= REMEMBERED_MS),
      { at, newest: BigInt(newest ?? last?.newest ?? 0) },
    ];
    // It was there at the first look at which as new a row was.
    this.since = this.looks.find((look) => this.oldest !== null && look.newest >= this.oldest)?.at ?? at;
  }

  ageMs(now: number): number {
    return this.oldest === null ? 0 : Math.max(0, now - this.since);
  }
}
