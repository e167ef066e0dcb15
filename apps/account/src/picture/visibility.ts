import { Injectable } from '@nestjs/common';
import { Gauge, Histogram } from 'prom-client';
import type { Vitals } from '#contracts';
import { Metrics, type VisibilityReader, VitalsReader } from '#service';

/** What was accepted is visible in every view within this (seconds). */
export const VISIBLE_WITHIN_SECONDS = 2;
const MINUTE_MS = 60_000;
const MINUTES_KEPT = 60;

/** How long it took in one minute from the acceptance of a filing at the gateway until the picture showed it (seconds). */
export interface VisibilityMinute {
  /** The beginning of the minute. */
  readonly minute: string;
  readonly filings: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  readonly kept: boolean;
}

/** Times are told by their bucket's upper end: never less than it took, at most 5% more. */
const GROWTH = Math.log(1.05);
const bucketOf = (seconds: number): number => Math.ceil(Math.log(Math.max(seconds, 0.001) * 1_000) / GROWTH - 1e-9);
const secondsOf = (bucket: number): number => Math.exp(bucket * GROWTH) / 1_000;

interface Minute {
  readonly buckets: Map<number, number>;
  filings: number;
  longest: number;
}

const BEHIND_MS = 10_000;

/** How late a view, list or search showed the newest that was accepted when it was looked at last. */
export interface LookedView {
  readonly view: string;
  /** For how long it has been missing, or how long the view took to answer (seconds). */
  readonly behindSeconds: number;
  readonly lookedAt: string;
}

/**
 * The standing check of the promise that what was accepted is soon visible. Of this replica, since its start; clocks of other services are compared with
 * this one's.
 */
@Injectable()
export class Visibility implements VisibilityReader {
  private readonly minutes = new Map<number, Minute>();
  /** Of the last seconds: the longest from what happened to when it was shown. */
  private readonly behind = new Map<number, number>();
  private readonly looked = new Map<string, LookedView>();
  private readonly histogram: Histogram;
  private readonly gauge: Gauge;
  /** The newest filing of an entry that was shown here. */
  newestEntry: { readonly key: string; readonly acceptedAt: Date } | undefined;

  constructor({ registry }: Metrics, vitals: VitalsReader) {
    vitals.visibility = this;
    this.histogram = new Histogram({
      name: 'portway_visible_after_seconds',
      help: 'From the acceptance of a filing at the gateway until the picture of its account shows what it changed',
      buckets: [0.1, 0.25, 0.5, 1, VISIBLE_WITHIN_SECONDS, 5, 15, 60, 600],
      registers: [registry],
    });
    this.gauge = new Gauge({
      name: 'portway_view_behind_seconds',
      help: 'For how long the newest that was accepted has been missing in a view, list or search, or how long that took to answer',
      labelNames: ['view'],
      registers: [registry],
    });
  }

  viewLooked(view: string, behindSeconds: number, at: Date): void {
    this.looked.set(view, { view, behindSeconds, lookedAt: at.toISOString() });
    this.gauge.set({ view }, behindSeconds);
  }

  /** The latest first. */
  views(): LookedView[] {
    return [...this.looked.values()].sort((a, b) => b.behindSeconds - a.behindSeconds);
  }

  /**
   * @param toldAt when it happened at the service that told it
   * @param acceptedAt when the gateway took the filing that made it happen; null where nobody filed
   */
  seen(toldAt: string, acceptedAt: string | null, at: Date): void {
    const second = Math.floor(at.getTime() / 1_000) * 1_000;
    this.behind.set(second, Math.max(secondsSince(toldAt, at), this.behind.get(second) ?? 0));
    for (const old of this.behind.keys()) if (old < second - BEHIND_MS) this.behind.delete(old);
    if (acceptedAt === null) return;
    const seconds = secondsSince(acceptedAt, at);
    this.histogram.observe(seconds);
    const minute = minuteOf(at);
    let known = this.minutes.get(minute);
    if (!known) {
      for (const old of this.minutes.keys()) if (old <= minute - MINUTES_KEPT * MINUTE_MS) this.minutes.delete(old);
      this.minutes.set(minute, (known = { buckets: new Map(), filings: 0, longest: 0 }));
    }
    const bucket = bucketOf(seconds);
    known.buckets.set(bucket, (known.buckets.get(bucket) ?? 0) + 1);
    known.filings += 1;
    known.longest = Math.max(known.longest, seconds);
  }

  /** Minutes in which something became visible, the newest first. */
  read(): VisibilityMinute[] {
    return [...this.minutes]
      .sort(([a], [b]) => b - a)
      .map(([minute, found]) => {
        const p99 = within(found, 0.99);
        return {
          minute: new Date(minute).toISOString(),
          filings: found.filings,
          p50: within(found, 0.5),
          p99,
          longest: found.longest,
          kept: p99 <= VISIBLE_WITHIN_SECONDS,
        };
      });
  }

  /** Of this minute and the one before. */
  recent(now = new Date()): Vitals['visible'] {
    const minutes = [minuteOf(now), minuteOf(now) - MINUTE_MS].flatMap((minute) => this.minutes.get(minute) ?? []);
    const behind = [...this.behind].filter(([second]) => now.getTime() - second <= BEHIND_MS).map(([, most]) => most);
    const [late] = this.views().filter(
      ({ behindSeconds, lookedAt }) =>
        behindSeconds > VISIBLE_WITHIN_SECONDS && now.getTime() - Date.parse(lookedAt) <= BEHIND_MS,
    );
    if (late) behind.push(late.behindSeconds);
    if (minutes.length === 0 && behind.length === 0) return undefined;
    const both: Minute = { buckets: new Map(), filings: 0, longest: 0 };
    for (const { buckets, filings, longest } of minutes) {
      for (const [bucket, count] of buckets) both.buckets.set(bucket, (both.buckets.get(bucket) ?? 0) + count);
      both.filings += filings;
      both.longest = Math.max(both.longest, longest);
    }
    return {
      filings: both.filings,
      p50Seconds: within(both, 0.5),
      p99Seconds: within(both, 0.99),
      longestSeconds: both.longest,
      behindSeconds: behind.length === 0 ? null : Math.max(...behind),
      ...(late && late.behindSeconds === Math.max(...behind) ? { view: late.view } : {}),
    };
  }
}

const minuteOf = (at: Date): number => Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
const secondsSince = (instant: string, at: Date): number => Math.max(0, (at.getTime() - Date.parse(instant)) / 1_000);

/** Within which time so large a share was visible; 0 where there was nothing. */
const within = ({ buckets, filings, longest }: Minute, share: number): number => {
  let left = Math.ceil(share * filings);
  const reached = [...buckets].sort(([a], [b]) => a - b).find(([, count]) => (left -= count) <= 0);
  return reached ? Math.min(longest, secondsOf(reached[0])) : 0;
};
