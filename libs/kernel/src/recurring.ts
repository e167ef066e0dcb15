import { AsyncLocalStorage } from 'node:async_hooks';
import type { Quiet } from './quiet';

/** Work that is so much later than it should be stands still, and the process says so. */
export const LATE_AFTER_MS = 60_000;
/** After a failure the work is tried again so soon, or at its next turn if that is sooner. */
const AGAIN_MS = 5_000;

/** By what share of it a rest is longer or shorter than another. */
const SPREAD = 0.2;

/** The same fault again and again is told so seldom. */
const TELL_AGAIN_MS = 60_000;

/** One turn of recurring work, as seen from inside. */
export interface Turn {
  /** Aborts when the work is to stop: a turn that waits for something gives it up then, one that goes through a list ends after the item in hand. */
  readonly signal: AbortSignal;
  /** For a turn that goes through much in small steps: this step is done, so the turn does not stand still. */
  progress(): void;
}

/** Answers `true` when there is more to do at once. */
export type Work = (turn: Turn) => unknown;

export interface RecurringLog {
  debug?(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface RecurringOptions {
  /** Names the work in the log and among what is late: what it does, in words an operator knows. */
  readonly work: string;
  /** From the end of one turn to the beginning of the next (milliseconds). */
  readonly everyMs: number;
  /**
   * The same while it is quiet (milliseconds): for what looks for what follows on something that comes or is written, or on the time of the day. As soon as it is quiet
   * no more, the next turn is no further away than `everyMs`.
   */
  readonly quietMs?: number;
  readonly quiet?: Pick<Quiet, 'isNow' | 'onEnd'> | undefined;
  /** Asked after each turn: false where something is out of order, and its next look must come as ever. */
  readonly mayRest?: () => boolean;
  readonly log: RecurringLog;
  /** Faults that are no news, such as a database that is away; anything may have been thrown. The others are logged, the same one once a minute. */
  readonly isExpected?: (error: unknown) => boolean;
  /** After a failure; never longer than `everyMs`. */
  readonly againMs?: number;
  readonly lateAfterMs?: number;
}

export interface LateWork {
  readonly work: string;
  /** Since its turn was due, or since the turn that does not end began or made progress. */
  readonly seconds: number;
}

const running = new Set<Recurring>();

/** All recurring work of this process that stands still now. */
export const lateWork = (): LateWork[] => [...running].flatMap((recurring) => recurring.late ?? []);

/**
 * Work that is done again and again for as long as the process runs. Nothing that is thrown ends it, and it is never done twice at once. Waits are
 * counted by the process's own timers: setting the clock stops nothing. A turn that does not end is not begun a second time, but known as late.
 */
export class Recurring {
  private timer: NodeJS.Timeout | undefined;
  private turning: Promise<void> | undefined;
  private stopping = new AbortController();
  private started = false;
  private woken = false;
  private told: { readonly what: string; readonly at: number } | null = null;
  /** When the next turn should begin, or the one in hand began or last made progress; monotonic. */
  private due = 0;
  private hearNoMore: (() => void) | undefined;
  private inOwnContext: <R>(work: () => R) => R = (work) => work();

  constructor(
    private readonly options: RecurringOptions,
    private readonly work: Work,
  ) {}

  /** @param firstAfterMs until the first turn; `everyMs` when it is not given */
  start(firstAfterMs: number = this.options.everyMs): this {
    if (this.started) return this;
    this.started = true;
    this.stopping = new AbortController();
    this.inOwnContext = AsyncLocalStorage.snapshot();
    running.add(this);
    this.hearNoMore = this.options.quietMs === undefined ? undefined : this.options.quiet?.onEnd(() => this.hurry());
    this.schedule(firstAfterMs);
    return this;
  }

  /** There may be something to do: the next turn begins at once, or right after the one in hand. */
  wake(): void {
    if (!this.started) return;
    this.woken = true;
    if (!this.turning) this.schedule(0);
  }

  /** Begins no turn any more; resolves when the one in hand is over. */
  async stop(): Promise<void> {
    this.started = false;
    running.delete(this);
    this.hearNoMore?.();
    clearTimeout(this.timer);
    this.stopping.abort();
    await this.turning;
  }

  get late(): LateWork | null {
    const ms = performance.now() - this.due;
    return this.started && ms > (this.options.lateAfterMs ?? LATE_AFTER_MS)
      ? { work: this.options.work, seconds: Math.floor(ms / 1_000) }
      : null;
  }

  private hurry(): void {
    const { everyMs } = this.options;
    if (!this.turning && this.due - performance.now() > everyMs) this.schedule(everyMs);
  }

  private get waitMs(): number {
    const { everyMs, quietMs = everyMs, quiet, mayRest = () => true } = this.options;
    if (!quiet?.isNow || !mayRest()) return everyMs;
    // All of a process that rest would otherwise come at once, each on a connection of its own.
    return Math.max(everyMs, quietMs * (1 - SPREAD / 2 + SPREAD * Math.random()));
  }

  private schedule(ms: number): void {
    if (!this.started) return;
    clearTimeout(this.timer);
    this.due = performance.now() + ms;
    // Whoever woke it has no part in what it does: what he is logged with is not its own.
    this.timer = this.inOwnContext(() => setTimeout(() => this.turn(), ms)).unref();
  }

  private turn(): void {
    this.due = performance.now();
    this.woken = false;
    this.turning = this.once().then((waitMs) => {
      this.turning = undefined;
      this.schedule(this.woken ? 0 : waitMs);
    });
  }

  /** Answers how long to wait for the next turn. Never rejects. */
  private async once(): Promise<number> {
    const { everyMs, againMs } = this.options;
    try {
      const more = await this.work({ signal: this.stopping.signal, progress: () => (this.due = performance.now()) });
      this.told = null;
      return more === true ? 0 : this.waitMs;
    } catch (error) {
      this.tell(error);
      return Math.min(againMs ?? AGAIN_MS, everyMs);
    }
  }

  private tell(error: unknown): void {
    try {
      const { work, log, isExpected } = this.options;
      if (this.stopping.signal.aborted && (error as Error | null)?.name === 'AbortError') return;
      if (isExpected?.(error)) return log.debug?.({ work }, 'recurring work waits');
      const err = error instanceof Error ? error : new Error(`thrown: ${String(error)}`);
      const now = performance.now();
      if (this.told?.what === err.message && now - this.told.at < TELL_AGAIN_MS) return;
      this.told = { what: err.message, at: now };
      log.error({ work, err }, 'recurring work failed, will be tried again');
    } catch {
      // A log that cannot be written, or a fault that cannot be read, is no reason to stop.
    }
  }
}
