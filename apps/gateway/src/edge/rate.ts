const SECONDS = 10;

/** How many a second, over the last ten full seconds of a clock that nobody sets. */
export class Rate {
  private readonly counts = new Array<number>(SECONDS + 1).fill(0);
  private second = 0;

  add(count: number, now = performance.now()): void {
    this.turnTo(now);
    this.counts[this.second % this.counts.length]! += count;
  }

  perSecond(now = performance.now()): number {
    this.turnTo(now);
    const current = this.counts[this.second % this.counts.length]!;
    return (this.counts.reduce((sum, n) => sum + n, 0) - current) / SECONDS;
  }

  private turnTo(now: number): void {
    const second = Math.floor(now / 1_000);
    if (second - this.second > this.counts.length) this.counts.fill(0);
    else for (let s = this.second + 1; s <= second; s += 1) this.counts[s % this.counts.length] = 0;
    this.second = Math.max(this.second, second);
  }
}
