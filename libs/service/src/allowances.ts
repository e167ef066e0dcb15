/** As many callers are remembered at one moment; who was not seen for longest is forgotten first. */
const REMEMBERED = 50_000;

/** How an allowance stands for a caller. */
export interface Share {
  /** As many as there are at most, which is what comes in the window. */
  readonly quota: number;
  readonly windowSeconds: number;
  /** As many as may be taken now. */
  readonly left: number;
  /** Until nothing of the quota is missing. */
  readonly fullInSeconds: number;
}

/**
 * So many a second for each caller, and as many at once as a burst may have. In the memory of one process: with several replicas a
 * caller has up to as many times as much.
 */
export class Allowances {
  private readonly callers = new Map<string, { left: number; at: number }>();

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
  ) {}

  /**
   * Takes one where there is one.
   *
   * @param now milliseconds of the process' steady clock
   * @returns 0, or in how many seconds there will be one; then nothing was taken
   */
  take(caller: string, now = performance.now()): number {
    const wait = this.wait(caller, now);
    if (wait > 0) return wait;
    const left = this.left(caller, now) - 1;
    this.callers.delete(caller);
    this.callers.set(caller, { left, at: now });
    if (this.callers.size > REMEMBERED) this.callers.delete(this.callers.keys().next().value!);
    return 0;
  }

  /** As `take`, and takes nothing. */
  wait(caller: string, now = performance.now()): number {
    const left = this.left(caller, now);
    return left >= 1 ? 0 : Math.max(1, Math.ceil((1 - left) / this.perSecond));
  }

  shareOf(caller: string, now = performance.now()): Share {
    const left = this.left(caller, now);
    return {
      quota: this.burst,
      windowSeconds: Math.ceil(this.burst / this.perSecond),
      left: Math.floor(left),
      fullInSeconds: Math.ceil((this.burst - left) / this.perSecond),
    };
  }

  private left(caller: string, now: number): number {
    const known = this.callers.get(caller);
    return known ? Math.min(this.burst, known.left + ((now - known.at) * this.perSecond) / 1_000) : this.burst;
  }
}

/** What callers hold at one moment: connections, streams, bytes; so much for each of them. */
export class Holdings {
  private readonly held = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** Whether there is room for it; if so, it is held until it is given back. Who holds nothing always has room. */
  take(caller: string, amount = 1): boolean {
    const held = this.held.get(caller) ?? 0;
    if (held > 0 && held + amount > this.most) return false;
    this.held.set(caller, held + amount);
    return true;
  }

  give(caller: string, amount = 1): void {
    const left = (this.held.get(caller) ?? 0) - amount;
    if (left > 0) this.held.set(caller, left);
    else this.held.delete(caller);
  }
}

/** Who asks, as far as a network address tells: of IPv6 the first 64 bits, all of which one household or host has. */
export const networkOf = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':') || plain.includes('.')) return plain;
  const [head = [], tail = []] = plain
    .split('%')[0]!
    .split('::')
    .map((half) => half.split(':').filter(Boolean));
  const groups = [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail];
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
};
