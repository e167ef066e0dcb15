import { EventEmitter } from 'node:events';
import { Inject, Injectable, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DowntimeModule, TransportMode } from '#contracts';
import { Recurring } from '#kernel';
import { isDatabaseUnavailable } from '#persistence';
import { LOG, type Log, Problem } from '#service';
import type { ComponentImpact, Downtime, Incident, Notice } from '../model/records';
import { concerns } from '../model/scope.rules';
import { impactsOf } from '../incidents/component-impact.rules';

const REFRESH_MS = 1_000;
const NOTICES_REMEMBERED = 100;
const NUMBER_OR_ID = /^[\w-]{1,40}$/;

/** What changed, as every replica of the status service hears it within about a second. */
export type DowntimeEventKind = 'incident' | 'notice' | 'downtime';
export type DowntimeListener = (kind: DowntimeEventKind, changed: Incident | Notice | Downtime) => void;

interface Override {
  readonly component: string;
  readonly state: ComponentImpact['state'];
  readonly reason: string;
  readonly by: string;
  readonly until: string;
}

/** What is remembered in memory: all that is open or in force, what changed in the last day, and the newest notices. */
interface Remembered {
  readonly incidents: readonly Incident[];
  readonly downtimes: readonly Downtime[];
  /** Newest first. */
  readonly notices: readonly Notice[];
  readonly overrides: readonly Override[];
}

const NOTHING: Remembered = { incidents: [], downtimes: [], notices: [], overrides: [] };

/**
 * The reading side of downtimes. What is open, in force or new is answered from memory, so that it can be read while the database is
 * away; older records come from the database and answer `unavailable` meanwhile.
 */
@Injectable()
export class DowntimeBook implements OnApplicationBootstrap, OnApplicationShutdown {
  private remembered: Remembered = NOTHING;
  private loaded = false;
  private readonly startedAt = new Date().toISOString();
  private readonly changes = new EventEmitter().setMaxListeners(0);
  private readonly recurring: Recurring;
  private reading: Promise<void> = Promise.resolve();
  private readsWaiting = 0;
  /** When what is remembered was last read from the database, ISO; null before the first time. */
  asOf: string | null = null;

  constructor(
    private readonly source: DataSource,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.recurring = new Recurring({ work: 'reading incidents and downtimes', everyMs: REFRESH_MS, log }, async () => {
      if (this.readsWaiting === 0) await this.refresh();
    });
  }

  onApplicationBootstrap(): void {
    this.recurring.start(0);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.recurring.stop();
    await this.reading;
  }

  /** Hears of every incident, notice and downtime that is new or changed, drills too (look at `drill`). Gives back how to stop. */
  onChange(listener: DowntimeListener): () => void {
    this.changes.on('change', listener);
    return () => this.changes.off('change', listener);
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

  /** Incidents that were open at any time of the period, newest first. */
  incidents(period: { from: string; to: string }): Promise<Incident[]> {
    return this.list(
      `SELECT data FROM incident WHERE opened_at <= $2 AND coalesce(closed_at, 'infinity') >= $1 ORDER BY opened_at DESC LIMIT 1000`,
      [period.from, period.to],
    );
  }

  async incident(numberOrId: string): Promise<Incident | null> {
    const remembered = this.remembered.incidents.find(({ number, id }) => number === numberOrId || id === numberOrId);
    return (
      remembered ??
      (await this.one<Incident>('SELECT data FROM incident WHERE number = $1 OR id::text = $1', numberOrId))
    );
  }

  /** Newest first; `before` is the number of the last one of the page before. Drills are left out unless asked for. */
  async notices({
    limit,
    before,
    drills = false,
  }: {
    limit: number;
    before?: string | undefined;
    drills?: boolean | undefined;
  }): Promise<Notice[]> {
    const remembered = this.remembered.notices.filter(({ drill }) => drills || !drill);
    const start = before === undefined ? 0 : remembered.findIndex(({ number }) => number === before) + 1;
    const known = before === undefined || start > 0 ? remembered.slice(start, start + limit) : [];
    const isAllThereIs =
      this.loaded && this.remembered.notices.length < NOTICES_REMEMBERED && (before === undefined || start > 0);
    if (known.length === limit || isAllThereIs) return known;
    try {
      return await this.list(
        `SELECT data FROM notice WHERE (drill = false OR $3) AND sequence < coalesce((SELECT sequence FROM notice WHERE number = $1), 9223372036854775807)
          ORDER BY sequence DESC LIMIT $2`,
        [before ?? null, limit, drills],
      );
    } catch (error) {
      if (known.length > 0 || before === undefined) return known;
      throw error;
    }
  }

  async notice(number: string): Promise<Notice | null> {
    const remembered = this.remembered.notices.find((notice) => notice.number === number);
    return remembered ?? (await this.one<Notice>('SELECT data FROM notice WHERE number = $1', number));
  }

  /** How components are by what people said: a person's override (until it expires) before what open incidents say. No drills. */
  componentImpacts(now: Date = new Date()): ComponentImpact[] {
    const overrides = this.remembered.overrides
      .filter(({ until }) => until > now.toISOString())
      .map(
        ({ component, state, reason, by, until }): ComponentImpact => ({
          component,
          state,
          source: 'person',
          reference: by,
          until,
          reason,
        }),
      );
    const said = new Set(overrides.map(({ component }) => component));
    return [...overrides, ...impactsOf(this.remembered.incidents, now).filter(({ component }) => !said.has(component))];
  }

  /** Reads again what is remembered and tells listeners what is new. Called after every change and once a second. */
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
    const [incidents, downtimes, notices, overrides] = await Promise.all([
      this.list<Incident>(
        `SELECT data FROM incident WHERE closed_at IS NULL OR changed_at > now() - interval '1 day' ORDER BY opened_at DESC`,
      ),
      this.list<Downtime>(
        `SELECT data FROM downtime WHERE state = 'in force' OR changed_at > now() - interval '1 day' ORDER BY from_at DESC, number DESC`,
      ),
      this.list<Notice>(`SELECT data FROM notice ORDER BY sequence DESC LIMIT ${NOTICES_REMEMBERED}`),
      this.source.query(
        `SELECT DISTINCT ON (component) component, state, reason, set_by ->> 'officer' AS by, until FROM component_override WHERE until > now() ORDER BY component, set_at DESC`,
      ),
    ]);
    const before = this.remembered;
    this.remembered = {
      incidents,
      downtimes,
      notices,
      overrides: overrides.map((o: Override & { until: Date }) => ({ ...o, until: o.until.toISOString() })),
    };
    this.asOf = new Date().toISOString();
    this.tell(this.loaded ? before : this.asOfStart(), this.remembered);
    this.loaded = true;
  }

  /** What had happened before this process began is no news, whenever it could first be read. */
  private asOfStart(): Remembered {
    const { incidents, downtimes, notices } = this.remembered;
    return {
      ...this.remembered,
      incidents: incidents.filter(({ changedAt }) => changedAt < this.startedAt),
      downtimes: downtimes.filter(({ changedAt }) => changedAt < this.startedAt),
      notices: notices.filter(({ issuedAt }) => issuedAt < this.startedAt),
    };
  }

  private tell(before: Remembered, now: Remembered): void {
    const versions = new Map([...before.incidents, ...before.downtimes].map(({ id, version }) => [id, version]));
    const numbers = new Set(before.notices.map(({ number }) => number));
    const newer = <T extends Incident | Downtime>(list: readonly T[]): T[] =>
      list.filter(({ id, version }) => (versions.get(id) ?? 0) < version).reverse();
    for (const incident of newer(now.incidents)) this.changes.emit('change', 'incident', incident);
    for (const downtime of newer(now.downtimes)) this.changes.emit('change', 'downtime', downtime);
    for (const notice of now.notices.filter(({ number }) => !numbers.has(number)).reverse())
      this.changes.emit('change', 'notice', notice);
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
        'Only what is open, in force or new can be read now: the database is away.',
        [],
        5,
      );
    const rows: { data: T }[] = await this.source.query(statement, parameters);
    return rows.map(({ data }) => data);
  }
}
