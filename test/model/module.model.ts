import type { Row } from './row';

/** Attempts after which a message that fails is set aside for a person. */
const ATTEMPTS = 5;

/**
 * A module as the others see it: its queue at the broker outlives it, its inbox knows what it has handled, a message that fails blocks
 * its own subject until it is set aside. `handle` is its business; it throws for a message that cannot be handled.
 */
export class ModuleModel {
  alive = true;
  databaseReachable = true;
  diedAt: number | null = null;
  databaseAwaySince: number | null = null;
  failing = 0;
  failedBefore = 0;
  healthySince: number | null = 0;
  readonly queue: Row[] = [];
  readonly done = new Set<string>();
  readonly setAside = new Set<string>();
  private readonly waiting: Row[] = [];
  private readonly attempts = new Map<string, number>();

  constructor(
    readonly name: 'manifest' | 'entry',
    private readonly handle: (row: Row) => void,
  ) {}

  get idle(): boolean {
    return this.queue.length === 0 && this.waiting.length === 0;
  }

  kill(now: number): void {
    if (!this.alive) return;
    this.alive = false;
    this.diedAt = now;
  }

  start(): void {
    this.alive = true;
    this.diedAt = null;
    this.failing = 0;
  }

  /** Works at one message. With `acknowledged: false` it dies, for the broker, between commit and acknowledgement: the message comes again. */
  work(acknowledged: boolean): void {
    if (!this.alive || !this.databaseReachable) return;
    const retried = this.waiting.findIndex(
      (row) => !this.waiting.some((other) => other.subject === row.subject && BigInt(other.id) < BigInt(row.id)),
    );
    const row = this.queue[0] ?? (retried >= 0 ? this.waiting[retried] : undefined);
    if (!row) return;
    const fromQueue = row === this.queue[0];
    if (!this.done.has(row.id) && !this.setAside.has(row.id)) this.attempt(row, fromQueue);
    if (fromQueue && acknowledged) this.queue.shift();
  }

  private attempt(row: Row, fromQueue: boolean): void {
    const blocked = this.waiting.some(({ id, subject }) => subject === row.subject && BigInt(id) < BigInt(row.id));
    if (fromQueue && (blocked || this.waiting.some(({ id }) => id === row.id))) {
      if (!this.waiting.some(({ id }) => id === row.id)) this.waiting.push(row);
      return;
    }
    try {
      this.handle(row);
    } catch {
      const n = (this.attempts.get(row.id) ?? 0) + 1;
      this.attempts.set(row.id, n);
      if (n === 1) this.failing += 1;
      if (n < ATTEMPTS) {
        if (fromQueue) this.waiting.push(row);
        return;
      }
      this.setAside.add(row.id);
      this.forget(row);
      return;
    }
    this.failing = 0;
    this.done.add(row.id);
    this.forget(row);
  }

  private forget(row: Row): void {
    const at = this.waiting.findIndex(({ id }) => id === row.id);
    if (at >= 0) this.waiting.splice(at, 1);
  }
}
