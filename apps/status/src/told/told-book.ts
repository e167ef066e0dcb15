import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PublicRecord, ToldDowntime, ToldIncident, ToldNotice, ToldOverride } from '#contracts';
import { Problem } from '#service';
import { type ComponentImpact, impactsSaid } from '#statement';
import { keyOf, type Told } from './told.repository';

export const NOTICES_REMEMBERED = 100;
const DAY = 86_400_000;
const NUMBER = /^[\w-]{1,40}$/;

/** What is new or changed, as every replica hears it within about a second. */
export type Change =
  | { readonly kind: 'incident'; readonly record: ToldIncident }
  | { readonly kind: 'downtime'; readonly record: ToldDowntime }
  | { readonly kind: 'notice'; readonly record: ToldNotice };

interface Records {
  readonly incident: ToldIncident;
  readonly downtime: ToldDowntime;
  readonly notice: ToldNotice;
  readonly override: ToldOverride;
}

const changedAt = (told: PublicRecord): string =>
  told.kind === 'notice' ? told.record.issuedAt : told.kind === 'override' ? told.record.setAt : told.record.changedAt;

/** Whether a record is still worth its place in memory: what is open or in force, what changed in the last day, what is not over. */
const isRemembered = ({ kind, record }: PublicRecord, now: number): boolean => {
  if (kind === 'notice') return true;
  if (kind === 'override') return Date.parse(record.until) > now;
  const end = kind === 'incident' ? record.closedAt : record.to;
  return end === null || Date.parse(record.changedAt) > now - DAY;
};

/**
 * What the port service told. What is open, in force or new is answered from memory, whatever else is away; older records come from this
 * service's own database and answer `unavailable` meanwhile.
 */
@Injectable()
export class ToldBook {
  /** When the port service was last heard, ISO; null when it never was. */
  asOf: string | null = null;
  /** The order in which it tells; null before the first time. */
  order: string | null = null;
  private readonly records = new Map<string, PublicRecord>();
  private readonly startedAt = new Date().toISOString();
  private readonly changes = new EventEmitter().setMaxListeners(0);

  constructor(private readonly source: DataSource) {}

  /** Hears of every incident, notice and downtime that is new or changed, drills too (look at `drill`). Gives back how to stop. */
  onChange(listener: (change: Change) => void): () => void {
    this.changes.on('change', listener);
    return () => this.changes.off('change', listener);
  }

  /** Takes in what was told. What happened before this process began is no news, whenever it is heard. */
  take({ order, at, records }: Told): void {
    if (this.order !== order) this.records.clear();
    this.order = order;
    if (this.asOf === null || at > this.asOf) this.asOf = at;
    for (const told of records) {
      const key = `${told.kind} ${keyOf(told)}`;
      const known = this.records.get(key);
      if (known && known.sequence >= told.sequence) continue;
      this.records.set(key, told);
      // That another notice followed it is no news of a notice.
      const isNews =
        told.kind !== 'override' && !(told.kind === 'notice' && known) && changedAt(told) >= this.startedAt;
      if (isNews) this.changes.emit('change', { kind: told.kind, record: told.record } as Change);
    }
    this.forgetOld();
  }

  /** In force now, the newest first; drills too. */
  downtimesInForce(): ToldDowntime[] {
    return this.all('downtime')
      .filter(({ to }) => to === null)
      .sort((a, b) => b.from.localeCompare(a.from) || b.number.localeCompare(a.number));
  }

  /** Downtimes whose time touches the period (instants in UTC), newest first. */
  downtimes(period: { from: string; to: string }): Promise<ToldDowntime[]> {
    return this.inPeriod('downtime', period);
  }

  /** Not fixed and not withdrawn, the newest first; drills too. */
  openIncidents(): ToldIncident[] {
    return this.all('incident')
      .filter(({ closedAt }) => closedAt === null)
      .sort((a, b) => b.openedAt.localeCompare(a.openedAt));
  }

  /** Incidents that were open at any time of the period, newest first. */
  incidents(period: { from: string; to: string }): Promise<ToldIncident[]> {
    return this.inPeriod('incident', period);
  }

  incident(number: string): Promise<ToldIncident | null> {
    return this.one('incident', number);
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
  }): Promise<ToldNotice[]> {
    const remembered = this.noticesRemembered();
    const shown = remembered.filter(({ drill }) => drills || !drill);
    const start = before === undefined ? 0 : shown.findIndex(({ number }) => number === before) + 1;
    const known = before === undefined || start > 0 ? shown.slice(start, start + limit) : [];
    const isAllThereIs = remembered.length < NOTICES_REMEMBERED && (before === undefined || start > 0);
    if (known.length === limit || isAllThereIs) return known;
    try {
      return await this.list(
        `SELECT data FROM told WHERE kind = 'notice' AND ((data -> 'drill')::boolean = false OR $3)
          AND place < coalesce((SELECT place FROM told WHERE kind = 'notice' AND key = $1), 9223372036854775807) ORDER BY place DESC LIMIT $2`,
        [before ?? null, limit, drills],
      );
    } catch (error) {
      if (known.length > 0 || before === undefined) return known;
      throw error;
    }
  }

  notice(number: string): Promise<ToldNotice | null> {
    return this.one('notice', number);
  }

  /** How components are by what headquarters said and open incidents say. */
  componentImpacts(now: Date = new Date()): ComponentImpact[] {
    const newest = new Map<string, ToldOverride>();
    for (const one of this.all('override'))
      if (one.setAt >= (newest.get(one.component)?.setAt ?? '')) newest.set(one.component, one);
    return impactsSaid([...newest.values()], this.all('incident'), now);
  }

  private all<K extends keyof Records>(kind: K): Records[K][] {
    return [...this.records.values()].filter((told) => told.kind === kind).map(({ record }) => record as Records[K]);
  }

  private noticesRemembered(): ToldNotice[] {
    return this.all('notice').sort((a, b) => b.order - a.order);
  }

  private forgetOld(): void {
    const now = Date.now();
    for (const [key, told] of this.records) if (!isRemembered(told, now)) this.records.delete(key);
    for (const { number } of this.noticesRemembered().slice(NOTICES_REMEMBERED))
      this.records.delete(`notice ${number}`);
  }

  private inPeriod<T>(kind: string, { from, to }: { from: string; to: string }): Promise<T[]> {
    return this.list(
      `SELECT data FROM told WHERE kind = $3 AND from_at <= $2 AND coalesce(to_at, 'infinity') >= $1 ORDER BY from_at DESC LIMIT 1000`,
      [from, to, kind],
    );
  }

  private async one<K extends keyof Records>(kind: K, number: string): Promise<Records[K] | null> {
    const remembered = this.records.get(`${kind} ${number}`);
    if (remembered) return remembered.record as Records[K];
    if (!NUMBER.test(number)) return null;
    const [found] = await this.list<Records[K]>('SELECT data FROM told WHERE kind = $1 AND key = $2', [kind, number]);
    return found ?? null;
  }

  private async list<T>(statement: string, parameters: unknown[]): Promise<T[]> {
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
