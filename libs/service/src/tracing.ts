import type { FastifyInstance } from 'fastify';
import { firstStepOf, NO_TRACES, type Traces } from '#kernel';
import type { ServiceConfig } from './config';
import type { Log } from './log';

/** Injection token of where the service tells the steps of its work: `Traces`. */
export const TRACES = Symbol('traces');

/** What it takes to tell them is loaded only where somebody wants to hear. */
export const tracesOf = async (service: string, config: ServiceConfig, log: Log): Promise<Traces> => {
  if (config.OTEL_EXPORTER_OTLP_ENDPOINT === '') return NO_TRACES;
  const { otlpTraces } = await import('#otlp');
  return otlpTraces(
    {
      service,
      instance: config.INSTANCE,
      endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT,
      share: config.OTEL_TRACES_SAMPLER_ARG,
      ca: config.CA,
    },
    log,
  );
};

/** A request is the first step of its correlation id. Told by the pattern of its address: what stands in it may be a number of somebody. */
export const traceRequests = (fastify: FastifyInstance, traces: Traces): void => {
  if (!traces.on) return;
  fastify.addHook('onResponse', async (request, reply) => {
    const { url: route } = request.routeOptions;
    const correlationId = String(reply.getHeader('x-correlation-id'));
    if (!route || !traces.isTraced(correlationId)) return;
    const to = Date.now();
    traces.add({
      name: `${request.method} ${route}`,
      kind: 'server',
      correlationId,
      id: firstStepOf(correlationId),
      from: to - reply.elapsedTime,
      to,
      attributes: {
        'http.request.method': request.method,
        'http.route': route,
        'http.response.status_code': reply.statusCode,
      },
    });
  });
};
