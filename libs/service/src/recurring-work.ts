import { Inject, Injectable, OnApplicationBootstrap, OnApplicationShutdown, OnModuleDestroy } from '@nestjs/common';
import { type Quiet, Recurring, type RecurringOptions, type Work } from '#kernel';
import { MessagingRuntime } from '#messaging';
import { isDatabaseUnavailable } from '#persistence';
import { LOG, type Log } from './log';

/** The replica that owns this lane does what one replica does for all. */
const LEADING_LANE = 0;

/** While it is quiet what recurs does so at a fifth of its pace, but not slower than this because of it (milliseconds). */
const QUIET_AT_MOST_MS = 10_000;
const quietMsOf = (everyMs: number): number => Math.min(everyMs * 5, QUIET_AT_MOST_MS);

export interface RecurringWorkOptions
  extends Partial<Pick<RecurringOptions, 'isExpected' | 'againMs' | 'lateAfterMs' | 'quietMs' | 'mayRest'>> {
  /** From the start of the service to the first turn (milliseconds); as long as between turns when it is not given. */
  readonly firstAfterMs?: number;
  /** Every replica does it when this is not given. One does it for all: that which leads now, asked at the beginning of each turn. */
  readonly by?: 'one replica';
  /**
   * It ends as soon as the service is told to stop when this is not given. What the last requests are still answered from goes on until
   * they were.
   */
  readonly until?: 'the last request';
  /** Goes on at its pace also while nothing comes into the service and nothing is written by it: for what watches others, or the process itself. */
  readonly evenInQuiet?: true;
  /** False where this service is not set up for it: then it never starts. */
  readonly when?: boolean;
}

const inTurn =
  (quiet: Pick<Quiet, 'turn'>, work: Work): Work =>
  async (one) => {
    const over = await quiet.turn();
    try {
      // It may have been told to stop while it stood in line.
      return one.signal.aborted ? undefined : await work(one);
    } finally {
      over();
    }
  };

/** The home of all that a service does again and again: it starts with the service and ends with it. */
@Injectable()
export class RecurringWork implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  private readonly starts: (() => void)[] = [];
  private readonly untilStop: Recurring[] = [];
  private readonly untilLastRequest: Recurring[] = [];

  constructor(
    @Inject(LOG) private readonly log: Log,
    @Inject(MessagingRuntime)
    private readonly messaging: Pick<MessagingRuntime, 'ownsLane'> & Partial<Pick<MessagingRuntime, 'quiet'>>,
  ) {}

  /**
   * To be called while the service is put together, in a constructor.
   *
   * @param everyMs from the end of one turn to the beginning of the next (milliseconds)
   * @param work what it does, in words an operator knows
   * @param turn answers `true` when there is more to do at once; a database that is away is no news, unless `isExpected` says otherwise
   * @returns to be woken, or to be stopped before something else of its owner ends
   */
  every(everyMs: number, work: string, turn: Work, options: RecurringWorkOptions = {}): Recurring {
    const { firstAfterMs, by, until, evenInQuiet, when = true, ...others } = options;
    const { quiet } = this.messaging;
    const led: Work = (one) => (this.messaging.ownsLane(LEADING_LANE) ? turn(one) : undefined);
    const own = by === 'one replica' ? led : turn;
    const recurring = new Recurring(
      {
        isExpected: isDatabaseUnavailable,
        ...(!evenInQuiet && { quietMs: quietMsOf(everyMs), quiet }),
        ...others,
        work,
        everyMs,
        log: this.log,
      },
      quiet && !evenInQuiet ? inTurn(quiet, own) : own,
    );
    if (when) this.starts.push(() => recurring.start(firstAfterMs));
    (until === 'the last request' ? this.untilLastRequest : this.untilStop).push(recurring);
    return recurring;
  }

  /** Whether nothing comes into this service and nothing is written by it, and it has no other replica. */
  get isQuiet(): boolean {
    return this.messaging.quiet?.isNow ?? false;
  }

  onApplicationBootstrap(): void {
    for (const start of this.starts) start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.untilStop.map((recurring) => recurring.stop()));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.untilLastRequest.map((recurring) => recurring.stop()));
  }
}
