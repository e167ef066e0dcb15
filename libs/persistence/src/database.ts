import { DataSource } from 'typeorm';

/**
 * Keeps trying until the database answers, so that a service starts (and says it is not ready) while PostgreSQL is away.
 * After the first success TypeORM's pool reconnects by itself.
 */
export class Database {
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private waiting: Promise<void> | undefined;

  constructor(
    readonly source: DataSource,
    private readonly onFailure: (error: Error) => void = () => undefined,
  ) {}

  /** Resolves when the database answered for the first time. */
  connected(): Promise<void> {
    this.waiting ??= new Promise((resolve) => {
      const attempt = async (delay: number): Promise<void> => {
        if (this.stopped) return;
        try {
          await this.source.initialize();
          resolve();
        } catch (error) {
          this.onFailure(error as Error);
          this.timer = setTimeout(() => void attempt(Math.min(delay * 2, 5_000)), delay);
        }
      };
      void attempt(200);
    });
    return this.waiting;
  }

  /** Whether a statement comes back within a second. */
  async reachable(): Promise<boolean> {
    if (!this.source.isInitialized) return false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), 1_000);
    });
    try {
      return await Promise.race([this.source.query('SELECT 1').then(() => true, () => false), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    if (this.source.isInitialized) await this.source.destroy();
  }
}
