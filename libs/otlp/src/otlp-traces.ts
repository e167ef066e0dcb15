import { setTimeout as pause } from 'node:timers/promises';
import {
  ROOT_CONTEXT,
  type Attributes,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, RandomIdGenerator, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { isInShare, type Step, traceIdOf, type Traces } from '#kernel';

/** Where spans are sent, and of whom. */
export interface OtlpSettings {
  readonly service: string;
  /** Its replica. */
  readonly instance: string;
  /** Address of the collector, without `/v1/traces`. */
  readonly endpoint: string;
  /** Share of the traces that are told, 0 to 1. */
  readonly share: number;
  /** Certificates (PEM) of those who may vouch for the collector; empty, those that Node trusts. */
  readonly ca: string;
}

interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** What is not sent when a process ends is given up after this (milliseconds). */
const END_WITHIN_MS = 2_000;
/** Spans wait this long to be sent together (milliseconds), and no more of them than this; the rest is dropped. */
const TOGETHER_MS = 1_000;
const MOST_WAITING = 8_192;
const SUCCESS = 0;

const KINDS: Readonly<Record<Step['kind'], SpanKind>> = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

const placeOf = (correlationId: string, spanId: string): SpanContext => ({
  traceId: traceIdOf(correlationId),
  spanId,
  traceFlags: TraceFlags.SAMPLED,
  isRemote: true,
});

/** Tells in the log when the collector begins to take nothing, and when it takes again: it is missed by nobody else. */
const tellingOfFaults = (exporter: SpanExporter, log: Log): SpanExporter => {
  let failing = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const fails = result.code !== SUCCESS;
        if (fails && !failing) log.warn({ reason: result.error?.message }, 'traces are not taken by their collector');
        if (!fails && failing) log.info({}, 'traces are taken again by their collector');
        failing = fails;
        // It was told here; the library would tell it once more.
        done({ code: SUCCESS });
      }),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
};

/** Steps become spans of OpenTelemetry and go to a collector by OTLP over HTTP. A collector that is away or slow stops nobody: spans are dropped. */
export const otlpTraces = ({ service, instance, endpoint, share, ca }: OtlpSettings, log: Log): Traces => {
  const random = new RandomIdGenerator();
  // The library asks for ids where a span begins; a step brings its own.
  let next: Pick<Step, 'correlationId' | 'id'> | undefined;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': service,
      'service.namespace': 'portway',
      'service.instance.id': instance,
    }),
    idGenerator: {
      generateTraceId: () => traceIdOf(next!.correlationId),
      generateSpanId: () => next?.id ?? random.generateSpanId(),
    },
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: tellingOfFaults(
          new OTLPTraceExporter({
            url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
            ...(ca && { httpAgentOptions: { ca } }),
          }),
          log,
        ),
        scheduledDelayMillis: TOGETHER_MS,
        maxQueueSize: MOST_WAITING,
      }),
    ],
  });
  const tracer = provider.getTracer('portway');
  return {
    on: true,
    isTraced: (correlationId) => isInShare(correlationId, share),
    add(step) {
      const { correlationId, after, kind, from, to, attributes, links = [], fault } = step;
      next = step;
      const span = tracer.startSpan(
        step.name,
        {
          kind: KINDS[kind],
          startTime: from,
          attributes: attributes as Attributes,
          links: links.map((one) => ({ context: placeOf(one.correlationId, one.id) })),
        },
        after ? trace.setSpanContext(ROOT_CONTEXT, placeOf(correlationId, after)) : ROOT_CONTEXT,
      );
      next = undefined;
      if (fault !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: fault });
      span.end(Math.max(from, to));
    },
    async end() {
      await Promise.race([provider.shutdown().catch(() => undefined), pause(END_WITHIN_MS, undefined, { ref: false })]);
    },
  };
};
