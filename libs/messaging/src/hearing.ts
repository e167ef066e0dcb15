import type { DataSource } from 'typeorm';
import { type Quiet, Recurring } from '#kernel';
import { isDatabaseUnavailable } from '#persistence';
import type { Broker } from './broker';
import type { MessagingLog } from './log';
import { type Gaps, type Positions, readHeard, roadName } from './road';
import type { Seal } from './seal';
import type { Names } from './topology';
import type { Worker } from './worker';

const TELL_EVERY_MS = 2_000;
/** While it is quiet: what was said last still stands, and senders believe a word for eight seconds. */
const TELL_SELDOM_MS = 5_000;
/** While bulk is worked: senders keep no more of it under way than they hear of. */
const TELL_SOON_MS = 100;
/** Where a mark says that positions belong. */
export const POSITIONS = 'positions';

/**
 * Tells each sender how far this service has heard it, lane by lane: every two seconds, soon after bulk, and at once when something is missing. Who sends
 * compares that with what left. Read from the database each time, so that one that was put back says so.
 */
export class Hearing {
  private readonly telling: Recurring;
  private soon: NodeJS.Timeout | undefined;
  /** Roads on which something came too early, with the position that it did not follow on. */
  private readonly gaps = new Map<string, number | undefined>();

  constructor(
    private readonly source: DataSource,
    private readonly broker: Broker,
    private readonly service: string,
    /** All services that this one listens to. */
    private readonly senders: readonly string[],
    private readonly worker: Worker,
    private readonly names: Names,
    private readonly seal: Seal,
    log: MessagingLog,
    quiet?: Quiet,
  ) {
    this.telling = new Recurring(
      {
        work: 'telling senders how far they are heard',
        everyMs: TELL_EVERY_MS,
        quietMs: TELL_SELDOM_MS,
        quiet,
        isExpected: isDatabaseUnavailable,
        log,
      },
      () => this.tell(),
    );
  }

  start(): void {
    this.telling.start();
  }

  async stop(): Promise<void> {
    clearTimeout(this.soon);
    this.soon = undefined;
    await this.telling.stop();
  }

  /** Bulk was worked: its senders are told within a tenth of a second. */
  workedBulk(): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      this.telling.wake();
    }, TELL_SOON_MS);
  }

  missing(gaps: Gaps): void {
    for (const { sender, lane } of gaps) {
      const name = roadName(sender, lane);
      if (!this.gaps.has(name)) this.gaps.set(name, undefined);
    }
    this.telling.wake();
  }

  private async tell(): Promise<void> {
    // Before the positions: what is idle now and was heard by then is all that has come.
    const reading = this.worker.reading();
    if (!this.broker.connected || !this.source.isInitialized || reading.length === 0) return;
    const heard = new Map(
      (
        await readHeard(
          reading.map(({ lane }) => lane),
          this.source,
        )
      ).map((h) => [roadName(h.sender, h.lane), h]),
    );
    for (const sender of this.senders) {
      const lanes = reading.map(({ lane, idle }) => {
        const name = roadName(sender, lane);
        const { position, beat } = heard.get(name) ?? { position: 0, beat: 0 };
        return { lane, position, beat, gap: this.isGap(name, position), idle };
      });
      const content = Buffer.from(JSON.stringify({ from: this.service, lanes } satisfies Positions));
      this.broker.publishVolatile(
        this.names.positions,
        sender,
        content,
        this.seal.headers([POSITIONS], content, [sender]),
      );
    }
  }

  private isGap(name: string, position: number): boolean {
    if (!this.gaps.has(name)) return false;
    const at = this.gaps.get(name);
    if (at === undefined || at === position) {
      this.gaps.set(name, position);
      return true;
    }
    this.gaps.delete(name);
    return false;
  }
}
