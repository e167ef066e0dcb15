import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { insertRows, isDatabaseUnavailable } from '#persistence';
import { RecurringWork } from '#service';

const LOOK_EVERY_MS = 3_600_000;
const ROWS_AT_ONCE = 5_000;
const KEPT_DAYS = 30;
/** Answers are written together, beside the road of whoever asked: nobody waits for a commit of what is only a convenience. */
const WRITE_EVERY_MS = 500;
const WAITING_AT_MOST = 1_000;
/** So long what was written is good enough: the same question again writes nothing. */
const FRESH_MS = 30_000;
const REMEMBERED = 50_000;

export interface LastAnswer {
  readonly data: unknown;
  readonly asOf: Date;
}

/** What owners answered last. It is a convenience: while the database is away nothing is kept and nothing is known. */
@Injectable()
export class LastAnswers {
  private readonly written = new Map<string, number>();
  private readonly waiting = new Map<string, { readonly data: object; readonly asOf: Date }>();

  constructor(
    private readonly source: DataSource,
    work: RecurringWork,
  ) {
    work.every(WRITE_EVERY_MS, 'keeping answers of owners', () => this.write());
    work.every(LOOK_EVERY_MS, 'removing old answers of owners', () => this.clean(), { by: 'one replica' });
  }

  /** @param answer asked only where the one before is no longer good enough */
  async keep(about: string, asOf: Date, answer: () => object): Promise<void> {
    const now = performance.now();
    if ((this.written.get(about) ?? -Infinity) > now - FRESH_MS) return;
    if (this.written.size >= REMEMBERED) this.written.clear();
    this.written.set(about, now);
    this.waiting.set(about, { data: answer(), asOf });
    if (this.waiting.size >= WAITING_AT_MOST) await this.write();
  }

  async of(about: string): Promise<LastAnswer | null> {
    const waiting = this.waiting.get(about);
    if (waiting) return waiting;
    const rows = await this.unlessAway<{ data: unknown; as_of: Date }[]>(() =>
      this.source.query('SELECT data, as_of FROM last_answer WHERE about = $1', [about]),
    );
    const [row] = rows ?? [];
    return row ? { data: row.data, asOf: row.as_of } : null;
  }

  private async write(): Promise<void> {
    if (this.waiting.size === 0) return;
    const rows = [...this.waiting].map(([about, { data, asOf }]) => ({ about, data, as_of: asOf.toISOString() }));
    await this.unlessAway(() =>
      insertRows(
        this.source.manager,
        'last_answer',
        { about: 'text', data: 'jsonb', as_of: 'timestamptz' },
        rows.sort((a, b) => (a.about < b.about ? -1 : 1)),
        'ON CONFLICT (about) DO UPDATE SET (data, as_of) = (excluded.data, excluded.as_of)',
      ),
    );
    // What came meanwhile waits for the next turn.
    for (const { about, data } of rows) if (this.waiting.get(about)?.data === data) this.waiting.delete(about);
  }

  private async clean(): Promise<void> {
    for (let last = ROWS_AT_ONCE; last === ROWS_AT_ONCE; ) {
      const [rows]: [unknown[]] = await this.source.query(
        `DELETE FROM last_answer WHERE about IN (SELECT about FROM last_answer WHERE as_of < now() - make_interval(days => $1)
           ORDER BY as_of LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
        [KEPT_DAYS, ROWS_AT_ONCE],
      );
      last = rows.length;
    }
  }

  private async unlessAway<T>(work: () => Promise<T>): Promise<T | null> {
    if (!this.source.isInitialized) return null;
    try {
      return await work();
    } catch (error) {
      if (isDatabaseUnavailable(error)) return null;
      throw error;
    }
  }
}
