import { EventEmitter } from 'node:events';
import { DataSource } from 'typeorm';
import { listeners } from '#contracts';
import { Recurring } from '#kernel';
import { isDatabaseUnavailable } from '#persistence';
import { BEAT, type Beat, type History } from './history';
import { MessagingLog } from './log';
import { MessagingSettings } from './settings';

const LOOK_MS = 1_000;
/** While it is quiet: a lease is renewed three times before it runs out. */
const QUIET_LOOK_MS = 2_000;
/** Who has not renewed its lease for so long works the lane no more: by its own clock that cannot be set, and by the database's for the others. */
const LEASE_MS = 6_000;
const LEASE = `interval '${LEASE_MS} milliseconds'`;
/** A lease that ends later than any can is a trace of a clock that was set back. */
const VALID = `owner IS NOT NULL AND until BETWEEN now() AND now() + ${LEASE}`;
const DESTINATIONS = Object.keys(listeners);
/** Lanes change hands within seconds; what nobody works for longer is told. */
const UNOWNED_TOLD_AFTER_MS = 10_000;

export interface LaneFigures {
  readonly total: number;
  readonly unowned: number;
}

/** What there is to do by the service's own tables. */
export interface Waiting {
  /** Something is in the outbox, of the lanes of this replica. */
  readonly leaves: boolean;
  /** Messages of the inbox wait for another attempt, of any lane. */
  readonly retries: boolean;
  /** Messages that wait for a person. */
  readonly setAside: number;
}

interface Look extends Beat, Waiting {
  /** Whose lease was renewed. */
  readonly lanes: number[];
  /** That the table has. */
  readonly known: number;
  /** By any replica. */
  readonly worked: number;
  /** Replicas. */
  readonly alive: number;
}

/**
 * Which lanes this replica works. A lane belongs to one replica at a time, by a lease in the database that its owner renews every
 * second; the replicas share the lanes evenly. Who is killed, cut off or frozen renews nothing, and its lanes are taken over when the
 * lease has run out: no connection that seems to live can keep a lane.
 *
 * Each look tells besides what waits in outbox and inbox, so that while it is quiet nobody has to ask for that.
 *
 * Emits `gained` with the lane; `letGo` is awaited before a lane is given to another replica.
 */
export class Lanes extends EventEmitter<{ gained: [number] }> {
  private readonly owned = new Set<number>();
  /** Given up, and something of them still in hand: taken again only when that has come to its end, or its end would stop the new work. */
  private readonly leaving = new Map<number, Promise<void>>();
  /** On the process' own steady clock. */
  private leaseEnds = 0;
  private stopped = false;
  private readonly looking: Recurring;
  private expiry: NodeJS.Timeout | undefined;
  private unownedSince: number | null = null;
  private told = false;
  private seen: LaneFigures;
  private waiting: (Waiting & { readonly at: number }) | null = null;

  constructor(
    private readonly source: DataSource,
    private readonly settings: MessagingSettings,
    private readonly log: MessagingLog,
    /** Stops work on a lane and resolves when nothing of it is in hand any more. */
    private readonly letGo: (lane: number) => Promise<void>,
    /** Hears the database's beat, each time the lanes are looked after. */
    private readonly history: Pick<History, 'beat' | 'goOn'> = { beat: 0, goOn: () => Promise.resolve() },
    /** Told what waits, each time the lanes are looked after. */
    private readonly tell: (waiting: Waiting) => void = () => undefined,
  ) {
    super();
    this.seen = { total: settings.lanes, unowned: settings.lanes };
    const debug = (fields: object): void => this.log.warn(fields, 'lanes not looked after, database not reachable');
    const options = {
      work: 'lanes',
      everyMs: LOOK_MS,
      quietMs: QUIET_LOOK_MS,
      quiet: settings.quiet,
      isExpected: isDatabaseUnavailable,
      log: { debug, error: this.log.error.bind(this.log) },
    };
    this.looking = new Recurring(options, () => this.look());
  }

  owns(lane: number): boolean {
    return this.owned.has(lane) && performance.now() < this.leaseEnds;
  }

  /** The lanes that this replica works now. */
  get own(): number[] {
    return [...this.owned].filter((lane) => this.owns(lane));
  }

  /** How many lanes there are, and how many of them no replica worked when it was last looked. */
  get figures(): LaneFigures {
    return this.seen;
  }

  /** What waited when it was looked last; null where that says nothing of now. */
  get stillWaiting(): Waiting | null {
    const isRecent = this.waiting !== null && performance.now() - this.waiting.at < 2 * QUIET_LOOK_MS;
    return isRecent && this.settings.quiet?.isNow === true ? this.waiting : null;
  }

  start(): void {
    this.looking.start(0);
  }

  /** The database answers, which it did not at the last look. */
  lookNow(): void {
    this.looking.wake();
  }

  private async look(): Promise<void> {
    if (!this.source.isInitialized) return;
    const { instance, lanes } = this.settings;
    // Until it is known anew: of a database that does not answer nothing is known.
    this.waiting = null;
    const began = performance.now();
    const known = this.history.beat;
    const look = await this.renew(instance, lanes);
    if (look.known < lanes) return this.layOut(lanes);
    this.settings.quiet?.share(look.alive > 1);
    this.waiting = { ...look, at: began };
    const renewed = new Set(look.lanes);
    await this.history.goOn(look, known);
    this.extend(began);
    // Another replica has it already: nothing is gained by waiting for what is still in hand.
    for (const lane of [...this.owned]) if (!renewed.has(lane)) void this.lose(lane);
    for (const lane of renewed) this.gain(lane);
    const share = Math.ceil(lanes / look.alive);
    let { worked } = look;
    // Not waited for: a batch in hand may last, and the leases of the other lanes have to be renewed meanwhile.
    for (const lane of [...this.owned].slice(share)) {
      void this.lose(lane, () =>
        this.source.query('UPDATE lane SET owner = NULL WHERE lane = $1 AND owner = $2', [lane, instance]),
      );
    }
    if (this.owned.size < share && !this.stopped) {
      const taken: { lane: number }[] = (
        await this.source.query(
          `UPDATE lane SET owner = $1, until = now() + ${LEASE}
          WHERE lane IN (SELECT lane FROM lane WHERE lane < $2 AND NOT (${VALID}) ORDER BY lane LIMIT $3 FOR UPDATE SKIP LOCKED) RETURNING lane`,
          [instance, lanes, share - this.owned.size],
        )
      )[0];
      for (const { lane } of taken) this.gain(lane);
      worked += taken.length;
    }
    this.seen = { total: lanes, unowned: lanes - worked };
    this.tell(look);
    this.tellUnowned(lanes - worked);
  }

  /** All in one statement, which every replica makes every second or two. A process that was started again under its name goes on with what it had. */
  private async renew(instance: string, lanes: number): Promise<Look> {
    const [look] = await this.source.query(
      `WITH seen AS (INSERT INTO replica (instance, seen_at) VALUES ($1, now()) ON CONFLICT (instance) DO UPDATE SET seen_at = now()),
            renewed AS (UPDATE lane SET until = now() + ${LEASE} WHERE owner = $1 AND lane < $2 RETURNING lane),
            beaten AS (${BEAT})
       SELECT beaten.*, ARRAY(SELECT lane::int FROM renewed ORDER BY lane) AS lanes,
              (SELECT count(*)::int FROM lane WHERE lane < $2) AS known,
              (SELECT count(*)::int FROM lane WHERE lane < $2 AND owner <> $1 AND ${VALID}) + (SELECT count(*)::int FROM renewed) AS worked,
              EXISTS (SELECT 1 FROM unnest($3::text[]) AS d(destination) CROSS JOIN renewed
                       CROSS JOIN LATERAL (SELECT 1 FROM outbox o WHERE o.destination = d.destination AND o.lane = renewed.lane LIMIT 1) AS head) AS leaves,
              EXISTS (SELECT 1 FROM inbox WHERE state = 'waiting') AS retries,
              (SELECT count(*)::int FROM inbox WHERE state = 'set aside') AS "setAside",
              (SELECT count(*)::int FROM replica WHERE instance <> $1 AND seen_at BETWEEN now() - ${LEASE} AND now() + ${LEASE}) + 1 AS alive
         FROM beaten`,
      [instance, lanes, DESTINATIONS],
    );
    return look as Look;
  }

  private async layOut(lanes: number): Promise<void> {
    await this.source.query('INSERT INTO lane (lane) SELECT generate_series(0, $1::int - 1) ON CONFLICT DO NOTHING', [
      lanes,
    ]);
    this.looking.wake();
  }

  private tellUnowned(unowned: number): void {
    if (unowned === 0) {
      if (this.told) this.log.info({}, 'every lane is worked again');
      this.unownedSince = null;
      this.told = false;
      return;
    }
    this.unownedSince ??= performance.now();
    if (this.told || performance.now() - this.unownedSince < UNOWNED_TOLD_AFTER_MS) return;
    this.told = true;
    this.log.error(
      { unowned, total: this.settings.lanes },
      'lanes are worked by nobody: what is filed on their subjects waits',
    );
  }

  private extend(began: number): void {
    this.leaseEnds = began + LEASE_MS;
    clearTimeout(this.expiry);
    this.expiry = setTimeout(() => void this.abandon(), this.leaseEnds - performance.now());
    this.expiry.unref();
  }

  private gain(lane: number): void {
    if (this.owned.has(lane) || this.leaving.has(lane) || this.stopped) return;
    this.owned.add(lane);
    this.emit('gained', lane);
  }

  /** @param after done when nothing of it is in hand any more, before it may be taken again */
  private lose(lane: number, after: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
    this.owned.delete(lane);
    const left =
      this.leaving.get(lane) ??
      this.letGo(lane)
        .then(after)
        .then(() => undefined)
        .catch((error: unknown) =>
          this.log.warn({ lane, reason: (error as Error)?.message ?? String(error) }, 'lane not let go of cleanly'),
        )
        .finally(() => this.leaving.delete(lane));
    this.leaving.set(lane, left);
    return left;
  }

  /** The lease has run out and could not be renewed: another replica may have the lanes already. */
  private async abandon(): Promise<void> {
    if (performance.now() < this.leaseEnds || this.owned.size === 0) return;
    this.log.warn({ lanes: [...this.owned] }, 'lanes given up: the lease could not be renewed in time');
    await Promise.all([...this.owned].map((lane) => this.lose(lane)));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.looking.stop();
    clearTimeout(this.expiry);
    await Promise.all([...this.owned, ...this.leaving.keys()].map((lane) => this.lose(lane)));
    if (!this.source.isInitialized) return;
    await this.source
      .query('UPDATE lane SET owner = NULL WHERE owner = $1', [this.settings.instance])
      .catch(() => undefined);
    await this.source.query('DELETE FROM replica WHERE instance = $1', [this.settings.instance]).catch(() => undefined);
  }
}
