import type { DowntimeScope } from '#contracts';

/** What somebody wants to be told of; an empty list means all of the kind. */
export interface Wishes {
  readonly modules: readonly string[];
  readonly modes: readonly string[];
  readonly ports: readonly string[];
  /** Whether drills are wanted too. */
  readonly drills: boolean;
}

const meets = (wanted: readonly string[], hit: readonly string[]): boolean =>
  wanted.length === 0 || hit.length === 0 || hit.some((one) => wanted.includes(one));

/** Whether a notice about `scope` is for somebody with these wishes: it is when it may concern any of what is wished for. */
export const isWanted = ({ modules, modes, ports, drills }: Wishes, scope: DowntimeScope, drill: boolean): boolean =>
  (drills || !drill) && meets(modules, scope.modules) && meets(modes, scope.modes) && meets(ports, scope.ports);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Waits after the first, second, … failed attempt; after the last of them the delivery has failed. */
export const RETRY_DELAYS_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
];

/** What one attempt came to. */
export type Outcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'again'; readonly inMs: number }
  | { readonly kind: 'failed' }
  /** The receiver wants nothing any more: the subscription ends. */
  | { readonly kind: 'unwanted' };

/** @param attempts made so far, this one included */
export const outcomeOf = (
  { status, error }: { readonly status: number | null; readonly error: string | null },
  attempts: number,
): Outcome => {
  if (error === null) return { kind: 'delivered' };
  if (status === 410) return { kind: 'unwanted' };
  const inMs = RETRY_DELAYS_MS[attempts - 1];
  return inMs === undefined ? { kind: 'failed' } : { kind: 'again', inMs };
};

/** Counts what is asked for in a period, by key, and forgets it afterwards. */
export class Allowance {
  private readonly asked = new Map<string, number[]>();

  constructor(
    private readonly most: number,
    private readonly periodMs: number,
  ) {}

  /** Whether one more is allowed; if so, it is counted. */
  take(key: string, now = performance.now()): boolean {
    if (this.asked.size > 10_000)
      for (const [known, times] of this.asked) if (times.at(-1)! <= now - this.periodMs) this.asked.delete(known);
    const recent = (this.asked.get(key) ?? []).filter((at) => at > now - this.periodMs);
    if (recent.length >= this.most) return false;
    this.asked.set(key, [...recent, now]);
    return true;
  }
}
