import { Injectable } from '@nestjs/common';
import type { Judgement } from '../component-state/component-state.rules';
import type { ModuleFlow } from '../component-state/backlog.rules';
import { type FlowReading, type Watch, watchesOf } from './watch.rules';

const READ_EVERY_SECONDS = 5;
const KEPT_SECONDS = 3_600;
/** A watch that comes and goes is no news: it goes when it was not seen for so long. */
const GONE_AFTER_SECONDS = 30;

/** A watch that is on, and since when. */
export interface OpenWatch extends Watch {
  readonly component: string;
  readonly since: string;
}

interface Open {
  readonly watch: OpenWatch;
  readonly seenAtSeconds: number;
}

/** A reading as people and pictures see it. */
export interface ShownReading extends Omit<FlowReading, 'atSeconds'> {
  readonly at: string;
}

/** What waited and moved in the last hour, and what is worth watching. */
export interface FlowsDocument {
  readonly at: string;
  /** Seconds between two readings. */
  readonly everySeconds: number;
  readonly watches: readonly OpenWatch[];
  readonly components: readonly { readonly component: string; readonly readings: readonly ShownReading[] }[];
}

type KeptReading = FlowReading & Pick<ShownReading, 'at'>;

/** What waited and moved in the last hour, of every module; in memory, so that it is there when nothing else is. */
@Injectable()
export class FlowBook {
  private readonly readings = new Map<string, KeptReading[]>();
  private readonly open = new Map<string, Open>();
  private readAtSeconds = -Infinity;

  /**
   * Takes what was judged at one look; a reading is kept each five seconds.
   *
   * @param nowSeconds of a clock that nobody sets
   * @param instant the same for people, in ms
   */
  note(
    judgements: readonly Judgement[],
    flows: readonly ModuleFlow[],
    slowAfterSeconds: number,
    nowSeconds: number,
    instant: number,
  ): void {
    if (nowSeconds - this.readAtSeconds < READ_EVERY_SECONDS) return;
    this.readAtSeconds = nowSeconds;
    for (const { name, kind, state, evidence } of judgements) {
      if (kind !== 'module') continue;
      const flow = flows.find(({ module }) => module === name);
      const number = (key: string): number | null => (typeof evidence[key] === 'number' ? evidence[key] : null);
      const waits = [flow?.oldestSeconds ?? null, number('waitAheadSeconds')].filter((wait) => wait !== null);
      const kept = this.readings.get(name) ?? [];
      kept.push({
        atSeconds: nowSeconds,
        at: new Date(instant).toISOString(),
        unanswered: flow?.unanswered ?? null,
        waitSeconds: flow ? Math.max(0, ...waits) : null,
        receivedPerSecond: flow?.receivedPerSecond ?? null,
        answeredPerSecond: flow?.answeredPerSecond ?? null,
        replyMs: number('replyMs'),
      });
      while (kept[0]!.atSeconds < nowSeconds - KEPT_SECONDS) kept.shift();
      this.readings.set(name, kept);
      this.watch(name, watchesOf(state, kept, slowAfterSeconds), state === 'operational', nowSeconds, instant);
    }
  }

  private watch(name: string, seen: readonly Watch[], works: boolean, nowSeconds: number, instant: number): void {
    for (const watch of seen) {
      const since = this.open.get(`${name} ${watch.kind}`)?.watch.since ?? new Date(instant).toISOString();
      this.open.set(`${name} ${watch.kind}`, {
        watch: { ...watch, component: name, since },
        seenAtSeconds: nowSeconds,
      });
    }
    for (const [key, { watch, seenAtSeconds }] of this.open)
      if (watch.component === name && (!works || nowSeconds - seenAtSeconds > GONE_AFTER_SECONDS))
        this.open.delete(key);
  }

  /** The watches that are on, the oldest first. */
  get watches(): OpenWatch[] {
    return [...this.open.values()].map(({ watch }) => watch).sort((a, b) => a.since.localeCompare(b.since));
  }

  /** The readings of the last hour by module, the oldest first. */
  get shown(): { readonly component: string; readonly readings: ShownReading[] }[] {
    return [...this.readings].map(([component, readings]) => ({
      component,
      readings: readings.map(({ atSeconds: _byNoClock, ...reading }) => reading),
    }));
  }

  get document(): FlowsDocument {
    return {
      at: new Date().toISOString(),
      everySeconds: READ_EVERY_SECONDS,
      watches: this.watches,
      components: this.shown,
    };
  }
}
