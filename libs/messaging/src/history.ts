import type { DataSource } from 'typeorm';
import type { MessagingLog } from './log';

/** One more beat in the database. */
export const BEAT = 'UPDATE history SET beat = beat + 1 RETURNING beat::float8 AS beat, versions_base AS base';

export interface Beat {
  readonly beat: number;
  readonly base: number;
}

/**
 * Tells whether this service's database was put back to an earlier state. A counter in it, the beat, goes up every second. What leaves
 * carries the beat, listeners keep it and tell it with how far they have heard: a beat that this process or a listener remembers and the
 * database has not reached was forgotten by it.
 *
 * Messages that tell a state (a bill, a release, an account, a downtime) carry a `version`, and a listener takes only what is newer than
 * what it has. A database that was put back counts from an earlier version on, and what changes then would be taken for old. So from that
 * moment on its versions are told with a base that grows with time: 1,000 for every six minutes since the beginning of 2026, which is
 * above all that was told before and fits an `integer` until 2050.
 */
export class History {
  /** As last read. */
  beat = 0;
  versionsBase = 0;
  private asking: Promise<void> | undefined;
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly source: DataSource,
    private readonly log: MessagingLog,
  ) {}

  /** Called once for each time that the database turns out to have been put back, in the process that found it. */
  onPutBack(listener: () => void): void {
    this.listeners.push(listener);
  }

  /**
   * Takes in what the database has after one more beat. Every second or so.
   *
   * @param known what was known before the database was asked: a listener may have told this very beat meanwhile
   */
  async goOn({ beat, base }: Beat, known: number): Promise<void> {
    this.versionsBase = base;
    if (beat > known) this.beat = Math.max(this.beat, beat);
    else await this.wasPutBack(known, beat);
  }

  /** A listener has heard this beat. Another replica may have counted on meanwhile, so the database is asked before it is believed. */
  heard(beat: number): void {
    if (this.beat === 0 || beat <= this.beat || this.asking) return;
    this.asking = this.compare(beat)
      .catch((error: unknown) =>
        this.log.warn(
          { reason: (error as Error)?.message ?? String(error) },
          'not known whether the database was put back, will be looked at again',
        ),
      )
      .finally(() => (this.asking = undefined));
  }

  private async compare(heard: number): Promise<void> {
    const [{ beat }] = await this.source.query('SELECT beat::float8 AS beat FROM history');
    if (beat < heard) await this.wasPutBack(heard, beat as number);
    else this.beat = Math.max(this.beat, beat as number);
  }

  private async wasPutBack(heard: number, remembered: number): Promise<void> {
    const [rows]: [Beat[]] = await this.source.query(
      `UPDATE history SET beat = greatest(beat, $1) + 1, put_back_at = now(),
              versions_base = greatest(versions_base, (extract(epoch FROM now() - timestamptz '2026-01-01 00:00Z') / 360)::int * 1000)
        RETURNING beat::float8 AS beat, versions_base AS base`,
      [heard],
    );
    this.beat = rows[0]!.beat;
    this.versionsBase = rows[0]!.base;
    this.log.error(
      { heard, remembered, versionsFrom: this.versionsBase },
      'this database was put back to an earlier state: more was done with it than it knows of',
    );
    for (const listener of this.listeners) listener();
  }
}
