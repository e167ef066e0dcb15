import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { DataSource, EntityManager } from 'typeorm';
import type { Recurring } from '#kernel';
import { MessagingRuntime } from '#messaging';
import { connectionsMade, isDatabaseUnavailable, reasonOf } from '#persistence';
import { LOG, type Log, Metrics, RecurringWork } from '#service';

/** Transmissions of this process whose presence is looked for: the last that were stored. */
const REMEMBERED = 8;
/** More control numbers than can have been given out since a copy that is put back in a hurry; there are 999 such stretches. */
const CONTROLS_SKIPPED = 1_000_000;
const AGAIN_MS = 1_000;
const LOOK_EVERY_MS = 1_000;
/** Signs of one and the same time come within this: by transmissions, by counters, from other processes. */
const SAME_TIME_MS = 15_000;
/** Faults other than the database being away, after which filing goes on without what could not be brought back. */
const FAULTS_BORNE = 5;

/** The journal was put back to an earlier state, and what it forgot is not there yet: nothing may be judged by it. Counts as the database being away. */
export class JournalBehind extends Error {
  readonly code = '57P03';

  constructor() {
    super('the journal was put back to an earlier state and is being brought up to date');
  }
}

interface Look {
  beat: number;
  put_back: string | null;
  kept: number;
  misordered: boolean;
}

/** What is known of the last time that the journal was put back. */
export interface PutBack {
  readonly at: string;
  readonly reason: string;
  /** Transmissions brought back by this process; null while it is at work. */
  restored: number | null;
  /** Those that could not be, with what the log says of each. */
  failed: number;
}

/** What has the copy of the journal. */
export interface Memory {
  /** Transmissions of this journal that must be in it: the newest in the copy. */
  recall(journal: string): Promise<string[]>;
  /** Brings back what the journal forgot; answers how many transmissions, and how many it could not. */
  restore(journal: string): Promise<{ restored: number; failed: number }>;
}

/**
 * Notices that the journal was put back to an earlier state before anything is judged or written by it. That takes new connections, so each time
 * there is one the database is compared with what this process remembers: transmissions it stored, and a counter that only grows.
 */
@Injectable()
export class Continuity implements OnModuleInit, OnModuleDestroy {
  /** Set where a copy is kept. */
  memory: Memory | undefined;
  /** Which journal this is. */
  journal: string | null = null;
  last: PutBack | null = null;
  private seen = 0;
  private beat = 0;
  private putBack: string | null | undefined;
  private readonly stored: string[] = [];
  private skipping: Promise<unknown> | undefined;
  private catchingUp: Promise<void> | undefined;
  private begunAt = -Infinity;
  private leaving = false;
  private count: Counter | undefined;
  private readonly looking: Recurring;

  constructor(
    private readonly source: DataSource,
    private readonly messaging: MessagingRuntime,
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    // Also where nothing comes in: who asks for what was filed must find it.
    this.looking = work.every(
      LOOK_EVERY_MS,
      'looking whether the journal was put back',
      async () => {
        if (this.source.isInitialized) await this.notice();
      },
      { firstAfterMs: 100, evenInQuiet: true },
    );
  }

  onModuleInit(): void {
    const registers = [this.metrics.registry];
    this.count = new Counter({
      name: 'portway_journal_put_back_total',
      help: 'Times that this process found the journal put back to an earlier state',
      registers,
    });
    const behind = (): number => Number(this.isBehind);
    new Gauge({
      name: 'portway_journal_behind',
      help: '1 while the journal is being brought up to date from its copy',
      registers,
      collect() {
        this.set(behind());
      },
    });
    this.messaging.onPutBack(() => void this.hear('a service remembers more').catch(() => undefined));
  }

  async onModuleDestroy(): Promise<void> {
    this.leaving = true;
    await this.looking.stop();
    await this.catchingUp;
  }

  get isBehind(): boolean {
    return this.catchingUp !== undefined;
  }

  /** Transmissions that were stored for good. */
  remember(ids: readonly string[]): void {
    this.stored.push(...ids.slice(-REMEMBERED));
    this.stored.splice(0, this.stored.length - REMEMBERED);
  }

  /**
   * Nothing is done where the connections are those of before.
   *
   * @param manager with the connection that will be worked with
   * @throws JournalBehind
   */
  async ensure(manager: EntityManager): Promise<void> {
    await this.notice(manager);
    if (this.isBehind) throw new JournalBehind();
  }

  /** Compares, without waiting for what was forgotten: what may be given out only once is given out behind a gap from here on. */
  async notice(manager: EntityManager = this.source.manager): Promise<void> {
    const made = connectionsMade(this.source);
    if (made === this.seen) return this.skipped();
    const journal = await this.nameOf(manager);
    // What is known before the database is asked: meanwhile more is stored and counted.
    const stored = [...new Set(this.stored)];
    const beat = Math.max(this.beat, this.messaging.beat);
    const { putBack } = this;
    const [row]: [Look] = await manager.query(
      `SELECT beat::float8 AS beat, put_back_at::text AS put_back, (SELECT count(*)::int FROM transmission WHERE id = ANY($1)) AS kept,
              coalesce((SELECT written_by >= pg_snapshot_xmax(pg_current_snapshot()) AND written_by IS DISTINCT FROM pg_current_xact_id_if_assigned()
                          FROM mailbox ORDER BY id DESC LIMIT 1), false) AS misordered
         FROM history`,
      [stored],
    );
    const hint =
      row.beat < beat
        ? 'its counter is behind'
        : putBack !== undefined && putBack !== row.put_back
          ? 'another process found it out'
          : null;
    this.journal = journal;
    this.beat = row.beat;
    this.putBack = row.put_back;
    if (row.misordered) await this.orderMailbox(manager);
    if (row.kept < stored.length) await this.begin('transmissions that were stored are not there', manager);
    else if (hint !== null) await this.hear(hint, manager);
    this.seen = made;
  }

  private async nameOf(manager: EntityManager): Promise<string> {
    const [{ name }]: [{ name: string }] = await manager.query('SELECT name FROM journal');
    if (name !== this.journal) this.remember(await this.recalled(name));
    return name;
  }

  /** Whether the journal is up to date within this time (milliseconds). */
  async settled(within: number): Promise<boolean> {
    await Promise.race([this.catchingUp, pause(within, undefined, { ref: false })]);
    return !this.isBehind;
  }

  /** A copy that cannot be read is no reason to refuse anybody. */
  private async recalled(journal: string): Promise<string[]> {
    try {
      return (await this.memory?.recall(journal)) ?? [];
    } catch (error) {
      this.log.error(
        { reason: reasonOf(error) },
        'the copy of the journal cannot be read: not known whether the journal was put back while this process was down',
      );
      return [];
    }
  }

  /** A sign that may be one of the last time: several are seen of each. */
  private async hear(reason: string, manager?: EntityManager): Promise<void> {
    if (performance.now() - this.begunAt > SAME_TIME_MS) await this.begin(reason, manager);
  }

  /** Resolves when nothing can be given out twice any more; what was forgotten is brought back meanwhile. */
  private async begin(reason: string, manager: EntityManager = this.source.manager): Promise<void> {
    if (this.catchingUp) return this.skipped();
    this.begunAt = performance.now();
    this.count?.inc();
    this.last = { at: new Date().toISOString(), reason, restored: null, failed: 0 };
    this.log.error(
      { reason },
      'the journal was put back to an earlier state: what it forgot is brought back from its copy',
    );
    // On the connection in hand: all others may be held by who waits for this.
    this.skipping = skipControls(manager);
    this.catchingUp = this.catchUp(this.last).finally(() => {
      this.catchingUp = undefined;
      this.skipping = undefined;
    });
    await this.skipped();
  }

  private async skipped(): Promise<void> {
    await this.skipping;
  }

  private async catchUp(last: PutBack): Promise<void> {
    await this.skipping?.catch(() => this.persist(() => skipControls(this.source.manager)));
    if (!this.memory)
      this.log.error(
        {},
        'no copy of the journal is kept: transmissions that were stored since are lost, and their senders must be told',
      );
    const done = await this.persist(
      async () =>
        this.memory?.restore(this.journal ?? (await this.nameOf(this.source.manager))) ?? { restored: 0, failed: 0 },
    );
    this.stored.length = 0;
    Object.assign(last, done ?? { restored: 0 });
    this.begunAt = performance.now();
    if (done) this.log.warn({ ...last }, 'the journal is up to date again');
    else if (!this.leaving)
      this.log.error(
        { ...last },
        'the journal was not brought up to date and filing goes on: what it forgot is missing until a gateway is started that can read the copy',
      );
  }

  /** As often as it takes while the database is away; what fails otherwise fails the same way again after a while. */
  private async persist<T>(step: () => Promise<T>): Promise<T | null> {
    for (let faults = 0; faults < FAULTS_BORNE && !this.leaving; ) {
      try {
        return await step();
      } catch (error) {
        if (!isDatabaseUnavailable(error)) faults += 1;
        this.log.error({ reason: reasonOf(error) }, 'the journal is not up to date yet, will be tried again');
        await pause(AGAIN_MS, undefined, { ref: false });
      }
    }
    return null;
  }

  /**
   * Mailboxes are read in the order of the numbers of transactions. Where the copy was a dump, they are those of another server and may be ahead of this
   * one's: then nothing would be shown. They are moved below what comes next, the newest last, so that it can be done in parts and again.
   */
  private async orderMailbox(manager: EntityManager): Promise<void> {
    const [{ ahead, next }] = await manager.query(
      `SELECT max(written_by::text::bigint)::text AS ahead, pg_snapshot_xmax(pg_current_snapshot())::text AS next FROM mailbox`,
    );
    this.log.warn(
      { ahead, next },
      'mailbox entries carry transaction numbers of another server, they are put in order',
    );
    for (let more = true; more; ) {
      const [, moved]: [unknown, number] = await manager.query(
        `UPDATE mailbox SET written_by = greatest(3, $2::bigint - 1 - ($1::bigint - written_by::text::bigint))::text::xid8
          WHERE id IN (SELECT id FROM mailbox WHERE written_by >= $3::text::xid8 ORDER BY id LIMIT 10000)`,
        [ahead, next, next],
      );
      more = moved > 0;
    }
  }
}

const skipControls = (manager: EntityManager): Promise<unknown> =>
  manager.query(`SELECT setval('x12_control', (nextval('x12_control') + $1::bigint - 1) % 999999999 + 1)`, [
    CONTROLS_SKIPPED,
  ]);
