import type { DataSource } from 'typeorm';
import type { Broker } from './broker';
import type { MessagingLog } from './log';
import { type Gaps, type Positions, readHeard, roadName } from './road';
import { POSITIONS_EXCHANGE } from './topology';
import type { Worker } from './worker';

const TELL_EVERY_MS = 2_000;
const TELL_SOON_MS = 50;

/**
 * Tells each sender how far this service has heard it, lane by lane: every two seconds, and at once when something is missing. Who sends
 * compares that with what left. Read from the database each time, so that one that was put back says so.
 */
export class Hearing {
  private timer: NodeJS.Timeout | undefined;
  private telling: Promise<void> | undefined;
  private stopped = false;
  private readonly soon: Set<NodeJS.Timeout> = new Set();
  /** Roads on which something came too early, with the position that it did not follow on. */
  private readonly gaps = new Map<string, number | undefined>();

  constructor(
    private readonly source: DataSource,
    private readonly broker: Broker,
    private readonly service: string,
    /** All services that this one listens to. */
    private readonly senders: readonly string[],
    private readonly worker: Worker,
    private readonly log: MessagingLog,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.tell(), TELL_EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.timer);
    for (const each of this.soon) clearTimeout(each);
  }

  missing(gaps: Gaps): void {
    for (const { sender, lane } of gaps) {
      const name = roadName(sender, lane);
      if (!this.gaps.has(name)) this.gaps.set(name, undefined);
    }
    if (this.soon.size > 0 || this.stopped) return;
    const timer = setTimeout(() => {
      this.soon.delete(timer);
      void this.tell();
    }, TELL_SOON_MS);
    this.soon.add(timer);
  }

  private tell(): Promise<void> {
    return (this.telling ??= this.tellOnce()
      .catch((error: unknown) => this.log.warn({ reason: (error as Error)?.message ?? String(error) }, 'senders not told how far they are heard'))
      .finally(() => (this.telling = undefined)));
  }

  private async tellOnce(): Promise<void> {
    // Before the positions: what is idle now and was heard by then is all that has come.
    const reading = this.worker.reading();
    if (!this.broker.connected || !this.source.isInitialized || reading.length === 0) return;
    const heard = new Map((await readHeard(reading.map(({ lane }) => lane), this.source)).map((h) => [roadName(h.sender, h.lane), h]));
    for (const sender of this.senders) {
      const lanes = reading.map(({ lane, idle }) => {
        const name = roadName(sender, lane);
        const { position, beat } = heard.get(name) ?? { position: 0, beat: 0 };
        return { lane, position, beat, gap: this.isGap(name, position), idle };
      });
      this.broker.publishVolatile(POSITIONS_EXCHANGE, sender, Buffer.from(JSON.stringify({ from: this.service, lanes } satisfies Positions)));
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
