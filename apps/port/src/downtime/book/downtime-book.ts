import { Inject, Injectable, OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DowntimeModule, ToldOverride, TransportMode } from '#contracts';
import type { Recurring } from '#kernel';
import { isDatabaseUnavailable } from '#persistence';
import { LOG, type Log, Problem, RecurringWork } from '#service';
import type { Downtime, Incident, Notice } from '../model/records';
import { type ComponentImpact, concerns, impactsSaid } from '#statement';

const REFRESH_MS = 1_000;
const NUMBER_OR_ID = /^[\w-]{1,40}$/;

/** What is remembered in memory: all that is open or in force, and what changed in the last day. */
interface Remembered {
  readonly incidents: readonly Incident[];
  readonly downtimes: readonly Downtime[];
  readonly overrides: readonly Omit<ToldOverride, 'id' | 'setAt'>[];
}

const NOTHING: Remembered = { incidents: [], downtimes: [], overrides: [] };

/**
 * The reading side of downtimes. What is open or in force is answered from memory, so that it can be read while the database is
 * away; older records come from the database and answer `unavailable` meanwhile.
 */
@Injectable()
export class DowntimeBook implements OnApplicationShutdown {
  private remembered: Remembered = NOTHING;
  private readonly recurring: Recurring;
  private reading: Promise<void> = Promise.resolve();
  private readsWaiting = 0;

  constructor(
    private readonly source: DataSource,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    this.recurring = work.every(
      REFRESH_MS,
      'reading incidents and downtimes',
      async () => {
        if (this.readsWaiting === 0) await this.refresh();
      },
      { firstAfterMs: 0, until: 'the last request' },
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.recurring.stop();
    await this.reading;
  }

  /** In force now, the newest first; drills too. */
  downtimesInForce(): Promise<Downtime[]> {
    return Promise.resolve(this.remembered.downtimes.filter(({ state }) => state === 'in force'));
  }

  /**
   * The downtime that lets an officer of this port act by hand for this mode, if any: the national one before the port's own. A
   * filer's own outage counts only for its own cargo, so only when the cargo's carrier or account is given.
   */
  async coversNow(at: {
    port: string;
    mode: TransportMode;
    module?: DowntimeModule | undefined;
    drill?: boolean | undefined;
    scac?: string | undefined;
    filerAccountId?: string | undefined;
  }): Promise<Downtime | null> {
    const order = ['national', 'port', 'filer'];
    const [best] = (await this.downtimesInForce())
      .filter(({ drill, scope }) => drill === (at.drill ?? false) && concerns(scope, at))
      .filter(
        ({ filer }) =>
          filer === null ||
          filer.accountId === at.filerAccountId ||
          (at.scac !== undefined && filer.scacs.includes(at.scac)),
      )
      .sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level) || a.from.localeCompare(b.from));
    return best ?? null;
  }

  async downtime(numberOrId: string): Promise<Downtime | null> {
    const remembered = this.remembered.downtimes.find(({ number, id }) => number === numberOrId || id === numberOrId);
    return (
      remembered ??
      (await this.one<Downtime>('SELECT data FROM downtime WHERE number = $1 OR id::text = $1', numberOrId))
    );
  }

  /** Every version of a downtime, the first one first. */
  downtimeVersions(numberOrId: string): Promise<Downtime[]> {
    return this.list(
      'SELECT v.data FROM downtime_version v JOIN downtime d ON d.id = v.downtime_id WHERE d.number = $1 OR d.id::text = $1 ORDER BY v.version',
      [numberOrId],
    );
  }

  /** Downtimes whose time touches the period (instants in UTC), newest first. */
  downtimes(period: { from: string; to: string }): Promise<Downtime[]> {
    return this.list(
      `SELECT data FROM downtime WHERE from_at <= $2 AND coalesce(to_at, 'infinity') >= $1 ORDER BY from_at DESC LIMIT 1000`,
      [period.from, period.to],
    );
  }

  /** Not fixed and not withdrawn, the newest first; drills too. */
  openIncidents(): Promise<Incident[]> {
    return Promise.resolve(this.remembered.incidents.filter(({ closedAt }) => closedAt === null));
  }

  async incident(numberOrId: string): Promise<Incident | null> {
    const remembered = this.remembered.incidents.find(({ number, id }) => number === numberOrId || id === numberOrId);
    return (
      remembered ??
      (await this.one<Incident>('SELECT data FROM incident WHERE number = $1 OR id::text = $1', numberOrId))
    );
  }

  /** Newest first; `before` is the number of the last one of the page before. Drills are left out unless asked for. */
  notices({
    limit,
    before,
    drills = false,
  }: {
    limit: number;
    before?: string | undefined;
    drills?: boolean | undefined;
  }): Promise<Notice[]> {
    return this.list(
      `SELECT data FROM notice WHERE (drill = false OR $3) AND sequence < coalesce((SELECT sequence FROM notice WHERE number = $1), 9223372036854775807)
        ORDER BY sequence DESC LIMIT $2`,
      [before ?? null, limit, drills],
    );
  }

  /** How components are by what people said and open incidents say. */
  componentImpacts(now: Date = new Date()): ComponentImpact[] {
    return impactsSaid(this.remembered.overrides, this.remembered.incidents, now);
  }

  /** Reads again what is remembered. Called after every change and once a second. */
  refresh(): Promise<void> {
    this.readsWaiting += 1;
    this.reading = this.reading
      .then(() => this.read())
      .catch((error: unknown) => {
        if (!isDatabaseUnavailable(error)) this.log.warn({ err: error }, 'incidents and downtimes could not be read');
      })
      .finally(() => (this.readsWaiting -= 1));
    return this.reading;
  }

  private async read(): Promise<void> {
    if (!this.source.isInitialized) return;
    const [incidents, downtimes, overrides] = await Promise.all([
      this.list<Incident>(
        `SELECT data FROM incident WHERE closed_at IS NULL OR changed_at > now() - interval '1 day' ORDER BY opened_at DESC`,
      ),
      this.list<Downtime>(
        `SELECT data FROM downtime WHERE state = 'in force' OR changed_at > now() - interval '1 day' ORDER BY from_at DESC, number DESC`,
      ),
      this.source.query(
        `SELECT DISTINCT ON (component) component, state, reason, until FROM component_override WHERE until > now() ORDER BY component, set_at DESC`,
      ),
    ]);
    this.remembered = {
      incidents,
      downtimes,
      overrides: overrides.map((o: Omit<ToldOverride, 'until'> & { until: Date }) => ({
        ...o,
        until: o.until.toISOString(),
      })),
    };
  }

  private async one<T>(statement: string, key: string): Promise<T | null> {
    if (!NUMBER_OR_ID.test(key)) return null;
    const [found] = await this.list<T>(statement, [key]);
    return found ?? null;
  }

  private async list<T>(statement: string, parameters: unknown[] = []): Promise<T[]> {
    if (!this.source.isInitialized)
      throw new Problem(
        'look-up-unavailable',
        'Only what is open or in force can be read now: the database is away.',
        [],
        5,
      );
    const rows: { data: T }[] = await this.source.query(statement, parameters);
    return rows.map(({ data }) => data);
  }
}
