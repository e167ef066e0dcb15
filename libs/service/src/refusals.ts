import { Inject, Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Metrics } from './health';
import { LOG, type Log } from './log';

/** Why somebody was refused, for the figures and the log. */
export type Refusal =
  | 'unknown key'
  | 'wrong token'
  | 'wrong sign-in'
  | 'wrong operations token'
  | 'wrong ABI password'
  | 'no right'
  | 'no client certificate'
  | 'ABI password locked'
  | 'too many wrong keys'
  | 'too many requests'
  | 'too many connections'
  | 'too many streams'
  | 'body too large'
  | 'body too slow'
  | 'no room for body'
  | 'too many unanswered filings';

/** Of one caller and one reason, a line in so many milliseconds says how often it happened since the last. */
const SAID_EVERY_MS = 10_000;
const REMEMBERED = 10_000;

/** Counts who was refused what, and says it in the log, never with a secret and never as often as somebody tries. */
@Injectable()
export class Refusals {
  private readonly counter: Counter;
  private readonly said = new Map<string, { at: number; since: number }>();

  constructor(
    metrics: Metrics,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.counter = new Counter({
      name: 'portway_refused_total',
      help: 'Requests, messages and connections that were refused, by reason',
      labelNames: ['reason'],
      registers: [metrics.registry],
    });
  }

  /** @param caller network address or account id */
  note(reason: Refusal, caller: string, now = performance.now()): void {
    this.counter.inc({ reason });
    const name = `${reason} ${caller}`;
    const known = this.said.get(name);
    if (known && now - known.at < SAID_EVERY_MS) {
      known.since += 1;
      return;
    }
    this.log.warn({ reason, caller, times: (known?.since ?? 0) + 1 }, 'refused');
    this.said.delete(name);
    this.said.set(name, { at: now, since: 0 });
    if (this.said.size > REMEMBERED) this.said.delete(this.said.keys().next().value!);
  }
}
