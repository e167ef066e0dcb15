import { Inject, Injectable } from '@nestjs/common';
import { Counter, Histogram } from 'prom-client';
import type { FilingAnswered } from '#contracts';
import { firstStepOf, traceIdOf, type Traces } from '#kernel';
import { handlingStepOf, type Received } from '#messaging';
import { Metrics, Problem, TRACES } from '#service';
import type { Module, NewFiling, NewTransmission, Verdict } from './transmission';

/** Upper ends in seconds: the goals of acceptance are 0.05 and 0.1, its promise to partners is 1. */
const ACCEPT_WITHIN = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Upper ends in seconds: an answer is promised within 60; what a gate held comes after hours. */
const DONE_WITHIN = [0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 900, 3_600, 14_400, 86_400];

/** What a sender is told whose transmission could not be stored, and what we do not know how to tell. */
const NOT_STORED = ['unavailable', 'not-known', 'failed'] as const;

/** The service that this is a part of. */
const GATEWAY = 'gateway';

/**
 * How long each step of a filing takes, for Prometheus and, while traces are on, as the first and the last step of its trace. Of this process, since its start. An answer that is tried again may be counted twice;
 * clocks of modules are compared with the gateway's.
 */
@Injectable()
export class FilingTimes {
  private readonly accept: Histogram;
  private readonly decide: Histogram;
  private readonly answer: Histogram;
  private readonly filings: Counter;
  private readonly notAccepted: Counter;

  constructor(
    { registry }: Metrics,
    @Inject(TRACES) private readonly traces: Traces,
  ) {
    const registers = [registry];
    this.accept = new Histogram({
      name: 'portway_accept_seconds',
      help: 'From a transmission that was read until it was stored and its sender told so',
      labelNames: ['channel'],
      buckets: ACCEPT_WITHIN,
      enableExemplars: traces.on,
      registers,
    });
    this.decide = new Histogram({
      name: 'portway_decide_seconds',
      help: 'From the acceptance of a filing at the gateway until its module had decided',
      labelNames: ['module'],
      buckets: DONE_WITHIN,
      enableExemplars: traces.on,
      registers,
    });
    this.answer = new Histogram({
      name: 'portway_answer_seconds',
      help: 'From the acceptance of a filing at the gateway until its answer was in the journal there',
      labelNames: ['module', 'outcome'],
      buckets: DONE_WITHIN,
      enableExemplars: traces.on,
      registers,
    });
    this.filings = new Counter({
      name: 'portway_filings_accepted_total',
      help: 'Filings accepted for the first time, by kind',
      labelNames: ['kind'],
      registers,
    });
    this.notAccepted = new Counter({
      name: 'portway_not_accepted_total',
      help: 'Transmissions that were read and not stored, by the problem their sender was told',
      labelNames: ['problem'],
      registers,
    });
    // From 0, so that the first one counts as one more.
    for (const problem of NOT_STORED) this.notAccepted.inc({ problem }, 0);
  }

  /** Waits for what `accept` says, and counts it. */
  async ofAcceptance(
    transmission: NewTransmission,
    accept: () => Promise<Verdict>,
    now: () => number = () => performance.now(),
  ): Promise<Verdict> {
    const { channel, counts } = transmission;
    const since = now();
    try {
      const verdict = await accept();
      const filingIds = verdict.kind === 'new' && this.traces.on ? this.tracedOf(transmission, verdict.filingIds) : [];
      this.observe(this.accept, { channel }, (now() - since) / 1_000, filingIds[0]);
      if (verdict.kind === 'new') for (const { kind, filings } of counts) this.filings.inc({ kind }, filings);
      this.tellAccepted(transmission, filingIds);
      return verdict;
    } catch (error) {
      this.notAccepted.inc({ problem: error instanceof Problem ? error.kind : 'failed' });
      throw error;
    }
  }

  /** @param taken ids of those filings among them that were answered for the first time */
  answered(
    module: Module,
    messages: readonly Received<FilingAnswered>[],
    taken: ReadonlySet<string>,
    at = Date.now(),
  ): void {
    for (const { id, at: decidedAt, data } of messages) {
      const { filingId, receivedAt } = data.origin;
      if (!taken.has(filingId)) continue;
      const acceptedAt = Date.parse(receivedAt);
      const traced = this.traces.isTraced(filingId) ? filingId : undefined;
      this.observe(this.decide, { module }, secondsBetween(acceptedAt, Date.parse(decidedAt)), traced);
      this.observe(this.answer, { module, outcome: data.outcome }, secondsBetween(acceptedAt, at), traced);
      if (traced) this.tellAnswered(module, id, data, at);
    }
  }

  /** @param example a filing to whose trace the figure leads, where it is traced */
  private observe(histogram: Histogram, labels: Record<string, string>, value: number, example?: string): void {
    if (this.traces.on)
      histogram.observe({ labels, value, exemplarLabels: example ? { trace_id: traceIdOf(example) } : {} });
    else histogram.observe(labels, value);
  }

  /** Filings of a transmission that are traced. Where they were made one after the other only the first of them are known here. */
  private tracedOf({ filings }: NewTransmission, named: readonly string[]): string[] {
    const ids = Array.isArray(filings) ? (filings as readonly NewFiling[]).map(({ id }) => id) : named;
    return ids.filter((id) => this.traces.isTraced(id));
  }

  /** The trace of a filing begins with its acceptance, and leads to the request that it came with. */
  private tellAccepted(transmission: NewTransmission, filingIds: readonly string[]): void {
    const { correlationId: request, receivedAt, channel, counts, filingCount } = transmission;
    const to = Date.now();
    for (const correlationId of filingIds)
      this.traces.add({
        name: 'accept',
        kind: 'server',
        correlationId,
        id: firstStepOf(correlationId),
        from: Date.parse(receivedAt),
        to,
        attributes: {
          'portway.channel': channel,
          'portway.kind': counts.map(({ kind }) => kind).join(', '),
          'portway.filings': filingCount,
        },
        links: request === correlationId ? [] : [{ correlationId: request, id: firstStepOf(request) }],
      });
  }

  private tellAnswered(module: Module, messageId: string, { origin, outcome }: FilingAnswered, at: number): void {
    this.traces.add({
      name: 'answer',
      kind: 'internal',
      correlationId: origin.filingId,
      after: handlingStepOf(messageId, GATEWAY),
      from: at,
      to: at,
      attributes: { 'portway.module': module, 'portway.outcome': outcome },
    });
  }
}

/** Two clocks may differ by more than a filing takes. */
const secondsBetween = (from: number, to: number): number => Math.max(0, to - from) / 1_000;
