import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { DataSource, QueryRunner } from 'typeorm';
import { MessagingLog } from './log';
import { MessagingSettings } from './settings';

const LOOK_MS = 1_000;
const ALIVE = '5 seconds';

/**
 * Which lanes this replica works. A lane belongs to one replica at a time; the replicas share them evenly, and a lane whose owner
 * died is taken over within a second, because ownership is a lock of the owner's own database session.
 *
 * Emits `gained` with the lane; `letGo` is awaited before a lane is given to another replica.
 */
export class Lanes extends EventEmitter<{ gained: [number] }> {
  private readonly owned = new Set<number>();
  private session: QueryRunner | undefined;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly source: DataSource,
    private readonly settings: MessagingSettings,
    private readonly log: MessagingLog,
    /** Stops work on a lane and resolves when nothing of it is in hand any more. */
    private readonly letGo: (lane: number) => Promise<void>,
  ) {
    super();
  }

  owns(lane: number): boolean {
    return this.owned.has(lane);
  }

  start(): void {
    const look = async (): Promise<void> => {
      try {
        await this.look();
      } catch (error) {
        this.log.warn({ reason: (error as Error).message }, 'lanes not looked after, database not reachable');
        await this.abandon();
      }
      if (!this.stopped) this.timer = setTimeout(() => (this.looking = look()), LOOK_MS);
    };
    this.looking = look();
  }

  private async look(): Promise<void> {
    if (!this.source.isInitialized) return;
    if (!this.session) {
      const session = this.source.createQueryRunner();
      await session.connect();
      this.session = session;
    }
    const { instance, lanes } = this.settings;
    await this.session.query(
      `INSERT INTO replica (instance, seen_at) VALUES ($1, now()) ON CONFLICT (instance) DO UPDATE SET seen_at = now()`,
      [instance],
    );
    const [{ alive }] = await this.session.query(`SELECT count(*)::int AS alive FROM replica WHERE seen_at > now() - interval '${ALIVE}'`);
    const share = Math.ceil(lanes / Math.max(alive, 1));
    for (const lane of [...this.owned].slice(share)) {
      this.owned.delete(lane);
      await this.letGo(lane);
      await this.session.query('SELECT pg_advisory_unlock($1, $2)', [this.key, lane]);
    }
    for (let lane = 0; lane < lanes && this.owned.size < share && !this.stopped; lane += 1) {
      if (this.owned.has(lane)) continue;
      const [{ taken }] = await this.session.query('SELECT pg_try_advisory_lock($1, $2) AS taken', [this.key, lane]);
      if (!taken) continue;
      this.owned.add(lane);
      this.emit('gained', lane);
    }
  }

  private get key(): number {
    return createHash('sha256').update(`lane ${this.settings.service}`).digest().readInt32BE(0);
  }

  /** The session is gone and its locks with it: another replica may already have them. */
  private async abandon(): Promise<void> {
    const session = this.session;
    this.session = undefined;
    const lanes = [...this.owned];
    this.owned.clear();
    await Promise.all(lanes.map((lane) => this.letGo(lane)));
    await session?.release().catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
    const lanes = [...this.owned];
    this.owned.clear();
    await Promise.all(lanes.map((lane) => this.letGo(lane)));
    if (this.session) {
      await this.session.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
      await this.session.query('DELETE FROM replica WHERE instance = $1', [this.settings.instance]).catch(() => undefined);
      await this.session.release().catch(() => undefined);
    }
  }
}
