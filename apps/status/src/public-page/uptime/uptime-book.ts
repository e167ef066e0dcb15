import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { isDatabaseUnavailable } from '#persistence';
import { LOG, type Log, RecurringWork } from '#service';
import { StatusConfig } from '../../config/status.config';
import { SummaryBoard } from '../../summary/summary.board';
import { BulletinBoard } from '../../bulletin/bulletin-board';
import { maintains } from '../../said/maintenance.rules';
import { type HourTally, type SeenOfComponent, UptimeRepository } from './uptime.repository';
import {
  barOf,
  type BarKind,
  HOLDS_MS,
  isEnough,
  NO_TIME,
  sumOf,
  type Tally,
  tallySince,
  uptimePercent,
} from './uptime.rules';

const RENEW_EVERY_MS = 60_000;
const LOOK_EVERY_MS = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Closed hours that are counted again each time: another replica's samples may come a little late. */
const SETTLING_HOURS = 2;
/** Hours that are counted in one go after a long time without. */
const AT_ONCE = 24;

export const WINDOWS = { '24h': 24 * HOUR, '7d': 7 * DAY, '30d': 30 * DAY, '90d': 90 * DAY } as const;
export type WindowName = keyof typeof WINDOWS;
export const WINDOW_NAMES = Object.keys(WINDOWS) as WindowName[];

export interface Bar {
  readonly from: string;
  readonly kind: BarKind;
  readonly percent: number | null;
}

export interface WindowUptime {
  readonly window: WindowName;
  readonly from: string;
  readonly to: string;
  /** Of the known time, planned maintenance left out; null where too little of the period is known to say it. */
  readonly percent: number | null;
  /** Seconds. */
  readonly time: Tally;
  /** Hours of the last day, days (UTC) of the longer windows; the oldest first. */
  readonly bars: readonly Bar[];
}

export interface ComponentUptime {
  readonly component: string;
  readonly windows: readonly WindowUptime[];
}

export interface UptimeDocument {
  /** When it was counted; null before the first time. It is kept while the database is away. */
  readonly asOf: string | null;
  readonly rule: string;
  readonly components: readonly ComponentUptime[];
}

const RULE =
  'Up is operational or slow, counted from the first moment at which it was. Planned maintenance is left out of the percentage, and so is time of which nothing is known; both are told in seconds. With less than half of a period known there is no percentage.';
const inSeconds = (tally: Tally): Tally =>
  Object.fromEntries(Object.entries(tally).map(([part, ms]) => [part, Math.round(ms / 1_000)])) as unknown as Tally;

/** How much of the time each component was up: hours are counted once and kept, the hour that goes on is counted from its samples. */
@Injectable()
export class UptimeBook {
  document: UptimeDocument = { asOf: null, rule: RULE, components: [] };
  body: Buffer = Buffer.from(JSON.stringify(this.document));
  etag = '"none"';
  private readonly began = new Map<string, number>();
  private triedAt = -Infinity;

  constructor(
    private readonly hours: UptimeRepository,
    private readonly board: SummaryBoard,
    private readonly bulletin: BulletinBoard,
    private readonly config: StatusConfig,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    work.every(
      LOOK_EVERY_MS,
      'counting uptime',
      async () => {
        if (this.document.asOf !== null && performance.now() - this.triedAt < RENEW_EVERY_MS) return;
        this.triedAt = performance.now();
        await this.renew();
      },
      { firstAfterMs: 0, until: 'the last request' },
    );
  }

  of(component: string): ComponentUptime | null {
    return this.document.components.find((one) => one.component === component) ?? null;
  }

  /** Counts the hours that are over, adds up, and shows. */
  async renew(now = Date.now()): Promise<void> {
    if (!this.hours.ready) return;
    try {
      const open = Math.floor(now / HOUR) * HOUR;
      const settling = Array.from({ length: SETTLING_HOURS }, (_, i) => open - (i + 1) * HOUR);
      const missing = await this.hours.notCounted(open - WINDOWS['90d'], open);
      for (const hour of new Set([...missing.slice(0, AT_ONCE), ...settling]))
        await this.hours.store(await this.count(await this.hours.seen(hour, hour + HOUR, HOLDS_MS), hour, hour + HOUR));
      const going = await this.count(await this.hours.seen(open, now, HOLDS_MS), open, now);
      this.show(await this.read(going, open, now));
      await this.hours.forget(this.config.KEEP_HISTORY_DAYS);
    } catch (error) {
      if (!isDatabaseUnavailable(error)) this.log.warn({ err: error }, 'uptime was not counted');
    }
  }

  /** Every component that anything was noted of in the period. */
  private async count(seen: readonly SeenOfComponent[], from: number, to: number): Promise<HourTally[]> {
    const byComponent = new Map<string, SeenOfComponent[]>();
    for (const one of seen) {
      const list = byComponent.get(one.component);
      if (list) list.push(one);
      else byComponent.set(one.component, [one]);
    }
    for (const component of byComponent.keys()) {
      const began = this.began.get(component) ?? (await this.hours.firstUp(component));
      if (began !== null) this.began.set(component, began);
    }
    return [...byComponent].map(([component, list]) => {
      const planned = this.bulletin.planned
        .filter((window) => maintains(window, component))
        .map((window) => ({ from: Date.parse(window.from), to: Date.parse(window.to) }));
      return { component, from, ...tallySince(this.began.get(component) ?? null, list, planned, { from, to }) };
    });
  }

  private async read(going: readonly HourTally[], open: number, now: number): Promise<ComponentUptime[]> {
    const sinceOf = (window: WindowName): number => open + HOUR - WINDOWS[window];
    const byHour = await this.hours.counted(sinceOf('24h'), 'hour');
    const byDay = await this.hours.counted(Math.floor(now / DAY) * DAY - 89 * DAY, 'day');
    const totals = await this.hours.totals(WINDOW_NAMES.map(sinceOf));
    const index = (list: readonly HourTally[]): Map<string, Tally> =>
      new Map(list.map((tally) => [`${tally.component} ${tally.from}`, tally]));
    const [hours, days] = [index(byHour), index(byDay)];
    const names = new Set([...this.board.components.map(({ name }) => name), ...totals.at(-1)!.keys()]);
    return [...names].map((component) => {
      const current = going.find((tally) => tally.component === component) ?? NO_TIME;
      const bar = (tallies: Map<string, Tally>, from: number, isGoing: boolean): Bar => {
        const tally = sumOf([tallies.get(`${component} ${from}`) ?? NO_TIME, isGoing ? current : NO_TIME]);
        return { from: new Date(from).toISOString(), kind: barOf(tally), percent: uptimePercent(tally) };
      };
      const windows = WINDOW_NAMES.map((window, i): WindowUptime => {
        const from = sinceOf(window);
        const counted = sumOf([totals[i]!.get(component) ?? NO_TIME, current]);
        // What is in no hour was seen by nobody: before the platform began, or while the whole status service was away.
        const time = { ...counted, unknown: counted.unknown + Math.max(0, now - from - total(counted)) };
        const step = window === '24h' ? HOUR : DAY;
        const count = Math.round(WINDOWS[window] / step);
        const newest = Math.floor(now / step) * step;
        const bars = Array.from({ length: count }, (_, k) => newest - (count - 1 - k) * step).map((at) =>
          bar(step === HOUR ? hours : days, at, at === newest),
        );
        return {
          window,
          from: new Date(from).toISOString(),
          to: new Date(now).toISOString(),
          percent: isEnough(time) ? uptimePercent(time) : null,
          time: inSeconds(time),
          bars,
        };
      });
      return { component, windows };
    });
  }

  private show(components: readonly ComponentUptime[]): void {
    this.document = { asOf: new Date().toISOString(), rule: RULE, components };
    this.body = Buffer.from(JSON.stringify(this.document));
    this.etag = `"${createHash('sha256').update(this.body).digest('base64url').slice(0, 22)}"`;
  }
}

const total = ({ operational, slow, down, unknown, maintenance }: Tally): number =>
  operational + slow + down + unknown + maintenance;
