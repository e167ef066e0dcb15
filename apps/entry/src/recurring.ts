import { isDatabaseUnavailable } from '#persistence';
import type { Log } from '#service';

/** Does a piece of work again and again, never twice at once; a failure is logged and the work tried at the next turn. */
export class Recurring {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = true;

  /** @param work answers whether there is more to do at once */
  constructor(
    private readonly name: string,
    private readonly everyMs: number,
    private readonly work: () => Promise<boolean>,
    private readonly log: Log,
  ) {}

  start(): void {
    this.stopped = false;
    this.schedule(this.everyMs);
  }

  /** Resolves when the turn in hand is over. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(delay: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.turn();
    }, delay);
    this.timer.unref();
  }

  private async turn(): Promise<void> {
    let more = false;
    try {
      more = await this.work();
    } catch (error) {
      if (isDatabaseUnavailable(error)) this.log.debug({ work: this.name }, 'waits for the database');
      else this.log.error({ work: this.name, err: error }, 'recurring work failed, will be tried again');
    }
    this.schedule(more ? 0 : this.everyMs);
  }
}
