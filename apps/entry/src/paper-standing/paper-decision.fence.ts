import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Recurring } from '#kernel';
import type { UnitOfWork } from '#messaging';
import { RecurringWork } from '#service';
import { EntryConfig } from '../config/entry.config';
import { Standstill } from './standstill';

const BEAT_MS = 250;

/**
 * The work was done without knowing what was decided on paper meanwhile and is not kept. The code is PostgreSQL's own for "somebody
 * was first, begin again": the same messages are taken again as they are, and no attempt is counted against them.
 */
export class DecidedWithoutPaper extends Error {
  readonly code = '40001';

  constructor() {
    super('the port service must be asked first what was decided on paper');
  }
}

/**
 * Keeps this service from releasing anything before it knows what was decided on paper without it. Whoever may release goods waits
 * here, and loses the work that was begun before the fence was armed and is not committed yet.
 *
 * It is armed at the start, and whenever this process may have left a claim without an answer: the officer's desk then decides alone.
 */
@Injectable()
export class PaperDecisionFence implements OnApplicationBootstrap, OnModuleDestroy {
  /** How often it was armed. */
  round = 1;
  /** When it was armed again, by the monotonic clock (milliseconds); null since the start of the service. */
  armedAgainAt: number | null = null;
  private closed = true;
  private opening = deferred();
  private armed: () => void = () => undefined;
  private stopping = false;
  private readonly beat: Recurring;
  private watching = false;
  private readonly standstill = new Standstill();

  constructor(
    private readonly config: EntryConfig,
    work: RecurringWork,
  ) {
    this.beat = work.every(BEAT_MS, 'looking for standstills of this process', () => this.lookAtClock(), {
      when: this.port !== null,
      evenInQuiet: true,
    });
  }

  /** The port service's base address; null where there is none, and nobody to be asked. */
  get port(): string | null {
    return this.config.SERVICE_URLS['port']?.replace(/\/+$/, '') || null;
  }

  /** Whether nobody has to wait: for who comes again anyway. */
  get isOpen(): boolean {
    return !this.closed;
  }

  onApplicationBootstrap(): void {
    if (this.port === null) this.open(this.round);
    else this.watching = true;
    this.standstill.beat();
  }

  onModuleDestroy(): void {
    this.watching = false;
    void this.beat.stop();
    this.stopping = true;
    this.opening.resolve();
  }

  /**
   * Resolves when the decisions are known, or cannot be had in time. Before the unit of work is committed it is made sure that it is still so.
   *
   * @throws Error when the service stops before that
   */
  async passed(unit: UnitOfWork): Promise<void> {
    while (this.closed) {
      if (this.stopping) throw new Error('this service is stopping and does not know yet what was decided on paper');
      await this.opening.promise;
    }
    const { round } = this;
    unit.beforeCommit(() => {
      // A process that stood still handles what came meanwhile before its timers.
      this.lookAtClock();
      if (this.round !== round) throw new DecidedWithoutPaper();
    });
  }

  /** From here on nothing is released until the port service was asked again. */
  arm(): void {
    if (this.port === null) return;
    this.round += 1;
    this.armedAgainAt = performance.now();
    if (!this.closed) this.opening = deferred();
    this.closed = true;
    this.armed();
  }

  /** Lets everybody pass, unless it was armed after that round; answers whether it did. */
  open(round: number): boolean {
    if (this.round !== round) return false;
    this.closed = false;
    this.opening.resolve();
    return true;
  }

  /** Called whenever it was armed. */
  onArmed(armed: () => void): void {
    this.armed = armed;
  }

  private lookAtClock(): void {
    if (this.watching && this.standstill.beat()) this.arm();
  }
}

interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function deferred(): Deferred {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
