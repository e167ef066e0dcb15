import { DataSource } from 'typeorm';
import { reasonOf } from './failures';

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
          this.onFailure(error instanceof Error ? error : new Error(reasonOf(error)));
          this.timer = setTimeout(() => void attempt(Math.min(delay * 2, 5_000)), delay);
        }
      };
      void attempt(200);
    });
    return this.waiting;
  }

  /** Whether a statement comes back within a second. */
  async reachable(): Promise<boolean> {
    return (await this.ask('SELECT 1')) !== null;
  }

  /** Why nothing can be stored now: it gives no answer within a second, or is read-only; null when it can. */
  async refusal(): Promise<string | null> {
    const rows = await this.ask(`SELECT current_setting('transaction_read_only') AS read_only`);
    if (rows === null) return 'database';
    return rows[0]?.['read_only'] === 'on' ? 'database: it is read-only' : null;
  }

  /** The names of the migrations that were made; null when the database gives no answer within a second. */
  async migrations(): Promise<ReadonlySet<string> | null> {
    const [found] = (await this.ask(`SELECT to_regclass('migration') IS NOT NULL AS present`)) ?? [];
    if (!found) return null;
    if (!found['present']) return new Set();
    const rows = await this.ask('SELECT name FROM migration');
    return rows && new Set(rows.map(({ name }) => String(name)));
  }

  private async ask(statement: string): Promise<Record<string, unknown>[] | null> {
    if (!this.source.isInitialized) return null;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), 1_000);
    });
    try {
      return await Promise.race([this.source.query(statement).catch(() => null), late]);
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
